"""Duels driven by chance: any event at any time, in any order, late, twice, from elsewhere and after the end."""

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from bot.domain.identities import ChannelId, GuildId, UserId
from bot.domain.links.duel import Duel, Stage
from bot.domain.links.effects import LinkEffect, LinkEnd, LinkPost, LinkReceipt, LinkReceiptKind, ShowEnd, ShowTurn
from bot.domain.links.engine import open_duel, step
from bot.domain.links.events import Accepted, LinkEvent, LinkPressed, Named, Resigned
from bot.domain.links.rules import LinkRules
from bot.domain.links.values import duel_from, duel_values, post_from, post_values
from bot.domain.pack import CharacterId
from bot.domain.plays import PlayId
from bot.domain.rounds.effects import Ended, EndReason, WaitUntil
from bot.domain.rounds.events import Caller, ChannelLost, Resumed, Shown, Skipped, Stopped, TimeUp
from tests.domain.links.duels import OPENED, UNIVERSE, caller, crowd, judge_of, moment

PEOPLE = 4
_PASSED = (0, 0, 1, 40, 300, 1_500, 4_000)
_ON_THE_WAY = (0, 0, 0, 1, 300, 900, 5_000)
_LETTERS = "abcdefghijklmnop"


class Walk:
    """One duel at a time, a new one in another universe after each end; every step is checked."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.steps = self.duels = self.count = self.now = 0
        self.ends: Counter[LinkEnd] = Counter()
        self.reasons: set[EndReason] = set()
        self.told: set[LinkReceiptKind] = set()
        self.open()

    def open(self) -> None:
        rng = self.rng
        casts = [set(rng.sample(_LETTERS, rng.choice((2, 3, 5, 9)))) for _ in range(rng.choice((2, 8, 40)))]
        self.casts = {f"film-{at}": cast for at, cast in enumerate(casts)}
        self.judge = judge_of(crowd(*("".join(sorted(cast)) for cast in casts)))
        first = rng.choice(sorted(casts[0]))
        invited = UserId(rng.randint(2, PEOPLE)) if rng.random() < 0.3 else None
        self.count += 1
        rules = LinkRules(UNIVERSE, rng.randint(10, 40))
        self.duel, _ = open_duel(caller(1, self.now, self.count), rules, CharacterId(first), invited)
        self.ended = 0
        self.done: list[LinkPressed] = []
        self.duels += 1

    def run(self, steps: int) -> None:
        while self.steps < steps:
            for _ in range(self.rng.choice((5, 60, 400))):
                self.take(self.event())
                if self.duel.stage is Stage.ENDED:
                    break
            self.let_end()
            for _ in range(3):
                self.take(self.event())
            assert self.ended == 1
            self.open()

    def let_end(self) -> None:
        """With nothing but time a duel comes to its end: nobody is there, and none is stuck."""
        for _ in range(2):
            if self.duel.stage is not Stage.ENDED:
                self.now = max(self.now, self.due_ms())
                self.take(TimeUp(moment(self.now)))
        assert self.duel.stage is Stage.ENDED

    # what happens

    def event(self) -> LinkEvent:
        self.now += self.rng.choice(_PASSED)
        if self.rng.random() < 0.5 and self.duel.stage is Stage.TURN and not self.duel.is_shown:
            return Shown(moment(self.now - self.rng.choice((0, 200))), self.duel.turn - (self.rng.random() < 0.1))
        if self.rng.random() < 0.1 and self.done:
            return self.rng.choice(self.done)
        return self.rng.choices(_KINDS, _WEIGHTS)[0](self)

    def named(self) -> LinkEvent:
        """Mostly whoever has the turn names somebody who is likely to be a move; sometimes at the very end."""
        press, rng = self.caller(), self.rng
        if rng.random() < 0.8 and self.duel.opponent:
            press = replace(press, person=self.duel.mover)
        if rng.random() < 0.1 and self.duel.due_at:
            end_ms = (self.duel.ends_at - OPENED).total_seconds() * 1_000
            press = replace(press, interaction=caller(1, int(end_ms) + rng.choice((-1, 0, 1)), self.count).interaction)
        near = sorted(set().union(*(cast for cast in self.casts.values() if self.duel.last in cast), {"z"}))
        turn = self.duel.turn - rng.choice((0, 0, 0, 0, 1, 2))
        return Named(press, CharacterId(rng.choice(near) if rng.random() < 0.8 else rng.choice(_LETTERS)), turn)

    def caller(self) -> Caller:
        self.count += 1
        at = max(0, self.now - self.rng.choice(_ON_THE_WAY))
        press = caller(self.rng.randint(1, PEOPLE), at, self.count, moderates=self.rng.random() < 0.1)
        if self.rng.random() > 0.03:
            return press
        return self.rng.choice(
            (replace(press, guild=GuildId(11)), replace(press, channel=ChannelId(21)), replace(press, play=PlayId(31)))
        )

    def time_up(self) -> LinkEvent:
        if self.rng.random() < 0.3:
            self.now = max(self.now, self.due_ms())
        return TimeUp(moment(self.now))

    def due_ms(self) -> int:
        return self.now if self.duel.due_at is None else int((self.duel.due_at - OPENED).total_seconds() * 1_000) + 1

    # what has to hold

    def take(self, event: LinkEvent) -> tuple[LinkEffect, ...]:
        before, judge = self.duel, self.judge if self.rng.random() > 0.002 else None
        after, effects = step(before, event, judge)
        self.steps += 1
        self.duel = duel_from(json.loads(json.dumps(duel_values(after))))
        assert self.duel == after
        assert step(self.duel, event, judge) == step(after, event, judge)
        if before.stage is Stage.ENDED:
            assert (after, effects) == (before, ())
        if after is before:
            assert all(isinstance(one, LinkReceipt | WaitUntil) for one in effects)
        self.hold_ends(after, effects)
        self.hold_chain(before, after)
        self.hold_time(before, after, event)
        self.hold_posts(after, effects)
        if isinstance(event, LinkPressed):
            self.hold_presses(before, after, event, effects)
        return effects

    def hold_ends(self, after: Duel, effects: tuple[LinkEffect, ...]) -> None:
        """One end, as the last effect; all else waits for a moment."""
        ends = [effect for effect in effects if isinstance(effect, Ended)]
        assert (after.stage is Stage.ENDED) == (after.due_at is None)
        self.ended += len(ends)
        if ends:
            assert effects[-1] is ends[0]
            assert after.stage is Stage.ENDED
            assert self.ended == 1
        self.reasons.update(effect.reason for effect in ends)
        for end in (effect for effect in effects if isinstance(effect, ShowEnd)):
            self.ends[end.why] += 1
            assert (end.winner is None) == (end.why not in (LinkEnd.TIME_UP, LinkEnd.RESIGNED, LinkEnd.NOBODY_LEFT))
            assert end.winner is None or end.winner in after.players

    def hold_chain(self, before: Duel, after: Duel) -> None:
        """Turns alternate; nobody is named twice; a place links three times at most, and both are in it."""
        steps = after.chain
        assert steps[: len(before.chain)] == before.chain
        assert len(steps) - len(before.chain) in (0, 1)
        assert len({one.character for one in steps}) == len(steps)
        if after.opponent:
            host, guest = after.players
            assert [one.by for one in steps[1:]] == [(host, guest)[number % 2] for number in range(1, len(steps))]
        uses = Counter(one.place for one in steps[1:])
        assert all(times <= 3 for times in uses.values())
        for one, other in pairwise(steps):
            assert other.place is not None
            assert {one.character, other.character} <= self.casts[other.place.title]
        if len(steps) > len(before.chain):
            self.hold_move(before, after)

    def hold_move(self, before: Duel, after: Duel) -> None:
        """A move is linked by the place used least, then earliest; the duel ends with it where nobody is left."""
        last, named = before.last, after.last
        uses = Counter(str(one.place.title) for one in before.chain if one.place)
        shared = [film for film, cast in self.casts.items() if {last, named} <= cast]
        place = after.chain[-1].place
        assert place is not None
        assert place.title == min(shared, key=lambda film: uses[film])
        assert uses[place.title] < 3
        uses[place.title] += 1
        open_casts = [cast for film, cast in self.casts.items() if named in cast and uses[film] < 3]
        left = set().union(*open_casts) - {one.character for one in after.chain}
        assert (after.stage is Stage.ENDED) == (not left)

    def hold_time(self, before: Duel, after: Duel, event: LinkEvent) -> None:
        """A turn has its whole time at least, which never gets shorter; a move was sent within it."""
        if after.stage is Stage.TURN:
            assert (after.ends_at - after.moved_at).total_seconds() >= after.rules.seconds
            if before.stage is Stage.TURN and before.turn == after.turn:
                assert after.ends_at >= before.ends_at
        if len(after.chain) > len(before.chain):
            assert isinstance(event, Named)
            assert before.moved_at < event.caller.at < before.ends_at

    def hold_posts(self, after: Duel, effects: tuple[LinkEffect, ...]) -> None:
        """What is shown is one post at the most, and the same after it was kept; a turn's is about the turn."""
        posts = [effect for effect in effects if isinstance(effect, LinkPost)]
        assert len(posts) <= 1
        for post in posts:
            assert post_from(json.loads(json.dumps(post_values(post)))) == post
            if isinstance(post, ShowTurn):
                assert (post.turn, post.mover, post.ends_at) == (after.turn, after.mover, after.ends_at)
                assert post.chain[-1].character == after.last

    def hold_presses(self, before: Duel, after: Duel, event: LinkPressed, effects: tuple[LinkEffect, ...]) -> None:
        """Presses have their effect once, and only where they belong; receipts are one's own."""
        press = event.caller
        is_here = (press.play, press.guild, press.channel) == (before.id, before.guild, before.channel)
        assert is_here or (after is before and effects == ())
        for receipt in (effect for effect in effects if isinstance(effect, LinkReceipt)):
            assert (receipt.person, receipt.interaction) == (press.person, press.interaction)
            self.told.add(receipt.kind)
            if receipt.kind is LinkReceiptKind.LINKED:
                assert receipt.ends == (after.stage is Stage.ENDED)
        if any(event is one for one in self.done):
            assert (after, effects) == (before, ())
        if after is not before:
            assert after.seen[press.person] == press.interaction > before.seen.get(press.person, 0)
            self.done.append(event)


_KINDS: list[Callable[[Walk], LinkEvent]] = [
    Walk.named,
    Walk.time_up,
    lambda walk: Accepted(walk.caller()),
    lambda walk: Resigned(walk.caller()),
    lambda walk: Stopped(walk.caller()),
    lambda walk: Skipped(walk.caller()),
    lambda walk: Resumed(moment(walk.now)),
    lambda walk: ChannelLost(moment(walk.now)),
]
_WEIGHTS = [60, 8, 8, 0.3, 0.5, 0.5, 2, 0.1]
