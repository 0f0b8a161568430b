"""Away from home, at home, or of no known home: the colour of each, and its words in a legend."""

from collections.abc import Collection

from bot.pictures.palette import CROSSOVER, HOME, NEUTRAL, Colour

COLOURS: dict[bool | None, Colour] = {True: CROSSOVER, False: HOME, None: NEUTRAL}
"""By whether something is a crossover; None where no home is known."""
HOME_UNKNOWN = "home unknown"
WORDS: dict[bool | None, str] = {True: "crossover", False: "at home", None: HOME_UNKNOWN}


def told(occurring: Collection[bool | None]) -> list[bool | None]:
    """Return what a legend names: that no home is known only beside what has one."""
    return [one for one in WORDS if one in occurring and (one is not None or len(occurring) > 1)]


def foremost(occurring: Collection[bool | None]) -> bool | None:
    """Return which one stands for all in the sample of another sign."""
    return next((one for one in WORDS if one in occurring), None)
