"""The settings: the only reader of the environment and of the `.env` file beside the code."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from bot.domain.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[1]
"""The checkout; relative paths in settings start here, whatever the working directory is."""

_LEVELS = ("INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Paths are absolute; `database` may be a `postgresql://` URL instead."""

    token: str = field(repr=False)
    database: str
    facts: Path
    log_level: int
    discord_api: str


VARIABLES: Mapping[str, str] = {
    "DISCORD_TOKEN": "",
    "GUESTSTAR_DATABASE": "var/gueststar.db",
    "GUESTSTAR_FACTS": "data",
    "GUESTSTAR_LOG_LEVEL": "INFO",
    "GUESTSTAR_DISCORD_API": "https://discord.com/api/v10",
}
"""Every variable with its default; an empty value counts as the default."""


def read_settings(env_file: Path = ROOT / ".env", environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings: the environment first, then the file, then the defaults.

    Raises ConfigurationError, one sentence, for a value that cannot be used.
    """
    in_file = _file_values(env_file)
    values = {name: _stated(name, environment, in_file) or default for name, default in VARIABLES.items()}
    return Settings(
        token=_token(values["DISCORD_TOKEN"]),
        database=_database(values["GUESTSTAR_DATABASE"]),
        facts=_path("GUESTSTAR_FACTS", values["GUESTSTAR_FACTS"]),
        log_level=_level(values["GUESTSTAR_LOG_LEVEL"]),
        discord_api=_address(values["GUESTSTAR_DISCORD_API"]),
    )


def _stated(name: str, *places: Mapping[str, str | None]) -> str:
    """Return the first value that is not empty: an empty variable does not hide the file's."""
    return next((value for place in places if (value := (place.get(name) or "").strip())), "")


def _file_values(env_file: Path) -> dict[str, str | None]:
    try:
        return dotenv_values(env_file, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The settings file {env_file} cannot be read: {error}.") from None


def _token(value: str) -> str:
    if not value.isascii() or any(character.isspace() for character in value):
        raise ConfigurationError("DISCORD_TOKEN holds spaces or letters no token has; copy it again from the portal.")
    return value


def _database(value: str) -> str:
    if "://" in value and not value.startswith(("postgresql://", "postgres://")):
        raise ConfigurationError("GUESTSTAR_DATABASE must be the path of a file or a postgresql:// address.")
    return value if "://" in value else str(_path("GUESTSTAR_DATABASE", value))


def _path(variable: str, value: str) -> Path:
    try:
        return ROOT / Path(value).expanduser()
    except RuntimeError:  # ~somebody, who has no home here
        raise ConfigurationError(f"{variable} is “{value}”, but there is no such home; write the path out.") from None


def _level(value: str) -> int:
    if value.upper() not in _LEVELS:
        raise ConfigurationError(f"GUESTSTAR_LOG_LEVEL is “{value}”; it can be {', '.join(_LEVELS)}.")
    return logging.getLevelNamesMapping()[value.upper()]


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ConfigurationError(f"GUESTSTAR_DISCORD_API is “{value}”; it must be an http or https address.")
    return value.rstrip("/")
