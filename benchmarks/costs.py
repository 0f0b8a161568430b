"""What each step of an answer costs in CPU, beside the same call of discord.py with a constant answer.

Run it as `.venv/bin/python benchmarks/costs.py`.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.domain import pack as domain
from bot.facts.reading import read_pack
from bot.services.library import Library
from bot.services.lookups import Lookups
from bot.services.names import CHARACTERS
from bot.services.questions import Question
from bot.ui.answers import page_of
from bot.ui.choices import MOST_CHOICES, choices
from bot.ui.layout import page_layout

ROOT = Path(__file__).resolve().parents[1]
_ROUNDS = 7
_ROUND_SECONDS = 0.05
TYPED = "cla"
MISSPELT = "clair tempel"


class Shipped:
    """The shipped universe, as a store would list and read it."""

    def __init__(self) -> None:
        self.pack = read_pack(ROOT / "data" / "defenders-saga")

    async def universes(self) -> Sequence[domain.Pack]:
        """Return the one there is."""
        return [self.pack]

    async def read_pack(self, _: str) -> domain.Pack:
        """Return it."""
        return self.pack


def cost(work: Callable[[], object]) -> float:
    """Return the CPU time of a call in microseconds: the median of a few rounds."""
    work()
    rounds = []
    for _ in range(_ROUNDS):
        calls, start = 0, time.process_time()
        while (spent := time.process_time() - start) < _ROUND_SECONDS:
            for _ in range(10):
                work()
            calls += 10
        rounds.append(spent / calls * 1e6)
    return statistics.median(rounds)


def constant_layout(like: ui.LayoutView) -> ui.LayoutView:
    """Return a layout of constants, with as many components of each type as another."""
    view = ui.LayoutView(timeout=None)
    for place, item in enumerate(like.children):
        view.add_item(_constant(item.to_component_dict(), str(place)))
    view.stop()
    return view


def _constant(component: dict[str, Any], name: str) -> ui.Item[Any]:
    children = [_constant(one, f"{name}.{place}") for place, one in enumerate(component.get("components", ()))]
    item: ui.Item[Any] = ui.TextDisplay("x" * len(component.get("content", "")))
    match discord.ComponentType(component["type"]):
        case discord.ComponentType.container:
            item = ui.Container(*children, accent_colour=0)
        case discord.ComponentType.section:
            item = ui.Section(*children, accessory=_constant(component["accessory"], f"{name}.a"))
        case discord.ComponentType.action_row:
            item = ui.ActionRow(*children)
        case discord.ComponentType.button:
            item = ui.Button(label="A label", custom_id=name)
        case discord.ComponentType.select:
            options = [discord.SelectOption(label="A label", value=str(n)) for n in range(len(component["options"]))]
            item = ui.Select(custom_id=name, options=options)
        case discord.ComponentType.separator:
            item = ui.Separator()
        case _:
            pass
    return item


def sent(view: ui.LayoutView) -> bytes:
    """Return a layout as it goes over the wire."""
    return discord.utils._to_json(view.to_components()).encode()  # noqa: SLF001  (with orjson, as discord.py does)


def offered(some: Sequence[app_commands.Choice[Any]]) -> bytes:
    """Return choices as they go over the wire."""
    return discord.utils._to_json([choice.to_dict() for choice in some]).encode()  # noqa: SLF001  (likewise)


async def costs() -> list[tuple[str, float, float]]:
    """Return the cost of each step in microseconds, with that of the constant answer beside it."""
    library = Library()
    await library.refresh(Shipped())
    lookups = Lookups(library)

    def first(text: str) -> bytes:  # what is found through a condition is not remembered
        return offered(choices(lookups.shelf.names.suggest(CHARACTERS, text, MOST_CHOICES, lambda _: True)))

    constants = [app_commands.Choice(name=f"Choice number {n}", value=f"choice-{n}") for n in range(MOST_CHOICES)]
    beside_choices = cost(lambda: offered(constants))
    rows = [
        ("autocomplete: 25 constant choices", beside_choices, beside_choices),
        (
            "autocomplete: suggest and choices, text typed before",
            cost(lambda: offered(choices(lookups.suggest(CHARACTERS, TYPED, MOST_CHOICES)))),
            beside_choices,
        ),
        (f"autocomplete: the same, “{TYPED}” typed for the first time", cost(lambda: first(TYPED)), beside_choices),
        (
            f"autocomplete: the same, “{MISSPELT}” typed for the first time",
            cost(lambda: first(MISSPELT)),
            beside_choices,
        ),
    ]
    for name, ask in _questions(lookups).items():
        question = ask()
        answer = lookups.answer(question)
        page = page_of(answer)
        like = page_layout(page)
        beside = cost(lambda like=like: sent(constant_layout(like)))
        rows += [
            (f"{name}: constant layout of its size, built and serialised", beside, beside),
            (f"{name}: resolve the name", cost(ask), beside),
            (f"{name}: answer", cost(lambda question=question: lookups.answer(question)), beside),
            (f"{name}: page", cost(lambda answer=answer: page_of(answer)), beside),
            (f"{name}: layout, built and serialised", cost(lambda page=page: sent(page_layout(page))), beside),
            (f"{name}: all of it, asked before", cost(lambda like=like: sent(like)), beside),
        ]
    return rows


def _questions(lookups: Lookups) -> dict[str, Callable[[], Question]]:
    return {
        "/appearances": lambda: lookups.appearances("Claire Temple"),
        "/character": lambda: lookups.character("Matt Murdock"),
        "/actor": lambda: lookups.performer("Rosario Dawson"),
        "/title, a short series": lambda: lookups.place("The Defenders"),
        "/title, the longest series": lambda: lookups.place("Daredevil"),
        "/search": lambda: lookups.search("jones"),
    }


def main() -> None:
    """Measure and print one table."""
    print("| step | µs of CPU | beside the constant |\n|---|---|---|")
    for name, own, beside in asyncio.run(costs()):
        print(f"| {name} | {own:,.1f} | {own / beside:.2f} |")


if __name__ == "__main__":
    main()
