"""How a server's own question is put to people: with its wrong choices as buttons where they fit, else to be typed."""

from bot.domain.kept_questions import KeptQuestion
from bot.domain.names import legible
from bot.domain.own_questions import Level, OwnQuestion
from bot.domain.posed import OWN, Posed
from bot.domain.trivia.chance import Chance, shuffled
from bot.domain.trivia.question import corrected_difficulty

MOST_WRONG_SHOWN = 4
"""Wrong choices of one question: with the right one they fill a row of buttons."""
LONGEST_CHOICE = 80
"""Characters of a choice: what Discord shows of a button."""

_ESTIMATES = {Level.EASY: 0.3, Level.MEDIUM: 0.5, Level.HARD: 0.7, None: 0.5}
_LONGEST_NAME = 100


def posed_of(kept: KeptQuestion, chance: Chance) -> Posed:
    """Return a question as it is put; which wrong choices are drawn, and the order of all, is by chance."""
    question = kept.question
    right = question.accepted[0]
    wrong = _showable(question)
    choices = tuple(shuffled(chance, (right, *chance.sample(wrong, min(len(wrong), MOST_WRONG_SHOWN)))))
    is_typed = len(choices) == 1
    return Posed(
        pool=OWN,
        id=kept.fingerprint,
        text=question.text,
        difficulty=corrected_difficulty(_ESTIMATES[question.level], kept.rights, kept.answers),
        choices=() if is_typed else choices,
        answer=0 if is_typed else choices.index(right),
        accepted=question.accepted,
        wrong=question.wrong,
        source=_source(kept),
    )


def _showable(question: OwnQuestion) -> list[str]:
    """Return the wrong choices that can stand beside the right one as buttons, none twice and none accepted."""
    if len(question.accepted[0]) > LONGEST_CHOICE:
        return []
    accepted = {one.casefold() for one in question.accepted}
    different = {one.casefold(): one for one in question.wrong if len(one) <= LONGEST_CHOICE}
    return [one for folded, one in different.items() if folded not in accepted]


def _source(kept: KeptQuestion) -> str:
    author = kept.question.author
    by = f" by {legible(author, _LONGEST_NAME)}" if author else ""
    listed = f", from the list “{kept.list_name}”" if kept.list_name else ""
    return f"a question of this server{by}{listed}"
