"""Two more universes for the commands about crossovers: one with chains to follow, one with long lists to page."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.pack import CastComplete, CharacterId, Confidence, Meeting, Pack, SourceId, TitleId
from tests.domain.worlds import UNVERIFIED, character, film, row, season, series, world


def days(year: int, count: int) -> list[date]:
    return [date(year, 4, 1) + timedelta(at) for at in range(count)]


def make_isles() -> Pack:
    """From Bea to Eve lead three chains of two steps; Ann met Cid; Zed was nowhere; an Old Tom lives here, too."""
    titles = [
        series("alpha", season(1, *days(2015, 3)), season(2, *days(2016, 2)), name="Alpha"),
        series("beta", season(1, *days(2017, 2)), name="Beta"),
        film("gale", date(2018, 5, 1), name="Gale"),
        film("hush", None, name="Hush"),
    ]
    homes = {"ann": "alpha", "bea": "alpha", "cid": "beta", "dan": "beta", "eve": "gale", "fay": "gale", "zed": None}
    people = [character(id, home) for id, home in homes.items()]
    people.append(character("tom", "gale", name="Old Tom"))
    rows = [
        *(row("ann", "alpha", 1, at) for at in (1, 2, 3)),
        *(row("bea", "alpha", 1, at) for at in (1, 2)),
        row("ann", "beta", 1, 1),
        row("bea", "beta", 1, 2, confidence=UNVERIFIED),
        row("cid", "beta", 1, 1),
        *(row(who, "beta", 1, 2) for who in ("cid", "dan", "fay")),
        *(row(who, "gale") for who in ("cid", "dan", "eve", "fay", "tom")),
    ]
    met = Meeting(CharacterId("ann"), CharacterId("cid"), TitleId("beta"), 1, 1, Confidence.SOURCED, SourceId("page"))
    return world(titles, people, rows, [met], id="isles", name="Isles")


def make_strangers() -> Pack:
    """Every cast is wholly listed, and two are never in the same."""
    titles = [
        film(one, date(2015, 1, 1), complete=CastComplete.CREDITED, name=one.title()) for one in ("left", "right")
    ]
    people = [character("lee", "left"), character("ria", "right")]
    return world(titles, people, [row("lee", "left"), row("ria", "right")], id="strangers", name="Strangers")


def make_crowd(people: int = 45, films: int = 130) -> Pack:
    """Everybody visits one series; the first two share more films than a message holds."""
    titles = [
        series("away", season(1, *days(2015, 1)), name="Away"),
        film("home", date(2014, 1, 1), name="Home"),
        *(
            film(f"f{at:03}", date(2016, 1, 1) + timedelta(at), name=f"A Film of Many Words {at:03}")
            for at in range(films)
        ),
    ]
    cast = [character(f"p{at:02}", "home", name=f"Person {at:02}") for at in range(people)]
    rows = [row(one.id, "away", 1, 1) for one in cast]
    rows += [row(one.id, f"f{at:03}") for one in cast[:2] for at in range(films)]
    return world(titles, cast, rows, id="crowd", name="Crowd")


def renamed(pack: Pack, id: str, name: str) -> Pack:
    """The same universe with a character called otherwise."""
    people = tuple(replace(one, name=name) if one.id == id else one for one in pack.characters)
    return replace(pack, characters=people)
