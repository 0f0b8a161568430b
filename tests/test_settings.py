import logging
from pathlib import Path

import pytest

from bot.domain.errors import ConfigurationError
from bot.settings import ROOT, VARIABLES, Settings, read_settings

TOKEN = "not-a-real-token"


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def read(env_file: Path, text: str | None = None, **environment: str) -> Settings:
    if text is not None:
        env_file.write_text(text, encoding="utf-8")
    return read_settings(env_file, environment)


def sentence(env_file: Path, **environment: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read_settings(env_file, environment)
    words = str(caught.value)
    assert words.splitlines() == [words]
    assert words.endswith(".")
    return words


def test_without_anything_stated_the_defaults_count(env_file: Path) -> None:
    assert read(env_file) == Settings(
        token="",
        database=str(ROOT / "var/gueststar.db"),
        facts=ROOT / "data",
        log_level=logging.INFO,
        discord_api="https://discord.com/api/v10",
    )


def test_the_environment_comes_before_the_file_and_the_file_before_the_defaults(env_file: Path) -> None:
    settings = read(
        env_file,
        "DISCORD_TOKEN=from-file\nGUESTSTAR_LOG_LEVEL=ERROR\n",
        DISCORD_TOKEN="from-environment",
    )
    assert settings.token == "from-environment"
    assert settings.log_level == logging.ERROR
    assert settings.facts == ROOT / "data"


@pytest.mark.parametrize("empty", ["", "  ", "\t"])
def test_an_empty_value_is_the_default(env_file: Path, empty: str) -> None:
    stated = dict.fromkeys(VARIABLES, empty)
    assert read(env_file, **stated) == read(env_file)
    assert read(env_file, "".join(f"{name}={empty}\n" for name in VARIABLES)) == read(env_file)


def test_a_name_without_a_value_is_the_default(env_file: Path) -> None:
    assert read(env_file, "DISCORD_TOKEN\nGUESTSTAR_LOG_LEVEL\n").log_level == logging.INFO


def test_the_file_may_have_comments_quotes_and_other_peoples_variables(env_file: Path) -> None:
    settings = read(env_file, f'# mine\nexport DISCORD_TOKEN="{TOKEN}" # secret\nPATH=/nowhere\nOTHER=${{HOME}}\n')
    assert settings.token == TOKEN


def test_nothing_is_put_into_a_value_from_the_environment(env_file: Path) -> None:
    assert read(env_file, "GUESTSTAR_FACTS=/facts/${HOME}\n").facts == Path("/facts/${HOME}")


@pytest.mark.parametrize("token", ["two words", "tokén", "a\u200bb", "a\nb"])
def test_a_token_that_cannot_be_one_is_one_sentence_that_does_not_tell_it(env_file: Path, token: str) -> None:
    words = sentence(env_file, DISCORD_TOKEN=token)
    assert words.startswith("DISCORD_TOKEN holds spaces or letters no token has")
    assert token not in words


@pytest.mark.parametrize("level", ["DEBUG", "loud", "10"])
def test_a_level_that_there_is_not_is_one_sentence(env_file: Path, level: str) -> None:
    words = sentence(env_file, GUESTSTAR_LOG_LEVEL=level)
    assert words == f"GUESTSTAR_LOG_LEVEL is “{level}”; it can be INFO, WARNING, ERROR."


def test_a_level_may_be_in_small_letters(env_file: Path) -> None:
    assert read(env_file, GUESTSTAR_LOG_LEVEL="warning").log_level == logging.WARNING


@pytest.mark.parametrize("address", ["discord.com", "ftp://discord.com", "://"])
def test_an_address_that_is_none_is_one_sentence(env_file: Path, address: str) -> None:
    assert sentence(env_file, GUESTSTAR_DISCORD_API=address) == (
        f"GUESTSTAR_DISCORD_API is “{address}”; it must be an http or https address."
    )


def test_an_address_ends_without_a_slash(env_file: Path) -> None:
    assert read(env_file, GUESTSTAR_DISCORD_API="http://127.0.0.1:8080/api/").discord_api == "http://127.0.0.1:8080/api"


def test_relative_paths_start_at_the_checkout_whatever_the_working_directory_is(
    env_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read(env_file, GUESTSTAR_DATABASE="here/a.db", GUESTSTAR_FACTS="there")
    assert settings.database == str(ROOT / "here/a.db")
    assert settings.facts == ROOT / "there"


def test_absolute_paths_and_the_home_folder_are_taken_as_they_are(
    env_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    settings = read(env_file, GUESTSTAR_DATABASE="/srv/a.db", GUESTSTAR_FACTS="~/facts")
    assert settings.database == "/srv/a.db"
    assert settings.facts == tmp_path / "facts"


def test_a_database_may_be_an_address(env_file: Path) -> None:
    url = "postgresql://user:secret@host/name"
    assert read(env_file, GUESTSTAR_DATABASE=url).database == url


def test_a_file_that_is_not_text_is_one_sentence_that_does_not_tell_what_is_in_it(env_file: Path) -> None:
    env_file.write_bytes(b"DISCORD_TOKEN=not-a-real-token\xff\xfe\n")
    words = sentence(env_file)
    assert words.startswith(f"The settings file {env_file} cannot be read: ")
    assert TOKEN not in words


def test_a_file_that_may_not_be_read_is_one_sentence(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    env_file.write_text("", encoding="utf-8")
    monkeypatch.setattr("bot.settings.dotenv_values", refuse)  # root may read everything
    assert "cannot be read: [Errno 13] Permission denied." in sentence(env_file)


def test_a_folder_in_the_place_of_the_file_is_no_file(env_file: Path) -> None:
    env_file.mkdir()
    assert read(env_file).token == ""


@pytest.mark.parametrize("variable", ["GUESTSTAR_DATABASE", "GUESTSTAR_FACTS"])
def test_the_home_of_nobody_is_one_sentence(env_file: Path, variable: str) -> None:
    assert variable in sentence(env_file, **{variable: "~no-such-person/x"})


def test_a_file_saved_with_a_byte_order_mark_is_read(env_file: Path) -> None:
    assert read(env_file, f"\ufeffDISCORD_TOKEN={TOKEN}\n").token == TOKEN


def test_settings_do_not_print_the_token(env_file: Path) -> None:
    assert TOKEN not in repr(read(env_file, DISCORD_TOKEN=TOKEN))


def test_every_variable_is_read(env_file: Path) -> None:
    stated = {
        "DISCORD_TOKEN": "t",
        "GUESTSTAR_DATABASE": "/d",
        "GUESTSTAR_FACTS": "/f",
        "GUESTSTAR_LOG_LEVEL": "ERROR",
        "GUESTSTAR_DISCORD_API": "http://a",
    }
    assert set(stated) == set(VARIABLES)
    assert read(env_file, **stated) == Settings("t", "/d", Path("/f"), logging.ERROR, "http://a")
