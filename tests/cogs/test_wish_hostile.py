"""What people type is stored clean and shown as text: no ping, link, heading or way out of a spoiler; names survive."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.client import Client
from tests.cogs.wish_stage import Stage, forging, shown
from tests.conftest import flattened
from tests.ui.wish_showing import NASTY

HOSTILE = (
    "@everyone @here <@1> <@&2> <#3> </wish:4> <t:0:R> <a:b:5> **b** __u__ ~~s~~ ||spoiler|| `code` [l](https://x.org)"
    " https://evil.example/a_b_c\n# heading\n> quote\n- item\n1. item\n-# small\n```block```"
)
UNSEEN = "\u202eright to left\u202c zero\u200bwidth\u2060 \u00ad tag\U000e0041 nul\x00 esc\x1b[31m\x07"
ZALGO = "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306" * 30 + "oe"
NAMES = (
    "Nguyễn Văn Trỗi", "Trần Hưng Đạo", "Lê Thị Hồng Gấm", "Phạm Ngũ Lão", "Đặng Thùy Trâm",
    "Ngô Quyền", "Hồ Xuân Hương", "Bùi Thị Xuân", "Võ Nguyên Giáp", "Huỳnh Thúc Kháng",
    "می‌خواهم", "شاهنامهٔ فردوسی", "رستم و سهراب", "نیلوفر رضایی", "علی‌رضا قربانی",
    "پیمان معادی", "گل‌شیفته فراهانی", "شهاب حسینی", "ترانه علیدوستی", "خانه‌ی دوست کجاست",
    "สมชาย ใจดี", "ก้องเกียรติ โขมศิริ", "น้ำผึ้ง ณัฐริกา", "อภิชาติพงศ์ วีระเศรษฐกุล", "ปู่แสมดำ",
    "ชื่นชีวัน", "ผู้ใหญ่ลี", "นวลฉวี", "กรุงเทพฯ", "เจ้าหญิงแตงอ่อน",
    "शाहरुख़ ख़ान", "प्रियंका चोपड़ा", "अमिताभ बच्चन", "क्‍ष विशेष", "श्री रामचन्द्र",
    "ऐश्वर्या राय", "नवाज़ुद्दीन सिद्दीक़ी", "दीपिका पादुकोण", "मनोज बाजपेयी", "राधिका आप्टे",
    "Zoë 🦹‍♀️", "Team 👨‍👩‍👧‍👦", "Dr. 👩🏽‍🔬 Okoye", "🏴‍☠️ Pirate", "❤️ Heart",
    "🇻🇳 Linh", "Jessica 1️⃣", "Ghost 👻", "Mr. ☂️ Pool", "Zoë-Ann O’Brien, Jr.",
)  # fmt: skip


@pytest.fixture
def simcord_bot(new_wish_client: Callable[[], Client]) -> Client:
    return new_wish_client()


async def made_of(stage: Stage, name: str, title: str, why: str) -> Any:
    """Return the answer to a wish of these words, past whatever is asked on the way."""
    step = await stage.form(stage.ana, character=name, into=title)
    while step.modal is None:
        label = "Somebody or something" if "Which one" in shown(step.response) else "Make mine"
        step = await stage.press(stage.ana, step.response, label)
    return await stage.send(stage.ana, step, why)


def assert_inert(text: str, *, spoiler: bool = False) -> None:
    """Nothing in a person's words can be acted upon by a client."""
    for line in text.splitlines():
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", line.removeprefix("> "))
        if spoiler:
            bare = bare.removeprefix("|| ").removesuffix(" ||")
        assert not re.search(r"[*_~|`\[\]<]|@(?=everyone|here)", bare), line
        assert "://" not in bare
        assert not re.match(r"(-#|[-#+]+|>+|\d+\.)\s", bare), line


def reason_on(message: Any) -> str:
    """Return the text part of a card that holds the reason."""
    (_, reason, *_) = [one["content"] for one in flattened(message.components) if one["type"] == 10]
    return reason


@pytest.mark.parametrize(
    ("why", "spoiler"),
    [
        *((one, False) for one in (HOSTILE, *NASTY)),
        *((one, True) for one in (HOSTILE, *NASTY) if {"|", "\\"} & set(one)),
    ],
)
async def test_a_hostile_reason_is_shown_as_text(stage: Stage, why: str, *, spoiler: bool) -> None:
    form = await stage.form(stage.ana)
    made = await stage.send(stage.ana, form, why, options=["spoiler"] if spoiler else [])
    reason = reason_on(made.response)
    assert_inert(reason, spoiler=spoiler)
    if spoiler:
        assert reason.startswith("|| ")
        assert reason.endswith(" ||")
    assert [one.json["data"]["allowed_mentions"] for one in stage.env.http_requests[-1:]] == [{"parse": []}]


async def test_every_message_of_the_bot_pings_nobody(stage: Stage) -> None:
    made = await made_of(stage, "@everyone <@1>", "[x](https://x.org) <#3>", HOSTILE)
    await stage.press(stage.ben, made.response, "Up")
    await stage.press(stage.ben, made.response, "Up")
    await stage.press(stage.ben, made.response, "Follow")
    await stage.press(stage.ben, made.response, "Discuss")
    for command in ("wish list", "wish mine", "wish top", "wish-admin queue"):
        person = stage.mod if "admin" in command else stage.ana
        answer = await person.slash(stage.channel, command)
        text = shown(answer.response)
        assert "@everyone <" not in text
        assert not re.search(r"(?<!\\)\]\(", text)
    await stage.mod.slash(stage.channel, "wish-admin remove", wish="1", why="<@1> @here **x**")
    bodies = [one.json for one in stage.env.http_requests if isinstance(one.json, dict) and one.method != "PUT"]
    told = [one.get("data", one) for one in bodies if "components" in (one.get("data") or one)]
    assert {one.method for one in stage.env.http_requests} >= {"POST", "PATCH"}
    assert len(told) >= 8
    modals = [one for one in told if "title" in one]
    assert all(one["allowed_mentions"] == {"parse": []} for one in told if one not in modals)


async def test_what_nobody_sees_is_not_kept(stage: Stage) -> None:
    await made_of(stage, f"Ann{UNSEEN}", "Pier\u2028Nine\tX", UNSEEN)
    wish = await stage.wish()
    assert wish.wording.why == "right to left zerowidth  tag nul esc[31m"
    assert wish.wanted.who.name == "Annright to left zerowidth tag nul esc[31m"
    assert wish.wanted.into.name == "Pier Nine X"


async def test_towers_of_marks_are_pulled_down(stage: Stage) -> None:
    await made_of(stage, ZALGO, "Pier", ZALGO)
    wish = await stage.wish()
    for text in (wish.wanted.who.name, wish.wording.why):
        assert len(text) <= 6
        assert text.endswith("oe")


async def test_a_threads_name_is_the_plain_headline(stage: Stage) -> None:
    made = await made_of(stage, "**Ann** @everyone", "# Pier", "")
    await stage.press(stage.ben, made.response, "Discuss")
    (thread,) = stage.channel.threads
    assert thread.name == "**Ann** @everyone in # Pier"


async def test_four_thousand_characters_are_refused_where_the_client_let_them_pass(stage: Stage, kind_sentence) -> None:
    form = await stage.form(stage.ana)

    def long(payload: Any) -> None:
        for one in flattened(payload["data"]["components"]):
            inner = one.get("component") or one
            if "value" in inner:
                inner["value"] = "x" * 4_000

    with forging(stage.env, long):
        told = await stage.send(stage.ana, form)
    assert "at most 600 characters; it has 4,000" in kind_sentence(told)
    assert await stage.states() == []
    told = await stage.form(stage.ana, character="y" * 4_000)
    assert "at most 100 characters" in kind_sentence(told)


async def test_the_longest_of_everything_fits_in_every_answer(stage: Stage) -> None:
    made = await made_of(stage, "*" * 99 + "a", "_" * 99 + "b", "|" * 600)
    assert made.response
    for command in ("wish list", "wish mine", "wish top"):
        assert (await stage.ana.slash(stage.channel, command)).response
    shown_again = await stage.ana.slash(stage.channel, "wish show", wish="1")
    assert shown_again.response
    offered = await stage.ana.autocomplete(stage.channel, "wish show", "wish", "")
    assert all(len(one["name"]) <= 100 for one in offered)


def test_there_are_fifty_names() -> None:
    assert len(set(NAMES)) == 50


@pytest.mark.parametrize("start", range(0, 50, 10))
async def test_ordinary_names_of_many_scripts_are_unchanged(stage: Stage, start: int) -> None:
    await stage.decide(most_wishes=100)
    for number, name in enumerate(NAMES[start : start + 10], 1):
        stage.later(minutes=3)
        await made_of(stage, name, f"{name} II", f"{name}!\n{name}?")
        wish = await stage.wish(number)
        assert (wish.wanted.who.name, wish.wanted.into.name) == (name, f"{name} II")
        assert wish.wording.why == f"{name}!\n{name}?"
        assert f"{name} in {name} II" in shown(stage.channel.history()[-1]).replace("\\", "")
