"""Who is where, as a matrix, and who shares episodes with whom, as a web, of a title or a whole universe."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations

from bot.domain.appearances import home_of, visible_rows
from bot.domain.cast import Place, cast_of
from bot.domain.catalogue import Catalogue
from bot.domain.crossovers import travellers_of
from bot.domain.drawings import Cell, Column, Matrix, Node, Tie, Web
from bot.domain.network import Network, is_exact, is_here
from bot.domain.pack import Appearance, CharacterId, Confidence, TitleId
from bot.domain.viewpoint import Viewpoint

MOST_NAMES, MOST_COLUMNS, MOST_NODES = 20, 24, 24
"""What of a map stays legible on a phone."""
STRONGEST_TIES = 3
"""Ties that each node of a web keeps, beside those that others keep to it: all of them would be one tangle."""


class View(StrEnum):
    """What a map shows."""

    MATRIX = "matrix"
    WEB = "web"


def matrix_of(catalogue: Catalogue, network: Network, viewpoint: Viewpoint, title: TitleId | None = None) -> Matrix:
    """Return who is in which season: of those who travelled most, or of a title's cast.

    The columns are episodes where the title has one season only. Those with the most people stay if not all fit.
    """
    people = _cast(catalogue, viewpoint, title) if title else _travelled(catalogue, network, viewpoint)
    by_episode = title is not None and len(catalogue.titles[title].seasons) == 1
    cells = {one: _own_cells(catalogue, one, viewpoint, title, by_episode=by_episode) for one in people[:MOST_NAMES]}
    crowds = Counter(place for own in cells.values() for place in own)
    kept = sorted(
        [place for place, _ in crowds.most_common(MOST_COLUMNS)], key=lambda place: _release_key(catalogue, place)
    )
    return Matrix(
        heading=_heading(catalogue, title),
        columns=tuple(_column(catalogue, place) for place in kept),
        names=tuple(catalogue.person(one).name for one in cells),
        cells=tuple(tuple(own.get(place) for place in kept) for own in cells.values()),
        names_left_out=len(people) - len(cells),
        columns_left_out=len(crowds) - len(kept),
    )


def web_of(catalogue: Catalogue, network: Network, viewpoint: Viewpoint, title: TitleId | None = None) -> Web:
    """Return who shares most episodes with whom: of those who travelled most, or of a title's cast, in that title."""
    places = _places(catalogue, network, viewpoint, title)
    homes = {one: home_of(catalogue, one, viewpoint) for one in list(places)[:MOST_NODES]}
    groups = {one: home.name if home else "" for one, home in homes.items()}
    shown = sorted(groups, key=lambda one: (groups[one], catalogue.person(one).name))
    ties = list(_ties(network, [(network.number(one), places[one]) for one in shown]))
    strongest = _strongest(ties)
    return Web(
        heading=_heading(catalogue, title),
        nodes=tuple(Node(catalogue.person(one).name, groups[one]) for one in shown),
        ties=strongest,
        left_out=len(places) - len(shown),
        ties_left_out=len(ties) - len(strongest),
    )


def _heading(catalogue: Catalogue, title: TitleId | None) -> str:
    return catalogue.titles[title].name if title else catalogue.universe.name


def _cast(catalogue: Catalogue, viewpoint: Viewpoint, title: TitleId) -> list[CharacterId]:
    return [one.character.id for one in cast_of(catalogue, Place(title), viewpoint).members]


def _travelled(catalogue: Catalogue, network: Network, viewpoint: Viewpoint) -> list[CharacterId]:
    """Return who travelled most; where nobody is known to have, who is in most places."""
    travellers = [one.character.id for one in travellers_of(catalogue, viewpoint).travellers]
    return travellers or [one for number, one in enumerate(network.characters) if network.places(number)]


def _own_cells(
    catalogue: Catalogue, character: CharacterId, viewpoint: Viewpoint, title: TitleId | None, *, by_episode: bool
) -> Mapping[Place, Cell]:
    home = home_of(catalogue, character, viewpoint)
    rows: defaultdict[Place, list[Appearance]] = defaultdict(list)
    for row in visible_rows(catalogue, character, viewpoint):
        if title in (None, row.title):
            rows[Place(row.title, row.season, row.episode if by_episode else None)].append(row)
    return {
        place: _cell(catalogue, own, crossover=None if home is None else place.title != home.id)
        for place, own in rows.items()
    }


def _cell(catalogue: Catalogue, rows: Sequence[Appearance], *, crossover: bool | None) -> Cell:
    here = [row for row in rows if is_here(row)]
    counted = here or rows
    return Cell(
        episodes=len({row.episode for row in counted if is_exact(catalogue, row)}),
        sourced=all(row.confidence is Confidence.SOURCED for row in counted),
        crossover=crossover,
        here=bool(here),
    )


def _column(catalogue: Catalogue, place: Place) -> Column:
    title = catalogue.titles[place.title]
    part = "" if place.season is None else f"S{place.season}"
    if place.episode is not None:
        part = f"{place.season}x{place.episode:02}"
    return Column(title.name, title.kind, part, _released(catalogue, place))


def _released(catalogue: Catalogue, place: Place) -> date | None:
    """Return the first known release day of a place."""
    season = catalogue.season(place.title, place.season) if place.season is not None else None
    if season is None:
        return catalogue.started(place.title)
    days = [one.released for one in season.episodes if place.episode in (None, one.number)]
    return min((day for day in days if day), default=None)


def _release_key(catalogue: Catalogue, place: Place) -> tuple[object, ...]:
    day = _released(catalogue, place) or date.max
    return (day, *catalogue.release_key(place.title), place.season or 0, place.episode or 0)


def _places(
    catalogue: Catalogue, network: Network, viewpoint: Viewpoint, title: TitleId | None
) -> Mapping[CharacterId, frozenset[int]]:
    """Return the places of those a web is about, who belong in it most first: of all characters, or inside a title."""
    if title is None:
        people = ((one, network.places(network.number(one))) for one in _travelled(catalogue, network, viewpoint))
        return {one: frozenset(places) for one, places in people if places}
    cast = {one: network.places(network.number(one)) for one in _cast(catalogue, viewpoint, title)}
    inside = {
        one: frozenset(place for place in places if network.place(place).title == title) for one, places in cast.items()
    }
    return {one: inside[one] for one in sorted(inside, key=lambda one: -len(inside[one])) if inside[one]}


def _ties(network: Network, people: Iterable[tuple[int, frozenset[int]]]) -> Iterable[Tie]:
    for (first, (one, places)), (second, (other, others)) in combinations(enumerate(people), 2):
        shared = places & others
        if shared:
            sure = any(network.confidence(place, one, other) is Confidence.SOURCED for place in shared)
            yield Tie(first, second, len(shared), sure)


def _strongest(ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Return the ties that are among the strongest of one of their ends."""
    kept: set[Tie] = set()
    ends: Counter[int] = Counter()
    for tie in sorted(ties, key=lambda one: -one.shared):
        if min(ends[tie.first], ends[tie.second]) < STRONGEST_TIES:
            kept.add(tie)
            ends.update((tie.first, tie.second))
    return tuple(tie for tie in ties if tie in kept)
