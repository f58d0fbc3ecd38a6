"""Codes for "no answer" that surveys write in every cell of a row: 99, 999, -1. Such a row names nobody, whatever the code would spell."""

from collections.abc import Sequence
from typing import Final

# 7, 8 and 9 as often as a column is wide, as SPSS and surveys have them, with and without a minus.
CODES: Final = frozenset(f"{sign}{digit * times}" for digit in "789" for times in (2, 3, 4, 5) for sign in ("", "-")) | {
    "-1",
    "-7",
    "-8",
    "-9",
}
REASON: Final = "is the same in its every count, as where nothing was answered: left out; if it is an account, write it with an @"


def is_code(text: str) -> bool:
    """Whether a cell may stand for no answer."""
    return text in CODES


def says_nothing(naming: Sequence[str], counts: Sequence[str]) -> bool:
    """Whether a row's names and its counts, as far as there are any, are one and the same code."""
    filled = [count for count in counts if count]
    return bool(naming and filled) and is_code(naming[0]) and {*naming, *filled} == {naming[0]}
