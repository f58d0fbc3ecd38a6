"""Flags that people dismissed, as sets of kinds at the places of flat arrays.

A dismissal whose interval is no longer there says nothing.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats
from scoring.formulas.kinds import BITS, DISMISSAL_COLUMNS, GROWTH_BITS
from scoring.formulas.series import Flags, Ints

NOTHING_DISMISSED = pd.DataFrame({name: pd.Series(dtype=object if name == "kind" else np.int64) for name in DISMISSAL_COLUMNS})


class Dismissal(NamedTuple):
    """Of which account, by its number; which kind, as its bit; the two days."""

    account: int
    bit: int
    from_day: float
    to_day: float


def dismissals(frame: pd.DataFrame, account_ids: Ints) -> list[Dismissal]:
    """Those of these accounts, whose ids rise. In: DISMISSAL_COLUMNS, days since 1970-01-01."""
    mine = frame[frame["account_id"].isin(account_ids)]
    numbers = np.searchsorted(account_ids, mine["account_id"].to_numpy(np.int64))
    rows = zip(numbers, mine["kind"], mine["from_day"], mine["to_day"], strict=True)
    return [Dismissal(int(number), BITS[kind], float(first), float(last)) for number, kind, first, last in rows]


def marks(dismissed: list[Dismissal], account: Ints, from_day: Floats, to_day: Floats) -> Ints:
    """The bits of the kinds dismissed at each place; `account` rises."""
    bits = np.zeros(len(account), dtype=np.int64)
    for each in dismissed:
        start, stop = np.searchsorted(account, [each.account, each.account + 1])
        here = (from_day[start:stop] == each.from_day) & (to_day[start:stop] == each.to_day)
        bits[start:stop][here] |= each.bit
    return bits


def left_out(events: pd.DataFrame) -> Flags:
    """Whether each event is left out of its part, since a person dismissed a flag that was read from it."""
    bits = events["dismissals"].to_numpy(np.int64)
    own = events["kind"].map(BITS).to_numpy(np.int64)
    return np.asarray((bits & np.where((own & GROWTH_BITS) != 0, GROWTH_BITS, own)) != 0)
