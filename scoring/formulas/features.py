"""One row an account from its snapshots: the size, the latest usable engagement, talk and following, and how long it is known.

Each feature comes from the latest snapshot that has it, with that snapshot's own followers and day, so nothing is mixed
across days. On one day the source that was added last counts. Next: benchmarks.py and parts.py.
"""

import numpy as np
import pandas as pd

from scoring.formulas.engagement import measured
from scoring.formulas.params import Params

SNAPSHOT_COLUMNS = (
    "account_id",
    "platform",
    "source_id",
    "day",
    "followers",
    "following",
    "likes",
    "comments",
    "views",
    "engagements",
    "engagement_rate",
    "rate_definition",
)


def features(snapshots: pd.DataFrame, params: Params) -> pd.DataFrame:
    """One row an account, indexed by account_id in rising order.

    In: SNAPSHOT_COLUMNS; `day` counts from 1970-01-01. An account without a snapshot has one row whose `day` is NaN.
    Out: platform, snapshots (distinct days of which a scored number is known), span_days and last_day of those, followers (NaN where
    no snapshot states them) and rate, measure, interactions, missing, rate_followers, rate_day, comments_per_100_likes,
    talk_followers, talk_day, following, following_followers, following_day.
    """
    ordered = measured(snapshots, params).sort_values(["account_id", "day", "source_id"], kind="stable", ignore_index=True)
    accounts = ordered.groupby("account_id")
    days = ordered["day"].where(ordered["known"]).groupby(ordered["account_id"])
    known = pd.DataFrame(
        {
            "platform": accounts["platform"].first(),
            "snapshots": days.nunique(),
            "span_days": (days.max() - days.min()).fillna(0),
            "last_day": days.max(),
            "followers": _latest(ordered, "followers")["followers"],
            "missing": accounts["missing"].last(),
        }
    )
    sized = ordered[ordered["followers"].gt(0)]
    rates = _dated(sized, "rate", "rate").join(_latest(sized, "rate")[["measure", "interactions"]])
    joined = known.join([rates, _dated(sized, "comments_per_100_likes", "talk"), _dated(sized, "following", "following")])
    return joined.assign(
        measure=joined["measure"].astype(object).fillna(""), missing=np.where(joined["rate"].notna(), "", joined["missing"])
    )


def _latest(ordered: pd.DataFrame, column: str) -> pd.DataFrame:
    """Each account's last row in which the column is known, by account_id."""
    return ordered[ordered[column].notna()].drop_duplicates("account_id", keep="last").set_index("account_id")


def _dated(ordered: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    """The latest known value with that snapshot's own followers and day."""
    latest = _latest(ordered, column)
    return latest[[column, "followers", "day"]].rename(columns={"followers": f"{name}_followers", "day": f"{name}_day"})
