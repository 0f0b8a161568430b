"""From names to the question how it is known where somebody appears."""

from collections.abc import Callable

from bot.domain.cast import Place
from bot.domain.errors import UserError
from bot.domain.pack import UniverseId
from bot.services.lookups import Lookups, Suggestion, UnknownName
from bot.services.name_index import EntryKind
from bot.services.questions import AppearancesQuestion, Question, SourcesQuestion

_NO_TITLE = "Say which title the season or episode is of, too."


def sources_question(
    lookups: Lookups,
    character: str,
    *,
    title: str | None = None,
    season: int | None = None,
    episode: int | None = None,
    universe: UniverseId | None = None,
) -> SourcesQuestion:
    """Return the question how a character's appearances (in a title, season or episode) are known.

    Raises UnknownName, whose suggestions ask the same question, and UserError where there is no such place.
    """
    if title is None and (season, episode) != (None, None):
        raise UserError(_NO_TITLE)

    def about(asked: Question) -> SourcesQuestion:
        assert isinstance(asked, AppearancesQuestion)  # noqa: S101  (what `appearances` asks and suggests)
        return SourcesQuestion(asked.universe, asked.character, _place(lookups, asked, season, episode))

    try:
        return about(lookups.appearances(character, title=title, universe=universe))
    except UnknownName as unknown:
        unknown.suggestions = tuple(_suggested(one, about) for one in unknown.suggestions)
        raise


def _suggested(one: Suggestion, about: Callable[[Question], SourcesQuestion]) -> Suggestion:
    try:
        return Suggestion(one.label, about(one.question))
    except UserError:  # that title has no such season: then where the character is at all
        return one


def _place(lookups: Lookups, asked: AppearancesQuestion, season: int | None, episode: int | None) -> Place | None:
    if asked.title is None:
        return None
    if (season, episode) == (None, None):
        return Place(asked.title)
    reference = f"{EntryKind.TITLE}:{asked.universe}:{asked.title}"
    return lookups.place(reference, season, episode, asked.universe).place
