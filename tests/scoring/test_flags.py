"""Flags: each kind where it should be and where it should not, what they deduct, and what a dismissal does."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring.formulas.benchmarks import cohorts, publish
from scoring.formulas.dismissals import NOTHING_DISMISSED
from scoring.formulas.flags import FLAG_COLUMNS, records
from scoring.formulas.kinds import DEDUCTING_KINDS, FRAUD_KINDS, KINDS
from scoring.formulas.params import PARAMS
from scoring.formulas.scores import Scored, scores
from tests.scoring.facts import DAY, HEALTHY, INSTAGRAM, TODAY, accounts, dismissals, read
from tests.scoring.histories import answered, growing, jumped, months

BENCHMARKS = publish(cohorts(accounts({})), INSTAGRAM, PARAMS)
EVEN = growing()
BOUGHT = months(*jumped(EVEN, 5, 0.2), **answered(EVEN))


def scored(rows: list[dict[str, Any]], dismissed: pd.DataFrame = NOTHING_DISMISSED) -> Scored:
    return scores(read(*rows, dismissed=dismissed), BENCHMARKS, TODAY, PARAMS)


def flagged(*rows: dict[str, Any], dismissed: pd.DataFrame = NOTHING_DISMISSED) -> dict[str, dict[str, Any]]:
    """{kind: the flag} of one account that has at most one of each."""
    return {str(flag["kind"]): flag for flag in records(scored(list(rows), dismissed).flags)}


def test_every_named_kind_is_a_kind() -> None:
    assert {*FRAUD_KINDS, *DEDUCTING_KINDS} <= set(KINDS)


def test_a_healthy_account_has_none() -> None:
    assert scored([HEALTHY]).flags.empty
    assert list(scored([HEALTHY]).flags.columns) == list(FLAG_COLUMNS)
    assert flagged(*months(*EVEN, **answered(EVEN), following=600)) == {}


def test_bought_followers_are_a_spike_without_response() -> None:
    found = flagged(*BOUGHT)
    assert set(found) == {"growth_spike", "spike_without_response"}
    spike = found["growth_spike"]
    assert (spike["from_day"], spike["to_day"]) == (BOUGHT[4]["day"], BOUGHT[5]["day"])
    assert spike["gained"] == BOUGHT[5]["followers"] - BOUGHT[4]["followers"]
    assert spike["excess"] == pytest.approx(np.log(1.2), abs=0.03)
    assert (spike["dismissed"], spike["deducts"]) == (False, 0)


def test_press_is_a_spike_and_nothing_worse() -> None:
    spike = jumped(EVEN, 5, 0.2)
    answers = answered([count * (1.8 if place == 5 else 1) for place, count in enumerate(spike)])
    assert set(flagged(*months(*spike, **answers))) == {"growth_spike"}


def test_a_giveaway_whose_followers_leave_again_was_answered_by_comments() -> None:
    spike = [round(count * 0.985 ** max(0, place - 5)) for place, count in enumerate(jumped(EVEN, 5, 0.2))]
    likes = [count * 0.02 * (1.3 if place == 5 else 1) for place, count in enumerate(spike)]
    comments = [count * 0.001 * (10 if place == 5 else 1) for place, count in enumerate(spike)]
    assert set(flagged(*months(*spike, likes=likes, comments=comments))) == {"growth_spike"}


def test_what_was_bought_and_bleeds_off_is_said_with_its_day() -> None:
    bled = [count + (round(0.3 * EVEN[4] * 0.8 ** (place - 5)) if place >= 5 else 0) for place, count in enumerate(EVEN)]
    found = flagged(*months(*bled, **answered(EVEN)))
    assert set(found) == {"growth_spike", "spike_then_bleed", "spike_without_response"}
    assert found["spike_then_bleed"]["low_day"] > found["spike_then_bleed"]["to_day"]


@pytest.mark.parametrize(("gained", "is_round"), [(10_000, True), (9_950, True), (10_090, True), (10_300, False), (7_500, False)])
def test_a_round_step_is_close_to_exactly_round(gained: int, is_round: bool) -> None:
    followers = [50_123, 50_456, 50_789, 50_789 + gained, 51_100 + gained]
    result = scored(months(*followers))
    assert ("round_step" in set(result.flags["kind"])) is is_round
    assert result.accounts["deductions"].tolist() == [10.0 if is_round else 0.0]


def test_counts_of_three_digits_take_round_steps_all_the_time() -> None:
    followers = [55_100, 55_300, 55_500, 65_500, 65_700]
    assert set(flagged(*months(*followers, platform="youtube"))) == {"growth_spike"}


@pytest.mark.parametrize(
    ("following", "followers", "is_flagged"), [(4_000, 6_000, True), (1_400, 1_500, False), (4_000, 90_000, False), (None, 6_000, False)]
)
def test_mass_following_is_many_while_followers_are_few(following: int | None, followers: int, is_flagged: bool) -> None:
    assert ("mass_following" in flagged({"followers": followers, "following": following})) is is_flagged


def test_a_swing_of_the_accounts_followed_is_mass_following_between_two_days() -> None:
    rows = months(*EVEN, following=[500, 3_000, 700, *[700] * 9])
    flag = flagged(*rows)["mass_following"]
    assert (flag["from_day"], flag["to_day"]) == (rows[1]["day"], rows[2]["day"])
    assert (flag["following_before"], flag["following"]) == (3_000, 700)


@pytest.mark.parametrize(("rate", "is_flagged"), [(0.02, False), (0.09, False), (0.12, True), (0.0009, False), (0.0006, True)])
def test_response_out_of_band_is_past_four_times_high_or_under_a_quarter_of_low(rate: float, is_flagged: bool) -> None:
    row = {"followers": 75_000, "engagement_rate": rate, "rate_definition": "per_follower"}
    assert ("response_out_of_band" in flagged(row)) is is_flagged


def test_an_own_cohort_that_knows_such_rates_takes_the_flag_away() -> None:
    row = {"followers": 75_000, "engagement_rate": 0.12, "rate_definition": "per_follower"}
    many = [row | {"account_id": place} for place in range(40)]
    own = publish(cohorts(accounts(*many)), INSTAGRAM, PARAMS)
    assert scores(read(row), own, TODAY, PARAMS).flags.empty
    few = publish(cohorts(accounts(*many[:29])), INSTAGRAM, PARAMS)
    assert not scores(read(row), few, TODAY, PARAMS).flags.empty


def test_likes_near_views_deduct() -> None:
    odd = HEALTHY | {"views": 1_600}
    assert flagged(odd)["likes_near_views"]["likes_per_view"] == pytest.approx(1_500 / 1_600)
    assert scored([odd]).accounts["deductions"].tolist() == [10.0]
    assert "likes_near_views" not in flagged(HEALTHY | {"views": 16_000})
    assert "likes_near_views" not in flagged(HEALTHY | {"views": None})


@pytest.mark.parametrize(("age", "is_stale"), [(89, False), (90, True), (2_000, True)])
def test_stale_is_ninety_days_old_and_deducts_nothing(age: int, is_stale: bool) -> None:
    found = flagged(HEALTHY | {"day": DAY - age})
    assert ("stale" in found) is is_stale
    if is_stale:
        assert (found["stale"]["age_days"], found["stale"]["deducts"]) == (age, 0)


@pytest.mark.parametrize("kind", ["growth_spike", "spike_without_response"])
def test_a_dismissed_flag_is_still_given_and_its_part_no_longer_suffers(kind: str) -> None:
    dismissed = dismissals((1, kind, BOUGHT[4]["day"], BOUGHT[5]["day"]))
    found = flagged(*BOUGHT, dismissed=dismissed)
    assert {name for name, flag in found.items() if flag["dismissed"]} == {kind}
    assert scored(BOUGHT, dismissed).accounts["natural_growth"].tolist() == [80.0]
    assert scored(BOUGHT).accounts["natural_growth"].lt(40).all()


def test_a_dismissed_flag_no_longer_deducts() -> None:
    odd = HEALTHY | {"views": 1_600}
    result = scored([odd], dismissals((1, "likes_near_views", DAY, DAY)))
    assert result.flags["dismissed"].tolist() == [True]
    assert result.accounts["deductions"].tolist() == [0.0]


def test_a_response_that_was_set_aside_gives_way_to_the_one_before() -> None:
    before = HEALTHY | {"day": DAY - 30}
    viral = HEALTHY | {"likes": 90_000}
    dismissed = dismissals((1, "response_out_of_band", DAY, DAY))
    result = scored([before, viral], dismissed)
    assert result.accounts["response"].tolist() == scored([before]).accounts["response"].tolist()
    assert result.flags.loc[result.flags["kind"].eq("response_out_of_band"), "dismissed"].tolist() == [True]
    alone = scored([viral], dismissed).accounts
    assert alone["response"].isna().all()


def test_a_mass_following_that_was_set_aside_is_still_given() -> None:
    mass = {"followers": 6_000, "following": 4_000}
    result = scored([mass], dismissals((1, "mass_following", DAY, DAY)))
    assert result.accounts["reciprocity"].isna().all()
    assert result.flags["dismissed"].tolist() == [True]


def test_flags_of_many_accounts_keep_to_their_own() -> None:
    rows = [each | {"account_id": place} for place in (7, 3, 5) for each in (BOUGHT if place != 5 else months(*EVEN, **answered(EVEN)))]
    found = scored(rows).flags
    assert found["account_id"].tolist() == [3, 3, 7, 7]
    assert found["kind"].tolist() == ["growth_spike", "spike_without_response"] * 2


def test_records_hold_what_a_flag_has_and_nothing_else() -> None:
    (flag,) = records(scored([HEALTHY | {"views": 1_600}]).flags)
    assert flag == {
        "kind": "likes_near_views",
        "from_day": DAY,
        "to_day": DAY,
        "likes": 1_500.0,
        "views": 1_600.0,
        "likes_per_view": 1_500 / 1_600,
        "dismissed": False,
        "deducts": 10.0,
    }
