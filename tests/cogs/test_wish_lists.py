"""`/wish list`, `top`, `mine`, `show`, `edit` and `withdraw`, with all that can be chosen."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from bot.services.wish_questions import WishQuestion, encode_wishes
from tests.cogs.wish_stage import Stage, labels, shown
from tests.conftest import flattened
from tests.store.wish_making import change


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


def order(answer: Any) -> list[int]:
    """Return the numbers of the wishes in a list, as they stand."""
    return [int(one.removeprefix("Show ")) for one in labels(answer.response) if one.startswith("Show ")]


async def listed(stage: Stage, **chosen: str) -> list[int]:
    return order(await stage.chidi.slash(stage.channel, "wish list", **chosen))


@pytest.fixture
async def three(stage: Stage) -> Stage:
    """One wish of facts that are near, one far, one of free text; the second has old votes, the third new ones."""
    happened = await stage.form(stage.ana, character="Mara Quill", into="Lighthouse")
    await stage.send(stage.ana, await stage.press(stage.ana, happened.response, "Wish for it again"))
    second = await stage.card(stage.ana, character="Old Tom", into="Jane Doe")
    await stage.press(stage.ben, second, "Up")
    await stage.press(stage.chidi, second, "Up")
    stage.later(days=8)
    third = await stage.card(stage.ben, character="Jane Doe", into="The Last Buoy")
    await stage.press(stage.ana, third, "Up")
    return stage


@pytest.mark.parametrize(
    ("sort", "numbers"), [("hot", [3, 2, 1]), ("top", [2, 3, 1]), ("new", [3, 2, 1]), ("closest", [1, 2, 3])]
)
async def test_a_list_is_sorted(three: Stage, sort: str, numbers: list[int]) -> None:
    assert await listed(three, sort=sort) == numbers


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"character": "Kim Rhee"}, [3]),
        ({"character": "Vincent D'Arc", "title": "Jane Doe"}, [2]),
        ({"title": "Lighthouse"}, [1]),
        ({"title": "The Ferry"}, []),
        ({"state": "withdrawn"}, []),
        ({"period": "week"}, [3]),
        ({"period": "month"}, [3, 2, 1]),
        ({"character": "Old Tom", "period": "week"}, []),
    ],
)
async def test_a_list_has_what_was_chosen(three: Stage, chosen: dict[str, str], numbers: list[int]) -> None:
    assert await listed(three, **chosen) == numbers


async def test_a_list_says_what_it_lists_and_is_for_all_to_see(three: Stage) -> None:
    answer = await three.chidi.slash(three.channel, "wish list", character="Old Tom", title="Jane Doe", sort="new")
    assert not answer.ephemeral
    assert "Open wishes for Old Tom in Jane Doe, newest first" in shown(answer.response)


async def test_an_unknown_name_in_a_list_is_one_sentence(three: Stage, kind_sentence) -> None:
    answer = await three.chidi.slash(three.channel, "wish list", character="Nobody At All")
    kind_sentence(answer)


async def test_a_list_turns_its_pages_and_changes_its_order_in_place(stage: Stage) -> None:
    await stage.decide(most_wishes=100)
    for number in range(11):
        stage.later(minutes=11)
        await stage.add(stage.ana, into=f"{chr(65 + number) * 9} {number}{number}{number}")
    answer = await stage.chidi.slash(stage.channel, "wish list", sort="new")
    assert order(answer) == list(range(11, 1, -1))
    assert "page 1 of 2" in shown(answer.response)
    turned = await stage.press(stage.chidi, answer.response, "Next page")
    assert turned.response.id == answer.response.id
    assert order(turned) == [1]
    (menu,) = [one for one in flattened(turned.response.components) if one["type"] == 3]
    (oldest,) = [one["value"] for one in menu["options"] if one["label"].startswith("Newest")]
    again = await stage.chidi.select(turned.response, [oldest])
    assert order(again) == list(range(11, 1, -1))


async def test_a_page_that_is_gone_is_the_nearest(three: Stage, forged) -> None:
    far = await forged(three.channel, "wl1:" + encode_wishes(WishQuestion(page=99)))
    assert order(await three.press(three.chidi, far, "Press")) == [3, 2, 1]
    for wrong in ("wl1:", "wl1:zzzz1:::", "wo1:x"):
        told = await three.press(three.chidi, await forged(three.channel, wrong), "Press")
        assert told.ephemeral
        assert "from another version" in shown(told.response)


@pytest.mark.parametrize("state", ["waiting", "removed"])
async def test_no_list_can_be_asked_for_what_is_private(three: Stage, forged, state: str) -> None:
    await three.mod.slash(three.channel, "wish-admin remove", wish="1", why="no")
    code = {"waiting": "w", "removed": "r"}[state]
    message = await forged(three.channel, f"wl1:sn{code}e1:::")
    assert 1 not in order(await three.press(three.chidi, message, "Press"))


async def neighbours(stage: Stage, *, shared: bool) -> Any:
    """Return another server, with the same wish and one of its own."""
    guild = stage.env.create_guild("Neighbours")
    channel = guild.create_text_channel("there")
    eve, finn = (guild.add_member(stage.env.create_user(name)) for name in ("eve", "finn"))
    for into in ("The Ferry", "A Secret Film"):
        card = await stage.add(eve, channel=channel, into=into)
        await stage.press(finn, card.response, "Up")
    await change(stage.database, guild.id, shared=int(shared))
    return channel, eve


@pytest.mark.parametrize("shared", [True, False])
async def test_the_top_over_all_servers_adds_up_only_those_that_share_and_no_free_text(
    stage: Stage, *, shared: bool
) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    await stage.decide(shared=1)
    channel, eve = await neighbours(stage, shared=shared)
    for answer in (
        await stage.chidi.slash(stage.channel, "wish top", scope="all"),
        await eve.slash(channel, "wish top", scope="all"),
    ):
        text = shown(answer.response)
        assert "Jane Doe in The Ferry" in text
        assert ("2 for, 0 against" in text, "2 servers" in text) == (shared, shared)
        assert "A Secret Film" not in text
        assert "Show" not in "".join(labels(answer.response))
    own = await stage.chidi.slash(stage.channel, "wish top")
    assert order(own) == [1]
    assert "1 for, 0 against" in shown(own.response)


async def test_where_nobody_shares_the_top_says_so(stage: Stage) -> None:
    await stage.card(stage.ana)
    answer = await stage.chidi.slash(stage.channel, "wish top", scope="all")
    assert "No server shares its wishes yet" in shown(answer.response)


async def test_hidden_tallies_are_not_in_the_top_of_all(stage: Stage) -> None:
    await stage.card(stage.ana)
    await stage.decide(shared=1, hidden_until="2999-01-01T00:00:00+00:00")
    answer = await stage.chidi.slash(stage.channel, "wish top", scope="all")
    assert "Jane Doe" not in shown(answer.response)


async def test_mine_shows_ones_own_to_oneself(three: Stage) -> None:
    answer = await three.ana.slash(three.channel, "wish mine")
    assert answer.ephemeral
    assert order(answer) == [2, 1]
    assert "You have 1 vote on wishes here." in shown(answer.response)
    assert "None that you were for has come true yet." in shown(answer.response)
    nothing = await three.chidi.slash(three.channel, "wish mine")
    assert "You have made none here." in shown(nothing.response)


async def test_mine_turns_its_pages(stage: Stage) -> None:
    await stage.decide(most_wishes=100)
    for number in range(11):
        stage.later(minutes=11)
        await stage.add(stage.ana, into=f"{chr(65 + number) * 9} {number}{number}{number}")
    answer = await stage.ana.slash(stage.channel, "wish mine")
    turned = await stage.press(stage.ana, answer.response, "Next page")
    assert order(turned) == [1]
    assert turned.response.id == answer.response.id


async def test_show_posts_the_card_for_all(three: Stage, kind_sentence) -> None:
    answer = await three.chidi.slash(three.channel, "wish show", wish="#2")
    assert not answer.ephemeral
    assert "Old Tom in Jane Doe" in shown(answer.response)
    for wrong in ("99", "x", "-1", "0", "9999999999"):
        kind_sentence(await three.chidi.slash(three.channel, "wish show", wish=wrong))


async def test_wishes_are_offered_by_number_and_name(three: Stage) -> None:
    async def offered(command: str, typed: str) -> list[str]:
        return [one["value"] for one in await three.ana.autocomplete(three.channel, command, "wish", typed)]

    assert await offered("wish show", "") == ["3", "2", "1"]
    assert await offered("wish show", "mara") == ["1"]
    assert await offered("wish show", "#2") == ["2"]
    assert await offered("wish edit", "") == ["2", "1"]
    assert await offered("wish withdraw", "jane") == ["2"]


async def test_an_author_words_a_wish_anew(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    form = await stage.ana.slash(stage.channel, "wish edit", wish="1")
    fields = [one["component"] for one in form.modal["components"] if "component" in one]
    assert fields[0]["value"] == "They would be great together."
    told = await stage.send(stage.ana, form, "On second thought.", manner="guest-arc", options=["hidden", "spoiler"])
    assert "Wish 1 is changed." in shown(told.response)
    text = shown(stage.now_of(card))
    assert "|| On second thought. ||" in text
    assert "For a guest arc · wished for by somebody" in text


@pytest.mark.parametrize("command", ["wish edit", "wish withdraw"])
async def test_only_its_author_changes_or_withdraws_a_wish(stage: Stage, kind_sentence, command: str) -> None:
    await stage.card(stage.ana)
    for person in (stage.ben, stage.mod):
        told = await person.slash(stage.channel, command, wish="1")
        assert told.modal is None
        assert "not one of yours" in kind_sentence(told)
    assert await stage.states() == ["open"]


async def test_an_author_withdraws_a_wish_after_a_question(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    asked = await stage.ana.slash(stage.channel, "wish withdraw", wish="1")
    assert "Withdraw wish 1?" in shown(asked.response)
    assert await stage.states() == ["open"]
    done = await stage.press(stage.ana, asked.response, "Withdraw it")
    assert "Wish 1 is withdrawn." in shown(done.response)
    assert "Withdrawn" in shown(stage.now_of(card))
    assert labels(stage.now_of(card)) == []
    again = await stage.ana.slash(stage.channel, "wish withdraw", wish="1")
    assert "not one of yours that stands" in shown(again.response)
    assert await listed(stage, state="withdrawn") == [1]


async def test_somebody_elses_press_withdraws_nothing(stage: Stage, forged) -> None:
    await stage.card(stage.ana)
    asked = await stage.ana.slash(stage.channel, "wish withdraw", wish="1")
    (button,) = [one for one in flattened(asked.response.components) if one.get("label") == "Withdraw it"]
    told = await stage.press(stage.ben, await forged(stage.channel, button["custom_id"]), "Press")
    assert "not one of yours" in shown(told.response)
    assert await stage.states() == ["open"]
