"""`/met`, `/together` and `/connect` as people use them: the real bot, a simulated Discord, several universes."""

from dataclasses import replace

import pytest
import simcord

from bot.services.handles import handle_of
from tests.conftest import ShelfOf

TWO = {"first": "Ann", "second": "Cid"}
COMMANDS = ["met", "together", "connect"]


@pytest.fixture
def store(archipelago: ShelfOf) -> ShelfOf:
    return archipelago


async def test_two_who_met_are_told_where(guests, shown) -> None:
    channel, ana, ben = guests
    result = await ana.slash(channel, "met", **TWO)
    text = shown(result.response)
    assert "## Ann and Cid" in text
    assert "**They met on screen**, in Beta 1x01." in text
    assert not result.ephemeral
    assert len(channel.history(viewer=ben)) == 1
    never = await ana.slash(channel, "met", first="Lee", second="Ria")
    assert "**They never met, as far as credits tell**" in shown(never.response)


async def test_what_two_three_or_four_share_is_shown(guests, shown) -> None:
    channel, ana, _ = guests
    assert "**Both are in 1 episode**" in shown((await ana.slash(channel, "together", **TWO)).response)
    three = shown((await ana.slash(channel, "together", first="Cid", second="Dan", third="Eve")).response)
    assert "**All of them are in 1 film**" in three
    assert "**Cid and Dan without Eve**\n**Beta** season 1: 2" in three
    four = shown((await ana.slash(channel, "together", first="Cid", second="Dan", third="Eve", fourth="Tom")).response)
    assert "## Cid, Dan, Eve and Old Tom" in four
    skipped = shown((await ana.slash(channel, "together", first="Cid", second="Dan", fourth="Eve")).response)
    assert "## Cid, Dan and Eve" in skipped


async def test_a_chain_is_shown_also_without_somebody(guests, shown) -> None:
    channel, ana, _ = guests
    text = shown((await ana.slash(channel, "connect", first="Ann", second="Eve")).response)
    assert "**2 steps**, the only chain so short." in text
    assert "1\\. **Ann** and **Cid** met in Beta 1x01" in text
    around = shown((await ana.slash(channel, "connect", first="Ann", second="Eve", avoid="Cid")).response)
    assert "## From Ann to Eve without Cid" in around
    assert "**3 steps**" in around
    assert "and **Cid**" not in around


async def test_another_one_goes_through_all_chains_and_around(guests, shown) -> None:
    channel, ana, _ = guests
    await ana.slash(channel, "connect", first="Bea", second="Eve", private=True)
    seen = []
    for number in (1, 2, 3):
        text = shown(channel.history(viewer=ana)[-1])
        assert f"chain {number} of 3 as short" in text
        seen.append(text)
        await ana.click(channel.history(viewer=ana)[-1], label="Another one")
    assert len(set(seen)) == 3
    assert shown(channel.history(viewer=ana)[-1]) == seen[0]
    assert len(channel.history(viewer=ana)) == 1, "a private answer changes in place"


async def test_on_a_public_answer_another_one_is_for_the_presser_alone(guests, shown) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, "connect", first="Bea", second="Eve")
    before = shown(public.response)
    pressed = await ben.click(public.response, label="Another one")
    assert pressed.ephemeral
    assert "chain 2 of 3" in shown(pressed.response)
    assert shown(public.response) == before


async def test_buttons_lead_from_one_question_to_the_next(guests, shown) -> None:
    channel, ana, _ = guests
    await ana.slash(channel, "together", **TWO, private=True)
    for label, heading in (
        ("Have they met?", "They met on screen"),
        ("How are they connected?", "## From Ann to Cid"),
        ("Have they met?", "They met on screen"),
        ("Where is Cid?", "At home in Beta."),
    ):
        await ana.click(channel.history(viewer=ana)[-1], label=label)
        assert heading in shown(channel.history(viewer=ana)[-1])


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_private_answer_can_be_shared(guests, shown, command: str) -> None:
    channel, ana, ben = guests
    private = await ana.slash(channel, command, **TWO, private=True)
    assert private.ephemeral
    assert channel.history(viewer=ben) == []
    await ana.click(private.response, label="Share here")
    (seen,) = channel.history(viewer=ben)
    assert "Ann" in shown(seen)
    assert "Share here" not in shown(seen)


@pytest.mark.parametrize("command", ["met", "together"])
async def test_pages_are_turned(guests, shown, command: str) -> None:
    channel, ana, ben = guests
    public = await ana.slash(channel, command, first="Person 00", second="Person 01")
    assert "page 1 of 2" in shown(public.response)
    await ben.click(public.response, label="Next page")
    assert "page 2 of 2" in shown(channel.history()[-1])
    assert "Words 129" in shown(channel.history()[-1])
    await ana.click(channel.history()[-1], label="Previous page")
    assert "page 1 of 2" in shown(channel.history()[-1])


@pytest.mark.parametrize("command", COMMANDS)
async def test_characters_of_the_universe_picked_beside_are_offered(guests, command: str) -> None:
    channel, ana, _ = guests
    everywhere = await ana.autocomplete(channel, command, "second", "old tom")
    assert len(everywhere) == 2
    beside = await ana.autocomplete(channel, command, "second", "old tom", first="Ann")
    assert [one["value"] for one in beside] == ["Old Tom (character, Gale)"]
    empty = await ana.autocomplete(channel, command, "first", "", second="Ann")
    assert {one["name"] for one in empty} >= {"Bea", "Cid", "Zed"}
    assert "Jane Doe (character)" not in {one["name"] for one in empty}
    last = {"met": "second", "together": "fourth", "connect": "avoid"}[command]
    offered = await ana.autocomplete(channel, command, last, "z", first="Ann")
    assert [one["name"] for one in offered] == ["Zed"]
    result = await ana.slash(channel, command, first="Ann", second=beside[0]["value"])
    assert not result.ephemeral


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_name_of_two_universes_means_the_one_of_the_other_name(guests, shown, command: str) -> None:
    channel, ana, _ = guests
    text = shown((await ana.slash(channel, command, first="Old Tom", second="Ann")).response)
    assert "Isles" in text
    text = shown((await ana.slash(channel, command, first="Old Tom", second="Mara Quill")).response)
    assert "Harbour Tales" in text


@pytest.mark.parametrize("command", COMMANDS)
async def test_hostile_names_get_one_kind_sentence(guests, kind_sentence, hostile_text: str, command: str) -> None:
    channel, ana, ben = guests
    kind_sentence(await ana.slash(channel, command, first=hostile_text, second="Ann"))
    kind_sentence(await ana.slash(channel, command, first="Ann", second=hostile_text))
    kind_sentence(await ana.slash(channel, command, first=hostile_text, second=hostile_text))
    last = {"met": "second", "together": "fourth", "connect": "avoid"}[command]
    kind_sentence(await ana.slash(channel, command, **(TWO | {last: hostile_text})))
    assert channel.history(viewer=ben) == []


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("met", {"first": "Ann", "second": "ann"}, "That is the same character twice; name different ones."),
        ("together", {**TWO, "third": "Ann"}, "That is the same character twice; name different ones."),
        ("connect", {"first": "Ann", "second": "Ann"}, "That is the same character twice; name different ones."),
        ("connect", {**TWO, "avoid": "Ann"}, "The one to avoid is an end of the chain"),
        ("connect", {**TWO, "avoid": "Cid"}, "The one to avoid is an end of the chain"),
        ("met", {"first": "Ann", "second": "Mara Quill"}, "name those of one universe"),
        ("together", {**TWO, "third": "Mara Quill"}, "name those of one universe"),
        ("connect", {**TWO, "avoid": "Mara Quill"}, "name those of one universe"),
        ("met", {"first": "Ann", "second": "Lighthouse"}, "I know no character called “Lighthouse”"),
    ],
)
async def test_what_cannot_be_answered_is_one_sentence(guests, kind_sentence, command, options, said: str) -> None:
    channel, ana, _ = guests
    assert said in kind_sentence(await ana.slash(channel, command, **options))


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_unsure_name_is_asked_back_and_a_button_asks_the_whole_question(guests, shown, command: str) -> None:
    channel, ana, _ = guests
    asked = await ana.slash(channel, command, first="person 0", second="Person 12")
    assert "did you mean" in shown(asked.response)
    await ana.click(asked.response, label="Person 00")
    text = shown(channel.history(viewer=ana)[-1])
    assert "Person 00" in text
    assert "Person 12" in text


async def test_buttons_work_after_a_restart(guests, simcord_env: simcord.Env, new_client, shown) -> None:
    channel, ana, _ = guests
    connected = await ana.slash(channel, "connect", first="Bea", second="Eve")
    together = await ana.slash(channel, "together", first="Person 00", second="Person 01")
    await simcord_env.restart_bot(new_client())
    assert "chain 2 of 3" in shown((await ana.click(connected.response, label="Another one")).response)
    await ana.click(together.response, label="Next page")
    assert "page 2 of 2" in shown(together.response)


async def test_two_people_at_once_both_get_their_answer(guests, simcord_env: simcord.Env, at_once, shown) -> None:
    channel, ana, ben = guests
    asked = await at_once(
        simcord_env,
        ana.slash(channel, "connect", first="Bea", second="Eve", private=True),
        ben.slash(channel, "connect", first="Bea", second="Eve"),
    )
    assert [one.ephemeral for one in asked] == [True, False]
    assert all("chain 1 of 3" in shown(one.response) for one in asked)
    pressed = await at_once(
        simcord_env,
        ana.click(asked[1].response, label="Another one"),
        ben.click(asked[1].response, label="Have they met?"),
    )
    assert "chain 2 of 3" in shown(pressed[0].response)
    assert "No meeting is recorded" in shown(pressed[1].response)


@pytest.mark.parametrize("seen_by_ben", [0, 1])
async def test_an_answer_that_takes_longer_is_announced_and_then_arrives(
    guests, shown, slowly, seen_by_ben: int
) -> None:
    channel, ana, ben = guests
    asked = ana.slash(channel, "connect", first="Bea", second="Eve", private=not seen_by_ben)
    announced, _ = await slowly(asked)
    assert announced
    assert "chain 1 of 3" in shown(channel.history(viewer=ana)[-1])
    assert len(channel.history(viewer=ben)) == seen_by_ben
    announced, _ = await slowly(ana.click(channel.history(viewer=ana)[-1], label="Another one"))
    assert announced
    assert "chain 2 of 3" in shown(channel.history(viewer=ana)[-1])
    assert len(channel.history(viewer=ana)) == 1 + seen_by_ben


async def test_a_quick_answer_is_not_announced(guests) -> None:
    channel, ana, _ = guests
    assert not (await ana.slash(channel, "connect", first="Bea", second="Eve")).deferred


async def test_a_failure_after_the_announcement_is_told(guests, shown, slowly) -> None:
    channel, ana, _ = guests
    announced, _ = await slowly(ana.slash(channel, "connect", first="Ann", second="Cid", avoid="Ann"))
    assert announced
    assert "The one to avoid is an end of the chain" in shown(channel.history(viewer=ana)[-1])


ANN, CID = handle_of("ann"), handle_of("cid")


@pytest.mark.parametrize(
    "custom_id",
    [
        "q1:m:1:isles:ann:ann",
        "q1:m:1:isles:ann:",
        "q1:m:1:isles:ann:cid:dan",
        "q1:m:1:nowhere:ann:cid",
        "q1:g:1:isles:" + ANN,
        f"q1:g:1:isles:{ANN}:{ANN}",
        f"q1:g:1:isles:{ANN}:AAAAAAAA",
        "q1:g:1:isles:" + ":".join(["AAAAAAAA"] * 9),
        "q1:g:1:isles:",
        f"q1:k:1:isles:{ANN}:{CID}",
        f"q1:k:1:isles:{ANN}:{CID}:{ANN}",
        f"q1:k:1:isles:{ANN}:AAAAAAAA:",
        f"q1:k:many:isles:{ANN}:{CID}:",
        f"p1:k:1:harbour:{ANN}:{CID}:",
        f"s1:k:1:isles:{ANN}:{ANN}:",
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


@pytest.mark.parametrize("number", ["0", "-5", "4", "999999", "1_0", "٣"])
async def test_any_number_is_one_of_the_chains(guests, forged, shown, number: str) -> None:
    channel, ana, _ = guests
    message = await forged(channel, f"q1:k:{number}:isles:{handle_of('bea')}:{handle_of('eve')}:")
    assert " of 3 as short" in shown((await ana.click(message, label="Press")).response)


async def test_a_button_about_somebody_who_has_left_the_facts_says_so(guests, library, store: ShelfOf, shown) -> None:
    channel, ana, _ = guests
    public = await ana.slash(channel, "connect", first="Bea", second="Eve")
    (id,) = [one for one in store.packs if one == "isles"]
    isles = store.packs[id]
    store.packs[id] = replace(
        isles,
        universe=replace(isles.universe, version="2020.2", content_hash="fewer"),
        characters=tuple(one for one in isles.characters if one.id != "eve"),
        appearances=tuple(row for row in isles.appearances if row.character != "eve"),
    )
    assert await library.refresh(store)
    pressed = await ana.click(public.response, label="Another one")
    assert pressed.ephemeral
    assert shown(pressed.response).startswith("Somebody in that is not in the facts any more")
