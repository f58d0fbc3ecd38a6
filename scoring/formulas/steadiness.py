"""Whether an account goes on as it did: the spread of its rate, likes or comments that rose alone, the longest time without a new post."""

from typing import NamedTuple

import numpy as np

from scoring.formulas.curves import Floats
from scoring.formulas.params import Params
from scoring.formulas.series import Ints, counts, earliest, greatest, quantiles, sums, taken

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
    low, high = quantiles(dated.account, log, count, (0.25, 0.75))
    days = counts(dated.account, count).astype(float)
    return {"steady_snapshots": days, "rate_spread": np.where(days >= LEAST, (high - low) / QUARTILES, np.nan)}


def steps(dated: Dated, likes_rate: Floats, talk: Floats, count: int, params: Params) -> dict[str, Floats]:
    """The largest lasting step, in logarithms, of likes that rose without comments and of comments that rose without likes, and their days.

    On each day the medians of up to step_snapshots from it on are compared with those before it, of at least step_least each, so one odd
    day is no step. `lone_likes` is the lesser of the rise of likes per follower and the fall of comments per like; `lone_talk` that of the
    rises of comments per like and per follower. In: likes per follower and comments per like of the same days, both > 0.
    The days are those of the largest step, near which it happened. NaN where no day has enough on both sides.
    """
    likes, comments = np.log(likes_rate), np.log(talk)
    more_likes, more_talk, more_comments = (_step(dated.account, values, params) for values in (likes, comments, likes + comments))
    found = {"lone_likes": np.minimum(more_likes, -more_talk), "lone_talk": np.minimum(more_talk, more_comments)}
    known = ~np.isnan(more_likes)
    result: dict[str, Floats] = {}
    for name, step in found.items():
        most = greatest(dated.account[known], step[known], count)
        result[name] = np.maximum(most, 0)
        result[f"{name}_day"] = taken(dated.day, earliest(dated.account, known & (step == most[dated.account]), count))
    return result


def _step(account: Ints, values: Floats, params: Params) -> Floats:
    """How much higher the middle of the days from each one on lies than that of the days before it; NaN with too few of either.

    The account's values stand in one row with NaN between accounts, so that no window of days reaches into another's.
    """
    if not len(values):
        return values
    reach = params.step_snapshots
    accounts = np.cumsum(np.append(True, account[1:] != account[:-1]))
    at = np.arange(len(values)) + reach * accounts
    row = np.full(len(values) + reach * (accounts[-1] + 1), np.nan)
    row[at] = values
    middle = _middles(row, reach, params.step_least)
    return np.asarray(middle[at] - middle[at - reach])


def _middles(row: Floats, reach: int, least: int) -> Floats:
    """The median of the numbers among the next `reach` places from each that has so many; NaN of fewer numbers than the least.

    Sorted by exchanging neighbours, all windows at once: of so few numbers each that is faster than sorting every window.
    """
    places = len(row) - reach + 1
    padded = np.where(np.isnan(row), np.inf, row)
    ordered = [padded[place : place + places] for place in range(reach)]
    for end in range(reach - 1, 0, -1):
        for place in range(end):
            one, other = ordered[place : place + 2]
            ordered[place : place + 2] = np.minimum(one, other), np.maximum(one, other)
    known = np.sum([np.isfinite(values) for values in ordered], axis=0)
    # Of an even number the two in the middle, of an odd one that one twice.
    lower, upper = (_picked(ordered, place) for place in (np.maximum(known - 1, 0) // 2, known // 2))
    return np.where(known >= least, (lower + upper) / 2, np.nan)


def _picked(columns: list[Floats], place: Ints) -> Floats:
    """Of each row the value of the column at its place."""
    found = columns[0]
    for number, values in enumerate(columns[1:], 1):
        found = np.where(place == number, values, found)
    return found


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
