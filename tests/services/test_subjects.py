"""What a play can be about, as it is named: every value that is offered means what it says, and nothing else does."""

from collections.abc import Sequence

import pytest

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.kept_questions import LONGEST_LIST
from bot.domain.posed import OWN
from bot.services.lookups import Lookups
from bot.services.question_picking import Subject
from bot.services.subjects import Subjects

GUILD = GuildId(1)
LISTS = ("songs", "songs of old", "x" * LONGEST_LIST, "Harbour Tales")


class Own:
    """A server with four lists of questions."""

    async def lists(self, _: GuildId) -> Sequence[tuple[str, int]]:
        return [(name, 3) for name in LISTS]

    async def size(self, _: GuildId) -> int:
        return 12


@pytest.fixture
def subjects(lookups: Lookups) -> Subjects:
    return Subjects(lookups, Own())


async def test_what_is_offered_of_a_server_is_what_it_means(subjects: Subjects) -> None:
    offered = await subjects.suggest(GUILD, "", 25)
    found = [await subjects.find(GUILD, value) for _, value in offered]
    assert [one.list for one in found if one.list] == list(LISTS)
    assert all(one.pool == OWN for one in found if one.list)
    assert Subject(OWN, "Questions of this server") in found
    assert Subject("harbour", "Harbour Tales") in found
    assert max(len(value) for _, value in offered) <= 100, "Discord takes no more"


@pytest.mark.parametrize("typed", ["harbour", "HARBOUR", "harbour tales", "Harbour-Tales "])
async def test_a_universe_is_meant_however_its_name_is_spelt(subjects: Subjects, typed: str) -> None:
    assert await subjects.find(GUILD, typed) == Subject("harbour", "Harbour Tales")


@pytest.mark.parametrize("typed", ["own:song", "own:", "own:x", "own:nothing", "own:Songs"])
async def test_a_list_is_meant_by_its_whole_name_alone(subjects: Subjects, typed: str) -> None:
    with pytest.raises(UserError, match="has no list"):
        await subjects.find(GUILD, typed)
