"""What is usual among peers: accounts of one platform, compared by one measure, of about the same size.

`publish` blends a reference table with what the installation's own accounts show; `peers_at` reads the result at any size.
Who scores against the edges: parts.py. The four edges part a five-step scale: low, below average, average, above average, high.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.formulas.columns import PLATFORMS
from scoring.formulas.curves import Floats, larger
from scoring.formulas.params import Params
from scoring.formulas.series import NOWHERE, Ints
from scoring.formulas.tallies import Tally

EDGES = ["below_average", "average", "above_average", "high"]
# The lower of the low edges and the higher of the high ones, of the reference and the own cohort where each says something.
OUTER = ["lowest", "highest"]
COHORT = ["platform", "measure"]
BAND = [*COHORT, "followers_from"]
COLUMNS = [*BAND, *EDGES, *OUTER, "own_accounts", "own_weight", "reference"]
TALK = "comments_per_100_likes"
# Measured on a history, so known of fewer accounts. No table of either is published.
PEER_COLUMNS = ("platform", "measure", "followers", "value")
GROWTH = "growth_per_30_days"
SPREAD = "rate_spread"
COUNTED = ("per_follower", "per_view", TALK)
PEER_TEXTS = {"platform": PLATFORMS, "measure": (*COUNTED, GROWTH, SPREAD)}
MONTH = 30


def cohorts(accounts: pd.DataFrame) -> pd.DataFrame:
    """The features as one row an account and measure, PEER_COLUMNS: platform, measure, followers (those it is compared at) and value.

    Measures: the rate by its definition, TALK, GROWTH (a share, negative where followers were lost) and SPREAD.
    """
    frames = [
        _values(accounts, accounts["measure"], "rate_followers", accounts["rate"]),
        _values(accounts, TALK, "talk_followers", accounts[TALK]),
        _values(accounts, GROWTH, "growth_followers", monthly_growth(accounts)),
        _values(accounts, SPREAD, "rate_followers", accounts[SPREAD]),
    ]
    return pd.concat(frames)


def monthly_growth(accounts: pd.DataFrame) -> pd.Series:
    """The usual growth of followers per 30 days as a share, 0.02 for 2 %; NaN where it is not known."""
    return pd.Series(np.expm1(MONTH * accounts["growth_per_day"].to_numpy(float)), index=accounts.index)


def least(measure: str, params: Params) -> float:
    """A value of this measure is taken to be at least so great, since a logarithm is taken of it."""
    return {TALK: params.least_comments, GROWTH: params.least_growth, SPREAD: params.least_spread}.get(measure, params.least_rate)


def _values(accounts: pd.DataFrame, measure: pd.Series | str, followers: str, value: pd.Series) -> pd.DataFrame:
    rows = {"platform": accounts["platform"], "measure": measure, "followers": accounts[followers], "value": value}
    return pd.DataFrame(rows, index=accounts.index)[value.notna()]


def publish(values: pd.DataFrame, reference: pd.DataFrame, params: Params) -> pd.DataFrame:
    """`publish_chunks` of one frame."""
    return publish_chunks([values], reference, params)


def publish_chunks(chunks: Iterable[pd.DataFrame], reference: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The benchmarks, COLUMNS, one row a band that has a reference or enough accounts of one's own.

    In: values as `cohorts` gives them, in chunks of any size and order; `reference` with BAND, EDGES and the text `reference` (source and
    year). Values are only counted, so that any number of them takes the same memory.
    The edges are blended in logarithms: own accounts weigh min(0.5, n/(n+30)), and alone where there is no reference.
    """
    own = _own_quantiles(chunks, reference, params)
    bands = reference.set_index(BAND).join(own, how="outer", rsuffix="_own")
    counted = bands["own_accounts"].fillna(0)
    heard = counted.ge(params.own_least)
    shared = np.minimum(params.own_weight_cap, counted / (counted + params.own_half))
    alone = np.where(heard, 1.0, np.nan)
    weight = np.where(bands["reference"].notna(), shared, alone)
    edges = _rising(_blend(bands[EDGES].to_numpy(float), bands[[f"{edge}_own" for edge in EDGES]].to_numpy(float), weight), params)
    published = bands.assign(own_accounts=counted.astype(int), own_weight=weight, reference=bands["reference"].fillna(""))
    published[EDGES] = edges
    lows, highs = (bands[edge].where(bands["reference"].notna()) for edge in (EDGES[0], EDGES[-1]))
    published["lowest"] = -larger(-lows, -bands[f"{EDGES[0]}_own"].where(heard))
    published["highest"] = larger(highs, bands[f"{EDGES[-1]}_own"].where(heard))
    return published[published["own_weight"].notna()].reset_index()[COLUMNS]


def all_of(measure: str, count: int) -> "pd.Categorical[str]":
    """So many times one measure, as a column for `peers_at` that need not be searched for others."""
    return pd.Categorical.from_codes(np.zeros(count, dtype=np.int8), pd.Index([measure]))


class Peers(NamedTuple):
    """Of each row compared: EDGES and OUTER, shapes (n, 4) and (n, 2), NaN where it has no peers; its band's place in the benchmarks,
    NOWHERE where it has none.
    """

    edges: Floats
    outer: Floats
    band: Ints


def peers_at(compared: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> Peers:
    """What is usual among each row's peers. In: platform, measure, followers.

    Edges are interpolated over the logarithm of followers between the bands' geometric
    centres and stay flat beyond the first and last. A cohort that lacks its outer bands says nothing of accounts out there.
    """
    edges, band = np.full((len(compared), len(EDGES) + len(OUTER)), np.nan), np.full(len(compared), NOWHERE)
    followers, bands = compared["followers"].to_numpy(float), benchmarks.reset_index(drop=True)
    for at, cohort in _compared_cohorts(compared, bands):
        rows = at[followers[at] > 0]
        reached, read, nearest = _read_bands(followers[rows], cohort, params)
        edges[rows[reached]] = read
        band[rows[reached]] = cohort.index.to_numpy()[nearest]
    return Peers(edges[:, : len(EDGES)], edges[:, len(EDGES) :], band)


def described(peers: Peers, benchmarks: pd.DataFrame) -> pd.DataFrame:
    """Peers in words and numbers: EDGES, own_accounts, reference."""
    own = np.append(benchmarks["own_accounts"].to_numpy(float), np.nan)[peers.band]
    reference = np.append(benchmarks["reference"].to_numpy(object), "")[peers.band]
    return pd.DataFrame(dict(zip(EDGES, peers.edges.T, strict=True))).assign(own_accounts=own, reference=reference)


def outgrown(published: pd.DataFrame, counted: pd.DataFrame, params: Params) -> bool:
    """Whether a cohort's own accounts changed by more than a fifth since the benchmarks were published.

    `counted`: platform, measure, followers_from (lower edges at least as fine as the bands), own_accounts, as they are now.
    Accounts in a band without a benchmark count once there are enough of them for one. Only measures of COUNTED, which one
    snapshot tells, are looked at: who has a history has had one of those for longer.
    """
    published = published[published["measure"].isin(COUNTED)]
    now = _recount(counted, published, params).join(published.set_index(BAND)["own_accounts"], how="outer", rsuffix="_then")
    then = now["own_accounts_then"]
    relevant = now["own_accounts"].fillna(0).where(then.notna() | now["own_accounts"].ge(params.own_least), 0)
    sums = pd.DataFrame({"now": relevant, "then": then.fillna(0)}).groupby(level=COHORT).sum()
    return bool(((sums["now"] - sums["then"]).abs() > params.outgrown_share * sums["then"]).any())


def moved(published: pd.DataFrame, made: pd.DataFrame, tolerance: float, params: Params) -> bool:
    """Whether benchmarks differ by more than a share in any edge, or in which bands and references there are. Both as COLUMNS.

    OUTER are edges of one's own accounts alone, of which EDGES take own_weight_cap at most: they may move by so much more.
    """
    before, after = (bands.set_index(BAND).sort_index() for bands in (published, made))
    if not before.index.equals(after.index) or before["reference"].tolist() != after["reference"].tolist():
        return True
    apart = np.abs(np.log(after[[*EDGES, *OUTER]].to_numpy(float) / before[[*EDGES, *OUTER]].to_numpy(float)))
    allowed = np.log1p(tolerance) / np.array([1.0] * len(EDGES) + [params.own_weight_cap] * len(OUTER))
    known = [bands[OUTER].notna().to_numpy() for bands in (before, after)]
    return bool((apart > allowed).any() or (known[0] != known[1]).any())


def lower_edges(bands: pd.DataFrame, params: Params) -> list[float]:
    """Every band's lower edge that these bands or the standard ones have, rising."""
    return sorted({*params.bands, *bands["followers_from"].astype(float)})


def _with_band(values: pd.DataFrame, bands: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The rows that lie in a band of their cohort, with its followers_from; below the first band there are no peers to count."""
    parts = [
        rows.assign(followers_from=_band_of(rows["followers"].to_numpy(float), edges)) for rows, edges in _by_cohort(values, bands, params)
    ]
    return pd.concat(parts or [values.assign(followers_from=np.nan)]).dropna(subset="followers_from")


def _by_cohort(values: pd.DataFrame, bands: pd.DataFrame, params: Params) -> Iterator[tuple[pd.DataFrame, list[float]]]:
    for (platform, measure), rows in values.groupby(COHORT):
        yield rows, lower_edges(bands[_of_cohort(bands, platform, measure)], params)


def _of_cohort(rows: pd.DataFrame, platform: object, measure: object) -> pd.Series:
    return rows["platform"].eq(str(platform)) & rows["measure"].eq(str(measure))


def _band_of(followers: Floats, edges: list[float]) -> Floats:
    """The lower edge of each one's band; NaN below the first."""
    places = np.searchsorted(edges, followers, side="right")
    return np.array([np.nan, *edges])[places]


def _own_quantiles(chunks: Iterable[pd.DataFrame], reference: pd.DataFrame, params: Params) -> pd.DataFrame:
    """EDGES and own_accounts of one's own accounts, by BAND."""
    tallies: dict[tuple[str, str, float], Tally] = {}
    for chunk in chunks:
        followers, values = chunk["followers"].to_numpy(float), chunk["value"].to_numpy(float)
        for platform, measure, at in _cohorts_of(chunk):
            band = _band_of(followers[at], lower_edges(reference[_of_cohort(reference, platform, measure)], params))
            believed = np.maximum(values[at], least(measure, params))
            for start in np.unique(band[~np.isnan(band)]):
                tallies.setdefault((platform, measure, float(start)), Tally()).add(believed[band == start])
    read = [[*band, *tally.quantiles(params.quantiles), tally.count] for band, tally in sorted(tallies.items())]
    own = pd.DataFrame(read, columns=[*BAND, *EDGES, "own_accounts"])
    return own.astype(dict.fromkeys(["followers_from", *EDGES, "own_accounts"], float)).set_index(BAND)


def _cohorts_of(values: pd.DataFrame) -> Iterator[tuple[str, str, Ints]]:
    """Each platform and measure, and the places of its rows."""
    platforms, measures = (pd.Categorical(values[name]) for name in COHORT)
    codes = platforms.codes.astype(np.int64) * len(measures.categories) + measures.codes
    for code in np.flatnonzero(np.bincount(codes)):
        platform, measure = divmod(int(code), len(measures.categories))
        yield str(platforms.categories[platform]), str(measures.categories[measure]), np.flatnonzero(codes == code)


def _blend(reference: Floats, own: Floats, weight: Floats) -> Floats:
    """exp((1-w) ln reference + w ln own), taking either alone where it has all the weight."""
    share = weight[:, None]
    with np.errstate(invalid="ignore"):
        both = np.exp((1 - share) * np.log(reference) + share * np.log(own))
    return np.asarray(np.where(share == 0, reference, np.where(share == 1, own, both)))


def _rising(edges: Floats, params: Params) -> Floats:
    """Each edge at least a hair above the one below it."""
    result = edges.copy()
    for place in range(1, result.shape[1]):
        result[:, place] = np.maximum(result[:, place], result[:, place - 1] * params.edge_step)
    return result


def _compared_cohorts(compared: pd.DataFrame, bands: pd.DataFrame) -> Iterator[tuple[Ints, pd.DataFrame]]:
    """The places of the rows of each cohort that has benchmarks, and its bands, rising."""
    platforms, measures = (pd.Categorical(compared[name]) for name in COHORT)
    for (platform, measure), cohort in bands.sort_values("followers_from").groupby(COHORT):
        rows = np.flatnonzero((platforms.codes == _code(platforms, platform)) & (measures.codes == _code(measures, measure)))
        if len(rows):
            yield rows, cohort


def _code(words: pd.Categorical, word: object) -> int:
    """Its place among the words; no code where it is none of them."""
    return list(words.categories).index(word) if word in words.categories else len(words.categories)


def _read_bands(followers: Floats, bands: pd.DataFrame, params: Params) -> tuple[Ints, Floats, Ints]:
    """Which of these followers one cohort's bands reach; EDGES and OUTER there, and the place of the nearest band."""
    froms = bands["followers_from"].to_numpy(float)
    every = np.array(lower_edges(bands, params))
    ends = np.append(every[1:], every[-1] * params.open_band_span)[np.searchsorted(every, froms)]
    least, end = (0 if froms[0] == every[0] else froms[0]), (np.inf if froms[-1] == every[-1] else ends[-1])
    reached = np.flatnonzero((followers >= least) & (followers < end))
    size = np.log(followers[reached])
    centres = np.log(froms * ends) / 2
    edges = [np.exp(np.interp(size, centres, np.log(bands[edge].to_numpy(float)))) for edge in (*EDGES, *OUTER)]
    return reached, np.array(edges).T, np.searchsorted(froms, followers[reached], side="right").clip(1) - 1


def _recount(counted: pd.DataFrame, published: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The counts by the published bands."""
    values = counted.rename(columns={"followers_from": "followers"})
    return _with_band(values, published, params).groupby(BAND)[["own_accounts"]].sum()
