"""The maker of questions over one universe: of a kind, about somebody or something, as many as are wanted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from bot.domain.catalogue import Catalogue
from bot.domain.network import Network
from bot.domain.pack import CharacterId, TitleId
from bot.domain.trivia.asking import Draft, question_of
from bot.domain.trivia.at_home import Home, Visitor
from bot.domain.trivia.chance import Chance
from bot.domain.trivia.in_casts import NeverEntered, OddOneOut
from bot.domain.trivia.in_episodes import FirstShared, WhichEpisode
from bot.domain.trivia.in_time import CrossedFirst, ReleaseOrder
from bot.domain.trivia.in_titles import AppearedIn, HowManyTitles, WhichSeason
from bot.domain.trivia.played import PlaysWhom, TwoRoles, WhoPlays
from bot.domain.trivia.question import Question, TriviaKind
from bot.domain.trivia.record import Record, Scope
from bot.domain.trivia.together import Chain, SharedWith

_TRIES = 300  # draws for one question; of most kinds every second draw finds one

_KINDS = (
    AppearedIn,
    NeverEntered,
    CrossedFirst,
    FirstShared,
    WhichEpisode,
    OddOneOut,
    SharedWith,
    Chain,
    ReleaseOrder,
    WhoPlays,
    PlaysWhom,
    TwoRoles,
    HowManyTitles,
    WhichSeason,
    Visitor,
    Home,
)


class _Kind(Protocol):
    """A kind of question: draws facts until they are enough for one."""

    def draw(self, scope: Scope, chance: Chance) -> Draft | None: ...


class QuestionMaker:
    """Makes questions from the facts of a universe; the same facts and chances make the same questions.

    The network has to be made of all the facts of the catalogue. `record` is what the facts prove.
    """

    def __init__(self, catalogue: Catalogue, network: Network, *, tries: int = _TRIES) -> None:
        """Take the facts, and how many draws there are for one question; indexes are made when a kind needs them."""
        self._tries = tries
        self.record = Record(catalogue, network)
        self._kinds: dict[TriviaKind, _Kind] = {kind.kind: kind(self.record) for kind in _KINDS}

    def about_title(self, title: TitleId) -> Scope:
        """Return the scope of questions about a title and its people; raises KeyError where there is none."""
        rows = self.record.catalogue.title_appearances(self.record.catalogue.titles[title].id)
        cast = {row.character for row in rows if self.record.surely(row)}
        return Scope(sorted(cast, key=self.record.network.number), [title])

    def about_character(self, character: CharacterId) -> Scope:
        """Return the scope of questions about a character and their titles; raises KeyError where there is none."""
        rows = self.record.catalogue.appearances(self.record.catalogue.characters[character].id)
        titles = dict.fromkeys(row.title for row in rows if self.record.surely(row))
        return Scope([character] if titles else [], list(titles))

    def question(
        self,
        chance: Chance,
        kind: TriviaKind,
        scope: Scope | None = None,
        is_fresh: Callable[[Question], bool] = lambda _: True,
    ) -> Question | None:
        """Return a question of a kind that is fresh, or None where a bounded number of draws finds none."""
        within = scope or self.record.everything
        if not within.people or not within.titles:
            return None
        for _ in range(self._tries):
            draft = self._kinds[kind].draw(within, chance)
            question = question_of(self.record, chance, draft) if draft else None
            if question and is_fresh(question):
                return question
        return None

    def questions(self, chance: Chance, kinds: Sequence[TriviaKind], count: int) -> Iterator[Question]:
        """Yield up to so many different questions of some kinds, as evenly as there are any.

        What was asked is asked again with other choices only where nothing else was found.
        """
        left, asked, seen = sorted(kinds), set[str](), set[tuple[str, ...]]()
        used_up: set[TriviaKind] = set()
        while left and count:
            kind = chance.choice(left)
            question = None if kind in used_up else self.question(chance, kind, None, lambda one: one.id not in asked)
            if question is None:
                used_up.add(kind)
                question = self.question(chance, kind, None, lambda one: _with_choices(one) not in seen)
            if question is None:
                left.remove(kind)
                continue
            asked.add(question.id)
            seen.add(_with_choices(question))
            count -= 1
            yield question


def _with_choices(question: Question) -> tuple[str, ...]:
    return (question.id, *sorted(choice.id for choice in question.choices))
