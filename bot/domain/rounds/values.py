"""A play as plain values of JSON, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId
from bot.domain.rounds.play import Phase, Play, Player, Press, Round
from bot.domain.rounds.rules import Level, Mode, Rules

VERSION = 1
"""Of the shape of the values; one that changes their meaning gets the next, and keeps reading the older."""

_OF_A_PLAYER = tuple(field.name for field in fields(Player))
_OF_A_PRESS = tuple(field.name for field in fields(Press))


def play_values(play: Play) -> dict[str, Any]:
    """Return a play as dicts, lists, texts, numbers, booleans and None; `play_from` gives an equal one."""
    return {
        "version": VERSION,
        "id": play.id,
        "guild": play.guild,
        "channel": play.channel,
        "host": play.host,
        "rules": _rules_values(play.rules),
        "phase": play.phase.value,
        "due_at": play.due_at.isoformat() if play.due_at else None,
        "number": play.number,
        "empty": play.empty,
        "asked": _round_values(play.asked) if play.asked else None,
        "players": [{"person": person, **_parts(player, _OF_A_PLAYER)} for person, player in play.players.items()],
        "seen": [list(pair) for pair in play.seen.items()],
    }


def play_from(values: Mapping[str, Any]) -> Play:
    """Return the play that values of `play_values` stand for. Raises ValueError for a version that is not known."""
    if values["version"] != VERSION:
        raise ValueError(f"a play of version {values['version']} cannot be read, only of {VERSION}")
    due_at, asked = values["due_at"], values["asked"]
    return Play(
        id=PlayId(values["id"]),
        guild=GuildId(values["guild"]),
        channel=ChannelId(values["channel"]),
        host=UserId(values["host"]),
        rules=_rules_from(values["rules"]),
        phase=Phase(values["phase"]),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        number=values["number"],
        empty=values["empty"],
        asked=_round_from(asked) if asked else None,
        players=dict(map(_player_from, values["players"])),
        seen={UserId(person): InteractionId(interaction) for person, interaction in values["seen"]},
    )


def _parts(value: Player | Press, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _rules_values(rules: Rules) -> dict[str, Any]:
    return {"mode": rules.mode.value, "rounds": rules.rounds, "seconds": rules.seconds, "level": rules.level.value}


def _rules_from(values: Mapping[str, Any]) -> Rules:
    return Rules(Mode(values["mode"]), values["rounds"], values["seconds"], Level(values["level"]))


def _player_from(values: Mapping[str, Any]) -> tuple[UserId, Player]:
    person = UserId(values["person"])
    return person, Player(**{name: value for name, value in values.items() if name != "person"})


def _round_values(asked: Round) -> dict[str, Any]:
    return {
        "question": asked.question,
        "answer": asked.answer,
        "choices": asked.choices,
        "asked_at": asked.asked_at.isoformat(),
        "ends_at": asked.ends_at.isoformat(),
        "is_shown": asked.is_shown,
        "presses": [{"person": person, **_parts(press, _OF_A_PRESS)} for person, press in asked.presses.items()],
    }


def _round_from(values: Mapping[str, Any]) -> Round:
    presses = {
        UserId(one["person"]): Press(one["choice"], InteractionId(one["interaction"]), one["is_changed"])
        for one in values["presses"]
    }
    return Round(
        question=values["question"],
        answer=values["answer"],
        choices=values["choices"],
        asked_at=datetime.fromisoformat(values["asked_at"]),
        ends_at=datetime.fromisoformat(values["ends_at"]),
        is_shown=values["is_shown"],
        presses=presses,
    )
