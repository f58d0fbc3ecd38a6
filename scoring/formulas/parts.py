"""The parts of peer trust: each a frame with its value (0..100, NaN where too little is known), a code, and the numbers it used.

Codes and numbers become sentences in scoring/words; the keys are listed in explain.py.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from scoring.formulas.benchmarks import EDGES, GROWTH, SPREAD, TALK, Peers, all_of, described, monthly_growth, peers_at
from scoring.formulas.columns import Features
from scoring.formulas.curves import Floats, logarithms, ramps, rounded
from scoring.formulas.dismissals import left_out
from scoring.formulas.params import Params
from scoring.formulas.series import Flags, sums
from scoring.formulas.spikes import odd_growth

STEPS = ("low", "below_average", "average", "above_average", "high", "beyond")
# Of several curves the lowest gives the value and, under its first height, the code.
GROWTH_CODES = ("jumps", "hollow", "swings", "shrinking")
STEADY_CODES = ("restless", "lone_likes", "lone_talk", "quiet")


def parts(features: Features, benchmarks: pd.DataFrame, params: Params) -> dict[str, pd.DataFrame]:
    """{part: frame indexed as the features' accounts}; every frame has value and code."""
    return {
        "response": response(features.accounts, benchmarks, params),
        "conversation": conversation(features.accounts, benchmarks, params),
        "natural_growth": natural_growth(features, benchmarks, params),
        "steadiness": steadiness(features.accounts, benchmarks, params),
        "reciprocity": reciprocity(features.accounts, params),
    }


def response(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Engagement against same-size peers. Both tails lose: far above the peers is as odd as far below."""
    compared = accounts[["platform", "measure", "rate"]].assign(followers=accounts["rate_followers"])
    bounds = (params.silence_factor, params.response_plateau, params.response_tail)
    read = _against_peers(compared, "rate", accounts["rate_day"], benchmarks, bounds, params.response_heights, params)
    return read.assign(code=read["code"].where(accounts["rate"].notna(), accounts["missing"]))


def conversation(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Comments per 100 likes against same-size peers; fewer than theirs with the benefit of the doubt that few counted likes leave."""
    compared = _compared(accounts, TALK, "talk_followers").assign(**{TALK: accounts[TALK]})
    bounds = (params.silence_factor, params.conversation_plateau, params.conversation_tail)
    day, likes = accounts["talk_day"], accounts["talk_likes"].to_numpy(float)
    read = _against_peers(compared, TALK, day, benchmarks, bounds, params.conversation_heights, params, likes)
    return read.assign(code=read["code"].where(accounts[TALK].notna(), "no_comments"))


def natural_growth(features: Features, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """How the followers came: the lowest of four curves, over odd jumps, growth without reactions, dropped followings and lost followers.

    Peers only widen what is usual, so it needs none. How fast an account grows is no merit and no fault.
    """
    accounts, events = features
    peers = growth_peers(accounts, benchmarks, params)
    at = np.searchsorted(accounts.index.to_numpy(), events["account_id"].to_numpy())
    odd = sums(at, odd_growth(events, peers.edges[at, -1], params), len(accounts))
    swung = sums(at, np.where(left_out(events), 0.0, np.nan_to_num(events["dropped"])), len(accounts))
    grown = monthly_growth(accounts).to_numpy(float)
    curves = [
        ramps(odd, np.array(params.jump_knots), params.jump_heights),
        ramps(accounts["hollow_growth"].fillna(0).to_numpy(float), np.array(params.hollow_knots), params.hollow_heights),
        ramps(swung, np.array(params.swing_knots), params.swing_heights),
        ramps(-grown, np.array(params.shrink_knots), params.shrink_heights),
    ]
    few = accounts["growth_snapshots"].lt(params.growth_least_snapshots).to_numpy()
    missing = [
        (few, "few_followers"),
        (accounts["growth_days"].lt(params.growth_least_days).to_numpy(), "short_growth"),
        (np.isnan(grown), "explained"),
    ]
    numbers = {
        "growth": grown,
        "odd_growth": np.expm1(odd),
        "hollow_growth": np.expm1(accounts["hollow_growth"]),
        "dropped": swung,
        **{name: accounts[name] for name in ("largest_share", "largest_from", "largest_to")},
        "snapshots": accounts["growth_snapshots"],
        "days": accounts["growth_days"],
        "followers": accounts["growth_followers"],
    }
    return _lowest(curves, GROWTH_CODES, "even", missing, numbers, peers, benchmarks, accounts.index, params)


def growth_peers(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> Peers:
    """What growth is usual among accounts as large as each was when its history begins, which no jump of its own can change."""
    return peers_at(_compared(accounts, GROWTH, "growth_followers"), benchmarks, params)


def steadiness(accounts: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Whether it goes on as it did: the lowest of four curves.

    They are over the spread of the rate, likes and comments that came to stay alone, and silence.
    The spread is compared with the peers' edges and the house's, halfway between them; where there are no peers, with the house's.
    """
    peers = peers_at(_compared(accounts, SPREAD, "rate_followers"), benchmarks, params)
    house = np.log(params.spread_edges)
    edges = np.exp(np.where(np.isnan(peers.edges), house, params.spread_house * house + (1 - params.spread_house) * np.log(peers.edges)))
    spread, days = accounts["rate_spread"].to_numpy(float), accounts["steady_snapshots"]
    curves = [
        ramps(logarithms(spread), np.log(curve_knots(edges, params.spread_bounds)), params.spread_heights),
        *(
            ramps(accounts[name].fillna(0).to_numpy(float), np.array(params.lone_knots), params.lone_heights)
            for name in ("lone_likes", "lone_talk")
        ),
        ramps(accounts["quiet_days"].fillna(0).to_numpy(float), np.array(params.quiet_knots), params.quiet_heights),
    ]
    missing = [((days.lt(params.steady_least_snapshots) | np.isnan(spread)).to_numpy(), "few_rates")]
    names = ("rate_spread", "lone_likes", "lone_likes_day", "lone_talk", "lone_talk_day", "posts_per_30_days", "quiet_days")
    numbers = {**{name: accounts[name] for name in names}, "snapshots": days, "followers": accounts["rate_followers"]}
    return _lowest(curves, STEADY_CODES, "steady", missing, numbers, peers, benchmarks, accounts.index, params)


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


def _compared(accounts: pd.DataFrame, measure: str, followers: str) -> pd.DataFrame:
    """What `peers_at` wants to know, of one measure."""
    columns = {"platform": accounts["platform"], "measure": all_of(measure, len(accounts)), "followers": accounts[followers]}
    return pd.DataFrame(columns, index=accounts.index)


def curve_knots(edges: Floats, bounds: Sequence[float]) -> Floats:
    """Shape (n, 7): silence, the four edges, the end of the plateau, the end of the tail. `bounds` are factors of low, high, high."""
    silence, plateau, tail = bounds
    low, high = edges[:, :1], edges[:, -1:]
    return np.hstack([low * silence, edges, high * plateau, high * tail])


def _lowest(
    curves: Sequence[Floats],
    codes: Sequence[str],
    best: str,
    missing: Sequence[tuple[Flags, str]],
    numbers: Mapping[str, pd.Series | Floats],
    peers: Peers,
    benchmarks: pd.DataFrame,
    index: pd.Index,
    params: Params,
) -> pd.DataFrame:
    """The lowest of the curves as value, which of them it was as code (`best` where none is remarkable), and all numbers used."""
    heights = np.vstack(curves)
    lowest = heights.min(axis=0)
    unknown = np.logical_or.reduce([where for where, _code in missing])
    found = np.where(lowest >= params.unremarkable, best, np.array(codes, dtype=object)[heights.argmin(axis=0)])
    return pd.DataFrame(
        {
            "value": rounded(np.where(unknown, np.nan, lowest), params.part_places),
            "code": np.select([where for where, _code in missing], [code for _where, code in missing], found),
            **{name: np.asarray(values, dtype=float) for name, values in numbers.items()},
            **{str(name): values.to_numpy() for name, values in described(peers, benchmarks).items()},
        },
        index=index,
    )


def _against_peers(
    compared: pd.DataFrame,
    column: str,
    day: pd.Series,
    benchmarks: pd.DataFrame,
    bounds: tuple[float, float, float],
    heights: tuple[float, ...],
    params: Params,
    likes: Floats | None = None,
) -> pd.DataFrame:
    """The value read from the curve over the peers' edges, the step it lies on as code, and all numbers used.

    `likes`: of comments per 100 likes, how many were counted.
    """
    peers = peers_at(compared, benchmarks, params)
    measured = compared[column].to_numpy(float)
    taken = measured if likes is None else _undoubted(measured, likes, peers.edges[:, EDGES.index("average")], params)
    knots = curve_knots(peers.edges, bounds)
    step = (taken[:, None] >= knots[:, 1:6]).sum(axis=1)
    words = described(peers, benchmarks).set_axis(compared.index)
    return pd.DataFrame(
        {
            "value": rounded(ramps(logarithms(taken), np.log(knots), heights), params.part_places),
            "code": np.where(peers.band < 0, "no_peers", np.array(STEPS, dtype=object)[step]),
            column: measured,
            "taken_as": np.where(taken > measured, taken, np.nan),
            "counted_likes": np.nan if likes is None else np.where(taken > measured, likes, np.nan),
            "measure": compared["measure"].where(compared[column].notna()),
            "followers": compared["followers"],
            **{edge: words[edge] for edge in EDGES},
            "ratio": measured / words["average"],
            "own_accounts": words["own_accounts"],
            "reference": words["reference"].where(words["average"].notna()),
            "day": day,
        },
        index=compared.index,
    )


def _undoubted(talk: Floats, likes: Floats, usual: Floats, params: Params) -> Floats:
    """Comments per 100 likes, or where they are fewer than usual among peers, as if some more had been counted at the usual rate.

    That is the mean of what the account's own may be, given a Gamma prior around the peers' and comments that scatter more than by chance;
    where peers comment less, what was counted stands: the doubt is for the account.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        likely = (talk * likes / 100 + params.talk_doubt) / (likes / 100 + params.talk_doubt / usual)
    return np.fmax(talk, likely)
