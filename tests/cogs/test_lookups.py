"""The look-up commands as people use them: the real bot, a simulated Discord, a small universe."""

from dataclasses import replace

import discord
import pytest
import simcord

HOSTILE = {
    "nonsense": "asdfgh",
    "nothing to read": "   ",
    "very long": "x" * 6000,
    "a ping": "@everyone <@1> <@&2>",
    "SQL": "' OR 1=1 --",
    "right to left": "\u202egnidaer\u202c \u05e9\u05dc\u05d5\u05dd",
    "invisible": "\u200b\u2060\u00ad",
    "emoji alone": "🦹‍♀️🎭",
    "markup": "**bold** [x](https://example.org) </help:1> <t:0>",
    "a forged reference": "character:harbour:nobody",
}


@pytest.fixture
def people(simcord_env: simcord.Env):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    ana, ben = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))
    return channel, ana, ben


async def test_appearances_are_in_release_order_with_crossovers_and_doubt_marked(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(channel, "appearances", character="Mara Quill")
    text = shown(result.response)
    places = [text.index(f"**{name}**") for name in ("Lighthouse", "Jane Doe", "The Ferry")]
    assert places == sorted(places)
    assert "**Lighthouse** (series, 2015) · home" in text
    assert "**Jane Doe** (series, 2016) · **crossover**" in text
    assert "Season 1 · guest · episode 3 “Tide”" in text
    assert "voice only" in text
    assert text.count("(?)") == 3, "two unverified rows and the legend"
    assert not result.ephemeral


async def test_everybody_sees_a_public_answer_and_only_the_asker_a_private_one(people) -> None:
    channel, ana, ben = people
    await ana.slash(channel, "appearances", character="Mara Quill")
    assert len(channel.history(viewer=ben)) == 1
    await ana.slash(channel, "appearances", character="Mara Quill", private=True)
    assert len(channel.history(viewer=ben)) == 1
    assert len(channel.history(viewer=ana)) == 2


@pytest.mark.parametrize("typed", ["mar", "night", "rosa", "mra quil", "quill"])
async def test_a_beginning_an_alias_a_performer_and_a_slip_all_offer_her_first(people, typed: str) -> None:
    channel, ana, _ = people
    offered = await ana.autocomplete(channel, "appearances", "character", typed)
    assert offered[0]["name"].startswith("Mara Quill")


async def test_what_is_offered_resolves_to_exactly_that(people, shown) -> None:
    channel, ana, _ = people
    offered = await ana.autocomplete(channel, "appearances", "character", "jane")
    assert [choice["name"] for choice in offered] == ["Jane Doe (character)"]
    result = await ana.slash(channel, "appearances", character=offered[0]["value"])
    assert "## Jane Doe" in shown(result.response)


@pytest.mark.parametrize(
    ("command", "option", "typed"),
    [
        ("appearances", "character", ""),
        ("appearances", "in", ""),
        ("character", "name", "o"),
        ("actor", "name", ""),
        ("title", "name", "l"),
        ("search", "text", ""),
        ("search", "text", "x" * 100),
    ],
)
async def test_autocomplete_offers_at_most_25_short_choices(people, command: str, option: str, typed: str) -> None:
    channel, ana, _ = people
    offered = await ana.autocomplete(channel, command, option, typed)
    assert len(offered) <= 25
    assert all(1 <= len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in offered)


async def test_titles_are_offered_for_the_character_named_beside(people) -> None:
    channel, ana, _ = people
    offered = await ana.autocomplete(channel, "appearances", "in", "", character="Old Tom")
    assert [choice["name"] for choice in offered] == ["Lighthouse (series, 2015)"]


async def test_the_options_narrow_the_answer(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(channel, "appearances", **{"character": "Mara Quill", "in": "lighthouse", "kind": "voice"})
    text = shown(result.response)
    assert "Season 2" in text
    assert "Season 1" not in text
    assert "Jane Doe" not in text


async def test_a_name_of_two_things_is_told_apart(people, shown) -> None:
    channel, ana, _ = people
    text = shown((await ana.slash(channel, "search", text="Jane Doe")).response)
    assert "Jane Doe (series, 2016)" in text
    assert "Jane Doe (character)" in text
    series = shown((await ana.slash(channel, "title", name="Jane Doe")).response)
    assert "Jane Doe (series)" in series
    who = shown((await ana.slash(channel, "character", name="Jane Doe")).response)
    assert "Jane Doe (character)" in who


@pytest.mark.parametrize("command", ["appearances", "character", "actor", "title", "search"])
@pytest.mark.parametrize("kind", HOSTILE)
async def test_hostile_input_gets_one_kind_sentence_for_the_asker_alone(people, shown, command: str, kind: str) -> None:
    channel, ana, ben = people
    option = {"appearances": "character", "search": "text"}.get(command, "name")
    result = await ana.slash(channel, command, **{option: HOSTILE[kind]})
    text = shown(result.response)
    assert result.ephemeral
    assert "\n" not in text
    assert len(text) < 400
    assert "Traceback" not in text
    assert "wrong on my side" not in text
    assert channel.history(viewer=ben) == []
    assert not {"\u202e", "\u200b", "\x00"} & set(text)


async def test_every_payload_forbids_pings(people, simcord_env: simcord.Env) -> None:
    channel, ana, _ = people
    await ana.slash(channel, "search", text="@everyone")
    await ana.slash(channel, "appearances", character="Mara Quill")
    assert simcord_env.bot.allowed_mentions is not None
    assert simcord_env.bot.allowed_mentions.to_dict() == {"parse": []}


async def test_an_unsure_name_asks_back_with_buttons_that_keep_the_options(people, shown) -> None:
    channel, ana, _ = people
    asked = await ana.slash(channel, "appearances", character="r", order="newest")
    assert "did you mean" in shown(asked.response)
    answer = await ana.click(asked.response, label="Mara Quill")
    text = shown(answer.response or asked.response)
    assert text.index("**The Ferry**") < text.index("**Lighthouse**")


async def test_buttons_lead_to_the_title_and_back(people, shown) -> None:
    channel, ana, _ = people
    private = await ana.slash(channel, "appearances", character="Mara Quill", private=True)
    await ana.click(private.response, label="Cast of Jane Doe")
    message = channel.history(viewer=ana)[-1]
    assert "Jane Doe (series)" in shown(message)
    assert len(channel.history(viewer=ana)) == 1, "a private answer changes in place"


async def test_a_neighbouring_question_on_a_public_answer_is_answered_to_the_presser_alone(people, shown) -> None:
    channel, ana, ben = people
    public = await ana.slash(channel, "appearances", character="Mara Quill")
    before = shown(public.response)
    pressed = await ben.click(public.response, label="Who is this?")
    assert pressed.ephemeral
    assert "Mara Quill (character)" in shown(pressed.response)
    assert shown(public.response) == before


async def test_a_menu_asks_about_what_is_picked(people, shown) -> None:
    channel, ana, _ = people
    cast = await ana.slash(channel, "title", name="Lighthouse", private=True)
    await ana.select(cast.response, ["a:1:harbour:mara-quill::-r"], custom_id="m1:0")
    assert "## Mara Quill" in shown(channel.history(viewer=ana)[-1])


async def test_a_private_answer_can_be_shared(people, shown) -> None:
    channel, ana, ben = people
    private = await ana.slash(channel, "title", name="Lighthouse", season=1, private=True)
    await ana.click(private.response, label="Share here")
    (seen,) = channel.history(viewer=ben)
    assert "Lighthouse, season 1" in shown(seen)


async def test_an_app_of_ones_own_answers_privately_first(people, simcord_env: simcord.Env, installed) -> None:
    channel, ana, ben = people
    with installed(simcord_env, by_person=True, by_server=False):
        assert (await ana.slash(channel, "about")).ephemeral
        assert (await ana.slash(channel, "appearances", character="Mara Quill")).ephemeral
        assert not (await ana.slash(channel, "appearances", character="Mara Quill", private=False)).ephemeral
    with installed(simcord_env, by_person=True, by_server=True):
        assert not (await ana.slash(channel, "appearances", character="Mara Quill")).ephemeral
    assert len(channel.history(viewer=ben)) == 2


async def test_in_a_direct_message_answers_are_plain_and_change_in_place(simcord_env: simcord.Env, shown) -> None:
    user = simcord_env.create_user("eve")
    answer = await user.slash("appearances", character="Mara Quill")
    assert not answer.ephemeral
    await user.click(answer.response, label="Cast of Lighthouse")
    assert "Lighthouse (series)" in shown(user.dm_channel.history()[-1])
    assert len(user.dm_channel.history()) == 1


async def test_buttons_work_after_a_restart(people, simcord_env: simcord.Env, new_client, shown) -> None:
    channel, ana, _ = people
    public = await ana.slash(channel, "appearances", character="Mara Quill")
    await simcord_env.restart_bot(new_client())
    pressed = await ana.click(public.response, label="Rosa Dahl")
    assert "Rosa Dahl (performer)" in shown(pressed.response)


async def test_a_button_about_what_has_left_the_facts_says_so(people, simcord_env, library, store, pack, shown) -> None:
    channel, ana, _ = people
    public = await ana.slash(channel, "appearances", character="Old Tom")
    fewer = replace(
        pack,
        universe=replace(pack.universe, version="2020.2"),
        characters=tuple(one for one in pack.characters if one.id != "old-tom"),
        appearances=tuple(row for row in pack.appearances if row.character != "old-tom"),
    )
    store.packs[pack.universe.id] = fewer
    assert await library.refresh(store)
    pressed = await ana.click(public.response, label="Who is this?")
    assert pressed.ephemeral
    assert "not in them any more" in shown(pressed.response)


async def test_two_people_pressing_at_once_both_get_their_answer(people, simcord_env, at_once, shown) -> None:
    channel, ana, ben = people
    public = await ana.slash(channel, "appearances", character="Mara Quill")
    results = await at_once(
        simcord_env,
        ana.click(public.response, label="Who is this?"),
        ben.click(public.response, label="Cast of Lighthouse"),
    )
    assert [result.ephemeral for result in results] == [True, True]
    assert "Mara Quill (character)" in shown(results[0].response)
    assert "Lighthouse" in shown(results[1].response)


async def test_a_season_that_is_not_there_is_one_sentence(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(channel, "title", name="Lighthouse", season=9)
    assert shown(result.response) == "Lighthouse has no season 9 in the facts; there is: 1, 2."


async def test_a_season_may_stand_in_the_name_with_the_episodes_number_beside_it(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(channel, "title", name="Lighthouse s2", episode=2)
    assert "## Calm (Lighthouse 2x02)" in shown(result.response)


async def test_a_failure_of_our_own_is_one_sentence_with_a_reference_that_is_in_the_log(
    people, library, shown, caplog, monkeypatch, expected_error
) -> None:
    channel, ana, _ = people

    class BrokenShelf:
        @property
        def names(self):
            raise expected_error

    monkeypatch.setattr(library, "_shelf", BrokenShelf())
    result = await ana.slash(channel, "appearances", character="Mara Quill")
    text = shown(result.response)
    assert result.ephemeral
    assert "ExpectedError" not in text
    reference = text.rstrip(".").rsplit(" ", 1)[-1]
    assert any(f"reference {reference}" in record.message for record in caplog.records)


async def test_help_lists_every_command_and_about_says_what_it_rests_on(people, simcord_env, shown) -> None:
    channel, ana, _ = people
    text = shown((await ana.slash(channel, "help")).response)
    for command in simcord_env.bot.tree.get_commands(type=discord.AppCommandType.chat_input):
        assert f"/{command.name}" in text
        for part in getattr(command, "commands", ()):
            assert part.name in text
    about = shown((await ana.slash(channel, "about")).response)
    for said in ("version 1.2.3", "facts 2020", "wiki.example.org", "unofficial", "MIT", "CC0"):
        assert said in about


async def test_in_a_talk_between_people_a_press_does_not_change_what_all_see(
    people, simcord_env, installed, shown
) -> None:
    channel, ana, _ = people
    public = await ana.slash(channel, "appearances", character="Mara Quill", private=False)

    def between_people(event, payload, *args, **options):
        if event == "INTERACTION_CREATE":
            payload = {key: value for key, value in payload.items() if key not in {"guild_id", "guild"}} | {
                "context": 2
            }
            payload["user"] = (payload.get("member") or {}).get("user", payload.get("user"))
            payload.pop("member", None)
        return emit(event, payload, *args, **options)

    before = shown(public.response)
    with installed(simcord_env, by_person=True, by_server=False):
        emit = simcord_env.backend.emit
        simcord_env.backend.emit = between_people
        asked = await ana.slash(channel, "appearances", character="Old Tom")
        pressed = await ana.click(public.response, label="Who is this?")
    assert asked.ephemeral
    assert pressed.ephemeral
    assert shown(public.response) == before


async def test_a_search_for_somebodys_whole_name_still_searches_and_a_picked_label_goes_there(people, shown) -> None:
    channel, ana, _ = people
    assert "Found for “Mara Quill”" in shown((await ana.slash(channel, "search", text="Mara Quill")).response)
    assert "## Jane Doe\n" in shown((await ana.slash(channel, "search", text="Jane Doe (character)")).response)
