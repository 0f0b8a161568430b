"""What every test of the daily works with: three universes, a real database, and people at a table."""

import pytest
import simcord

from bot.client import Client
from bot.domain.pack import Pack
from bot.services.lookups import Lookups
from bot.store.database import Database
from tests.cogs.daily.table import Table, client_of, shelf_of, table_of
from tests.conftest import ShelfOf


@pytest.fixture
def store(pack: Pack) -> ShelfOf:
    return shelf_of(pack)


@pytest.fixture
def simcord_bot(lookups: Lookups, database: Database) -> Client:
    return client_of(lookups, database)


@pytest.fixture
def table(simcord_env: simcord.Env, database: Database) -> Table:
    return table_of(simcord_env, database)
