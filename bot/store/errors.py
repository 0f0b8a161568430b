"""What a database can answer instead of a result, the same words for both engines."""

from bot.domain.errors import UserError


class ConstraintError(Exception):
    """A constraint of the schema refused a write; nothing of that write was kept."""


class ReadOnlyError(Exception):
    """A write was asked of a database, or a connection, that is for reading only."""


class UnavailableError(UserError):
    """The database cannot be reached, is full or damaged; whatever was asked did not happen, as far as can be known.

    The text is fit to be shown to anybody; the cause, with paths and addresses, is chained for the log.
    """

    def __init__(self) -> None:
        super().__init__("The bot cannot reach its memory right now and kept nothing; please try again in a minute.")
