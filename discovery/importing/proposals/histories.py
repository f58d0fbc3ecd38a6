"""Where columns count the same on several days or in several periods: which of them are a history, which is the newest, which are left.

A count of a whole day is stored on that day. Of periods that name no day the newest is the row's own, and older ones are kept as they came.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from discovery.importing.cells.dates import read_date, shown_order
from discovery.importing.fields import PER_POST, Field
from discovery.importing.mapping import OF_A_DAY
from discovery.importing.names import columns as names
from discovery.importing.names.periods import Period, period_in
from discovery.importing.proposals.sampling import LIKELY, SURE, UNSURE, Column

# What a period has a sum of, unless an average is spoken of: the posts that came out in it, their likes.
SUMMED: Final = PER_POST | {Field.POSTS}


def take_periods(table: Sequence[Column], today: date) -> None:
    """Tell the time that a count's name says from the rest, by which it is understood as any other's."""
    orders = {order for column in table for word in column.header.split() if (order := shown_order(word.strip("()[]:,"))) is not None}
    day_first = orders.pop() if len(orders) == 1 else None
    for column in table:
        column.name, column.period = period_in(column.header, today, day_first)


def settle_periods(table: Sequence[Column], today: date) -> dict[int, date]:
    """{a column: the day on which it counts}, of those that are stored on a day that their names say; the rest is settled too."""
    taken = _last_taken(table, today)
    for column in table:
        _leave_what_is_of_no_day(column)
    newest = _newest(table)
    days: dict[int, date] = {}
    for column in table:
        if column.field not in OF_A_DAY or column.period is None:
            continue
        last = newest[column.field, column.platform]
        if column.period.day:
            days[column.index] = column.period.day
            column.reason = f"{column.reason}, on {column.period.day:%-d %B %Y} as it says"
        elif last is None and taken is not None and taken < column.period.until:
            later = f"perhaps later than the rows' newest day, {taken:%-d %B %Y}"
            column.leave(f"{column.field.label.lower()} of {column.period.text}, {later}", UNSURE)
        elif last is None or column.period.until < last.until:
            column.leave(f"{column.field.label.lower()} of {column.period.text}, and newer ones are there", SURE)
        elif column.confidence == SURE:
            column.take(column.field, f"{column.reason}, the newest: of {column.period.text}, which is no day", LIKELY)
    return days


def offered_day(table: Sequence[Column], days: dict[int, date]) -> date | None:
    """The newest day that columns of counts say, unless others that say none are newer."""
    counted = [column for column in table if column.field in OF_A_DAY]
    dated = {column.field for column in counted if column.index in days}
    if any(column.field in dated for column in counted if column.index not in days):
        return None
    return max(days.values(), default=None)


def _newest(table: Sequence[Column]) -> dict[tuple[Field, str], Period | None]:
    """Of each count the newest period, None where a column without one is there: that is of now."""
    newest: dict[tuple[Field, str], Period | None] = {}
    for column in table:
        if column.field not in OF_A_DAY:
            continue
        key = column.field, column.platform
        before = newest.get(key, column.period)
        newest[key] = max(before, column.period, key=lambda each: each.until) if before and column.period else None
    return newest


def _last_taken(table: Sequence[Column], today: date) -> date | None:
    """The newest day that a column says of the counts; None where none does."""
    days: list[date] = []
    for column in table:
        for value in column.values if column.field == Field.TAKEN_ON else []:
            with suppress(ValueError):
                days.append(read_date(value, today))
    return max(days, default=None)


def _leave_what_is_of_no_day(column: Column) -> None:
    """What is yet to come, and the sum of a period."""
    if column.period is None or column.field not in OF_A_DAY:
        return
    if column.period.is_to_come:
        column.leave(f"of {column.period.text}, which is yet to come", SURE)
    elif column.field in SUMMED and not column.period.is_a_day and not names.says_average(column.name):
        column.leave(f"{column.field.label.lower().removesuffix(' per post')} of {column.period.text}, perhaps a sum", UNSURE)
