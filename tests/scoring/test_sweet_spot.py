"""The bell over followers: its stated values, its symmetry, and no value where the size is unknown."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.params import PARAMS
from scoring.formulas.sweet_spot import sweet_spot
from tests.scoring.strategies import frames


@pytest.mark.parametrize(("followers", "stated"), [(100_000, 1.0), (50_000, 0.88), (200_000, 0.88), (10_000, 0.25), (1_000_000, 0.25)])
def test_the_method_s_stated_values(followers: float, stated: float) -> None:
    assert round(sweet_spot(pd.Series([followers]), PARAMS)[0], 2) == stated


@pytest.mark.parametrize("followers", [0, np.nan])
def test_no_size_gives_no_value(followers: float) -> None:
    assert math.isnan(sweet_spot(pd.Series([followers]), PARAMS)[0])


@frames
@given(st.floats(1, 10_000))
def test_as_far_below_the_centre_is_as_good_as_above(times: float) -> None:
    below, above = sweet_spot(pd.Series([PARAMS.sweet_centre / times, PARAMS.sweet_centre * times]), PARAMS)
    assert below == pytest.approx(above, abs=0.001)
