"""Which picture a drawing becomes."""

from bot.domain.drawings import Drawing, Matrix, Timeline
from bot.pictures.matrix import draw_matrix
from bot.pictures.timeline import draw_timeline
from bot.pictures.web import draw_web


def draw(drawing: Drawing) -> bytes:
    """Return the picture of a drawing as a PNG."""
    if isinstance(drawing, Timeline):
        return draw_timeline(drawing)
    if isinstance(drawing, Matrix):
        return draw_matrix(drawing)
    return draw_web(drawing)
