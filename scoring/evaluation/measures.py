"""How well a number parts two groups, and how sure that is: area under the curve, recall at a share of false alarms, intervals.

Low values are the suspicious ones throughout, as a part of peer trust has them. NaN is an account of which the number is not known.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# The standard normal's 97.5 % quantile.
Z = 1.959963984540054


class Estimate(NamedTuple):
    """A figure and its 95 % interval; all NaN where there was nothing to count."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return "–" if np.isnan(self.value) else f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


UNKNOWN = Estimate(np.nan, np.nan, np.nan)


def auc(fake: ArrayLike, genuine: ArrayLike) -> Estimate:
    """The chance that a fake account's value is lower than a genuine one's, ties counting half; known values only.

    The interval is DeLong's, cut to 0..1: DeLong, DeLong, Clarke-Pearson 1988 (Biometrics 44), by the mid-ranks of Sun and Xu 2014
    (IEEE Signal Processing Letters 21). It has no width where the groups do not overlap, and is unknown for a group of one.
    """
    lower, higher = _known(fake), _known(genuine)
    if not len(lower) or not len(higher):
        return UNKNOWN
    by_fake, by_genuine = _placements(lower, higher)
    return _normal(float(by_fake.mean()), _variance(by_fake, by_genuine))


def auc_gain(fake: tuple[ArrayLike, ArrayLike], genuine: tuple[ArrayLike, ArrayLike]) -> Estimate:
    """How much higher the first number's area is than the second's on the same accounts, all of them known; DeLong's paired interval."""
    if not np.size(fake[0]) or not np.size(genuine[0]):
        return UNKNOWN
    pairs = [_placements(np.asarray(low, float), np.asarray(high, float)) for low, high in zip(fake, genuine, strict=True)]
    by_fake, by_genuine = pairs[0][0] - pairs[1][0], pairs[0][1] - pairs[1][1]
    return _normal(float(by_fake.mean()), _variance(by_fake, by_genuine), least=-1.0)


def wilson(hits: int, trials: int) -> Estimate:
    """A share with Wilson's score interval (Wilson 1927, JASA 22): right near 0 and 1 too, and for few trials."""
    if not trials:
        return UNKNOWN
    share, spread = hits / trials, Z**2 / trials
    centre = (share + spread / 2) / (1 + spread)
    reach = Z / (1 + spread) * np.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    return Estimate(share, max(0.0, min(share, float(centre - reach))), min(1.0, max(share, float(centre + reach))))


def threshold(clean: ArrayLike, false_alarms: float) -> float:
    """The highest value under which no more than this share of the clean accounts lie; minus infinity where no value is known.

    An account without a value raises no alarm and counts among the clean all the same.
    """
    values = np.asarray(clean, dtype=float)
    known, counts = np.unique(_known(values), return_counts=True)
    below = np.cumsum(counts) - counts
    allowed = known[below <= false_alarms * len(values)]
    return float(allowed[-1]) if len(allowed) else -np.inf


def alarms(values: ArrayLike, under: float) -> Estimate:
    """The share of the accounts under the threshold; an account without a value is not. Unknown where no threshold could be set."""
    judged = np.asarray(values, dtype=float)
    return wilson(int((judged < under).sum()), len(judged)) if under > -np.inf else UNKNOWN


def _known(values: ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=float)
    return np.asarray(numbers[~np.isnan(numbers)])


def _placements(lower: Floats, higher: Floats) -> tuple[Floats, Floats]:
    """For each fake account the share of genuine ones above it, for each genuine one the share of fakes below it."""
    return 1 - _share_below(lower, higher), _share_below(higher, lower)


def _share_below(values: Floats, others: Floats) -> Floats:
    ordered = np.sort(others)
    under = np.searchsorted(ordered, values, side="left") + np.searchsorted(ordered, values, side="right")
    return np.asarray(under / (2 * len(others)), dtype=float)


def _variance(by_fake: Floats, by_genuine: Floats) -> float:
    if min(len(by_fake), len(by_genuine)) < 2:
        return float("nan")
    return float(by_fake.var(ddof=1) / len(by_fake) + by_genuine.var(ddof=1) / len(by_genuine))


def _normal(value: float, variance: float, least: float = 0.0) -> Estimate:
    reach = Z * float(np.sqrt(variance))
    return Estimate(value, float(np.maximum(least, value - reach)), float(np.minimum(1.0, value + reach)))
