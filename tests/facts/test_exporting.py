import csv
import io

import pytest

from bot.facts.exporting import appearance_table, write_csv
from bot.facts.reading import read_pack

HEADER = (
    "universe,character_id,character,performer,title_id,title,season,episode,episode_name,released,"
    "kind,credit,confidence,source"
)


def exported(folder):
    stream = io.StringIO()
    write_csv(appearance_table(read_pack(folder.path)), stream)
    return stream.getvalue()


def test_every_appearance_is_one_row(folder):
    ada = "harbour,ada-reed,Ada Reed,Zoë Marsh / Una Field,north-pier,North Pier"
    bo = "harbour,bo-lund,Bo Lund,Per Dahl"
    cy = "harbour,cy-holm,Cy Holm,"
    assert exported(folder).splitlines() == [
        HEADER,
        f"{ada},1,,,,in-person,main,unverified,editors",
        f"{ada},1,2,Tide,2015-04-17,in-person,main,sourced,wiki-ada",
        f"{ada},1,3,Gale,,in-person,main,sourced,wiki-ada",
        f"{bo},north-pier,North Pier,2,1,Return,2016-05-01,in-person,cameo,unverified,editors",
        f"{bo},south-pier,South Pier,,,,2017-02-03,in-person,main,unverified,editors",
        f"{cy},north-pier,North Pier,,,,,mention,,unverified,editors",
        f"{cy},north-pier,North Pier,1,3,Gale,,voice,guest,unverified,editors",
        f"{cy},south-pier,South Pier,,,,2017-02-03,photo,,unverified,editors",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+A", "-A", "@A", "＝A", "＋A", "－A", "＠A", "'=A", "''@A"])
def test_a_name_is_no_formula_and_comes_back_whole(folder, name):
    folder.edit("characters.toml", "Cy Holm", name)
    cells = [
        row["character"] for row in csv.DictReader(io.StringIO(exported(folder))) if row["character_id"] == "cy-holm"
    ]
    assert cells == [f"'{name}"] * 3


@pytest.mark.parametrize("name", ["'Til Dawn", "A=B", 'Cy, "the" Holm'])
def test_a_harmless_name_stays_as_it_is(folder, name):
    folder.edit("characters.toml", '"Cy Holm"', f"'''{name}'''" if '"' in name else f'"{name}"')
    assert name in {row["character"] for row in csv.DictReader(io.StringIO(exported(folder)))}
