"""What a snapshot's counts are believed to say of engagement."""

from typing import Any

import pytest

from scoring.formulas.engagement import measured
from scoring.formulas.params import PARAMS
from tests.scoring.facts import snapshots

INSTAGRAM = {"platform": "instagram", "followers": 50_000}
TIKTOK = {"platform": "tiktok", "followers": 50_000}


def only(row: dict[str, Any]) -> dict[str, Any]:
    return dict(measured(snapshots(row), PARAMS).iloc[0])


@pytest.mark.parametrize(
    ("row", "rate", "measure"),
    [
        (INSTAGRAM | {"likes": 900, "comments": 100, "views": 20_000}, 0.02, "per_follower"),
        (INSTAGRAM | {"engagements": 500}, 0.01, "per_follower"),
        (INSTAGRAM | {"likes": 900, "engagements": 500}, 0.01, "per_follower"),
        (INSTAGRAM | {"likes": 900, "comments": 100, "engagements": 500}, 0.02, "per_follower"),
        (INSTAGRAM | {"engagement_rate": 0.03, "rate_definition": "per_follower"}, 0.03, "per_follower"),
        (INSTAGRAM | {"likes": 900, "comments": 100, "engagement_rate": 0.03, "rate_definition": "per_follower"}, 0.02, "per_follower"),
        (TIKTOK | {"likes": 900, "comments": 100, "views": 20_000}, 0.05, "per_view"),
        (TIKTOK | {"likes": 900, "comments": 100}, 0.02, "per_follower"),
        (TIKTOK | {"likes": 900, "comments": 100, "views": 0}, 0.02, "per_follower"),
        (TIKTOK | {"engagement_rate": 0.09, "rate_definition": "per_view"}, 0.09, "per_view"),
        ({"platform": "youtube", "followers": 1_000, "likes": 9, "comments": 1, "views": 100}, 0.01, "per_follower"),
    ],
)
def test_one_rate_a_platform_from_the_best_numbers_there_are(row: dict[str, Any], rate: float, measure: str) -> None:
    read = only(row)
    assert read["rate"] == pytest.approx(rate)
    assert read["measure"] == measure
    assert read["missing"] == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (INSTAGRAM, "no_engagement"),
        (INSTAGRAM | {"likes": 900}, "no_engagement"),
        ({"followers": 900, "likes": 0, "comments": 5}, "no_engagement"),
        (INSTAGRAM | {"likes": 0, "comments": 5}, "likes_hidden"),
        (INSTAGRAM | {"likes": 1_001, "comments": 0}, "no_engagement"),
        (INSTAGRAM | {"engagements": 0}, "no_engagement"),
        (INSTAGRAM | {"likes": 3, "comments": 40}, "likes_hidden"),
        (INSTAGRAM | {"engagement_rate": 0.03, "rate_definition": "unstated"}, "rate_unstated"),
        (INSTAGRAM | {"engagement_rate": 0.03, "rate_definition": "per_view"}, "no_engagement"),
        (INSTAGRAM | {"likes": 3, "comments": 20, "engagements": 23}, "likes_hidden"),
        (INSTAGRAM | {"likes": 0, "comments": 50, "engagements": 50}, "likes_hidden"),
        ({"followers": 900, "likes": 0, "comments": 50, "engagements": 50}, "no_engagement"),
        ({"followers": 900, "likes": 0, "engagements": 50}, "no_engagement"),
        (INSTAGRAM | {"likes": 2_000, "comments": 0, "engagements": 2_000}, "no_engagement"),
        (INSTAGRAM | {"likes": 2_000, "comments": 0, "engagement_rate": 0.04, "rate_definition": "per_follower"}, "no_engagement"),
        (INSTAGRAM | {"likes": 3, "comments": 20, "engagement_rate": 0.0005, "rate_definition": "per_follower"}, "likes_hidden"),
        (TIKTOK | {"likes": 0, "views": 9_000, "engagement_rate": 0.01, "rate_definition": "per_view"}, "likes_hidden"),
        ({"likes": 900, "comments": 100}, "no_followers"),
        (INSTAGRAM | {"followers": 0, "likes": 900, "comments": 100}, "no_followers"),
        (TIKTOK | {"followers": None, "likes": 900, "comments": 100, "views": 9_000}, "no_followers"),
    ],
)
def test_what_is_not_known_gives_no_rate_and_says_why(row: dict[str, Any], reason: str) -> None:
    read = only(row)
    assert read["rate"] != read["rate"]
    assert (read["measure"], read["missing"]) == ("", reason)


@pytest.mark.parametrize(
    ("row", "talk"),
    [
        ({"likes": 900, "comments": 45}, 5.0),
        ({"likes": 1_000, "comments": 0}, 0.0),
        ({"likes": 1_001, "comments": 0}, None),
        ({"likes": 3, "comments": 1}, None),
        ({"likes": 3, "comments": 1, "followers": 10_000}, 100 / 3),
        ({"comments": 45}, None),
        ({"likes": 0, "comments": 45}, None),
    ],
)
def test_comments_per_100_likes_need_both_counts_and_believe_no_placeholder(row: dict[str, Any], talk: float | None) -> None:
    read = only(INSTAGRAM | row)["comments_per_100_likes"]
    assert (None if read != read else pytest.approx(read)) == talk


def test_the_snapshots_are_left_as_they_were() -> None:
    given = snapshots(INSTAGRAM | {"likes": 0, "comments": 0})
    before = given.copy(deep=True)
    measured(given, PARAMS)
    assert given.equals(before)
