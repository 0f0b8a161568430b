from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from bot.domain.audit import settings_in_words
from bot.domain.identities import ChannelId, RoleId
from bot.domain.wish_settings import WishSettings

CHANGED = WishSettings(
    channel=ChannelId(5),
    review=True,
    add_role=RoleId(6),
    vote_role=RoleId(7),
    account_days=1,
    member_days=1_000,
    most_wishes=3,
    most_votes=2_000,
    self_votes=True,
    hidden_until=datetime(2027, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))),
    digest=True,
    shared=True,
)


def test_each_setting_is_said_in_its_place() -> None:
    usual = settings_in_words(WishSettings())
    for place, field in enumerate(fields(WishSettings)):
        said = settings_in_words(replace(WishSettings(), **{field.name: getattr(CHANGED, field.name)}))
        assert [at for at, words in enumerate(said) if words != usual[at]] == [place]


def test_moments_are_said_in_utc_and_days_are_counted() -> None:
    said = settings_in_words(CHANGED)
    assert "tallies hidden until 2026-12-31 23:00 UTC" in said
    assert "age of an account 1 day" in said
    assert "time on the server 1,000 days" in said
    assert settings_in_words(replace(CHANGED, hidden_until=datetime(2027, 1, 1, tzinfo=UTC)))[9].endswith(
        "2027-01-01 00:00 UTC"
    )
