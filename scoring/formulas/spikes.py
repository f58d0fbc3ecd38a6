"""How odd a jump in followers is: how far beyond what its account and its peers usually grow, unanswered by reactions, lost again.

"All other inputs equal, a greater jump is never less odd" holds for each function here.
"""

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats, larger
from scoring.formulas.dismissals import left_out
from scoring.formulas.params import Params

MONTH = 30


def excess_growth(events: pd.DataFrame, peers_high: Floats, params: Params) -> Floats:
    """The log followers of each growth event beyond usual growth, its account's own or, where that is greater, its peers'; 0 of others.

    In: kinds.EVENT_COLUMNS, and the peers' high edge of growth per 30 days as a share, NaN where there are no peers.
    """
    months = (events["to_day"] - events["from_day"]).to_numpy(float) / MONTH
    noise = params.growth_noise + params.rounded_noise * events["rounded"].to_numpy(float)
    usual = larger(events["usual"].to_numpy(float), np.log1p(peers_high) * months + noise)
    return np.where(events["kind"].eq("growth_spike"), larger(0.0, events["growth"].to_numpy(float) - usual), 0.0)


def unanswered(excess: Floats, answer: Floats, params: Params) -> Floats:
    """The share of a jump that reactions do not answer, from unanswered_least to 1; unanswered_unknown where reactions are not known.

    Reactions that rose by answer_full answer it, and by less than answer_least do not; of a great jump they must rise as far as it.
    """
    least = np.maximum(params.answer_least, params.answer_least_share * excess)
    full = np.maximum(params.answer_full, excess)
    answered = np.clip((answer - least) / (full - least), 0, 1)
    share = 1 - (1 - params.unanswered_least) * answered
    return np.where(np.isnan(answer), params.unanswered_unknown, share)


def odd_growth(events: pd.DataFrame, peers_high: Floats, params: Params) -> Floats:
    """What each event adds to natural growth's first curve, in log followers; 0 for one that a person explained."""
    excess = excess_growth(events, peers_high, params)
    share = unanswered(excess, events["answer"].to_numpy(float), params)
    lost = np.minimum(excess, np.nan_to_num(events["bleed"].to_numpy(float)))
    return np.where(left_out(events), 0.0, share * (excess + params.bleed_weight * lost))
