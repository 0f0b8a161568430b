from collections.abc import Callable, Sequence

import pytest

from bot.domain.errors import UserError
from bot.domain.pack import CharacterId, Pack, UniverseId
from bot.services.library import Library
from bot.services.lookups import Lookups, UnknownName
from bot.services.name_index import Entry
from bot.services.names import CHARACTERS
from bot.services.questions import MetQuestion, Question
from bot.services.several import Name, ask_about
from tests.conftest import ShelfOf
from tests.domain.worlds import character, world

NORTH, SOUTH = UniverseId("north"), UniverseId("south")


async def lookups_of(*packs: Pack) -> Lookups:
    library = Library()
    await library.refresh(ShelfOf(*packs))
    return Lookups(library)


def land(id: str, **names: str) -> Pack:
    return world([], [character(f"{one}-{id}", name=name) for one, name in names.items()], id=id, name=id.title())


@pytest.fixture
async def lookups() -> Lookups:
    """Mara is in both, Al and Kay only in the north, Zed and two Sams only in the south."""
    return await lookups_of(
        land("north", mara="Mara Quill", al="Al", kay="Kay Moss"),
        land("south", mara="Mara Quill", zed="Zed Holm", sam="Sam", sammy="Sam", ned="Ned Rowe"),
    )


def of_characters(found: Sequence[Entry]) -> Question:
    first, *others = (CharacterId(one.id) for one in found)
    return MetQuestion(found[0].universe, first, CharacterId("/".join(others)))


def asked(lookups: Lookups, *names: str, universe: UniverseId | None = None) -> tuple[str, ...]:
    question = ask_about(lookups, [Name(one, CHARACTERS) for one in names], of_characters, universe)
    assert isinstance(question, MetQuestion)
    assert question.universe is not None
    return (question.universe, question.first, *filter(None, question.second.split("/")))


def refusal(ask: Callable[[], object]) -> tuple[str, list[tuple[str, Question]]]:
    with pytest.raises(UserError) as caught:
        ask()
    suggestions = caught.value.suggestions if isinstance(caught.value, UnknownName) else ()
    return str(caught.value), [(one.label, one.question) for one in suggestions]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("al", "kay moss"), ("north", "al-north", "kay-north")),
        (("mara quill", "al"), ("north", "mara-north", "al-north")),
        (("al", "mara quill"), ("north", "al-north", "mara-north")),
        (("mara quill", "zed"), ("south", "mara-south", "zed-south")),
        (("mara quill", "ned rowe", "zed holm"), ("south", "mara-south", "ned-south", "zed-south")),
        (("mara qiull", "zed holm"), ("south", "mara-south", "zed-south")),
        (("character:north:mara-north", "al"), ("north", "mara-north", "al-north")),
        (("zed", "character:south:sam-south"), ("south", "zed-south", "sam-south")),
    ],
)
def test_a_name_of_two_universes_means_the_one_in_which_the_others_are(
    lookups: Lookups, names: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert asked(lookups, *names) == found


async def test_two_names_of_which_only_one_universe_has_both_need_nothing_more() -> None:
    lookups = await lookups_of(
        land("a", x="Xan Reed", y="Yve Marsh"), land("b", x="Xan Reed"), land("c", y="Yve Marsh")
    )
    assert asked(lookups, "xan reed", "yve marsh") == ("a", "x-a", "y-a")


@pytest.mark.parametrize("universe", [NORTH, SOUTH])
def test_a_universe_that_is_named_is_the_one(lookups: Lookups, universe: UniverseId) -> None:
    assert asked(lookups, "mara quill", universe=universe) == (universe, f"mara-{universe}")


def test_a_universe_that_is_named_is_not_left_for_another(lookups: Lookups) -> None:
    assert refusal(lambda: asked(lookups, "zed holm", "ned rowe", universe=NORTH)) == (
        "I know no character called “zed holm”; check the spelling, or search for a part of the name.",
        [],
    )
    assert refusal(lambda: asked(lookups, "character:south:zed-south", universe=NORTH))[1] == []


def test_a_universe_that_is_not_loaded_is_one_sentence(lookups: Lookups) -> None:
    sentence, _ = refusal(lambda: asked(lookups, "al", universe=UniverseId("west")))
    assert sentence == "There is no universe “west” here; loaded are: north, south."


def test_one_name_of_two_universes_is_asked_back_about(lookups: Lookups) -> None:
    sentence, suggestions = refusal(lambda: asked(lookups, "mara quill"))
    assert sentence.startswith("I am not sure which character “mara quill” is; did you mean")
    assert {question for _, question in suggestions} == {
        MetQuestion(NORTH, CharacterId("mara-north"), CharacterId("")),
        MetQuestion(SOUTH, CharacterId("mara-south"), CharacterId("")),
    }
    assert len({label for label, _ in suggestions}) == 2


async def test_a_name_that_several_have_in_one_universe_is_not_taken_for_the_only_one_in_another() -> None:
    lookups = await lookups_of(land("a", one="Sam", two="Sam"), land("b", three="Sam"))
    _, suggestions = refusal(lambda: asked(lookups, "sam"))
    assert len(suggestions) == 3


def test_a_suggestion_carries_the_whole_question(lookups: Lookups) -> None:
    sentence, suggestions = refusal(lambda: asked(lookups, "mara quill", "zed holm", "sam"))
    assert sentence.startswith("I am not sure which character “sam” is;")
    assert {question for _, question in suggestions} == {
        MetQuestion(SOUTH, CharacterId("mara-south"), CharacterId(f"zed-south/{sam}"))
        for sam in ("sam-south", "sammy-south")
    }


async def test_of_two_universes_with_both_names_each_is_suggested() -> None:
    lookups = await lookups_of(*(land(one, x="Xan Reed", y="Yve Marsh") for one in "ab"))
    _, suggestions = refusal(lambda: asked(lookups, "xan reed", "yve marsh"))
    assert {question for _, question in suggestions} == {
        MetQuestion(UniverseId(one), CharacterId(f"x-{one}"), CharacterId(f"y-{one}")) for one in "ab"
    }


@pytest.mark.parametrize("names", [("mara quill", "xyzzy"), ("al", "xyzzy"), ("xyzzy", "sam"), ("sam", "xyzzy")])
def test_the_name_that_nobody_has_is_the_one_that_is_said(lookups: Lookups, names: tuple[str, ...]) -> None:
    sentence, suggestions = refusal(lambda: asked(lookups, *names))
    assert sentence.startswith("I know no character called “xyzzy”;")
    assert suggestions == []


def test_of_two_names_that_are_not_sure_both_are_said(lookups: Lookups) -> None:
    sentence, suggestions = refusal(lambda: asked(lookups, "sam", "ma"))
    assert sentence == "I am not sure what is meant by “sam” and “ma”; write more of it, or pick what is offered."
    assert suggestions == []


def test_sure_names_of_different_universes_are_said_with_these(lookups: Lookups) -> None:
    sentence = "“kay moss” is in north, “zed holm” is in south: name those of one universe."
    assert refusal(lambda: asked(lookups, "kay moss", "zed holm"))[0] == sentence
    assert refusal(lambda: asked(lookups, "kay moss", "mara quill", "zed holm"))[0] == sentence


@pytest.mark.parametrize("mara", ["character:north:mara-north", "Mara Quill (character, no home, North)"])
def test_who_was_picked_is_not_taken_for_a_namesake_elsewhere(lookups: Lookups, mara: str) -> None:
    sentence, _ = refusal(lambda: asked(lookups, mara, "zed holm"))
    assert sentence.endswith("“zed holm” is in south: name those of one universe.")


def test_the_same_unsure_name_twice_suggests_nobody_beside_themselves(lookups: Lookups) -> None:
    assert refusal(lambda: asked(lookups, "mara quill", "mara quill"))[1] == []
    assert refusal(lambda: asked(lookups, "sam", "sam"))[1] == []


def test_the_same_sure_name_twice_is_left_to_the_answer(lookups: Lookups) -> None:
    assert asked(lookups, "al", "al") == ("north", "al-north", "al-north")


@pytest.mark.parametrize("text", ["", " ", "👻", "x" * 6_000, "@everyone\n\n# big"])
def test_whatever_is_typed_is_answered_in_one_sentence(lookups: Lookups, text: str) -> None:
    for names in ((text,), (text, "al"), ("al", text), (text, text)):
        sentence, _ = refusal(lambda names=names: asked(lookups, *names))
        assert "\n" not in sentence
        assert len(sentence) < 200


def test_of_an_empty_library_every_name_is_unknown() -> None:
    assert refusal(lambda: asked(Lookups(Library()), "al", "zed"))[0].startswith("I know no character called “al”")
