"""Whom an account follows, over time: who follows many to be followed back drops them again, and the count of accounts followed swings."""

import numpy as np

from scoring.formulas.curves import Floats
from scoring.formulas.dismissals import Dismissal, marks
from scoring.formulas.params import Params
from scoring.formulas.series import Ints, sums
from scoring.formulas.steadiness import Dated


def swings(dated: Dated, following: Floats, dismissed: list[Dismissal], count: int, params: Params) -> dict[str, Floats | Ints]:
    """The intervals in which many were dropped at once, of accounts that had followed as many: following_before, following, dropped (the
    share of those followed before), from_day, to_day, account (its number), dismissals.

    A clearing-out of what was followed for years has no rise beside it and is none.
    """
    later = np.flatnonzero(dated.account[1:] == dated.account[:-1]) + 1
    account, before, after = dated.account[later], following[later - 1], following[later]
    rises = sums(account, np.maximum(after - before, 0), count)
    fell = before - after
    dropped = fell >= np.maximum(params.swing_least, params.swing_share * before)
    at = np.flatnonzero(dropped & (rises[account] >= params.swing_rise * fell))
    account, first, last = account[at], dated.day[later - 1][at], dated.day[later][at]
    return {
        "account": account,
        "from_day": first,
        "to_day": last,
        "following_before": before[at],
        "following": after[at],
        "dropped": fell[at] / before[at],
        "dismissals": marks(dismissed, account, first, last),
    }
