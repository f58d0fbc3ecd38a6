"""Reads a list's plain rows by the column, a batch at once, straight into what COPY takes: the fast way beside rows.RowReader.

A cell that is not plainly what its column says sends its row to the RowReader, which also reads each spelling that repeats, once;
so the two agree on every row. A list in which a column is more than one value of one account is the RowReader's alone; where columns
speak of several platforms, each part is read so by itself, and a row is plain where all of its parts are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import add, and_
from typing import Final, cast

from discovery.importing.cells.addresses import is_address, may_hold_addresses
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.formats.files import RawRow
from discovery.importing.formats.headings import may_head
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Record, Row
from discovery.importing.storing.accounts import AccountReader
from discovery.importing.storing.plain import Text, are_filled, rows_without
from discovery.importing.storing.staging import CELL_MARK, staged_extra, staged_values

# So far apart are the numbers of two rows: a row may speak of an account on each platform, and on as many days as it has columns.
PARTS: Final = 1024


@dataclass(frozen=True)
class Batch:
    """Rows that were read: `plain` is COPY text of `count` rows in the reader's columns, `others` are (number, Row) of all the rest.

    Numbers rise in the file's order over both.
    """

    plain: str
    count: int
    others: list[tuple[int, Row]]


class BatchReader:
    """Reads rows of one list as its RowReader does. `columns` are those of staging that plain rows fill."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self.is_wide = bool(reader.parts)
        self._accounts = [AccountReader(part) for part in reader.parts] or [AccountReader(reader)]
        are_told = bool(reader.parts) or not reader.mapping.platforms
        # What columns count on other days makes more rows than one of an account.
        are_told = are_told and not reader.mapping.columns_of(Field.FURTHER) and not any(each.history for each in (reader, *reader.parts))
        self._is_plain = are_told and all(account.is_plain for account in self._accounts)
        self._groups = list(dict.fromkeys(group for account in self._accounts for group in account.groups))
        self.columns = ("number", "line", "cells", *(name for group in self._groups for name in group))

    def read(self, batch: Sequence[RawRow], first: int) -> Batch:
        """Read rows before which `first` others stand in the file."""
        numbered = list(enumerate(batch, first))
        even = [self._is_plain and len(raw.cells) == len(self._reader.columns) and not (raw.problem or raw.remark) for raw in batch]
        plain = list(compress(numbered, even))
        lines, odd = self._lines(plain) if plain else ([], set[int]())
        rest = [each for each, fits in zip(numbered, even, strict=True) if not fits] + [plain[row] for row in odd]
        others = [each for place, raw in sorted(rest, key=lambda each: each[0]) for each in self._carefully(place, raw)]
        return Batch("".join(f"{line}\n" for line in lines), len(lines), others)

    def _carefully(self, place: int, raw: RawRow) -> list[tuple[int, Row]]:
        return [(place * PARTS + part + 1, row) for part, row in enumerate(self._reader.read(raw))]

    def _lines(self, plain: Sequence[tuple[int, RawRow]]) -> tuple[list[str], set[int]]:
        """COPY text of these rows, a line for each account, and which of the rows are not plain after all: of them there is none."""
        cells = list(zip(*(raw.cells for _, raw in plain), strict=True))
        texts = [account.texts(cells) for account in self._accounts]
        there = [are_filled(naming, cells) for naming in self._reader.naming] or [[True] * len(plain)]
        joined = _joined([raw.cells for _, raw in plain])
        odd = rows_without([joined]) | self._odd(cells, texts, there)
        file_lines, numbers = [str(raw.line) for _, raw in plain], [place * PARTS + 1 for place, _ in plain]
        are_plain = [row not in odd for row in range(len(plain))]
        lines: list[str] = []
        for account, stated, are_there in zip(self._accounts, texts, there, strict=True):
            by_group = dict(zip(account.groups, stated, strict=True))
            rest = (by_group.get(group) or [_nothing(group)] * len(plain) for group in self._groups)
            rows = cast(Iterable[tuple[str, ...]], zip(map(str, numbers), file_lines, joined, *rest, strict=True))
            lines += map("\t".join, compress(rows, map(and_, are_there, are_plain)))
            numbers = list(map(add, numbers, are_there))
        return lines, odd

    def _odd(
        self, cells: Sequence[tuple[str, ...]], texts: Sequence[Sequence[Sequence[Text]]], there: Sequence[Sequence[bool]]
    ) -> set[int]:
        """Rows that the RowReader decides on: of nobody, with an account that is not plain, or perhaps about somebody who is suppressed."""
        odd = may_head(cells, self._reader.columns) | self._again(cells)
        if not any(map(all, there)):
            odd |= {row for row, are_there in enumerate(zip(*there, strict=True)) if not any(are_there)}
        for account, stated, are_there in zip(self._accounts, texts, there, strict=True):
            odd |= account.odd(cells, stated, are_there)
        if hidden := self._reader.suppressed:
            for account, stated in zip(self._accounts, texts, strict=True):
                odd |= account.named(hidden, stated)
            for column in filter(may_hold_addresses, cells):
                odd |= {row for row, cell in enumerate(column) if is_address(cell) and hidden.are_in([cell])}
        return odd

    def _again(self, cells: Sequence[tuple[str, ...]]) -> set[int]:
        """Rows that name somebody as their column is called: perhaps the columns' names once more."""
        named = [
            (index, name) for index in self._reader.mapping.columns_of(*IDENTITIES, Field.TITLE) for name in self._reader.headers[index]
        ]
        return {row for index, name in named if name in cells[index] for row, cell in enumerate(cells[index]) if cell == name}


def _nothing(group: tuple[str, ...]) -> str:
    """What staging keeps where an account of the row has no such column."""
    return staged_extra({}) if group == ("extra",) else "\t".join(staged_values(Record(), group))


def _joined(rows: Sequence[list[str]]) -> Sequence[Text]:
    """The rows' cells as staging keeps them; None where something in them needs a look, or COPY's escaping."""
    joined = [CELL_MARK.join(cells) for cells in rows]
    if _is_clean("".join(joined)):
        return joined
    return [text if _is_clean(text) else None for text in joined]


def _is_clean(text: str) -> bool:
    return "\\" not in text and text.replace(CELL_MARK, "").isprintable()
