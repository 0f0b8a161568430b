"""Questions about who shares episodes with whom: with one, and with each of two."""

from collections.abc import Iterable, Sequence
from itertools import chain as chained

from bot.domain.catalogue import Part
from bot.domain.pack import Appearance, CharacterId, TitleId
from bot.domain.trivia.asking import CANDIDATES, Draft
from bot.domain.trivia.chance import Chance, early, first_fitting, shuffled, some_bits
from bot.domain.trivia.distractors import acquaintances, around_cast, strangers
from bot.domain.trivia.naming import as_cast, part_id, part_name, person, person_choice, place_noun
from bot.domain.trivia.question import TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope

_SOME = 24  # candidates that are looked at


class SharedWith:
    """Who of these shares an episode of T with X, both in the circle of its season's cast?

    Deciding rows place X and the right one in one episode and both in the circle of its season. In every season of T
    the circle is wholly listed, and X or the wrong one has no row; nor does anything recorded, however unsure, place X
    and a wrong one together anywhere else. Of an imported list: who shares any place with X; nothing places X and a
    wrong one together.
    """

    kind = TriviaKind.SHARED_WITH

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        who = early(chance, scope.people)
        if self._record.listing:
            return self._of_a_list(chance, who)
        circle = chance.choice(self._record.circles)
        title = chance.choice(list(self._record.titles_of(who)))
        if not self._record.covers_title(title, circle):
            return None
        right = self._partner(chance, who, title, circle)
        wrong = self._wrong(chance, who, title, circle)
        if right is None or not wrong:
            return None
        name = self._record.catalogue.titles[title].name
        series = self._record.catalogue.titles[title].seasons
        text = (
            f"Who of these shares an episode of {name} with {person(self._record, who)}"
            f"{as_cast(circle, 'both', 'its season')}?"
            if series
            else f"Who of these is in {name} with {person(self._record, who)}{as_cast(circle, 'both', 'it')}?"
        )
        partner, row = right
        return self._draft(text, (who, partner), wrong, {"character": who, "title": title, "cast": circle}, row)

    def _partner(
        self, chance: Chance, who: CharacterId, title: TitleId, circle: Circle
    ) -> tuple[CharacterId, Appearance] | None:
        """Return somebody who shares an episode of a title, both in the circle there, with the row that says so."""
        record = self._record
        cast = record.title_cast(title, circle)
        for other in shuffled(chance, cast)[:_SOME] if who in cast else ():
            for number in record.shared(who, other) if other != who else ():
                place = record.network.place(number)
                part = next((one for one in record.parts[title] if one.season == place.season), None)
                if place.title == title and part and all(record.in_part(one, part, circle) for one in (who, other)):
                    row = record.row_at(other, number)
                    return (other, row) if row else None
        return None

    def _wrong(self, chance: Chance, who: CharacterId, title: TitleId, circle: Circle) -> list[CharacterId]:
        record = self._record

        def never_together(one: CharacterId) -> bool:
            return (
                one != who
                and all(_one_is_missing(record, (who, one), part, circle) for part in record.parts[title])
                and not record.may_share(who, one)
            )

        cast = record.title_cast(title, circle)
        nearby = around_cast(record, chance, cast, never_together, CANDIDATES)
        return first_fitting(chained(shuffled(chance, cast), nearby), never_together, CANDIDATES)

    def _of_a_list(self, chance: Chance, who: CharacterId) -> Draft | None:
        record = self._record
        partners = acquaintances(record, chance, who, 1)
        if not partners:
            return None
        row = record.row_at(partners[0], record.shared(who, partners[0])[0])
        beyond = chained.from_iterable(
            acquaintances(record, chance, one, 6) for one in acquaintances(record, chance, who, 4)
        )
        wrong = first_fitting(
            chained(beyond, strangers(record, chance)),
            lambda one: one != who and not record.may_share(who, one),
            CANDIDATES,
        )
        text = f"With whom of these does {person(record, who)} share {_one_of(place_noun(record.catalogue))}?"
        return self._draft(text, (who, partners[0]), wrong, {"character": who, "cast": Circle.LISTED}, row)

    def _draft(
        self,
        text: str,
        pair: tuple[CharacterId, CharacterId],
        wrong: Iterable[CharacterId],
        about: dict[str, str],
        row: Appearance | None,
    ) -> Draft | None:
        return Draft(
            kind=self.kind,
            text=text,
            right=person_choice(self._record, pair[1]),
            wrong=[person_choice(self._record, one) for one in wrong],
            about=about,
            row=row,
            hardness=0.6,
            people=pair,
        )


class Chain:
    """A - ? - B: who of these shares an episode of P with A and one of Q with B, each time in the circle of the cast?

    P and Q are seasons or films of two titles. Deciding rows place A and the right one in one episode of P, B and the
    right one in one of Q, and the right one in both circles. Each wrong one has no row in P, or none in Q, where the
    circle is wholly listed; nor does anything recorded place them together with both A and B anywhere. Of an imported
    list: who shares a place with each of A and B; nothing places a wrong one together with both. Nothing places A and B
    together.
    """

    kind = TriviaKind.CHAIN

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question whose link is a character of the scope, or None where this draw finds none."""
        link = early(chance, scope.people)
        return self._of_a_list(chance, link) if self._record.listing else self._of_casts(chance, link)

    def _of_casts(self, chance: Chance, link: CharacterId) -> Draft | None:
        record, circle = self._record, chance.choice(self._record.circles)
        parts = [
            part
            for title in record.titles_of(link)
            for part in record.parts.get(title, ())
            if record.in_part(link, part, circle) and record.covers(part, circle)
        ]
        if len({part.title_id for part in parts}) < 2:
            return None
        first, last = chance.sample(parts, 2)
        ends = self._ends(chance, link, (first, last), circle)
        if ends is None:
            return None
        wrong = self._wrong_of_casts(chance, ends, (first, last), circle)
        one, other, row = ends
        names = [person(record, one), person(record, other)]
        where = (
            f"shares an episode of {part_name(first)} with the one and of {part_name(last)} with the other"
            if first.season is not None and last.season is not None
            else f"is together with the one in {part_name(first)} and with the other in {part_name(last)}"
        )
        text = f"{names[0]} – ? – {names[1]}: who of these {where}{as_cast(circle, 'each time', 'it')}?"
        about = {"first": one, "last": other, "first_place": part_id(first), "last_place": part_id(last)}
        return self._draft(text, (one, link, other), wrong, {**about, "cast": circle}, row)

    def _ends(
        self, chance: Chance, link: CharacterId, parts: Sequence[Part], circle: Circle
    ) -> tuple[CharacterId, CharacterId, Appearance] | None:
        """Return who shares an episode with the link in each of two parts, but nothing with the other, and a row."""
        record = self._record
        if parts[0].title_id == parts[1].title_id:
            return None
        ends: list[CharacterId] = []
        for part in parts:
            cast = [one for one in record.part_cast(part, circle) if one != link and one not in ends]
            sharing = first_fitting(shuffled(chance, cast)[:_SOME], lambda one: bool(self._places(link, one, part)), 1)  # noqa: B023  (looked at before the part changes)
            ends += sharing
        if len(ends) < 2 or record.may_share(*ends):
            return None
        row = record.row_at(link, self._places(link, ends[0], parts[0])[0])
        return (ends[0], ends[1], row) if row else None

    def _places(self, one: CharacterId, other: CharacterId, part: Part) -> list[int]:
        """Return the numbers of the places in a part that two surely share."""
        network = self._record.network
        spot = (part.title_id, part.season)
        return [
            number
            for number in self._record.shared(one, other)
            if (network.place(number).title, network.place(number).season) == spot
        ]

    def _wrong_of_casts(
        self, chance: Chance, ends: tuple[CharacterId, CharacterId, Appearance], parts: Sequence[Part], circle: Circle
    ) -> list[CharacterId]:
        record = self._record

        def is_no_link(one: CharacterId) -> bool:
            return (
                one not in ends[:2]
                and any(record.not_in_part(one, part, circle) for part in parts)
                and not all(record.may_share(one, end) for end in ends[:2])
            )

        casts = [one for part in parts for one in record.part_cast(part, circle)]
        return first_fitting(shuffled(chance, casts), is_no_link, CANDIDATES)

    def _of_a_list(self, chance: Chance, link: CharacterId) -> Draft | None:
        record = self._record
        known = acquaintances(record, chance, link)
        if len(known) < 2:
            return None
        one, other = known[:2]
        if record.may_share(one, other):
            return None
        neighbours, number = record.network.neighbours, record.network.number
        half_known = neighbours[number(one)] ^ neighbours[number(other)]
        candidates = (record.network.characters[at] for at in some_bits(chance, half_known, _SOME))
        wrong = first_fitting(
            candidates,
            lambda who: who not in (one, other) and not all(record.may_share(who, end) for end in (one, other)),
            CANDIDATES,
        )
        row = record.row_at(link, record.shared(link, one)[0])
        text = (
            f"{person(record, one)} – ? – {person(record, other)}: who of these shares "
            f"{_one_of(place_noun(record.catalogue))} with each of them?"
        )
        return self._draft(text, (one, link, other), wrong, {"first": one, "last": other, "cast": Circle.LISTED}, row)

    def _draft(
        self,
        text: str,
        chain: tuple[CharacterId, CharacterId, CharacterId],
        wrong: Iterable[CharacterId],
        about: dict[str, str],
        row: Appearance | None,
    ) -> Draft | None:
        return Draft(
            kind=self.kind,
            text=text,
            right=person_choice(self._record, chain[1]),
            wrong=[person_choice(self._record, one) for one in wrong],
            about=about,
            row=row,
            hardness=0.9,
            people=chain,
        )


def _one_is_missing(record: Record, pair: tuple[CharacterId, CharacterId], part: Part, circle: Circle) -> bool:
    """Tell whether it is proved that one of two is not in a circle of the cast of a season or film."""
    return any(record.not_in_part(one, part, circle) for one in pair)


def _one_of(noun: str) -> str:
    """Return a noun with its article."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
