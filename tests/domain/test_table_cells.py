from hypothesis import given
from hypothesis import strategies as st

from bot.domain.table_cells import harmless, unharmed

SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@given(st.text() | st.builds("{}{}{}".format, st.sampled_from(("", "'", "''")), st.sampled_from(SIGNS), st.text()))
def test_no_cell_begins_as_a_formula_does_and_each_comes_back(text: str) -> None:
    assert not harmless(text).startswith(SIGNS)
    assert unharmed(harmless(text)) == text


@given(st.text("abc'=", min_size=1).filter(lambda text: text.lstrip("'")[:1] != "="))
def test_every_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == unharmed(text) == text
