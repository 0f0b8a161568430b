"""Newer facts grant a wish: its card is drawn anew, the channel told once, those who follow written to once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from discord.utils import utcnow

from bot.client import Client
from bot.domain.pack import Pack
from bot.services.library import Library
from bot.store.facts import FactsStore
from tests.cogs.wish_stage import Stage, labels, press_of, sent, shown
from tests.conftest import _order, _row


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


def newer(pack: Pack, released: date = date(2030, 2, 1)) -> Pack:
    """Return facts in which Jane Doe is on The Ferry."""
    rows = (*pack.appearances, _row("jane-doe", "ferry", None, None))
    universe = replace(pack.universe, content_hash="hash-2")
    titles = tuple(replace(one, released=released) if one.id == "ferry" else one for one in pack.titles)
    return replace(pack, universe=universe, titles=titles, appearances=tuple(sorted(rows, key=_order)))


@pytest.fixture
def load(stage: Stage, library: Library) -> Callable[[Pack], Any]:
    """Return a coroutine function that loads facts as a start of the bot does, and settles in them."""

    async def loaded(facts: Pack) -> int:
        with stage.env.time_context():
            now = utcnow()
        await FactsStore(stage.database).replace_pack(facts, now)
        await library.refresh(FactsStore(stage.database))
        return await stage.wishes.settling.settle(now)

    return loaded


async def test_a_wish_comes_true_and_each_is_told_once(stage: Stage, load, pack: Pack) -> None:
    news = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=news.id)
    await stage.add(stage.ana)
    (card,) = news.history()
    for person in (stage.ben, stage.chidi):
        await stage.press(person, card, "Up")
        receipt = await stage.press(person, card, "Follow")
    await stage.press(stage.chidi, receipt.response, "Stop following")
    assert await load(pack) == 0
    await stage.env.advance_time(16)
    assert len(news.history()) == 1
    assert await load(newer(pack)) == 1
    await stage.env.advance_time(16)
    assert "**It came true** in The Ferry (1 Feb 2030)." in shown(stage.now_of(card))
    assert labels(stage.now_of(card)) == []
    told = [one for one in news.history() if one.id != card.id]
    assert len(told) == 1
    assert "A wish came true: Jane Doe in The Ferry" in shown(told[0])
    assert "2 for, 0 against" in shown(told[0])
    (letter,) = stage.ben.user.dm_channel.history()
    assert "A wish came true: Jane Doe in The Ferry" in shown(letter)
    assert f"/channels/{stage.guild.id}/{news.id}/{card.id}" in shown(letter)
    for person in (stage.ana, stage.chidi, stage.mod):
        assert person.user.dm_channel.history() == []
    assert await load(newer(pack)) == 0
    await stage.env.advance_time(60)
    assert len(news.history()) == 2
    assert len(stage.ben.user.dm_channel.history()) == 1
    assert await stage.errands() == []


async def test_an_old_card_of_a_granted_wish_takes_no_vote(stage: Stage, load, pack: Pack, forged) -> None:
    card = await stage.card(stage.ana)
    up = press_of(card, "Up")
    await load(newer(pack))
    told = await stage.press(stage.ben, await forged(stage.channel, up), "Press")
    assert "not open any more" in shown(told.response)
    assert await stage.votes() == []
    listed = await stage.ben.slash(stage.channel, "wish list", state="came-true")
    assert "Granted wishes" in shown(listed.response)
    assert "came true" in shown(listed.response)


async def test_foresight_is_shown_for_what_came_true_afterwards(stage: Stage, load, pack: Pack) -> None:
    card = await stage.card(stage.ana)
    other = await stage.card(stage.ana, into="Pier")
    for person in (stage.ben, stage.chidi, stage.mod):
        await stage.press(person, other, "Up")
    await stage.press(stage.ben, card, "Up")
    await load(newer(pack))
    for person, said in (
        (stage.ben, "**1 wish** that you were for came true"),
        (stage.chidi, "None that you were for"),
    ):
        mine = await person.slash(stage.channel, "wish mine")
        assert said in shown(mine.response)
    mine = await stage.ben.slash(stage.channel, "wish mine")
    assert "foresight **2.6**" in shown(mine.response), "1 + log2(3 voters / 1 for it)"


async def test_what_had_come_true_before_it_was_wished_for_is_no_news_and_no_foresight(
    stage: Stage, load, pack: Pack
) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    await load(newer(pack, date(2019, 5, 1)))
    await stage.env.advance_time(16)
    assert "**It had come true before it was wished for** in The Ferry (1 May 2019)." in shown(stage.now_of(card))
    assert len(stage.channel.history()) == 1
    mine = await stage.ben.slash(stage.channel, "wish mine")
    assert "None that you were for has come true yet." in shown(mine.response)


async def test_a_name_that_facts_come_to_know_is_the_fact(stage: Stage, load, pack: Pack) -> None:
    await stage.add(stage.ana, into="Lantern Bay")
    titles = [replace(one, name="Lantern Bay") if one.id == "ferry" else one for one in pack.titles]
    universe = replace(pack.universe, content_hash="hash-2")
    await load(replace(pack, universe=universe, titles=tuple(titles)))
    assert (await stage.wish()).wanted.into.id == "ferry"


async def digests(stage: Stage, channel: Any) -> list[Any]:
    """Return the weekly posts, with one that is due now."""
    now = stage.env.now()
    await stage.wishes.errands.add_digests(now)
    await stage.messenger().run(now)
    return [one for one in channel.history() if "What this server wishes for" in shown(one)]


async def test_the_week_is_posted_once_a_week_and_only_where_it_is_switched_on(stage: Stage) -> None:
    news = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=news.id)
    await stage.add(stage.ana)
    await stage.press(stage.ben, news.history()[0], "Up")
    assert await digests(stage, news) == []
    await stage.decide(digest=1)
    (post,) = await digests(stage, news)
    assert "Jane Doe in The Ferry" in shown(post)
    assert "1 for, 0 against this week" in shown(post)
    shown_card = await stage.press(stage.chidi, post, "Show 1")
    assert "Jane Doe in The Ferry" in shown(shown_card.response)
    stage.later(days=6, hours=23)
    assert len(await digests(stage, news)) == 1
    stage.later(hours=2)
    assert len(await digests(stage, news)) == 1, "nothing rose since"
    stage.later(days=7)
    await stage.press(stage.chidi, news.history()[0], "Up")
    assert len(await digests(stage, news)) == 2
    assert await stage.errands() == []


async def test_the_week_tells_no_hidden_tallies(stage: Stage) -> None:
    news = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=news.id, digest=1, hidden_until="2999-01-01T00:00:00+00:00")
    await stage.add(stage.ana)
    await stage.press(stage.ben, news.history()[0], "Up")
    assert await digests(stage, news) == []


async def test_news_tell_no_hidden_tallies(stage: Stage, load, pack: Pack) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    await stage.press(stage.ben, card, "Follow")
    await stage.decide(hidden_until="2999-01-01T00:00:00+00:00")
    await load(newer(pack))
    await stage.env.advance_time(16)
    (letter,) = stage.ben.user.dm_channel.history()
    for message in (stage.channel.history()[-1], letter, stage.now_of(card)):
        assert "came true" in shown(message)
        assert " for, " not in shown(message)


async def test_news_ping_nobody(stage: Stage, load, pack: Pack) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Follow")
    await load(newer(pack))
    await stage.env.advance_time(16)
    bodies = sent(stage.env, path="/messages")
    assert len(bodies) == 2
    assert [one["allowed_mentions"] for one in bodies] == [{"parse": []}] * 2
