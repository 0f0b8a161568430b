from dataclasses import replace
from datetime import date

from bot.domain.catalogue import Catalogue
from bot.domain.pack import Pack, Source, SourceId
from bot.domain.summary import summary_of
from tests.domain.worlds import world


def test_a_summary_counts_what_is_known_and_how_surely(pack: Pack) -> None:
    found = summary_of(Catalogue(pack))
    assert found.universe.name == "Harbour Tales"
    assert (found.titles, found.episodes, found.characters) == (3, 7, 3)
    assert (found.appearances, found.sourced) == (8, 6)
    assert (found.sources, found.checked_at) == (2, date(2020, 1, 2))


def test_the_most_cited_sites_come_first(pack: Pack) -> None:
    urls = ["https://a.example/1", "https://www.b.example/1", "http://b.example/2", None]
    sources = tuple(Source(SourceId(f"s{at}"), "S", url, None, "") for at, url in enumerate(urls))
    found = summary_of(Catalogue(replace(pack, sources=sources)))
    assert found.sites == (("b.example", 2), ("a.example", 1))
    assert found.checked_at is None


def test_an_empty_universe_has_a_summary() -> None:
    found = summary_of(Catalogue(replace(world([], []), sources=())))
    assert (found.titles, found.appearances, found.checked_at, found.sites) == (0, 0, None, ())
