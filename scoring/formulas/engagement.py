"""What a snapshot says of engagement: which counts are to be believed, the one rate that is scored, comments per 100 likes.

It compares nothing with peers: features.py picks each account's latest, benchmarks.py compares.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats
from scoring.formulas.params import Params
from scoring.formulas.series import Flags, Ints

# Why there is no rate; "" where there is one. A whole number in `Engagement` is a place in these.
MISSING = ("likes_hidden", "rate_unstated", "no_followers", "no_engagement")
REASONS = ("", *MISSING)
MEASURES = ("", "per_follower", "per_view")


class Engagement(NamedTuple):
    """Arrays, a number a snapshot; NaN where it is not known. `measured` says what they are.

    likes, comments and views are those that are believed; counted is the likes and comments per post, or their stated sum.
    """

    rate: Floats
    measure: Ints
    missing: Ints
    interactions: Floats
    talk: Floats
    known: Flags
    likes: Floats
    comments: Floats
    views: Floats
    counted: Floats


def measured(snapshots: pd.DataFrame, params: Params) -> pd.DataFrame:
    """The snapshots with rate (0.034 for 3.4 %), measure (its definition), missing (why there is no rate), interactions (the likes
    and comments per post that the rate was made of), comments_per_100_likes, NaN and "" where they are not known, and
    known: whether any number that is scored is.

    In: platform, followers, likes, comments, views, engagements, engagement_rate, rate_definition.
    """
    read = engagement(snapshots, params)
    return snapshots.assign(
        rate=read.rate,
        measure=np.array(MEASURES, dtype=object)[read.measure],
        interactions=read.interactions,
        missing=np.array(REASONS, dtype=object)[read.missing],
        comments_per_100_likes=read.talk,
        known=read.known,
    )


def engagement(snapshots: pd.DataFrame, params: Params) -> Engagement:
    """`measured` as arrays."""
    stated = {name: numbers(snapshots, name) for name in ("followers", "likes", "comments", "views", "engagements", "engagement_rate")}
    definition = _codes(snapshots["rate_definition"], ("per_follower", "per_view", "unstated"))
    hidden = hidden_likes(stated, params)
    believed = _believed(stated, hidden, params)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        counted = _else(believed["likes"] + believed["comments"], believed["engagements"])
        rate, measure, interactions = _rates(
            stated, believed, counted, definition, np.asarray(snapshots["platform"].isin(params.per_view_platforms)), params
        )
        talk = np.where(stated["followers"] > 0, 100 * believed["comments"] / believed["likes"], np.nan)
    some = ~np.isnan(counted) | ~np.isnan(believed["engagement_rate"])
    reasons = [~np.isnan(rate), hidden, definition == 2, some & ~(stated["followers"] > 0)]
    missing = np.select(reasons, range(4), 4)
    known = _known(snapshots, stated, believed, counted, definition)
    likes, comments, views = (believed[name] for name in ("likes", "comments", "views"))
    return Engagement(rate, measure, missing, interactions, talk, known, likes, comments, views, counted)


def numbers(snapshots: pd.DataFrame, name: str) -> Floats:
    """A column as numbers; NaN where it is not known."""
    return snapshots[name].to_numpy(float)


def averaged_posts(posts: Floats, params: Params) -> Floats:
    """How many posts a snapshot's averages are taken to be of: lists do not say."""
    return np.where(posts >= 1, np.minimum(posts, params.averaged_posts), params.averaged_posts)


def hidden_likes(stated: dict[str, Floats], params: Params) -> Flags:
    """True where so few likes under so many followers mean that the account hides them."""
    return np.asarray((stated["likes"] <= params.hidden_likes) & (stated["followers"] > params.hidden_likes_followers))


def _believed(stated: dict[str, Floats], few: Flags, params: Params) -> dict[str, Floats]:
    """Counts and the rate without those that exporters write where they know nothing. A stored 0 stays stored.

    A sum or a rate beside likes or comments that are not believed was made of them, so it is not believed either.
    """
    hidden = few | (stated["likes"] == 0)
    silent = (stated["comments"] == 0) & (stated["likes"] > params.silent_likes)
    made_up = hidden | silent
    return {
        "likes": np.where(hidden, np.nan, stated["likes"]),
        "comments": np.where(silent, np.nan, stated["comments"]),
        "views": np.where(stated["views"] > 0, stated["views"], np.nan),
        "engagements": np.where((stated["engagements"] > 0) & ~made_up, stated["engagements"], np.nan),
        "engagement_rate": np.where((stated["engagement_rate"] > 0) & ~made_up, stated["engagement_rate"], np.nan),
    }


def _rates(
    stated: dict[str, Floats], believed: dict[str, Floats], counted: Floats, definition: Ints, by_view: Flags, params: Params
) -> tuple[Floats, Ints, Floats]:
    """The scored rate, its definition and what it was made of: likes and comments, else their stated sum, else a stated rate
    of that definition, of which followers tell the sum and views, mostly unknown, do not.
    """
    followers = np.where(stated["followers"] > 0, stated["followers"], np.nan)
    sized = ~np.isnan(followers)
    per_view = np.where(by_view & sized, _else(counted / believed["views"], _where(definition == 1, believed["engagement_rate"])), np.nan)
    per_follower = _else(counted / followers, _where((definition == 0) & sized, believed["engagement_rate"]))
    rate = _else(per_view, per_follower)
    measure = np.where(np.isnan(rate), 0, np.where(np.isnan(per_view), 1, 2))
    implied = _where(measure == 1, rate * followers)
    return rate, measure, _where(~np.isnan(rate), _else(counted, implied))


def _known(snapshots: pd.DataFrame, stated: dict[str, Floats], believed: dict[str, Floats], counted: Floats, definition: Ints) -> Flags:
    """Views alone say nothing, nor does a rate of we do not know what."""
    rate = _where(definition != 2, believed["engagement_rate"])
    numeric = [numbers(snapshots, "following"), believed["likes"], believed["comments"], counted, rate]
    return np.asarray((stated["followers"] > 0) | np.logical_or.reduce([~np.isnan(values) for values in numeric]))


def _else(first: Floats, second: Floats) -> Floats:
    return np.where(np.isnan(first), second, first)


def _where(condition: Flags, values: Floats) -> Floats:
    return np.where(condition, values, np.nan)


def _codes(texts: pd.Series, names: tuple[str, ...]) -> Ints:
    """Each text's place among the names, -1 for any other."""
    return np.asarray(pd.Categorical(texts, categories=list(names)).codes, dtype=np.int64)
