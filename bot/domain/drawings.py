"""What pictures show, as plain values: names, numbers and dates; how it looks is decided where it is drawn."""

from dataclasses import dataclass
from datetime import date

from bot.domain.pack import TitleKind


@dataclass(frozen=True, slots=True)
class Mark:
    """One episode (or film) on its release day, or a season of which the episodes are not known, as a span of days.

    `here` is False where somebody is only spoken of or pictured.
    """

    first: date
    last: date
    exact: bool
    sourced: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of a timeline: a title of a character, or a character of a title.

    `crossover` says whether that is away from home; None where no home is known.
    """

    name: str
    crossover: bool | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes over release days. `left_out` counts lanes that are not shown, `undated` places without a known day."""

    heading: str
    lanes: tuple[Lane, ...]
    left_out: int
    undated: int


@dataclass(frozen=True, slots=True)
class Column:
    """A season, film or episode: the title's name, and `part` as `S2`, `2x05` or nothing."""

    title: str
    kind: TitleKind
    part: str
    released: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody in a column: `episodes` known (0: it is not known in which), and how surely.

    `crossover` says whether that is away from home; None where no home is known.
    """

    episodes: int
    sourced: bool
    crossover: bool | None
    here: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who is where: a cell for each name and column, or None. `left_out` counts names and columns not shown."""

    heading: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    names_left_out: int
    columns_left_out: int


@dataclass(frozen=True, slots=True)
class Node:
    """A character in a web; `group` is the title they are at home in, empty where no home is known."""

    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How many episodes the nodes at two places share, at least one; `sourced` if one of them is sure for both."""

    first: int
    second: int
    shared: int
    sourced: bool


@dataclass(frozen=True, slots=True)
class Web:
    """Who shares episodes with whom, the nodes ordered by group.

    `left_out` counts characters that are not shown, `ties_left_out` ties among the shown that are not.
    """

    heading: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int
    ties_left_out: int = 0


Drawing = Timeline | Matrix | Web
