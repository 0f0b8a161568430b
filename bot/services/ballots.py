"""Votes on wishes, and who wants to be told when one comes true."""

from datetime import datetime
from typing import Protocol

from bot.domain.identities import GuildId, UserId
from bot.domain.signing import Signer
from bot.domain.wish_outcomes import Pressed, Seen
from bot.domain.wishes import Actor, Refusal, WishNumber


class VoteStore(Protocol):
    """Where votes are kept and counted."""

    async def vote(self, number: WishNumber, value: int, actor: Actor, person_hash: str, now: datetime) -> Pressed:
        """Record a vote where the rules allow it, and return the wish with it counted."""
        ...

    async def follow(
        self, number: WishNumber, actor: Actor, person_hash: str, now: datetime, *, follows: bool
    ) -> Pressed:
        """Record whether a person wants to be told when a wish comes true."""
        ...


class SeenStore(Protocol):
    """Where wishes are found."""

    async def seen(self, guild: GuildId, number: WishNumber, person: UserId) -> Seen | None:
        """Return a wish as a person sees it, or None."""
        ...


class Ballots:
    """Takes votes and follows; those on a merged wish count for the one it was merged into."""

    def __init__(self, votes: VoteStore, wishes: SeenStore, signer: Signer) -> None:
        self._votes = votes
        self._wishes = wishes
        self._signer = signer

    async def vote(self, actor: Actor, number: WishNumber, value: int, now: datetime) -> Pressed:
        """Record a vote: 1 for it, -1 against it, 0 takes it back. What is returned is certain."""
        person_hash = self._signer.person_hash(actor.guild, actor.person)
        pressed = await self._votes.vote(number, value, actor, person_hash, now)
        onward = _merged_into(pressed)
        if onward:
            pressed = await self._votes.vote(onward, value, actor, person_hash, now)
        return _told(actor, pressed)

    async def follow(self, actor: Actor, number: WishNumber, now: datetime, *, follows: bool) -> Pressed:
        """Record whether a person wants to be told when a wish comes true."""
        person_hash = self._signer.person_hash(actor.guild, actor.person)
        pressed = await self._votes.follow(number, actor, person_hash, now, follows=follows)
        onward = _merged_into(pressed)
        if onward:
            pressed = await self._votes.follow(onward, actor, person_hash, now, follows=follows)
        return _told(actor, pressed)

    async def seen(self, actor: Actor, number: WishNumber) -> Seen | None:
        """Return a wish as a person sees it; None where there is none, or it waits and is not theirs to see."""
        seen = await self._wishes.seen(actor.guild, number, actor.person)
        return seen if seen and may_see(actor, seen) else None


def may_see(actor: Actor, seen: Seen) -> bool:
    """Tell whether a wish may be shown to a person: what waits for a moderator is for them and its author."""
    return not seen.wish.is_private or actor.moderates or seen.wish.author == actor.person


def _told(actor: Actor, pressed: Pressed) -> Pressed:
    """Return what a person is told: of a wish that is not theirs to see, that there is none."""
    if pressed.seen is None or may_see(actor, pressed.seen):
        return pressed
    return Pressed(None, Refusal.UNKNOWN)


def _merged_into(pressed: Pressed) -> WishNumber | None:
    if pressed.refusal is not Refusal.CLOSED or pressed.seen is None:
        return None
    return pressed.seen.wish.merged_into
