"""Which packs there are and whether they changed: cheap enough for every start, and without the schema's libraries."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bot.facts.files import UNIVERSE, UnfitFile, fact_files, read_bytes


def find_packs(facts_dir: Path) -> tuple[Path, ...]:
    """Return the folders in `facts_dir` that hold a pack, by name."""
    return tuple(sorted(file.parent for file in facts_dir.glob(f"*/{UNIVERSE}")))


def content_hash(folder: Path) -> str:
    """Return a SHA-256 over the names and bytes of a pack's files; it never fails.

    A file that cannot be read changes the hash, so that such a pack is looked at, and refused, by the reading.
    """
    return digest((name, _bytes_or_complaint(folder / name)) for name in fact_files(folder))


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return one SHA-256 over names and contents, no two different sets of files alike."""
    whole = hashlib.sha256()
    for name, content in files:
        whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest())
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def _bytes_or_complaint(path: Path) -> bytes:
    try:
        return read_bytes(path)
    except UnfitFile as complaint:
        return str(complaint).encode()
