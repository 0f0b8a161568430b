"""`/trivia question` and `/trivia-admin`: questions are sent, looked at, brought and taken out, by whom they may be."""

from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.client import Client
from bot.domain.kept_questions import MOST_WAITING, list_mark
from bot.domain.own_questions import LONGEST_ANSWER, MOST_ACCEPTED, OwnQuestion, QuestionList
from bot.facts.question_files import Form, read_questions, write_questions
from bot.store.database import Row, Statement
from bot.store.schema import METADATA
from bot.ui.own_ids import OwnPress, Step, form_id, own_id, read_form_id, read_own_press
from tests.cogs.conftest import HOSTILE
from tests.cogs.wish_stage import Stage, forging, labels, press_of, sent, shown, stage_of
from tests.conftest import flattened

RED = b"AUTHOR: Ada\nWho runs the clinic?:\n- Claire Temple\n- Claire\nWhere?:\n- here\n"
BROKEN = b"A?:\n- one\nB?: two\nC?:\n-\n"


@pytest.fixture
def simcord_bot(new_trivia_client: Callable[[], Client]) -> Client:
    return new_trivia_client()


async def form(person: Any, channel: Any) -> Any:
    answer = await person.slash(channel, "trivia question")
    assert answer.modal, shown(answer.response)
    return answer


async def send(stage: Stage, person: Any, text: str = "Who?", accepted: str = "Ann", **rest: str) -> Any:
    fields = {"text": text, "accepted": accepted, "wrong": "", "category": "", **rest}
    answer = await person.submit_modal(await form(person, stage.channel), fields)
    assert answer.ephemeral
    return answer


async def admin(stage: Stage, command: str, person: Any = None, **options: Any) -> Any:
    answer = await (person or stage.mod).slash(stage.channel, f"trivia-admin {command}", **options)
    assert answer.ephemeral
    return answer


async def upload(stage: Stage, data: bytes, name: str = "harbour.yaml", **options: Any) -> Any:
    answer = await admin(stage, "upload", file=(name, data), **options)
    (told,) = answer.followups or [answer.response]
    return told


def said(message: Any) -> str:
    return "\n".join(filter(None, [message.content, shown(message)]))


async def questions(stage: Stage) -> list[Row]:
    return await stage.rows("SELECT number, text, state, list FROM own_questions ORDER BY guild_id, number")


def values(modal: Any) -> dict[str, str]:
    """Return what stands in the fields of a form."""
    return {
        one["component"]["custom_id"]: one["component"].get("value", "")
        for one in modal["components"]
        if one.get("component")
    }


# Sent in


async def test_a_question_is_sent_and_waits_until_a_moderator_approves_it(stage: Stage) -> None:
    opened = await form(stage.ana, stage.channel)
    assert all(len(one["label"]) <= 45 for one in opened.modal["components"])
    fields = {"text": "Who?\n\n\n\n**Where**?", "accepted": "Ann\nBo", "wrong": "Cy", "category": "note"}
    told = await stage.ana.submit_modal(opened, fields)
    assert "question 1 and waits for a moderator" in shown(told.response)
    assert await questions(stage) == [(1, "Who?\n\n**Where**?", "waiting", None)]
    queue = await admin(stage, "queue")
    text = shown(queue.response)
    assert "Who?\n\n\\*\\*Where\\*\\*?" in text
    assert "“Ann” and “Bo”" in text
    assert "“Cy”" in text
    assert f"<@{stage.ana.id}>" in text
    done = await stage.press(stage.mod, queue.response, "Approve")
    assert "Question 1 is approved and can be asked." in shown(done.response)
    assert "Nothing more waits" in shown(done.response)
    assert (await questions(stage))[0][2] == "approved"


async def test_what_a_moderator_sends_waits_for_nobody(stage: Stage) -> None:
    assert "is added and can be asked" in shown((await send(stage, stage.mod)).response)
    assert (await questions(stage))[0][2] == "approved"
    assert "here already, as question 1." in shown((await send(stage, stage.ana, "WHO??", "ann")).response)


async def test_all_faults_are_told_and_the_form_comes_back_filled_in(stage: Stage, forged: Any) -> None:
    accepted = "\n".join(["x" * (LONGEST_ANSWER + 1), *map(str, range(MOST_ACCEPTED))])
    told = await send(stage, stage.ana, "\u200b", accepted, wrong="1", category="c")
    text = shown(told.response)
    assert "please mend 4 things" in text
    for fault in ("there is no question", "41 accepted answers", "601 characters", "an accepted answer, too"):
        assert fault in text
    assert await questions(stage) == []
    press = press_of(told.response, "Open the form again")
    again = await stage.press(stage.ana, told.response, "Open the form again")
    assert values(again.modal) == {"text": "\u200b", "accepted": accepted, "wrong": "1", "category": "c"}
    done = await stage.ana.submit_modal(again, {"text": "Who?", "accepted": "Ann", "wrong": "", "category": ""})
    assert "question 1 and waits" in shown(done.response)
    assert labels(done.response) == []
    gone = await stage.press(stage.ana, await forged(stage.channel, press), "Press")
    assert "too long ago" in shown(gone.response)


async def test_a_restart_between_form_and_sending_does_no_harm(
    stage: Stage, new_trivia_client: Callable[[], Client]
) -> None:
    opened = await form(stage.ana, stage.channel)
    faulty = await send(stage, stage.ben, "Who?", "\u200b")
    await stage.env.restart_bot(new_trivia_client())
    told = await stage.ana.submit_modal(opened, {"text": "Who?", "accepted": "Ann", "wrong": "", "category": ""})
    assert "question 1 and waits" in shown(told.response)
    again = await stage.press(stage.ben, faulty.response, "Open the form again")
    assert values(again.modal)["text"] == "Who?"


async def test_the_same_form_delivered_twice_keeps_one_question(stage: Stage) -> None:
    emit = stage.env.backend.emit

    def twice(event: str, payload: Any, *args: Any, **options: Any) -> Any:
        emit(event, payload, *args, **options)
        return emit(event, payload, *args, **options)

    opened = await form(stage.ana, stage.channel)
    stage.env.backend.emit = twice
    try:
        told = await stage.ana.submit_modal(opened, {"text": "Who?", "accepted": "Ann", "wrong": "", "category": ""})
    finally:
        del stage.env.backend.emit
    assert "question 1 and waits" in shown(told.response)
    assert len(await questions(stage)) == 1


async def test_a_person_has_so_many_waiting(stage: Stage) -> None:
    for letter in "abcdefghijklmnop"[:MOST_WAITING]:
        await send(stage, stage.ana, f"Letter {letter}?")
    told = await send(stage, stage.ana, "One more?", "yes")
    assert f"{MOST_WAITING} questions of yours wait" in shown(told.response)
    again = await stage.press(stage.ana, told.response, "Open the form again")
    assert values(again.modal)["text"] == "One more?"
    assert len(await questions(stage)) == MOST_WAITING
    assert "waits for a moderator" in shown((await send(stage, stage.ben, "One more?", "yes")).response)


async def test_whom_moderators_keep_out_sends_none_but_loses_nothing(stage: Stage) -> None:
    await stage.mod.slash(stage.channel, "wish-admin block", person=stage.ana)
    told = await send(stage, stage.ana)
    assert "keep you from sending in questions" in shown(told.response)
    assert await questions(stage) == []
    await stage.mod.slash(stage.channel, "wish-admin unblock", person=stage.ana)
    again = await stage.press(stage.ana, told.response, "Open the form again")
    assert values(again.modal)["text"] == "Who?"
    assert "waits for a moderator" in shown((await send(stage, stage.ana)).response)


def harmless(text: str) -> None:
    plain = text.replace("\\<", "").replace("<\\@", "")
    assert "@everyone" not in plain.replace("\\@everyone", "")
    assert "<@&" not in plain
    assert "<@1>" not in plain
    assert "](http" not in text.replace("\\]", "")
    assert "**bold**" not in text
    assert not {"\u202e", "\u200b", "\x00"} & set(text)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_texts_are_shown_as_they_are(stage: Stage, hostile: str) -> None:
    field = hostile[:500]
    told = await send(stage, stage.ana, field, hostile[:4_000], wrong="no", category=hostile[:100])
    harmless(shown(told.response))
    await upload(
        stage, write_questions(QuestionList((OwnQuestion(field.strip() or "x", ("y",)),)), Form.OWN).data, "a.toml"
    )
    for command in ("queue", "list"):
        answer = await admin(stage, command)
        text = shown(answer.response)
        harmless(text.replace(f"<@{stage.ana.id}>", ""))
        assert len(text) <= 4_000
    for row in await questions(stage):
        removed = await admin(stage, "remove", number=row[0])
        harmless(shown(removed.response))
    assert all(
        one.get("allowed_mentions", {}).get("parse") == []
        for one in sent(stage.env, path="/callback")
        if "content" in one
    )


async def test_a_form_of_another_version_is_told(stage: Stage) -> None:
    opened = await form(stage.ana, stage.channel)

    def forge(payload: Any) -> None:
        payload["data"]["custom_id"] = "t1:o:send:x"

    with forging(stage.env, forge):
        told = await stage.ana.submit_modal(opened, {"text": "Who?", "accepted": "Ann", "wrong": "", "category": ""})
    assert "another version" in shown(told.response)
    assert await questions(stage) == []


# Decided


async def test_of_two_moderators_the_second_is_told(stage: Stage, at_once: Any) -> None:
    other = stage.member(
        "other mod", stage.guild.create_role("more mods", permissions=discord.Permissions(manage_messages=True))
    )
    for text in ("One?", "Two?"):
        await send(stage, stage.ana, text)
    first, second = await admin(stage, "queue"), await admin(stage, "queue", other)
    answers = await at_once(
        stage.env,
        stage.mod.click(first.response, custom_id=press_of(first.response, "Approve")),
        other.click(second.response, custom_id=press_of(second.response, "Reject")),
    )
    texts = [shown(one.response) for one in answers]
    assert "is approved and can be asked" in texts[0]
    assert "is decided already: somebody has approved it" in texts[1]
    assert all("Two?" in text for text in texts), "the next one comes at once"
    assert [row[2] for row in await questions(stage)] == ["approved", "waiting"]


async def test_a_question_is_rejected_and_the_queue_has_a_beginning(stage: Stage) -> None:
    for text in ("One?", "Two?", "Three?"):
        await send(stage, stage.ana, text)
    queue = await admin(stage, "queue")
    assert "3 wait" in shown(queue.response)
    second = await stage.press(stage.mod, queue.response, "Next")
    assert "Two?" in shown(second.response)
    third = await stage.press(stage.mod, second.response, "Reject")
    assert "Question 2 is rejected and gone." in shown(third.response)
    end = await stage.press(stage.mod, third.response, "Reject")
    assert "Those before this one still wait" in shown(end.response)
    first = await stage.press(stage.mod, end.response, "From the beginning")
    assert "One?" in shown(first.response)
    assert [row[1] for row in await questions(stage)] == ["One?"]


async def test_a_question_too_long_for_a_message_can_be_read_whole(stage: Stage) -> None:
    answers = "\n".join(f"{'answer ' * 14}{place}" for place in range(38))
    await send(stage, stage.ana, "*" * 500, answers, wrong="\n".join(f"{'[' * 400}{place}" for place in range(9)))
    queue = await admin(stage, "queue")
    assert len(shown(queue.response)) <= 4_000
    whole = await stage.press(stage.mod, queue.response, "Show all of it")
    (file,) = whole.response.attachments
    text = (await file.read()).decode()
    assert text.count("answer 37") == 1
    assert "[8" in text


async def test_a_button_of_another_server_decides_nothing_there_or_here(stage: Stage, forged: Any) -> None:
    elsewhere = stage_of(stage.env, stage.database, stage.wishes)
    await send(elsewhere, elsewhere.ana)
    queue = await admin(elsewhere, "queue")
    press = press_of(queue.response, "Approve")
    told = await stage.press(stage.mod, await forged(stage.channel, press), "Press")
    assert "decided already" in shown(told.response)
    assert [row[2] for row in await questions(stage)] == ["waiting"]


FORBIDDEN = ("queue:0", "approve:1:{mark}", "reject:1:{mark}", "whole:1:{mark}", "page:1", "clear:0:{of_list}")


@pytest.mark.parametrize("press", FORBIDDEN)
async def test_rights_are_asked_at_every_press(stage: Stage, forged: Any, kind_sentence: Any, press: str) -> None:
    await send(stage, stage.ana)
    await upload(stage, RED)
    before = await questions(stage)
    ((mark,),) = await stage.rows("SELECT fingerprint FROM own_questions WHERE number = 1")
    custom_id = "t1:o:" + press.format(mark=mark[:16], of_list=list_mark("harbour"))
    assert read_own_press(custom_id)
    message = await forged(stage.channel, custom_id)
    assert "may manage messages" in kind_sentence(await stage.press(stage.ben, message, "Press"))
    stage.demote(stage.mod)
    assert "may manage messages" in kind_sentence(await stage.press(stage.mod, message, "Press"))
    assert await questions(stage) == before


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("queue", {}),
        ("list", {}),
        ("export", {}),
        ("remove", {"number": 1}),
        ("remove", {"list": "harbour"}),
        ("upload", {"file": ("a.yaml", RED)}),
    ],
)
async def test_a_command_shown_to_somebody_who_may_not_is_refused(
    stage: Stage, kind_sentence: Any, command: str, options: Any
) -> None:
    await upload(stage, RED)
    stage.allow(stage.ben, "trivia-admin")
    assert "may manage messages" in kind_sentence(await admin(stage, command, stage.ben, **options))
    assert len(await questions(stage)) == 2


async def test_the_commands_are_for_moderators_by_default(stage: Stage) -> None:
    assert not any(one.startswith("trivia-admin") for one in stage.ben.available_commands(stage.channel))
    assert "trivia-admin upload" in stage.mod.available_commands(stage.channel)


# Brought and taken out


async def test_a_file_is_brought_once(stage: Stage) -> None:
    told = await upload(stage, RED)
    assert said(told) == "2 questions added to the list “harbour”."
    told = await upload(stage, RED, list="Other")
    assert said(told) == "No question added to the list “Other”; 2 were here already."
    assert [row[2:] for row in await questions(stage)] == [("approved", "harbour")] * 2


async def test_findings_are_told_with_lines_and_long_ones_as_a_file(stage: Stage) -> None:
    told = await upload(stage, BROKEN)
    assert "1 question added to the list “harbour”; 3 findings to mend." in said(told)
    assert "- line 3: “B?” has no list of answers" in said(told)
    assert told.attachments == []
    told = await upload(stage, b"".join(b"Q%d?: no\n" % number for number in range(300)), "many.yaml")
    assert "300 findings to mend" in said(told)
    (file,) = told.attachments
    assert file.filename == "findings.txt"
    lines = (await file.read()).decode().splitlines()
    assert len(lines) == 300
    assert lines[299].startswith("line 300: ")


@pytest.mark.parametrize(
    ("name", "data", "finding"),
    [
        ("a.yaml", b"", "no questions"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "no plain text"),
        ("a.yaml", "Wér?:\n- ü\n".encode("latin-1"), "no UTF-8"),
        ("a.yaml", b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "anchor or an alias"),
        ("a.json", b"[" * 100_000, "hundreds deep"),
        ("a.toml", b"@everyone = ] <@1>", "TOML cannot be read"),
    ],
)
async def test_a_bad_file_is_told(stage: Stage, name: str, data: bytes, finding: str) -> None:
    told = await upload(stage, data, name)
    assert finding in said(told)
    harmless(said(told))
    assert await questions(stage) == []


async def test_a_file_that_is_too_large_is_not_even_fetched(stage: Stage, kind_sentence: Any, monkeypatch: Any) -> None:
    async def read(*_: Any, **__: Any) -> bytes:
        raise AssertionError("it was fetched")

    monkeypatch.setattr(discord.Attachment, "read", read)
    answer = await admin(stage, "upload", file=("huge.yaml", b"x" * 25 * 1024**2))
    assert "may have 2 MB" in kind_sentence(answer)


async def test_a_file_that_cannot_be_fetched_is_told(stage: Stage, monkeypatch: Any) -> None:
    async def read(*_: Any, **__: Any) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(discord.Attachment, "read", read)
    assert "could not be fetched" in said(await upload(stage, RED))


@pytest.mark.parametrize(("name", "form"), [("own", Form.OWN), ("red", Form.RED), ("opentdb", Form.OPENTDB)])
async def test_questions_are_taken_out_in_every_format(stage: Stage, name: str, form: Form) -> None:
    await upload(stage, RED)
    await upload(stage, b"Else?:\n- x\n", "else.yaml")
    await send(stage, stage.ana, "Waiting?")
    answer = await admin(stage, "export", format=name)
    (told,) = answer.followups or [answer.response]
    (file,) = told.attachments
    reading = read_questions(await file.read(), file.filename)
    assert reading.form is form
    assert [one.text for one in reading.questions] == ["Who runs the clinic?", "Where?", "Else?"]
    assert said(told).startswith("3 questions.")
    assert ("no place for the" in said(told)) is (form is not Form.OWN)
    answer = await admin(stage, "export", list="ELSE")
    (told,) = answer.followups or [answer.response]
    assert (told.attachments[0].filename, said(told)) == ("else.toml", "1 question.")


async def test_there_is_nothing_to_take_out(stage: Stage, kind_sentence: Any) -> None:
    answer = await admin(stage, "export")
    (told,) = answer.followups or [answer.response]
    assert "no question that can be asked yet" in said(told)
    assert "no such list" in kind_sentence(await admin(stage, "export", list="nothing"))


async def test_the_list_has_pages_numbers_and_rates(stage: Stage, forged: Any) -> None:
    await upload(stage, b"".join(b"Question %c?:\n- yes\n" % letter for letter in range(65, 65 + 12)))
    await upload(stage, b"Else?:\n- x\n", "else.yaml")
    await stage.database.write(Statement("UPDATE own_questions SET answers = 3, rights = 1 WHERE number = 13"))
    page = await admin(stage, "list")
    text = shown(page.response)
    assert "All questions of this server" in text
    assert "**1** Question A? · not answered yet · “harbour”" in text
    assert "13 questions · page 1 of 2" in text
    second = await stage.press(stage.mod, page.response, "Next page")
    assert "**13** Else? · 1 of 3 answers right · “else”" in shown(second.response)
    only = await admin(stage, "list", list="Harbour")
    assert "The list “harbour”" in shown(only.response)
    more = await stage.press(stage.mod, only.response, "Next page")
    assert "**12** Question L? · not answered yet" in shown(more.response)
    assert "Else?" not in shown(more.response)
    await admin(stage, "remove", number=13)
    for number in (11, 12):
        await admin(stage, "remove", number=number)
    back = await stage.press(stage.mod, await forged(stage.channel, own_id(Step.PAGE, 2)), "Press")
    assert "**1** Question A?" in shown(back.response), "there is no second page any more"


async def test_a_question_or_a_list_is_removed(stage: Stage, kind_sentence: Any) -> None:
    await upload(stage, RED)
    await upload(stage, b"Else?:\n- x\n", "*else*.yaml")
    done = await admin(stage, "remove", number=1)
    assert "Question 1 is removed: “Who runs the clinic?”" in shown(done.response)
    assert "no such question 1" in kind_sentence(await admin(stage, "remove", number=1))
    asked = await admin(stage, "remove", list="*ELSE*")
    assert "Remove the list “\\*else\\*” with 1 question?" in shown(asked.response)
    assert len(await questions(stage)) == 2
    done = await stage.press(stage.mod, asked.response, "Remove it")
    assert "The list “\\*else\\*” is removed, with 1 question." in shown(done.response)
    assert [row[1] for row in await questions(stage)] == ["Where?"]
    again = await stage.press(stage.mod, asked.response, "Remove it") if labels(asked.response) else None
    assert again is None or "not there any more" in shown(again.response)
    for options in ({}, {"number": 1, "list": "harbour"}):
        assert "either the number" in kind_sentence(await admin(stage, "remove", **options))


async def test_lists_are_offered_while_they_are_typed(stage: Stage) -> None:
    await upload(stage, RED)
    await upload(stage, b"Else?:\n- x\n", "else.yaml")
    for command in ("upload", "export", "list", "remove"):
        found = await stage.mod.autocomplete(stage.channel, f"trivia-admin {command}", "list", "HARB")
        assert [one["value"] for one in found] == ["harbour"]


# Forged presses


def test_an_id_is_read_as_it_was_made() -> None:
    for step in Step:
        press = OwnPress(step, 7, "" if step in (Step.AGAIN, Step.QUEUE) else "0123456789abcdef")
        assert read_own_press(own_id(*press)) == press
        assert len(own_id(step, 2**31 - 1, "0" * 16)) <= 100
    assert (read_form_id(form_id()), read_form_id(form_id("12"))) == ((None,), ("12",))


STRAY = (
    "",
    "x:1",
    "queue",
    "queue:",
    "queue:-1",
    "queue:01",
    "queue:1:",
    "queue:99999999999",
    "queue:\u0661",
    "approve:1",
    "approve:1:xyz",
    "approve:1:0123456789ABCDEF",
    "approve:1:0123456789abcdef0",
    "page:1:0123456789abcde\u0661",
    "clear:0",
    "again:",
    "again:1:0123456789abcdef",
    "send",
)


@pytest.mark.parametrize("forged_id", STRAY)
async def test_what_no_button_of_ours_says_does_nothing(
    stage: Stage, forged: Any, kind_sentence: Any, forged_id: str
) -> None:
    await send(stage, stage.ana)
    before = {name: await stage.rows(f"SELECT * FROM {name}") for name in METADATA.tables}
    answer = await stage.press(stage.mod, await forged(stage.channel, f"t1:o:{forged_id}"), "Press")
    assert "another version" in kind_sentence(answer)
    assert {name: await stage.rows(f"SELECT * FROM {name}") for name in METADATA.tables} == before


async def test_no_custom_id_of_the_form_or_receipt_tells_an_answer(stage: Stage) -> None:
    told = await send(stage, stage.ana, "Who?", "Ann")
    assert [one for one in flattened(told.response.components) if one.get("custom_id")] == []
