"""Packs to store: one by hand, any number by Hypothesis, and two for races, told apart at a glance."""

from dataclasses import replace
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

UNIVERSE = UniverseId("lanterns")


def small_pack(version: str = "1") -> Pack:
    """Two titles, two characters who meet, every optional thing once given and once left out."""
    harbour, pier = TitleId("harbour-lights"), TitleId("pier-nine")
    ada, bo = CharacterId("ada"), CharacterId("bo")
    page = SourceId("page")
    seasons = (Season(1, CastComplete.MAIN, (Episode(1, "Fog", date(2015, 4, 1)), Episode(2, "Ebb", None))),)
    return Pack(
        Universe(UNIVERSE, "Lanterns", "Two towns, one fog.", version, f"hash-{version}"),
        (
            Title(
                harbour, "Harbour Lights", TitleKind.SERIES, ("HL", "Harbour"), None, CastComplete.NOTHING, seasons, ()
            ),
            Title(
                pier, "Pier 9", TitleKind.FILM, (), date(2017, 8, 18), CastComplete.CREDITED, (), (("tmdb", "61889"),)
            ),
        ),
        (
            Character(
                ada,
                "Ada",
                ("Z", "A"),
                harbour,
                "Keeps the light.",
                (Performance("P", ("pier-nine", "harbour-lights/1"), "young"), Performance("A")),
                (("tvmaze", "2"), ("imdb", "1")),
            ),
            Character(bo, "Bo", (), None, "", (), ()),
        ),
        (
            Source(SourceId("hearsay"), "Hearsay", None, None, ""),
            Source(page, "A page", "https://example.org/", date(2026, 1, 2), "Ada and Bo meet."),
        ),
        (
            Appearance(ada, harbour, 1, 2, Kind.IN_PERSON, Credit.MAIN, Confidence.SOURCED, page),
            Appearance(ada, pier, None, None, Kind.VOICE, None, Confidence.UNVERIFIED, SourceId("hearsay")),
            Appearance(bo, harbour, 1, None, Kind.FLASHBACK, Credit.GUEST, Confidence.SOURCED, page),
        ),
        (
            Meeting(ada, bo, harbour, 1, 2, Confidence.SOURCED, page),
            Meeting(ada, bo, pier, None, None, Confidence.UNVERIFIED, page),
        ),
    )


def long_pack(version: str, appearances: int = 2000) -> Pack:
    """A pack that takes a while to write; every row of it carries the version, so that a mixture would show."""
    episodes = tuple(Episode(number, f"{version}-{number}", None) for number in range(appearances))
    title = Title(
        TitleId(f"title-{version}"),
        version,
        TitleKind.SERIES,
        (),
        None,
        CastComplete.NOTHING,
        (Season(1, CastComplete.NOTHING, episodes),),
        (),
    )
    character = Character(CharacterId(f"character-{version}"), version, (), title.id, "", (), ())
    source = Source(SourceId(f"source-{version}"), version, None, None, "")
    rows = tuple(
        Appearance(character.id, title.id, 1, one.number, Kind.IN_PERSON, None, Confidence.SOURCED, source.id)
        for one in episodes
    )
    return Pack(
        Universe(UNIVERSE, "Lanterns", "", version, f"hash-{version}"), (title,), (character,), (source,), rows, ()
    )


def numbered(pack: Pack, version: str) -> Pack:
    """The same facts as another version."""
    return replace(pack, universe=replace(pack.universe, version=version))


# PostgreSQL keeps no NUL in text; what people type is cleaned of it long before.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,3})?", fullmatch=True)
DATES = st.none() | st.dates()
EXTERNAL = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)
ALIASES = st.lists(TEXTS, max_size=3).map(tuple)


def _by(field: str, values: st.SearchStrategy, *, most: int) -> st.SearchStrategy:
    """Tuples in ascending order of a field that tells the values apart."""
    lists = st.lists(values, max_size=most, unique_by=lambda value: getattr(value, field))
    return lists.map(lambda found: tuple(sorted(found, key=lambda value: getattr(value, field))))


EPISODES = _by("number", st.builds(Episode, st.integers(0, 2**31 - 1), TEXTS, DATES), most=3)
SEASONS = _by("number", st.builds(Season, st.integers(0, 99), st.sampled_from(CastComplete), EPISODES), most=3)
TITLES = _by(
    "id",
    st.builds(
        Title,
        SLUGS,
        TEXTS,
        st.sampled_from(TitleKind),
        ALIASES,
        DATES,
        st.sampled_from(CastComplete),
        SEASONS,
        EXTERNAL,
    ),
    most=3,
)
SOURCES = _by("id", st.builds(Source, SLUGS, TEXTS, st.none() | TEXTS, DATES, TEXTS), most=3)
PERFORMANCES = st.lists(st.builds(Performance, TEXTS, ALIASES, st.none() | TEXTS), max_size=2).map(tuple)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    titles, sources = draw(TITLES), draw(SOURCES)
    homes = st.sampled_from([None, *(title.id for title in titles)])
    characters = draw(
        _by("id", st.builds(Character, SLUGS, TEXTS, ALIASES, homes, TEXTS, PERFORMANCES, EXTERNAL), most=4)
    )
    universe = Universe(UNIVERSE, draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS))
    appearances, meetings = (), ()
    if titles and sources and characters:
        places = [place for title in titles for place in _places(title)]
        appearances = draw(_appearances(places, characters, sources))
        meetings = draw(_meetings(places, characters, sources))
    return Pack(universe, titles, characters, sources, appearances, meetings)


def _places(title: Title) -> list[tuple[TitleId, int | None, int | None]]:
    in_seasons = [(title.id, season.number, None) for season in title.seasons]
    in_episodes = [(title.id, season.number, one.number) for season in title.seasons for one in season.episodes]
    return [(title.id, None, None), *in_seasons, *in_episodes]


@st.composite
def _appearances(draw: st.DrawFn, places: list, characters: tuple, sources: tuple) -> tuple[Appearance, ...]:
    keys = st.tuples(
        st.sampled_from(characters), st.sampled_from(places), st.sampled_from(Kind), st.sampled_from(sources)
    )
    found = draw(st.lists(keys, max_size=6, unique_by=lambda key: (key[0].id, key[1], key[2], key[3].id)))
    return tuple(
        Appearance(
            who.id,
            *place,
            kind,
            draw(st.none() | st.sampled_from(Credit)),
            draw(st.sampled_from(Confidence)),
            source.id,
        )
        for who, place, kind, source in found
    )


@st.composite
def _meetings(draw: st.DrawFn, places: list, characters: tuple, sources: tuple) -> tuple[Meeting, ...]:
    ids = [character.id for character in characters]
    pairs = [(first, second) for first in ids for second in ids if first < second]
    if not pairs:
        return ()
    keys = st.tuples(st.sampled_from(pairs), st.sampled_from(places), st.sampled_from(sources))
    found = draw(st.lists(keys, max_size=4, unique_by=lambda key: (key[0], key[1], key[2].id)))
    return tuple(Meeting(*pair, *place, draw(st.sampled_from(Confidence)), source.id) for pair, place, source in found)
