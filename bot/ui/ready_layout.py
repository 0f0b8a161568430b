"""A layout that is drawn already, as Discord takes it: for what is drawn again at every press.

A card of discord.py's own items takes 60 microseconds to build and 15 to turn into what is sent; this one takes a
fourth of that. Its parts are those of Components V2: a container (17), texts (10), a separator (14), rows (1) of
buttons (2).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from discord import ui

from bot.ui.layout import ACCENT
from bot.ui.wish_parts import LONGEST_LABEL, MOST_IN_A_ROW, Press, cut

Component = dict[str, Any]

_CONTAINER, _TEXT, _SEPARATOR, _ROW, _BUTTON = 17, 10, 14, 1, 2
_PRIMARY, _SECONDARY = 1, 2  # the styles of a button: for what a message is about, and for all else


class ReadyLayout(ui.LayoutView):
    """Components that are sent as they are; discord.py is told not to keep them."""

    def __init__(self, *components: Component) -> None:
        super().__init__(timeout=None)
        self._ready = list(components)
        self.stop()

    def to_components(self) -> list[Component]:
        """Return what is sent."""
        return self._ready

    def has_components_v2(self) -> bool:
        """Tell Discord to draw them as a layout."""
        return True


def text(content: str) -> Component:
    """Return a text."""
    return {"type": _TEXT, "content": content}


def container(parts: Iterable[Component], *, accent: bool) -> Component:
    """Return a container, with the accent of all answers or none."""
    drawn: Component = {"type": _CONTAINER, "spoiler": False, "components": list(parts)}
    return {**drawn, "accent_color": ACCENT.value} if accent else drawn


def footer(*notes: str) -> tuple[Component, ...]:
    """Return the quiet last line, of the notes that say something; nothing where none does."""
    told = " · ".join(filter(None, notes))
    return ({"type": _SEPARATOR, "divider": True, "spacing": 1}, text(f"-# {told}")) if told else ()


def gap() -> Component:
    """Return some air between two parts."""
    return {"type": _SEPARATOR, "divider": False, "spacing": 1}


def rows(presses: Sequence[Press], *, prominent: bool = False) -> Iterable[Component]:
    """Yield buttons in rows of five; those that a message is about are prominent."""
    style = _PRIMARY if prominent else _SECONDARY
    for at in range(0, len(presses), MOST_IN_A_ROW):
        yield {"type": _ROW, "components": [_button(press, style) for press in presses[at : at + MOST_IN_A_ROW]]}


def _button(press: Press, style: int) -> Component:
    return {
        "type": _BUTTON,
        "style": style,
        "label": cut(press.label, LONGEST_LABEL),
        "custom_id": press.custom_id,
        "disabled": False,
    }
