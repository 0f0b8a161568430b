"""What moderators of a server did about wishes, line by line, and how a change of settings is put into words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.identities import ChannelId, RoleId, UserId
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import WishNumber


class Action(StrEnum):
    """What was done, each with what `AuditLine.detail` then says (where nothing is said here: nothing)."""

    APPROVED = "approved"
    REJECTED = "rejected"
    """Why."""
    REMOVED = "removed"
    """Why."""
    RESTORED = "restored"
    """The number of the wish that it had been merged into, if it had."""
    MERGED = "merged"
    """The number of the wish that it was merged into."""
    BLOCKED = "blocked"
    """What the moderator said about it; never who, because the id of a person may not stay here."""
    UNBLOCKED = "unblocked"
    """The same."""
    SETTINGS = "settings"
    """What is different from before, in the words of `settings_in_words`; nothing of it was typed by a person."""
    EXPORTED = "exported"
    """How many wishes."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing done, under its number in the server, from 1 on; `actor` is None once they were forgotten."""

    line: int
    at: datetime
    actor: UserId | None
    action: Action
    number: WishNumber | None
    detail: str


def settings_in_words(settings: WishSettings) -> tuple[str, ...]:
    """Return what each setting says, in the order of `WishSettings`; channels and roles as Discord reads them."""
    hidden = settings.hidden_until
    return (
        f"wish channel {_channel(settings.channel)}",
        f"review {_switch(on=settings.review)}",
        f"role to add {_role(settings.add_role)}",
        f"role to vote {_role(settings.vote_role)}",
        f"age of an account {_days(settings.account_days)}",
        f"time on the server {_days(settings.member_days)}",
        f"wishes a person {settings.most_wishes:,}",
        f"votes a person {_limit(settings.most_votes)}",
        f"votes for one's own wish {_switch(on=settings.self_votes)}",
        f"tallies hidden until {hidden.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if hidden else "tallies shown",
        f"weekly digest {_switch(on=settings.digest)}",
        f"counting over all servers {_switch(on=settings.shared)}",
    )


def _channel(channel: ChannelId | None) -> str:
    return f"<#{channel}>" if channel else "where the wish is made"


def _role(role: RoleId | None) -> str:
    return f"<@&{role}>" if role else "none"


def _days(days: int) -> str:
    return "any" if days == 0 else f"{days:,} {'day' if days == 1 else 'days'}"


def _limit(most: int | None) -> str:
    return "without limit" if most is None else f"{most:,}"


def _switch(*, on: bool) -> str:
    return "on" if on else "off"
