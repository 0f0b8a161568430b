"""The desk of the daily five: what people ask and press, from an interaction to what they alone are shown."""

from discord import Interaction
from discord.utils import utcnow

from bot.domain.dailies import Progress
from bot.domain.errors import UserError
from bot.domain.identities import InteractionId, UserId
from bot.domain.pack import UniverseId
from bot.ui.daily_ids import DailyAction, DailyPress, read_daily_id
from bot.ui.daily_pages import answered_layout, late_layout, present_layout, share_layout
from bot.ui.patience import in_time
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.wish_replies import post, put_off, reply

_STALE = "That button is not from here, or from another version of me; /trivia daily shows the questions of today."
_UNFINISHED = "Only a daily of which you have answered all can be shared; /trivia daily shows where you are."


class DailyDesk:
    """Shows everybody the five of the day, and takes their answers."""

    def __init__(self, desk: TriviaDesk) -> None:
        self._desk = desk

    async def show(self, interaction: Interaction, universe: str | None) -> None:
        """Show where somebody is with the five of the day; raises UserError for an unknown name of a universe."""
        await self._show_today(interaction, self._desk.lookups.universe_named(universe))

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Do what was pressed; raises UserError for what is not of the dailies."""
        pressed = read_daily_id(custom_id)
        if pressed is None:
            raise UserError(_STALE)
        match pressed.action:
            case DailyAction.TODAY:
                await self._show_today(interaction, pressed.universe)
            case DailyAction.GO_ON:
                await self._go_on(interaction, pressed)
            case DailyAction.SHARE:
                await self._share(interaction, pressed)
            case DailyAction.PICK:
                await self._answer(interaction, pressed)

    async def _show_today(self, interaction: Interaction, universe: UniverseId | None) -> None:
        person, at = _who_and_when(interaction)
        progress = await in_time(self._desk.trivia.daily.today(person, universe, at), put_off(interaction))
        await reply(interaction, present_layout(progress, self._name(progress), utcnow()))

    async def _go_on(self, interaction: Interaction, pressed: DailyPress) -> None:
        progress = await in_time(self._of_day(interaction, pressed), put_off(interaction))
        if progress is None:
            await reply(interaction, late_layout(pressed.universe))
        else:
            await reply(interaction, present_layout(progress, self._name(progress), utcnow()))

    async def _answer(self, interaction: Interaction, pressed: DailyPress) -> None:
        """Record a press, then say what it was worth, or where somebody is whose press was not the first."""
        person, at = _who_and_when(interaction)
        progress = await in_time(self._desk.trivia.daily.answer(person, pressed.pick, at), put_off(interaction))
        if progress is None:
            await reply(interaction, late_layout(pressed.universe))
            return
        given, name, now = progress.by(at), self._name(progress), utcnow()
        repeated = pressed.number < progress.next_number
        await reply(
            interaction,
            answered_layout(progress, given, name, now)
            if given
            else present_layout(progress, name, now, repeated=repeated),
        )

    async def _share(self, interaction: Interaction, pressed: DailyPress) -> None:
        progress = await in_time(self._of_day(interaction, pressed), interaction.response.defer)
        if progress is None or not progress.is_done:
            raise UserError(_UNFINISHED)
        await post(interaction, share_layout(progress, self._name(progress), UserId(interaction.user.id)))

    async def _of_day(self, interaction: Interaction, pressed: DailyPress) -> Progress | None:
        person, at = _who_and_when(interaction)
        assert pressed.day is not None  # noqa: S101  (only today's has none)
        return await self._desk.trivia.daily.of_day(person, pressed.day, pressed.universe, at)

    def _name(self, progress: Progress) -> str:
        return self._desk.lookups.shelf.catalogues[progress.five.universe].universe.name


def _who_and_when(interaction: Interaction) -> tuple[UserId, InteractionId]:
    return UserId(interaction.user.id), InteractionId(interaction.id)
