"""Reads what a row counts: its counts by their columns' conventions, then its rates, which the counts may say more of."""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.numbers import Imprecise, Number, counted_by, doubted_mark, is_missing, read_count, read_rate
from discovery.importing.cells.units import BILLION
from discovery.importing.conventions.rates import counted_rate, settle
from discovery.importing.fields import (
    COUNT_LIMITS,
    HIDDEN_LIKES,
    LARGE,
    RATE_DEFINITIONS,
    RATE_LIMIT,
    WHOLE_COUNTS,
    Field,
)
from discovery.importing.mapping import NO_CONVENTION, Mapping
from discovery.importing.records import Problem, Row, problem_at
from discovery.models import Platform

# What exporters write where a count is hidden, or was not found.
NOT_SHOWN: Final = "-1"
# Where pictures have likes, and no views that anybody is shown.
WITHOUT_VIEWS: Final = frozenset({Platform.INSTAGRAM, Platform.FACEBOOK, Platform.PINTEREST, Platform.LINKEDIN})
UNSEEN: Final = "beside likes says that no views were counted: left missing"
OF_PEOPLE: Final = frozenset({Field.FOLLOWERS, Field.FOLLOWING})
ABOUT: Final = "says about how much, or how much at least: read as {}"


class FigureReader:
    """Reads counts and rates of rows of one list. `counted` and `rates` are their columns."""

    def __init__(self, columns: Sequence[str], mapping: Mapping) -> None:
        self._columns, self._mapping = columns, mapping
        self._counts = [(chosen, mapping.columns_of(chosen)) for chosen in COUNT_LIMITS if mapping.columns_of(chosen)]
        self.counted = [index for _, indices in self._counts for index in indices]
        self.rates = mapping.columns_of(*RATE_DEFINITIONS)

    def read(self, row: Row, cells: list[str]) -> None:
        """Fill the row's record, errors and remarks by its cells."""
        for chosen, indices in self._counts:
            self._count(row, chosen, indices, cells)
        if row.record.views == 0 and row.record.likes and row.record.platform in WITHOUT_VIEWS:
            self._leave_unseen(row, cells)
        for index in self.rates:
            if not is_missing(cells[index]):
                try:
                    self._rate(row, index, cells[index])
                except ValueError as error:
                    self._keep(row, index, cells[index], f"{error}; kept as it came")

    def _count(self, row: Row, chosen: Field, indices: list[int], cells: list[str]) -> None:
        """The most precise of a count's columns. One that contradicts it beyond its rounding is remarked on; as precise, neither counts."""
        read = [(number, index) for index in indices if (number := self._number(row, chosen, index, cells[index]))]
        if not read:
            return
        best, best_index = min(read, key=lambda item: item[0].step)
        apart = [(number, index) for number, index in read if abs(number.value - best.value) > max(number.step, best.step)]
        is_open = any(number.step == best.step for number, _ in apart)
        if not is_open:
            setattr(row.record, chosen.value, best.value)
        for _, index in apart:
            reason = f"contradicts {cells[best_index]} in “{self._columns[best_index]}”, {'and neither' if is_open else 'which'} counts"
            row.remarks.append(self._problem(index, cells[index], reason))

    def _leave_unseen(self, row: Row, cells: list[str]) -> None:
        """What was liked was seen: no views are none that were counted, where the column has such rows and pictures have no views."""
        for index in self._mapping.columns_of(Field.VIEWS):
            if self._mapping.convention(index).hides_views:
                row.record.views = None
                row.remarks.append(self._problem(index, cells[index], UNSEEN))
                return

    def _number(self, row: Row, chosen: Field, index: int, text: str) -> Number | None:
        if text == NOT_SHOWN:
            row.remarks.append(self._problem(index, text, "stands for a count that is hidden, or not known: left missing"))
            return None
        try:
            convention = self._mapping.convention(index)
            number = read_count(text, convention.decimal_mark, convention.meant(is_whole=chosen in WHOLE_COUNTS))
        except Imprecise as imprecise:
            self._keep(row, index, text, f"{imprecise}; kept as it came")
            return None
        except ValueError as error:
            self._refuse(row, chosen, index, text, str(error))
            return None
        if number and (said := counted_by(text)) and said != chosen.value and chosen in OF_PEOPLE:
            self._keep(row, index, text, f"counts {said}, not {chosen.label.lower()}; kept as it came")
            return None
        if number and (reason := _without_unit(number, chosen, text)):
            self._keep(row, index, text, f"{reason}; kept as it came")
            return None
        if number and (reason := _absurdity(number, chosen)):
            self._refuse(row, chosen, index, text, reason)
            return None
        if number and number.value == HIDDEN_LIKES and convention.hides_likes and row.record.followers not in range(LARGE):
            row.remarks.append(self._problem(index, text, "repeats in this column as exporters write hidden likes: left missing"))
            return None
        if number and number.value == 0 and convention.zeros == "missing":
            row.remarks.append(self._problem(index, text, "stands for a count that is not known, as was said: left missing"))
            return None
        if number and number.is_about:
            row.remarks.append(self._problem(index, text, ABOUT.format(f"{number.value:,}")))
        return number

    def _rate(self, row: Row, index: int, text: str) -> None:
        rate = self._settled(row, index, text)
        if rate is None:
            return
        if row.record.engagement_rate is not None:
            self._keep(row, index, text, "is a second engagement rate: kept as it came")
            return
        row.record.engagement_rate = rate
        row.record.rate_definition = RATE_DEFINITIONS[self._mapping.fields[index]].value

    def _settled(self, row: Row, index: int, text: str) -> float | None:
        """The rate as a share, by what a person said of the column, else by what its values and the row's counts show."""
        convention = self._mapping.convention(index)
        if self._mapping.chosen.get(index, NO_CONVENTION).percent is not None:
            rate = read_rate(text, convention.percent)
            return _believable(rate.value) if rate else None
        written = read_rate(text, percent=False)
        if written is None:
            return None
        settled = settle(written, convention.percent, counted_rate(row.record, convention.rate_base), convention.rate_base)
        if settled.value is None:
            self._keep(row, index, text, settled.remark)
            return None
        _believable(settled.value)
        if remark := settled.remark or (ABOUT.format(f"{settled.value * 100:,.4g} %") if written.is_about else ""):
            row.remarks.append(self._problem(index, text, remark))
        return settled.value

    def _refuse(self, row: Row, chosen: Field, index: int, text: str, reason: str) -> None:
        """Without its followers nobody can rank an account: the row is to be mended. Without another count it loads, and says so."""
        if chosen == Field.FOLLOWERS:
            row.errors.append(self._problem(index, text, reason))
        else:
            self._keep(row, index, text, f"{reason}; kept as it came")

    def _problem(self, index: int, value: str, reason: str) -> Problem:
        return problem_at(self._columns, index, value, reason)

    def _keep(self, row: Row, index: int, text: str, reason: str) -> None:
        row.keep(self._columns[index], text, self._problem(index, text, reason))


def _believable(rate: float) -> float:
    """The rate. ValueError over what any can be."""
    if rate > RATE_LIMIT:
        raise ValueError(f"is over {RATE_LIMIT * 100:,.0f} %")
    return rate


def _without_unit(number: Number, chosen: Field, text: str) -> str:
    """Why 3.000, of which a person said that the point begins decimals, is no count of three; "" of any other."""
    is_in_unit = chosen in WHOLE_COUNTS and number.step < 1 and doubted_mark(text)
    return "has decimals, which no whole number has: say of the column in which unit it is" if is_in_unit else ""


def _absurdity(number: Number, chosen: Field) -> str:
    """Why the count cannot be; "" where it can."""
    if number.value > COUNT_LIMITS[chosen]:
        return f"is over {COUNT_LIMITS[chosen]:,}, more than there can be"
    if chosen in WHOLE_COUNTS and number.value > BILLION:
        return f"is over {BILLION:,}, which nobody has: perhaps its unit is another"
    return "is not a whole number" if chosen in WHOLE_COUNTS and not isinstance(number.value, int) else ""
