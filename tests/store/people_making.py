"""Puts one person into every table that may hold one, for the tests of what becomes of their data."""

from itertools import count

from sqlalchemy import Table

from bot.domain.boards import RoundScore
from bot.domain.fixes import Report, Sender, Subject
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import KeptPlay, PlayId, PlayKind
from bot.domain.rounds.engine import open_play
from bot.domain.rounds.events import Caller
from bot.domain.rounds.rules import Mode, Rules
from bot.domain.rounds.values import play_values
from bot.domain.wishes import WishNumber
from bot.store.database import Database, Statement
from bot.store.fixes import FixesStore
from bot.store.plays import PlaysStore
from bot.store.schema import METADATA
from bot.store.scores import score_statements
from bot.store.times import moment_text
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore
from tests.store.wish_making import GUILD, NOON, OTHER_GUILD, actor, hash_of, make, person, wanted

PERSON_COLUMNS = {
    ("audit_lines", "actor_id"),
    ("daily_answers", "person_id"),
    ("errands", "person_id"),
    ("fixes", "person_id"),
    ("follows", "person_id"),
    ("own_questions", "person_id"),
    ("people", "person_id"),
    ("scores", "person_id"),
    ("votes", "person_id"),
    ("wish_drafts", "person_id"),
    ("wishes", "author_id"),
}
IN_PLAYS = {("plays", "body"), ("plays", "subject"), ("plays", "question"), ("play_posts", "body")}
"""Where a play that is underway has its people: not by the name of a column."""

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
        await database.write(*score_statements(guild, NOON.date(), [RoundScore(person(number), 700, answers=1)]))
        await question(database, guild, person(number))
        await play(database, guild, person(number))
    await daily_answer(database, person(number))
    sender = Sender(InteractionId(2**59 + next(_numbers)), person(number), GUILD)
    await FixesStore(database).record(Report(Subject(), "It is wrong.", "page 7"), sender, NOON)
    await database.write(
        Statement("INSERT INTO people (person_id, hidden) VALUES (:person_id, 1)", {"person_id": person(number)})
    )


async def question(database: Database, guild: GuildId, who: UserId | None, text: str = "Who?", **rest: str) -> None:
    """Let a server have a question of its own."""
    values = {
        "text": text,
        "accepted": '["Mara"]',
        "wrong": "[]",
        "category": None,
        "author": None,
        "list": None,
        **rest,
    }
    number = next(_numbers)
    await database.write(
        Statement(
            "INSERT INTO own_questions (guild_id, number, fingerprint, text, accepted, wrong, category, author, list, "
            "state, person_id, interaction_id, made_at, answers, rights) VALUES (:guild_id, :number, :fingerprint, "
            ":text, :accepted, :wrong, :category, :author, :list, 'approved', :person_id, 9, :made_at, 3, 2)",
            {
                "guild_id": guild,
                "number": number,
                "fingerprint": f"print-{number}",
                "person_id": who,
                "made_at": moment_text(NOON),
                **values,
            },
        )
    )


async def daily_answer(database: Database, who: UserId) -> None:
    """Let somebody have answered the first question of a day."""
    await database.write(
        Statement(
            "INSERT INTO daily_answers (person_id, universe_id, day, number, choice, is_right, interaction_id, "
            "answered_at) VALUES (:person_id, 'harbour', '2026-11-22', 1, 2, 1, 7, :answered_at)",
            {"person_id": who, "answered_at": moment_text(NOON)},
        )
    )


async def play(database: Database, guild: GuildId, who: UserId) -> KeptPlay:
    """Let somebody play, with something that is still to be shown, and their name wherever a play may have one."""
    number = InteractionId(2**57 + next(_numbers))
    opener = Caller(PlayId(number), guild, ChannelId(2**56 + next(_numbers)), who, number)
    opened, _ = open_play(opener, Rules(Mode.EVERYONE, rounds=3, seconds=20))
    kept = KeptPlay(
        guild=guild,
        id=opened.id,
        channel=opened.channel,
        kind=PlayKind.TRIVIA,
        subject={"pool": "own", "by": who},
        body=play_values(opened),
        question={"text": f"Who is <@{who}>?", "difficulty": 0.5},
        message=None,
        version=0,
        due_at=opened.due_at,
    )
    plays = PlaysStore(database, "here", alone=True)
    assert await plays.open(kept, NOON)
    assert await plays.keep(kept, {"host": who, "standings": [{"rank": 1, "person": who}]})
    return kept


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
