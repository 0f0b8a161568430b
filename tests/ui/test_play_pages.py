"""What plays look like: whatever is asked and whoever plays, Discord takes it, and nothing of users does anything."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.identities import ChannelId, GuildId, MessageId, UserId
from bot.domain.own_questions import LONGEST_ANSWER, LONGEST_QUESTION, MOST_ACCEPTED
from bot.domain.plays import KeptPlay, PlayId, PlayKind
from bot.domain.posed import OWN, Posed, posed_values
from bot.domain.rounds.effects import Answer, EndReason, RoundResult, Standing
from bot.domain.rounds.play import Phase, Play, Player, Round
from bot.domain.rounds.rules import MOST_PLAYERS, MOST_ROUNDS, Mode, Rules
from bot.ui.play_pages import answer_layout, lobby_layout, podium_layout, question_layout
from bot.ui.play_stage import draw_trivia, people_in
from tests.domain.rounds.sittings import OPENED, interaction

MOST_TEXT, MOST_COMPONENTS, LONGEST_LABEL, LONGEST_ID = 4_000, 40, 80, 100
BIG = 2**63 - 1  # the longest id
HOSTILE = (
    "**@everyone** <@123456789012345678> </stop:1> [x](https://x.example) `a` ||b|| <t:1:R>\n# big\n> q\n1. one \u202e"
)
PEOPLE = [UserId(BIG - number) for number in range(MOST_PLAYERS)]


def name_of(person: UserId) -> str:
    return f"<@{person}>"


def play_of(mode: Mode = Mode.EVERYONE, phase: Phase = Phase.ASKING, people: int = MOST_PLAYERS) -> Play:
    players = {person: Player(interaction(number)) for number, person in enumerate(PEOPLE[:people])}
    asked = Round("q", 0, 4, OPENED, OPENED + timedelta(seconds=20))
    rules = Rules(mode, MOST_ROUNDS, 120)
    ids = (PlayId(BIG), GuildId(BIG), ChannelId(BIG))
    return Play(*ids, PEOPLE[0], rules, phase, OPENED, MOST_ROUNDS, asked=asked, players=players)


def post_of(posed: Posed, mode: Mode, **more: Any) -> dict[str, Any]:
    answers = tuple(Answer(one, 0, is_right=True, points=1_000, took_ms=120_000) for one in PEOPLE)
    counts = (MOST_PLAYERS, 0) if posed.is_typed else tuple(MOST_PLAYERS for _ in posed.choices)
    result = RoundResult(MOST_ROUNDS, posed.id, posed.answer, counts, answers, tuple(PEOPLE), is_rated=True)
    standings = [Standing(1, one, 50_000, 50, 50, 3) for one in PEOPLE[:10]]
    return {
        "mode": mode.value,
        "rounds": MOST_ROUNDS,
        "number": MOST_ROUNDS,
        "question": posed_values(posed),
        "result": asdict(result),
        "standings": [asdict(one) for one in standings],
        "players": MOST_PLAYERS,
        "until": OPENED.isoformat(),
        "podium": True,
        "ended": None,
        "host": PEOPLE[0],
        **more,
    }


def parts_of(view: Any) -> list[dict[str, Any]]:
    """All components of a layout, those within others too."""
    found: list[dict[str, Any]] = []
    left = list(view.to_components())
    while left:
        one = left.pop()
        found.append(one)
        left += one.get("components", [])
    return found


def hold_limits(view: Any) -> None:
    parts = parts_of(view)
    assert sum(len(one.get("content", "")) for one in parts) <= MOST_TEXT
    assert len(parts) <= MOST_COMPONENTS
    ids = [one["custom_id"] for one in parts if "custom_id" in one]
    assert len(ids) == len(set(ids))
    assert all(len(one) <= LONGEST_ID for one in ids)
    assert all(0 < len(one["label"]) <= LONGEST_LABEL for one in parts if "label" in one)
    assert all(one["content"] for one in parts if "content" in one)
    assert all(len(one["components"]) <= 5 for one in parts if one["type"] == 1)


def texts_of(view: Any) -> str:
    return "\n".join(one["content"] for one in parts_of(view) if "content" in one)


def marked(length: int) -> str:
    """Only what has to be escaped, so that it is twice as long."""
    return "*" * length


TYPED = Posed(
    OWN,
    "q",
    marked(LONGEST_QUESTION),
    0.5,
    accepted=(marked(LONGEST_ANSWER),) * MOST_ACCEPTED,
    source=f"a question of this server by {marked(100)}, from the list “{marked(96)}”",
)
CHOSEN = Posed(
    "u", "q", marked(1_000), 0.5, (marked(80),) * 5, 0, source=marked(900), url="https://x.example/" + "a" * 300
)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("posed", [TYPED, CHOSEN], ids=["typed", "chosen"])
def test_the_longest_that_can_be_asked_and_answered_fits_into_a_message(posed: Posed, mode: Mode) -> None:
    play = play_of(mode)
    hold_limits(question_layout(play, posed))
    hold_limits(answer_layout(play.id, post_of(posed, mode), name_of))


@pytest.mark.parametrize("reason", EndReason)
@pytest.mark.parametrize("mode", Mode)
def test_every_podium_and_lobby_fits_into_a_message(mode: Mode, reason: EndReason) -> None:
    for podium in (True, False):
        hold_limits(podium_layout(post_of(TYPED, mode, ended=reason.value, podium=podium), name_of))
    hold_limits(lobby_layout(play_of(mode, Phase.LOBBY), marked(100), name_of))


def test_a_podium_of_which_everybody_is_forgotten_says_only_why_the_play_is_over() -> None:
    post = post_of(Posed("p", "q", "Who?", 0.5, ("a", "b"), 0), Mode.DUEL, ended="nobody-answered", standings=[])
    view = podium_layout({**post, "players": 0}, name_of)
    hold_limits(view)
    assert [one["content"] for one in parts_of(view) if "content" in one] == [
        "Nobody answered any more, so the play is over."
    ]


def test_a_lobby_of_hundreds_names_twenty() -> None:
    text = texts_of(lobby_layout(play_of(phase=Phase.LOBBY), "x", name_of))
    assert text.count("<@") == 21, "with the host"
    assert "480 more" in text


def test_who_plays_alone_is_not_asked_to_start() -> None:
    parts = parts_of(lobby_layout(play_of(Mode.SOLO, Phase.LOBBY, people=1), "x", name_of))
    assert not any("label" in one for one in parts)


@pytest.mark.parametrize("is_typed", [True, False])
def test_hostile_texts_are_shown_as_they_are(*, is_typed: bool) -> None:
    line = " ".join(HOSTILE.split())
    posed = Posed(OWN, "q", HOSTILE, 0.5, () if is_typed else (line[:80], "b"), 0, (line, line, line), source=line)
    play = play_of()
    post = post_of(posed, Mode.EVERYONE, host=None, standings=[], until=None)
    post["result"] |= {"answers": [], "fallen": []}
    for view in (question_layout(play, posed), answer_layout(play.id, post, name_of)):
        hold_limits(view)
        text = texts_of(view)
        assert "<@" not in text.replace("\\<", "")
        assert "</" not in text.replace("\\<", "")
        assert "\n#" not in text.removeprefix("#").replace("\n### ", "")
        assert "**@everyone" not in text


def test_a_hidden_person_is_nowhere_named() -> None:
    def hidden(person: UserId) -> str:
        return "somebody" if person == PEOPLE[0] else name_of(person)

    post = post_of(TYPED, Mode.SURVIVAL)
    views = (
        lobby_layout(play_of(phase=Phase.LOBBY), "x", hidden),
        answer_layout(PlayId(1), post, hidden),
        podium_layout({**post, "ended": "played-out"}, hidden),
    )
    for view in views:
        assert str(PEOPLE[0]) not in texts_of(view)
        assert "somebody" in texts_of(view)
    assert PEOPLE[0] in people_in(post), "so that it is looked up whether they are hidden"


def scenes(values: dict[str, Any], play: Play) -> list[bool | None]:
    ids = (GuildId(1), PlayId(1), ChannelId(1))
    kept = KeptPlay(*ids, PlayKind.TRIVIA, {"label": "x"}, {}, posed_values(CHOSEN), MessageId(1), 1, OPENED)
    return [place for _, place in draw_trivia(kept, play, values, name_of)]


def test_a_new_host_is_said_beside_the_question_whose_message_becomes_the_answer() -> None:
    post = post_of(CHOSEN, Mode.EVERYONE)
    assert scenes({**post, "result": None}, play_of()) == [None]
    assert scenes(post, play_of()) == [True]


def test_the_answer_of_a_question_that_nobody_saw_does_not_take_the_place_of_another() -> None:
    post = post_of(CHOSEN, Mode.EVERYONE)
    assert scenes({**post, "result": {**post["result"], "is_seen": False}}, play_of()) == [False]


def test_a_question_that_is_over_before_it_could_be_shown_is_not_shown() -> None:
    play = play_of()
    assert scenes({"starts": play.number}, play) == [False]
    assert scenes({"starts": play.number - 1}, play) == []
