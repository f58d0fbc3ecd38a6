"""Finds how a file is written: encoding, delimiter and header row, from its first bytes alone.

What cannot be a table of text is refused with a sentence. Reading the rows is files.py's, what the columns mean is proposing.py's.
"""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import IO, NamedTuple

from charset_normalizer import from_bytes
from django.conf import settings

from discovery.importing.files import FileFormat, FileProblem, RawRow, records

HEAD_BYTES = 256 * 1024
DELIMITERS = ",;\t|"
# A header stands within this many records; so many are looked at to see how wide the table is.
HEADER_WITHIN, LOOKED_AT = 20, 500
# How much less likely a reading is without a header, and with each row that would stand above it.
WITHOUT_HEADER, BELOW_BANNER = 0.8, 0.9
# Encodings of one or two bytes that spreadsheets still save in, the likeliest first; without the list a short sample is taken for EBCDIC.
OLD_ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr"]
OTHER_FILES = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
MARKUP = re.compile(rb"\s*(<(!doctype|html|\?xml|table|head|body)\b|[\[{]\s*[\[{\"])", re.IGNORECASE)
# What no header cell looks like: a number, a date, an address, an @handle.
DATA_CELL = re.compile(r"[-+]?[\d.,'’\s]+([kmb]|bn)?\s*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|https?://.*|@\S+|\S+@\S+\.\S+", re.IGNORECASE)
# What Excel writes into a first line of its own.
DECLARED = re.compile(r"\ufeff?\"?sep=(?P<delimiter>[,;:|\t])\"?(?=[\r\n])", re.IGNORECASE)
COLUMN_NAME_LENGTH = 200
# Whatever the script, this share of a list is delimiters, digits and line ends.
UTF16_ASCII_SHARE = 0.15


class _Reading(NamedTuple):
    """The head read with one delimiter: the header, how many rows follow it, and how much like a table it looks (0 to 1).

    `problem` is a sentence about the first row that could not be read, "" where all could.
    """

    delimiter: str
    header: RawRow | None
    rows_below: int
    score: float
    problem: str


def find_format(file: IO[bytes]) -> FileFormat:
    """The file's format. FileProblem where it is empty, no table of text, has no header or no row below it."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    whole = len(head) < HEAD_BYTES
    _refuse_other_files(head)
    encoding = _encoding(head, whole)
    text = head.decode(encoding, errors="replace")
    if "\0" in text:
        raise FileProblem("The file is not text: it has NUL bytes in it. Save the list as CSV (UTF-8) and upload that.")
    if not text.strip(f"{DELIMITERS} \r\n\ufeff"):
        raise FileProblem("The file is empty. Choose a file that has a header row and at least one row below it.")
    declared = DECLARED.match(text)
    # Its line stays, blank, so that the others keep their numbers.
    text = DECLARED.sub("", text)
    delimiters = declared["delimiter"] if declared else DELIMITERS
    best = max((_read_with(delimiter, text, whole) for delimiter in delimiters), key=lambda reading: reading.score)
    return _checked(best, encoding)


def _refuse_other_files(head: bytes) -> None:
    kind = next((kind for magic, kind in OTHER_FILES.items() if head.startswith(magic)), "")
    if not kind and MARKUP.match(head):
        kind = "a web page or data in another format"
    if kind:
        raise FileProblem(f"The file is not a CSV: it is {kind}, whatever its name ends in. Save the list as CSV (UTF-8) and upload that.")


def _encoding(head: bytes, whole: bool) -> str:
    """A byte order mark says it; else UTF-16 or UTF-8 where the head is that; else the likeliest old encoding."""
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if wide := _utf16_without_mark(head):
        return wide
    # The head may end in the middle of a character.
    lines = head if whole else head[: head.rfind(b"\n") + 1] or head[:-4]
    try:
        lines.decode("utf-8")
    except UnicodeDecodeError:
        fitting = from_bytes(lines, cp_isolation=OLD_ENCODINGS)
        # Of those that read equally well, the likelier.
        return (
            min(fitting, key=lambda match: (match.chaos, -match.coherence, OLD_ENCODINGS.index(match.encoding))).encoding
            if fitting
            else OLD_ENCODINGS[0]
        )
    return "utf-8"


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 in either order, told by its delimiters, digits and line ends; "" where it is none.

    Other text read as UTF-16 has hardly an ASCII character in it, and UTF-16 read in the wrong order has none.
    """
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, errors="ignore")
        if sum(character.isascii() and character != "\0" for character in text) > len(text) * UTF16_ASCII_SHARE:
            return encoding
    return ""


def _read_with(delimiter: str, text: str, whole: bool) -> _Reading:
    """A table's records are as wide as its header, and the more columns they agree on, the less it is by chance."""
    read, problem = _first_records(delimiter, text, whole)
    if not read:
        return _Reading(delimiter, None, 0, 0.0, problem)
    width, agreeing = max(Counter(len(row.cells) for row in read).items(), key=lambda item: (item[1], item[0]))
    # A row with broken quotes may have lost cells: it speaks for a width, not against one, and is no header.
    rows = [row for row in read if not row.problem or len(row.cells) == width]
    headers = (row for row in rows[:HEADER_WITHIN] if len(row.cells) == width and not row.problem and _is_header(row.cells))
    header = next(headers, None)
    score = agreeing / len(rows) * (1 - 1 / (width + 1))
    if header is None:
        return _Reading(delimiter, None, len(read), score * WITHOUT_HEADER, problem)
    below = sum(1 for row in read if row.line > header.line)
    return _Reading(delimiter, header, below, score * BELOW_BANNER ** rows.index(header), problem)


def _first_records(delimiter: str, text: str, whole: bool) -> tuple[list[RawRow], str]:
    """The first records that are not blank, up to where reading ends or the head does, and the first problem met, "" where none was."""
    rows, problem = [], ""
    try:
        for row in islice(records(io.StringIO(text, newline=""), delimiter), LOOKED_AT + 1):
            rows.append(row)
            problem = problem or (f"Line {row.line} {row.problem}: mend it and upload the file again." if row.problem else "")
    except FileProblem as error:
        return _filled(rows), problem or str(error)
    return _filled(rows if whole or len(rows) > LOOKED_AT else rows[:-1]), problem


def _filled(rows: Iterable[RawRow]) -> list[RawRow]:
    return [row for row in rows if any(map(str.strip, row.cells))]


def _is_header(cells: list[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) * 2 >= len(cells) and not any(DATA_CELL.fullmatch(cell) for cell in filled)


def _checked(reading: _Reading, encoding: str) -> FileFormat:
    if reading.header is None:
        sentence = (
            "No header row was found. Put the columns' names (handle, followers, …) in the first row, and save the list as CSV (UTF-8)."
        )
        raise FileProblem(f"{reading.problem} {sentence}".strip())
    if not reading.rows_below:
        raise FileProblem(
            reading.problem or "The file has a header but no row below it. Choose a file that has at least one account in it."
        )
    cells = reading.header.cells
    if len(cells) > settings.IMPORT_MAX_COLUMNS:
        raise FileProblem(
            f"The file has {len(cells):,} columns; up to {settings.IMPORT_MAX_COLUMNS:,} can be imported. Leave out those you do not need."
        )
    return FileFormat(encoding, reading.delimiter, reading.header.line, _column_names(cells))


def _column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """The header's cells on one line each, every name once: a second `followers` becomes `followers (2)`."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        plain = " ".join(cell.replace("\ufeff", "").split())[:COLUMN_NAME_LENGTH] or f"column {number}"
        name, count = plain, 1
        while name in names:
            count += 1
            name = f"{plain} ({count})"
        names.append(name)
    return tuple(names)
