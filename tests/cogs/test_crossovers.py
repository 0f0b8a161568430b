"""`/crossovers` and `/stats` as people use them: the real bot, a simulated Discord, several universes."""

from dataclasses import replace

import pytest
import simcord

from tests.conftest import ShelfOf


@pytest.fixture
def store(archipelago: ShelfOf) -> ShelfOf:
    return archipelago


async def test_a_titles_crossovers_are_shown_to_everybody(guests, shown) -> None:
    channel, ana, ben = guests
    result = await ana.slash(channel, "crossovers", title="beta")
    text = shown(result.response)
    assert "## Crossovers of Beta" in text
    assert "**Into Beta: 3**\nAnn of Alpha: 1 episode, first 1x01 (1 Apr 2017)" in text
    assert "**Out of Beta: 2**" in text
    assert not result.ephemeral
    assert len(channel.history(viewer=ben)) == 1


async def test_the_options_narrow_it_to_a_direction_and_to_another_title(guests, shown) -> None:
    channel, ana, _ = guests
    one_way = shown((await ana.slash(channel, "crossovers", title="beta", direction="in")).response)
    assert "Into Beta" in one_way
    assert "Out of" not in one_way
    other_way = shown((await ana.slash(channel, "crossovers", title="beta", direction="out")).response)
    assert "Into Beta" not in other_way
    between = shown((await ana.slash(channel, "crossovers", **{"title": "beta", "with": "gale"})).response)
    assert "## Crossovers between Beta and Gale" in between
    assert "Ann" not in between
    assert "Fay of Gale" in between


async def test_without_a_title_it_tells_who_travelled_most_in_the_universe_asked_about(guests, shown) -> None:
    channel, ana, _ = guests
    best = shown((await ana.slash(channel, "crossovers")).response)
    assert "## Who travelled most in Crowd" in best, "the best sourced universe, where none is named"
    for named in ("isles", "Isles"):
        text = shown((await ana.slash(channel, "crossovers", universe=named)).response)
        assert "## Who travelled most in Isles" in text


async def test_a_private_answer_can_be_shared(guests, shown) -> None:
    channel, ana, ben = guests
    private = await ana.slash(channel, "crossovers", title="beta", private=True)
    assert private.ephemeral
    assert channel.history(viewer=ben) == []
    await ana.click(private.response, label="Share here")
    (seen,) = channel.history(viewer=ben)
    assert "Crossovers of Beta" in shown(seen)
    assert "Share here" not in shown(seen)


async def test_buttons_show_one_direction_and_lead_on_in_place(guests, shown) -> None:
    channel, ana, _ = guests
    private = await ana.slash(channel, "crossovers", title="beta", private=True)
    await ana.click(private.response, label="Only out")
    assert "Into Beta" not in shown(channel.history(viewer=ana)[-1])
    await ana.click(channel.history(viewer=ana)[-1], label="Both directions")
    assert "Into Beta" in shown(channel.history(viewer=ana)[-1])
    await ana.click(channel.history(viewer=ana)[-1], label="Whole cast")
    assert "## Beta (series)" in shown(channel.history(viewer=ana)[-1])
    assert len(channel.history(viewer=ana)) == 1


async def test_a_menu_asks_where_else_somebody_is(guests, shown) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, "crossovers", title="beta")
    picked = await ben.select(public.response, ["a:1:isles:ann::-r"], custom_id="m1:0")
    assert picked.ephemeral
    assert "## Ann" in shown(picked.response)


async def test_pages_are_turned_there_and_back_by_anybody(guests, shown) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, "crossovers", universe="crowd")
    assert "page 1 of 3" in shown(public.response)
    assert "Previous page" not in shown(public.response)
    await ben.click(public.response, label="Next page")
    await ana.click(channel.history()[-1], label="Next page")
    last = shown(channel.history()[-1])
    assert "page 3 of 3" in last
    assert "45\\. **Person 44**" in last
    assert "Next page" not in last
    await ana.click(channel.history()[-1], label="Previous page")
    assert "page 2 of 3" in shown(channel.history()[-1])
    assert len(channel.history()) == 1


async def test_titles_of_the_universe_picked_beside_are_offered(guests) -> None:
    channel, ana, _ = guests
    names = {one["name"] for one in await ana.autocomplete(channel, "crossovers", "title", "")}
    assert len(names) == 25
    (beta,) = await ana.autocomplete(channel, "crossovers", "title", "beta")
    beside = await ana.autocomplete(channel, "crossovers", "with", "", title=beta["value"])
    isles = {"Alpha (series, 2015)", "Beta (series, 2017)", "Gale (film, 2018)", "Hush (film)"}
    assert {one["name"] for one in beside} == isles
    (light,) = await ana.autocomplete(channel, "crossovers", "with", "lighthouse")
    harbour = await ana.autocomplete(channel, "crossovers", "title", "", **{"with": light["value"]})
    assert {one["name"] for one in harbour} == {
        "Jane Doe (series, 2016)", "Lighthouse (series, 2015)", "The Ferry (film, 2019)",
    }  # fmt: skip


@pytest.mark.parametrize("command", ["crossovers", "stats"])
async def test_universes_are_offered_by_name(guests, command: str) -> None:
    channel, ana, _ = guests
    offered = await ana.autocomplete(channel, command, "universe", "")
    assert {(one["name"], one["value"]) for one in offered} == {
        ("Harbour Tales", "harbour"), ("Isles", "isles"), ("Crowd", "crowd"), ("Strangers", "strangers"),
    }  # fmt: skip
    assert [one["value"] for one in await ana.autocomplete(channel, command, "universe", "ISL")] == ["isles"]
    assert await ana.autocomplete(channel, command, "universe", "x" * 100) == []


async def test_the_figures_of_a_universe_lead_on(guests, shown) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, "stats", universe="isles")
    text = shown(public.response)
    assert "## Isles in figures" in text
    assert "7 hang together" in text
    pressed = await ben.click(public.response, label="Who travelled most?")
    assert pressed.ephemeral
    assert "## Who travelled most in Isles" in shown(pressed.response)
    picked = await ben.select(public.response, ["a:1:isles:cid::-r"], custom_id="m1:0")
    assert "## Cid" in shown(picked.response)
    assert "## Crowd in figures" in shown((await ana.slash(channel, "stats")).response)
    assert (await ana.slash(channel, "stats", private=True)).ephemeral


async def test_hostile_titles_get_one_kind_sentence(guests, kind_sentence, hostile_text: str) -> None:
    channel, ana, ben = guests
    kind_sentence(await ana.slash(channel, "crossovers", title=hostile_text))
    kind_sentence(await ana.slash(channel, "crossovers", **{"title": "beta", "with": hostile_text}))
    assert channel.history(viewer=ben) == []


@pytest.mark.parametrize("command", ["crossovers", "stats"])
async def test_hostile_universes_get_one_kind_sentence(guests, kind_sentence, hostile_text: str, command: str) -> None:
    channel, ana, _ = guests
    said = kind_sentence(await ana.slash(channel, command, universe=hostile_text))
    assert "universe" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"title": "beta", "with": "beta"}, "That is the same title twice"),
        ({"with": "beta"}, "Say which title the crossovers go into or out of, too."),
        ({"direction": "in"}, "Say which title the crossovers go into or out of, too."),
        ({"title": "Ann"}, "I know no title called “Ann”"),
        ({"title": "beta", "with": "lighthouse"}, "name those of one universe"),
        ({"title": "beta", "universe": "harbour"}, "I know no title called “beta”"),
    ],
)
async def test_what_cannot_be_answered_is_one_sentence(guests, kind_sentence, options, said: str) -> None:
    channel, ana, _ = guests
    assert said in kind_sentence(await ana.slash(channel, "crossovers", **options))


async def test_an_unsure_title_is_asked_back_with_buttons_that_keep_the_direction(guests, shown) -> None:
    channel, ana, _ = guests
    asked = await ana.slash(channel, "crossovers", title="a", direction="out", universe="isles")
    assert "did you mean" in shown(asked.response)
    await ana.click(asked.response, label="Alpha (series, 2015)")
    text = shown(channel.history(viewer=ana)[-1])
    assert "**Out of Alpha: 2**" in text
    assert "Into Alpha" not in text


async def test_buttons_work_after_a_restart(guests, simcord_env: simcord.Env, new_client, shown) -> None:
    channel, ana, _ = guests
    crossed = await ana.slash(channel, "crossovers", universe="crowd")
    figures = await ana.slash(channel, "stats", universe="isles")
    await simcord_env.restart_bot(new_client())
    await ana.click(crossed.response, label="Next page")
    assert "page 2 of 3" in shown(crossed.response)
    assert "Who travelled most in Isles" in shown(
        (await ana.click(figures.response, label="Who travelled most?")).response
    )


async def test_two_people_at_once_both_get_their_answer(guests, simcord_env: simcord.Env, at_once, shown) -> None:
    channel, ana, ben = guests
    asked = await at_once(
        simcord_env,
        ana.slash(channel, "stats", universe="isles"),
        ben.slash(channel, "crossovers", title="beta", private=True),
    )
    assert "## Isles in figures" in shown(asked[0].response)
    assert "## Crossovers of Beta" in shown(asked[1].response)
    pressed = await at_once(
        simcord_env, *(one.click(asked[0].response, label="Who travelled most?") for one in (ana, ben))
    )
    assert [one.ephemeral for one in pressed] == [True, True]
    assert all("Who travelled most in Isles" in shown(one.response) for one in pressed)


@pytest.mark.parametrize(
    "custom_id",
    [
        "q1:x:1:isles:bnowhere:",
        "q1:x:1:isles:zbeta:",
        "q1:x:1:nowhere:bbeta:",
        "q1:x:1:isles:bbeta",
        "q1:x:soon:isles:bbeta:",
        "q1:x:1:isles:bbeta:beta",
        "q1:f:1:nowhere:",
        "q1:f:1:isles:more",
        "p1:x:1:isles:b:nothing:more",
        "s1:x:1:isles:bnowhere:",
        "q1:y:1:isles:bbeta:",
        "q1:" + "x" * 97,
    ],
)
async def test_a_stale_or_forged_button_gets_one_sentence_and_changes_nothing(
    guests, forged, kind_sentence, shown, custom_id: str
) -> None:
    channel, ana, _ = guests
    message = await forged(channel, custom_id)
    kind_sentence(await ana.click(message, label="Press"))
    assert shown(message) == "Press"
    assert len(channel.history()) == 1


async def test_a_page_far_past_the_end_is_the_last(guests, forged, shown) -> None:
    channel, ana, _ = guests
    pressed = await ana.click(await forged(channel, "q1:x:999999:crowd:b:"), label="Press")
    assert "page 3 of 3" in shown(pressed.response)


async def test_a_button_about_facts_that_have_changed_answers_from_the_new_ones(
    guests, library, store: ShelfOf, shown
) -> None:
    channel, ana, _ = guests
    public = await ana.slash(channel, "crossovers", title="beta")
    isles = store.packs[next(id for id in store.packs if id == "isles")]
    newer = replace(isles.universe, name="New Isles", version="2020.2", content_hash="new")
    store.packs[isles.universe.id] = replace(isles, universe=newer)
    assert await library.refresh(store)
    pressed = await ana.click(public.response, label="Who travelled most?")
    assert "## Who travelled most in New Isles" in shown(pressed.response)
    assert "New Isles" in shown((await ana.slash(channel, "crossovers", title="beta")).response)
