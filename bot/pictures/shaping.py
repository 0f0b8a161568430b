"""Arabic and Hebrew where Pillow cannot shape: on a machine without FriBiDi it only writes from left to right.

Letters become the forms that Unicode keeps for old systems, and stand in the order in which they are seen.
"""

import unicodedata
from functools import cache

_FORMS = ("<isolated>", "<final>", "<initial>", "<medial>")
_BLOCKS = (range(0xFE70, 0xFEFD), range(0xFB50, 0xFDFC))
_LAM = "\u0644"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def as_seen(text: str) -> str:
    """Return a text that is written from right to left as it is seen from left to right, its letters joined."""
    return "".join(reversed(_clusters(_joined(_ligated(text))))).translate(_MIRRORED)


def _joined(letters: list[str]) -> str:
    """Give each letter the form that joins it with its neighbours."""
    bare = [place for place, letter in enumerate(letters) if not unicodedata.combining(letter[0])]
    joined = list(letters)
    for before, place, after in zip([None, *bare], bare, [*bare[1:], None], strict=False):
        own = _forms().get(letters[place], {})
        follows = before is not None and "<initial>" in _forms().get(letters[before], {}) and "<final>" in own
        leads = after is not None and "<initial>" in own and "<final>" in _forms().get(letters[after], {})
        joined[place] = own.get(_FORMS[follows + 2 * leads], letters[place])
    return "".join(joined)


def _ligated(text: str) -> list[str]:
    """Return the letters, with lam and alef, which are one sign, together."""
    letters: list[str] = []
    for character in text:
        if letters and letters[-1] == _LAM and _LAM + character in _forms():
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _clusters(text: str) -> list[str]:
    """Return letters with their accents."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return for each letter the signs for its forms, as Unicode lists them."""
    forms: dict[str, dict[str, str]] = {}
    for code in (code for block in _BLOCKS for code in block):
        form, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if form in _FORMS and (len(letters) == 1 or (len(letters) == 2 and letters[0] == _LAM)):
            forms.setdefault(letters, {}).setdefault(form, chr(code))
    return forms
