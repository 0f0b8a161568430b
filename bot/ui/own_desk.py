"""The desk of a server's own questions: what people send and moderators decide, from an interaction to an answer."""

import asyncio
from collections.abc import Sequence
from io import BytesIO

import discord
from discord import Attachment, Interaction
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.identities import GuildId
from bot.domain.kept_questions import QuestionNumber
from bot.domain.wishes import Actor
from bot.services.own_questions import OwnQuestions
from bot.services.own_sending import NotKept
from bot.ui.actors import actor_of
from bot.ui.own_forms import not_kept_receipt, question_form, sent_receipt, typed_into
from bot.ui.own_ids import OwnPress, Step, read_form_id, read_own_press
from bot.ui.own_pages import (
    QUESTIONS_A_PAGE,
    decided_words,
    exported_words,
    questions_layout,
    queue_layout,
    removal_layout,
    short_findings,
    uploaded_words,
    whole_text,
)
from bot.ui.patience import in_time
from bot.ui.trivia_desk import TriviaDesk
from bot.ui.wish_parts import cut
from bot.ui.wish_receipts import said
from bot.ui.wish_replies import put_off, reply
from bot.ui.wording import counted, escaped

_NOT_HERE = "Questions belong to a server; please use this in one that I have been added to."
_STALE = "That button is from another version of me; please open it again with the command."
_STALE_FORM = "That form is from another version of me; please open it again with /trivia question."
_UNFETCHED = "That file could not be fetched from Discord; please send it again."
_FETCHING_SECONDS = 20
_MOST_FILES = 9  # of one message: Discord takes ten, and one may be the findings
_MOST_SENT = 8 * 1024 * 1024  # bytes of them; Discord takes 10 MiB
_LONGEST_QUOTE = 200


class OwnDesk:
    """Answers about a server's own questions. Rights are those of the interaction, at each step; the service asks."""

    def __init__(self, desk: TriviaDesk) -> None:
        self._desk = desk

    @property
    def _own(self) -> OwnQuestions:
        return self._desk.trivia.own

    async def open_form(self, interaction: Interaction) -> None:
        """Open the form of a question."""
        _actor(interaction)
        _ = self._own  # where there is no place for it nobody need fill in a form first
        await interaction.response.send_modal(question_form())

    async def upload(self, interaction: Interaction, file: Attachment, list_name: str | None) -> None:
        """Take the questions of a file, and tell all that is wrong with the others."""
        actor = _actor(interaction)
        self._own.require_moderator(actor)
        if file.size > self._own.most_bytes:
            raise UserError(f"A file may have {self._own.most_bytes // 1024**2} MB; split that one, or leave some out.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        done = await self._own.upload(actor, await _content(file), file.filename, list_name, utcnow())
        await _hand_out(interaction, uploaded_words(done), done.findings)

    async def export(self, interaction: Interaction, form: str, list_name: str | None) -> None:
        """Hand out what can be asked as files, to the one who asked, and tell what their format cannot hold."""
        actor = _actor(interaction)
        self._own.require_moderator(actor)
        name = await self._own.list_called(actor.guild, list_name) if list_name else None
        await interaction.response.defer(ephemeral=True, thinking=True)
        done = await self._own.export(actor, form, name)
        if not done.count:
            raise UserError("There is no question that can be asked yet; /trivia-admin upload brings some.")
        if len(done.files) > _MOST_FILES or done.size > _MOST_SENT:
            raise UserError("That is too much for one message; please export one list at a time.")
        await _hand_out(interaction, exported_words(done), done.findings, done.files)

    async def queue(self, interaction: Interaction, after: int = 0) -> None:
        """Show the first question that waits after a number."""
        await reply(interaction, queue_layout(await self._own.waiting(_actor(interaction), after)))

    async def list(self, interaction: Interaction, list_name: str | None) -> None:
        """Show the first page of a list, or of all questions."""
        actor = _actor(interaction)
        self._own.require_moderator(actor)
        name = await self._own.list_called(actor.guild, list_name) if list_name else None
        await self._show_page(interaction, 1, name)

    async def remove(self, interaction: Interaction, number: int | None, list_name: str | None) -> None:
        """Remove a question, or ask whether a whole list is to be removed."""
        actor = _actor(interaction)
        self._own.require_moderator(actor)
        if (number is None) == (list_name is None):
            raise UserError("Say either the number of a question or the name of a list.")
        if number is not None:
            await self._remove_one(interaction, actor, QuestionNumber(number))
        elif list_name is not None:
            name = await self._own.list_called(actor.guild, list_name)
            page = await self._own.page(actor, name, 0, 1)
            await reply(interaction, removal_layout(name, page.count))

    async def list_names(self, interaction: Interaction, typed: str) -> Sequence[str]:
        """Return up to 25 names of lists that have in them what was typed."""
        if interaction.guild_id is None or not self._desk.is_open:
            return ()
        lists = await self._own.lists(GuildId(interaction.guild_id))
        return [name for name, _ in lists if typed.casefold() in name.casefold()][:25]

    async def press(self, interaction: Interaction, custom_id: str) -> None:
        """Do what was pressed; raises UserError for what is none of these buttons."""
        press = read_own_press(custom_id)
        if press is None:
            raise UserError(_STALE)
        actor = _actor(interaction)
        match press.step:
            case Step.AGAIN:
                draft = str(press.number)
                typed = await self._desk.trivia.sending.typed(actor, draft, utcnow())
                await interaction.response.send_modal(question_form(typed, draft))
            case Step.QUEUE:
                await self.queue(interaction, press.number)
            case Step.APPROVE | Step.REJECT:
                await self._decide(interaction, actor, press)
            case Step.WHOLE:
                await self._show_whole(interaction, actor, press)
            case Step.PAGE:
                name = await self._own.list_marked(actor.guild, press.mark) if press.mark else None
                await self._show_page(interaction, press.number, name)
            case Step.CLEAR:
                await self._remove_list(interaction, actor, press)

    async def take_form(self, interaction: Interaction, custom_id: str) -> None:
        """Take the form of a question; raises UserError for any other."""
        read = read_form_id(custom_id)
        if read is None:
            raise UserError(_STALE_FORM)
        sending = self._desk.trivia.sending
        kept = sending.send(_actor(interaction), typed_into(interaction), utcnow(), draft=read[0])
        outcome = await in_time(kept, put_off(interaction))
        view = not_kept_receipt(outcome) if isinstance(outcome, NotKept) else sent_receipt(outcome)
        await reply(interaction, view)

    async def _decide(self, interaction: Interaction, actor: Actor, press: OwnPress) -> None:
        approve = press.step is Step.APPROVE
        decided = await in_time(self._own.decide(actor, press.ref, approve=approve), put_off(interaction))
        note = decided_words(press.number, decided, approve=approve)
        await reply(interaction, queue_layout(await self._own.waiting(actor, press.number), note))

    async def _show_whole(self, interaction: Interaction, actor: Actor, press: OwnPress) -> None:
        kept = await self._own.one(actor, press.ref)
        if kept is None:
            raise UserError(_no_question(press.number))
        file = discord.File(BytesIO(whole_text(kept).encode()), f"question-{kept.number}.txt")
        await interaction.response.send_message(f"All of question {kept.number}.", file=file, ephemeral=True)

    async def _show_page(self, interaction: Interaction, number: int, list_name: str | None) -> None:
        skipped = (max(1, number) - 1) * QUESTIONS_A_PAGE
        page = await self._own.page(_actor(interaction), list_name, skipped, QUESTIONS_A_PAGE)
        if skipped and not page.questions:  # some were removed meanwhile
            await self._show_page(interaction, -(-page.count // QUESTIONS_A_PAGE), list_name)
            return
        await reply(interaction, questions_layout(page, max(1, number), list_name))

    async def _remove_one(self, interaction: Interaction, actor: Actor, number: QuestionNumber) -> None:
        removed = await in_time(self._own.remove(actor, number), put_off(interaction))
        if removed is None:
            raise UserError(_no_question(number))
        quote = escaped(cut(removed.question.text, _LONGEST_QUOTE))
        await reply(interaction, said(f"Question {number} is removed: “{quote}”"))

    async def _remove_list(self, interaction: Interaction, actor: Actor, press: OwnPress) -> None:
        self._own.require_moderator(actor)
        name = await self._own.list_marked(actor.guild, press.mark)
        count = await in_time(self._own.remove_list(actor, name), put_off(interaction))
        await reply(interaction, said(f"The list “{escaped(name)}” is removed, with {counted(count, 'question')}."))


def _actor(interaction: Interaction) -> Actor:
    """Return who acts in which server; raises UserError outside of one."""
    if interaction.guild_id is None:
        raise UserError(_NOT_HERE)
    return actor_of(interaction)


async def _content(file: Attachment) -> bytes:
    """Return what is in a file that was sent along; raises UserError where Discord does not give it."""
    try:
        async with asyncio.timeout(_FETCHING_SECONDS):
            return await file.read()
    except (discord.HTTPException, TimeoutError, OSError):
        raise UserError(_UNFETCHED) from None


async def _hand_out(
    interaction: Interaction, words: str, findings: Sequence[str], files: Sequence[tuple[str, bytes]] = ()
) -> None:
    """Answer with files and findings; these are in a file of their own where they are too long for a message."""
    told = short_findings(findings)
    attached = [*files] if told is not None else [*files, ("findings.txt", "\n".join(findings).encode())]
    await interaction.followup.send(
        "\n".join(filter(None, [words, told])),
        files=[discord.File(BytesIO(data), name) for name, data in attached],
        ephemeral=True,
        suppress_embeds=True,
    )


def _no_question(number: int) -> str:
    return f"There is no such question {number} here; /trivia-admin list shows those there are."
