"""The card of a wish: what is hoped for, why, how many are for it, how far it is, and what has become of it."""

from collections.abc import Iterable
from datetime import datetime

from discord import ui

from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wish_cards import CardFacts
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import LONGEST_REMOVAL, STANDING, Wish, WishNumber, WishState
from bot.ui.ready_layout import Component, ReadyLayout, container, footer, rows, text
from bot.ui.wish_ids import Action, wish_id
from bot.ui.wish_parts import Press, cut
from bot.ui.wish_words import (
    MANNER_WORDS,
    author_words,
    begun,
    event_words,
    headline_of,
    nearness_words,
    shown_tally,
)
from bot.ui.wording import day, escaped

_VOTING = ((Action.UP, "Up"), (Action.DOWN, "Down"), (Action.FOLLOW, "Follow"), (Action.DISCUSS, "Discuss"))
_UNTOLD = {
    WishState.REMOVED: "## A removed wish",
    WishState.WAITING: "## A wish that waits",
    WishState.WITHDRAWN: "## A withdrawn wish",
    WishState.MERGED: "## A merged wish",
}
_UNSURE = "(?): no source confirms it yet"


def card_layout(
    wish: Wish, facts: CardFacts, signer: Signer, *, own: WishSettings, now: datetime, whole: bool = False
) -> ui.LayoutView:
    """Return the card of a wish, with its buttons while it is open.

    `own` are the server's settings, which say whether tallies are hidden `now`. What was removed, or waits for
    a moderator, shows nothing that its author wrote, unless `whole` asks for all of it, for moderators.
    """
    return ReadyLayout(container(_card(wish, facts, signer, own, now, whole=whole), accent=True))


def announced_card(
    sentence: str,
    wish: Wish,
    facts: CardFacts,
    signer: Signer,
    *,
    own: WishSettings,
    now: datetime,
    whole: bool = False,
) -> ui.LayoutView:
    """Return a card below a sentence of the bot's own, such as that the same wish stands already."""
    return ReadyLayout(text(sentence), container(_card(wish, facts, signer, own, now, whole=whole), accent=False))


def _card(
    wish: Wish, facts: CardFacts, signer: Signer, own: WishSettings, now: datetime, *, whole: bool
) -> tuple[Component, ...]:
    """Return what stands on a card, from heading to buttons."""
    is_told = whole or not wish.is_private
    parts = _wished(wish, facts) if is_told else [_UNTOLD[wish.state]]
    parts.append("\n".join([*((_manner(wish),) if is_told else ()), *_standing(wish, facts, own, now)]))
    unsure = wish.state in STANDING and facts.nearness is not None and facts.nearness.unverified
    unsure = unsure or (facts.came_true is not None and facts.came_true.unverified)
    notes = (f"wish {wish.number}", f"made {day(wish.made_at)}", _UNSURE if unsure else "")
    return (*map(text, parts), *footer(*notes), *rows(_presses(wish, signer)))


def reason(why: str, *, spoiler: bool) -> str:
    """Return a reason as a quotation, or under a spoiler that no reason can open; a text of its own, below no other."""
    told = escaped(why)
    # The spaces keep a bar at an end of the reason, which is escaped, from being taken for one of the spoiler's.
    return f"|| {told} ||" if spoiler else "> " + told.replace("\n", "\n> ")


def _wished(wish: Wish, facts: CardFacts) -> list[str]:
    heading = f"## {headline_of(facts.who, facts.into, facts.beside, wish.wanted.occasion)}"
    wording = wish.wording
    return [heading, reason(wording.why, spoiler=wording.spoiler)] if wording.why else [heading]


def _manner(wish: Wish) -> str:
    return f"{begun(MANNER_WORDS[wish.wording.manner])} · wished for by {author_words(wish.shown_author)}"


def _standing(wish: Wish, facts: CardFacts, own: WishSettings, now: datetime) -> Iterable[str]:
    """Yield how it stands with a wish: the tally, how far it is, what has become of it."""
    if wish.state is not WishState.WAITING:
        yield f"**{begun(shown_tally(wish.tally, own, now))}**"
    if wish.state in STANDING:
        yield nearness_words(facts.nearness, facts.who, facts.into)
    if wish.state is not WishState.OPEN:
        yield _fate(wish, facts)


def _fate(wish: Wish, facts: CardFacts) -> str:
    match wish.state:
        case WishState.CAME_TRUE:
            return _came_true(wish, facts)
        case WishState.REMOVED:
            said = f": {escaped(cut(wish.removal, LONGEST_REMOVAL))}" if wish.removal else "."
            return f"**Removed** by a moderator{said}"
        case WishState.MERGED:
            return f"**Merged** into wish {wish.merged_into}, where its votes count."
        case WishState.WITHDRAWN:
            return "**Withdrawn** by whoever made it."
        case _:
            return "**Waiting** for a moderator to look at it."


def _came_true(wish: Wish, facts: CardFacts) -> str:
    already = wish.fulfilment is not None and wish.fulfilment.already
    told = "It had come true before it was wished for" if already else "It came true"
    return f"**{told}** in {event_words(facts.came_true)}." if facts.came_true else f"**{told}**."


def _presses(wish: Wish, signer: Signer) -> tuple[Press, ...]:
    if wish.state is WishState.OPEN:
        return tuple(Press(label, wish_id(signer, action, wish.guild, wish.number)) for action, label in _VOTING)
    if wish.merged_into is not None:
        return (show_press(signer, wish.guild, wish.merged_into, f"Show wish {wish.merged_into}"),)
    return ()


def voting_ids(wish: Wish, signer: Signer) -> frozenset[str]:
    """Return the custom_ids of the buttons that are on a card while its wish is open."""
    return frozenset(wish_id(signer, action, wish.guild, wish.number) for action, _ in _VOTING)


def show_press(signer: Signer, guild: GuildId, number: WishNumber, label: str = "Show") -> Press:
    """Return the button that shows the card of a wish."""
    return Press(label, wish_id(signer, Action.SHOW, guild, number))
