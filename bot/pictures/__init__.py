"""Drawings become PNG bytes: pure, synchronous and the same bytes for equal values; call it in a thread."""

from bot.domain.drawings import Drawing


def png_of(drawing: Drawing) -> bytes:
    """Return the picture of a drawing as a PNG."""
    from bot.pictures.drawing import draw  # noqa: PLC0415 - Pillow costs a start that draws nothing

    return draw(drawing)
