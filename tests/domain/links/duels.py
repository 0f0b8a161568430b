"""Duels at a table: a small universe whose links are plain to see, and presses by milliseconds from the opening."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.catalogue import Catalogue
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.duel import Duel
from bot.domain.links.effects import LinkEffect, LinkReceipt, ShowEnd, ShowTurn
from bot.domain.links.engine import open_duel, step
from bot.domain.links.events import Accepted, LinkEvent, Named, Resigned
from bot.domain.links.judge import Judge
from bot.domain.links.rules import LinkRules
from bot.domain.network import Network
from bot.domain.pack import CharacterId, Kind, Pack, UniverseId
from bot.domain.plays import PlayId
from bot.domain.rounds.effects import Ended, WaitUntil
from bot.domain.rounds.events import Caller, Shown, Stopped, TimeUp
from bot.domain.trivia.record import Record
from bot.domain.viewpoint import EVERYTHING
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world

OPENED = datetime(2026, 3, 1, 18, tzinfo=UTC)
GUILD, CHANNEL, PLAY = GuildId(10), ChannelId(20), PlayId(30)
HOST, GUEST, STRANGER = UserId(1), UserId(2), UserId(3)
_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
UNIVERSE = UniverseId("world")


def make_pack() -> Pack:
    """Ann and Bob share the film and both episodes of the pier; Cid and Ida are in its first one, Dot in the second.

    Of Eve only the season is known, Fay is unverified in the film, Gus only spoken of there, Hal is elsewhere.
    """
    days = date(2015, 4, 1), date(2015, 4, 2)
    return world(
        [series("pier", season(1, *days)), film("gala", date(2015, 1, 1)), film("moor", date(2019, 1, 1))],
        [character(id) for id in ("ann", "bob", "cid", "dot", "eve", "fay", "gus", "hal", "ida")],
        [
            *(row(who, "gala") for who in ("ann", "bob")),
            *(row(who, "pier", 1, 1) for who in ("ann", "bob", "cid", "ida")),
            *(row(who, "pier", 1, 2) for who in ("ann", "bob", "dot")),
            row("eve", "pier", 1),
            row("fay", "gala", confidence=UNVERIFIED),
            row("gus", "gala", kind=Kind.MENTION),
            row("hal", "moor"),
        ],
    )


def judge_of(pack: Pack) -> Judge:
    catalogue = Catalogue(pack)
    return Judge(Record(catalogue, Network(catalogue, EVERYTHING)))


def crowd(*casts: str) -> Pack:
    """A universe of films, in order of release, each with people of one letter."""
    films = [film(f"film-{at}", date(2000, 1, 1) + timedelta(at)) for at in range(len(casts))]
    rows = [row(who, f"film-{at}") for at, cast in enumerate(casts) for who in cast]
    return world(films, [character(one) for one in sorted(set("".join(casts)))], rows)


def moment(ms: int) -> datetime:
    return OPENED + timedelta(milliseconds=ms)


def interaction(ms: int, count: int = 0) -> InteractionId:
    return InteractionId(((moment(ms) - _BEGAN) // timedelta(milliseconds=1) << 22) + count)


def caller(person: int, ms: int, count: int = 0, *, moderates: bool = False) -> Caller:
    return Caller(PLAY, GUILD, CHANNEL, UserId(person), interaction(ms, count), moderates)


class Table:
    """The host opens a duel at 0; `now` moves on by a second with every press."""

    def __init__(
        self, pack: Pack | None = None, first: str = "ann", seconds: int = 30, invited: UserId | None = None
    ) -> None:
        self.judge: Judge | None = judge_of(pack or make_pack())
        self.duel: Duel
        self.duel, effects = open_duel(caller(HOST, 0), LinkRules(UNIVERSE, seconds), CharacterId(first), invited)
        self.log: list[LinkEffect] = list(effects)
        self.now = 0

    def hand(self, event: LinkEvent) -> tuple[LinkEffect, ...]:
        self.duel, effects = step(self.duel, event, self.judge)
        self.log += effects
        return effects

    def _time(self, at: int | None) -> int:
        self.now = self.now + 1_000 if at is None else at
        return self.now

    def accept(self, person: UserId = GUEST, at: int | None = None) -> str:
        """Accept, and let the first turn stand there half a second later."""
        told = self.told(self.hand(Accepted(caller(person, self._time(at)))))
        self.stand()
        return told

    def stand(self, after: int = 500) -> None:
        self.hand(Shown(moment(self.now + after), self.duel.turn))

    def name(self, who: str, person: UserId | None = None, at: int | None = None, turn: int | None = None) -> str:
        """Name somebody, as whoever has the turn unless told otherwise; the next turn stands half a second later."""
        press = caller(person or self.duel.mover, self._time(at))
        event = Named(press, CharacterId(who), self.duel.turn if turn is None else turn)
        told = self.told(self.hand(event))
        if told == "linked":
            self.stand()
        return told

    def resign(self, person: UserId, at: int | None = None) -> str:
        return self.told(self.hand(Resigned(caller(person, self._time(at)))))

    def stop(self, person: UserId, at: int | None = None, *, moderates: bool = False) -> str:
        return self.told(self.hand(Stopped(caller(person, self._time(at), moderates=moderates))))

    def wait(self) -> tuple[LinkEffect, ...]:
        assert self.duel.due_at is not None
        self.now = (self.duel.due_at - OPENED) // timedelta(milliseconds=1)
        return self.hand(TimeUp(self.duel.due_at))

    @staticmethod
    def told(effects: tuple[LinkEffect, ...]) -> str:
        """What the presser is told, or nothing."""
        return next((one.kind.value for one in effects if isinstance(one, LinkReceipt)), "")

    @property
    def receipt(self) -> LinkReceipt:
        return [one for one in self.log if isinstance(one, LinkReceipt)][-1]

    @property
    def ends_ms(self) -> int:
        return (self.duel.ends_at - OPENED) // timedelta(milliseconds=1)

    @property
    def turns(self) -> list[ShowTurn]:
        return [one for one in self.log if isinstance(one, ShowTurn)]

    @property
    def over(self) -> tuple[str, int | None, str] | None:
        """Why the duel ended, who won, and the reason that all plays know; None while it goes on."""
        ends = [one for one in self.log if isinstance(one, ShowEnd)]
        reasons = [one.reason.value for one in self.log if isinstance(one, Ended)]
        return (ends[-1].why.value, ends[-1].winner, reasons[-1]) if ends else None

    @property
    def waits(self) -> datetime:
        return [one for one in self.log if isinstance(one, WaitUntil)][-1].at
