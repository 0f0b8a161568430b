"""What people do with commands, buttons and menus, and whether every payload is one that Discord takes."""

import asyncio
import copy
from typing import Any

import pytest

from .process import Bot
from .rigging import Discord, Message, Sent, buttons, is_private, menus, texts, walk

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("bot")]

COMMANDS: dict[str, dict[str, Any]] = {
    "appearances": {"character": "Claire Temple"},
    "character": {"name": "Matt Murdock"},
    "actor": {"name": "Rosario Dawson"},
    "title": {"name": "The Defenders"},
    "search": {"text": "claire"},
    "source": {"character": "Claire Temple"},
    "crossovers": {"title": "Iron Fist"},
    "met": {"first": "Claire Temple", "second": "Foggy Nelson"},
    "together": {"first": "Claire Temple", "second": "Luke Cage", "third": "Misty Knight"},
    "connect": {"first": "Wilson Fisk", "second": "Kilgrave"},
    "timeline": {"name": "Claire Temple"},
    "map": {},
    "stats": {},
    "privacy show": {},
    "help": {},
    "about": {},
}
OF_SERVERS = {"wish", "wish-admin", "trivia", "trivia-admin", "config", "Make this a wish"}
FORM = "fix"  # the one command that answers with a form
TYPED = [
    ("appearances", {"character": "cla"}, "character"),
    ("appearances", {"character": "Claire Temple", "in": "d"}, "in"),
    ("appearances", {"character": "asdfgh", "in": ""}, "in"),
    ("character", {"name": "luk"}, "name"),
    ("actor", {"name": "ros"}, "name"),
    ("title", {"name": "def"}, "name"),
    ("search", {"text": "a"}, "text"),
    ("source", {"character": "cla"}, "character"),
    ("source", {"character": "Claire Temple", "in": "d"}, "in"),
    ("crossovers", {"title": "d"}, "title"),
    ("crossovers", {"title": "Iron Fist", "with": "d"}, "with"),
    ("met", {"first": "Claire Temple", "second": "f"}, "second"),
    ("together", {"first": "Claire Temple", "second": "Luke Cage", "fourth": "m"}, "fourth"),
    ("connect", {"first": "Wilson Fisk", "second": "Kilgrave", "avoid": "j"}, "avoid"),
    ("timeline", {"name": "d"}, "name"),
    ("map", {"title": "d"}, "title"),
    ("map", {"universe": "def"}, "universe"),
    ("stats", {"universe": ""}, "universe"),
    ("fix", {"character": "cla"}, "character"),
    ("fix", {"character": "Claire Temple", "title": "d"}, "title"),
]
_MENTIONS = ("@everyone", "<@")
NAMED = [
    ("appearances", "character"),
    ("character", "name"),
    ("actor", "name"),
    ("title", "name"),
    ("search", "text"),
    ("source", "character"),
    ("crossovers", "title"),
    ("timeline", "name"),
    ("map", "title"),
]
HOSTILE = {
    "nonsense": "asdfgh",
    "long": "x" * 6_000,
    "a mention of all": "@everyone",
    "a mention of one": "<@1100000000000000777>",
    "sql": "' OR 1=1 --",
    "right to left": "\u202eelpmet\u202c مرحبا",
    "invisible": "\u200b\u2060\ufeff",
    "emoji": "🦇🏙️",
    "markup": "**# [x](https://example.org) `~~||>",
    "control": "a\x00b\x1b[31m",
    "lines": "who\n\n# is\nthat",
    "one letter": "q",
    "a format": "{0} %s ${TOKEN}",
    "a reference to nothing": "character:defenders-saga:nobody",
    "a lone surrogate pair": "\U0001f9b8" * 100,
}


@pytest.fixture(autouse=True)
def in_order(discord: Discord, bot: Bot) -> Any:
    """After every test: no payload broke a rule, every message has mentions off, the bot has not complained."""
    before = len(discord.sent)
    yield
    assert discord.violations == []
    assert "late" not in discord.counts
    assert [one for one in discord.sent[before:] if _may_mention(one)] == []
    assert bot.complaints == []


def _may_mention(sent: Sent) -> bool:
    return sent.message is not None and sent.message.get("allowed_mentions") != {"parse": []}


@pytest.mark.parametrize("name", COMMANDS)
async def test_every_command_answers_in_a_server_and_in_a_direct_message(discord: Discord, name: str) -> None:
    for where in ({}, {"dm": True}):
        asked = await discord.slash(name, COMMANDS[name], **where)

        assert (asked.status, asked.ctype, asked.rejects) == ("ok", 4, [])
        assert texts(asked.original)[0].startswith("## ")


async def test_the_commands_that_are_registered_are_the_ones_tested_here(discord: Discord) -> None:
    tested = {name.split()[0] for name in COMMANDS}
    assert {command["name"] for command in discord.server.commands[0]} == {*tested, FORM, *OF_SERVERS}


async def test_a_wish_is_made_voted_on_listed_and_moderated(discord: Discord) -> None:
    wanted = {"character": "Matt Murdock", "into": "Jessica Jones"}
    form = await discord.slash("wish add", wanted, user=7)
    assert form.ctype == 9
    made = await discord.fill(form, {"why": "They *should* meet @everyone", "manner": ["cameo"]}, user=7)
    assert (made.status, made.ctype, made.rejects) == ("ok", 4, [])
    card = made.original
    for action, user, edits in (("up", 8, True), ("up", 8, False), ("down", 9, True), ("follow", 9, False)):
        pressed = await discord.press(card, _wish_button(card, action), user=user)
        assert (pressed.status, pressed.ctype, pressed.rejects) == ("ok", 7 if edits else 4, [])
    assert "1 for, 1 against" in "\n".join(texts(card))
    for name, options in (
        ("wish list", {"sort": "closest"}),
        ("wish top", {}),
        ("wish top", {"scope": "all"}),
        ("wish mine", {}),
        ("wish show", {"wish": "1"}),
        ("config wishes", {}),
        ("wish-admin queue", {}),
        ("wish-admin audit", {}),
    ):
        answered = await discord.slash(name, options, user=7)
        assert (answered.status, answered.ctype, answered.rejects) == ("ok", 4, []), name


def _wish_button(card: Message, action: str) -> str:
    return next(custom_id for custom_id in buttons(card).values() if f":{action}:" in custom_id)


@pytest.mark.parametrize(("name", "options", "focused"), TYPED)
async def test_every_autocomplete_offers_up_to_25_different_choices(
    discord: Discord, name: str, options: dict[str, str], focused: str
) -> None:
    offered = await discord.typed(name, options, focused)

    assert 1 <= len(offered) <= 25
    assert len({choice["value"] for choice in offered}) == len({choice["name"] for choice in offered}) == len(offered)


@pytest.mark.parametrize(("name", "option"), NAMED)
async def test_every_choice_offered_is_understood_when_it_is_picked(discord: Discord, name: str, option: str) -> None:
    offered = await discord.typed(name, {option: ""}, option)

    for choice in offered:
        picked = await discord.slash(name, {option: choice["value"]})
        assert picked.status == "ok"
        assert texts(picked.original)[0].startswith("## "), choice


async def test_every_option_of_appearances_narrows_the_answer(discord: Discord) -> None:
    everything = await discord.slash("appearances", {"character": "Claire Temple"})
    options = {"character": "Claire Temple", "in": "Jessica Jones", "kind": "in-person", "order": "most"}
    narrowed = await discord.slash("appearances", {**options, "private": True})

    assert len("".join(texts(narrowed.original))) < len("".join(texts(everything.original)))
    assert is_private(narrowed.original)
    assert not is_private(everything.original)


async def test_numbers_beside_a_title_name_a_season_and_an_episode(discord: Discord) -> None:
    episode = await discord.slash("title", {"name": "Jessica Jones", "season": 1, "episode": 13})
    unknown = await discord.slash("title", {"name": "Jessica Jones", "season": 999})

    assert "AKA Smile" in texts(episode.original)[0]
    assert is_private(unknown.original)
    assert len(texts(unknown.original)) == 1


async def test_every_button_of_an_answer_leads_to_the_next_question(discord: Discord) -> None:
    asked = await discord.slash("appearances", {"character": "Claire Temple"})

    assert buttons(asked.original)
    for label, custom_id in buttons(asked.original).items():
        pressed = await discord.press(asked.original, custom_id)
        assert (pressed.status, pressed.ctype) == ("ok", 4), label
        assert is_private(pressed.original)


async def test_every_option_of_a_menu_leads_to_the_next_question(discord: Discord) -> None:
    asked = await discord.slash("title", {"name": "The Defenders"})

    assert len(menus(asked.original)) == 2
    for menu, options in menus(asked.original).items():
        for label, value in options.items():
            picked = await discord.press(asked.original, menu, value)
            assert (picked.status, picked.ctype) == ("ok", 4), label
            assert texts(picked.original)[0].startswith("## ")


async def test_the_pager_turns_the_page_where_it_stands_and_back(discord: Discord) -> None:
    asked = await discord.slash("title", {"name": "The Defenders"})
    first = texts(asked.original)

    turned = await discord.press(asked.original, buttons(asked.original)["Next page"])
    assert turned.ctype == 7
    second = texts(turned.original)
    assert second != first

    back = await discord.press(turned.original, buttons(turned.original)["Previous page"], user=77)
    assert back.ctype == 7
    assert texts(back.original) == first


async def test_a_private_answer_is_shared_by_its_button_for_all_to_see(discord: Discord) -> None:
    asked = await discord.slash("character", {"name": "Luke Cage", "private": True})

    shared = await discord.press(asked.original, buttons(asked.original)["Share here"])

    assert shared.ctype == 4
    assert not is_private(shared.original)
    assert texts(shared.original) == texts(asked.original)
    assert "Share here" not in buttons(shared.original)


async def test_a_private_answer_changes_in_place_and_stays_private(discord: Discord) -> None:
    asked = await discord.slash("appearances", {"character": "Claire Temple", "private": True})

    pressed = await discord.press(asked.original, buttons(asked.original)["Who is this?"])

    assert pressed.ctype == 7
    assert is_private(pressed.original)
    assert texts(pressed.original)[0] == "## Claire Temple (character)"


async def test_an_unsure_name_is_answered_with_buttons_for_what_it_may_have_meant(discord: Discord) -> None:
    asked = await discord.slash("appearances", {"character": "jones"})

    assert is_private(asked.original)
    assert len(texts(asked.original)) == 1
    assert len(buttons(asked.original)) >= 2
    meant = await discord.press(asked.original, next(iter(buttons(asked.original).values())))
    assert meant.ctype == 7
    assert texts(meant.original)[0].startswith("## ")


async def test_a_form_that_is_filled_in_is_thanked_for_in_private(discord: Discord) -> None:
    form = await discord.slash(FORM, {"character": "Claire Temple", "title": "Daredevil"})
    assert (form.status, form.ctype, form.rejects) == ("ok", 9, [])

    filled = await discord.fill(form, {"claim": "She is in 2x13, too.", "origin": "the episode"})

    assert (filled.status, filled.ctype) == ("ok", 4)
    assert is_private(filled.original)
    assert "She is in 2x13, too." in "".join(texts(filled.original))


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_a_hostile_form_is_answered_in_private_without_a_mention(discord: Discord, hostile: str) -> None:
    text = HOSTILE[hostile]
    form = await discord.slash(FORM, {"character": text, "title": text})

    if form.ctype == 9:
        form = await discord.fill(form, {"claim": text, "origin": text}, user=6 + list(HOSTILE).index(hostile))

    assert (form.status, form.ctype, form.rejects) == ("ok", 4, [])
    assert is_private(form.original)
    assert not any(mention in said.replace("\\@", "") for said in texts(form.original) for mention in _MENTIONS)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(("name", "option"), NAMED)
async def test_a_hostile_name_gets_one_private_sentence(discord: Discord, name: str, option: str, hostile: str) -> None:
    asked = await discord.slash(name, {option: HOSTILE[hostile]})

    assert (asked.status, asked.rejects) == ("ok", [])
    assert not any(mention in text.replace("\\@", "") for text in texts(asked.original) for mention in _MENTIONS)
    if name == "search" and len(texts(asked.original)) > 1:  # it found something that is spelled like this
        return
    assert is_private(asked.original)
    (sentence,) = texts(asked.original)
    assert sentence[0].isupper()
    assert sentence[-1] in ".?"
    assert len(sentence) < 200
    assert sentence.isprintable()


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_a_hostile_text_being_typed_is_answered_with_choices_or_none(discord: Discord, hostile: str) -> None:
    for name, option in NAMED:
        assert len(await discord.typed(name, {option: HOSTILE[hostile]}, option)) <= 25


@pytest.mark.parametrize(
    "custom_id",
    [
        "q1:x",
        "q1:a:1:defenders-saga:claire-temple",
        "q1:a:1:defenders-saga:claire-temple::zz",
        "q1:a:1:no-such-universe:claire-temple::-r",
        "q1:c:1:defenders-saga:nobody",
        "q1:p:1:defenders-saga:nobody",
        "q1:t:1:defenders-saga:daredevil:99:",
        "q1:t:1:defenders-saga:daredevil:-1:-1",
        "q1:t:1:defenders-saga:daredevil:" + "9" * 60 + ":",
        "q1:s:1::" + "x" * 90,
        "p1:c:99999999999999999999:defenders-saga:nobody",
        "s1:c:1:defenders-saga:<@1100000000000000777>",
    ],
)
async def test_a_malformed_button_gets_one_private_sentence(discord: Discord, custom_id: str) -> None:
    asked = await discord.slash("appearances", {"character": "Claire Temple"})

    pressed = await discord.press(_forged(asked.original, custom_id), custom_id)

    assert (pressed.status, pressed.ctype) == ("ok", 4)
    assert is_private(pressed.original)
    assert len(texts(pressed.original)) == 1


@pytest.mark.parametrize("value", ["", "x", "a:1:defenders-saga:nobody::-r", "c:1:::", "x" * 100, "t:1:a:b:c:d:e"])
async def test_a_malformed_option_of_a_menu_gets_one_private_sentence(discord: Discord, value: str) -> None:
    asked = await discord.slash("title", {"name": "The Defenders"})

    picked = await discord.press(asked.original, "m1:0", value)

    assert (picked.status, picked.ctype) == ("ok", 4)
    assert is_private(picked.original)
    assert len(texts(picked.original)) == 1


async def test_a_page_number_beyond_the_last_shows_the_last_page(discord: Discord) -> None:
    asked = await discord.slash("title", {"name": "The Defenders"})
    custom_id = "p1:t:999999:defenders-saga:the-defenders::"

    turned = await discord.press(_forged(asked.original, custom_id), custom_id)

    assert turned.ctype == 7
    assert "page 2 of 2" in texts(turned.original)[-1]


async def test_buttons_that_are_not_ours_get_one_private_sentence_and_the_bot_goes_on(discord: Discord) -> None:
    asked = await discord.slash("appearances", {"character": "Claire Temple"})
    foreign = ("another-bot:vote:1", "q1:", "q0:c:1:defenders-saga:luke-cage", "m1:99")

    pressed = await asyncio.gather(*(discord.press(_forged(asked.original, one), one) for one in foreign))

    assert [one.status for one in pressed] == ["ok"] * len(foreign)
    assert all(is_private(one.original) for one in pressed)
    assert (await discord.slash("help")).status == "ok"


async def test_a_command_that_discord_still_knows_but_the_bot_does_not_is_explained(discord: Discord) -> None:
    removed = await discord.slash("removed", {"name": "Claire Temple"}, force=True)
    changed = await discord.slash("character", {"who": "Claire Temple"}, force=True)

    for asked in (removed, changed):
        assert asked.status == "ok"
        assert is_private(asked.original)
        assert len(texts(asked.original)) == 1


async def test_the_checks_would_see_a_payload_that_discord_refuses(discord: Discord) -> None:
    errors = discord.server.checker.openapi.errors
    path = "/interactions/1/x/callback"

    assert errors("POST", path, {"type": 8, "data": {"choices": [{"name": "a", "value": "a"}] * 26}})
    assert not errors("POST", path, {"type": 4, "data": {"content": "hello"}})


@pytest.mark.long
async def test_every_page_that_buttons_and_menus_lead_to_is_one_that_discord_takes(discord: Discord) -> None:
    asked = await discord.slash("title", {"name": "The Defenders"})
    ahead, seen = [copy.deepcopy(asked.original)], set[str]()

    while ahead:
        message = ahead.pop()
        steps = [(custom_id, None) for custom_id in buttons(message).values() if not custom_id.startswith("s1:")]
        steps += [(menu, value) for menu, options in menus(message).items() for value in options.values()]
        for custom_id, value in steps:
            question = value or custom_id.partition(":")[2]
            if question in seen:
                continue
            seen.add(question)
            answered = await discord.press(message, custom_id, value)
            assert (answered.status, answered.rejects) == ("ok", []), question
            assert texts(answered.original)[0].startswith("## "), question
            ahead.append(copy.deepcopy(answered.original))

    assert len(seen) > 500


def _forged(message: dict[str, Any], custom_id: str) -> dict[str, Any]:
    forged = copy.deepcopy(message)
    next(one for one in walk(forged) if one["type"] == 2)["custom_id"] = custom_id
    return forged
