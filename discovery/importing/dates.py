"""Reads days from cells and from files' names. A month alone means its last day; what could be two days is an error."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from discovery.models.creators import EARLIEST

MONTHS = {
    **{name[number].casefold(): number for name in (calendar.month_abbr, calendar.month_name) for number in range(1, 13)},
    "sept": 9,
}
# Whole words alone: marketing is no March.
_MONTH = rf"(?P<word>{'|'.join(MONTHS)})(?![^\W\d_])\.?"
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?:[t ].*)?")
DAY_OR_MONTH_FIRST = re.compile(r"(?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4})(?: .*)?")
WORDED = re.compile(rf"(?:(?P<day>\d\d?)\.?[ -]{_MONTH}|{_MONTH.replace('word', 'word2')} (?P<day2>\d\d?),?)[ ,-]+(?P<year>\d{{4}})")
IN_NAME = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?:(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]))?(?!\d)")
WORDED_IN_NAME = re.compile(
    rf"(?<![^\W\d_])(?:{_MONTH}[-_ ,]*(?P<year>20\d\d)|(?P<year2>20\d\d)[-_ ]*{_MONTH.replace('word', 'word2')})(?!\d)"
)


def read_date(text: str, today: date, day_first: bool | None = None) -> date:
    """A cell's day. `day_first` is how the column writes 01/02/2022; ValueError says why a cell is no day that can be."""
    words = text.strip().casefold()
    if found := YEAR_FIRST.fullmatch(words):
        day = _day(found["year"], found["month"], found["day"])
    elif found := DAY_OR_MONTH_FIRST.fullmatch(words):
        # 17.01.2022 is written day first wherever it is written.
        day = _day_or_month_first(found, True if found["mark"] == "." else day_first)
    elif found := WORDED.fullmatch(words):
        day = _day(found["year"], MONTHS[found["word"] or found["word2"]], found["day"] or found["day2"])
    else:
        raise ValueError("is not a date: write it as 2022-12-31")
    return believable(day, today)


def looks_like_date(text: str) -> bool:
    """Whether it is written as a day, be it one that cannot be."""
    return any(form.fullmatch(text.strip().casefold()) for form in (YEAR_FIRST, DAY_OR_MONTH_FIRST, WORDED))


def believable(day: date, today: date) -> date:
    """The same day; ValueError where no platform's counts can be of it."""
    if day > today:
        raise ValueError("lies in the future")
    if day < EARLIEST:
        raise ValueError(f"lies before {EARLIEST.year}, when no platform existed")
    return day


def day_first(values: Iterable[str]) -> bool | None:
    """How a column writes 01/02/2022, where one of its values has a number over 12; None where nothing shows it."""
    shown = set()
    for value in values:
        if found := DAY_OR_MONTH_FIRST.fullmatch(value.strip()):
            shown |= {True} if int(found["first"]) > 12 else {False} if int(found["second"]) > 12 else set()
    return shown.pop() if len(shown) == 1 else None


def date_in_name(name: str, today: date) -> date | None:
    """The day a file's name states, as 2022-12-31, or a month, as 2022-03 or dec-2022: its last day. None where it states none."""
    words = name.casefold()
    if found := IN_NAME.search(words):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"] or 0)
    elif found := WORDED_IN_NAME.search(words):
        year, month, day = int(found["year"] or found["year2"]), MONTHS[found["word"] or found["word2"]], 0
    else:
        return None
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return None
    stated = date(year, month, day or last)
    return stated if EARLIEST <= stated <= today else None


def _day(year: str, month: str | int, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _day_or_month_first(found: re.Match[str], day_leads: bool | None) -> date:
    first, second = found["first"], found["second"]
    if int(first) > 12 or first == second:
        day_leads = True
    elif int(second) > 12:
        day_leads = False
    if day_leads is None:
        raise ValueError("may be two different days: write it as 2022-12-31")
    return _day(found["year"], second, first) if day_leads else _day(found["year"], first, second)
