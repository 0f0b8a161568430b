"""Questions about one character and titles: in which, in how many, in which season."""

from collections.abc import Sequence

from bot.domain.catalogue import Part
from bot.domain.pack import CharacterId, TitleId
from bot.domain.trivia.asking import CANDIDATES, USUAL_WRONG, Draft
from bot.domain.trivia.chance import Chance, early, shuffled
from bot.domain.trivia.distractors import other_titles
from bot.domain.trivia.naming import cut, in_cast_of, part_id, part_name, person, title_choice
from bot.domain.trivia.question import MOST_CHOICES, Choice, TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope

_MOST_NAMED = 7  # titles that a question counts over
_FEWEST_NAMED = 3
_ONE_IN = 6  # of the questions whose answer is 0 or 1 is asked: most people are in one title
_NONE_IN = 5  # draws counts none of the titles that somebody is in


class AppearedIn:
    """In which of these is X in the circle of the cast?

    The right title has a deciding row of X. Each wrong title has no row of X at all, and the circle is wholly listed in
    all of its seasons.
    """

    kind = TriviaKind.APPEARED_IN

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        record, who, circle = self._record, early(chance, scope.people), chance.choice(self._record.circles)
        right = [one for one in record.titles_of(who) if record.in_title(who, one, circle)]
        if not right:
            return None
        title = chance.choice(right)
        wrong = other_titles(record, chance, who, lambda one: record.not_in_title(who, one, circle), CANDIDATES)
        return Draft(
            kind=self.kind,
            text=f"Which of these has {person(record, who)} {_in_its_cast(circle)}?",
            right=title_choice(record, title),
            wrong=[title_choice(record, one) for one in wrong],
            about={"character": who, "cast": circle},
            row=record.in_title(who, title, circle),
            hardness=0.2,
            people=(who,),
        )


class WhichSeason:
    """In which season of T is X in the circle of the cast?

    The right season has a deciding row of X. In each of the others the circle is wholly listed and X has no row there,
    nor one in T without a season.
    """

    kind = TriviaKind.WHICH_SEASON

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a series of the scope, or None where this draw finds none."""
        record, circle = self._record, chance.choice(self._record.circles)
        title = chance.choice(scope.titles)
        cast = record.title_cast(title, circle)
        if len(record.parts.get(title, ())) < 2 or not cast:
            return None
        who = chance.choice(cast)
        present = [part for part in record.parts[title] if record.in_part(who, part, circle)]
        absent = [part for part in record.parts[title] if record.not_in_part(who, part, circle)]
        if len(present) != 1 or not absent:
            return None
        wrong = shuffled(chance, absent)[: MOST_CHOICES - 1]
        name = record.catalogue.titles[title].name
        return Draft(
            kind=self.kind,
            text=f"In which of these seasons is {person(record, who)} {in_cast_of(circle)} {name}?",
            right=_season_choice(present[0]),
            wrong=[_season_choice(part) for part in wrong],
            about={"character": who, "title": title, "cast": circle},
            row=record.in_part(who, present[0], circle),
            hardness=0.6,
            people=(who,),
            in_order=True,
        )


class HowManyTitles:
    """In how many of the titles named is X in the circle of the cast?

    Each title named has a deciding row of X, or no row of X while the circle is wholly listed in all of its seasons.
    Titles of which neither holds are not named. Of an imported list: in how many of all titles the list has X; it is
    not asked of who is anywhere only pictured or spoken of.
    """

    kind = TriviaKind.HOW_MANY_TITLES

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        who, circle = early(chance, scope.people), chance.choice(self._record.circles)
        titles = self._record.titles_of(who)
        if circle is Circle.LISTED:
            doubtful = any(self._record.in_title(who, one, circle) is None for one in titles)
            return None if doubtful else self._draft(chance, who, circle, tuple(titles), ())
        present = [one for one in titles if self._record.in_title(who, one, circle)]
        if not present:
            return None
        every = self._record.everything.titles
        absent = [one for one in every if self._record.not_in_title(who, one, circle)]
        counted = chance.sample(present, self._how_many(chance, len(present)))
        named = [*counted, *chance.sample(absent, min(len(absent), _MOST_NAMED - len(counted)))]
        named.sort(key=self._record.catalogue.release_key)
        return self._draft(chance, who, circle, counted, named)

    def _how_many(self, chance: Chance, present: int) -> int:
        """Return how many of the titles that somebody is in are to be counted; now and then none."""
        return 0 if not chance.randrange(_NONE_IN) else 1 + chance.randrange(min(present, _MOST_NAMED))

    def _draft(
        self, chance: Chance, who: CharacterId, circle: Circle, present: Sequence[TitleId], named: Sequence[TitleId]
    ) -> Draft | None:
        record, count = self._record, len(present)
        most = len(record.catalogue.titles if circle is Circle.LISTED else named)
        if most < _FEWEST_NAMED or (count <= 1 and chance.randrange(_ONE_IN)):
            return None
        numbers = _around(chance, count, least=0 if named else 1, most=most)
        return Draft(
            kind=self.kind,
            text=self._text(who, circle, named),
            right=Choice(str(count), f"{count:,}"),
            wrong=[Choice(str(one), f"{one:,}") for one in numbers if one != count],
            about={"character": who, "cast": circle, **({"titles": tuple(named)} if named else {})},
            row=record.in_title(who, present[0], circle) if present else None,
            hardness=0.9,
            people=(who,),
            in_order=True,
        )

    def _text(self, who: CharacterId, circle: Circle, named: Sequence[TitleId]) -> str:
        name = person(self._record, who)
        if not named:
            kinds = {title.kind.value for title in self._record.catalogue.titles.values()}
            return f"In how many {f'{kinds.pop()}s' if kinds in ({'film'}, {'comic'}) else 'titles'} is {name}?"
        titles = [self._record.catalogue.titles[one].name for one in named]
        listed = f"{'; '.join(titles[:-1])}; or {titles[-1]}"
        return f"In how many of these is {name} {_in_its_cast(circle)}: {listed}?".replace("; or", " and")


def _in_its_cast(circle: Circle) -> str:
    """Return the end of a sentence that begins with a title: `in its main cast`, or `in it`."""
    return {Circle.MAIN: "in its main cast", Circle.MAIN_AND_RECURRING: "in its main or recurring cast"}.get(
        circle, "in it"
    )


def _season_choice(part: Part) -> Choice:
    return Choice(part_id(part), cut(part_name(part)))


def _around(chance: Chance, count: int, *, least: int, most: int) -> list[int]:
    """Return up to four numbers between two, evenly apart, a count anywhere among them."""
    step = max(1, count // 5)
    below = chance.randrange(min(USUAL_WRONG, (count - least) // step) + 1)
    first = count - below * step
    return [number for number in range(first, first + (USUAL_WRONG + 1) * step, step) if number <= most]
