"""Rules about the shape of titles and their casts."""

from collections.abc import Iterator

from bot.domain.network import SPOKEN_OF
from bot.domain.pack import CastComplete, Credit, TitleKind
from bot.facts.draft import Draft
from bot.facts.findings import Trouble


def film_without_seasons(draft: Draft) -> Iterator[Trouble]:
    """Only a series has seasons."""
    for file, title in draft.titles.items():
        if title.kind is not TitleKind.SERIES and title.seasons:
            yield Trouble(file, ("seasons",), f"move what they hold to the top level: a {title.kind} has no seasons")


def series_by_season(draft: Draft) -> Iterator[Trouble]:
    """A series has its dates and its complete casts by season."""
    for file, title in draft.titles.items():
        if title.kind is TitleKind.SERIES and title.released is not None:
            yield Trouble(file, ("released",), "remove it: the episodes of a series have the dates")
        if title.kind is TitleKind.SERIES and title.cast_complete is not CastComplete.NOTHING:
            yield Trouble(file, ("cast_complete",), "remove it: the seasons of a series have it")


def cast_listed(draft: Draft) -> Iterator[Trouble]:
    """Where the main cast is said to be complete, somebody has the credit main."""
    mains = {(placed.file, placed.path[:-2]) for placed in draft.appearances() if placed.entry.credit is Credit.MAIN}
    advice = "list the main cast, or say nothing"
    for file, title in draft.titles.items():
        if title.cast_complete is not CastComplete.NOTHING and not title.seasons and (file, ()) not in mains:
            yield Trouble(file, ("cast_complete",), advice)
    for file, path, season in draft.seasons():
        if season.cast_complete is not CastComplete.NOTHING and (file, path) not in mains:
            yield Trouble(file, (*path, "cast_complete"), advice)


def meeting_pair(draft: Draft) -> Iterator[Trouble]:
    """A meeting has two different characters in the order of their ids."""
    for placed in draft.meetings():
        first, second = placed.entry.characters
        if first >= second:
            yield Trouble(placed.file, (*placed.path, "characters"), "name two different ids in alphabetical order")


def meeting_present(draft: Draft) -> Iterator[Trouble]:
    """Both characters of a meeting appear in that season or title, and in its episodes where they are known."""
    spots = {(placed.spot, placed.entry.character) for placed in draft.appearances()}
    episodes = {
        (placed.spot, placed.entry.character, episode)
        for placed in draft.appearances()
        if placed.entry.kind not in SPOKEN_OF
        for episode in placed.episodes
    }
    for placed in draft.meetings():
        for at, character in enumerate(placed.entry.characters):
            path = (*placed.path, "characters", at)
            if (placed.spot, character) not in spots:
                yield Trouble(placed.file, path, f"add the appearance of {character} there, or remove the meeting")
                continue
            for episode in placed.episodes:
                if (placed.spot, character, episode) not in episodes:
                    advice = f"add the appearance of {character} in episode {episode}, or remove the meeting there"
                    yield Trouble(placed.file, path, advice)
