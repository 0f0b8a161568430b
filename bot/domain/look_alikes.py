"""Stands in for a moment."""

from bot.domain.names import fold


def skeleton_of(text: str) -> str:
    """Return it."""
    return fold(text)
