import os
import subprocess
import sys

import pytest

from bot.facts.hashing import content_hash, find_packs
from bot.facts.reading import read_pack

FILES = ["universe.toml", "characters.toml", "sources.toml", "titles/north-pier.toml"]


@pytest.mark.parametrize("file", FILES)
def test_the_hash_changes_with_every_file(folder, file):
    before = content_hash(folder.path)
    folder.append(file, "# one more word\n")
    assert content_hash(folder.path) != before


def test_the_hash_changes_with_a_name(folder):
    before = content_hash(folder.path)
    (folder.path / "titles/north-pier.toml").rename(folder.path / "titles/north-quay.toml")
    assert content_hash(folder.path) != before


def test_the_hash_does_not_change_with_a_time_or_a_readme(folder):
    before = content_hash(folder.path)
    os.utime(folder.path / "universe.toml", (0, 0))
    folder.write("README.md", "Hello")
    assert content_hash(folder.path) == before


def test_the_hash_is_that_of_the_pack_read(folder):
    assert read_pack(folder.path).universe.content_hash == content_hash(folder.path)


def test_the_hash_of_what_cannot_be_read_is_another_and_no_error(folder, tmp_path):
    before = content_hash(folder.path)
    (folder.path / "sources.toml").unlink()
    (folder.path / "sources.toml").symlink_to(tmp_path)
    assert content_hash(folder.path) != before
    assert content_hash(tmp_path / "nowhere")


def test_packs_are_found_by_name(folder):
    facts = folder.path.parent
    (facts / "schema").mkdir()
    (facts / "arcade").mkdir()
    (facts / "arcade" / "universe.toml").write_text("")
    assert [path.name for path in find_packs(facts)] == ["arcade", "harbour"]
    assert find_packs(facts / "nowhere") == ()


def test_hashing_does_without_the_libraries_of_the_schema():
    code = "import sys, bot.facts.hashing; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
