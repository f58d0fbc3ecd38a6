"""A workbook as the ZIP archive that it is: measured before anything is unpacked for good, and searched for what calamine loses.

An archive may say what it likes of itself, and small ones may hold much: what is really in it is counted, in constant memory. What its
sheets say is workbooks.py's.
"""

import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import IO, Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from discovery.importing.formats.files import FileProblem

CHUNK_BYTES: Final = 1024 * 1024
# What calamine is to hold at most: half a gigabyte of cells.
MOST_CELLS: Final = 16_000_000
# A cell has up to 32,767 characters, of up to six bytes each.
LONGEST_CELL: Final = 256 * 1024
BROKEN: Final = "The workbook cannot be read: it is broken. Open it in a spreadsheet program, save it anew and upload that."
# As calamine finds it, in whatever case. Sheets may be anywhere in the archive.
TEXTS: Final = "xl/sharedstrings.xml"
# Where a cell and a text that cells share begin. No pattern here may look further than its own tag, nor twice at the same place:
# half a kilobyte unpacks to a megabyte of tags that never end.
CELL_START: Final = re.compile(rb"<(?:\w+:)?c\s")
TEXT_START: Final = re.compile(rb"<(?:\w+:)?si\b")
_PLACE = rb"""<(?:\w+:)?c\b(?>[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'])[^<>/]*+>"""
# A cell that holds something: its column and row.
CELL: Final = re.compile(_PLACE)
_VALUE = rb"(?:<(?:\w+:)?f\b[^<>]*?(?:/>|>[^<]*</(?:\w+:)?f>))?<(?:\w+:)?v>"
# A cell with an error, or with a number of more digits than a double has: its column, row and text.
INEXACT: Final = re.compile(_PLACE + _VALUE + rb"(#[^<]+|-?\d{16,})<")
# A cell with a number that one of these styles shows as a percentage: its column, row and number. A type is said of what is no number.
PERCENTAGE: Final = (
    rb'<(?:\w+:)?c\b(?=[^<>]*?\ss="(?:%s)")(?![^<>]*?\st="(?!n"))(?>[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")[^<>/]*>'
    rb"%s(-?[\d.]+(?:[eE][-+]?\d+)?)<"
)
# How a workbook's cells are shown: formats, of which those without a name of their own are known by number, and styles that use them.
STYLES: Final = "xl/styles.xml"
FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\s[^<>]*>")
CODE: Final = re.compile(rb'\sformatCode="([^"]*)"')
FORMAT_ID: Final = re.compile(rb'\snumFmtId="(\d+)"')
CELL_STYLES: Final = b"cellXfs"
STYLE: Final = re.compile(rb"<(?:\w+:)?xf\s[^<>]*>")
PERCENT_IDS: Final = frozenset({b"9", b"10"})
# What a format shows as it stands there.
LITERAL: Final = re.compile(r'"[^"]*"|\\.')
# A cell with a shared text: which one.
SHARED: Final = re.compile(rb"""<(?:\w+:)?c\b(?>[^<>]*?\bt\s*=\s*["']s["'])[^<>/]*+>""" + _VALUE + rb"(\d{1,9})<")
# A row whose first cell has no place of its own, and so the next: the row's number where it has one.
BARE_ROW: Final = re.compile(rb"""<(?:\w+:)?row\b(?:(?>[^<>]*?\br\s*=\s*["'](\d{1,7})["']))?[^<>]*+>\s*+<(?:\w+:)?c\b(?![^<>]*?\br\s*=)""")
# How often a row or cell of an .ods is repeated, where it is more than a sheet has rows.
ENDLESS: Final = re.compile(rb"""-repeated\s*=\s*["'](?:\d{8,}|[2-9]\d{6})""")
# Which part of the archive is which sheet.
BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
SHEET: Final = re.compile(rb'<(?:\w+:)?sheet\s[^<>]*?\b\w+:id="([^"]*)"')
RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
ID: Final = re.compile(rb'\sId="([^"]*)"')
TARGET: Final = re.compile(rb'\sTarget="([^"]*)"')
# What an archive raises that is broken or made to harm.
PROBLEMS: Final = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError, LookupError)


def refuse_too_large(file: IO[bytes]) -> None:
    """FileProblem where the archive says that it is too large, turns out to be, or has a sheet that calamine had better not read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            left = settings.IMPORT_MAX_UNCOMPRESSED_BYTES
            if sum(part.file_size for part in parts) > left:
                raise _too_large()
            lengths = array("I")
            # Texts first: sheets refer to them.
            for part in sorted(parts, key=lambda part: part.filename.lower() != TEXTS):
                # What the archive says of itself binds nobody: read on to where the part really ends.
                part.file_size = left + 2 * CHUNK_BYTES
                with archive.open(part) as content:
                    left = _measured(content, part.filename.lower() == TEXTS, left, lengths)
    except PROBLEMS as error:
        # A FileProblem is a ValueError too.
        raise error if isinstance(error, FileProblem) else FileProblem(BROKEN) from error


def exact_cells(file: IO[bytes], place: int) -> Iterator[tuple[int, int, str]]:
    """Row and column (from 0) and text of the cells that calamine reads as something else, in order, of the sheet at that place.

    Of those, cells shown as percentages are 8.9%, which are 0.089 to calamine. None where it is no .xlsx.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if not (part := _part_of(archive, place)):
                return
            styles = _percent_styles(archive)
            percentage = re.compile(PERCENTAGE % (b"|".join(styles), _VALUE)) if styles else None
            with archive.open(part) as content:
                for piece in _pieces(content, CELL_START):
                    found = [_placed(cell) for cell in INEXACT.findall(piece)]
                    if percentage:
                        shown = [_placed(cell) for cell in percentage.findall(piece)]
                        found = sorted([*found, *((row, column, _percent(text)) for row, column, text in shown)])
                    yield from found
    except PROBLEMS as error:
        raise FileProblem(BROKEN) from error


def _placed(cell: tuple[bytes, bytes, bytes]) -> tuple[int, int, str]:
    letters, row, text = cell
    return int(row) - 1, _column(letters) - 1, text.decode(errors="replace")


def _percent(number: str) -> str:
    """A share of 1 as per cent, no more precise than the 15 digits that a spreadsheet shows."""
    return f"{(Decimal(f'{float(number):.15g}') * 100).normalize():f}%"


def _percent_styles(archive: zipfile.ZipFile) -> list[bytes]:
    """The numbers of the styles that show a cell as a percentage."""
    if STYLES not in archive.namelist():
        return []
    styles = archive.read(STYLES)
    percent = set(PERCENT_IDS)
    for written in FORMAT.findall(styles):
        code, name = CODE.search(written), FORMAT_ID.search(written)
        if code and name and "%" in LITERAL.sub("", unescape(code[1].decode(errors="replace"))):
            percent.add(name[1])
    _, _, used = styles.partition(CELL_STYLES)
    names = map(FORMAT_ID.search, STYLE.findall(used.partition(CELL_STYLES)[0]))
    return [b"%d" % number for number, name in enumerate(names) if name and name[1] in percent]


def _measured(content: IO[bytes], has_texts: bool, left: int, lengths: "array[int]") -> int:
    """What is left of the bytes after this part; the lengths of shared texts are added to `lengths`.

    FileProblem where it has more, or is a sheet that becomes too large: calamine holds all between its cells that lie furthest apart, and
    a shared text as often as it is used.
    """
    last_column, last_row, bare, used = 0, 0, 0, 0
    for piece in _pieces(content, TEXT_START if has_texts else CELL_START):
        left -= len(piece)
        if has_texts:
            lengths.extend(map(len, TEXT_START.split(piece)[1:]))
        else:
            cells = CELL.findall(piece)
            last_column = max(last_column, *map(_column, {letters for letters, _ in cells}), 0)
            bare_rows = BARE_ROW.findall(piece)
            bare += len(bare_rows)
            last_row = max(last_row, bare, *map(int, {row for _, row in cells}), *map(int, filter(None, bare_rows)))
            used += sum(lengths[index] for index in map(int, SHARED.findall(piece)) if index < len(lengths))
        if left < 0 or used > settings.IMPORT_MAX_UNCOMPRESSED_BYTES or ENDLESS.search(piece):
            raise _too_large()
    if last_column * last_row > MOST_CELLS:
        raise FileProblem(
            f"A sheet of the workbook spans {last_row:,} rows and {last_column:,} columns, more than can be read. "
            "Delete what stands far from the list, or save the list as CSV (UTF-8) and upload that."
        )
    return left


def _too_large() -> FileProblem:
    limit = filesizeformat(settings.IMPORT_MAX_UNCOMPRESSED_BYTES)
    return FileProblem(f"Unpacked, the workbook is larger than {limit}. Save the sheet with the list as CSV (UTF-8) and upload that.")


def _pieces(content: IO[bytes], start: re.Pattern[bytes]) -> Iterator[bytes]:
    """What is in a part, in pieces each of which but the first begins at such a start, so that none has half of what starts there."""
    rest = b""
    while chunk := content.read(CHUNK_BYTES):
        piece = rest + chunk
        # The last start is within the last chunk's bytes, or there is hardly a table in it.
        end = max((found.start() for found in start.finditer(piece, max(0, len(piece) - LONGEST_CELL))), default=0) or len(piece)
        yield piece[:end]
        rest = piece[end:]
    yield rest


def _column(letters: bytes) -> int:
    """A column's number from 1: AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _part_of(archive: zipfile.ZipFile, place: int) -> str:
    """The name of the archive's part with the workbook's sheet at that place; "" where there is none."""
    parts = set(archive.namelist())
    if not {BOOK, RELATIONS} <= parts:
        return ""
    ids = SHEET.findall(archive.read(BOOK))
    targets = [(ID.search(relation), TARGET.search(relation)) for relation in RELATION.findall(archive.read(RELATIONS))]
    named = {found[1]: target[1].decode(errors="replace") for found, target in targets if found and target}
    target = named.get(ids[place], "") if place < len(ids) else ""
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return part if part in parts else ""
