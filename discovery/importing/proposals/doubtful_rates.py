"""Rates that are a hundred times what rates are, or less, or than their rows' own counts make: written in another unit than they say.

Nothing here changes them; a person is told. What is written without a sign is conventions/rates.py's to read or to ask.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

from discovery.importing.cells.numbers import is_percentage
from discovery.importing.conventions.rates import HUNDRED, JUST
from discovery.importing.fields import RATE_DEFINITIONS, Field
from discovery.importing.proposals.sampling import MOST, NEARLY_ALL, UNSURE, Column

# So many rates of a column at least tell something of all.
FEWEST: Final = 3
# Half of hardly any list's accounts engage fewer than one in a thousand, while none engages one in a hundred.
LOW_MIDDLE, LOW_MOST = 0.001, 0.01
# And of no list do half engage more people than they have.
HIGH_MIDDLE: Final = 1.0


def note_rates_in_another_unit(table: Sequence[Column]) -> None:
    """Columns with per cent signs that are most likely shares of 1, or per cent taken times a hundred."""
    for column in table:
        if column.field not in RATE_DEFINITIONS or column.confidence == UNSURE:
            continue
        shares = [share for share in _shares(column) if share]
        if len(shares) < FEWEST:
            continue
        beside = [other for other in table if other.platform == column.platform]
        if said := _against_counts(column, beside) or _against_all(shares):
            column.take(column.field, f"{column.reason}, but {said}. If so, mend the file, or keep them as they came", UNSURE)


def _shares(column: Column) -> list[float]:
    """What each row's rate is of 1, 0 where it has none; nothing where they are not written with a sign."""
    if column.share(is_percentage) < NEARLY_ALL:
        return []
    return [number.value if (number := column.number(cell)) else 0.0 for cell in column.cells]


def _against_all(shares: Sequence[float]) -> str:
    middle = median(shares)
    if middle < LOW_MIDDLE and max(shares) < LOW_MOST:
        return f"half of them are below {middle * HUNDRED:.2g} %, next to nothing: perhaps shares of 1 that were given a sign"
    return "half of them are over 100 %: perhaps they were multiplied by 100 twice" if middle > HIGH_MIDDLE else ""


def _against_counts(column: Column, table: Sequence[Column]) -> str:
    """By the row's own likes and comments, where most rates are just a hundred times off one way."""
    by_field = {other.field: other for other in reversed(table)}
    followers, likes, comments = (by_field.get(field) for field in (Field.FOLLOWERS, Field.LIKES, Field.COMMENTS))
    if not followers or not likes:
        return ""
    counted = [
        (_count(likes, row) + (_count(comments, row) if comments else 0)) / people if (people := _count(followers, row)) else 0
        for row in range(len(column.cells))
    ]
    off = [share / rate for share, rate in zip(_shares(column), counted, strict=True) if share and rate]
    for times, word in ((HUNDRED, "more"), (1 / HUNDRED, "less")):
        if len(off) >= FEWEST and sum(times / JUST <= each <= times * JUST for each in off) >= MOST * len(off):
            return f"most are a hundred times {word} than “{likes.header}” and “{followers.header}” make"
    return ""


def _count(column: Column, row: int) -> float:
    number = column.number(column.cells[row])
    return number.value if number else 0.0
