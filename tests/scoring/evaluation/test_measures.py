"""Areas, intervals and recall against cases worked by hand or published."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.evaluation.measures import UNKNOWN, alarms, auc, auc_gain, threshold, wilson

VALUES = st.lists(st.integers(0, 8), min_size=1, max_size=12)


def test_the_area_counts_pairs_and_ties_half() -> None:
    # Of six pairs 1<2, 1<3, 3<… : (1,2) (1,3) (1,4) are right, (3,4) is right, (3,3) is a tie, (3,2) is wrong.
    assert auc([1, 3], [2, 3, 4]).value == pytest.approx(4.5 / 6)


def test_the_area_leaves_out_what_is_not_known() -> None:
    assert auc([1, np.nan, 3], [2, 3, 4, np.nan]) == auc([1, 3], [2, 3, 4])
    assert auc([np.nan], [1.0]) is UNKNOWN


def test_delongs_interval_worked_by_hand() -> None:
    # Placements: fakes 1 and 0.5 (of 1: all three above; of 3: 4 and half of 3), genuine 0.5, 0.75, 1.
    area = auc([1, 3], [2, 3, 4])
    variance = (0.125 / 2) + (0.0625 / 3)
    assert area.low == pytest.approx(max(0, 0.75 - 1.959964 * math.sqrt(variance)), abs=1e-6)
    assert area.high == 1.0


def test_the_interval_of_one_account_is_not_known() -> None:
    area = auc([1], [2, 3])
    assert area.value == 1.0
    assert math.isnan(area.low)
    assert math.isnan(area.high)


@given(VALUES, VALUES)
def test_the_area_is_the_share_of_right_pairs(fake: list[int], genuine: list[int]) -> None:
    pairs = [1.0 if low < high else 0.5 if low == high else 0.0 for low in fake for high in genuine]
    assert auc(fake, genuine).value == pytest.approx(sum(pairs) / len(pairs))


@given(VALUES, VALUES)
def test_turning_the_groups_round_turns_the_area_round(fake: list[int], genuine: list[int]) -> None:
    assert auc(fake, genuine).value == pytest.approx(1 - auc(genuine, fake).value)


def test_delongs_interval_covers_the_true_area_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    truth = 0.5 * (1 + math.erf(0.5))  # of two normals one apart
    covered = 0
    for _ in range(500):
        area = auc(rng.normal(0, 1, 60), rng.normal(1, 1, 80))
        covered += area.low <= truth <= area.high
    assert 0.92 <= covered / 500 <= 0.98


def test_a_gain_is_the_difference_of_the_areas_and_surer_than_each() -> None:
    rng = np.random.default_rng(5)
    fake, genuine = rng.normal(0, 1, 100), rng.normal(1, 1, 100)
    worse_fake, worse_genuine = fake + rng.normal(0, 0.5, 100), genuine + rng.normal(0, 0.5, 100)
    gain = auc_gain((fake, worse_fake), (genuine, worse_genuine))
    first, second = auc(fake, genuine), auc(worse_fake, worse_genuine)
    assert gain.value == pytest.approx(first.value - second.value)
    assert gain.high - gain.low < first.high - first.low


def test_nothing_gains_over_nothing() -> None:
    assert auc_gain(([], []), ([1.0], [1.0])) is UNKNOWN


def test_a_number_gains_nothing_over_itself() -> None:
    assert auc_gain(([1, 3, 3], [1, 3, 3]), ([2, 4, 5], [2, 4, 5])) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_as_published(hits: int, trials: int, low: float, high: float) -> None:
    share = wilson(hits, trials)
    assert [round(share.low, 4), round(share.high, 4)] == [low, high]
    assert share.value == hits / trials


def test_a_share_of_nothing_is_not_known() -> None:
    assert wilson(0, 0) is UNKNOWN


def test_the_threshold_gives_no_more_false_alarms_than_allowed() -> None:
    clean = np.arange(100.0)
    assert threshold(clean, 0.05) == 5.0
    assert alarms(clean, 5.0).value == 0.05


def test_ties_that_would_be_too_many_alarms_raise_none() -> None:
    clean = [0.0] * 6 + [9.0] * 94
    assert alarms(clean, threshold(clean, 0.05)).value == 0.0


def test_where_no_clean_account_bears_a_flag_any_flag_is_an_alarm() -> None:
    assert alarms([-1, 0, 0, 0], threshold([0] * 50, 0.05)).value == 0.25


def test_an_account_without_a_value_counts_and_raises_no_alarm() -> None:
    assert alarms([1.0, np.nan, 9.0, 9.0], 5.0).value == 0.25
    assert threshold([np.nan] * 50 + list(range(50)), 0.04) == 4.0


def test_without_any_value_nothing_is_said() -> None:
    assert alarms([np.nan, 1.0], threshold([np.nan], 0.05)) is UNKNOWN


@given(st.lists(st.one_of(st.integers(0, 30), st.just(np.nan)), min_size=1, max_size=60), st.sampled_from([0.0, 0.05, 0.2]))
def test_false_alarms_are_never_more_than_allowed(clean: list[float], allowed: float) -> None:
    share = alarms(clean, threshold(clean, allowed))
    assert math.isnan(share.value) or share.value <= allowed
