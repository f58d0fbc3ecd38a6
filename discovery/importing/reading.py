"""A list's whole file on its way into staging, batch by batch, while the database copies: loading and checking share it.

What becomes of rows that do not load is theirs to say.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from discovery.importing.fields import Field
from discovery.importing.formats.files import FileProblem, RawRow
from discovery.importing.formats.headings import HEADING, heads
from discovery.importing.formats.sections import headed_rows
from discovery.importing.kept import format_of, opened, reader_of
from discovery.importing.mapping import Mapping
from discovery.importing.records import SUPPRESSED, Outcome, Row
from discovery.importing.storing.batches import PARTS, BatchReader
from discovery.importing.storing.staging import Copying
from discovery.models import CreatorList

BATCH_ROWS: Final = 5_000
# Of rows with these outcomes nothing is staged.
HELD_BACK: Final = (Outcome.REJECTED, Outcome.LEFT_OUT, Outcome.UNMATCHED, SUPPRESSED)
# So many objects more than before have Python look for cycles among them. A batch is some ten thousands, all of them freed without that.
LOOK_FOR_CYCLES_AT: Final = 100_000
Item = TypeVar("Item")


class Staged(NamedTuple):
    """A batch: the file's rows, how many rows of accounts these are, those of them that are not plain, how much of the file is read, and
    whether one of its rows names several accounts.
    """

    raws: list[RawRow]
    rows: int
    others: list[Row]
    share: float
    is_wide: bool

    @property
    def held_back(self) -> list[Row]:
        return [row for row in self.others if row.outcome in HELD_BACK]


def stage(creator_list: CreatorList, copying: Copying) -> Iterator[Staged]:
    """Copy the rows that load to staged_row, and tell of each batch. FileProblem where the file is gone, cannot be read or is too long."""
    reader, lines = BatchReader(reader_of(creator_list)), 0
    with _few_cycles(), opened(creator_list) as file:
        size = file.seek(0, os.SEEK_END)
        for raws in _batches(headed_rows(file, format_of(creator_list))):
            batch = reader.read(raws, lines)
            _refuse_late_heading(creator_list, batch.others)
            copying.plain(reader.columns, batch.plain)
            copying.rows((number, row) for number, row in batch.others if row.outcome not in HELD_BACK)
            is_wide = reader.is_wide or any((number - 1) % PARTS for number, _ in batch.others)
            yield Staged(raws, batch.count + len(batch.others), [row for _, row in batch.others], file.tell() / size, is_wide)
            lines += len(raws)


def _refuse_late_heading(creator_list: CreatorList, others: Iterable[tuple[int, Row]]) -> None:
    """FileProblem where a platform heads rows so far down that its rows would be stored on the one that was chosen for all."""
    mapping, columns = Mapping.from_json(creator_list.mapping), format_of(creator_list).columns
    if len(columns) == 1 or mapping.platforms or mapping.columns_of(Field.PLATFORM, Field.PROFILE_URL):
        return
    for _, row in others:
        if any(problem.reason == HEADING for problem in row.errors) and heads(row.cells, columns) != creator_list.platform:
            raise FileProblem(
                f"Line {row.line} has “{row.errors[0].value}” alone in it: if that is a heading, the rows below are on another platform. "
                "Give each row its platform in a column; if it is an account, write it with an @."
            )


@contextmanager
def _few_cycles() -> Iterator[None]:
    """Look for cycles seldom: Python's own rhythm takes a third of the time in which rows are read, and finds none."""
    before = gc.get_threshold()
    gc.set_threshold(LOOK_FOR_CYCLES_AT)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    items = iter(items)
    while batch := list(islice(items, BATCH_ROWS)):
        yield batch
