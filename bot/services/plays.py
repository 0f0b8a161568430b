"""The plays underway: opening them, handing them what is pressed, taking them up after a restart."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, GuildId, MessageId, UserId
from bot.domain.plays import KeptPlay, PlayId, PlayKind
from bot.domain.rounds.events import Caller, ChannelLost
from bot.services.discord_time import DiscordTime
from bot.services.play_actor import PlayActor
from bot.services.play_courses import Course, Event, State, Values
from bot.services.play_crew import Crew, Heard, Keeper, Stage
from bot.services.question_picking import QuestionPicker

_log = logging.getLogger(__name__)

_BUSY = "There is a play in this channel already; join it, or have its host or a moderator end it with /trivia stop."
_MOMENT = "That play goes on in a moment; please press again."


class PlayKeeper(Keeper, Protocol):
    """Where plays are kept, for a process that moves some of them on."""

    async def open(self, kept: KeptPlay, now: datetime) -> bool:
        """Keep a new play; return False where one is underway in its channel."""
        ...

    async def in_channel(self, guild: GuildId, channel: ChannelId) -> PlayId | None:
        """Return the play underway in a channel, or None."""
        ...

    async def take(self, now: datetime) -> tuple[KeptPlay, ...]:
        """Take the plays that no process moves on any more."""
        ...

    async def mine(self) -> Sequence[tuple[GuildId, PlayId]]:
        """Return all plays that are this process's."""
        ...

    async def renew(self, now: datetime) -> None:
        """Say that this process still moves its plays on."""
        ...

    async def let_go(self, now: datetime) -> None:
        """Say that this process moves on none any more."""
        ...

    async def hidden(self, people: Sequence[UserId]) -> frozenset[UserId]:
        """Return who of some people has themselves hidden."""
        ...

    async def forget_messages(self) -> None:
        """Forget in which messages plays stand."""
        ...


class Plays:
    """Has an actor for each play that this process moves on."""

    def __init__(
        self, keeper: PlayKeeper, picker: QuestionPicker, time: DiscordTime, courses: Sequence[Course]
    ) -> None:
        self._keeper = keeper
        self._picker = picker
        self.time = time
        self._courses: Mapping[PlayKind, Course] = {course.kind: course for course in courses}
        self._actors: dict[PlayId, PlayActor] = {}
        self._opening: set[PlayId] = set()
        self._unreadable: set[PlayId] = set()
        self._stage: Stage | None = None
        self._taking = asyncio.Lock()
        self._is_held = False

    @property
    def underway(self) -> int:
        """Return how many plays this process moves on."""
        return len(self._actors)

    def show_on(self, stage: Stage) -> None:
        """Show plays on a stage from now on."""
        self._stage = stage

    async def open(self, kind: PlayKind, state: State, subject: Values) -> None:
        """Begin a play; raises UserError where one is underway in its channel."""
        kept = KeptPlay(
            guild=state.guild,
            id=state.id,
            channel=state.channel,
            kind=kind,
            subject=subject,
            body=self._courses[kind].write(state),
            question=None,
            message=None,
            version=0,
            due_at=state.due_at,
        )
        self._opening.add(kept.id)
        try:
            if not await self._keeper.open(kept, self.time.now()):
                raise UserError(_BUSY)
            self._enter(kept).begin()
        finally:
            self._opening.discard(kept.id)

    async def place(self, play: PlayId, message: MessageId) -> None:
        """Keep in which message a play stands that was just opened."""
        actor = self._actors.get(play)
        if actor:
            await actor.stand_in(message)

    async def press(self, event: Event) -> Heard | None:
        """Hand in what somebody pressed; return what came of it, None where that play is over or never was.

        Raises UserError where another process is about to move it on.
        """
        caller: Caller = event.caller
        self.time.heard(caller.at)
        actor = self._actors.get(caller.play)
        heard = await actor.tell(event) if actor else None
        if heard is not None:
            return heard if heard.state.guild == caller.guild and heard.state.channel == caller.channel else None
        kept = await self._keeper.find(caller.guild, caller.play)
        if kept and kept.due_at and kept.channel == caller.channel:
            raise UserError(_MOMENT)
        return None

    async def in_channel(self, guild: GuildId, channel: ChannelId) -> PlayId | None:
        """Return the play underway in a channel, or None."""
        return await self._keeper.in_channel(guild, channel)

    def held(self, play: PlayId) -> tuple[KeptPlay, State] | None:
        """Return a play that this process moves on as it is now, or None."""
        actor = self._actors.get(play)
        return (actor.kept, actor.state) if actor else None

    def held_in(self, guild: GuildId, channel: ChannelId) -> State | None:
        """Return the play underway in a channel as it is now, None where this process moves none on; from memory."""
        for actor in self._actors.values():
            kept = actor.kept
            if (kept.guild, kept.channel) == (guild, channel) and kept.due_at is not None:
                return actor.state
        return None

    async def hidden(self, people: Sequence[UserId]) -> frozenset[UserId]:
        """Return who of some people has themselves hidden."""
        return await self._keeper.hidden(people)

    def lose(self, play: PlayId) -> None:
        """Say that a play's channel is gone, or that nothing can be written there."""
        actor = self._actors.get(play)
        if actor:
            actor.hand(ChannelLost(self.time.now()))

    def hold(self) -> None:
        """Take nothing up until `show_anew`, as it could not be shown yet."""
        self._is_held = True

    async def show_anew(self) -> None:
        """Take plays up where all messages are gone in which they stood."""
        await self._keeper.forget_messages()
        self._is_held = False
        await self.look_after()

    async def look_after(self) -> None:
        """Say that this process is there, and take up the plays of those that are not; to be done every few seconds.

        Some are this process's and yet have no actor: a write failed just as it was done, or one could not be read.
        """
        if self._is_held:
            return
        async with self._taking:
            now = self.time.now()
            if self._actors:
                await self._keeper.renew(now)
            for kept in await self._keeper.take(now):
                self._take_up(kept)
            for guild, play in await self._keeper.mine():
                if play not in self._actors and play not in self._opening:
                    kept = await self._keeper.find(guild, play)
                    if kept is not None:
                        self._take_up(kept)

    def _take_up(self, kept: KeptPlay) -> None:
        """Go on with a play; one that cannot be read waits for a version of this program that can."""
        if kept.id not in self._actors and kept.id not in self._unreadable:
            try:
                self._enter(kept).resume()
            except (ValueError, KeyError, TypeError):
                self._unreadable.add(kept.id)
                _log.exception("a play cannot be read")

    async def close(self) -> None:
        """Let all plays go as they are, for another process to go on with."""
        async with self._taking:
            actors = list(self._actors.values())
            self._actors.clear()
            await asyncio.gather(*(actor.close() for actor in actors))
            if actors:
                await self._keeper.let_go(self.time.now())

    def _enter(self, kept: KeptPlay) -> PlayActor:
        if self._stage is None:
            raise RuntimeError("plays need a stage before they begin")
        crew = Crew(self._keeper, self._stage, self._picker, self.time)
        actor = PlayActor(kept, self._courses[kept.kind], crew, self._leave)
        self._actors[kept.id] = actor
        return actor

    def _leave(self, actor: PlayActor) -> None:
        if self._actors.get(actor.kept.id) is actor:
            del self._actors[actor.kept.id]
