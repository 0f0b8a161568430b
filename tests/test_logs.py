import logging
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import SecretFreeFormatter, set_up_logs, without_secrets

# Made up, in the shape that real ones have.
TOKEN = "M" + "TA0" * 8 + ".G" + "aBc-d" + "." + "x_Y-9" * 7 + "zzz"
SHORT_TOKEN = "N" * 24 + "." + "abcdef" + "." + "q" * 27
WEBHOOK = "https://discord.com/api/v10/webhooks/123456789012345678/" + "hook-Secret_" * 5
INTERACTION = "/interactions/123456789012345678/" + "aW50ZXJhY3Rpb24-Secret_" * 6
SECRETS = {
    TOKEN: TOKEN,
    SHORT_TOKEN: SHORT_TOKEN,
    f"Authorization: Bot {TOKEN}": TOKEN,
    WEBHOOK: "hook-Secret_",
    f"{WEBHOOK}/messages/@original?with_components=true": "hook-Secret_",
    f"POST {INTERACTION}/callback": "-Secret_",
    "postgresql://user:pass-Secret@host:5432/name": "pass-Secret",
    "postgres://user.name:pass%40Secret@host/name": "Secret",
}


@pytest.fixture(autouse=True)
def same_logging_afterwards() -> Iterator[None]:
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("discord", "discord.state", "alembic")}
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def formatted(message: str, *args: object, exc_info: object = None, stack: str | None = None) -> str:
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, exc_info, None, stack)
    return SecretFreeFormatter("%(levelname)s %(message)s").format(record)


def fail(text: str) -> None:
    try:
        int(text)
    except ValueError as cause:
        raise RuntimeError(f"could not: {text}") from cause


@pytest.mark.parametrize(("text", "secret"), SECRETS.items())
def test_a_secret_never_survives_in_a_message_its_arguments_or_a_stack(text: str, secret: str) -> None:
    for line in (
        formatted(text),
        formatted("got %s and %r", text, {"key": text}),
        formatted("x", stack=f"Stack:\n  {text}"),
    ):
        assert secret not in line
        assert "***" in line


@pytest.mark.parametrize(("text", "secret"), SECRETS.items())
def test_a_secret_never_survives_in_a_traceback(text: str, secret: str) -> None:
    try:
        fail(text)
    except RuntimeError:
        line = formatted("failed", exc_info=sys.exc_info())
    assert "Traceback" in line
    assert "ValueError" in line
    assert secret not in line


@given(
    st.text(st.characters(categories=(), include_characters="ab :/@\"'=\n"), max_size=20),
    st.sampled_from(sorted(SECRETS.items())),
    st.text(st.characters(categories=(), include_characters=" \"'\n,;)"), min_size=1, max_size=20),
)
def test_a_secret_never_survives_whatever_stands_around_it(before: str, secret: tuple[str, str], after: str) -> None:
    text, hidden = secret
    assert hidden not in without_secrets(f"{before}{text}{after}")


@pytest.mark.parametrize(
    "text",
    [
        "loaded facts defenders-saga 2026.11.1",
        "reference a1b2c3: an interaction failed",
        "https://discord.com/api/v10/gateway/bot",
        "File /srv/gueststar/bot/store/sqlite_opening.py, line 12, in open_database",
        "postgresql://host:5432/name",
        "mail to a:b@c",
        "2026-11-22 18:01:40 1.2.3.4",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize("url", ["postgresql://:Secret@host/name", "postgresql://user:a@Secret@host/name"])
def test_a_password_without_a_user_or_with_an_at_sign_does_not_survive(url: str) -> None:
    assert "Secret" not in without_secrets(url)


def test_logs_go_to_standard_error_in_one_line_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.INFO)
    logging.getLogger("anything").info("the token is %s", TOKEN)
    logging.getLogger("anything").debug("quiet")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("INFO     anything: the token is ***\n")
    assert err.count("\n") == 1


def test_discord_never_logs_its_details_and_its_complaints_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.DEBUG)
    logging.getLogger("discord.gateway").debug("%s", INTERACTION)
    logging.getLogger("discord.state").warning("Guilds intent seems to be disabled.")
    logging.getLogger("discord.http").warning("rate limited")
    err = capsys.readouterr().err
    assert "interactions" not in err
    assert "intent" not in err
    assert "rate limited" in err


def test_an_uncaught_error_is_logged_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.ERROR)
    try:
        fail(TOKEN)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    err = capsys.readouterr().err
    assert "CRITICAL bot: the program ends by an error" in err
    assert "Traceback" in err
    assert TOKEN not in err


def test_setting_up_logs_twice_logs_once(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.INFO)
    set_up_logs(logging.INFO)
    logging.getLogger("anything").info("once")
    assert capsys.readouterr().err.count("once") == 1
