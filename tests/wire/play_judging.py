"""Judges what was seen of plays, and what the database has in the end, by the rules reckoned anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .play_rules import Fit, Press, Round, Snapshot, fits, standing, ways
from .play_tables import Played, Table

Rows = Callable[[str], list[Any]]
Way = tuple[Fit, ...]

_SCORES = "SELECT guild_id, person_id, points, answers, rights, took_ms, plays, wins FROM scores"
_RATES = "SELECT coalesce(sum(answers), 0), coalesce(sum(rights), 0) FROM answer_rates"


class Range:
    """What adds up to something from `low` to `high`, in each of its parts."""

    def __init__(self, parts: int) -> None:
        self.low, self.high = [0] * parts, [0] * parts

    def add(self, options: Sequence[tuple[Sequence[int], Sequence[int]]]) -> None:
        """Add one of some options, each as the least and the most of each part."""
        for part in range(len(self.low)):
            self.low[part] += min(low[part] for low, _ in options)
            self.high[part] += max(high[part] for _, high in options)

    def has(self, values: Sequence[int]) -> bool:
        """Tell whether values can be the sum."""
        return all(low <= value <= high for low, value, high in zip(self.low, values, self.high, strict=True))

    def __repr__(self) -> str:
        return f"{self.low} to {self.high}"


def judge(tables: Sequence[Table], rows: Rows, figures: Any) -> list[str]:
    """Return what is amiss, and add to the figures what was judged."""
    amiss: list[str] = []
    scores: dict[tuple[int, int], Range] = {}
    rates = Range(2)
    for table in tables:
        amiss += table.problems
        guild = table.discord.server.world.guild_id(table.guild)
        for played in table.plays:
            found = list(_amiss_in(played))
            amiss += [f"{one} ({played.mode}, play {played.id})" for one in found]
            if not found:
                _count(played, guild, scores, rates)
            _figure(played, figures)
    if amiss:
        return amiss
    kept = {(row[0], row[1]): row[2:] for row in rows(_SCORES)}
    for key in kept.keys() | scores.keys():
        expected = scores.get(key, Range(6))
        if not expected.has(kept.get(key, (0,) * 6)):
            amiss.append(f"boards: {key} has {kept.get(key)}, not {expected}")
    ((answers, rights),) = rows(_RATES)
    return amiss if rates.has((answers, rights)) else [*amiss, f"rates: {answers}, {rights}, not {rates}"]


def what_is_lost(round_: Round, mode: str) -> list[str]:
    """Return what people were told of a round so far that is not so in the database."""
    try:
        for person in round_.people:
            standing(round_, person, mode)
    except ValueError as error:
        return [str(error)]
    return []


def _amiss_in(played: Played) -> Iterator[str]:
    numbers = sorted(played.rounds)
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"lost: a round, of {numbers}"
    found = [
        f"{one} in round {number}"
        for number, round_ in sorted(played.rounds.items())
        for one in _amiss_in_round(round_, played.mode)
    ]
    yield from found
    if not played.is_over:
        yield "stuck: it has not ended"
    elif numbers and len(played.podiums) != 1:
        yield f"lost or doubled: {len(played.podiums)} podiums, {played.ended}"
    elif any(len(set(same)) != 1 for same in played.podiums.values()):
        yield "doubled: podiums that differ"
    elif numbers and not found and not _ways(played):
        yield f"lost or doubled: the podium is {played.podiums}"


def _amiss_in_round(round_: Round, mode: str) -> Iterator[str]:
    if len(round_.texts) != 1:
        yield f"doubled: questions {round_.texts}"
    if round_.shown_in != round_.asked:
        yield f"lost: it was asked in {round_.asked}, and its result stands in {round_.shown_in}"
    if len(set(round_.results)) != 1:
        yield f"lost or doubled: results {set(round_.results)}"
        return
    try:
        if not fits(round_, round_.results[0], mode):
            yield f"lost or doubled: {round_.results[0]} of {round_}"
    except ValueError as error:
        yield str(error)


def _ways(played: Played) -> list[Way]:
    """Return in which ways a play may have gone."""
    rounds = [fits(one, one.results[0], played.mode) for _, one in sorted(played.rounds.items()) if one.results]
    ((podium, *_),) = played.podiums.values()
    return ways(rounds, podium, played.mode) if all(rounds) else []


def _count(played: Played, guild: int, scores: dict[tuple[int, int], Range], rates: Range) -> None:
    """Add to what has to be on the boards, and to how often questions were answered."""
    if not played.rounds:
        return
    ((podium, *_),) = played.podiums.values()
    options = _ways(played)
    answers = [[one for fit in way for one in fit.answers.values()] for way in options]
    counts = [(len(way), sum(one.is_right for one in way)) for way in answers]
    rates.add([(count, count) for count in counts])
    is_won = len(podium.places) > 1
    for place in podium.places:
        mine = [tuple(zip(*_scores(way, place.person), strict=True)) for way in options]
        best = any(_points(way, one.person) for way in options[:1] for one in podium.places)
        wins = int(place.rank == 1 and is_won and best)
        vectors = [
            ((*low, rated, wins * rated), (*high, rated, wins * rated))
            for way, (low, high) in zip(options, mine, strict=True)
            for rated in [int(any(fit.is_rated for fit in way))]
        ]
        scores.setdefault((guild, place.person), Range(6)).add(vectors)


def _points(way: Way, person: int) -> int:
    return sum(fit.answers[person].points for fit in way if person in fit.answers)


def _scores(way: Way, person: int) -> Iterable[tuple[int, int]]:
    """Return points, answers, right ones and the time they took, of rated rounds, each at least and at most."""
    rated = [fit.answers[person] for fit in way if fit.is_rated and person in fit.answers]
    points, rights = sum(one.points for one in rated), sum(one.is_right for one in rated)
    yield from ((points, points), (len(rated), len(rated)), (rights, rights))
    yield (
        sum(one.took for one in rated if one.is_right),
        sum(one.took_at_most for one in rated if one.is_right),
    )


def _figure(played: Played, figures: Any) -> None:
    figures.plays += 1
    for round_ in played.rounds.values():
        presses = [one for one in round_.events if isinstance(one, Press)]
        figures.rounds += 1
        figures.rounds_cut += any(isinstance(one, Snapshot) for one in round_.events)
        figures.presses += len(presses)
        figures.acknowledged += sum(one.told is not None for one in presses)
