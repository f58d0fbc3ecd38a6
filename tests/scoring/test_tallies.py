"""Quantiles of values that were only counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.tallies import WIDTH, Tally

VALUES = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=60)
SHARES = (0.2, 0.4, 0.6, 0.8)


def tallied(*chunks: list[float]) -> Tally:
    tally = Tally()
    for chunk in chunks:
        tally.add(np.array(chunk))
    return tally


@given(VALUES)
def test_quantiles_are_those_of_the_values_to_half_a_bin(values: list[float]) -> None:
    assert tallied(values).quantiles(SHARES) == pytest.approx(list(np.quantile(values, SHARES)), rel=WIDTH)


@given(VALUES, VALUES)
def test_neither_order_nor_chunks_matter(first: list[float], second: list[float]) -> None:
    once = tallied(first + second).quantiles(SHARES)
    assert tallied(second, first).quantiles(SHARES) == once
    assert tallied(sorted(first + second)).quantiles(SHARES) == once


def test_nothing_counted_has_no_quantiles() -> None:
    assert Tally().count == 0
    assert np.isnan(Tally().quantiles(SHARES)).all()


def test_values_beyond_all_bounds_are_counted_at_them() -> None:
    assert tallied([1e-300, 1e300]).quantiles((0.0, 1.0)) == pytest.approx([1e-9, 1e9], rel=WIDTH)
