"""The statements about what a server has decided, each accepted by both engines."""

from bot.domain.identities import ChannelId, RoleId
from bot.domain.wish_settings import WishSettings
from bot.store.database import Parameters, Row
from bot.store.times import moment_from, moment_text

_COLUMNS = (
    "channel_id",
    "review",
    "add_role_id",
    "vote_role_id",
    "account_days",
    "member_days",
    "most_wishes",
    "most_votes",
    "self_votes",
    "hidden_until",
    "digest",
    "shared",
)

SETTINGS_COLUMNS = ", ".join(f"s.{column}" for column in _COLUMNS)
"""What `settings_from` reads, of a table of settings that the statement calls `s`."""

SETTINGS_WIDTH = len(_COLUMNS)
"""How many columns these are."""

SETTINGS = f"SELECT {SETTINGS_COLUMNS} FROM wish_settings s WHERE s.guild_id = :guild_id"  # noqa: S608 - of constants

ENSURE_SETTINGS = f"""
INSERT INTO wish_settings (guild_id, {", ".join(_COLUMNS)})
VALUES (:guild_id, {", ".join(f":{column}" for column in _COLUMNS)})
ON CONFLICT (guild_id) DO NOTHING"""  # noqa: S608 - of constants
"""Makes the row of a server that has none: `settings_values(WishSettings())` are its defaults."""

LOCK_SERVER = "UPDATE wish_settings SET guild_id = guild_id WHERE guild_id = :guild_id"
"""Whoever counts or moderates in a server waits here for whoever does so already, in any process."""


def settings_values(settings: WishSettings) -> Parameters:
    """Return settings by column."""
    return {
        "channel_id": settings.channel,
        "review": int(settings.review),
        "add_role_id": settings.add_role,
        "vote_role_id": settings.vote_role,
        "account_days": settings.account_days,
        "member_days": settings.member_days,
        "most_wishes": settings.most_wishes,
        "most_votes": settings.most_votes,
        "self_votes": int(settings.self_votes),
        "hidden_until": moment_text(settings.hidden_until) if settings.hidden_until else None,
        "digest": int(settings.digest),
        "shared": int(settings.shared),
    }


def settings_from(row: Row) -> WishSettings:
    """Return the settings that the `SETTINGS_COLUMNS` of a row hold."""
    channel, review, add_role, vote_role, account_days, member_days, wishes, votes, own, hidden, digest, shared = row
    return WishSettings(
        channel=None if channel is None else ChannelId(channel),
        review=bool(review),
        add_role=None if add_role is None else RoleId(add_role),
        vote_role=None if vote_role is None else RoleId(vote_role),
        account_days=account_days,
        member_days=member_days,
        most_wishes=wishes,
        most_votes=votes,
        self_votes=bool(own),
        hidden_until=moment_from(hidden) if hidden else None,
        digest=bool(digest),
        shared=bool(shared),
    )
