"""Small universes to order, and generated ones for properties."""

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

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

SOURCED, UNVERIFIED = Confidence.SOURCED, Confidence.UNVERIFIED
_PAGE = Source(SourceId("page"), "A page", "https://www.example.org/a", date(2020, 1, 2), "Who is where.")


def season(number: int, *released: date | None, complete: CastComplete = CastComplete.NOTHING) -> Season:
    """A season whose episodes came out on these days."""
    return Season(number, complete, tuple(Episode(at, f"Part {at}", day) for at, day in enumerate(released, 1)))


def series(id: str, *seasons: Season, name: str | None = None, aliases: tuple[str, ...] = ()) -> Title:
    return Title(
        TitleId(id), name or id.title(), TitleKind.SERIES, aliases, None, CastComplete.NOTHING, tuple(seasons), ()
    )


def film(
    id: str, released: date | None, *, complete: CastComplete = CastComplete.NOTHING, name: str | None = None
) -> Title:
    return Title(TitleId(id), name or id.title(), TitleKind.FILM, (), released, complete, (), ())


def character(
    id: str,
    home: str | None = None,
    *performances: Performance,
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    note: str = "",
) -> Character:
    home_id = TitleId(home) if home else None
    return Character(CharacterId(id), name or id.title(), aliases, home_id, note, performances, ())


def row(
    character: str,
    title: str,
    season: int | None = None,
    episode: int | None = None,
    *,
    kind: Kind = Kind.IN_PERSON,
    credit: Credit | None = Credit.GUEST,
    confidence: Confidence = SOURCED,
    source: str = "page",
) -> Appearance:
    return Appearance(
        CharacterId(character), TitleId(title), season, episode, kind, credit, confidence, SourceId(source)
    )


def world(
    titles: Iterable[Title],
    characters: Iterable[Character],
    rows: Iterable[Appearance] = (),
    meetings: Iterable[Meeting] = (),
    *,
    id: str = "world",
    name: str = "World",
    version: str = "2020.1.1",
) -> Pack:
    """A pack in canonical order."""
    return Pack(
        universe=Universe(UniverseId(id), name, "A universe.", version, f"hash of {id} {version}"),
        titles=tuple(sorted(titles, key=lambda one: one.id)),
        characters=tuple(sorted(characters, key=lambda one: one.id)),
        sources=(_PAGE,),
        appearances=tuple(sorted(rows, key=_canonical)),
        meetings=tuple(meetings),
    )


def _canonical(one: Appearance) -> tuple[str, str, int, int, str, str]:
    numbers = (-1 if number is None else number for number in (one.season, one.episode))
    return (one.character, one.title, *numbers, one.kind, one.source)


DAYS = st.dates(date(2015, 1, 1), date(2015, 2, 1))
"""Few enough days for dates to be the same."""


@st.composite
def _titles(draw: st.DrawFn, id: str) -> Title:
    if draw(st.booleans()):
        return film(id, draw(st.none() | DAYS), complete=draw(st.sampled_from(CastComplete)))
    numbers = draw(st.lists(st.integers(0, 3), unique=True, min_size=1, max_size=3).map(sorted))
    seasons = [
        season(number, *draw(st.lists(st.none() | DAYS, max_size=3)), complete=draw(st.sampled_from(CastComplete)))
        for number in numbers
    ]
    return series(id, *seasons)


def _places(titles: Iterable[Title]) -> list[tuple[str, int | None, int | None]]:
    places: list[tuple[str, int | None, int | None]] = []
    for title in titles:
        places.append((title.id, None, None))
        for one in title.seasons:
            places.append((title.id, one.number, None))
            places.extend((title.id, one.number, episode.number) for episode in one.episodes)
    return places


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Any universe of up to four titles and three characters, some dates and homes unknown."""
    titles = [draw(_titles(id)) for id in "pqrs"[: draw(st.integers(1, 4))]]
    homes = st.none() | st.sampled_from([title.id for title in titles])
    people = [character(id, draw(homes), Performance(f"Player {id}")) for id in "abc"]
    spots = st.tuples(
        st.sampled_from("abc"), st.sampled_from(_places(titles)), st.sampled_from([Kind.IN_PERSON, Kind.VOICE])
    )
    chosen = draw(st.lists(spots, unique=True, max_size=14))
    rows = [
        row(
            who,
            *place,
            kind=kind,
            credit=draw(st.none() | st.sampled_from(Credit)),
            confidence=draw(st.sampled_from(Confidence)),
        )
        for who, place, kind in chosen
    ]
    return world(titles, people, rows)
