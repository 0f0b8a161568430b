"""How much is known of a universe, how surely, and from where."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.domain.catalogue import Catalogue
from bot.domain.pack import Confidence, Universe


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums over a catalogue.

    `checked_at` is the day a source was last read. `sites` are the hosts of the sources with how many pages of each
    are cited, the most cited first.
    """

    universe: Universe
    titles: int
    episodes: int
    characters: int
    appearances: int
    sourced: int
    sources: int
    checked_at: date | None
    sites: tuple[tuple[str, int], ...]


def summary_of(catalogue: Catalogue) -> Summary:
    """Return the sums over a catalogue."""
    rows = [row for character in catalogue.characters for row in catalogue.appearances(character)]
    certain = Confidence.SOURCED
    sources = list(catalogue.sources.values())
    sites = Counter(_host(source.url) for source in sources if source.url)
    return Summary(
        universe=catalogue.universe,
        titles=len(catalogue.titles),
        episodes=sum(len(season.episodes) for title in catalogue.titles.values() for season in title.seasons),
        characters=len(catalogue.characters),
        appearances=len(rows),
        sourced=sum(row.confidence is certain for row in rows),
        sources=len(sources),
        checked_at=max((source.read for source in sources if source.read), default=None),
        sites=tuple(sites.most_common()),
    )


def _host(url: str) -> str:
    host = url.partition("://")[2].partition("/")[0]
    return host.removeprefix("www.")
