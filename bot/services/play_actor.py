"""The actor of a play: takes its events one after another, keeps each change before anything is said, and shows it.

Between two events it has no task but the timer's, so that neither a shutdown nor a simulated Discord waits for it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import UserError
from bot.domain.identities import MessageId
from bot.domain.plays import KeptPlay, Post, moment_of
from bot.domain.posed import Posed, posed_values
from bot.domain.rounds.effects import Ask, Show, ShowLobby, WaitUntil
from bot.domain.rounds.events import Asked, ChannelLost, RanOut, Resumed, Shown, TimeUp
from bot.domain.rounds.play import Play
from bot.services.play_courses import Answered, Course, Effect, State, Values
from bot.services.play_crew import Crew, Heard, NotShown, PlaceLost
from bot.services.question_picking import subject_from

_log = logging.getLogger(__name__)

_AGAIN_SECONDS = 2.0  # after the database failed
_MOST_TRIES = 5  # of an event that nobody waits for
_WAITS_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # between tries to show something


@dataclass(eq=False, slots=True)
class _Event:
    event: object
    question: Values | None = None
    answer: "asyncio.Future[Heard | None] | None" = None
    tries: int = 0

    def settle(self, heard: Heard | None) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_result(heard)

    def fail(self, error: Exception) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_exception(error)


class PlayActor:
    """Moves one play on, and tells `once_over` when there is nothing left to do."""

    def __init__(self, kept: KeptPlay, course: Course, crew: Crew, once_over: Callable[["PlayActor"], None]) -> None:
        self.kept = kept
        self.state: State = course.read(kept.body)
        self._course = course
        self._crew = crew
        self._once_over = once_over
        self._waiting: deque[_Event] = deque()
        self._shows: deque[tuple[Values, Post | None]] = deque((post.values, post) for post in kept.posts)
        self._serving: asyncio.Task[None] | None = None
        self._showing: asyncio.Task[None] | None = None
        self._timer: asyncio.Task[None] | None = None
        self._others: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def begin(self) -> None:
        """Wait for what comes."""
        self._set_timer()
        self._show_soon()

    def resume(self) -> None:
        """Go on after a restart; with what nobody may have seen, before the time for it is over."""
        unseen = self._course.unseen(self.state, self.kept.message)
        if unseen is not None:
            self._shows.append((unseen, None))
        self._show_soon()
        if self.kept.due_at is None:
            self._do(self._leave_if_over())
        elif unseen is not None:
            self._set_timer(at_least=_AGAIN_SECONDS)
        else:
            self.hand(Resumed(self._crew.time.now()))

    async def tell(self, event: object) -> Heard | None:
        """Take an event; return what came of it once that is kept, None where the play is another process's by now."""
        answer: asyncio.Future[Heard | None] = asyncio.get_running_loop().create_future()
        self._add(_Event(event, answer=answer))
        return await answer

    def hand(self, event: object) -> None:
        """Take an event that nobody waits for."""
        self._add(_Event(event))

    async def stand_in(self, message: MessageId) -> None:
        """Keep in which message the play stands."""
        await self._crew.keeper.place(self.kept, message)
        self.kept = replace(self.kept, message=message)

    async def close(self) -> None:
        """Stop at once; all that was acknowledged is kept, and another process can go on from it."""
        self._is_closed = True
        tasks = [one for one in (self._timer, self._serving, self._showing, *self._others) if one]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for event in self._waiting:
            event.settle(None)

    def _add(self, event: _Event) -> None:
        if self._is_closed:
            event.settle(None)
            return
        self._waiting.append(event)
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve(), name="events of a play")

    async def _serve(self) -> None:
        while self._waiting:
            group: list[_Event] = []
            try:
                await self._take(group)
            except asyncio.CancelledError:
                for event in group:
                    event.settle(None)
                raise
            except Exception as error:  # noqa: BLE001  (whatever it is, the play has to go on)
                _log.warning("a play could not be moved on", exc_info=error)
                await self._try_again(group, error)
        await self._leave_if_over()

    async def _try_again(self, group: list[_Event], error: Exception) -> None:
        """Tell those who wait that it failed; what nobody waits for is taken again, a few times."""
        for event in group:
            event.fail(error)
            event.tries += 1
        again = [event for event in group if event.answer is None and event.tries < _MOST_TRIES]
        self._waiting.extendleft(reversed(again))
        self._set_timer(at_least=_AGAIN_SECONDS)
        await asyncio.sleep(_AGAIN_SECONDS if again else 0)

    async def _take(self, group: list[_Event]) -> None:
        """Take events up to the first of which something comes that is to be shown, and keep all that at once."""
        state, subject, question = self.state, self.kept.subject, self.kept.question
        answers: list[Answered | None] = []
        news: list[Effect] = []
        while self._waiting and not news:
            event = self._waiting.popleft()
            group.append(event)
            before, (state, effects) = state, self._course.step(state, event.event)
            receipt = self._course.receipt(effects)
            answers.append(receipt)
            news = [one for one in effects if one is not receipt and not isinstance(one, WaitUntil | ShowLobby)]
            if event.question is not None and state is not before:
                question = event.question
        post = self._course.post(state, news, question) if news else None
        subject, tally = self._course.news(state, subject, news, self._crew.time.now())
        changed = self.kept
        if state is not self.state:
            body = self._course.write(state)
            changed = replace(self.kept, body=body, subject=subject, question=question, due_at=state.due_at)
            if not await self._crew.keeper.keep(changed, post, tally):
                await self._read_again(group)
                return
        self._accept(state, changed, post)
        for event, receipt in zip(group, answers, strict=True):
            event.settle(Heard(receipt, state, self.kept))
        self._act(news)

    def _accept(self, state: State, changed: KeptPlay, post: Values | None) -> None:
        was_due, kept = self.kept.due_at, self.kept
        if state is not self.state:
            kept = replace(changed, version=changed.version + 1, message=self.kept.message)
        self.state, self.kept = state, kept
        if post is not None:
            self._shows.append((post, Post(changed.version, post)))
        if kept.due_at != was_due or self._timer is None or self._timer.done():
            self._set_timer()

    async def _read_again(self, group: list[_Event]) -> None:
        """Take a play over as it was changed, or give it up where it is another process's.

        Perhaps this process did, by a write that seemed to fail; what was to be shown or done of that is still to be.
        """
        kept = await self._crew.keeper.find(self.kept.guild, self.kept.id)
        if kept is None or not await self._crew.keeper.owns(kept.guild, kept.id):
            for event in (*group, *self._waiting):
                event.settle(None)
            self._waiting.clear()
            self._shows.clear()
            self._give_up()
            return
        self.kept, self.state = replace(kept, posts=()), self._course.read(kept.body)
        known = {post.number for _, post in self._shows if post}
        self._shows.extend((post.values, post) for post in kept.posts if post.number not in known)
        self._waiting.extendleft(reversed([*group, _Event(Resumed(self._crew.time.now()))]))
        self._set_timer()
        self._show_soon()

    def _act(self, news: Iterable[Effect]) -> None:
        for effect in news:
            if isinstance(effect, Ask):
                self._do(self._ask(effect))
            elif isinstance(effect, Show):
                self._shows.append(({"starts": effect.round}, None))
        self._show_soon()

    async def _ask(self, ask: Ask) -> None:
        """Pick a question and hand it in; while none can be picked it is tried again, until the timer ends the play."""
        state: Play = self.state
        in_play = self.kept.subject.get("asked", ())
        subject = subject_from(self.kept.subject)
        while self.state.number == ask.round and self.kept.due_at is not None and not self._is_closed:
            try:
                posed = await self._crew.picker.pick(state.guild, subject, state.rules.level, in_play)
                break
            except Exception as error:  # noqa: BLE001  (of the database, or what nobody has thought of)
                _log.warning("no question could be picked", exc_info=error)
                await asyncio.sleep(_AGAIN_SECONDS)
        else:
            return
        now = self._crew.time.now()
        if posed is None:
            self.hand(RanOut(now, ask.round))
        else:
            self._add(_Event(_asked(posed, now, ask.round), posed_values(posed)))

    def _show_soon(self) -> None:
        if self._shows and not self._is_closed and (self._showing is None or self._showing.done()):
            self._showing = asyncio.create_task(self._show_all(), name="showing a play")

    async def _show_all(self) -> None:
        while self._shows:
            try:
                await self._show_next(*self._shows[0])
            except Exception as error:  # noqa: BLE001  (of the database: shown again, at the same place, when it is back)
                _log.warning("what was shown of a play could not be kept", exc_info=error)
                await asyncio.sleep(_AGAIN_SECONDS)
        await self._leave_if_over()

    async def _show_next(self, values: Values, post: Post | None) -> None:
        message = await self._show(values, f"post {post.number}" if post else f"round {values.get('starts', 0)}")
        if message is not None and message != self.kept.message:
            await self.stand_in(message)
        if post is not None:
            await self._crew.keeper.shown(self.kept, post)
        if self._shows:
            self._shows.popleft()
        if message is not None and "starts" in values:
            self.hand(Shown(moment_of(message), values["starts"]))

    async def _show(self, values: Values, mark: str) -> MessageId | None:
        """Show something; None where that cannot be, of which the play is told. Raises UserError without a database."""
        for seconds in (*_WAITS_SECONDS, None):
            try:
                return await self._crew.stage.show(self.kept, self.state, values, mark)
            except PlaceLost:
                break
            except UserError:  # it cannot be looked up who is hidden, which says nothing about the channel
                raise
            except NotShown as failure:
                _log.warning("something of a play has to wait: %s", failure.__cause__ or failure)
            except Exception as error:  # noqa: BLE001  (what nobody has thought of)
                _log.warning("something of a play could not be shown", exc_info=error)
            if seconds is not None:
                await asyncio.sleep(seconds)
        if self.kept.due_at is not None:
            self.hand(ChannelLost(self._crew.time.now()))
        return None

    async def _leave_if_over(self) -> None:
        if self.kept.due_at is None and not self._shows and not self._waiting and not self._is_closed:
            self._give_up()
            try:
                await self._crew.keeper.forget(self.kept)
            except Exception as error:  # noqa: BLE001  (of the database: whoever looks after plays finds it again)
                _log.warning("a play that is over could not be forgotten", exc_info=error)

    def _give_up(self) -> None:
        self._is_closed = True
        if self._timer:
            self._timer.cancel()
        self._once_over(self)

    def _set_timer(self, at_least: float = 0.0) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None
        if self.kept.due_at is not None and not self._is_closed:
            seconds = (self.kept.due_at - self._crew.time.now()).total_seconds()
            self._timer = asyncio.create_task(self._wake(max(seconds, at_least)), name="timer of a play")

    async def _wake(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.hand(TimeUp(self._crew.time.now()))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name="asking of a play")
        self._others.add(task)
        task.add_done_callback(self._others.discard)


def _asked(posed: Posed, at: datetime, round_: int) -> Asked:
    return Asked(at, round_, posed.id, posed.answer, len(posed.choices))
