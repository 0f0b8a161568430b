"""Which play a process moves on in a channel, known without asking the database."""

from bot.domain.identities import ChannelId, GuildId
from bot.domain.rounds.events import Stopped
from bot.store.database import Database
from tests.services.test_play_actor import ANA, CHANNEL, GUILD, Clock, Table


async def test_a_channel_s_play_is_the_one_underway_there_that_this_process_moves_on(database: Database) -> None:
    here, there = Table(database, Clock()), Table(database, Clock(), "there")
    assert here.plays.held_in(GUILD, CHANNEL) is None
    await here.open()
    held = here.plays.held_in(GUILD, CHANNEL)
    assert held is here.state
    assert here.plays.held_in(GUILD, ChannelId(CHANNEL + 1)) is None
    assert here.plays.held_in(GuildId(GUILD + 1), CHANNEL) is None
    assert there.plays.held_in(GUILD, CHANNEL) is None
    here.screen.failing = 1  # so that the play stays held for a second when it is over
    await here.press(Stopped, ANA)
    assert here.plays.underway == 1
    assert here.plays.held_in(GUILD, CHANNEL) is None
    await here.plays.close()
