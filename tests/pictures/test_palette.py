from itertools import combinations

import pytest

from bot.pictures.palette import (
    ACCENT,
    BAND,
    CARD,
    CROSSOVER,
    CROSSOVER_SHADES,
    GROUPS,
    HOME,
    HOME_SHADES,
    INK,
    NEUTRAL,
    NEUTRAL_SHADES,
    QUIET,
    TEXT,
    WITHIN,
    Colour,
    contrast,
    indexed,
    readable_on,
)

# How red- and green-blind eyes see: Viénot, Brettel and Mollon 1999, on linear light.
PROTANOPE = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTERANOPE = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def seen_by(colour: Colour, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    light = [(part / 255) ** 2.2 for part in colour]
    return tuple(max(0.0, sum(a * b for a, b in zip(row, light, strict=True))) ** (1 / 2.2) * 255 for row in matrix)


def test_black_on_white_is_the_most_contrast_there_is() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("ground", [CARD, BAND])
def test_text_stands_out(ground: Colour) -> None:
    assert contrast(TEXT, ground) >= 7
    assert contrast(QUIET, ground) >= 7


@pytest.mark.parametrize("shade", [*HOME_SHADES, *CROSSOVER_SHADES, *NEUTRAL_SHADES])
def test_numbers_stand_out_in_their_cells(shade: Colour) -> None:
    assert contrast(readable_on(shade), shade) >= 7


@pytest.mark.parametrize("colour", GROUPS)
def test_letters_stand_out_in_their_nodes(colour: Colour) -> None:
    assert contrast(INK, colour) >= 7


@pytest.mark.parametrize("colour", [ACCENT, HOME, CROSSOVER, NEUTRAL, WITHIN, QUIET, *GROUPS])
@pytest.mark.parametrize("ground", [CARD, BAND])
def test_marks_stand_out(colour: Colour, ground: Colour) -> None:
    assert contrast(colour, ground) >= 3


@pytest.mark.parametrize("matrix", [PROTANOPE, DEUTERANOPE])
@pytest.mark.parametrize("pair", [(HOME, CROSSOVER), (WITHIN, CROSSOVER), (NEUTRAL, CROSSOVER), (QUIET, CROSSOVER)])
def test_what_has_one_form_differs_for_colour_blind_eyes(
    matrix: tuple[tuple[float, float, float], ...], pair: tuple[Colour, Colour]
) -> None:
    one, other = (seen_by(colour, matrix) for colour in pair)
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 90


def test_ties_of_unknown_homes_differ_in_tone_from_those_within_a_title() -> None:
    assert contrast(QUIET, WITHIN) >= 1.8


def test_more_episodes_are_lighter() -> None:
    for shades in (HOME_SHADES, CROSSOVER_SHADES, NEUTRAL_SHADES):
        lights = [contrast(shade, (0, 0, 0)) for shade in shades]
        assert lights == sorted(lights)


def test_the_file_has_a_colour_of_its_own_for_all_that_is_drawn() -> None:
    entries = indexed()
    colours = {tuple(entries[place : place + 3]) for place in range(0, len(entries), 3)}
    shades = (*HOME_SHADES, *CROSSOVER_SHADES, *NEUTRAL_SHADES)
    drawn = (CARD, BAND, TEXT, QUIET, ACCENT, HOME, CROSSOVER, NEUTRAL, WITHIN, INK, *GROUPS, *shades)
    assert colours.issuperset(drawn)
    assert len(entries) <= 3 * 256
    assert all(one != other for one, other in combinations(sorted(colours), 2))
