"""`/source` and the buttons that lead to it, with the real bot on a simulated Discord."""

import pytest
import simcord


@pytest.fixture
def people(simcord_env: simcord.Env):
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    return channel, *(guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))


async def test_the_sources_of_somebody_are_shown_with_what_unverified_means(people, shown) -> None:
    channel, ana, ben = people
    result = await ana.slash(channel, "source", character="night nurse")
    text = shown(result.response)
    for said in (
        "How we know: Mara Quill",
        "wiki.example.org",
        "read 2 Jan 2020",
        "Who is where.",
        "(?)",
        "unverified",
    ):
        assert said in text
    assert not result.ephemeral
    assert len(channel.history(viewer=ben)) == 1
    assert (await ana.slash(channel, "source", character="night nurse", private=True)).ephemeral


async def test_it_narrows_to_a_title_a_season_and_an_episode(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(
        channel, "source", **{"character": "mara quill", "in": "lighthouse", "season": 2, "episode": 2}
    )
    text = shown(result.response)
    assert "1 appearance in Lighthouse 2x02 from 1 source; 1 unverified." in text
    assert "A page" not in text


async def test_a_season_without_its_title_is_one_sentence(people, shown) -> None:
    channel, ana, _ = people
    result = await ana.slash(channel, "source", character="mara quill", season=1)
    assert result.ephemeral
    assert shown(result.response) == "Say which title the season or episode is of, too."


async def test_characters_and_their_titles_are_offered(people) -> None:
    channel, ana, _ = people
    offered = await ana.autocomplete(channel, "source", "character", "night")
    assert offered[0]["name"].startswith("Mara Quill")
    titles = await ana.autocomplete(channel, "source", "in", "", character=offered[0]["value"])
    assert {choice["name"] for choice in titles} == {
        "Lighthouse (series, 2015)",
        "Jane Doe (series, 2016)",
        "The Ferry (film, 2019)",
    }


@pytest.mark.parametrize(
    ("command", "options"),
    [("appearances", {"character": "mara quill"}), ("character", {"name": "mara quill"})],
)
async def test_a_button_asks_how_we_know(people, shown, command: str, options: dict[str, str]) -> None:
    channel, ana, ben = people
    public = await ana.slash(channel, command, **options)
    pressed = await ben.click(public.response, label="How do we know?")
    assert pressed.ephemeral
    assert "How we know: Mara Quill" in shown(pressed.response)
    await ben.click(pressed.response, label="All appearances")
    assert "## Mara Quill" in shown(channel.history(viewer=ben)[-1])


async def test_the_button_of_a_narrowed_answer_asks_about_that_title(people, shown) -> None:
    channel, ana, _ = people
    public = await ana.slash(channel, "appearances", **{"character": "mara quill", "in": "jane doe", "private": True})
    await ana.click(public.response, label="How do we know?")
    assert "1 appearance in Jane Doe from 1 source" in shown(channel.history(viewer=ana)[-1])


async def test_an_unsure_name_is_asked_back_with_buttons_that_ask_the_same(people, shown) -> None:
    channel, ana, _ = people
    asked = await ana.slash(channel, "source", character="r")
    assert "did you mean" in shown(asked.response)
    answer = await ana.click(asked.response, label="Mara Quill")
    assert "How we know: Mara Quill" in shown(answer.response or asked.response)
