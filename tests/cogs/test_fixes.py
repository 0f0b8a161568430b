"""`/fix` as people use and abuse it: the real bot, a simulated Discord, a real database."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
import simcord

from bot.client import Client
from bot.domain.errors import UserError
from bot.domain.fixes import PERSON_KEPT
from bot.services.fixes import Fixes
from bot.services.lookups import Lookups
from bot.store.database import Database
from bot.store.errors import UnavailableError
from bot.store.fixes import FixesStore

CLAIM = "Mara Quill is in 1x01 of Jane Doe, too."
ORIGIN = "Jane Doe 1x01, minute 12"
HOSTILE = (
    "@everyone @here <@1> <@&2> <#3> </fix:4> <t:0:R> <:a:5> **b** __u__ ~~s~~ ||spoiler|| `code` [link](https://x.org)"
    " https://evil.example/a_b_c\n# heading\n> quote\n- item\n1. item\n-# small\n```block```"
)
UNSEEN = "\u202eright to left\u202c zero\u200bwidth\u2060 \u00ad tag\U000e0041 nul\x00 esc\x1b[31m\x07"


@pytest.fixture
def new_client(lookups: Lookups, database: Database) -> Callable[[], Client]:
    def start() -> Client:
        client = Client(lookups, "1.2.3", fixes=Fixes(lookups, FixesStore(database)))
        client.shard_count = 1
        return client

    return start


@pytest.fixture
def simcord_bot(new_client: Callable[[], Client]) -> Client:
    return new_client()


@pytest.fixture
def people(simcord_env: simcord.Env):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    return channel, *(guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))


@pytest.fixture
def stored(database: Database) -> Callable[[], Any]:
    async def rows() -> list[dict[str, Any]]:
        names = ("id", "universe_id", "character_id", "title_id", "claim", "origin", "person_id", "guild_id")
        found = await database.fetch_all(f"SELECT {', '.join(names)} FROM fixes ORDER BY id")
        return [dict(zip(names, row, strict=True)) for row in found]

    return rows


async def send(person: Any, channel: Any, claim: str = CLAIM, origin: str = ORIGIN, **subject: str) -> Any:
    form = await person.slash(channel, "fix", **subject)
    return await person.submit_modal(form, {"claim": claim, "origin": origin})


async def test_what_was_typed_is_kept_with_what_it_is_about_and_shown_to_its_sender_alone(
    people, stored, shown
) -> None:
    channel, ana, ben = people
    form = await ana.slash(channel, "fix", character="mara quill", title="jane doe")
    assert form.modal["custom_id"] == "f1:harbour:mara-quill:jane-doe"
    assert "About **Mara Quill in Jane Doe**" in json.dumps(form.modal)
    answer = await ana.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})
    assert answer.ephemeral
    text = shown(answer.response)
    for said in ("Thank you", "Mara Quill in Jane Doe", CLAIM, ORIGIN, "fix 1"):
        assert said in text
    assert channel.history(viewer=ben) == []
    (row,) = await stored()
    assert row == {
        "id": 1,
        "universe_id": "harbour",
        "character_id": "mara-quill",
        "title_id": "jane-doe",
        "claim": CLAIM,
        "origin": ORIGIN,
        "person_id": ana.id,
        "guild_id": channel.guild.id,
    }


async def test_it_needs_neither_a_name_nor_a_server(simcord_env: simcord.Env, stored) -> None:
    eve = simcord_env.create_user("eve")
    form = await eve.slash("fix")
    await eve.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})
    (row,) = await stored()
    assert (row["universe_id"], row["character_id"], row["title_id"], row["guild_id"]) == ("harbour", None, None, None)


async def test_somebody_the_facts_do_not_know_stands_in_the_form_already(people, stored) -> None:
    channel, ana, _ = people
    form = await ana.slash(channel, "fix", character="Captain \u202eZoë", title="Lighthouse")
    fields = [one["component"] for one in form.modal["components"] if "component" in one]
    assert [field["custom_id"] for field in fields] == ["claim", "origin"]
    assert fields[0]["value"] == "About Captain Zoë: "
    assert (fields[0]["max_length"], fields[1]["max_length"]) == (1_000, 300)
    await ana.submit_modal(form, {"claim": "About Captain Zoë: not there at all", "origin": ORIGIN})
    (row,) = await stored()
    assert (row["character_id"], row["title_id"]) == (None, "lighthouse")


async def test_a_restart_between_form_and_submission_loses_nothing(people, simcord_env, new_client, stored) -> None:
    channel, ana, _ = people
    form = await ana.slash(channel, "fix", character="Mara Quill")
    await simcord_env.restart_bot(new_client())
    answer = await ana.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})
    assert answer.ephemeral
    assert [row["character_id"] for row in await stored()] == ["mara-quill"]


async def test_pings_links_and_markup_are_kept_as_typed_and_shown_as_text(people, simcord_env, stored, shown) -> None:
    channel, ana, _ = people
    answer = await send(ana, channel, claim=HOSTILE, origin="<@1> [x](https://x.org) @everyone")
    (row,) = await stored()
    assert row["claim"] == HOSTILE
    text = shown(answer.response)
    typed = [line.removeprefix("> ") for line in text.splitlines() if line.startswith(("> ", "to be read in"))]
    assert len(typed) == len(HOSTILE.splitlines()) + 1
    for line in typed:
        assert not re.search(r"(?<!\\)[*_~|`\[\]<@]", line)
        assert not re.match(r"[-#>]|\d\. ", line)
        assert "://" not in line
    assert [call.json["data"]["allowed_mentions"] for call in simcord_env.http_requests[-1:]] == [{"parse": []}]


async def test_what_nobody_sees_is_not_kept(people, stored) -> None:
    channel, ana, _ = people
    await send(ana, channel, claim=UNSEEN, origin="a\u2028b\tc")
    (row,) = await stored()
    assert row["claim"] == "right to left zerowidth  tag nul esc[31m"
    assert row["origin"] == "a b c"


@pytest.mark.parametrize(
    ("claim", "origin", "said"),
    [
        ("\u200b\u2060", ORIGIN, "what is wrong"),
        ("🦹🎭", ORIGIN, "what is wrong"),
        (CLAIM, "\u3164", "where it can be read"),
    ],
)
async def test_what_says_nothing_gets_one_sentence(people, stored, shown, claim: str, origin: str, said: str) -> None:
    channel, ana, _ = people
    answer = await send(ana, channel, claim, origin)
    assert answer.ephemeral
    assert said in shown(answer.response)
    assert len(shown(answer.response).splitlines()) == 1
    assert await stored() == []


async def test_a_fourth_in_ten_minutes_gets_one_sentence_that_says_when(people, simcord_env, stored, shown) -> None:
    channel, ana, ben = people
    waiting = await ana.slash(channel, "fix")
    for _ in range(3):
        await send(ana, channel)
    await simcord_env.advance_time(61)
    late = await ana.submit_modal(waiting, {"claim": CLAIM, "origin": ORIGIN})
    asked = await ana.slash(channel, "fix")
    for answer in (late, asked):
        assert answer.ephemeral
        assert shown(answer.response).endswith("please come again in 9 minutes.")
        assert len(shown(answer.response).splitlines()) == 1
    assert asked.modal is None, "nobody types in vain"
    assert len(await stored()) == 3
    await send(ben, channel)
    await simcord_env.advance_time(600)
    await send(ana, channel)
    assert len(await stored()) == 5


async def test_no_form_is_kept_in_memory(people, simcord_env: simcord.Env) -> None:
    channel, ana, _ = people
    for _ in range(3):
        await ana.slash(channel, "fix")
    assert simcord_env.bot._connection._view_store._modals == {}


async def submit_again(person: Any, form: Any) -> Any:
    form._interaction.modal_consumed = False
    return await person.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})


@contextmanager
def forged(env: simcord.Env, forge: Callable[[Any], None]) -> Iterator[None]:
    """Let submissions come as no client of Discord's would send them."""
    emit = env.backend.emit

    def emit_forged(event: str, payload: Any, *args: Any, **options: Any) -> Any:
        if event == "INTERACTION_CREATE" and payload["type"] == 5:
            payload = deepcopy(payload)
            forge(payload["data"])
        return emit(event, payload, *args, **options)

    env.backend.emit = emit_forged
    try:
        yield
    finally:
        del env.backend.emit


async def submit_at_once(env: simcord.Env, at_once, forms: list[tuple[Any, Any]], claim: str = CLAIM) -> list[Any]:
    return await at_once(
        env, *(person.submit_modal(form, {"claim": claim, "origin": ORIGIN}) for person, form in forms)
    )


async def test_a_thousand_forms_of_one_person_at_once_store_three(people, simcord_env, stored, at_once) -> None:
    channel, ana, _ = people
    form = await ana.slash(channel, "fix")
    answers = await at_once(simcord_env, *(submit_again(ana, form) for _ in range(1_000)))
    assert len(answers) == 1_000
    assert all(answer.acknowledged and answer.ephemeral for answer in answers)
    assert len(await stored()) == 3


async def test_many_people_at_once_store_what_the_server_may(people, simcord_env, stored, at_once, shown) -> None:
    channel, *_ = people
    crowd = [channel.guild.add_member(simcord_env.create_user(f"fan-{number}")) for number in range(100)]
    forms = [(one, await one.slash(channel, "fix")) for one in crowd]
    answers = await submit_at_once(simcord_env, at_once, forms)
    assert all(answer.acknowledged and answer.ephemeral for answer in answers)
    assert sum("This server has sent 60" in shown(answer.response) for answer in answers) == 40
    assert len({row["person_id"] for row in await stored()}) == len(await stored()) == 60


async def test_four_thousand_characters_are_refused_where_the_client_let_them_pass(
    people, simcord_env, stored, shown
) -> None:
    channel, ana, _ = people

    def long(data: Any) -> None:
        for one in flattened(data["components"]):
            one["value"] = "x" * 4_000

    with forged(simcord_env, long):
        answer = await send(ana, channel)
    assert answer.ephemeral
    assert "at most 1,000 characters" in shown(answer.response)
    assert len(shown(answer.response)) < 200
    assert await stored() == []


def flattened(components: Any) -> Iterator[Any]:
    for one in components:
        inner = one.get("component") or one
        if "value" in inner:
            yield inner


@pytest.mark.parametrize(
    "subject", ["harbour:nobody:nowhere", "other:mara-quill:", "'; DROP TABLE fixes; --", "", "x" * 90, ":::"]
)
async def test_a_form_with_a_forged_subject_is_about_nothing_in_particular(
    people, simcord_env, stored, subject: str
) -> None:
    channel, ana, _ = people
    with forged(simcord_env, lambda data: data.update(custom_id=f"f1:{subject}")):
        await send(ana, channel)
    (row,) = await stored()
    assert (row["universe_id"], row["character_id"], row["title_id"]) == ("harbour", None, None)


async def test_a_form_without_fields_is_one_sentence(people, simcord_env, stored, shown) -> None:
    channel, ana, _ = people
    with forged(simcord_env, lambda data: data.update(components=[])):
        answer = await send(ana, channel)
    assert "what is wrong" in shown(answer.response)
    assert await stored() == []


async def test_the_same_interaction_twice_is_one_fix(people, simcord_env, stored) -> None:
    channel, ana, _ = people
    emit = simcord_env.backend.emit

    def twice(event: str, payload: Any, *args: Any, **options: Any) -> Any:
        if event == "INTERACTION_CREATE" and payload["type"] == 5:
            emit(event, payload, *args, **options)
        return emit(event, payload, *args, **options)

    form = await ana.slash(channel, "fix")
    simcord_env.backend.emit = twice
    try:
        await ana.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})
    finally:
        del simcord_env.backend.emit
    assert len(await stored()) == 1


async def test_two_people_at_once_get_their_own_numbers(people, simcord_env, at_once, shown, stored) -> None:
    channel, ana, ben = people
    forms = [(one, await one.slash(channel, "fix")) for one in (ana, ben)]
    answers = await submit_at_once(simcord_env, at_once, forms)
    assert sorted(shown(answer.response)[-5:] for answer in answers) == ["fix 1", "fix 2"]
    assert {row["person_id"] for row in await stored()} == {ana.id, ben.id}


async def test_a_database_out_of_reach_is_one_sentence_and_no_thanks(people, database, shown, monkeypatch) -> None:
    channel, ana, _ = people
    form = await ana.slash(channel, "fix")

    async def out_of_reach(*_: Any) -> None:
        raise UnavailableError

    monkeypatch.setattr(database, "write", out_of_reach)
    monkeypatch.setattr(database, "fetch_all", out_of_reach)
    for answer in (await ana.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN}), await ana.slash(channel, "fix")):
        assert answer.ephemeral
        assert "kept nothing; please try again in a minute" in shown(answer.response)
        assert len(shown(answer.response).splitlines()) == 1


async def test_a_full_list_is_one_sentence(people, database, shown, stored) -> None:
    channel, ana, _ = people
    form = await ana.slash(channel, "fix")
    columns = "id, interaction_id, claim, origin, received_at"
    async with database.transaction() as transaction:
        await transaction.execute_many(
            f"INSERT INTO fixes ({columns}) VALUES (:a, :b, :c, :d, :e)",
            ((number, number, "c", "o", "2020-01-01T00:00:00.000000+00:00") for number in range(1, 5_001)),
        )
    answer = await ana.submit_modal(form, {"claim": CLAIM, "origin": ORIGIN})
    assert "the list of fixes is full" in shown(answer.response).lower()
    assert len(await stored()) == 5_000


async def test_a_bot_without_a_database_says_that_nothing_was_kept(lookups, people, simcord_env, shown) -> None:
    channel, ana, _ = people
    client = Client(lookups, "1.2.3")
    client.shard_count = 1
    await simcord_env.restart_bot(client)
    answer = await ana.slash(channel, "fix")
    assert answer.ephemeral
    assert "nothing was kept" in shown(answer.response)


async def test_who_sent_it_is_forgotten_after_thirty_days(people, simcord_env, stored, caplog) -> None:
    channel, ana, _ = people
    caplog.set_level(logging.INFO)
    await send(ana, channel)
    await simcord_env.advance_time((PERSON_KEPT - timedelta(days=1)).total_seconds())
    assert [row["person_id"] for row in await stored()] == [ana.id]
    await simcord_env.advance_time(timedelta(days=2).total_seconds())
    (row,) = await stored()
    assert (row["person_id"], row["guild_id"], row["claim"]) == (None, None, CLAIM)
    assert str(ana.id) not in caplog.text


async def test_a_day_on_which_nobody_can_be_forgotten_is_not_the_last(
    people, simcord_env, database, stored, monkeypatch, caplog
) -> None:
    channel, ana, _ = people
    await send(ana, channel)
    failing = True
    write = database.write

    async def sometimes(*statements: Any) -> Any:
        if failing:
            raise UserError("not now")
        return await write(*statements)

    monkeypatch.setattr(database, "write", sometimes)
    await simcord_env.advance_time(timedelta(days=31).total_seconds())
    assert "could not be forgotten today: not now" in caplog.text
    failing = False
    await simcord_env.advance_time(timedelta(days=1).total_seconds())
    assert [row["person_id"] for row in await stored()] == [None]
