"""What a round has to come to, reckoned from all that was delivered rather than step by step."""

from collections.abc import Iterable

from bot.domain.plays import moment_of
from bot.domain.rounds.effects import RoundResult
from bot.domain.rounds.events import Chose
from bot.domain.rounds.play import Play, Round
from bot.domain.rounds.rules import Mode

Delivered = tuple[int, int, int]
"""Person, interaction, choice; in the order of arrival."""


def is_meant_to_count(play: Play, event: Chose) -> bool:
    """Whether a press is one for the standing question, by somebody who may answer it, in time and in order."""
    press, asked = event.caller, play.asked
    if asked is None or event.round != play.number or not 0 <= event.choice < asked.choices:
        return False
    player = play.players.get(press.person)
    may = player.is_in if player is not None and not player.is_gone else play.rules.mode.is_open
    in_order = press.interaction > play.seen.get(press.person, 0)
    is_first_of_race = play.rules.mode is Mode.RACE and press.person in asked.presses
    return may and press.at < asked.ends_at and (in_order or is_first_of_race)


def reckoned(mode: Mode, asked: Round, delivered: Iterable[Delivered]) -> dict[int, tuple[int, int]]:
    """Return the choice and points of everybody who answered."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for person, interaction, choice in delivered:
        taken.setdefault(person, []).append((interaction, choice))
    stands = {person: min(mine) if mode is Mode.RACE else _last(mine) for person, mine in taken.items()}
    first = min((one for one in stands.values() if one[1] == asked.answer), default=None)
    if mode is Mode.RACE and first is not None:
        stands = {person: one for person, one in stands.items() if one <= first}
    return {person: (one[1], _points(mode, asked, one, first)) for person, one in stands.items()}


def _last(mine: list[tuple[int, int]]) -> tuple[int, int]:
    """The first press, or the first after it that chose something else."""
    return next((one for one in mine if one[1] != mine[0][1] and one > mine[0]), mine[0])


def _points(mode: Mode, asked: Round, one: tuple[int, int], first: tuple[int, int] | None) -> int:
    if one[1] != asked.answer:
        return 0
    if mode is not Mode.EVERYONE:
        return int(one == first or mode in (Mode.SURVIVAL, Mode.SOLO))
    begun_at = max(asked.asked_at, moment_of(one[0]))
    return 500 + 500 * (asked.ends_at - begun_at) // (asked.ends_at - asked.asked_at)


def hold_players(before: Play, after: Play, result: RoundResult) -> None:
    """Streaks and lives follow from the round, but for who left just now."""
    right = {one.person: one.is_right for one in result.answers}
    for person, player in before.players.items():
        now, is_right = after.players[person], right.get(person)
        if now.is_gone and not player.is_gone:
            continue
        is_judged = result.is_seen and not result.is_skipped and (player.is_in or is_right is not None)
        assert now.streak == (player.streak if not is_judged else player.streak + 1 if is_right else 0)
        costs = before.rules.mode is Mode.SURVIVAL and is_judged and not is_right
        assert now.lives == player.lives - costs
        assert (person in result.fallen) == (costs and player.is_in and now.lives == 0)
        assert now.fell_in == (before.number if person in result.fallen else player.fell_in)
