"""People and places as a question names them, and their ids as it carries them."""

from bot.domain.cast import Place, episode_at
from bot.domain.catalogue import Catalogue, Part
from bot.domain.pack import CharacterId, TitleId, TitleKind
from bot.domain.trivia.question import LONGEST_CHOICE, Choice
from bot.domain.trivia.record import Circle, Record

_IN_CAST = {
    Circle.MAIN: "in the main cast of",
    Circle.MAIN_AND_RECURRING: "in the main or recurring cast of",
    Circle.CREDITED: "in",
    Circle.LISTED: "in",
}
_AS_CAST = {
    Circle.MAIN: "in the main cast",
    Circle.MAIN_AND_RECURRING: "in the main or recurring cast",
}
_IMPORT_OF = "Import of "


def in_cast_of(circle: Circle) -> str:
    """Return how a circle is claimed before the name of a title or season: `in the main cast of`, or only `in`."""
    return _IN_CAST[circle]


def as_cast(circle: Circle, who: str, of_what: str) -> str:
    """Return the clause that ties people to a circle, `, all in the main cast of its season`; nothing for everybody."""
    return f", {who} {_AS_CAST[circle]} of {of_what}" if circle in _AS_CAST else ""


def said_by(record: Record, text: str) -> str:
    """Return the text of a question; that of an imported list names the list, since it asks what that says."""
    if record.listing is None:
        return text
    return f"Going by {record.listing.name.removeprefix(_IMPORT_OF)}: {text}"


def cut(name: str) -> str:
    """Return a name that fits on a button."""
    return name if len(name) <= LONGEST_CHOICE else name[: LONGEST_CHOICE - 1].rstrip() + "…"


def person(record: Record, character: CharacterId) -> str:
    """Return a character's name, with what tells them apart from another of the name."""
    return record.catalogue.person(character).name


def person_choice(record: Record, character: CharacterId) -> Choice:
    """Return a character to choose."""
    return Choice(character, cut(person(record, character)))


def title_choice(record: Record, title: TitleId) -> Choice:
    """Return a title to choose."""
    return Choice(title, cut(record.catalogue.titles[title].name))


def place_id(title: TitleId, season: int | None = None, episode: int | None = None) -> str:
    """Return the id of a place: `luke-cage`, `luke-cage/2`, `luke-cage/2/3`."""
    return "/".join(str(part) for part in (title, season, episode) if part is not None)


def part_name(part: Part) -> str:
    """Return a season or a title without seasons by its name: `Luke Cage, season 2`."""
    return part.title.name if part.season is None else f"{part.title.name}, season {part.season}"


def part_id(part: Part) -> str:
    """Return the id of a season or title without seasons."""
    return place_id(part.title_id, part.season)


def spot_choice(catalogue: Catalogue, place: Place, *, with_number: bool = True) -> Choice:
    """Return an episode (or film, special, comic) to choose: `Luke Cage 2x03 “Wig Out”`, or without the number."""
    title, episode = catalogue.titles[place.title], episode_at(catalogue, place)
    name = title.name
    if episode is not None:
        number = f" {place.season}x{episode.number:02}" if with_number else ":"
        name = f"{title.name}{number} “{episode.name}”"
    return Choice(place_id(place.title, place.season, place.episode), cut(name))


def place_noun(catalogue: Catalogue) -> str:
    """Return the word for a place that people share: `comic` where all titles are comics, else for what there is."""
    kinds = {title.kind for title in catalogue.titles.values()}
    if kinds == {TitleKind.SERIES}:
        return "episode"
    return kinds.pop().value if len(kinds) == 1 else "episode or film"
