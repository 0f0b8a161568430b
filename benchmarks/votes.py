"""A vote beside the null bot's button: committed with `synchronous=FULL` and answered with the new card.

Run it as `.venv/bin/python benchmarks/votes.py`. Every press changes the presser's vote, so each one writes, counts
and draws. README.md says how to read the figures.
"""

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import on_the_rig
from on_the_rig import Figure, Json, Rig, Stage, report

_CLOSED = 64  # as on_the_rig: people who press again as soon as they are answered
_VOTERS = 500
_STEP = 10_000  # votes of the soak between two looks at the memory
_SETTLED = 20_000  # votes by which it has everything it keeps
NULL_BUTTON: Json = {"kind": "click", "open": "panel", "custom_id": "vote"}


class Presses:
    """Presses of Up and Down on the card of one wish, each person's the other way than before."""

    def __init__(self, rig: Rig, card: Json) -> None:
        self._rig = rig
        self._card = card
        ids = [one["custom_id"] for one in _buttons(card)]
        self._ways = (next(one for one in ids if ":up:" in one), next(one for one in ids if ":down:" in one))
        self._count = 0

    def fire(self, _: int, due: float | None) -> object:
        """Send one press."""
        at, self._count = self._count, self._count + 1
        way = self._ways[(at // _VOTERS) % 2]
        return self._rig.srv.click(self._card, way, user=50 + at % _VOTERS, due=due)


async def make_wish(rig: Rig, who: str) -> Presses:
    """Make a wish as a person does, and return what presses on its card."""
    form = await rig.slash("wish add", {"character": who, "into": "Hawkeye"}, user=7)
    made = await rig.submit(form, {"why": "They should meet.", "manner": ["any"], "options": []}, user=7)
    if made.status != "ok":
        raise SystemExit(f"no wish was made: {made.view()}")
    return Presses(rig, made.original)


async def beside_the_null_bot(stage: Stage, pairs: int, seconds: float) -> Figure:
    """Measure CPU at saturation, pair by pair, each bot first in turn."""
    figure = Figure("vote, committed and drawn: CPU an interaction, saturated", "ms", 2.0)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(stage.gueststar())
        null = await stack.enter_async_context(stage.null())
        fires = {"ours": (await make_wish(ours, "Matt Murdock")).fire, "null": await stage.fire(null, NULL_BUTTON, 1)}
        for pair in range(pairs):
            turns = [("ours", ours), ("null", null)]
            for side, rig in turns if pair % 2 == 0 else turns[::-1]:
                run = await rig.load(fires[side], concurrency=_CLOSED, seconds=seconds)
                if run["ok"] != run["sent"]:
                    raise SystemExit(f"a press was lost: {run}")
                on_the_rig.note(figure, side, run["bot_cpu_ms"], run)
                on_the_rig.say(f"pair {pair + 1}: {side} {run['bot_cpu_ms']:.3f} ms, {run['per_s']:.0f}/s")
        for rig in (ours, null):
            if rig.srv.report_violations():
                raise SystemExit(f"refused by the rig: {rig.srv.report_violations()[:3]}")
    return figure


async def soak(stage: Stage, votes: int) -> list[float]:
    """Return the bot's memory in MiB after every few thousand votes."""
    sizes: list[float] = []
    async with stage.gueststar() as rig:
        on_the_rig.remember_little(rig)
        presses = await make_wish(rig, "Frank Castle")
        for _ in range(votes // _STEP):
            run = await rig.load(presses.fire, concurrency=32, count=_STEP, seconds=600)
            if run["ok"] != run["sent"]:
                raise SystemExit(f"a press was lost: {run}")
            sizes.append(round(rig.rss(), 1))
            on_the_rig.say(f"soak: {len(sizes) * _STEP:,} votes, {sizes[-1]} MiB")
    return sizes


def _buttons(card: Json) -> list[Json]:
    found: list[Json] = []
    for component in card["components"]:
        found += [component] if component.get("custom_id") else []
        found += _buttons(component) if component.get("components") else []
    return found


async def _all(pairs: int, seconds: float, votes: int) -> tuple[Figure, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        async with stage.gueststar() as rig:
            await rig.settle()
        return await beside_the_null_bot(stage, pairs, seconds), await soak(stage, votes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="interleaved pairs of measurements (default 5)")
    parser.add_argument("--seconds", type=float, default=5, help="length of one measurement (default 5)")
    parser.add_argument("--soak", type=int, default=100_000, help="votes of the soak (default 100,000; 0: none)")
    options = parser.parse_args()
    on_the_rig.prepare()
    figure, sizes = asyncio.run(_all(options.pairs, options.seconds, options.soak))
    print(report([figure], ()))
    if sizes:
        late = sizes[_SETTLED // _STEP - 1 :]
        print(f"\nRSS every {_STEP:,} votes: {', '.join(map(str, sizes))} MiB; from {late[0]} to {late[-1]}.")


if __name__ == "__main__":
    main()
