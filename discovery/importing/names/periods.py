"""The day or the time that a column's name says its counts are of: Followers 2026-08-31, Follower Okt. 2026, Followers Q2.

A month alone is taken as its last day, as in a file's name; a year, a quarter or a month without its year is of no day. Which of several
columns counts is competing.py's to say, what stands above or below the list stated.py's.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final

from discovery.importing.cells.dates import DAY_OR_MONTH_FIRST, month_number, read_date
from discovery.importing.fields import COUNT_LIMITS, RATE_DEFINITIONS
from discovery.importing.names.columns import AVERAGE, field_named

_WORD: Final = r"[^\W\d_]{3,}\.?"
_YEAR: Final = r"20\d\d"
# Whole days, as they stand within other words.
_DAY: Final = re.compile(
    rf"(?<!\d)(?:\d{{4}}[-/.] ?\d\d?[-/.] ?\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{{4}}|\d\d)|20[0-3]\d[01]\d[0-3]\d"
    rf"|1[0-3]\d[-/.]\d\d?[-/.]\d\d?|(?:{_YEAR}|(?:民[國国] ?)?1[0-3]\d|令和 ?(?:\d\d?|元))[年년] ?\d\d? ?[月월] ?\d\d? ?[日일]"
    rf"|\d\d? tháng \d\d?,? (?:năm )?{_YEAR}|\d\d?(?:\.|st|nd|rd|th)? (?:de |of )?{_WORD},? (?:de )?{_YEAR}"
    rf"|\d\d?\. \d\d?\. {_YEAR}|\d\d?[ -]{_WORD}[ -]\d\d|{_WORD} \d\d?(?:st|nd|rd|th)?,? {_YEAR})(?!\d)"
)
_MONTH_FORMS: Final = (
    re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?:[-/.]|[年년] ?)(?P<month>0?[1-9]|1[0-2])[月월]?(?![\d/.-])"),
    re.compile(rf"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>{_YEAR})(?!\d)"),
    re.compile(rf"(?P<word>{_WORD})(?: de)?[ '’/-]{{0,2}}(?P<year>{_YEAR}|(?<=['’ /-])[23]\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR})[ '’/-]?(?P<word>{_WORD})"),
)
_QUARTER_FORMS: Final = (
    re.compile(rf"(?<![^\W\d_])[qt](?P<quarter>[1-4])(?:[ '’/-]{{0,2}}(?P<year>{_YEAR}|[23]\d))?(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR})[ '’/-]?[qt](?P<quarter>[1-4])(?!\d)"),
)
_YEAR_ALONE: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_MONTH_ALONE: Final = re.compile(rf"(?<![^\W\d_]){_WORD}(?![^\W\d_])")
_SPAN: Final = r"(?:week|month|quarter|year)"
_BEFORE: Final = re.compile(
    rf"\b(?:(?:last|previous|prev\.?|prior|past) {_SPAN}|\d+ ?(?:d|days?|weeks?|months?|years?) ago|yesterday|before|previous(?:ly)?"
    r"|prev\.?|earlier|old|vormonat|vorjahr|vorher|letzte[rs]? (?:monat|jahr|woche)|mois dernier"
    r"|mes (?:pasado|anterior)|mês (?:passado|anterior)"
    r"|geçen (?:ay|yıl)|прошлый (?:месяц|год)|先月|前月|上月|上個月|上个月|지난달)\b"
)
_NOW: Final = re.compile(
    rf"\b(?:(?:this|current) {_SPAN}|now|today|current|currently|latest|actual|heute|aktuell|aktuelle[rs]? (?:monat|jahr|woche)"
    r"|diese[rs] (?:monat|jahr)|ce mois|este m[eê]s|bu (?:ay|yıl)|сейчас|今月|本月|當月|当月|이번 ?달)\b"
)
# What stands before a day and goes with it, and what is left around it.
_BEFORE_DAY: Final = re.compile(
    r"(?:\b(?:as of|as at|as on|stand|per|am|vom|zum|on|at|in|of|for|from|au|le|el|al|em|del|de|na|ze dne|на|от|за|do|à|@)\b:?"
    r"|[-–—:,·|/(\[（【]|\s)+$",
    re.IGNORECASE,
)
_AFTER_DAY: Final = re.compile(r"^[-–—:,·|/)\]）】\s]+")
# A column of a time before is of no day that is known; so much older than today's it counts.
_LONG_AGO: Final = timedelta(days=400)


@dataclass(frozen=True)
class Period:
    """When counts were taken: `text` as it stands in the name, `until` its last day; `day` where they are stored on one.

    `is_a_day` where the name says a whole day, not a longer time.
    """

    text: str
    until: date
    day: date | None = None
    is_a_day: bool = False
    is_to_come: bool = False


def period_in(name: str, today: date, day_first: bool | None = None) -> tuple[str, Period | None]:
    """A count's name without the time that it is of, and that time; the name as it is and None where it says none, or is no count's.

    `day_first` is how the list's other names write 01/02/2026.
    """
    plain = re.sub(r" \(\d+\)$", "", " ".join(re.sub(r"(?<=\d)_(?=\d)", "-", name).replace("_", " ").split()))
    for start, end, period in times_in(plain.casefold(), today, day_first):
        before, after = _BEFORE_DAY.sub("", plain[:start]), _AFTER_DAY.sub("", plain[end:])
        rest = f"{before} {after}".strip()
        if field_named(rest) in _COUNTED:
            return rest, period
    return name, None


_COUNTED: Final = frozenset({*COUNT_LIMITS, *RATE_DEFINITIONS})


def times_in(text: str, today: date, day_first: bool | None) -> Iterator[tuple[int, int, Period]]:
    """Where the times stand in the text, the most exact first."""
    readers: tuple[tuple[Sequence[re.Pattern[str]], Callable[[re.Match[str]], Period | None]], ...] = (
        ((_DAY,), lambda found: _of_day(found[0], today, day_first)),
        (_MONTH_FORMS, lambda found: _of_month(found, today)),
        (_QUARTER_FORMS, lambda found: _of_quarter(found, today)),
        ((_YEAR_ALONE,), lambda found: Period(found[0], date(int(found[0]), 12, 31), is_to_come=int(found[0]) > today.year)),
        ((_MONTH_ALONE,), lambda found: _of_month_alone(found[0], today)),
        ((_BEFORE,), lambda found: Period(found[0], today - _LONG_AGO)),
        ((_NOW,), lambda found: Period(found[0], today)),
    )
    for forms, read in readers:
        for found in chain.from_iterable(form.finditer(text) for form in forms):
            if period := read(found):
                yield *found.span(), period


def _of_day(text: str, today: date, day_first: bool | None) -> Period | None:
    """None where it is no day of the calendar. What may be two days is of none, and in the order of days written day first."""
    for leads in (day_first, True):
        try:
            day = read_date(text.replace(". ", "."), date.max, leads)
        except ValueError:
            continue
        is_doubted = leads is not day_first and DAY_OR_MONTH_FIRST.fullmatch(text) is not None
        return Period(text, day, None if is_doubted or day > today else day, is_a_day=True, is_to_come=day > today)
    return None


def _of_month(found: re.Match[str], today: date) -> Period | None:
    named = found.groupdict()
    month = month_number(named["word"]) if named.get("word") else int(named["month"])
    if not month:
        return None
    last = _last_day(_whole_year(named["year"]), month)
    return Period(found[0], last, last if last <= today else None, is_to_come=last.replace(day=1) > today)


def _of_month_alone(text: str, today: date) -> Period | None:
    """The last of its name that began. Ukrainian сер. is short for August, and for an average."""
    month = 0 if text.rstrip(".") in AVERAGE else month_number(text)
    return Period(text, _last_day(today.year - (month > today.month), month)) if month else None


def _of_quarter(found: re.Match[str], today: date) -> Period:
    """One without its year is the last of its number that began."""
    quarter = int(found["quarter"])
    year = _whole_year(found["year"]) if found["year"] else today.year - (quarter * 3 - 2 > today.month)
    return Period(found[0], _last_day(year, quarter * 3), is_to_come=date(year, quarter * 3 - 2, 1) > today)


def _whole_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
