"""People on a server who wish, vote and moderate through a simulated Discord, and looks at what is stored of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import simcord

from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Wish, WishNumber
from bot.services.wishes import Wishes
from bot.store.database import Database, Parameters, Row, Statement
from bot.store.settings_sql import ENSURE_SETTINGS, settings_values
from bot.ui.messenger import Messenger
from tests.conftest import flattened
from tests.store.wish_making import change

WHY = "They would be great together."
_RIGHTS = discord.Permissions(manage_messages=True, manage_guild=True)


@dataclass
class Stage:
    """A server with one channel, three members, and one who may moderate and manage (`mod`)."""

    env: simcord.Env
    database: Database
    wishes: Wishes
    guild: Any
    channel: Any
    ana: Any
    ben: Any
    chidi: Any
    mod: Any

    async def form(self, person: Any, channel: Any = None, **names: str) -> Any:
        """Return what `/wish add` answers; Jane Doe in The Ferry unless told."""
        return await person.slash(
            channel or self.channel, "wish add", **{"character": "Jane Doe", "into": "The Ferry", **names}
        )

    async def send(
        self, person: Any, form: Any, why: str = WHY, *, manner: str = "cameo", options: Iterable[str] = ()
    ) -> Any:
        """Return what the form of a wish is answered with."""
        return await person.submit_modal(form, {"why": why, "manner": [manner], "options": list(options)})

    async def add(self, person: Any, why: str = WHY, *, channel: Any = None, **rest: Any) -> Any:
        """Return what a wish is answered with that needs no question."""
        of_form = {name: rest.pop(name) for name in ("manner", "options") if name in rest}
        form = await self.form(person, channel, **rest)
        assert form.modal, shown(form.response)
        return await self.send(person, form, why, **of_form)

    async def card(self, person: Any, **rest: Any) -> Any:
        """Return the card of a new wish, as it stands in the channel."""
        made = await self.add(person, **rest)
        if "hidden" not in rest.get("options", ()):
            assert not made.ephemeral, shown(made.response)
            return made.response
        assert made.ephemeral, "an answer for all would say whose command it was"
        return self.channel.history()[-1]

    def now_of(self, message: Any) -> Any:
        """Return a message as it is now."""
        found = [one for channel in self.guild.channels.values() for one in channel.history() if one.id == message.id]
        return found[0]

    async def press(self, person: Any, message: Any, label: str) -> Any:
        """Return what is answered to a press on a button that begins with a label."""
        return await person.click(message, custom_id=press_of(message, label))

    async def decide(self, **columns: str | int | None) -> None:
        """Let the server decide something, by column of its settings; it has some then."""
        values = {**settings_values(WishSettings()), "guild_id": self.guild.id}
        await self.database.write(Statement(ENSURE_SETTINGS, values))
        await change(self.database, self.guild.id, **columns)

    async def rows(self, sql: str, values: Parameters | None = None) -> list[Row]:
        """Return what is stored."""
        return list(await self.database.fetch_all(sql, values or {}))

    async def votes(self) -> list[tuple[int, int, int]]:
        """Return wish, person and value of the votes that stand."""
        found = await self.rows("SELECT number, person_id, value FROM votes WHERE value <> 0 ORDER BY 1, 2")
        return [tuple(row) for row in found]

    async def states(self, guild: Any = None) -> list[str]:
        """Return the states of the server's wishes, by number."""
        found = await self.rows(
            "SELECT state FROM wishes WHERE guild_id = :guild ORDER BY number", {"guild": (guild or self.guild).id}
        )
        return [row[0] for row in found]

    async def wish(self, number: int = 1) -> Wish:
        """Return a wish as it is stored."""
        found = await self.wishes.cards.find(self.guild.id, WishNumber(number))
        assert found is not None
        return found

    async def audit(self) -> list[str]:
        """Return what moderators did, the oldest first."""
        return [row[0] for row in await self.rows("SELECT action FROM audit_lines ORDER BY line")]

    def member(self, name: str, *roles: Any) -> Any:
        """Return somebody new."""
        return self.guild.add_member(self.env.create_user(name), roles=roles)

    def demote(self, person: Any) -> None:
        """Take all roles from somebody."""
        self.env.backend.get_guild(self.guild.id).members[person.id].role_ids.clear()

    def promote(self, person: Any) -> None:
        """Give somebody the rights of a moderator and manager."""
        role = self.guild.create_role("promoted", permissions=_RIGHTS)
        self.env.backend.get_guild(self.guild.id).members[person.id].role_ids.append(role.id)

    def allow(self, person: Any, command: str) -> None:
        """Let the server show somebody a command that is not for everybody."""
        found = self.env.backend.find_command(command, None, type=1)
        assert found
        self.guild.set_command_permissions(int(found["id"]), {person: True})

    def later(self, **time: float) -> None:
        """Let time pass without anything happening in it."""
        self.env.backend.clock._epoch += timedelta(**time)

    def messenger(self, wishes: Wishes | None = None) -> Messenger:
        """Return another process's messenger, as far as the database can tell."""
        return Messenger(self.env.bot, wishes or self.wishes)

    async def errands(self) -> list[tuple[str, int, int]]:
        """Return kind, wish and person of what is to be done on Discord."""
        found = await self.rows("SELECT kind, number, person_id FROM errands ORDER BY 1, 2, 3")
        return [tuple(row) for row in found]


def stage_of(env: simcord.Env, database: Database, wishes: Wishes) -> Stage:
    """Return a new server with its people."""
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben, chidi = (guild.add_member(env.create_user(name)) for name in ("ana", "ben", "chidi"))
    role = guild.create_role("mods", permissions=_RIGHTS)
    mod = guild.add_member(env.create_user("mod"), roles=(role,))
    return Stage(env, database, wishes, guild, channel, ana, ben, chidi, mod)


def shown(message: Any) -> str:
    """Return everything a person reads in a message."""
    parts = [one.get("content") or one.get("label") or one.get("placeholder") for one in flattened(message.components)]
    return "\n".join(part for part in parts if part)


def labels(message: Any) -> list[str]:
    """Return what the buttons of a message say."""
    return [one["label"] for one in flattened(message.components) if one.get("label")]


def press_of(message: Any, label: str) -> str:
    """Return the custom_id of the button that begins with a label."""
    (found,) = {one["custom_id"] for one in flattened(message.components) if (one.get("label") or "").startswith(label)}
    return found


@contextmanager
def forging(env: simcord.Env, forge: Any) -> Iterator[None]:
    """Let presses and forms come as no client of Discord's would send them."""
    emit = env.backend.emit

    def emit_forged(event: str, payload: Any, *args: Any, **options: Any) -> Any:
        if event == "INTERACTION_CREATE":
            payload = deepcopy(payload)
            forge(payload)
        return emit(event, payload, *args, **options)

    env.backend.emit = emit_forged
    try:
        yield
    finally:
        del env.backend.emit


def sent(env: simcord.Env, method: str = "POST", path: str = "") -> list[Mapping[str, Any]]:
    """Return the bodies of what the bot asked of Discord, oldest first."""
    return [
        one.json
        for one in env.http_requests
        if one.method == method and path in one.path and isinstance(one.json, Mapping)
    ]
