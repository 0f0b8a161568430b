"""Discord, simulated by SimCord: the one file that leans on what SimCord keeps to itself.

SimCord shows one channel on one port. Here each room has one preview for each person and none has a port: the site
hands them its requests. SimCord is pinned to one version, and tests/demo/test_hooks.py has a test for each hook, so
that another version fails there and not before a visitor.
"""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast
from zoneinfo import available_timezones

import discord
import simcord
from aiohttp import web
from discord.ext import commands
from simcord.preview._media import MediaInfo, MediaWorker
from simcord.preview._server import PreviewServer

_server = cast("Any", sys.modules[PreviewServer.__module__])
_log = logging.getLogger(__name__)

_TICK_SECONDS: Final = 0.25
_LONGEST_STEP_SECONDS: Final = 5.0  # more at once is a laptop that slept: the date jumps, timers do not all go off
_SETTLE_SECONDS: Final = 1.5  # a slower answer shows "thinking" and keeps nobody else waiting
_KEPT_RECORDS: Final = 500
_KEPT_PICTURES: Final = 200
_MOST_PAGES: Final = 64
_PAGE_LEASE_SECONDS: Final = 24 * 3600.0

API_HANDLERS: Final[Mapping[tuple[str, str], str]] = {
    ("POST", "/api/pages"): "_pages",
    ("DELETE", "/api/pages/{context_id}"): "_delete_page",
    ("GET", "/api/state"): "_state",
    ("GET", "/api/commands"): "_commands",
    ("GET", "/api/action-result"): "_action_result",
    ("POST", "/api/action"): "_action",
    ("GET", "/api/assets/{asset_id}"): "_asset",
}
"""What a preview's page asks for, and the method of the preview's server that answers."""
STATIC_PATHS: Final[tuple[str, ...]] = tuple(path for path in cast("Any", PreviewServer)._STATIC_FILES if path != "/")
"""The addresses of SimCord's scripts, styles and fonts."""
CAPABILITY_HEADER: Final = "X-Simcord-Capability"


class _MountedServer(PreviewServer):
    """A preview's server without a socket: the site hands it requests, and it goes by the site's port."""

    async def start(self) -> None:
        _server.web = web  # PreviewServer.start imports it as late as this
        self.port = self._requested_port


class _SharedMediaWorker(MediaWorker):
    """Checks each picture once; by itself each page would have a process started for each of its avatars."""

    def __init__(self) -> None:
        super().__init__()
        self._checked: dict[tuple[str, float | None], MediaInfo] = {}

    async def validate(self, key: str, blob: bytes, *, media_time: float | None = None) -> MediaInfo:
        checked = self._checked.get((key, media_time))
        if checked is None:
            checked = self._checked[key, media_time] = await super().validate(key, blob, media_time=media_time)
            for oldest in list(self._checked)[:-_KEPT_PICTURES]:
                del self._checked[oldest]
        return checked


def channel_page() -> str:
    """SimCord's own page for one channel."""
    return (Path(_server.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def picture_address(user_id: int, picture: str) -> str:
    """Where SimCord looks for somebody's avatar."""
    return f"https://cdn.simcord.invalid/avatars/{user_id}/{Path(picture).stem}.png"


class Simulation:
    """A running bot, the previews that show it to people, and a clock that keeps time with ours."""

    def __init__(self, env: simcord.Env, port: int) -> None:
        self.env = env
        self._port = port
        self._timezone = _local_timezone()
        self._previews: dict[str, Any] = {}
        self._media_worker = _SharedMediaWorker()
        self._turn = asyncio.Lock()  # SimCord refuses two operations at once, so they queue here
        self._published: object = None
        self._errors_seen = 0

    @contextmanager
    def as_of(self, moment: datetime) -> Generator[None]:
        """Let it be a certain moment: who and what is made then has the same ids at every start."""
        clock = cast("Any", self.env.backend.clock)
        present = clock._epoch
        clock._epoch = moment - (clock.now() - present)
        try:
            yield
        finally:
            clock._epoch = present

    async def open_preview(
        self, key: str, channel: simcord.ChannelHandle, viewer: Any, pictures: Mapping[str, tuple[str, bytes]]
    ) -> None:
        """Show a channel to one person; their page's requests carry the key."""
        cast("Any", self.env)._preview = None  # SimCord would have one preview at a time
        preview: Any = self.env.preview(
            channel, viewers=(viewer,), layout="channel", timezone=self._timezone, assets=pictures
        )
        preview.capability = key
        preview._server = _MountedServer(preview, self._port)
        preview._media_worker = self._media_worker
        preview._MAX_PAGES = _MOST_PAGES
        preview._PAGE_LEASE_SECONDS = _PAGE_LEASE_SECONDS
        self._let_actions_queue(preview)
        self._previews[key] = await preview.__aenter__()

    def _let_actions_queue(self, preview: Any) -> None:
        act = preview._action

        async def act_in_turn(context_id: str | None, body: Any) -> Any:
            async with self._turn:
                cast("Any", self.env)._preview = preview
                page = preview._pages.get(context_id)
                if page is not None and isinstance(body, dict) and "published_revision" in body:
                    body["published_revision"] = page.revision  # what others did meanwhile makes no click stale
                return await act(context_id, body)

        preview._action = act_in_turn

    async def respond(self, request: web.Request, handler: str) -> web.StreamResponse:
        """Let the preview that a request names answer it."""
        preview = self._previews.get(request.headers.get(CAPABILITY_HEADER, ""))
        if preview is None:
            raise web.HTTPUnauthorized
        return cast("web.StreamResponse", await getattr(preview._server, handler)(request))

    async def respond_with_file(self, request: web.Request) -> web.StreamResponse:
        """Answer with one of SimCord's own files."""
        preview = next(iter(self._previews.values()))
        return cast("web.StreamResponse", await preview._server._static(request))

    def latest_message(self, channel_id: int, reader_id: int) -> int | None:
        """The newest message in a channel that the reader may see and did not write."""
        for message in reversed(self.env.backend.messages.get(channel_id, {}).values()):
            if message.author_id != reader_id and message.visible_to(reader_id):
                return message.id
        return None

    async def keep_time(self) -> None:
        """Let the bot's clock run with ours and its visitors see what happened; ends only by being cancelled."""
        before = time.monotonic()
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            async with self._turn:
                now = time.monotonic()
                await self._tick(now - before)
                before = now

    async def _tick(self, seconds: float) -> None:
        step = min(seconds, _LONGEST_STEP_SECONDS)
        cast("Any", self.env.backend.clock)._epoch += timedelta(seconds=seconds - step)
        try:
            await self.env.advance_time(step)
            await self._publish_changes()
        except TimeoutError:
            _log.info("the bot is busy with something that takes longer than %s seconds", _SETTLE_SECONDS)
        except (simcord.SetupError, simcord.BackendError):
            _log.exception("the simulated Discord stumbled")
        self._report_errors()
        for record in (self.env.backend.transcript, self.env.backend.http_requests):
            del record[:-_KEPT_RECORDS]

    async def _publish_changes(self) -> None:
        """Show what happened since the last time; ephemeral answers leave a record, too, but tell no subscriber."""
        last = self.env.backend.transcript[-1]
        if last is self._published:
            return
        for preview in self._previews.values():
            if len(preview._pages) > 1:  # one is always there, and nobody looks at it
                await preview.refresh()
        self._published = last

    def _report_errors(self) -> None:
        """Log what no handler of the bot saw, such as the end of a task."""
        for error in self.env.errors_since(self._errors_seen):
            _log.error("something failed in the demo", exc_info=error)
        self._errors_seen = self.env.error_cursor

    async def close(self) -> None:
        """Let go of the previews and of the bot."""
        for preview in self._previews.values():
            await preview.close()
        await self.env.shutdown()


def _local_timezone() -> str:
    """The name of this machine's time zone, or UTC where it cannot be told."""
    name = str(Path("/etc/localtime").resolve()).rpartition("zoneinfo/")[2]
    return name if name in available_timezones() else "UTC"


def _leave_errors_to_the_bot() -> None:
    """For tests SimCord takes note of errors that the bot goes on to handle; here that would make them failures."""


def _environment(client: commands.Bot | commands.AutoShardedBot, name: str, picture: str) -> simcord.Env:
    shards = 1 if isinstance(client, discord.AutoShardedClient) and not client.shard_count else None
    env = simcord.Env(client, shard_count=shards, settle_timeout=_SETTLE_SECONDS, check_errors=False)
    inside = cast("Any", env)
    inside._capture_errors = _leave_errors_to_the_bot
    inside.backend.clock._epoch = datetime.now(UTC)
    env.backend.bot_user.name = name
    env.backend.bot_user.avatar = Path(picture).stem
    return env


@asynccontextmanager
async def simulate(
    client: commands.Bot | commands.AutoShardedBot, *, port: int, name: str, picture: str
) -> AsyncGenerator[Simulation]:
    """Log the client in to a Discord of our own, under this name and avatar, and close it at the end."""
    try:
        env = _environment(client, name, picture)
        await env.start()
        simulation = Simulation(env, port)
        try:
            await client.tree.sync()  # the client itself may hold that nothing changed since its last start
            yield simulation
        finally:
            await simulation.close()
    finally:
        await client.close()
