"""Fit: both trust and size count, and what is little known does not overtake."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.fit import fit
from scoring.formulas.params import PARAMS
from tests.scoring.strategies import frames

SHARES = st.floats(0, 1)


def of(peer_trust: float, confidence: float, sweet_spot: float) -> float:
    row = pd.DataFrame([{"peer_trust": peer_trust, "confidence": confidence, "sweet_spot": sweet_spot}])
    return float(fit(row, PARAMS)["fit"].iloc[0])


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("missing", ["peer_trust", "sweet_spot"])
def test_without_either_there_is_none_whatever_counts(missing: str, share: float) -> None:
    row = pd.DataFrame([{"peer_trust": 60.0, "confidence": 0.5, "sweet_spot": 0.5} | {missing: np.nan}])
    assert fit(row, replace(PARAMS, size_share=share))["fit"].isna().all()


def test_the_best_account_has_a_fit_of_100() -> None:
    assert of(100, 1, 1) == 100


@frames
@given(st.floats(0, 100), st.floats(0, 100), SHARES, SHARES)
def test_more_trust_never_lowers_it(one: float, other: float, confidence: float, sweet_spot: float) -> None:
    low, high = sorted([one, other])
    assert of(low, confidence, sweet_spot) <= of(high, confidence, sweet_spot)


@frames
@given(st.floats(0, 100), SHARES, SHARES, SHARES)
def test_more_confidence_never_lowers_it(peer_trust: float, one: float, other: float, sweet_spot: float) -> None:
    low, high = sorted([one, other])
    assert of(peer_trust, low, sweet_spot) <= of(peer_trust, high, sweet_spot)


@frames
@given(st.floats(0, 100), SHARES, SHARES, SHARES)
def test_a_better_size_never_lowers_it(peer_trust: float, confidence: float, one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert of(peer_trust, confidence, low) <= of(peer_trust, confidence, high)
