"""The phrases of all answers: names made harmless, numbers, dates, places and how sure they are."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, islice

from bot.domain.appearances import EpisodeAppearance, SeasonAppearances
from bot.domain.pack import CastComplete, Confidence, Credit, Kind, Title, TitleKind, Universe

_MARKUP = re.compile(r"[\\*_~|`\[\]<@]|(?<=:)/|^[-#>+]|(?<=\d)\.(?=\s)", re.MULTILINE)
_NAMED_EPISODES = 3
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

KIND_WORDS = {
    Kind.IN_PERSON: "in person",
    Kind.VOICE: "voice only",
    Kind.REMOTE: "by phone or screen",
    Kind.FLASHBACK: "in a flashback",
    Kind.ARCHIVE: "in archive footage",
    Kind.PHOTO: "in a photograph",
    Kind.BODY: "as a body",
    Kind.MENTION: "only mentioned",
}
CREDIT_WORDS: dict[Credit | None, str] = {
    Credit.MAIN: "main cast",
    Credit.RECURRING: "recurring",
    Credit.GUEST: "guest",
    Credit.CAMEO: "cameo",
    Credit.UNCREDITED: "uncredited",
    None: "credit unknown",
}
PROOF_WORDS = {
    CastComplete.CREDITED: "Not among the credited cast of",
    CastComplete.MAIN_AND_RECURRING: "Not among the main or recurring cast of",
    CastComplete.MAIN: "Not among the main cast of",
    CastComplete.NOTHING: "The facts cannot tell for",
}
UNVERIFIED_MARK = " (?)"


def escaped(text: str) -> str:
    """Return text that a Discord client shows as it is: no markup, links, mentions or timestamps come of it."""
    return _MARKUP.sub(r"\\\g<0>", text)


def shortened(text: str, longest: int) -> str:
    """Return a text cut between words where it is longer."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip("\\") + " …"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a person lists them: `a, b and c`."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def shortlist(words: Sequence[str], room: int = 260, most: int = 12) -> str:
    """Return words as `listed` does: as many as fit into some characters, at least one, and how many more there are."""
    lengths = accumulate(len(word) + 2 for word in words)
    fitting = max(1, sum(length <= room for length in islice(lengths, most)))
    more = len(words) - fitting
    return listed([*words[:fitting], f"{more:,} more"] if more > 0 else words)


def counted(number: int, noun: str, many: str | None = None) -> str:
    """Return a number with its noun, which takes an s for many unless told otherwise."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def day(when: date | None) -> str:
    """Return a date as `20 Nov 2015`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}" if when else "date unknown"


def title_tag(title: Title, started: date | None) -> str:
    """Return what sort of title it is and since when: `series, 2015`."""
    return f"{title.kind}, {started.year}" if started else title.kind.value


def title_label(title: Title) -> str:
    """Return a title told apart from a character of its name: `Jessica Jones (series)`."""
    return f"{title.name} ({title.kind})"


def code(season: int | None, episode: int | None) -> str:
    """Return a place in a series as fans write it: `1x13`, or `season 1`, or nothing for the whole title."""
    if season is None:
        return ""
    return f"season {season}" if episode is None else f"{season}x{episode:02}"


def season_line(season: SeasonAppearances, kind: TitleKind) -> str:
    """Return one line about a character in a season: which, how billed, which episodes, how, how sure."""
    where = f"Season {season.number}" if season.number is not None else _whole(kind)
    series = season.number is not None or kind is TitleKind.SERIES
    line = f"{where} · {CREDIT_WORDS[season.credit]} · {_episodes(season)}" if series else _in_film(where, season)
    told = any(episode.confidence is Confidence.UNVERIFIED for episode in season.episodes)
    return line if told or not season.unverified else line + UNVERIFIED_MARK


def facts_line(universe: Universe | None, unverified: int) -> str:
    """Return the footer: which facts these are, and how much of what is shown nobody has verified."""
    parts = [f"{escaped(universe.name)}, facts {escaped(universe.version)}"] if universe else []
    if unverified:
        parts.append(f"{unverified:,} of these unverified, marked{UNVERIFIED_MARK}: no source confirms them yet")
    return " · ".join(parts)


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers with runs drawn together: `1–3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _episodes(season: SeasonAppearances) -> str:
    if not season.episodes:
        return f"episodes not recorded{_manner(season.kinds)}"
    groups: dict[tuple[tuple[Kind, ...], Confidence], list[EpisodeAppearance]] = {}
    for episode in season.episodes:
        groups.setdefault((episode.kinds, episode.confidence), []).append(episode)
    named = len(season.episodes) <= _NAMED_EPISODES
    parts = [
        _numbers(group, UNVERIFIED_MARK if confidence is Confidence.UNVERIFIED else "", named=named) + _manner(kinds)
        for (kinds, confidence), group in groups.items()
    ]
    return f"{'episode' if len(season.episodes) == 1 else 'episodes'} {'; '.join(parts)}"


def _numbers(episodes: Sequence[EpisodeAppearance], mark: str, *, named: bool) -> str:
    if named:
        return ", ".join(f"{episode.number} “{escaped(episode.name)}”{mark}" for episode in episodes)
    return ranges(episode.number for episode in episodes).replace(",", f"{mark},") + mark


def _manner(kinds: tuple[Kind, ...]) -> str:
    return "" if kinds == (Kind.IN_PERSON,) else f" {listed([KIND_WORDS[kind] for kind in kinds])}"


def _in_film(where: str, season: SeasonAppearances) -> str:
    return f"{where} · {CREDIT_WORDS[season.credit]}{_manner(season.kinds)}"


def _whole(kind: TitleKind) -> str:
    return "Season not recorded" if kind is TitleKind.SERIES else "In it"
