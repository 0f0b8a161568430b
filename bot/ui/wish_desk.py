"""The wish desk: what people do about wishes, from an interaction to what they are shown."""

from datetime import datetime

import discord
from discord import Interaction
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.identities import ChannelId, MessageId
from bot.domain.wish_outcomes import Pressed, Seen
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Actor, Occasion, Refusal, Wish, WishNumber, WishState, Wording
from bot.services.questions import CrossoversQuestion, MetQuestion, Question
from bot.services.wish_lists import WishPage
from bot.services.wish_questions import Scope, WishQuestion
from bot.services.wishes import Wishes
from bot.services.wishing import AskForm, AskWhich, HasHappened, Made, NearOnes, Refused, Stands, Step
from bot.ui.actors import actor_of
from bot.ui.messenger import Messenger
from bot.ui.wish_answers import happened_layout, made_layout, near_layout, standing_layout, which_layout
from bot.ui.wish_card import card_layout
from bot.ui.wish_draft_ids import DraftPress, anyway_id, choice_id, occasion_id
from bot.ui.wish_forms import edit_form, message_form, wish_form
from bot.ui.wish_pages import list_layout, mine_layout, top_layout
from bot.ui.wish_parts import Press
from bot.ui.wish_receipts import follow_receipt, refusal_receipt, said, vote_receipt, withdraw_question
from bot.ui.wish_replies import post, reply, tell
from bot.ui.wish_words import plain_headline

MINE = "wy1:"
"""Begins the custom_id of a button that shows another page of one's own wishes; the page follows."""

_NOWHERE = "There is no place to keep wishes here; whoever runs this bot can give it a database."
_NOT_ADDED = "Wishes belong to a server that has added me; ask who may manage this one to do so."
_A_SERVER = 0  # the key of the server that has installed the app (Discord, application integration types)
_ALREADY_A_THREAD = 160004
_LONGEST_THREAD_NAME = 100
_A_NAME_OF_ITS_OWN = "Somebody or something else of that name"


class WishDesk:
    """Answers everything about wishes that is not moderation."""

    def __init__(self, client: discord.Client, wishes: Wishes | None) -> None:
        """Without wishes, say that there is no place for them."""
        self._client = client
        self._wishes = wishes
        self.messenger = Messenger(client, wishes) if wishes else None

    @property
    def is_open(self) -> bool:
        """Tell whether there is a place to keep wishes."""
        return self._wishes is not None

    @property
    def wishes(self) -> Wishes:
        """Return what is done about wishes; raises UserError where there is no place to keep them."""
        if self._wishes is None:
            raise UserError(_NOWHERE)
        return self._wishes

    async def add(self, interaction: Interaction, who: str, into: str, beside: str | None) -> None:
        """Begin a wish with names."""
        step = await self.wishes.wishing.begin(actor_of(interaction), (who, into, beside), utcnow())
        await self._show(interaction, step)

    async def add_beside(self, interaction: Interaction, question: Question) -> None:
        """Begin a wish at an answer: that two meet who have not, or that somebody turns up in a title."""
        actor_of(interaction)  # outside of a server nobody need fill in a form first
        owners = interaction._integration_owners  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # discord.py tells it of the presser alone
        if owners and _A_SERVER not in owners:
            raise UserError(_NOT_ADDED)
        match question:
            case MetQuestion():
                await self._show(
                    interaction,
                    await self.wishes.wishing.begin_draft(
                        actor_of(interaction), self.wishes.facts.meeting_of(question), utcnow()
                    ),
                )
            case CrossoversQuestion(title=title) if title:
                into = self.wishes.facts.fact_name(question.universe, title)
                await interaction.response.send_modal(message_form(MessageId(interaction.id), "", into=into))
            case _:
                raise UserError("There is nothing to wish for at that answer; use /wish add.")

    async def add_from_message(self, interaction: Interaction, who: str, into: str, wording: Wording) -> None:
        """Make a wish of what was typed into the form for a message."""
        step = await self.wishes.wishing.begin(actor_of(interaction), (who, into, None), utcnow(), wording)
        await self._show(interaction, step)

    async def go_on(self, interaction: Interaction, press: DraftPress) -> None:
        """Go on with a wish that was begun."""
        actor, now, wishing = actor_of(interaction), utcnow(), self.wishes.wishing
        if press.part:
            step = await wishing.choose(actor, press.draft, press.part, press.number, now)
        elif press.occasion:
            step = await wishing.for_occasion(actor, press.draft, press.occasion, now)
        else:
            step = await wishing.insist(actor, press.draft, now)
        await self._show(interaction, step)

    async def submit(self, interaction: Interaction, draft: str, wording: Wording) -> None:
        """Go on with the form of a wish."""
        await self._show(interaction, await self.wishes.wishing.submit(actor_of(interaction), draft, wording, utcnow()))

    async def vote(self, interaction: Interaction, number: WishNumber, value: int) -> None:
        """Record a vote, then show the card with it counted, or a receipt where that tells nothing."""
        now = utcnow()
        pressed = await self.wishes.ballots.vote(actor_of(interaction), number, value, now)
        seen = pressed.seen
        if seen is None or pressed.refusal:
            await tell(interaction, self._refusal(pressed))
        elif _tells_by_the_card(number, seen, pressed, now):
            await interaction.response.edit_message(view=self._card(seen, now))
        else:
            await reply(interaction, vote_receipt(seen, pressed.before, self.wishes.signer))
        if seen and not pressed.refusal and pressed.before != seen.vote:
            await self._redraw_elsewhere(interaction, seen.wish, now)

    async def follow(self, interaction: Interaction, number: WishNumber, *, follows: bool) -> None:
        """Record whether somebody wants to be told, and say so to them."""
        pressed = await self.wishes.ballots.follow(actor_of(interaction), number, utcnow(), follows=follows)
        if pressed.seen is None or pressed.refusal:
            await tell(interaction, self._refusal(pressed))
        else:
            await reply(interaction, follow_receipt(pressed.seen, self.wishes.signer))

    async def show(self, interaction: Interaction, number: WishNumber, *, publicly: bool) -> None:
        """Show a card."""
        actor, now = actor_of(interaction), utcnow()
        seen = await self._seen(actor, number)
        whole = seen.wish.author == actor.person or actor.moderates
        view = card_layout(
            seen.wish,
            self.wishes.facts.of(seen.wish),
            self.wishes.signer,
            own=seen.settings,
            now=now,
            whole=whole and seen.wish.is_private,
        )
        if publicly and not seen.wish.is_private:
            await post(interaction, view)
        else:
            await tell(interaction, view)

    async def discuss(self, interaction: Interaction, number: WishNumber) -> None:
        """Lead to the thread about a wish, which is begun by whoever is the first to ask for it."""
        seen = await self._seen(actor_of(interaction), number)
        if seen.wish.state is not WishState.OPEN:
            await tell(interaction, refusal_receipt(Refusal.CLOSED, seen.settings))
            return
        thread = await self._standing_thread(seen.wish) or await self._begin_thread(interaction, seen.wish)
        await tell(interaction, said(f"Wish {number} is discussed in <#{thread}>."))

    async def list(self, interaction: Interaction, question: WishQuestion, *, turned: bool = False) -> None:
        """Show a page of wishes, where a page was turned in its place."""
        actor, now = actor_of(interaction), utcnow()
        if question.scope is Scope.ALL:
            view = top_layout(await self.wishes.lists.of_all(question, now))
        else:
            page = await self.wishes.lists.of_server(actor.guild, question, now)
            who, into = self._names(page)
            view = list_layout(page, self.wishes.signer, actor.guild, now, who=who, into=into)
        if turned:
            await interaction.response.edit_message(view=view)
        else:
            await post(interaction, view)

    async def mine(self, interaction: Interaction, page: int = 1) -> None:
        """Show somebody their own wishes and record."""
        actor = actor_of(interaction)
        mine = await self.wishes.lists.mine(actor)
        view = mine_layout(mine, self.wishes.signer, actor.guild, utcnow(), _mine_id, page=page)
        await reply(interaction, view)

    async def open_edit(self, interaction: Interaction, number: WishNumber) -> None:
        """Open the form in which an author words their wish anew."""
        wish = await self._own(interaction, number)
        await interaction.response.send_modal(edit_form(wish, self.wishes.signer))

    async def edit(self, interaction: Interaction, number: WishNumber, wording: Wording) -> None:
        """Word a wish anew."""
        changed = await self.wishes.wishing.edit(actor_of(interaction), number, wording, utcnow())
        if changed.refusal is Refusal.BLOCKED:
            await tell(interaction, refusal_receipt(changed.refusal, WishSettings()))
            return
        if changed.wish is None or changed.refusal:
            raise UserError(_not_yours(number))
        waits = changed.wish.state is WishState.WAITING
        await tell(interaction, said(_EDITED_WAITS.format(number) if waits else f"Wish {number} is changed."))
        await self.run_errands()

    async def ask_withdraw(self, interaction: Interaction, number: WishNumber) -> None:
        """Ask an author whether their wish is really to be withdrawn."""
        await tell(interaction, withdraw_question(await self._own(interaction, number), self.wishes.signer))

    async def withdraw(self, interaction: Interaction, number: WishNumber) -> None:
        """Withdraw a wish."""
        changed = await self.wishes.wishing.withdraw(actor_of(interaction), number, utcnow())
        if changed.wish is None or changed.refusal:
            raise UserError(_not_yours(number))
        await reply(interaction, said(f"Wish {number} is withdrawn."))
        await self.run_errands()

    async def run_errands(self) -> None:
        """Do at once what is to be done on Discord."""
        if self.messenger:
            await self.messenger.run(utcnow())

    async def _show(self, interaction: Interaction, step: Step) -> None:
        """Show how far somebody has come with a wish."""
        now = utcnow()
        match step:
            case AskForm(draft, wanted):
                await interaction.response.send_modal(wish_form(draft, wanted))
            case AskWhich(draft, part, unsure):
                labels = [self.wishes.facts.label(part, one) for one in unsure.candidates]
                presses = [Press(label, choice_id(draft, part, at)) for at, label in enumerate(labels)]
                own_name = Press(_A_NAME_OF_ITS_OWN, choice_id(draft, part, None))
                await reply(interaction, which_layout(unsure.text, (*presses, own_name)))
            case HasHappened(draft, wanted, happened):
                again, variant = (occasion_id(draft, one) for one in (Occasion.AGAIN, Occasion.VARIANT))
                await reply(interaction, happened_layout(wanted, happened, again, variant))
            case NearOnes(draft):
                settings = await self.wishes.cards.settings(actor_of(interaction).guild)
                await reply(interaction, near_layout(step, self.wishes.signer, anyway_id(draft), own=settings, now=now))
            case Stands(wish):
                await self._show_standing(interaction, wish, now)
            case Refused(refusal, settings):
                await reply(interaction, refusal_receipt(refusal, settings))
            case Made(wish):
                await self._show_made(interaction, wish, now)

    async def _show_standing(self, interaction: Interaction, wish: Wish, now: datetime) -> None:
        own = await self.wishes.cards.settings(wish.guild)
        facts = self.wishes.facts.of(wish)
        await reply(interaction, standing_layout(wish, facts, self.wishes.signer, own=own, now=now))

    async def _show_made(self, interaction: Interaction, wish: Wish, now: datetime) -> None:
        """Show a new wish: to all where it was made, or in the server's wish channel, or waiting to its author.

        An answer to a command says whose command it was, so that a hidden author's card is posted by the bot itself.
        """
        own = await self.wishes.cards.settings(wish.guild)
        facts = self.wishes.facts.of(wish)
        if wish.state is WishState.WAITING or own.channel or wish.shown_author is None:
            await reply(interaction, made_layout(wish, facts, self.wishes.signer, own=own, now=now))
            await self.run_errands()
            return
        card = await post(interaction, card_layout(wish, facts, self.wishes.signer, own=own, now=now))
        if card:
            await self.wishes.cards.place_card(wish, card)

    def _card(self, seen: Seen, now: datetime) -> discord.ui.LayoutView:
        facts = self.wishes.facts.of(seen.wish)
        return card_layout(seen.wish, facts, self.wishes.signer, own=seen.settings, now=now)

    async def _redraw_elsewhere(self, interaction: Interaction, wish: Wish, now: datetime) -> None:
        pressed = interaction.message.id if interaction.message else None
        if wish.card and wish.card.message != pressed:
            await self.wishes.cards.redraw(wish, now)
            await self.run_errands()

    def _refusal(self, pressed: Pressed) -> discord.ui.LayoutView:
        settings = pressed.seen.settings if pressed.seen else WishSettings()
        return refusal_receipt(pressed.refusal or Refusal.UNKNOWN, settings, voting=True)

    async def _seen(self, actor: Actor, number: WishNumber) -> Seen:
        seen = await self.wishes.ballots.seen(actor, number)
        if seen is None:
            raise UserError("I know of no such wish here; /wish list shows those there are.")
        return seen

    async def _own(self, interaction: Interaction, number: WishNumber) -> Wish:
        actor = actor_of(interaction)
        wish = (await self._seen(actor, number)).wish
        if wish.author != actor.person or wish.state not in (WishState.OPEN, WishState.WAITING):
            raise UserError(_not_yours(number))
        return wish

    async def _standing_thread(self, wish: Wish) -> ChannelId | None:
        """Return the thread about a wish, None where there is none or somebody has deleted it."""
        if wish.thread is None:
            return None
        try:
            await self._client.http.get_channel(wish.thread)
        except discord.NotFound:
            return None
        except discord.HTTPException:  # it may be there all the same
            return wish.thread
        return wish.thread

    async def _begin_thread(self, interaction: Interaction, wish: Wish) -> ChannelId:
        may = interaction.app_permissions
        if interaction.message is None or interaction.message.flags.ephemeral or interaction.channel_id is None:
            raise UserError("A thread begins at a card that all can see; press Discuss there.")
        if not may.create_public_threads:
            raise UserError("I may not begin threads in this channel; ask a moderator to let me, or talk right here.")
        name = plain_headline(
            wish.wanted.who.name, wish.wanted.into.name, None, wish.wanted.occasion, _LONGEST_THREAD_NAME // 2 - 5
        )
        message = interaction.message.id
        try:
            begun = await self._client.http.start_thread_with_message(
                interaction.channel_id, message, name=name[:_LONGEST_THREAD_NAME], auto_archive_duration=10_080
            )
            thread = ChannelId(int(begun["id"]))
        except discord.HTTPException as failure:
            if failure.code != _ALREADY_A_THREAD:
                raise UserError("Discord lets me begin no thread here; talk right here instead.") from failure
            thread = ChannelId(message)  # Discord gives a thread the number of the message it began at
        await self.wishes.cards.place_thread(wish, thread)
        return thread

    def _names(self, page: WishPage) -> tuple[str | None, str | None]:
        question = page.question
        who = self.wishes.facts.fact_name(question.universe, question.who) if question.who else None
        into = self.wishes.facts.fact_name(question.universe, question.into) if question.into else None
        return who, into


_EDITED_WAITS = "Wish {} is changed and waits for a moderator to look at it again."


def _mine_id(page: int) -> str:
    return f"{MINE}{page}"


def _not_yours(number: WishNumber) -> str:
    return f"Wish {number} is not one of yours that stands; /wish mine shows those that do."


def _tells_by_the_card(number: WishNumber, seen: Seen, pressed: Pressed, now: datetime) -> bool:
    """Tell whether the card itself shows that the vote was taken: it was, on that card, and tallies are shown."""
    is_news = seen.vote not in (pressed.before, 0)
    return is_news and seen.wish.number == number and not seen.settings.hides_tallies(now)
