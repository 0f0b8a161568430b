"""The rules of docs/trivia.md anew, for what people were told: which choices may stand, and what they are worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from .play_shown import Place, Podium, Result

SECONDS = 5
LIVES = 3
_WHOLE = SECONDS * 1000
_DELIVERY = 0.9  # seconds after the end in which what was pressed before surely counts
_STANDS = "Your answer is **"
_TOLD = {"You can change it once": "taken", "That was your change": "changed", "It cannot be changed": "spent"}
_NOT_TAKEN = (
    "Too late, ",
    "That play is over",
    "That play goes on",
    "You have no lives",
    "You are not in",
    "All seats",
)


class Choice(NamedTuple):
    """A choice that stands."""

    place: int
    interaction: int
    is_changed: bool = False

    @property
    def at(self) -> float:
        """When it was pressed, in milliseconds of Discord's time."""
        return self.interaction >> 22


@dataclass
class Press:
    """What somebody pressed, and what they were told: None where the bot said nothing any more."""

    person: int
    place: int
    interaction: int
    told: str | None = None
    seconds: float = 0.0
    """In which they were told."""

    @property
    def kind(self) -> str:
        """Return what became of it: `taken`, `changed`, `spent`, `kept`, `refused`, or `unknown`."""
        if self.told is None:
            return "unknown"
        if self.told.startswith(_NOT_TAKEN):
            return "refused"
        return next((kind for words, kind in _TOLD.items() if words in self.told), "kept")


@dataclass(frozen=True)
class Snapshot:
    """A round as the database had it after a kill at `at`; it began at `asked_at`, if that it was shown is kept."""

    at: float
    presses: Mapping[int, Choice]
    asked_at: float
    is_shown: bool


@dataclass
class Round:
    """All that is known of a round, in the order in which it happened."""

    events: list[Press | Snapshot] = field(default_factory=list)
    labels: tuple[str, ...] = ()
    texts: set[str] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    """The messages that asked it."""
    results: list[Result] = field(default_factory=list)
    shown_in: set[int] = field(default_factory=set)
    """The messages that show its result."""
    revealed_at: float = 0.0

    @property
    def people(self) -> list[int]:
        """Return who has pressed."""
        return sorted({one.person for one in self.events if isinstance(one, Press)})


class Answered(NamedTuple):
    """What a choice was worth; how long it took is known from `took` to `took_at_most` milliseconds."""

    points: int
    is_right: bool
    took: int
    took_at_most: int


class Fit(NamedTuple):
    """How a round may have gone: what it was worth to whom, and whether it is rated."""

    answers: Mapping[int, Answered]
    is_rated: bool


def standing(round_: Round, person: int, mode: str) -> set[Choice | None]:
    """Return which choices of somebody may stand at the end; raises ValueError where something told is not so."""
    may: set[Choice | None] = {None}
    for event in round_.events:
        if isinstance(event, Snapshot):
            kept = event.presses.get(person)
            if kept not in may:
                raise ValueError(f"lost: the database has {kept}, where {may} was told")
            may = {kept}
        elif event.person == person:
            may = _after(may, event, mode, round_.labels)
    return may


def _after(may: set[Choice | None], press: Press, mode: str, labels: Sequence[str]) -> set[Choice | None]:
    if press.kind == "refused":
        return may
    after = [_step(before, press, mode) for before in may]
    if press.kind == "unknown":
        return may | {choice for choice, _ in after}
    fitting = {choice for choice, kind in after if kind == press.kind and _is_named(press.told, labels[choice.place])}
    if not fitting:
        raise ValueError(f"lost: {press} was told, where {may} may stand")
    return set(fitting)


def _step(before: Choice | None, press: Press, mode: str) -> tuple[Choice, str]:
    if before is None:
        return Choice(press.place, press.interaction), "kept" if mode == "race" else "taken"
    if mode == "race":
        return before, "spent"
    if before.place == press.place:
        return before, "kept"
    return (before, "spent") if before.is_changed else (Choice(press.place, press.interaction, True), "changed")


def _is_named(told: str | None, label: str) -> bool:
    return told is not None and _bare(told).startswith(_bare(_STANDS + label))


def _bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def beginnings(round_: Round) -> Iterable[float]:
    """Return when the round may have begun: with its message, unless a kill came between; in milliseconds."""
    messages = {float(one >> 22) for one in round_.asked}
    snapshots = [one for one in round_.events if isinstance(one, Snapshot)]
    if not snapshots:
        return messages
    last = snapshots[-1]
    if last.is_shown:
        return {last.asked_at}
    if last.presses:
        return messages | {last.asked_at}
    again = range(int(last.at), int(round_.revealed_at) + 1)
    return messages | set(map(float, again))


def fits(round_: Round, result: Result, mode: str) -> list[Fit]:
    """Return in which ways the round may have gone for its result to be right; none where it is wrong."""
    people = round_.people
    found: dict[tuple[tuple[int, int, bool], ...], list[Fit]] = {}
    for choices in product(*(standing(round_, person, mode) for person in people)):
        stand = {person: choice for person, choice in zip(people, choices, strict=True) if choice}
        for began in beginnings(round_):
            if mode == "everyone" and any(_was_in_time(one, began) for one in round_.events):
                continue
            answers = _answers(stand, result.right, began, mode)
            if answers is not None and _is_shown(answers, stand, result, mode):
                key = tuple((person, one.points, one.is_right) for person, one in sorted(answers.items()))
                found.setdefault(key, []).append(Fit(answers, len(stand) >= 2))
    return [_together(same) for same in found.values()]


def _was_in_time(event: Press | Snapshot, began: float) -> bool:
    """Tell whether somebody was told to be too late who was not, and not because it arrived late."""
    if isinstance(event, Snapshot) or not (event.told or "").startswith(_NOT_TAKEN[0]):
        return False
    return (event.interaction >> 22) < began + _WHOLE and event.seconds < _DELIVERY


def _together(same: Sequence[Fit]) -> Fit:
    """Return fits that differ in the time alone as one."""
    first = same[0].answers
    return Fit(
        {
            person: one._replace(
                took=min(other.answers[person].took for other in same),
                took_at_most=max(other.answers[person].took for other in same),
            )
            for person, one in first.items()
        },
        same[0].is_rated,
    )


def _answers(stand: Mapping[int, Choice], right: int, began: float, mode: str) -> dict[int, Answered] | None:
    """Return what the choices that count are worth; None where one of them was not made in time."""
    rights = sorted(choice.interaction for choice in stand.values() if choice.place == right)
    counted = {
        person: choice
        for person, choice in stand.items()
        if mode != "race" or not rights or choice.interaction <= rights[0]
    }
    if any(choice.at >= began + _WHOLE for choice in counted.values()):
        return None
    answers = {}
    for person, choice in counted.items():
        took = max(0, int((choice.at - began) // 1))
        is_right = choice.place == right
        is_first = is_right and choice.interaction == rights[0]
        points = {"everyone": 500 + 500 * (_WHOLE - took) // _WHOLE, "race": is_first, "duel": is_first}.get(mode, 1)
        answers[person] = Answered(int(points) if is_right else 0, is_right, took, took)
    return answers


def _is_shown(answers: Mapping[int, Answered], stand: Mapping[int, Choice], result: Result, mode: str) -> bool:
    counts = [0] * len(result.counts)
    for person in answers:
        counts[stand[person].place] += 1
    told = {
        (person, None if mode == "survival" else one.points, f"{one.took / 1000:.1f}")
        for person, one in answers.items()
        if one.points
    }
    return tuple(counts) == result.counts and told == result.awards


def ways(rounds: Sequence[Sequence[Fit]], podium: Podium, mode: str) -> list[tuple[Fit, ...]]:
    """Return in which ways the rounds may have gone for the podium to be right; none where it is wrong."""
    people = [one.person for one in podium.places]
    return [way for way in product(*rounds) if sorted(_podium(way, people, mode)) == sorted(_said(podium, mode))]


def _said(podium: Podium, mode: str) -> Iterator[tuple[int, ...]]:
    for one in podium.places:
        yield _line(one.rank, one.person, one, mode)


def _line(rank: int, person: int, one: "Place | _Sum", mode: str) -> tuple[int, ...]:
    """Return what a podium of this mode tells of somebody."""
    points = one.points if mode in ("everyone", "race", "duel") else 0
    streak = one.streak if one.streak and one.streak > 1 else 0
    return (rank, person, points or 0, one.right or 0, (one.lives or 0) if mode == "survival" else 0, streak)


@dataclass
class _Sum:
    points: int = 0
    right: int = 0
    lives: int = LIVES
    streak: int = 0
    running: int = 0
    fell_in: int = 0

    def add(self, number: int, answer: Answered | None, mode: str) -> None:
        if answer is None and self.fell_in:
            return
        is_right = answer is not None and answer.is_right
        self.running = self.running + 1 if is_right else 0
        self.streak = max(self.streak, self.running)
        self.points += answer.points if answer else 0
        self.right += is_right
        if mode == "survival" and not is_right:
            self.lives -= 1
            self.fell_in = 0 if self.lives else number

    def worse(self, mode: str) -> tuple[int, ...]:
        return (-(self.fell_in or 1000), -self.lives) if mode == "survival" else (-self.points,)


def _podium(way: Sequence[Fit], people: Sequence[int], mode: str) -> Iterator[tuple[int, ...]]:
    sums = {person: _Sum() for person in people}
    for number, fit in enumerate(way, 1):
        if not fit.answers.keys() <= sums.keys():
            return
        for person, one in sums.items():
            one.add(number, fit.answers.get(person), mode)
    for person, one in sums.items():
        rank = 1 + sum(other.worse(mode) < one.worse(mode) for other in sums.values())
        yield _line(rank, person, one, mode)
