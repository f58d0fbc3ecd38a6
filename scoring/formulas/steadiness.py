"""Whether an account goes on as it did: the spread of its rate, likes that rose alone, and the longest time without a new post."""

from typing import NamedTuple

import numpy as np

from scoring.formulas.curves import Floats
from scoring.formulas.series import Ints, counts, earliest, greatest, quantile, sums, taken

MONTH = 30
# What lies between the quartiles of a bell curve, in its standard deviations.
QUARTILES = 1.349
LEAST = 3


class Dated(NamedTuple):
    """Numbers of some days, sorted by account and day."""

    account: Ints
    day: Floats


def spreads(dated: Dated, rates: Floats, count: int) -> dict[str, Floats]:
    """The robust spread of the log rate, and of how many days with a rate. In: rates > 0 of one definition an account."""
    log = np.log(rates)
    low, high = (quantile(dated.account, log, count, share) for share in (0.25, 0.75))
    days = counts(dated.account, count).astype(float)
    return {"steady_snapshots": days, "rate_spread": np.where(days >= LEAST, (high - low) / QUARTILES, np.nan)}


def lone_likes(dated: Dated, likes_rate: Floats, talk: Floats, count: int) -> dict[str, Floats]:
    """How far likes per follower once stood above their middle while comments per like stood as far below theirs, and when.

    Both in logarithms; both must be greater than 0.
    """
    likes, comments = np.log(likes_rate), np.log(talk)
    usual_likes, usual_talk = (quantile(dated.account, values, count, 0.5)[dated.account] for values in (likes, comments))
    alone = np.minimum(likes - usual_likes, usual_talk - comments)
    most = np.where(counts(dated.account, count) >= LEAST, greatest(dated.account, alone, count), np.nan)
    return {"lone_likes": most, "lone_day": taken(dated.day, earliest(dated.account, alone == most[dated.account], count))}


def posting(dated: Dated, posts: Floats, count: int) -> dict[str, Floats]:
    """New posts per 30 days, and the longest time over which the number of posts stayed the same.

    A fall, posts taken down, says nothing.
    """
    later = np.flatnonzero(dated.account[1:] == dated.account[:-1]) + 1
    account, days, new = dated.account[later], dated.day[later] - dated.day[later - 1], posts[later] - posts[later - 1]
    # A silence ends with every interval that is not silent, and with the account.
    run = np.cumsum((new != 0) | np.append(True, account[1:] != account[:-1]))[: len(new)] if len(new) else np.zeros(0, dtype=np.int64)
    length = sums(run, np.where(new == 0, days, 0.0), int(run[-1]) + 1 if len(run) else 1)
    span = sums(account, days, count)
    with np.errstate(invalid="ignore"):
        rate = MONTH * sums(account, np.maximum(new, 0), count) / np.where(span > 0, span, np.nan)
    return {"posts_per_30_days": rate, "quiet_days": greatest(account, length[run], count)}
