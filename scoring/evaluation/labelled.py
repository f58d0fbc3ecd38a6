"""The sets of accounts that people judged, as snapshots: labelled/*.csv of a folder of the user's choice. None is in the repository.

A set with `is_fake` (1 or 0) tells fake from genuine accounts by one snapshot each, of followers, following and posts. A set without it is
of genuine people, with their posts' likes, comments and times. Who asks the formulas about them: running.py.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.evaluation.measures import Bools, Floats
from scoring.evaluation.simulation import LAST_DAY, Columns

PLATFORM = "instagram"
SECONDS_A_DAY = 86_400
# Tools average so many of the latest posts; a person is looked at so often, so many days apart.
AVERAGED, LOOKS, LOOK_EVERY = 12, 12, 30
SERIES = ["post_likes", "post_comments", "post_unixtimes"]


class Labelled(NamedTuple):
    """One set: a place per account, in order of account_id from 1; the snapshots' columns are the simulation's.

    `ratio` is following/(followers+following), which a marketer would look at, NaN where both are 0; `rate` (likes+comments)/followers of
    the last snapshot, NaN where one of them is unknown.
    """

    name: str
    is_fake: Bools
    ratio: Floats
    rate: Floats
    snapshots: Columns


def read_sets(folder: Path) -> list[Labelled]:
    """Every set under folder/labelled, by name. ValueError says what is missing."""
    paths = sorted((folder / "labelled").glob("*.csv"))
    if not paths:
        raise ValueError(f"{folder} has no labelled/*.csv.")
    return [read_set(path) for path in paths]


def read_set(path: Path) -> Labelled:
    """One file: followers, following, posts, and is_fake or SERIES (numbers joined by bars, the newest post first)."""
    people = pd.read_csv(path)
    is_labelled = "is_fake" in people
    missing = {"followers", "following", "posts"} | (set() if is_labelled else set(SERIES)) - set(people)
    if missing := missing - set(people):
        raise ValueError(f"{path.name} has no column {', '.join(sorted(missing))}.")
    labels = people["is_fake"].eq(1).to_numpy(bool) if is_labelled else np.zeros(len(people), dtype=bool)
    rows = _histories(people) if set(SERIES) <= set(people) else _single(people)
    followers, following = people["followers"].to_numpy(float), people["following"].to_numpy(float)
    return Labelled(path.name, labels, _share(following, followers + following), _share(_last(rows, len(people)), followers), rows)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0))


def _last(rows: Columns, people: int) -> Floats:
    """Likes and comments a post of each account's last snapshot."""
    ends = np.searchsorted(rows["account_id"], np.arange(1, people + 1), side="right") - 1
    return np.asarray((rows["likes"].astype(float) + rows["comments"].astype(float))[ends])


def _single(people: pd.DataFrame) -> Columns:
    unknown = np.full(len(people), np.nan)
    return _columns(people, np.arange(len(people)), np.full(len(people), LAST_DAY), unknown, unknown, people["posts"].to_numpy(float))


def _histories(people: pd.DataFrame) -> Columns:
    """Snapshots as a tool would have taken them every 30 days until the newest post, each of the latest twelve posts by then.

    Followers of earlier days are not in the set: today's number stands for them, so growth cannot be judged. Each person's newest post is
    moved to one common day, so that nobody is stale; who has no posts has one snapshot without reactions.
    """
    each = [_history(*person) for person in people[[*SERIES, "posts"]].itertuples(index=False, name=None)]
    places = np.repeat(np.arange(len(people)), [len(rows) for rows in each])
    return _columns(people, places, *np.concatenate(each).T)


def _history(likes: object, comments: object, times: object, posts: int) -> Floats:
    """One person's rows of day, likes and comments a post, posts; (looks, 4), rising."""
    liked, talked, moments = (np.array(str(text).split("|"), dtype=float) for text in (likes, comments, times))
    if not np.isfinite(moments).all():
        return np.array([[LAST_DAY, np.nan, np.nan, posts]])
    age = (moments.max() - moments) / SECONDS_A_DAY
    by_then = {before: np.flatnonzero(age >= before) for before in LOOK_EVERY * np.arange(LOOKS - 1, -1, -1)}
    rows = [
        [LAST_DAY - before, liked[there[:AVERAGED]].mean(), talked[there[:AVERAGED]].mean(), posts - len(age) + len(there)]
        for before, there in by_then.items()
        if len(there)
    ]
    return np.array(rows, dtype=float)


def _columns(people: pd.DataFrame, places: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", days: Floats, *counts: Floats) -> Columns:
    known: Columns = {
        "account_id": places + 1,
        "platform": np.full(len(places), PLATFORM),
        "day": np.asarray(days, dtype=float),
        "followers": people["followers"].to_numpy(float)[places],
        "following": people["following"].to_numpy(float)[places],
        "views": np.full(len(places), np.nan),
    }
    return known | dict(zip(["likes", "comments", "posts"], counts, strict=True))
