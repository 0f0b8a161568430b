"""What a server decides about wishes, and the limits that hold in every server."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.identities import ChannelId, RoleId

MOST_STANDING = 10_000
"""Wishes of one server that stand at a time: of the largest server one member in ten with one, about 8 MB."""
MOST_IN_A_BURST = 5
"""Wishes that one person makes within `BURST`: who types faster has no reasons."""
BURST = timedelta(minutes=10)
MOST_IN_A_DAY = 30
"""Wishes that one person makes within `DAY`, those that ended counted: no row is ever deleted because a wish ended."""
DAY = timedelta(days=1)
LONGEST_WAIT_DAYS = 3_650
"""Days that an account's age or a time on the server may be asked for: Discord is as old as that."""


@dataclass(frozen=True, slots=True)
class WishSettings:
    """What a server has decided.

    `channel` is where cards and news are posted, None: where the wish is made. `account_days` and `member_days` are
    asked of those who add or vote. `most_wishes` counts a person's standing wishes, `most_votes` their votes on open
    ones (None: no limit). Tallies are hidden until `hidden_until`. `shared`: counts for the top over all servers.
    """

    channel: ChannelId | None = None
    review: bool = False
    add_role: RoleId | None = None
    vote_role: RoleId | None = None
    account_days: int = 0
    member_days: int = 0
    most_wishes: int = 10
    most_votes: int | None = None
    self_votes: bool = False
    hidden_until: datetime | None = None
    digest: bool = False
    shared: bool = False

    def hides_tallies(self, now: datetime) -> bool:
        """Tell whether tallies are hidden at a moment."""
        return self.hidden_until is not None and now < self.hidden_until
