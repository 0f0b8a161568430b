"""A wish as its row holds it, for every statement that returns wishes."""

from datetime import date

from bot.domain.identities import ChannelId, GuildId, MessageId, UserId
from bot.domain.pack import TitleId, UniverseId
from bot.domain.wishes import (
    CardPlace,
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
from bot.store.database import Parameters, Row
from bot.store.times import moment_from

NAMED_COLUMNS = tuple(f"{part}_{column}" for part in ("who", "into", "beside") for column in ("name", "universe", "id"))
"""The columns of who, into and beside, in this order; `named_values` fills them."""

SHOWN_AUTHOR = """
CASE WHEN w.hidden = 1 OR EXISTS (SELECT 1 FROM people p WHERE p.person_id = w.author_id AND p.hidden = 1)
THEN NULL ELSE w.author_id END"""

WISH_COLUMNS = f"""
w.guild_id, w.number, {", ".join(f"w.{column}" for column in NAMED_COLUMNS)}, w.occasion,
w.why, w.manner, w.spoiler, w.hidden, w.author_id, {SHOWN_AUTHOR},
w.state, w.made_at, w.ups, w.downs, w.merged_into, w.removal,
w.true_title, w.true_season, w.true_episode, w.true_on, w.settled_at, w.already, w.voters,
w.channel_id, w.message_id, w.thread_id"""
"""What `wish_from` reads, of a table of wishes that the statement calls `w`."""

WISH_WIDTH = 34
"""How many columns these are."""


def wish_from(row: Row) -> Wish:
    """Return the wish that the `WISH_COLUMNS` of a row hold."""
    guild, number = row[0], row[1]
    occasion, why, manner, spoiler, hidden, author, shown = row[11:18]
    state, made_at, ups, downs, merged_into, removal = row[18:24]
    channel, message, thread = row[31:34]
    return Wish(
        guild=GuildId(guild),
        number=WishNumber(number),
        wanted=wanted_from(row[2:11], occasion),
        wording=Wording(why, Manner(manner), bool(spoiler), bool(hidden)),
        author=_user(author),
        shown_author=_user(shown),
        state=WishState(state),
        made_at=moment_from(made_at),
        tally=Tally(ups, downs),
        merged_into=None if merged_into is None else WishNumber(merged_into),
        removal=removal,
        fulfilment=_fulfilment(row[24:31]),
        card=CardPlace(ChannelId(channel), MessageId(message)) if message else None,
        thread=ChannelId(thread) if thread else None,
    )


def named_values(wanted: Wanted) -> Parameters:
    """Return what is wanted, by column."""
    parts = {"who": wanted.who, "into": wanted.into, "beside": wanted.beside}
    return {
        f"{part}_{column}": getattr(named, column) if named else None
        for part, named in parts.items()
        for column in ("name", "universe", "id")
    }


def wanted_from(columns: Row, occasion: str) -> Wanted:
    """Return what the `NAMED_COLUMNS` of a row hold, and the occasion."""
    beside = _named(columns[6:9]) if columns[6] else None
    return Wanted(_named(columns[0:3]), _named(columns[3:6]), beside, Occasion(occasion))


def _named(columns: Row) -> Named:
    name, universe, id_ = columns
    return Named(name, UniverseId(universe) if universe else None, id_)


def _user(number: int | None) -> UserId | None:
    return None if number is None else UserId(number)


def _fulfilment(columns: Row) -> Fulfilment | None:
    title, season, episode, released, settled_at, already, voters = columns
    if settled_at is None:
        return None
    day = date.fromisoformat(released) if released else None
    return Fulfilment(TitleId(title), season, episode, day, moment_from(settled_at), bool(already), voters)
