"""What people say is wrong in the facts, and the turnstile of those who count before they write.

Frozen: `bot.store.schema` may grow, this stays what it was when it was released.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DISCORD_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create both tables."""
    create_fixes()
    table("turnstiles", text("name"), text("passed_at"), sa.PrimaryKeyConstraint("name", name="turnstiles_pk"))


def create_fixes() -> None:
    """Create the table of fixes and what their limits are counted by."""
    table(
        "fixes",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        discord_id("interaction_id"),
        *(text(name, optional=True) for name in ("universe_id", "character_id", "title_id")),
        *map(text, ("claim", "origin")),
        *(discord_id(name, optional=True) for name in ("person_id", "guild_id")),
        text("received_at"),
        text("done_at", optional=True),
        sa.PrimaryKeyConstraint("id", name="fixes_pk"),
        check("id", "id >= 1"),
        check("subject", "universe_id IS NOT NULL OR (character_id IS NULL AND title_id IS NULL)"),
        check("claim", "length(claim) BETWEEN 1 AND 1000"),
        check("origin", "length(origin) BETWEEN 1 AND 300"),
        check("sender", "person_id IS NOT NULL OR guild_id IS NULL"),
    )
    op.create_index("fixes_once", "fixes", ["interaction_id"], unique=True)
    op.create_index("fixes_by_person", "fixes", ["person_id", "received_at"])
    op.create_index("fixes_by_guild", "fixes", ["guild_id", "received_at"])
    op.create_index("fixes_by_state", "fixes", ["done_at", "id"])


def table(name: str, *items: SchemaItem) -> None:
    """Create a table, strict and without row ids where the engine knows such things."""
    op.create_table(name, *items, sqlite_strict=True, sqlite_with_rowid=False)


def text(name: str, *, optional: bool = False) -> sa.Column[str]:
    """Return a column of text that sorts by code point."""
    return sa.Column(name, TEXT, nullable=optional)


def discord_id(name: str, *, optional: bool = False) -> sa.Column[int]:
    """Return a column of Discord's ids."""
    return sa.Column(name, DISCORD_ID, nullable=optional, autoincrement=False)


def check(name: str, rule: str) -> sa.CheckConstraint:
    """Return a rule every fix must keep."""
    return sa.CheckConstraint(rule, name=op.f(f"fixes_{name}_check"))
