"""What the values of a column show of how it is spelt: its decimal mark, its units, whether the day comes first.

Cell by cell, and in memory that does not grow; evidence.py weighs columns against each other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from discovery.importing.cells.codes import is_code
from discovery.importing.cells.dates import doubted_order, shown_order
from discovery.importing.cells.numbers import (
    GROUPED_BY_SPACES,
    LONGEST,
    UNSHOWN,
    doubted_mark,
    looks_like_number,
    read_count,
    shown_mark,
    unit_of,
)
from discovery.importing.cells.units import AMBIGUOUS, KNOWN, MIL, MILLIONS, OTHER_THOUSANDS, POWERS, TURKISH, Meant
from discovery.importing.conventions.rates import ENOUGH
from discovery.importing.records import Cell

MARK_NAMES: Final = {".": "point", ",": "comma"}
# 26.10.31
SHORT_YEAR: Final = re.compile(r"\d\d([-/.])\s?\d\d?\1\s?\d\d?\.?")
# 1.234 Mio
LIKE_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?![\d.,])")
OTHER: Final = {".": ",", ",": "."}
# What ambiguous units mean at least, and at most.
SMALLEST, LARGEST = Meant(mil=3, b=3), Meant(mil=6, b=9)
# 15.4, 0.03 or .5, but no count that is written out.
SMALL: Final = re.compile(r"\d{0,3}[.,](?P<fraction>\d+)", re.ASCII)
# So much of a column in a unit that nothing says has a fraction: the others are as many of it; or several have, as in the end of a sorted
# list: 672, 630, … 91.1, 88.2, 84.6.
OFTEN_FRACTIONAL, SOME_FRACTIONAL, FEWEST_FRACTIONAL = 1 / 3, 1 / 8, 3
# Who writes decimals, three digits long, hardly has so many different numbers from 1 to 999 without them.
SOME_PLAIN: Final = 3


@dataclass
class Units:
    """The units of a column's numbers, each with its first cell."""

    first: dict[str, Cell] = field(default_factory=dict)

    def add(self, unit: str, cell: Cell) -> None:
        if unit in KNOWN:
            self.first.setdefault(unit, cell)

    def power(self, unit: str, speaks: Mapping[str, str], is_whole: bool) -> tuple[int, str]:
        """What an ambiguous unit multiplies by, and why; 0 where nothing shows it, or the column has none.

        `speaks` names a column, {what the unit is in its language, or which that is: its name}, "" where none speaks so.
        """
        if unit not in self.first:
            return 0, ""
        return self._mil(speaks) if unit == MIL else self._b(speaks, is_whole)

    def _mil(self, speaks: Mapping[str, str]) -> tuple[int, str]:
        millions = self._among(MILLIONS)
        thousands = self._among(OTHER_THOUSANDS)
        if millions and not thousands:
            return 3, f"{millions} is in millions: mil is a thousand"
        for meant, power in AMBIGUOUS[MIL].items():
            if name := speaks.get(meant):
                return power, f"“{name}” is of a language in which mil is a {meant}"
        if thousands and not millions:
            return 6, f"{thousands} is in thousands: mil is a million"
        if shown_mark(self.first[MIL].text) == ",":
            return 3, f"{self.first[MIL]} has a decimal comma, as where mil is a thousand"
        return 0, ""

    def _b(self, speaks: Mapping[str, str], is_whole: bool) -> tuple[int, str]:
        if turkish := self._among(TURKISH):
            return 3, f"{turkish} is Turkish, where B is bin, a thousand"
        if name := speaks.get("turkish"):
            return 3, f"“{name}” is Turkish, where B is bin, a thousand"
        # Nobody has a billion followers, follows or posts so many.
        return (0, "the list does not show which it is, and nobody has billions of followers") if is_whole else (9, "")

    def _among(self, units: frozenset[str]) -> Cell | None:
        return next((cell for unit, cell in self.first.items() if unit in units), None)


@dataclass
class Counts:
    """What a column of counts shows; `shown` and `doubted` are the first cell for each mark. `most` is what no count of it exceeds."""

    is_whole: bool
    most: int
    is_followers: bool = False
    shown: dict[str, Cell] = field(default_factory=dict)
    doubted: dict[str, Cell] = field(default_factory=dict)
    doubted_with_unit: bool = False
    doubted_without_unit: bool = False
    # In doubt and in a unit, the first that is over `most` where its mark groups thousands, and not where that begins decimals.
    too_large: Cell | None = None
    often_doubted: int = 0
    # Whether what shows a mark has a unit, all of it: 34,2 K and 15.4 K may stand in one column.
    shows_in_units: bool = True
    # Whether one of those in doubt ends with another digit than 0, or 196 000 stands beside them: nobody writes millions so exactly.
    is_exact: bool = False
    plain_below_thousand: Cell | None = None
    # The first different ones from 1 to 999, no more than it takes.
    plain: dict[int, Cell] = field(default_factory=dict)
    # Whether a number from a thousand up is written without the mark: 1234, or 196 000.
    plain_above: bool = False
    largest: Cell | None = None
    unitless: Cell | None = None
    # Of numbers without a unit: the first small one with a fraction, how many such there are among how many, and whether one is larger.
    fractional: Cell | None = None
    often_fractional: int = 0
    often_unitless: int = 0
    has_larger: bool = False
    units: Units = field(default_factory=Units)

    def add(self, cell: Cell) -> None:
        text = cell.text
        if text.isdecimal():
            self.often_unitless += 1
            self.unitless = self.unitless or cell
            # Hardly ever: of digits as many, the larger one sorts behind the other.
            if self.largest is None or (len(text), text) > (len(self.largest.text), self.largest.text):
                self.largest = max(self.largest or cell, cell, key=lambda each: int(each.text[:LONGEST]))
            if len(text) > 3:
                self.plain_above = True
            elif not is_code(text):
                self.plain_below_thousand = self.plain_below_thousand or cell
                if len(self.plain) < SOME_PLAIN and (number := int(text)):
                    self.plain.setdefault(number, cell)
            return
        unit = unit_of(text)
        self._add_size(cell, unit)
        self.doubted_with_unit = self.doubted_with_unit or bool(unit and LIKE_THOUSANDS.search(text))
        if mark := shown_mark(text):
            self.shown.setdefault(mark, cell)
            self.shows_in_units = self.shows_in_units and bool(unit)
        elif GROUPED_BY_SPACES.fullmatch(text):
            self.is_exact = self.plain_above = True
        if mark := doubted_mark(text):
            self.doubted.setdefault(mark, cell)
            self._add_doubted(cell, unit, mark)
            self.often_doubted += 1
            self.is_exact = self.is_exact or not text.endswith("0")
        self.units.add(unit, cell)
        if not unit:
            self.unitless = self.unitless or cell

    def _add_doubted(self, cell: Cell, unit: str, mark: str) -> None:
        """What tells of 16,037 M that it is no 16 billion."""
        self.doubted_without_unit = self.doubted_without_unit or not unit
        if unit and not self.too_large and _read(cell, OTHER[mark], SMALLEST) > self.most >= _read(cell, mark, LARGEST):
            self.too_large = cell

    def _add_size(self, cell: Cell, unit: str) -> None:
        """What tells of counts in a unit that nothing says: 15.4 and 0.03 of millions."""
        if unit or not looks_like_number(cell.text):
            return
        self.often_unitless += 1
        found = SMALL.fullmatch(cell.text)
        self.has_larger = self.has_larger or not found
        if found and found["fraction"].strip("0"):
            self.fractional = self.fractional or cell
            self.often_fractional += 1

    def in_a_unit(self) -> Cell | None:
        """The first of followers that are all small and often have a fraction, which no whole number has; None where they are not so."""
        are_small = self.is_whole and not self.plain_above and not self.has_larger
        is_told = self.is_followers and are_small and set(self.doubted) <= set(self.shown)
        share = SOME_FRACTIONAL if self.often_fractional >= FEWEST_FRACTIONAL else OFTEN_FRACTIONAL
        return self.fractional if is_told and self.often_fractional >= share * self.often_unitless else None

    def may_begin_decimals(self) -> str:
        """The mark of whole counts that may group thousands, or begin the decimals of thousands or millions; "" where there is no doubt."""
        if not self.is_whole or self.shown or len(self.doubted) != 1 or self.doubted_with_unit:
            return ""
        is_told = self.is_exact or (self.plain_below_thousand and not self.plain_above)
        return "" if is_told else next(iter(self.doubted))

    def without_unit(self) -> str:
        """The mark that begins decimals before units, as in 15.4 K, and is in doubt in whole counts without one; "" where none is."""
        is_clear = self.is_whole and self.shows_in_units and len(self.doubted) == 1
        return next((mark for mark in self.doubted if mark in self.shown), "") if is_clear else ""

    def read_without_unit(self, bare: str, mil: int) -> tuple[str, str]:
        """The column's decimal mark where what has no unit is in none: it is too exact for millions, or all others are thousands, in which
        it is as much; else UNSHOWN. `mil` is the power of ten that the column means by it. And why.
        """
        cell = self.doubted[bare]
        powers = {mil if unit == MIL else POWERS.get(unit, 0) for unit in self.units.first if unit}
        if not self.doubted_with_unit and (self.is_exact or powers <= {3}):
            return OTHER[bare], f"{cell} has no unit and is a whole number: the {MARK_NAMES[bare]} groups thousands"
        return UNSHOWN, f"{cell} has no unit, which others have: it may be in millions"

    def mark(self) -> tuple[str, str]:
        """The decimal mark that the column's own values show, and the sentence that says why; "" twice where they do not."""
        if len(self.shown) == 1:
            ((mark, cell),) = self.shown.items()
            return mark, why_mark(cell, mark)
        if self.shown or len(self.doubted) != 1 or self.doubted_with_unit:
            return "", ""
        ((grouping, cell),) = self.doubted.items()
        if self.is_whole:
            return OTHER[grouping], f"{cell} is a whole number: the {MARK_NAMES[grouping]} groups thousands"
        if self.often_doubted >= ENOUGH and self.plain_below_thousand and not self.plain_above:
            few = f"{self.plain_below_thousand} has no {MARK_NAMES[grouping]}, and all from a thousand up have one"
            return OTHER[grouping], f"{few}: it groups thousands"
        return "", ""

    def mark_by_limit(self) -> tuple[str, str]:
        """As mark(), where all that is in doubt is in units, and one would be more than there can be if its mark grouped thousands."""
        if not self.too_large or self.shown or len(self.doubted) != 1 or self.doubted_without_unit:
            return "", ""
        mark = next(iter(self.doubted))
        return mark, f"{self.too_large} would be over {self.most:,} if the {MARK_NAMES[mark]} grouped thousands: it begins the decimals"

    def mark_by_plain(self) -> tuple[str, str]:
        """As mark(), where some numbers below a thousand are whole and no value shows decimals: enough unless they are averages."""
        if self.shown or len(self.doubted) != 1 or self.doubted_with_unit or self.plain_above or len(self.plain) < SOME_PLAIN:
            return "", ""
        grouping, first = next(iter(self.doubted)), next(iter(self.plain.values()))
        others = f"{first} and {SOME_PLAIN - 1} more under 1,000 have no mark, and nothing shows decimals"
        return OTHER[grouping], f"{others}: the {MARK_NAMES[grouping]} groups thousands"


@dataclass
class Days:
    """What a column of days shows of which number comes first."""

    may_begin_with_year: bool = False
    year_first: bool = False
    shown: dict[bool, Cell] = field(default_factory=dict)
    doubted: Cell | None = None

    def add(self, cell: Cell) -> None:
        if self.may_begin_with_year and SHORT_YEAR.fullmatch(cell.text):
            self.year_first = True
            return
        order = shown_order(cell.text)
        if order is not None:
            self.shown.setdefault(order, cell)
        elif doubted_order(cell.text):
            self.doubted = self.doubted or cell

    def day_first(self) -> tuple[bool | None, str]:
        if len(self.shown) == 1:
            ((leads, cell),) = self.shown.items()
            return leads, f"{cell} shows that the {'day' if leads else 'month'} comes first"
        return None, f"{self.shown[True]} and {self.shown[False]} contradict each other" if self.shown else ""


def _read(cell: Cell, mark: str, meant: Meant) -> float:
    """A count in a unit; 0 where it is none."""
    try:
        number = read_count(cell.text, mark, meant)
    except ValueError:
        return 0
    return number.value if number else 0


def only(shown: dict[str, Cell]) -> tuple[str, str]:
    """The one mark that is shown, and why; "" twice where none is, or both are."""
    if len(shown) != 1:
        return "", ""
    ((mark, cell),) = shown.items()
    return mark, why_mark(cell, mark)


def why_mark(cell: Cell, mark: str) -> str:
    if mark in cell.text:
        return f"{cell} shows that the {MARK_NAMES[mark]} begins the decimals"
    return f"{cell} shows that the {MARK_NAMES[OTHER[mark]]} groups thousands"
