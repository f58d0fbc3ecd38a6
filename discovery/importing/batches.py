"""Reads a list's plain rows by the column, a batch at once, straight into what COPY takes: the fast way beside rows.RowReader.

A cell that is not plainly what its column says sends its row to the RowReader, which also reads each spelling that repeats, once;
so the two agree on every row. A list in which a column is more than one value of one account is the RowReader's alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final, cast

from discovery.importing.fields import COUNT_LIMITS, HIDDEN_LIKES, RATE_DEFINITIONS, WHOLE_COUNTS, Field
from discovery.importing.files import RawRow
from discovery.importing.handles import TITLE_LENGTH, fits, is_address, may_hold_addresses
from discovery.importing.numbers import MISSING
from discovery.importing.records import Row
from discovery.importing.rows import RowReader
from discovery.importing.staging import CELL_MARK, staged_extra, staged_values
from discovery.importing.suppression import Suppressed
from discovery.importing.totals import is_total
from discovery.importing.wrappings import may_be_wrapped

# So far apart are the numbers of two rows: a row may speak of an account on each platform.
PARTS: Final = 32
# Of one column so many spellings are remembered; beyond them each is read anew.
REMEMBERED: Final = 20_000
# Where a plain list's columns go in staging.
STAGED_AS: Final[dict[Field, tuple[str, ...]]] = {
    **{field: (field.value,) for field in (Field.PLATFORM, Field.HANDLE, Field.EXTERNAL_ID, Field.TITLE, Field.BIO, Field.POST)},
    **{field: (field.value,) for field in (Field.COUNTRY, Field.LANGUAGE, Field.TOPICS, Field.TAKEN_ON, *COUNT_LIMITS)},
    **dict.fromkeys(RATE_DEFINITIONS, ("engagement_rate", "rate_definition")),
}
IDENTITIES: Final = (Field.HANDLE, Field.EXTERNAL_ID)
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
ID: Final = re.compile(r"[A-Za-z0-9_.:-]{1,100}", re.ASCII)
# What a cell becomes in COPY text; None where it is not plain.
Text = str | None
Convert = Callable[[str], Text]


@dataclass(frozen=True)
class Batch:
    """Rows that were read: `plain` is COPY text of `count` rows in the reader's columns, `others` are (number, Row) of all the rest.

    Numbers rise in the file's order over both.
    """

    plain: str
    count: int
    others: list[tuple[int, Row]]


class _Remembered(dict[str, Text]):
    """{cell: its text}, each spelling read once."""

    def __init__(self, read: Convert) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Text:
        text = self._read(cell)
        if len(self) < REMEMBERED:
            self[cell] = text
        return text


class BatchReader:
    """Reads rows of one list as its RowReader does. `columns` are those of staging that plain rows fill."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        fields = {index: field for index, field in reader.mapping.fields.items() if field != Field.IGNORE}
        self._extra = [index for index, field in fields.items() if field == Field.EXTRA]
        self._fields = {index: field for index, field in fields.items() if field != Field.EXTRA}
        named = [name for field in self._fields.values() for name in STAGED_AS.get(field, ())]
        self._constant = [name for name in ("platform", "taken_on") if name not in named]
        self._is_plain = (
            not reader.mapping.platforms and _is_plain(self._fields.values()) and all(getattr(reader, name) for name in self._constant)
        )
        self._remembered = {index: _Remembered(self._reading(index)) for index in fields}
        self.columns = ("number", "line", "cells", *self._constant, *named, *(["extra"] if self._extra else []))

    def read(self, batch: Sequence[RawRow], first: int) -> Batch:
        """Read rows before which `first` others stand in the file."""
        numbered = list(enumerate(batch, first))
        even = [self._is_plain and len(raw.cells) == len(self._reader.columns) and not raw.problem for raw in batch]
        plain = list(compress(numbered, even))
        texts = self._texts(plain) if plain else []
        odd = {row for column in texts if None in column for row, text in enumerate(column) if text is None}
        if plain and self._reader.suppressed:
            odd |= self._suspects(self._reader.suppressed, texts, list(zip(*(raw.cells for _, raw in plain), strict=True)))
        lines = ["\t".join(cast(tuple[str, ...], values)) for row, values in enumerate(zip(*texts, strict=True)) if row not in odd]
        rest = [each for each, fits in zip(numbered, even, strict=True) if not fits] + [plain[row] for row in odd]
        others = [each for place, raw in sorted(rest, key=lambda each: each[0]) for each in self._carefully(place, raw)]
        return Batch("".join(f"{line}\n" for line in lines), len(lines), others)

    def _carefully(self, place: int, raw: RawRow) -> list[tuple[int, Row]]:
        return [(place * PARTS + part + 1, row) for part, row in enumerate(self._reader.read(raw))]

    def _texts(self, plain: Sequence[tuple[int, RawRow]]) -> list[Sequence[Text]]:
        """A list for each of self.columns, as long as the rows."""
        cells = list(zip(*(raw.cells for _, raw in plain), strict=True))
        texts: list[Sequence[Text]] = [
            [str(place * PARTS + 1) for place, _ in plain],
            [str(raw.line) for _, raw in plain],
            _joined([raw.cells for _, raw in plain]),
            *([str(getattr(self._reader, name))] * len(plain) for name in self._constant),
        ]
        texts += [self._column(index, field, cells) for index, field in self._fields.items()]
        return [*texts, self._extras(cells)] if self._extra else texts

    def _suspects(self, hidden: Suppressed, texts: Sequence[Sequence[Text]], cells: Sequence[tuple[str, ...]]) -> set[int]:
        """Rows that may be about people who asked not to be listed, by handle, id or an address in any cell; the RowReader decides."""
        blank = [""] * len(cells[0])
        platforms, handles, ids = (self._texts_of(name, texts) or blank for name in ("platform", "handle", "external_id"))
        named = enumerate(zip(platforms, handles, ids, strict=True))
        found = {row for row, (platform, handle, key) in named if hidden.are_named(platform or "", handle or "", key or "")}
        for column in filter(may_hold_addresses, cells):
            found |= {row for row, cell in enumerate(column) if is_address(cell) and hidden.are_in([cell])}
        return found

    def _texts_of(self, name: str, texts: Sequence[Sequence[Text]]) -> Sequence[Text] | None:
        """The texts of a column of staging that is a list's column by itself, or the same in every row."""
        named = ["number", "line", "cells", *self._constant, *(field.value for field in self._fields.values())]
        return texts[named.index(name)] if name in named else None

    def _column(self, index: int, field: Field, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column, remembered = cells[index], self._remembered[index]
        if field == Field.HANDLE:
            return [_handle(cell, platform) for cell, platform in zip(column, self._platforms(cells), strict=True)]
        if field == Field.EXTERNAL_ID:
            alone = Field.HANDLE not in self._fields.values()
            return [
                cell if ID.fullmatch(cell) and not _is_missing(cell) and not is_total(cell) else None if alone else remembered[cell]
                for cell in column
            ]
        if field in (Field.TITLE, Field.BIO):
            return [_prose(cell, TITLE_LENGTH if field == Field.TITLE else None) for cell in column]
        if field in COUNT_LIMITS:
            convention = self._reader.mapping.convention(index)
            is_grouped = convention.decimal_mark in ("", ".")
            texts = _counts(column, field in WHOLE_COUNTS, is_grouped, remembered)
            return [None if _may_be_hidden(text) else text for text in texts] if convention.hides_likes else texts
        return [remembered[cell] for cell in column]

    def _platforms(self, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column = next((index for index, field in self._fields.items() if field == Field.PLATFORM), None)
        if column is None:
            return [self._reader.platform] * len(cells[0])
        return [self._remembered[column][cell] for cell in cells[column]]

    def _extras(self, cells: Sequence[tuple[str, ...]]) -> list[Text]:
        """The columns that are kept as they came, as one JSON object a row."""
        columns = [[self._remembered[index][cell] for cell in cells[index]] for index in self._extra]
        return [None if None in values else f"{{{', '.join(filter(None, values))}}}" for values in zip(*columns, strict=True)]

    def _reading(self, index: int) -> Convert:
        """How the RowReader reads a cell of this column; None where it rejects it, remarks on it, or misses it where it must be."""
        field = self._reader.mapping.fields[index]
        names = STAGED_AS.get(field, ())

        def read(cell: str) -> Text:
            row = self._reader.read_cell(index, cell)
            if row.problems or not (row.record.platform or field != Field.PLATFORM) or not (row.record.taken_on or field != Field.TAKEN_ON):
                return None
            return staged_extra(row.record.extra)[1:-1] if field == Field.EXTRA else "\t".join(staged_values(row.record, names))

        return read


def _is_plain(fields: Iterable[Field]) -> bool:
    """Whether each column is one value of the row's one account, and one of them its handle or id."""
    named = Counter(name for field in fields for name in STAGED_AS.get(field, ("",)))
    return "" not in named and max(named.values(), default=0) == 1 and any(field.value in named for field in IDENTITIES)


def _joined(rows: Sequence[list[str]]) -> Sequence[Text]:
    """The rows' cells as staging keeps them; None where something in them needs a look, or COPY's escaping."""
    joined = [CELL_MARK.join(cells) for cells in rows]
    if _is_clean("".join(joined)):
        return joined
    return [text if _is_clean(text) else None for text in joined]


def _is_clean(text: str) -> bool:
    return "\\" not in text and text.replace(CELL_MARK, "").isprintable()


def _handle(cell: str, platform: Text) -> Text:
    handle = cell.removeprefix("@")
    if platform and fits(handle, platform) and not _is_missing(cell) and not is_total(cell) and not ("." in cell and is_address(cell)):
        return handle
    return None


def _prose(cell: str, longest: int | None) -> Text:
    text = cell.strip()
    if text.startswith("'") or may_be_wrapped(text) or (longest and len(text) > longest):
        return None
    return "" if _is_missing(text) else text


def _counts(column: Sequence[str], is_whole: bool, is_grouped: bool, remembered: "_Remembered") -> Sequence[Text]:
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


def _may_be_hidden(text: Text) -> bool:
    """Whether a count is what stands for hidden likes, if the row's followers are many."""
    return text is not None and text[:1].isdigit() and float(text) == HIDDEN_LIKES


def _is_missing(text: str) -> bool:
    return len(text) <= LONGEST_MISSING and text.casefold() in MISSING
