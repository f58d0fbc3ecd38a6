"""A file as a table: the format it was found to have, and its rows, read one at a time.

How the format is found stands in dialects.py, what the cells mean in mapping.py. Nothing here holds more than one row.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import IO, Any, NamedTuple, Self

from django.conf import settings


class FileProblem(ValueError):
    """The file cannot be used as it is; the text says why and what to do about it."""


@dataclass(frozen=True)
class FileFormat:
    """How to read a file: Python's name of the encoding, the delimiter, the line the header starts on (from 1), its column names."""

    encoding: str
    delimiter: str
    header_line: int
    columns: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "columns": list(self.columns)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "columns": tuple(data["columns"])})


class RawRow(NamedTuple):
    """One row as it stands in the file; `line` is the one it starts on, from 1."""

    line: int
    cells: list[str]


def read_rows(file: IO[bytes], file_format: FileFormat) -> Iterator[RawRow]:
    """The rows below the header, without blank ones, from the file's beginning.

    A byte that the encoding does not know becomes a lone surrogate, for the row's reader to refuse. FileProblem over a
    limit, and where the text cannot be decoded at all.
    """
    file.seek(0)
    rows = 0
    for row in records(file, file_format.encoding, file_format.delimiter):
        if row.line <= file_format.header_line or not any(map(str.strip, row.cells)):
            continue
        rows += 1
        if rows > settings.IMPORT_MAX_ROWS:
            raise FileProblem(f"The file has more than {settings.IMPORT_MAX_ROWS:,} rows. Split it and import the pieces.")
        yield row


def records(file: IO[bytes], encoding: str, delimiter: str) -> Iterator[RawRow]:
    """Every record from where the file stands, banner, header and blank ones too."""
    # The limit is the process's; csv has no other. Far below it a cell is data, far above it a quote was never closed.
    csv.field_size_limit(settings.IMPORT_MAX_CELL_CHARACTERS)
    text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    reader = csv.reader(text, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield RawRow(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileProblem(
            f"A cell in the row that starts on line {line} is longer than {settings.IMPORT_MAX_CELL_CHARACTERS:,} characters. "
            "Perhaps a quote is opened there and never closed: mend the row and upload the file again."
        ) from error
    except UnicodeError as error:
        raise FileProblem(f"After line {line} the text is not {encoding}. Save the file as CSV in UTF-8 and upload it again.") from error
    finally:
        # Give the file back open. Where its owner closed it first, there is nothing to give back.
        with suppress(ValueError):
            text.detach()
