"""Questions about homes: to which title somebody belongs, and who of a cast belongs to another."""

from bot.domain.pack import CharacterId
from bot.domain.trivia.asking import CANDIDATES, USUAL_WRONG, Draft
from bot.domain.trivia.chance import Chance, early
from bot.domain.trivia.distractors import like, other_titles
from bot.domain.trivia.naming import part_id, part_name, person, person_choice, title_choice
from bot.domain.trivia.question import TriviaKind
from bot.domain.trivia.record import Circle, Record, Scope


class Visitor:
    """All of these are in a season or film; who of them belongs to another title?

    All four have deciding rows there, and homes that the facts give outright: only that of the right one is another
    title. Nobody is asked about whose name has a home in it to tell them apart.
    """

    kind = TriviaKind.VISITOR

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a title of the scope, or None where this draw finds none."""
        record = self._record
        parts = record.parts.get(chance.choice(scope.titles))
        if not parts or not record.has_homes:
            return None
        part = chance.choice(parts)
        cast = [one for one in record.part_cast(part, Circle.CREDITED) if not _is_told_apart(record, one)]
        visitors = [one for one in cast if record.home(one) not in (None, part.title_id)]
        at_home = [one for one in cast if record.home(one) == part.title_id]
        if not visitors or len(at_home) < USUAL_WRONG:
            return None
        right = chance.choice(visitors)
        return Draft(
            kind=self.kind,
            text=f"All of these are in {part_name(part)}. Who of them belongs to another title?",
            right=person_choice(record, right),
            wrong=[person_choice(record, one) for one in like(record, chance, at_home, right, CANDIDATES)],
            about={"place": part_id(part)},
            row=record.in_part(right, part, Circle.CREDITED),
            hardness=0.3,
            people=(right,),
        )


class Home:
    """To which of these titles does X belong?

    The facts give X one home outright, and a deciding row places X there; a character has one home only, so every other
    title is wrong. Nobody is asked about whose name has the home in it to tell them apart.
    """

    kind = TriviaKind.HOME

    def __init__(self, record: Record) -> None:
        self._record = record

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        record, who = self._record, early(chance, scope.people)
        home = record.home(who)
        if home is None or _is_told_apart(record, who):
            return None
        row = record.deciding(record.rows(who, home))
        visited = [title for title in record.titles_of(who) if title != home]
        elsewhere = other_titles(record, chance, who, lambda one: one != home, CANDIDATES)
        wrong = dict.fromkeys([*visited, *elsewhere])
        return row and Draft(
            kind=self.kind,
            text=f"To which of these titles does {person(record, who)} belong?",
            right=title_choice(record, home),
            wrong=[title_choice(record, one) for one in wrong],
            about={"character": who},
            row=row,
            hardness=0.2,
            people=(who,),
        )


def _is_told_apart(record: Record, one: CharacterId) -> bool:
    """Tell whether a name has the home or the id behind it, since another has the same."""
    return person(record, one) != record.catalogue.characters[one].name
