"""What is offered while somebody fills in a command."""

from collections.abc import Iterable
from itertools import islice

from discord import Interaction
from discord.app_commands import Choice

from bot.domain.appearances import Order
from bot.domain.crossovers import Direction
from bot.domain.maps import View
from bot.domain.names import fold
from bot.domain.pack import Kind
from bot.domain.summary import Summary
from bot.services.name_index import Hit
from bot.ui.wording import KIND_WORDS

MOST_CHOICES = 25
"""Discord's limit for one autocomplete answer."""
_LONGEST_CHOICE = 100

KIND_CHOICES = [Choice(name=KIND_WORDS[kind], value=kind.value) for kind in Kind]
ORDER_CHOICES = [
    Choice(name="release order", value=Order.RELEASE.value),
    Choice(name="newest first", value=Order.NEWEST.value),
    Choice(name="most episodes first", value=Order.MOST.value),
]
DIRECTION_CHOICES = [
    Choice(name="into and out of it", value=Direction.BOTH.value),
    Choice(name="into it", value=Direction.IN.value),
    Choice(name="out of it", value=Direction.OUT.value),
]
VIEW_CHOICES = [
    Choice(name="who is where", value=View.MATRIX.value),
    Choice(name="who shares episodes", value=View.WEB.value),
]


def choices(hits: Iterable[Hit]) -> list[Choice[str]]:
    """Return what autocomplete offers for some hits; what is picked comes back as a label, which is exact."""
    return [Choice(name=_label(hit), value=hit.entry.label) for hit in hits]


def universe_choices(summaries: Iterable[Summary], typed: str) -> list[Choice[str]]:
    """Return the universes with a text in their name."""
    universes = (one.universe for one in summaries)
    fitting = (one for one in universes if fold(typed) in fold(one.name) or typed.casefold() in one.id)
    return [Choice(name=one.name, value=one.id) for one in islice(fitting, MOST_CHOICES)]


def filled_in(interaction: Interaction, *options: str) -> list[str]:
    """Return what stands in other options of a command while one is being typed."""
    return [value for option in options if (value := getattr(interaction.namespace, option, None))]


def _label(hit: Hit) -> str:
    label = f"{hit.entry.label} ({hit.via})"
    return label if hit.via and len(label) <= _LONGEST_CHOICE else hit.entry.label
