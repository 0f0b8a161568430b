"""Ids for what an imported file names: kept where they are slugs already, else made from the names."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.domain.names import fold

LONGEST_SLUG = 32
"""Of a character or title: it travels in a button's `custom_id` (`bot.facts.models.Id`)."""
LONGEST_UNIVERSE = 20

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS = re.compile(r"[a-z0-9]+")
_HASH_LENGTH = 8


class Identified(NamedTuple):
    """What is to get a slug: the id that the file gives (or an empty one) and the whole name; no two are alike."""

    given: str
    name: str


def is_slug(text: str, longest: int = LONGEST_SLUG) -> bool:
    """Tell whether a text can be an id as it stands."""
    return len(text) <= longest and _SLUG.fullmatch(text) is not None


def slugs_of(found: Sequence[Identified], what: str) -> list[str]:
    """Return a slug for each, no two alike, in whatever order they come; `what` begins that of a nameless one.

    A given slug is kept. Others get their name as a slug; those whose slugs would be alike, or a kept one, get their
    ids added, else a hash of id and name. So a slug depends on who shares a name, never on the order of the rows.
    """
    slugs = {one: one.given for one in found if is_slug(one.given)}
    for propose in (_by_name, _by_name_and_id, _by_hash(what, _HASH_LENGTH), _by_hash(what, LONGEST_SLUG)):
        waiting = [one for one in found if one not in slugs]
        slugs |= _granted(waiting, propose, set(slugs.values()))
    return [slugs[one] for one in found]


def _granted(
    waiting: Iterable[Identified], propose: Callable[[Identified], str], taken: set[str]
) -> dict[Identified, str]:
    """Return the proposals that can be granted: those that nobody else has."""
    proposals = {one: propose(one) for one in waiting}
    counts = Counter(proposals.values())
    return {one: slug for one, slug in proposals.items() if slug and counts[slug] == 1 and slug not in taken}


def _by_name(one: Identified) -> str:
    return _joined(one.name, LONGEST_SLUG)


def _by_name_and_id(one: Identified) -> str:
    tail = _joined(one.given, LONGEST_SLUG // 2)
    head = _joined(one.name, LONGEST_SLUG - len(tail) - 1)
    return f"{head}-{tail}" if head and tail else tail


def _by_hash(what: str, length: int) -> Callable[[Identified], str]:
    def propose(one: Identified) -> str:
        code = hashlib.sha256(f"{one.given}\0{one.name}".encode()).hexdigest()[:length]
        if length == LONGEST_SLUG:
            return code
        return f"{_joined(one.name, LONGEST_SLUG - length - 1) or what}-{code}"

    return propose


def _joined(text: str, longest: int) -> str:
    """Return the words of a text that are Latin letters and digits, joined by hyphens, as many as there is room for."""
    words = _WORDS.findall(fold(text))
    slug = "-".join(words)
    if len(slug) > longest:
        cut = slug[: longest + 1].rpartition("-")[0]
        slug = cut or slug[:longest]
    return slug
