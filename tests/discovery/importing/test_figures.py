"""The figures of one row: the more precise of two counts, what stands for a hidden one, ranges, units."""

import pytest

from discovery.importing.fields import Field
from tests.discovery.importing.read import ANNA, read, reasons


def test_a_whole_count_with_decimals_is_in_a_unit() -> None:
    followers = (Field.FOLLOWERS, "3.000")
    row = read(ANNA, followers, decimal_mark=".")
    assert (row.outcome, row.record.followers, row.record.extra) == ("noted", None, {"Followers": "3.000"})
    assert reasons(row) == ["has decimals, which no whole number has: say of the column in which unit it is; kept as it came"]
    assert read(ANNA, (Field.FOLLOWERS, "3.055"), decimal_mark=".").outcome == "noted"
    assert read(ANNA, followers, decimal_mark=".", scale=6).record.followers == 3_000_000
    assert read(ANNA, (Field.FOLLOWERS, "3.0"), decimal_mark=".").record.followers == 3


def test_a_range_for_a_rate_is_kept_aside() -> None:
    row = read(ANNA, (Field.FOLLOWERS, "<5000"), (Field.ENGAGEMENT_RATE, "3-4%"))
    assert (row.outcome, row.record.engagement_rate, row.record.followers) == ("noted", None, None)
    assert row.record.extra == {"Followers": "<5000", "Engagement rate": "3-4%"}
    assert reasons(row)[1] == "is a range: write one number; kept as it came"


def test_the_precise_column_wins_and_a_contradiction_is_a_remark() -> None:
    agreeing = read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "29349999"))
    assert (agreeing.record.followers, agreeing.problems) == (29_349_999, [])
    contradicting = read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "28000000"))
    assert (contradicting.record.followers, contradicting.outcome) == (28_000_000, "noted")
    assert reasons(contradicting) == ["contradicts 28000000 in “Followers”, which counts"]
    assert read(ANNA, (Field.FOLLOWERS, "29.3M"), (Field.FOLLOWERS, "N/A")).record.followers == 29_300_000


@pytest.mark.parametrize("field", [Field.LIKES, Field.COMMENTS, Field.VIEWS])
def test_minus_one_stands_for_a_hidden_count_of_posts(field: Field) -> None:
    row = read(ANNA, (Field.FOLLOWERS, "5000"), (field, "-1"))
    assert (row.outcome, getattr(row.record, field.value)) == ("noted", None)
    assert reasons(row) == ["stands for a count that is hidden, or not known: left missing"]
    unknown = read(ANNA, (Field.FOLLOWERS, "-1"))
    assert (unknown.outcome, unknown.record.followers) == ("noted", None)
    assert read(ANNA, (Field.FOLLOWERS, "-2")).outcome == "rejected"


@pytest.mark.parametrize(("followers", "likes"), [("250000", None), ("", None), ("900", 3), ("10000", None), ("9999", 3)])
def test_three_likes_of_a_large_account_are_hidden_where_the_column_shows_it(followers: str, likes: int | None) -> None:
    row = read(ANNA, (Field.FOLLOWERS, followers), (Field.LIKES, "3"), hides_likes=True)
    assert (row.record.likes, row.outcome) == (likes, "noted" if likes is None else None)
    assert read(ANNA, (Field.FOLLOWERS, followers), (Field.LIKES, "3")).record.likes == 3


@pytest.mark.parametrize(
    ("platform", "likes", "views"),
    [("instagram", "40", None), ("facebook", "40", None), ("instagram", "0", 0), ("instagram", "", 0), ("tiktok", "40", 0)],
)
def test_no_views_of_what_was_liked_are_missing_where_pictures_have_none(platform: str, likes: str, views: int | None) -> None:
    cells = ANNA, (Field.PLATFORM, platform), (Field.LIKES, likes), (Field.VIEWS, "0")
    row = read(*cells, hides_views=True)
    assert (row.record.views, row.outcome) == (views, "noted" if views is None else None)
    assert read(*cells).record.views == 0


@pytest.mark.parametrize(("text", "said"), [("2M views", "views"), ("345 videos", "posts"), ("12K likes", "likes"), ("123万回", "views")])
def test_what_says_that_it_counts_something_else_is_no_count_of_followers(text: str, said: str) -> None:
    row = read(ANNA, (Field.FOLLOWERS, text))
    assert (row.outcome, row.record.followers, row.record.extra) == ("noted", None, {"Followers": text})
    assert reasons(row) == [f"counts {said}, not followers; kept as it came"]


def test_a_count_with_its_own_word_is_one() -> None:
    row = read(ANNA, (Field.FOLLOWERS, "2M followers"), (Field.VIEWS, "120K views"), (Field.POSTS, "345 videos"))
    assert (row.record.followers, row.record.views, row.record.posts) == (2_000_000, 120_000, 345)
