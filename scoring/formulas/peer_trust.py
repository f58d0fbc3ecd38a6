"""From parts to peer trust: their weighted mean, how sure it is, and what deductions leave. Fit follows in fit.py.

An account without any engagement part is "blind": it may lose by its other parts but not gain, and little of it is sure, so that
it never stands above one of its size with healthy engagement, however old that is and however long its own history.
All of it works on rounded numbers as they are stored, so that anyone can recombine a score from what a page shows.
"""

import numpy as np
import pandas as pd

from scoring.formulas.curves import rounded
from scoring.formulas.fit import fit
from scoring.formulas.params import ENGAGEMENT_PARTS, FULL_WEIGHT, PARTS, Params


def recombine(stored: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Every result and step that follows from what is stored.

    In: the five parts 0..100 (NaN where missing), snapshots, span_days, age_days (NaN where never seen), deductions, sweet_spot.
    Out: weighted_mean, coverage, history, freshness, confidence, peer_trust, trust_low, trust_factor, size_factor, fit.
    Without any part there is no peer trust and no fit.
    """
    sure = confidence(stored, params)
    mean = weighted_mean(stored, params)
    trust = params.neutral_trust + sure["confidence"] * (mean - params.neutral_trust) - stored["deductions"]
    trusted = sure.assign(weighted_mean=mean, peer_trust=rounded(trust.clip(0, 100), params.trust_places), sweet_spot=stored["sweet_spot"])
    return trusted.drop(columns="sweet_spot").join(fit(trusted, params))


def weighted_mean(stored: pd.DataFrame, params: Params) -> pd.Series:
    """The mean of the parts that exist, 0..100, by their weights, at most neutral where it is blind; NaN where none exists."""
    weights = pd.Series(params.weights)[list(PARTS)]
    weighed = stored[list(PARTS)].mul(weights).sum(axis=1)
    present = stored[list(PARTS)].notna().mul(weights).sum(axis=1)
    mean = weighed / present.where(present > 0)
    return mean.mask(blind(stored) & mean.gt(params.neutral_trust), params.neutral_trust)


def confidence(stored: pd.DataFrame, params: Params) -> pd.DataFrame:
    """coverage · history · freshness, each 0..1, at most blind_confidence where it is blind.

    history = 0.5 + 0.5 · min(1, (n-1)/5) · min(1, span/150 days); freshness = max(0.5, 2^(-age/180 days)).
    """
    present = stored[list(PARTS)].notna().mul(pd.Series(params.weights)).sum(axis=1)
    coverage = rounded(present / FULL_WEIGHT, params.share_places)
    further = ((stored["snapshots"] - 1) / params.history_snapshots).clip(0, 1)
    span = (stored["span_days"] / params.history_days).clip(0, 1)
    history = params.history_floor + (1 - params.history_floor) * further * span
    freshness = np.maximum(params.age_floor, 2.0 ** (-stored["age_days"].fillna(np.inf) / params.age_half_life))
    shares = rounded(coverage * history * freshness, params.share_places)
    capped = np.where(blind(stored), np.minimum(shares, params.blind_confidence), shares)
    return pd.DataFrame({"coverage": coverage, "history": history, "freshness": freshness, "confidence": capped}, index=stored.index)


def blind(stored: pd.DataFrame) -> pd.Series:
    """True where no part tells of engagement."""
    return stored[list(ENGAGEMENT_PARTS)].isna().all(axis=1)
