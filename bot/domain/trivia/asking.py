"""From a drawn fact to a question: the choices mixed, the limits kept, and nothing that gives the answer away."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.pack import Appearance, CharacterId
from bot.domain.trivia.chance import Chance, shuffled
from bot.domain.trivia.naming import said_by
from bot.domain.trivia.question import (
    FEWEST_CHOICES,
    LONGEST_TEXT,
    MOST_CHOICES,
    About,
    Choice,
    Question,
    TriviaKind,
)
from bot.domain.trivia.record import Record

USUAL_WRONG = 3
"""Wrong choices of most questions: with the right one they fill a row of buttons and one stays free."""
CANDIDATES = 9
"""From as many wrong choices the usual number is taken, so that lengths say nothing."""

_TELLING_WORD = re.compile(r"\w{4,}")
_BASE, _BY_KIND, _BY_OBSCURITY = 0.15, 0.35, 0.5


@dataclass(frozen=True, slots=True)
class Draft:
    """What a kind found: the right choice, wrong ones, the row that decides, and how hard that is to know.

    `hardness` is that of the kind, from 0 to 1; `people` are those one has to know.
    """

    kind: TriviaKind
    text: str
    right: Choice
    wrong: Sequence[Choice]
    about: About
    row: Appearance | None
    hardness: float
    people: Sequence[CharacterId] = ()
    in_order: bool = False


def question_of(record: Record, chance: Chance, draft: Draft) -> Question | None:
    """Return the question of a draft, or None where it would be too long, have too few choices, or tell the answer.

    The choices stand in a random order, or as they were drawn (the right one sorted in) where the draft says so.
    """
    wrong = list(draft.wrong) if draft.in_order else levelled(chance, draft.right, draft.wrong)
    text = said_by(record, draft.text)
    if (
        not FEWEST_CHOICES <= len(wrong) + 1 <= MOST_CHOICES
        or len(text) > LONGEST_TEXT
        or gives_away(draft.text, draft.right, wrong)
    ):
        return None
    choices = [draft.right, *wrong]
    ordered = sorted(choices, key=_natural) if draft.in_order else shuffled(chance, choices)
    return Question(
        kind=draft.kind,
        text=text,
        choices=tuple(ordered),
        answer=ordered.index(draft.right),
        about=draft.about,
        difficulty=_difficulty(record, draft, len(ordered)),
        source=record.source(draft.row) if draft.row else None,
    )


def levelled(chance: Chance, right: Choice, wrong: Iterable[Choice]) -> list[Choice]:
    """Return the usual number of wrong choices, the first first, none of which reads like another or the right one.

    How many of them are longer than the right one is drawn before, so that its length tells nothing, as far as there
    are enough of either sort.
    """
    told = _told_apart(right, wrong)
    longer = [one for one in told if len(one.name) >= len(right.name)]
    shorter = [one for one in told if len(one.name) < len(right.name)]
    above = chance.randrange(USUAL_WRONG + 1)
    chosen = [*longer[:above], *shorter[: USUAL_WRONG - above]]
    return [*chosen, *(one for one in told if one not in chosen)][:USUAL_WRONG]


def gives_away(text: str, right: Choice, wrong: Iterable[Choice]) -> bool:
    """Tell whether the right choice, and no other, has a longer word in common with the text."""
    asked = _words(text)
    return bool(asked & _words(right.name)) and not any(asked & _words(one.name) for one in wrong)


def _words(text: str) -> set[str]:
    return set(_TELLING_WORD.findall(text.casefold()))


def _told_apart(right: Choice, wrong: Iterable[Choice]) -> list[Choice]:
    names, ids = {right.name.casefold()}, {right.id}
    kept: list[Choice] = []
    for one in wrong:
        if one.name.casefold() not in names and one.id not in ids:
            names.add(one.name.casefold())
            ids.add(one.id)
            kept.append(one)
    return kept


def _natural(choice: Choice) -> tuple[str, int]:
    """Sort numbers by size, and seasons of one title by theirs."""
    before, _, number = choice.id.rpartition("/")
    return (before, int(number))


def _difficulty(record: Record, draft: Draft, choices: int) -> float:
    """Return the share of wrong answers to expect: at the most what guessing gives.

    It grows with the kind, and with how far down those to be known stand in the order of who is in most places.
    """
    people = len(record.network.characters)
    ranks = [record.network.number(one) / people for one in draft.people]
    obscurity = sum(ranks) / len(ranks) if ranks else 0.0
    share = _BASE + _BY_KIND * draft.hardness + _BY_OBSCURITY * obscurity
    return round((1 - 1 / choices) * share, 2)
