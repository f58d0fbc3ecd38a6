"""What is usual among peers: accounts of one platform, compared by one measure, of about the same size.

`publish` blends a reference table with what the installation's own accounts show; `edges_at` reads the result at any size.
Who scores against the edges: parts.py. The four edges part a five-step scale: low, below average, average, above average, high.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats
from scoring.formulas.params import Params

EDGES = ["below_average", "average", "above_average", "high"]
COHORT = ["platform", "measure"]
BAND = [*COHORT, "followers_from"]
COLUMNS = [*BAND, *EDGES, "own_accounts", "own_weight", "reference"]
TALK = "comments_per_100_likes"


def cohorts(accounts: pd.DataFrame) -> pd.DataFrame:
    """The features as one row an account and measure: platform, measure, followers (those of the compared day) and value."""
    rates = accounts.loc[accounts["rate"].notna(), ["platform", "measure", "rate_followers", "rate"]]
    talk = accounts.loc[accounts[TALK].notna(), ["platform", "talk_followers", TALK]].assign(measure=TALK)
    names = ["platform", "measure", "followers", "value"]
    frames = [rates.set_axis(names, axis=1), talk[["platform", "measure", "talk_followers", TALK]].set_axis(names, axis=1)]
    return pd.concat(frames, ignore_index=True)


def publish(values: pd.DataFrame, reference: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The benchmarks, COLUMNS, one row a band that has a reference or enough accounts of one's own.

    In: `values` as `cohorts` gives them; `reference` with BAND, EDGES and the text `reference` (source and year).
    The edges are blended in logarithms: own accounts weigh min(0.5, n/(n+30)), and alone where there is no reference.
    """
    own = _own_quantiles(_with_band(values, reference, params), params)
    bands = reference.set_index(BAND).join(own, how="outer", rsuffix="_own")
    counted = bands["own_accounts"].fillna(0)
    shared = np.minimum(params.own_weight_cap, counted / (counted + params.own_half))
    alone = np.where(counted >= params.own_least, 1.0, np.nan)
    weight = np.where(bands["reference"].notna(), shared, alone)
    edges = _rising(_blend(bands[EDGES].to_numpy(float), bands[[f"{edge}_own" for edge in EDGES]].to_numpy(float), weight), params)
    published = bands.assign(own_accounts=counted.astype(int), own_weight=weight, reference=bands["reference"].fillna(""))
    published[EDGES] = edges
    return published[published["own_weight"].notna()].reset_index()[COLUMNS]


def edges_at(compared: pd.DataFrame, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """EDGES at each row's followers, and the own_accounts and reference of its band; NaN and "" where it has no peers.

    In: platform, measure, followers. Edges are interpolated over the logarithm of followers between the bands' geometric
    centres and stay flat beyond the first and last. A cohort that lacks its outer bands says nothing of accounts out there.
    """
    result = pd.DataFrame(np.nan, index=compared.index, columns=[*EDGES, "own_accounts"]).assign(reference="")
    for (platform, measure), bands in benchmarks.groupby(COHORT):
        here = _of_cohort(compared, platform, measure) & compared["followers"].gt(0)
        if here.any():
            read = _read_bands(compared.loc[here, "followers"], bands.sort_values("followers_from"), params)
            result.loc[here, read.columns] = read
    return result


def outgrown(published: pd.DataFrame, counted: pd.DataFrame, params: Params) -> bool:
    """Whether a cohort's own accounts changed by more than a fifth since the benchmarks were published.

    `counted`: platform, measure, followers_from (lower edges at least as fine as the bands), own_accounts, as they are now.
    Accounts in a band without a benchmark count once there are enough of them for one.
    """
    now = _recount(counted, published, params).join(published.set_index(BAND)["own_accounts"], how="outer", rsuffix="_then")
    then = now["own_accounts_then"]
    relevant = now["own_accounts"].fillna(0).where(then.notna() | now["own_accounts"].ge(params.own_least), 0)
    sums = pd.DataFrame({"now": relevant, "then": then.fillna(0)}).groupby(level=COHORT).sum()
    return bool(((sums["now"] - sums["then"]).abs() > params.outgrown_share * sums["then"]).any())


def lower_edges(bands: pd.DataFrame, params: Params) -> list[float]:
    """Every band's lower edge that these bands or the standard ones have, rising."""
    return sorted({*params.bands, *bands["followers_from"].astype(float)})


def _with_band(values: pd.DataFrame, bands: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The rows that lie in a band of their cohort, with its followers_from; below the first band there are no peers to count."""
    parts = [rows.assign(followers_from=_band_of(rows["followers"], edges)) for rows, edges in _by_cohort(values, bands, params)]
    return pd.concat(parts or [values.assign(followers_from=np.nan)]).dropna(subset="followers_from")


def _by_cohort(values: pd.DataFrame, bands: pd.DataFrame, params: Params) -> Iterator[tuple[pd.DataFrame, list[float]]]:
    for (platform, measure), rows in values.groupby(COHORT):
        yield rows, lower_edges(bands[_of_cohort(bands, platform, measure)], params)


def _of_cohort(rows: pd.DataFrame, platform: object, measure: object) -> pd.Series:
    return rows["platform"].eq(str(platform)) & rows["measure"].eq(str(measure))


def _band_of(followers: pd.Series, edges: list[float]) -> Floats:
    places = np.searchsorted(edges, followers.to_numpy(float), side="right")
    return np.array([np.nan, *edges])[places]


def _own_quantiles(banded: pd.DataFrame, params: Params) -> pd.DataFrame:
    """EDGES and own_accounts of one's own accounts, by BAND."""
    least = np.where(banded["measure"].eq(TALK), params.least_comments, params.least_rate)
    groups = banded.assign(value=np.maximum(banded["value"], least)).groupby(BAND)["value"]
    edges = {edge: groups.quantile(share) for edge, share in zip(EDGES, params.quantiles, strict=True)}
    return pd.DataFrame({**edges, "own_accounts": groups.size()})


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


def _read_bands(followers: pd.Series, bands: pd.DataFrame, params: Params) -> pd.DataFrame:
    """One cohort's edges at these followers; rows of no band's reach are left out."""
    froms = bands["followers_from"].to_numpy(float)
    every = np.array(lower_edges(bands, params))
    ends = np.append(every[1:], every[-1] * params.open_band_span)[np.searchsorted(every, froms)]
    reached = followers[
        followers.ge(0 if froms[0] == every[0] else froms[0]) & followers.lt(np.inf if froms[-1] == every[-1] else ends[-1])
    ]
    size = np.log(reached.to_numpy(float))
    centres = np.log(froms * ends) / 2
    read = {edge: np.exp(np.interp(size, centres, np.log(bands[edge].to_numpy(float)))) for edge in EDGES}
    nearest = np.searchsorted(froms, reached.to_numpy(float), side="right").clip(1) - 1
    described = {name: bands[name].to_numpy()[nearest] for name in ("own_accounts", "reference")}
    return pd.DataFrame({**read, **described}, index=reached.index)


def _recount(counted: pd.DataFrame, published: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The counts by the published bands."""
    values = counted.rename(columns={"followers_from": "followers"})
    return _with_band(values, published, params).groupby(BAND)[["own_accounts"]].sum()
