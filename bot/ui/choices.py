"""What is offered while somebody fills in a command."""

from collections.abc import Iterable

from discord.app_commands import Choice

from bot.domain.appearances import Order
from bot.domain.pack import Kind
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


def choices(hits: Iterable[Hit]) -> list[Choice[str]]:
    """Return what autocomplete offers for some hits; what is picked comes back as a label, which is exact."""
    return [Choice(name=_label(hit), value=hit.entry.label) for hit in hits]


def _label(hit: Hit) -> str:
    label = f"{hit.entry.label} ({hit.via})"
    return label if hit.via and len(label) <= _LONGEST_CHOICE else hit.entry.label
