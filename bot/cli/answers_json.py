"""Answers as documented JSON (docs/command-line.md): plain dicts, lists, strings and numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bot.cli.connections_json import (
    company_json,
    connected_json,
    crossovers_json,
    figures_json,
    matrix_json,
    met_json,
    timeline_json,
    travellers_json,
    web_json,
)
from bot.domain.absences import Absence
from bot.domain.appearances import AppearanceList, SeasonAppearances, TitleAppearances
from bot.domain.cards import CharacterCard, Encounter, PerformerCard
from bot.domain.cast import Cast, CastMember
from bot.domain.company import Company
from bot.domain.connections import Connected
from bot.domain.crossovers import Crossovers, Travellers
from bot.domain.drawings import Matrix, Timeline, Web
from bot.domain.figures import Figures
from bot.domain.met import Met
from bot.domain.pack import Title, Universe
from bot.domain.sourcing import BackedPlace, Grounds, SourceList
from bot.domain.summary import Summary
from bot.domain.viewpoint import Viewpoint
from bot.services.contents import Content
from bot.services.lookups import Answer, SearchResult

Json = dict[str, Any]


def answer_json(answer: Answer, viewpoint: Viewpoint) -> Json:
    """Return an answer as a JSON object."""
    return _about(answer.universe, viewpoint) | _content(answer)


def summary_json(version: str, summaries: Iterable[Summary]) -> Json:
    """Return what is known of all universes as a JSON object."""
    return {"program": version, "universes": [_summary(summary) for summary in summaries]}


def _about(universe: Universe | None, viewpoint: Viewpoint) -> Json:
    return {
        "universe": universe.id if universe else None,
        "version": universe.version if universe else None,
        "as_of": _day(viewpoint.released_by),
    }


def _content(answer: Answer) -> Json:
    return _WRITERS[type(answer.content)](answer.content)


def _appearances(found: AppearanceList) -> Json:
    count = found.count
    return {
        "character": {
            "id": found.character.id,
            "name": found.character.name,
            "aliases": list(found.character.aliases),
            "performers": list(found.performers),
            "home": found.home.id if found.home else None,
        },
        "titles": [_title_appearances(one) for one in found.titles],
        "count": {
            "titles": count.titles,
            "seasons": count.seasons,
            "episodes": count.episodes,
            "unverified": count.unverified,
        },
    }


def _title_appearances(one: TitleAppearances) -> Json:
    seasons = [_season(season) for season in one.seasons]
    return {"id": one.title.id, "name": one.title.name, "crossover": one.crossover, "seasons": seasons}


def _season(season: SeasonAppearances) -> Json:
    return {
        "number": season.number,
        "precision": season.precision.value,
        "credit": season.credit.value if season.credit else None,
        "kinds": [kind.value for kind in season.kinds],
        "confidence": season.confidence.value,
        "episodes": [
            {
                "number": episode.number,
                "name": episode.name,
                "released": _day(episode.released),
                "kind": episode.kinds[0].value,
            }
            for episode in season.episodes
        ],
        "sources": list(season.sources),
    }


def _character(card: CharacterCard) -> Json:
    found = card.appearances
    return _appearances(found) | {
        "note": found.character.note,
        "performances": [
            {"performer": part.performer, "places": list(part.places), "age": part.age} for part in card.performances
        ],
        "absences": [_absence(absence) for absence in card.absences],
        "untold": card.untold,
        "meetings": [_encounter(one) for one in card.encounters],
    }


def _absence(absence: Absence) -> Json:
    return {"title": absence.title.id, "season": absence.season, "proof": absence.proof.value}


def _encounter(one: Encounter) -> Json:
    row = one.meeting
    return {
        "character": one.other.id,
        "title": one.title.id,
        "season": row.season,
        "episode": row.episode,
        "confidence": row.confidence.value,
        "source": row.source,
    }


def _performer(card: PerformerCard) -> Json:
    return {
        "performer": {"id": card.performer.id, "name": card.performer.name},
        "characters": [
            {
                "id": one.character.id,
                "name": one.character.name,
                "age": one.age,
                "home": one.home.id if one.home else None,
                "titles": [_title(title) for title in one.titles],
            }
            for one in card.characters
        ],
    }


def _cast(cast: Cast) -> Json:
    return {
        "title": _title(cast.title),
        "season": cast.season.number if cast.season else None,
        "episode": {"number": cast.episode.number, "name": cast.episode.name} if cast.episode else None,
        "released": _day(cast.released),
        "cast_complete": cast.complete.value,
        "cast": [_member(member) for member in cast.members],
        "episode_unknown": [_member(member) for member in cast.perhaps],
    }


def _member(member: CastMember) -> Json:
    return {
        "id": member.character.id,
        "name": member.character.name,
        "performers": list(member.performers),
        "visitor": member.visitor,
        "home": member.home.id if member.home else None,
        "credit": member.credit.value if member.credit else None,
        "seasons": [_season(season) for season in member.seasons],
    }


def _sources(found: SourceList) -> Json:
    return {
        "character": {"id": found.character.id, "name": found.character.name},
        "title": found.title.id if found.title else None,
        "season": found.place.season if found.place else None,
        "episode": found.place.episode if found.place else None,
        "sources": [_grounds(one) for one in found.grounds],
        "count": {"sources": len(found.grounds), "appearances": found.rows, "unverified": found.unverified},
    }


def _grounds(one: Grounds) -> Json:
    return {
        "id": one.source.id,
        "name": one.source.name,
        "url": one.source.url,
        "read": _day(one.source.read),
        "states": one.source.states,
        "backs": [_backed(place) for place in one.places],
    }


def _backed(place: BackedPlace) -> Json:
    return {
        "title": place.title.id,
        "season": place.season,
        "episodes": list(place.episodes),
        "confidence": place.confidence.value,
    }


def _hits(found: SearchResult) -> Json:
    return {
        "matches": [
            {
                "kind": hit.entry.kind.value,
                "universe": hit.entry.universe,
                "id": hit.entry.id,
                "name": hit.entry.label,
                "as": hit.via,
            }
            for hit in found.hits
        ]
    }


def _title(title: Title) -> Json:
    return {"id": title.id, "name": title.name, "kind": title.kind.value}


def _summary(summary: Summary) -> Json:
    return {
        "id": summary.universe.id,
        "name": summary.universe.name,
        "version": summary.universe.version,
        "checked_at": _day(summary.checked_at),
        "titles": summary.titles,
        "episodes": summary.episodes,
        "characters": summary.characters,
        "appearances": summary.appearances,
        "sourced": summary.sourced,
        "sources": summary.sources,
    }


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


_WRITERS: Mapping[type[Content | SearchResult], Callable[[Any], Json]] = {
    AppearanceList: _appearances,
    CharacterCard: _character,
    PerformerCard: _performer,
    Cast: _cast,
    SourceList: _sources,
    SearchResult: _hits,
    Crossovers: crossovers_json,
    Travellers: travellers_json,
    Met: met_json,
    Company: company_json,
    Connected: connected_json,
    Timeline: timeline_json,
    Matrix: matrix_json,
    Web: web_json,
    Figures: figures_json,
}
