"""`/timeline` and `/map` as people use them: the real bot, a simulated Discord, several universes."""

from dataclasses import replace

import pytest
import simcord

from tests.cogs.isles import renamed
from tests.conftest import ShelfOf

NASTY = "**a** [c](https://d.example) <@1> @everyone `e` ||f||"


@pytest.fixture
def store(archipelago: ShelfOf) -> ShelfOf:
    return archipelago


async def test_a_timeline_is_a_picture_with_the_same_in_words(guests, shown, picture) -> None:
    channel, ana, ben = guests
    result = await ana.slash(channel, "timeline", name="Ann")
    assert "## When: Ann" in shown(result.response)
    assert await picture(result.response) == (
        "Timeline of Ann. Alpha: 3 episodes or films, 1 Apr 2015 to 3 Apr 2015; "
        "Beta (crossover): 1 episode or film, 1 Apr 2017."
    )
    assert not result.ephemeral
    assert len(channel.history(viewer=ben)) == 1


async def test_a_title_has_a_timeline_too_in_any_order(guests, shown, picture) -> None:
    channel, ana, _ = guests
    starts = {}
    for order in ("release", "newest", "most"):
        said = await picture((await ana.slash(channel, "timeline", name="Beta", order=order)).response)
        assert said.startswith("Timeline of Beta. ")
        starts[order] = said.removeprefix("Timeline of Beta. ").split(" ")[0]
    assert starts["newest"] != starts["release"]
    assert starts["most"].startswith("Cid")


async def test_of_who_is_nowhere_a_sentence_stands_instead_of_the_picture(guests, shown) -> None:
    channel, ana, _ = guests
    result = await ana.slash(channel, "timeline", name="Zed")
    assert "Nothing of that is recorded" in shown(result.response)
    assert result.response.attachments == []


async def test_a_map_is_of_a_title_or_a_universe_as_a_matrix_or_a_web(guests, shown, picture) -> None:
    channel, ana, _ = guests
    assert (await picture((await ana.slash(channel, "map")).response)).startswith("Who is where in Crowd, ")
    isles = await ana.slash(channel, "map", universe="isles")
    assert (await picture(isles.response)).startswith("Who is where in Isles, ")
    web = await ana.slash(channel, "map", universe="Isles", view="web")
    assert (await picture(web.response)).startswith("Who shares episodes in Isles, ")
    beta = await ana.slash(channel, "map", title="Beta", view="matrix")
    assert "## Who is where: Beta" in shown(beta.response)
    assert "Ann: Beta 1x01* (1)" in await picture(beta.response)


async def test_view_and_order_buttons_draw_it_anew_in_place(guests, shown, picture) -> None:
    channel, ana, _ = guests
    await ana.slash(channel, "map", title="Beta", private=True)
    for label, said in (
        ("Who shares episodes?", "Who shares episodes in Beta, "),
        ("The whole universe", "Who shares episodes in Isles, "),
        ("Who is where?", "Who is where in Isles, "),
    ):
        await ana.click(channel.history(viewer=ana)[-1], label=label)
        assert (await picture(channel.history(viewer=ana)[-1])).startswith(said)
    await ana.slash(channel, "timeline", name="Beta", private=True)
    for label, heading in (("Newest first", "Timeline of Beta"), ("As a map", "Who is where in Beta")):
        await ana.click(channel.history(viewer=ana)[-1], label=label)
        assert (await picture(channel.history(viewer=ana)[-1])).startswith(heading)
    assert len(channel.history(viewer=ana)) == 2


async def test_the_picture_goes_where_an_answer_has_none_and_comes_where_it_has_one(guests, shown, picture) -> None:
    channel, ana, _ = guests
    await ana.slash(channel, "timeline", name="Ann", private=True)
    await ana.click(channel.history(viewer=ana)[-1], label="All appearances")
    answer = channel.history(viewer=ana)[-1]
    assert "At home in Alpha." in shown(answer)
    assert answer.attachments == []
    await ana.slash(channel, "crossovers", universe="isles", private=True)
    await ana.click(channel.history(viewer=ana)[-1], label="Show it as a map")
    assert (await picture(channel.history(viewer=ana)[-1])).startswith("Who is where in Isles, ")


async def test_on_a_public_picture_a_button_answers_the_presser_alone(guests, picture) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, "map", title="Beta")
    pressed = await ben.click(public.response, label="Who shares episodes?")
    assert pressed.ephemeral
    assert (await picture(pressed.response)).startswith("Who shares episodes in Beta")
    assert (await picture(public.response)).startswith("Who is where in Beta")


@pytest.mark.parametrize(("command", "options"), [("timeline", {"name": "Ann"}), ("map", {"title": "Beta"})])
async def test_a_private_picture_can_be_shared(guests, shown, picture, command: str, options) -> None:
    channel, ana, ben = guests
    private = await ana.slash(channel, command, **options, private=True)
    assert private.ephemeral
    assert channel.history(viewer=ben) == []
    await ana.click(private.response, label="Share here")
    (seen,) = channel.history(viewer=ben)
    assert await picture(seen) == await picture(private.response)
    assert "Share here" not in shown(seen)


async def test_names_are_offered(guests) -> None:
    channel, ana, _ = guests
    offered = await ana.autocomplete(channel, "timeline", "name", "jane")
    assert {one["name"] for one in offered} == {"Jane Doe (character)", "Jane Doe (series, 2016)"}
    titles = await ana.autocomplete(channel, "map", "title", "jane")
    assert {one["name"] for one in titles} == {"Jane Doe (series, 2016)"}
    for command, option in (("timeline", "name"), ("map", "title")):
        offered = await ana.autocomplete(channel, command, option, "")
        assert 1 <= len(offered) <= 25
    universes = await ana.autocomplete(channel, "map", "universe", "tales")
    assert [one["value"] for one in universes] == ["harbour"]


async def test_a_character_and_a_title_of_one_name_are_told_apart(guests, picture) -> None:
    channel, ana, _ = guests
    for picked in await ana.autocomplete(channel, "timeline", "name", "jane"):
        said = await picture((await ana.slash(channel, "timeline", name=picked["value"])).response)
        assert ("Lighthouse" in said) == (picked["name"] == "Jane Doe (character)")


async def test_hostile_names_get_one_kind_sentence(guests, kind_sentence, hostile_text: str) -> None:
    channel, ana, ben = guests
    kind_sentence(await ana.slash(channel, "timeline", name=hostile_text))
    kind_sentence(await ana.slash(channel, "map", title=hostile_text))
    kind_sentence(await ana.slash(channel, "map", universe=hostile_text))
    assert channel.history(viewer=ben) == []


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("map", {"title": "Ann"}, "I know no title called “Ann”"),
        ("map", {"title": "beta", "universe": "harbour"}, "I know no title called “beta”"),
        ("timeline", {"name": "season 1"}, "I know no character or title called “season 1”"),
    ],
)
async def test_what_cannot_be_answered_is_one_sentence(guests, kind_sentence, command, options, said: str) -> None:
    channel, ana, _ = guests
    assert said in kind_sentence(await ana.slash(channel, command, **options))


async def test_an_unsure_name_is_asked_back_with_buttons_that_draw_it(guests, shown, picture) -> None:
    channel, ana, _ = guests
    asked = await ana.slash(channel, "timeline", name="person 0", order="newest")
    assert "did you mean" in shown(asked.response)
    await ana.click(asked.response, label="Person 00")
    answer = channel.history(viewer=ana)[-1]
    assert (await picture(answer)).startswith("Timeline of Person 00. ")
    assert "Oldest first" in shown(answer)


async def test_buttons_work_after_a_restart(guests, simcord_env: simcord.Env, new_client, picture) -> None:
    channel, ana, _ = guests
    public = await ana.slash(channel, "map", title="Beta")
    private = await ana.slash(channel, "timeline", name="Ann", private=True)
    await simcord_env.restart_bot(new_client())
    pressed = await ana.click(public.response, label="As a timeline")
    assert (await picture(pressed.response)).startswith("Timeline of Beta")
    await ana.click(private.response, label="Newest first")
    assert (await picture(channel.history(viewer=ana)[-2])).startswith("Timeline of Ann. Beta")


async def test_ten_who_ask_the_same_at_once_all_get_the_picture(
    guests, simcord_env: simcord.Env, at_once, picture
) -> None:
    channel, ana, ben = guests
    results = await at_once(simcord_env, *(one.slash(channel, "map") for _ in range(5) for one in (ana, ben)))
    assert len({await picture(one.response) for one in results}) == 1
    assert len(channel.history()) == 10


@pytest.mark.parametrize("seen_by_ben", [0, 1])
async def test_a_picture_that_takes_longer_is_announced_and_then_arrives(
    guests, picture, slowly, seen_by_ben: int
) -> None:
    channel, ana, ben = guests
    announced, _ = await slowly(ana.slash(channel, "timeline", name="Ann", private=not seen_by_ben))
    assert announced
    assert (await picture(channel.history(viewer=ana)[-1])).startswith("Timeline of Ann. Alpha")
    assert len(channel.history(viewer=ben)) == seen_by_ben
    announced, _ = await slowly(ana.click(channel.history(viewer=ana)[-1], label="Newest first"))
    assert announced
    assert (await picture(channel.history(viewer=ana)[-1])).startswith("Timeline of Ann. Beta")
    assert len(channel.history(viewer=ana)) == 1 + seen_by_ben


@pytest.mark.parametrize(
    "custom_id",
    [
        "q1:l:1:isles:r:ann:alpha",
        "q1:l:1:isles:r::",
        "q1:l:1:isles:z:ann:",
        "q1:l:1:isles:r:nobody:",
        "q1:l:1:isles:r::nowhere",
        "q1:l:1:nowhere:r:ann:",
        "q1:v:1:isles:m:nowhere",
        "q1:v:1:isles:z:",
        "q1:v:1:isles:m",
        "p1:v:1:nowhere:w:",
        "s1:v:1:isles:m:nowhere",
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


async def test_names_that_look_like_markup_are_drawn_described_and_shown_as_they_are(
    guests, library, store: ShelfOf, shown, picture
) -> None:
    channel, ana, _ = guests
    (id,) = [one for one in store.packs if one == "isles"]
    isles = renamed(store.packs[id], "ann", NASTY)
    store.packs[id] = replace(isles, universe=replace(isles.universe, version="2020.2", content_hash="nasty"))
    assert await library.refresh(store)
    drawn = await ana.slash(channel, "timeline", name="character:isles:ann")
    assert (await picture(drawn.response)).startswith(f"Timeline of {NASTY}. ")
    text = shown(drawn.response)
    assert "\\*\\*a\\*\\* \\[c\\](https:\\//d.example) \\<\\@1> \\@everyone" in text
    connected = shown((await ana.slash(channel, "connect", first="character:isles:ann", second="Eve")).response)
    assert NASTY not in connected.replace("Where is " + NASTY, "")
