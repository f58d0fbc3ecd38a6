"""Any upload as a table of text: text as it is, a workbook or JSON written as a plain table first.

What each is like is found by dialects.py, workbooks.py (through converting.py) and objects.py; what its columns mean is proposing.py's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from discovery.importing.formats import converting, objects
from discovery.importing.formats.dialects import find_format, kind_of
from discovery.importing.formats.encodings import check_encoding
from discovery.importing.formats.files import FOUND, FileFormat, FormatChoice, Kind
from discovery.importing.formats.sections import with_sections


@contextmanager
def as_table(file: IO[bytes], choice: FormatChoice = FOUND) -> Iterator[tuple[FileFormat, IO[bytes]]]:
    """The file's format, as far as `choice` leaves it open, and what headed_rows reads: the file itself, or the table made of it.

    FileProblem where the file cannot be used, or is not as was chosen.
    """
    check_encoding(choice.encoding or "utf-8")
    kind = kind_of(file)
    if kind == Kind.TEXT:
        yield with_sections(find_format(file, choice), file), file
        return
    with TemporaryFile() as table:
        if kind == Kind.JSON:
            yield objects.convert(file, table, choice), table
        else:
            yield with_sections(converting.convert(file, table, choice), table), table
