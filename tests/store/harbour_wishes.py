"""A universe that grants wishes, and people who wish, vote and follow in it."""

from datetime import date, timedelta
from typing import Any

from bot.domain.cast import Place
from bot.domain.identities import ChannelId, GuildId, MessageId
from bot.domain.pack import Appearance, Pack, TitleId, UniverseId
from bot.domain.wish_facts import Granted
from bot.domain.wishes import CardPlace, Named, Wanted, Wish, Wording
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.settling import Settling
from bot.store.database import Database
from bot.store.facts import FactsStore
from bot.store.settling import SettlingStore
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.domain.worlds import character, film, season, series, world
from tests.store.wish_making import GUILD, NOON, actor, hash_of

HARBOUR = UniverseId("harbour")
LATER = NOON + timedelta(days=90)
SPRING = date(2027, 2, 1)
LAMP, KEY = Named("Lamp", HARBOUR, "lamp"), Named("Key", HARBOUR, "key")
ANN, BOB, CY = (Named(one.title(), HARBOUR, one) for one in ("ann", "bob", "cy"))
ANN_IN_LAMP = Wanted(ANN, LAMP)
AT = Granted(Place(TitleId("lamp"), 1, 2), SPRING, already=False)
ERRANDS = "SELECT guild_id, kind, number, person_id FROM errands ORDER BY guild_id, kind, number, person_id"


def facts(version: str, *rows: Appearance) -> Pack:
    """Return a version of the universe with these rows."""
    titles = [series("lamp", season(1, date(2016, 1, 1), SPRING)), film("key", SPRING)]
    return world(titles, map(character, ("ann", "bob", "cy")), rows, id="harbour", version=version)


async def load(database: Database, pack: Pack) -> None:
    """Put facts into the database."""
    await FactsStore(database).replace_pack(pack, NOON)


async def settled(database: Database, pack: Pack | None = None, *, store: SettlingStore | None = None) -> int:
    """Load facts, if any are given, and settle in them."""
    if pack:
        await load(database, pack)
    library = Library()
    await library.refresh(FactsStore(database))
    return await Settling(Lookups(library), store or SettlingStore(database)).settle(LATER)


async def wish_for(
    wishes: WishesStore, wanted: Wanted, number: int = 1, guild: GuildId = GUILD, **wording: Any
) -> Wish:
    """Return a wish that a person has just made."""
    added = await wishes.add(wanted, Wording("because", **wording), actor(number, guild), hash_of(number), NOON)
    assert added.wish is not None
    assert added.refusal is None
    return added.wish


async def vote(database: Database, wish: Wish, *people: int, value: int = 1) -> None:
    """Let people press a vote."""
    votes = VotesStore(database)
    for one in people:
        await votes.vote(wish.number, value, actor(one, wish.guild), hash_of(one), NOON)


async def follow(database: Database, wish: Wish, *people: int, follows: bool = True) -> None:
    """Let people follow a wish, or end that."""
    votes = VotesStore(database)
    for one in people:
        await votes.follow(wish.number, actor(one, wish.guild), hash_of(one), NOON, follows=follows)


async def found(wishes: WishesStore, wish: Wish) -> Wish:
    """Return a wish as it is now."""
    one = await wishes.find(wish.guild, wish.number)
    assert one is not None
    return one


async def errands(database: Database) -> list[tuple[str, int, int]]:
    """Return kind, wish and person of what is to be done in `GUILD`."""
    return [tuple(one[1:]) for one in await database.fetch_all(ERRANDS) if one[0] == GUILD]


async def post_card(wishes: WishesStore, wish: Wish) -> None:
    """Let a wish have a card."""
    await wishes.place_card(wish, CardPlace(ChannelId(7), MessageId(8)))
