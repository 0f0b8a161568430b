"""What all tests share: a small universe, and the real bot on a simulated Discord that knows it."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

import pytest
import simcord
import simcord.env
from hypothesis import HealthCheck, settings

from bot.client import Client
from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import (
    Appearance,
    CastComplete,
    Character,
    CharacterId,
    Confidence,
    Credit,
    Episode,
    Kind,
    Meeting,
    Pack,
    Performance,
    Season,
    Source,
    SourceId,
    Title,
    TitleId,
    TitleKind,
    Universe,
    UniverseId,
)
from bot.services.library import Library
from bot.services.lookups import Lookups

# A busy machine is no fault of what is tested.
settings.register_profile("gueststar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gueststar")

# SimCord waits 50 ms of quiet after every action; 4 ms gives the same results twice as fast (pinned to 3.2.1).
simcord.env.Env._settle_internal.__kwdefaults__["idle"] = 0.004


def _episodes(year: int, *names: str) -> tuple[Episode, ...]:
    return tuple(Episode(number, name, date(year, 4, number)) for number, name in enumerate(names, 1))


def _series(id: str, name: str, *seasons: Season) -> Title:
    return Title(TitleId(id), name, TitleKind.SERIES, (), None, CastComplete.NOTHING, seasons, ())


def _row(
    character: str,
    title: str,
    season: int | None,
    episode: int | None,
    *,
    kind: Kind = Kind.IN_PERSON,
    credit: Credit | None = Credit.GUEST,
    sourced: bool = True,
) -> Appearance:
    confidence = Confidence.SOURCED if sourced else Confidence.UNVERIFIED
    source = SourceId("page" if sourced else "editors")
    return Appearance(CharacterId(character), TitleId(title), season, episode, kind, credit, confidence, source)


def _order(row: Appearance) -> tuple[Any, ...]:
    numbers = (-1 if row.season is None else row.season, -1 if row.episode is None else row.episode)
    return (row.character, row.title, *numbers, row.kind, row.source)


def _character(id: str, name: str, home: str, *performers: str, aliases: tuple[str, ...] = ()) -> Character:
    parts = tuple(Performance(performer) for performer in performers)
    return Character(CharacterId(id), name, aliases, TitleId(home), f"{name} is in it.", parts, ())


def make_pack() -> Pack:
    """Two series and a film: a nurse crosses over, a lawyer shares her name with a series."""
    complete = CastComplete.MAIN
    return Pack(
        universe=Universe(UniverseId("harbour"), "Harbour Tales", "A small universe.", "2020.1", "hash-1"),
        titles=(
            Title(TitleId("ferry"), "The Ferry", TitleKind.FILM, (), date(2019, 5, 1), CastComplete.CREDITED, (), ()),
            _series("jane-doe", "Jane Doe", Season(1, complete, _episodes(2016, "Quay", "Rope", "Tide"))),
            _series(
                "lighthouse",
                "Lighthouse",
                Season(1, complete, _episodes(2015, "Lamp", "Keeper")),
                Season(2, CastComplete.NOTHING, _episodes(2018, "Storm", "Calm")),
            ),
        ),
        characters=(
            _character("jane-doe", "Jane Doe", "jane-doe", "Kim Rhee", aliases=("The Advocate",)),
            _character("mara-quill", "Mara Quill", "lighthouse", "Rosa Dahl", aliases=("Night Nurse",)),
            _character("old-tom", "Old Tom", "lighthouse", "Vincent D'Arc"),
        ),
        sources=(
            Source(SourceId("editors"), "Recollection", None, None, ""),
            Source(SourceId("page"), "A page", "https://wiki.example.org/mara", date(2020, 1, 2), "Who is where."),
        ),
        appearances=tuple(
            sorted(
                [
                    _row("jane-doe", "jane-doe", 1, None, credit=Credit.MAIN),
                    _row("jane-doe", "lighthouse", 2, 1),
                    _row("mara-quill", "ferry", None, None, credit=Credit.CAMEO, sourced=False),
                    _row("mara-quill", "jane-doe", 1, 3),
                    _row("mara-quill", "lighthouse", 1, 1, credit=Credit.MAIN),
                    _row("mara-quill", "lighthouse", 1, 2, credit=Credit.MAIN),
                    _row("mara-quill", "lighthouse", 2, 2, kind=Kind.VOICE, sourced=False),
                    _row("old-tom", "lighthouse", 1, None, credit=Credit.RECURRING),
                ],
                key=_order,
            )
        ),
        meetings=(
            Meeting(
                CharacterId("jane-doe"),
                CharacterId("mara-quill"),
                TitleId("jane-doe"),
                1,
                3,
                Confidence.SOURCED,
                SourceId("page"),
            ),
        ),
    )


@pytest.fixture
def pack() -> Pack:
    return make_pack()


@pytest.fixture
def catalogue(pack: Pack) -> Catalogue:
    return Catalogue(pack)


class ShelfOf:
    """A store that holds some packs and nothing else."""

    def __init__(self, *packs: Pack) -> None:
        self.packs = {pack.universe.id: pack for pack in packs}

    async def universes(self) -> list[Any]:
        return list(self.packs.values())

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        return self.packs.get(universe_id)


@pytest.fixture
def store(pack: Pack) -> ShelfOf:
    return ShelfOf(pack)


@pytest.fixture
async def library(store: ShelfOf) -> Library:
    library = Library()
    await library.refresh(store)
    return library


@pytest.fixture
def lookups(library: Library) -> Lookups:
    return Lookups(library)


def make_client(lookups: Lookups) -> Client:
    client = Client(lookups, "1.2.3")
    client.shard_count = 1  # Discord says how many; SimCord wants to be told
    return client


@pytest.fixture
def new_client(library: Library) -> Callable[[], Client]:
    """Return what a restart starts: a fresh client over the same facts."""
    return lambda: make_client(Lookups(library))


@pytest.fixture
def simcord_bot(lookups: Lookups) -> Client:
    return make_client(lookups)


@pytest.fixture
def simcord_env(simcord_env: simcord.Env) -> Iterator[simcord.Env]:
    """The bot on a simulated Discord; an error that is not meant for a person fails the test that caused it."""
    yield simcord_env
    causes = [getattr(error, "original", error) for error in simcord_env.errors]
    assert [cause for cause in causes if not isinstance(cause, UserError | ExpectedError)] == []


class ExpectedError(Exception):
    """What a test breaks on purpose."""


@pytest.fixture
def expected_error() -> type[ExpectedError]:
    return ExpectedError


Burst = Callable[..., Awaitable[list[Any]]]


@pytest.fixture
def at_once() -> Burst:
    """Send several people's actions before the bot gets to any of them, so that they really overlap."""

    async def burst(env: simcord.Env, *actions: Coroutine[Any, Any, Any]) -> list[Any]:
        async def settled_later(**_: Any) -> None:
            return None

        env._settle_internal = settled_later
        try:
            results = [await action for action in actions]
        finally:
            del env._settle_internal
        await env.settle()
        return results

    return burst


Profile = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def installed() -> Profile:
    """Let interactions come as Discord sends them where the app was installed by a person or by a server."""

    @contextmanager
    def profile(env: simcord.Env, *, by_person: bool, by_server: bool) -> Iterator[None]:
        backend = env.backend
        emit = backend.emit

        def with_owners(event: str, payload: Any, *args: Any, **options: Any) -> Any:
            if event == "INTERACTION_CREATE":
                user = (payload.get("member") or {}).get("user", payload.get("user"))["id"]
                owners = {"0": payload.get("guild_id")} if by_server else {}
                payload = {**payload, "authorizing_integration_owners": owners | ({"1": user} if by_person else {})}
            return emit(event, payload, *args, **options)

        backend.emit = with_owners
        try:
            yield
        finally:
            del backend.emit

    return profile


def flattened(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        one = component if isinstance(component, dict) else component.to_dict()
        yield one
        yield from flattened(one.get("components", ()))
        if one.get("accessory"):
            yield from flattened([one["accessory"]])


@pytest.fixture
def shown() -> Callable[[Any], str]:
    """Return everything a person reads in a message."""

    def text(message: Any) -> str:
        parts = [
            one.get("content") or one.get("label") or one.get("placeholder") for one in flattened(message.components)
        ]
        return "\n".join(part for part in parts if part)

    return text


@pytest.fixture
def pressable() -> Callable[[Any], list[str]]:
    """Return the custom_ids in a message."""

    def ids(message: Any) -> list[str]:
        return [one["custom_id"] for one in flattened(message.components) if one.get("custom_id")]

    return ids
