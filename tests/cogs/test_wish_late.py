"""What becomes of cards and answers where Discord, the database or somebody else is slower than a press."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.client import Client
from bot.domain.identities import ChannelId, InteractionId, MessageId, UserId
from bot.domain.wishes import Actor, CardPlace, Wish
from bot.store.wishes import WishesStore
from tests.cogs.play_stage import late
from tests.cogs.wish_stage import Stage, labels, shown


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


class Held:
    """Keeps a request to Discord, by whoever sends it, until something else has happened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str, is_held: Callable[[Any], bool]) -> None:
        self.came, self.go_on = asyncio.Event(), asyncio.Event()
        done = getattr(owner, name)

        async def later(asking: Any, *args: Any, **options: Any) -> Any:
            if is_held(asking) and not self.came.is_set():
                self.came.set()
                await self.go_on.wait()
            return await done(asking, *args, **options)

        monkeypatch.setattr(owner, name, later)


def answers_of(monkeypatch: pytest.MonkeyPatch, person: Any) -> Held:
    """Hold the first card with which a press of this person is answered."""
    return Held(monkeypatch, discord.InteractionResponse, "edit_message", lambda one: one._parent.user.id == person.id)


async def while_held(stage: Stage, held: Held, at_once: Any, slow: Any, *quick: Any) -> None:
    """Let something be done while an answer is under way."""

    async def first() -> None:
        await held.came.wait()

    async def last() -> None:
        for one in quick:
            await one
            await asyncio.sleep(0.2)
        held.go_on.set()

    await at_once(stage.env, slow, first(), last())


async def test_a_late_answer_leaves_the_card_with_every_vote(stage: Stage, monkeypatch, at_once) -> None:
    card = await stage.card(stage.ana)
    held = answers_of(monkeypatch, stage.ben)
    await while_held(stage, held, at_once, stage.press(stage.ben, card, "Up"), stage.press(stage.chidi, card, "Up"))
    assert "2 for, 0 against" in shown(stage.now_of(card))
    assert await stage.errands() == []


@pytest.mark.parametrize("on_copy", [False, True])
async def test_a_late_answer_brings_no_removed_text_back(stage: Stage, monkeypatch, at_once, *, on_copy: bool) -> None:
    card = await stage.card(stage.ana, why="An insult.")
    pressed = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response if on_copy else card
    held = answers_of(monkeypatch, stage.ben)
    removal = stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="rude")
    await while_held(stage, held, at_once, stage.press(stage.ben, pressed, "Up"), removal)
    for one in (card, pressed):
        assert "An insult." not in shown(stage.now_of(one))
        assert labels(stage.now_of(one)) == []
    assert await stage.errands() == []


async def test_a_vote_whose_answer_fails_is_on_the_card_in_the_end(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    stage.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await stage.press(stage.ben, card, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]
    assert "1 for, 0 against" in shown(stage.now_of(card))


async def test_a_card_that_is_drawn_late_is_drawn_with_every_vote(stage: Stage, monkeypatch, at_once) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    held = Held(monkeypatch, discord.PartialMessage, "edit", lambda _: True)
    await while_held(stage, held, at_once, stage.press(stage.ben, copy, "Up"), stage.press(stage.chidi, card, "Up"))
    assert "2 for, 0 against" in shown(stage.now_of(card))
    assert await stage.errands() == []


async def test_a_vote_that_takes_long_is_shown_on_its_card(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    voted = await late(stage.env, stage.database, stage.press(stage.ben, card, "Up"))
    assert voted.followups == []
    assert "1 for, 0 against" in shown(stage.now_of(card))
    again = await late(stage.env, stage.database, stage.press(stage.ben, card, "Up"))
    assert "a person has one vote" in shown(again.followups[0])
    own = await late(stage.env, stage.database, stage.press(stage.ana, card, "Up"))
    assert "wish is your own" in shown(own.followups[0])
    assert "1 for, 0 against" in shown(stage.now_of(card))


async def test_a_follow_that_takes_long_is_answered_in_the_end(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    told = await late(stage.env, stage.database, stage.press(stage.ben, card, "Follow"))
    (receipt,) = told.followups
    assert "You follow wish 1" in shown(receipt)
    ended = await late(stage.env, stage.database, stage.press(stage.ben, receipt, "Stop following"))
    assert ended.followups == []
    assert "You do not follow wish 1 any more." in shown(receipt)


@pytest.mark.parametrize("has_channel", [False, True])
async def test_a_wish_that_takes_long_to_make_gets_its_card(stage: Stage, *, has_channel: bool) -> None:
    there = stage.guild.create_text_channel("wishes") if has_channel else stage.channel
    await stage.decide(channel_id=there.id if has_channel else None)
    form = await stage.form(stage.ana)
    made = await late(stage.env, stage.database, stage.send(stage.ana, form))
    assert made.ephemeral, "a refusal would be for its author alone"
    assert "Your wish is made." in shown(made.response)
    card = there.history()[-1]
    assert (await stage.wish()).card.message == card.id
    await stage.press(stage.ben, card, "Up")
    assert "1 for, 0 against" in shown(stage.now_of(card))


async def test_a_wish_of_a_message_that_stands_already_is_shown_late_to_its_author_alone(stage: Stage) -> None:
    await stage.add(stage.ana)
    message = await stage.ana.send(stage.channel, "Jane Doe in The Ferry, please")
    form = await stage.ben.context_menu(stage.channel, "Make this a wish", message)
    typed = {"who": "Jane Doe", "into": "The Ferry", "why": "", "manner": ["any"], "options": []}
    answer = await late(stage.env, stage.database, stage.ben.submit_modal(form, typed))
    assert answer.ephemeral
    assert "That is wished for already" in shown(answer.response)
    assert await stage.states() == ["open"]


async def test_what_an_author_changes_slowly_is_answered_in_the_end(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    form = await stage.ana.slash(stage.channel, "wish edit", wish="1")
    edited = await late(stage.env, stage.database, stage.send(stage.ana, form, "Better so."))
    assert "Wish 1 is changed." in shown(edited.response)
    assert "Better so." in shown(stage.now_of(card))
    asked = (await stage.ana.slash(stage.channel, "wish withdraw", wish="1")).response
    withdrawn = await late(stage.env, stage.database, stage.press(stage.ana, asked, "Withdraw it"))
    assert withdrawn.followups == []
    assert "Wish 1 is withdrawn." in shown(asked)


async def test_discord_is_asked_for_a_thread_after_it_was_told_of_an_answer(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    for path in (f"/messages/{card.id}/threads", f"/channels/{card.id}"):  # it is begun, and looked whether it stands
        before = len(stage.env.http_requests)
        told = await stage.press(stage.ben, card, "Discuss")
        deferred, asked, _ = [one.path for one in stage.env.http_requests[before:]]
        assert deferred.endswith("/callback")
        assert asked.endswith(path)
        assert "Wish 1 is discussed in" in shown(told.response)


class MeanwhileStore(WishesStore):
    """Lets something else happen between the posting of a card and the note where it is."""

    meanwhile: Callable[[], Awaitable[object]]

    async def place_card(self, wish: Wish, card: CardPlace) -> None:
        """Do that first."""
        await self.meanwhile()
        await super().place_card(wish, card)


async def test_a_wish_withdrawn_while_its_card_is_posted_has_no_open_card(stage: Stage) -> None:
    channel = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=channel.id)
    stage.env.inject_error("POST", "/channels/*/messages", status=500)
    await stage.add(stage.ana)
    soon = stage.env.now() + timedelta(minutes=5)

    async def withdraw() -> None:
        wish = await stage.wish()
        author = Actor(wish.guild, UserId(stage.ana.id), InteractionId(5))
        await stage.wishes.wishing.withdraw(author, wish.number, soon)
        await stage.messenger().run(soon)  # another process, which finds no card to draw

    cards = MeanwhileStore(stage.database)
    cards.meanwhile = withdraw
    await stage.messenger(replace(stage.wishes, cards=cards)).run(soon)
    (card,) = channel.history()
    assert "Withdrawn" in shown(card)
    assert labels(card) == []
    assert await stage.errands() == []


@pytest.mark.parametrize("is_slow", [False, True])
async def test_a_copy_of_a_removed_wish_shows_that_to_whoever_presses_it(stage: Stage, *, is_slow: bool) -> None:
    await stage.card(stage.ana, why="An insult.")
    copies = [(await stage.chidi.slash(stage.channel, "wish show", wish="1")).response for _ in range(2)]
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="rude")
    for copy, label in zip(copies, ("Up", "Follow"), strict=True):
        pressing = stage.press(stage.ben, stage.now_of(copy), label)
        told = await (late(stage.env, stage.database, pressing) if is_slow else pressing)
        assert "I know of no such wish here" in shown(told.followups[0])
        assert "Removed" in shown(stage.now_of(copy))
        assert "An insult." not in shown(stage.now_of(copy))
        assert labels(stage.now_of(copy)) == []


async def test_two_who_discuss_at_two_copies_are_led_to_one_thread(stage: Stage, at_once) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    presses = (stage.press(stage.ben, card, "Discuss"), stage.press(stage.chidi, copy, "Discuss"))
    answers = await at_once(stage.env, *presses)
    (thread,) = stage.channel.threads
    assert [f"discussed in <#{thread.id}>" in shown(one.response) for one in answers] == [True, True]


async def test_where_the_card_is_deleted_a_copy_is_discussed(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    await stage.mod.delete(stage.now_of(card))
    told = await stage.press(stage.ben, copy, "Discuss")
    (thread,) = stage.channel.threads
    assert thread.id == copy.id
    assert f"discussed in <#{thread.id}>" in shown(told.response)


async def test_where_every_message_is_gone_no_thread_begins(stage: Stage, kind_sentence) -> None:
    card = await stage.card(stage.ana)
    copy = (await stage.chidi.slash(stage.channel, "wish show", wish="1")).response
    for pressed in (card, copy):
        stage.env.inject_error("POST", "/channels/*/messages/*/threads", status=404, code=10008, times=2)
        told = await stage.press(stage.ben, pressed, "Discuss")
        assert "lets me begin no thread here" in kind_sentence(told)
        stage.env.backend.faults.clear()
    assert (await stage.wish()).thread is None


async def test_a_wish_whose_card_could_not_be_shown_has_the_next_copy_for_its_card(stage: Stage) -> None:
    form = await stage.form(stage.ana)
    stage.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
    await stage.send(stage.ana, form)
    assert (await stage.wish()).card is None
    copies = [(await stage.chidi.slash(stage.channel, "wish show", wish="1")).response for _ in range(2)]
    assert (await stage.wish()).card == CardPlace(ChannelId(stage.channel.id), MessageId(copies[0].id))
    await stage.press(stage.ben, copies[1], "Up")
    for copy in copies:
        assert "1 for, 0 against" in shown(stage.now_of(copy))
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="rude")
    assert labels(stage.now_of(copies[0])) == []
    assert await stage.errands() == []


async def test_no_copy_takes_the_place_of_a_card_that_is_to_be_posted(stage: Stage) -> None:
    channel = stage.guild.create_text_channel("wishes")
    await stage.decide(channel_id=channel.id)
    stage.env.inject_error("POST", "/channels/*/messages", status=500)
    await stage.add(stage.ana)
    await stage.chidi.slash(stage.channel, "wish show", wish="1")
    assert (await stage.wish()).card is None
    await stage.env.advance_time(90)
    (card,) = channel.history()
    assert (await stage.wish()).card == CardPlace(ChannelId(channel.id), MessageId(card.id))
