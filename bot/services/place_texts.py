"""A place in the fewest characters: a button's text has to hold it beside a universe and a character."""

import string

from bot.domain.cast import Place
from bot.domain.pack import TitleId

_DIGITS = string.digits + string.ascii_letters
_WIDTH = 4  # digits for every season up to 999 with every episode up to 9999: 62 to the fourth is 14 million
_EPISODES = 10_000


def place_text(place: Place | None) -> str:
    """Return four digits for season and episode, then the title; nothing for no place."""
    if place is None:
        return ""
    number = 0 if place.season is None else 1 + place.season * _EPISODES + (place.episode or 0)
    digits = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits + place.title


def place_from(text: str) -> Place | None:
    """Return the place of a text made by `place_text`; raises ValueError for another one."""
    if not text:
        return None
    number = 0
    for digit in text[:_WIDTH]:
        number = number * len(_DIGITS) + _DIGITS.index(digit)
    title = TitleId(text[_WIDTH:])
    if not title:
        raise ValueError(text)
    if number == 0:
        return Place(title)
    season, episode = divmod(number - 1, _EPISODES)
    return Place(title, season, episode or None)
