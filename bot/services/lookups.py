"""Answers to questions about the facts, from memory alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.domain.appearances import Order
from bot.domain.cast import Place
from bot.domain.errors import UserError
from bot.domain.names import fold, legible
from bot.domain.pack import CharacterId, Kind, PerformerId, Title, TitleId, Universe, UniverseId
from bot.domain.summary import Summary
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from bot.services.contents import Content, Facts, content_of
from bot.services.library import Library, Shelf
from bot.services.name_index import Entry, EntryKind, Hit, Match
from bot.services.names import ANYTHING, CHARACTERS, PERFORMERS, PLACES, TITLES, TITLES_AND_SEASONS, Resolution
from bot.services.questions import (
    LONGEST_SEARCH,
    AppearancesQuestion,
    CharacterQuestion,
    PerformerQuestion,
    Question,
    SearchQuestion,
    TitleQuestion,
)

_MOST_SUGGESTED = 5
_FEW_TITLES = 100  # that are looked up one by one rather than looked for among all
_LONGEST_QUOTE = 40
_MOST_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a name may have meant, and the question that would ask."""

    label: str
    question: Question


class UnknownName(UserError):
    """A name that stands for nothing, or not surely for one thing: `suggestions` are what it may have meant."""

    def __init__(self, text: str, kinds: Sequence[EntryKind], suggestions: Sequence[Suggestion]) -> None:
        super().__init__(_sentence(text, _called(kinds), several=bool(suggestions)))
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Everything that carries a name, best first."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its question. `universe` is None where several may have contributed."""

    question: Question
    universe: Universe | None
    content: Content | SearchResult


class Lookups:
    """The questions that the library can answer."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def shelf(self) -> Shelf:
        """Return the present facts: another object as soon as any answer may be another."""
        return self._library.shelf

    def suggest(self, kinds: Sequence[EntryKind], text: str, limit: int) -> tuple[Hit, ...]:
        """Return the best entries for a text that is being typed."""
        return self._library.shelf.names.suggest(kinds, text, limit)

    def suggest_titles(self, character: str, text: str, limit: int) -> tuple[Hit, ...]:
        """Return titles for a text that is being typed: those the character named beside it is in, if that is sure."""
        names = self._library.shelf.names
        who = names.resolve(CHARACTERS, character).entry
        if who is None:
            return names.suggest(TITLES, text, limit)
        universe = who.universe
        seen = {row.title for row in self._library.catalogue(universe).appearances(CharacterId(who.id))}
        if not text.strip() and len(seen) <= _FEW_TITLES:
            return names.prominent((f"{EntryKind.TITLE}:{universe}:{title}" for title in seen), limit)
        return names.suggest(TITLES, text, limit, lambda entry: entry.universe == universe and entry.id in seen)

    def suggest_beside(
        self, kinds: Sequence[EntryKind], text: str, limit: int, others: Iterable[str]
    ) -> tuple[Hit, ...]:
        """Return the best entries for a text that is being typed: of the universe of what was picked beside it."""
        names = self._library.shelf.names
        universes = {entry.universe for other in others if other != text and (entry := names.entry(other))}
        if len(universes) != 1 or len(self._library.shelf.catalogues) == 1:
            return names.suggest(kinds, text, limit)
        return names.suggest(kinds, text, limit, lambda entry: entry.universe in universes)

    def appearances(
        self,
        character: str,
        *,
        title: str | None = None,
        kind: Kind | None = None,
        order: Order = Order.RELEASE,
        universe: UniverseId | None = None,
    ) -> AppearancesQuestion:
        """Return the question where a character (in a title, of a kind) appears; raises UnknownName."""
        perhaps = self._library.shelf.names.resolve(TITLES, title, universe).entry if title else None

        def about(entry: Entry) -> AppearancesQuestion:
            wanted = TitleId(perhaps.id) if perhaps and perhaps.universe == entry.universe else None
            return AppearancesQuestion(entry.universe, CharacterId(entry.id), wanted, kind, order)

        question = about(self._resolve(CHARACTERS, character, universe, about))
        if title and question.title is None:
            within = partial(_within, question)
            question = within(self._resolve(TITLES, title, question.universe, within))
        return question

    def character(self, name: str, universe: UniverseId | None = None) -> CharacterQuestion:
        """Return the question who a character is; raises UnknownName."""

        def about(entry: Entry) -> CharacterQuestion:
            return CharacterQuestion(entry.universe, CharacterId(entry.id))

        return about(self._resolve(CHARACTERS, name, universe, about))

    def performer(self, name: str, universe: UniverseId | None = None) -> PerformerQuestion:
        """Return the question whom a performer plays; raises UnknownName."""

        def about(entry: Entry) -> PerformerQuestion:
            return PerformerQuestion(entry.universe, PerformerId(entry.id))

        return about(self._resolve(PERFORMERS, name, universe, about))

    def place(
        self, name: str, season: int | None = None, episode: int | None = None, universe: UniverseId | None = None
    ) -> TitleQuestion:
        """Return the question about a title, season or episode: named in the text, or by numbers beside a title.

        Raises UserError where there is no such place.
        """
        bare = (season, episode) == (None, None)
        kinds = PLACES if bare else self._kinds_beside(season, name, universe)
        question = _about_place(self._resolve(kinds, name, universe, _about_place))
        if bare:
            return question
        title = self._library.catalogue(question.universe).titles[question.place.title]
        number = question.place.season if season is None else season
        return TitleQuestion(question.universe, _numbered_place(title, number, episode))

    def _kinds_beside(self, season: int | None, name: str, universe: UniverseId | None) -> Sequence[EntryKind]:
        """Return as what a name beside numbers is read: as a title, unless it was picked or surely says the season."""
        names = self._library.shelf.names
        entry = names.entry(name)
        if entry is not None and entry.kind in PLACES:
            return PLACES
        says_season = season is None and names.resolve(TITLES_AND_SEASONS, name, universe).entry is not None
        return TITLES_AND_SEASONS if says_season else TITLES

    def search(self, text: str, universe: UniverseId | None = None) -> Question:
        """Return the question what carries a name; a label that nothing is called asks about what it stands for."""
        names = self._library.shelf.names
        entry = names.entry(text)
        if entry is not None and all(hit.match is Match.CLOSE for hit in names.find(ANYTHING, text, universe)):
            return question_about(entry)
        line = " ".join(text.split())  # a button's text is one line
        return SearchQuestion(line[:LONGEST_SEARCH], universe=universe)

    def universe(self, universe: UniverseId | None = None) -> UniverseId:
        """Return the universe that is meant, without a name the best sourced one; raises UserError for none."""
        summaries = self._library.shelf.summaries
        if not summaries:
            raise UserError("No facts are loaded; whoever runs the bot must load a pack first (`gueststar data load`).")
        best = max(summaries, key=lambda one: (one.sourced, one.appearances))
        return self._library.catalogue(universe or best.universe.id).universe.id

    def universe_named(self, text: str | None) -> UniverseId | None:
        """Return the universe of an id or name, None for none; raises UserError for what no universe is called."""
        if not text:
            return None
        found = self.universe_called(text)
        return self.universe(found.id if found else UniverseId(text))

    def universe_called(self, text: str) -> Universe | None:
        """Return the universe of an id or name in any spelling that folds alike, else None; its own id means itself."""
        typed = {text, fold(text)} - {""}
        universes = (one.universe for one in self.summaries())
        called = [one for one in universes if typed & {one.id, one.name, fold(one.id), fold(one.name)}]
        return min(called, key=lambda one: (text != one.id, text != one.name), default=None)

    def resolve(self, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None = None) -> Resolution:
        """Return what a name stands for (in one universe); raises UserError where that is not loaded."""
        if universe is not None:
            self._library.catalogue(universe)
        return self._library.shelf.names.resolve(kinds, text, universe)

    def summaries(self) -> tuple[Summary, ...]:
        """Return how much is known of each universe."""
        return self._library.shelf.summaries

    def _resolve(
        self, kinds: Sequence[EntryKind], text: str, universe: UniverseId | None, ask: Callable[[Entry], Question]
    ) -> Entry:
        found = self.resolve(kinds, text, universe)
        if found.entry is None:
            suggestions = [Suggestion(entry.label, ask(entry)) for entry in found.others[:_MOST_SUGGESTED]]
            raise UnknownName(text, kinds, suggestions)
        return found.entry

    def answer(self, question: Question, viewpoint: Viewpoint = EVERYTHING) -> Answer:
        """Return the answer to a question; raises UserError where what it asks of is not in the facts any more."""
        if isinstance(question, SearchQuestion):
            found = self._library.shelf.names.find(ANYTHING, question.text, question.universe)
            if not found:
                raise UnknownName(question.text, ANYTHING, ())
            return Answer(question, None, SearchResult(found))
        catalogue, network = self._library.held(question.universe)
        return Answer(question, catalogue.universe, content_of(question, Facts(catalogue, network, viewpoint)))


def question_about(entry: Entry) -> Question:
    """Return the question that a person asks by picking an entry."""
    match entry.kind:
        case EntryKind.CHARACTER:
            return AppearancesQuestion(entry.universe, CharacterId(entry.id))
        case EntryKind.PERFORMER:
            return PerformerQuestion(entry.universe, PerformerId(entry.id))
        case _:
            return _about_place(entry)


def _about_place(entry: Entry) -> TitleQuestion:
    title, *numbers = entry.id.split("/")
    season, episode, *_ = [*map(int, numbers), None, None]
    return TitleQuestion(entry.universe, Place(TitleId(title), season, episode))


def _within(question: AppearancesQuestion, title: Entry) -> AppearancesQuestion:
    return replace(question, title=TitleId(title.id))


def _numbered_place(title: Title, number: int | None, episode: int | None) -> Place:
    if not title.seasons:
        raise UserError(f"{title.name} has no seasons; leave the numbers out.")
    if number is None and len(title.seasons) > 1:
        raise UserError(f"{title.name} has {len(title.seasons)} seasons; say which one, too.")
    season = next((one for one in title.seasons if number in (None, one.number)), None)
    if season is None:
        numbers = [one.number for one in title.seasons]
        known = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > _MOST_NUMBERS else ", ".join(map(str, numbers))
        raise UserError(f"{title.name} has no season {number} in the facts; there is: {known}.")
    if episode is not None and all(one.number != episode for one in season.episodes):
        known = f"its last one is {season.episodes[-1].number}" if season.episodes else "none of it is recorded"
        raise UserError(f"Season {season.number} of {title.name} has no episode {episode} in the facts; {known}.")
    return Place(title.id, season.number, episode)


def _called(kinds: Sequence[EntryKind]) -> str | None:
    """Return what a name of some kinds names, None where that may be anything; a place goes by its title."""
    if len(kinds) == len(ANYTHING):
        return None
    return " or ".join(kind for kind in kinds if kind not in (EntryKind.SEASON, EntryKind.EPISODE))


def _sentence(text: str, word: str | None, *, several: bool) -> str:
    quoted = legible(text, _LONGEST_QUOTE)
    if not fold(text):
        return f"I need {f'the name of a {word}' if word else 'a name'} in letters or digits, please."
    if several:
        return f"I am not sure which {word or 'name'} “{quoted}” is; did you mean one of these?"
    thing = f"no {word}" if word else "nothing"
    return f"I know {thing} called “{quoted}”; check the spelling, or search for a part of the name."
