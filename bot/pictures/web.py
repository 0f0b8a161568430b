"""Draw a web: characters around an oval, a curve between those who share episodes."""

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from bot.domain.drawings import Node, Tie, Web
from bot.domain.maps import MOST_NODES
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
)
from bot.pictures.homes import HOME_UNKNOWN
from bot.pictures.palette import CARD, CROSSOVER, GROUPS, INK, QUIET, WITHIN, Colour
from bot.pictures.signs import Shape, sign
from bot.pictures.text import cut, width_of, wrap
from bot.pictures.web_layout import RADIUS, Point, Ring, Spot, curve, letters_of, ribbon, ring_of, thickness

_FINER = 2
"""Ties are drawn so many times larger and then reduced."""
_EDGE = 3.0
_LETTER_SIZE = 26
_KEY_LINE = 36
_KEY_RADIUS = 18
_NAME_WRAPS = 200
"""Wider names go on in a second line."""
_NAME_LINE = 33
_LONGEST_GROUP = 240
_LAYERS = (WITHIN, QUIET, CROSSOVER)
"""What ties are drawn in: those inside groups, below those of nodes without one, below those between groups."""


def draw_web(web: Web) -> bytes:
    """Return the picture of a web."""
    nodes = web.nodes[:MOST_NODES]
    ties = [tie for tie in web.ties if min(tie.first, tie.second) >= 0 and max(tie.first, tie.second) < len(nodes)]
    unverified = is_unverified(tie.sourced for tie in ties)
    if unverified:
        ties = [replace(tie, sourced=True) for tie in ties]
    notes = (
        NOTHING_VERIFIED if unverified else "",
        counted(web.left_out + len(web.nodes) - len(nodes), "more is not shown", "more are not shown"),
        counted(web.ties_left_out, "weaker tie is not drawn", "weaker ties are not drawn"),
    )
    letters = letters_of(nodes)
    frame = frame_of(web.heading, _legend(nodes, ties, letters), notes)
    names = [wrap(node.name, NAME_SIZE, _NAME_WRAPS, 2) for node in nodes]
    widths = [max((width_of(line, NAME_SIZE) for line in lines), default=0) for lines in names]
    ring = ring_of(widths, frame.inside, TALLEST - frame.top - frame.below)
    card = frame.card(ring.height)
    _draw_ties(card, frame, ring, nodes, ties)
    for node, spot, lines in zip(nodes, ring.spots, names, strict=True):
        _draw_node(card, (MARGIN + spot.x, frame.top + spot.y), letters.get(node.group, ""))
        _draw_name(card, frame, spot, lines if len(nodes) > 1 else wrap(node.name, NAME_SIZE, round(spot.room), 2))
    return card.png()


def _draw_name(card: Card, frame: Frame, spot: Spot, lines: Sequence[str]) -> None:
    top = frame.top + spot.y - (len(lines) - 1) / 2 * _NAME_LINE
    for place, line in enumerate(lines):
        start = MARGIN + spot.name - (0 if spot.is_right else width_of(line, NAME_SIZE))
        card.write((start, top + place * _NAME_LINE), line, NAME_SIZE)


def _draw_node(card: Card, place: tuple[float, float], letter: str, radius: int = RADIUS) -> None:
    card.stamp(sign(Shape.DISC, 2 * radius + 8, 2 * radius + 8), place, CARD)
    colour = _colour(letter)
    card.stamp(sign(Shape.DISC, 2 * radius, 2 * radius), place, colour)
    if letter:
        card.write_centred(place, letter, _LETTER_SIZE, INK)
    else:
        card.stamp(sign(Shape.DISC, 2 * radius - 8, 2 * radius - 8), place, CARD)


def _colour(letter: str) -> Colour:
    return GROUPS[(ord(letter) - ord("A")) % len(GROUPS)] if letter else QUIET


def _draw_ties(card: Card, frame: Frame, ring: Ring, nodes: Sequence[Node], ties: Sequence[Tie]) -> None:
    """Draw the ties in their layers, each with a dark edge."""
    if not ties:
        return
    masks = {_colour_of(nodes, tie): Image.new("L", (ring.width * _FINER, ring.height * _FINER)) for tie in ties}
    colours = [colour for colour in _LAYERS if colour in masks]
    least = min(tie.shared for tie in ties)
    pens = [ImageDraw.Draw(masks[colour]) for colour in colours]
    layered = [(colours.index(_colour_of(nodes, tie)), tie) for tie in ties]
    for layer, tie in sorted(layered, key=lambda own: (own[0], own[1].shared, own[1].first, own[1].second)):
        points = curve(ring.spots[tie.first], ring.spots[tie.second], ring.middle, 1 if tie.sourced else 2)
        width = thickness(tie.shared / least, len(ties))
        for pen in pens[: layer + 1]:
            _draw_line(pen, points, width + _EDGE, 0)
        _draw_line(pens[layer], points, width, 255, is_dashed=not tie.sourced)
    for colour in colours:
        card.image.paste(colour, (MARGIN, frame.top), masks[colour].reduce(_FINER))


def _draw_line(
    pen: ImageDraw.ImageDraw, points: Sequence[Point], width: float, fill: int, *, is_dashed: bool = False
) -> None:
    fine = [(x * _FINER, y * _FINER) for x, y in points]
    pieces = [fine[place : place + 2] for place in range(0, len(fine) - 1, 2)] if is_dashed else [fine]
    for piece in pieces:
        pen.polygon(ribbon(piece, width * _FINER), fill=fill)


def _colour_of(nodes: Sequence[Node], tie: Tie) -> Colour:
    """Return what a tie is drawn in: neither across titles nor within one where a home is not known."""
    one, other = nodes[tie.first].group, nodes[tie.second].group
    if not (one and other):
        return QUIET
    return WITHIN if one == other else CROSSOVER


def _legend(nodes: Sequence[Node], ties: Sequence[Tie], letters: dict[str, str]) -> list[Key]:
    """Return the groups and what the ties mean, of those that occur."""
    groups = [
        Key(
            cut(group, SMALL_SIZE, _LONGEST_GROUP),
            2 * _KEY_RADIUS,
            lambda card, place, letter=letter: _draw_node(card, place, letter, _KEY_RADIUS),
        )
        for group, letter in letters.items()
    ]
    if groups and not all(node.group for node in nodes):
        groups.append(_unknown_key(has_ties=any(_colour_of(nodes, tie) == QUIET for tie in ties)))
    colours = {_colour_of(nodes, tie) for tie in ties}
    unverified = {_colour_of(nodes, tie) for tie in ties if not tie.sourced}
    lines = [
        (CROSSOVER in colours, "across titles", CROSSOVER, 6.0, False),
        (WITHIN in colours, "within a title", WITHIN, 6.0, False),
        (bool(unverified), "unverified", max(unverified, default=QUIET, key=_LAYERS.index), 4.0, True),
        (len({tie.shared for tie in ties}) > 1, "wider: more", QUIET, 12.0, False),
    ]
    return groups + [
        _line_key(text, colour, width, is_dashed=dashed) for on, text, colour, width, dashed in lines if on
    ]


def _unknown_key(*, has_ties: bool) -> Key:
    """Return the sign of a node without a group, with a tie if there is one."""

    def draw(card: Card, place: tuple[float, float]) -> None:
        x, y = place
        if has_ties:
            line.draw(card, (x + _KEY_RADIUS, y))
            x -= _KEY_LINE / 2
        _draw_node(card, (x, y), "", _KEY_RADIUS)

    line = _line_key("", QUIET, 6.0, is_dashed=False)
    return Key(HOME_UNKNOWN, 2 * _KEY_RADIUS + (_KEY_LINE if has_ties else 0), draw)


def _line_key(text: str, colour: Colour, width: float, *, is_dashed: bool) -> Key:
    def draw(card: Card, place: tuple[float, float]) -> None:
        mask = Image.new("L", (_KEY_LINE * _FINER, 20 * _FINER))
        steps = 8
        points = [(_KEY_LINE * step / steps, 10.0) for step in range(steps + 1)]
        _draw_line(ImageDraw.Draw(mask), points, width, 255, is_dashed=is_dashed)
        card.stamp(mask.reduce(_FINER), place, colour)

    return Key(text, _KEY_LINE, draw)
