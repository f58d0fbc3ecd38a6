"""Each feature from the latest snapshot that has it, with that snapshot's own followers and day."""

from typing import Any

import pandas as pd
import pytest

from tests.scoring.facts import DAY, HEALTHY, accounts


def test_size_engagement_and_following_each_come_from_their_latest_snapshot() -> None:
    account = accounts(
        {"day": DAY - 20, "followers": 1_000, "likes": 90, "comments": 10, "following": 70},
        {"day": DAY - 10, "followers": 2_000, "engagements": 300},
        {"day": DAY, "followers": 4_000},
    ).loc[1]
    assert (account["followers"], account["snapshots"], account["span_days"], account["last_day"]) == (4_000, 3, 20, DAY)
    assert (account["rate"], account["rate_followers"], account["rate_day"]) == (0.15, 2_000, DAY - 10)
    assert (account["talk_followers"], account["talk_day"]) == (1_000, DAY - 20)
    assert (account["following"], account["following_followers"], account["following_day"]) == (70, 1_000, DAY - 20)
    assert account["missing"] == ""


def test_a_later_snapshot_that_hides_likes_does_not_hide_the_earlier_rate() -> None:
    account = accounts(HEALTHY | {"day": DAY - 10}, HEALTHY | {"likes": 3}).loc[1]
    assert account["rate_day"] == DAY - 10


def test_on_one_day_the_source_added_last_counts_and_the_day_is_one() -> None:
    account = accounts(HEALTHY | {"source_id": 2, "followers": 5}, HEALTHY | {"source_id": 1}).loc[1]
    assert (account["followers"], account["snapshots"]) == (5, 1)


def test_an_account_without_snapshots_keeps_its_row() -> None:
    account = accounts({"day": None, "source_id": None}).loc[1]
    assert (account["snapshots"], account["span_days"], account["missing"]) == (0, 0, "no_engagement")
    assert pd.isna(account[["followers", "last_day", "rate", "following", "comments_per_100_likes"]].astype(float)).all()


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = [HEALTHY | {"day": DAY - 5}, {"followers": 7}, HEALTHY | {"account_id": 2}]
    pd.testing.assert_frame_equal(accounts(*rows), accounts(*(rows[place] for place in order)))


@pytest.mark.parametrize(
    "nothing",
    [
        {},
        {"followers": 0},
        {"likes": 0, "engagements": 0},
        {"engagement_rate": 0, "rate_definition": "per_follower"},
        {"engagement_rate": 0.03, "rate_definition": "unstated"},
        {"views": 9_000},
    ],
)
def test_days_of_which_no_scored_number_is_known_are_no_history(nothing: dict[str, Any]) -> None:
    days = [nothing | {"day": DAY + 20 * place} for place in range(1, 10)]
    account = accounts(HEALTHY, *days).loc[1]
    assert (account["snapshots"], account["span_days"], account["last_day"]) == (1, 0, DAY)


@pytest.mark.parametrize(
    "known",
    [
        {"followers": 10},
        {"following": 0},
        {"likes": 5},
        {"comments": 5},
        {"engagements": 5},
        {"engagement_rate": 0.03, "rate_definition": "per_view"},
    ],
)
def test_a_day_of_which_one_scored_number_is_known_is_history(known: dict[str, Any]) -> None:
    account = accounts(HEALTHY, known | {"day": DAY + 20}).loc[1]
    assert (account["snapshots"], account["span_days"], account["last_day"]) == (2, 20, DAY + 20)


@pytest.mark.parametrize(
    ("row", "interactions"),
    [
        ({"likes": 900, "comments": 100}, 1_000),
        ({"engagements": 500}, 500),
        ({"engagement_rate": 0.03, "rate_definition": "per_follower"}, 1_500),
        ({"platform": "tiktok", "likes": 900, "comments": 100, "views": 20_000}, 1_000),
        ({"platform": "tiktok", "engagement_rate": 0.09, "rate_definition": "per_view"}, None),
        ({"likes": 900}, None),
    ],
)
def test_the_engagements_a_post_that_the_rate_was_made_of(row: dict[str, Any], interactions: float | None) -> None:
    later = {"platform": row.get("platform", "instagram"), "day": DAY + 1, "followers": 90_000}
    account = accounts({"followers": 50_000} | row, later).loc[1]
    assert (None if pd.isna(account["interactions"]) else account["interactions"]) == interactions
