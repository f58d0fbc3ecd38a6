"""Finds a table's header in its first rows: where it stands, its columns' names, and the row of groups that may stand above it.

It knows rows of cells alone, of text and workbooks alike. How the rows were told apart is dialects.py's and workbooks.py's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Final

from django.conf import settings

from discovery.importing.cells.dates import looks_like_date
from discovery.importing.fields import REASON_COLUMN
from discovery.importing.formats.files import FileProblem, RawRow
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in

# A header stands within this many rows; so many are looked at to see what the table is like.
HEADER_WITHIN: Final = 20
LOOKED_AT: Final = 500
# What no header cell looks like: a number, a date, an address, an @handle.
DATA_CELL: Final = re.compile(
    r"[-+]?[\d.,'’\s]+([kmb]|bn)?\s*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|https?://.*|@\S+|\S+@\S+\.\S+", re.IGNORECASE
)
# A comment's mark before the first name, maybe with what follows: # Format: username.
COMMENT: Final = re.compile(r"\s*#\s*(?:[^\W\d_]{2,20}:\s*)?(?=[^\W\d_])")
COLUMN_NAME_LENGTH: Final = 200
BANNER_LENGTH: Final = 2_000
# What the database takes in no text: JSON's keys may have it.
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
# So much of a lone column must look like data under a name that tells nothing.
NEARLY_ALL: Final = 0.9
# Merged cells: {line: {column: the last column that its cell reaches over}}.
Spans = dict[int, dict[int, int]]


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
    if len(rows) > 1 and _numbers_columns(rows[0].cells, rows[1].cells) and len(rows[0].cells) == width:
        return _named_below(rows, width) or Header(rows[0].line, without_header(width).columns)
    first: int | None = None
    for place in range(min(len(rows), HEADER_WITHIN)):
        # Groups stand above names, and these above a row at the least.
        if place + 2 < len(rows) and _grouped(rows, place + 1, width, spans or {}):
            return _header(rows, place + 1, width, spans or {})
        is_header = _is_header(rows, place, width)
        if is_header and (first is None or len(_filled(rows[place].cells)) > len(_filled(rows[first].cells))):
            first = place
        # A title may stand above, which looks like a header too.
        if first is not None and (not is_header or _known(rows, first) >= 2):
            break
    return None if first is None else _header(rows, first, width, spans or {})


def other_width(rows: Sequence[RawRow], width: int, header: Header | None) -> str:
    """A sentence where a row above the header found, if any, names columns, but another number of them than the rows have; else ""."""
    if header and header.known:
        return ""
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if (header is None or row.line < header.line) and not _is_as_wide(rows, place, width) and _known(rows, place) >= 2:
            return (
                f"Line {row.line} names {len(_without_end(row.cells))} columns, but most rows below it have {width} cells. "
                "Give every column a name, or say which delimiter is between them."
            )
    return ""


def text_above(rows: Sequence[RawRow], header: Header) -> str:
    """What stands alone in the row above the header, rows without anything apart; "" where more does, or groups do."""
    above = [row for row in rows if row.line < header.line]
    alone = set(_filled(above[-1].cells)) if above and header.rows == 1 else set[str]()
    return alone.pop()[:COLUMN_NAME_LENGTH] if len(alone) == 1 else ""


def banner_above(rows: Sequence[RawRow], header: Header) -> str:
    """What stands in the rows above the header, a line for each; merged cells, which repeat it, say it once."""
    above = [row for row in rows if row.line < header.line]
    return "\n".join(" ".join(" ".join(dict.fromkeys(_filled(row.cells))).split()) for row in above)[:BANNER_LENGTH]


def without_header(width: int) -> Header:
    """For a table that begins with its first row: numbered columns."""
    return Header(0, tuple(f"column {number}" for number in range(1, width + 1)), 0)


def check_columns(columns: Sequence[str]) -> None:
    """FileProblem over the limit."""
    if len(columns) > (most := settings.IMPORT_MAX_COLUMNS):
        raise FileProblem(f"The file has {len(columns):,} columns; up to {most:,} can be imported. Leave out those you do not need.")


def looks_like_data(cell: str) -> bool:
    return DATA_CELL.fullmatch(cell.strip()[:COLUMN_NAME_LENGTH]) is not None


def unique_names(cells: Iterable[str]) -> tuple[str, ...]:
    """The header's cells on one line each, every name once: a second `followers` becomes `followers (2)`."""
    taken: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        plain = " ".join(UNSTORABLE.sub("\ufffd", cell.replace("\ufeff", "")).split())[:COLUMN_NAME_LENGTH] or f"column {number}"
        name, count = plain, taken.get(plain, 0)
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        taken |= {plain: max(count, 1), name: 1} if name != plain else {name: 1}
    return tuple(taken)


def _header(rows: Sequence[RawRow], place: int, width: int, spans: Spans) -> Header:
    """The header whose names stand in the row at `place`. Columns in the end without a name or a value in sight are none."""
    cells = rows[place].cells
    grouped = _grouped(rows, place, width, spans) if place else []
    named = grouped or _padded(cells, max(width, len(_without_end(cells))))
    values = [len(_without_end(row.cells)) for row in rows[place + 1 :]]
    count = max(len(_without_end(named)), min(max(values, default=0), len(named)), 1)
    named[0] = COMMENT.sub("", named[0], count=1)
    return Header(rows[place].line, unique_names(named[:count]), 2 if grouped else 1, _known(rows, place))


def _is_header(rows: Sequence[RawRow], place: int, width: int) -> bool:
    """Whether the row at `place` names columns: nothing in it looks like data, and something tells it from the rows below.

    Unless most of its names are known, it is the first row that could be of the table; of a lone column only titles may stand above it.
    """
    row = rows[place]
    filled, below = _filled(row.cells), [len(_without_end(other.cells)) for other in rows[place + 1 :]]
    if row.problem or not _is_as_wide(rows, place, width) or len(filled) * 2 < max(len(_without_end(row.cells)), median(below or [0])):
        return False
    data, known = sum(map(looks_like_data, filled)), _known(rows, place)
    if any(_could_be_of_table(other, len(filled), width) for other in rows[:place]):
        return known >= 2 and known * 2 >= len(filled) and not data
    if data:
        return known >= 2 and data * 2 <= len(filled)
    if not known and 1 < width >= 2 * len(filled) and len(filled) < _columns_used(rows[place + 1 :]):
        # A handle, and nothing in the place of an address.
        return False
    if known or width > 1:
        return not _recurs(rows, place)
    values = [other.cells[0] for other in rows[place + 1 :]]
    return bool(values) and sum(map(looks_like_data, values)) >= len(values) * NEARLY_ALL


def _numbers_columns(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the columns' names are their numbers from 0, as pandas writes a table without names, maybe behind one of the rows' own."""
    has_index = cells[0] == "" and below[0].isdigit()
    numbers = list(cells[1:]) if has_index else list(cells)
    is_counted = numbers == [str(number) for number in range(len(numbers))]
    return is_counted and (has_index or len(numbers) > 1) and list(below[-len(numbers) :]) != numbers


def _named_below(rows: Sequence[RawRow], width: int) -> Header | None:
    """The header that stands as the first row of a table which was read without one: behind its row's number, names alone."""
    cells = [*rows[1].cells]
    if rows[0].cells[0] == "":
        cells[0] = ""
    filled = _filled(cells)
    if len(filled) < 2 or any(map(looks_like_data, filled)) or sum(map(means_something, filled)) * 2 < len(filled):
        return None
    return Header(rows[1].line, unique_names(_padded(cells, width)), known=_known(rows, 1))


def _columns_used(rows: Sequence[RawRow]) -> int:
    """How many columns have a value in one of the rows."""
    return len({index for row in rows for index, cell in enumerate(row.cells) if cell.strip()})


def _could_be_of_table(row: RawRow, filled: int, width: int) -> bool:
    """Whether a row above would be the table's header or a row of it, were one with so many filled cells."""
    return len(_filled(row.cells)) >= filled if width > 1 else len(row.cells[0].split()) == 1


def _known(rows: Sequence[RawRow], place: int) -> int:
    """How many cells mean something as a column's name and are no value of that column besides."""
    others = _others(rows, place)
    cells = rows[place].cells[: settings.IMPORT_MAX_COLUMNS]
    return sum(1 for index, cell in enumerate(cells) if means_something(cell) and not _is_among(cell, index, others))


@lru_cache(maxsize=4_000)
def means_something(cell: str) -> bool:
    """Whether a cell is known as a column's name."""
    name = " ".join(cell.split())
    return len(name) <= COLUMN_NAME_LENGTH and bool(
        names.field_named(name) or names.could_name_somebody(name) or names.is_running_number(name) or names.field_of_audience(name)
    )


def _recurs(rows: Sequence[RawRow], place: int) -> bool:
    """Whether a cell of the row is a value of its column besides: names of columns hardly are."""
    others = _others(rows, place)
    return any(cell.strip() and _is_among(cell, index, others) for index, cell in enumerate(rows[place].cells))


def _others(rows: Sequence[RawRow], place: int) -> list[RawRow]:
    """The other rows, but not the header once more, nor that of another table below."""
    header = rows[place].cells
    # Why a row was rejected before is none of its names.
    told = len(header) - (header[-1:] == [REASON_COLUMN])
    return [row for row in rows if row.cells != header and not _names_columns(row.cells[:told])]


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a row is of nothing but columns' names that we know."""
    filled = _filled(cells)
    return len(filled) > 1 and not any(map(looks_like_data, filled)) and all(map(means_something, filled))


def _is_among(cell: str, index: int, rows: Iterable[RawRow]) -> bool:
    return any(index < len(row.cells) and row.cells[index] == cell for row in rows)


def _is_as_wide(rows: Sequence[RawRow], place: int, width: int) -> bool:
    """Whether the row has as many cells as the table, be it that blank ones in the end are missing on one side."""
    cells = rows[place].cells
    if len(cells) < width:
        return not any(map(str.strip, (cell for row in rows[place + 1 :] for cell in row.cells[len(cells) :])))
    return len(cells) == width or len(_without_end(cells)) <= width


def _grouped(rows: Sequence[RawRow], place: int, width: int, spans: Spans) -> list[str]:
    """The names of the row at `place`, each after its group's in the row above: Instagram over Followers is Instagram Followers.

    None at all where the row above names no groups: those tell names apart that are the same, or are platforms.
    """
    above, cells = rows[place - 1], rows[place].cells
    filled = _filled(cells)
    # Days may head groups.
    data = [cell for cell in _filled(above.cells) + filled if looks_like_data(cell) and (cell.isdigit() or not looks_like_date(cell))]
    if above.problem or rows[place].problem or data:
        return []
    if len(filled) < 2 or _known(rows, place) * 2 < len(filled):
        return []
    # A group is of several columns: a row with another cell over each name is none of groups.
    over = [cell.strip().casefold() for cell, name in zip(above.cells, cells, strict=False) if name.strip()]
    if all(over) and len(set(over)) == len(filled):
        return []
    named = _padded(cells, max(width, len(_without_end(cells))))
    groups = _groups(_padded(above.cells, len(named)), named, spans.get(above.line, {}))
    composed = [_composed(group, name) for group, name in zip(groups, named, strict=True)]
    alike = len(filled) - len({name.casefold() for name in filled})
    still_alike = len(filled) - len({name.casefold() for name, alone in zip(composed, named, strict=True) if alone.strip()})
    return composed if still_alike < alike or _are_platforms(groups) else []


def _groups(above: list[str], named: list[str], merged: dict[int, int]) -> list[str]:
    """Each column's group, "" where it has none: merged cells say how far one reaches, else the names do."""
    starts = [index for index, cell in enumerate(above) if cell.strip()]
    if not merged and starts == [0]:
        # A banner.
        return [""] * len(named)
    often = Counter(name.strip().casefold() for name in named)
    groups = [""] * len(named)
    longest = 0
    for start, end in zip(starts, [*starts[1:], len(named)], strict=True):
        for index in range(start, end):
            is_repeated = often[named[index].strip().casefold()] > 1
            is_within = index <= merged.get(start, start) if merged else is_repeated or end < len(named) or index - start < longest
            if index == start or (is_within and named[index].strip()) or (not longest and not merged and max(often.values()) == 1):
                groups[index] = above[start].strip()
        longest = max(longest, end - start)
    return groups


def _composed(group: str, name: str) -> str:
    group, name = " ".join(group.split()), " ".join(name.split())
    return name if group.casefold() in name.casefold() else f"{group} {name}".strip()


def _are_platforms(groups: list[str]) -> bool:
    """Whether columns are told apart by platforms."""
    return len(set(groups)) > 1 and any(map(platforms_in, groups))


def _filled(cells: Iterable[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def _without_end(cells: list[str]) -> list[str]:
    """The cells without the blank ones in the end."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    return cells[: filled[-1] + 1] if filled else []
