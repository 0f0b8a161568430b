"""What keeps a spreadsheet from reading a text as a formula (full-width signs work in some, too)."""

import re

_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_HARMLESS = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def harmless(cell: str) -> str:
    """Return a cell as it may stand in a CSV file; `unharmed` gives it back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unharmed(cell: str) -> str:
    """Return a cell of an export as it was, without the `'` that keeps it from being a formula."""
    return cell[1:] if _HARMLESS.match(cell) else cell
