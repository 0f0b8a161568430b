"""A play as a value: one sitting of lobby, rounds and podium in a channel, whole enough to go on after a restart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.identities import ChannelId, GuildId, InteractionId, UserId
from bot.domain.plays import PlayId, moment_of
from bot.domain.rounds.rules import LIVES, Mode, Rules
from bot.domain.rounds.typed import is_typed_right


class Phase(StrEnum):
    """Where a play stands. In each but the last it waits for a moment at the most, so that every play ends."""

    LOBBY = "lobby"
    ASKING = "asking"
    REVEALED = "revealed"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Press:
    """What somebody chose in a round, by the place of the choice from 0. `is_changed`: the one change is used."""

    choice: int
    interaction: InteractionId
    is_changed: bool = False

    @property
    def at(self) -> datetime:
        """Return when it was pressed."""
        return moment_of(self.interaction)


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who plays, or did until they left (`is_gone`).

    `joined` is the interaction by which they came: the lowest has been there longest. `lives` count in survival alone;
    `fell_in` is the round in which the last one was lost. `right` counts right answers, `streak` those in a row.
    """

    joined: InteractionId
    score: int = 0
    right: int = 0
    streak: int = 0
    best_streak: int = 0
    lives: int = 0
    fell_in: int | None = None
    is_gone: bool = False

    @property
    def is_in(self) -> bool:
        """Tell whether they still play: neither gone nor out of lives."""
        return not self.is_gone and self.fell_in is None


@dataclass(frozen=True, slots=True)
class Round:
    """The question being asked: `answer` is the place of the right one of so many `choices`, and a secret.

    Without choices it is answered by typing, and a choice is a `typed_choice`. A press counts before `ends_at`.
    `is_shown` says that the question is known to stand in the channel.
    """

    question: str
    answer: int
    choices: int
    asked_at: datetime
    ends_at: datetime
    is_shown: bool = False
    presses: Mapping[UserId, Press] = field(default_factory=dict[UserId, Press], hash=False)

    def __post_init__(self) -> None:
        """Refuse an answer that is none of the choices, and an end without any time before it, with a ValueError."""
        if self.choices and not 0 <= self.answer < self.choices:
            raise ValueError(f"the right one of {self.choices} choices cannot be number {self.answer}")
        if self.ends_at <= self.asked_at:
            raise ValueError("a round cannot end before it has begun")

    @property
    def is_seen(self) -> bool:
        """Tell whether anybody is known to have seen the question."""
        return self.is_shown or bool(self.presses)

    @property
    def is_typed(self) -> bool:
        """Tell whether it is answered by typing."""
        return not self.choices

    def takes(self, choice: int) -> bool:
        """Tell whether a choice can be one of this round."""
        return choice >= 0 if self.is_typed else 0 <= choice < self.choices

    def is_right(self, choice: int) -> bool:
        """Tell whether a choice is right."""
        return is_typed_right(choice) if self.is_typed else choice == self.answer


@dataclass(frozen=True, slots=True)
class Play:
    """A play between two events. `number` is that of the round, 0 in the lobby.

    `asked` is None outside rounds, and within one until its question is picked. `due_at` is when the play moves on by
    itself, None once it has ended. `empty` counts the rounds in a row in which nobody chose. `seen` has the newest
    interaction of each person, so that nothing older is done after it, and nothing twice.
    """

    id: PlayId
    guild: GuildId
    channel: ChannelId
    host: UserId
    rules: Rules
    phase: Phase
    due_at: datetime | None
    number: int = 0
    empty: int = 0
    asked: Round | None = None
    players: Mapping[UserId, Player] = field(default_factory=dict[UserId, Player], hash=False)
    seen: Mapping[UserId, InteractionId] = field(default_factory=dict[UserId, InteractionId], hash=False)

    @property
    def present(self) -> dict[UserId, Player]:
        """Return who has not left, those without lives among them."""
        return {person: player for person, player in self.players.items() if not player.is_gone}

    @property
    def still_in(self) -> dict[UserId, Player]:
        """Return whose answer is waited for."""
        return {person: player for person, player in self.players.items() if player.is_in}

    def noting(self, person: UserId, interaction: InteractionId) -> "Play":
        """Return the play with an interaction as the newest of a person."""
        return replace(self, seen={**self.seen, person: interaction})

    def seating(self, person: UserId, interaction: InteractionId) -> "Play":
        """Return the play with somebody in it; who comes back keeps their points, and has been there since just now."""
        lives = LIVES if self.rules.mode is Mode.SURVIVAL else 0
        before = self.players.get(person, Player(joined=interaction, lives=lives))
        player = replace(before, joined=interaction, is_gone=False)
        return replace(self, players={**self.players, person: player})
