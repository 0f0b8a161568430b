import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cast import Place
from bot.domain.catalogue import Catalogue
from bot.domain.connections import Connected, Connection, Step, connected
from bot.domain.network import Network
from bot.domain.pack import CharacterId, Confidence, Meeting, Pack, SourceId, TitleId
from bot.domain.viewpoint import EVERYTHING, Viewpoint
from tests.domain.crowds import CASTS, FIRST_DAY, PAIRS, chains_in, crowd
from tests.domain.worlds import SOURCED, UNVERIFIED


def meeting(first: str, second: str, title: str, confidence: Confidence = SOURCED) -> Meeting:
    return Meeting(CharacterId(first), CharacterId(second), TitleId(title), None, None, confidence, SourceId("page"))


def connect(
    pack: Pack,
    first: str,
    last: str,
    avoid: str | None = None,
    number: int = 1,
    viewpoint: Viewpoint = EVERYTHING,
) -> Connected:
    catalogue = Catalogue(pack)
    return connected(
        catalogue,
        Network(catalogue, viewpoint),
        CharacterId(first),
        CharacterId(last),
        avoid=CharacterId(avoid) if avoid else None,
        number=number,
        viewpoint=viewpoint,
    )


def chain(found: Connected) -> Connection:
    assert found.connection is not None
    return found.connection


def place_of(step: Step) -> Place:
    assert step.place is not None
    return step.place.place


def spelt(found: Connection) -> str:
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert before.second == after.first
    return "".join([found.steps[0].first.id, *(step.second.id for step in found.steps)])


def test_a_step_shows_how_many_episodes_two_share_and_the_first() -> None:
    [step] = chain(connect(crowd("b", "ab", "abc", "a", "ab"), "a", "b")).steps
    assert (step.first.id, step.second.id, step.shared, place_of(step).title) == ("a", "b", 3, "f1")
    assert step.meeting is None


def test_of_the_shared_episodes_a_sourced_one_is_shown_even_if_it_is_later() -> None:
    found = chain(connect(crowd("aB", "Ab", "ab", "ab"), "a", "b"))
    assert place_of(found.steps[0]).title == "f2"
    assert found.confidence is Confidence.SOURCED


def test_of_meetings_a_sourced_one_is_shown_else_the_first() -> None:
    both = [meeting("a", "b", "f0", UNVERIFIED), meeting("a", "b", "f1"), meeting("a", "b", "f2")]
    for meetings, title in ((both, "f1"), (both[:1], "f0")):
        for two in ("ab", "ba"):
            [step] = chain(connect(crowd("ab", "ab", "ab", meetings=meetings), *two)).steps
            assert step.meeting is not None
            assert step.meeting.meeting.title == title
            assert step.meeting.other.id == two[1]
            assert (step.shared, place_of(step).title) == (3, "f0"), "what they share is told all the same"


def test_a_meeting_with_somebody_else_is_no_reason_for_a_step() -> None:
    pack = crowd("abc", "bd", meetings=[meeting("a", "c", "f0"), meeting("b", "d", "f1")])
    assert [bool(step.meeting) for step in chain(connect(pack, "a", "d")).steps] == [False, True]
    assert not chain(connect(pack, "a", "d")).met_throughout
    assert chain(connect(pack, "b", "d")).met_throughout


def test_a_chain_is_as_sure_as_its_weakest_step() -> None:
    assert chain(connect(crowd("ab", "bc"), "a", "c")).confidence is Confidence.SOURCED
    assert chain(connect(crowd("ab", "bC"), "a", "c")).confidence is Confidence.UNVERIFIED


def test_a_step_is_as_sure_as_its_meeting_where_there_is_one() -> None:
    surely = crowd("aB", meetings=[meeting("a", "b", "f0")])
    assert chain(connect(surely, "a", "b")).confidence is Confidence.SOURCED
    perhaps = crowd("ab", meetings=[meeting("a", "b", "f0", UNVERIFIED)])
    assert chain(connect(perhaps, "a", "b")).confidence is Confidence.UNVERIFIED


def test_without_a_chain_there_is_no_connection() -> None:
    found = connect(crowd("ab", "c"), "a", "c")
    assert (found.first.id, found.last.id, found.avoided, found.connection) == ("a", "c", None, None)


@pytest.mark.parametrize("pack_of", [("a", "b"), ("ac", "cb")], ids=["else no chain", "else a longer chain"])
def test_two_who_met_are_one_step_apart_though_they_share_no_known_episode(pack_of: tuple[str, ...]) -> None:
    meetings = [meeting("a", "b", "f0", UNVERIFIED), meeting("a", "b", "f1")]
    found = chain(connect(crowd(*pack_of, meetings=meetings), "b", "a", avoid="c", number=7))
    [step] = found.steps
    assert (spelt(found), found.number, found.count) == ("ba", 1, 1)
    assert (step.shared, step.place) == (0, None)
    assert step.meeting is not None
    assert (step.meeting.meeting.title, step.meeting.other.id) == ("f1", "a")
    assert found.met_throughout
    assert found.confidence is Confidence.SOURCED


def test_a_meeting_that_is_not_out_connects_nobody() -> None:
    pack = crowd("a", "b", meetings=[meeting("a", "b", "f1")])
    assert connect(pack, "a", "b", viewpoint=Viewpoint(FIRST_DAY)).connection is None


def test_who_is_avoided_is_no_link() -> None:
    pack = crowd("ab", "bc", "ad", "de", "ec")
    found = connect(pack, "a", "c", avoid="b")
    assert found.avoided is not None
    assert found.avoided.id == "b"
    assert spelt(chain(found)) == "adec"
    assert connect(crowd("ab", "bc"), "a", "c", avoid="b").connection is None


def test_two_in_one_episode_need_nobody_who_could_be_avoided() -> None:
    assert spelt(chain(connect(crowd("abc"), "a", "c", avoid="b"))) == "ac"


def test_what_is_not_out_connects_nobody_and_its_meetings_are_not_told() -> None:
    pack = crowd("ab", "b", "ab", "bc", meetings=[meeting("a", "b", "f2")])
    assert connect(pack, "a", "c", viewpoint=Viewpoint(FIRST_DAY)).connection is None
    [step] = chain(connect(pack, "a", "b", viewpoint=Viewpoint(FIRST_DAY))).steps
    assert (step.shared, step.meeting) == (1, None)


@pytest.mark.parametrize(("asked", "given"), [(1, 1), (2, 2), (3, 1), (4, 2), (10**20 + 1, 1), (0, 2), (-1, 1)])
def test_after_the_last_chain_the_numbers_begin_anew(asked: int, given: int) -> None:
    found = chain(connect(crowd("ab", "bd", "ac", "cd"), "a", "d", number=asked))
    assert (found.number, found.count) == (given, 2)


@given(CASTS, PAIRS, st.data())
def test_numbers_from_1_on_give_every_chain_once(casts: list[str], two: list[str], data: st.DataObject) -> None:
    expected = chains_in(casts, *two)
    pack = crowd(*casts)
    found = [chain(connect(pack, *two, number=at + 1)) for at in range(len(expected))]
    assert sorted(map(spelt, found)) == sorted(expected)
    for one in found:
        for step in one.steps:
            shared = [at for at, cast in enumerate(casts) if {step.first.id, step.second.id} <= set(cast.lower())]
            assert step.shared == len(shared)
            assert int(place_of(step).title[1:]) in shared
