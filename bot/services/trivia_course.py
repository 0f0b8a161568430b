"""How plays of trivia go: `bot.domain.rounds`, with what is shown and counted of its effects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.boards import RoundScore
from bot.domain.identities import MessageId, UserId
from bot.domain.plays import PlayKind, Tally
from bot.domain.rounds.effects import (
    Answer,
    Effect,
    Ended,
    NewHost,
    Pause,
    Podium,
    Receipt,
    Reveal,
    RoundResult,
    Show,
    Standing,
)
from bot.domain.rounds.engine import step
from bot.domain.rounds.events import Event
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.ranking import standings_of
from bot.domain.rounds.rules import Mode
from bot.domain.rounds.values import play_from, play_values
from bot.services.play_courses import Values

MOST_SHOWN = 10
"""Standings that are shown after a round, and on a podium."""

E = TypeVar("E")


class TriviaCourse:
    """The course of trivia."""

    kind = PlayKind.TRIVIA

    def read(self, values: Values, /) -> Play:
        """Return the play that `write` has written."""
        return play_from(values)

    def write(self, state: Play, /) -> dict[str, Any]:
        """Return a play as plain values of JSON."""
        return play_values(state)

    def step(self, state: Play, event: Event, /) -> tuple[Play, tuple[Effect, ...]]:
        """Return the play after an event, and the effects."""
        return step(state, event)

    def receipt(self, effects: Sequence[Effect], /) -> Receipt | None:
        """Return what the person who pressed is told."""
        return _the(Receipt, effects)

    def post(self, state: Play, effects: Sequence[Effect], question: Values | None, /) -> Values | None:
        """Return what is to be shown of a step for good: what was right, who is host, a pause, the podium, the end.

        A lobby itself says who is host.
        """
        reveal, host = _the(Reveal, effects), _the(NewHost, effects) if state.phase is not Phase.LOBBY else None
        pause, ended = _the(Pause, effects), _the(Ended, effects)
        if not (reveal or pause or ended or host):
            return None
        podium = _the(Podium, effects)
        standings = podium.standings if podium else standings_of(state)
        return {
            "mode": state.rules.mode.value,
            "rounds": state.rules.rounds,
            "number": state.number,
            "question": question if reveal else None,
            "result": asdict(reveal.result) if reveal else None,
            "standings": [asdict(one) for one in standings[:MOST_SHOWN]],
            "players": len(standings),
            "until": pause.until.isoformat() if pause else None,
            "podium": podium is not None,
            "ended": ended.reason.value if ended else None,
            "host": host.person if host else None,
        }

    def unseen(self, state: Play, message: MessageId | None, /) -> Values | None:
        """Return the lobby where it stands nowhere, and the question where it is not kept in which message it stands.

        A question without presses is put anew by the engine, and what somebody plays alone begins without its lobby.
        """
        if state.phase is Phase.LOBBY and state.rules.mode is not Mode.SOLO:
            return None if message else {"lobby": [state.host, *state.present]}
        asked = state.asked
        return {"starts": state.number} if asked and asked.presses and not asked.is_shown else None

    def news(
        self, state: Play, subject: Values, effects: Sequence[Effect], now: datetime, /
    ) -> tuple[Values, Tally | None]:
        """Return the subject with what was asked and how many rounds were rated, and the scores.

        A skipped round counts for nothing; the play that ends with it does.
        """
        show, reveal, podium = _the(Show, effects), _the(Reveal, effects), _the(Podium, effects)
        if show:
            subject = {**subject, "asked": [*subject.get("asked", ()), show.question]}
        result = reveal.result if reveal and not reveal.result.is_skipped else None
        if result and result.is_rated:
            subject = {**subject, "rated": subject.get("rated", 0) + 1}
        scores = {one.person: one for one in _round_scores(state, result)} if result else {}
        if podium and subject.get("rated"):
            scores |= {one.person: one for one in _play_scores(podium.standings, scores)}
        if result is None and not scores:
            return subject, None
        return subject, Tally(
            day=now.date(),
            scores=tuple(scores.values()),
            pool=subject["pool"],
            question=result.question if result else None,
            answers=len(result.answers) if result else 0,
            rights=sum(one.is_right for one in result.answers) if result else 0,
        )


def _the(kind: type[E], effects: Iterable[object]) -> E | None:
    return next((one for one in effects if isinstance(one, kind)), None)


def _round_scores(state: Play, result: RoundResult) -> Iterable[RoundScore]:
    """Yield what a rated round is worth on the boards; who has asked to be forgotten meanwhile has no part in it."""
    if result.is_rated:
        for answer in result.answers:
            player = state.players.get(answer.person)
            yield RoundScore(
                person=answer.person,
                points=answer.points,
                answers=1,
                rights=int(answer.is_right),
                took_ms=answer.took_ms if answer.is_right else 0,
                best_streak=player.best_streak if player else 0,
            )


def _play_scores(standings: Sequence[Standing], scores: Mapping[UserId, RoundScore]) -> Iterable[RoundScore]:
    """Yield what the last round gave everybody, and that they played; people have one score a step, not two.

    Those who are first won, where there were others and somebody made a point.
    """
    best = any(one.score for one in standings) and len(standings) > 1
    for one in standings:
        of_round = scores.get(one.person, RoundScore(one.person))
        yield replace(of_round, plays=1, wins=int(best and one.rank == 1))


def result_from(values: Mapping[str, Any]) -> RoundResult:
    """Return the result that a post has as plain values."""
    answers = tuple(Answer(**one) for one in values["answers"])
    rest = {name: value for name, value in values.items() if name not in ("answers", "counts", "fallen")}
    return RoundResult(**rest, answers=answers, counts=tuple(values["counts"]), fallen=tuple(values["fallen"]))
