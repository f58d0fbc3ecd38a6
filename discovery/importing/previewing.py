"""A list's first rows as they would be stored, for a person to look at before anything is."""

from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Any

from discovery.importing.files import FileFormat
from discovery.importing.records import Problem
from discovery.importing.rows import RowReader
from discovery.importing.sections import headed_rows


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
    return [PreviewRow(row.line, row.outcome or "", row.record.stated(), row.problems) for row in rows]
