"""Who may not add or vote gets one sentence that says why, and nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.wish_settings import MOST_IN_A_BURST, MOST_STANDING
from bot.domain.wishes import Actor
from bot.store.database import Statement
from tests.cogs.wish_stage import WHY, Stage, shown
from tests.store.wish_making import DRIFT


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def is_refused(stage: Stage, person: Any, said: str) -> None:
    """Nothing is opened, made or kept, and the one sentence says why."""
    before, drafts = await stage.states(), await stage.rows("SELECT id FROM wish_drafts")
    answer = await stage.form(person, into="Somewhere Else")
    assert answer.modal is None
    assert answer.ephemeral
    assert said in shown(answer.response)
    assert len(shown(answer.response).splitlines()) == 1
    assert await stage.states() == before
    assert await stage.rows("SELECT id FROM wish_drafts") == drafts


async def vote_is_refused(stage: Stage, person: Any, card: Any, said: str) -> None:
    before = await stage.votes()
    for label in ("Up", "Down"):
        answer = await stage.press(person, card, label)
        assert answer.ephemeral
        assert said in shown(answer.response)
        assert len(shown(answer.response).splitlines()) == 1
    assert await stage.votes() == before
    assert await stage.rows(DRIFT) == []


async def test_who_is_blocked_neither_wishes_nor_votes_until_unblocked(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.mod.slash(stage.channel, "wish-admin block", person=stage.ben)
    await is_refused(stage, stage.ben, "keep you from its wishes")
    await vote_is_refused(stage, stage.ben, card, "keep you from its wishes")
    await stage.mod.slash(stage.channel, "wish-admin unblock", person=stage.ben)
    await stage.press(stage.ben, card, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]


async def test_who_is_blocked_words_no_wish_anew_but_may_withdraw_it(stage: Stage) -> None:
    await stage.card(stage.ana)
    form = await stage.ana.slash(stage.channel, "wish edit", wish="1")
    await stage.mod.slash(stage.channel, "wish-admin block", person=stage.ana)
    told = await stage.send(stage.ana, form, "Something unkind.")
    assert "keep you from its wishes" in shown(told.response)
    assert (await stage.wish()).wording.why == WHY
    asked = await stage.ana.slash(stage.channel, "wish withdraw", wish="1")
    await stage.press(stage.ana, asked.response, "Withdraw it")
    assert await stage.states() == ["withdrawn"]


async def test_a_role_is_asked_of_those_who_add_and_another_of_those_who_vote(stage: Stage) -> None:
    adding, voting = (stage.guild.create_role(name) for name in ("adders", "voters"))
    await stage.decide(add_role_id=adding.id, vote_role_id=voting.id)
    await is_refused(stage, stage.ben, f"Wishing here takes the role <@&{adding.id}>")
    adder, voter = stage.member("adder", adding), stage.member("voter", voting)
    card = await stage.card(adder)
    await vote_is_refused(stage, stage.ben, card, f"Voting here takes the role <@&{voting.id}>")
    await is_refused(stage, voter, "takes the role")
    await stage.press(voter, card, "Up")
    assert await stage.votes() == [(1, voter.id, 1)]


async def test_an_account_has_to_be_of_some_age(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.decide(account_days=2)
    stage.later(hours=47)
    await is_refused(stage, stage.ben, "for accounts that are 2 days old")
    await vote_is_refused(stage, stage.ben, card, "for accounts that are 2 days old")
    stage.later(hours=2)
    await stage.press(stage.ben, card, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]


async def test_a_member_has_to_be_there_for_some_time(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.decide(member_days=7)
    stage.later(days=8)
    late = stage.member("late")
    await is_refused(stage, late, "have been on the server for 7 days")
    await vote_is_refused(stage, late, card, "have been on the server for 7 days")
    await stage.press(stage.ben, card, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]


async def test_a_person_has_so_many_standing_wishes(stage: Stage) -> None:
    await stage.decide(most_wishes=1)
    await stage.add(stage.ana)
    await is_refused(stage, stage.ana, "You have 1 wish standing, as many as this server allows")
    await stage.wishes.wishing.withdraw(_actor(stage, stage.ana), (await stage.wish()).number, stage.env.now())
    await stage.add(stage.ana, into="Pier")
    assert await stage.states() == ["withdrawn", "open"]


async def test_a_limit_reached_while_the_form_was_open_still_holds(stage: Stage) -> None:
    forms = [await stage.form(stage.ana, into=into) for into in ("Pier", "Quay Wall")]
    await stage.decide(most_wishes=1)
    await stage.send(stage.ana, forms[0])
    answer = await stage.send(stage.ana, forms[1])
    assert answer.ephemeral
    assert "You have 1 wish standing" in shown(answer.response)
    assert await stage.states() == ["open"]


async def test_a_person_has_so_many_votes(stage: Stage) -> None:
    cards = [await stage.card(stage.ana, into=into) for into in ("Pier", "Quay Wall")]
    await stage.decide(most_votes=1)
    await stage.press(stage.ben, cards[0], "Up")
    await vote_is_refused(stage, stage.ben, cards[1], "You have 1 vote on open wishes")
    await stage.press(stage.ben, stage.now_of(cards[0]), "Down")
    assert await stage.votes() == [(1, stage.ben.id, -1)]


async def test_wishes_come_in_no_burst(stage: Stage) -> None:
    await stage.decide(most_wishes=100)
    for number in range(MOST_IN_A_BURST):
        await stage.add(stage.ana, into=f"{'ABCDEFGH'[number] * 5} Pier {number}{number}{number}")
    await is_refused(stage, stage.ana, f"more than {MOST_IN_A_BURST} wishes within 10 minutes")
    stage.later(minutes=10, seconds=1)
    await stage.add(stage.ana, into="The Seventh Wave")
    assert len(await stage.states()) == MOST_IN_A_BURST + 1


async def test_a_full_server_takes_no_more(stage: Stage) -> None:
    await stage.add(stage.ana)
    await stage.database.write(_filling(stage))
    await is_refused(stage, stage.ben, f"has {MOST_STANDING:,} standing wishes")


async def test_ones_own_wish_is_not_voted_on_unless_the_server_allows_it(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await vote_is_refused(stage, stage.ana, card, "your own")
    await stage.decide(self_votes=1)
    await stage.press(stage.ana, card, "Up")
    assert await stage.votes() == [(1, stage.ana.id, 1)]


def _actor(stage: Stage, person: Any) -> Any:
    return Actor(GuildId(stage.guild.id), UserId(person.id), InteractionId(1))


def _filling(stage: Stage) -> Any:
    """Return what gives a server as many wishes as it may have."""
    return Statement(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most)
        INSERT INTO wishes (guild_id, number, key, who_name, into_name, occasion, why, manner, spoiler, hidden, state,
            interaction_id, made_at, ups, downs, already, voters)
        SELECT :guild, n, 'filling ' || n, 'Somebody', 'Somewhere ' || n, 'first', '', 'any', 0, 0, 'open', n,
            '2020-01-01T00:00:00', 0, 0, 0, 0 FROM numbers""",
        {"most": MOST_STANDING, "guild": stage.guild.id},
    )
