"""The board: what is drawn at once, what in a thread and only once, and what is kept of it."""

import asyncio
import threading
from dataclasses import replace

import pytest

from bot.domain.appearances import Order
from bot.domain.catalogue import Catalogue
from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, Pack, TitleId, UniverseId
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.questions import (
    CharacterQuestion,
    CrossoversQuestion,
    FiguresQuestion,
    MapQuestion,
    MetQuestion,
    TimelineQuestion,
)
from bot.ui import board as board_module
from bot.ui.board import Board, Drawn
from tests.conftest import ShelfOf

HARBOUR, MARA = UniverseId("harbour"), CharacterId("mara-quill")
LIGHT = CharacterQuestion(HARBOUR, MARA)
HEAVY = FiguresQuestion(HARBOUR)
MAP = MapQuestion(HARBOUR)
NOBODY = CrossoversQuestion(HARBOUR, TitleId("nowhere"))
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def board(lookups: Lookups) -> Board:
    return Board(lookups)


def said(drawn: Drawn) -> str:
    return str(drawn.view.to_components())


async def newer(library: Library, store: ShelfOf, pack: Pack, name: str = "New Harbour") -> None:
    """Let other facts arrive, as a reload does."""
    universe = replace(pack.universe, name=name, version="2020.2", content_hash=f"hash of {name}")
    store.packs[pack.universe.id] = replace(pack, universe=universe)
    assert await library.refresh(store)


def test_a_light_answer_is_drawn_at_once_and_again_the_same(board: Board) -> None:
    first = board.at_once(LIGHT, shareable=False)
    assert first is not None
    assert "Mara Quill" in said(first)
    assert first.files() == []
    assert board.at_once(LIGHT, shareable=False) is first


def test_what_can_be_shared_is_drawn_apart(board: Board) -> None:
    alone, shareable = (board.at_once(LIGHT, shareable=one) for one in (False, True))
    assert alone
    assert shareable
    assert "Share here" in said(shareable)
    assert "Share here" not in said(alone)


def test_an_answer_about_two_is_heavy(board: Board) -> None:
    assert board.at_once(MetQuestion(HARBOUR, MARA, CharacterId("old-tom")), shareable=False) is None


async def test_a_heavy_answer_is_drawn_in_a_thread_and_then_known(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    answered = Lookups.answer

    def noticed(lookups: Lookups, *asked):
        threads.append(threading.get_ident())
        return answered(lookups, *asked)

    monkeypatch.setattr(Lookups, "answer", noticed)
    assert board.at_once(HEAVY, shareable=False) is None
    drawn = await board.draw(HEAVY, shareable=False)
    assert "Harbour Tales in figures" in said(drawn)
    assert threads
    assert threading.get_ident() not in threads
    assert board.at_once(HEAVY, shareable=False) is drawn


async def test_a_picture_is_attached_anew_each_time_it_is_sent(board: Board) -> None:
    drawn = await board.draw(MAP, shareable=False)
    (one,), (other,) = drawn.files(), drawn.files()
    assert one.filename == other.filename == "picture.png"
    assert one.fp.read()[:8] == other.fp.read()[:8] == PNG
    assert "attachment://picture.png" in said(drawn)


async def test_the_same_asked_by_ten_at_once_is_drawn_once(board: Board) -> None:
    drawn = await asyncio.gather(*(board.draw(MAP, shareable=False) for _ in range(10)))
    assert all(one is drawn[0] for one in drawn)
    assert board.at_once(MAP, shareable=False) is drawn[0]


async def test_one_picture_serves_all_questions_that_show_it(board: Board) -> None:
    alone, shareable = [await board.draw(MAP, shareable=one) for one in (False, True)]
    assert alone is not shareable
    assert alone.png is shareable.png


async def test_a_question_that_fails_tells_everybody_who_asked_and_is_asked_anew(board: Board) -> None:
    told = await asyncio.gather(*(board.draw(NOBODY, shareable=False) for _ in range(5)), return_exceptions=True)
    assert len(told) == 5
    assert all(isinstance(one, UserError) and "ask again" in str(one) for one in told)
    with pytest.raises(UserError):
        await board.draw(NOBODY, shareable=False)
    assert board.at_once(NOBODY, shareable=False) is None


async def test_one_who_goes_away_does_not_take_it_from_the_others(board: Board) -> None:
    gone, waiting = (asyncio.create_task(board.draw(MAP, shareable=False)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await waiting).png
    assert gone.cancelled()


async def test_too_many_under_way_is_one_sentence_and_passes(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_module, "_MOST_UNDER_WAY", 2)
    first, second, third, joined = await asyncio.gather(
        board.draw(MAP, shareable=False),
        board.draw(HEAVY, shareable=False),
        board.draw(TimelineQuestion(HARBOUR, MARA), shareable=False),
        board.draw(MAP, shareable=False),
        return_exceptions=True,
    )
    assert isinstance(third, UserError)
    assert "ask again in a few seconds" in str(third)
    assert joined is first, "who asks what is under way need not be turned away"
    assert isinstance(second, Drawn)
    assert await board.draw(TimelineQuestion(HARBOUR, MARA), shareable=False)


async def test_new_facts_make_new_answers(board: Board, library: Library, store: ShelfOf, pack: Pack) -> None:
    old = [board.at_once(LIGHT, shareable=False), await board.draw(HEAVY, shareable=False)]
    assert "Harbour Tales" in said(old[1])
    await newer(library, store, pack)
    light = board.at_once(LIGHT, shareable=False)
    assert light
    assert light is not old[0]
    assert "New Harbour" in said(light)
    assert board.at_once(HEAVY, shareable=False) is None
    assert "New Harbour in figures" in said(await board.draw(HEAVY, shareable=False))


async def test_an_answer_that_was_under_way_when_facts_changed_is_not_kept_nor_given_to_those_who_ask_later(
    board: Board, library: Library, store: ShelfOf, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    answered = Lookups.answer

    def held(lookups: Lookups, *asked):
        answer = answered(lookups, *asked)
        if not begun.is_set():
            begun.set()
            go_on.wait(10)
        return answer

    monkeypatch.setattr(Lookups, "answer", held)
    early = asyncio.create_task(board.draw(HEAVY, shareable=False))
    await asyncio.to_thread(begun.wait, 10)
    await newer(library, store, pack)
    late = await board.draw(HEAVY, shareable=False)
    go_on.set()
    assert "Harbour Tales in figures" in said(await early)
    assert "New Harbour in figures" in said(late)
    kept = board.at_once(HEAVY, shareable=False) or await board.draw(HEAVY, shareable=False)
    assert "New Harbour in figures" in said(kept)


async def test_pictures_are_bounded_and_come_again_when_they_are_asked_for(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [TimelineQuestion(HARBOUR, MARA, order=order) for order in Order]
    first = await board.draw(questions[0], shareable=False)
    assert first.png
    monkeypatch.setattr(board_module, "_MOST_PICTURE_BYTES", len(first.png) + 10)
    light = board.at_once(LIGHT, shareable=False)
    for question in questions[1:]:
        await board.draw(question, shareable=False)
        assert sum(map(len, board._pictures.values())) <= len(first.png) + 10
    assert board.at_once(LIGHT, shareable=False) is light, "what has no picture stays"
    assert board.at_once(questions[0], shareable=False) is None
    again = await board.draw(questions[0], shareable=False)
    assert again.png == first.png, "the same picture to the byte"


def test_answers_are_bounded(board: Board, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    monkeypatch.setattr(board_module, "_MOST_DRAWN", 2)
    for who in catalogue.characters:
        board.at_once(CharacterQuestion(HARBOUR, who), shareable=False)
        assert len(board._drawn) <= 2
