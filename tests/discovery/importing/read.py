"""One row of a list as it is read, for the tests of what becomes of a row."""

from datetime import date
from typing import Any

from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row

TODAY = date(2026, 11, 20)
DAY = date(2022, 12, 31)


def read(*cells: tuple[Field, str], platform: str = "instagram", taken_on: date | None = DAY, **convention: Any) -> Row:
    """One row of a list whose columns are these fields; every column has the same convention, and its label for a name."""
    mapping = Mapping({index: field for index, (field, _) in enumerate(cells)}, dict.fromkeys(range(len(cells)), Convention(**convention)))
    reader = RowReader([field.label for field, _ in cells], mapping, platform, taken_on, TODAY)
    return only(reader.read(RawRow(2, [text for _, text in cells])))


def only(rows: list[Row]) -> Row:
    """The one row of a list that speaks of one account a row."""
    (row,) = rows
    return row


def reasons(row: Row) -> list[str]:
    return [problem.reason for problem in row.problems]


ANNA = (Field.HANDLE, "anna")
