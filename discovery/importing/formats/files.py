"""What is said of a file as a table: how it is read, as it was found or chosen, its columns, its sheets; and one row of it.

How the format is found stands in dialects.py, reading the rows in delimited.py, what the cells mean in mapping.py.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

# For a person to say that a file has none.
NO_HEADER: Final = -1


class FileProblem(ValueError):
    """The file cannot be used as it is; the text says why and what to do about it."""


class Kind(StrEnum):
    """What an upload is. Text is read as it is; the others are written as a plain table once, and that is read."""

    TEXT = "text"
    WORKBOOK = "workbook"
    JSON = "json"


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook; `rows` is how many it has below its header, 0 where it is hidden: nobody looked at it then."""

    name: str
    rows: int
    is_hidden: bool


class Separator(NamedTuple):
    """What stands between cells; with `skips_blanks`, blanks behind it are part of it, so that a quote behind them opens a cell."""

    delimiter: str
    skips_blanks: bool = False


@dataclass(frozen=True)
class Tracker:
    """A table with a row for each day and a column for each account, as trackers.py has it: the columns' names as they stand in the file,
    the place of the days, those of the accounts, what columns of totals are called, which are left out, and whether the days show that
    the day stands before the month; None where they show nothing.
    """

    columns: tuple[str, ...]
    day: int
    accounts: tuple[int, ...]
    totals: tuple[str, ...] = ()
    day_first: bool | None = None


@dataclass(frozen=True)
class FileFormat:
    """How to read a file: Python's name of the encoding, the delimiter, the line the header starts on (from 1), its column names.

    `header_line` is 0 where the file has no header: its columns are numbered. `header_rows` is 2 where the row above the header names
    groups of columns, which are in the columns' names then; `skips_blanks` is Separator's. Of a workbook lines are a sheet's rows, of
    JSON they are its lines or, in an array, its objects; encoding and delimiter are the plain table's. `above` is what stands alone
    in the row above the header, `banner` all that stands above it, a line for each row; `sections` what headings between the rows are of:
    the last columns are theirs, as sections.py has it. `blocks` are columns whose blank cells are as the one above, as blocks.py has it,
    `numbered` those whose cells begin with their place in the list, as numbering.py has it.
    `aside` are rows that are no accounts by their numbers or their place, (line, why) as sums.py has it; `notes` what
    those below the list say, a line for each.
    `objects` are the columns whose cells hold objects; with `objects_apart` these were taken apart, into the table that is read.
    `is_stacked` where later tables follow, `later` is how many columns these have besides, before those of headings: stacked.py's.
    Of a `tracker` the columns are those of the rows that its counts become: trackers.py's.
    """

    encoding: str
    delimiter: str
    header_line: int
    columns: tuple[str, ...]
    kind: Kind = Kind.TEXT
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()
    header_rows: int = 1
    skips_blanks: bool = False
    above: str = ""
    banner: str = ""
    sections: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()
    numbered: tuple[int, ...] = ()
    is_stacked: bool = False
    later: int = 0
    aside: tuple[tuple[int, str], ...] = ()
    notes: str = ""
    tracker: Tracker | None = None
    objects: tuple[str, ...] = ()
    objects_apart: bool = False

    @property
    def file_columns(self) -> tuple[str, ...]:
        """Those of the rows as they stand in the file."""
        return self.tracker.columns if self.tracker else self.own_columns

    @property
    def is_converted(self) -> bool:
        """Whether the rows are read from a plain table that was made of the file, and not from the file itself."""
        return self.kind != Kind.TEXT or self.objects_apart

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Those that the file's header has."""
        return self.table_columns[: len(self.table_columns) - self.later]

    @property
    def table_columns(self) -> tuple[str, ...]:
        """Those that the file itself has, be it in later tables."""
        return self.columns[: len(self.columns) - len(self.sections)]

    @property
    def separator(self) -> Separator:
        return Separator(self.delimiter, self.skips_blanks)

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "columns": list(self.columns),
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "sections": list(self.sections),
            "blocks": list(self.blocks),
            "numbered": list(self.numbered),
            "aside": [list(each) for each in self.aside],
            "objects": list(self.objects),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        read = {
            "columns": tuple(data["columns"]),
            "kind": Kind(data.get("kind", Kind.TEXT)),
            "sheets": tuple(Sheet(**sheet) for sheet in data.get("sheets", [])),
            "sections": tuple(data.get("sections", ())),
            "blocks": tuple(data.get("blocks", ())),
            "numbered": tuple(data.get("numbered", ())),
            "aside": tuple((line, why) for line, why in data.get("aside", ())),
            "tracker": _tracker(data.get("tracker")),
            "objects": tuple(data.get("objects", ())),
        }
        return cls(**{**data, **read})


def _tracker(data: dict[str, Any] | None) -> Tracker | None:
    if not data:
        return None
    listed = {name: tuple(data[name]) for name in ("columns", "accounts", "totals")}
    return Tracker(**{**data, **listed})


@dataclass(frozen=True)
class FormatChoice:
    """What a person says of a file's format; what is blank or 0 is to be found. NO_HEADER as `header_line` says that there is none.

    With `objects_as_text` objects in cells stay as they came.
    """

    encoding: str = ""
    delimiter: str = ""
    header_line: int = 0
    sheet: str = ""
    objects_as_text: bool = False


FOUND: Final = FormatChoice()


class RawRow(NamedTuple):
    """One row as it stands in the file; `line` is the one it starts on, from 1; `problem` says why its cells cannot be told apart, and
    `remark` how they were, where that is not plain. With `is_left_out` the problem is that it is no account's row.
    """

    line: int
    cells: list[str]
    problem: str = ""
    remark: str = ""
    is_left_out: bool = False

    def left_out(self, reason: str) -> Self:
        """The row as one that is no account's, unless something else is wrong with it."""
        return self if self.problem else self._replace(problem=reason, is_left_out=True)
