"""Columns that say something once for a block of rows: the platform beside its first account, nothing beside the next ones.

Spreadsheets leave such blanks where cells were merged, and people where they would repeat themselves. A cell that is just missing looks
otherwise: what stands above it comes again below.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.names import columns as names

# Blocks are so many rows, on average, and so many at least.
ROWS_A_BLOCK: Final = 2
BLOCKS: Final = 2


def said_once(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns of platforms in which each stands once, above the blank cells of its block; `rows` are a list's first, of accounts."""
    named = (index for index, name in enumerate(columns) if names.field_named(name) == Field.PLATFORM)
    return tuple(index for index in named if _is_said_once([row[index].strip() if index < len(row) else "" for row in rows]))


def filled_down(rows: Iterable[RawRow], columns: Sequence[int]) -> Iterator[RawRow]:
    """The rows with what such columns said last in their blank cells."""
    said = dict.fromkeys(columns, "")
    for row in rows:
        cells = list(row.cells)
        for index in columns:
            if index < len(cells) and not row.problem:
                said[index] = cells[index] = cells[index].strip() or said[index]
        yield row._replace(cells=cells)


def _is_said_once(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    if len(said) < BLOCKS or not cells[0] or len(set(said)) < len(said) or not all(map(read_platform, said)):
        return False
    return len(cells) >= ROWS_A_BLOCK * len(said)
