"""Questions about who is in the cast of a title or season, and who is not."""

from collections.abc import Sequence

from bot.domain.catalogue import Part
from bot.domain.pack import CharacterId
from bot.domain.trivia.asking import CANDIDATES, USUAL_WRONG, Draft, levelled
from bot.domain.trivia.chance import Chance, early, first_fitting, shuffled
from bot.domain.trivia.distractors import around_cast, like, strangers
from bot.domain.trivia.naming import (
    in_cast_of,
    part_id,
    part_name,
    person,
    person_choice,
    place_id,
    place_noun,
)
from bot.domain.trivia.question import TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope

_ANYBODY = (Circle.CREDITED, Circle.LISTED)


class NeverEntered:
    """Who of these was never in the circle of T's cast?

    The right one has no row at all in T, and the circle is wholly listed in all of its seasons. Each wrong one has a
    deciding row in T.
    """

    kind = TriviaKind.NEVER_ENTERED

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a title of the scope, or None where this draw finds none."""
        record, circle = self._record, chance.choice(self._record.circles)
        title = chance.choice(scope.titles)
        cast = record.title_cast(title, circle)
        if len(cast) < USUAL_WRONG or not record.covers_title(title, circle):
            return None
        outside = around_cast(record, chance, cast, lambda one: record.not_in_title(one, title, circle), 8)
        if not outside:
            return None
        near = like(record, chance, cast, chance.choice(outside), CANDIDATES)
        right = _of_any_length(record, chance, outside, near)
        wrong = _levelled_people(record, chance, right, near)
        name = record.catalogue.titles[title].name
        return Draft(
            kind=self.kind,
            text=f"Who of these {'is not' if circle in _ANYBODY else 'was never'} {in_cast_of(circle)} {name}?",
            right=person_choice(record, right),
            wrong=[person_choice(record, one) for one in wrong],
            about={"title": title, "cast": circle},
            row=record.in_title(wrong[0], title, circle),
            hardness=0.4,
            people=(right, *wrong),
        )


class OddOneOut:
    """Three of these are in the circle of one season's (or film's) cast: who is not?

    The three have deciding rows there. The odd one has no row there, nor one in the title without a season, and the
    circle is wholly listed there. Of an imported list: three share a place, the odd one shares none with any of them.
    """

    kind = TriviaKind.ODD_ONE_OUT

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a title of the scope, or None where this draw finds none."""
        if self._record.listing:
            return self._of_a_list(scope, chance)
        record, circle = self._record, chance.choice(self._record.circles)
        parts = record.parts.get(chance.choice(scope.titles))
        if not parts:
            return None
        part = chance.choice(parts)
        cast = record.part_cast(part, circle)
        if len(cast) < USUAL_WRONG or not record.covers(part, circle):
            return None
        outside = self._outside(chance, part, circle, cast)
        if not outside:
            return None
        odd = chance.choice(outside)
        three = _levelled_people(record, chance, odd, like(record, chance, cast, odd, CANDIDATES))
        return Draft(
            kind=self.kind,
            text=f"Three of these are {in_cast_of(circle)} {part_name(part)}. Who is the odd one out?",
            right=person_choice(record, odd),
            wrong=[person_choice(record, one) for one in three],
            about={"place": part_id(part), "cast": circle},
            row=record.in_part(three[0], part, circle),
            hardness=0.4,
            people=(odd, *three),
        )

    def _outside(
        self, chance: Chance, part: Part, circle: Circle, cast: Sequence[CharacterId]
    ) -> Sequence[CharacterId]:
        """Return some who are not there: of other seasons of the title first."""
        record = self._record

        def fits(one: CharacterId) -> bool:
            return record.not_in_part(one, part, circle)

        beside = [one for one in record.title_cast(part.title_id, circle) if fits(one)]
        return [*shuffled(chance, beside)[:4], *around_cast(record, chance, cast, fits, 4)]

    def _of_a_list(self, scope: Scope, chance: Chance) -> Draft | None:
        record, link = self._record, early(chance, scope.people)
        places = record.shared(link)
        if not places:
            return None
        place = record.network.place(chance.choice(places))
        there = {
            row.character: row
            for row in record.catalogue.title_appearances(place.title)
            if (row.season, row.episode) == (place.season, place.episode) and record.surely(row)
        }
        if len(there) < USUAL_WRONG:
            return None
        cast = chance.sample(sorted(there), min(CANDIDATES, len(there)))
        apart = first_fitting(
            strangers(record, chance), lambda one: not any(record.may_share(one, other) for other in cast), 8
        )
        if not apart:
            return None
        odd = _of_any_length(record, chance, apart, cast)
        three = _levelled_people(record, chance, odd, cast)
        return Draft(
            kind=self.kind,
            text=f"Three of these are together in one {place_noun(record.catalogue)}; one is with none of them in any. "
            "Who is the odd one out?",
            right=person_choice(record, odd),
            wrong=[person_choice(record, one) for one in three],
            about={"place": place_id(place.title, place.season, place.episode), "cast": Circle.LISTED},
            row=there[three[0]],
            hardness=0.5,
            people=(odd, *three),
        )


def _levelled_people(
    record: Record, chance: Chance, right: CharacterId, wrong: Sequence[CharacterId]
) -> list[CharacterId]:
    """Return the usual number of wrong people, so that the length of names tells nothing."""
    chosen = levelled(chance, person_choice(record, right), [person_choice(record, one) for one in wrong])
    return [CharacterId(one.id) for one in chosen]


def _of_any_length(
    record: Record, chance: Chance, candidates: Sequence[CharacterId], others: Sequence[CharacterId]
) -> CharacterId:
    """Return one of some candidates whose name is as often among the short as among the long of others' names."""
    lengths = [len(person(record, one)) for one in others]
    wanted = chance.random() * len(lengths)
    return min(candidates, key=lambda one: abs(sum(length < len(person(record, one)) for length in lengths) - wanted))
