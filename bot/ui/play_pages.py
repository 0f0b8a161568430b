"""How a play of trivia looks: the lobby, a question, its answer, the podium."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from discord import ui
from discord.utils import format_dt

from bot.domain.identities import UserId
from bot.domain.plays import PlayId
from bot.domain.posed import Posed, posed_from
from bot.domain.rounds.effects import Answer, EndReason, RoundResult, Standing
from bot.domain.rounds.play import Phase, Play
from bot.domain.rounds.rules import Mode
from bot.services.play_courses import Values
from bot.services.trivia_course import result_from
from bot.ui.addresses import web_address
from bot.ui.play_ids import PlayAction, PlayPress, play_id
from bot.ui.play_words import ENDS, LEVEL_NAMES, MODE_NAMES, MODE_RULES
from bot.ui.ready_layout import ReadyLayout, container, footer, gap, rows, text
from bot.ui.wish_parts import Press, cut
from bot.ui.wording import counted, escaped, listed, shortened

_MOST_NAMED = 20
_MOST_ANSWERS = 10
_MOST_IN_LINE = 5
_MOST_OTHERS = 3  # right answers that are shown besides the best one
# Characters, so that whatever is asked and answered, an answer has at most the 4,000 that Discord takes in a message
_LONGEST_TEXT = 1_100
_LONGEST_RIGHT, _LONGEST_OTHER, _LONGEST_SOURCE = 300, 100, 250

Naming = Callable[[UserId], str]
"""Returns how somebody is shown: as a mention that pings nobody, or as somebody."""


def lobby_layout(play: Play, label: str, name_of: Naming) -> ui.LayoutView:
    """Return who plays what by which rules; with buttons as long as it is not started, which one alone does at once."""
    rules, waits = play.rules, play.phase is Phase.LOBBY and play.rules.mode is not Mode.SOLO
    facts = (
        counted(rules.rounds, "round"),
        f"{counted(rules.seconds, 'second')} each",
        LEVEL_NAMES[rules.level],
    )
    parts = [
        text(f"## {MODE_NAMES[rules.mode]}: {escaped(label)}"),
        text(f"{' · '.join(facts)}\n{MODE_RULES[rules.mode]}"),
        gap(),
        text(_players(play, name_of)),
    ]
    if not waits:
        return ReadyLayout(container([*parts, *footer("the play has begun")], accent=True))
    due = f"closes {format_dt(play.due_at, 'R')} if nobody starts it" if play.due_at else ""
    presses = _acts(play.id, ("Join", PlayAction.JOIN), ("Start", PlayAction.START))
    presses += _acts(play.id, ("Leave", PlayAction.LEAVE), ("Cancel", PlayAction.STOP))
    return ReadyLayout(container([*parts, *footer(due)], accent=True), *rows(presses))


def _players(play: Play, name_of: Naming) -> str:
    count = len(play.present)
    names = [name_of(one) for one in named_players(play)]
    if count > len(names):
        names.append(f"{count - len(names):,} more")
    return f"**{counted(count, 'player')}:** {listed(names)}\nHost: {name_of(play.host)}"


def named_players(play: Play) -> list[UserId]:
    """Return whom a lobby names: those who have been there longest."""
    present = play.present
    return sorted(present, key=lambda one: present[one].joined)[:_MOST_NAMED]


def question_layout(play: Play, posed: Posed) -> ui.LayoutView:
    """Return a question with its answers to press. It looks the same whichever is right."""
    asked = play.asked
    ends = f"ends {format_dt(asked.ends_at, 'R')}" if asked else ""
    parts = [
        text(f"### {_round_title(play.rules.mode, play.number, play.rules.rounds)}"),
        text(escaped(posed.text)),
        *footer(ends, MODE_NAMES[play.rules.mode]),
    ]
    return ReadyLayout(
        container(parts, accent=True), *rows(_answers(play, posed), prominent=True), *rows(_leading(play))
    )


def _answers(play: Play, posed: Posed) -> list[Press]:
    if posed.is_typed:
        return [Press("Type an answer", play_id(PlayPress(PlayAction.TYPE, play.id, play.number)))]
    return [
        Press(choice, play_id(PlayPress(PlayAction.CHOOSE, play.id, play.number, place)))
        for place, choice in enumerate(posed.choices)
    ]


def _leading(play: Play) -> list[Press]:
    skip = Press("Skip", play_id(PlayPress(PlayAction.SKIP, play.id, play.number)))
    return [skip, *_acts(play.id, ("Stop", PlayAction.STOP), ("Leave", PlayAction.LEAVE))]


def answer_layout(play: PlayId, post: Values, name_of: Naming) -> ui.LayoutView:
    """Return what was right, who chose what in numbers, what it was worth, how we know, and how people stand."""
    posed, result = posed_from(post["question"]), result_from(post["result"])
    mode = Mode(post["mode"])
    parts = [
        text(f"### {_round_title(mode, post['number'], post['rounds'])}"),
        text(shortened(escaped(posed.text), _LONGEST_TEXT)),
        gap(),
        text(_right(posed, result)),
    ]
    below = [text(told) for told in _told_below(mode, post, result, name_of) if told]
    parts += [gap(), *below] if below else []
    go_on = _acts(play, ("Go on", PlayAction.GO_ON), ("Stop", PlayAction.STOP)) if post["until"] else []
    return ReadyLayout(container([*parts, *footer(*_sources(posed))], accent=True), *rows(go_on))


def _told_below(mode: Mode, post: Values, result: RoundResult, name_of: Naming) -> Iterable[str]:
    """Yield what an answer was worth, how people stand, and how a play goes on in which nobody answers."""
    yield "\n".join(filter(None, (_worth(mode, result, name_of), _fallen(result, name_of), _host(post, name_of))))
    if post["standings"] and mode is not Mode.SOLO and not post["ended"]:
        yield f"**Standings** {_line(mode, _standings(post), name_of)}"
    if post["until"]:
        ends = format_dt(datetime.fromisoformat(post["until"]), "R")
        yield f"Nobody answered, so the play pauses; it ends {ends} if nobody goes on."


def podium_layout(post: Values, name_of: Naming) -> ui.LayoutView:
    """Return how a play has ended, with the standings where anybody has one."""
    mode, standings = Mode(post["mode"]), _standings(post)
    reason = ENDS[EndReason(post["ended"])]
    if not (post["podium"] and standings):
        return ReadyLayout(container([text(reason)], accent=False))
    lines = [f"{one.rank}\\. {name_of(one.person)} · {_done(mode, one)}" for one in standings]
    if post["players"] > len(standings):
        lines.append(f"and {post['players'] - len(standings):,} more")
    parts = [text(f"## {_headline(mode, standings, name_of)}"), text("\n".join(lines)), gap(), text(reason)]
    next_step = "/trivia start plays again" if mode is Mode.SOLO else "/trivia board shows who leads here"
    return ReadyLayout(container([*parts, *footer(next_step)], accent=True))


def host_layout(post: Values, name_of: Naming) -> ui.LayoutView:
    """Return who is the host now."""
    return ReadyLayout(text(_host(post, name_of)))


def _headline(mode: Mode, standings: Sequence[Standing], name_of: Naming) -> str:
    first = [one for one in standings if one.rank == 1]
    if mode is Mode.SOLO and first:
        return f"{counted(first[0].right, 'right answer')}"
    if not any(one.right for one in standings):
        return "Nobody was right"
    if len(first) == 1:
        return f"{name_of(first[0].person)} wins"
    return f"{listed([name_of(one.person) for one in first])} share the first place"


def _done(mode: Mode, one: Standing) -> str:
    parts = [counted(one.score, "point")] if mode in (Mode.EVERYONE, Mode.RACE, Mode.DUEL) else []
    parts.append(f"{one.right:,} right")
    if mode is Mode.SURVIVAL:
        parts.append(counted(one.lives, "life", "lives") + " left")
    if one.best_streak > 1:
        parts.append(f"{one.best_streak:,} in a row")
    return " · ".join(parts)


def _right(posed: Posed, result: RoundResult) -> str:
    title = "**Skipped.** Right was" if result.is_skipped else "**Right:**"
    if posed.is_typed:
        others = [escaped(cut(one, _LONGEST_OTHER)) for one in posed.accepted[1 : 1 + _MOST_OTHERS]]
        also = f" (also {listed(others, 'or')})" if others else ""
        wrong, right = result.counts
        told = "" if result.is_skipped else f"\n{right:,} right, {wrong:,} wrong"
        return f"{title} {escaped(cut(posed.right, _LONGEST_RIGHT))}{also}{told}"
    lines = [f"{title} {escaped(posed.right)}"]
    if not result.is_skipped:
        lines += [
            f"{'✓' if place == result.answer else '✗'} {escaped(choice)} · {_chosen(count)}"
            for place, (choice, count) in enumerate(zip(posed.choices, result.counts, strict=True))
        ]
    return "\n".join(lines)


def _chosen(count: int) -> str:
    return f"chosen by {count:,}" if count else "chosen by nobody"


def _worth(mode: Mode, result: RoundResult, name_of: Naming) -> str:
    best = sorted((one for one in result.answers if one.points), key=lambda one: -one.points)
    if not best:
        return "" if result.is_skipped or not result.answers else "Nobody was right."
    told = [f"{name_of(one.person)} {_points(mode, one)}" for one in best[:_MOST_ANSWERS]]
    more = f" and {len(best) - _MOST_ANSWERS:,} more" if len(best) > _MOST_ANSWERS else ""
    return ", ".join(told) + more


def _points(mode: Mode, one: Answer) -> str:
    seconds = f"{one.took_ms / 1000:.1f} s"
    return f"+{one.points:,} ({seconds})" if mode is not Mode.SURVIVAL else f"({seconds})"


def _fallen(result: RoundResult, name_of: Naming) -> str:
    return f"Out: {listed([name_of(one) for one in result.fallen[:_MOST_ANSWERS]])}" if result.fallen else ""


def _host(post: Values, name_of: Naming) -> str:
    return f"{name_of(UserId(post['host']))} is the host now." if post["host"] else ""


def _line(mode: Mode, standings: Iterable[Standing], name_of: Naming) -> str:
    return " · ".join(
        f"{one.rank}.\N{NO-BREAK SPACE}{name_of(one.person)}\N{NO-BREAK SPACE}{_value(mode, one)}"
        for one in list(standings)[:_MOST_IN_LINE]
    )


def _value(mode: Mode, one: Standing) -> str:
    return counted(one.lives, "life", "lives") if mode is Mode.SURVIVAL else f"{one.score:,}"


def _standings(post: Values) -> list[Standing]:
    return [Standing(**one) for one in post["standings"]]


def _sources(posed: Posed) -> tuple[str, ...]:
    if not posed.source:
        return ()
    address = web_address(posed.url)
    return (f"from {escaped(cut(posed.source, _LONGEST_SOURCE))}", address.link or "" if address else "")


def _round_title(mode: Mode, number: int, rounds: int) -> str:
    return f"Round {number:,}" if mode is Mode.SURVIVAL else f"Round {number:,} of {rounds:,}"


def _acts(play: PlayId, *acts: tuple[str, PlayAction]) -> list[Press]:
    return [Press(label, play_id(PlayPress(action, play))) for label, action in acts]
