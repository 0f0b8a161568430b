"""The card of a wish: votes that count once, follows, threads, and every other copy kept right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.client import Client
from bot.domain.identities import ChannelId, MessageId
from bot.domain.wishes import CardPlace
from bot.store.times import moment_text
from tests.cogs.wish_stage import Stage, forging, labels, press_of, sent, shown
from tests.store.wish_making import DRIFT


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def test_a_press_twice_is_one_vote_and_its_receipt_takes_it_back(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    first = await stage.press(stage.ben, card, "Up")
    assert first.response.id == card.id, "the card itself is the answer"
    again = await stage.press(stage.ben, card, "Up")
    assert again.ephemeral
    assert "You have voted for wish 1 already; a person has one vote." in shown(again.response)
    assert await stage.votes() == [(1, stage.ben.id, 1)]
    back = await stage.press(stage.ben, again.response, "Withdraw my vote")
    assert "Your vote on wish 1 is withdrawn." in shown(back.response)
    assert await stage.votes() == []
    assert "No votes yet" in shown(stage.now_of(card))
    assert await stage.rows(DRIFT) == []


async def test_a_vote_is_changed_by_the_other_button(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    await stage.press(stage.ben, card, "Down")
    assert "0 for, 1 against" in shown(stage.now_of(card))
    assert await stage.votes() == [(1, stage.ben.id, -1)]
    again = await stage.press(stage.ben, card, "Down")
    assert "voted against wish 1 already" in shown(again.response)


async def test_following_and_ending_it(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    told = await stage.press(stage.ben, card, "Follow")
    assert told.ephemeral
    assert "You follow wish 1: I write to you once, when it comes true." in shown(told.response)
    follows = "SELECT person_id FROM follows WHERE follows = 1"
    assert [row[0] for row in await stage.rows(follows)] == [stage.ben.id]
    ended = await stage.press(stage.ben, told.response, "Stop following")
    assert "You do not follow wish 1 any more." in shown(ended.response)
    assert await stage.rows(follows) == []


async def test_people_vote_at_once_and_each_counts_once(stage: Stage, at_once) -> None:
    card = await stage.card(stage.ana)
    crowd = [stage.member(f"fan-{number}") for number in range(20)]
    presses = [stage.press(one, card, "Down" if place % 5 == 0 else "Up") for place, one in enumerate(crowd)]
    results = await at_once(stage.env, *presses, *(stage.press(one, card, "Up") for one in crowd[1:5]))
    assert all(one.acknowledged for one in results)
    assert len(await stage.votes()) == 20
    wish = await stage.wish()
    assert (wish.tally.ups, wish.tally.downs) == (16, 4)
    assert await stage.rows(DRIFT) == []


async def test_a_card_works_after_a_restart(stage: Stage, new_wish_client: Callable[[], Client]) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    await stage.env.restart_bot(new_wish_client())
    await stage.press(stage.chidi, card, "Up")
    assert "2 for, 0 against" in shown(stage.now_of(card))
    assert "follow wish 1" in shown((await stage.press(stage.chidi, card, "Follow")).response)


async def test_the_first_to_discuss_begins_a_thread_and_the_next_is_led_there(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    for person in (stage.ben, stage.chidi):
        told = await stage.press(person, card, "Discuss")
        assert told.ephemeral
        (thread,) = stage.channel.threads
        assert f"Wish 1 is discussed in <#{thread.id}>." in shown(told.response)
    assert thread.name == "Jane Doe in The Ferry"
    assert (await stage.wish()).thread == thread.id
    assert len(sent(stage.env, path="/threads")) == 1


async def test_a_thread_that_was_begun_by_somebody_else_is_taken(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    stage.env.inject_error("POST", "/channels/*/messages/*/threads", status=400, code=160004)
    told = await stage.press(stage.ben, card, "Discuss")
    assert f"discussed in <#{card.id}>" in shown(told.response)


async def test_where_the_bot_may_not_it_says_so(stage: Stage, kind_sentence) -> None:
    card = await stage.card(stage.ana)
    may_not = discord.Permissions.all()
    may_not.create_public_threads = False
    with forging(stage.env, lambda payload: payload.update(app_permissions=str(may_not.value))):
        told = await stage.press(stage.ben, card, "Discuss")
    assert "I may not begin threads in this channel" in kind_sentence(told)
    stage.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
    told = await stage.press(stage.ben, card, "Discuss")
    assert "lets me begin no thread here" in kind_sentence(told)
    assert (await stage.wish()).thread is None
    assert stage.channel.threads == []


async def test_no_thread_begins_at_a_card_that_one_person_sees(stage: Stage, kind_sentence) -> None:
    await stage.card(stage.ana)
    own = await stage.form(stage.ben)
    told = await stage.press(stage.ben, own.response, "Discuss")
    assert "A thread begins at a card that all can see" in kind_sentence(told)


async def test_cards_go_to_the_wish_channel_and_the_author_sees_theirs(stage: Stage) -> None:
    there = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=there.id)
    made = await stage.add(stage.ana)
    assert made.ephemeral
    assert "Your wish is made." in shown(made.response)
    (card,) = there.history()
    assert "Jane Doe in The Ferry" in shown(card)
    assert (await stage.wish()).card == CardPlace(ChannelId(there.id), MessageId(card.id))
    assert await stage.errands() == []
    await stage.press(stage.ben, card, "Up")
    assert "1 for, 0 against" in shown(stage.now_of(card))


async def test_a_vote_on_another_copy_redraws_the_card(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    assert copy.id != card.id
    await stage.press(stage.ben, copy, "Up")
    for one in (card, copy):
        assert "1 for, 0 against" in shown(stage.now_of(one))
    assert await stage.errands() == []


async def test_a_deleted_card_does_not_keep_others_from_voting(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    await stage.mod.delete(stage.now_of(card))
    await stage.press(stage.ben, copy, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]
    assert await stage.errands() == [], "nobody asks again for a card that is gone"


async def test_hidden_tallies_show_on_no_card_receipt_or_list(stage: Stage) -> None:
    first = await stage.card(stage.ana)
    await stage.card(stage.ana, into="Pier")
    await stage.press(stage.ben, first, "Up")
    await stage.decide(hidden_until=moment_text(stage.env.now() + timedelta(days=3)))
    voted = await stage.press(stage.chidi, first, "Down")
    assert voted.ephemeral
    assert "Your vote against wish 1 is in." in shown(voted.response)
    listed = await stage.chidi.slash(stage.channel, "wish list")
    copy = await stage.chidi.slash(stage.channel, "wish show", wish="1")
    mine = await stage.ana.slash(stage.channel, "wish mine")
    for answer in (voted, listed, copy, mine):
        assert " for, " not in shown(answer.response)
    assert "tallies are hidden until" in shown(listed.response).lower()
    assert _order(listed) == [2, 1], "newest first tells nothing"
    stage.later(days=4)
    listed = await stage.chidi.slash(stage.channel, "wish list", sort="top")
    assert _order(listed) == [1, 2]
    assert "1 for, 1 against" in shown(listed.response)


async def test_an_author_who_hides_is_nowhere_named(stage: Stage) -> None:
    card = await stage.card(stage.ana, options=["hidden"])
    copy = await stage.ben.slash(stage.channel, "wish show", wish="1")
    for message in (card, copy.response):
        assert "wished for by somebody" in shown(message)
        assert str(stage.ana.id) not in str(message.components)
    assert (await stage.wish()).author == stage.ana.id, "moderators still know"


async def test_a_reason_that_gives_something_away_is_covered(stage: Stage) -> None:
    card = await stage.card(stage.ana, why="It was || them || all along.", options=["spoiler"])
    (covered,) = [line for line in shown(card).splitlines() if "all along" in line]
    assert covered.startswith("|| ")
    assert covered.endswith(" ||")
    assert "|" not in covered[2:-2].replace("\\|", "")


@pytest.mark.parametrize("damage", ["foreign", "cut", "flipped", "older"])
async def test_a_press_that_was_not_made_here_does_nothing(stage: Stage, forged, kind_sentence, damage: str) -> None:
    card = await stage.card(stage.ana, why="A secret of this server.")
    up = press_of(card, "Up")
    damaged = {
        "foreign": up,
        "cut": up[:-1],
        "flipped": up[:-1] + ("A" if up[-1] != "A" else "B"),
        "older": up.replace("w1:", "w0:"),
    }
    guild = stage.env.create_guild()
    channel, eve = guild.create_text_channel("there"), guild.add_member(stage.env.create_user("eve"))
    await stage.add(eve, channel=channel, into="Their Pier")
    told = await stage.press(eve, await forged(channel, damaged[damage]), "Press")
    assert "That button is not from here" in kind_sentence(told)
    assert await stage.votes() == []


def _order(answer: Any) -> list[int]:
    return [int(one.removeprefix("Show ")) for one in labels(answer.response) if one.startswith("Show ")]
