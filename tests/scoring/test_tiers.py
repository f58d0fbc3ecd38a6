"""Tiers at and beside their cut points."""

import numpy as np
import pandas as pd

from scoring.formulas.params import PARAMS
from scoring.formulas.tiers import tiers


def test_each_tier_begins_at_its_cut_point() -> None:
    followers = pd.Series([0, 4_999, 5_000, 499_999, 500_000, 999_999, 1_000_000, 9e9, np.nan])
    assert list(tiers(followers, PARAMS)) == ["nano", "nano", "micro", "micro", "macro", "macro", "celebrity", "celebrity", ""]
