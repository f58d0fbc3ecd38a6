"""The whole method for a chunk of accounts: features and benchmarks in, one score row an account and its flags out."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.formulas.benchmarks import monthly_growth
from scoring.formulas.columns import Features
from scoring.formulas.curves import rounded
from scoring.formulas.flags import deductions, flags
from scoring.formulas.params import PARTS, Params
from scoring.formulas.parts import parts
from scoring.formulas.peer_trust import recombine
from scoring.formulas.sweet_spot import sweet_spot
from scoring.formulas.tiers import tiers

EPOCH = date(1970, 1, 1)
RESULTS = ["coverage", "confidence", "peer_trust", "fit"]


class Scored(NamedTuple):
    """`accounts`: one row an account, indexed as the features; AccountScore's columns of the same names. `flags`: flags.FLAG_COLUMNS."""

    accounts: pd.DataFrame
    flags: pd.DataFrame


def scores(features: Features, benchmarks: pd.DataFrame, today: date, params: Params) -> Scored:
    """Scores and flags of all accounts of the features; `today` is the day ages and staleness are counted to.

    In: what features.py and benchmarks.py give. `growth` is the usual growth of followers per 30 days, 0.02 for 2 %. What the parts
    found is not said here: explain.details tells it, of the few accounts that somebody looks at.
    """
    accounts, day = features.accounts, (today - EPOCH).days
    read = parts(features, benchmarks, params)
    found = flags(features, benchmarks, day, params)
    stored = pd.DataFrame({part: read[part]["value"] for part in PARTS}).assign(
        tier=tiers(accounts["followers"], params),
        followers=accounts["followers"],
        last_day=accounts["last_day"],
        sweet_spot=sweet_spot(accounts["followers"], params),
        rate=accounts["rate"],
        rate_definition=accounts["measure"],
        engagements=accounts["interactions"],
        rate_vs_peers=read["response"]["ratio"],
        growth=monthly_growth(accounts),
        snapshots=accounts["snapshots"],
        span_days=accounts["span_days"],
        age_days=np.maximum(0, day - accounts["last_day"]),
        deductions=rounded(deductions(found, accounts), params.trust_places),
    )
    return Scored(stored.join(recombine(stored, params)[RESULTS]), found)
