"""Plays driven by chance: any event at any time, in any order, late, twice, from elsewhere and after the end."""

import json
import random
from collections.abc import Callable
from dataclasses import replace

from bot.domain.identities import ChannelId, GuildId
from bot.domain.plays import PlayId
from bot.domain.rounds.effects import Effect, Ended, EndReason, Receipt, Reveal, RoundResult, WaitUntil
from bot.domain.rounds.engine import open_play, step
from bot.domain.rounds.events import (
    Asked,
    Caller,
    ChannelLost,
    Chose,
    Event,
    Joined,
    Left,
    Pressed,
    RanOut,
    Resumed,
    Shown,
    Skipped,
    Started,
    Stopped,
    TimeUp,
    WentOn,
)
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import LIVES, Mode, Rules
from bot.domain.rounds.values import play_from, play_values
from tests.domain.rounds.reckoning import Delivered, hold_players, is_meant_to_count, reckoned
from tests.domain.rounds.sittings import OPENED, caller, moment

_PEOPLE = 6
_CHOICES = 4
_PASSED = (0, 0, 1, 40, 300, 1_500, 4_000)
_ON_THE_WAY = (0, 0, 0, 1, 300, 1_200, 5_000)


class Walk:
    """One play at a time, a new one after each end; every step is checked."""

    def __init__(self, mode: Mode, seed: int) -> None:
        self.mode, self.rng = mode, random.Random(f"{mode}/{seed}")
        self.steps = self.plays = 0
        self.reasons: set[EndReason] = set()
        self.count = self.now = 0
        self.open()

    def open(self) -> None:
        rules = Rules(self.mode, self.rng.randint(1, 12), self.rng.randint(5, 30))
        self.count += 1
        self.play, _ = open_play(caller(1, self.now, self.count), rules)
        self.twins: list[tuple[Play, int]] = []
        self.results: list[RoundResult] = []
        self.sums: dict[int, tuple[int, int]] = {}
        self.done: list[Pressed] = []
        self.delivered: list[Delivered] = []
        self.plays += 1

    def run(self, steps: int) -> None:
        while self.steps < steps:
            for _ in range(self.rng.choice((5, 60, 400))):
                self.take(self.event())
                if self.play.phase is Phase.ENDED:
                    break
            self.let_end()
            for _ in range(3):
                self.take(self.event())
            self.open()

    def let_end(self) -> None:
        """With nothing but time a play comes to its end: nobody is there, and none is stuck."""
        for _ in range(8):
            if self.play.phase is not Phase.ENDED:
                self.now = max(self.now, self.due_ms())
                self.take(self.posed() if self.is_picking() else TimeUp(moment(self.now)))
        assert self.play.phase is Phase.ENDED

    # what happens

    def event(self) -> Event:
        self.now += self.rng.choice(_PASSED)
        if self.is_picking() and self.rng.random() < 0.6:
            return self.posed()
        if self.play.asked is not None and not self.play.asked.is_shown and self.rng.random() < 0.4:
            return Shown(moment(self.now - self.rng.choice((0, 200))), self.play.number)
        if self.rng.random() < 0.12 and self.done:
            return self.rng.choice(self.done)
        return self.rng.choices(_KINDS, _WEIGHTS)[0](self)

    def posed(self) -> Event:
        number = self.play.number + self.rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1)) * (self.rng.random() < 0.1)
        return Asked(moment(self.now), number, f"q{number}", self.rng.randrange(_CHOICES), _CHOICES)

    def chose(self) -> Event:
        asked, number = self.play.asked, self.play.number
        press = self.caller()
        if asked is not None and self.rng.random() < 0.2:  # around the end
            end_ms = -(-(asked.ends_at - OPENED).total_seconds() * 1_000 // 1)
            press = self.caller(at=int(end_ms) + self.rng.choice((-1, 0, 1)))
        return Chose(press, number - (self.rng.random() < 0.05), self.rng.randrange(-1 * (self.rng.random() < 0.02), 4))

    def caller(self, at: int | None = None) -> Caller:
        rng = self.rng
        self.count += 1
        person = 1 if rng.random() < 0.2 else rng.randint(1, _PEOPLE)
        ms = max(0, self.now - rng.choice(_ON_THE_WAY)) if at is None else at
        whole = caller(person, ms, self.count % (1 << 22), moderates=rng.random() < 0.1)
        if rng.random() < 0.96:
            return whole
        return rng.choice(
            (replace(whole, guild=GuildId(11)), replace(whole, channel=ChannelId(21)), replace(whole, play=PlayId(31)))
        )

    def time_up(self) -> Event:
        if self.rng.random() < 0.6:
            self.now = max(self.now, self.due_ms())
        return TimeUp(moment(self.now))

    def due_ms(self) -> int:
        return self.now if self.play.due_at is None else int((self.play.due_at - OPENED).total_seconds() * 1_000) + 1

    def is_picking(self) -> bool:
        return self.play.phase is Phase.ASKING and self.play.asked is None

    # what has to hold

    def take(self, event: Event) -> tuple[Effect, ...]:
        before = self.play
        after, effects = step(before, event)
        self.steps += 1
        self.play = play_from(json.loads(json.dumps(play_values(after))))
        assert self.play == after
        if before.phase is Phase.ENDED:
            assert (after, effects) == (before, ())
        if isinstance(event, Asked) and after.asked is not None and before.asked is None:
            self.delivered = []
        self.hold_ends(after, effects)
        self.hold_results(before, after, effects)
        self.hold_figures(after)
        self.hold_secrets(before, after, event, effects)
        if isinstance(event, Pressed):
            self.hold_presses(before, after, event, effects)
        return effects

    def hold_ends(self, after: Play, effects: tuple[Effect, ...]) -> None:
        """One end, as the last effect; all else waits for a moment."""
        ends = [effect for effect in effects if isinstance(effect, Ended)]
        is_end = bool(ends)
        assert len(ends) <= 1
        assert not ends or effects[-1] is ends[0]
        self.reasons.update(effect.reason for effect in ends)
        assert (after.phase is Phase.ENDED) == (after.due_at is None)
        if effects:
            assert (after.phase is Phase.ENDED) == is_end

    def hold_results(self, before: Play, after: Play, effects: tuple[Effect, ...]) -> None:
        """Scores are the sums of the results, one for each round."""
        found = [effect.result for effect in effects if isinstance(effect, Reveal)]
        assert len(found) <= 1
        for result in found:
            asked = before.asked
            assert asked is not None
            assert (result.round, result.question, result.answer) == (before.number, asked.question, asked.answer)
            assert all(result.round > earlier.round for earlier in self.results)
            assert sum(result.counts) == len(result.answers) == len({one.person for one in result.answers})
            assert all(one.is_right == (one.choice == result.answer) for one in result.answers)
            assert all(0 <= one.took_ms <= after.rules.seconds * 1_000 for one in result.answers)
            assert all(0 <= one.points <= 1_000 * one.is_right for one in result.answers)
            assert result.is_rated == (not result.is_skipped and len(asked.presses) >= 2)
            found_out = {int(one.person): (one.choice, one.points) for one in result.answers}
            assert found_out == ({} if result.is_skipped else reckoned(self.mode, asked, self.delivered))
            hold_players(before, after, result)
            self.results.append(result)
            for one in result.answers:
                score, right = self.sums.get(one.person, (0, 0))
                self.sums[one.person] = score + one.points, right + one.is_right
        for person, player in after.players.items():
            assert (player.score, player.right) == self.sums.get(person, (0, 0))

    def hold_figures(self, after: Play) -> None:
        assert 0 <= after.number <= after.rules.rounds
        assert len(after.present) <= after.rules.mode.seats
        assert after.host in after.present or not after.present
        for player in after.players.values():
            assert 0 <= player.lives <= LIVES
            assert 0 <= player.streak <= player.best_streak <= player.right
        if after.asked is not None:
            assert (after.asked.ends_at - after.asked.asked_at).total_seconds() == after.rules.seconds
            assert all(press.at < after.asked.ends_at for press in after.asked.presses.values())
            assert set(after.asked.presses) <= set(after.players)

    def hold_secrets(self, before: Play, after: Play, event: Event, effects: tuple[Effect, ...]) -> None:
        """Until the reveal a twin shows the very same whose question has another answer.

        So does one in which somebody presses other choices, but for what they are told themselves.
        """
        twins, self.twins = self.twins, []
        if isinstance(event, Asked) and after.asked is not None and before.asked is None:
            other, others = step(before, replace(event, answer=(event.answer + 1) % _CHOICES))
            assert effects == others
            self.twins = [(other, 0), (after, self.rng.randint(1, _PEOPLE))]
        for twin, person in twins:
            other, others = step(twin, _with_another_choice(event, person))
            if not any(isinstance(effect, Reveal) for effect in (*effects, *others)):
                assert _shown(effects, person) == _shown(others, person)
                if after.asked is not None:
                    self.twins.append((other, person))

    def hold_presses(self, before: Play, after: Play, event: Pressed, effects: tuple[Effect, ...]) -> None:
        """Presses have their effect once, and only where they belong and in time; receipts are one's own."""
        press = event.caller
        is_here = (press.play, press.guild, press.channel) == (before.id, before.guild, before.channel)
        assert is_here or (after is before and effects == ())
        for receipt in (effect for effect in effects if isinstance(effect, Receipt)):
            assert (receipt.person, receipt.interaction) == (press.person, press.interaction)
            mine = after.asked and after.asked.presses.get(press.person)
            assert receipt.choice is None or (mine and mine.choice == receipt.choice)
        if any(event is one for one in self.done):
            assert after is before
            assert all(isinstance(effect, Receipt) for effect in effects)
        if isinstance(event, Chose) and is_here and is_meant_to_count(before, event):
            self.delivered.append((press.person, press.interaction, event.choice))
        if isinstance(event, Chose) and after is not before:
            assert before.asked is not None
            assert (event.round, press.at < before.asked.ends_at) == (before.number, True)
        if after is not before:
            self.done.append(event)


def _with_another_choice(event: Event, person: int) -> Event:
    is_theirs = isinstance(event, Chose) and event.caller.person == person and event.choice >= 0
    return replace(event, choice=(event.choice + 1) % _CHOICES) if is_theirs else event


def _shown(effects: tuple[Effect, ...], person: int) -> list[Effect]:
    """What others than one person get to see."""
    return [
        effect
        for effect in effects
        if not (isinstance(effect, WaitUntil) or (isinstance(effect, Receipt) and effect.person == person))
    ]


_PRESSES: dict[type[Joined | Left | Started | Skipped | Stopped | WentOn], float] = {
    Joined: 8,
    Left: 1.5,
    Started: 4,
    Skipped: 2,
    Stopped: 0.4,
    WentOn: 3,
}
_KINDS: list[Callable[[Walk], Event]] = [
    Walk.chose,
    Walk.time_up,
    lambda walk: Resumed(moment(walk.now)),
    lambda walk: ChannelLost(moment(walk.now)),
    lambda walk: RanOut(moment(walk.now), walk.play.number),
    *(lambda walk, kind=kind: kind(walk.caller()) for kind in _PRESSES),
]
_WEIGHTS = [50, 10, 3, 0.1, 0.3, *_PRESSES.values()]
