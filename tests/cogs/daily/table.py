"""People on a server who play the daily through a simulated Discord, and looks at what is stored of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import simcord

from bot.client import Client
from bot.composition import trivia_of
from bot.domain.pack import Pack
from bot.domain.posed import Posed, posed_from
from bot.domain.signing import Signer
from bot.services.lookups import Lookups
from bot.store.database import Database
from tests.cogs.isles import make_strangers
from tests.cogs.wish_stage import press_of
from tests.conftest import ShelfOf, flattened
from tests.domain.worlds import character, film, row, world


def shelf_of(pack: Pack) -> ShelfOf:
    """Return a store of three universes: of the pack, one that gives four questions, and one that gives none."""
    barren = world([film("mist", None)], [character("ida", None)], [row("ida", "mist")], id="barren", name="Barren")
    return ShelfOf(pack, make_strangers(), barren)


def client_of(lookups: Lookups, database: Database) -> Client:
    """Return what a start, or a restart, starts; the secret is always the same, and so are the questions."""
    client = Client(lookups, "1.2.3", trivia=trivia_of(database, lookups, Signer(b"k" * 32)))
    client.shard_count = 1
    return client


@dataclass
class Table:
    """A channel with people in it, and looks at what is stored of their dailies."""

    env: simcord.Env
    database: Database
    channel: Any
    ana: Any
    ben: Any

    async def open(self, person: Any, universe: str | None = "harbour") -> Any:
        """Return what `/trivia daily` answers."""
        options = {"universe": universe} if universe else {}
        return await person.slash(self.channel, "trivia daily", **options)

    async def five(self, universe: str = "harbour") -> Sequence[Posed]:
        """Return the newest questions that are kept."""
        rows = await self.database.fetch_all(
            "SELECT body FROM dailies WHERE universe_id = :id ORDER BY day DESC LIMIT 1", {"id": universe}
        )
        return [posed_from(one) for one in json.loads(rows[0][0])]

    async def pick(self, person: Any, message: Any, posed: Posed, *, right: bool = True) -> Any:
        """Return what is answered to the press of a choice."""
        name = posed.right if right else next(one for one in posed.choices if one != posed.right)
        return await person.click(message, custom_id=self.id_of(message, posed.choices.index(name)))

    def id_of(self, message: Any, choice: int) -> str:
        """Return the custom_id of a choice, whatever it says."""
        buttons = [one["custom_id"] for one in flattened(message.components) if one.get("custom_id")]
        return buttons[choice]

    async def play(self, person: Any, rights: str, universe: str = "harbour") -> Any:
        """Return what is answered to the last press of somebody who answers all, rightly (+) or not (-)."""
        answer = await self.open(person, universe)
        five = await self.five(universe)
        for place, (posed, sign) in enumerate(zip(five, rights, strict=True)):
            if place:
                answer = await self.press(person, answer.response, "Next question")
            answer = await self.pick(person, answer.response, posed, right=sign == "+")
        return answer

    async def press(self, person: Any, message: Any, label: str) -> Any:
        return await person.click(message, custom_id=press_of(message, label))

    async def answers(self) -> list[tuple[Any, ...]]:
        return list(
            await self.database.fetch_all(
                "SELECT person_id, day, number, is_right FROM daily_answers ORDER BY person_id, day, number"
            )
        )

    def turn_clock(self, moment: datetime) -> None:
        """Let it be a moment, without anything happening until then."""
        clock = self.env.backend.clock
        clock._epoch += moment - clock.now()

    @property
    def midnight(self) -> datetime:
        now = self.env.backend.clock.now()
        return datetime(now.year, now.month, now.day, tzinfo=UTC) + timedelta(days=1)

    @property
    def today(self) -> str:
        return self.env.backend.clock.now().date().isoformat()


def table_of(env: simcord.Env, database: Database) -> Table:
    """Return a new server with its people."""
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben = (guild.add_member(env.create_user(name)) for name in ("ana", "ben"))
    return Table(env, database, channel, ana, ben)
