"""How plays of a kind go, for the actor that moves any of them on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from bot.domain.identities import InteractionId, MessageId, UserId
from bot.domain.plays import PlayKind, Tally

Values: TypeAlias = Mapping[str, Any]
"""Plain values of JSON."""
State: TypeAlias = Any
"""A play as its engine sees it, with `id`, `guild`, `channel`, `host` and `due_at` (None once it has ended)."""
Event: TypeAlias = Any
"""What an engine takes; what is pressed has a `caller`."""
Effect: TypeAlias = Any
"""What comes of an event."""


class Answered(Protocol):
    """What somebody is told about what they pressed: a receipt of an engine."""

    @property
    def person(self) -> UserId:
        """Return who pressed."""
        ...

    @property
    def interaction(self) -> InteractionId:
        """Return by which interaction."""
        ...


class Course(Protocol):
    """The engine of a kind of play, and what is shown and counted of its effects."""

    kind: PlayKind

    def read(self, values: Values, /) -> State:
        """Return the play that `write` has written."""
        ...

    def write(self, state: State, /) -> dict[str, Any]:
        """Return a play as plain values of JSON."""
        ...

    def step(self, state: State, event: Event, /) -> tuple[State, tuple[Effect, ...]]:
        """Return the play after an event, and the effects."""
        ...

    def receipt(self, effects: Sequence[Effect], /) -> Answered | None:
        """Return what the person who pressed is told."""
        ...

    def post(self, state: State, effects: Sequence[Effect], question: Values | None, /) -> Values | None:
        """Return what is to be shown of a step for good, None where nothing is.

        Where it has the key `starts`, the round of that number begins when it stands there.
        """
        ...

    def unseen(self, state: State, message: MessageId | None, /) -> Values | None:
        """Return what is to be shown again after a restart, as nobody may have seen it; None where everybody could.

        `message` is where the play was shown last, as far as that was kept.
        """
        ...

    def news(
        self, state: State, subject: Values, effects: Sequence[Effect], now: datetime, /
    ) -> tuple[Values, Tally | None]:
        """Return what the play is about after a step, with what is noted of it, and what is counted."""
        ...
