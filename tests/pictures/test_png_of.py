import asyncio
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.drawings import Cell, Column, Drawing, Lane, Mark, Matrix, Node, Tie, Timeline, Web
from bot.domain.pack import TitleKind
from bot.pictures import png_of
from bot.pictures.card import TALLEST, Card
from bot.pictures.matrix import _short
from bot.pictures.palette import CARD, CROSSOVER, HOME, NEUTRAL, QUIET, WITHIN

NAMES = (
    "Claire Temple",
    "Nguyễn Thị Ánh Tuyết",
    "Ωμέγα Λόγος",
    "Дмитрий Ёлкин",
    "שלום עולם 12 (abc)",
    "محمد علي",
    "क्षत्रिय विश्वनाथ",
    "สวัสดีน้ำผึ้ง",
    "漢字かな交じり文",
    "한국어 이름",
    "👩‍👩‍👧‍👦🇩🇪😀",
    "W" * 100,
    "Ẁ" * 100,
    "ﷺ" * 100,
    "a " * 100,
    "Z̸̢̛͉̟̹a̷̡͓͙",
    "\ud800\x00\u202e\n",
    "",
    "i",
    "Frank Castle",
    "Turk Barrett",
    "Vanessa Marianna",
    "Matt Murdock",
    "Foggy Nelson",
)
MOST_BYTES = 200_000
HOMES = (True, False, None)
DAY = date(2015, 4, 10)


def picture(drawing: Drawing) -> Image.Image:
    """Draw it, and see that it keeps the limits and that nothing reaches the edge."""
    data = png_of(drawing)
    image = Image.open(BytesIO(data))
    assert image.format == "PNG"
    assert image.width in {1000, 1100}
    assert 0 < image.height <= TALLEST
    assert len(data) < MOST_BYTES
    shown = image.convert("RGB")
    edges = (
        (0, 0, shown.width, 3),
        (0, shown.height - 3, shown.width, shown.height),
        (0, 0, 3, shown.height),
        (shown.width - 3, 0, shown.width, shown.height),
    )
    for edge in edges:
        assert shown.crop(edge).getcolors() == [(max(edge[2] - edge[0], 3) * max(edge[3] - edge[1], 3), CARD)]
    return shown


def full_lane(place: int, marks: int) -> Lane:
    days = [date(2010 + place % 9, 1 + episode % 12, 1 + place) for episode in range(marks)]
    exact = [Mark(day, day, True, place % 3 != 0, episode % 4 != 0) for episode, day in enumerate(days)]
    spans = [Mark(date(2010, 1, 1), date(2011 + place, 1, 1), False, place % 2 == 0, True) for place in range(8)]
    return Lane(NAMES[place % len(NAMES)], HOMES[place % 3], (*exact, *spans))


def full_matrix(columns: int, names: int, part: str, titles: tuple[str, ...], episodes: int = 13) -> Matrix:
    cells = [
        [
            Cell((row * column) % (episodes + 1), row % 3 > 0, HOMES[column % 3], (row + column) % 7 > 0)
            for column in range(columns)
        ]
        for row in range(names)
    ]
    return Matrix(
        "W" * 300,
        tuple(Column(titles[place % len(titles)], TitleKind.SERIES, part, None) for place in range(columns)),
        tuple(NAMES[place % len(NAMES)] for place in range(names)),
        tuple(map(tuple, cells)),
        17,
        1,
    )


def full_web(nodes: int, groups: int) -> Web:
    ties = [Tie(one, other, 1 + one * other, one % 3 > 0) for other in range(nodes) for one in range(other)]
    return Web(
        "A web " * 40,
        tuple(Node(NAMES[place % len(NAMES)], NAMES[place % groups]) for place in range(nodes)),
        tuple(ties),
        3,
    )


def test_the_smallest_drawings_are_pictures(small_drawings: list[Drawing]) -> None:
    for drawing in small_drawings:
        picture(drawing)


@pytest.mark.parametrize(
    "drawing",
    [
        Timeline("", (), 0, 0),
        Timeline("x", (Lane("x", False, ()),), 0, 0),
        Matrix("", (), (), (), 0, 0),
        Web("", (), (), 0),
    ],
)
def test_nothing_is_a_picture_too(drawing: Drawing) -> None:
    picture(drawing)


@pytest.mark.parametrize(("lanes", "marks"), [(1, 2000), (5, 13), (14, 13), (14, 400), (30, 1)])
def test_full_timelines_fit(lanes: int, marks: int) -> None:
    picture(Timeline("漢字 " * 100, tuple(full_lane(place, marks) for place in range(lanes)), 1234567, 12))


@pytest.mark.parametrize("part", ["", "S2", "2x05", "a long part"])
@pytest.mark.parametrize(("columns", "names"), [(1, 1), (1, 20), (24, 1), (24, 20), (6, 8), (40, 40)])
def test_full_matrices_fit(columns: int, names: int, part: str) -> None:
    picture(full_matrix(columns, names, part, NAMES))
    picture(full_matrix(columns, names, part, ("Daredevil",), episodes=1))


@pytest.mark.parametrize("nodes", [1, 2, 3, 8, 24, 40])
@pytest.mark.parametrize("groups", [1, 5, 24])
def test_full_webs_fit(nodes: int, groups: int) -> None:
    picture(full_web(nodes, groups))


def test_equal_drawings_are_equal_bytes() -> None:
    assert png_of(full_web(9, 3)) == png_of(full_web(9, 3))
    assert png_of(full_matrix(9, 9, "S1", NAMES)) == png_of(full_matrix(9, 9, "S1", NAMES))


def test_drawings_that_differ_are_told_apart() -> None:
    lane = Lane("Claire Temple", True, (Mark(date(2015, 4, 10), date(2015, 4, 10), True, True, True),))
    seen = {
        png_of(Timeline("x", (Lane(lane.name, crossover, (Mark(day, day, True, sourced, here),)),), 0, 0))
        for day in (date(2015, 4, 10), date(2015, 9, 10))
        for crossover in HOMES
        for sourced in (True, False)
        for here in (True, False)
    }
    assert len(seen) == 24


def of_homes(*homes: bool | None, sourced: bool = True) -> tuple[Timeline, Matrix]:
    mark, column = Mark(DAY, DAY, True, sourced, True), Column("x", TitleKind.FILM, "", DAY)
    cells = tuple((Cell(2, sourced, home, True),) for home in homes)
    lanes = tuple(Lane("x", home, (mark,)) for home in homes)
    return Timeline("", lanes, 0, 0), Matrix("", (column,), ("x",) * len(homes), cells, 0, 0)


def of_groups(*groups: str, sourced: bool = True) -> Web:
    ties = tuple(Tie(0, place, 1, sourced) for place in range(1, len(groups)))
    return Web("", tuple(Node("x", group) for group in groups), ties, 0)


def written(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the lines below the picture, as they are written."""
    texts: set[str] = set()
    write = Card.write

    def noting(card: Card, place: tuple[float, float], text: str, *style: Any) -> None:
        texts.add(text)
        write(card, place, text, *style)

    monkeypatch.setattr(Card, "write", noting)
    png_of(drawing)
    monkeypatch.undo()
    return texts - {"x"}


@pytest.mark.parametrize("kind", [0, 1])
@pytest.mark.parametrize(
    ("homes", "words"),
    [
        ((None, None), set()),
        ((True,), {"crossover"}),
        ((False, None), {"at home", "home unknown"}),
        ((True, False, None), {"crossover", "at home", "home unknown"}),
    ],
)
def test_no_home_is_claimed_where_none_is_known(
    kind: int, homes: tuple[bool | None, ...], words: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = of_homes(*homes)[kind]
    told = {"crossover", "at home", "home unknown"} & written(drawing, monkeypatch)
    assert told == words
    colours = {colour for _, colour in picture(drawing).getcolors(10**6) or ()}
    assert {one for one in (CROSSOVER, HOME, NEUTRAL) if one in colours} == {
        {True: CROSSOVER, False: HOME, None: NEUTRAL}[home] for home in homes
    }


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (("", ""), set()),
        (("A", ""), {"A", "home unknown"}),
        (("", "A", "B"), {"A", "B", "home unknown"}),
        (("A", "A", ""), {"A", "within a title", "home unknown"}),
        (("A", "B"), {"A", "B", "across titles"}),
    ],
)
def test_a_tie_without_a_home_is_neither_across_titles_nor_within_one(
    groups: tuple[str, ...], words: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web = of_groups(*groups)
    assert written(web, monkeypatch) == words
    colours = {colour for _, colour in picture(web).getcolors(10**6) or ()}
    assert (CROSSOVER in colours, WITHIN in colours) == ("across titles" in words, "within a title" in words)
    assert QUIET in colours


UNVERIFIED = [*of_homes(True, None, sourced=False), of_groups("A", "", "B", sourced=False)]
VERIFIED = [*of_homes(True, None), of_groups("A", "", "B")]


@pytest.mark.parametrize(("drawing", "verified"), list(zip(UNVERIFIED, VERIFIED, strict=True)))
def test_where_nothing_is_verified_that_is_said_once(
    drawing: Drawing, verified: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(drawing, monkeypatch) == written(verified, monkeypatch) | {"nothing of this is verified"}
    one, other = picture(drawing), picture(verified)
    below = 100  # where the legend and that sentence stand
    area = (0, 0, one.width, other.height - below)
    assert one.crop(area).tobytes() == other.crop(area).tobytes()


def test_where_something_is_verified_the_rest_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = replace(UNVERIFIED[0], lanes=UNVERIFIED[0].lanes + VERIFIED[0].lanes)
    told = written(unsure, monkeypatch)
    assert "unverified" in told
    assert "nothing of this is verified" not in told


def test_titles_that_begin_alike_are_cut_where_they_differ() -> None:
    titles = ["Spider-Man: No Way Home", "Spider-Man: Brand New Day", "The Punisher", "The Punisher: One Last Kill"]
    assert [_short(title, titles, 240) for title in titles[:3]] == ["…No Way Home", "…Brand New Day", "The Punisher"]
    assert _short(titles[3], titles, 240).startswith("The Punisher: O")
    assert _short(titles[0], titles, 900) == titles[0]


ANY_NAME = st.text(st.characters(exclude_categories=()), max_size=120) | st.sampled_from(NAMES)
COUNT = st.integers(0, 10**9)
MARK = st.builds(
    lambda one, other, exact, sourced, here: Mark(
        min(one, other), one if exact else max(one, other), exact, sourced, here
    ),
    st.dates(),
    st.dates(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
LANE = st.builds(Lane, ANY_NAME, st.sampled_from(HOMES), st.lists(MARK, max_size=30).map(tuple))
TIMELINES = st.builds(Timeline, ANY_NAME, st.lists(LANE, max_size=16).map(tuple), COUNT, COUNT)
COLUMN = st.builds(
    Column, ANY_NAME, st.sampled_from(TitleKind), st.sampled_from(["", "S2", "2x05"]) | ANY_NAME, st.none() | st.dates()
)
CELL = st.builds(Cell, st.integers(0, 10_000), st.booleans(), st.sampled_from(HOMES), st.booleans())


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    columns = draw(st.lists(COLUMN, max_size=26).map(tuple))
    names = draw(st.lists(ANY_NAME, max_size=22).map(tuple))
    row = st.lists(st.none() | CELL, min_size=len(columns), max_size=len(columns)).map(tuple)
    cells = draw(st.lists(row, min_size=len(names), max_size=len(names)).map(tuple))
    return Matrix(draw(ANY_NAME), columns, names, cells, draw(COUNT), draw(COUNT))


@st.composite
def webs(draw: st.DrawFn) -> Web:
    nodes = draw(st.lists(st.builds(Node, ANY_NAME, st.just("") | ANY_NAME), max_size=26).map(tuple))
    place = st.integers(0, max(0, len(nodes) - 1))
    ties = draw(
        st.lists(st.builds(Tie, place, place, st.integers(1, 10**6), st.booleans()), max_size=40 if nodes else 0)
    )
    return Web(draw(ANY_NAME), nodes, tuple(ties), draw(COUNT))


@settings(deadline=None, max_examples=40)
@given(TIMELINES | matrices() | webs())
def test_any_drawing_is_a_picture_within_the_limits(drawing: Drawing) -> None:
    picture(drawing)


async def test_drawing_in_a_thread_leaves_the_event_loop_free() -> None:
    drawing = full_web(24, 5)
    png_of(drawing)
    gaps: list[float] = []
    while len(gaps) < 10 and min(gaps, default=1) >= 0.02:  # a busy machine makes gaps of its own
        gaps.append(await _largest_gap(drawing))
    assert min(gaps) < 0.02


async def _largest_gap(drawing: Drawing) -> float:
    largest, last = 0.0, time.perf_counter()
    work = asyncio.create_task(asyncio.to_thread(png_of, drawing))
    while not work.done():
        await asyncio.sleep(0)
        now = time.perf_counter()
        largest, last = max(largest, now - last), now
    return largest


def test_pillow_is_imported_with_the_first_picture_only() -> None:
    code = "import sys, bot.pictures; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
