"""Whatever people, moderators and facts do to wishes, in any order, the stores and a plain model agree at each step."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.store import merging_sql, privacy_sql, votes_sql, wishes_sql
from tests.store.wish_making import JOINED_AT, NOON
from tests.store.wish_model import Model
from tests.store.wish_model_values import Rules, Who
from tests.store.wish_server import PEOPLE, House, Real

STEPS = {"sqlite": 14_000, "postgresql": 6_000}
STEPS_OF_AN_EXAMPLE = 50
_presses = count(2**60)


@dataclass(frozen=True)
class Delivery:
    """Something that a person did once; it may be delivered late, and again."""

    deed: str
    who: Who
    about: tuple[Any, ...]


people = st.sampled_from(PEOPLE)
wishes = st.integers(0, 999)
values = st.sampled_from((1, -1))
votes = st.sampled_from((1, -1, 0))
BEGINNINGS = (
    ("Mara Quill", "The Ferry"),
    ("Old Tom", "The Ferry"),
    ("Jane Doe", "Lighthouse"),
    ("Old Tom", "Jane Doe"),
)
whats = st.tuples(
    st.sampled_from(("Mara Quill", "Old Tom", "Jane Doe")), st.sampled_from(("Jane Doe", "The Ferry", "Lighthouse"))
)
DEEDS = (
    *("add", "vote", "follow", "withdraw", "edit", "approve", "reject", "remove", "restore", "merge"),
    *("block", "unblock", "change_rules"),
)
rule_sets = st.builds(
    Rules,
    review=st.booleans(),
    self_votes=st.booleans(),
    member_days=st.sampled_from((0, 0, 0, 3)),
    most_wishes=st.sampled_from((10, 10, 2)),
    most_votes=st.sampled_from((None, None, 1, 3)),
)


class WishMachine(RuleBasedStateMachine):
    """Does the same to a server and to the model of one, and compares."""

    house: ClassVar[House]

    def __init__(self) -> None:
        super().__init__()
        self.real, self.model = Real(self.house, NOON), Model(NOON)
        self.joined = dict.fromkeys(PEOPLE, JOINED_AT)
        self.deliveries: list[Delivery] = []
        self.holds = self.restarted = False

    @initialize(rules=rule_sets, votes=st.lists(st.tuples(people, wishes, votes), max_size=12))
    def begin(self, rules: Rules, votes: list[tuple[int, int, int]]) -> None:
        self._press("change_rules", 1, Rules())
        for place, (who, into) in enumerate(BEGINNINGS, start=1):
            self._press("add", place, (who, into))
        for person, wish, value in votes:
            self._press("vote", person, self._number(wish), value)
        self._press("change_rules", 1, rules)
        self.house.run(self.real.post(1))
        self.model.post(1)

    @rule(person=people, what=whats)
    def add(self, person: int, what: tuple[str, str]) -> None:
        self._press("add", person, what)

    @rule(person=people, wish=wishes, value=values)
    def vote(self, person: int, wish: int, value: int) -> None:
        self._press("vote", person, self._number(wish), value)

    @rule(people=st.lists(people, min_size=2, unique=True), wish=wishes, value=values)
    def vote_together(self, people: list[int], wish: int, value: int) -> None:
        number = self._number(wish)
        for person in people:
            self._press("vote", person, number, value)

    @rule(person=people, wish=wishes, value=votes)
    def withdraw_or_change_a_vote(self, person: int, wish: int, value: int) -> None:
        voted = [number for number, one, _ in self.model.votes() if one == person]
        self._press("vote", person, self._number(wish, voted), value)

    @rule(person=people, wish=wishes, follows=st.integers(0, 1))
    def follow(self, person: int, wish: int, follows: int) -> None:
        self._press("follow", person, self._number(wish), follows)

    @rule(person=people, wish=wishes)
    def withdraw(self, person: int, wish: int) -> None:
        self._press("withdraw", person, self._number(wish))

    @rule(person=people, wish=wishes)
    def withdraw_their_own(self, person: int, wish: int) -> None:
        number = self._number(wish)
        self._press("withdraw", self._author(number, person), number)

    @rule(person=people, wish=wishes, why=st.sampled_from(("because", "why not")))
    def edit(self, person: int, wish: int, why: str) -> None:
        number = self._number(wish)
        self._press("edit", self._author(number, person), number, why)

    @rule(person=people, wish=wishes, deed=st.sampled_from(("approve", "reject", "approve")))
    def review(self, person: int, wish: int, deed: str) -> None:
        self._press(deed, person, self._number(wish, self._in_state("waiting")))

    @rule(person=people, wish=wishes)
    def remove(self, person: int, wish: int) -> None:
        self._press("remove", person, self._number(wish))

    @rule(person=people, wish=wishes, state=st.sampled_from(("merged", "removed", "withdrawn")))
    def restore(self, person: int, wish: int, state: str) -> None:
        self._press("restore", person, self._number(wish, self._in_state(state)))

    @rule(person=people, source=wishes, into=wishes)
    def merge(self, person: int, source: int, into: int) -> None:
        self._press("merge", person, self._number(source), self._number(into))

    @rule(person=people, whom=people, deed=st.sampled_from(("block", "unblock")))
    def keep_out(self, person: int, whom: int, deed: str) -> None:
        self._press(deed, person, whom)

    @rule(person=people, rules=rule_sets)
    def change_rules(self, person: int, rules: Rules) -> None:
        self._press("change_rules", person, rules)

    @rule(wish=wishes)
    def settle(self, wish: int) -> None:
        number = self._number(wish)
        assert self.house.run(self.real.settle(number)) == self.model.settle(number)

    @rule(wish=wishes)
    def post(self, wish: int) -> None:
        number = self._number(wish)
        if number in self.model.wishes:
            self.house.run(self.real.post(number))
            self.model.post(number)

    @rule()
    def run_errands(self) -> None:
        self.house.run(self.real.run_errands())
        self.model.run_errands()

    @rule(person=people)
    def forget(self, person: int) -> None:
        self.house.run(self.real.forget(person))
        self.model.forget(person)

    @rule(person=people)
    def leave_and_return(self, person: int) -> None:
        self.joined[person] = self.model.now

    @rule(hours=st.integers(1, 80))
    def time_passes(self, hours: int) -> None:
        self._pass(timedelta(hours=hours))
        self.house.run(self.real.sweep())
        self.model.sweep()

    @precondition(lambda self: not self.restarted)
    @rule()
    def restart(self) -> None:
        self.restarted = True
        self.house.restart()

    @rule()
    def hold_the_next_press_back(self) -> None:
        self.holds = True

    @rule(which=wishes, of=st.sampled_from((("vote",), DEEDS)))
    def deliver_late_or_again(self, which: int, of: tuple[str, ...]) -> None:
        sent = [one for one in self.deliveries if one.deed in of]
        if sent:
            self._deliver(sent[-1 - which % len(sent)])

    @invariant()
    def agree(self) -> None:
        self.house.steps += 1
        self._pass(timedelta(minutes=1))
        assert self.house.run(self.real.everything()) == self.real.expected(self.model)

    def _press(self, deed: str, person: int, *about: Any) -> None:
        delivery = Delivery(deed, Who(person, next(_presses), self.joined[person]), about)
        self.deliveries.append(delivery)
        if self.holds:
            self.holds = False
        else:
            self._deliver(delivery)

    def _deliver(self, delivery: Delivery) -> None:
        of_model = getattr(self.model, delivery.deed)(delivery.who, *delivery.about)
        of_real = self.house.run(getattr(self.real, delivery.deed)(delivery.who, *delivery.about))
        assert of_real == of_model, delivery

    def _pass(self, time: timedelta) -> None:
        self.model.now += time
        self.real.now = self.model.now

    def _in_state(self, *states: str) -> list[int]:
        return [number for number, wish in self.model.wishes.items() if wish.state in states]

    def _number(self, drawn: int, apt: Sequence[int] = ()) -> int:
        """Return a wish's number: mostly of an apt one, else of one that stands; at times any, or one too many."""
        apt = apt or self._in_state("waiting", "open")
        if apt and drawn % 8 != 7:
            return apt[drawn % len(apt)]
        return 1 + drawn % (len(self.model.wishes) + 1)

    def _author(self, number: int, otherwise: int) -> int:
        wish = self.model.wishes.get(number)
        return wish.author if wish and wish.author else otherwise


@contextmanager
def machine_over(address: str) -> Iterator[type[WishMachine]]:
    house = House(address)
    try:
        yield type("Machine", (WishMachine,), {"house": house})
    finally:
        house.close()


def run_machine(machine: type[WishMachine], examples: int, **options: Any) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS_OF_AN_EXAMPLE,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            **options,
        ),
    )


def test_the_stores_and_the_model_agree_at_every_step(address: str, engine: str) -> None:
    with machine_over(address) as machine:
        while machine.house.steps < STEPS[engine]:
            run_machine(machine, 60)


BROKEN = {
    "a late press overwrites": (votes_sql, "RECORD", "votes.interaction_id < excluded.interaction_id", "1 = 1"),
    "a repeated press counts": (votes_sql, "COUNT", "v.interaction_id >= :interaction_id", "1 = 0"),
    "who comes back votes twice": (votes_sql, "RECLAIM", "person_id = :nobody", "1 = 0"),
    "a merge does not recount": (merging_sql, "RECOUNT", "number = :number", "number = -:number"),
    "a restore keeps the votes": (merging_sql, "_TAKE_VOTES_BACK", "via = :source", "via = -:source"),
    "a merge copies what was taken back": (merging_sql, "_COPY_VOTES", "value <> 0", "1 = 1"),
    "the forgotten lose their votes": (
        privacy_sql,
        "UNNAME_VOTE",
        "interaction_id = 0",
        "interaction_id = 0, value = 0",
    ),
    "anybody withdraws a wish": (wishes_sql, "WITHDRAW", "author_id = :person_id", "1 = 1"),
    "a refusal has a card drawn": (wishes_sql, "REDRAW_OWN", "w.author_id = :person_id", "1 = 1"),
    "who is blocked cannot stop following": (votes_sql, "FOLLOW_REFUSAL", "CAST(:follows AS INTEGER) = 1 AND", ""),
}


SLOWLY_FOUND = (
    "a repeated press counts",
    "a restore keeps the votes",
    "a merge copies what was taken back",
    "who is blocked cannot stop following",
)


@pytest.mark.parametrize(
    "broken", [pytest.param(one, marks=[pytest.mark.long] * (one in SLOWLY_FOUND)) for one in BROKEN]
)
def test_a_broken_rule_is_noticed(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    module: ModuleType
    module, statement, rule_in_words, instead = BROKEN[broken]
    text = getattr(module, statement)
    assert rule_in_words in text
    monkeypatch.setattr(module, statement, text.replace(rule_in_words, instead))
    with machine_over(str(sqlite_path)) as machine, pytest.raises(AssertionError):
        run_machine(machine, 2_000, phases=[Phase.generate], database=None, report_multiple_bugs=False)
