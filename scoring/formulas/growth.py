"""How an account's followers came: its usual growth, the intervals in which far more came, what answered them, what was lost again.

All in log followers, per day, so that uneven gaps and sizes compare. It judges nothing: parts.py and flags.py do, with peers beside.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scoring.formulas.curves import Floats, larger
from scoring.formulas.dismissals import Dismissal, marks
from scoring.formulas.kinds import GROWTH_BITS
from scoring.formulas.params import Params
from scoring.formulas.series import Days, Flags, Ints, counts, earliest, greatest, latest, quantile, quantiles, sums, taken

MONTH = 30
# What lies between the median and the lower quartile of a bell curve, in its standard deviations.
QUARTILE = 0.6745


class Sizes(NamedTuple):
    """Every day on which followers are known, by account and day: log followers, log reactions and log comments, NaN where unknown."""

    account: Ints
    day: Floats
    followers: Floats
    log: Floats
    reactions: Floats
    comments: Floats


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


def sizes(days: Days, followers: Floats, counted: Floats, comments: Floats) -> Sizes:
    """Followers, the counted likes and comments per post, and the comments alone, a number a day, as what growth is read from."""
    at = np.flatnonzero(followers > 0)
    reactions, talk = (np.log(np.where(values[at] > 0, values[at], np.nan)) for values in (counted, comments))
    return Sizes(days.account[at], days.day[at], followers[at], np.log(followers[at]), reactions, talk)


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
    slow, middle = quantiles(between.account, per_day, count, (0.25, 0.5), weights)
    most = params.growth_spread_most / MONTH + params.growth_spread_share * np.maximum(middle, 0)
    return middle, np.clip((middle - slow) / QUARTILE, params.growth_spread_least / MONTH, most)


def histories(read: Sizes, between: Intervals, usual: Floats, spread: Floats, scatter: Floats, params: Params) -> dict[str, Floats]:
    """What natural growth needs of each account besides its jumps."""
    count = len(usual)
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
        "hollow_growth": hollow_growth(read, between, scatter, params),
    }


def hollow_growth(read: Sizes, between: Intervals, scatter: Floats, params: Params) -> Floats:
    """The log followers won, from the first third of the history to its last, that brought no reactions, less what chance does.

    `scatter`: each account's reaction_spread. NaN with fewer than three counted days.
    """
    count = len(scatter)
    log = _without_dismissed(read, between)
    known = np.flatnonzero(~np.isnan(read.reactions))
    account = read.account[known]
    total = counts(account, count)
    place = np.arange(len(account)) - (np.cumsum(total) - total)[account]
    third = -(-total // 3)[account]
    followers, reactions = (
        _between_thirds(account, values[known], place < third, place >= total[account] - third, count) for values in (log, read.reactions)
    )
    chance = params.hollow_doubt * scatter * np.sqrt(2 / np.maximum(1, -(-total // 3)))
    return np.where(total >= 3, np.maximum(0, np.minimum(followers, followers - reactions) - chance), np.nan)


def jumps(
    read: Sizes, between: Intervals, usual: Floats, spread: Floats, scatter: Floats, rounded: Flags, params: Params
) -> dict[str, Floats | Ints]:
    """The intervals that grew beyond what is usual for the account: GROWTH_NUMBERS, from_day, to_day, account (its number), dismissals."""
    allowed = np.maximum(usual, 0) + params.growth_room * spread
    noise = params.growth_noise + params.rounded_noise * rounded
    expected = allowed[between.account] * between.days + noise[between.account]
    at = np.flatnonzero(between.grown > expected)
    account, later = between.account[at], between.later[at]
    total = sums(between.account, np.maximum(between.grown, 0) * between.kept, len(usual))
    bleed, low_day = _lost_after(read, later, params)
    growth = np.maximum(np.maximum(usual, 0)[account], _growth_before(read, later, len(usual), params))
    answer, doubt = _answers(read, later, growth, scatter, params)
    return {
        "account": account,
        "from_day": read.day[later - 1],
        "to_day": read.day[later],
        "growth": between.grown[at],
        "usual": expected[at],
        "followers": read.followers[later - 1],
        "gained": read.followers[later] - read.followers[later - 1],
        "share": np.where(between.kept[at], between.grown[at] / np.where(total > 0, total, np.nan)[account], np.nan),
        "answer": answer,
        "doubt": doubt,
        "talk": _talk(read, later, growth, params),
        "went_on": _went_on(read, later, usual, params),
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


def reaction_spread(read: Sizes, usual: Floats, params: Params) -> Floats:
    """How much each account's log reactions scatter from one snapshot to the next, as a standard deviation, whatever its followers do."""
    known = np.flatnonzero(~np.isnan(read.reactions))
    account, day, reactions = read.account[known], read.day[known], read.reactions[known]
    later = np.flatnonzero(account[1:] == account[:-1]) + 1
    change = reactions[later] - reactions[later - 1] - np.maximum(usual, 0)[account[later]] * (day[later] - day[later - 1])
    spread = quantile(account[later], np.abs(change), len(usual), 0.5) / (QUARTILE * np.sqrt(2))
    told = counts(account, len(usual)) >= params.reaction_least_snapshots
    return np.where(told, np.clip(spread, params.reaction_spread_least, params.reaction_spread_most), params.reaction_spread)


def _answers(read: Sizes, later: Ints, growth: Floats, scatter: Floats, params: Params) -> tuple[Floats, Floats]:
    """How far log reactions rose with each jump, beyond usual growth, and the standard error of that; NaN where they are not known.

    The weighted mean of the snapshots from its end on against that of those before it. One burst counts up to answer_most, for good posts
    come by chance in a month in which followers were bought.
    """
    before, worth = _mean_around(read, read.reactions, later, growth, range(-params.answer_snapshots, 0), params)
    most, places = before + params.answer_most, range(params.answer_snapshots)
    after, worth_after = _mean_around(read, read.reactions, later, growth, places, params, most)
    answer, error = after - before, scatter[read.account[later]] * np.sqrt(1 / worth + 1 / worth_after)
    return answer, np.where(np.isnan(answer), np.nan, error)


def _talk(read: Sizes, later: Ints, growth: Floats, params: Params) -> Floats:
    """How far log comments a post rose beyond their usual growth, in the snapshot at each jump's end or that before it, less a share of
    the rise of reactions: a giveaway is talked of far more than it is liked. NaN where comments are not known.
    """
    rises = []
    for place in (0, -1):
        comments, reactions = (_rise_at(read, values, later, growth, place, params) for values in (read.comments, read.reactions))
        rises.append(comments - params.talk_less * np.maximum(0, reactions))
    return larger(*rises)


def _rise_at(read: Sizes, values: Floats, later: Ints, growth: Floats, place: int, params: Params) -> Floats:
    """How much higher the values lie in the snapshot so many places from each jump's end than in those before that."""
    there, _worth = _mean_around(read, values, later, growth, (place,), params)
    before, _worth = _mean_around(read, values, later, growth, range(-params.answer_snapshots, place), params)
    return there - before


def _went_on(read: Sizes, later: Ints, usual: Floats, params: Params) -> Floats:
    """The log growth beyond usual, or under it, in the interval after each jump; 0 where none follows.

    And where that one grew as fast again: else a greater jump would speak for the one before it.
    """
    account = read.account[later]
    days = _neighbour(read, read.day, account, later + 1) - read.day[later]
    grown = _neighbour(read, read.log, account, later + 1) - read.log[later]
    as_fast = grown / days >= (read.log[later] - read.log[later - 1]) / (read.day[later] - read.day[later - 1])
    return np.where(np.isnan(days) | as_fast, 0.0, grown - np.maximum(usual, 0)[account] * days)


def _growth_before(read: Sizes, later: Ints, count: int, params: Params) -> Floats:
    """The log growth per day before each jump, minus infinity where it is not known: losses after a jump make usual growth look slower."""
    first = earliest(read.account, np.ones(len(read.day), dtype=bool), count)[read.account[later]]
    start, end = np.maximum(first, later - 1 - params.answer_snapshots), later - 1
    days = read.day[end] - read.day[start]
    return np.where(days > 0, (read.log[end] - read.log[start]) / np.where(days > 0, days, 1), -np.inf)


def _mean_around(
    read: Sizes, values: Floats, later: Ints, growth: Floats, places: Sequence[int], params: Params, most: Floats | float = np.inf
) -> tuple[Floats, Floats]:
    """The weighted mean of the values so many places from each jump's end, less usual growth since then, and how many that is worth.

    Each further snapshot weighs `answer_fade` of the one nearer the jump; none counts more than `most`. NaN of none.
    """
    account, total, weights, squares = read.account[later], np.zeros(len(later)), np.zeros(len(later)), np.zeros(len(later))
    for place in places:
        since = _neighbour(read, read.day, account, later + place) - read.day[later]
        found = np.minimum(_neighbour(read, values, account, later + place) - growth * since, most)
        there, weight = ~np.isnan(found), params.answer_fade ** (place if place >= 0 else -1 - place)
        total += np.where(there, weight * found, 0)
        weights, squares = weights + weight * there, squares + weight**2 * there
    some = np.where(weights > 0, weights, np.nan)
    return total / some, some**2 / np.where(weights > 0, squares, np.nan)


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
