"""What is answered on the way to a wish: which one is meant, that it has happened, that it stands, what is near."""

from datetime import datetime

from discord import ui

from bot.domain.signing import Signer
from bot.domain.wish_cards import CardFacts
from bot.domain.wish_evidence import Sighting
from bot.domain.wish_facts import Happened
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Wanted, Wish, WishState
from bot.services.wishing import NearOnes
from bot.ui.places import mark, place_name
from bot.ui.wish_card import announced_card
from bot.ui.wish_pages import entry_items
from bot.ui.wish_parts import Press, cut, footer, framed, rows, unkept
from bot.ui.wish_words import LONGEST_SHOWN, headline
from bot.ui.wording import UNVERIFIED_MARK, counted, day, escaped

_MOST_PLACES = 5
_UNSURE = f"marked{UNVERIFIED_MARK}: no source confirms it yet"


def which_layout(typed: str, candidates: tuple[Press, ...]) -> ui.LayoutView:
    """Return the question what a typed name means, with a button for each thing it may mean (25 at most)."""
    asked = f"Which one do you mean by “{escaped(cut(typed, LONGEST_SHOWN))}”?"
    return unkept(ui.TextDisplay(asked), *rows(candidates))


def happened_layout(wanted: Wanted, happened: Happened, again: str, variant: str) -> ui.LayoutView:
    """Return where what somebody is about to wish for is on record, and what they may wish for instead.

    `again` and `variant` are the custom_ids of the buttons for it to happen again, or by a variant.
    """
    shown = happened.places[:_MOST_PLACES]
    lines = [f"- {_sighting(one)}" for one in shown]
    more = len(happened.places) - len(shown)
    lines += [f"- and {counted(more, 'place')} more"] if more else []
    unsure = any(not one.is_sourced for one in shown)
    return framed(
        ui.TextDisplay(f"## It has happened already\n**{headline(wanted)}**:"),
        ui.TextDisplay("\n".join(lines)),
        *footer(_UNSURE if unsure else ""),
        *rows((Press("Wish for it again", again), Press("Wish for a variant", variant))),
    )


def standing_layout(wish: Wish, facts: CardFacts, signer: Signer, *, own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return the card of the same wish, which stands already, with its buttons to vote."""
    waits = wish.state is WishState.WAITING
    onward = "and waits for a moderator to look at it." if waits else "so vote for it, or follow it, here."
    return announced_card(f"That is wished for already, {onward}", wish, facts, signer, own=own, now=now)


def made_layout(wish: Wish, facts: CardFacts, signer: Signer, *, own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return the card of a wish that was just made, for its author alone."""
    waits = wish.state is WishState.WAITING
    said = "Your wish is kept. A moderator looks at it before others see it." if waits else "Your wish is made."
    return announced_card(said, wish, facts, signer, own=own, now=now, whole=True)


def near_layout(near: NearOnes, signer: Signer, anyway: str, *, own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return the wishes that are much like a new one; `anyway` is the custom_id of the button that goes on."""
    guild = near.wishes[0].guild
    return framed(
        ui.TextDisplay(
            f"## Much like yours\nYou are about to wish for **{headline(near.wanted)}**. These stand already:"
        ),
        *entry_items(near.wishes, signer, guild, own, now),
        *rows([Press("Make mine all the same", anyway)]),
    )


def _sighting(one: Sighting) -> str:
    released = f" ({day(one.released)})" if one.released else ""
    return place_name(one.title, one.place, one.name) + released + mark(one.confidence)
