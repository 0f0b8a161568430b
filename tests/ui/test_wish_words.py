import re

import pytest

from bot.domain.identities import RoleId
from bot.domain.wish_ranking import WishOrder
from bot.domain.wish_settings import WishSettings
from bot.domain.wishes import Manner, Named, Occasion, Refusal, Tally, Wanted, WishState
from bot.services.wish_questions import Period, Scope, WishQuestion
from bot.ui.wish_words import (
    LIST_WORDS,
    MANNER_WORDS,
    ORDER_WORDS,
    STATE_WORDS,
    headline,
    list_heading,
    plain_headline,
    refusal_sentence,
    tally_words,
)

OWN = WishSettings(account_days=1_000, member_days=1, most_wishes=3, most_votes=20, add_role=RoleId(5))


@pytest.mark.parametrize("refusal", Refusal)
@pytest.mark.parametrize("own", [WishSettings(), OWN])
@pytest.mark.parametrize("voting", [True, False])
def test_every_refusal_is_one_sentence(refusal: Refusal, own: WishSettings, voting: bool) -> None:  # noqa: FBT001  (drawn)
    sentence = refusal_sentence(refusal, own, voting=voting)
    assert re.fullmatch(r"[A-Z][^.!?]+(, |; |: )[^.!?]+\.", sentence), sentence


def test_refusals_name_the_figures_of_the_server() -> None:
    assert "1,000 days old" in refusal_sentence(Refusal.ACCOUNT, OWN)
    assert "for 1 day;" in refusal_sentence(Refusal.MEMBER, OWN)
    assert "3 wishes standing" in refusal_sentence(Refusal.WISHES, OWN)
    assert "20 votes on open wishes" in refusal_sentence(Refusal.VOTES, OWN)
    assert "10,000 standing wishes" in refusal_sentence(Refusal.FULL, OWN)
    assert "5 wishes within 10 minutes" in refusal_sentence(Refusal.BURST, OWN)
    assert "30 wishes within a day" in refusal_sentence(Refusal.DAY, OWN)


def test_the_role_that_is_missing_is_that_of_voters_or_of_those_who_wish() -> None:
    own = WishSettings(add_role=RoleId(5), vote_role=RoleId(6))
    assert refusal_sentence(Refusal.ROLE, own) == "Wishing here takes the role <@&5>; ask the moderators for it."
    assert refusal_sentence(Refusal.ROLE, own, voting=True).startswith("Voting here takes the role <@&6>;")
    assert "another role" in refusal_sentence(Refusal.ROLE, WishSettings()), "the setting may have changed meanwhile"


def test_everything_has_its_words() -> None:
    assert set(MANNER_WORDS) == set(Manner)
    assert set(STATE_WORDS) == set(LIST_WORDS) == set(WishState)
    assert set(ORDER_WORDS) == set(WishOrder)
    for period in Period:
        for state in WishState:
            for scope in Scope:
                assert list_heading(WishQuestion(scope, state=state, period=period))[0].isupper()


def test_what_is_wished_for_is_told_in_one_line() -> None:
    wanted = Wanted(Named("Matt *Murdock*"), Named("Jessica\nJones"), Named("n" * 200), Occasion.VARIANT)
    assert headline(wanted, 10) == "A variant of Matt \\*Mur… in Jessica J…, beside nnnnnnnnn…"
    assert plain_headline("Ann", "Show", None, Occasion.AGAIN) == "Ann in Show again"


def test_a_tally_is_told_in_figures() -> None:
    assert tally_words(Tally(1_200, 3)) == "1,200 for, 3 against"
    assert tally_words(Tally(0, 1)) == "0 for, 1 against"
    assert tally_words(Tally()) == "no votes yet"
