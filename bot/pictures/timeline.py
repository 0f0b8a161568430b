"""Draw a timeline: a line for each lane, a sign for each episode on its day."""

from dataclasses import replace

from PIL import Image

from bot.domain.drawings import Lane, Mark, Timeline
from bot.domain.timelines import MOST_LANES
from bot.pictures.card import (
    MARGIN,
    NAME_SIZE,
    NOTHING_VERIFIED,
    SMALL_SIZE,
    TALLEST,
    Card,
    Frame,
    Key,
    counted,
    frame_of,
    is_unverified,
    stamped,
)
from bot.pictures.homes import COLOURS, WORDS, foremost, told
from bot.pictures.palette import BAND, LINE, QUIET, TEXT
from bot.pictures.signs import Shape, sign
from bot.pictures.text import cut, width_of
from bot.pictures.timeline_layout import AXIS, Plan, Track, plan_of

_KEY = 24
_WIDEST_NAME = 280
_SHAPES = {True: Shape.DIAMOND, False: Shape.DISC, None: Shape.SQUARE}


def draw_timeline(timeline: Timeline) -> bytes:
    """Return the picture of a timeline."""
    lanes = timeline.lanes[:MOST_LANES]
    unverified = is_unverified(mark.sourced for lane in lanes for mark in lane.marks)
    if unverified:
        lanes = tuple(map(_as_sourced, lanes))
    notes = (
        NOTHING_VERIFIED if unverified else "",
        _more(timeline.left_out + len(timeline.lanes) - len(lanes)),
        counted(timeline.undated, "place without a known day", "places without a known day"),
    )
    frame = frame_of(timeline.heading, _legend(lanes), notes)
    names = min(_WIDEST_NAME, max((width_of(lane.name, NAME_SIZE) for lane in lanes), default=0)) + 16
    plan = plan_of(lanes, MARGIN, frame.width - MARGIN, names, TALLEST - frame.top - frame.below)
    card = frame.card(plan.height)
    _draw_bands(card, frame, plan)
    for track in plan.tracks:
        _draw_track(card, frame, plan, track)
    return card.png()


def _as_sourced(lane: Lane) -> Lane:
    return replace(lane, marks=tuple(replace(mark, sourced=True) for mark in lane.marks))


def _more(count: int) -> str:
    return counted(count, "more is not shown", "more are not shown")


def _draw_bands(card: Card, frame: Frame, plan: Plan) -> None:
    bottom = frame.top + plan.height - 8
    for place, band in enumerate(plan.bands):
        if place % 2 == 0:
            card.pen.rectangle((round(band.left), frame.top, round(band.right) - 1, bottom), fill=BAND)
        width = width_of(band.name, SMALL_SIZE)
        if width <= band.right - band.left - 8:
            card.write((band.left + 8, frame.top + AXIS / 2), band.name, SMALL_SIZE, QUIET)


def _draw_track(card: Card, frame: Frame, plan: Plan, track: Track) -> None:
    line, size = frame.top + track.line, plan.diameter
    room, indent = (round(plan.left) - MARGIN - 16, 0) if plan.is_beside else (frame.inside - 16, 8)
    card.write((MARGIN + indent, frame.top + track.name), cut(track.lane.name, NAME_SIZE, room), NAME_SIZE, TEXT)
    card.pen.line((plan.left, line, frame.width - MARGIN - 1, line), fill=LINE, width=2)
    colour = COLOURS[track.lane.crossover]
    for dot in track.dots:
        middle = line - (dot.level + 0.5) * (size + 2)
        card.stamp(_sign(track.lane, dot.mark, size), (dot.x, middle), colour)
    for bar in track.bars:
        middle = line - (bar.level + 0.5) * (size + 2)
        mask = sign(Shape.BAR, round(bar.right - bar.left), size - 2, hollow=not bar.mark.sourced)
        card.stamp(mask, ((bar.left + bar.right) / 2, middle), colour)


def _sign(lane: Lane, mark: Mark, size: int) -> Image.Image:
    shape = _SHAPES[lane.crossover] if mark.here else Shape.CROSS
    return sign(shape, size, size, hollow=not mark.sourced)


def _legend(lanes: tuple[Lane, ...]) -> list[Key]:
    """Return what the signs mean, of those that occur."""
    seen = [(lane.crossover, mark) for lane in lanes for mark in lane.marks]
    keys = [(WORDS[one], sign(_SHAPES[one], _KEY, _KEY), one) for one in told({one for one, _ in seen})]
    spans = {one for one, mark in seen if not mark.exact}
    if spans:
        keys.append(("episodes unknown", sign(Shape.BAR, 52, 18), foremost(spans)))
    mentions = {one for one, mark in seen if mark.exact and not mark.here}
    if mentions:
        keys.append(("mentioned", sign(Shape.CROSS, _KEY, _KEY), foremost(mentions)))
    unverified = {one for one, mark in seen if not mark.sourced}
    if unverified:
        one = foremost(unverified)
        keys.append(("unverified", sign(_SHAPES[one], _KEY, _KEY, hollow=True), one))
    return [Key(text, mask.width, stamped(mask, COLOURS[one])) for text, mask, one in keys]
