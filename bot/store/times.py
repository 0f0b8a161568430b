"""Moments as the tables keep them: UTC, ISO-8601 text of one width, so that text order is time order."""

from datetime import UTC, datetime


def moment_text(moment: datetime) -> str:
    """Return an aware moment as stored text; raise ValueError for a naive one, whose zone nobody knows."""
    if moment.tzinfo is None:
        message = f"a stored moment needs a time zone: {moment!r}"
        raise ValueError(message)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_from(text: str) -> datetime:
    """Return the moment, in UTC, that `moment_text` wrote."""
    return datetime.fromisoformat(text)
