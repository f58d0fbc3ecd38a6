"""Snapshot frames for the pure formulas, as scoring.frames reads them."""

from datetime import date
from typing import Any

import pandas as pd

from scoring.formulas.benchmarks import BAND, EDGES
from scoring.formulas.columns import SNAPSHOT_COLUMNS, Features
from scoring.formulas.dismissals import NOTHING_DISMISSED
from scoring.formulas.features import features
from scoring.formulas.kinds import DISMISSAL_COLUMNS
from scoring.formulas.params import PARAMS, Params

TODAY = date(2026, 11, 20)
DAY = (TODAY - date(1970, 1, 1)).days
UNKNOWN: dict[str, Any] = dict.fromkeys(SNAPSHOT_COLUMNS, None) | {
    "account_id": 1,
    "platform": "instagram",
    "source_id": 1,
    "day": DAY,
    "rate_definition": "",
}
HEALTHY: dict[str, Any] = {"followers": 100_000, "following": 600, "likes": 1_500, "comments": 60}
TEXTS = {"platform", "rate_definition"}


def snapshots(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows that state only what is given; the rest is unknown."""
    frame = pd.DataFrame([UNKNOWN | row for row in rows], columns=list(SNAPSHOT_COLUMNS))
    return frame.astype({name: object if name in TEXTS else float for name in SNAPSHOT_COLUMNS}).astype({"account_id": int})


def read(*rows: dict[str, Any], dismissed: pd.DataFrame = NOTHING_DISMISSED, params: Params = PARAMS) -> Features:
    """The features of these snapshots."""
    return features(snapshots(*rows), dismissed, params)


def accounts(*rows: dict[str, Any], params: Params = PARAMS) -> pd.DataFrame:
    """The features that are an account's, without events."""
    return read(*rows, params=params).accounts


def dismissals(*flags: tuple[int, str, float, float]) -> pd.DataFrame:
    """Flags that a person dismissed: (account_id, kind, from_day, to_day)."""
    return pd.DataFrame(list(flags), columns=list(DISMISSAL_COLUMNS))


def row(frame: pd.DataFrame, place: int = 0) -> dict[str, Any]:
    """One row as a dictionary, which says less of its types than pandas does."""
    return dict(frame.iloc[place])


def reference(*bands: tuple[Any, ...]) -> pd.DataFrame:
    """Bands as (platform, measure, followers_from, four edges)."""
    return pd.DataFrame([(*band, "A table, 2025") for band in bands], columns=[*BAND, *EDGES, "reference"])


INSTAGRAM = reference(
    ("instagram", "per_follower", 10_000, 0.004, 0.008, 0.011, 0.026),
    ("instagram", "per_follower", 50_000, 0.003, 0.007, 0.010, 0.024),
    ("instagram", "per_follower", 100_000, 0.004, 0.009, 0.011, 0.026),
    ("instagram", "per_follower", 1_000_000, 0.006, 0.010, 0.013, 0.026),
    ("instagram", "comments_per_100_likes", 1_000, 3.0, 4.8, 7.5, 12.0),
    ("instagram", "comments_per_100_likes", 1_000_000, 3.0, 4.8, 7.5, 12.0),
)
