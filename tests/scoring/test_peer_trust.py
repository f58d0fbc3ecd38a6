"""Recombination, written out a second time with fractions and decimals, must give what the formulas give, to the last digit."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.params import PARAMS
from scoring.formulas.peer_trust import recombine
from tests.scoring.by_hand import WEIGHTS, by_hand
from tests.scoring.strategies import frames

PART = st.one_of(st.none(), st.integers(0, 1000).map(lambda tenths: tenths / 10))
STORED = st.fixed_dictionaries(
    {
        **dict.fromkeys(WEIGHTS, PART),
        "snapshots": st.integers(1, 12),
        "span_days": st.integers(0, 400),
        "age_days": st.integers(0, 2000),
        "deductions": st.integers(0, 400).map(lambda tenths: tenths / 10),
        "sweet_spot": st.one_of(st.none(), st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)),
    }
)


def by_formula(stored: Mapping[str, Any]) -> dict[str, float | None]:
    row = recombine(pd.DataFrame([stored]).astype(float), PARAMS).iloc[0]
    return {name: None if pd.isna(row[name]) else float(row[name]) for name in ("coverage", "confidence", "peer_trust", "fit")}


@frames
@given(STORED)
def test_what_is_stored_recombines_exactly(stored: dict[str, Any]) -> None:
    assert by_formula(stored) == by_hand(stored)


@frames
@given(STORED)
def test_results_stay_in_their_ranges(stored: dict[str, Any]) -> None:
    read = by_formula(stored)
    for name, most in {"coverage": 1, "confidence": 1, "peer_trust": 100, "fit": 100}.items():
        value = read[name]
        assert value is None or 0 <= value <= most


def test_one_fresh_snapshot_with_a_combined_count_stays_near_the_middle() -> None:
    fresh: dict[str, Any] = dict.fromkeys(WEIGHTS) | {"snapshots": 1, "span_days": 0, "age_days": 0, "deductions": 0.0, "sweet_spot": 1.0}
    lowest, highest = (by_formula(fresh | {"response": value}) for value in (0.0, 90.0))
    assert (lowest["coverage"], lowest["confidence"]) == (0.3, 0.15)
    assert (lowest["peer_trust"], highest["peer_trust"]) == (42.5, 56.0)


@pytest.mark.parametrize(("reciprocity", "trust"), [(0.0, 46.3), (50.0, 50.0), (65.0, 50.0)])
def test_without_an_engagement_part_little_is_sure_and_nothing_is_better_than_neutral(reciprocity: float, trust: float) -> None:
    full: dict[str, Any] = {"snapshots": 12, "span_days": 400, "age_days": 0, "deductions": 0.0, "sweet_spot": 1.0}
    thin = by_formula(dict.fromkeys(WEIGHTS) | full | {"reciprocity": reciprocity, "natural_growth": reciprocity})
    assert (thin["confidence"], thin["peer_trust"]) == (0.075, trust)
    engaged = by_formula(dict.fromkeys(WEIGHTS) | full | {"reciprocity": 65.0, "conversation": 65.0})
    assert (engaged["confidence"], engaged["peer_trust"]) == (0.35, 55.3)


@pytest.mark.parametrize(
    ("changes", "confidence"),
    [
        ({}, 1.0),
        ({"snapshots": 3}, 0.7),
        ({"span_days": 75}, 0.75),
        ({"age_days": 90}, 0.707),
        ({"age_days": 5_000}, 0.5),
        ({"steadiness": None}, 0.85),
    ],
)
def test_confidence_falls_with_what_is_not_known(changes: dict[str, Any], confidence: float) -> None:
    full: dict[str, Any] = dict.fromkeys(WEIGHTS, 60.0) | {
        "snapshots": 6,
        "span_days": 150,
        "age_days": 0,
        "deductions": 0.0,
        "sweet_spot": 1.0,
    }
    assert by_formula(full | changes)["confidence"] == confidence
