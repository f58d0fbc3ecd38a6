"""Reads days from cells and from files' names. A month alone means its last day; what could be two days is an error."""

import calendar
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.translation import override

from discovery.importing.cells.eras import is_in_era, read_in_era
from discovery.models.creators import EARLIEST

# Months are known by their names in these, and by English ones in files' names too.
# Not Croatian: its listopad is October, elsewhere November; nor Finnish, whose mar is November.
LANGUAGES: Final = (
    *("en", "de", "fr", "es", "pt", "pt-br", "ru", "it", "nl", "pl", "tr", "cs", "sk", "uk", "bg", "ro", "hu", "el"),
    *("sv", "da", "nb", "id", "ca"),
)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.]) ?(?P<month>\d\d?)(?P=mark) ?(?P<day>\d\d?)\.?(?:[t ].*)?", re.DOTALL)
COMPACT = re.compile(r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:t\d{4,6}z?)?")
DAY_OR_MONTH_FIRST = re.compile(r"(?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark)(?P<year>\d{4}|\d\d)(?:,? .*)?", re.DOTALL)
# 2022년 12월 31일, 2022年12月31日.
EAST_ASIAN = re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d\d?) ?[月월] ?(?P<day>\d\d?) ?[日일](?: .*)?")
# ngày 3 tháng 11 năm 2025
VIETNAMESE = re.compile(r"(?:ngày )?(?P<day>\d\d?) (?:tháng|thg) (?P<month>\d\d?),? (?:năm )?(?P<year>\d{4})")
# 26.10.31 is a day of 2026 to those who write so.
EAST_ASIAN_LETTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# Years of the Buddhist era, which nobody means otherwise.
BUDDHIST: Final = range(2547, 2700)
BUDDHIST_AHEAD: Final = 543
# Digits and marks as wide as East Asian letters, digits of Arabic and Persian, and dashes that are no hyphens.
_PLAIN: Final = str.maketrans("０１２３４５６７８９／－．：‐‑–٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789/-.:---01234567890123456789")
_WORD = r"(?P<word>[^\W\d_]{3,})\.?"
_OF = r"(?:de |do |del )?"
WORDED = re.compile(
    rf"(?:[^\W\d_]{{2,}}(?:\.,?|,)? )?(?:(?P<day>\d\d?)(?:\.|st|nd|rd|th|er|º)?[ /-]{_OF}{_WORD}[ ,/-]+{_OF}"
    rf"|{_WORD.replace('word', 'word2')} (?P<day2>\d\d?)(?:st|nd|rd|th)?,?[ ,-]+)(?P<year>\d{{4}}|\d\d(?!:))(?: ?г\.?)?(?:,? .*)?",
    re.DOTALL,
)
# A month without a day: 2024-01, 2024/1, 01.2024, Jan 2024, Jan-24, January '24, 2024 Jan, 2024년 1월.
MONTH_ALONE: Final = (
    re.compile(r"(?P<year>20\d\d)(?:[-/.]|[年년] ?)(?P<month>0?[1-9]|1[0-2])[月월]?"),
    re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>20\d\d)"),
    re.compile(rf"{_WORD}(?: {_OF}|[-/]| ?['’])(?P<year>20\d\d|(?<=[-/'’])\d\d)"),
    re.compile(rf"(?P<year>20\d\d)[ /-]{_WORD}"),
)
# A spreadsheet's number of a day, which counts from the end of 1899, and seconds or milliseconds since 1970.
SERIAL = re.compile(r"[345]\d{4}(?:[.,]\d+)?")
SPREADSHEET_BEGIN: Final = date(1899, 12, 30)
TIMESTAMP = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
IN_NAME = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?:(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]))?(?!\d)")
_IN_ENGLISH = {
    **{name[number].casefold(): number for name in (calendar.month_abbr, calendar.month_name) for number in range(1, 13)},
    "sept": 9,
}
# Abbreviations that Django's translations leave out; French “jui” may be June or July.
_MORE_MONTHS = {"janv": 1, "févr": 2, "февр": 2, "сент": 9, "нояб": 11}
_NO_MONTHS = frozenset({"jui"})
# Whole words alone: marketing is no March.
_MONTH = rf"(?P<month>{'|'.join(_IN_ENGLISH)})(?![^\W\d_])\.?"
WORDED_IN_NAME = re.compile(
    rf"(?<![^\W\d_])(?:{_MONTH}[-_ ,]*(?P<year>20\d\d)|(?P<year2>20\d\d)[-_ ]*{_MONTH.replace('month', 'month2')})(?!\d)"
)


def read_date(text: str, today: date, day_first: bool | None = None, year_first: bool = False) -> date:
    """A cell's day. `day_first` is how the column writes 01/02/2022, `year_first` whether 26.10.31 is of 2026.

    ValueError says why a cell is no day that can be.
    """
    words = _words(text)
    if in_era := read_in_era(words):
        day = in_era
    elif found := _first_match(words, YEAR_FIRST, EAST_ASIAN, COMPACT, VIETNAMESE):
        day = _day(found["year"], found["month"], found["day"])
    elif found := DAY_OR_MONTH_FIRST.fullmatch(words):
        # 17.01.2022 is written day first wherever it is written.
        if year_first and len(found["year"]) == 2:
            return believable(_day(f"20{found['first']:0>2}", found["second"], found["year"]), today)
        day = _day_or_month_first(found, True if found["mark"] == "." else day_first)
    elif found := _worded(words):
        day = _day(_whole_year(found), _months()[found["word"] or found["word2"]], found["day"] or found["day2"])
    elif SERIAL.fullmatch(words):
        day = SPREADSHEET_BEGIN + timedelta(int(words[:5]))
    elif TIMESTAMP.fullmatch(words):
        day = datetime.fromtimestamp(int(words[:10]), UTC).date()
    else:
        raise ValueError("is not a date: write it as 2022-12-31")
    return believable(day, today)


def looks_like_date(text: str) -> bool:
    """Whether it is written as a day, be it one that cannot be. A plain number may be one of a spreadsheet's or a clock's."""
    words = _words(text)
    forms = (YEAR_FIRST, DAY_OR_MONTH_FIRST, EAST_ASIAN, COMPACT, VIETNAMESE, SERIAL, TIMESTAMP)
    return is_in_era(words) or (_first_match(words, *forms) or _worded(words)) is not None


def is_written_as_day(text: str, today: date) -> bool:
    """Whether it is written as no number or word is, and as a day that counts may be of, whichever of day and month comes first."""
    words = _words(text)
    if SERIAL.fullmatch(words) or TIMESTAMP.fullmatch(words):
        return False
    for day_first in (True, False):
        with suppress(ValueError):
            return bool(read_date(text, today, day_first))
    return False


def is_clocks(text: str, today: date) -> bool:
    """Whether it is a clock's number of a day that counts may be of: 1767225600."""
    with suppress(ValueError):
        return TIMESTAMP.fullmatch(_words(text)) is not None and bool(read_date(text, today))
    return False


def believable(day: date, today: date) -> date:
    """The same day; ValueError where no platform's counts can be of it."""
    if day > today:
        raise ValueError("lies in the future")
    if day < EARLIEST:
        raise ValueError(f"lies before {EARLIEST.year}, when no platform existed")
    return day


def month_alone(text: str, today: date) -> date | None:
    """The last day of a month that is written without a day, as 2024-01, 01/2024, Jan 2024 or Jan-24; today where it is not over yet.

    None where the text is no such month, or one that is yet to come.
    """
    words = _words(text)
    found = _first_match(words, *MONTH_ALONE)
    named = found.groupdict() if found else {}
    month = month_number(named["word"]) if named.get("word") else int(named.get("month") or 0)
    if found is None or not month:
        return None
    first = date(int(f"20{found['year'][-2:]}"), month, 1)
    last = first.replace(day=calendar.monthrange(first.year, month)[1])
    return min(last, today) if first <= today else None


def shown_order(text: str) -> bool | None:
    """Whether a date shows that the day, not the month, comes first: one of its numbers is over 12; None where it shows neither."""
    found = DAY_OR_MONTH_FIRST.fullmatch(_words(text))
    if not found or found["mark"] == "." or _may_begin_with_year(found):
        return None
    return True if int(found["first"]) > 12 else False if int(found["second"]) > 12 else None


def doubted_order(text: str) -> bool:
    """Whether a date may be two days, by whether the day or the month comes first."""
    found = DAY_OR_MONTH_FIRST.fullmatch(_words(text))
    return bool(
        found and found["mark"] != "." and found["first"] != found["second"] and max(int(found["first"]), int(found["second"])) <= 12
    )


def date_in_name(name: str, today: date) -> date | None:
    """The day a file's name states, as 2022-12-31, or a month, as 2022-03 or dec-2022: its last day. None where it states none."""
    words = name.casefold()
    if found := IN_NAME.search(words):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"] or 0)
    elif found := WORDED_IN_NAME.search(words):
        year, month, day = int(found["year"] or found["year2"]), _IN_ENGLISH[found["month"] or found["month2"]], 0
    else:
        return None
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return None
    stated = date(year, month, day or last)
    return stated if EARLIEST <= stated <= today else None


def month_number(word: str) -> int:
    """1 to 12 for a month's name or abbreviation in any of the languages; 0 for any other word."""
    return _months().get(word.casefold().rstrip("."), 0)


def _words(text: str) -> str:
    words = text.strip().casefold()
    return words if words.isascii() else words.translate(_PLAIN)


def _first_match(words: str, *forms: re.Pattern[str]) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.fullmatch(words))), None)


def _worded(words: str) -> re.Match[str] | None:
    """The match of a day whose month is written out in one of the languages."""
    found = WORDED.fullmatch(words)
    return found if found and (found["word"] or found["word2"]) in _months() else None


@cache
def _months() -> dict[str, int]:
    """{a month's name or abbreviation in lower case: its number}; a word that means two months in two languages means none."""
    found: dict[str, set[int]] = {word: {number} for word, number in {**_IN_ENGLISH, **_MORE_MONTHS}.items()}
    for language in LANGUAGES:
        with override(language):
            for number in range(1, 13):
                for word in (MONTHS[number], MONTHS_3[number], MONTHS_AP[number], MONTHS_ALT[number]):
                    found.setdefault(str(word).casefold().rstrip("."), set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1 and word not in _NO_MONTHS}


def _day(year: str, month: str | int, day: str) -> date:
    whole = int(year)
    try:
        return date(whole - BUDDHIST_AHEAD if whole in BUDDHIST else whole, int(month), int(day))
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _day_or_month_first(found: re.Match[str], day_leads: bool | None) -> date:
    first, second = found["first"], found["second"]
    if day_leads is None and _may_begin_with_year(found):
        raise ValueError("may be two different days: write it as 2022-12-31")
    if int(first) > 12 or first == second:
        day_leads = True
    elif int(second) > 12:
        day_leads = False
    if day_leads is None:
        raise ValueError("may be two different days: write it as 2022-12-31")
    year = _whole_year(found)
    return _day(year, second, first) if day_leads else _day(year, first, second)


def _whole_year(found: re.Match[str]) -> str:
    """31/12/22 is of 2022."""
    return found["year"] if len(found["year"]) == 4 else f"20{found['year']}"


def _may_begin_with_year(found: re.Match[str]) -> bool:
    """Whether 05-03-07 may be 7 March 2005: its year has two digits, and its first number could be one up to 2030."""
    is_short = found["mark"] == "-" and len(found["year"]) == 2
    return is_short and EARLIEST.year % 100 <= int(found["first"]) <= 30 and int(found["second"]) <= 12
