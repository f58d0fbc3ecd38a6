"""A list's first rows by the column, with what each column is taken for so far. proposing.py and naming.py decide; nothing here does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from django.db import models

from discovery.importing.cells.numbers import MISSING, Number, is_percentage, read_count, read_rate
from discovery.importing.cells.totals import is_total
from discovery.importing.cells.units import Meant, unit_in_name
from discovery.importing.cells.wrappings import trimmed, unwrapped
from discovery.importing.fields import Field
from discovery.importing.formats.delimited import is_comment
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.names.periods import Period

SAMPLE_ROWS: Final = 500
# So much of a column's values must read as the field does.
MOST, NEARLY_ALL, SOME = 0.6, 0.95, 1 / 3


class Confidence(models.TextChoices):
    """How sure a proposal is of a column; a person is asked to look at what is unsure."""

    SURE = "sure", "Sure"
    LIKELY = "likely", "Likely"
    UNSURE = "unsure", "Please check"


# How the reason of a column ends that none of our fields is.
KEPT: Final = ": kept as it came"
SURE, LIKELY, UNSURE = Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE


@dataclass
class Column:
    """One column of the sample: `values` are those that are not blank, `cells` one for each row."""

    index: int
    name: str
    cells: list[str]
    field: Field = Field.EXTRA
    reason: str = f"not known{KEPT}"
    confidence: Confidence = LIKELY
    # The one it speaks of, where the list's columns speak of several.
    platform: str = ""
    # As the file has it, and the time that was told from it: `name` is what is left.
    header: str = ""
    period: Period | None = None

    @property
    def values(self) -> list[str]:
        return [cell for cell in self.cells if cell.casefold() not in MISSING]

    def share(self, fits: Callable[[str], object]) -> float:
        """How much of the values fit; 0 where there are none."""
        values = self.values
        return sum(1 for value in values if fits(value)) / len(values) if values else 0.0

    def share_of_different(self, fits: Callable[[str], object]) -> float:
        """How much of its different values fit: an account with many rows says no more of the column than one with a single row."""
        values = set(self.values)
        return sum(1 for value in values if fits(value)) / len(values) if values else 0.0

    def take(self, field: Field, reason: str, confidence: Confidence) -> None:
        self.field, self.reason, self.confidence = field, reason, confidence

    def leave(self, reason: str, confidence: Confidence) -> None:
        """Keep it as it came, and say why."""
        self.take(Field.EXTRA, f"{reason}{KEPT}", confidence)

    def number(self, value: str) -> Number | None:
        """A value in the unit that its name says: 45.3 of Followers (K) is 45,300."""
        return as_number(value, unit_in_name(self.name).power)

    def middle(self) -> float:
        """The median of its numbers; 0 where it has none."""
        numbers = [number.value for value in self.values if (number := self.number(value))]
        return median(numbers) if numbers else 0.0


def sampled(file_format: FileFormat, sample: Sequence[RawRow]) -> list[Column]:
    """The columns of a list's first rows, as their cells are read. Of what a column is, totals, headings and comments say nothing."""
    telling = [row for row in sample if not row.problem and not _is_comment(row)] or sample
    rows = [[unwrapped(trimmed(cell), prefers_address=True, with_label=True) for cell in row.cells] for row in telling]
    rows = [cells for cells in rows if not is_total(next(filter(None, cells), ""))] or rows
    return [
        Column(index, name, [cells[index] if index < len(cells) else "" for cells in rows], header=name)
        for index, name in enumerate(file_format.columns)
    ]


def _is_comment(row: RawRow) -> bool:
    return is_comment(row.cells) and not any(map(str.strip, row.cells[1:]))


def as_number(value: str, scale: int = 0) -> Number | None:
    """For looking at a column as a whole, where a cell that reads two ways does no harm."""
    try:
        return read_rate(value, percent=False) if is_percentage(value) else read_count(value, ".", Meant(mil=3, scale=scale))
    except ValueError:
        return None
