"""Answers about crossovers, meetings and connections as documented JSON (docs/command-line.md)."""

from datetime import date
from typing import Any

from bot.domain.cards import Encounter
from bot.domain.cast import Place
from bot.domain.company import Company, SharedPlace
from bot.domain.connections import Connected, Connection, Step
from bot.domain.crossovers import Crossing, Crossovers, Traveller, Travellers
from bot.domain.drawings import Cell, Lane, Matrix, Timeline, Web
from bot.domain.figures import Figures
from bot.domain.met import Met, MetGrade
from bot.domain.pack import Character, Title

Json = dict[str, Any]


def crossovers_json(found: Crossovers) -> Json:
    """Return a title's crossovers as a JSON object."""
    return {
        "title": _title(found.title),
        "with": _title(found.beside) if found.beside else None,
        "in": [_crossing(one) for one in found.came_in],
        "out": [_crossing(one) for one in found.went_out],
        "between": [_crossing(one) for one in found.between],
    }


def travellers_json(found: Travellers) -> Json:
    """Return who travelled as a JSON object."""
    return {"travellers": [_traveller(one) for one in found.travellers]}


def met_json(found: Met) -> Json:
    """Return whether two have met as a JSON object."""
    return {
        "first": _character(found.first),
        "second": _character(found.second),
        "grade": found.grade.value,
        "confidence": found.confidence.value if found.confidence else None,
        "meetings": [_encounter(one) for one in found.meetings],
        "shared": [_shared(one) for one in found.shared],
        "overlaps": [_place(one.place) | {"confidence": one.confidence.value} for one in found.overlaps],
        "nearest": _connection(found.nearest) if found.nearest else None,
    }


def company_json(found: Company) -> Json:
    """Return what some characters share as a JSON object."""
    return {
        "characters": [_character(one) for one in found.characters],
        "shared": [_shared(one) for one in found.shared],
        "near_misses": [
            {"missing": miss.missing.id, "shared": [_shared(one) for one in miss.shared]} for miss in found.near_misses
        ],
    }


def connected_json(found: Connected) -> Json:
    """Return how two are connected as a JSON object."""
    return {
        "first": _character(found.first),
        "last": _character(found.last),
        "avoided": _character(found.avoided) if found.avoided else None,
        "connection": _connection(found.connection) if found.connection else None,
    }


def timeline_json(found: Timeline) -> Json:
    """Return a timeline as a JSON object."""
    return {
        "name": found.heading,
        "lanes": [_lane(one) for one in found.lanes],
        "left_out": found.left_out,
        "undated": found.undated,
    }


def matrix_json(found: Matrix) -> Json:
    """Return who is where as a JSON object."""
    return {
        "name": found.heading,
        "view": "matrix",
        "columns": [{"title": one.title, "part": one.part, "released": _day(one.released)} for one in found.columns],
        "names": list(found.names),
        "cells": [[_cell(cell) if cell else None for cell in row] for row in found.cells],
        "names_left_out": found.names_left_out,
        "columns_left_out": found.columns_left_out,
    }


def web_json(found: Web) -> Json:
    """Return who shares episodes as a JSON object."""
    return {
        "name": found.heading,
        "view": "web",
        "nodes": [{"name": one.name, "home": one.group or None} for one in found.nodes],
        "ties": [
            {"first": one.first, "second": one.second, "shared": one.shared, "sourced": one.sourced}
            for one in found.ties
        ],
        "left_out": found.left_out,
        "ties_left_out": found.ties_left_out,
    }


def figures_json(found: Figures) -> Json:
    """Return the figures of a universe as a JSON object of plain numbers."""
    distances = found.distances
    return {
        "characters": found.characters,
        "titles": found.titles,
        "appearances": found.appearances,
        "linked_pairs": found.linked_pairs,
        "sure_pairs": found.sure_pairs,
        "components": len(distances.components),
        "largest_component": distances.components[0] if distances.components else 0,
        "mean_distance": distances.mean,
        "largest_distance": distances.largest,
        "most_travelled": [_traveller(one) for one in found.most_travelled],
        "most_connected": [
            _character(one.character) | {"partners": one.partners, "sure": one.sure} for one in found.most_connected
        ],
    }


def _connection(one: Connection) -> Json:
    return {
        "length": len(one.steps),
        "count": one.count,
        "number": one.number,
        "grade": (MetGrade.MET if one.met_throughout else MetGrade.SAME_EPISODE).value,
        "confidence": one.confidence.value,
        "steps": [_step(step) for step in one.steps],
    }


def _step(one: Step) -> Json:
    return {
        "first": one.first.id,
        "second": one.second.id,
        "grade": (MetGrade.MET if one.meeting else MetGrade.SAME_EPISODE).value,
        "confidence": one.confidence.value,
        "shared": one.shared,
        "place": _shared(one.place) if one.place else None,
        "meeting": _encounter(one.meeting) if one.meeting else None,
    }


def _crossing(one: Crossing) -> Json:
    return _character(one.character) | {
        "home": one.home.id,
        "into": one.into.id,
        "first": _place(one.first),
        "released": _day(one.released),
        "episodes": one.episodes,
        "precision": one.precision.value,
        "present": one.here,
        "unverified": one.unverified,
    }


def _traveller(one: Traveller) -> Json:
    return _character(one.character) | {
        "home": one.home.id,
        "titles": [title.id for title in one.titles],
        "episodes": one.episodes,
        "unverified": one.unverified,
    }


def _shared(one: SharedPlace) -> Json:
    return _place(one.place) | {
        "name": one.name or None,
        "released": _day(one.released),
        "confidence": one.confidence.value,
    }


def _encounter(one: Encounter) -> Json:
    row = one.meeting
    return {
        "title": row.title,
        "season": row.season,
        "episode": row.episode,
        "confidence": row.confidence.value,
        "source": row.source,
    }


def _lane(one: Lane) -> Json:
    return {
        "name": one.name,
        "crossover": one.crossover,
        "marks": [
            {
                "first": mark.first.isoformat(),
                "last": mark.last.isoformat(),
                "exact": mark.exact,
                "sourced": mark.sourced,
                "present": mark.here,
            }
            for mark in one.marks
        ],
    }


def _cell(one: Cell) -> Json:
    return {
        "episodes": one.episodes or None,
        "sourced": one.sourced,
        "crossover": one.crossover,
        "present": one.here,
    }


def _place(place: Place) -> Json:
    return {"title": place.title, "season": place.season, "episode": place.episode}


def _character(one: Character) -> Json:
    return {"id": one.id, "name": one.name}


def _title(one: Title) -> Json:
    return {"id": one.id, "name": one.name, "kind": one.kind.value}


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None
