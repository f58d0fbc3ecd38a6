"""Columns that say something once for a block of rows: the platform beside its first account, the account beside its first post.

Spreadsheets leave such blanks where cells were merged, and people where they would repeat themselves. A cell that is just missing looks
otherwise: what stands above it comes again below.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from discovery.importing.cells.addresses import is_post_address
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.names import columns as names

# Blocks are so many rows, on average, and so many at least.
ROWS_A_BLOCK: Final = 2
BLOCKS: Final = 2
# So much of a column are addresses of posts where each row is one's, be there totals below.
MOST: Final = 0.75


def said_once(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns in which each thing stands once, above the blank cells of its block: platforms, and of posts what is said of their
    account. `rows` are a list's first, of accounts or posts.
    """
    table = [[row[index].strip() if index < len(row) else "" for row in rows] for index in range(len(columns))]
    platforms = [
        index for index in _platforms(columns) if _is_said_once(table[index]) and all(map(read_platform, filter(None, table[index])))
    ]
    return tuple(sorted({*platforms, *_of_accounts(columns, table)}))


def filled_down(rows: Iterable[RawRow], columns: Sequence[str], blocks: Sequence[int]) -> Iterator[RawRow]:
    """The rows with what the columns at `blocks` said last in their blank cells.

    What is said of an account is said anew, be it left blank, where the next block begins; a row of numbers alone is a total, no post.
    """
    alone = set(_platforms(columns)) & set(blocks)
    together = [index for index in blocks if index not in alone]
    said = dict.fromkeys(blocks, "")
    for row in rows:
        cells = [*row.cells, *[""] * (max(blocks) + 1 - len(row.cells))]
        if not row.problem:
            begins = any(cells[index].strip() for index in together)
            is_post = not all(looks_like_number(cell) for cell in cells if cell.strip())
            for index in blocks if is_post else alone:
                if cells[index].strip() or (begins and index not in alone):
                    said[index] = cells[index]
                cells[index] = said[index]
        yield row._replace(cells=cells)


def _platforms(columns: Sequence[str]) -> list[int]:
    return [index for index, name in enumerate(columns) if names.field_named(name) == Field.PLATFORM]


def _is_said_once(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    return len(said) >= BLOCKS and bool(cells[0]) and len(set(said)) == len(said) and len(cells) >= ROWS_A_BLOCK * len(said)


def _of_accounts(columns: Sequence[str], table: Sequence[Sequence[str]]) -> list[int]:
    """Of a list of posts, each with its address, the columns that are filled where the account's name is, and nowhere else."""
    naming = (index for index, name in enumerate(columns) if names.could_name_somebody(name) and _is_said_once(table[index]))
    if (first := next(naming, None)) is None or not any(_are_of_posts(cells) for cells in table):
        return []
    begins = {place for place, cell in enumerate(table[first]) if cell}
    filled = [{place for place, cell in enumerate(cells) if cell} for cells in table]
    platforms = _platforms(columns)
    return [index for index, places in enumerate(filled) if places and (places == begins or (index not in platforms and places < begins))]


def _are_of_posts(cells: Sequence[str]) -> bool:
    addresses = [cell for cell in cells if is_post_address(cell)]
    return len(addresses) >= MOST * len(cells) and len(set(addresses)) == len(addresses) > 0
