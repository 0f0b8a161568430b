"""Link duels over the facts: opening one, reading typed names, and judging moves for whoever runs plays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.identities import MessageId, UserId
from bot.domain.links.duel import Duel, Stage
from bot.domain.links.effects import LinkEffect, LinkPost, LinkReceipt, ShowInvitation
from bot.domain.links.engine import open_duel, step
from bot.domain.links.events import LinkEvent
from bot.domain.links.judge import Judge
from bot.domain.links.rules import FEWEST_SECONDS, MOST_SECONDS, LinkRules
from bot.domain.links.turns import Outcome
from bot.domain.links.values import duel_from, duel_values, post_values
from bot.domain.pack import CharacterId, UniverseId
from bot.domain.plays import PlayKind
from bot.domain.rounds.events import Caller
from bot.domain.trivia.chance import Chance
from bot.services.lookups import Lookups
from bot.services.name_index import Hit
from bot.services.names import CHARACTERS
from bot.services.play_courses import Values
from bot.services.question_makers import QuestionMakers


class Links:
    """Opens link duels, and is their course: how their states are kept, and what each event makes of them."""

    kind: PlayKind = PlayKind.LINKS

    def __init__(self, lookups: Lookups, makers: QuestionMakers, chance: Chance) -> None:
        """Take the facts, what they prove for questions as for links, and what draws the first character of a duel."""
        self._lookups = lookups
        self._makers = makers
        self._chance = chance

    def open(self, caller: Caller, invited: UserId | None, seconds: int, universe: UniverseId | None = None) -> Outcome:
        """Return a duel that waits for an opponent, in the best sourced universe unless one is named.

        The bot draws the first character, and shows it when somebody has accepted. Raises UserError where nobody may be
        invited so, a turn cannot last so long, or no two in the universe surely share an episode.
        """
        if invited == caller.person:
            raise UserError("A link duel takes two; invite somebody else, or leave the opponent out for anybody.")
        if not FEWEST_SECONDS <= seconds <= MOST_SECONDS:
            raise UserError(f"A turn lasts {FEWEST_SECONDS} to {MOST_SECONDS} seconds; pick a number between them.")
        chosen = self._lookups.universe(universe)
        judge = self._judge(chosen)
        known = judge.well_known() if judge else ()
        if not known:
            name = self._lookups.shelf.catalogues[chosen].universe.name
            raise UserError(f"No two in {name} surely share an episode, so there is nothing to link; try another one.")
        return open_duel(caller, LinkRules(chosen, seconds), self._chance.choice(known), invited)

    def read(self, values: Values, /) -> Duel:
        """Return a duel that was kept; raises ValueError for values of another version."""
        return duel_from(values)

    def write(self, state: Duel, /) -> dict[str, Any]:
        """Return a duel as values of JSON."""
        return duel_values(state)

    def step(self, state: Duel, event: LinkEvent, /) -> Outcome:
        """Return the duel after an event, judged by the present facts, and the effects."""
        return step(state, event, self._judge(state.rules.universe))

    def receipt(self, effects: Iterable[LinkEffect], /) -> LinkReceipt | None:
        """Return what the person who pressed is told."""
        return next((one for one in effects if isinstance(one, LinkReceipt)), None)

    def post(self, _state: Duel, effects: Iterable[LinkEffect], _question: Values | None, /) -> Values | None:
        """Return what is to be shown of a step for good, None where nothing is."""
        return next((post_values(one) for one in effects if isinstance(one, LinkPost)), None)

    def unseen(self, state: Duel, message: MessageId | None, /) -> Values | None:
        """Return the invitation where it stands nowhere; all else is kept until it is shown."""
        if message or state.stage is not Stage.INVITING or state.due_at is None:
            return None
        rules = state.rules
        return post_values(
            ShowInvitation(state.id, rules.universe, state.host, state.invited, rules.seconds, state.due_at)
        )

    def news(
        self, _state: Duel, subject: Values, _effects: Iterable[LinkEffect], _now: datetime, /
    ) -> tuple[Values, None]:
        """Return the subject as it is, and that nothing is counted: a link duel has no part in the boards."""
        return subject, None

    def character(self, universe: UniverseId, typed: str) -> CharacterId:
        """Return whom a typed name means, whether or not they are a right move.

        Raises UnknownName with what it may have meant, and UserError where the universe is gone.
        """
        return self._lookups.character(typed, universe).character

    def suggest(self, universe: UniverseId | None, typed: str, limit: int) -> tuple[Hit, ...]:
        """Return the characters (of one universe) whom a text fits that is being typed, none for an empty one.

        What is going on in a duel has no part in it.
        """
        if not typed.strip():
            return ()
        names = self._lookups.shelf.names
        return names.suggest(CHARACTERS, typed, limit, (lambda entry: entry.universe == universe) if universe else None)

    def catalogue(self, universe: UniverseId) -> Catalogue | None:
        """Return the facts of a universe for the names in them, None where they are gone."""
        return self._lookups.shelf.catalogues.get(universe)

    def _judge(self, universe: UniverseId) -> Judge | None:
        return Judge(self._makers.maker(universe).record) if self.catalogue(universe) else None
