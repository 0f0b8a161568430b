"""The Discord client: what it may see, which commands it has, how it starts, fails and closes."""

import asyncio
import gc
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import discord
import yarl
from discord import Interaction, app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from bot.domain.errors import UserError
from bot.services.departures import Departures
from bot.services.fixes import Fixes
from bot.services.lookups import Lookups
from bot.services.privacy import Privacy
from bot.services.trivia import Trivia
from bot.services.wishes import Wishes
from bot.ui.desk import Desk
from bot.ui.moderation_desk import ModerationDesk
from bot.ui.presses import PRESSES
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.trivia_ids import TRIVIA
from bot.ui.trivia_presses import TriviaDesks
from bot.ui.wish_desk import WishDesk
from bot.ui.wish_ids import WISH
from bot.ui.wish_presses import WISH_PRESSES, press_wish

EXTENSIONS = (
    "cogs.about",
    "cogs.connections",
    "cogs.crossovers",
    "cogs.fixes",
    "cogs.lookups",
    "cogs.pictures",
    "cogs.privacy",
    "cogs.sources",
    "cogs.trivia",
    "cogs.trivia_admin",
    "cogs.wish_admin",
    "cogs.wishes",
)
"""Every module of commands; one that fails to load stops the start."""

_ANSWERING = (  # how discord.py names the tasks that answer
    "CommandTree-invoker",
    "discord-ui-dynamic-item",
    "discord.py: on_interaction",
)
_STALE_FORM = "That form is from another version of me; please open it again with the command."
_LAST_ANSWERS_SECONDS = 2
_RESUMABLE = 4000  # any close code but 1000 and 1001 leaves the session to be resumed for some minutes (Discord)

_log = logging.getLogger(__name__)


discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks, so their absence is no news


TakeForm = Callable[[Interaction], Awaitable[bool]]
"""Takes a form that was sent, if it is of a kind it knows; returns whether it is."""


class SyncRecord(Protocol):
    """Where it is kept which commands Discord was last told of."""

    async def last_hash(self, application_id: int) -> str | None:
        """Return the hash of the commands last registered, or None."""
        ...

    async def record(self, application_id: int, tree_hash: str, synced_at: datetime) -> None:
        """Keep the hash of the commands just registered."""
        ...


class Tree(app_commands.CommandTree["Client"]):
    """The commands, and the one place where their errors end."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the person, whatever it was."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            cause = UserError("That command has changed since your app loaded it; restart Discord and try again.")
        await self.client.desk.apologise(interaction, cause)


class Client(commands.AutoShardedBot):
    """Gueststar on Discord. It needs no intent: what an answer needs is in the interaction."""

    def __init__(  # noqa: PLR0913  (whoever starts one leaves out what is not to be kept)
        self,
        lookups: Lookups,
        version: str,
        syncs: SyncRecord | None = None,
        *,
        fixes: Fixes | None = None,
        wishes: Wishes | None = None,
        privacy: Privacy | None = None,
        departures: Departures | None = None,
        trivia: Trivia | None = None,
    ) -> None:
        """Make a client; without a record of syncs the commands are registered at every start.

        Without `fixes`, `wishes` and `trivia` none are kept, and who sends one is told so.
        """
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        )
        self.desk = Desk(lookups)
        self.fixes = fixes or Fixes(lookups)
        self.wish_desk = WishDesk(self, wishes)
        self.moderation_desk = ModerationDesk(self.wish_desk)
        self.trivia = TriviaDesks(TriviaDesk(self, lookups, trivia))
        self.privacy = privacy or Privacy(lookups)
        self.departures = departures or Departures()
        self.forms: list[TakeForm] = []
        self.version = version
        self._syncs = syncs

    async def setup_hook(self) -> None:
        """Load the commands and register them where they have changed, once logged in."""
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        self.add_dynamic_items(*PRESSES, *WISH_PRESSES)
        await self._sync()
        gc.freeze()  # what lives as long as the process need not be looked at again
        gc.enable()

    async def _sync(self) -> None:
        tree_hash = self.tree_hash()
        application = self.application_id or 0
        if self._syncs is not None and await self._syncs.last_hash(application) == tree_hash:
            return
        await self.tree.sync()
        _log.info("registered %d commands", len(self.tree.get_commands()))
        if self._syncs is not None:
            await self._syncs.record(application, tree_hash, discord.utils.utcnow())

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (of discord.py)
        """Pass an event on; of interactions, which are many, only those that `on_interaction` answers."""
        if event_name != "interaction" or _is_ours(args[0]):
            super().dispatch(event_name, *args, **kwargs)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer what discord.py knows no answer to: a form that comes back, what is pressed about a wish or in trivia.

        All are known by their custom_id alone, so a restart in between does no harm.
        """
        try:
            if interaction.type is discord.InteractionType.component:
                await self._press(interaction, _custom_id(interaction))
            elif _custom_id(interaction).startswith(TRIVIA):
                await self.trivia.take_form(interaction, _custom_id(interaction))
            elif not any([await take(interaction) for take in self.forms]):
                await self.desk.apologise(interaction, UserError(_STALE_FORM))
        except Exception as error:  # noqa: BLE001  (the last place before the person; the desk logs it)
            await self.desk.apologise(interaction, error)

    async def _press(self, interaction: Interaction, custom_id: str) -> None:
        if custom_id.startswith(WISH):
            await press_wish(interaction, custom_id)
        else:
            await self.trivia.press(interaction, custom_id)

    def tree_hash(self) -> str:
        """Return a hash that changes whenever a command does."""
        payload: list[dict[str, Any]] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard; what cannot be resumed later reconnects to this same gateway, not to a built-in address."""
        DiscordWebSocket.DEFAULT_GATEWAY = gateway
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def close(self) -> None:
        """Let answers under way arrive, and end connections so that Discord keeps the sessions for a restart."""
        if not self.is_closed():
            await _last_answers()
            for shard in self.shards.values():
                socket = shard._parent.ws  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # discord.py closes with 1000 only
                socket.close = partial(_close_resumably, socket.close)
        await super().close()


def _is_ours(interaction: Interaction) -> bool:
    if interaction.type is discord.InteractionType.component:
        return _custom_id(interaction).startswith((WISH, TRIVIA))
    return interaction.type is discord.InteractionType.modal_submit


def _custom_id(interaction: Interaction) -> str:
    return str((interaction.data or {}).get("custom_id", ""))


async def _last_answers() -> None:
    answers = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
    if answers:
        await asyncio.wait(answers, timeout=_LAST_ANSWERS_SECONDS)


async def _close_resumably(close: Any, code: int = _RESUMABLE) -> None:  # noqa: ANN401, ARG001  (called in the place of a socket's close)
    await close(code=_RESUMABLE)
