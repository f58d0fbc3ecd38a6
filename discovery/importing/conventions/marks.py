"""Which decimal mark a column of counts has: what its own values show, weighed against the list's other numbers.

What each column shows by itself is spelling.py's; evidence.py adds the cells and asks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from discovery.importing.cells.numbers import UNSHOWN
from discovery.importing.conventions.rates import Rates
from discovery.importing.conventions.spelling import OTHER, Counts, only, why_mark
from discovery.importing.records import Cell


@dataclass(frozen=True)
class Marks:
    """The columns of a list that show decimal marks: counts, rates, and of what is kept as it came the first cell for each mark.

    `plainly` are counts that are neither called averages nor in thousands or more: few of their values are written with decimals.
    """

    names: Sequence[str]
    counts: Mapping[int, Counts]
    rates: Mapping[int, Rates]
    in_others: Mapping[int, Mapping[str, Cell]]
    plainly: Collection[int]

    def of(self, index: int, mil: int) -> tuple[str, str]:
        """The column's decimal mark and why. Of a whole count that shows nothing 1,234 can only be a thousand; of another it is open.

        `mil` is the power of ten that the column means by it.
        """
        counts = self.counts[index]
        mark, reason = counts.mark()
        if (doubted := counts.may_begin_decimals()) and (beside := self._decimal_beside(index, doubted)):
            return UNSHOWN, f"{counts.doubted[doubted]} may be in thousands or more: {beside}"
        if bare := counts.without_unit():
            return counts.read_without_unit(bare, mil)
        if mark or len(counts.shown) > 1:
            both = " and ".join(why_mark(cell, each) for each, cell in sorted(counts.shown.items(), reverse=True))
            return mark or UNSHOWN, reason or f"{both}: they contradict each other"
        limited, reason = counts.mark_by_limit()
        if limited:
            return limited, reason
        shown = self._elsewhere()
        plain, reason = counts.mark_by_plain() if index in self.plainly else ("", "")
        if plain:
            against = shown.get(OTHER[plain]) or self._limited_beside(OTHER[plain]) or self._decimal_beside(index, OTHER[plain])
            return (UNSHOWN, f"{reason}, but {against}") if against else (plain, reason)
        if len(shown) == 1:
            ((mark, reason),) = shown.items()
            return mark, f"as {reason}"
        return ("", "") if counts.is_whole and not counts.doubted else (UNSHOWN, "")

    def _elsewhere(self) -> dict[str, str]:
        """The marks that the list's numbers show, each with the first column that shows it and why."""
        marks = {
            **{index: each.mark() for index, each in self.counts.items()},
            **{index: only(each.shown) for index, each in self.rates.items()},
        }
        return {mark: f"in “{self.names[index]}”, where {reason}" for index, (mark, reason) in reversed(marks.items()) if mark}

    def _limited_beside(self, mark: str) -> str:
        limited = ((index, counts.mark_by_limit()) for index, counts in self.counts.items())
        return next((f"in “{self.names[index]}” {reason}" for index, (each, reason) in limited if each == mark), "")

    def _decimal_beside(self, index: int, mark: str) -> str:
        """Why the mark begins decimals, where other columns of the file show that; "" where none does.

        What counts and rates show weighs before what is kept as it came, prices mostly; a column that shows both marks shows nothing.
        """
        numbers: list[tuple[int, Counts | Rates]] = [*self.counts.items(), *self.rates.items()]
        counted = {other: each.shown for other, each in numbers if other != index}
        for shown in (counted, self.in_others):
            told = [(other, *next(iter(marks.items()))) for other, marks in sorted(shown.items()) if len(marks) == 1]
            if told:
                beside = (
                    f"in “{self.names[other]}” {why_mark(cell, mark)}" for other, each, cell in told if each == mark and mark in cell.text
                )
                return next(beside, "") if {each for _, each, _ in told} == {mark} else ""
        return ""
