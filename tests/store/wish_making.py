"""Makes wishes and people for the tests of the stores of wishes."""

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Named, Occasion, Wanted, Wish, Wording
from bot.store.database import Database, Statement
from bot.store.settings_sql import ENSURE_SETTINGS, settings_values
from bot.store.wishes import WishesStore

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HARBOUR = UniverseId("harbour")
GUILD, OTHER_GUILD = GuildId(2**61 + 1), GuildId(2**61 + 2)
MADE_AT = NOON - timedelta(days=1_000)
JOINED_AT = NOON - timedelta(days=100)
_presses = count(2**60)


def named(name: str) -> Named:
    """Return a fact called so."""
    return Named(name, HARBOUR, name.lower().replace(" ", "-"))


def wanted(who: str = "Mara Quill", into: str = "Jane Doe", **rest: object) -> Wanted:
    """Return what is wanted of two facts."""
    beside = rest.get("beside")
    occasion = rest.get("occasion", Occasion.FIRST)
    assert isinstance(occasion, Occasion)
    return Wanted(named(who), named(into), named(beside) if isinstance(beside, str) else None, occasion)


def person(number: int) -> UserId:
    """Return the id of a person."""
    return UserId(2**62 + number)


def hash_of(number: int) -> str:
    """Return the hash that stands for a person."""
    return f"hash-{number}"


def actor(number: int = 1, guild: GuildId = GUILD, press: int | None = None, **rest: object) -> Actor:
    """Return a person who presses something now; `press` is the interaction, a new one unless told."""
    given = {"made_at": MADE_AT, "joined_at": JOINED_AT, "channel": ChannelId(2**60 + 5), **rest}
    interaction = InteractionId(next(_presses) if press is None else press)
    return Actor(guild, person(number), interaction, **given)  # type: ignore[arg-type]


async def make(store: WishesStore, number: int = 1, what: Wanted | None = None, guild: GuildId = GUILD) -> Wish:
    """Return a wish that a person has just made."""
    added = await store.add(what or wanted(), Wording("because"), actor(number, guild), hash_of(number), NOON)
    assert added.wish is not None
    assert added.refusal is None
    return added.wish


async def decide(database: Database, guild: GuildId = GUILD, **settings: object) -> None:
    """Let a server have decided something, the rest by default."""
    values = {**settings_values(WishSettings(**settings)), "guild_id": guild}  # type: ignore[arg-type]
    await database.write(Statement("DELETE FROM wish_settings WHERE guild_id = :guild_id", {"guild_id": guild}))
    await database.write(Statement(ENSURE_SETTINGS, values))


async def change(database: Database, guild: GuildId = GUILD, **columns: str | int | None) -> None:
    """Let a server decide something anew, by column."""
    sets = ", ".join(["guild_id = guild_id", *(f"{column} = :{column}" for column in columns)])
    await database.write(
        Statement(f"UPDATE wish_settings SET {sets} WHERE guild_id = :guild_id", {"guild_id": guild, **columns})
    )


DRIFT = """
SELECT w.guild_id, w.number FROM wishes w WHERE w.ups <> (
    SELECT count(*) FROM votes v WHERE v.guild_id = w.guild_id AND v.number = w.number AND v.value = 1
) OR w.downs <> (
    SELECT count(*) FROM votes v WHERE v.guild_id = w.guild_id AND v.number = w.number AND v.value = -1
)"""
"""The wishes whose tally is not the count of their votes: there must never be one."""
