"""How a link duel looks: the invitation, a turn, what became of it, the end. Nothing says who would be a right move."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from discord import TextStyle, ui
from discord.utils import format_dt

from bot.domain.catalogue import Catalogue
from bot.domain.links.duel import Step
from bot.domain.links.effects import LinkReceipt, ShowEnd, ShowInvitation, ShowTurn
from bot.domain.links.rules import MOST_USES
from bot.domain.links.values import post_from
from bot.domain.names import LONGEST_NAME
from bot.domain.pack import CharacterId, UniverseId
from bot.domain.plays import KeptPlay, PlayId
from bot.services.play_courses import State, Values
from bot.ui.link_ids import LinkAction, LinkPress, link_id
from bot.ui.link_words import LinkNames, end_words, receipt_words
from bot.ui.play_pages import Naming
from bot.ui.play_stage import Drawing, Scene
from bot.ui.ready_layout import Component, ReadyLayout, container, footer, gap, rows, text
from bot.ui.wish_parts import Press, cut
from bot.ui.wish_receipts import said
from bot.ui.wording import counted, shortlist

WHO = "who"
"""The custom_id of the form's field."""

_ROOM_OF_A_TURN, _ROOM_OF_AN_END = 2_200, 3_000  # characters of a chain; Discord takes 4,000 in all
_ROOM_USED_UP = 600
_LONGEST_FIELD_LABEL = 45


def link_drawing(catalogue_of: Callable[[UniverseId], Catalogue | None]) -> Drawing:
    """Return what draws posts of link duels, with names from the facts as they are then."""

    def draw(_kept: KeptPlay, _state: State, values: Values, name_of: Naming) -> Iterable[Scene]:
        post = post_from(values)
        names = LinkNames(catalogue_of(post.universe))
        match post:
            case ShowTurn():
                yield turn_layout(post, names, name_of), post.in_place
            case ShowEnd():
                yield end_layout(post, names, name_of), post.in_place
            case ShowInvitation():
                yield invitation_layout(post, names, name_of), post.in_place

    return draw


def invitation_layout(post: ShowInvitation, names: LinkNames, name_of: Naming) -> ui.LayoutView:
    """Return the invitation to a duel, with its buttons."""
    for_whom = f"{name_of(post.host)} invites {name_of(post.invited) if post.invited else 'anybody'}."
    presses = [_press("Accept", LinkAction.ACCEPT, post.play), _press("Cancel", LinkAction.CANCEL, post.play)]
    ends = f"closes {format_dt(post.until, 'R')} if nobody accepts"
    return ReadyLayout(container([*_rules(post, names, for_whom), *footer(ends)], accent=True), *rows(presses))


def accepted_layout(post: ShowInvitation, names: LinkNames, name_of: Naming) -> ui.LayoutView:
    """Return the invitation once somebody has accepted it."""
    accepted = f"{name_of(post.invited)} accepted." if post.invited else ""
    parts = _rules(post, names, f"{name_of(post.host)} looked for an opponent. {accepted}".strip())
    return ReadyLayout(container([*parts, *footer("the duel has begun")], accent=True))


def _rules(post: ShowInvitation, names: LinkNames, who: str) -> list[Component]:
    heading = f"## Link duel: {names.universe}" if names.universe else "## Link duel"
    rules = (
        f"In turn, name a character who shares {names.a_noun} with the one named last, within "
        f"{counted(post.seconds, 'second')}. Nobody twice; the same {names.noun} links {MOST_USES} times at most. "
        "Whoever accepts moves first."
    )
    return [text(heading), text(who), text(rules)]


def turn_layout(post: ShowTurn, names: LinkNames, name_of: Naming) -> ui.LayoutView:
    """Return a turn: whose it is, whom to link to, how long it lasts, the chain so far and what is used up."""
    last = names.who(post.chain[-1].character)
    asked = f"Name somebody who shares {names.a_noun} with **{last}**. The turn ends {format_dt(post.ends_at, 'R')}."
    if post.is_renewed:
        asked += "\n-# I was away, so this turn has its whole time anew."
    parts = [text(f"### Turn {post.turn}: {name_of(post.mover)}"), text(asked)]
    parts += _chain(post.chain, post.links, _ROOM_OF_A_TURN, names, name_of)
    if post.used_up:
        used_up = shortlist([names.where(place, briefly=True) for place in post.used_up], _ROOM_USED_UP)
        parts.append(text(f"-# Used up, {MOST_USES} times each: {used_up}"))
    presses = [
        Press("Name somebody", link_id(LinkPress(LinkAction.NAME, post.play, post.turn))),
        _press("Resign", LinkAction.QUIT, post.play),
    ]
    return ReadyLayout(
        container([*parts, *footer("/trivia link suggests names while you type")], accent=True), *rows(presses)
    )


def moved_layout(receipt: LinkReceipt, names: LinkNames, name_of: Naming) -> ui.LayoutView:
    """Return a turn that is over by a move."""
    parts = [text(f"### Turn {receipt.turn}: {name_of(receipt.person)}")]
    if receipt.named and receipt.last and receipt.place:
        link = names.where(receipt.place)
        parts.append(text(f"**{names.who(receipt.last)}** → **{names.who(receipt.named)}** · {link}"))
    return ReadyLayout(container(parts, accent=False))


def end_layout(post: ShowEnd, names: LinkNames, name_of: Naming) -> ui.LayoutView:
    """Return how a duel ended: who won and why, how many links each named, and the chain."""
    heading, why = end_words(post, name_of)
    parts = [text(f"## {heading}"), text(why)]
    if post.opponent is None:
        return ReadyLayout(container(parts, accent=True))
    named = Counter(step.by for step in post.chain)
    players = (post.host, post.opponent)
    parts[-1] = text(f"{why}\n{' · '.join(f'{name_of(one)} {_links(named[one])}' for one in players)}")
    parts += _chain(post.chain, len(post.chain) - 1, _ROOM_OF_AN_END, names, name_of)
    return ReadyLayout(container([*parts, *footer(*names.footing)], accent=True))


def receipt_layout(receipt: LinkReceipt, catalogue_of: Callable[[UniverseId], Catalogue | None]) -> ui.LayoutView:
    """Return what one person is told about what they pressed or named."""
    return said(receipt_words(receipt, LinkNames(catalogue_of(receipt.universe))))


def name_form(play: PlayId, turn: int, last: CharacterId, names: LinkNames) -> ui.Modal:
    """Return the form in which somebody is named in a turn; discord.py is told not to keep it."""
    custom_id = link_id(LinkPress(LinkAction.NAME, play, turn))
    modal = ui.Modal(title="Name somebody", custom_id=custom_id, timeout=None)
    field = ui.TextInput[ui.Modal](custom_id=WHO, style=TextStyle.short, max_length=LONGEST_NAME)
    label = cut(f"Who was there with {names.plainly(last)}?", _LONGEST_FIELD_LABEL)
    modal.add_item(ui.Label[ui.Modal](text=label, description="A character, or who plays them", component=field))
    modal.stop()
    return modal


def resign_layout(play: PlayId) -> ui.LayoutView:
    """Return the question whether somebody really resigns."""
    presses = [_press("Resign", LinkAction.RESIGN, play)]
    return ReadyLayout(text("Resign, so that the other one wins? The clock goes on meanwhile."), *rows(presses))


def meant_layout(sentence: str, meant: Iterable[tuple[str, CharacterId]], play: PlayId, turn: int) -> ui.LayoutView:
    """Return a sentence with those whom a name may have meant, each to be named by a press; right moves or not."""
    presses = [Press(label, link_id(LinkPress(LinkAction.PICK, play, turn, one))) for label, one in meant]
    return ReadyLayout(text(sentence), *rows(presses))


def _chain(chain: Sequence[Step], links: int, room: int, names: LinkNames, name_of: Naming) -> Iterable[Component]:
    """Yield the chain in lines, without the episodes' names or its beginning where it is too long."""
    if not links:
        return
    lines = [_line(step, names, name_of) for step in chain]
    if sum(map(len, lines)) + len(lines) > room:
        lines = [_line(step, names, name_of, briefly=True) for step in chain]
    shown: list[str] = []
    for line in reversed(lines):
        room -= len(line) + 1
        if room < 0 and shown:
            break
        shown.insert(0, line)
    left_out = links + 1 - len(shown)
    heading = f"**{_links(links)}**" + (f", the last {len(shown):,} named of which" if left_out else "")
    yield gap()
    yield text("\n".join((heading, *shown)))


def _line(step: Step, names: LinkNames, name_of: Naming, *, briefly: bool = False) -> str:
    if step.place is None or step.by is None:
        return f"**{names.who(step.character)}** to begin with"
    return f"→ **{names.who(step.character)}** · {names.where(step.place, briefly=briefly)} · {name_of(step.by)}"


def _links(number: int) -> str:
    return counted(number, "link")


def _press(label: str, action: LinkAction, play: PlayId) -> Press:
    return Press(label, link_id(LinkPress(action, play)))
