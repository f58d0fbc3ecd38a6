"""Any upload as a table of text: text as it is, a workbook or JSON written as a plain table first, and so is what has objects in its cells.

What each is like is found by dialects.py, workbooks.py (through converting.py), objects.py and object_cells.py; what its columns mean is
proposing.py's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from discovery.importing.formats import converting, objects
from discovery.importing.formats.dialects import find_format, kind_of
from discovery.importing.formats.encodings import check_encoding
from discovery.importing.formats.files import FOUND, FileFormat, FormatChoice, Kind
from discovery.importing.formats.object_cells import columns_with_objects, take_apart
from discovery.importing.formats.sections import with_sections


@contextmanager
def as_table(file: IO[bytes], choice: FormatChoice = FOUND) -> Iterator[tuple[FileFormat, IO[bytes]]]:
    """The file's format, as far as `choice` leaves it open, and what headed_rows reads: the file itself, or the table made of it.

    FileProblem where the file cannot be used, or is not as was chosen.
    """
    check_encoding(choice.encoding or "utf-8")
    kind = kind_of(file)
    if kind == Kind.TEXT:
        with completed(find_format(file, choice), file, choice) as table:
            yield table
        return
    with TemporaryFile() as converted:
        if kind == Kind.JSON:
            yield objects.convert(file, converted, choice), converted
        else:
            with completed(converting.convert(file, converted, choice), converted, choice) as table:
                yield table


@contextmanager
def completed(file_format: FileFormat, file: IO[bytes], choice: FormatChoice) -> Iterator[tuple[FileFormat, IO[bytes]]]:
    """The table with its sections, and the objects in its cells taken apart, where it has any and nobody said to leave them."""
    columns = columns_with_objects(file, file_format)
    if columns and not choice.objects_as_text:
        with TemporaryFile() as table:
            if apart := take_apart(file, table, file_format, columns):
                yield with_sections(apart, table), table
                return
    yield with_sections(replace(file_format, objects=columns), file), file
