"""A page: what an answer shows, as plain values that any front end can draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.services.questions import Question

_LONGEST_PAGE = 2_800  # characters; Discord takes 4,000 in all, heading and footer included
_MOST_BLOCKS = 7  # a block with a button counts three of the 40 components that Discord takes


@dataclass(frozen=True, slots=True)
class Link:
    """A question one press away; `note` stands under the label in a menu."""

    label: str
    question: Question
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of marked-up text, with a link beside it or none."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to pick the next question from, at most 25."""

    prompt: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer. `previous` and `next` are the questions for its neighbours."""

    heading: str
    blocks: tuple[Block, ...]
    footer: str
    links: tuple[Link, ...] = ()
    menus: tuple[Menu, ...] = ()
    number: int = 1
    count: int = 1
    previous: Question | None = None
    next: Question | None = None


def paged(blocks: Iterable[Block], most: int = _MOST_BLOCKS) -> list[tuple[Block, ...]]:
    """Return blocks in pages that fit into a message, at least one page."""
    pages: list[list[Block]] = [[]]
    length = 0
    for block in blocks:
        if pages[-1] and (length + len(block.text) > _LONGEST_PAGE or len(pages[-1]) >= most):
            pages.append([])
            length = 0
        pages[-1].append(block)
        length += len(block.text)
    return [tuple(page) for page in pages]
