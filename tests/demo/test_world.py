"""The demo's world holds together."""

from bot.demo.world import ASSETS, BOT_PICTURE, FAN_CLUB, frame_key


def test_whoever_speaks_lives_here() -> None:
    people = {person.key for person in FAN_CLUB.people}
    assert {line.person for room in FAN_CLUB.rooms for line in room.lines} <= people


def test_everybody_has_a_picture() -> None:
    assert (ASSETS / BOT_PICTURE).is_file()
    assert all((ASSETS / person.picture).is_file() for person in FAN_CLUB.people)


def test_somebody_moderates() -> None:
    assert any(person.moderates for person in FAN_CLUB.people)


def test_every_view_has_a_key_of_its_own() -> None:
    keys = [frame_key(room, person) for room, person in FAN_CLUB.frames]
    assert len(set(keys)) == len(keys) == len(FAN_CLUB.rooms) * len(FAN_CLUB.people)
    assert all(key.count(".") == 1 for key in keys)
