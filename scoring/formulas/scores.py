"""The whole method for a chunk of accounts: features and benchmarks in, one score row an account out."""

from datetime import date

import numpy as np
import pandas as pd

from scoring.formulas.explain import details
from scoring.formulas.params import PARTS, Params
from scoring.formulas.parts import parts
from scoring.formulas.peer_trust import recombine
from scoring.formulas.sweet_spot import sweet_spot
from scoring.formulas.tiers import tiers

EPOCH = date(1970, 1, 1)
RESULTS = ["coverage", "confidence", "peer_trust", "fit"]


def scores(accounts: pd.DataFrame, benchmarks: pd.DataFrame, today: date, params: Params) -> pd.DataFrame:
    """One row an account, indexed as the features; the columns are AccountScore's of the same names, `details` holds dictionaries.

    In: features and benchmarks as features.py and benchmarks.py give them; `today` is the day ages are counted to.
    """
    read = parts(accounts, benchmarks, params)
    stored = pd.DataFrame({part: read[part]["value"] for part in PARTS}).assign(
        tier=tiers(accounts["followers"], params),
        followers=accounts["followers"],
        last_day=accounts["last_day"],
        sweet_spot=sweet_spot(accounts["followers"], params),
        rate=accounts["rate"],
        rate_definition=accounts["measure"],
        engagements=accounts["interactions"],
        rate_vs_peers=read["response"]["ratio"],
        snapshots=accounts["snapshots"],
        span_days=accounts["span_days"],
        age_days=np.maximum(0, (today - EPOCH).days - accounts["last_day"]),
        deductions=0.0,
        details=pd.Series(details(read), index=accounts.index, dtype=object),
    )
    return stored.join(recombine(stored, params)[RESULTS])
