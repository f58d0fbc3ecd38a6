"""Days of calendars whose years no other day has: Taiwan's from 1911, Japan's Reiwa, Persia's. A Buddhist year is dates.py's.

Each is told by its form or its years alone, whatever else the list says.
"""

import re
from datetime import date
from typing import Final

_MONTH_AND_DAY: Final = r"(?:(?P<mark>[-/.]) ?(?P<month>\d\d?)(?P=mark) ?(?P<day>\d\d?)|年 ?(?P<month2>\d\d?) ?月 ?(?P<day2>\d\d?) ?日)"
# 114/11/03 and 民國114年11月3日 are of 2025: no day, month or other year has three digits.
MINGUO: Final = re.compile(rf"(?:民[國国] ?)?(?P<year>1[0-3]\d){_MONTH_AND_DAY}(?: .*)?")
MINGUO_BEGINS: Final = 1911
# 令和7年11月3日 and R7.11.3 are of 2025; its first year is 元.
REIWA: Final = re.compile(rf"(?:令和|r) ?(?P<year>\d\d?|元){_MONTH_AND_DAY}(?: .*)?")
REIWA_BEGINS: Final = 2018
# 1404/08/12 is of 2025: platforms are as old as the year 1380.
PERSIAN: Final = re.compile(r"(?P<year>13[89]\d|14[01]\d)(?P<mark>[-/.]) ?(?P<month>\d\d?)(?P=mark) ?(?P<day>\d\d?)(?: .*)?")
# Its leap years are 8 in 33; such a cycle began so many years before its first, on this day as date.toordinal() counts them.
PERSIAN_EARLIER: Final = 1_595
PERSIAN_BEGINS: Final = -356_033
LONG_MONTHS, LONG, SHORT = 6, 31, 30
CYCLE, LEAP_YEARS = 33, 8
NO_DAY: Final = "is not a day of the calendar"


def is_in_era(words: str) -> bool:
    """Whether a text, in small letters, is written as such a day, be it one that cannot be."""
    return any(form.fullmatch(words) for form in (MINGUO, REIWA, PERSIAN))


def read_in_era(words: str) -> date | None:
    """The day; None where it is none of these calendars'. ValueError where the calendar has no such day."""
    for form, begins in ((MINGUO, MINGUO_BEGINS), (REIWA, REIWA_BEGINS)):
        if found := form.fullmatch(words):
            year = 1 if found["year"] == "元" else int(found["year"])
            return _day(begins + year, int(found["month"] or found["month2"]), int(found["day"] or found["day2"]))
    found = PERSIAN.fullmatch(words)
    return _persian(int(found["year"]), int(found["month"]), int(found["day"])) if found else None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(NO_DAY) from None


def _persian(year: int, month: int, day: int) -> date:
    """A year's first six months have 31 days, the others 30, and the last 29 unless it is a leap year."""
    if not (1 <= month <= 12 and 1 <= day <= (LONG if month <= LONG_MONTHS else SHORT)):
        raise ValueError(NO_DAY)
    year += PERSIAN_EARLIER
    whole, rest = divmod(year, CYCLE)
    before = 365 * year + LEAP_YEARS * whole + (rest + 3) // 4
    return date.fromordinal(PERSIAN_BEGINS + before + LONG * min(month - 1, LONG_MONTHS) + SHORT * max(month - 1 - LONG_MONTHS, 0) + day)
