import asyncio
import gc
from dataclasses import replace

import pytest

from bot.domain.errors import UserError
from bot.domain.pack import Pack, UniverseId
from bot.services.library import Library
from tests.conftest import ShelfOf
from tests.domain.worlds import character, world

HARBOUR = UniverseId("harbour")


def newer(pack: Pack) -> Pack:
    universe = replace(pack.universe, version="2020.2", content_hash="hash-2")
    return replace(pack, universe=universe, characters=pack.characters[:1])


async def test_a_library_without_facts_knows_no_universe() -> None:
    library = Library()
    assert not await library.refresh(ShelfOf())
    with pytest.raises(UserError, match=r"^There is no universe “harbour” here; loaded are: none; load a pack .*\.$"):
        library.catalogue(HARBOUR)


async def test_what_is_held_already_changes_nothing(library: Library, store: ShelfOf) -> None:
    shelf = library.shelf
    assert not await library.refresh(store)
    assert library.shelf is shelf


async def test_a_new_version_is_taken_over_whole(library: Library, store: ShelfOf, pack: Pack) -> None:
    before = library.shelf
    store.packs[HARBOUR] = newer(pack)
    assert await library.refresh(store)
    assert list(library.catalogue(HARBOUR).characters) == ["jane-doe"]
    assert library.shelf.names.entry("character:harbour:mara-quill") is None
    assert [one.universe.version for one in library.shelf.summaries] == ["2020.2"]
    assert before.names.entry("character:harbour:mara-quill") is not None, "an answer in work keeps its facts"
    assert len(before.catalogues[HARBOUR].characters) == 3


async def test_other_content_of_the_same_version_is_taken_over_too(
    library: Library, store: ShelfOf, pack: Pack
) -> None:
    store.packs[HARBOUR] = replace(pack, universe=replace(pack.universe, content_hash="other"))
    assert await library.refresh(store)


async def test_a_universe_that_did_not_change_is_not_read_again(library: Library, store: ShelfOf) -> None:
    kept = library.catalogue(HARBOUR)
    other = world([], [character("ann")], id="other")
    store.packs[other.universe.id] = other
    assert await library.refresh(store)
    assert library.catalogue(HARBOUR) is kept
    assert set(library.shelf.catalogues) == {"harbour", "other"}


async def test_a_universe_that_is_gone_is_given_up(library: Library) -> None:
    assert await library.refresh(ShelfOf())
    assert library.shelf.catalogues == {}
    with pytest.raises(UserError):
        library.catalogue(HARBOUR)


class Vanishing(ShelfOf):
    """A store out of which a universe is taken between listing and reading it."""

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        return None


async def test_a_universe_that_vanishes_while_it_is_read_is_left_out(pack: Pack) -> None:
    library = Library()
    assert await library.refresh(Vanishing(pack))
    assert library.shelf.catalogues == {}


class Slow(ShelfOf):
    """A store whose first reader gets what was there when it asked, but late enough for a second to overtake."""

    def __init__(self, *packs: Pack) -> None:
        super().__init__(*packs)
        self.reads = 0
        self.asked = asyncio.Event()

    async def read_pack(self, universe_id: UniverseId) -> Pack | None:
        found = await super().read_pack(universe_id)
        self.reads += 1
        self.asked.set()
        await asyncio.sleep(0.05 if self.reads == 1 else 0)
        return found


async def test_of_two_refreshes_at_once_the_later_state_stays(pack: Pack) -> None:
    store, library = Slow(pack), Library()
    first = asyncio.create_task(library.refresh(store))
    await store.asked.wait()
    store.packs[HARBOUR] = newer(pack)
    await asyncio.gather(first, library.refresh(store))
    assert library.catalogue(HARBOUR).universe.version == "2020.2"


async def test_the_loaded_universes_are_named_where_one_is_unknown(library: Library) -> None:
    with pytest.raises(UserError) as caught:
        library.catalogue(UniverseId("no\nsuch\u202e" + "x" * 500))
    sentence = str(caught.value)
    assert sentence.endswith("loaded are: harbour.")
    assert len(sentence) < 120
    assert "\u202e" not in sentence
    assert "\n" not in sentence


def test_a_shelf_does_not_print_all_names() -> None:
    assert "names" not in repr(Library().shelf)


async def test_the_collector_rests_while_facts_are_taken_over_and_no_longer(pack: Pack) -> None:
    class Watching(ShelfOf):
        collecting: bool | None = None

        async def read_pack(self, universe_id: UniverseId) -> Pack | None:
            self.collecting = gc.isenabled()
            return await super().read_pack(universe_id)

    store = Watching(pack)
    await Library().refresh(store)
    assert store.collecting is False
    assert gc.isenabled()


async def test_the_collector_goes_on_after_a_failure() -> None:
    class Broken(ShelfOf):
        async def read_pack(self, universe_id: UniverseId) -> Pack | None:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await Library().refresh(Broken(world([], [])))
    assert gc.isenabled()
