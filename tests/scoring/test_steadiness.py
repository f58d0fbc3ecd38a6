"""Steadiness: the spread of the rate, likes that rise alone, silence, and what is missing."""

from typing import Any

import numpy as np
import pytest

from scoring.formulas.benchmarks import cohorts, publish
from scoring.formulas.params import PARAMS
from scoring.formulas.parts import steadiness
from tests.scoring.facts import accounts, dismissals, read, reference, row
from tests.scoring.histories import months

NOBODY = publish(cohorts(accounts({})), reference(), PARAMS)
FOLLOWERS = [50_001] * 8
LIKES = [1_000.0, 1_050, 980, 1_020, 990, 1_010, 1_040, 970]
TALK = [50.0, 52, 49, 51, 50, 50, 52, 49]


def steady(**columns: Any) -> dict[str, Any]:
    return row(steadiness(accounts(*months(*FOLLOWERS, **{"likes": LIKES, "comments": TALK} | columns)), NOBODY, PARAMS))


def test_a_rate_that_keeps_its_level_is_steady() -> None:
    found = steady(posts=[100 + 5 * month for month in range(8)])
    assert (found["code"], found["snapshots"], found["quiet_days"]) == ("steady", 8, 0)
    assert found["value"] > 80
    assert found["posts_per_30_days"] == pytest.approx(5)


def test_the_wider_the_spread_the_less_steady() -> None:
    swings = np.array([0.0, 1, -1, 0.5, -0.5, 1, -1, 0])
    values = [
        steady(likes=(1_000 * np.exp(size * swings)).tolist(), comments=(50 * np.exp(size * swings)).tolist())["value"]
        for size in (0.05, 0.2, 0.5, 1.0, 2.0)
    ]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 20


def test_one_good_post_is_no_unsteadiness() -> None:
    assert steady(likes=[*LIKES[:7], 5_000], comments=[*TALK[:7], 250])["value"] > 80


def test_likes_that_rise_alone_for_good_are_told_from_a_good_month() -> None:
    bought = steady(likes=[*LIKES[:5], 2_500, 2_600, 2_550])
    assert (bought["code"], bought["value"] < 40) == ("lone_likes", True)
    assert bought["lone_likes"] == pytest.approx(np.log(2.55), abs=0.1)
    assert abs(bought["lone_likes_day"] - months(*FOLLOWERS)[5]["day"]) <= 60
    assert steady(likes=[*LIKES[:7], 2_500])["value"] > 80


def test_comments_that_rise_alone_for_good_are_told_from_a_giveaway() -> None:
    pods = steady(comments=[*TALK[:4], 210, 190, 200, 205])
    assert (pods["code"], pods["value"] < 40) == ("lone_talk", True)
    assert pods["lone_talk"] == pytest.approx(np.log(4), abs=0.1)
    assert steady(comments=[*TALK[:4], 500, *TALK[5:]])["value"] > 80


def test_a_comment_more_where_there_are_hardly_any_is_no_step() -> None:
    """The same factor as a group's, of counts so small that one talkative friend makes it."""
    few = steady(comments=[0.5] * 4 + [1.0] * 4)
    many = steady(comments=[50.0] * 4 + [100.0] * 4)
    assert (few["code"], many["code"]) == ("steady", "lone_talk")


def test_likes_and_comments_that_rise_together_are_none() -> None:
    more = steady(likes=[*LIKES[:4], *(3 * count for count in LIKES[4:])], comments=[*TALK[:4], *(3 * count for count in TALK[4:])])
    assert (more["lone_likes"], more["lone_talk"]) == pytest.approx((0, 0), abs=0.05)


def test_silence_lowers_it_and_posts_taken_down_say_nothing() -> None:
    silent = steady(posts=[100, 105, 110, 110, 110, 110, 110, 110])
    assert (silent["code"], silent["quiet_days"]) == ("quiet", 150)
    assert silent["value"] == 35
    assert steady(posts=[100, 105, 90, 95, 80, 85, 70, 75])["quiet_days"] == 0


def test_without_posts_the_rate_alone_is_read() -> None:
    assert np.isnan(steady()["quiet_days"])
    assert steady()["value"] > 80


@pytest.mark.parametrize("known", [0, 1, 2])
def test_it_needs_three_snapshots_with_a_rate(known: int) -> None:
    found = steady(likes=[*LIKES[:known], *[None] * (8 - known)], posts=100)
    assert np.isnan(found["value"])
    assert (found["code"], found["snapshots"]) == ("few_rates", known)


def test_rates_of_another_definition_are_left_out() -> None:
    views = [None, None, None, None, 20_000.0, 20_000.0, 20_000.0, 20_000.0]
    found = steady(platform="tiktok", views=views)
    assert found["snapshots"] == 4
    assert found["value"] > 80


def test_a_rate_that_a_person_set_aside_is_left_out() -> None:
    rows = months(*FOLLOWERS, likes=LIKES, comments=TALK)
    aside = read(*rows, dismissed=dismissals((1, "response_out_of_band", rows[7]["day"], rows[7]["day"])))
    assert row(steadiness(aside.accounts, NOBODY, PARAMS))["snapshots"] == 7


def test_peers_move_the_edges_halfway() -> None:
    peers = publish(cohorts(accounts({})), reference(("instagram", "rate_spread", 50_000, 0.3, 0.5, 0.75, 1.25)), PARAMS)
    swings = np.array([0.0, 1, -1, 0.5, -0.5, 1, -1, 0]) * 0.4
    rows = months(*FOLLOWERS, likes=(1_000 * np.exp(swings)).tolist(), comments=(50 * np.exp(swings)).tolist())
    restless, usual = (row(steadiness(accounts(*rows), benchmarks, PARAMS))["value"] for benchmarks in (NOBODY, peers))
    assert restless < usual
