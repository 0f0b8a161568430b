"""Which day it is on a board."""

from datetime import date, datetime, timedelta, timezone

from bot.domain.boards import BoardPage, BoardQuestion, OwnRecord
from bot.domain.identities import GuildId, UserId
from bot.services.boards import Boards


class Days:
    """A store that notes for which day it is asked."""

    def __init__(self) -> None:
        self.asked: list[date] = []

    async def board(self, guild: GuildId, person: UserId, question: BoardQuestion, today: date) -> BoardPage:
        self.asked.append(today)
        return BoardPage(question, (), None, 0, 1)

    async def own(self, guild: GuildId, person: UserId, today: date) -> OwnRecord:
        self.asked.append(today)
        return OwnRecord((), hidden=False)


async def test_days_are_those_of_utc_wherever_the_clock_hangs() -> None:
    days = Days()
    boards = Boards(days)
    late = datetime(2026, 3, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    await boards.board(GuildId(1), UserId(2), BoardQuestion(), late)
    await boards.own(GuildId(1), UserId(2), late)
    assert days.asked == [date(2026, 3, 6)] * 2
