"""Wishes begun at other answers and at messages, and what is said where there can be none."""

from collections.abc import Callable
from typing import Any

import pytest
import simcord

from bot.client import Client
from bot.domain.pack import CharacterId, UniverseId
from bot.services.lookups import Lookups
from bot.services.question_texts import encode
from bot.services.questions import FiguresQuestion, MetQuestion
from tests.cogs.wish_stage import WHY, Stage, labels, shown
from tests.conftest import ShelfOf

NO_SERVER = "This belongs to a server"
NO_PLACE = "There is no place to keep wishes here"
HARBOUR = UniverseId("harbour")


@pytest.fixture
def store(archipelago: ShelfOf) -> ShelfOf:
    return archipelago


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def test_two_who_never_met_are_wished_together_where_the_second_is_at_home(stage: Stage) -> None:
    answer = await stage.ana.slash(stage.channel, "met", first="Lee", second="Ria")
    form = await stage.press(stage.ben, answer.response, "Wish for them to meet")
    assert "**Lee in Right, beside Ria**" in str(form.modal)
    made = await stage.send(stage.ben, form)
    assert not made.ephemeral
    wish = await stage.wish()
    assert (wish.wanted.who.id, wish.wanted.into.id, wish.wanted.beside.id) == ("lee", "right", "ria")
    assert wish.author == stage.ben.id


async def test_two_who_met_are_not(stage: Stage) -> None:
    answer = await stage.ana.slash(stage.channel, "met", first="Ann", second="Cid")
    assert "Wish for them to meet" not in labels(answer.response)


async def test_a_title_is_wished_a_visitor(stage: Stage) -> None:
    answer = await stage.ana.slash(stage.channel, "crossovers", title="Hush")
    form = await stage.press(stage.ben, answer.response, "Wish for a visitor")
    fields = {one["component"]["custom_id"]: one["component"] for one in form.modal["components"]}
    assert fields["into"]["value"] == "Hush"
    assert not fields["who"].get("value")
    typed = {"who": "bea", "into": "Hush", "why": WHY, "manner": ["any"], "options": []}
    made = await stage.ben.submit_modal(form, typed)
    assert "Bea in Hush" in shown(made.response)
    assert (await stage.wish()).wording.why == WHY


async def test_a_name_in_that_form_that_is_unclear_is_asked_about_and_the_reason_is_not_lost(stage: Stage) -> None:
    answer = await stage.ana.slash(stage.channel, "crossovers", title="Hush")
    form = await stage.press(stage.ben, answer.response, "Wish for a visitor")
    typed = {"who": "old", "into": "Hush", "why": WHY, "manner": ["team-up"], "options": ["hidden"]}
    asked = await stage.ben.submit_modal(form, typed)
    assert "Which one do you mean by “old”?" in shown(asked.response)
    assert len(set(labels(asked.response))) == 3, "two of one name are told apart"
    made = await stage.press(stage.ben, asked.response, "Old Tom (character, Gale")
    assert "Old Tom in Hush" in shown(made.response)
    wish = await stage.wish()
    assert (wish.wanted.who.universe, wish.wanted.who.id) == ("isles", "tom")
    assert (wish.wording.why, wish.wording.manner, wish.wording.hidden) == (WHY, "team-up", True)


async def test_a_message_is_made_a_wish_with_the_names_in_it(stage: Stage) -> None:
    message = await stage.ana.send(stage.channel, "I want to see OLD TOM, back in  Hush!\u202e <@1> please")
    form = await stage.ben.context_menu(stage.channel, "Make this a wish", message)
    fields = {one["component"]["custom_id"]: one["component"] for one in form.modal["components"]}
    assert fields["into"]["value"].startswith("Hush")
    assert fields["why"]["value"] == "I want to see OLD TOM, back in  Hush! <@1> please"
    assert await stage.rows("SELECT * FROM wish_drafts") == [], "nothing is kept of a message until it is sent"
    assert fields["who"]["value"].startswith("Old Tom (")
    typed = {name: fields[name]["value"] for name in ("who", "into", "why")}
    made = await stage.ben.submit_modal(form, {**typed, "manner": ["any"], "options": []})
    assert "Old Tom in Hush" in shown(made.response)
    wish = await stage.wish()
    assert (wish.wanted.into.id, wish.author) == ("hush", stage.ben.id)
    assert wish.wanted.who.id in ("tom", "old-tom")


@pytest.mark.parametrize("text", ["x", "🦹", "long " * 390])
async def test_any_message_opens_the_form(stage: Stage, text: str) -> None:
    message = await stage.ana.send(stage.channel, text)
    form = await stage.ben.context_menu(stage.channel, "Make this a wish", message)
    fields = {one["component"]["custom_id"]: one["component"] for one in form.modal["components"]}
    assert len(fields["why"].get("value") or "") <= 600


@pytest.mark.parametrize(
    "text",
    [
        encode(MetQuestion(HARBOUR, CharacterId("nobody"), CharacterId("old-tom"))),
        encode(MetQuestion(UniverseId("isles"), CharacterId("ann"), CharacterId("zed"))),
        encode(FiguresQuestion(HARBOUR)),
        "nonsense",
        "",
    ],
)
async def test_a_wish_at_no_answer_is_one_sentence(stage: Stage, forged, kind_sentence, text: str) -> None:
    told = await stage.press(stage.ana, await forged(stage.channel, f"n1:{text}"), "Press")
    kind_sentence(told)
    assert await stage.rows("SELECT * FROM wishes") == []


async def test_in_a_direct_message_no_command_of_wishes_is_offered(simcord_env: simcord.Env) -> None:
    eve = simcord_env.create_user("eve")
    offered = eve.available_commands()
    assert not [one for one in offered if one.split()[0] in ("wish", "wish-admin", "config")]


@pytest.mark.parametrize("label", ["Wish for them to meet", "Wish for a visitor"])
async def test_a_button_to_wish_in_a_direct_message_says_where_to(
    simcord_env: simcord.Env, stage: Stage, label: str
) -> None:
    eve = simcord_env.create_user("eve")
    if label == "Wish for a visitor":
        answer = await eve.slash("crossovers", title="Hush")
    else:
        answer = await eve.slash("met", first="Lee", second="Ria")
    told = await stage.press(eve, answer.response, label)
    assert NO_SERVER in kind_sentence_of(told)
    assert await stage.rows("SELECT * FROM wishes") == []


def kind_sentence_of(answer: Any) -> str:
    assert answer.acknowledged
    return shown(answer.response)


@pytest.mark.parametrize(
    "custom_id", ["w1:up:1:AAAAAAAAAAA", "wl1:sho", "wy1:1", "wq1:1", "wa1:1", "c1:review:on", "wd1:x"]
)
async def test_presses_in_a_direct_message_are_one_sentence(simcord_env: simcord.Env, forged, custom_id: str) -> None:
    eve = simcord_env.create_user("eve")
    await eve.slash("about")
    message = await forged(eve.dm_channel, custom_id)
    told = await eve.click(message, custom_id=custom_id)
    assert "wrong on my side" not in kind_sentence_of(told)
    assert len(shown(told.response).splitlines()) == 1


class TestWithoutADatabase:
    """A client that was given no place to keep wishes."""

    @pytest.fixture
    def simcord_bot(self, lookups: Lookups) -> Client:
        client = Client(lookups, "1.2.3")
        client.shard_count = 1
        return client

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            ("wish add", {"character": "Eve", "into": "Hush"}),
            ("wish list", {}),
            ("wish top", {"scope": "all"}),
            ("wish mine", {}),
            ("wish show", {"wish": "1"}),
            ("wish edit", {"wish": "1"}),
            ("wish withdraw", {"wish": "1"}),
            ("wish-admin queue", {}),
            ("wish-admin remove", {"wish": "1", "why": "no"}),
            ("wish-admin restore", {"wish": "1"}),
            ("wish-admin merge", {"wish": "1", "into": "2"}),
            ("wish-admin export", {}),
            ("wish-admin audit", {}),
            ("config wishes", {}),
        ],
    )
    async def test_every_command_says_so(self, stage: Stage, command: str, options: dict[str, str]) -> None:
        answer = await stage.mod.slash(stage.channel, command, **options)
        message = answer.followups[-1] if answer.followups else answer.response
        assert answer.ephemeral
        assert NO_PLACE in shown(message)

    @pytest.mark.parametrize(
        "custom_id", ["w1:up:1:AAAAAAAAAAA", "wy1:1", "wq1:1", "c1:review:on", "wd1:AAAAAAAAAAAA:anyway"]
    )
    async def test_every_press_says_so(self, stage: Stage, forged, custom_id: str) -> None:
        told = await stage.ana.click(await forged(stage.channel, custom_id), custom_id=custom_id)
        assert told.ephemeral
        assert NO_PLACE in shown(told.response)

    async def test_a_form_says_so(self, stage: Stage) -> None:
        message = await stage.ana.send(stage.channel, "Eve in Hush")
        form = await stage.ben.context_menu(stage.channel, "Make this a wish", message)
        if form.modal:
            typed = {"who": "Eve", "into": "Hush", "why": WHY, "manner": ["any"], "options": []}
            form = await stage.ben.submit_modal(form, typed)
        assert NO_PLACE in shown(form.response)

    async def test_what_is_typed_is_offered_nothing(self, stage: Stage) -> None:
        for command in ("wish show", "wish edit", "wish withdraw"):
            assert await stage.ana.autocomplete(stage.channel, command, "wish", "1") == []
