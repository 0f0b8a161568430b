from pathlib import Path

import pytest

from bot.facts.models import schema_text, schemas

SCHEMA_DIR = Path(__file__).parents[2] / "data" / "schema"


@pytest.mark.parametrize("kind", schemas())
def test_the_schema_for_editors_is_that_of_the_code(kind):
    text = (SCHEMA_DIR / f"{kind}.json").read_text()
    assert text == schema_text(schemas()[kind]), "run `gueststar data schema data/schema` to write the files anew"


def test_no_schema_is_left_over():
    assert {path.stem for path in SCHEMA_DIR.iterdir()} == set(schemas())


@pytest.mark.parametrize("kind", schemas())
def test_every_field_says_what_it_is_for(kind):
    schema = schemas()[kind]
    tables = (
        [schema, *(one for one in schema["$defs"].values() if "properties" in one)] if "$defs" in schema else [schema]
    )
    assert not [name for table in tables for name, field in table["properties"].items() if "description" not in field]
