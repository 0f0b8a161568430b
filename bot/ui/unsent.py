"""What is raised where something could not be sent to Discord, whoever is to blame."""

import aiohttp
import discord

UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError)
"""The last when the bot is closing."""
