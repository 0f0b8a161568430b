"""`gueststar wishes`: what servers wish for, read only, also while the bot runs."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.names import legible
from bot.domain.wish_ranking import WishOrder, score_of
from bot.domain.wishes import Named, Tally, Wanted, Wish, WishNumber, WishState
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.domain.wish_outcomes import WishEntry
    from bot.services.wish_facts import WishFacts
    from bot.services.wish_lists import WishLists
    from bot.store.wishes import WishesStore

app = typer.Typer(help="What servers wish for, read only. Who voted is never shown.", no_args_is_help=True)

_LONGEST_LINE = 200
_T = TypeVar("_T")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as one JSON object (docs/command-line.md).")]
OfServer = Annotated[
    int, typer.Option("--server", min=1, max=2**63 - 1, help="The server's id, as `gueststar wishes servers` lists it.")
]


@app.command()
def servers(as_json: AsJson = False) -> None:
    """List the servers that have wishes, with how many of them and of their votes."""
    found = _read(lambda store, _, __: store.servers())
    if as_json:
        _write_json({"servers": [{"id": str(one), "wishes": wishes, "votes": votes} for one, wishes, votes in found]})
    else:
        _write(f"{one}: {wishes:,} wishes, {votes:,} votes" for one, wishes, votes in found)
    _end(found)


@app.command(name="list")
def list_wishes(
    server: OfServer,
    sort: Annotated[WishOrder, typer.Option(help="What comes first.")] = WishOrder.TOP,
    state: Annotated[WishState, typer.Option(help="What has become of them.")] = WishState.OPEN,
    as_json: AsJson = False,
) -> None:
    """List the wishes of a server."""
    now = datetime.now(UTC)
    found = _read(lambda _, __, lists: lists.whole(GuildId(server), sort, state, now))
    if as_json:
        _write_json({"server": str(server), "wishes": [_entry_json(one) for one in found]})
    else:
        _write(f"{one.number:>5}  {_tally(one.tally)}  {_headline(one.wanted)}" for one in found)
    _end(found)


@app.command()
def top(as_json: AsJson = False) -> None:
    """List the most wanted over all servers that share their wishes, the same wish of several added up."""
    now = datetime.now(UTC)
    found = _read(lambda _, __, lists: lists.over_servers(now))
    if as_json:
        wishes = [{**_wanted_json(one.wanted), **_tally_json(one.tally), "servers": one.servers} for one in found]
        _write_json({"wishes": wishes})
    else:
        _write(f"{_tally(one.tally)}  {_headline(one.wanted)} ({one.servers} servers)" for one in found)
    _end(found)


@app.command()
def show(
    number: Annotated[int, typer.Argument(help="The number of the wish in its server.", min=1, max=2**31 - 1)],
    server: OfServer,
    as_json: AsJson = False,
) -> None:
    """Show one wish."""
    wish = _read(lambda store, _, __: store.find(GuildId(server), WishNumber(number)))
    if wish is None:
        raise UserError(f"Server {server} has no wish {number}; `gueststar wishes list` shows those it has.")
    if as_json:
        _write_json(_wish_json(wish))
        return
    lines = [f"wish {wish.number}, {wish.state}: {_headline(wish.wanted)}", _tally(wish.tally).strip()]
    _write([*lines, *(legible(line, _LONGEST_LINE) for line in wish.wording.why.splitlines() if line.strip())])


def _read(ask: "Callable[[WishesStore, WishFacts, WishLists], Awaitable[_T]]") -> _T:
    """Return what is asked of the wishes; nothing is written, and a running bot is not disturbed."""
    from bot.composition import open_house_to_look
    from bot.services.wish_facts import WishFacts
    from bot.services.wish_lists import WishLists
    from bot.store.wishes import WishesStore

    async def asked() -> _T:
        async with open_house_to_look(read_settings()) as house:
            store, facts = WishesStore(house.database), WishFacts(house.lookups)
            return await ask(store, facts, WishLists(store, facts))

    return asyncio.run(asked())


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _write_json(body: Mapping[str, Any]) -> None:
    json.dump(body, sys.stdout, ensure_ascii=False, indent=2)
    typer.echo()


def _end(found: object) -> None:
    if not found:
        typer.echo("There is none.", err=True)
        raise typer.Exit(1)


def _headline(wanted: Wanted) -> str:
    beside = f", beside {wanted.beside.name}" if wanted.beside else ""
    return legible(f"{wanted.who.name} in {wanted.into.name}{beside} ({wanted.occasion})", _LONGEST_LINE)


def _tally(tally: Tally) -> str:
    return f"{tally.ups:>5} for {tally.downs:>5} against"


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {"ups": tally.ups, "downs": tally.downs, "score": round(score_of(tally), 4)}


def _entry_json(entry: "WishEntry") -> dict[str, Any]:
    return {
        "number": entry.number,
        "state": entry.state,
        **_wanted_json(entry.wanted),
        **_tally_json(entry.tally),
        "made_at": entry.made_at.isoformat(timespec="seconds"),
    }


def _wish_json(wish: Wish) -> dict[str, Any]:
    true = wish.fulfilment
    return {
        "server": str(wish.guild),
        "number": wish.number,
        "state": wish.state,
        **_wanted_json(wish.wanted),
        **_tally_json(wish.tally),
        "why": wish.wording.why,
        "manner": wish.wording.manner,
        "spoiler": wish.wording.spoiler,
        "made_at": wish.made_at.isoformat(timespec="seconds"),
        "merged_into": wish.merged_into,
        "came_true": {
            "title": true.title,
            "season": true.season,
            "episode": true.episode,
            "released": true.released.isoformat() if true.released else None,
            "already": true.already,
        }
        if true
        else None,
    }


def _wanted_json(wanted: Wanted) -> dict[str, Any]:
    return {
        "who": _named_json(wanted.who),
        "into": _named_json(wanted.into),
        "beside": _named_json(wanted.beside),
        "occasion": wanted.occasion,
    }


def _named_json(named: Named | None) -> dict[str, Any] | None:
    return {"name": named.name, "universe": named.universe, "id": named.id} if named else None
