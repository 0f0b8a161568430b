"""Who stands where at the end of a play."""

from bot.domain.boards import ranks_from
from bot.domain.identities import UserId
from bot.domain.rounds.effects import Standing
from bot.domain.rounds.play import Play, Player
from bot.domain.rounds.rules import MOST_ROUNDS, Mode

_NEVER = MOST_ROUNDS + 1  # later than any round in which one could fall


def standings_of(play: Play) -> tuple[Standing, ...]:
    """Return everybody's place, best first; those who are level in the order in which they came, with the same rank."""
    order = sorted(play.players.items(), key=lambda one: (_worse(play, one[1]), one[1].joined, one[0]))
    ranks = ranks_from(1, 1, [_worse(play, player) for _, player in order])
    return tuple(_standing(rank, person, player) for rank, (person, player) in zip(ranks, order, strict=True))


def _standing(rank: int, person: UserId, player: Player) -> Standing:
    return Standing(rank, person, player.score, player.right, player.best_streak, player.lives)


def _worse(play: Play, player: Player) -> tuple[int, ...]:
    """Return what is greater the worse somebody did: survival goes by how long, then by lives; else points decide.

    Who leaves a duel has lost it.
    """
    match play.rules.mode:
        case Mode.SURVIVAL:
            return (-(player.fell_in or _NEVER), -player.lives)
        case Mode.DUEL:
            return (int(player.is_gone), -player.score)
        case _:
            return (-player.score,)
