"""News of wishes: one came true, and what rose within a week."""

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.domain.identities import GuildId
from bot.domain.signing import Signer
from bot.domain.wish_cards import CardFacts
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Tally, Wish
from bot.ui.wish_card import show_press
from bot.ui.wish_parts import beside, footer, framed
from bot.ui.wish_words import author_words, event_words, headline, headline_of, shown_tally, tally_words

_MESSAGE = "https://discord.com/channels/{guild}/{channel}/{message}"


def came_true_layout(wish: Wish, facts: CardFacts, *, own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return what a server is told, once, when a wish of its members came true."""
    return framed(ui.TextDisplay(_came_true(wish, facts, own, now)), *footer(f"wish {wish.number}"))


def follower_layout(wish: Wish, facts: CardFacts, *, own: WishSettings, now: datetime) -> ui.LayoutView:
    """Return what a person who follows a wish is told."""
    link = (
        f"\nIts card: {_MESSAGE.format(guild=wish.guild, channel=wish.card.channel, message=wish.card.message)}"
        if wish.card
        else ""
    )
    return framed(
        ui.TextDisplay(f"{_came_true(wish, facts, own, now)}{link}"),
        *footer("you are told because you pressed Follow on this wish"),
    )


def digest_layout(rose: Sequence[tuple[Wish, Tally]], signer: Signer, guild: GuildId) -> ui.LayoutView:
    """Return the weekly post: the open wishes that won most votes, each with a button to its card."""
    items = [
        beside(
            f"**{headline(wish.wanted)}**\n{tally_words(week)} this week, {tally_words(wish.tally)} in all",
            show_press(signer, guild, wish.number, f"Show {wish.number}"),
        )
        for wish, week in rose
    ]
    return framed(
        ui.TextDisplay("## What this server wishes for"),
        *items,
        *footer("posted once a week; a moderator can switch it off with /config wishes"),
    )


def _came_true(wish: Wish, facts: CardFacts, own: WishSettings, now: datetime) -> str:
    what = headline_of(facts.who, facts.into, facts.beside, wish.wanted.occasion)
    where = f" in {event_words(facts.came_true)}" if facts.came_true else ""
    return (
        f"## A wish came true: {what}\nIt happened{where}. Wished for by {author_words(wish.shown_author)}; "
        f"{shown_tally(wish.tally, own, now)}."
    )
