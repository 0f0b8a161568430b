"""From names to a wish: what is unclear is asked, what happened or stands already is shown before one is made."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

from rapidfuzz import fuzz

from bot.domain.errors import UserError
from bot.domain.identities import GuildId, UserId
from bot.domain.look_alikes import skeleton_of
from bot.domain.pack import CharacterId, TitleId
from bot.domain.signing import Signer
from bot.domain.wish_facts import Happened, happened
from bot.domain.wish_outcomes import Added, Changed
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Named, Occasion, Refusal, Wanted, Wish, WishNumber, Wording
from bot.services.lookups import Lookups
from bot.services.name_index import Entry, EntryKind, Match
from bot.services.names import CHARACTERS, TITLES
from bot.services.wish_drafts import (
    Chosen,
    Draft,
    Part,
    Unsure,
    clean_wording,
    draft_from,
    draft_text,
    free_name,
)

_MOST_CANDIDATES = 5
_CLOSE = 85  # of 100, rapidfuzz's ratio: "daredevil rebron" has 94 with "daredevil reborn"
_MOST_NEAR = 5
_GONE = "That was too long ago, or is not yours; please begin again with /wish add."


class WishStore(Protocol):
    """Where wishes are kept, as far as making one goes."""

    async def add(
        self,
        wanted: Wanted,
        wording: Wording,
        actor: Actor,
        person_hash: str,
        now: datetime,
        *,
        server_hash: str = "",
    ) -> Added:
        """Make a wish unless a rule or the same one stands against it."""
        ...

    async def add_refusal(self, actor: Actor, person_hash: str, now: datetime) -> Refusal | None:
        """Return which rule would keep a wish out, or None."""
        ...

    async def settings(self, guild: GuildId) -> WishSettings:
        """Return what a server has decided."""
        ...

    async def same(self, guild: GuildId, wanted: Wanted) -> Wish | None:
        """Return the standing wish for the same, or None."""
        ...

    async def near(self, guild: GuildId, wanted: Wanted) -> tuple[Wish, ...]:
        """Return standing wishes for the same two in another company or on another occasion."""
        ...

    async def free_texts(self, guild: GuildId) -> tuple[Wish, ...]:
        """Return standing wishes with a name that the facts do not have."""
        ...

    async def edit(self, number: WishNumber, wording: Wording, actor: Actor, now: datetime) -> Changed:
        """Change what the author says."""
        ...

    async def withdraw(self, number: WishNumber, actor: Actor, now: datetime) -> Changed:
        """Withdraw the author's own wish."""
        ...

    async def save_draft(self, draft: str, guild: GuildId, person: UserId, body: str, now: datetime) -> None:
        """Keep what somebody is about to wish for."""
        ...

    async def draft(self, draft: str, guild: GuildId, person: UserId, now: datetime) -> str | None:
        """Return what that person is about to wish for in that server, or None."""
        ...

    async def drop_draft(self, draft: str, guild: GuildId, person: UserId) -> None:
        """Forget what somebody was about to wish for."""
        ...


@dataclass(frozen=True, slots=True)
class AskWhich:
    """It is to be said what a name means."""

    draft: str
    part: Part
    unsure: Unsure


@dataclass(frozen=True, slots=True)
class AskForm:
    """All is clear; the reason is to be typed."""

    draft: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class HasHappened:
    """What is wanted is on record already."""

    draft: str
    wanted: Wanted
    happened: Happened


@dataclass(frozen=True, slots=True)
class Stands:
    """The same wish stands already and can be voted for."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class NearOnes:
    """Wishes that are much like this one stand already."""

    draft: str
    wanted: Wanted
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The wish is made, for certain."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Refused:
    """No wish is made, and why."""

    refusal: Refusal
    settings: WishSettings


Step: TypeAlias = AskWhich | AskForm | HasHappened | Stands | NearOnes | Made | Refused


class Wishing:
    """Leads a person to a wish."""

    def __init__(self, lookups: Lookups, store: WishStore, signer: Signer) -> None:
        """Know the facts by `lookups` and keep wishes in `store`."""
        self._lookups = lookups
        self._store = store
        self._signer = signer

    async def begin(
        self, actor: Actor, names: Sequence[str | None], now: datetime, wording: Wording | None = None
    ) -> Step:
        """Begin with the names of who, into and (None: nobody) beside; raises UserError for one that is none."""
        who, into, beside = names
        draft = Draft(
            self._chosen(CHARACTERS, who or ""),
            self._chosen(TITLES, into or ""),
            self._chosen(CHARACTERS, beside) if beside else None,
            wording=clean_wording(wording) if wording else None,
        )
        return await self.begin_draft(actor, draft, now)

    async def begin_draft(self, actor: Actor, draft: Draft, now: datetime) -> Step:
        """Begin with what is known of a wish."""
        refusal = await self._store.add_refusal(actor, self._hash(actor), now)
        if refusal:
            return Refused(refusal, await self._store.settings(actor.guild))
        return await self._go_on(secrets.token_urlsafe(9), draft, actor, now)

    async def choose(self, actor: Actor, id_: str, part: Part, number: int | None, now: datetime) -> Step:
        """Go on with what a name means: a candidate, or None for a name of its own; raises UserError if it is gone."""
        draft = await self._draft(id_, actor, now)
        return await self._go_on(id_, draft.with_choice(part, number), actor, now)

    async def for_occasion(self, actor: Actor, id_: str, occasion: Occasion, now: datetime) -> Step:
        """Go on with a wish for it to happen again, or by a variant."""
        return await self._go_on(id_, replace(await self._draft(id_, actor, now), occasion=occasion), actor, now)

    async def insist(self, actor: Actor, id_: str, now: datetime) -> Step:
        """Go on although wishes like this one stand."""
        return await self._go_on(id_, replace(await self._draft(id_, actor, now), anyway=True), actor, now)

    async def submit(self, actor: Actor, id_: str, wording: Wording, now: datetime) -> Step:
        """Go on with the form that was typed."""
        return await self._go_on(
            id_, replace(await self._draft(id_, actor, now), wording=clean_wording(wording)), actor, now
        )

    async def edit(self, actor: Actor, number: WishNumber, wording: Wording, now: datetime) -> Changed:
        """Change what the author says about their standing wish; whoever is blocked says nothing more."""
        if await self._store.add_refusal(actor, self._hash(actor), now) is Refusal.BLOCKED:
            return Changed(None, Refusal.BLOCKED)
        return await self._store.edit(number, clean_wording(wording), actor, now)

    async def withdraw(self, actor: Actor, number: WishNumber, now: datetime) -> Changed:
        """Withdraw the author's own wish."""
        return await self._store.withdraw(number, actor, now)

    async def _go_on(self, id_: str, draft: Draft, actor: Actor, now: datetime) -> Step:
        step = await self._next(id_, draft, actor, now)
        if isinstance(step, Made | Stands | Refused):
            await self._store.drop_draft(id_, actor.guild, actor.person)
        else:
            await self._store.save_draft(id_, actor.guild, actor.person, draft_text(draft), now)
        return step

    async def _next(self, id_: str, draft: Draft, actor: Actor, now: datetime) -> Step:
        unclear = draft.open_part
        if unclear:
            return AskWhich(id_, *unclear)
        wanted = draft.wanted
        _require_two(wanted)
        shown = await self._shown_before(id_, wanted, draft, actor)
        if shown:
            return shown
        if draft.wording is None:
            return AskForm(id_, wanted)
        return await self._make(wanted, draft.wording, actor, now)

    async def _shown_before(
        self, id_: str, wanted: Wanted, draft: Draft, actor: Actor
    ) -> HasHappened | Stands | NearOnes | None:
        found = self._happened(wanted) if wanted.occasion is Occasion.FIRST else None
        if found and found.has_happened:
            return HasHappened(id_, wanted, found)
        same = await self._store.same(actor.guild, wanted)
        if same:
            return Stands(same)
        near = () if draft.anyway else await self._near(actor.guild, wanted)
        return NearOnes(id_, wanted, near) if near else None

    async def _make(self, wanted: Wanted, wording: Wording, actor: Actor, now: datetime) -> Step:
        server = self._signer.server_hash(actor.guild)
        added = await self._store.add(wanted, wording, actor, self._hash(actor), now, server_hash=server)
        if added.wish is None:
            assert added.refusal is not None  # noqa: S101  (one of the two is there)
            return Refused(added.refusal, await self._store.settings(actor.guild))
        return Stands(added.wish) if added.refusal else Made(added.wish)

    async def _near(self, guild: GuildId, wanted: Wanted) -> tuple[Wish, ...]:
        near = {wish.number: wish for wish in await self._store.near(guild, wanted)}
        if wanted.who.id is None or wanted.into.id is None:
            near |= {one.number: one for one in await self._store.free_texts(guild) if _sounds_like(wanted, one.wanted)}
        return tuple(near.values())[:_MOST_NEAR]

    def _happened(self, wanted: Wanted) -> Happened | None:
        shelf = self._lookups.shelf
        universe = wanted.universe
        if universe is None or universe not in shelf.catalogues:
            return None
        return happened(shelf.catalogues[universe], shelf.networks[universe], wanted)

    def _chosen(self, kinds: tuple[EntryKind, ...], text: str) -> Chosen:
        """Return what a name surely means; a part or a close spelling of a name is asked back about."""
        names = self._lookups.shelf.names
        entry = names.entry(text)
        if entry is not None and entry.kind in kinds:
            return self._fact(entry)
        free = free_name(text)
        found = names.resolve(kinds, free.name)
        if found.entry is not None and names.find(kinds, free.name)[0].match is Match.WHOLE:
            return self._fact(found.entry)
        others = (*([found.entry] if found.entry else []), *found.others)
        return Unsure(free.name, tuple(map(self._fact, others[:_MOST_CANDIDATES]))) if others else free

    def _fact(self, entry: Entry) -> Named:
        catalogue = self._lookups.shelf.catalogues[entry.universe]
        character = entry.kind is EntryKind.CHARACTER
        one = catalogue.person(CharacterId(entry.id)) if character else catalogue.titles[TitleId(entry.id)]
        return Named(one.name, entry.universe, entry.id)

    async def _draft(self, id_: str, actor: Actor, now: datetime) -> Draft:
        body = await self._store.draft(id_, actor.guild, actor.person, now)
        if body is None:
            raise UserError(_GONE)
        return draft_from(body)

    def _hash(self, actor: Actor) -> str:
        return self._signer.person_hash(actor.guild, actor.person)


def _require_two(wanted: Wanted) -> None:
    if wanted.beside and wanted.beside.key == wanted.who.key:
        raise UserError("That is the same person twice; name somebody else to be with, or nobody.")


def _sounds_like(one: Wanted, other: Wanted) -> bool:
    return _close(one.who, other.who) and _close(one.into, other.into)


def _close(one: Named, other: Named) -> bool:
    if one.id and other.id:
        return one.key == other.key
    return fuzz.ratio(skeleton_of(one.name), skeleton_of(other.name)) >= _CLOSE
