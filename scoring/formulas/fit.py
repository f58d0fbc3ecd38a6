"""The rank of an account: peer trust, lowered by doubt, and sweet spot together, so that it must have both."""

import numpy as np
import pandas as pd

from scoring.formulas.curves import rounded
from scoring.formulas.params import Params


def fit(trusted: pd.DataFrame, params: Params) -> pd.DataFrame:
    """100 · (trust_low/100)^(1-s) · max(sweet_spot, floor)^s, with trust_low = max(floor, peer_trust - 20 · (1 - confidence)).

    In: peer_trust 0..100, confidence 0..1, sweet_spot 0..1, NaN where there is none.
    Out: trust_low 0..100, the trust_factor and size_factor 0..1, and fit 0..100; NaN where either is missing.
    """
    share = params.size_share
    # NaN to the power of 0 is 1: with a share of 0 or 1 what is missing would count.
    known = trusted["peer_trust"].notna() & trusted["sweet_spot"].notna()
    trust_low = np.maximum(params.trust_floor, trusted["peer_trust"] - params.doubt_penalty * (1 - trusted["confidence"]))
    trust_factor = (trust_low / 100) ** (1 - share)
    size_factor = np.maximum(trusted["sweet_spot"], params.sweet_floor) ** share
    result = np.where(known, rounded(100 * trust_factor * size_factor, params.fit_places), np.nan)
    return pd.DataFrame({"trust_low": trust_low, "trust_factor": trust_factor, "size_factor": size_factor, "fit": result})
