import pytest

from bot.store.named_parameters import numbered


@pytest.mark.parametrize(
    ("sql", "text", "names"),
    [
        ("SELECT 1", "SELECT 1", ()),
        ("VALUES (:b, :a, :b)", "VALUES ($1, $2, $1)", ("b", "a")),
        ("SELECT ':no', :yes", "SELECT ':no', $1", ("yes",)),
        ("SELECT 'it''s :no', :yes", "SELECT 'it''s :no', $1", ("yes",)),
        ('SELECT ":no" FROM t -- :no\nWHERE a = :yes', 'SELECT ":no" FROM t -- :no\nWHERE a = $1', ("yes",)),
        ("SELECT :n::bigint", "SELECT $1::bigint", ("n",)),
        ("SELECT a[1:2]", "SELECT a[1:2]", ()),
    ],
)
def test_names_become_numbers_but_for_those_in_literals_and_comments(sql: str, text: str, names: tuple) -> None:
    assert numbered(sql, "$") == (text, names)


def test_a_text_is_translated_once() -> None:
    sql = "SELECT :only_in_this_test"
    assert numbered(sql, "?") is numbered(sql, "?")
