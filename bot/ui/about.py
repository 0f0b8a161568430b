"""The pages about the bot itself: what it is and what it can do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.summary import Summary
from bot.ui.pages import Block, Page, paged
from bot.ui.wording import counted, day, escaped

_MOST_SITES = 8
_MOST_UNIVERSES = 8
_OWN_WORDS = 600  # characters of the page that are not about facts
UNOFFICIAL = (
    "This is an unofficial fan project. It is not affiliated with or endorsed by the rights holders of the "
    "universes it speaks of; names and titles belong to their owners."
)
LICENCES = "Code: MIT licence. Facts: public domain (CC0-1.0)."


def about_page(version: str, summaries: Sequence[Summary]) -> Page:
    """Return the page about the bot: version, facts with their date and sources, licences."""
    loaded = paged((Block(_facts(summary)) for summary in summaries), most=_MOST_UNIVERSES, beside=_OWN_WORDS)[0]
    more = len(summaries) - len(loaded)
    facts = [*loaded, *([Block(f"And {counted(more, 'universe')} more.")] if loaded and more > 0 else [])]
    facts = facts or [Block("No facts are loaded.")]
    return Page(
        heading="About Gueststar",
        blocks=(
            Block("Who crossed over where in shared fictional universes, and how surely it is known."),
            *facts,
            Block(f"{UNOFFICIAL}\n{LICENCES}"),
        ),
        footer=f"version {version}",
    )


@dataclass(frozen=True, slots=True, order=True)
class HelpEntry:
    """A command: its name, what it does, and the names of the `parts` that one of several commands has."""

    name: str
    description: str
    parts: tuple[str, ...] = ()


def help_page(commands: Iterable[HelpEntry]) -> Page:
    """Return the page about what can be asked."""
    lines = [
        f"**{escaped(' '.join(('/' + one.name, ' | '.join(one.parts))).strip())}** · {escaped(one.description)}"
        for one in sorted(commands)
    ]
    return Page(
        heading="What you can ask",
        blocks=(
            Block("\n".join(lines)),
            Block(
                "Start typing a name and pick it from the list; aliases, performers and small slips of spelling are "
                "found, too. Buttons under an answer lead to the next question."
            ),
            Block(
                "**crossover** is an appearance outside a character's home title. **(?)** marks what no source has "
                "confirmed yet; /source says what each fact rests on, and /fix takes what you know better. What is not "
                "listed is not proof of absence: /character says what the facts can prove."
            ),
        ),
        footer="try: /appearances Claire Temple",
    )


def _facts(summary: Summary) -> str:
    share = f"{summary.sourced / summary.appearances:.0%}" if summary.appearances else "none"
    sums = [
        counted(summary.titles, "title"),
        counted(summary.episodes, "episode"),
        counted(summary.characters, "character"),
        counted(summary.appearances, "appearance"),
    ]
    sites = ", ".join(f"{escaped(site)} ({pages})" for site, pages in summary.sites[:_MOST_SITES])
    state = f"facts {escaped(summary.universe.version)}, last checked {day(summary.checked_at)}"
    lines = [
        f"**{escaped(summary.universe.name)}**, {state}",
        f"{', '.join(sums)}; {share} of the appearances with a source that states them.",
    ]
    if sites:
        lines.append(f"{counted(summary.sources, 'source')}, most from: {sites}.")
    return "\n".join(lines)
