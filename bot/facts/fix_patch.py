"""What people say is wrong, as TOML that a maintainer can paste into a pack once it has been looked up."""

from collections.abc import Iterable, Iterator, Mapping

from bot.domain.catalogue import Catalogue
from bot.domain.fixes import Fix, Subject
from bot.domain.names import legible
from bot.domain.pack import Confidence, Kind, Title, UniverseId

_LONGEST_LINE = 1_000
HEADER = (
    "# Nothing in here is checked. Read what each fix names, and paste what that states into the file named above the",
    "# entry, with the episodes and the credit that you have read. Then close it: gueststar data fixes --done ID",
)


def patch_lines(fixes: Iterable[Fix], catalogues: Mapping[UniverseId, Catalogue]) -> Iterator[str]:
    """Return the lines of valid TOML: each fix as comments, and as entries where it is known who is meant in what.

    What people typed stands in comments only, each line without anything but visible characters.
    """
    yield from HEADER
    for fix in fixes:
        yield ""
        yield from _comments(fix)
        yield from _entries(fix, catalogues)


def names_of(subject: Subject) -> str:
    """Return the ids of a subject on one line, as far as they are known."""
    ids = (subject.universe, subject.character, subject.title)
    return ", ".join(legible(one, _LONGEST_LINE) for one in ids if one) or "no subject"


def _comments(fix: Fix) -> Iterator[str]:
    yield f"# fix {fix.id}, {fix.received_at:%Y-%m-%d}: {names_of(fix.report.subject)}"
    for line in fix.report.claim.splitlines():
        if line.strip():
            yield f"#   {legible(line, _LONGEST_LINE)}"
    yield f"#   to be read in: {legible(fix.report.origin, _LONGEST_LINE)}"


def _entries(fix: Fix, catalogues: Mapping[UniverseId, Catalogue]) -> Iterator[str]:
    subject = fix.report.subject
    catalogue = catalogues.get(subject.universe) if subject.universe else None
    title = catalogue.titles.get(subject.title) if catalogue and subject.title else None
    if catalogue is None or title is None or subject.character not in catalogue.characters:
        return
    yield "# sources.toml, by its id:"
    yield "[[sources]]"
    yield f'id = "fan-{fix.id}"'
    yield f'name = "Fix {fix.id}, sent by somebody with /fix"'
    yield f"# {_where(title)}, by its character:"
    yield "[[seasons.appearances]]" if title.seasons else "[[appearances]]"
    yield f'character = "{subject.character}"'
    if title.seasons:
        yield "# episodes = []"
    yield '# credit = "guest"'
    yield f'kind = "{Kind.IN_PERSON}"'
    yield f'confidence = "{Confidence.UNVERIFIED}"'
    yield f'source = "fan-{fix.id}"'


def _where(title: Title) -> str:
    file = f"titles/{title.id}.toml"
    if not title.seasons:
        return file
    return f"{file}, season {title.seasons[0].number}" if len(title.seasons) == 1 else f"{file}, in its season"
