"""Whether plain engagement rates are percentages or shares of 1, and whether each fits what its own row counts.

Rows that count likes, comments and followers (or views) say what their rate comes to, so that a column needs no guess, and a cell in
it that is a hundred times off is seen. Where rows count nothing, the column's name and its values speak; readings.py asks the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final, NamedTuple

from discovery.importing.cells.numbers import LONGEST_BAD, Number, read_rate, shown_mark
from discovery.importing.fields import RATE_DEFINITIONS, Field, RateBase
from discovery.importing.records import Cell, Record
from discovery.models import RateDefinition

# So many values of a kind leave no room for chance.
ENOUGH: Final = 20
# So many are enough where the other reading is hardly one.
SOME: Final = 5
# Of a column of percentages at least so many are over 1; of shares hardly one is.
OFTEN_OVER_1: Final = 0.2
# A list whose middle engagement is over it, as shares, is one of percentages below 1.
HIGH_SHARE: Final = 0.2
# So many of a column's rates are looked at.
MOST_RATES: Final = 1_000
# A rate is its row's own where it is no further off, in either direction: it may be of other posts than the averages are.
NEAR: Final = 3.0
# Percentages and shares of 1 are so far apart.
HUNDRED: Final = 100
# Rates that were made of their rows' very counts are no further off.
EXACT: Final = 1.03
# So far off begins what is nearer to a hundred times than to none.
FAR: Final = HUNDRED / NEAR
# A single cell is read otherwise than its column where it is no further off so; and left out where it is just a hundred times off.
JUST: Final = 1.5
# Of the rows that can be compared so many must be near, one way or the other, for the column to be told by them.
FOLLOWING: Final = 0.8
# A column of which so many are percentages, and so many shares, is mixed.
MIXED: Final = 0.2
# A plain percentage below it may as well be a share; over 1 a share may as well be a percentage.
LOW_PERCENTAGE: Final = 0.1
EITHER: Final = "may be a percentage or a share of 1"
NAMED: Final = "the column's name says per cent"
OF_ROWS: Final = "its row's own likes, comments and"
COUNTED: Final = (Field.LIKES, Field.COMMENTS, Field.ENGAGEMENTS, Field.FOLLOWERS, Field.VIEWS)
BASES: Final[dict[RateDefinition, tuple[RateBase, ...]]] = {
    RateDefinition.UNSTATED: ("followers", "views"),
    RateDefinition.PER_FOLLOWER: ("followers",),
    RateDefinition.PER_VIEW: ("views",),
}


def counted_rate(record: Record, base: RateBase) -> float | None:
    """(likes + comments) / followers, or / views, as a share; None where the row does not count them. Comments may be missing."""
    divisor = {"followers": record.followers, "views": record.views, "": None}[base]
    engagements = record.engagements
    if engagements is None and record.likes is not None:
        engagements = record.likes + (record.comments or 0)
    return engagements / divisor if engagements and divisor else None


class Settled(NamedTuple):
    """A rate as a share; None where it is left out. `remark` says what was done about a cell in doubt, "" where there was none."""

    value: float | None
    remark: str = ""


def settle(rate: Number, percent: bool | None, counted: float | None, base: RateBase) -> Settled:
    """A rate by what its row counts, where it does; `rate` is as it is written, a plain one as if it were a share.

    `percent` is what the column's plain rates are, None where they are both. Where nothing says what this one is, it is left out.
    """
    if rate.percent or not rate.value:
        return _beside(rate.value, counted, base)
    by_row = _by_its_row(rate.value, counted) if counted else None
    if counted and by_row is not None and by_row != percent:
        share = _clean(rate.value / HUNDRED if by_row else rate.value)
        if percent is not None and _off(share, counted) > JUST:
            return Settled(None, f"contradicts {OF_ROWS} {base}, which make {counted * HUNDRED:,.3g} %: kept as it came")
        what = "a percentage" if by_row else "a share of 1"
        return Settled(share, f"is {what}, as {OF_ROWS} {base} say: read as {share * HUNDRED:,.4g} %")
    if percent is None:
        return _of_neither(rate.value, base)
    if not counted and (rate.value < LOW_PERCENTAGE if percent else rate.value > 1):
        other_unit = "a share of 1 among percentages" if percent else "a percentage among shares of 1"
        return Settled(None, f"may be {other_unit}: write it with a % sign; kept as it came")
    return _beside(rate.value / HUNDRED if percent else rate.value, counted, base)


def _of_neither(value: float, base: RateBase) -> Settled:
    """A plain rate of a column that is open, or mixed and read by its rows, of which this one does not tell."""
    if value > 1 and base:
        return Settled(_clean(value / HUNDRED), f"would be over 100 % as a share of 1: read as {value:,.4g} %")
    return Settled(None, f"{EITHER}: write it with a % sign; kept as it came")


def _beside(share: float, counted: float | None, base: RateBase) -> Settled:
    """A rate that is what it says, beside what its row counts: just a hundred times off it is written wrong, else a remark is enough."""
    if not counted and share > 1:
        return Settled(_clean(share), "is over 100 %, as few are: stored as it is written")
    if not counted or not share or _off(share, counted) < FAR:
        return Settled(_clean(share))
    contradicts = f"contradicts {OF_ROWS} {base}, which make {counted * HUNDRED:,.3g} %"
    if _is_hundred_off(share, counted):
        return Settled(None, f"{contradicts}: kept as it came")
    return Settled(_clean(share), f"{contradicts}: stored as it is written")


def _off(one: float, other: float) -> float:
    return max(one / other, other / one)


def _is_hundred_off(share: float, counted: float) -> bool:
    return HUNDRED / JUST <= _off(share, counted) <= HUNDRED * JUST


def may_be_in_doubt(value: float, counted: float) -> bool:
    """Whether a rate may be one that `settle` does something about; nothing is where either is missing (NaN)."""
    return counted > 0 and (counted > FAR * value or value > FAR * counted)


def _clean(value: float) -> float:
    return round(value, 12)


def _by_its_row(value: float, counted: float) -> bool | None:
    """Whether the row shows that a plain rate is a percentage; None where it shows neither."""
    as_share = value / counted
    if 1 / NEAR <= as_share <= NEAR:
        return False
    return True if FAR <= as_share <= HUNDRED * NEAR else None


def _goes_with(share: float, counted: float) -> bool:
    """Whether a rate with a sign is its row's, or would be if it had been multiplied or divided by a hundred as often as it should."""
    return _off(share, counted) <= NEAR or (_is_hundred_off(share, counted) and counted <= HIGH_SHARE)


def _are_likely(rates: Sequence[float], percent: bool, are_exact: bool) -> bool:
    """Whether plain rates could be so: where likes are sums over all posts, a rate of 3.4 % comes to 340 by its row.

    `are_exact` where they are what their rows make of them, and not only near it: few sums are.
    """
    if percent:
        return median(rates) >= LOW_PERCENTAGE
    over_1 = sum(rate > 1 for rate in rates)
    return 2 * over_1 <= len(rates) if are_exact else over_1 < OFTEN_OVER_1 * len(rates)


class Judgement(NamedTuple):
    """Whether plain rates are percentages, None where that is open or differs by the row; why; and what the rows' counts are divided by."""

    percent: bool | None
    reason: str
    base: RateBase = ""

    @property
    def is_by_row(self) -> bool:
        return self.percent is None and bool(self.base)


class _Row(NamedTuple):
    """A rate, and what its row counts, {what: the cell}."""

    cell: Cell
    value: float
    is_plain: bool
    counts: dict[Field, str]


@dataclass
class Rates:
    """What a column of rates shows: of its rows the first MOST_RATES. `counts` says which columns count what, of the same account."""

    chosen: Field
    counts: dict[Field, int]
    rows: list[_Row] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    plain_count: int = 0
    fine: int = 0
    over_1: int = 0
    first: Cell | None = None
    first_over_1: Cell | None = None
    shown: dict[str, Cell] = field(default_factory=dict)

    def add(self, cell: Cell, cells: Sequence[str]) -> None:
        """A rate that is no blank, and the cells of its row."""
        if mark := shown_mark(cell.text):
            self.shown.setdefault(mark, cell)
        try:
            number = read_rate(cell.text, percent=False)
        except ValueError:
            return
        if not number or not number.value:
            return
        if len(self.rows) < MOST_RATES:
            counts = {chosen: cells[index][:LONGEST_BAD] for chosen, index in self.counts.items() if index < len(cells)}
            self.rows.append(_Row(cell, number.value, not number.percent, counts))
        if not number.percent:
            self._add_plain(cell, number)

    def _add_plain(self, cell: Cell, number: Number) -> None:
        self.first = self.first or cell
        self.plain_count += 1
        self.fine += number.step < 0.01
        if number.value > 1:
            self.over_1 += 1
            self.first_over_1 = self.first_over_1 or cell
        if len(self.plain) < MOST_RATES:
            self.plain.append(number.value)

    def judge(self, says_percent: bool, number: Callable[[int, str], float | None]) -> Judgement:
        """`says_percent` is whether the column's name does; `number` reads a cell of a column of counts."""
        by_rows = [self._by_rows(base, says_percent, number) for base in BASES[RATE_DEFINITIONS[self.chosen]]]
        told = [judgement for judgement in by_rows if judgement]
        if told and all(judgement.percent == told[0].percent for judgement in told):
            return told[0]
        return Judgement(*self._by_values(says_percent))

    def _by_rows(self, base: RateBase, says_percent: bool, number: Callable[[int, str], float | None]) -> Judgement | None:
        """What the rows' own counts say; None where they do not go with the rates."""
        compared = [(row, counted) for row in self.rows if (counted := self._counted(row, base, number))]
        signed = sum(_goes_with(row.value, counted) for row, counted in compared if not row.is_plain)
        votes = [(row, _by_its_row(row.value, counted)) for row, counted in compared if row.is_plain]
        plain = [(row, percent) for row, percent in votes if percent is not None]
        if not compared or signed + len(plain) < FOLLOWING * len(compared):
            return None
        if not plain:
            return Judgement(says_percent or None, NAMED if says_percent else "", base)
        exact = sum(_off(row.value, counted) <= EXACT for row, counted in compared if row.is_plain)
        return self._by_votes(plain, base, says_percent, are_exact=exact >= FOLLOWING * len(plain))

    def _by_votes(self, votes: Sequence[tuple[_Row, bool]], base: RateBase, says_percent: bool, *, are_exact: bool) -> Judgement | None:
        """`votes` say of plain rates whether they are percentages by their rows."""
        percentages = sum(percent for _, percent in votes)
        if MIXED * len(votes) <= percentages <= (1 - MIXED) * len(votes):
            return Judgement(None, f"some are percentages and some shares of 1: each is read as {OF_ROWS} {base} say", base)
        percent = 2 * percentages > len(votes)
        if not _are_likely([row.value for row, _ in votes], percent, are_exact) and not (percent and says_percent):
            return None
        cell = next(row.cell for row, each in votes if each == percent)
        named = f"{NAMED}, but " if says_percent and not percent else ""
        what = "a percentage" if percent else "a share of 1"
        return Judgement(percent, f"{named}{cell} is {what} by {OF_ROWS} {base}", base)

    def _counted(self, row: _Row, base: RateBase, number: Callable[[int, str], float | None]) -> float | None:
        counts = {chosen.value: number(self.counts[chosen], text) for chosen, text in row.counts.items()}
        return counted_rate(Record(**counts), base)  # type: ignore[arg-type]  # followers of 29.5 do no harm here

    def _by_values(self, says_percent: bool) -> tuple[bool | None, str]:
        """Whether plain numbers are percentages, and why, by the name and the values alone; None where they may be either."""
        if not self.plain:
            return (True, NAMED) if says_percent else (None, "")
        if says_percent and not self.first_over_1 and median(self.plain) < HIGH_SHARE:
            return None, f"{NAMED}, but none of {self.plain_count} is over 1, and {self.first} would be next to nothing"
        if says_percent:
            return True, NAMED
        if self.first_over_1:
            if self.over_1 >= OFTEN_OVER_1 * self.plain_count:
                return True, f"{self.first_over_1} is over 1: these are percentages"
            return None, f"{self.first_over_1} is over 1, and most others are far below"
        if self.plain_count >= SOME and median(self.plain) < LOW_PERCENTAGE and 2 * self.fine >= self.plain_count:
            return False, f"none of {self.plain_count} is over 1, and as percentages most would be next to nothing: these are shares of 1"
        if self.plain_count < ENOUGH:
            return None, f"none of {self.plain_count} is over 1, which is too few to tell"
        if median(self.plain) >= HIGH_SHARE or 2 * self.fine < self.plain_count:
            return None, f"none of {self.plain_count} is over 1, and as shares of 1 they would be unusual"
        return False, f"none of {self.plain_count} is over 1: these are shares of 1"
