"""What the tests of wishes share: wishes at their limits, what Discord takes, and what a form sends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from discord import Interaction, InteractionType, ui
from hypothesis import strategies as st

from bot.domain.free_text import cleaned, on_one_line
from bot.domain.identities import GuildId, UserId
from bot.domain.pack import TitleId
from bot.domain.signing import Signer
from bot.domain.wish_cards import CardFacts, Event, Nearness
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import (
    LONGEST_NAME,
    LONGEST_REMOVAL,
    LONGEST_WHY,
    Fulfilment,
    Manner,
    Named,
    Occasion,
    Tally,
    Wanted,
    Wish,
    WishNumber,
    WishState,
    Wording,
)

SIGNER = Signer(bytes(range(32)))
GUILD = GuildId(2**63 - 1)
NOW = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
HIDDEN = WishSettings(hidden_until=LATER)

NASTY = (
    "**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```",
    "|| out of ||",
    "|",
    "||||",
    "\\",
    "\\||",
    "x\\\\|",
    "[here](https://example.org) https://example.org <https://example.org>",
    "@everyone @here <@1> <@&1> <#1> </wish:1> <t:0:R> <:wave:1>",
    "# heading",
    "-# small",
    "- item",
    "> quote",
    ">>> quote",
    "1. item",
    "*" * 600,
    "|" * 600,
    "_ " * 300,
    "-\n" * 300,
    "# a\n\n" * 120,
    "久" * 600,
    "n" * 600,
    "a\n# heading\n> quote\n||\n12. item\n```\n- item",
    "\u05e9\u05dc\u05d5\u05dd فيروز 🦹‍♀️",
)
_TEXTS = st.sampled_from(NASTY) | st.text("\\*_~|`>#[]()<:@-+/.1a \n", max_size=80) | st.text(max_size=60)
NAMES = _TEXTS.map(lambda text: on_one_line(text)[:LONGEST_NAME].strip() or "Ann")
WHYS = _TEXTS.map(lambda text: cleaned(text)[:LONGEST_WHY])
REMOVALS = _TEXTS.map(lambda text: cleaned(text)[:LONGEST_REMOVAL])
NAMED = st.builds(Named, NAMES)
WANTED = st.builds(Wanted, NAMED, NAMED, st.none() | NAMED, st.sampled_from(Occasion))
WORDINGS = st.builds(Wording, WHYS, st.sampled_from(Manner), st.booleans(), st.booleans())
TALLIES = st.builds(Tally, st.integers(0, 10**9), st.integers(0, 10**9))
SETTINGS = st.sampled_from([WishSettings(), HIDDEN])
PEOPLE = st.none() | st.integers(1, 2**63 - 1).map(UserId)
EVENTS = st.builds(
    Event,
    NAMES,
    st.none() | st.integers(0, 999),
    st.none() | st.integers(0, 9_999),
    st.just("") | NAMES,
    st.none() | st.just(date(2015, 11, 20)),
    st.booleans(),
)
NEARNESS = st.builds(Nearness, st.none() | st.integers(0, 30), st.lists(NAMES, max_size=30).map(tuple), st.booleans())


@st.composite
def wishes(draw: st.DrawFn, states: tuple[WishState, ...] = tuple(WishState)) -> Wish:
    """A wish of any sort, whatever people made it of."""
    state = draw(st.sampled_from(states))
    number = WishNumber(draw(st.integers(1, 10**9)))
    wording, author = draw(WORDINGS), draw(PEOPLE)
    shown = None if wording.hidden else author
    settled = Fulfilment(TitleId("t"), None, None, None, NOW, draw(st.booleans()), 3)
    return Wish(
        GUILD,
        number,
        draw(WANTED),
        wording,
        author,
        shown,
        state,
        NOW,
        draw(TALLIES),
        merged_into=WishNumber(7) if state is WishState.MERGED else None,
        removal=draw(st.none() | REMOVALS) if state is WishState.REMOVED else None,
        fulfilment=settled if state is WishState.CAME_TRUE else None,
    )


def facts_for(wish: Wish, nearness: Nearness | None, came_true: Event | None) -> CardFacts:
    """Facts under which everybody still has the name that they were wished for by."""
    wanted = wish.wanted
    beside = wanted.beside.name if wanted.beside else None
    return CardFacts(wanted.who.name, wanted.into.name, beside, nearness, came_true)


def plain_wish(**others: Any) -> Wish:
    """Matt Murdock in Jessica Jones, open."""
    wish = Wish(
        GUILD,
        WishNumber(12),
        Wanted(Named("Matt Murdock"), Named("Jessica Jones")),
        Wording("It is time.", Manner.CAMEO),
        UserId(5),
        UserId(5),
        WishState.OPEN,
        NOW,
        Tally(12, 3),
    )
    return replace(wish, **others)


PLAIN_FACTS = CardFacts("Matt Murdock", "Jessica Jones", None, Nearness(1, ("Claire Temple",)))


def parts(view: ui.LayoutView) -> Iterator[Mapping[str, Any]]:
    """Every component of a layout as it is sent."""

    def within(component: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        yield component
        inner = [*component.get("components", ()), component.get("accessory")]
        for one in filter(None, inner):
            yield from within(one)

    for component in view.to_components():
        yield from within(component)


def texts(view: ui.LayoutView) -> list[str]:
    return [str(part["content"]) for part in parts(view) if part["type"] == 10]


def said(view: ui.LayoutView) -> str:
    return "\n".join(texts(view))


def labels(view: ui.LayoutView) -> list[str]:
    return [str(part["label"]) for part in parts(view) if part["type"] == 2]


def ids(view: ui.LayoutView) -> dict[str, str]:
    """The custom_ids of buttons, by what the buttons say."""
    return {str(part["label"]): str(part["custom_id"]) for part in parts(view) if part["type"] == 2}


def assert_fits(view: ui.LayoutView) -> None:
    """What Discord demands of a message (FIELD.md, 4a)."""
    own = list(parts(view))
    assert 1 <= len(own) <= 40
    assert sum(len(text) for text in texts(view)) <= 4_000
    assert all(text.strip() for text in texts(view))
    custom_ids = [part["custom_id"] for part in own if "custom_id" in part]
    assert len(set(custom_ids)) == len(custom_ids)
    assert all(1 <= len(custom_id) <= 100 for custom_id in custom_ids)
    assert all(1 <= len(label) <= 80 for label in labels(view))
    for part in own:
        if part["type"] == 1:
            assert 1 <= len(part["components"]) <= 5
        if part["type"] == 3:
            assert_options_fit(part)
    assert view.timeout is None


def assert_options_fit(select: Mapping[str, Any]) -> None:
    """What Discord demands of a menu."""
    options = select["options"]
    assert 1 <= len(options) <= 25
    assert len({option["value"] for option in options}) == len(options)
    assert all(1 <= len(option["label"]) <= 100 and 1 <= len(option["value"]) <= 100 for option in options)
    assert all(len(option.get("description") or "") <= 100 for option in options)
    assert len(select.get("placeholder") or "") <= 150


_MARKUP = re.compile(r"[\\*_~|`\[\]<@]|://|^(?:-#|[-#+]+|>>>)|^\d+\.(?=\s)", re.MULTILINE)


def markup(text: str) -> list[str]:
    """What a client acts upon in a text, but for the sign of a quotation, which stands at each line of one."""
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", text)
    return _MARKUP.findall(re.sub(r"^> ", "", bare, flags=re.MULTILINE))


def harmless(text: str) -> str:
    """A text of the same lines that is nothing but words."""
    return re.sub(r"[^\s]", "n", text)


def harmless_named(named: Named | None) -> Named | None:
    return replace(named, name=harmless(named.name)) if named else None


def harmless_wanted(wanted: Wanted) -> Wanted:
    who, into = harmless_named(wanted.who), harmless_named(wanted.into)
    assert who
    assert into
    return replace(wanted, who=who, into=into, beside=harmless_named(wanted.beside))


def harmless_wish(wish: Wish) -> Wish:
    """The same wish by somebody who writes nothing but words."""
    return replace(
        wish,
        wanted=harmless_wanted(wish.wanted),
        wording=replace(wish.wording, why=harmless(wish.wording.why)),
        removal=harmless(wish.removal) if wish.removal else wish.removal,
    )


def assert_inert(view: ui.LayoutView, twin: ui.LayoutView) -> None:
    """There is no more markup in a layout than in the same one of nothing but words."""
    assert list(map(markup, texts(view))) == list(map(markup, texts(twin)))


def sent(
    data: Mapping[str, Any], guild: GuildId | None = GUILD, type: InteractionType = InteractionType.modal_submit
) -> Interaction:
    """An interaction as far as forms are read from it."""
    return cast("Interaction", SimpleNamespace(type=type, data=data, guild_id=guild))


def sent_as_opened(modal: ui.Modal, **typed: str) -> dict[str, Any]:
    """What a client sends for a form in which nothing was changed but what is `typed`."""
    opened = modal.to_dict()
    fields = [_sent_field(part["component"], typed) for part in opened["components"] if part["type"] == 18]
    return {"custom_id": opened["custom_id"], "components": [{"type": 18, "component": one} for one in fields]}


def _sent_field(part: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    field: dict[str, Any] = {"type": part["type"], "custom_id": part["custom_id"]}
    if part["type"] == 3:
        return field | {"values": [option["value"] for option in part["options"] if option.get("default")]}
    return field | {"value": typed.get(part["custom_id"], part.get("value") or "")}


def assert_form_fits(modal: ui.Modal) -> None:
    """What Discord demands of a form (FIELD.md, 4a)."""
    opened = modal.to_dict()
    assert 1 <= len(opened["title"]) <= 45
    assert 1 <= len(opened["custom_id"]) <= 100
    assert 1 <= len(opened["components"]) <= 5
    fields = [part["component"] for part in opened["components"] if part["type"] == 18]
    assert len({field["custom_id"] for field in fields}) == len(fields)
    for part in opened["components"]:
        if part["type"] == 10:
            assert 1 <= len(part["content"]) <= 4_000
        else:
            assert 1 <= len(part["label"]) <= 45
            assert len(part.get("description") or "") <= 100
            _assert_field_fits(part["component"])
    assert modal.timeout is None


def _assert_field_fits(field: Mapping[str, Any]) -> None:
    if field["type"] == 3:
        assert_options_fit(field)
    else:
        assert len(field.get("value") or "") <= field["max_length"] <= 4_000
        assert len(field.get("placeholder") or "") <= 100
