"""How an account's followers came: its usual growth, the intervals in which far more came, what answered them, what was lost again.

All in log followers, per day, so that uneven gaps and sizes compare. It judges nothing: parts.py and flags.py do, with peers beside.
"""

from typing import NamedTuple

import numpy as np

from scoring.formulas.curves import Floats
from scoring.formulas.dismissals import Dismissal, marks
from scoring.formulas.kinds import GROWTH_BITS
from scoring.formulas.params import Params
from scoring.formulas.series import Days, Flags, Ints, counts, earliest, greatest, latest, quantile, sums, taken

MONTH = 30
# What lies between the median and the lower quartile of a bell curve, in its standard deviations.
QUARTILE = 0.6745


class Sizes(NamedTuple):
    """Every day on which followers are known, by account and day: log followers, and log reactions per post, NaN where not known."""

    account: Ints
    day: Floats
    followers: Floats
    log: Floats
    reactions: Floats


class Intervals(NamedTuple):
    """From one such day to the account's next: the place of the later one, days between, log growth, kinds dismissed."""

    account: Ints
    later: Ints
    days: Floats
    grown: Floats
    bits: Ints

    @property
    def kept(self) -> Flags:
        return np.asarray((self.bits & GROWTH_BITS) == 0)


def sizes(days: Days, followers: Floats, counted: Floats) -> Sizes:
    """Followers and the counted likes and comments per post, a number a day, as what growth is read from."""
    at = np.flatnonzero(followers > 0)
    reactions = np.where(counted[at] > 0, counted[at], np.nan)
    return Sizes(days.account[at], days.day[at], followers[at], np.log(followers[at]), np.log(reactions))


def intervals(read: Sizes, dismissed: list[Dismissal]) -> Intervals:
    """The intervals of all accounts."""
    later = np.flatnonzero(read.account[1:] == read.account[:-1]) + 1
    account, first, last = read.account[later], read.day[later - 1], read.day[later]
    return Intervals(account, later, last - first, read.log[later] - read.log[later - 1], marks(dismissed, account, first, last))


def usual_growth(between: Intervals, count: int, params: Params) -> tuple[Floats, Floats]:
    """Each account's median log growth per day, weighted by days, and its spread per day, read from the slower half alone.

    So a jump moves neither. Intervals that were dismissed weigh nothing. NaN where all of it is shorter than growth_least_days.
    """
    enough = sums(between.account, between.days, count) >= params.growth_least_days
    weights = np.where(between.kept & enough[between.account], between.days, 0.0)
    per_day = between.grown / between.days
    middle = quantile(between.account, per_day, count, 0.5, weights)
    slow = quantile(between.account, per_day, count, 0.25, weights)
    most = params.growth_spread_most / MONTH + params.growth_spread_share * np.maximum(middle, 0)
    return middle, np.clip((middle - slow) / QUARTILE, params.growth_spread_least / MONTH, most)


def histories(read: Sizes, between: Intervals, usual: Floats, spread: Floats, count: int) -> dict[str, Floats]:
    """What natural growth needs of each account besides its jumps."""
    first = earliest(read.account, np.ones(len(read.day), dtype=bool), count)
    last = latest(read.account, np.ones(len(read.day), dtype=bool), count)
    return {
        "growth_snapshots": counts(read.account, count).astype(float),
        "growth_from": taken(read.day, first),
        "growth_days": taken(read.day, last) - taken(read.day, first),
        "growth_followers": taken(read.followers, first),
        "growth_per_day": usual,
        "growth_spread": spread,
        **_largest(read, between, count),
        "hollow_growth": hollow_growth(read, between, count),
    }


def hollow_growth(read: Sizes, between: Intervals, count: int) -> Floats:
    """The log followers won, from the first third of the history to its last, that brought no reactions; NaN with too few counted days."""
    log = _without_dismissed(read, between)
    known = np.flatnonzero(~np.isnan(read.reactions))
    account = read.account[known]
    total = counts(account, count)
    place = np.arange(len(account)) - (np.cumsum(total) - total)[account]
    third = -(-total // 3)[account]
    followers, reactions = (
        _between_thirds(account, values[known], place < third, place >= total[account] - third, count) for values in (log, read.reactions)
    )
    return np.where(total >= 3, np.maximum(0, np.minimum(followers, followers - reactions)), np.nan)


def jumps(read: Sizes, between: Intervals, usual: Floats, spread: Floats, rounded: Flags, params: Params) -> dict[str, Floats | Ints]:
    """The intervals that grew beyond what is usual for the account: GROWTH_NUMBERS, from_day, to_day, account (its number), dismissals."""
    allowed = np.maximum(usual, 0) + params.growth_room * spread
    noise = params.growth_noise + params.rounded_noise * rounded
    expected = allowed[between.account] * between.days + noise[between.account]
    at = np.flatnonzero(between.grown > expected)
    account, later = between.account[at], between.later[at]
    total = sums(between.account, np.maximum(between.grown, 0) * between.kept, len(usual))
    bleed, low_day = _lost_after(read, later, params)
    return {
        "account": account,
        "from_day": read.day[later - 1],
        "to_day": read.day[later],
        "growth": between.grown[at],
        "usual": expected[at],
        "followers": read.followers[later - 1],
        "gained": read.followers[later] - read.followers[later - 1],
        "share": np.where(between.kept[at], between.grown[at] / np.where(total > 0, total, np.nan)[account], np.nan),
        "answer": _answers(read, later, np.maximum(usual, 0)[account], params),
        "bleed": bleed,
        "low_day": low_day,
        "rounded": rounded[account].astype(float),
        "dismissals": between.bits[at],
    }


def rounded_counts(read: Sizes, by_platform: Flags, params: Params) -> Flags:
    """Whether an account's counts have but three digits: its platform's have, or every one of its counts looks so."""
    large = read.followers >= 10**params.rounded_digits
    unit = 10.0 ** (np.floor(np.log10(read.followers) + 1e-9) - params.rounded_digits + 1)
    exact = large & (np.mod(read.followers, unit) != 0)
    count = len(by_platform)
    return np.asarray(by_platform | ((counts(read.account[large], count) > 0) & (counts(read.account[exact], count) == 0)))


def _largest(read: Sizes, between: Intervals, count: int) -> dict[str, Floats]:
    """The interval in which most came, and its share of all that came."""
    kept = between.kept & (between.grown > 0)
    account, grown, later = between.account[kept], between.grown[kept], between.later[kept]
    most, total = greatest(account, grown, count), sums(account, grown, count)
    rows = earliest(account, grown == most[account], count)
    return {
        "largest_share": most / np.where(total > 0, total, np.nan),
        "largest_from": taken(read.day[later - 1], rows),
        "largest_to": taken(read.day[later], rows),
    }


def _between_thirds(account: Ints, values: Floats, first: Flags, last: Flags, count: int) -> Floats:
    """How much higher the middle of the last third lies than that of the first."""
    before, after = (quantile(account[third], values[third], count, 0.5) for third in (first, last))
    return after - before


def _without_dismissed(read: Sizes, between: Intervals) -> Floats:
    """Log followers as they would be without the growth that a person explained."""
    log = read.log.copy()
    for place in np.flatnonzero(~between.kept):
        later = between.later[place]
        end = np.searchsorted(read.account, between.account[place] + 1)
        log[later:end] -= between.grown[place]
    return log


def _answers(read: Sizes, later: Ints, usual: Floats, params: Params) -> Floats:
    """How far reactions rose with each jump, beyond usual growth: at the jump's end, else at the next day, against the mean before."""
    account = read.account[later]
    total, days, known = np.zeros(len(later)), np.zeros(len(later)), np.zeros(len(later))
    for back in range(1, params.answer_snapshots + 1):
        values, day = _neighbour(read, read.reactions, account, later - back), _neighbour(read, read.day, account, later - back)
        there = ~np.isnan(values)
        total, days, known = total + np.where(there, values, 0), days + np.where(there, day, 0), known + there
    before, since = total / np.where(known > 0, known, np.nan), days / np.where(known > 0, known, np.nan)
    end = np.where(np.isnan(read.reactions[later]), later + 1, later)
    after, day = (_neighbour(read, values, account, end) for values in (read.reactions, read.day))
    return np.asarray(after - before - usual * (day - since))


def _lost_after(read: Sizes, later: Ints, params: Params) -> tuple[Floats, Floats]:
    """The log followers lost again after each jump at most, and on which day; 0 and NaN where none were."""
    account, lost, low_day = read.account[later], np.zeros(len(later)), np.full(len(later), np.nan)
    for ahead in range(1, params.bleed_snapshots + 1):
        day = _neighbour(read, read.day, account, later + ahead)
        fall = read.log[later] - _neighbour(read, read.log, account, later + ahead)
        deeper = (day - read.day[later] <= params.bleed_days) & (fall > lost)
        lost, low_day = np.where(deeper, fall, lost), np.where(deeper, day, low_day)
    return lost, low_day


def _neighbour(read: Sizes, values: Floats, account: Ints, places: Ints) -> Floats:
    """The values there, NaN where that is another account's or no place at all."""
    inside = np.clip(places, 0, max(0, len(values) - 1))
    return np.where((places == inside) & (read.account[inside] == account), values[inside], np.nan)
