"""Reads numbers as people write them: 29.3M, 12,345, 1 234, 1.234.567, 3.4%. What is ambiguous is an error, never a guess.

A column's other values may show which mark is its decimal one: decimal_mark() looks, the reader is told.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_SPREADSHEET_ERRORS = {
    *("#n/a", "#n/d", "#nv", "#н/д", "#value!", "#valor!", "#¡valor!", "#valeur!", "#wert!", "#знач!", "#ref!", "#bezug!", "#¡ref!"),
    *("#ссылка!", "#div/0!", "#¡div/0!", "#дел/0!", "#name?", "#nom?", "#имя?", "#num!", "#zahl!", "#nombre!", "#null!", "#error!"),
}
MISSING = frozenset({"", "-", "–", "—", "n/a", "n.a.", "na", "nan", "nan%", "null", "none", *_SPREADSHEET_ERRORS})
# What a unit multiplies by, as a power of ten. Not "mil": a thousand in Madrid and Lisbon, a million in London.
POWERS = {
    "": 0,
    **dict.fromkeys(("k", "tsd", "тыс", "천", "千"), 3),
    **dict.fromkeys(("만", "万", "萬"), 4),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 5),
    **dict.fromkeys(("m", "mn", "mln", "mio", "mi", "mill", "million", "millions", "млн", "백만"), 6),
    **dict.fromkeys(("crore", "crores", "cr"), 7),
    **dict.fromkeys(("억", "亿", "億"), 8),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "bi", "billion", "billions", "млрд"), 9),
}
SPACES = " \u00a0\u2007\u2009\u202f'’"
NUMBER = re.compile(
    rf"(?P<sign>[-−+]?)\s*(?P<digits>\d[\d.,{SPACES}]*|\.\d+)(?:e\+?(?P<power>\d\d?))?\s*(?P<unit>[^\W\d_]*)\.?\s*(?P<percent>%?)"
)
LONGEST = 40
# A column's mark where nothing shows it and its file is of people who may write 1,234 for less than two.
UNSHOWN = "?"
# 2,28,00,000: the last three digits, and pairs before them.
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
GROUPED_BY_SPACES = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?")


class Number(NamedTuple):
    """A value and the step it is rounded to: 29.3M is 29,300,000 by 100,000."""

    value: int | float
    step: float
    percent: bool = False


def read_count(text: str, mark: str = "") -> Number | None:
    """A count; None where it is missing. ValueError says why it is none.

    `mark` is the column's decimal mark; "" where nothing shows it, so that 1,234 is a thousand; UNSHOWN where it might not be.
    """
    if text.isdigit() and text.isascii() and len(text) < LONGEST:
        return Number(int(text), 1)
    return _read(text.strip().casefold(), mark, False)


def read_rate(text: str, percent: bool | None = None) -> Number | None:
    """A rate as a share: 3.4% is 0.034; None where it is missing.

    A number without a sign is a percentage or a share as `percent` says of its column; ValueError where nothing says.
    """
    # A rate is never in the thousands, so that its one mark is the decimal mark.
    number = _read(text.strip().casefold(), "either", True)
    if number is None:
        return None
    if not number.percent and percent is None and number.value:
        raise ValueError("may be a percentage or a share of 1: write it with a % sign")
    scale = 100 if number.percent or percent else 1
    return Number(round(number.value / scale, 12), number.step / scale)


def decimal_mark(values: Iterable[str]) -> str:
    """The decimal mark that a column's values show beyond doubt: "." or ","; "" where none does or they contradict each other."""
    shown = {mark for value in values if (mark := _shown_mark(value))}
    return shown.pop() if len(shown) == 1 else ""


def looks_like_number(text: str) -> bool:
    """Whether it is a number, be it one that cannot be read or that no count may be."""
    return NUMBER.fullmatch(text.strip().casefold()) is not None


def _shown_mark(text: str) -> str:
    found = NUMBER.fullmatch(text.strip().casefold())
    if not found:
        return ""
    digits = found["digits"]
    marks = [character for character in digits if character in ".,"]
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    if marks and len(digits.rpartition(marks[0])[2]) != 3:
        return marks[0]
    return ""


@lru_cache(maxsize=65_536)
def _read(text: str, mark: str, percent_allowed: bool) -> Number | None:
    if text in MISSING:
        return None
    found = NUMBER.fullmatch(text)
    if len(text) > LONGEST or not found or found["unit"] not in POWERS:
        raise ValueError("is not a number")
    if found["percent"] and not percent_allowed:
        raise ValueError("is a percentage, not a count")
    digits = _plain_digits(found["digits"].rstrip(SPACES), mark, bool(found["unit"]))
    power = POWERS[found["unit"]] + int(found["power"] or 0)
    value = Decimal(digits).scaleb(power)
    if found["sign"] in ("-", "−") and value:
        raise ValueError("is below zero")
    step = float(Decimal(1).scaleb(power - len(digits.partition(".")[2])))
    return Number(int(value) if value == value.to_integral_value() else float(value), step, bool(found["percent"]))


def _plain_digits(written: str, mark: str, has_unit: bool) -> str:
    """Digits with at most a point in them, without grouping."""
    if any(space in written for space in SPACES):
        if not GROUPED_BY_SPACES.fullmatch(written):
            raise ValueError("is not a number")
        written = "".join(character for character in written if character not in SPACES)
        return written.replace(",", ".")
    marks = [character for character in written if character in ".,"]
    if not marks:
        return written
    if len(marks) == 1:
        return _with_one_mark(written, marks[0], mark, has_unit)
    decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
    whole, _, fraction = written.rpartition(decimal) if decimal else (written, "", "")
    grouping = "," if "," in whole else "."
    if not (re.fullmatch(rf"\d{{1,3}}(?:\{grouping}\d{{3}})+", whole) or INDIAN.fullmatch(whole)):
        raise ValueError("is not a number")
    return f"{whole.replace(grouping, '')}.{fraction}" if decimal else whole.replace(grouping, "")


def _with_one_mark(written: str, at: str, mark: str, has_unit: bool) -> str:
    """One mark with three digits after it either groups thousands or begins a fraction."""
    whole, _, fraction = written.partition(at)
    if len(fraction) != 3 or len(whole) > 3 or whole in ("", "0") or mark in (at, "either"):
        return f"{whole or '0'}.{fraction or '0'}"
    if mark in (".", ","):
        return whole + fraction
    if has_unit != (at == ".") or (mark == UNSHOWN and at == ","):
        raise ValueError(f"may be {whole}{fraction} or {whole}.{fraction}: write it without the mark")
    return f"{whole}.{fraction}" if has_unit else whole + fraction
