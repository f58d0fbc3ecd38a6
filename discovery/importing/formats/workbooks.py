"""Writes a workbook's sheet as a plain table: the best of the sheets a person sees, or the one they chose.

python-calamine reads .xlsx, .xlsb, .xls and .ods, and holds one sheet whole: 32 bytes for each cell of the rectangle that it spans, and
the texts, in all about 90 bytes a cell (180 MB for two million, measured); so archives.py measures a workbook before it is read,
converting.py keeps an upload's in a process with limits, and archives.py reads beside it what calamine loses of .xlsx: errors, the last
digits of long numbers, and that a share is shown as a percentage. The header is headers.py's.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import IO, Final, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from discovery.importing.formats.archives import BROKEN, exact_cells, refuse_too_large
from discovery.importing.formats.delimited import write_rows
from discovery.importing.formats.files import NO_HEADER, FileFormat, FileProblem, FormatChoice, Kind, RawRow, Sheet
from discovery.importing.formats.groups import Spans
from discovery.importing.formats.headers import LOOKED_AT, Header, banner_above, check_columns, find_header, text_above, without_header

CHUNK_BYTES: Final = 1024 * 1024
# A double is exact below this; beyond, the digits stand in the file alone.
EXACT: Final = 2**53
ENCRYPTED: Final = "The workbook is encrypted: open it in a spreadsheet program, save it without a password and upload that."
ENCRYPTED_PART: Final = "EncryptedPackage".encode("utf-16-le")
Value = int | float | str | bool | time | date | datetime | timedelta


class _Found(NamedTuple):
    """A sheet with its first rows and its header; `rows` is how many stand below that."""

    name: str
    sheet: CalamineSheet
    header: Header
    rows: int
    rank: tuple[int, float]
    above: str
    banner: str


def convert(file: IO[bytes], table: IO[bytes], choice: FormatChoice) -> FileFormat:
    """Write the best sheet, or the one chosen, to `table`, and say how it was found.

    FileProblem where the workbook is broken, encrypted or too large, or no sheet has a table in it.
    """
    is_zip = zipfile.is_zipfile(file)
    refuse_too_large(file) if is_zip else _refuse_encrypted(file)
    with _opened(file) as workbook:
        shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        hidden = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible]
        best, counts = _best(workbook, [name for name in shown if name not in hidden], choice)
        if best is None:
            raise FileProblem(_nothing_in(hidden))
        check_columns(best.header.columns)
        exact = exact_cells(file, workbook.sheet_names.index(best.name)) if is_zip else iter(())
        rows = (row for row in _rows(best.sheet, exact) if row.line > best.header.line)
        if not write_rows(table, rows, len(best.header.columns)):
            raise FileProblem(f"The sheet “{best.name}” has a header but no row below it.")
    sheets = tuple(Sheet(name, counts.get(name, 0), name in hidden) for name in shown)
    return FileFormat(
        "utf-8",
        ",",
        best.header.line,
        best.header.columns,
        kind=Kind.WORKBOOK,
        sheet=best.name,
        sheets=sheets,
        header_rows=best.header.rows,
        above=best.above,
        banner=best.banner,
    )


def every_row(file: IO[bytes]) -> Iterator[list[str]]:
    """The cells of every sheet, hidden ones too, row by row. FileProblem where the workbook cannot be read."""
    with _opened(file) as workbook:
        for name in workbook.sheet_names:
            for values in workbook.get_sheet_by_name(name).iter_rows():
                yield [_text(value) for value in values]


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[CalamineWorkbook]:
    """FileProblem where anything in it cannot be read."""
    file.seek(0)
    try:
        with CalamineWorkbook.from_filelike(file) as workbook:
            yield workbook
    except PasswordError as error:
        raise FileProblem(ENCRYPTED) from error
    except (CalamineError, OSError) as error:
        raise FileProblem(BROKEN) from error


def _refuse_encrypted(file: IO[bytes]) -> None:
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK_BYTES):
        if ENCRYPTED_PART in before + chunk:
            raise FileProblem(ENCRYPTED)
        before = chunk[-len(ENCRYPTED_PART) :]


def _best(workbook: CalamineWorkbook, names: list[str], choice: FormatChoice) -> tuple[_Found | None, dict[str, int]]:
    """The sheet chosen, or of those named the one with the most rows that look like a table's; and how many rows each has."""
    if choice.sheet and choice.sheet not in workbook.sheet_names:
        raise FileProblem(f"The workbook has no sheet called “{choice.sheet}”.")
    best, counts = None, {}
    for name in dict.fromkeys([*names, *filter(None, [choice.sheet])]):
        is_chosen = name == choice.sheet
        found = _found(workbook.get_sheet_by_name(name), name, choice if is_chosen or not choice.sheet else FormatChoice())
        counts[name] = found.rows if found else 0
        if found and (is_chosen or (not choice.sheet and (best is None or found.rank > best.rank))):
            best = found
    return best, counts


def _found(sheet: CalamineSheet, name: str, choice: FormatChoice) -> _Found | None:
    """None where the sheet is blank. FileProblem where nothing stands on the line chosen for the header."""
    first = [row for row in islice(_rows(sheet, iter(())), LOOKED_AT) if any(map(str.strip, row.cells))]
    if not first:
        return None
    header = find_header(first, sheet.width, _spans(sheet), choice.header_line)
    if header is None and choice.header_line not in (0, NO_HEADER):
        raise FileProblem(f"Nothing stands in row {choice.header_line} of “{name}” that could be the columns' names.")
    header = header or without_header(max(len(row.cells) for row in first))
    below = [row for row in first if row.line > header.line]
    even = [row for row in below if sum(1 for cell in row.cells if cell.strip()) >= min(2, sheet.width)]
    rows = sheet.total_height + 1 - max(header.line, first[0].line - 1)
    rank = min(header.known, 2), rows * len(even) / max(len(below), 1)
    return _Found(name, sheet, header, rows, rank, text_above(first, header), banner_above(first, header))


def _nothing_in(hidden: list[str]) -> str:
    named = ", ".join(f"“{name}”" for name in hidden)
    left_out = f" Hidden sheets were left out: {named}." if hidden else ""
    return f"No sheet of the workbook has a list in it.{left_out} Put the list in a sheet that is shown, with the columns' names above it."


def _spans(sheet: CalamineSheet) -> Spans:
    """How far merged cells reach to the right."""
    left = (sheet.start or (0, 0))[1]
    spans: Spans = defaultdict(dict)
    for (top, first), (_, last) in sheet.merged_cell_ranges or []:
        if last > first:
            spans[top + 1][first - left] = last - left
    return spans


def _rows(sheet: CalamineSheet, exact: Iterator[tuple[int, int, str]]) -> Iterator[RawRow]:
    """The sheet's rows as text; what stands in a cell merged over several rows stands in each of them."""
    left = (sheet.start or (0, 0))[1]
    merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (top, first), (bottom, _) in sheet.merged_cell_ranges or []:
        if bottom > top:
            merged[top].append((first - left, bottom))
    reaching: dict[int, tuple[int, str]] = {}
    pending = next(exact, None)
    for index, values in enumerate(sheet.iter_rows()):
        cells = [value if type(value) is str else _text(value) for value in values]
        while pending and pending[0] <= index:
            row, column, text = pending
            if row == index and 0 <= column - left < len(cells):
                cells[column - left] = text
            pending = next(exact, None)
        reaching = {column: (bottom, text) for column, (bottom, text) in reaching.items() if bottom >= index}
        for column, (_, text) in reaching.items():
            cells[column] = text
        reaching |= {column: (bottom, cells[column]) for column, bottom in merged.get(index, []) if 0 <= column < len(cells)}
        yield RawRow(index + 1, cells)


def _text(value: Value) -> str:
    """A cell's value as it would be typed: whole numbers without .0, days as 2022-12-31."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, datetime):
        return str(value if value.time() != time.min else value.date())
    return str(value)


def _digits(value: float) -> str:
    """A number without exponent; no more precise than a spreadsheet shows it, which is 15 digits, unless it is whole."""
    if value.is_integer():
        return str(int(value)) if abs(value) < EXACT else f"{Decimal(repr(value)):f}"
    return f"{Decimal(f'{value:.15g}'):f}"
