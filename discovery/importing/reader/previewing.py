"""A list's first rows as they would be stored, for a person to look at before anything is."""

from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any

from discovery.importing.cells.numbers import is_missing
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileFormat
from discovery.importing.formats.sections import headed_rows
from discovery.importing.reader.rows import NO_PLATFORM, RowReader
from discovery.importing.records import Problem, Row


@dataclass(frozen=True)
class PreviewRow:
    """A row as it would be stored, {name of a Record's field: value} without what is missing; `outcome` is blank where it simply loads."""

    line: int
    outcome: str
    values: dict[str, Any]
    problems: list[Problem]


def preview(file: IO[bytes], file_format: FileFormat, reader: RowReader, limit: int = 50) -> list[PreviewRow]:
    """The file's first rows as `reader` would have them stored, each with its problems."""
    rows = chain.from_iterable(reader.read(raw) for raw in islice(headed_rows(file, file_format), limit))
    return [PreviewRow(row.line, row.outcome or "", _values(row, reader), row.problems) for row in rows]


def _values(row: Row, reader: RowReader) -> dict[str, Any]:
    """What would be stored; and the handle as it stands there, as long as only the platform is to be chosen that would make it one."""
    values = row.record.stated()
    if "handle" not in values and any(problem.reason == NO_PLATFORM for problem in row.errors):
        cells = (row.cells[index] for index in reader.mapping.columns_of(Field.HANDLE) if index < len(row.cells))
        if handle := next((cell for cell in cells if not is_missing(cell)), ""):
            values["handle"] = handle.strip()
    return values
