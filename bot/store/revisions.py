"""Which revision of the schema this code needs, known without importing SQLAlchemy or Alembic."""

from pathlib import Path

from bot.domain.errors import ConfigurationError

HEAD = "0005"  # the newest file in migrations/versions; a test holds the two equal
BASE = "base"  # Alembic's word for a database without tables

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

STORED_REVISION = "SELECT version_num FROM alembic_version"


def is_due(stored: str | None, where: str) -> bool:
    """Return whether a migration is due from `stored` (None: no tables yet).

    Raises a ConfigurationError, which names the database as `where`, for a revision that is newer or not ours.
    """
    if stored is not None and not (stored.isascii() and stored.isdigit()):
        message = f"{where} belongs to another program (its schema is {stored!r}): choose another database."
        raise ConfigurationError(message)
    if stored is not None and stored > HEAD:
        message = f"{where} was written by a newer version (schema {stored}, here {HEAD}): update this program."
        raise ConfigurationError(message)
    return stored != HEAD
