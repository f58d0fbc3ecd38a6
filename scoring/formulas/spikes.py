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
    """The share of each jump that nothing answers, 0 to 1; unanswered_unknown where reactions are not known.

    A logistic curve over three kinds of evidence for the jump: reactions that rose by more than `answer_share` of it, in units of their
    standard error; a burst of comments; followers who still came in the interval after it. Against it: the contrary of the first and last.
    """
    half = np.maximum(params.answer_width, params.answer_doubt * events["doubt"].to_numpy(float))
    answered = (events["answer"].to_numpy(float) - params.answer_share * excess) / half
    talked = np.maximum(0, np.nan_to_num(events["talk"].to_numpy(float)) - params.talk_from) / params.talk_width
    went_on = np.clip(events["went_on"].to_numpy(float) / params.went_on_width, -1, 1)
    evidence = params.answer_slope * (answered + talked + went_on)
    return np.where(np.isnan(evidence), params.unanswered_unknown, 1 / (1 + np.exp(np.clip(evidence, -50, 50))))


def surely_unanswered(share: Floats, events: pd.DataFrame, least: float) -> Flags:
    """Whether reactions are known, and at least so great a share of the jump is unanswered."""
    return np.asarray(events["answer"].notna() & (share >= least))


def odd_growth(events: pd.DataFrame, peers_high: Floats, params: Params) -> Floats:
    """What each event adds to natural growth's first curve, in log followers; 0 for one that a person explained."""
    excess = excess_growth(events, peers_high, params)
    lost = np.minimum(excess, np.nan_to_num(events["bleed"].to_numpy(float)))
    odd = unanswered(excess, events, params) * (excess + params.bleed_weight * lost)
    return np.where(left_out(events), 0.0, odd)
