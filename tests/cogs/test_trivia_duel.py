"""Link duels from the invitation to the end, as people see them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from bot.domain.links.duel import Duel
from bot.domain.links.judge import Judge
from bot.domain.links.values import duel_from
from bot.domain.pack import Pack
from tests.cogs.play_stage import PlayRoom, late
from tests.cogs.wish_stage import labels, shown
from tests.domain.links.duels import judge_of

pytestmark = pytest.mark.simcord(settle_timeout=2)


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


@pytest.fixture(scope="module")
def judge(saga: Pack) -> Judge:
    return judge_of(saga)


class Ring:
    """Where a link duel is fought: ana opens it, ben accepts."""

    def __init__(self, room: PlayRoom, judge: Judge) -> None:
        self.room, self.judge = room, judge
        self.ana, self.ben, self.chidi = room.stage.ana, room.stage.ben, room.stage.chidi

    async def open(self, **options: Any) -> Any:
        return await self.ana.slash(self.room.channel, "trivia duel", **options)

    async def begin(self, **options: Any) -> None:
        await self.open(**options)
        await self.room.press(self.ben, "Accept")
        await self.room.wait(0.1)

    async def duel(self) -> Duel:
        row = await self.room.row()
        assert row is not None
        return duel_from(json.loads(row[1]))

    async def right(self) -> str:
        """Somebody who would be a right move, with somebody left to name after them."""
        duel = await self.duel()
        named = {step.character for step in duel.chain}
        return next(
            one
            for one in self.judge._record.network.characters
            if one not in named and self.judge.links(duel.last, one) and self.judge.has_more(one, {*named, one}, set())
        )

    async def wrong(self) -> str:
        duel = await self.duel()
        people = self.judge._record.network.characters
        return next(one for one in people if one != duel.last and not self.judge.may_share(duel.last, one))

    def name_of(self, character: str) -> str:
        return self.judge._record.catalogue.characters[character].name  # type: ignore[index]

    async def form(self, person: Any) -> Any:
        return await self.room.press(person, "Name somebody")

    async def name(self, person: Any, typed: str) -> Any:
        """Name somebody by the button and its form."""
        told = await person.submit_modal(await self.form(person), {"who": typed})
        await self.room.wait(0.1)
        return told

    def turns(self) -> list[Any]:
        return [one for one in self.room.channel.history() if "Name somebody" in labels(one)]

    @property
    def last(self) -> str:
        return shown(self.room.channel.history()[-1])


@pytest.fixture
def ring(room: PlayRoom, judge: Judge) -> Ring:
    return Ring(room, judge)


async def test_a_whole_duel_from_the_invitation_to_the_end(ring: Ring) -> None:
    ana, ben, room = ring.ana, ring.ben, ring.room
    invitation = await ring.open(seconds=20)
    assert not invitation.ephemeral
    assert f"<@{ana.id}> invites anybody" in shown(invitation.response)
    assert ring.name_of((await ring.duel()).last) not in shown(invitation.response)
    await room.press(ben, "Accept")
    await room.wait(0.1)
    first, turn = room.channel.history()
    assert f"<@{ben.id}> accepted" in shown(first)
    assert labels(first) == []
    assert shown(turn).startswith(f"### Turn 1: <@{ben.id}>")
    for number, mover in ((1, ben), (2, ana), (3, ben)):
        character = await ring.right()
        await ring.name(mover, ring.name_of(character))
        before, now = room.channel.history()[-2:]
        assert shown(before).startswith(f"### Turn {number}: <@{mover.id}>")
        assert ring.name_of(character) in shown(before)
        assert labels(before) == []
        assert shown(now).startswith(f"### Turn {number + 1}")
    assert len(ring.turns()) == 1
    await room.wait(23)
    assert f"<@{ben.id}> wins" in ring.last
    assert f"<@{ana.id}> named nobody in time." in ring.last
    assert "**3 links**" in ring.last
    assert ring.turns() == []
    assert await room.row() is None


async def test_a_name_that_does_not_link_is_told_to_its_person_alone(ring: Ring) -> None:
    await ring.begin()
    before = len(ring.room.channel.history())
    duel = await ring.duel()
    wrong = ring.name_of(await ring.wrong())
    told = await ring.name(ring.ben, wrong)
    assert told.ephemeral
    assert f"**{wrong}** and **{ring.name_of(duel.last)}** share" in shown(told.response)
    again = await ring.name(ring.ben, ring.name_of(duel.last))
    assert "was named already" in shown(again.response)
    assert len(ring.room.channel.history()) == before
    assert (await ring.duel()).chain == duel.chain


async def test_a_name_that_is_not_sure_is_asked_back_about_and_picked(ring: Ring) -> None:
    await ring.begin()
    asked = await ring.name(ring.ben, "Fiske")
    assert asked.ephemeral
    assert "did you mean one of these" in shown(asked.response)
    assert len(labels(asked.response)) > 1
    unknown = await ring.name(ring.ben, "Xqzzyw")
    assert "no character called" in shown(unknown.response)
    empty = await ring.name(ring.ben, "   ")
    assert "type whom you name" in shown(empty.response)
    meant = labels(asked.response)[0]
    picked = await ring.ben.click(asked.response, label=meant)
    assert f"**{meant}**" in shown(picked.response)


async def test_the_command_names_somebody_too_and_leaves_the_old_button_harmless(ring: Ring) -> None:
    await ring.begin()
    character = await ring.right()
    told = await ring.ben.slash(ring.room.channel, "trivia link", character=ring.name_of(character))
    await ring.room.wait(0.1)
    assert told.ephemeral
    assert f"**{ring.name_of(character)}** it is, by" in shown(told.response)
    old, new = ring.turns()
    assert shown(new).startswith(f"### Turn 2: <@{ring.ana.id}>")
    stale = await ring.room.press(ring.ben, "Name somebody", message=old)
    assert "Too late" in shown(stale.response)


async def test_whose_turn_it_is_not_gets_no_form(ring: Ring) -> None:
    await ring.open()
    early = await ring.ana.slash(ring.room.channel, "trivia link", character="Matt Murdock")
    assert "waits for somebody to accept" in shown(early.response)
    await ring.room.press(ring.ben, "Accept")
    await ring.room.wait(0.1)
    for person, sentence in ((ring.ana, "not your turn"), (ring.chidi, "You are not in this duel")):
        told = await ring.form(person)
        assert told.modal is None
        assert told.ephemeral
        assert sentence in shown(told.response)


async def test_who_opened_it_cannot_accept_and_only_the_invited_one_can(ring: Ring) -> None:
    await ring.open(opponent=ring.chidi)
    assert f"invites <@{ring.chidi.id}>" in ring.last
    own = await ring.room.press(ring.ana, "Accept")
    assert "somebody else has to accept it" in shown(own.response)
    other = await ring.room.press(ring.ben, "Accept")
    assert "for somebody else" in shown(other.response)
    await ring.room.press(ring.chidi, "Accept")
    await ring.room.wait(0.1)
    assert f"### Turn 1: <@{ring.chidi.id}>" in ring.last


async def test_the_host_takes_an_invitation_back_and_the_invited_one_declines(ring: Ring) -> None:
    for person in (ring.ana, ring.chidi):
        await ring.open(opponent=ring.chidi)
        await ring.room.press(ring.ben, "Cancel")
        assert await ring.room.row() is not None
        await ring.room.press(person, "Cancel")
        await ring.room.wait(0.1)
        assert "taken back or declined" in ring.last
        assert labels(ring.room.channel.history()[-1]) == []
        assert await ring.room.row() is None


async def test_an_invitation_that_nobody_accepts_closes(ring: Ring) -> None:
    await ring.open()
    for _ in range(31):
        assert await ring.room.row() is not None
        await ring.room.wait(19.5)
    assert "within ten minutes" in ring.last
    assert await ring.room.row() is None


async def test_resigning_is_asked_about_and_lets_the_other_win(ring: Ring) -> None:
    await ring.begin()
    asked = await ring.room.press(ring.ana, "Resign")
    assert asked.ephemeral
    assert await ring.room.row() is not None
    assert "not in this duel" in shown((await ring.room.press(ring.chidi, "Resign")).response)
    await ring.ana.click(asked.response, label="Resign")
    await ring.room.wait(0.1)
    assert f"<@{ring.ben.id}> wins" in ring.last
    assert f"<@{ring.ana.id}> resigned" in ring.last


async def test_a_moderator_stops_a_duel_and_nobody_skips_a_turn(ring: Ring) -> None:
    mod = ring.room.stage.mod
    await ring.begin()
    skipped = await mod.slash(ring.room.channel, "trivia skip")
    assert "cannot be skipped" in shown(skipped.response)
    refused = await ring.chidi.slash(ring.room.channel, "trivia stop")
    assert "Only the two who play or a moderator" in shown(refused.response)
    await mod.slash(ring.room.channel, "trivia stop")
    await ring.room.wait(0.1)
    assert "Nobody wins" in ring.last


async def test_what_cannot_be_opened_is_refused_in_a_sentence(ring: Ring) -> None:
    bot = ring.room.stage.guild.add_member(ring.room.env.create_user("robot", bot=True))
    for options, sentence in (
        ({"opponent": ring.ana}, "takes two"),
        ({"opponent": bot}, "Bots do not play"),
        ({"universe": "atlantis"}, "no universe “atlantis”"),
    ):
        told = await ring.open(**options)
        assert told.ephemeral
        assert sentence in shown(told.response)
        assert await ring.room.row() is None
    none = await ring.ana.slash(ring.room.channel, "trivia link", character="Matt Murdock")
    assert "no link duel in this channel" in shown(none.response)


async def test_a_channel_has_one_play_of_any_kind(ring: Ring) -> None:
    await ring.begin()
    for again in (await ring.open(), await ring.room.open(ring.chidi)):
        assert again.ephemeral
        assert "There is a play in this channel already" in shown(again.response)
    await ring.name(ring.ben, ring.name_of(await ring.right()))
    assert (await ring.duel()).turn == 2


async def test_in_a_play_of_another_kind_nobody_is_named(ring: Ring) -> None:
    await ring.room.open(ring.ana)
    none = await ring.ana.slash(ring.room.channel, "trivia link", character="Matt Murdock")
    assert "no link duel in this channel" in shown(none.response)


async def test_after_a_restart_the_turn_has_its_whole_time_anew(
    ring: Ring, new_trivia_client: Callable[[], Client]
) -> None:
    await ring.begin(seconds=30)
    await ring.name(ring.ben, ring.name_of(await ring.right()))
    before = await ring.duel()
    ring.room.stage.later(seconds=300)
    await ring.room.env.restart_bot(new_trivia_client())
    await ring.room.wait(25)
    assert (await ring.duel()).chain == before.chain
    assert "I was away" in ring.last
    assert len(ring.turns()) == 1
    await ring.name(ring.ana, ring.name_of(await ring.right()))
    assert (await ring.duel()).turn == 3
    await ring.room.wait(35)
    assert f"<@{ring.ana.id}> wins" in ring.last


async def test_autocomplete_offers_the_same_whoever_would_be_right(ring: Ring) -> None:
    channel = ring.room.channel
    outside = {
        typed: await ring.ben.autocomplete(channel, "appearances", "character", typed) for typed in ("c", "mur", "e")
    }
    await ring.begin()
    for typed, offered in outside.items():
        assert await ring.ben.autocomplete(channel, "trivia link", "character", typed) == offered
        assert offered
    assert await ring.ben.autocomplete(channel, "trivia link", "character", "") == []
    await ring.name(ring.ben, ring.name_of(await ring.right()))
    for typed, offered in outside.items():
        assert await ring.ana.autocomplete(channel, "trivia link", "character", typed) == offered


async def test_nothing_sent_before_a_move_names_a_right_one(ring: Ring) -> None:
    """Neither texts nor custom_ids of anything the bot sent have anybody in them but those of the chain."""
    await ring.begin()
    await ring.form(ring.ben)
    await ring.name(ring.ben, ring.name_of(await ring.wrong()))
    duel = await ring.duel()
    payloads = json.dumps([one.json for one in ring.room.env.http_requests if one.json], default=str)
    partners = [
        one for one in ring.judge._record.network.characters if one != duel.last and ring.judge.links(duel.last, one)
    ]
    assert len(partners) > 10
    assert [one for one in partners if f'{one}"' in payloads or f":{one}" in payloads] == []
    assert [one for one in partners if f"**{ring.name_of(one)}**" in payloads] == []


@pytest.mark.parametrize("custom_id", ["t1:l:win:5", "t1:l:accept:5", "t1:l:name:5:1", "t1:l:pick:5:1:matt-murdock"])
async def test_a_button_that_means_nothing_is_answered_in_a_sentence(
    ring: Ring, forged: Callable[..., Any], custom_id: str
) -> None:
    message = await forged(ring.room.channel, custom_id)
    told = await ring.ana.click(message, custom_id=custom_id)
    assert told.ephemeral
    assert "/trivia duel opens" in shown(told.response)


async def test_a_button_copied_into_another_channel_does_nothing(ring: Ring, forged: Callable[..., Any]) -> None:
    await ring.begin()
    duel = await ring.duel()
    elsewhere = ring.room.stage.guild.create_text_channel("elsewhere")
    for custom_id in (f"t1:l:resign:{duel.id}", f"t1:l:name:{duel.id}:1"):
        message = await forged(elsewhere, custom_id)
        told = await ring.ben.click(message, custom_id=custom_id)
        assert told.modal is None
        assert "over" in shown(told.response)
    assert await ring.duel() == duel


async def test_what_the_database_takes_long_over_is_shown_where_it_was_pressed(ring: Ring) -> None:
    room = ring.room
    opened = await late(room.env, room.database, ring.open())
    assert not opened.ephemeral
    await late(room.env, room.database, room.press(ring.ben, "Accept"))
    await room.wait(0.1)
    first, turn = room.channel.history()
    assert f"<@{ring.ben.id}> accepted" in shown(first)
    assert labels(first) == []
    character = ring.name_of(await ring.right())
    form = await ring.form(ring.ben)
    await late(room.env, room.database, ring.ben.submit_modal(form, {"who": character}))
    await room.wait(0.1)
    assert f"**{character}** · " in shown(room.stage.now_of(turn))
    assert labels(room.stage.now_of(turn)) == []
    asked = await room.press(ring.ana, "Resign")
    resigned = await late(room.env, room.database, ring.ana.click(asked.response, label="Resign"))
    assert resigned.followups == []
    assert labels(asked.response) == [], "one cannot resign twice"
    assert f"<@{ring.ben.id}> wins" in ring.last


async def test_who_names_somebody_by_the_command_is_told_alone_though_it_takes_long(ring: Ring) -> None:
    await ring.begin()
    character = ring.name_of(await ring.right())
    named = ring.ben.slash(ring.room.channel, "trivia link", character=character)
    told = await late(ring.room.env, ring.room.database, named)
    assert told.ephemeral
    assert f"**{character}** it is, by" in shown(told.response)


async def test_no_duel_is_opened_where_the_bot_may_not_write(ring: Ring) -> None:
    for one in ring.room.env.backend.get_guild(ring.room.stage.guild.id).roles.values():
        one.permissions = int(one.permissions) & ~0x800
    refused = await ring.open()
    assert "I may not write in this channel" in shown(refused.response)
    assert await ring.room.row() is None
