"""`/wish-admin`: what moderators decide is done once, shown where it matters, and stands in the audit."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from tests.cogs.play_stage import late
from tests.cogs.wish_stage import WHY, Stage, labels, shown
from tests.store.wish_making import DRIFT

KEPT_OUT = "can make no wish, cast no vote and send in no question here any more."


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def admin(stage: Stage, command: str, **options: Any) -> Any:
    answer = await stage.mod.slash(stage.channel, f"wish-admin {command}", **options)
    assert answer.ephemeral
    return answer


async def test_a_wish_that_waits_is_approved_and_its_card_posted(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana)
    queue = await admin(stage, "queue")
    text = shown(queue.response)
    assert "Jane Doe in The Ferry" in text
    assert WHY in text
    assert f"<@{stage.ana.id}>" in text
    done = await stage.press(stage.mod, queue.response, "Approve 1")
    assert "Wish 1 is approved, and its card is posted." in shown(done.response)
    (card,) = stage.channel.history(viewer=stage.ben)
    assert "Jane Doe in The Ferry" in shown(card)
    assert await stage.states() == ["open"]
    await stage.press(stage.ben, card, "Up")
    assert "1 for, 0 against" in shown(stage.now_of(card))
    again = await stage.press(stage.mod, queue.response, "Approve 1")
    assert shown(again.response) == "Wish 1 is open already; nothing was changed."
    assert len(stage.channel.history(viewer=stage.ben)) == 1
    assert await stage.audit() == ["approved"]


async def test_a_wish_that_waits_is_rejected_with_a_reason(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana)
    queue = await admin(stage, "queue")
    form = await stage.press(stage.mod, queue.response, "Reject 1")
    assert "Reject wish 1" in str(form.modal)
    done = await stage.mod.submit_modal(form, {"reason": "Too unkind.\u202e"})
    assert "Wish 1 is rejected; nobody else has seen it." in shown(done.response)
    assert await stage.states() == ["removed"]
    assert (await stage.wish()).removal == "Too unkind."
    assert stage.channel.history(viewer=stage.ben) == []
    assert "Nothing waits" in shown((await admin(stage, "queue")).response)
    assert await stage.audit() == ["rejected"]


async def test_the_queue_has_pages(stage: Stage) -> None:
    await stage.decide(review=1)
    for number in range(6):
        stage.later(minutes=11)
        await stage.add(stage.ana, into=f"{chr(65 + number) * 9} {number}{number}{number}")
    queue = await admin(stage, "queue")
    assert "Approve 5" in labels(queue.response)
    assert "Approve 6" not in labels(queue.response)
    after = await stage.press(stage.mod, queue.response, "Those after these")
    assert "Approve 6" in labels(after.response)
    assert "Approve 1" not in labels(after.response)


async def test_a_wish_is_removed_with_a_reason_and_restored_with_its_votes(stage: Stage) -> None:
    card = await stage.card(stage.ana)
    await stage.press(stage.ben, card, "Up")
    done = await admin(stage, "remove", wish="1", why="Said **twice**.")
    assert "Wish 1 is removed; /wish-admin restore brings it back." in shown(done.response)
    text = shown(stage.now_of(card))
    assert "**Removed** by a moderator: Said \\*\\*twice\\*\\*." in text
    again = await admin(stage, "remove", wish="1", why="again")
    assert shown(again.response) == "Wish 1 is removed already; nothing was changed."
    back = await admin(stage, "restore", wish="1")
    assert "Wish 1 is open again." in shown(back.response)
    again = await admin(stage, "restore", wish="1")
    assert shown(again.response) == "Wish 1 is open already; nothing was changed."
    assert "1 for, 0 against" in shown(stage.now_of(card))
    await stage.press(stage.chidi, stage.now_of(card), "Up")
    assert "2 for, 0 against" in shown(stage.now_of(card))
    assert await stage.audit() == ["removed", "restored"]


@pytest.mark.parametrize("why", ["\u200b", "!?", "🦹"])
async def test_a_removal_needs_words(stage: Stage, kind_sentence, why: str) -> None:
    await stage.card(stage.ana)
    assert "say in words why" in kind_sentence(await admin(stage, "remove", wish="1", why=why))
    assert (await stage.states(), await stage.audit()) == (["open"], [])


@pytest.mark.parametrize(("command", "more"), [("remove", {"why": "no"}), ("restore", {}), ("merge", {"into": "1"})])
async def test_there_is_no_such_wish(stage: Stage, kind_sentence, command: str, more: dict[str, str]) -> None:
    await stage.card(stage.ana)
    assert "no such wish" in kind_sentence(await admin(stage, command, wish="7", **more))
    assert (await stage.states(), await stage.audit()) == (["open"], [])


async def test_what_was_made_anew_meanwhile_is_not_restored(stage: Stage) -> None:
    await stage.card(stage.ana)
    await admin(stage, "remove", wish="1", why="no")
    await stage.card(stage.ben)
    told = await admin(stage, "restore", wish="1")
    assert "stands meanwhile as wish 2; merge into that one instead" in shown(told.response)
    assert await stage.states() == ["removed", "open"]


async def test_merging_counts_each_voter_once_and_leads_old_cards_onward(stage: Stage) -> None:
    one = await stage.card(stage.ana, into="The Last Buoy")
    two = await stage.card(stage.ben, into="Final Lantern")
    for person, card in ((stage.chidi, one), (stage.chidi, two), (stage.mod, one)):
        await stage.press(person, card, "Up")
    done = await admin(stage, "merge", wish="1", into="2")
    assert "Wish 1 is merged into wish 2; whoever voted on both counts once." in shown(done.response)
    assert await stage.states() == ["merged", "open"]
    assert "2 for, 0 against" in shown(stage.now_of(two))
    assert "**Merged** into wish 2" in shown(stage.now_of(one))
    onward = await stage.press(stage.ben, stage.now_of(one), "Show wish 2")
    assert "Final Lantern" in shown(onward.response)
    back = await admin(stage, "restore", wish="1")
    assert "Wish 1 is open again." in shown(back.response)
    assert "1 for, 0 against" in shown(stage.now_of(two))
    assert "2 for, 0 against" in shown(stage.now_of(one))
    assert await stage.rows(DRIFT) == []
    assert await stage.audit() == ["merged", "restored"]


async def test_a_press_on_a_card_drawn_before_the_merge_counts_for_the_other(stage: Stage, forged) -> None:
    one = await stage.card(stage.ana, into="The Last Buoy")
    two = await stage.card(stage.ben, into="Final Lantern")
    up = next(part["custom_id"] for part in one.components[0]["components"][-1]["components"] if part["label"] == "Up")
    await admin(stage, "merge", wish="1", into="2")
    told = await stage.press(stage.chidi, await forged(stage.channel, up), "Press")
    assert "Your vote for wish 2 is in." in shown(told.response)
    assert await stage.votes() == [(2, stage.chidi.id, 1)]
    assert "1 for, 0 against" in shown(stage.now_of(two)), "the card that counts is drawn anew"


async def test_a_wish_is_not_merged_into_itself_or_into_what_is_gone(stage: Stage, kind_sentence) -> None:
    await stage.card(stage.ana)
    await stage.card(stage.ana, into="Pier")
    assert "cannot be merged into itself" in kind_sentence(await admin(stage, "merge", wish="1", into="1"))
    await admin(stage, "remove", wish="2", why="no")
    gone = "Wish 2 is removed already; nothing was changed."
    assert shown((await admin(stage, "merge", wish="1", into="2")).response) == gone
    assert shown((await admin(stage, "merge", wish="2", into="1")).response) == gone
    assert await stage.states() == ["open", "removed"]


async def test_an_open_wish_is_not_merged_into_one_that_waits(stage: Stage) -> None:
    await stage.card(stage.ana)
    await stage.decide(review=1)
    await stage.add(stage.ana, into="Pier")
    told = shown((await admin(stage, "merge", wish="1", into="2")).response)
    assert told == "Wish 2 waits for review, and the other one does not; approve it first."
    assert await stage.states() == ["open", "waiting"]
    await admin(stage, "merge", wish="2", into="1")
    told = shown((await admin(stage, "merge", wish="1", into="2")).response)
    assert told == "Wish 2 is merged into wish 1 already; nothing was changed."
    assert await stage.states() == ["open", "merged"]


@pytest.mark.parametrize("label", ["Reject 1", "Approve 1"])
async def test_the_second_of_two_moderators_learns_what_became_of_the_wish(stage: Stage, label: str) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana)
    queue = await admin(stage, "queue")
    form = await stage.press(stage.mod, queue.response, "Reject 1")
    await stage.mod.submit_modal(form, {"reason": "Too unkind."})
    told = await stage.press(stage.mod, queue.response, label)
    assert shown(told.response) == "Wish 1 is removed already; nothing was changed."


@pytest.mark.simcord(settle_timeout=1)
async def test_what_is_decided_slowly_is_told_in_the_end(stage: Stage) -> None:
    await stage.decide(review=1)
    await stage.add(stage.ana)
    await stage.add(stage.ana, into="Pier")
    queue = await late(stage.env, stage.database, stage.mod.slash(stage.channel, "wish-admin queue"), reads=True)
    approved = await late(stage.env, stage.database, stage.press(stage.mod, queue.response, "Approve 1"))
    assert "Wish 1 is approved" in shown(approved.followups[-1])
    form = await stage.press(stage.mod, queue.response, "Reject 2")
    await late(stage.env, stage.database, stage.mod.submit_modal(form, {"reason": "Too unkind."}))
    assert await stage.states() == ["open", "removed"]
    for command, options, said in (
        ("restore", {"wish": "2"}, "Wish 2 is open again."),
        ("merge", {"wish": "2", "into": "1"}, "Wish 2 is merged into wish 1"),
        ("remove", {"wish": "1", "why": "Too unkind."}, "Wish 1 is removed"),
        ("block", {"person": stage.ben}, KEPT_OUT),
        ("unblock", {"person": stage.ben}, "can wish, vote and send in questions again"),
    ):
        answer = stage.mod.slash(stage.channel, f"wish-admin {command}", **options)
        told = await late(stage.env, stage.database, answer)
        assert told.ephemeral
        assert said in shown(told.response), command
    audit = await late(stage.env, stage.database, stage.mod.slash(stage.channel, "wish-admin audit"), reads=True)
    assert "approved wish 1" in shown(audit.response)


async def test_blocking_is_told_to_the_moderator_alone_and_kept_without_the_name(stage: Stage) -> None:
    done = await admin(stage, "block", person=stage.ben, why="Spam.")
    assert f"<@{stage.ben.id}> {KEPT_OUT}" in shown(done.response)
    again = await admin(stage, "block", person=stage.ben)
    assert "was kept from all that already" in shown(again.response)
    ((row,),) = [await stage.rows("SELECT * FROM blocks")]
    assert str(stage.ben.id) not in str(tuple(row))
    done = await admin(stage, "unblock", person=stage.ben)
    assert "can wish, vote and send in questions again" in shown(done.response)
    again = await admin(stage, "unblock", person=stage.ben)
    assert "was not kept from anything" in shown(again.response)
    assert await stage.audit() == ["blocked", "unblocked"]


@pytest.mark.parametrize("options", [[], ["hidden"]])
async def test_whoever_made_a_wish_is_blocked_without_being_named(stage: Stage, options: list[str]) -> None:
    card = await stage.card(stage.ana, options=options)
    done = await admin(stage, "block", wish="1")
    assert f"Whoever made wish 1 {KEPT_OUT}" in shown(done.response)
    assert str(stage.ana.id) not in shown(done.response)
    refused = await stage.form(stage.ana, into="Pier")
    assert "keep you from its wishes" in shown(refused.response)
    await stage.press(stage.ben, card, "Up")
    assert len(await stage.votes()) == 1, "nobody else is"
    done = await admin(stage, "unblock", wish="1")
    assert "Whoever made wish 1 can wish, vote and send in questions again." in shown(done.response)
    assert (await stage.form(stage.ana, into="Pier")).modal


async def test_nobody_is_blocked_where_nobody_is_meant(stage: Stage, kind_sentence) -> None:
    await stage.card(stage.ana)
    assert "Say who" in kind_sentence(await admin(stage, "block"))
    assert "nobody who made a wish 7" in kind_sentence(await admin(stage, "block", wish="7"))
    assert await stage.rows("SELECT * FROM blocks") == []
    assert await stage.audit() == []


async def test_all_wishes_are_taken_out_as_table_and_json_without_who_voted(stage: Stage) -> None:
    card = await stage.card(stage.ana, why="=1+1")
    await stage.press(stage.ben, card, "Up")
    await stage.card(stage.chidi, into="The Last Buoy", options=["hidden"])
    answer = await stage.mod.slash(stage.channel, "wish-admin export")
    assert answer.ephemeral
    (message,) = answer.followups or [answer.response]
    assert "2 wishes" in message.content
    files = {one.filename: await one.read() for one in message.attachments}
    table = list(csv.DictReader(io.StringIO(files["wishes.csv"].decode())))
    records = json.loads(files["wishes.json"])
    assert [(one["number"], one["who"], one["into"], one["ups"]) for one in table] == [
        ("1", "Jane Doe", "The Ferry", "1"),
        ("2", "Jane Doe", "The Last Buoy", "0"),
    ]
    assert table[0]["why"].startswith("'"), "no formula for a spreadsheet"
    assert [(one["why"], one["author_id"]) for one in records] == [("=1+1", str(stage.ana.id)), (WHY, None)]
    for body in files.values():
        assert str(stage.ben.id).encode() not in body
        assert str(stage.chidi.id).encode() not in body
    assert stage.channel.history(viewer=stage.ben) == [stage.now_of(one) for one in stage.channel.history()[:2]]
    assert await stage.audit() == ["exported"]


async def test_the_audit_has_a_line_for_each_deed_and_pages(stage: Stage) -> None:
    await stage.card(stage.ana)
    assert "Nothing yet." in shown((await admin(stage, "audit")).response)
    for _ in range(6):
        await admin(stage, "remove", wish="1", why="A <@1> reason")
        await admin(stage, "restore", wish="1")
    audit = await admin(stage, "audit")
    text = shown(audit.response)
    assert text.count("removed wish 1") == text.count("restored wish 1") == 5
    assert f"<@{stage.mod.id}>" in text
    assert "<@1>" not in text
    older = await stage.press(stage.mod, audit.response, "Older")
    assert shown(older.response).count("wish 1") == 2


async def test_numbers_that_are_none_are_one_sentence(stage: Stage, kind_sentence) -> None:
    for wrong in ("", "x", "-1", "0", "1" * 30):
        if wrong:
            assert "number" in kind_sentence(await admin(stage, "restore", wish=wrong))
    assert await stage.audit() == []
