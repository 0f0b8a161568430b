"""Choices of questions that are answered by typing: what was typed as a number, which says too whether it is right."""

from hashlib import blake2s

_BYTES = 6  # two texts that are typed in one round hardly ever have the same


def typed_choice(text: str, *, is_right: bool) -> int:
    """Return the choice that a typed text stands for: another for each text, whatever its case and spaces.

    Not only right or wrong, so that what becomes of a change tells nobody whether the second text is like the first.
    """
    digest = blake2s(" ".join(text.casefold().split()).encode(), digest_size=_BYTES).digest()
    return int.from_bytes(digest) << 1 | is_right


def is_typed_right(choice: int) -> bool:
    """Tell whether a text was right, by its choice."""
    return bool(choice & 1)
