"""The commands with which people wish for crossovers: `/wish`, and “Make this a wish” on a message."""

from typing import TYPE_CHECKING

from discord import Interaction, Message, app_commands
from discord.app_commands import Choice
from discord.ext import commands, tasks
from discord.utils import utcnow

from bot.domain.free_text import cleaned
from bot.domain.identities import GuildId, MessageId
from bot.domain.wish_ranking import WishOrder
from bot.domain.wishes import LONGEST_WHY, WishState
from bot.services.lookups import Lookups
from bot.services.names import CHARACTERS, TITLES
from bot.services.names_in_text import names_in
from bot.services.wish_questions import Period, Scope, WishQuestion
from bot.ui.actors import actor_of
from bot.ui.background import quietly
from bot.ui.choices import MOST_CHOICES, choices
from bot.ui.wish_choices import (
    ORDER_CHOICES,
    PERIOD_CHOICES,
    SCOPE_CHOICES,
    STATE_CHOICES,
    fact_of,
    wish_choices,
    wish_number,
)
from bot.ui.wish_desk import WishDesk
from bot.ui.wish_forms import message_form
from bot.ui.wish_submissions import submitted_edit, submitted_message_wish, submitted_wish

if TYPE_CHECKING:
    from bot.client import Client


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Wishes(commands.GroupCog, group_name="wish", group_description="Crossovers that this server longs for"):
    """Takes wishes and shows them."""

    def __init__(self, bot: "Client") -> None:
        self._bot = bot
        self._wish_desk: WishDesk = bot.wish_desk
        self._lookups: Lookups = bot.desk.lookups
        self._menu = app_commands.ContextMenu(name="Make this a wish", callback=self._make_a_wish)
        self._menu.allowed_contexts = app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        )
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Add the menu of messages, take forms, and begin to do what is to be done on Discord."""
        self._bot.tree.add_command(self._menu)
        self._bot.forms.append(self._take_form)
        if self._wish_desk.messenger:
            self._run_errands.start()
            self._tidy.start()

    async def cog_unload(self) -> None:
        """Stop that."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        self._bot.forms.remove(self._take_form)
        self._run_errands.cancel()
        self._tidy.cancel()

    @app_commands.command()
    @app_commands.rename(beside="with")
    @app_commands.describe(
        character="Who should turn up: a character, or who plays them",
        into="In which title",
        beside="Beside whom",
    )
    async def add(self, interaction: Interaction, character: str, into: str, beside: str | None = None) -> None:
        """Wish for somebody to turn up in a title; I say first whether it has happened already."""
        await self._wish_desk.add(interaction, character, into, beside)

    @app_commands.command(name="list")
    @app_commands.choices(sort=ORDER_CHOICES, state=STATE_CHOICES, period=PERIOD_CHOICES)
    @app_commands.describe(
        sort="What comes first",
        character="Only wishes for this character",
        title="Only wishes for this title",
        state="What has become of them; without it, the open ones",
        period="Made since when",
    )
    async def list_wishes(
        self,
        interaction: Interaction,
        sort: Choice[str] | None = None,
        character: str | None = None,
        title: str | None = None,
        state: Choice[str] | None = None,
        period: Choice[str] | None = None,
    ) -> None:
        """Show what this server wishes for."""
        universe, who, into = fact_of(self._lookups, character, title)
        question = WishQuestion(
            order=WishOrder(sort.value) if sort else WishOrder.HOT,
            state=WishState(state.value) if state else WishState.OPEN,
            period=Period(period.value) if period else Period.EVER,
            universe=universe,
            who=who,
            into=into,
        )
        await self._wish_desk.list(interaction, question)

    @app_commands.command()
    @app_commands.choices(scope=SCOPE_CHOICES)
    @app_commands.describe(scope="Of this server, or of all servers that share theirs")
    async def top(self, interaction: Interaction, scope: Choice[str] | None = None) -> None:
        """Show the most wanted crossovers."""
        whose = Scope(scope.value) if scope else Scope.SERVER
        await self._wish_desk.list(interaction, WishQuestion(whose, WishOrder.TOP))

    @app_commands.command()
    async def mine(self, interaction: Interaction) -> None:
        """Show your own wishes here, and how much you foresaw."""
        await self._wish_desk.mine(interaction)

    @app_commands.command()
    @app_commands.describe(wish="Which wish: its number, or pick one")
    async def show(self, interaction: Interaction, wish: str) -> None:
        """Show the card of a wish, to vote on."""
        await self._wish_desk.show(interaction, wish_number(wish), publicly=True)

    @app_commands.command()
    @app_commands.describe(wish="Which of your wishes: its number, or pick one")
    async def edit(self, interaction: Interaction, wish: str) -> None:
        """Word one of your wishes anew: why, in what manner, whether your name is on it."""
        await self._wish_desk.open_edit(interaction, wish_number(wish))

    @app_commands.command()
    @app_commands.describe(wish="Which of your wishes: its number, or pick one")
    async def withdraw(self, interaction: Interaction, wish: str) -> None:
        """Take one of your wishes back."""
        await self._wish_desk.ask_withdraw(interaction, wish_number(wish))

    @add.autocomplete("character")
    @add.autocomplete("beside")
    @list_wishes.autocomplete("character")
    async def _characters(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(CHARACTERS, typed, MOST_CHOICES))

    @add.autocomplete("into")
    @list_wishes.autocomplete("title")
    async def _titles(self, _: Interaction, typed: str) -> list[Choice[str]]:
        return choices(self._lookups.suggest(TITLES, typed, MOST_CHOICES))

    @show.autocomplete("wish")
    async def _open_wishes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        guild = GuildId(interaction.guild_id or 0)
        return wish_choices(await self._wish_desk.wishes.lists.standing(guild), typed)

    @edit.autocomplete("wish")
    @withdraw.autocomplete("wish")
    async def _own_wishes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return wish_choices(await self._wish_desk.wishes.lists.own(actor_of(interaction)), typed)

    async def _make_a_wish(self, interaction: Interaction, message: Message) -> None:
        """Open the form of a wish with what a message says; nothing of it is kept unless it is sent."""
        actor_of(interaction)
        text = cleaned(message.content)
        who, into = names_in(self._lookups.shelf, text)
        await interaction.response.send_modal(message_form(MessageId(message.id), text[:LONGEST_WHY], who, into))

    async def _take_form(self, interaction: Interaction) -> bool:
        """Take a form that comes back."""
        if sent := submitted_wish(interaction):
            await self._wish_desk.submit(interaction, sent.draft, sent.wording)
        elif made := submitted_message_wish(interaction):
            await self._wish_desk.add_from_message(interaction, made.who, made.into, made.wording)
        elif self._wish_desk.is_open and (edited := submitted_edit(interaction, self._wish_desk.wishes.signer)):
            await self._wish_desk.edit(interaction, *edited)
        else:
            return False
        return True

    @tasks.loop(seconds=15)
    async def _run_errands(self) -> None:
        await quietly(self._wish_desk.run_errands())

    @tasks.loop(hours=1)
    async def _tidy(self) -> None:
        wishes = self._wish_desk.wishes
        await quietly(wishes.cards.sweep(utcnow()))
        await quietly(wishes.errands.add_digests(utcnow()))
        await quietly(wishes.cards.show_tallies_again(utcnow()))


async def setup(bot: "Client") -> None:
    """Add the commands to a client."""
    await bot.add_cog(Wishes(bot))
