"""Plain cells as the text that COPY takes, a column at a time; None where one is not plainly what its column says.

Which column is read how is accounts.py's; whatever is not plain, the RowReader reads.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from math import nan
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.codes import CODES
from discovery.importing.cells.handles import fits
from discovery.importing.cells.ids import IN_HANDLES_PLACE, SPELT_AS_YOUTUBES, stands_for_handle
from discovery.importing.cells.numbers import MISSING
from discovery.importing.cells.totals import AROUND, TOTALS
from discovery.importing.cells.wrappings import may_be_wrapped

# Of one column so many spellings are remembered; beyond them each is read anew.
REMEMBERED: Final = 20_000
# How COPY's text of a number that is missing begins.
NO_NUMBER: Final = ("", "\\")
LONGEST_MISSING: Final = max(map(len, MISSING))
# Numbers that are read one way, whatever the column's decimal mark: 136.2; and where that is not a comma: 12,345.
DECIMAL: Final = re.compile(r"\d{1,9}\.(?:\d\d?|\d{4,8})", re.ASCII)
GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,2}", re.ASCII)
# A whole column of such, {(are they whole, may they be grouped): one a line}: matched at once, a cell costs a tenth.
COLUMNS_OF_COUNTS: Final = {
    (is_whole, is_grouped): re.compile(rf"(?:(?:{'|'.join(forms)})\n)*", re.ASCII)
    for is_whole in (True, False)
    for is_grouped in (True, False)
    for forms in [[r"\d{1,9}", *([] if is_whole else [DECIMAL.pattern]), *([GROUPED.pattern] if is_grouped else [])]]
}
# What ends in a colon may head rows.
ID: Final = re.compile(r"[A-Za-z0-9_.:-]{0,99}[A-Za-z0-9_.-]", re.ASCII)
# What is spelt as handles and ids are, and may say that there is none, or that the row is a total: in one look, and a few that are neither.
NO_HANDLES: Final = frozenset(word.strip(AROUND) for word in (*MISSING, *TOTALS, *CODES))
# What a cell becomes in COPY text; None where it is not plain.
Text = str | None
Convert = Callable[[str], Text]


class Remembered(dict[str, Text]):
    """{cell: its text}, each spelling read once."""

    def __init__(self, read: Convert) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Text:
        text = self._read(cell)
        if len(self) < REMEMBERED:
            self[cell] = text
        return text


def handle_text(cell: str, platform: Text) -> Text:
    handle = cell.removeprefix("@")
    # YouTube's ids of channels are no handles, nor are Facebook's of pages.
    is_id = (cell[:1] == "U" and SPELT_AS_YOUTUBES.match(cell)) or (platform in IN_HANDLES_PLACE and stands_for_handle(cell, platform))
    if not platform or is_id or not fits(handle, platform) or cell.casefold().strip(AROUND) in NO_HANDLES:
        return None
    return None if "." in cell and is_address(cell) else handle


def id_text(cell: str, damaged: re.Pattern[str]) -> Text:
    """The id; None where it is none, or a spreadsheet's number. Only what begins with a digit is one."""
    is_plain = ID.fullmatch(cell) and cell.strip("0") and cell.casefold().strip(AROUND) not in NO_HANDLES
    if not is_plain or (cell[0] <= "9" and damaged.fullmatch(cell)):
        return None
    return None if "." in cell and is_address(cell) else cell


def prose_text(cell: str, longest: int | None) -> Text:
    text = cell.strip()
    if text.startswith("'") or may_be_wrapped(text) or (longest and len(text) > longest):
        return None
    return "" if _is_missing(text) else text


def count_texts(column: Sequence[str], is_whole: bool, is_grouped: bool, remembered: Remembered) -> Sequence[Text]:
    lines = "\n".join((*column, ""))
    if COLUMNS_OF_COUNTS[is_whole, is_grouped].fullmatch(lines) and lines.count("\n") == len(column):
        return lines.replace(",", "").split("\n")[:-1]
    return [_count(cell, is_whole, is_grouped) or remembered[cell] for cell in column]


def _count(cell: str, is_whole: bool, is_grouped: bool) -> Text:
    if cell.isdigit() and len(cell) < 10 and cell.isascii():
        return cell
    if is_grouped and GROUPED.fullmatch(cell):
        return cell.replace(",", "")
    return cell if not is_whole and DECIMAL.fullmatch(cell) else None


def numbers_in(column: Sequence[Text]) -> list[float]:
    """The numbers that texts for COPY begin with; NaN where one begins with none."""
    with suppress(ValueError, TypeError):
        return list(map(float, column))  # type: ignore[arg-type]  # where one is missing, the slower way is taken
    return [nan if text is None or text[:1] in NO_NUMBER else float(text.partition("\t")[0]) for text in column]


def rows_without(texts: Iterable[Sequence[Text]]) -> set[int]:
    """Rows in which one of the texts is missing."""
    return {row for column in texts if None in column for row, text in enumerate(column) if text is None}


def are_filled(columns: Iterable[int], cells: Sequence[tuple[str, ...]]) -> list[bool]:
    """Of each row, whether one of these columns says something; where it may say nothing, too, as with a guard before a dash."""
    filled = [[not _is_missing(cell.strip()) for cell in cells[index]] for index in columns]
    return list(map(any, zip(*filled, strict=True))) if filled else [False] * len(cells[0])


def _is_missing(text: str) -> bool:
    return len(text) <= LONGEST_MISSING and text.casefold() in MISSING
