"""Named rules over a draft. Each is one small function, all of them run, none stops another.

A rule's name is that of its function with hyphens; its first docstring line says what it demands.
"""

from collections.abc import Callable, Iterable, Iterator

from bot.facts.draft import Draft
from bot.facts.findings import MOST_LISTED, WHOLE_FILE, Finding, Trouble, place_of, shown, unlisted
from bot.facts.rules import casts, dates, ids, names, order, sources, text

Rule = Callable[[Draft], Iterable[Trouble]]

RULES: tuple[Rule, ...] = (
    ids.id_matches_file,
    ids.ids_unique,
    ids.ids_resolve,
    ids.home_present,
    ids.performer_places_used,
    order.sorted_entries,
    order.season_numbers,
    order.episode_numbers,
    order.episodes_exist,
    order.doubled_appearance,
    order.doubled_meeting,
    casts.film_without_seasons,
    casts.series_by_season,
    casts.cast_listed,
    casts.meeting_pair,
    casts.meeting_present,
    dates.dates_ordered,
    dates.dates_plausible,
    names.aliases_unambiguous,
    names.names_readable,
    names.performer_spelling,
    sources.source_present,
    sources.source_honest,
    text.text_clean,
    text.note_is_one_sentence,
)


def rule_name(rule: Rule) -> str:
    """Return the name under which a rule's findings are reported."""
    return getattr(rule, "__name__", "rule").replace("_", "-")


def findings_of(draft: Draft) -> list[Finding]:
    """Return what all rules find in a draft."""
    return [finding for rule in RULES for finding in _findings(draft, rule)]


def _findings(draft: Draft, rule: Rule) -> Iterator[Finding]:
    name, troubles = rule_name(rule), list(rule(draft))
    for one in troubles[:MOST_LISTED]:
        place = place_of(draft.documents.get(one.file), one.path)
        yield Finding(f"{shown(draft.folder)}/{shown(one.file)}", place, name, one.advice)
    if len(troubles) > MOST_LISTED:
        yield Finding(shown(draft.folder), WHOLE_FILE, name, unlisted(len(troubles)))
