"""`/privacy` as people use and abuse it: the real bot, a simulated Discord, a real database."""

import io
import json
import logging
import zipfile
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
import simcord
from discord import Permissions

from bot.client import Client
from bot.domain.errors import UserError
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.signing import Signer
from bot.domain.wishes import Actor, Named, Wanted, Wording
from bot.services.departures import Departures
from bot.services.lookups import Lookups
from bot.services.privacy import Privacy
from bot.store.database import Database
from bot.store.departures import DeparturesStore
from bot.store.errors import UnavailableError
from bot.store.privacy import PrivacyStore
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.people_making import found, post
from tests.store.wish_making import NOON

MINE, SERVER = "d1:mine", "d1:server"


SIGNER = Signer(bytes(range(32)))


@pytest.fixture
def new_client(lookups: Lookups, database: Database) -> Callable[[], Client]:
    def start() -> Client:
        privacy, departures = (
            Privacy(lookups, PrivacyStore(database, SIGNER)),
            Departures(DeparturesStore(database, SIGNER)),
        )
        client = Client(lookups, "1.2.3", privacy=privacy, departures=departures)
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def simcord_bot(new_client: Callable[[], Client]) -> Client:
    return new_client()


@pytest.fixture
def people(simcord_env: simcord.Env):
    """A channel, two people who may do nothing in particular, and one who manages the server."""
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    keeper = guild.create_role("keeper", permissions=Permissions(manage_guild=True))
    ana, ben = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))
    eve = guild.add_member(simcord_env.create_user("eve"), roles=[keeper])
    return channel, ana, ben, eve


def actor(person: Any, guild: Any, interaction: int) -> Actor:
    return Actor(GuildId(int(guild.id)), UserId(int(person.id)), InteractionId(interaction))


@pytest.fixture
async def settled(people, database: Database) -> Any:
    """Ana made a posted wish for which Ben is, and is for his."""
    channel, ana, ben, _ = people
    wishes, votes = WishesStore(database), VotesStore(database)
    made = []
    for place, (person, other) in enumerate(((ana, ben), (ben, ana))):
        wanted = Wanted(Named(f"Fan {place}"), Named("Lighthouse"))
        wish = (
            await wishes.add(wanted, Wording("because"), actor(person, channel.guild, 10 + place), "hash", NOON)
        ).wish
        assert wish is not None
        await votes.vote(wish.number, 1, actor(other, channel.guild, 20 + place), "hash", NOON)
        await post(database, wish.guild, wish.number)
        made.append(wish)
    return made


async def tallies(database: Database) -> list[Any]:
    return await database.fetch_all("SELECT number, ups, downs FROM wishes ORDER BY number")


async def cards(database: Database) -> list[int]:
    return [number for (number,) in await database.fetch_all("SELECT number FROM errands WHERE kind = 'card'")]


async def test_people_see_how_much_is_stored_of_them_and_nobody_else_does(people, settled, shown) -> None:
    channel, ana, ben, eve = people
    answer = await ana.slash(channel, "privacy show")
    assert answer.ephemeral
    assert channel.history(viewer=ben) == []
    text = shown(answer.response)
    assert "1 wish you made" in text
    assert "1 vote\n" in text
    assert "1 follow" not in text
    nobody = await eve.slash(channel, "privacy show")
    assert nobody.ephemeral
    assert "Nothing is stored of you" in shown(nobody.response)


async def test_people_get_all_of_it_as_a_file_that_only_they_see(people, settled, shown) -> None:
    channel, ana, ben, eve = people
    answer = await ana.slash(channel, "privacy export")
    assert answer.ephemeral
    (file,) = answer.followups[-1].attachments if answer.followups else answer.response.attachments
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        stored = json.loads(archive.read("gueststar.json"))
        assert len(archive.namelist()) == 13
    assert stored["person_id"] == str(ana.id)
    assert [(wish["who"], wish["why"]) for wish in stored["wishes"]] == [("Fan 0", "because")]
    assert [(vote["who"], vote["value"]) for vote in stored["votes"]] == [("Fan 1", 1)]
    assert str(ben.id) not in json.dumps(stored)
    assert channel.history(viewer=ben) == []
    nothing = await eve.slash(channel, "privacy export")
    assert nothing.ephemeral
    said = nothing.followups[-1] if nothing.followups else nothing.response
    assert "Nothing is stored of you" in shown(said)
    assert not said.attachments


async def test_who_confirms_is_forgotten_everywhere_and_tallies_stay(people, settled, database, shown) -> None:
    channel, ana, ben, _ = people
    before = await tallies(database)
    question = await ana.slash(channel, "privacy delete")
    assert question.ephemeral
    text = shown(question.response)
    for said in ("What goes", "1 wish you made", "What stays", "votes go on counting", "cannot be undone"):
        assert said in text
    assert await found(database, int(ana.id)) != {}
    done = await ana.click(question.response, custom_id=MINE)
    assert "You are forgotten" in shown(question.response)
    assert done.acknowledged
    assert await found(database, int(ana.id)) == {}
    assert await tallies(database) == before
    assert await cards(database) == [1]
    assert channel.history(viewer=ben) == []
    again = await ana.slash(channel, "privacy delete")
    assert "There is nothing left of you" in shown(again.response)
    assert again.ephemeral


async def test_the_button_works_after_a_restart_and_a_second_press_finds_nothing(
    people, settled, database, shown, simcord_env, new_client, pressable
) -> None:
    channel, ana, _, _ = people
    question = await ana.slash(channel, "privacy delete")
    twin = await ana.slash(channel, "privacy delete")
    assert pressable(question.response) == [MINE]
    await simcord_env.restart_bot(new_client())
    await ana.click(question.response, custom_id=MINE)
    assert "You are forgotten" in shown(question.response)
    assert pressable(question.response) == []
    await ana.click(twin.response, custom_id=MINE)
    assert "There is nothing left of you" in shown(twin.response)
    assert await found(database, int(ana.id)) == {}


async def test_a_button_for_all_to_see_deletes_nothing(people, settled, database, forged, shown) -> None:
    channel, ana, _, eve = people
    for who, custom_id in ((ana, MINE), (eve, SERVER)):
        message = await forged(channel, custom_id)
        answer = await who.click(message, custom_id=custom_id)
        assert answer.ephemeral
        assert "for the one who asked" in shown(answer.response)
    assert await found(database, int(ana.id)) != {}
    assert len(await tallies(database)) == 2


@pytest.mark.parametrize("custom_id", ["d1:", "d1:everybody", "d1:mine2", "d2:mine", "d1:server:5", "d1:MINE"])
async def test_another_custom_id_deletes_nothing_and_gets_one_kind_sentence(
    people, settled, database, forged, kind_sentence, custom_id: str
) -> None:
    channel, ana, *_ = people
    before = await found(database, int(ana.id))
    kind_sentence(await ana.click(await forged(channel, custom_id), custom_id=custom_id))
    assert await found(database, int(ana.id)) == before


async def test_a_manager_deletes_the_servers_data_and_people_keep_theirs_elsewhere(
    people, settled, database, shown
) -> None:
    channel, ana, ben, eve = people
    elsewhere = Actor(GuildId(5), UserId(int(ana.id)), InteractionId(99))
    await WishesStore(database).add(Wanted(Named("a"), Named("b")), Wording(), elsewhere, "hash", NOON)
    question = await eve.slash(channel, "privacy delete", whose=SERVER.partition(":")[2])
    assert question.ephemeral
    assert "2 wishes with 2 votes" in shown(question.response)
    await eve.click(question.response, custom_id=SERVER)
    assert "This server is forgotten" in shown(question.response)
    assert await found(database, int(channel.guild.id)) == {}
    assert await database.fetch_all("SELECT guild_id, author_id FROM wishes") == [(5, int(ana.id))]
    assert channel.history(viewer=ben) == []
    again = await eve.slash(channel, "privacy delete", whose="server")
    assert "There is nothing left of this server" in shown(again.response)


async def test_who_does_not_manage_the_server_cannot_at_the_command(people, settled, database, kind_sentence) -> None:
    channel, ana, _, _ = people
    assert "Only who may manage this server" in kind_sentence(
        await ana.slash(channel, "privacy delete", whose="server")
    )
    assert len(await tallies(database)) == 2


async def test_nor_at_the_button_once_they_have_lost_the_right(
    people, settled, database, simcord_env, kind_sentence
) -> None:
    channel, _, _, eve = people
    question = await eve.slash(channel, "privacy delete", whose="server")
    (keeper,) = (role for name, role in channel.guild.roles.items() if name == "keeper")
    simcord_env.backend.remove_member_role(int(channel.guild.id), int(eve.id), int(keeper.id))
    assert "Only who may manage this server" in kind_sentence(await eve.click(question.response, custom_id=SERVER))
    assert len(await tallies(database)) == 2


async def test_in_a_direct_message_one_deletes_ones_own_and_no_server(
    people, settled, database, simcord_env, shown
) -> None:
    _, ana, *_ = people
    user = simcord_env.create_user("zoe")
    refused = await user.slash("privacy delete", whose="server")
    assert refused.ephemeral
    assert "belongs to no server" in shown(refused.response)
    await PrivacyStore(database, SIGNER).set_hidden(UserId(int(user.id)), NOON, hidden=True)
    question = await user.slash("privacy delete")
    await user.click(question.response, custom_id=MINE)
    assert await found(database, int(user.id)) == {}
    assert await found(database, int(ana.id)) != {}


async def test_a_hidden_name_is_so_at_once_and_shown_again_on_request(people, settled, database, shown) -> None:
    channel, ana, ben, _ = people
    wishes = WishesStore(database)
    guild, number = settled[0].guild, settled[0].number
    for name, author, said in (("hidden", None, "on no card"), ("shown", int(ana.id), "on the cards")):
        await post(database, guild, number)
        answer = await ana.slash(channel, "privacy visibility", name=name)
        assert answer.ephemeral
        assert said in shown(answer.response)
        wish = await wishes.find(guild, number)
        assert wish is not None
        assert wish.shown_author == author
        assert await cards(database) == [number]
    again = await ana.slash(channel, "privacy visibility", name="shown")
    assert "It was so already" in shown(again.response)
    assert channel.history(viewer=ben) == []


async def test_a_database_out_of_reach_is_one_sentence(
    people, settled, database, monkeypatch, shown, kind_sentence
) -> None:
    channel, ana, _, _ = people
    question = await ana.slash(channel, "privacy delete")

    async def out_of_reach(*_: Any) -> None:
        raise UnavailableError

    for reading in ("fetch_all", "fetch_together"):
        monkeypatch.setattr(database, reading, out_of_reach)
    monkeypatch.setattr(database, "transaction", _out_of_reach)
    for command in ("show", "delete"):
        assert "try again in a minute" in kind_sentence(await ana.slash(channel, f"privacy {command}"))
    pressed = await ana.click(question.response, custom_id=MINE)
    assert "kept nothing" in shown(pressed.followups[-1])
    assert "You are forgotten" not in shown(question.response)
    monkeypatch.undo()
    assert await found(database, int(ana.id)) != {}


def _out_of_reach() -> None:
    raise UnavailableError


async def test_a_bot_without_a_database_says_that_nothing_is_stored(people, lookups, simcord_env, shown) -> None:
    channel, ana, _, _ = people
    client = Client(lookups, "1.2.3")
    client.shard_count = 1
    await simcord_env.restart_bot(client)
    assert "Nothing is stored of you" in shown((await ana.slash(channel, "privacy show")).response)
    assert "stores nothing" in shown((await ana.slash(channel, "privacy visibility", name="hidden")).response)


async def test_a_server_that_the_bot_left_is_forgotten_after_thirty_days_and_no_id_is_logged(
    people, settled, database, simcord_env, caplog
) -> None:
    channel, *_ = people
    caplog.set_level(logging.INFO)
    simcord_env.create_guild()
    guild = int(channel.guild.id)
    await simcord_env.advance_time(timedelta(days=40).total_seconds())
    assert await found(database, guild) != {}, "it is there"
    simcord_env.backend.remove_guild(guild)
    await simcord_env.advance_time(timedelta(days=29).total_seconds())
    assert len(await tallies(database)) == 2
    await simcord_env.advance_time(timedelta(days=3).total_seconds())
    assert await found(database, guild) == {}
    assert str(guild) not in caplog.text


@pytest.mark.parametrize("fault", ["is not there", "repeats itself"])
async def test_an_outage_of_discords_is_no_departure(
    people, settled, database, simcord_env, caplog, fault: str
) -> None:
    away = simcord_env.create_guild()
    cog = simcord_env.bot.get_cog("privacy")
    assert cog is not None

    async def breaking() -> AsyncIterator[Any]:
        while True:
            yield away
            if fault == "is not there":
                raise UserError("Discord is not there")

    cog._servers = breaking
    await simcord_env.advance_time(timedelta(days=70).total_seconds())
    assert "nobody could look today which servers are left: Discord" in caplog.text
    assert fault in caplog.text
    assert await DeparturesStore(database, SIGNER).noted() == {}
    assert len(await tallies(database)) == 2
