"""A link duel, and what is shown of it, as plain values of JSON, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, cast

from bot.domain.cast import Place
from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.links.duel import Duel, Stage, Step
from bot.domain.links.effects import LinkEnd, LinkPost, ShowEnd, ShowInvitation, ShowTurn
from bot.domain.links.rules import LinkRules
from bot.domain.pack import CharacterId, TitleId, UniverseId
from bot.domain.plays import PlayId

VERSION = 1
"""Of the shape of the values; one that changes their meaning gets the next, and keeps reading the older."""

_POSTS: Mapping[str, type[LinkPost]] = {
    "invitation": ShowInvitation,
    "turn": ShowTurn,
    "end": ShowEnd,
}
_NAMES = {post: name for name, post in _POSTS.items()}


def duel_values(duel: Duel) -> dict[str, Any]:
    """Return a duel as dicts, lists, texts, numbers, booleans and None; `duel_from` gives an equal one."""
    return {
        "version": VERSION,
        "id": duel.id,
        "guild": duel.guild,
        "channel": duel.channel,
        "host": duel.host,
        "universe": duel.rules.universe,
        "seconds": duel.rules.seconds,
        "stage": duel.stage.value,
        "due_at": duel.due_at.isoformat() if duel.due_at else None,
        "moved_at": duel.moved_at.isoformat(),
        "chain": _steps_values(duel.chain),
        "invited": duel.invited,
        "opponent": duel.opponent,
        "is_shown": duel.is_shown,
        "is_renewed": duel.is_renewed,
        "seen": [list(pair) for pair in duel.seen.items()],
    }


def duel_from(values: Mapping[str, Any]) -> Duel:
    """Return the duel that values of `duel_values` stand for. Raises ValueError for a version that is not known."""
    if values["version"] != VERSION:
        raise ValueError(f"a link duel of version {values['version']} cannot be read, only of {VERSION}")
    due_at = values["due_at"]
    return Duel(
        id=PlayId(values["id"]),
        guild=GuildId(values["guild"]),
        channel=ChannelId(values["channel"]),
        host=UserId(values["host"]),
        rules=LinkRules(UniverseId(values["universe"]), values["seconds"]),
        stage=Stage(values["stage"]),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        moved_at=datetime.fromisoformat(values["moved_at"]),
        chain=_steps_from(values["chain"]),
        invited=_person_from(values["invited"]),
        opponent=_person_from(values["opponent"]),
        is_shown=values["is_shown"],
        is_renewed=values["is_renewed"],
        seen={UserId(person): InteractionId(interaction) for person, interaction in values["seen"]},
    )


def post_values(post: LinkPost) -> dict[str, Any]:
    """Return what is to be shown as plain values; `post_from` gives an equal one.

    That of a turn has one key more for whoever shows it: `starts`, its number.
    """
    written = {field.name: _written(getattr(post, field.name)) for field in fields(post)}
    starts = {"starts": post.turn} if isinstance(post, ShowTurn) else {}
    return {"post": _NAMES[type(post)], **starts, **written}


def post_from(values: Mapping[str, Any]) -> LinkPost:
    """Return what values of `post_values` stand for. Raises KeyError for another kind of post."""
    kind = _POSTS[values["post"]]
    read = {field.name: values[field.name] for field in fields(kind)}
    return kind(**{name: _READERS[name](value) if name in _READERS else value for name, value in read.items()})


def _written(value: object) -> Any:  # noqa: ANN401  (any value of JSON)
    match value:
        case datetime():
            return value.isoformat()
        case LinkEnd():
            return value.value
        case tuple():
            return [_written(one) for one in cast("tuple[object, ...]", value)]
        case Step():
            return _step_values(value)
        case Place():
            return _place_values(value)
        case _:
            return value


def _steps_values(steps: Iterable[Step]) -> list[list[Any]]:
    return [_step_values(step) for step in steps]


def _step_values(step: Step) -> list[Any]:
    return [step.character, step.by, _place_values(step.place) if step.place else None]


def _steps_from(values: Iterable[Sequence[Any]]) -> tuple[Step, ...]:
    return tuple(
        Step(CharacterId(character), _person_from(by), _place_from(place) if place else None)
        for character, by, place in values
    )


def _place_values(place: Place) -> list[Any]:
    return [place.title, place.season, place.episode]


def _place_from(values: Sequence[Any]) -> Place:
    title, season, episode = values
    return Place(TitleId(title), season, episode)


def _places_from(values: Iterable[Sequence[Any]]) -> tuple[Place, ...]:
    return tuple(map(_place_from, values))


def _person_from(value: int | None) -> UserId | None:
    return None if value is None else UserId(value)


_READERS: Mapping[str, Any] = {
    "chain": _steps_from,
    "used_up": _places_from,
    "until": datetime.fromisoformat,
    "ends_at": datetime.fromisoformat,
    "why": LinkEnd,
}
