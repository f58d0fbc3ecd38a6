"""The parts of peer trust: each a frame with its value (0..100, NaN where too little is known), a code, and the numbers it used.

Codes and numbers become sentences in scoring/wording.py; the keys are listed in explain.py. Natural growth and steadiness
are not measured yet: they have no value, and their weight counts as missing.
"""

import numpy as np
import pandas as pd

from scoring.formulas.benchmarks import EDGES, TALK, edges_at
from scoring.formulas.curves import Floats, logarithms, ramps, rounded
from scoring.formulas.params import Params

STEPS = ("low", "below_average", "average", "above_average", "high", "beyond")


def parts(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> dict[str, pd.DataFrame]:
    """{part: frame indexed as the features}; every frame has value and code."""
    unmeasured = pd.DataFrame({"value": np.nan, "code": "not_measured"}, index=accounts.index)
    return {
        "response": response(accounts, benchmarks, params),
        "conversation": conversation(accounts, benchmarks, params),
        "natural_growth": unmeasured,
        "steadiness": unmeasured,
        "reciprocity": reciprocity(accounts, params),
    }


def response(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Engagement against same-size peers. Both tails lose: far above the peers is as odd as far below."""
    compared = accounts[["platform", "measure", "rate"]].assign(followers=accounts["rate_followers"])
    bounds = (params.silence_factor, params.response_plateau, params.response_tail)
    return _against_peers(compared, "rate", accounts["rate_day"], benchmarks, bounds, params.response_heights, params).assign(
        code=lambda scored: scored["code"].where(accounts["rate"].notna(), accounts["missing"])
    )


def conversation(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Comments per 100 likes against same-size peers."""
    compared = accounts[["platform", TALK]].assign(measure=TALK, followers=accounts["talk_followers"])
    bounds = (params.silence_factor, params.conversation_plateau, params.conversation_tail)
    return _against_peers(compared, TALK, accounts["talk_day"], benchmarks, bounds, params.conversation_heights, params).assign(
        code=lambda scored: scored["code"].where(accounts[TALK].notna(), "no_comments")
    )


def reciprocity(accounts: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Following against followers: neither a mass follower nor one who follows next to nobody.

    The lower of two curves: over the ratio, and over the count, which matters for small accounts and fades for larger ones.
    """
    following, followers = accounts["following"].to_numpy(float), accounts["following_followers"].to_numpy(float)
    by_ratio = ramps(logarithms(following / followers), np.log(params.following_ratios), params.following_heights)
    by_count = ramps(logarithms(following), np.log(params.following_counts), params.following_count_heights)
    fade = ramps(logarithms(followers), np.log([params.small_until, params.large_from]), (0, 1))
    faded = by_count + fade * (max(params.following_count_heights) - by_count)
    ratio = following / followers
    codes = [np.isnan(ratio), faded < by_ratio, ratio > params.following_ratios[3], ratio < params.following_ratios[1]]
    return pd.DataFrame(
        {
            "value": rounded(np.minimum(by_ratio, faded), params.part_places),
            "code": np.select(codes, ["no_following", "mass_count", "mass_ratio", "aloof"], "ordinary"),
            "following": following,
            "followers": followers,
            "ratio": ratio,
            "day": accounts["following_day"],
        },
        index=accounts.index,
    )


def curve_knots(edges: Floats, bounds: tuple[float, float, float]) -> Floats:
    """Shape (n, 7): silence, the four edges, the end of the plateau, the end of the tail. `bounds` are factors of low, high, high."""
    silence, plateau, tail = bounds
    low, high = edges[:, :1], edges[:, -1:]
    return np.hstack([low * silence, edges, high * plateau, high * tail])


def _against_peers(
    compared: pd.DataFrame,
    column: str,
    day: pd.Series,
    benchmarks: pd.DataFrame,
    bounds: tuple[float, float, float],
    heights: tuple[float, ...],
    params: Params,
) -> pd.DataFrame:
    """The value read from the curve over the peers' edges, the step it lies on as code, and all numbers used."""
    peers = edges_at(compared, benchmarks, params)
    edges, measured = peers[EDGES].to_numpy(float), compared[column].to_numpy(float)
    knots = curve_knots(edges, bounds)
    step = (measured[:, None] >= knots[:, 1:6]).sum(axis=1)
    return pd.DataFrame(
        {
            "value": rounded(ramps(logarithms(measured), np.log(knots), heights), params.part_places),
            "code": np.where(np.isnan(edges[:, 0]), "no_peers", np.array(STEPS, dtype=object)[step]),
            column: measured,
            "measure": compared["measure"].where(compared[column].notna()),
            "followers": compared["followers"],
            **{edge: peers[edge] for edge in EDGES},
            "ratio": measured / peers["average"],
            "own_accounts": peers["own_accounts"],
            "reference": peers["reference"].where(peers["average"].notna()),
            "day": day,
        },
        index=compared.index,
    )
