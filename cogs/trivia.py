"""The commands of trivia: `/trivia`."""

from typing import TYPE_CHECKING

from discord import Interaction, Member, app_commands
from discord.app_commands import Choice
from discord.ext import commands, tasks

from bot.domain.boards import BoardQuestion, Period, Sort
from bot.domain.identities import GuildId
from bot.domain.links import rules as links
from bot.domain.rounds.rules import FEWEST_ROUNDS, FEWEST_SECONDS, MOST_ROUNDS, MOST_SECONDS, Level, Mode, Rules
from bot.ui.background import quietly
from bot.ui.board_pages import PERIOD_CHOICES, SORT_CHOICES
from bot.ui.choices import MOST_CHOICES, choices, universe_choices
from bot.ui.play_words import LEVEL_CHOICES, MODE_CHOICES
from bot.ui.trivia_presses import TriviaDesks
from bot.ui.wish_parts import LONGEST_OPTION, cut

if TYPE_CHECKING:
    from bot.client import Client

DEFAULTS = Rules()
_About = app_commands.Range[str, 1, 100]
_Rounds = app_commands.Range[int, FEWEST_ROUNDS, MOST_ROUNDS]
_Seconds = app_commands.Range[int, FEWEST_SECONDS, MOST_SECONDS]
_TurnSeconds = app_commands.Range[int, links.FEWEST_SECONDS, links.MOST_SECONDS]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Trivia(commands.GroupCog, group_name="trivia", group_description="Play with the facts"):
    """Opens plays, and shows what came of them."""

    def __init__(self, bot: "Client") -> None:
        self._desks: TriviaDesks = bot.trivia

    async def cog_load(self) -> None:
        """Take up what was underway, and look after it."""
        if self._desks.desk.is_open:
            self._look_after.start()

    async def cog_unload(self) -> None:
        """Let all plays go, for another process to go on with."""
        if self._desks.desk.is_open:
            self._look_after.cancel()
            await self._desks.desk.trivia.plays.close()

    @app_commands.command()
    @app_commands.choices(mode=MODE_CHOICES, level=LEVEL_CHOICES)
    @app_commands.describe(
        about="A title, a character, a universe, or questions of this server; without it, of all facts",
        mode="How points are made; without it, everyone answers",
        rounds="How many questions; without it, 10",
        seconds="How long each stands; without it, 20",
        level="How hard they are",
    )
    async def start(
        self,
        interaction: Interaction,
        about: _About | None = None,
        mode: Choice[str] | None = None,
        rounds: _Rounds = DEFAULTS.rounds,
        seconds: _Seconds = DEFAULTS.seconds,
        level: Choice[str] | None = None,
    ) -> None:
        """Open a play of trivia in this channel; others join, and you start it."""
        how = Mode(mode.value) if mode else DEFAULTS.mode
        rules = Rules(how, rounds, seconds, Level(level.value) if level else DEFAULTS.level)
        await self._desks.plays.start(interaction, about, rules)

    @start.autocomplete("about")
    async def _subjects(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        if not self._desks.desk.is_open:
            return []
        guild = GuildId(interaction.guild_id or 0)
        found = await self._desks.desk.trivia.subjects.suggest(guild, typed, MOST_CHOICES)
        return [Choice(name=cut(label, LONGEST_OPTION), value=value) for label, value in found]

    @app_commands.command()
    async def stop(self, interaction: Interaction) -> None:
        """End the play in this channel; its host and moderators can."""
        await self._desks.plays.stop(interaction)

    @app_commands.command()
    async def skip(self, interaction: Interaction) -> None:
        """Skip the question that is asked in this channel; its host and moderators can."""
        await self._desks.plays.skip(interaction)

    @app_commands.command()
    @app_commands.describe(
        opponent="Whom you invite; without it, anybody",
        seconds="How long a turn lasts; without it, 30",
        universe="Of which universe; without it, of the best sourced one",
    )
    async def duel(
        self,
        interaction: Interaction,
        opponent: Member | None = None,
        seconds: _TurnSeconds = links.USUAL_SECONDS,
        universe: str | None = None,
    ) -> None:
        """Open a link duel: two in turn name a character who shares an episode with the last one named."""
        await self._desks.links.open(interaction, opponent, seconds, universe)

    @app_commands.command()
    @app_commands.describe(character="Who shares an episode with the character named last")
    async def link(self, interaction: Interaction, character: str) -> None:
        """Name somebody in the link duel of this channel, when it is your turn."""
        await self._desks.links.name(interaction, character)

    @link.autocomplete("character")
    async def _characters(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        if not self._desks.desk.is_open:
            return []
        return choices(await self._desks.links.suggest(interaction, typed, MOST_CHOICES))

    @app_commands.command()
    @app_commands.describe(universe="Of which universe; without it, of the best sourced one")
    async def daily(self, interaction: Interaction, universe: str | None = None) -> None:
        """Answer the five questions of the day, the same for everybody; only you see them."""
        await self._desks.daily.show(interaction, universe)

    @daily.autocomplete("universe")
    @duel.autocomplete("universe")
    async def _universes(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return universe_choices(self._desks.desk.lookups.summaries(), typed)

    @app_commands.command()
    async def question(self, interaction: Interaction) -> None:
        """Suggest a question of your own; a moderator looks at it before it is asked."""
        await self._desks.own.open_form(interaction)

    @app_commands.command()
    @app_commands.choices(period=PERIOD_CHOICES, sort=SORT_CHOICES)
    @app_commands.describe(period="Which days count; without it, the last 30", sort="What comes first")
    async def board(
        self, interaction: Interaction, period: Choice[str] | None = None, sort: Choice[str] | None = None
    ) -> None:
        """Show who has done how well at trivia here."""
        question = BoardQuestion(
            Period(period.value) if period else Period.MONTH, Sort(sort.value) if sort else Sort.SCORE
        )
        await self._desks.boards.show(interaction, question)

    @app_commands.command()
    async def me(self, interaction: Interaction) -> None:
        """See your own figures here; only you see them."""
        await self._desks.boards.show_own(interaction)

    @tasks.loop(seconds=5)
    async def _look_after(self) -> None:
        await quietly(self._desks.desk.trivia.plays.look_after())


async def setup(bot: "Client") -> None:
    """Add the commands to the bot."""
    await bot.add_cog(Trivia(bot))
