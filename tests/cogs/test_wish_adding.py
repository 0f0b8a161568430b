"""From `/wish add` to a card: what is asked, what is told apart, what stands or happened already."""

from collections.abc import Callable

import pytest

from bot.client import Client
from tests.cogs.wish_stage import WHY, Stage, forging, labels, press_of, shown

GONE = "That was too long ago, or is not yours; please begin again with"


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


@pytest.mark.parametrize("name", ["Jane Doe", "jane doe", "The Advocate", "Kim Rhee", "character:harbour:jane-doe"])
async def test_a_character_is_known_by_name_alias_and_performer(stage: Stage, name: str) -> None:
    form = await stage.form(stage.ana, character=name)
    assert "**Jane Doe in The Ferry**" in str(form.modal)
    await stage.send(stage.ana, form)
    wish = await stage.wish()
    assert (wish.wanted.who.id, wish.wanted.into.id, wish.wanted.universe) == ("jane-doe", "ferry", "harbour")
    assert (wish.author, wish.wording.why, wish.wording.manner) == (stage.ana.id, WHY, "cameo")


async def test_the_two_names_are_offered_while_they_are_typed(stage: Stage) -> None:
    who = await stage.ana.autocomplete(stage.channel, "wish add", "character", "rosa")
    assert [one["name"].split(" (")[0] for one in who] == ["Mara Quill"]
    into = await stage.ana.autocomplete(stage.channel, "wish add", "into", "fer")
    assert [one["name"] for one in into] == ["The Ferry (film, 2019)"]
    form = await stage.form(stage.ana, character=who[0]["value"], into="Jane Doe")
    assert "It has happened already" in shown(form.response)


async def test_an_unsure_name_is_asked_about_and_what_was_chosen_goes_on(stage: Stage) -> None:
    asked = await stage.form(stage.ana, character="Jane")
    assert asked.ephemeral
    assert "Which one do you mean by “Jane”?" in shown(asked.response)
    assert labels(asked.response) == ["Jane Doe (character)", "Somebody or something else of that name"]
    form = await stage.press(stage.ana, asked.response, "Jane Doe")
    assert "**Jane Doe in The Ferry**" in str(form.modal)
    made = await stage.send(stage.ana, form)
    assert "Jane Doe in The Ferry" in shown(made.response)
    assert (await stage.wish()).wanted.who.id == "jane-doe"


async def test_somebody_else_of_that_name_is_no_fact(stage: Stage) -> None:
    asked = await stage.form(stage.ana, character="Jane", into="Lighthous")
    asked = await stage.press(stage.ana, asked.response, "Somebody or something else")
    assert "“Lighthous”" in shown(asked.response)
    form = await stage.press(stage.ana, asked.response, "Somebody or something else")
    await stage.send(stage.ana, form)
    wanted = (await stage.wish()).wanted
    assert [(one.name, one.id, one.universe) for one in (wanted.who, wanted.into)] == [
        ("Jane", None, None),
        ("Lighthous", None, None),
    ]


async def test_a_title_of_ones_own_is_kept_apart_and_its_look_alike_is_the_same(stage: Stage) -> None:
    await stage.add(stage.ana, into="The Last Buoy")
    wish = await stage.wish()
    assert (wish.wanted.into.name, wish.wanted.into.id) == ("The Last Buoy", None)
    assert "Not in the facts yet" in shown(stage.channel.history()[-1])
    for look_alike in ("the last BUOY", "Тhе Lаst Вuоу", "The  Last\u200b Buoy", "Thе Last Bu0y"):
        again = await stage.form(stage.ben, into=look_alike)
        assert again.ephemeral, look_alike
        assert "That is wished for already" in shown(again.response), look_alike
    assert await stage.states() == ["open"]


async def test_a_title_of_almost_that_name_is_near_and_made_all_the_same(stage: Stage) -> None:
    await stage.add(stage.ana, into="The Last Buoy")
    near = await stage.form(stage.ben, into="The Last Buoys")
    assert near.ephemeral
    assert "Much like yours" in shown(near.response)
    assert "Jane Doe in The Last Buoys" in shown(near.response)
    form = await stage.press(stage.ben, near.response, "Make mine all the same")
    made = await stage.send(stage.ben, form)
    assert "wish 2" in shown(made.response)
    assert await stage.states() == ["open", "open"]


async def test_the_same_two_in_company_are_near(stage: Stage) -> None:
    await stage.add(stage.ana)
    near = await stage.form(stage.ben, **{"with": "Old Tom"})
    assert "Much like yours" in shown(near.response)
    assert labels(near.response) == ["Show 1", "Make mine all the same"]
    card = await stage.press(stage.ben, near.response, "Show 1")
    assert "Jane Doe in The Ferry" in shown(card.response)
    form = await stage.press(stage.ben, near.response, "Make mine all the same")
    await stage.send(stage.ben, form)
    assert (await stage.wish(2)).wanted.beside is not None


async def test_what_happened_is_shown_and_can_be_wished_for_again_or_by_a_variant(stage: Stage) -> None:
    answer = await stage.form(stage.ana, character="Mara Quill", into="Jane Doe")
    assert answer.ephemeral
    text = shown(answer.response)
    assert "It has happened already" in text
    assert "1x03" in text
    assert labels(answer.response) == ["Wish for it again", "Wish for a variant"]
    form = await stage.press(stage.ana, answer.response, "Wish for it again")
    made = await stage.send(stage.ana, form)
    assert "Mara Quill in Jane Doe again" in shown(made.response)
    answer = await stage.form(stage.ben, character="Mara Quill", into="Jane Doe")
    near = await stage.press(stage.ben, answer.response, "Wish for a variant")
    form = await stage.press(stage.ben, near.response, "Make mine all the same")
    made = await stage.send(stage.ben, form)
    assert "A variant of Mara Quill in Jane Doe" in shown(made.response)
    assert [(await stage.wish(one)).wanted.occasion for one in (1, 2)] == ["again", "variant"]


async def test_the_same_wish_is_voted_on_where_it_is_shown(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    answer = await stage.form(stage.ben)
    assert answer.ephemeral
    assert answer.modal is None
    assert "That is wished for already, so vote for it" in shown(answer.response)
    await stage.press(stage.ben, answer.response, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]
    assert "1 for, 0 against" in shown(stage.now_of(card))


async def test_two_who_fill_in_the_same_form_make_one_wish(stage: Stage, at_once) -> None:
    forms = [await stage.form(one) for one in (stage.ana, stage.ben)]
    first, second = await at_once(
        stage.env, *(stage.send(one, form) for one, form in zip((stage.ana, stage.ben), forms, strict=True))
    )
    assert sorted((first.ephemeral, second.ephemeral)) == [False, True]
    late = first if first.ephemeral else second
    assert "That is wished for already" in shown(late.response)
    assert await stage.states() == ["open"]


async def test_the_same_person_twice_is_refused(stage: Stage, kind_sentence) -> None:
    answer = await stage.form(stage.ana, **{"with": "Kim Rhee"})
    assert "the same person twice" in kind_sentence(answer)
    assert await stage.rows("SELECT * FROM wish_drafts") == []


@pytest.mark.parametrize("option", ["character", "into", "with"])
@pytest.mark.parametrize("text", ["\u200b\u2060", "🦹🎭", "!?", "x" * 101])
async def test_what_is_no_name_gets_one_sentence(stage: Stage, kind_sentence, option: str, text: str) -> None:
    answer = await stage.form(stage.ana, **{option: text})
    assert "Please" in kind_sentence(answer)
    assert await stage.states() == []


async def test_a_form_outlives_a_restart(stage: Stage, new_wish_client: Callable[[], Client]) -> None:
    asked = await stage.form(stage.ana, character="Jane")
    await stage.env.restart_bot(new_wish_client())
    form = await stage.press(stage.ana, asked.response, "Jane Doe")
    await stage.env.restart_bot(new_wish_client())
    made = await stage.send(stage.ana, form)
    assert "Jane Doe in The Ferry" in shown(made.response)
    await stage.press(stage.ben, made.response, "Up")
    assert await stage.votes() == [(1, stage.ben.id, 1)]


async def test_a_form_sent_twice_makes_one_wish(stage: Stage) -> None:
    form = await stage.form(stage.ana)
    await stage.send(stage.ana, form)
    form._interaction.modal_consumed = False
    again = await stage.send(stage.ana, form)
    assert again.ephemeral
    assert GONE in shown(again.response)
    assert await stage.states() == ["open"]


async def test_a_submission_delivered_twice_makes_one_wish(stage: Stage) -> None:
    form = await stage.form(stage.ana)
    emit = stage.env.backend.emit

    def twice(event: str, payload: object, *args: object, **options: object) -> object:
        if event == "INTERACTION_CREATE":
            emit(event, payload, *args, **options)
        return emit(event, payload, *args, **options)

    stage.env.backend.emit = twice
    try:
        await stage.send(stage.ana, form)
    finally:
        del stage.env.backend.emit
    assert await stage.states() == ["open"]


async def test_what_somebody_else_began_is_not_gone_on_with(stage: Stage, forged) -> None:
    form = await stage.form(stage.ana)
    asked = await stage.form(stage.chidi, character="Jane")
    own = await stage.form(stage.ben, into="Pier")
    with forging(stage.env, lambda payload: payload["data"].update(custom_id=form.modal["custom_id"])):
        answer = await stage.send(stage.ben, own)
    assert answer.ephemeral
    assert GONE in shown(answer.response)
    copied = await forged(stage.channel, press_of(asked.response, "Jane Doe"))
    answer = await stage.press(stage.ben, copied, "Press")
    assert GONE in shown(answer.response)
    assert await stage.states() == []


async def test_what_was_begun_on_another_server_is_not_gone_on_with(stage: Stage) -> None:
    form = await stage.form(stage.ana)
    other = stage.env.create_guild()
    channel, ana = other.create_text_channel("there"), other.add_member(stage.ana.user)
    there = await stage.form(ana, channel, into="Pier")
    with forging(stage.env, lambda payload: payload["data"].update(custom_id=form.modal["custom_id"])):
        answer = await stage.send(ana, there)
    assert GONE in shown(answer.response)
    assert (await stage.states(), await stage.states(other)) == ([], [])


async def test_what_was_begun_a_day_ago_is_gone(stage: Stage) -> None:
    form = await stage.form(stage.ana)
    late = await stage.form(stage.ben, into="Pier")
    stage.later(hours=23)
    assert "wish 1" in shown((await stage.send(stage.ana, form)).response)
    stage.later(hours=1, seconds=1)
    assert GONE in shown((await stage.send(stage.ben, late)).response)
    assert await stage.states() == ["open"]
    await stage.form(stage.ben, into="Pier Nine")
    await stage.wishes.cards.sweep(stage.env.now())
    assert len(await stage.rows("SELECT * FROM wish_drafts")) == 1


@pytest.mark.parametrize("end", ["", "again", "w0", "w9", "wn", "\u202e", "anyway", "x" * 60])
async def test_a_forged_step_is_one_sentence(stage: Stage, forged, kind_sentence, end: str) -> None:
    message = await forged(stage.channel, f"wd1:AAAAAAAAAAAA:{end}")
    said = kind_sentence(await stage.press(stage.ana, message, "Press"))
    assert "begin again" in said or "/wish list" in said
    assert await stage.states() == []
