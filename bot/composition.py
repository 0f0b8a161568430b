"""The composition root: settings -> store -> facts -> library -> client. It knows all parts and holds no rules."""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from random import SystemRandom
from secrets import token_hex
from typing import TYPE_CHECKING

from bot.domain.errors import ConfigurationError, UserError
from bot.domain.own_questions import QuestionList
from bot.domain.pack import Pack, UniverseId
from bot.domain.signing import Signer
from bot.facts.hashing import content_hash, find_packs
from bot.facts.question_files_draft import MOST_BYTES, MOST_VALUES
from bot.services.ballots import Ballots
from bot.services.boards import Boards
from bot.services.daily import Daily
from bot.services.departures import Departures
from bot.services.discord_time import DiscordTime
from bot.services.fixes import Fixes
from bot.services.library import Library
from bot.services.links import Links
from bot.services.lookups import Lookups
from bot.services.moderation import Moderation
from bot.services.own_files import QuestionFiles, Reading, Writing
from bot.services.own_questions import OwnQuestions
from bot.services.own_sending import OwnSending
from bot.services.plays import Plays
from bot.services.privacy import Privacy
from bot.services.question_makers import QuestionMakers
from bot.services.question_picking import QuestionPicker
from bot.services.settling import Settling
from bot.services.subjects import Subjects
from bot.services.trivia import Trivia
from bot.services.trivia_course import TriviaCourse
from bot.services.wish_facts import WishFacts
from bot.services.wish_lists import WishLists
from bot.services.wishes import Wishes
from bot.services.wishing import Wishing
from bot.settings import ROOT, Settings
from bot.store.asked import AskedStore
from bot.store.command_syncs import CommandSyncs
from bot.store.dailies import DailiesStore
from bot.store.database import Database
from bot.store.departures import DeparturesStore
from bot.store.errands import ErrandsStore
from bot.store.errors import UnavailableError
from bot.store.facts import FactsStore
from bot.store.fixes import FixesStore
from bot.store.lock import DatabaseInUse
from bot.store.moderation import ModerationStore
from bot.store.opening import open_database
from bot.store.own_questions import OwnQuestionsStore
from bot.store.plays import PlaysStore
from bot.store.privacy import PrivacyStore
from bot.store.scores import ScoresStore
from bot.store.settling import SettlingStore
from bot.store.signing import signer_of
from bot.store.votes import VotesStore
from bot.store.wishes import WishesStore

if TYPE_CHECKING:
    from bot.client import Client

_log = logging.getLogger(__name__)
Announce = Callable[[str], None]
"""Tells the person at the terminal something."""

_AUTHENTICATION_FAILED = 4004  # Discord's gateway: the token is not, or no longer, valid
_CLOSING_SECONDS = 8  # a supervisor usually waits ten before it kills

TO_SET_UP = (
    "There is no DISCORD_TOKEN: make an application at https://discord.com/developers/applications and put its bot "
    "token into .env as README.md shows, or run `gueststar demo`, which needs none."
)
REFUSED = "Discord does not accept the DISCORD_TOKEN; copy the bot's token anew from the developer portal."


@dataclass(frozen=True, slots=True)
class House:
    """The parts of a running program that need no Discord."""

    database: Database
    library: Library
    lookups: Lookups
    fixes: Fixes
    facts: Path
    wishes: Wishes | None = None
    """None where the house is open for reading only."""
    privacy: Privacy | None = None
    """The same."""
    departures: Departures | None = None
    """The same."""

    async def load(self) -> None:
        """Load the packs that have changed and take them over; raises UserError for a broken one, changing nothing.

        Wishes that came true in them are settled.
        """
        store = FactsStore(self.database)
        await load_changed_packs(store, self.facts)
        await self.library.refresh(store)
        if self.wishes:
            await self.wishes.settling.settle(datetime.now(UTC))


@asynccontextmanager
async def open_house(settings: Settings, *, read_only: bool = False) -> AsyncGenerator[House]:
    """Open the database, load the packs that have changed (unless read-only) and build the library.

    Raises UserError, one sentence, for anything that stands in the way.
    """
    database = await open_database(settings.database, read_only=read_only)
    try:
        library = Library()
        lookups = Lookups(library)
        house = House(database, library, lookups, Fixes(lookups, FixesStore(database)), settings.facts)
        if not read_only:
            signer = await signer_of(database)
            house = replace(
                house,
                wishes=wishes_of(database, lookups, signer),
                privacy=Privacy(lookups, PrivacyStore(database, signer)),
                departures=Departures(DeparturesStore(database, signer)),
            )
        if read_only:
            await library.refresh(FactsStore(database))
        else:
            await house.load()
        yield house
    finally:
        await database.close()


def wishes_of(database: Database, lookups: Lookups, signer: Signer) -> Wishes:
    """Return all that is done about the wishes kept in a database."""
    store = WishesStore(database)
    facts = WishFacts(lookups)
    return Wishes(
        signer=signer,
        wishing=Wishing(lookups, store, signer),
        ballots=Ballots(VotesStore(database), store, signer),
        lists=WishLists(store, facts),
        facts=facts,
        moderation=Moderation(ModerationStore(database), signer),
        settling=Settling(lookups, SettlingStore(database)),
        cards=store,
        errands=ErrandsStore(database),
    )


def own_questions_of(database: Database) -> OwnQuestions:
    """Return all that is done about the servers' own questions kept in a database."""
    endings = {"red": ".yaml", "opentdb": ".json", "own": ".toml"}
    files = QuestionFiles(_read_questions, _write_questions, endings, MOST_BYTES, MOST_VALUES)
    return OwnQuestions(OwnQuestionsStore(database), files)


def _read_questions(data: bytes, name: str) -> Reading:
    from bot.facts.question_files import read_questions  # noqa: PLC0415  (its YAML costs a start that needs it not)

    return read_questions(data, name)


def _write_questions(content: QuestionList, form: str) -> Writing:
    from bot.facts.question_files import Form, write_questions  # noqa: PLC0415  (the same)

    return write_questions(content, Form(form))


@asynccontextmanager
async def open_house_to_look(settings: Settings) -> AsyncGenerator[House]:
    """Open the house for a look-up: read-only where nothing is to be loaded, or while a bot runs on the database."""
    async with AsyncExitStack() as stack:
        try:
            read_only = await _is_up_to_date(settings)
            house = await stack.enter_async_context(open_house(settings, read_only=read_only))
        except DatabaseInUse:
            house = await stack.enter_async_context(open_house(settings, read_only=True))
        yield house


async def _is_up_to_date(settings: Settings) -> bool:
    """Tell whether the database is there and holds the packs as they are."""
    try:
        database = await open_database(settings.database, read_only=True)
    except ConfigurationError:
        return False
    try:
        stored = {one.universe.id: one.universe.content_hash for one in await FactsStore(database).universes()}
    finally:
        await database.close()
    return not await asyncio.to_thread(_changed_folders, settings.facts, stored)


async def load_changed_packs(store: FactsStore, facts: Path) -> None:
    """Load every pack whose content is not what is stored; reading them all comes first, so a broken one stops all."""
    stored = {one.universe.id: one.universe.content_hash for one in await store.universes()}
    for pack in await asyncio.to_thread(_changed_packs, facts, stored):
        await store.replace_pack(pack, datetime.now(UTC))
        _log.info("loaded facts %s %s", pack.universe.id, pack.universe.version)


def _changed_folders(facts: Path, stored: Mapping[UniverseId, str]) -> list[Path]:
    return [folder for folder in find_packs(facts) if stored.get(UniverseId(folder.name)) != content_hash(folder)]


def _changed_packs(facts: Path, stored: Mapping[UniverseId, str]) -> list[Pack]:
    if not find_packs(facts):
        _log.warning("there is no pack of facts in %s: set GUESTSTAR_FACTS; what was loaded before stays", facts)
    folders = _changed_folders(facts, stored)
    if not folders:
        return []
    from bot.facts.reading import read_pack  # noqa: PLC0415  (the schema costs a start that needs it not)

    return [read_pack(folder) for folder in folders]


async def run_demonstration(settings: Settings, port: int, *, open_browser: bool, announce: Announce) -> None:
    """Run the bot on a simulated Discord in the browser, on a database of its own that is kept between runs."""
    beside = (
        Path(settings.database).with_name("demo.db") if "://" not in settings.database else ROOT / "var" / "demo.db"
    )
    async with open_house(replace(settings, database=str(beside))) as house:
        from bot.demo.launcher import run_demo  # noqa: PLC0415  (simcord is an extra)

        client = client_of_demo(house)
        await run_demo(
            client,
            port=port,
            open_browser=open_browser,
            announce=announce,
            once_furnished=lambda: post_again(house, client),
        )


def client_of_demo(house: House) -> "Client":
    """Return the client of a house for a Discord without rooms as yet; `post_again` once they are there."""
    client = client_of(house)
    client.trivia.desk.trivia.plays.hold()
    return client


async def post_again(house: House, client: "Client") -> None:
    """Post wishes and plays anew in a Discord that has forgotten all messages, as the demo's does at its end."""
    await WishesStore(house.database).post_cards_again(datetime.now(UTC))
    await client.wish_desk.run_errands()
    await client.trivia.desk.trivia.plays.show_anew()


def client_of(house: House, syncs: CommandSyncs | None = None) -> "Client":
    """Return the client of a house."""
    from bot.client import Client  # noqa: PLC0415  (look-ups do without Discord)

    return Client(
        house.lookups,
        program_version(),
        syncs,
        fixes=house.fixes,
        wishes=house.wishes,
        privacy=house.privacy,
        departures=house.departures,
        trivia=trivia_of(house.database, house.lookups, house.wishes.signer) if house.wishes else None,
    )


def trivia_of(database: Database, lookups: Lookups, signer: Signer) -> Trivia:
    """Return all that is done about trivia, by Discord's clock."""
    from discord.utils import utcnow  # noqa: PLC0415  (look-ups do without Discord)

    chance, makers, asked = SystemRandom(), QuestionMakers(lookups), AskedStore(database)
    own, links = own_questions_of(database), Links(lookups, makers, chance)
    keeper = PlaysStore(database, token_hex(8), alone=not database.is_shared)
    picker = QuestionPicker(makers, own, asked, chance, utcnow)
    return Trivia(
        plays=Plays(keeper, picker, DiscordTime(utcnow), [TriviaCourse(), links]),
        subjects=Subjects(lookups, own),
        links=links,
        daily=Daily(lookups, makers, DailiesStore(database), asked, signer),
        boards=Boards(ScoresStore(database)),
        own=own,
        sending=OwnSending(OwnQuestionsStore(database), signer),
    )


def program_version() -> str:
    """Return the version of this program."""
    return installed_version("gueststar")


async def run_bot(settings: Settings) -> None:
    """Run the bot until it is told to stop; everything that can fail without Discord fails before the login."""
    if not settings.token:
        raise ConfigurationError(TO_SET_UP)
    told_to_load = _told_by(signal.SIGHUP)  # from here on, since it would end a process that does not listen
    async with _ready_house(settings) as house, loading_when_told(house, told_to_load):
        import aiohttp  # noqa: PLC0415  (comes with discord)
        import discord  # noqa: PLC0415  (half of a start; look-ups on the command line do without)
        from discord.http import Route  # noqa: PLC0415  (likewise)

        Route.BASE = settings.discord_api
        client = client_of(house, CommandSyncs(house.database))
        try:
            await _run_until_told(client, settings.token, _told_by(signal.SIGTERM, signal.SIGINT))
        except discord.LoginFailure:
            raise ConfigurationError(REFUSED) from None
        except discord.ConnectionClosed as closed:
            if closed.code == _AUTHENTICATION_FAILED:
                raise ConfigurationError(REFUSED) from None
            raise UserError(f"Discord closed the connection with code {closed.code}; try again later.") from None
        except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, TimeoutError) as error:
            _log.warning("could not reach Discord", exc_info=error)
            raise UserError(f"Discord cannot be reached at {settings.discord_api}; try again later.") from None


@asynccontextmanager
async def _ready_house(settings: Settings) -> AsyncGenerator[House]:
    """Open the house for a bot: nobody should start it again and again on facts that are broken."""
    async with AsyncExitStack() as stack:
        try:
            house = await stack.enter_async_context(open_house(settings))
        except (UnavailableError, DatabaseInUse):
            raise  # a server that is down comes back, and a process ends; a supervisor may try again
        except UserError as error:
            raise ConfigurationError(str(error)) from error
        yield house


async def _run_until_told(client: "Client", token: str, told_to_stop: asyncio.Event) -> None:
    """Run the client until it ends or is told to; told so, what breaks off, a login perhaps, is no error."""
    running = asyncio.create_task(client.start(token))
    waiting = asyncio.create_task(told_to_stop.wait())
    try:
        await asyncio.wait((running, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not told_to_stop.is_set():
            await running
    finally:
        if not client.is_closed():
            with suppress(TimeoutError):
                await asyncio.wait_for(client.close(), _CLOSING_SECONDS)
        for task in (running, waiting):
            task.cancel()
        await asyncio.gather(running, waiting, return_exceptions=True)


@asynccontextmanager
async def loading_when_told(house: House, told: asyncio.Event) -> AsyncGenerator[None]:
    """Load changed facts, one time after the other, whenever that is told; at the end no load is under way."""

    async def load_each_time() -> None:
        while await told.wait():
            told.clear()
            try:
                await house.load()
            except UserError as error:
                _log.error("the facts stay as they are: %s", error)
            except Exception:  # noqa: BLE001  (whatever it is, the next signal is another try)
                _log.exception("the facts stay as they are")

    loading = asyncio.create_task(load_each_time())
    try:
        yield
    finally:
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)


def _told_by(*numbers: signal.Signals) -> asyncio.Event:
    """Return what is set at any of some signals, of which none is lost from now on."""
    told = asyncio.Event()
    for number in numbers:
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told
