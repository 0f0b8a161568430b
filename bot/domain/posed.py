"""A question as it is put to people: of the facts or a server's own, whole enough to be shown again after a restart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.domain.trivia.question import Question, corrected_difficulty

OWN = "own"
"""The pool of a server's own questions; those of the facts have their universe's id."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with its choices, of which `choices[answer]` is right; without choices it is answered by typing.

    `id` is the same whenever the same is asked. `accepted` are the right answers of a typed one, the best first, and
    `wrong` what is surely wrong. `difficulty` is the share of wrong answers to expect. `source` says where the fact is
    from, or by whom the question is, `url` where to read it.
    """

    pool: str
    id: str
    text: str
    difficulty: float
    choices: tuple[str, ...] = ()
    answer: int = 0
    accepted: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None

    @property
    def is_typed(self) -> bool:
        """Tell whether it is answered by typing."""
        return not self.choices

    @property
    def right(self) -> str:
        """Return the right answer."""
        return self.accepted[0] if self.is_typed else self.choices[self.answer]


def posed_of(pool: str, question: Question, answers: int = 0, rights: int = 0) -> Posed:
    """Return a question made from facts as it is put to people; real answers correct how hard it is."""
    return Posed(
        pool=pool,
        id=question.id,
        text=question.text,
        difficulty=corrected_difficulty(question.difficulty, rights, answers),
        choices=tuple(choice.name for choice in question.choices),
        answer=question.answer,
        source=question.source.name if question.source else None,
        url=question.source.url if question.source else None,
    )


_TUPLES = ("choices", "accepted", "wrong")


def posed_values(posed: Posed) -> dict[str, Any]:
    """Return a question as plain values of JSON; `posed_from` gives an equal one."""
    return asdict(posed)


def posed_from(values: Mapping[str, Any]) -> Posed:
    """Return the question that values of `posed_values` stand for."""
    rest = {name: value for name, value in values.items() if name not in _TUPLES}
    choices, accepted, wrong = (tuple(values[name]) for name in _TUPLES)
    return Posed(**rest, choices=choices, accepted=accepted, wrong=wrong)
