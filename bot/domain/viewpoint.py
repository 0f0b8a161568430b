"""What the asker may see."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Everything, or only what was released by a date (that day included)."""

    released_by: date | None = None

    def allows(self, released: date | None) -> bool:
        """Tell whether something released then may be seen; an unknown date is hidden from a dated viewpoint."""
        return self.released_by is None or (released is not None and released <= self.released_by)


EVERYTHING = Viewpoint()
