"""What a snapshot says of engagement: which counts are to be believed, the one rate that is scored, comments per 100 likes.

It compares nothing with peers: features.py picks each account's latest, benchmarks.py compares.
"""

import numpy as np
import pandas as pd

from scoring.formulas.params import Params

MISSING = ("likes_hidden", "rate_unstated", "no_followers", "no_engagement")


def measured(snapshots: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The snapshots with rate (0.034 for 3.4 %), measure (its definition), missing (why there is no rate), interactions (the likes
    and comments per post that the rate was made of), comments_per_100_likes, NaN and "" where they are not known, and
    known: whether any number that is scored is.

    In: platform, followers, likes, comments, views, engagements, engagement_rate, rate_definition.
    """
    counts = _believed(snapshots, params)
    rates = _rates(snapshots, counts, params)
    has_talk = snapshots["followers"].gt(0)
    talk = (100 * counts["comments"] / counts["likes"]).where(has_talk)
    missing = _missing(snapshots, counts, rates["rate"], params)
    return snapshots.assign(**rates, missing=missing, comments_per_100_likes=talk, known=_known(snapshots, counts))


def _believed(snapshots: pd.DataFrame, params: Params) -> dict[str, pd.Series]:
    """Counts and the rate without those that exporters write where they know nothing. A stored 0 stays stored.

    A sum or a rate beside likes or comments that are not believed was made of them, so it is not believed either.
    """
    hidden = hidden_likes(snapshots, params) | snapshots["likes"].eq(0)
    silent = snapshots["comments"].eq(0) & snapshots["likes"].gt(params.silent_likes)
    made_up = hidden | silent
    return {
        "likes": snapshots["likes"].mask(hidden),
        "comments": snapshots["comments"].mask(silent),
        "views": snapshots["views"].where(snapshots["views"].gt(0)),
        "engagements": snapshots["engagements"].where(snapshots["engagements"].gt(0) & ~made_up),
        "engagement_rate": snapshots["engagement_rate"].where(snapshots["engagement_rate"].gt(0) & ~made_up),
    }


def hidden_likes(snapshots: pd.DataFrame, params: Params) -> pd.Series:
    """True where so few likes under so many followers mean that the account hides them."""
    return snapshots["likes"].le(params.hidden_likes) & snapshots["followers"].gt(params.hidden_likes_followers)


def _rates(snapshots: pd.DataFrame, counts: dict[str, pd.Series], params: Params) -> dict[str, pd.Series]:
    """The scored rate, its definition and what it was made of: likes and comments, else their stated sum, else a stated rate
    of that definition, of which followers tell the sum and views, mostly unknown, do not.
    """
    interactions = (counts["likes"] + counts["comments"]).fillna(counts["engagements"])
    by_view = snapshots["platform"].isin(params.per_view_platforms)
    followers = snapshots["followers"].where(snapshots["followers"].gt(0))
    per_view = (interactions / counts["views"]).fillna(_stated(snapshots, counts, "per_view")).where(by_view)
    stated = _stated(snapshots, counts, "per_follower")
    per_follower = (interactions / followers).fillna(stated).where(followers.notna() & per_view.isna())
    rate = per_view.where(followers.notna()).fillna(per_follower)
    definition = np.where(rate.isna(), "", np.where(per_view.notna(), "per_view", "per_follower"))
    return {
        "rate": rate,
        "measure": pd.Series(definition, index=snapshots.index, dtype=object),
        "interactions": interactions.fillna((rate * followers).where(definition == "per_follower")).where(rate.notna()),
    }


def _stated(snapshots: pd.DataFrame, counts: dict[str, pd.Series], definition: str) -> pd.Series:
    return counts["engagement_rate"].where(snapshots["rate_definition"].eq(definition))


def _known(snapshots: pd.DataFrame, counts: dict[str, pd.Series]) -> pd.Series:
    """Views alone say nothing, nor does a rate of we do not know what."""
    rate = counts["engagement_rate"].where(snapshots["rate_definition"].ne("unstated"))
    stated = [snapshots["following"], counts["likes"], counts["comments"], counts["engagements"], rate]
    return pd.concat(stated, axis=1).notna().any(axis=1) | snapshots["followers"].gt(0)


def _missing(snapshots: pd.DataFrame, counts: dict[str, pd.Series], rate: pd.Series, params: Params) -> pd.Series:
    """Why a snapshot has no scored rate, one of MISSING; "" where it has one."""
    unstated = snapshots["rate_definition"].eq("unstated")
    some = counts["engagements"].notna() | counts["engagement_rate"].notna() | (counts["likes"] + counts["comments"]).notna()
    unsized = some & ~snapshots["followers"].gt(0)
    reasons = [rate.notna(), hidden_likes(snapshots, params), unstated, unsized]
    return pd.Series(np.select(reasons, ["", *MISSING[:3]], MISSING[3]), index=snapshots.index, dtype=object)
