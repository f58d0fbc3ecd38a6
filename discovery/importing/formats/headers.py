"""Finds a table's header in its first rows: where it stands, its columns' names, and the row of groups that may stand above it.

It knows rows of cells alone, of text and workbooks alike. How the rows were told apart is dialects.py's and workbooks.py's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from django.conf import settings

from discovery.importing.cells.addresses import is_profile
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.formats.column_names import (
    COLUMN_NAME_LENGTH,
    count_known,
    filled_in,
    looks_like_data,
    means_something,
    padded,
    recurring,
    unique_names,
    without_end,
)
from discovery.importing.formats.delimited import is_comment
from discovery.importing.formats.files import FileProblem, RawRow
from discovery.importing.formats.groups import Spans, names_with_groups
from discovery.importing.formats.numbering import begins_numbers
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in

# A header stands within this many rows; so many are looked at to see what the table is like.
HEADER_WITHIN: Final = 20
LOOKED_AT: Final = 500
# A comment's mark before the first name, maybe with what follows: # Format: username.
COMMENT: Final = re.compile(r"\s*#\s*(?:[^\W\d_]{2,20}:\s*)?(?=[^\W\d_])")
BANNER_LENGTH: Final = 2_000
# So much of a lone column must look like data under a name that tells nothing.
NEARLY_ALL: Final = 0.9
AT: Final = ("@", "＠")


@dataclass(frozen=True)
class Header:
    """A table's header. `line` is where the row with the columns' names starts, 0 where there is none: the columns are numbered then.

    `rows` is 2 where groups stand above it; `known` is how many of the names mean something to us.
    """

    line: int
    columns: tuple[str, ...]
    rows: int = 1
    known: int = 0


def find_header(rows: Sequence[RawRow], width: int, spans: Spans | None = None, line: int = 0) -> Header | None:
    """The header of a table whose rows are `width` cells wide, told from its first rows, none of them blank; None where there is none.

    A person may say on which `line` it stands, or NO_HEADER.
    """
    if line:
        places = [place for place, row in enumerate(rows) if row.line == line]
        return _header(rows, places[0], width, spans or {}) if places else None
    if len(rows) > 1 and _lacks_a_name(rows, width):
        return Header(rows[0].line, unique_names(["", *rows[0].cells]), known=count_known(rows, 0))
    if len(rows) > 1 and _numbers_columns(rows[0].cells, rows[1].cells) and len(rows[0].cells) == width:
        return _named_below(rows, width) or Header(rows[0].line, without_header(width).columns)
    first: int | None = None
    for place in range(min(len(rows), HEADER_WITHIN)):
        # Groups stand above names, and these above a row at the least.
        if place + 2 < len(rows) and names_with_groups(rows, place + 1, width, spans or {}):
            return _header(rows, place + 1, width, spans or {})
        is_header = _is_header(rows, place, width)
        if is_header and (first is None or len(filled_in(rows[place].cells)) > len(filled_in(rows[first].cells))):
            first = place
        # A title may stand above, which looks like a header too.
        if first is not None and (not is_header or count_known(rows, first) >= 2):
            break
    return None if first is None else _header(rows, first, width, spans or {})


def other_width(rows: Sequence[RawRow], width: int, header: Header | None) -> str:
    """A sentence where a row above the header found, if any, names columns, but another number of them than the rows have; else ""."""
    if header and header.known:
        return ""
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if (header is None or row.line < header.line) and not _is_as_wide(rows, place, width) and count_known(rows, place) >= 2:
            return (
                f"Line {row.line} names {len(without_end(row.cells))} columns, but most rows below it have {width} cells. "
                "Give every column a name, or say which delimiter is between them."
            )
    return ""


def text_above(rows: Sequence[RawRow], header: Header) -> str:
    """What stands alone in the row above the header, rows without anything apart; "" where more does, or groups do."""
    above = [row for row in rows if row.line < header.line]
    alone = set(filled_in(above[-1].cells)) if above and header.rows == 1 else set[str]()
    return alone.pop()[:COLUMN_NAME_LENGTH] if len(alone) == 1 else ""


def banner_above(rows: Sequence[RawRow], header: Header) -> str:
    """What stands in the rows above the header, a line for each; merged cells, which repeat it, say it once. Of a table without one, it
    is the comments that it begins with.
    """
    begins = header.line or next((row.line for row in rows if not is_comment(row.cells)), 0)
    above = [row for row in rows if row.line < begins]
    return "\n".join(" ".join(" ".join(dict.fromkeys(filled_in(row.cells))).split()) for row in above)[:BANNER_LENGTH]


def without_header(width: int) -> Header:
    """For a table that begins with its first row: numbered columns."""
    return Header(0, tuple(f"column {number}" for number in range(1, width + 1)), 0)


def check_columns(columns: Sequence[str]) -> None:
    """FileProblem over the limit."""
    if len(columns) > (most := settings.IMPORT_MAX_COLUMNS):
        raise FileProblem(f"The file has {len(columns):,} columns; up to {most:,} can be imported. Leave out those you do not need.")


def _header(rows: Sequence[RawRow], place: int, width: int, spans: Spans) -> Header:
    """The header whose names stand in the row at `place`. Columns in the end without a name or a value in sight are none."""
    cells = rows[place].cells
    grouped = names_with_groups(rows, place, width, spans) if place else []
    named = grouped or padded(cells, max(width, len(without_end(cells))))
    values = [len(without_end(row.cells)) for row in rows[place + 1 :]]
    count = max(len(without_end(named)), min(max(values, default=0), len(named)), 1)
    named[0] = COMMENT.sub("", named[0], count=1)
    return Header(rows[place].line, unique_names(named[:count]), 2 if grouped else 1, count_known(rows, place))


def _is_header(rows: Sequence[RawRow], place: int, width: int) -> bool:
    """Whether the row at `place` names columns: nothing in it looks like data, and something tells it from the rows below.

    Unless most of its names are known, it is the first row that could be of the table; of a lone column only titles may stand above it.
    """
    row = rows[place]
    filled, below = filled_in(row.cells), [len(without_end(other.cells)) for other in rows[place + 1 :]]
    if place + 1 < len(rows) and begins_numbers(row.cells, rows[place + 1].cells):
        return False
    if width == 1 and is_comment(row.cells) and sum(1 for other in rows if is_comment(other.cells)) > 1:
        # One comment of several, above handles alone.
        return False
    if _is_spelt_as_below(rows, place):
        return False
    if row.problem or not _is_as_wide(rows, place, width) or len(filled) * 2 < max(len(without_end(row.cells)), median(below or [0])):
        return False
    data, known = sum(map(looks_like_data, filled)), count_known(rows, place)
    if any(_could_be_of_table(other, len(filled), width) for other in rows[:place]):
        return known >= 2 and known * 2 >= len(filled) and not data
    if data and (_names_accounts(rows, place) or (data == 1 and known and _counts_rows(rows, place))):
        return True
    if data:
        return known >= 2 and data * 2 <= len(filled)
    if not known and 1 < width >= 2 * len(filled) and len(filled) < _columns_used(rows[place + 1 :]):
        # A handle, and nothing in the place of an address.
        return False
    if known or (width > 1 and _columns_used(rows) > 1):
        # Confirmed may be what confirms, too.
        return recurring(rows, place) <= int(known > 1)
    values = [other.cells[0] for other in rows[place + 1 :]]
    return bool(values) and sum(map(looks_like_data, values)) >= len(values) * NEARLY_ALL


def _is_spelt_as_below(rows: Sequence[RawRow], place: int) -> bool:
    """Whether an @ begins one of its cells, and nearly all of those below: a handle among handles. One that is called as a column may be,
    @instagram or @handle, is so beside its own name, a number among numbers, or nothing that names a column.
    """
    cells = [cell.strip() for cell in rows[place].cells]
    at = [index for index, cell in enumerate(cells) if cell.startswith(AT) and looks_like_handle(cell)]
    if not any(_share_below(rows, place, index, lambda cell: cell.startswith(AT)) > NEARLY_ALL for index in at):
        return False
    said = {cells[index].lstrip("@＠") for index in at}
    others = [cell for cell in cells if cell and not cell.startswith(AT)]
    if not all(means_something(each) or names.says_handle(each) or platforms_in(each) for each in said):
        return True
    if {each.casefold() for each in said}.intersection(map(str.casefold, others)) or not any(map(means_something, others)):
        # @instagram beside Instagram, or beside what names no column.
        return True
    numbers = [index for index, cell in enumerate(cells) if looks_like_number(cell)]
    return any(_share_below(rows, place, index, looks_like_number) > NEARLY_ALL for index in numbers)


def _share_below(rows: Sequence[RawRow], place: int, index: int, fits: Callable[[str], bool]) -> float:
    """How much of what stands below in the column fits."""
    below = [row.cells[index].strip() for row in rows[place + 1 :] if index < len(row.cells)]
    return sum(map(fits, below)) / len(below) if below else 0.0


def _names_accounts(rows: Sequence[RawRow], place: int) -> bool:
    """Whether the row names accounts by an @ or an address, and numbers alone stand below these, as where each has a column of counts."""
    named = {index: cell.strip() for index, cell in enumerate(rows[place].cells) if looks_like_data(cell)}
    if 0 in named or not all(cell.startswith(AT) or is_profile(cell) for cell in named.values()):
        return False
    values = [row.cells[index] for row in rows[place + 1 :] for index in named if index < len(row.cells) and row.cells[index].strip()]
    return bool(values) and sum(map(looks_like_number, values)) >= len(values) * NEARLY_ALL


def _lacks_a_name(rows: Sequence[RawRow], width: int) -> bool:
    """Whether the first row names all columns but the first, which numbers the rows, as R writes a table with its rows' names."""
    numbers, below = [row.cells[0] for row in rows[1:]], all(len(row.cells) == width for row in rows[1:])
    is_header = len(rows[0].cells) == width - 1 and not any(map(looks_like_data, rows[0].cells))
    return is_header and below and numbers == [str(number) for number in range(1, len(rows))]


def _counts_rows(rows: Sequence[RawRow], place: int) -> bool:
    """Whether the row begins with how many there are, above names: 577, party, twitter."""
    first, *others = rows[place].cells
    below = [row.cells[0] for row in rows[place + 1 :] if row.cells[0].strip()]
    is_number = first.strip().isdecimal() and not any(map(looks_like_number, below))
    return is_number and bool(below) and not any(map(looks_like_data, filled_in(others))) and not recurring(rows, place)


def _numbers_columns(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the columns' names are their numbers from 0, as pandas writes a table without names, maybe behind one of the rows' own."""
    has_index = cells[0] == "" and below[0].isdigit()
    numbers = list(cells[1:]) if has_index else list(cells)
    is_counted = numbers == [str(number) for number in range(len(numbers))]
    is_told = has_index or len(numbers) > 1 or not looks_like_data(below[0])
    return is_counted and is_told and list(below[-len(numbers) :]) != numbers


def _named_below(rows: Sequence[RawRow], width: int) -> Header | None:
    """The header that stands as the first row of a table which was read without one: behind its row's number, names alone."""
    cells = [*rows[1].cells]
    if rows[0].cells[0] == "":
        cells[0] = ""
    filled = filled_in(cells)
    if len(filled) < 2 or any(map(looks_like_data, filled)) or sum(map(means_something, filled)) * 2 < len(filled):
        return None
    return Header(rows[1].line, unique_names(padded(cells, width)), known=count_known(rows, 1))


def _columns_used(rows: Sequence[RawRow]) -> int:
    """How many columns have a value in one of the rows."""
    return len({index for row in rows for index, cell in enumerate(row.cells) if cell.strip()})


def _could_be_of_table(row: RawRow, filled: int, width: int) -> bool:
    """Whether a row above would be the table's header or a row of it, were one with so many filled cells."""
    return len(filled_in(row.cells)) >= filled if width > 1 else len(row.cells[0].split()) == 1


def _is_as_wide(rows: Sequence[RawRow], place: int, width: int) -> bool:
    """Whether the row has as many cells as the table, be it that blank ones in the end are missing on one side."""
    cells = rows[place].cells
    if len(cells) < width:
        return not any(map(str.strip, (cell for row in rows[place + 1 :] for cell in row.cells[len(cells) :])))
    return len(cells) == width or len(without_end(cells)) <= width
