"""The rig's Discord in the test's own event loop, with every payload judged and kept, and ways to wait for it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
RIG = ROOT.parent / "shared" / "rig"
_PATIENCE_SECONDS = 20
_CREATES_OR_EDITS_A_MESSAGE = (4, 7)  # types of an interaction's callback

_PRIVATE = 64  # the flag of a message that only one person sees

Message = dict[str, Any]


class Sent(NamedTuple):
    """A body that the bot sent."""

    method: str
    path: str
    body: Any

    @property
    def message(self) -> Message | None:
        """The message in it, or None."""
        if "/callback" in self.path:
            return self.body.get("data") if self.body["type"] in _CREATES_OR_EDITS_A_MESSAGE else None
        return self.body if "/messages" in self.path or self.path.startswith("/webhooks") else None


class Noticed(dict[str, Any]):
    """The rig's own notes (what was counted, what happened first), which can be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = asyncio.Event()

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self._changed.set()

    async def until(self, key: str, count: float = 0) -> None:
        """Wait until something is noted, or counted as often as that."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while self.get(key, -1) < count:
                await self.changed()

    async def changed(self) -> None:
        """Wait until anything is noted."""
        self._changed.clear()
        await self._changed.wait()


@dataclass
class Discord:
    """A Discord on this machine."""

    server: Any  # the rig's Fakecord
    url: str
    sent: list[Sent]

    @property
    def counts(self) -> Noticed:
        """How often the bot identified, resumed, synced its commands and met which fault."""
        return self.server.counts

    @property
    def marks(self) -> Noticed:
        """What happened first when."""
        return self.server.marks

    @property
    def violations(self) -> list[Any]:
        """What the bot sent against Discord's rules or its published schema."""
        return self.server.report_violations()

    async def slash(self, name: str, options: dict[str, Any] | None = None, **where: Any) -> Any:
        """Send a command; return what became of it."""
        return await over(self.server.slash(name, options, **where))

    async def typed(self, name: str, options: dict[str, Any], focused: str, **where: Any) -> list[dict[str, Any]]:
        """Type into an option; return the choices offered."""
        typing = await over(self.server.autocomplete(name, options, focused, **where))
        assert typing.status == "ok", typing.view()
        return typing.body["data"]["choices"]

    async def press(self, message: Message, custom_id: str, picked: str | None = None, **who: Any) -> Any:
        """Use a button, or pick from a menu; return what became of it."""
        values = None if picked is None else [picked]
        return await over(self.server.click(message, custom_id, values=values, **who))

    async def fill(self, form: Any, typed: dict[str, str], **who: Any) -> Any:
        """Fill in a form that a command has opened and send it; return what became of it."""
        return await over(self.server.submit(form, typed, **who))

    async def disturb(self, fault: str, **details: Any) -> None:
        """Do to the gateway's connections what the network or Discord may do."""
        await self.server.gateway_fault(fault, **details)

    def fail(self, **fault: Any) -> None:
        """Answer requests that `match` with a fault, so many `times`."""
        self.server.faults.append(fault)

    def socket(self) -> Any:
        """The newest gateway connection."""
        return self.server.session().conn.ws


@asynccontextmanager
async def loopback_discord() -> AsyncIterator[Discord]:
    """Start the rig's Discord on a free port; end it with every connection. Without the rig, skip the test."""
    if not RIG.is_dir():
        pytest.skip("no measuring rig at ../shared/rig")
    rig = _rig()
    server = rig.Fakecord(import_module("payloads").World(3))
    server.counts, server.marks = Noticed(), Noticed()
    sent: list[Sent] = []
    judge, edit, violate = server.checker.spec, server._edit, server.violate
    document, errors = server.checker.openapi, server.checker.openapi.errors

    def keep_and_judge(method: str, path: str, raw: bytes, body: Any) -> list[str]:
        sent.append(Sent(method, path, body))
        return judge(method, path, raw, body)

    def edit_as_discord_does(message: Message, body: Message, files: Any) -> None:
        private = message["flags"] & _PRIVATE  # the rig would make a private message public by an edit
        edit(message, body, files)
        message["flags"] |= private

    def count_or_violate(source: str, method: str, path: str, detail: str, sample: Any = None) -> None:
        if "(10062)" in detail:  # too late, as a test may want it
            server.counts["late"] = server.counts.get("late", 0) + 1
        else:
            violate(source, method, path, detail, sample)

    def errors_but_for_numbered_files(method: str, path: str, body: Any, *limit: int) -> list[str]:
        return errors(method, path, _files_numbered_in_text(body), *limit)

    document.errors = errors_but_for_numbered_files
    server.checker.spec, server._edit, server.violate = keep_and_judge, edit_as_discord_does, count_or_violate
    try:
        yield Discord(server, await server.start(), sent)
    finally:
        await server.stop()


async def over(interaction: Any) -> Any:
    """Wait until an interaction is answered, or Discord has given it up."""
    async with asyncio.timeout(_PATIENCE_SECONDS):
        await asyncio.wait([interaction.done])
    return interaction


def _files_numbered_in_text(body: Any) -> Any:
    """Return a body as Discord's document wants it: discord.py numbers the files it attaches, which Discord takes."""
    if not isinstance(body, dict):
        return body
    if isinstance(body.get("data"), dict):
        return {**body, "data": _files_numbered_in_text(body["data"])}
    if not body.get("attachments"):
        return body
    return {**body, "attachments": [{**one, "id": str(one["id"])} for one in body["attachments"]]}


def _rig() -> ModuleType:
    if str(RIG) not in sys.path:
        sys.path.append(str(RIG))
    if "jsonschema_rs" not in sys.modules and find_spec("jsonschema_rs") is None:
        stand_in = ModuleType("jsonschema_rs")
        stand_in.__dict__["Draft202012Validator"] = _Validator
        sys.modules["jsonschema_rs"] = stand_in
    return import_module("fakecord")


class _Validator:
    """The part of jsonschema-rs that the rig uses, by the jsonschema that SimCord brings along."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._validator = jsonschema.Draft202012Validator(schema)

    def iter_errors(self, body: Any) -> Any:
        for error in self._validator.iter_errors(body):
            error.instance_path = list(error.absolute_path)
            yield error


def walk(component: Any) -> Any:
    """Yield every component of a message, outer ones first."""
    for child in component.get("components", []):
        yield child
        yield from walk(child)
    if isinstance(component.get("accessory"), dict):
        yield component["accessory"]


def texts(message: Message) -> list[str]:
    """Return what can be read in a message, piece by piece."""
    return [one["content"] for one in walk(message) if one["type"] == 10]


def buttons(message: Message) -> dict[str, str]:
    """Return the custom_id of each button of a message by its label."""
    return {one["label"]: one["custom_id"] for one in walk(message) if one["type"] == 2}


def menus(message: Message) -> dict[str, dict[str, str]]:
    """Return the options of each menu, value by label, by the menu's custom_id."""
    return {
        one["custom_id"]: {option["label"]: option["value"] for option in one["options"]}
        for one in walk(message)
        if one["type"] == 3
    }


def is_private(message: Message) -> bool:
    """Tell whether only the one who asked sees a message."""
    return bool(message["flags"] & _PRIVATE)
