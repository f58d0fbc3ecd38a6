"""Rows of text as they stand in a file, read one at a time: cells between delimiters, perhaps in quotes, perhaps over several lines.

What is no text is written as a plain table first, and read from that. Nothing here holds more than a few lines' text, and what follows a
quote that was never closed, up to the longest cell allowed.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count, pairwise
from typing import IO, Final

from django.conf import settings

from discovery.importing.cells.totals import is_total
from discovery.importing.formats.files import FileFormat, FileProblem, RawRow, Separator

# A cell with a number in it, in whatever spelling. Nothing is tried twice: cells may be long.
FIGURE: Final = re.compile(r"\s*+[-+]?[.,'\s]*+\d[\d.,'\s]*+([kmb]|bn)?\s*+(%\s*+)?", re.IGNORECASE)
# The line below a Markdown table's header: | --- | :---: |.
RULED: Final = re.compile(r"[\s:]*-{2}[\s:-]*")
# 12,000 as two cells.
PARTED_NUMBER: Final = re.compile(r"\s*\d{1,3},\s*\d{3}\s*")
PARTED: Final = "has “, ” within a cell without quotes: read as one cell"
ESCAPED: Final = "has quotes behind backslashes, which are read as quotes"
# A line that a program skips, and a person reads; # alone, or with a number behind it, may be a name's or a rank's.
COMMENT: Final = re.compile(r"#+(?:[\s=*-].*)?", re.DOTALL)
COMMENTED: Final = "begins as a comment does, and nothing else stands in the row: no account"
TOTAL: Final = "is a row of totals, not an account"
OF_ANOTHER: Final = "is of another table in the file, which has other columns"
# So many characters, up to the line's end, are taken apart at once: by the line it takes four times as long.
BLOCK_CHARACTERS: Final = 16 * 1024
# A problem's sentence is no longer.
LONGEST_PROBLEM: Final = 1_000


class _Lines(Iterator[str]):
    """The lines of a text, of which those taken for one record may be given back, to be taken again."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 1

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self.taken.append(line)
        return line

    def take_block(self) -> list[str]:
        """As many lines as are looked at together, none where the text is at its end."""
        self.taken = self._text.readlines(BLOCK_CHARACTERS)
        return self.taken

    @property
    def has_again(self) -> bool:
        """Whether lines were given back that nobody took since."""
        return bool(self._again)

    def begin(self) -> None:
        """A new record, which starts on line `number`."""
        self.number += len(self.taken)
        self.taken = []

    def give_back(self, kept: int) -> None:
        """All that was taken but the first `kept` lines."""
        self._again.extendleft(reversed(self.taken[kept:]))
        del self.taken[kept:]


def read_rows(file: IO[bytes], file_format: FileFormat) -> Iterator[RawRow]:
    """The rows below the header, without blank ones, from the file's beginning.

    A byte that the encoding does not know becomes a lone surrogate, for the row's reader to refuse; a row of totals in the end has a
    problem. FileProblem over a limit, and where the text cannot be decoded at all.
    """
    file.seek(0)
    is_converted = file_format.is_converted
    text = io.TextIOWrapper(file, "utf-8" if is_converted else file_format.encoding, errors="surrogateescape", newline="")
    width, most, rows, line = len(file_format.file_columns), settings.IMPORT_MAX_ROWS, 0, 0
    is_text = not is_converted and file_format.tracker is None and not file_format.skips_blanks
    may_be_markdown, is_markdown, is_other = file_format.delimiter == "|" and not is_converted, False, False
    last: RawRow | None = None
    try:
        for row in _written(text) if is_converted else _without_comments(records(text, file_format.separator, width), width):
            line, cells = row.line, row.cells
            if line <= file_format.header_line or not any(map(str.strip, cells)):
                continue
            if may_be_markdown and len(cells) > 1 and RULED.fullmatch("".join(cells)):
                # Of a Markdown file the rest is prose, but for the headings of its parts, and rows of other tables.
                is_other = is_markdown and last is not None and not _shares_columns(last.cells, file_format.file_columns)
                last = last.left_out(OF_ANOTHER) if last and is_other else last
                is_markdown = True
                continue
            if is_markdown and is_prose(cells):
                continue
            if is_other and len(cells) > 1:
                row = row.left_out(OF_ANOTHER)
            rows += 1
            if rows > most:
                raise too_many_rows()
            if last:
                yield last
            last = row if len(cells) <= width else _of_width(row, width, is_text and file_format.separator.delimiter == ",")
        if last:
            yield last.left_out(TOTAL) if _is_total(last.cells) else last
    except UnicodeError as error:
        raise FileProblem(
            f"After line {line} the text is not {file_format.encoding}. Save the file as CSV in UTF-8 and upload it again."
        ) from error
    finally:
        # Give the file back open. Where its owner closed it first, there is nothing to give back.
        with suppress(ValueError):
            text.detach()


def _without_comments(rows: Iterable[RawRow], width: int) -> Iterator[RawRow]:
    """The rows, of which comments are left out that have the delimiter in them; one of a single cell may head others."""
    return (row.left_out(COMMENTED) if 1 < len(row.cells) != width and is_comment(row.cells) else row for row in rows)


def is_comment(cells: Sequence[str]) -> bool:
    """Whether a row begins as a comment does, which may have the delimiter in it."""
    return bool(cells) and COMMENT.fullmatch(cells[0]) is not None


def is_prose(cells: Sequence[str]) -> bool:
    """Whether a line of a Markdown file with tables is neither of a table nor a heading."""
    return len(cells) == 1 and not cells[0].lstrip().startswith("#")


def _shares_columns(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether a table's header has at least half of these columns."""
    named = {cell.strip() for cell in cells} - {""}
    return len(named & set(columns)) * 2 >= len(named)


def write_rows(table: IO[bytes], rows: Iterable[RawRow], width: int) -> int:
    """Write rows as the plain table that read_rows reads, each with its line and problem before its cells; returns how many there were.

    FileProblem over a limit; a cell over its own spoils its row. Cells right of the first `width` are left out where they are blank.
    """
    text = io.TextIOWrapper(table, "utf-8", errors="surrogatepass", newline="")
    # Both characters stand in the line's end, so that a cell with either is quoted.
    writer = csv.writer(text, lineterminator="\r\n")
    written, most = 0, settings.IMPORT_MAX_CELL_CHARACTERS
    for written, row in enumerate(rows, 1):
        if written > settings.IMPORT_MAX_ROWS:
            raise too_many_rows()
        if max(map(len, row.cells), default=0) > most:
            row = RawRow(row.line, [cell[:most] for cell in row.cells], row.problem or _too_long())
        writer.writerow((row.line, row.problem, *_without_blank_end(row, width).cells))
    text.flush()
    text.detach()
    return written


def too_many_rows() -> FileProblem:
    return FileProblem(f"The file has more than {settings.IMPORT_MAX_ROWS:,} rows. Split it and import the pieces.")


def _too_long() -> str:
    return f"has a cell of more than {settings.IMPORT_MAX_CELL_CHARACTERS:,} characters: shorten it"


def _written(text: Iterable[str]) -> Iterator[RawRow]:
    """The rows that write_rows wrote."""
    # As for records(): the process's limit may be anything, and a problem's sentence stands in a cell too.
    csv.field_size_limit(max(settings.IMPORT_MAX_CELL_CHARACTERS, LONGEST_PROBLEM))
    for line, problem, *cells in csv.reader(text):
        yield RawRow(int(line), cells, problem, is_left_out=problem in (TOTAL, OF_ANOTHER))


def _without_blank_end(row: RawRow, width: int) -> RawRow:
    """The row without what it has beyond its columns, where that is blank: trailing delimiters."""
    return row if any(map(str.strip, row.cells[width:])) else row._replace(cells=row.cells[:width])


def _of_width(row: RawRow, width: int, may_be_parted: bool) -> RawRow:
    """The row without blank cells beyond its columns; or with a text whole again that was parted at a comma, as texts have them: with a
    blank behind it, as no other cell of the row begins, and no numbers anywhere that the comma may have parted.
    """
    row = _without_blank_end(row, width)
    within = [index for index, cell in enumerate(row.cells) if index and cell[:1] == " " and cell.strip()]
    if row.problem or not may_be_parted or not 0 < len(row.cells) - width == len(within):
        return row
    if any(map(PARTED_NUMBER.fullmatch, map(",".join, pairwise(row.cells)))):
        return row
    if not all(map(_is_of_text, (cell for index in within for cell in row.cells[index - 1 : index + 1]))):
        return row
    cells = row.cells[:1]
    for index, cell in enumerate(row.cells[1:], 1):
        if index in within:
            cells[-1] += f",{cell}"
        else:
            cells.append(cell)
    return row._replace(cells=cells, remark=PARTED)


def _is_of_text(cell: str) -> bool:
    """Whether it may be a piece of a text: it has letters, and is no number and no handle."""
    return any(map(str.isalpha, cell)) and not FIGURE.fullmatch(cell) and not cell.lstrip().startswith(("@", "＠"))


def _is_total(cells: Iterable[str]) -> bool:
    """Whether the row names a total, and all else in it is numbers."""
    first, *others = [cell.strip() for cell in cells if cell.strip()]
    return is_total(first) and bool(others) and all(map(FIGURE.fullmatch, others))


def records(text: IO[str], separator: Separator, width: int | None = None) -> Iterator[RawRow]:
    """Every record of a text's lines, banner, header and blank ones too.

    A quote that is closed nowhere, or too early, spoils its own row, and so does a cell over the limit: reading goes on with the next line
    that has as many cells as the header, `width`, where that is known.
    """
    # The limit is the process's; csv has no other. Far below it a cell is data, far above it a quote was never closed.
    csv.field_size_limit(settings.IMPORT_MAX_CELL_CHARACTERS)
    lines = _Lines(text)
    while block := lines.take_block():
        if rows := _one_a_line(block, separator):
            yield from map(RawRow, count(lines.number), rows)
        else:
            lines.give_back(0)
            yield from _one_by_one(lines, separator, width)
        lines.begin()


def _one_a_line(block: list[str], separator: Separator) -> list[list[str]]:
    """The lines' cells where each line is a record by itself; else nothing."""
    with suppress(csv.Error):
        rows = list(_reader(block, separator))
        if len(rows) == len(block):
            return rows
    return []


def _one_by_one(lines: _Lines, separator: Separator, width: int | None) -> Iterator[RawRow]:
    """The records of the lines that were given back; the last of them may need more."""
    reader = _reader(lines, separator)
    while lines.has_again:
        lines.begin()
        try:
            cells = next(reader)
        except csv.Error as error:
            yield _broken(lines, separator, width, is_too_long=_is_too_long(error, lines, separator, width))
            continue
        is_whole = len(lines.taken) == 1 or not _are_rows(lines.taken, separator, width)
        yield RawRow(lines.number, cells) if is_whole else _broken(lines, separator, width)


def _reader(lines: Iterable[str], separator: Separator) -> Iterator[list[str]]:
    """csv's, which says where a quote does not close."""
    return csv.reader(lines, delimiter=separator.delimiter, skipinitialspace=separator.skips_blanks, strict=True)


def _is_too_long(error: csv.Error, lines: _Lines, separator: Separator, width: int | None) -> bool:
    """Whether a cell is over the limit by itself, and not by the rows behind a quote that is never closed."""
    return "field limit" in str(error) and not any(_fits(line, separator, width) for line in lines.taken[1:])


def _broken(lines: _Lines, separator: Separator, width: int | None, *, is_too_long: bool = False) -> RawRow:
    """A row whose quotes do not close, or with a cell over the limit: its first line's cells. What follows it is given back, from where
    rows go on.
    """
    start, first = lines.number, lines.taken[0]
    lines.give_back(1)
    lines.begin()
    is_closed = first.count('"') % 2 == 0
    if is_too_long:
        reason = _too_long()
        if not is_closed:
            _skip_to_closing_quote(lines, start)
    elif is_closed:
        if cells := _with_escaped_quotes(first, separator, width):
            return RawRow(start, cells, remark=ESCAPED)
        return RawRow(start, _cells(first, separator), "has a quote inside of a quoted cell: write it twice there")
    else:
        reason = "opens a quote that is never closed, or is closed too early"
        _skip_to_row(lines, separator, width)
    left_out = f"; lines {start + 1} to {lines.number - 1} were left out with it" if lines.number > start + 1 else ""
    return RawRow(start, _cells(first, separator), reason + left_out)


def _with_escaped_quotes(line: str, separator: Separator, width: int | None) -> list[str]:
    """The cells of a line whose quotes stand behind backslashes, as programs write them, if it is as wide as the others then."""
    if '\\"' not in line:
        return []
    cells = _one_a_line([line.replace('\\"', '""')], separator)
    return cells[0] if cells and (width is None or len(cells[0]) == width) else []


def _skip_to_row(lines: _Lines, separator: Separator, width: int | None) -> None:
    for line in lines:
        if _fits(line, separator, width):
            lines.give_back(0)
            break
        lines.begin()


def _skip_to_closing_quote(lines: _Lines, start: int) -> None:
    """FileProblem where there is none: nobody knows where rows go on."""
    for line in lines:
        lines.begin()
        if line.count('"') % 2:
            return
    raise FileProblem(
        f"A cell in the row that starts on line {start} is longer than {settings.IMPORT_MAX_CELL_CHARACTERS:,} characters. "
        "Perhaps a quote is opened there and never closed: mend the row and upload the file again."
    )


def _fits(line: str, separator: Separator, width: int | None) -> bool:
    return width is None or _is_as_wide(_cells(line, separator), width)


def _is_as_wide(cells: list[str], width: int | None) -> bool:
    """Whether there are as many cells as columns, blank ones in the end apart."""
    return len(cells) == width or (width is not None and len(cells) > width and not any(map(str.strip, cells[width:])))


def _cells(line: str, separator: Separator) -> list[str]:
    """A line's cells, wherever its quotes stand."""
    try:
        return next(csv.reader([line], delimiter=separator.delimiter, skipinitialspace=separator.skips_blanks))
    except csv.Error:
        cells = line.split(separator.delimiter, settings.IMPORT_MAX_COLUMNS)
        return [cell[: settings.IMPORT_MAX_CELL_CHARACTERS] for cell in cells]


def _are_rows(lines: Iterable[str], separator: Separator, width: int | None) -> bool:
    """Whether one record's lines look like rows of their own: each as wide as the header, and figures in the same columns."""
    rows = [line.split(separator.delimiter) for line in lines]
    figures = [{index for index, cell in enumerate(row) if FIGURE.fullmatch(cell)} for row in rows]
    return bool(figures[0]) and all(_is_as_wide(row, width) and places == figures[0] for row, places in zip(rows, figures, strict=True))
