"""The wish desk: what people do about wishes, from an interaction to what they are shown."""

from collections import Counter
from datetime import datetime

import discord
from discord import Interaction
from discord.utils import utcnow

from bot.domain.errors import UserError
from bot.domain.identities import MessageId
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
from bot.ui.patience import in_time
from bot.ui.wish_answers import happened_layout, made_layout, near_layout, standing_layout, which_layout
from bot.ui.wish_card import card_layout, voting_ids
from bot.ui.wish_draft_ids import DraftPress, anyway_id, choice_id, occasion_id
from bot.ui.wish_forms import edit_form, message_form, wish_form
from bot.ui.wish_pages import list_layout, mine_layout, top_layout
from bot.ui.wish_parts import Press
from bot.ui.wish_receipts import follow_receipt, refusal_receipt, said, vote_receipt, withdraw_question
from bot.ui.wish_replies import post, put_in_place, put_off, reply, tell
from bot.ui.wish_threads import WishThreads

MINE = "wy1:"
"""Begins the custom_id of a button that shows another page of one's own wishes; the page follows."""

_NOWHERE = "There is no place to keep wishes here; whoever runs this bot can give it a database."
_NOT_ADDED = "Wishes belong to a server that has added me; ask who may manage this one to do so."
_A_SERVER = 0  # the key of the server that has installed the app (Discord, application integration types)
_A_NAME_OF_ITS_OWN = "Somebody or something else of that name"


class WishDesk:
    """Answers everything about wishes that is not moderation."""

    def __init__(self, client: discord.Client, wishes: Wishes | None) -> None:
        """Without wishes, say that there is no place for them."""
        self._threads = WishThreads(client)
        self._drawing = Counter[int]()
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
        beginning = self.wishes.wishing.begin(actor_of(interaction), (who, into, None), utcnow(), wording)
        await self._show(interaction, await in_time(beginning, put_off(interaction)))

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
        sending = self.wishes.wishing.submit(actor_of(interaction), draft, wording, utcnow())
        await self._show(interaction, await in_time(sending, put_off(interaction)))

    async def vote(self, interaction: Interaction, number: WishNumber, value: int) -> None:
        """Record a vote, then show the card with it counted, or a receipt where that tells nothing."""
        actor, now = actor_of(interaction), utcnow()
        try:
            voting = self.wishes.ballots.vote(actor, number, value, now)
            pressed = await in_time(voting, interaction.response.defer)
            if pressed.seen is None or pressed.refusal:
                await self._refuse(interaction, number, pressed)
            elif _tells_by_the_card(number, pressed.seen, pressed, now):
                await self._draw(interaction, pressed.seen)
            else:
                await reply(interaction, vote_receipt(pressed.seen, pressed.before, self.wishes.signer))
        except Exception:  # the vote may be counted all the same
            await self._redraw(await self.wishes.cards.find(actor.guild, number))
            raise
        if pressed.seen and not pressed.refusal and pressed.before != pressed.seen.vote:
            await self._redraw_elsewhere(interaction, pressed.seen.wish)

    async def follow(self, interaction: Interaction, number: WishNumber, *, follows: bool) -> None:
        """Record whether somebody wants to be told, and say so to them."""
        following = self.wishes.ballots.follow(actor_of(interaction), number, utcnow(), follows=follows)
        pressed = await in_time(following, interaction.response.defer)
        if pressed.seen is None or pressed.refusal:
            await self._refuse(interaction, number, pressed)
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
            copy = await post(interaction, view)
            if copy and seen.wish.card is None:
                await self.wishes.cards.place_copy(seen.wish, copy)
                await self._redraw(await self.wishes.cards.find(actor.guild, number))
        else:
            await tell(interaction, view)

    async def discuss(self, interaction: Interaction, number: WishNumber) -> None:
        """Lead to the thread about a wish, which is begun by whoever is the first to ask for it."""
        seen = await self._seen(actor_of(interaction), number)
        if seen.wish.state is not WishState.OPEN:
            await tell(interaction, refusal_receipt(Refusal.CLOSED, seen.settings))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        thread = await self._threads.standing(seen.wish)
        if thread is None:
            thread = await self._threads.begin(interaction, seen.wish)
            await self.wishes.cards.place_thread(seen.wish, thread)
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
        editing = self.wishes.wishing.edit(actor_of(interaction), number, wording, utcnow())
        changed = await in_time(editing, put_off(interaction))
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
        withdrawing = self.wishes.wishing.withdraw(actor_of(interaction), number, utcnow())
        changed = await in_time(withdrawing, put_off(interaction))
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
        if interaction.response.is_done():  # it was put off, for its author alone
            await reply(interaction, made_layout(wish, facts, self.wishes.signer, own=own, now=now))
        card = await post(interaction, card_layout(wish, facts, self.wishes.signer, own=own, now=now))
        if card:
            await self.wishes.cards.place_card(wish, card)

    def _card(self, seen: Seen) -> discord.ui.LayoutView:
        facts = self.wishes.facts.of(seen.wish)
        return card_layout(seen.wish, facts, self.wishes.signer, own=seen.settings, now=utcnow())

    async def _draw(self, interaction: Interaction, seen: Seen) -> None:
        """Draw what was pressed, and what became of the wish while Discord took its time once more.

        That was drawn already by whoever did it, and is undone by this. The last to draw a message looks for all.
        """
        later: Seen | None = seen
        message = interaction.message.id if interaction.message else 0
        while later:
            self._drawing[message] += 1
            try:
                await put_in_place(interaction, self._card(later))
            finally:
                self._drawing[message] -= 1
                if not self._drawing[message]:
                    del self._drawing[message]
            if message in self._drawing:
                return
            drawn, later = later, await self._now_of(interaction, later.wish.number)
            if later is None or (later.wish, later.settings) == (drawn.wish, drawn.settings):
                return
            if _is_card(interaction, later.wish):
                await self._redraw(later.wish)
                return

    async def _refuse(self, interaction: Interaction, number: WishNumber, pressed: Pressed) -> None:
        """Say why a press did nothing; a copy for all that could not be pressed any more shows what became of it."""
        now = await self._now_of(interaction, number)
        if now and now.wish.state is not WishState.OPEN and self._is_copy(interaction, now.wish):
            await self._draw(interaction, now)
        settings = pressed.seen.settings if pressed.seen else WishSettings()
        await tell(interaction, refusal_receipt(pressed.refusal or Refusal.UNKNOWN, settings, voting=True))

    def _is_copy(self, interaction: Interaction, wish: Wish) -> bool:
        """Tell whether something was pressed that looks like the wish's open card, for all, but is not the card."""
        if interaction.message is None or interaction.message.flags.ephemeral or _is_card(interaction, wish):
            return False
        parts = discord.ui.LayoutView.from_message(interaction.message).walk_children()
        pressed = {one.custom_id for one in parts if isinstance(one, discord.ui.Button)}
        return pressed >= voting_ids(wish, self.wishes.signer)

    async def _now_of(self, interaction: Interaction, number: WishNumber) -> Seen | None:
        actor = actor_of(interaction)
        return await self.wishes.cards.seen(actor.guild, number, actor.person)

    async def _redraw_elsewhere(self, interaction: Interaction, wish: Wish) -> None:
        if not _is_card(interaction, wish):
            await self._redraw(wish)

    async def _redraw(self, wish: Wish | None) -> None:
        if wish and wish.card:
            await self.wishes.cards.redraw(wish, utcnow())
            await self.run_errands()

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


def _is_card(interaction: Interaction, wish: Wish) -> bool:
    """Tell whether the wish's card was pressed, and not a copy of it."""
    return wish.card is not None and interaction.message is not None and wish.card.message == interaction.message.id
