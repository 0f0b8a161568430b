"""What should become of the wishes of one server, as dicts and sets: the plain model that the stores are held to.

It is written after the rules in words, not after the SQL, and knows nothing of databases. A person is a number; the
votes of who was forgotten go on counting under its negative. Refusals are words, None is success.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tests.store.wish_model_values import Follow, Line, Rules, Vote, Who, Wish

DAY = timedelta(days=1)
STANDING = ("waiting", "open")


class Model:
    """A server, `now` being the time there."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.rules = Rules()
        self.decided: dict[str, int] = {}
        """By which press each rule was changed."""
        self.wishes: dict[int, Wish] = {}
        self.blocked: set[int] = set()
        self.audit: list[Line] = []
        self.cards: set[int] = set()
        """The wishes whose card is to be drawn."""
        self.news: set[int] = set()
        """The wishes of which the server is to be told that they came true."""
        self.letters: set[tuple[int, int]] = set()
        """Who is to be told that which wish came true."""

    def add(self, who: Who, what: Hashable) -> tuple[int | None, str | None]:
        """Return the wish's number and why it was not made."""
        for number, wish in self.wishes.items():
            if wish.press == who.press:
                return number, None
        standing = self._standing(what)
        if standing:
            return standing, "standing"
        refusal = self._keeps_from_adding(who)
        if refusal:
            return None, refusal
        number = len(self.wishes) + 1
        state = "waiting" if self.rules.review else "open"
        self.wishes[number] = Wish(what, who.person, who.press, self.now, state=state)
        return number, None

    def vote(self, who: Who, number: int, value: int) -> tuple[int | str | None, ...]:
        """Return the wish that the vote is on, why it was not counted, one's vote before and after, and the tally."""
        place, refusal = self._open_wish(number)
        if place is None or self._is_hidden_from(who, place):
            return ("unknown",)
        votes = self.wishes[place].votes
        if value and not refusal:
            refusal = self._keeps_from_voting(who, place)
        if not refusal and who.person not in votes and -who.person in votes:
            votes[who.person] = votes.pop(-who.person)
        before = votes.get(who.person)
        if not refusal and (before is None or before.press < who.press):
            votes[who.person] = Vote(value, who.press, self.now)
        after = votes.get(who.person)
        own = (before.value if before else 0, after.value if after else 0)
        return (refusal, place, *own, self.wishes[place].count(1), self.wishes[place].count(-1))

    def follow(self, who: Who, number: int, follows: int) -> tuple[int | str | None, ...]:
        """Return the wish that is followed, why not, and whether it is; who is blocked can still stop following."""
        place, refusal = self._open_wish(number)
        if place is None or self._is_hidden_from(who, place):
            return ("unknown",)
        if follows and not refusal and who.person in self.blocked:
            refusal = "blocked"
        old = self.wishes[place].follows.get(who.person)
        if not refusal and (old is None or old.press < who.press):
            old = self.wishes[place].follows[who.person] = Follow(bool(follows), who.press, self.now)
        return refusal, place, int(old is not None and old.follows)

    def withdraw(self, who: Who, number: int) -> str | None:
        refusal = self._keeps_from_own(who, number)
        if refusal is None:
            self._end(number, "withdrawn")
            self._redraw(number)
        return refusal

    def edit(self, who: Who, number: int, why: str) -> str | None:
        refusal = self._keeps_from_own(who, number)
        if refusal is None:
            wish = self.wishes[number]
            if self.rules.review and wish.why != why:
                wish.state = "waiting"
            wish.why = why
            self._redraw(number)
        return refusal

    def change_rules(self, who: Who, rules: Rules) -> None:
        different = {name: rule for name, rule in vars(rules).items() if rule != getattr(self.rules, name)}
        changes = {name: rule for name, rule in different.items() if who.press > self.decided.get(name, 0)}
        if changes and not self._has_done(who, "settings"):
            self._note(who, "settings")
            self.rules = replace(self.rules, **changes)
            self.decided |= dict.fromkeys(changes, who.press)

    def approve(self, who: Who, number: int) -> str | None:
        return self._decide(who, "approved", number, ("waiting",), "open")

    def reject(self, who: Who, number: int) -> str | None:
        return self._decide(who, "rejected", number, ("waiting",), "removed")

    def remove(self, who: Who, number: int) -> str | None:
        return self._decide(who, "removed", number, STANDING, "removed")

    def restore(self, who: Who, number: int) -> str | None:
        if number not in self.wishes:
            return "unknown"
        if self._has_done(who, "restored"):
            return None
        wish = self.wishes[number]
        if wish.state not in ("removed", "withdrawn", "merged"):
            return "closed"
        if self._standing(wish.what):
            return "standing"
        if wish.merged_into:
            votes = self.wishes[wish.merged_into].votes
            for person in [one for one, vote in votes.items() if vote.via == number]:
                del votes[person]
            self._redraw(number, wish.merged_into)
        else:
            self.cards.add(number)
        wish.state, wish.merged_into, wish.removal = "open", None, None
        self._note(who, "restored", number)
        return None

    def merge(self, who: Who, source: int, target: int) -> str | None:
        if source not in self.wishes or target not in self.wishes:
            return "unknown"
        if self._has_done(who, "merged"):
            return None
        target = self.wishes[target].merged_into or target
        own, other = self.wishes[source], self.wishes[target]
        fits = other.state == "open" or (other.state == own.state == "waiting")
        if source == target or own.state not in STANDING or not fits:
            return "closed"
        self._move(source, own, other)
        for wish in self.wishes.values():
            if wish.merged_into == source:
                wish.merged_into = target
        own.merged_into = target
        self._end(source, "merged")
        self._redraw(source, target)
        self._note(who, "merged", source)
        return None

    def block(self, who: Who, person: int) -> bool:
        if not self._has_done(who, "blocked"):
            if person in self.blocked:
                return False
            self.blocked.add(person)
            self._note(who, "blocked")
        return True

    def unblock(self, who: Who, person: int) -> bool:
        if not self._has_done(who, "unblocked"):
            if person not in self.blocked:
                return False
            self.blocked.remove(person)
            self._note(who, "unblocked")
        return True

    def settle(self, number: int) -> bool:
        wish = self.wishes.get(number)
        if wish is None or wish.state not in STANDING:
            return False
        if wish.state == "open" and wish.is_posted:
            self.news.add(number)
        self._end(number, "came-true")
        self._redraw(number)
        wish.voters = len({person for _, person, vote in self.votes() if vote.value})
        self.letters |= {(number, person) for person, follow in wish.follows.items() if follow.follows}
        return True

    def post(self, number: int) -> None:
        """Let a wish have a card."""
        self.wishes[number].is_posted = True

    def run_errands(self) -> None:
        for done in (self.cards, self.news, self.letters):
            done.clear()

    def forget(self, person: int) -> None:
        for number, wish in self.wishes.items():
            vote = wish.votes.pop(person, None)
            if vote and vote.value:
                wish.votes[-person] = Vote(vote.value, 0, vote.at, vote.via)
            wish.follows.pop(person, None)
            if wish.author == person:
                wish.author, wish.why = None, ""
                self._redraw(number)
        for line in self.audit:
            line.actor = None if line.actor == person else line.actor
        self.letters = {letter for letter in self.letters if letter[1] != person}

    def sweep(self) -> None:
        """Let what was taken back more than a day ago go wholly."""
        for wish in self.wishes.values():
            wish.votes = {one: vote for one, vote in wish.votes.items() if vote.value or vote.at >= self.now - DAY}
            wish.follows = {
                one: each for one, each in wish.follows.items() if each.follows or each.at >= self.now - DAY
            }

    def votes(self) -> Iterator[tuple[int, int, Vote]]:
        for number, wish in self.wishes.items():
            for person, vote in wish.votes.items():
                yield number, person, vote

    def _is_hidden_from(self, who: Who, number: int) -> bool:
        """Tell whether a wish waits, was removed, or ended before anybody saw a card; its author knows all the same."""
        wish = self.wishes[number]
        unseen = not wish.is_posted and wish.state in ("withdrawn", "merged")
        return wish.author != who.person and (unseen or wish.state in ("waiting", "removed"))

    def _open_wish(self, number: int) -> tuple[int | None, str | None]:
        """Return where a press on a wish goes: one that was merged stands for the one it was merged into."""
        if number not in self.wishes:
            return None, "unknown"
        place = self.wishes[number].merged_into or number
        return place, None if self.wishes[place].state == "open" else "closed"

    def _standing(self, what: Hashable) -> int | None:
        same = (number for number, wish in self.wishes.items() if wish.what == what and wish.state in STANDING)
        return next(same, None)

    def _keeps_from_adding(self, who: Who) -> str | None:
        own = [wish for wish in self.wishes.values() if wish.author == who.person]
        if who.person in self.blocked:
            return "blocked"
        if self.now - who.joined_at < self.rules.member_days * DAY:
            return "member"
        if sum(wish.state in STANDING for wish in own) >= self.rules.most_wishes:
            return "wishes"
        if sum(self.now - wish.at < timedelta(minutes=10) for wish in own) >= 5:
            return "burst"
        return "day" if sum(self.now - wish.at < DAY for wish in own) >= 30 else None

    def _keeps_from_voting(self, who: Who, number: int) -> str | None:
        if who.person in self.blocked:
            return "blocked"
        if self.wishes[number].author == who.person and not self.rules.self_votes:
            return "own"
        if self.now - who.joined_at < self.rules.member_days * DAY:
            return "member"
        others = sum(
            vote.value != 0 and person == who.person and place != number and self.wishes[place].state == "open"
            for place, person, vote in self.votes()
        )
        return "votes" if self.rules.most_votes is not None and others >= self.rules.most_votes else None

    def _keeps_from_own(self, who: Who, number: int) -> str | None:
        if number not in self.wishes:
            return "unknown"
        if self.wishes[number].author != who.person:
            return "forbidden"
        return None if self.wishes[number].state in STANDING else "closed"

    def _decide(self, who: Who, action: str, number: int, before: tuple[str, ...], after: str) -> str | None:
        if number not in self.wishes:
            return "unknown"
        if self._has_done(who, action):
            return None
        wish = self.wishes[number]
        if wish.state not in before:
            return "closed"
        wish.state = after
        if after == "open":
            self.cards.add(number)
        else:
            wish.removal = "no"
            self._redraw(number)
        self._note(who, action, number)
        return None

    def _end(self, number: int, state: str) -> None:
        """Let a wish end without a moderator: a reason that none has looked at is not shown to all because of it."""
        wish = self.wishes[number]
        wish.why = "" if wish.state == "waiting" else wish.why
        wish.state = state

    def _redraw(self, *numbers: int) -> None:
        self.cards |= {number for number in numbers if self.wishes[number].is_posted}

    def _move(self, source: int, own: Wish, other: Wish) -> None:
        """Let those who voted on or follow one wish do so on another, unless they have decided there already."""
        for person, vote in list(own.votes.items()):
            if vote.value and person not in other.votes:
                other.votes[person] = Vote(vote.value, vote.press, vote.at, vote.via or source)
            if vote.via:
                del own.votes[person]
        for person, follow in own.follows.items():
            if follow.follows and person not in other.follows:
                other.follows[person] = follow

    def _has_done(self, who: Who, action: str) -> bool:
        return any(line.press == who.press and line.action == action for line in self.audit)

    def _note(self, who: Who, action: str, number: int | None = None) -> None:
        self.audit.append(Line(who.person, who.press, action, number))
