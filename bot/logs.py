"""Logging: one line an event on standard error, with secrets cut out by their shape."""

import logging
import re
import sys
from types import TracebackType

_SECRETS = (
    re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),  # a bot's token
    re.compile(r"(?<=/webhooks/)\d+/[\w-]+"),  # also the address of an interaction's follow-ups
    re.compile(r"(?<=/interactions/)\d+/[\w-]+"),
    re.compile(r"(?<=://)[^/\s:]*:[^/\s]+(?=@)"),  # user and password of a database
)
_FORMAT = "%(asctime)s %(levelname)-8s %(name)s: %(message)s"


class SecretFreeFormatter(logging.Formatter):
    """Formats a record, its traceback too, without what looks like a secret, wherever it came from."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        return without_secrets(super().format(record))


def without_secrets(text: str) -> str:
    """Return a text in which every token, webhook address and password is replaced by stars."""
    for secret in _SECRETS:
        text = secret.sub("***", text)
    return text


def set_up_logs(level: int) -> None:
    """Send all logs from a level on to standard error, uncaught errors too.

    discord.py stays at INFO at the least: its DEBUG lines print interaction tokens.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SecretFreeFormatter(_FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("discord").setLevel(max(level, logging.INFO))
    logging.getLogger("discord.state").setLevel(logging.ERROR)  # it warns of the intents that are left out on purpose
    logging.getLogger("alembic").setLevel(logging.WARNING)
    sys.excepthook = _log_uncaught


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    logging.getLogger("bot").critical("the program ends by an error", exc_info=(kind, error, traceback))
