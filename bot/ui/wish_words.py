"""The phrases about wishes: what is wished for, how, what has become of it, and why something was not done."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.identities import UserId
from bot.domain.wish_cards import Event, Nearness
from bot.domain.wish_ranking import WishOrder
from bot.domain.wish_settings import BURST, MOST_IN_A_BURST, MOST_IN_A_DAY, MOST_STANDING, WishSettings
from bot.domain.wishes import Manner, Occasion, Refusal, Tally, Wanted, Wish, WishState
from bot.services.wish_questions import Period, Scope, WishQuestion
from bot.ui.wish_parts import cut
from bot.ui.wording import UNVERIFIED_MARK, code, counted, day, escaped, shortlist

LONGEST_SHOWN = 100
"""Characters of a name on a card; no name in the facts is longer."""
LONGEST_LISTED = 50
"""Characters of a name in a list; none in the facts that come with the bot is longer."""

MANNER_WORDS = {
    Manner.ANY: "in any manner",
    Manner.CAMEO: "as a cameo",
    Manner.GUEST_ARC: "for a guest arc",
    Manner.TEAM_UP: "for a team-up",
}
STATE_WORDS = {
    WishState.WAITING: "waiting for review",
    WishState.OPEN: "open",
    WishState.CAME_TRUE: "came true",
    WishState.WITHDRAWN: "withdrawn",
    WishState.REMOVED: "removed",
    WishState.MERGED: "merged",
}
LIST_WORDS = STATE_WORDS | {WishState.CAME_TRUE: "granted"}
"""What wishes of a state are called in front of the noun: `granted wishes`."""
ORDER_WORDS = {
    WishOrder.HOT: "hot ones first",
    WishOrder.TOP: "most wanted first",
    WishOrder.NEW: "newest first",
    WishOrder.CLOSEST: "closest to true first",
}
_PERIOD_WORDS = {
    Period.EVER: "",
    Period.DAY: "made within a day",
    Period.WEEK: "made within a week",
    Period.MONTH: "made within a month",
    Period.YEAR: "made within a year",
}

_SENTENCES: dict[Refusal, Callable[[WishSettings], str]] = {
    Refusal.UNKNOWN: lambda _: "I know of no such wish here; `/wish list` shows those there are.",
    Refusal.CLOSED: lambda _: "That wish is not open any more; `/wish list` shows those that are.",
    Refusal.OWN: lambda _: "That wish is your own, and here one votes for those of others: `/wish list` shows them.",
    Refusal.BLOCKED: lambda _: "The moderators of this server keep you from its wishes; ask them if you wonder why.",
    Refusal.ACCOUNT: lambda own: (
        f"Wishes here are for accounts that are {counted(own.account_days, 'day')} old; come back when yours is."
    ),
    Refusal.MEMBER: lambda own: (
        f"Wishes here are for those who have been on the server for {counted(own.member_days, 'day')}; "
        "come back when you have."
    ),
    Refusal.VOTES: lambda own: (
        f"You have {counted(own.most_votes or 0, 'vote')} on open wishes, as many as this server allows; "
        "take one back first."
    ),
    Refusal.WISHES: lambda own: (
        f"You have {counted(own.most_wishes, 'wish', 'wishes')} standing, as many as this server allows; "
        "withdraw one first with `/wish withdraw`."
    ),
    Refusal.BURST: lambda _: (
        f"That was more than {MOST_IN_A_BURST} wishes within {int(BURST.total_seconds()) // 60} minutes; "
        "give these some time, then wish again."
    ),
    Refusal.DAY: lambda _: (
        f"You have made {MOST_IN_A_DAY} wishes within a day, as many as anybody may; wish again tomorrow."
    ),
    Refusal.FULL: lambda _: (
        f"This server has {MOST_STANDING:,} standing wishes, the most one may have; vote for one of them instead."
    ),
    Refusal.STANDING: lambda _: "The same wish stands already; vote for that one instead.",
    Refusal.FORBIDDEN: lambda _: "That is for moderators, or for whoever made the wish; ask one of them.",
}


def refusal_sentence(refusal: Refusal, own: WishSettings, *, voting: bool = False) -> str:
    """Return why nothing was done and what to do next, with the figures of the server's own settings.

    `voting` tells which of the two roles is meant: that of those who vote, or of those who add.
    """
    if refusal is not Refusal.ROLE:
        return _SENTENCES[refusal](own)
    role = own.vote_role if voting else own.add_role
    named = f"the role <@&{role}>" if role else "another role"
    return f"{'Voting' if voting else 'Wishing'} here takes {named}; ask the moderators for it."


def unchanged_sentence(wish: Wish) -> str:
    """Return to a moderator why nothing was done about a wish: what has become of it."""
    if wish.state is WishState.MERGED:
        return f"Wish {wish.number} is merged into wish {wish.merged_into} already; nothing was changed."
    come_to = STATE_WORDS[wish.state] if wish.state is WishState.CAME_TRUE else f"is {STATE_WORDS[wish.state]}"
    return f"Wish {wish.number} {come_to} already; nothing was changed."


def unmerged_sentence(target: Wish) -> str:
    """Return to a moderator why a standing wish was not merged into another one."""
    if target.state is WishState.WAITING:
        return f"Wish {target.number} waits for review, and the other one does not; approve it first."
    return unchanged_sentence(target)


def headline(wanted: Wanted, longest: int = LONGEST_SHOWN) -> str:
    """Return what is wished for, harmless in a message; a name is cut to `longest` characters."""
    beside = wanted.beside.name if wanted.beside else None
    return headline_of(wanted.who.name, wanted.into.name, beside, wanted.occasion, longest)


def headline_of(who: str, into: str, beside: str | None, occasion: Occasion, longest: int = LONGEST_SHOWN) -> str:
    """Return the same of names: `Matt Murdock in Jessica Jones, beside Luke Cage`."""
    return escaped(plain_headline(who, into, beside, occasion, longest))


def plain_headline(who: str, into: str, beside: str | None, occasion: Occasion, longest: int = LONGEST_SHOWN) -> str:
    """Return it where Discord takes no markup: on buttons and in menus."""
    told = f"{cut(who, longest)} in {cut(into, longest)}"
    if occasion is Occasion.AGAIN:
        told += " again"
    elif occasion is Occasion.VARIANT:
        told = f"A variant of {told}"
    return f"{told}, beside {cut(beside, longest)}" if beside else told


def tally_words(tally: Tally) -> str:
    """Return `12 for, 3 against`."""
    return f"{tally.ups:,} for, {tally.downs:,} against" if tally.ups or tally.downs else "no votes yet"


def hidden_words(own: WishSettings) -> str:
    """Return until when tallies are hidden."""
    return f"tallies are hidden until {day(own.hidden_until)}"


def shown_tally(tally: Tally, own: WishSettings, now: datetime) -> str:
    """Return a tally, or until when it is hidden."""
    return hidden_words(own) if own.hides_tallies(now) else tally_words(tally)


def begun(text: str) -> str:
    """Return a phrase as a sentence begins, with a capital letter."""
    return text[:1].upper() + text[1:]


def author_words(author: UserId | None) -> str:
    """Return who made a wish, as a mention (nobody is pinged by it), or `somebody`."""
    return f"<@{author}>" if author else "somebody"


def nearness_words(near: Nearness | None, who: str, into: str) -> str:
    """Return how far somebody is from a title today, as one sentence."""
    if near is None:
        return "Not in the facts yet."
    mark = UNVERIFIED_MARK if near.unverified else ""
    if near.steps is None:
        return "No chain of people leads there in the facts."
    if near.steps == 0:
        return f"{escaped(cut(who, LONGEST_SHOWN))} is in it already{mark}."
    between = [escaped(cut(name, LONGEST_SHOWN)) for name in near.chain]
    if near.steps == 1 and between:
        knows = f"knows {escaped(cut(who, LONGEST_SHOWN))}" if near.chain[0] == into else "knows both"
        return f"One step: {between[0]} {knows}{mark}."
    steps = "One step" if near.steps == 1 else counted(near.steps, "step")
    return f"{steps}: by way of {shortlist(between)}{mark}." if between else f"{steps} away{mark}."


def event_words(event: Event) -> str:
    """Return where something happened: `Jessica Jones 1x13 “AKA Smile” (20 Nov 2015)`."""
    where = f"{escaped(cut(event.title, LONGEST_SHOWN))} {code(event.season, event.episode)}".strip()
    name = f" “{escaped(cut(event.episode_name, LONGEST_SHOWN))}”" if event.episode_name else ""
    released = f" ({day(event.released)})" if event.released else ""
    return where + name + released + (UNVERIFIED_MARK if event.unverified else "")


def list_heading(question: WishQuestion, *, who: str | None = None, into: str | None = None) -> str:
    """Return the heading of a list, harmless: `Open wishes for Matt Murdock in Jessica Jones, newest first`."""
    words = [
        f"{begun(LIST_WORDS[question.state])} wishes",
        f"for {escaped(cut(who, LONGEST_SHOWN))}" if who else "",
        f"in {escaped(cut(into, LONGEST_SHOWN))}" if into else "",
        _PERIOD_WORDS[question.period],
        "of all servers" if question.scope is Scope.ALL else "",
    ]
    told = " ".join(filter(None, words))
    return told if question.scope is Scope.ALL else f"{told}, {ORDER_WORDS[question.order]}"
