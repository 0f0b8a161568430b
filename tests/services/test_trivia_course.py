"""What each step of a play of trivia counts for: on boards, and for how hard questions are."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.boards import RoundScore
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId, Tally
from bot.domain.rounds.effects import (
    Answer,
    Ended,
    EndReason,
    NewHost,
    Podium,
    Reveal,
    RoundResult,
    Show,
    Standing,
)
from bot.domain.rounds.play import Phase, Play, Player
from bot.domain.rounds.rules import Rules
from bot.services.trivia_course import TriviaCourse

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN, CHIDI = UserId(10**17 + 3), UserId(10**17 + 4), UserId(10**17 + 5)
PLAY = Play(
    id=PlayId(1),
    guild=GuildId(2),
    channel=ChannelId(3),
    host=ANA,
    rules=Rules(),
    phase=Phase.REVEALED,
    due_at=NOON,
    number=1,
    players={
        ANA: Player(InteractionId(1), score=900, right=1, streak=1, best_streak=4),
        BEN: Player(InteractionId(2), best_streak=2),
        CHIDI: Player(InteractionId(3)),
    },
)
SUBJECT: Mapping[str, Any] = {"pool": "harbour", "asked": ["p"]}
RATED = {**SUBJECT, "rated": 1}
RIGHT, WRONG = Answer(ANA, 0, True, 900, 2_000), Answer(BEN, 1, False, 0, 7_000)
SKIPPED = Reveal(RoundResult(1, "q", 0, (0, 0), (), is_skipped=True))
ANA_S, BEN_S = RoundScore(ANA, 900, 1, 1, 2_000, 4), RoundScore(BEN, 0, 1, 0, 0, 2)


def revealed(*answers: Answer) -> Reveal:
    return Reveal(RoundResult(1, "q", 0, (0, 0), answers, is_rated=len(answers) >= 2))


def podium(*places: tuple[int, UserId, int]) -> Podium:
    return Podium(tuple(Standing(rank, person, score, 0, 0, 0) for rank, person, score in places))


def played(person: UserId, wins: int = 0) -> RoundScore:
    return RoundScore(person, plays=1, wins=wins)


def tally(*scores: RoundScore, question: str | None = None, answers: int = 0, rights: int = 0) -> Tally:
    return Tally(NOON.date(), scores, "harbour", question, answers, rights)


WON = podium((1, ANA, 900), (2, BEN, 0))
CASES: dict[str, tuple[Mapping[str, Any], Sequence[Any], Mapping[str, Any], Tally | None]] = {
    "nothing": (SUBJECT, [NewHost(ANA)], SUBJECT, None),
    "a question": (SUBJECT, [Show(2, "q", NOON)], {**SUBJECT, "asked": ["p", "q"]}, None),
    "skipped": (RATED, [SKIPPED], RATED, None),
    "nobody": (SUBJECT, [revealed()], SUBJECT, tally(question="q")),
    "one alone": (SUBJECT, [revealed(RIGHT)], SUBJECT, tally(question="q", answers=1, rights=1)),
    "one alone and wrong": (SUBJECT, [revealed(WRONG)], SUBJECT, tally(question="q", answers=1)),
    "one right and one wrong": (
        SUBJECT,
        [revealed(RIGHT, WRONG)],
        RATED,
        tally(ANA_S, BEN_S, question="q", answers=2, rights=1),
    ),
    "a second rated round": (
        RATED,
        [revealed(RIGHT, WRONG)],
        {**SUBJECT, "rated": 2},
        tally(ANA_S, BEN_S, question="q", answers=2, rights=1),
    ),
    "an end": (RATED, [WON], RATED, tally(played(ANA, 1), played(BEN))),
    "an end without a rated round": (SUBJECT, [WON], SUBJECT, None),
    "an end without a point": (
        RATED,
        [podium((1, ANA, 0), (1, BEN, 0))],
        RATED,
        tally(played(ANA), played(BEN)),
    ),
    "an end alone": (RATED, [podium((1, ANA, 900))], RATED, tally(played(ANA))),
    "a tie": (
        RATED,
        [podium((1, ANA, 9), (1, BEN, 9), (3, CHIDI, 0))],
        RATED,
        tally(played(ANA, 1), played(BEN, 1), played(CHIDI)),
    ),
    "an end by a skipped round": (RATED, [SKIPPED, WON], RATED, tally(played(ANA, 1), played(BEN))),
    "a last round that only one answered": (
        RATED,
        [revealed(RIGHT), WON],
        RATED,
        tally(played(ANA, 1), played(BEN), question="q", answers=1, rights=1),
    ),
    "a last round is one score a person with the end": (
        SUBJECT,
        [revealed(RIGHT, WRONG), podium((1, ANA, 900), (2, BEN, 0), (2, CHIDI, 0)), Ended(EndReason.PLAYED_OUT)],
        RATED,
        tally(
            RoundScore(ANA, 900, 1, 1, 2_000, 4, plays=1, wins=1),
            RoundScore(BEN, 0, 1, 0, 0, 2, plays=1),
            played(CHIDI),
            question="q",
            answers=2,
            rights=1,
        ),
    ),
}


@pytest.mark.parametrize(("before", "effects", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_a_step_counts_for_what_it_was(
    before: Mapping[str, Any], effects: Sequence[Any], after: Mapping[str, Any], expected: Tally | None
) -> None:
    assert TriviaCourse().news(PLAY, before, effects, NOON) == (after, expected)


def test_after_a_round_everybody_stands_where_they_are_and_at_the_end_as_the_podium_says() -> None:
    round_ = revealed(RIGHT, WRONG)
    after = TriviaCourse().post(PLAY, [round_], {})
    assert after is not None
    assert [(one["rank"], one["person"]) for one in after["standings"]] == [(1, ANA), (2, BEN), (2, CHIDI)]
    assert (after["players"], after["podium"]) == (3, False)
    end = TriviaCourse().post(PLAY, [round_, WON, Ended(EndReason.PLAYED_OUT)], {})
    assert end is not None
    assert [(one["rank"], one["person"]) for one in end["standings"]] == [(1, ANA), (2, BEN)]
    assert (end["players"], end["podium"]) == (2, True)
