"""How near an account's size is to the size that is wanted: a bell over the logarithm of its followers."""

import numpy as np
import pandas as pd

from scoring.formulas.curves import rounded
from scoring.formulas.params import Params


def sweet_spot(followers: pd.Series, params: Params) -> pd.Series:
    """exp(-½ · ((log10 F - log10 centre) / width)²), 0..1; no value where followers are 0 or unknown."""
    known = followers.to_numpy(float, copy=True)
    known[~(known > 0)] = np.nan
    distance = (np.log10(known) - np.log10(params.sweet_centre)) / params.sweet_width
    return pd.Series(rounded(np.exp(-0.5 * distance**2), params.share_places), index=followers.index)
