"""Which of many texts are spelt much like another: all of a few are compared, of more those most likely to be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

_CLOSE = 72  # of 100; rapidfuzz's ratio of the letters two spellings share: "foggie" has 73 with "foggy"
_FEW = 2_000  # texts, of which all are compared; of 20,000 that would cost as much as the rest of an autocomplete
_LIKELY = 600  # texts of more that are compared, or fewer
_MOST_SHARED = 8  # pairs of letters that are counted; more tell nothing new

_Pair = tuple[str, str]


class CloseTexts:
    """Some folded texts, in memory."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._having = _by_pair(self._texts) if len(self._texts) > _FEW else None

    def to(self, text: str) -> Sequence[tuple[str, float, int]]:
        """Return the texts close to a text, each with how close (of 100) and its place among all, the closest first.

        Of many texts those alone are compared that share the most pairs of letters with it.
        """
        texts = self._texts if self._having is None else {at: self._texts[at] for at in _likely(text, self._having)}
        return process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=None)


def _likely(text: str, having: Mapping[_Pair, int]) -> Iterator[int]:
    """Yield the places of the texts that share as many pairs as it takes for them to be few enough."""
    sharing = [0] * _MOST_SHARED  # at n: a bit for each text that shares more than n pairs
    for pair in _pairs(text):
        one_more = having.get(pair, 0)
        for count in range(_MOST_SHARED - 1, 0, -1):
            sharing[count] |= sharing[count - 1] & one_more
        sharing[0] |= one_more
    few = next(some for some, fewer in pairwise((*sharing, 0)) if not fewer or some.bit_count() <= _LIKELY)
    bits = f"{few:b}"[::-1]
    at = bits.find("1")
    while at >= 0:
        yield at
        at = bits.find("1", at + 1)


def _by_pair(texts: Sequence[str]) -> Mapping[_Pair, int]:
    """Return a bit for each text that has a pair of letters, by pair: numbers of so many bits are counted at once."""
    having: defaultdict[_Pair, bytearray] = defaultdict(lambda: bytearray(len(texts) // 8 + 1))
    for place, text in enumerate(texts):
        byte, bit = place >> 3, 1 << (place & 7)
        for pair in _pairs(text):
            having[pair][byte] |= bit
    return {pair: int.from_bytes(bits, "little") for pair, bits in having.items()}


def _pairs(text: str) -> set[_Pair]:
    """Return the pairs of neighbouring letters; before the first letter stands a space, as in any word."""
    return set(zip(f" {text}", text, strict=False))
