"""Draw a timeline: a line for each lane, a sign for each episode on its day."""

from PIL import Image

from bot.domain.drawings import Lane, Mark, Timeline
from bot.pictures.card import MARGIN, NAME_SIZE, SMALL_SIZE, TALLEST, Card, Frame, Key, counted, frame_of, stamped
from bot.pictures.palette import BAND, CROSSOVER, HOME, LINE, QUIET, TEXT, Colour
from bot.pictures.signs import Shape, sign
from bot.pictures.text import cut, width_of
from bot.pictures.timeline_layout import AXIS, Plan, Track, plan_of

MOST_LANES = 14
_KEY = 24
_WIDEST_NAME = 280


def draw_timeline(timeline: Timeline) -> bytes:
    """Return the picture of a timeline."""
    lanes = timeline.lanes[:MOST_LANES]
    notes = (
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
    colour = _colour(track.lane)
    for dot in track.dots:
        middle = line - (dot.level + 0.5) * (size + 2)
        card.stamp(_sign(track.lane, dot.mark, size), (dot.x, middle), colour)
    for bar in track.bars:
        rows = (bar.level + 0.5) * (size + 2)
        middle = line + rows + 2 if track.dots else line - rows
        mask = sign(Shape.BAR, round(bar.right - bar.left), size - 2, hollow=not bar.mark.sourced)
        card.stamp(mask, ((bar.left + bar.right) / 2, middle), colour)


def _colour(lane: Lane) -> Colour:
    return CROSSOVER if lane.crossover else HOME


def _sign(lane: Lane, mark: Mark, size: int) -> Image.Image:
    shape = Shape.CROSS if not mark.here else Shape.DIAMOND if lane.crossover else Shape.DISC
    return sign(shape, size, size, hollow=not mark.sourced)


def _legend(lanes: tuple[Lane, ...]) -> list[Key]:
    """Return what the signs mean, of those that occur."""
    seen = {(lane.crossover, mark.exact, mark.here, mark.sourced) for lane in lanes for mark in lane.marks}
    crossover = any(key[0] for key in seen)
    colour = CROSSOVER if crossover else HOME
    shape = Shape.DIAMOND if crossover else Shape.DISC
    keys = [
        (crossover, "crossover", sign(Shape.DIAMOND, _KEY, _KEY), CROSSOVER),
        (any(not key[0] for key in seen), "at home", sign(Shape.DISC, _KEY, _KEY), HOME),
        (any(not key[1] for key in seen), "episodes unknown", sign(Shape.BAR, 52, 18), colour),
        (any(key[1] and not key[2] for key in seen), "mentioned", sign(Shape.CROSS, _KEY, _KEY), colour),
        (any(not key[3] for key in seen), "unverified", sign(shape, _KEY, _KEY, hollow=True), colour),
    ]
    return [Key(text, mask.width, stamped(mask, colour)) for occurs, text, mask, colour in keys if occurs]
