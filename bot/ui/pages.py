"""A page: what an answer shows, as plain values that any front end can draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.drawings import Drawing
from bot.services.questions import Question

_LONGEST_PAGE = 3_200  # characters; Discord takes 4,000 in all, and heading and footer need up to 750
_LEAST_ROOM = 400  # characters
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
class Picture:
    """What a page's picture shows; `alt` says the same in words, in at most 1,024 characters."""

    drawing: Drawing
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer. `previous` and `next` are the questions for its neighbours.

    `wish` is a button that begins a wish for what the answer lacks; its question is that of the answer.
    """

    heading: str
    blocks: tuple[Block, ...]
    footer: str
    links: tuple[Link, ...] = ()
    menus: tuple[Menu, ...] = ()
    number: int = 1
    count: int = 1
    previous: Question | None = None
    next: Question | None = None
    picture: Picture | None = None
    wish: Link | None = None


def paged(blocks: Iterable[Block], most: int = _MOST_BLOCKS, beside: int = 0) -> list[tuple[Block, ...]]:
    """Return blocks in pages that fit into a message, at least one page.

    `beside` is how many characters stand on every page in addition. A block that is too long for a page is cut
    between lines, else between words; its link stays with its beginning.
    """
    room = max(_LEAST_ROOM, _LONGEST_PAGE - beside)
    pages: list[list[Block]] = [[]]
    length = 0
    for block in blocks:
        for piece in _pieces(block, room):
            if pages[-1] and (length + len(piece.text) > room or len(pages[-1]) >= most):
                pages.append([])
                length = 0
            pages[-1].append(piece)
            length += len(piece.text)
    return [tuple(page) for page in pages]


def _pieces(block: Block, longest: int) -> Iterable[Block]:
    if not block.text:  # Discord takes no empty text
        return
    parts = [""]
    for line in block.text.split("\n"):
        for part in _wrapped(line, longest):
            joined = f"{parts[-1]}\n{part}" if parts[-1] else part
            if len(joined) <= longest:
                parts[-1] = joined
            else:
                parts.append(part)
    yield Block(parts[0], block.link)
    yield from (Block(part) for part in parts[1:])


def _wrapped(line: str, longest: int) -> Iterable[str]:
    while len(line) > longest:
        end = line.rfind(" ", 1, longest + 1)
        yield line[: end if end > 0 else longest]
        line = line[end if end > 0 else longest :].lstrip()
    yield line
