"""Tables that stand below one another in one sheet, each with columns' names of its own: Followers, Avg likes; then Followers, Avg views.

Whatever order theirs are in, cells go to the columns of their names; names that come later are columns behind the first table's.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from discovery.importing.fields import REASON_COLUMN
from discovery.importing.formats.column_names import looks_like_data, means_something
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.names.column_words import plain

NAMES: Final = "is a row of columns' names: the cells below it are told by them"
NAMELESS: Final = "has a cell below no column's name"


def later_names(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str] | None:
    """The names of columns that later tables have and the first has not, from a list's first rows; None where there are no such tables."""
    known, later, are_stacked = {plain(name) for name in columns}, [], False
    told = _told(columns)
    for cells in filter(_Names(columns).are_in, (row[:told] for row in rows)):
        if all(not cell.strip() or plain(cell) == plain(name) for cell, name in zip(cells, columns, strict=False)):
            continue
        are_stacked = True
        for name in filter(None, map(str.strip, cells)):
            if plain(name) not in known:
                known.add(plain(name))
                later.append(name)
    return later if are_stacked else None


def in_columns(rows: Iterable[RawRow], file_format: FileFormat) -> Iterator[RawRow]:
    """The rows with their cells in the first table's columns and the later ones'."""
    places = {plain(name): index for index, name in enumerate(file_format.table_columns)}
    own, told = file_format.own_columns, _told(file_format.own_columns)
    names, order = _Names(own), list(range(len(own)))
    for row in rows:
        if row.problem:
            yield row
            continue
        are_names = names.are_in(row.cells[:told])
        if are_names:
            order = [*(places.get(plain(cell), -1) for cell in row.cells[:told]), *range(told, len(own))]
        placed = _placed(row, order, len(places))
        yield placed._replace(problem=NAMES, is_left_out=True) if are_names else placed


def _placed(row: RawRow, order: Sequence[int], width: int) -> RawRow:
    """A rejected row stands in the same columns, so that it can be mended: what is below no name comes last."""
    cells, nameless = [""] * width, []
    for index, cell in enumerate(row.cells):
        place = order[index] if index < len(order) else -1
        if place >= 0:
            cells[place] = cell
        elif cell.strip():
            nameless.append(cell)
    return row._replace(cells=cells + nameless, problem=NAMELESS if nameless else "")


def _told(columns: Sequence[str]) -> int:
    """How many columns tables have: what a row was rejected for before stands behind them."""
    return len(columns) - (plain(columns[-1]) == REASON_COLUMN)


class _Names:
    """Tells rows of columns' names from others, by the names of the first table."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._first = frozenset(columns)

    def are_in(self, cells: Sequence[str]) -> bool:
        """Whether the row names columns: one of them as the first table does, most in words we know, none like data."""
        if self._first.isdisjoint(cells):
            # Nearly every row.
            return False
        filled = [cell.strip() for cell in cells if cell.strip()]
        known = sum(1 for cell in filled if cell in self._first or means_something(cell))
        return len(filled) > 1 and known > 1 and known * 2 >= len(filled) and not any(map(looks_like_data, filled))
