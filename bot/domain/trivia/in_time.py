"""Questions about what came first: the order of releases, and who crossed over first."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise, permutations
from typing import NamedTuple

from bot.domain.catalogue import Part
from bot.domain.pack import Appearance, CharacterId
from bot.domain.trivia.asking import USUAL_WRONG, Draft, levelled
from bot.domain.trivia.chance import Chance, shuffled
from bot.domain.trivia.naming import in_cast_of, part_id, part_name, person_choice, place_id
from bot.domain.trivia.question import Choice, TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope

_ORDERED = 3
_LETTERS = "ABC"
_FEWEST_WRONG = 2


class ReleaseOrder:
    """In which order were these three first shown?

    They are seasons and films of three titles. The day of every one of their episodes is known, and no two began on the
    same day. Nothing else has to be proved: the choices are orders, and only one order is right.
    """

    kind = TriviaKind.RELEASE_ORDER

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _dated(self) -> list[tuple[Part, date]]:
        dated = ((part, self._record.part_started(part)) for part in self._record.catalogue.parts_by_release)
        return [(part, day) for part, day in dated if day]

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question with a title of the scope, or None where this draw finds none."""
        title = chance.choice(scope.titles)
        own = [one for one in self._dated if one[0].title_id == title]
        if not own or len(self._dated) < _ORDERED:
            return None
        three = [chance.choice(own), *chance.sample(self._dated, _ORDERED - 1)]
        if min(len({part.title_id for part, _ in three}), len({day for _, day in three})) < _ORDERED:
            return None
        chance.shuffle(three)
        order = sorted(range(_ORDERED), key=lambda at: three[at][1])
        others = [list(one) for one in permutations(range(_ORDERED)) if list(one) != order]
        parts = [part for part, _ in three]
        named = "\n".join(f"{_LETTERS[at]}: {part_name(part)}" for at, part in enumerate(parts))
        return Draft(
            kind=self.kind,
            text=f"In which order were these first shown?\n{named}",
            right=_order_choice(parts, order),
            wrong=[_order_choice(parts, one) for one in shuffled(chance, others)[:USUAL_WRONG]],
            about={"places": tuple(sorted(map(part_id, parts)))},
            row=None,
            hardness=0.7 if self._is_close([day for _, day in three]) else 0.3,
        )

    def _is_close(self, days: Sequence[date]) -> bool:
        """Tell whether two of some days are less than a year apart."""
        ordered = sorted(days)
        return any((later - day).days < 365 for day, later in pairwise(ordered))


class _Visit(NamedTuple):
    """The first time on record that somebody surely was in a circle of another title's cast, and by which day."""

    character: CharacterId
    row: Appearance
    day: date


class CrossedFirst:
    """Who of these was the first in the circle of the cast of a title other than the one they belong to?

    All have homes that the facts give outright, and deciding rows in the circle of another title's cast. The right
    one's is out by a known day. In every other title's season or film that may have begun by that day the circle is
    wholly listed, and the wrong ones have no row there, nor one in the title without a season.
    """

    kind = TriviaKind.CROSSED_FIRST

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def _visits(self) -> dict[Circle, list[_Visit]]:
        """Return the first visits by circle, the earliest first."""
        found = {
            circle: [visit for one in self._record.everything.people if (visit := self._visit(one, circle))]
            for circle in self._record.circles
        }
        return {circle: sorted(visits, key=lambda one: (one.day, one.character)) for circle, visits in found.items()}

    def _visit(self, one: CharacterId, circle: Circle) -> _Visit | None:
        home, catalogue = self._record.home(one), self._record.catalogue
        away = [
            (day, row)
            for row in (catalogue.appearances(one) if home else ())
            if row.title != home
            and self._record.decides(row, circle)
            and (day := catalogue.released(row.title, row.season, row.episode))
        ]
        if not away:
            return None
        day, row = min(away, key=lambda visit: visit[0])
        return _Visit(one, row, day)

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        circle = chance.choice(self._record.circles)
        visits = self._visits[circle]
        own = [visit for visit in visits if visit.character in scope.people]
        if not own:
            return None
        right = chance.choice(own)
        later = [one.character for one in visits if self._came_later(one, right.day, circle)]
        if len(later) < _FEWEST_WRONG:
            return None
        choices = [person_choice(self._record, one) for one in shuffled(chance, later)]
        choice = person_choice(self._record, right.character)
        wrong = levelled(chance, choice, choices)
        return Draft(
            kind=self.kind,
            text=f"Who of these was the first {in_cast_of(circle)} a title other than the one they belong to?",
            right=choice,
            wrong=wrong,
            about={
                "characters": tuple(sorted(one.id for one in (choice, *wrong))),
                "place": place_id(right.row.title, right.row.season, right.row.episode),
                "cast": circle,
            },
            row=right.row,
            hardness=0.8,
            people=(right.character,),
        )

    def _came_later(self, visit: _Visit, day: date, circle: Circle) -> bool:
        """Tell whether it is proved that somebody's first visit was after a day."""
        home = self._record.home(visit.character)
        return visit.day > day and all(
            self._record.not_in_part(visit.character, part, circle)
            for part in self._begun_by(day)
            if part.title_id != home
        )

    def _begun_by(self, day: date) -> list[Part]:
        """Return the seasons and films that may have begun by a day."""
        starts = ((part, self._record.part_started(part)) for part in self._record.catalogue.parts_by_release)
        return [part for part, start in starts if start is None or start <= day]


def _order_choice(parts: Sequence[Part], order: Sequence[int]) -> Choice:
    """Return an order to choose, by letters; its id has the places in that order."""
    return Choice(">".join(part_id(parts[at]) for at in order), ", ".join(_LETTERS[at] for at in order))
