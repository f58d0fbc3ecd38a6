"""Cells with their place in the list before them, as rankings are copied: 1. Anna, 2. Bert (@bert). The place is no part of the name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from discovery.importing.formats.files import RawRow

NUMBERED: Final = re.compile(r"\s*#?(?P<place>\d{1,6})\s?[.)](?:\s+|(?=[^\s\d]))(?P<rest>\S.*)", re.DOTALL)
# So many rows that count up are no chance.
FEWEST: Final = 3


def numbered(width: int, rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns whose cells count up from 0 or 1, one by one, each with something behind its number; `rows` are a list's first."""
    return tuple(index for index in range(width) if _counts_up([row[index] for row in rows if index < len(row) and row[index].strip()]))


def begins_numbers(cells: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a cell and the one below it are the first two of such a column: no header stands there."""
    return any(_counts_up([*pair], fewest=2) for pair in zip(cells, below, strict=False))


def without_numbers(rows: Iterable[RawRow], columns: Sequence[int]) -> Iterator[RawRow]:
    """The rows, the cells of these columns without their places."""
    for row in rows:
        cells = list(row.cells)
        for index in columns:
            if index < len(cells) and (found := NUMBERED.fullmatch(cells[index])):
                cells[index] = found["rest"]
        yield row._replace(cells=cells)


def _counts_up(cells: Sequence[str], fewest: int = FEWEST) -> bool:
    if len(cells) < fewest or not (first := NUMBERED.fullmatch(cells[0])) or (begins := int(first["place"])) > 1:
        return False
    found = (NUMBERED.fullmatch(cell) for cell in cells)
    return all(each is not None and int(each["place"]) == place for place, each in enumerate(found, begins))
