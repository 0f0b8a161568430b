import asyncio
import subprocess
import sys
import time
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.drawings import Cell, Column, Drawing, Lane, Mark, Matrix, Node, Tie, Timeline, Web
from bot.domain.pack import TitleKind
from bot.pictures import png_of
from bot.pictures.card import TALLEST
from bot.pictures.palette import CARD

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
    return Lane(NAMES[place % len(NAMES)], place % 2 == 0, (*exact, *spans))


def full_matrix(columns: int, names: int, part: str, titles: tuple[str, ...], episodes: int = 13) -> Matrix:
    cells = [
        [
            Cell((row * column) % (episodes + 1), row % 3 > 0, column % 2 > 0, (row + column) % 7 > 0)
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
        for crossover in (True, False)
        for sourced in (True, False)
        for here in (True, False)
    }
    assert len(seen) == 16


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
LANE = st.builds(Lane, ANY_NAME, st.booleans(), st.lists(MARK, max_size=30).map(tuple))
TIMELINES = st.builds(Timeline, ANY_NAME, st.lists(LANE, max_size=16).map(tuple), COUNT, COUNT)
COLUMN = st.builds(
    Column, ANY_NAME, st.sampled_from(TitleKind), st.sampled_from(["", "S2", "2x05"]) | ANY_NAME, st.none() | st.dates()
)
CELL = st.builds(Cell, st.integers(0, 10_000), st.booleans(), st.booleans(), st.booleans())


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    columns = draw(st.lists(COLUMN, max_size=26).map(tuple))
    names = draw(st.lists(ANY_NAME, max_size=22).map(tuple))
    row = st.lists(st.none() | CELL, min_size=len(columns), max_size=len(columns)).map(tuple)
    cells = draw(st.lists(row, min_size=len(names), max_size=len(names)).map(tuple))
    return Matrix(draw(ANY_NAME), columns, names, cells, draw(COUNT), draw(COUNT))


@st.composite
def webs(draw: st.DrawFn) -> Web:
    nodes = draw(st.lists(st.builds(Node, ANY_NAME, ANY_NAME), max_size=26).map(tuple))
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
