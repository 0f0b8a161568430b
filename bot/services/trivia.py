"""All that is done about trivia, under one roof."""

from dataclasses import dataclass

from bot.services.boards import Boards
from bot.services.daily import Daily
from bot.services.links import Links
from bot.services.own_questions import OwnQuestions
from bot.services.own_sending import OwnSending
from bot.services.plays import Plays
from bot.services.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Trivia:
    """The services of trivia, made once for a database and the facts."""

    plays: Plays
    subjects: Subjects
    links: Links
    daily: Daily
    boards: Boards
    own: OwnQuestions
    sending: OwnSending
