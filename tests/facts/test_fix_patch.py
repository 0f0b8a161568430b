"""What people sent becomes TOML that can be pasted, and nothing of what they typed leaves its comment."""

import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import Catalogue
from bot.domain.fixes import Fix, FixId, Report, Subject
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.facts.fix_patch import patch_lines
from bot.facts.reading import check_pack, read_pack
from tests.conftest import make_pack

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HARBOUR = UniverseId("harbour")
CATALOGUES = {HARBOUR: Catalogue(make_pack())}
SHIPPED = Path(__file__).parents[2] / "data" / "defenders-saga"


def fix(number: int, character: str | None, title: str | None, claim: str = "She is in it.", origin: str = "it") -> Fix:
    subject = Subject(HARBOUR, CharacterId(character) if character else None, TitleId(title) if title else None)
    return Fix(FixId(number), NOON, Report(subject, claim, origin))


def patch(*fixes: Fix) -> str:
    return "\n".join(patch_lines(fixes, CATALOGUES))


def test_a_fix_about_somebody_in_something_has_its_entries() -> None:
    text = patch(fix(12, "mara-quill", "lighthouse", "She is in 2x01.\n\nToo.", "2x01, minute 5"))
    assert "# fix 12, 2026-11-22: harbour, mara-quill, lighthouse\n#   She is in 2x01.\n#   Too.\n" in text
    assert "#   to be read in: 2x01, minute 5\n" in text
    assert "titles/lighthouse.toml, in its season" in text
    assert tomllib.loads(text) == {
        "sources": [{"id": "fan-12", "name": "Fix 12, sent by somebody with /fix"}],
        "seasons": {
            "appearances": [
                {"character": "mara-quill", "kind": "in-person", "confidence": "unverified", "source": "fan-12"}
            ]
        },
    }


def test_a_film_has_no_season() -> None:
    assert [row["character"] for row in tomllib.loads(patch(fix(1, "old-tom", "ferry")))["appearances"]] == ["old-tom"]


def test_what_is_not_known_well_enough_stays_a_comment() -> None:
    vague = (
        fix(1, None, "ferry"),
        fix(2, "old-tom", None),
        fix(3, "gone", "ferry"),
        fix(4, "old-tom", "gone"),
        Fix(FixId(5), NOON, Report(Subject(), "c", "o")),
    )
    text = patch(*vague)
    assert tomllib.loads(text) == {}
    assert "# fix 5, 2026-11-22: no subject" in text


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_was_typed_the_patch_is_toml_with_nothing_more_in_it(claim: str, origin: str) -> None:
    text = patch(fix(1, "mara-quill", "ferry", claim, origin), fix(2, "jane-doe", "ferry"))
    parsed = tomllib.loads(text)
    assert [source["id"] for source in parsed["sources"]] == ["fan-1", "fan-2"]
    assert len(parsed["appearances"]) == 2
    assert not [one for one in text if one != "\n" and not one.isprintable()]


def test_the_entries_fit_into_the_shipped_pack(tmp_path: Path) -> None:
    folder = tmp_path / "defenders-saga"
    shutil.copytree(SHIPPED, folder)
    catalogue = Catalogue(read_pack(folder))
    subject = Subject(catalogue.universe.id, CharacterId("claire-temple"), TitleId("the-punisher"))
    sent = Fix(FixId(7), NOON, Report(subject, "She is in it.", "1x01"))
    lines = list(patch_lines([sent], {catalogue.universe.id: catalogue}))
    source = "\n".join(lines[lines.index("[[sources]]") :][:3])
    entry = "\n".join(lines[lines.index("[[seasons.appearances]]") :])
    _insert(folder / "sources.toml", "[[sources]]", "id", "fan-7", source)
    _insert(folder / "titles" / "the-punisher.toml", "[[seasons.appearances]]", "character", "claire-temple", entry)
    checked = check_pack(folder)
    assert checked.findings == ()
    assert checked.pack
    added = [row for row in checked.pack.appearances if row.source == "fan-7"]
    assert [(row.title, row.season, row.episode) for row in added] == [("the-punisher", 1, None)]


def _insert(path: Path, head: str, key: str, value: str, entry: str) -> None:
    """Paste an entry before the first of its kind that sorts after it, as a person would."""
    parts = path.read_text(encoding="utf-8").split(f"{head}\n")
    after = next(at for at, part in enumerate(parts) if at and part.split(f'{key} = "')[1] > value)
    tail = f"{head}\n".join(parts[after:])
    path.write_text(f"{head}\n".join([*parts[:after], f"{entry.removeprefix(head).strip()}\n\n{head}\n{tail}"]))
