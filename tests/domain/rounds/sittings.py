"""A play at a table: presses and reports by milliseconds from when it was opened."""

from datetime import UTC, datetime, timedelta

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId
from bot.domain.rounds.course import Outcome
from bot.domain.rounds.effects import Effect, Ended, Podium, Receipt, ReceiptKind, Reveal, RoundResult
from bot.domain.rounds.engine import open_play, step
from bot.domain.rounds.events import Asked, Caller, Chose, Event, Joined, Resumed, Shown, Started, TimeUp
from bot.domain.rounds.rules import Mode, Rules

OPENED = datetime(2026, 3, 1, 18, tzinfo=UTC)
GUILD, CHANNEL, PLAY = GuildId(10), ChannelId(20), PlayId(30)
_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
RIGHT, WRONG, OTHER = 2, 0, 1


def moment(ms: int) -> datetime:
    return OPENED + timedelta(milliseconds=ms)


def interaction(ms: int, count: int = 0) -> InteractionId:
    return InteractionId(((moment(ms) - _BEGAN) // timedelta(milliseconds=1) << 22) + count)


def caller(person: int, ms: int, count: int = 0, *, moderates: bool = False) -> Caller:
    return Caller(PLAY, GUILD, CHANNEL, UserId(person), interaction(ms, count), moderates)


def opened(mode: Mode = Mode.EVERYONE, rounds: int = 3, seconds: int = 20) -> Outcome:
    return open_play(caller(1, 0), Rules(mode, rounds, seconds))


class Sitting:
    """The first of the people opens the play and is the host; `now` moves on by a millisecond with every press."""

    def __init__(self, mode: Mode = Mode.EVERYONE, people: int = 3, rounds: int = 3, seconds: int = 20) -> None:
        self.play, effects = opened(mode, rounds, seconds)
        self.log: list[Effect] = list(effects)
        self.now = 0
        self.asked_ms = 0
        for person in range(2, people + 1):
            self.press(Joined, person)

    def hand(self, event: Event) -> tuple[Effect, ...]:
        self.play, effects = step(self.play, event)
        self.log += effects
        return effects

    def press(self, kind: type, person: int, *, moderates: bool = False, at: int | None = None) -> tuple[Effect, ...]:
        self.now = self.now + 1 if at is None else at
        return self.hand(kind(caller(person, self.now, moderates=moderates)))

    def begin(self, person: int = 1) -> None:
        self.press(Started, person)
        self.ask()

    def ask(self, answer: int = RIGHT) -> None:
        """The question stands in the channel a second after it was asked for."""
        number = self.play.number
        self.now += 1_000
        self.asked_ms = self.now
        self.hand(Asked(moment(self.now), number, f"q{number}", answer, 4))
        self.hand(Shown(moment(self.now), number))

    def choose(self, person: int, choice: int, after: int, count: int = 0, number: int | None = None) -> Receipt:
        """`after` is in milliseconds from the question on; return the receipt."""
        self.now = max(self.now, self.asked_ms + after)
        event = Chose(caller(person, self.asked_ms + after, count), number or self.play.number, choice)
        return next(effect for effect in self.hand(event) if isinstance(effect, Receipt))

    def wait(self) -> tuple[Effect, ...]:
        """Let the moment come that the play waits for."""
        assert self.play.due_at is not None
        self.now = max(self.now, -(-(self.play.due_at - OPENED) // timedelta(milliseconds=1)))
        return self.hand(TimeUp(self.play.due_at))

    def over(self, *choices: tuple[int, int, int]) -> RoundResult:
        """Play the round with such presses (person, choice, after), reveal it, and ask the next one if there is one."""
        for one in choices:
            self.choose(*one)
        result = result_in(self.wait())
        if self.play.due_at is not None and self.play.phase == "revealed":
            self.wait()
            self.ask()
        return result

    def resume(self, ms: int) -> tuple[Effect, ...]:
        self.now = ms
        return self.hand(Resumed(moment(ms)))

    @property
    def scores(self) -> dict[int, int]:
        return {int(person): player.score for person, player in self.play.players.items()}

    @property
    def ranks(self) -> list[tuple[int, int]]:
        """(rank, person) as the podium has them."""
        (podium,) = [effect for effect in self.log if isinstance(effect, Podium)]
        return [(one.rank, int(one.person)) for one in podium.standings]

    @property
    def reason(self) -> str | None:
        return next((effect.reason.value for effect in self.log if isinstance(effect, Ended)), None)


def result_in(effects: tuple[Effect, ...]) -> RoundResult:
    (result,) = [effect.result for effect in effects if isinstance(effect, Reveal)]
    return result


def kind_in(effects: tuple[Effect, ...]) -> ReceiptKind:
    (kind,) = [effect.kind for effect in effects if isinstance(effect, Receipt)]
    return kind
