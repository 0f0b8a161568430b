"""The stage: shows plays in their channels. What was asked is edited into its answer, all else is a new message."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any, TypeAlias, cast

import discord
from discord import ui

from bot.domain.identities import MessageId, UserId
from bot.domain.plays import KeptPlay, PlayKind
from bot.domain.posed import posed_from
from bot.domain.rounds.effects import EndReason
from bot.domain.rounds.play import Phase, Play
from bot.services.play_courses import State, Values
from bot.services.play_crew import NotShown, PlaceLost
from bot.services.plays import Plays
from bot.ui.play_pages import Naming, answer_layout, host_layout, lobby_layout, podium_layout, question_layout
from bot.ui.unsent import UNSENT

_NOBODY = discord.AllowedMentions.none()
_NONCE_BYTES = 12  # 24 characters; Discord takes 25
_UNKNOWN_MESSAGE = 10008
_LEAST_ID = 10**14  # Discord's ids have had 17 digits and more since 2015

View: TypeAlias = ui.LayoutView
Scene: TypeAlias = tuple[View, bool | None]
"""A layout, and whether it takes the place of the message in which the play stands; None if it only stands beside."""
Drawing: TypeAlias = Callable[[KeptPlay, State, Values, Naming], Iterable[Scene]]
"""Draws what is to be shown, one message after another; nothing for what is past showing."""


class PlayStage:
    """Shows plays, each kind as it is drawn."""

    def __init__(self, client: discord.Client, plays: Plays, drawings: Mapping[PlayKind, Drawing]) -> None:
        self._client = client
        self._plays = plays
        self._drawings = drawings

    async def show(self, kept: KeptPlay, state: State, values: Values, mark: str) -> MessageId | None:
        """Show something, and return in which message the play stands then; raises PlaceLost and NotShown.

        What has the same mark is the same: should it be shown twice, Discord makes one message of it for some minutes.
        """
        name_of = await naming(self._plays, people_in(values))
        message: MessageId | None = None
        for part, (view, in_place) in enumerate(self._drawings[kept.kind](kept, state, values, name_of)):
            put = await self._put(kept, view, _nonce(kept, mark, part), in_place=bool(in_place))
            message = message if in_place is None else put
        return message

    async def _put(self, kept: KeptPlay, view: View, nonce: str, *, in_place: bool) -> MessageId:
        place = self._client.get_partial_messageable(kept.channel)
        try:
            if in_place and kept.message:
                try:
                    await place.get_partial_message(kept.message).edit(view=view, allowed_mentions=_NOBODY)
                except discord.NotFound as gone:
                    if gone.code != _UNKNOWN_MESSAGE:
                        raise
                else:
                    return kept.message
            return MessageId((await place.send(view=view, nonce=nonce)).id)
        except (discord.Forbidden, discord.NotFound) as lost:
            raise PlaceLost from lost
        except UNSENT as failure:
            raise NotShown from failure


async def naming(plays: Plays, people: Iterable[UserId]) -> Naming:
    """Return how people are shown: who has themselves hidden, or was forgotten, as somebody."""
    hidden = await plays.hidden(list(people))
    return lambda person: f"<@{person}>" if person and person not in hidden else "somebody"


def draw_trivia(kept: KeptPlay, state: Play, values: Values, name_of: Naming) -> Iterable[Scene]:
    """Yield the lobby, the question of a round, or its answer, the podium, who is the host."""
    if "lobby" in values:
        if state.phase is Phase.LOBBY:
            yield lobby_layout(state, kept.subject["label"], name_of), False
        return
    if "starts" in values:
        if state.asked and state.number == values["starts"] and kept.question:
            yield question_layout(state, posed_from(kept.question)), False
        return
    if values["result"]:
        yield answer_layout(kept.id, values, name_of), values["result"]["is_seen"]
    elif values["host"]:
        yield host_layout(values, name_of), None
    if values["ended"]:
        yield podium_layout(values, name_of), not values["podium"] or _is_lost(values)


def _is_lost(values: Values) -> bool:
    return values["ended"] == EndReason.CHANNEL_LOST.value


def people_in(value: Any) -> set[UserId]:  # noqa: ANN401  (any value of JSON)
    """Return everybody who may stand in what is shown: all numbers that are as long as Discord's ids."""
    if isinstance(value, Mapping):
        return people_in(list(cast("Mapping[str, Any]", value).values()))
    if isinstance(value, list):
        return set[UserId]().union(*map(people_in, cast("list[Any]", value)))
    return {UserId(value)} if isinstance(value, int) and value >= _LEAST_ID else set()


def _nonce(kept: KeptPlay, mark: str, part: int) -> str:
    return blake2b(f"{kept.id}:{mark}:{part}".encode(), digest_size=_NONCE_BYTES).hexdigest()
