"""Whether what somebody typed is right: forgivingly, but not falsely ("air" is not "chair").

Right is, in this order,

1. the whole answer, whatever its case, accents, punctuation, spaces (`Spider-Man`, `spiderman`), leading article and
   way to write a number up to 99 (`six`, `6`); `yes` is `true`, and `no` is `false`;
2. as in Red-DiscordBot (`check_answer` of redbot/cogs/trivia/session.py): the answer's words, in order, among others,
   with spaces around them (Guinea-Bissau is not Guinea);
3. the whole answer misspelt: one letter missing, too many, swapped with the next one or wrong in a word of six to nine
   letters, two in a longer one, two in all; below eight letters only one like it is wrong (Merlim; Iceland is not
   Ireland). The first letter of a word is never wrong (Gambia is not Zambia, female not male), nor are shorter words
   (of five letters, Monet is Manet, and a clock a cloak), digits, written numbers, numerals (FFVII), and what is
   known to be another answer.

Red accepts, and this does not, since it is plainly false:

- an answer of several words inside other words (`air force` in `chair forces`); only a plural `s` may follow;
- an answer that is denied (`not Paris`), one of two (`Paris or Rome`), in a list of three or more and not its last
  (`Bern, Los Angeles, Rome`), or beside a wrong choice;
- a number, a letter or a yes beside its like (`5 6 7`, `b c d`, `yes no`), the no of `no idea`, the two of `fifty two`;
- a word of every sentence (`I`, `you`, `it`, `a`, `on`) inside a sentence: it counts alone;
- an answer with over `MOST_OTHER_WORDS` other words: that is a list of guesses; it counts alone, however long.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, combinations

from bot.domain.typed_words import Words, chunks_of, continues, in_digits, squeezed, words_of

LONGEST_TYPED = 1_000
"""Characters of a typed answer; a longer one is wrong. The longest answer of Red's own lists has 589."""
MOST_OTHER_WORDS = 12
"""Words that may stand around an answer: "well I am pretty sure that the right answer must be ..." has twelve."""

_ARTICLES = frozenset({"the", "a", "an"})
_FRAMES = tuple(
    tuple(frame.split())
    for frame in ("i think", "i guess", "i say", "it is", "is it", "its", "the answer is", "maybe", "probably", "thats")
)
_DENIALS = frozenset(
    ("not", "never", "isnt", "arent", "wasnt", "werent", "doesnt", "dont", "didnt", "cant", "cannot", "neither", "nor")
)
_PRONOUNS_AND_VERBS = ("i", "you", "he", "she", "it", "we", "they", "me", "my", "is", "are", "was", "be", "am", "do")
_PARTICLES = ("a", "an", "the", "to", "of", "in", "on", "off", "at", "and", "or", "for", "that", "this", "so")
_IN_EVERY_SENTENCE = frozenset((*_PRONOUNS_AND_VERBS, *_PARTICLES))
_OPPOSITES = {"yes": {"no", "false"}, "true": {"no", "false"}, "no": {"yes", "true"}, "false": {"yes", "true"}}
_SAME_SENSE = {"yes": "true", "no": "false"}
_LISTING = re.compile(r"[,;\n]")
_NO_KNOWLEDGE = frozenset({"idea", "clue"})
_SHORTEST_MISSPELT, _SHORTEST_MISSPELT_TWICE, _LONGEST_MISSPELT = 6, 10, 40
_SHORTEST_MISTAKEN = 8  # letters of a word in which any letter may be mistaken for any other
_LIKE_LETTERS = ("aeiouy", "ckqsxz", "dt", "bp", "fvw", "gj", "mn", "lr")
_SHORTEST_SPLIT = 5  # letters of an answer that may stand in a sentence with other spaces than its own
_NUMERALS = ("ii", "iv", "vi", "ix", "xi", "xv", "xx")
_ALPHABETS_END = "\u0590"  # Latin, Greek, Cyrillic, Armenian: below are scripts in which one sign says more


def is_right(typed: str, accepted: Collection[str], wrong: Collection[str] = (), others: Collection[str] = ()) -> bool:
    """Return whether a typed text is one of the accepted answers.

    `wrong` are the question's wrong choices. `others` are what else is an answer nearby, of other questions of the
    same list, say: none of them is taken for a misspelling.
    """
    text = typed.strip().casefold()
    if not text or len(typed) > LONGEST_TYPED:
        return False
    if text in {one.strip().casefold() for one in accepted}:
        return True
    core = _core(words_of(typed))
    answers = [words for words in map(words_of, accepted) if words]
    if not core or _is_one_of(core, answers):
        return bool(core)
    wrong_answers = [words for words in map(words_of, wrong) if words]
    if _is_one_of(core, wrong_answers):
        return False
    if any(_is_told(typed, answer, answers, wrong_answers) for answer in answers):
        return True
    return any(_is_misspelt(core, _bare(answer)) for answer in answers) and not _is_one_of(core, map(words_of, others))


def _is_one_of(core: Words, answers: Iterable[Words]) -> bool:
    form = _form(core)
    return any(form == _form(_bare(answer)) for answer in answers)


def _form(words: Words) -> str:
    """Return what is compared of a whole answer."""
    if len(words) == 1:
        return _SAME_SENSE.get(words[0], in_digits(words)[0])
    return squeezed(in_digits(words))


def _core(told: Words) -> Words:
    """Return a typed answer without "I think it is" before it, "I guess" after it, and a leading article."""
    while len(told) > 1:
        shorter = _unframed(told)
        if shorter == told:
            break
        told = shorter
    return _bare(told)


def _unframed(told: Words) -> Words:
    for frame in _FRAMES:
        size = len(frame)
        if size < len(told) and told[:size] == frame:
            return told[size:]
        if size < len(told) and told[-size:] == frame:
            return told[:-size]
    return told


def _bare(words: Words) -> Words:
    """Return the words without a leading article; a single letter needs what stands before it (`a b c`)."""
    if len(words) > 1 and words[0] in _ARTICLES and len(words[1]) > 1:
        return words[1:]
    return words


# An answer within a sentence


def _is_told(typed: str, answer: Words, answers: Collection[Words], wrong: Iterable[Words]) -> bool:
    if len(answer) == 1 and answer[0] in _IN_EVERY_SENTENCE:
        return False
    told, known = words_of(typed), {word for one in answers for word in one}
    if len(told) > len(answer) + MOST_OTHER_WORDS + 1 or _is_listed(typed, answer):
        return False
    for start, end in _places(chunks_of(typed), answer):
        rest = told[:start] + told[end:]
        meant = len(rest) <= MOST_OTHER_WORDS and not _is_taken_back(told, start, end)
        if meant and not _has_rival(answer, set(rest) - known) and not any(_stands_in(rest, one) for one in wrong):
            return True
    return False


def _places(chunks: Sequence[Words], answer: Words) -> Iterator[tuple[int, int]]:
    """Yield where the words of an answer start and end in a typed text, with spaces around them."""
    whole, edges = squeezed(answer), list(accumulate(map(len, chunks), initial=0))
    told = tuple(chain.from_iterable(chunks))
    spread = 1 if len(whole) >= _SHORTEST_SPLIT else 0
    for start, end in combinations(edges, 2):
        if abs(end - start - len(answer)) <= spread:
            found = told[start:end]
            if found == answer or (spread and squeezed(found) == whole) or _is_plural(found, answer):
                yield start, end


def _is_plural(found: Words, answer: Words) -> bool:
    return len(answer) > 1 and found == (*answer[:-1], f"{answer[-1]}s") and answer[-1].isalpha()


def _stands_in(told: Words, answer: Words) -> bool:
    return any(told[at : at + len(answer)] == answer for at in range(len(told) - len(answer) + 1))


def _is_listed(typed: str, answer: Words) -> bool:
    """Tell whether an answer is one of a list of guesses, and not the last one."""
    parts = _LISTING.split(typed)
    return len(parts) > 2 and any(_core(words_of(part)) == _bare(answer) for part in parts[:-1])


def _is_taken_back(told: Words, start: int, end: int) -> bool:
    """Tell whether an answer is denied, or offered with another one."""
    before = start - 1
    while before >= 0 and told[before] in _ARTICLES:
        before -= 1
    if before >= 0 and (told[before] in _DENIALS or told[before] == "or" or continues(told[before], told[start])):
        return True
    after = told[end : end + 1]
    return after == ("or",) or (told[start:end] == ("no",) and not _NO_KNOWLEDGE.isdisjoint(after))


def _has_rival(answer: Words, rest: Collection[str]) -> bool:
    """Tell whether other words answer a question for one number, letter or yes, too."""
    word = "".join(answer)
    if len(answer) > 1:
        return False
    if word.isdigit():
        return any(one.isdigit() and len(one) == len(word) for one in rest)
    if len(word) == 1:
        return any(len(one) == 1 and one.isalpha() and one != "i" for one in rest)
    return not _OPPOSITES.get(word, set()).isdisjoint(rest)


# A misspelt answer


def _is_misspelt(core: Words, answer: Words) -> bool:
    if len(core) != len(answer):
        return False
    edits = 0
    for typed, meant in zip(core, answer, strict=True):
        if typed != meant:
            edits += _edits(typed, meant)
            if edits > 2:
                return False
    return True


def _edits(typed: str, meant: str) -> int:
    """Return how many edits part a word from the one that is meant, or 3 for another word."""
    most = _most_edits(meant)
    if not most or not _is_spelt(typed) or typed[0] != meant[0]:
        return 3
    if len(meant) < _SHORTEST_MISTAKEN and not _is_like(typed, meant):
        return 3
    found = _distance(typed, meant)
    return found if found <= most else 3


def _is_like(typed: str, meant: str) -> bool:
    """Tell whether two words differ in more, or less, than one letter, or in one that is taken for the other."""
    different = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    if len(typed) != len(meant) or len(different) != 1:
        return True
    return any(set(different[0]) <= set(letters) for letters in _LIKE_LETTERS)


def _most_edits(meant: str) -> int:
    if not _is_spelt(meant):
        return 0
    return 0 if len(meant) < _SHORTEST_MISSPELT else 1 if len(meant) < _SHORTEST_MISSPELT_TWICE else 2


def _is_spelt(word: str) -> bool:
    """Tell whether a word is long enough, and of a kind, to be misspelt without being another one."""
    if not _SHORTEST_MISSPELT - 1 <= len(word) <= _LONGEST_MISSPELT or in_digits((word,)) != (word,):
        return False
    return word.isalpha() and max(word) < _ALPHABETS_END and not word.endswith(_NUMERALS)


def _distance(first: str, second: str) -> int:
    """Return how many letters have to be changed, added, taken away, or swapped with the next one."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, one in enumerate(first):
        older, before, row = before, row, [at + 1]
        for place, other in enumerate(second):
            cost = min(before[place] + (one != other), before[place + 1] + 1, row[place] + 1)
            if at and place and one == second[place - 1] and first[at - 1] == other:
                cost = min(cost, older[place - 1] + 1)
            row.append(cost)
    return row[-1]
