"""Set the stage in the simulated Discord: people, channels, first messages, and who sees what."""

from datetime import UTC, datetime
from typing import Final, TypeAlias

import discord
import simcord

from bot.demo.simulation import Simulation, picture_address
from bot.demo.world import ASSETS, BOT_PICTURE, DIRECT, Person, Room, World, frame_key

_MODERATION: Final = discord.Permissions(manage_guild=True, manage_messages=True, moderate_members=True)
_FOUNDED: Final = datetime(2026, 2, 1, tzinfo=UTC)
_MODERATOR_COLOR: Final = 0x8B88F8

_Pictures: TypeAlias = dict[str, tuple[str, bytes]]


class Stage:
    """The world as it stands in the simulated Discord; find here who and where somebody is."""

    def __init__(self, simulation: Simulation, world: World) -> None:
        self.simulation = simulation
        self.world = world
        with simulation.as_of(_FOUNDED):
            self._found()

    def _found(self) -> None:
        """Make people, server and rooms, the same ones at every start: what is kept of them finds them again."""
        simulation, world = self.simulation, self.world
        self._users = {person.key: _create_user(simulation.env, person) for person in world.people}
        moderator = next(person for person in world.people if person.moderates)
        self._guild = simulation.env.create_guild(world.name, owner=self._users[moderator.key])
        self._members = self._join_everybody()
        self._channels = {
            room.key: self._guild.create_text_channel(room.name, topic=room.topic)
            for room in world.rooms
            if room.key != DIRECT
        }

    def _join_everybody(self) -> dict[str, simcord.MemberActor]:
        moderators = self._guild.create_role("Moderators", permissions=_MODERATION, color=_MODERATOR_COLOR)
        return {
            person.key: self._guild.add_member(self._users[person.key], roles=(moderators,) if person.moderates else ())
            for person in self.world.people
        }

    def channel(self, room: Room, person: Person) -> simcord.ChannelHandle:
        """The channel of a room; everybody has a direct one of their own."""
        return self._users[person.key].dm_channel if room.key == DIRECT else self._channels[room.key]

    def unread_marks(self, person: Person) -> dict[str, str]:
        """The newest message of each room that is news to this person."""
        reader = self._users[person.key].id
        latest = {
            room.key: self.simulation.latest_message(self.channel(room, person).id, reader) for room in self.world.rooms
        }
        return {room: str(message) for room, message in latest.items() if message is not None}

    async def furnish(self) -> None:
        """Open a preview for every person in every room, then let the first messages be written."""
        pictures = self._pictures()
        for room, person in self.world.frames:
            viewer = self._users[person.key] if room.key == DIRECT else self._members[person.key]
            await self.simulation.open_preview(frame_key(room, person), self.channel(room, person), viewer, pictures)
        for room in self.world.rooms:
            for line in room.lines:
                await self._members[line.person].send(self._channels[room.key], line.text)

    def _pictures(self) -> _Pictures:
        files = {self.simulation.env.backend.bot_user.id: BOT_PICTURE}
        files |= {self._users[person.key].id: person.picture for person in self.world.people}
        return {picture_address(user, file): (file, (ASSETS / file).read_bytes()) for user, file in files.items()}


def _create_user(env: simcord.Env, person: Person) -> simcord.UserHandle:
    return env.create_user(person.key, global_name=person.name, avatar=person.key)
