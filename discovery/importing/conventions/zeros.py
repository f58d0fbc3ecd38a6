"""Whether many zeros stand among a column's thousands, as where an export writes 0 for what it does not know. A person says which.

Where people keep a table of accounts and days by hand, any 0 beside other counts may be of a day on which nobody looked.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

# Counts are in the thousands where half of those that are not 0 are more than this; and next to 0 below that.
THOUSANDS: Final = 1_000
NEXT_TO_ZERO: Final = 100
# Hardly one account has no followers among thousands. Of likes, views and posts some are 0 by chance: so many, and such a share, are more.
FEWEST: Final = 3
SHARE: Final = 0.05


class Zeros(NamedTuple):
    """How many of a column's first numbers are 0, of how many, and the median of the others."""

    zeros: int
    numbers: int
    middle: float


def zeros_among(numbers: Sequence[float], *, are_followers: bool, are_tracked: bool = False) -> Zeros | None:
    """The zeros, where they are too many for counts of 0: more than what is next to 0. None where they are not."""
    others = [number for number in numbers if number]
    zeros = len(numbers) - len(others)
    if are_tracked:
        return Zeros(zeros, len(numbers), median(others)) if zeros and others else None
    fewest = 1 if are_followers else max(FEWEST, SHARE * len(numbers))
    if not others or zeros < fewest or zeros <= sum(number < NEXT_TO_ZERO for number in others) or median(others) < THOUSANDS:
        return None
    return Zeros(zeros, len(numbers), median(others))
