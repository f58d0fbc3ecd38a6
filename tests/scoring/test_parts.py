"""The parts' curves: where they stand at the edges, when they rise and fall, and why they are missing."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.benchmarks import cohorts, publish
from scoring.formulas.params import PARAMS
from scoring.formulas.parts import conversation, parts, reciprocity, response
from tests.scoring.facts import HEALTHY, INSTAGRAM, accounts, read, reference, row
from tests.scoring.strategies import frames

NOBODY = cohorts(accounts({}))
# One band: the edges are the same at every size from 10,000 to 50,000.
FLAT = publish(
    NOBODY,
    reference(
        ("instagram", "per_follower", 10_000, 0.004, 0.008, 0.016, 0.032), ("instagram", "comments_per_100_likes", 10_000, 2, 4, 8, 16)
    ),
    PARAMS,
)
BENCHMARKS = publish(NOBODY, INSTAGRAM, PARAMS)


def of_rate(rate: float) -> dict[str, Any]:
    account = {"followers": 20_000, "engagement_rate": rate, "rate_definition": "per_follower"}
    return row(response(accounts(account), FLAT, PARAMS))


def of_talk(talk: float, likes: float = 100_000, posts: float | None = None) -> dict[str, Any]:
    """Of so many comments per 100 likes; that many likes a post leave no doubt."""
    account = {"followers": 20_000, "likes": likes, "comments": talk * likes / 100, "posts": posts}
    return row(conversation(accounts(account), FLAT, PARAMS))


def of_following(following: float | None, followers: float) -> dict[str, Any]:
    return row(reciprocity(accounts({"following": following, "followers": followers}), PARAMS))


@pytest.mark.parametrize(
    ("rate", "value", "code"),
    [
        (0.0001, 0, "low"),
        (0.001, 0, "low"),
        (0.002, 15, "low"),
        (0.004001, 30, "below_average"),
        (0.008001, 50, "average"),
        (0.016001, 65, "above_average"),
        (0.032001, 90, "high"),
        (0.05, 90, "high"),
        (0.064001, 90, "beyond"),
        (0.128, 20, "beyond"),
        (1.5, 20, "beyond"),
    ],
)
def test_response_at_the_edges(rate: float, value: float, code: str) -> None:
    found = of_rate(rate)
    assert (found["value"], found["code"]) == (value, code)
    assert found["ratio"] == pytest.approx(rate / 0.008, rel=1e-6)


@pytest.mark.parametrize(
    ("comments", "value", "code"),
    [(0.001, 0, "low"), (2.0001, 30, "below_average"), (4.0001, 50, "average"), (24, 90, "beyond"), (48, 0, "beyond")],
)
def test_conversation_at_the_edges(comments: float, value: float, code: str) -> None:
    found = of_talk(comments)
    assert (found["value"], found["code"]) == (value, code)


def test_few_comments_are_hardly_evidence_of_silence() -> None:
    """Two comments under five posts of forty likes: as if six were counted of three hundred likes, four and a hundred of them as usual."""
    found = of_talk(1, likes=40, posts=5)
    assert (found["taken_as"], found["counted_likes"]) == (pytest.approx(2.0), 200)
    assert (found["value"], found["code"], found["comments_per_100_likes"]) == (30, "below_average", 1)
    assert of_talk(1)["value"] == 15
    assert of_talk(0, likes=40, posts=5)["value"] > of_talk(0, likes=100, posts=5)["value"] > of_talk(0, likes=999)["value"] == 0


def test_averages_are_of_twelve_posts_where_there_are_as_many_or_nobody_says() -> None:
    taken = [of_talk(1, likes=40, posts=posts)["taken_as"] for posts in (1, 11, 12, 400, None, 0)]
    assert taken[0] > taken[1] > taken[2] == taken[3] == taken[4] == taken[5]


@frames
@given(st.floats(0.01, 60), st.floats(4, 50_000), st.integers(1, 40))
def test_the_benefit_of_the_doubt_costs_nobody_and_is_less_the_more_was_counted(talk: float, likes: float, posts: int) -> None:
    doubted, counted = of_talk(talk, likes, posts), of_talk(talk)
    assert doubted["value"] >= counted["value"] or talk > 4 * (1 - 1e-9)
    assert doubted["value"] >= of_talk(talk, likes, posts + 1)["value"] - 0.1
    if talk > 4 * (1 + 1e-9):
        assert np.isnan(doubted["taken_as"])


@frames
@given(st.integers(1, 100_000_000), st.floats(0.00001, 0.2), st.floats(1, 10))
def test_more_engagement_at_one_size_never_lowers_response_until_the_tail(followers: int, rate: float, times: float) -> None:
    rows = [
        {"account_id": place, "followers": followers, "engagement_rate": stated, "rate_definition": "per_follower"}
        for place, stated in enumerate([rate, rate * times])
    ]
    found = response(accounts(*rows), BENCHMARKS, PARAMS)
    less, more = row(found, 0), row(found, 1)
    if not more["rate"] > PARAMS.response_plateau * more["high"]:
        assert not less["value"] > more["value"]


@pytest.mark.parametrize(
    ("following", "followers", "value", "code"),
    [
        (600, 100_000, 65, "ordinary"),
        (10_000, 100_000, 65, "ordinary"),
        (30_000, 100_000, 50, "ordinary"),
        (100_000, 100_000, 35, "mass_ratio"),
        (0, 60_000_000, 45, "aloof"),
        (1, 1_000_000, 45, "aloof"),
        (1_500, 40_000, 40, "mass_count"),
        (7_500, 40_000, 0, "mass_count"),
        (7_500, 100_000, 65, "ordinary"),
        (1_900, 25, 0.0, "mass_ratio"),
    ],
)
def test_reciprocity_along_its_curves(following: float, followers: float, value: float, code: str) -> None:
    found = of_following(following, followers)
    assert (found["value"], found["code"]) == (value, code)


@frames
@given(st.integers(1, 500_000_000), st.integers(0, 10_000_000))
def test_reciprocity_alone_never_says_more_than_that_an_account_is_ordinary(followers: int, following: int) -> None:
    assert 0 <= of_following(following, followers)["value"] <= max(PARAMS.following_heights)


@frames
@given(st.floats(40_000, 120_000))
def test_the_count_of_accounts_followed_fades_without_a_cliff(followers: float) -> None:
    here, beside = of_following(4_000, followers)["value"], of_following(4_000, followers * 1.001)["value"]
    assert here == pytest.approx(beside, abs=0.3)


@pytest.mark.parametrize(
    ("account", "part", "code"),
    [
        ({}, "response", "no_engagement"),
        ({"followers": 20_000, "likes": 2, "comments": 2}, "response", "likes_hidden"),
        ({"followers": 20_000, "likes": 2, "comments": 2}, "conversation", "no_comments"),
        ({"followers": 20_000, "engagements": 900}, "conversation", "no_comments"),
        (HEALTHY | {"platform": "twitch"}, "response", "no_peers"),
        (HEALTHY | {"platform": "twitch"}, "conversation", "no_peers"),
        (HEALTHY | {"following": None}, "reciprocity", "no_following"),
        (HEALTHY | {"followers": 0}, "reciprocity", "no_following"),
        (HEALTHY, "natural_growth", "few_followers"),
        (HEALTHY, "steadiness", "few_rates"),
    ],
)
def test_a_missing_part_has_no_value_and_says_why(account: dict[str, Any], part: str, code: str) -> None:
    found = row(parts(read(account), BENCHMARKS, PARAMS)[part])
    assert np.isnan(found["value"])
    assert found["code"] == code


def test_response_is_compared_at_the_size_of_its_own_day() -> None:
    rows = [HEALTHY | {"day": 1, "followers": 20_000, "likes": 150, "comments": 10}, {"day": 2, "followers": 900_000}]
    assert response(accounts(*rows), BENCHMARKS, PARAMS).loc[1, "followers"] == 20_000


def test_the_heights_come_from_the_parameters() -> None:
    params = replace(PARAMS, response_heights=(1, 2, 3, 4, 5, 6, 7))
    account = {"followers": 20_000, "engagement_rate": 0.008, "rate_definition": "per_follower"}
    assert response(accounts(account, params=params), FLAT, params).loc[1, "value"] == 3
