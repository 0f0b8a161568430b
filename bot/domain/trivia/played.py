"""Questions about performers: who plays whom, and who plays two."""

from functools import cached_property

from bot.domain.catalogue import performer_id
from bot.domain.pack import CharacterId, PerformerId
from bot.domain.trivia.asking import CANDIDATES, Draft
from bot.domain.trivia.chance import Chance, early, first_fitting
from bot.domain.trivia.distractors import acquaintances, like, strangers
from bot.domain.trivia.naming import cut, person, person_choice
from bot.domain.trivia.question import Choice, TriviaKind
from bot.domain.trivia.record import Record, Scope


class Players:
    """Who is played by one performer alone: everywhere, at every age, as far as the facts tell of performers at all.

    A performance without places is everywhere, so that nobody else can play the character.
    """

    def __init__(self, record: Record) -> None:
        self._record = record

    @cached_property
    def only(self) -> dict[CharacterId, PerformerId]:
        """Return the one performer of each character who has no other."""
        found: dict[CharacterId, PerformerId] = {}
        for one, character in self._record.catalogue.characters.items():
            performances = character.performances
            if len(performances) == 1 and not performances[0].places and performances[0].age is None:
                found[one] = performer_id(performances[0].performer)
        return found

    def choice(self, performer: PerformerId) -> Choice:
        """Return a performer to choose."""
        return Choice(performer, cut(self.name(performer)))

    def name(self, performer: PerformerId) -> str:
        """Return a performer's name."""
        return self._record.catalogue.performers[performer].name

    def others_like(self, chance: Chance, who: CharacterId, performer: PerformerId) -> list[CharacterId]:
        """Return some whose one performer is another, of the circle of a character first."""
        candidates = [*acquaintances(self._record, chance, who), *strangers(self._record, chance)]
        fitting = first_fitting(candidates, lambda one: self.only.get(one, performer) != performer, 2 * CANDIDATES)
        return like(self._record, chance, fitting, who, CANDIDATES)


class WhoPlays:
    """Who plays X?

    The facts give X one performer, everywhere and at every age, and place X somewhere by a deciding row. Each wrong
    performer plays somebody else, and no performance of X is theirs.
    """

    kind = TriviaKind.WHO_PLAYS

    def __init__(self, record: Record) -> None:
        self._record = record
        self._players = Players(record)

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        who = early(chance, scope.people)
        performer = self._players.only.get(who)
        if performer is None:
            return None
        others = self._players.others_like(chance, who, performer)
        return Draft(
            kind=self.kind,
            text=f"Who plays {person(self._record, who)}?",
            right=self._players.choice(performer),
            wrong=[self._players.choice(self._players.only[one]) for one in others],
            about={"character": who},
            row=self._record.deciding(self._record.catalogue.appearances(who)),
            hardness=0.3,
            people=(who,),
        )


class PlaysWhom:
    """Whom of these does P play?

    The facts give the right one P as the one performer, everywhere and at every age. Each wrong one has another as the
    one performer. A deciding row places the right one somewhere.
    """

    kind = TriviaKind.PLAYS_WHOM

    def __init__(self, record: Record) -> None:
        self._record = record
        self._players = Players(record)

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        who = early(chance, scope.people)
        performer = self._players.only.get(who)
        if performer is None:
            return None
        others = self._players.others_like(chance, who, performer)
        return Draft(
            kind=self.kind,
            text=f"Whom of these does {self._players.name(performer)} play?",
            right=person_choice(self._record, who),
            wrong=[person_choice(self._record, one) for one in others],
            about={"performer": performer},
            row=self._record.deciding(self._record.catalogue.appearances(who)),
            hardness=0.3,
            people=(who,),
        )


class TwoRoles:
    """P plays X: whom of these does P play, too?

    The facts give X and the right one P as the one performer each, everywhere and at every age. Each wrong one has
    another as the one performer. A deciding row places the right one somewhere; where X is, nobody asks.
    """

    kind = TriviaKind.TWO_ROLES

    def __init__(self, record: Record) -> None:
        self._record = record
        self._players = Players(record)

    @cached_property
    def _pairs(self) -> list[tuple[CharacterId, CharacterId]]:
        """Return each two of one performer, the second of whom is surely somewhere."""
        played: dict[PerformerId, list[CharacterId]] = {}
        for one, performer in self._players.only.items():
            played.setdefault(performer, []).append(one)
        sure = set(self._record.everything.people)
        pairs = ((one, other) for own in played.values() for one in own for other in own if one != other)
        return [(one, other) for one, other in pairs if other in sure]

    def draw(self, scope: Scope, chance: Chance) -> Draft | None:
        """Return a question about a character of the scope, or None where this draw finds none."""
        own = [pair for pair in self._pairs if pair[1] in scope.people]
        if not own:
            return None
        known, right = chance.choice(own)
        performer = self._players.only[right]
        others = self._players.others_like(chance, right, performer)
        return Draft(
            kind=self.kind,
            text=f"{self._players.name(performer)} plays {person(self._record, known)}, and whom else of these?",
            right=person_choice(self._record, right),
            wrong=[person_choice(self._record, one) for one in others],
            about={"performer": performer, "character": known},
            row=self._record.deciding(self._record.catalogue.appearances(right)),
            hardness=0.9,
            people=(known, right),
        )
