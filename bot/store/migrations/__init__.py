"""How the tables came to be: Alembic's environment, run by `bot.store.migrating`."""
