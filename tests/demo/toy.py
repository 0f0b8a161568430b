"""A small bot that uses every part of Discord the demo must show."""

import asyncio
import re
import sys
from functools import partial
from typing import Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.demo.launcher import run_demo

CHARACTERS = ("Claire Temple", "Clara Oswald", "Foggy Nelson", "Luke Cage", "Matt Murdock")


class VoteButton(ui.DynamicItem[ui.Button[Any]], template=r"toy:vote:(?P<choice>[a-z]+)"):
    """Counts every click on its choice, also after a restart."""

    def __init__(self, choice: str, votes: int = 0) -> None:
        label = f"{choice.title()} ({votes})"
        super().__init__(ui.Button(label=label, custom_id=f"toy:vote:{choice}", style=discord.ButtonStyle.primary))
        self.choice = choice

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        return cls(match["choice"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        toy: Toy = interaction.client
        toy.votes[self.choice] += 1
        await interaction.response.edit_message(view=Ballot(toy.votes))


class Ballot(ui.LayoutView):
    """Two choices and how often each was taken."""

    def __init__(self, votes: dict[str, int]) -> None:
        super().__init__(timeout=None)
        lines = "\n".join(f"{choice}: **{count}**" for choice, count in votes.items())
        self.add_item(
            ui.Container(
                ui.TextDisplay("### Who should cross over?"),
                ui.TextDisplay(lines),
                ui.Separator(),
                ui.ActionRow(*(VoteButton(choice, count) for choice, count in votes.items())),
            )
        )
        self.stop()


class Card(ui.LayoutView):
    """An answer with heading, facts and footer."""

    def __init__(self, character: str) -> None:
        super().__init__(timeout=None)
        self.add_item(
            ui.Container(
                ui.TextDisplay(f"## {character}"),
                ui.TextDisplay(
                    "**Daredevil** season 1: 3 episodes\n**Jessica Jones** season 1, episode 13 *AKA Smile*"
                ),
                ui.Separator(),
                ui.TextDisplay("-# Defenders Saga, version 1"),
                accent_color=0xE5484D,
            )
        )
        self.stop()


class Fleeting(ui.View):
    """A button that is gone after two seconds of the bot's time."""

    def __init__(self) -> None:
        super().__init__(timeout=2)
        self.message: discord.InteractionMessage | None = None

    @ui.button(label="Quick!")
    async def press(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        await interaction.response.send_message("In time.")

    async def on_timeout(self) -> None:
        if self.message is not None:
            await self.message.edit(content="Too late.", view=None)


class WishForm(ui.Modal, title="Make a wish"):
    """Asks for one line and says it in the channel."""

    wish: ui.Label[Any] = ui.Label(text="Your wish", component=ui.TextInput(custom_id="wish"))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        assert isinstance(self.wish.component, ui.TextInput)
        await interaction.response.send_message(f"{interaction.user.display_name} wishes: {self.wish.component.value}")


class Toy(commands.AutoShardedBot):
    """The bot itself, set up as sparingly as the real one."""

    def __init__(self) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            help_command=None,
        )
        self.votes = {"claire": 0, "foggy": 0}

    async def setup_hook(self) -> None:
        self.add_dynamic_items(VoteButton)
        for command in (appearances, ballot, whisper, wish, hurry, slow, mull, broken):
            self.tree.add_command(command)


@app_commands.command(description="Where a character appears")
async def appearances(interaction: discord.Interaction[Any], character: str) -> None:
    await interaction.response.send_message(view=Card(character))


@appearances.autocomplete("character")
async def _characters(_interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in CHARACTERS if typed.lower() in name.lower()]


@app_commands.command(description="Vote")
async def ballot(interaction: discord.Interaction[Any]) -> None:
    assert isinstance(interaction.client, Toy)
    await interaction.response.send_message(view=Ballot(interaction.client.votes))


@app_commands.command(description="Says something to you alone")
async def whisper(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message(f"Only for {interaction.user.display_name}.", ephemeral=True)


@app_commands.command(description="Asks for a wish")
async def wish(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_modal(WishForm())


@app_commands.command(description="A button that does not stay")
async def hurry(interaction: discord.Interaction[Any]) -> None:
    view = Fleeting()
    await interaction.response.send_message("Be quick.", view=view)
    view.message = await interaction.original_response()


@app_commands.command(description="Takes its time")
async def slow(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer()
    await asyncio.sleep(3)
    await interaction.followup.send("Done at last.")


@app_commands.command(description="Takes its time, for you alone")
async def mull(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=True)
    await asyncio.sleep(3)
    await interaction.edit_original_response(content="Thought it over.")


@app_commands.command(description="Fails")
async def broken(_interaction: discord.Interaction[Any]) -> None:
    message = "broken on purpose"
    raise RuntimeError(message)


async def main(port: int) -> None:
    """Run the toy's demo on a port, as the command line runs the real one."""
    async with Toy() as toy:
        await run_demo(toy, port=port, open_browser=False, announce=partial(print, flush=True))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
