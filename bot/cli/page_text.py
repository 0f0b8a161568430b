"""Pages on a terminal: the same words as in Discord, without its markup."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.services.lookups import Answer
from bot.services.questions import CrossoversQuestion, MetQuestion, TogetherQuestion
from bot.ui.answers import page_of
from bot.ui.pages import Page

_MARKUP = re.compile(r"\\(.)|\*\*|^-# ", re.MULTILINE)


def page_lines(answer: Answer) -> Iterator[str]:
    """Yield the lines of all pages of an answer, the heading first; a picture stands there as its description."""
    page = page_of(answer)
    yield plain(page.heading)
    if page.picture:
        yield page.picture.alt
    headings: set[str] = set()  # that another page would only repeat
    for one in _pages(answer, page):
        for block in one.blocks:
            first, parted, rest = block.text.partition("\n")
            again = bool(parted) and first in headings
            headings.add(first)
            yield plain(rest if again else block.text)


def plain(text: str) -> str:
    """Return marked-up text as a terminal shows it."""
    return _MARKUP.sub(lambda match: match[1] or "", text)


def _pages(answer: Answer, first: Page) -> Iterator[Page]:
    yield first
    question = answer.question
    if isinstance(question, CrossoversQuestion | MetQuestion | TogetherQuestion):
        for number in range(2, first.count + 1):
            yield page_of(replace(answer, question=replace(question, page=number)))
