"""Questions about single episodes (and films, specials, comics): which one it is by its people, which came first."""

from collections.abc import Sequence
from datetime import date

from bot.domain.cast import Place
from bot.domain.catalogue import Part
from bot.domain.pack import Appearance, CharacterId
from bot.domain.trivia.asking import CANDIDATES, Draft
from bot.domain.trivia.chance import Chance, early, first_fitting, shuffled
from bot.domain.trivia.distractors import acquaintances
from bot.domain.trivia.naming import as_cast, person, spot_choice
from bot.domain.trivia.question import Choice, TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope

_SOME = 40  # places that are looked at
_NAMED = 3  # people by whom an episode is known
_FEWEST = 3  # choices among which one is the first


class WhichEpisode:
    """Which of these episodes has A, B and C in it, all in the circle of its season's cast?

    Deciding rows place all of them in the right episode and in the circle of its season (of a film: of the film). Of
    each wrong episode's season at least one of them is proved to be absent: the circle is wholly listed there, and they
    have no row there, nor one in the title without a season.
    """

    kind = TriviaKind.WHICH_EPISODE

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope and others, or None where this draw finds none."""
        record, who = self._record, early(chance, scope.people)
        circle = chance.choice(record.circles)
        places = record.shared(who)
        if not places:
            return None
        number = chance.choice(places)
        part = _part_of(record, record.network.place(number))
        people = self._people(chance, who, number, part, circle)
        if len(people) < 2:
            return None
        wrong = self._wrong(chance, people, circle)
        names = [person(record, one) for one in people]
        both = "both" if len(names) == 2 else "all"
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        row = record.row_at(people[-1], number)
        return Draft(
            kind=self.kind,
            text=f"Which of these has {listed} in it{as_cast(circle, both, 'its season or film')}?",
            right=self._choice(record.network.place(number)),
            wrong=[self._choice(place) for place in wrong],
            about={"characters": tuple(sorted(people)), "cast": circle},
            row=row,
            hardness=0.7,
            people=people,
        )

    def _choice(self, place: Place) -> Choice:
        return spot_choice(self._record.catalogue, place)

    def _people(
        self, chance: Chance, who: CharacterId, number: int, part: Part, circle: Circle
    ) -> Sequence[CharacterId]:
        """Return a character and others of the circle who are in a place with them, visitors first."""
        record = self._record
        if not record.in_part(who, part, circle):
            return ()
        cast = [one for one in record.part_cast(part, circle) if one != who and number in record.shared(one)]
        mixed = shuffled(chance, cast)
        mixed.sort(key=lambda one: record.home(one) in (None, part.title_id))
        return [who, *mixed[: _NAMED - 1]]

    def _wrong(self, chance: Chance, people: Sequence[CharacterId], circle: Circle) -> list[Place]:
        """Return places of some of the people in which one of them surely is not."""
        record = self._record

        def lacks_one(place: Place) -> bool:
            part = _part_of(record, place)
            return any(record.not_in_part(one, part, circle) for one in people)

        numbers = [number for one in people for number in shuffled(chance, record.shared(one))[:_SOME]]
        places = map(record.network.place, shuffled(chance, numbers))
        return first_fitting(places, lacks_one, CANDIDATES)


class FirstShared:
    """Which of these episodes is the first that A and B share?

    Deciding rows place both in every one of the choices, so that only release counts: the right one came out before all
    others, or is of the same season and has the lower number; all days are known. It is also the first of all on
    record: nothing recorded, however unsure, may place both together earlier. Names have no numbers in them.
    """

    kind = TriviaKind.FIRST_SHARED

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope and another, or None where this draw finds none."""
        record, who = self._record, early(chance, scope.people)
        for other in acquaintances(record, chance, who, 3) if record.has_days else ():
            places = [record.network.place(number) for number in record.shared(who, other)]
            if len(places) < _FEWEST:
                continue
            first, *later = places
            if self._is_first_of_all(who, other, first):
                return self._draft(chance, (who, other), first, shuffled(chance, later)[:CANDIDATES])
        return None

    def _draft(
        self, chance: Chance, pair: tuple[CharacterId, CharacterId], first: Place, later: Sequence[Place]
    ) -> Draft | None:
        record = self._record
        choices = [spot_choice(record.catalogue, place, with_number=False) for place in (first, *later)]
        if any(character.isdecimal() for one in choices for character in one.name.partition("“")[2]):
            return None
        names = shuffled(chance, [person(record, one) for one in pair])
        number = record.shared(*pair)[0]
        return Draft(
            kind=self.kind,
            text=f"{names[0]} and {names[1]} are in all of these. Which is the first of them?",
            right=choices[0],
            wrong=choices[1:],
            about={"characters": tuple(sorted(pair))},
            row=record.row_at(pair[1], number),
            hardness=0.8,
            people=pair,
        )

    def _is_first_of_all(self, one: CharacterId, other: CharacterId, first: Place) -> bool:
        return all(self._is_not_before(row, beside, first) for row, beside in self._record.touching(one, other))

    def _is_not_before(self, row: Appearance, other: Appearance, first: Place) -> bool:
        """Tell whether what two rows may share is the first place itself or surely later."""
        season = row.season if row.season is not None else other.season
        place = Place(row.title, season, row.episode if row.episode is not None else other.episode)
        return place == first or _is_before(self._record, first, place)


def _part_of(record: Record, place: Place) -> Part:
    return next(part for part in record.parts[place.title] if part.season == place.season)


def _is_before(record: Record, first: Place, place: Place) -> bool:
    """Tell whether a place surely came out before another, which may be a whole season or title."""
    day, other = _day(record, first), _earliest_day(record, place)
    if day is None or other is None:
        return False
    same_season = (first.title, first.season) == (place.title, place.season)
    if same_season and first.episode is not None and place.episode is not None:
        return first.episode < place.episode and day <= other
    return day < other


def _day(record: Record, place: Place) -> date | None:
    return record.catalogue.released(place.title, place.season, place.episode)


def _earliest_day(record: Record, place: Place) -> date | None:
    """Return the first day of a place, None where that is not sure."""
    if place.episode is not None:
        return _day(record, place)
    days = [record.part_started(part) for part in record.parts[place.title] if place.season in (None, part.season)]
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None
