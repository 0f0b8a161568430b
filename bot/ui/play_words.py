"""What people are told in a play of trivia: receipts, why it is over, how each mode goes."""

from discord.app_commands import Choice

from bot.domain.rounds.effects import EndReason, Receipt, ReceiptKind
from bot.domain.rounds.rules import LIVES, Level, Mode

MODE_NAMES = {
    Mode.EVERYONE: "Everyone answers",
    Mode.RACE: "Race",
    Mode.SURVIVAL: "Survival",
    Mode.DUEL: "Duel",
    Mode.SOLO: "Solo",
}
MODE_RULES = {
    Mode.EVERYONE: "A right answer is worth 500 points, and up to 500 more the sooner it comes. You may change once.",
    Mode.RACE: "The first right answer wins the round. Your first press is your only one.",
    Mode.SURVIVAL: f"Everybody has {LIVES} lives; a wrong answer, or none, costs one. You may change once.",
    Mode.DUEL: "Two play; of two right answers the earlier one makes the point. You may change once.",
    Mode.SOLO: "You play alone. You may change each answer once.",
}
LEVEL_NAMES = {Level.ANY: "any level", Level.EASY: "easy", Level.MEDIUM: "medium", Level.HARD: "hard"}

MODE_CHOICES = [Choice(name=name, value=mode.value) for mode, name in MODE_NAMES.items()]
LEVEL_CHOICES = [Choice(name=name, value=level.value) for level, name in LEVEL_NAMES.items()]

ENDS = {
    EndReason.PLAYED_OUT: "That was the last round.",
    EndReason.STOPPED: "The play was stopped.",
    EndReason.NOBODY_ANSWERED: "Nobody answered any more, so the play is over.",
    EndReason.EVERYBODY_LEFT: "Everybody has left, so the play is over.",
    EndReason.OPPONENT_LEFT: "One of the two has left, so the duel is over.",
    EndReason.NO_QUESTION: "I have no further question about this, so the play is over.",
    EndReason.NOT_STARTED: "Nobody started the play within ten minutes, so the lobby is closed.",
    EndReason.CHANNEL_LOST: "I could not write here any more, so the play is over.",
}

OVER = "That play is over; /trivia start begins another."
ROUND_OVER = "Too late, that round is over."
MOMENT = "That play goes on in a moment; please try again."

_RECEIPTS = {
    ReceiptKind.JOINED: "You are in.",
    ReceiptKind.ALREADY: "You are in already.",
    ReceiptKind.LEFT: "You have left; your points stay.",
    ReceiptKind.TOO_LATE: ROUND_OVER,
    ReceiptKind.OUT: "You have no lives left in this play.",
    ReceiptKind.NOT_PLAYING: "You are not in this play.",
    ReceiptKind.FULL: "All seats of this play are taken.",
    ReceiptKind.UNDERWAY: "This play has begun without you; join the next one.",
    ReceiptKind.NEEDS_TWO: "A duel needs two; wait until somebody has joined.",
    ReceiptKind.NOT_YOURS: "Only the host or a moderator can do that.",
    ReceiptKind.NOTHING: "There is nothing just now that this could be done to.",
    ReceiptKind.DONE: "Done.",
}


def receipt_words(receipt: Receipt, mode: Mode, answer: str | None) -> str:
    """Return what one person is told, never if it is right; `answer` is the one of theirs that stands, escaped."""
    if answer is None:
        return _RECEIPTS.get(receipt.kind, _RECEIPTS[ReceiptKind.DONE])
    stands = f"Your answer is **{answer}**."
    match receipt.kind:
        case ReceiptKind.TAKEN if mode is not Mode.RACE:
            return f"{stands} You can change it once until the end."
        case ReceiptKind.CHANGED:
            return f"{stands} That was your change."
        case ReceiptKind.SPENT:
            return f"{stands} It cannot be changed any more."
        case _:
            return stands
