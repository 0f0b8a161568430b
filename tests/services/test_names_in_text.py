"""The first guess at which character and title a text speaks of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.lookups import Lookups
from bot.services.names_in_text import names_in


@pytest.mark.parametrize(
    ("text", "who", "into"),
    [
        ("I want Mara Quill in Lighthouse", "Mara Quill", "Lighthouse (series, 2015)"),
        ("THE FERRY needs the night nurse!", "Mara Quill", "The Ferry (film, 2019)"),
        ("*mara* **quill**, in _the ferry_?", "Mara Quill", "The Ferry (film, 2019)"),
        ("Old\nTom", "Old Tom", ""),
        ("Jane Doe in The Ferry", "Jane Doe (character)", "The Ferry (film, 2019)"),
        ("Jane Doe in Jane Doe", "Jane Doe (character)", "Jane Doe (series, 2016)"),
        ("Mara Quill in Jane Doe", "Mara Quill", "Jane Doe (series, 2016)"),
        ("maraquill lighthouses", "", ""),
        ("Tom", "", ""),
        ("", "", ""),
        ("🦹 \u202e ||", "", ""),
        ("word " * 120 + "Mara Quill", "", ""),
        ("word " * 118 + "Mara Quill", "Mara Quill", ""),
    ],
)
def test_the_first_names_are_found(lookups: Lookups, text: str, who: str, into: str) -> None:
    assert names_in(lookups.shelf, text) == (who, into)


def test_what_is_found_is_understood_as_exactly_that(lookups: Lookups) -> None:
    who, into = names_in(lookups.shelf, "Jane Doe in Jane Doe")
    entries = [lookups.shelf.names.entry(one) for one in (who, into)]
    assert [one.kind for one in entries if one] == ["character", "title"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_no_text_is_too_odd(lookups: Lookups, text: str) -> None:
    assert len(names_in(lookups.shelf, text)) == 2
