"""What tells names of columns from values: how a cell is spelt, what it means to us, and whether it comes again below.

Which row of a table is its header is headers.py's to find.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from django.conf import settings

from discovery.importing.fields import REASON_COLUMN
from discovery.importing.formats.files import RawRow
from discovery.importing.names import columns as names

# What no header cell looks like: a number, a date, an address, be it behind a name, an @handle, a channel's id on YouTube.
DATA_CELL: Final = re.compile(
    r"[-+]?[\d.,'’\s]+([kmb]|bn)?\s*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|(?:.*\s)?https?://.*|www\.\S+|@\S+|\S+@\S+\.\S+"
    r"|(?-i:UC[\w-]{22})",
    re.IGNORECASE,
)
COLUMN_NAME_LENGTH: Final = 200
# What the database takes in no text: JSON's keys may have it.
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


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


@lru_cache(maxsize=4_000)
def means_something(cell: str) -> bool:
    """Whether a cell is known as a column's name."""
    name = " ".join(cell.split())
    return len(name) <= COLUMN_NAME_LENGTH and bool(
        names.field_named(name) or names.could_name_somebody(name) or names.is_running_number(name) or names.field_of_audience(name)
    )


def count_known(rows: Sequence[RawRow], place: int) -> int:
    """How many cells mean something as a column's name and are no value of that column besides."""
    others = _others(rows, place)
    cells = rows[place].cells[: settings.IMPORT_MAX_COLUMNS]
    return sum(1 for index, cell in enumerate(cells) if means_something(cell) and not _is_among(cell, index, others))


def recurring(rows: Sequence[RawRow], place: int) -> int:
    """How many cells of the row are values of their columns besides: names of columns hardly are."""
    others = _others(rows, place)
    return sum(1 for index, cell in enumerate(rows[place].cells) if cell.strip() and _is_among(cell, index, others))


def _others(rows: Sequence[RawRow], place: int) -> list[RawRow]:
    """The other rows, but not the header once more, nor that of another table below."""
    header = rows[place].cells
    # Why a row was rejected before is none of its names.
    told = len(header) - (header[-1:] == [REASON_COLUMN])
    return [row for row in rows if not _repeats(row.cells, header) and not _names_columns(row.cells[:told])]


def _repeats(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is the header once more, be it with names left out."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    return list(cells) == list(header) or (len(filled) > 1 and all(header[index : index + 1] == [cells[index]] for index in filled))


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a row is of nothing but columns' names that we know."""
    filled = filled_in(cells)
    return len(filled) > 1 and not any(map(looks_like_data, filled)) and all(map(means_something, filled))


def _is_among(cell: str, index: int, rows: Iterable[RawRow]) -> bool:
    return any(index < len(row.cells) and row.cells[index] == cell for row in rows)


def filled_in(cells: Iterable[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def without_end(cells: list[str]) -> list[str]:
    """The cells without the blank ones in the end."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    return cells[: filled[-1] + 1] if filled else []
