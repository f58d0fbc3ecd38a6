"""Finds how a file of text is written: encoding, delimiter and header row, from its first bytes; and tells files of text from others.

What cannot be a table is refused with a sentence. The encoding is encodings.py's, the header headers.py's, reading the rows delimited.py's.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from itertools import compress, islice
from operator import not_
from typing import IO, NamedTuple

from discovery.importing.formats.delimited import RULED, is_comment, is_prose, records
from discovery.importing.formats.encodings import decoded, find_encoding, stated_encoding
from discovery.importing.formats.files import FOUND, NO_HEADER, FileFormat, FileProblem, FormatChoice, Kind, RawRow, Separator
from discovery.importing.formats.headers import (
    LOOKED_AT,
    Header,
    banner_above,
    check_columns,
    find_header,
    other_width,
    text_above,
    without_header,
)

HEAD_BYTES = 256 * 1024
DELIMITERS = ",;\t|"
# How much less likely a reading is without a header, and with each row that would stand above it.
WITHOUT_HEADER, BELOW_BANNER = 0.8, 0.9
EMPTY = "The file is empty. Choose a file that has at least one account in it."
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# What a ZIP archive has in it where it is a workbook: .xlsx and .xlsb, .ods.
WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
OTHER_FILES = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|table|head|body)\b", re.IGNORECASE)
JSON = re.compile(r"\s*([\[{]\s*[\[{\"]|\{\s*\}|\[\s*\])")
QUOTE_BEHIND_BLANK = re.compile(r' +"')
# What Excel writes into a first line of its own.
DECLARED = re.compile(r"\ufeff?\"?sep=(?P<delimiter>[,;:|\t])\"?(?=[\r\n])", re.IGNORECASE)


class _Reading(NamedTuple):
    """The head read with one separator: its rows without blank ones, their width, and how much like a table it looks (0 to 1).

    `problem` is a sentence about the first row that could not be read, "" where all could; `prose` is what stands around the tables of
    a Markdown file.
    """

    separator: Separator
    rows: list[RawRow]
    width: int
    header: Header | None
    score: float
    problem: str
    prose: Sequence[RawRow] = ()


def kind_of(file: IO[bytes]) -> Kind:
    """What the file is, by what is in it, whatever its name ends in. FileProblem where it is nothing that a list could be in."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head.startswith(OLE) or (head.startswith(ZIP) and _is_workbook(file)):
        return Kind.WORKBOOK
    other = next((kind for magic, kind in OTHER_FILES.items() if head.startswith(magic)), "")
    text = decoded(head, stated_encoding(head) or "latin-1") if not other else ""
    if MARKUP.match(text):
        other = "a web page or data in another format"
    if other:
        raise FileProblem(f"The file is no list: it is {other}, whatever its name ends in. Save the list as CSV (UTF-8) and upload that.")
    return Kind.JSON if JSON.match(text) else Kind.TEXT


def find_format(file: IO[bytes], choice: FormatChoice = FOUND) -> FileFormat:
    """The format of a file of text, as far as `choice` leaves it open.

    FileProblem where it is empty or no text, where no row stands below the header, or where it is not as was chosen.
    """
    encoding = choice.encoding or find_encoding(file)
    file.seek(0)
    head = file.read(HEAD_BYTES)
    whole = len(head) < HEAD_BYTES
    text = decoded(head, encoding)
    if "\0" in text:
        raise FileProblem("The file is not text: it has NUL bytes in it. Save the list as CSV (UTF-8) and upload that.")
    if not text.strip(f"{DELIMITERS} \r\n\ufeff"):
        raise FileProblem(EMPTY)
    declared = DECLARED.match(text)
    # Its line stays, blank, so that the others keep their numbers.
    text = DECLARED.sub("", text, count=1)
    delimiters = choice.delimiter or (declared["delimiter"] if declared else DELIMITERS)
    readings = [_read_by(delimiter, text, whole, choice.header_line) for delimiter in delimiters]
    return _checked(max(readings, key=lambda reading: reading.score), encoding, choice)


def _is_workbook(file: IO[bytes]) -> bool:
    """FileProblem where it is another archive, or a broken one."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise FileProblem("The file is an Excel workbook or a ZIP archive that is broken: save it anew and upload that.") from error
    if parts.isdisjoint(WORKBOOK_PARTS):
        raise FileProblem("The file is a ZIP archive, but no workbook: unpack it, and upload what is in it.")
    return True


def _read_by(delimiter: str, text: str, whole: bool, header_line: int) -> _Reading:
    """Blanks belong to the delimiter where quotes stand behind them, and where those close as quotes around a cell do."""
    plain = _read_with(Separator(delimiter), text, whole, header_line)
    if not any(QUOTE_BEHIND_BLANK.match(cell) for row in plain.rows for cell in row.cells):
        return plain
    skipping = _read_with(Separator(delimiter, skips_blanks=True), text, whole, header_line)
    return skipping if _broken(skipping) <= _broken(plain) else plain


def _broken(reading: _Reading) -> int:
    return sum(1 for row in reading.rows if row.problem)


def _read_with(separator: Separator, text: str, whole: bool, header_line: int) -> _Reading:
    """A table's records are as wide as its header, and the more columns they agree on, the less it is by chance."""
    read, problem = _first_records(separator, text, whole)
    prose: list[RawRow] = []
    if separator.delimiter == "|" and any(len(row.cells) > 1 and RULED.fullmatch("".join(row.cells)) for row in read):
        # Of several tables those that have most cells together.
        width = max(Counter(len(row.cells) for row in read if len(row.cells) > 1).items(), key=lambda item: item[0] * item[1])[0]
        around = [is_prose(row.cells) or len(row.cells) not in (1, width) for row in read]
        prose, read = list(compress(read, around)), list(compress(read, map(not_, around)))
    if separator.delimiter != "|":
        read = _rows_of_table(read)
    if not read:
        return _Reading(separator, [], 0, None, 0.0, problem)
    # Comments above a table have no columns, and speak neither for its width nor against it.
    rows_of_it = [row for row in read if not is_comment(row.cells)] or read
    width, agreeing = max(Counter(len(row.cells) for row in rows_of_it).items(), key=lambda item: (item[1], item[0]))
    # A row with broken quotes may have lost cells: it speaks for a width, not against one, and is no header.
    rows = [row for row in read if not row.problem or len(row.cells) == width]
    header = find_header(rows, width, line=header_line)
    score = agreeing / len(rows_of_it) * (1 - 1 / (width + 1))
    if header is None:
        return _Reading(separator, read, width, None, score * WITHOUT_HEADER, problem, prose)
    above = sum(1 for row in rows_of_it if row.line < header.line)
    return _Reading(separator, read, width, header, score * BELOW_BANNER**above, problem, prose)


def _rows_of_table(read: list[RawRow]) -> list[RawRow]:
    """The rows but for comments below the first row of a table: they have no columns, and what parts these may be in them."""
    first = next((place for place, row in enumerate(read) if len(row.cells) > 1 and not is_comment(row.cells)), len(read))
    return [row for place, row in enumerate(read) if place <= first or not is_comment(row.cells)]


def _first_records(separator: Separator, text: str, whole: bool) -> tuple[list[RawRow], str]:
    """The first records that are not blank, up to where reading ends or the head does, and the first problem met, "" where none was."""
    rows, problem = [], ""
    try:
        for row in islice(records(io.StringIO(text, newline=""), separator), LOOKED_AT + 1):
            rows.append(row)
            problem = problem or (f"Line {row.line} {row.problem}: mend it and upload the file again." if row.problem else "")
    except FileProblem as error:
        return _filled(rows), problem or str(error)
    return _filled(rows if whole or len(rows) > LOOKED_AT else rows[:-1]), problem


def _filled(rows: list[RawRow]) -> list[RawRow]:
    return [row for row in rows if any(map(str.strip, row.cells))]


def _checked(reading: _Reading, encoding: str, choice: FormatChoice) -> FileFormat:
    header, rows = reading.header, reading.rows
    if not rows:
        raise FileProblem(reading.problem or EMPTY)
    if header is None and choice.header_line not in (0, NO_HEADER):
        raise FileProblem(f"Nothing stands on line {choice.header_line} that could be the columns' names.")
    if header is None and reading.problem:
        raise FileProblem(f"{reading.problem} No header row was found.")
    if not choice.header_line and (sentence := other_width(rows, reading.width, header)):
        raise FileProblem(sentence)
    if header and not any(row.line > header.line for row in rows):
        raise FileProblem(
            reading.problem or "The file has a header but no row below it. Choose a file that has at least one account in it."
        )
    header = header or without_header(reading.width)
    check_columns(header.columns)
    delimiter, skips_blanks = reading.separator
    return FileFormat(
        encoding,
        delimiter,
        header.line,
        header.columns,
        header_rows=header.rows,
        skips_blanks=skips_blanks,
        above=text_above(rows, header),
        banner=banner_above(sorted([*rows, *reading.prose], key=lambda row: row.line), header),
    )
