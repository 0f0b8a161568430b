"""Who lives in the demo's server, which rooms it has, and what a visitor might try in each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "assets"
BOT_NAME: Final = "Gueststar"
BOT_PICTURE: Final = "gueststar.png"
DIRECT: Final = "dm"
"""The key of the room that everybody has alone with the bot."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a visitor can be; the key stands in the page's address."""

    key: str
    name: str
    moderates: bool = False

    @property
    def picture(self) -> str:
        """The file of the avatar, in the assets folder."""
        return f"{self.key}.png"


@dataclass(frozen=True, slots=True)
class Hint:
    """What to try: a command, and the words that follow it."""

    command: str
    then: str


@dataclass(frozen=True, slots=True)
class Line:
    """A message that already stands in a room when the first visitor comes."""

    person: str
    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """A channel of the server, or (under the key `DIRECT`) everybody's own talk with the bot."""

    key: str
    name: str
    topic: str = ""
    hints: tuple[Hint, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """A server with its people and rooms; whoever comes first of each greets a new visitor."""

    name: str
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]

    @property
    def frames(self) -> tuple[tuple[Room, Person], ...]:
        """Every room as seen by every person."""
        return tuple((room, person) for room in self.rooms for person in self.people)


def frame_key(room: Room, person: Person) -> str:
    """What names one person's view of one room in addresses: `general.ana`."""
    return f"{room.key}.{person.key}"


FAN_CLUB: Final = World(
    name="Hell's Kitchen Fan Club",
    people=(
        Person("ana", "Ana"),
        Person("ben", "Ben"),
        Person("chidi", "Chidi"),
        Person("dana", "Dana", moderates=True),
    ),
    rooms=(
        Room(
            key="general",
            name="general",
            topic="Who turns up where, in all the shows of our corner of New York",
            hints=(Hint("appearances", "then Claire Temple"),),
            lines=(
                Line("ben", "Is it me, or is Claire Temple in every one of these shows?"),
                Line("ana", "Let's ask Gueststar. It knows who crossed over where."),
            ),
        ),
        Room(
            key="crossovers",
            name="crossovers",
            topic="Who visits whom: any series, season or episode",
            hints=(Hint("title", "then AKA Smile"),),
            lines=(Line("chidi", "Which visitors came to Jessica Jones? The card of a series lists them first."),),
        ),
        Room(
            key="casting",
            name="casting",
            topic="Who plays whom, and where else",
            hints=(Hint("actor", "then Krysten Ritter"),),
            lines=(Line("dana", "Open a second tab as somebody else: both see what happens."),),
        ),
        Room(
            key="wishes",
            name="wishes",
            topic="Which crossover do you long for? Wish, vote, follow, discuss; Dana moderates",
            hints=(Hint("wish add", "then Matt Murdock, into Jessica Jones"),),
            lines=(
                Line("chidi", "I would love to see Charlie Cox turn up in Jessica Jones."),
                Line("ana", "Make it a wish, and we can all vote for it."),
            ),
        ),
        Room(
            key="trivia",
            name="trivia",
            topic="Who knows it best? Play with the facts, alone or together; Dana moderates",
            hints=(
                Hint("trivia start", "then Start"),
                Hint("trivia duel", "against Ben"),
                Hint("trivia daily", "alone"),
                Hint("trivia board", "to see who leads"),
            ),
            lines=(
                Line("ben", "I know every guest star of Luke Cage. Try me."),
                Line("dana", "Prove it. Join a play, and we will see on the board."),
            ),
        ),
        Room(key=DIRECT, name=BOT_NAME, hints=(Hint("appearances", "then Foggy Nelson"),)),
    ),
)
"""The world that `gueststar demo` shows."""
