"""People who play trivia in channels, one play after another, whatever becomes of the bot meanwhile."""

import asyncio
import copy
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .play_rules import SECONDS, Press, Round
from .play_shown import Podium, Question, acts, podium_in, question_in, result_in
from .rigging import Discord, Message, is_private, over, texts

HOST = 20
"""The first of the people of a server, by the rig's numbers."""
_BUSY = "There is a play in this channel already"
_LONGEST_WAIT = 0.5  # seconds, for news in the channel before the host looks what there is to do
_MOST_PRESSES = 3


@dataclass
class Played:
    """All that was seen of a play."""

    id: int
    mode: str
    rounds: dict[int, Round] = field(default_factory=dict)
    podiums: dict[str, list[Podium]] = field(default_factory=dict)
    """By nonce, what was sent; the same nonce is the same message."""
    ended: list[str] = field(default_factory=list)
    """Ends without a podium."""

    @property
    def is_over(self) -> bool:
        """Tell whether the end was seen."""
        return bool(self.podiums or self.ended)


class Table:
    """A channel, and those who play there: so many of the server's people, the first of whom is the host."""

    def __init__(
        self,
        discord: Discord,
        place: tuple[int, int],
        rules: tuple[str, int],
        chance: random.Random,
        is_kept: Callable[[str], bool],
    ) -> None:
        """Sit down in a channel for plays of a mode and so many rounds; `is_kept` tells of one in the database."""
        self.discord = discord
        self.guild, self.channel = place
        self.id = str(discord.server.world.channel_id(*place))
        self.mode, self._rounds = rules
        self.plays: list[Played] = []
        self.changes: list[float] = []
        self.news = asyncio.Event()
        self.is_closing = False
        self.closed = asyncio.Event()
        self._has_seen_enough = False
        self.problems: list[str] = []
        self._is_kept = is_kept
        self._chance = chance
        self._seats = {"solo": 1, "duel": 2}.get(self.mode, 4)
        self._offers: dict[str, tuple[Message, str]] = {}
        self._pressing: set[asyncio.Task[None]] = set()

    @property
    def current(self) -> Played | None:
        """The play underway, or None."""
        return self.plays[-1] if self.plays and not self.plays[-1].is_over else None

    def see(self, message: Message) -> None:
        """Take note of what the bot has written, or changed, in the channel."""
        if self._has_seen_enough:
            return
        message = copy.deepcopy(message)
        self.changes.append(time.monotonic())
        self.news.set()
        self._take_offers(message)
        question, result, podium = question_in(message), result_in(message), podium_in(message)
        if question:
            self._ask(message, question)
        elif podium:
            self._end(message["nonce"], podium)
        elif self.current is None:
            return
        elif result:
            round_ = self.current.rounds[result.round]
            round_.revealed_at = round_.revealed_at or self.now()
            round_.results.append(result)
            round_.shown_in.add(int(message["id"]))
            round_.texts.add(result.text)
        elif not acts(message) and not texts(message)[0].startswith("## "):
            self.current.ended.append(texts(message)[0])

    def _take_offers(self, message: Message) -> None:
        self._offers = {}
        for act, (play, custom_id) in acts(message).items():
            self._offers[act] = (message, custom_id)
            if act == "join" and all(one.id != play for one in self.plays):
                self.plays.append(Played(play, self.mode))

    def _ask(self, message: Message, question: Question) -> None:
        if all(one.id != question.play for one in self.plays):  # whoever plays alone has no lobby to press in
            self.plays.append(Played(question.play, self.mode))
        played = self.current
        if played is None or played.id != question.play:
            self.problems.append(f"doubled: a question of {question.play} is asked, which is over")
            return
        round_ = played.rounds.setdefault(question.round, Round())
        again = bool(round_.asked)
        round_.asked.add(int(message["id"]))
        round_.texts.add(question.text)
        round_.labels = tuple(label for label, _ in question.choices)
        for person in range(self._seats + (self.mode != "survival")):
            if not again or self._chance.random() < 0.5:
                self._start(self._answer(round_, message, question, HOST + person))

    def _end(self, nonce: str, podium: Podium) -> None:
        """Take note of a podium: of the play underway, or of one before that is shown again."""
        played = next((one for one in self.plays if nonce in one.podiums), self.current)
        if played is None:
            self.problems.append(f"doubled: a podium without a play, {podium}")
        else:
            played.podiums.setdefault(nonce, []).append(podium)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._pressing.add(task)
        task.add_done_callback(self._pressing.discard)

    @staticmethod
    def now() -> float:
        """Return the time as Discord counts it, in milliseconds."""
        return time.time() * 1000 - 1_420_070_400_000

    async def _answer(self, round_: Round, message: Message, question: Question, person: int) -> None:
        """Press what somebody presses in a round, at random moments: some at once, some too late."""
        presses = self._chance.choice((0, 1, 1, 2, 2, _MOST_PRESSES))
        moments = sorted(max(0.0, self._chance.uniform(-1, SECONDS + 0.3)) for _ in range(presses))
        began = time.monotonic()
        for moment in moments:
            await asyncio.sleep(max(0.0, began + moment - time.monotonic()))  # the moment of the press
            place = self._chance.randrange(len(question.choices))
            await self._choose(round_, message, question.choices[place][1], place, person)

    async def _choose(self, round_: Round, message: Message, custom_id: str, place: int, person: int) -> None:
        connection = self.discord.server.session(self.guild).conn
        pressed = self.discord.server.click(message, custom_id, user=person)
        if connection is None or connection.ws.closed:
            return  # nobody there whom Discord could tell of it
        press = Press(int(_id_of(pressed.user)), place, pressed.id)
        round_.events.append(press)
        await over(pressed)
        if pressed.status == "ok":
            press.told, press.seconds = texts(pressed.original)[0], pressed.ack_ms / 1000

    async def sit(self) -> None:
        """Open plays and lead them, until there are to be no more, and none is kept of which nothing was seen yet."""
        while self.current or not self.is_closing or self._is_kept(self.id):
            if self.current is None:
                if not self.is_closing:
                    await self._open()
            elif "start" in self._offers:
                await self._begin()
            elif "go" in self._offers:
                await self._do("go")
            await self._wait()
        await asyncio.gather(*self._pressing)
        self.closed.set()

    async def _wait(self) -> None:
        self.news.clear()
        try:
            async with asyncio.timeout(_LONGEST_WAIT):
                await self.news.wait()
        except TimeoutError:
            pass

    async def _open(self) -> None:
        opened = await self._slash()
        if opened.status == "ok" and _BUSY in " ".join(texts(opened.original)):
            await self._wait()

    async def can_open(self) -> bool:
        """Open one play more; return whether its lobby is there."""
        self._has_seen_enough = True
        opened = await self._slash()
        return opened.status == "ok" and not is_private(opened.original)

    async def _slash(self) -> Any:
        options = {"mode": self.mode, "rounds": self._rounds, "seconds": SECONDS}
        return await self.discord.slash("trivia start", options, guild=self.guild, channel=self.channel, user=HOST)

    async def _begin(self) -> None:
        for person in range(1, self._seats):
            if "join" in self._offers:
                await self._do("join", HOST + person)
        if "start" in self._offers:
            await self._do("start")

    async def _do(self, act: str, person: int = HOST) -> None:
        message, custom_id = self._offers[act]
        await over(self.discord.server.click(message, custom_id, user=person))


def _id_of(person: int) -> str:
    return str(200_000_000_000_000_000 + person * 4_194_304)  # as the rig numbers people
