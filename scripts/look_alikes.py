"""Write bot/domain/look_alike_letters.py anew from the confusables.txt of Unicode (UTS #39, "Security Mechanisms").

    .venv/bin/python scripts/look_alikes.py confusables.txt > bot/domain/look_alike_letters.py
    .venv/bin/ruff format bot/domain/look_alike_letters.py

The file is published with each version of Unicode and lies in the source of ICU (`source/data/unidata`). Taken from it
is what looks like a Latin letter or a digit, or like several; what compatibility decomposition makes of a letter by
itself is left out. Names of characters give what the file has no Latin letter for: small capitals, letters with a
stroke or hook, white letters on black, flag letters. Python's own Unicode must not be older than the project's oldest.
"""  # noqa: INP001  # a script beside shell scripts, in no package

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_BY_NAME = re.compile(
    r"(?:LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH .+|LATIN LETTER SMALL CAPITAL ([A-Z])"
    r"|(?:CROSSED )?NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER ([A-Z])"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z]))"
)
_BY_HAND = {
    one: letter
    for ones, letters in (
        ("ĸβпωεɛƐЄє", "kbnweeeee"),  # small forms without a twin
        ("ᗩᑕᕮᑎᑫᔕᗯᘔ", "acenqswz"),  # syllables that stylised text takes for letters
        ("∂₳฿₵€₣₲₤£₦₱₴", "dabcefgllnps"),  # signs of the same kind
    )
    for one, letter in zip(ones, letters, strict=True)
}
_LEFT_OUT = frozenset("σθΘ∣∥‖⏽")
"""Letters of Greek that nobody reads as o, and bars, which part words."""

_HEAD = '''"""Letters, digits and signs that look like Latin letters or digits, grouped by what they look like.

Written by scripts/look_alikes.py, not by hand, from confusables.txt of Unicode (UTS #39), version {version}, narrowed
down and added to as that script says; small letters stand for both cases. For the data:

{licence}
"""

_DRAWN = {{
'''
_LICENCE = """UNICODE, INC. LICENSE AGREEMENT - DATA FILES AND SOFTWARE

See Terms of Use <https://www.unicode.org/copyright.html> for definitions of Unicode Inc.'s Data Files and Software.

NOTICE TO USER: Carefully read the following legal agreement. BY DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING
UNICODE INC.'S DATA FILES ("DATA FILES"), AND/OR SOFTWARE ("SOFTWARE"), YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND
BY, ALL OF THE TERMS AND CONDITIONS OF THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT DOWNLOAD, INSTALL, COPY, DISTRIBUTE
OR USE THE DATA FILES OR SOFTWARE.

COPYRIGHT AND PERMISSION NOTICE

Copyright © 1991-2022 Unicode, Inc. All rights reserved.
Distributed under the Terms of Use in https://www.unicode.org/copyright.html.

Permission is hereby granted, free of charge, to any person obtaining a copy of the Unicode data files and any
associated documentation (the "Data Files") or Unicode software and any associated documentation (the "Software") to
deal in the Data Files or Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data
Files or Software are furnished to do so, provided that either (a) this copyright and permission notice appear with all
copies of the Data Files or Software, or (b) this copyright and permission notice appear in associated Documentation.

THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY
RIGHTS. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY
SPECIAL INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THE DATA FILES OR SOFTWARE.

Except as contained in this notice, the name of a copyright holder shall not be used in advertising or otherwise to
promote the sale, use or other dealings in these Data Files or Software without prior written authorization of the
copyright holder."""
_TAIL = """}

LETTERS = {one: letters for letters, ones in _DRAWN.items() for one in ones}
\"\"\"What each of them looks like: one to three small letters, or a digit.\"\"\"
"""


def _by_name() -> Iterator[tuple[str, str]]:
    for one in map(chr, range(0x80, sys.maxunicode + 1)):
        named = _BY_NAME.fullmatch(unicodedata.name(one, ""))
        if named and unicodedata.normalize("NFKD", one) == one:
            yield one, str(named[named.lastindex or 0]).lower()


def _confusables(text: str, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) < 3 or not line[0].isalnum():
            continue
        one, looks = ("".join(chr(int(code, 16)) for code in codes.split()) for codes in (fields[0], fields[1]))
        plain = unicodedata.normalize("NFKD", "".join(known.get(part, part) for part in looks))
        letters = "".join(part for part in plain if not unicodedata.combining(part)).lower()
        if (
            not one.isascii()
            and (unicodedata.category(one)[0] in "LNS" or unicodedata.category(one) == "Mc")
            and letters.isascii()
            and letters.isalnum()
        ):
            yield one, letters


def table_of(text: str) -> dict[str, str]:
    """Return what each character looks like, after the text of confusables.txt and the names of characters."""
    named = dict(_by_name()) | _BY_HAND
    table = named | dict(_confusables(text, named)) | _BY_HAND
    return {
        one: letters
        for one, letters in table.items()
        if unicodedata.normalize("NFKD", one) == one and one not in _LEFT_OUT and len(letters) <= 3
    }


def _rows(table: dict[str, str]) -> Iterator[str]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(table):
        groups[table[one]].append(f"\\u{ord(one):04x}" if one <= "\uffff" else f"\\U{ord(one):08x}")
    for letters, codes in sorted(groups.items()):
        lines = [""]
        for code in codes:
            if len(lines[-1] + code) > 104:
                lines.append("")
            lines[-1] += code
        if len(lines) == 1:
            yield f'    "{letters}": "{lines[0]}",\n'
        else:
            yield f'    "{letters}": (\n' + "".join(f'        "{line}"\n' for line in lines) + "    ),\n"


def main() -> None:
    """Write the module to standard output."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8-sig")
    version = re.search(r"^# Version: (\S+)", text, re.MULTILINE)
    head = _HEAD.format(version=version[1] if version else "unknown", licence=_LICENCE)
    sys.stdout.write(head + "".join(_rows(table_of(text))) + _TAIL)


if __name__ == "__main__":
    main()
