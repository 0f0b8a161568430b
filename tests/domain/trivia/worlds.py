"""Universes with everything that makes a proof hard: doubt, mentions, unknown places, days, performers and homes."""

from datetime import date

from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import (
    CastComplete,
    Confidence,
    Credit,
    Episode,
    Kind,
    Pack,
    Performance,
    Season,
    Source,
    SourceId,
    TitleId,
)
from bot.domain.trivia.maker import QuestionMaker
from bot.domain.viewpoint import EVERYTHING
from bot.facts.exporting import appearance_table
from tests.domain.worlds import character, film, row, series, world
from tests.trivia_checker import Facts, read_facts

EPISODE_NAMES = ("Lamp", "Rope", "Tide", "Quay", "Storm", "Calm")
PEOPLE = "abcdefgh"
COMPLETE = st.sampled_from([*CastComplete, CastComplete.MAIN_AND_RECURRING, CastComplete.CREDITED])
KINDS = st.sampled_from([Kind.IN_PERSON, Kind.IN_PERSON, Kind.IN_PERSON, Kind.VOICE, Kind.MENTION])
CREDITS = st.sampled_from([Credit.MAIN, Credit.MAIN, Credit.RECURRING, Credit.GUEST, None])
CONFIDENCES = st.sampled_from([Confidence.SOURCED] * 5 + [Confidence.UNVERIFIED])
DAYS = st.dates(date(2015, 1, 1), date(2015, 3, 1))


def facts_of(pack: Pack) -> Facts:
    """What the export of a pack and its files say."""
    columns, cells = appearance_table(pack)
    facts = read_facts(
        dict(zip(columns, ("" if cell is None else str(cell) for cell in own), strict=True)) for own in cells
    )
    for title in pack.titles:
        parts = {str(one.number): one for one in title.seasons} or {"": title}
        facts.complete[title.id] = {number: one.cast_complete.value for number, one in parts.items()}
        facts.days[title.id] = {
            number: [one.released] if number == "" else [episode.released for episode in one.episodes]
            for number, one in parts.items()
        }
    for one in pack.characters:
        facts.homes[one.id] = one.home or ""
        facts.performers[one.id] = [_entry(part) for part in one.performances]
        facts.rows.setdefault(one.id, {})
    return facts


def _entry(part: Performance) -> dict[str, object]:
    entry: dict[str, object] = {"name": part.performer}
    return entry | ({"in": part.places} if part.places else {}) | ({"as": part.age} if part.age else {})


def maker_of(pack: Pack, tries: int = 300) -> QuestionMaker:
    catalogue = Catalogue(pack)
    return QuestionMaker(catalogue, Network(catalogue, EVERYTHING), tries=tries)


@st.composite
def _titles(draw: st.DrawFn, id: str):
    if draw(st.integers(0, 3)) == 0:
        return film(id, draw(st.none() | DAYS), complete=draw(COMPLETE), name=f"Film {id * 4}")
    seasons = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        start, known = draw(DAYS), draw(st.sampled_from([True, True, True, False]))
        days = [start, start, start if known else None]
        names = EPISODE_NAMES[3 * number - 3 :]
        episodes = tuple(Episode(at, name, day) for at, (name, day) in enumerate(zip(names, days, strict=False), 1))
        seasons.append(Season(number, draw(COMPLETE), episodes))
    return series(id, *seasons, name=f"Series {id * 4}")


@st.composite
def _performances(draw: st.DrawFn) -> tuple[Performance, ...]:
    names = st.sampled_from(["Ann Alder", "Bo Birch", "Cy Cedar", "Di Dogwood", "Ed Elm", "Flo Fir"])
    places = st.sampled_from([(), (), (), ("p",)])
    return tuple(
        Performance(draw(names), draw(places), draw(st.sampled_from([None, None, None, "younger"])))
        for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2])))
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A universe of three to five titles and eight people, about half of them in each season or film."""
    titles = [draw(_titles(id)) for id in "pqrst"[: draw(st.integers(3, 5))]]
    homes = st.sampled_from([None, *(TitleId(title.id) for title in titles)])
    people = [character(id, draw(homes), *draw(_performances()), name=f"Person {id * 3}") for id in PEOPLE]
    spots = [
        (title.id, *numbers)
        for title in titles
        for numbers in [
            *((season.number, episode.number) for season in title.seasons for episode in season.episodes),
            *((season.number, None) for season in title.seasons),
            *([] if title.seasons else [(None, None)] * 3),
        ]
    ]
    spots += [(title.id, None, None) for title in titles[:1]]
    found = draw(
        st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(spots)), unique=True, min_size=20, max_size=60)
    )
    rows = [
        row(who, *place, kind=draw(KINDS), credit=draw(CREDITS), confidence=draw(CONFIDENCES)) for who, place in found
    ]
    return world(titles, people, rows)


@st.composite
def imported_packs(draw: st.DrawFn) -> Pack:
    """The same as an import: one source, nothing sure, no homes, performers or credits."""
    pack = draw(packs())
    source = SourceId("import")
    return Pack(
        universe=pack.universe,
        titles=pack.titles,
        characters=tuple(character(one.id, name=one.name) for one in pack.characters),
        sources=(Source(source, "Import of table.csv", None, None, ""),),
        appearances=tuple(
            row(
                one.character, one.title, one.season, one.episode,
                kind=one.kind, credit=None, confidence=Confidence.UNVERIFIED, source=source,
            )
            for one in pack.appearances
        ),
        meetings=(),
    )  # fmt: skip
