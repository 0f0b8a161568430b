"""What people are told in a link duel: how characters and places are named, receipts, why it is over."""

from collections.abc import Mapping

from bot.domain.cast import Place, episode_at
from bot.domain.catalogue import Catalogue
from bot.domain.links.effects import LinkEnd, LinkReceipt, LinkReceiptKind, ShowEnd
from bot.domain.links.rules import MOST_LINKS
from bot.domain.pack import CharacterId
from bot.domain.trivia.naming import place_noun
from bot.domain.trivia.record import IMPORT
from bot.ui.places import place_name
from bot.ui.play_pages import Naming
from bot.ui.wording import code, escaped, facts_line

OVER = "That link duel is over; /trivia duel opens another."
NONE_HERE = "There is no link duel in this channel; /trivia duel opens one."
MOMENT = "That link duel goes on in a moment; please try again."

_PLAIN = {
    LinkReceiptKind.STARTED: "You are in, and it is your turn.",
    LinkReceiptKind.NOT_INVITED: "This invitation is for somebody else; when that duel is over, open your own.",
    LinkReceiptKind.OWN: "You opened this duel; somebody else has to accept it.",
    LinkReceiptKind.UNDERWAY: "This duel has its two already; when it is over, /trivia duel opens another.",
    LinkReceiptKind.NOT_BEGUN: "This duel still waits for somebody to accept it.",
    LinkReceiptKind.NOT_PLAYING: "You are not in this duel.",
    LinkReceiptKind.NOT_YOUR_TURN: "It is not your turn; wait for the other one's move.",
    LinkReceiptKind.TURN_OVER: "Too late, that turn is over.",
    LinkReceiptKind.UNKNOWN: "That character is not in the facts any more; name somebody else.",
    LinkReceiptKind.NO_FACTS: "The facts of this duel are gone, so it is over, and nobody has lost.",
    LinkReceiptKind.NOT_YOURS: "Only the two who play or a moderator can do that.",
    LinkReceiptKind.NOTHING: "A turn of a link duel cannot be skipped; name somebody, or resign.",
    LinkReceiptKind.DONE: "Done.",
}
_ABOUT_TWO = {
    LinkReceiptKind.LINKED: "**{named}** it is, by {place}.",
    LinkReceiptKind.NAMED_ALREADY: "**{named}** was named already; name somebody else.",
    LinkReceiptKind.NO_LINK: "I know of no {noun} that **{named}** and **{last}** share; name somebody else.",
    LinkReceiptKind.UNSURE: (
        "**{named}** and **{last}** may share {a_noun}, but it does not count: I know only the season, or only of a "
        "mention, or no source confirms it; name somebody else."
    ),
    LinkReceiptKind.USED_UP: (
        "**{named}** and **{last}** share only what has linked three times already; name somebody else."
    ),
}
_ENDS: Mapping[LinkEnd, str] = {
    LinkEnd.TIME_UP: "{loser} named nobody in time.",
    LinkEnd.RESIGNED: "{loser} resigned.",
    LinkEnd.NOBODY_LEFT: "There is nobody left to name.",
    LinkEnd.MOST_LINKS: f"{MOST_LINKS} links were named, which is a draw.",
    LinkEnd.STOPPED: "The link duel was stopped.",
    LinkEnd.CANCELLED: "The invitation to a link duel was taken back or declined.",
    LinkEnd.NOT_ACCEPTED: "Nobody accepted the invitation to a link duel within ten minutes.",
    LinkEnd.NO_FACTS: "The facts of this link duel are gone, so nobody has lost.",
}


class LinkNames:
    """Names of a universe, harmless in a message; what has left the facts is shown by its id."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        self._catalogue = catalogue

    def who(self, character: CharacterId) -> str:
        """Return a character's name, told apart from others of the name."""
        return escaped(self.plainly(character))

    def where(self, place: Place, *, briefly: bool = False) -> str:
        """Return a place: `Luke Cage 2x03 “Wig Out”`, or briefly without the episode's name."""
        catalogue = self._catalogue
        if catalogue is None or not catalogue.has(place.title, place.season, place.episode):
            return f"{escaped(place.title)} {code(place.season, place.episode)}".strip()
        episode = None if briefly else episode_at(catalogue, place)
        return place_name(catalogue.titles[place.title], place, episode.name if episode else "")

    def plainly(self, character: CharacterId) -> str:
        """Return a character's name for where Discord takes no markup."""
        catalogue = self._catalogue
        known = catalogue is not None and character in catalogue.characters
        return catalogue.person(character).name if catalogue and known else character

    @property
    def noun(self) -> str:
        """Return the word for a place that people share."""
        return place_noun(self._catalogue) if self._catalogue and self._catalogue.titles else "episode or film"

    @property
    def a_noun(self) -> str:
        """Return it with its article: `an episode`, `a comic`."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"

    @property
    def universe(self) -> str:
        """Return what the universe is called, or nothing."""
        return escaped(self._catalogue.universe.name) if self._catalogue else ""

    @property
    def footing(self) -> tuple[str, ...]:
        """Return which facts these are, and what every link rests on."""
        if self._catalogue is None:
            return ()
        is_list = set(self._catalogue.sources) == {IMPORT}
        rests = "every link is as the imported list has it" if is_list else "every link is one that sources state"
        return facts_line(self._catalogue.universe, 0), rests


def receipt_words(receipt: LinkReceipt, names: LinkNames) -> str:
    """Return what one person is told; of no other name than theirs it says whether it would link."""
    if receipt.kind in _PLAIN or receipt.named is None or receipt.last is None:
        return _PLAIN.get(receipt.kind, _PLAIN[LinkReceiptKind.DONE])
    return _ABOUT_TWO[receipt.kind].format(
        named=names.who(receipt.named),
        last=names.who(receipt.last),
        place=names.where(receipt.place) if receipt.place else "",
        noun=names.noun,
        a_noun=names.a_noun,
    )


def end_words(post: ShowEnd, name_of: Naming) -> tuple[str, str]:
    """Return who won, as a heading, and why it is over."""
    loser = next((one for one in (post.host, post.opponent) if one is not None and one != post.winner), post.host)
    why = _ENDS[post.why].format(loser=name_of(loser))
    if post.opponent is None:
        return "Link duel", why
    heading = "A draw" if post.why is LinkEnd.MOST_LINKS else "Nobody wins"
    return f"{name_of(post.winner)} wins" if post.winner else heading, why
