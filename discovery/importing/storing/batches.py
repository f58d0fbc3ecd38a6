"""Reads a list's plain rows by the column, a batch at once, straight into what COPY takes: the fast way beside rows.RowReader.

A cell that is not plainly what its column says sends its row to the RowReader, which also reads each spelling that repeats, once;
so the two agree on every row. A list in which a column is more than one value of one account is the RowReader's alone; where columns
speak of several platforms, each part is read so by itself, and a row is plain where all of its parts are.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from math import isnan, nan
from operator import add, and_, mul
from typing import Final, cast

from discovery.importing.cells.codes import CODES
from discovery.importing.cells.handles import TITLE_LENGTH, fits, is_address, may_hold_addresses
from discovery.importing.cells.ids import DAMAGED, ROUNDED, SPELT_AS_YOUTUBES, why_of_others
from discovery.importing.cells.numbers import MISSING
from discovery.importing.cells.totals import AROUND, TOTALS
from discovery.importing.cells.wrappings import may_be_wrapped
from discovery.importing.conventions.rates import FAR, may_be_in_doubt
from discovery.importing.fields import COUNT_LIMITS, HIDDEN_LIKES, RATE_DEFINITIONS, WHOLE_COUNTS, Field, RateBase
from discovery.importing.formats.files import RawRow
from discovery.importing.formats.sections import may_head
from discovery.importing.mapping import NO_CONVENTION
from discovery.importing.reader.rows import RowReader
from discovery.importing.reader.suppression import Suppressed
from discovery.importing.records import Record, Row
from discovery.importing.storing.staging import CELL_MARK, staged_extra, staged_values

# So far apart are the numbers of two rows: a row may speak of an account on each platform, and on as many days as it has columns.
PARTS: Final = 1024
# Of one column so many spellings are remembered; beyond them each is read anew.
REMEMBERED: Final = 20_000
# Where a plain list's columns go in staging.
STAGED_AS: Final[dict[Field, tuple[str, ...]]] = {
    **{field: (field.value,) for field in (Field.PLATFORM, Field.HANDLE, Field.EXTERNAL_ID, Field.TITLE, Field.BIO, Field.POST)},
    **{field: (field.value,) for field in (Field.COUNTRY, Field.LANGUAGE, Field.TOPICS, Field.TAKEN_ON, *COUNT_LIMITS)},
    **dict.fromkeys(RATE_DEFINITIONS, ("engagement_rate", "rate_definition")),
}
IDENTITIES: Final = (Field.HANDLE, Field.EXTERNAL_ID)
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
DAMAGED_OR_ROUNDED: Final = re.compile(rf"{DAMAGED.pattern}|{ROUNDED.pattern}", DAMAGED.flags)
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
        self._accounts = [_Account(part) for part in reader.parts] or [_Account(reader)]
        are_told = bool(reader.parts) or not reader.mapping.platforms
        # What columns count on other days makes more rows than one of an account.
        are_told = are_told and not any(each.history for each in (reader, *reader.parts))
        self._is_plain = are_told and all(account.is_plain for account in self._accounts)
        self._groups = list(dict.fromkeys(group for account in self._accounts for group in account.groups))
        self.columns = ("number", "line", "cells", *(name for group in self._groups for name in group))

    def read(self, batch: Sequence[RawRow], first: int) -> Batch:
        """Read rows before which `first` others stand in the file."""
        numbered = list(enumerate(batch, first))
        even = [self._is_plain and len(raw.cells) == len(self._reader.columns) and not raw.problem for raw in batch]
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
        there = [_are_filled(naming, cells) for naming in self._reader.naming] or [[True] * len(plain)]
        joined = _joined([raw.cells for _, raw in plain])
        odd = _rows_without([joined]) | self._odd(cells, texts, there)
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
        odd = may_head(cells, self._reader.columns)
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


class _Account:
    """Reads what rows say of one account: all of a list's columns, or those of its part."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        fields = {index: field for index, field in reader.mapping.fields.items() if field != Field.IGNORE}
        self._extra = [index for index, field in fields.items() if field == Field.EXTRA]
        self._fields = {index: field for index, field in fields.items() if field != Field.EXTRA}
        named = [STAGED_AS.get(field, ()) for field in self._fields.values()]
        self._constant = [*(["part"] if reader.part else []), *(name for name in ("platform", "taken_on") if (name,) not in named)]
        self._remembered = {index: _Remembered(self._reading(index)) for index in fields}
        # What each of its texts is, in staging's columns.
        self.groups = [*((name,) for name in self._constant), *named, *([("extra",)] if self._extra else [])]
        chosen = reader.mapping.chosen
        # Of rates that a person spoke of nothing is in doubt.
        rates = [index for index in reader.mapping.columns_of(*RATE_DEFINITIONS) if chosen.get(index, NO_CONVENTION).percent is None]
        self._bases = {base for index in rates if (base := reader.mapping.convention(index).rate_base)}
        self.is_plain = _is_plain(self._fields.values()) and all(getattr(reader, name) for name in self._constant)

    def texts(self, cells: Sequence[tuple[str, ...]]) -> list[Sequence[Text]]:
        """A list for each of its groups, as long as the rows."""
        texts: list[Sequence[Text]] = [[str(getattr(self._reader, name))] * len(cells[0]) for name in self._constant]
        texts += [self._column(index, field, cells) for index, field in self._fields.items()]
        return [*texts, self._extras(cells)] if self._extra else texts

    def odd(self, cells: Sequence[tuple[str, ...]], texts: Sequence[Sequence[Text]], are_there: Sequence[bool]) -> set[int]:
        """Rows where it is there and not plain, or counted although it is not."""
        odd = {row for row in _rows_without(texts) if are_there[row]}
        if not all(are_there):
            counted = _are_filled(self._reader.counted, cells)
            odd |= {row for row, is_there in enumerate(are_there) if counted[row] and not is_there}
        for base in self._bases:
            odd |= self._off(base, texts)
        return odd

    def _off(self, base: RateBase, texts: Sequence[Sequence[Text]]) -> set[int]:
        """Rows whose rate is far off what they count."""
        likes, comments, engagements, divisors = (self._figures(name, texts) for name in ("likes", "comments", "engagements", base))
        rates = _numbers(next(texts[place] for place, group in enumerate(self.groups) if group[0] == "engagement_rate"))
        counted = (rates, likes, comments, engagements, divisors)
        totals = engagements if self._texts_of("engagements", texts) else map(add, likes, comments)
        # Most rows are near at a glance; where something is missing (NaN) none is.
        perhaps = [
            row
            for row, (product, total) in enumerate(zip(map(mul, rates, divisors), totals, strict=True))
            if not product <= FAR * total <= FAR * FAR * product
        ]
        return {row for row in perhaps if _is_off(*(figures[row] for figures in counted))}

    def _figures(self, name: str, texts: Sequence[Sequence[Text]]) -> list[float]:
        """The numbers of a column of staging; NaN where there is none."""
        column = self._texts_of(name, texts)
        return _numbers(column) if column else [nan] * len(texts[0])

    def named(self, hidden: Suppressed, texts: Sequence[Sequence[Text]]) -> set[int]:
        """Rows where it may be of somebody who asked not to be listed, by handle or id."""
        blank = [""] * len(texts[0])
        platforms, handles, ids = (self._texts_of(name, texts) or blank for name in ("platform", "handle", "external_id"))
        named = enumerate(zip(platforms, handles, ids, strict=True))
        return {row for row, (platform, handle, key) in named if hidden.are_named(platform or "", handle or "", key or "")}

    def _texts_of(self, name: str, texts: Sequence[Sequence[Text]]) -> Sequence[Text] | None:
        """The texts of a column of staging that is a list's column by itself, or the same in every row."""
        return texts[self.groups.index((name,))] if (name,) in self.groups else None

    def _column(self, index: int, field: Field, cells: Sequence[tuple[str, ...]]) -> Sequence[Text]:
        column, remembered = cells[index], self._remembered[index]
        if field == Field.HANDLE:
            return [_handle(cell, platform) for cell, platform in zip(column, self._platforms(cells), strict=True)]
        if field == Field.EXTERNAL_ID:
            alone = Field.HANDLE not in self._fields.values()
            damaged = DAMAGED_OR_ROUNDED if self._reader.mapping.convention(index).rounds_ids else DAMAGED
            ids = [_id(cell, damaged) or (None if alone else remembered[cell]) for cell in column]
            if not (youtubes := set(SPELT_AS_YOUTUBES.findall("\n".join(column)))):
                return ids
            named = zip(column, self._platforms(cells), ids, strict=True)
            return [None if cell in youtubes and why_of_others(cell, on or "") else text for cell, on, text in named]
        if field in (Field.TITLE, Field.BIO):
            return [_prose(cell, TITLE_LENGTH if field == Field.TITLE else None) for cell in column]
        if field in COUNT_LIMITS:
            convention = self._reader.mapping.convention(index)
            is_grouped = convention.decimal_mark in ("", ".")
            is_plain = not convention.scale
            texts = _counts(column, field in WHOLE_COUNTS, is_grouped, remembered) if is_plain else [remembered[cell] for cell in column]
            hidden = {*([HIDDEN_LIKES] if convention.hides_likes else []), *([0] if convention.hides_views else [])}
            return [None if _may_be_hidden(text, hidden) else text for text in texts] if hidden else texts
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


def _rows_without(texts: Iterable[Sequence[Text]]) -> set[int]:
    """Rows in which one of the texts is missing."""
    return {row for column in texts if None in column for row, text in enumerate(column) if text is None}


def _are_filled(columns: Iterable[int], cells: Sequence[tuple[str, ...]]) -> list[bool]:
    """Of each row, whether one of these columns says something; where it may say nothing, too, as with a guard before a dash."""
    filled = [[not _is_missing(cell.strip()) for cell in cells[index]] for index in columns]
    return list(map(any, zip(*filled, strict=True))) if filled else [False] * len(cells[0])


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


def _handle(cell: str, platform: Text) -> Text:
    handle = cell.removeprefix("@")
    if not platform or not fits(handle, platform) or cell.casefold().strip(AROUND) in NO_HANDLES:
        return None
    return None if "." in cell and is_address(cell) else handle


def _id(cell: str, damaged: re.Pattern[str]) -> Text:
    """The id; None where it is none, or a spreadsheet's number. Only what begins with a digit is one."""
    is_plain = ID.fullmatch(cell) and cell.casefold().strip(AROUND) not in NO_HANDLES
    return cell if is_plain and not (cell[0] <= "9" and damaged.fullmatch(cell)) else None


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


def _numbers(column: Sequence[Text]) -> list[float]:
    """The numbers that texts for COPY begin with; NaN where one begins with none."""
    with suppress(ValueError, TypeError):
        return list(map(float, column))  # type: ignore[arg-type]  # where one is missing, the slower way is taken
    return [nan if text is None or text[:1] in NO_NUMBER else float(text.partition("\t")[0]) for text in column]


def _is_off(rate: float, likes: float, comments: float, engagements: float, divisor: float) -> bool:
    """As rates.counted_rate and settle have it, of numbers that are NaN where they are missing."""
    if isnan(engagements):
        engagements = likes if isnan(comments) else likes + comments
    return divisor > 0 and may_be_in_doubt(rate, engagements / divisor)


def _may_be_hidden(text: Text, hidden: set[int]) -> bool:
    """Whether a count is one that stands for hidden likes or views, if the rest of the row agrees."""
    return text is not None and text[:1].isdigit() and float(text) in hidden


def _is_missing(text: str) -> bool:
    return len(text) <= LONGEST_MISSING and text.casefold() in MISSING
