"""Counts values of many accounts by cohort, so that their quantiles can be read from any number of them in bounded memory.

A value is counted in a bin of its logarithm, WIDTH wide, so a quantile is exact to WIDTH / 2 of itself. Counts only add up: the order and
the size of the chunks never matter. Which values and which quantiles is benchmarks.py's to say.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from scoring.formulas.curves import Floats
from scoring.formulas.series import Ints

# Of a logarithm: 0.05 % of a value.
WIDTH: Final = 5e-4
# Values beyond a billionth and a billion are counted as those.
REACH: Final = round(np.log(1e9) / WIDTH)


class Tally:
    """Values of one cohort by the bins of their logarithms; `count` of them."""

    def __init__(self) -> None:
        self._counts = np.zeros(2 * REACH + 1, dtype=np.int32)

    @property
    def count(self) -> int:
        return int(self._counts.sum())

    def add(self, values: Floats) -> None:
        """Count positive values."""
        bins = np.rint(np.log(values) / WIDTH).astype(np.int64).clip(-REACH, REACH) + REACH
        self._counts += np.bincount(bins, minlength=len(self._counts)).astype(np.int32)

    def quantiles(self, shares: Sequence[float]) -> list[float]:
        """The values below which these shares of all lie, interpolated between neighbours in rank as is usual; NaN where there is none."""
        if not self.count:
            return [float("nan")] * len(shares)
        up_to = np.cumsum(self._counts)
        return [self._at(up_to, share * (self.count - 1)) for share in shares]

    def _at(self, up_to: Ints, rank: float) -> float:
        """The value at a rank from 0, which may lie between two."""
        lower, upper = float(np.floor(rank)), float(np.ceil(rank))
        below, above = (float(np.exp((int(np.searchsorted(up_to, place, side="right")) - REACH) * WIDTH)) for place in (lower, upper))
        return below + (above - below) * (rank - lower)
