"""The trivia desk: what all that answers about trivia has in common."""

import discord

from bot.domain.errors import UserError
from bot.services.lookups import Lookups
from bot.services.trivia import Trivia

_NOWHERE = "There is no place to keep plays here; whoever runs this bot can give it a database."


class TriviaDesk:
    """Knows the services of trivia, and the client whose messages it sends."""

    def __init__(self, client: discord.Client, lookups: Lookups, trivia: Trivia | None) -> None:
        """Without trivia, say that there is no place for it."""
        self.client = client
        self.lookups = lookups
        self._trivia = trivia

    @property
    def is_open(self) -> bool:
        """Tell whether there is a place to keep plays."""
        return self._trivia is not None

    @property
    def trivia(self) -> Trivia:
        """Return what is done about trivia; raises UserError where there is no place to keep plays."""
        if self._trivia is None:
            raise UserError(_NOWHERE)
        return self._trivia
