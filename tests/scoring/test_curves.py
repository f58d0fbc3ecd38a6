"""Rounding as people do it, and ramps that are flat beyond their ends."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.curves import logarithms, ramps, rounded

KNOTS = np.array([1.0, 2.0, 4.0])


@pytest.mark.parametrize(
    ("value", "places", "result"), [(0.05, 1, 0.1), (0.285, 2, 0.29), (2.5, 0, 3.0), (49.95, 1, 50.0), (0.0049, 2, 0.0)]
)
def test_a_half_is_rounded_up_as_by_hand(value: float, places: int, result: float) -> None:
    assert rounded([value], places)[0] == result


@given(st.decimals(0, 1000, places=5), st.integers(0, 3))
def test_rounding_agrees_with_decimal_arithmetic(value: Decimal, places: int) -> None:
    by_hand = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert rounded([float(value)], places)[0] == float(by_hand)


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_ramps_never_fall_where_heights_rise(one: float, other: float) -> None:
    low, high = ramps(np.array(sorted([one, other])), KNOTS, (0, 30, 90))
    assert low <= high


def test_ramps_meet_their_knots_and_stay_flat_beyond_them() -> None:
    read = ramps(np.array([-np.inf, 0, 1, 1.5, 2, 4, 9, np.nan]), KNOTS, (10, 30, 20))
    np.testing.assert_array_equal(read, [10, 10, 10, 20, 30, 20, 20, np.nan])


def test_the_logarithm_of_nothing_is_the_left_end_of_every_curve() -> None:
    assert ramps(logarithms([0.0]), KNOTS, (10, 30, 20))[0] == 10
