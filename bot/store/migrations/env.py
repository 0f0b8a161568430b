"""What Alembic runs to turn revisions into SQL; it never holds a connection of its own."""

from alembic import context

from bot.store.schema import METADATA

context.configure(
    dialect_name=context.config.attributes["dialect"],
    dialect_opts={"paramstyle": "named"},  # otherwise per cent signs would be doubled
    target_metadata=METADATA,
    transactional_ddl=True,  # SQLite can, Alembic only distrusts an old habit of its Python module
    transaction_per_migration=True,
    literal_binds=True,
)

with context.begin_transaction():
    context.run_migrations()
