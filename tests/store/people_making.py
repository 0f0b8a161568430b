"""Puts one person into every table that may hold one, for the tests of what becomes of their data."""

from itertools import count

from sqlalchemy import Table

from bot.domain.fixes import Report, Sender, Subject
from bot.domain.identities import GuildId, InteractionId, UserId
from bot.domain.wishes import WishNumber
from bot.store.database import Database, Statement
from bot.store.fixes import FixesStore
from bot.store.schema import METADATA
from bot.store.times import moment_text
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.wish_making import GUILD, NOON, OTHER_GUILD, actor, hash_of, make, person, wanted

PERSON_COLUMNS = {
    ("audit_lines", "actor_id"),
    ("errands", "person_id"),
    ("fixes", "person_id"),
    ("follows", "person_id"),
    ("people", "person_id"),
    ("votes", "person_id"),
    ("wish_drafts", "person_id"),
    ("wishes", "author_id"),
}
_numbers = count(1)


def of_person(table: Table) -> set[tuple[str, str]]:
    """Return the columns of a table that by their name hold a person."""
    names = ("person_id", "author_id", "actor_id", "user_id", "player_id", "owner_id", "voter_id")
    return {(table.name, column.name) for column in table.columns if column.name in names}


async def settle_in(database: Database, number: int) -> None:
    """Give a person something in every table: wishes and votes in two servers, and what goes with them."""
    wishes, votes = WishesStore(database), VotesStore(database)
    for guild in (GUILD, OTHER_GUILD):
        own = await make(wishes, number, wanted(f"Own {number}"), guild)
        theirs = await make(wishes, 90, wanted(f"Theirs {next(_numbers)}"), guild)
        back = await make(wishes, 90, wanted(f"Back {next(_numbers)}"), guild)
        for wish, value in ((theirs.number, 1), (back.number, 1), (back.number, 0)):
            await votes.vote(wish, value, actor(number, guild), hash_of(number), NOON)
        for wish, follows in ((theirs.number, True), (own.number, False)):
            await votes.follow(wish, actor(number, guild), hash_of(number), NOON, follows=follows)
        await post(database, guild, own.number)
        await wishes.save_draft(f"draft-{next(_numbers)}", guild, person(number), "{}", NOON)
        await line(database, guild, person(number))
        await errand(database, guild, own.number, person(number))
    sender = Sender(InteractionId(2**59 + next(_numbers)), person(number), GUILD)
    await FixesStore(database).record(Report(Subject(), "It is wrong.", "page 7"), sender, NOON)
    await database.write(
        Statement("INSERT INTO people (person_id, hidden) VALUES (:person_id, 1)", {"person_id": person(number)})
    )


async def post(database: Database, guild: GuildId, number: WishNumber) -> None:
    """Let a wish have a card on Discord, and nothing to do about it."""
    this = {"guild_id": guild, "number": number}
    await database.write(
        Statement(
            "UPDATE wishes SET channel_id = 5, message_id = 6 WHERE guild_id = :guild_id AND number = :number", this
        ),
        Statement("DELETE FROM errands WHERE guild_id = :guild_id AND number = :number AND kind = 'card'", this),
    )


async def line(database: Database, guild: GuildId, who: UserId, detail: str = "why") -> None:
    """Let a moderator have done something."""
    number = next(_numbers)
    await database.write(
        Statement(
            "INSERT INTO audit_lines (guild_id, line, at, actor_id, interaction_id, action, detail) "
            "VALUES (:guild_id, :line, :at, :actor_id, :interaction_id, 'removed', :detail)",
            {
                "guild_id": guild,
                "line": number,
                "at": moment_text(NOON),
                "actor_id": who,
                "interaction_id": 2**58 + number,
                "detail": detail,
            },
        )
    )


async def errand(database: Database, guild: GuildId, number: int, who: int, kind: str = "follower") -> None:
    """Let something be due."""
    await database.write(
        Statement(
            "INSERT INTO errands (guild_id, kind, number, person_id, due_at, tries) "
            "VALUES (:guild_id, :kind, :number, :person_id, :due_at, 3)",
            {"guild_id": guild, "kind": kind, "number": number, "person_id": who, "due_at": moment_text(NOON)},
        )
    )


async def found(database: Database, number: int) -> dict[tuple[str, str], int]:
    """Return how often an id stands in which column of which table: as a number, or anywhere in a text."""
    places: dict[tuple[str, str], int] = {}
    for table in METADATA.tables.values():
        for column in table.columns:
            test = f"= {number}" if column.type.python_type is int else f"LIKE '%{number}%'"
            ((hits,),) = await database.fetch_all(f"SELECT count(*) FROM {table.name} WHERE {column.name} {test}")
            if hits:
                places[table.name, column.name] = hits
    return places
