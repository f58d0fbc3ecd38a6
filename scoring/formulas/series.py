"""Many accounts' series side by side in flat arrays, each account a number from 0: sorted rows, days, quantiles within an account.

No loop over accounts. Sums are of whole days or added in the order of rows, so an account's result never depends on its neighbours.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.formulas.curves import Floats

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOWHERE = -1
# A matrix may have so many times the places that its values fill.
RAGGED = 8


class Days(NamedTuple):
    """The days on which anything was stated, by account and then by day. `of_row`: each row's place among them, NOWHERE without a day."""

    account: Ints
    day: Floats
    of_row: Ints

    def last(self, values: Floats, known: Flags) -> Floats:
        """A value a day: that of its last row in which it is known, NaN where none is."""
        taken = np.full(len(self.day), np.nan)
        # Where a place is assigned twice, the last one stays.
        taken[self.of_row[known]] = values[known]
        return taken


def days_of(account: Ints, day: Floats) -> Days:
    """The distinct days of rows that are sorted by account and day."""
    dated = ~np.isnan(day)
    new = dated & (np.append(True, (account[1:] != account[:-1]) | (day[1:] != day[:-1])))
    of_row = np.where(dated, np.cumsum(new) - 1, NOWHERE)
    return Days(account[new], day[new], of_row)


def latest(account: Ints, known: Flags, count: int) -> Ints:
    """Each account's last row in which something is known; NOWHERE where it never is."""
    rows = np.full(count, NOWHERE)
    rows[account[known]] = np.flatnonzero(known)
    return rows


def earliest(account: Ints, known: Flags, count: int) -> Ints:
    """Each account's first such row; NOWHERE where it never is."""
    rows = np.full(count, NOWHERE)
    rows[account[known][::-1]] = np.flatnonzero(known)[::-1]
    return rows


def taken(values: Floats, rows: Ints) -> Floats:
    """The values of these rows; NaN for NOWHERE."""
    return np.asarray(np.append(values, np.nan)[rows])


def sums(account: Ints, values: Floats, count: int) -> Floats:
    """Each account's sum; 0 for one without rows."""
    return np.bincount(account, weights=values, minlength=count).astype(float)


def counts(account: Ints, count: int) -> Ints:
    """How many rows each account has."""
    return np.bincount(account, minlength=count).astype(np.int64)


def greatest(account: Ints, values: Floats, count: int) -> Floats:
    """Each account's largest value; NaN for one without rows."""
    most = np.full(count, -np.inf)
    np.maximum.at(most, account, values)
    return np.where(np.isinf(most), np.nan, most)


def _order(account: Ints, values: Floats, count: int) -> Ints:
    """The places of the values, rising within each account; `account` rises, no value is NaN.

    Side by side in a matrix, a row an account, they sort ten times as fast as all in one, unless a few histories are far longer than most.
    """
    each = counts(account, count)
    longest = int(each.max(initial=0))
    if longest * count > RAGGED * len(values):
        return np.lexsort((values, account))
    starts, places = np.cumsum(each) - each, np.arange(longest)
    there = places < each[:, None]
    rows = np.full(there.shape, np.nan)
    rows[there] = values
    return np.asarray((starts[:, None] + np.argsort(rows, axis=1))[there])


def quantile(account: Ints, values: Floats, count: int, share: float) -> Floats:
    """Each account's lower quantile: its smallest value up to which so great a share of its values lies; NaN without rows."""
    (found,) = quantiles(account, values, count, (share,))
    return found


def quantiles(account: Ints, values: Floats, count: int, shares: Sequence[float], weights: Floats | None = None) -> list[Floats]:
    """The lower quantiles of several shares, of the weight where there are weights.

    Weights are whole numbers, so that their sums are exact wherever an account stands.
    """
    order = _order(account, values, count)
    sorted_account, weight = account[order], np.ones(len(values)) if weights is None else weights[order]
    total, each = sums(account, weight, count), counts(account, count)
    reached = np.cumsum(weight) - (np.cumsum(total) - total)[sorted_account]
    starts, of_all = np.cumsum(each) - each, total[sorted_account]
    before = [np.bincount(sorted_account[reached < share * of_all], minlength=count) for share in shares]
    return [taken(values[order], np.where(total > 0, starts + places, NOWHERE)) for places in before]
