"""The tables as they are now; the migrations lead here, and a test holds them to it."""

from bot.store import schema_facts, schema_people, schema_trivia, schema_wishes
from bot.store.schema_columns import METADATA

__all__ = ("METADATA", "schema_facts", "schema_people", "schema_trivia", "schema_wishes")
