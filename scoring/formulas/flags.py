"""Dated reasons to look at an account: what they are read from, and whether a person dismissed them. kinds.py says what each means.

All but two act only through their part; those two take points themselves. A dismissed flag is still given, and takes nothing.
"""

import numpy as np
import pandas as pd

from scoring.formulas.benchmarks import peers_at
from scoring.formulas.columns import Features
from scoring.formulas.curves import Floats
from scoring.formulas.kinds import BITS, DEDUCTING_KINDS, NUMBERS
from scoring.formulas.params import Params
from scoring.formulas.parts import growth_peers
from scoring.formulas.series import Flags
from scoring.formulas.spikes import excess_growth, surely_unanswered, unanswered

# excess: log growth beyond usual; unanswered: its share that reactions do not answer; a_day: followers gained; target: the round number;
# lowest and highest: the outer edges of peers and reference; age_days: since the last snapshot.
FLAG_NUMBERS = (*NUMBERS, "excess", "unanswered", "a_day", "target", "lowest", "highest", "age_days")
FLAG_COLUMNS = ("account_id", "kind", "from_day", "to_day", "measure", *FLAG_NUMBERS, "dismissed", "deducts")

TYPES = dict.fromkeys(FLAG_COLUMNS, float) | {"account_id": np.int64, "kind": object, "measure": object, "dismissed": bool}


def flags(features: Features, benchmarks: pd.DataFrame, today_day: int, params: Params) -> pd.DataFrame:
    """FLAG_COLUMNS, a row a flag, by account, kind and days. `today_day`: days since 1970-01-01.

    `deducts` is in points of trust; a number that a kind does not use is NaN, and measure "".
    """
    found = [
        *_growth_flags(features, benchmarks, params),
        _mass_following(features, params),
        _out_of_band(features, benchmarks, params),
        features.events[features.events["kind"].eq("likes_near_views")],
        _stale(features.accounts, today_day, params),
    ]
    whole = [frame for frame in found if len(frame)]
    if not whole:
        return _empty()
    flagged = pd.concat(whole, ignore_index=True).reindex(columns=[*FLAG_COLUMNS[:-2], "dismissals"])
    bits = flagged["kind"].map(BITS).to_numpy(np.int64)
    dismissed = (flagged["dismissals"].fillna(0).to_numpy(np.int64) & bits) != 0
    deducts = np.where(flagged["kind"].isin(DEDUCTING_KINDS) & ~dismissed, params.deduction_points, 0.0)
    typed = flagged.assign(dismissed=dismissed, deducts=deducts, measure=flagged["measure"].fillna(""))[list(FLAG_COLUMNS)]
    order = np.lexsort(
        [flagged["to_day"].to_numpy(float), flagged["from_day"].to_numpy(float), bits, flagged["account_id"].to_numpy(float)]
    )
    return typed.take(order).reset_index(drop=True).astype(TYPES)


def deductions(flagged: pd.DataFrame, accounts: pd.DataFrame) -> Floats:
    """The points that each account's flags take."""
    at = np.searchsorted(accounts.index.to_numpy(), flagged["account_id"].to_numpy())
    return np.bincount(at, weights=flagged["deducts"].to_numpy(float), minlength=len(accounts)).astype(float)


def records(flagged: pd.DataFrame) -> list[dict[str, object]]:
    """Each flag as a small dictionary: kind, from_day, to_day, dismissed, deducts and the numbers and measure it has."""
    rows = flagged.drop(columns="account_id").astype({"from_day": int, "to_day": int}).to_dict("records")
    return [{str(key): value for key, value in row.items() if value == value and value != ""} for row in rows]


def is_out_of_band(rate: Floats, lowest: Floats, highest: Floats, params: Params) -> Flags:
    """Whether a rate is far under what both call low, or far past what both call high."""
    return np.asarray((rate < params.out_of_band_low * lowest) | (rate > params.out_of_band_high * highest))


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: np.zeros(0) for name in FLAG_COLUMNS}).astype(TYPES)


def _growth_flags(features: Features, benchmarks: pd.DataFrame, params: Params) -> list[pd.DataFrame]:
    """The four kinds that are read from one interval of growth."""
    jumps = features.events[features.events["kind"].eq("growth_spike")]
    accounts = features.accounts.take(np.searchsorted(features.accounts.index.to_numpy(), jumps["account_id"].to_numpy()))
    excess = excess_growth(jumps, growth_peers(accounts, benchmarks, params).edges[:, -1], params)
    share = unanswered(excess, jumps, params)
    spikes = jumps.assign(
        excess=excess,
        unanswered=share,
        silent=surely_unanswered(share, jumps, params.sure),
        likely=surely_unanswered(share, jumps, params.bleed_sure) | jumps["answer"].isna(),
        a_day=jumps["gained"] / (jumps["to_day"] - jumps["from_day"]),
        target=_target(jumps, params),
    )[excess >= params.spike_least]
    bled = spikes["bleed"].ge(params.bleed_least * spikes["excess"]) & spikes["likely"]
    return [
        spikes,
        spikes[spikes["target"].notna()].assign(kind="round_step"),
        spikes[bled].assign(kind="spike_then_bleed"),
        spikes[spikes["silent"]].assign(kind="spike_without_response"),
    ]


def _target(jumps: pd.DataFrame, params: Params) -> Floats:
    """The round number of followers that a jump of exact counts brought, NaN where it is none."""
    gained, exact = jumps["gained"].to_numpy(float), jumps["rounded"].eq(0).to_numpy()
    targets = np.array(params.round_targets)
    near = np.abs(gained[:, None] - targets) <= params.round_tolerance * targets
    return np.where(exact & near.any(axis=1), targets[near.argmax(axis=1)], np.nan)


def _mass_following(features: Features, params: Params) -> pd.DataFrame:
    """Swings of the accounts followed, and those of which the count alone is one: the latest, and those that were dismissed."""
    accounts, events = features
    latest = accounts[["following", "following_followers", "following_day"]].set_axis(["following", "followers", "to_day"], axis=1)
    dismissed = events[events["kind"].eq("mass_following") & events["dropped"].isna()]
    counted = pd.concat([latest.assign(from_day=latest["to_day"], dismissals=0).reset_index(), dismissed], ignore_index=True)
    many = counted["following"].gt(params.following_counts[1]) & counted["following"].gt(params.following_ratios[3] * counted["followers"])
    swings = events[events["kind"].eq("mass_following") & events["dropped"].notna()]
    return pd.concat([counted[many], swings], ignore_index=True).assign(kind="mass_following")


def _out_of_band(features: Features, benchmarks: pd.DataFrame, params: Params) -> pd.DataFrame:
    """Rates far from what both the reference and the own cohort know: the latest, and those that were dismissed."""
    accounts, events = features
    rated = accounts.loc[accounts["rate"].notna(), ["platform", "measure", "rate", "rate_followers", "rate_day"]]
    latest = rated.set_axis(["platform", "measure", "rate", "followers", "to_day"], axis=1)
    dismissed = events[events["kind"].eq("response_out_of_band")]
    platforms = accounts["platform"].reindex(dismissed["account_id"]).to_numpy()
    latest = latest.assign(from_day=latest["to_day"], dismissals=0).reset_index()
    every = pd.concat([latest, dismissed.assign(platform=platforms)], ignore_index=True)
    outer = peers_at(every, benchmarks, params).outer
    beyond = is_out_of_band(every["rate"].to_numpy(float), outer[:, 0], outer[:, 1], params)
    return every.assign(kind="response_out_of_band", lowest=outer[:, 0], highest=outer[:, 1])[beyond].drop(columns="platform")


def _stale(accounts: pd.DataFrame, today_day: int, params: Params) -> pd.DataFrame:
    old = accounts.loc[today_day - accounts["last_day"] >= params.stale_days, ["last_day"]]
    days = old["last_day"].to_numpy(float)
    rows = {"account_id": old.index.to_numpy(), "kind": "stale", "from_day": days, "to_day": days, "age_days": today_day - days}
    return pd.DataFrame(rows)
