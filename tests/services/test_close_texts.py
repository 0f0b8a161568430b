from random import Random

import pytest

from bot.services.close_texts import CloseTexts

SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vul", "dro", "shi", "per", "gan", "eth", "bix", "wo", "ny", "clu", "fra")


def names(count: int) -> list[str]:
    random = Random(7)
    some = {" ".join("".join(random.choices(SYLLABLES, k=3)) for _ in range(2)) for _ in range(count)}
    return sorted(some)


def misspelt(name: str, random: Random) -> str:
    at = random.randrange(len(name) - 1)
    return random.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + "x" + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + "x" + name[at:],
        ]
    )


FEW, MANY = names(300), names(12_000)


@pytest.mark.parametrize("texts", [FEW, MANY], ids=["few", "many"])
def test_a_misspelt_name_is_found_among_few_and_among_many(texts: list[str]) -> None:
    random, close = Random(3), CloseTexts(texts)
    for name in random.sample(texts, 200):
        found = close.to(misspelt(name, random))
        assert any(text == name and texts[place] == name for text, _, place in found), name
        scores = [score for _, score, _ in found]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("texts", [[], FEW, MANY], ids=["none", "few", "many"])
@pytest.mark.parametrize("text", ["zzzz", "0", "日本語", "q" * 100])
def test_what_is_close_to_nothing_finds_nothing(texts: list[str], text: str) -> None:
    assert list(CloseTexts(texts).to(text)) == []


def test_texts_that_are_nearly_alike_are_all_compared_where_their_pairs_do_not_tell_them_apart() -> None:
    texts = [f"the amazing chronicle {at}" for at in range(3_000)]
    found = CloseTexts(texts).to("the amzing chronicle 2718")
    assert found[0][0] == "the amazing chronicle 2718"
    assert "abcd 1" in [text for text, *_ in CloseTexts(f"abcd {at}" for at in range(3_000)).to("abcdx")]
