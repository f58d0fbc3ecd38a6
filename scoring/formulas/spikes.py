"""How odd a jump in followers is: how far beyond what its account and its peers usually grow, unanswered by reactions, lost again.

"All other inputs equal, a greater jump is never less odd" holds for each function here.
"""

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats, larger
from scoring.formulas.dismissals import left_out
from scoring.formulas.params import Params
from scoring.formulas.series import Flags

MONTH = 30


def excess_growth(events: pd.DataFrame, peers_high: Floats, params: Params) -> Floats:
    """The log followers of each growth event beyond usual growth, its account's own or, where that is greater, its peers'; 0 of others.

    In: kinds.EVENT_COLUMNS, and the peers' high edge of growth per 30 days as a share, NaN where there are no peers.
    """
    months = (events["to_day"] - events["from_day"]).to_numpy(float) / MONTH
    noise = params.growth_noise + params.rounded_noise * events["rounded"].to_numpy(float)
    usual = larger(events["usual"].to_numpy(float), np.log1p(peers_high) * months + noise)
    return np.where(events["kind"].eq("growth_spike"), larger(0.0, events["growth"].to_numpy(float) - usual), 0.0)


def unanswered(excess: Floats, events: pd.DataFrame, params: Params) -> Floats:
    """The share of each jump that reactions do not answer, 0 to 1; unanswered_unknown where they are not known.

    Half where reactions rose midway between not at all and with the followers. In: `answer` and its standard error `doubt`.
    """
    share = _falling(params.answer_share * excess, events, params)
    return np.where(np.isnan(share), params.unanswered_unknown, share)


def residue(excess: Floats, events: pd.DataFrame, params: Params) -> Floats:
    """What an answered jump still adds, in log followers, since chance answers some: nothing where reactions rose by far more than it."""
    return np.minimum(params.answered_share * excess, params.answered_most) * _falling(params.outdone * excess, events, params)


def surely_unanswered(excess: Floats, events: pd.DataFrame, params: Params) -> Flags:
    """Whether reactions are known, and rose so much less than the jump that chance alone hardly does it."""
    most = events["answer"].to_numpy(float) + params.sure * events["doubt"].to_numpy(float)
    return np.asarray(most < params.answer_share * excess)


def odd_growth(events: pd.DataFrame, peers_high: Floats, params: Params) -> Floats:
    """What each event adds to natural growth's first curve, in log followers; 0 for one that a person explained."""
    excess = excess_growth(events, peers_high, params)
    share = unanswered(excess, events, params)
    lost = np.minimum(excess, np.nan_to_num(events["bleed"].to_numpy(float)))
    odd = larger(share * (excess + params.bleed_weight * lost), residue(excess, events, params))
    return np.where(left_out(events), 0.0, odd)


def _falling(middle: Floats, events: pd.DataFrame, params: Params) -> Floats:
    """1 where reactions rose by much less than the middle, 0 where by much more; NaN where they are not known."""
    half = np.maximum(params.answer_width, params.answer_doubt * events["doubt"].to_numpy(float))
    return np.asarray(np.clip(0.5 - (events["answer"].to_numpy(float) - middle) / (2 * half), 0, 1))
