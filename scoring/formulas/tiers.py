"""How big an account is, in the market's words. Nothing else about it is judged here."""

import numpy as np
import pandas as pd

from scoring.formulas.params import Params

TIERS = ("nano", "micro", "macro", "celebrity")


def tiers(followers: pd.Series, params: Params) -> pd.Series:
    """A tier's name for each number of followers, blank where it is unknown."""
    cuts = [params.micro_from, params.macro_from, params.celebrity_from]
    names = np.array(TIERS, dtype=object)[np.searchsorted(cuts, followers.to_numpy(float), side="right").clip(0, len(cuts))]
    return pd.Series(names, index=followers.index, dtype=object).where(followers.notna(), "")
