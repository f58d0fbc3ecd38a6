"""Rows that head the ones below them, as people write lists: INSTAGRAM alone in its row, then its accounts; TIKTOK, and theirs.

What a heading says becomes a column of its own for the rows below it, so that each names its platform, or its section, and everything
after reads a list like any other. Whether a list has headings is found once, in its first rows; the file's format keeps it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import IO, Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.cells.platforms import read_platform
from discovery.importing.cells.totals import is_total
from discovery.importing.fields import REASON_COLUMN, Field
from discovery.importing.formats.blocks import filled_down, said_once
from discovery.importing.formats.column_names import unique_names
from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.files import FileFormat, FileProblem, RawRow
from discovery.importing.formats.headings import COUNTRY, DRAWN, PLATFORM, SECTION, TIER, alone_in, is_bare, is_of, platform_in, platform_of
from discovery.importing.formats.numbering import numbered, without_numbers
from discovery.importing.formats.stacked import in_columns, later_names
from discovery.importing.formats.sums import REASONS, set_aside
from discovery.importing.formats.trackers import counted_rows, with_tracker
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import plain
from discovery.importing.names.name_words import platforms_in
from discovery.models import Platform

# Headings are looked for in so many rows; where people make them by hand, lists are no longer.
LOOKED_AT: Final = 20_000
# So much of a list's rows must begin with @, or have a number, where one without is a heading.
NEARLY_ALL: Final = 0.95
AGAIN: Final = "is the row of the columns' names once more"
# A heading as Markdown writes it.
MARKED: Final = re.compile(r"#{1,6}\s+\S.*")
OF_OTHERS: Final = "stands alone in its row: a heading of those below it, not an account; if it is one, write it with an @"


def headed_rows(file: IO[bytes], file_format: FileFormat) -> Iterator[RawRow]:
    """The rows of delimited.read_rows, each with what its headings say in columns behind its own; headings have a problem.

    What a column says once for a block of rows is said in each; a tracker's rows are one for each count.
    """
    rows = read_rows(file, file_format)
    if file_format.tracker:
        return counted_rows(rows, file_format.tracker)
    if file_format.is_stacked:
        rows = in_columns(rows, file_format)
    if file_format.aside:
        rows = _without(rows, dict(file_format.aside))
    if file_format.sections:
        rows = map(_Headings(file_format).place, rows)
    if file_format.numbered:
        rows = without_numbers(rows, file_format.numbered)
    return filled_down(rows, file_format.columns, file_format.blocks) if file_format.blocks else rows


def with_sections(file_format: FileFormat, file: IO[bytes]) -> FileFormat:
    """The format, with columns for what later tables have besides, and for what the headings between the rows say, where there are any;
    that of a tracker has those of its counts instead.
    """
    first: list[RawRow] = []
    with suppress(FileProblem):
        # What cannot be read far down is said when it is.
        first += islice(read_rows(file, file_format), LOOKED_AT)
    if tracker := with_tracker(file_format, first):
        return tracker
    later = (
        later_names(file_format.columns, (row.cells for row in first)) if file_format.header_line and file_format.header_rows == 1 else None
    )
    if later is not None:
        columns = unique_names([*file_format.columns, *later])
        file_format = replace(file_format, columns=columns, is_stacked=True, later=len(later))
        first = list(in_columns(first, file_format))
    if len(first) < LOOKED_AT and (aside := set_aside(first, len(file_format.table_columns))):
        # Only of a list's end it is known that it is one.
        notes = ["".join(row.cells).strip() for row in first if aside.get(row.line) == "note"]
        file_format = replace(file_format, aside=tuple(aside.items()), notes="\n".join(notes))
        first = list(_without(first, aside))
    return _with_headings(file_format, [row.cells for row in first if not row.problem and not is_total(next(filter(None, row.cells), ""))])


def _without(rows: Iterable[RawRow], aside: Mapping[int, str]) -> Iterator[RawRow]:
    """The rows, of which those that are no accounts, {line: why}, have a problem."""
    return (row.left_out(REASONS[aside[row.line]]) if row.line in aside else row for row in rows)


def _with_headings(file_format: FileFormat, first: list[list[str]]) -> FileFormat:
    columns = file_format.columns
    kinds = _kinds(columns, file_format.above, first)
    blocks = said_once(columns, [cells for cells in first if alone_in(cells, columns) is None])
    if kinds:
        file_format = replace(file_format, columns=unique_names([*columns, *kinds]), sections=kinds)
    return replace(file_format, blocks=blocks, numbered=numbered(len(columns), first))


class _Headings:
    """What the headings so far say of the rows below them, in the order of a list."""

    def __init__(self, file_format: FileFormat) -> None:
        self._kinds = file_format.sections
        self._width = len(file_format.table_columns)
        self._header = file_format.table_columns
        # What a row was rejected for before is none of it.
        self._told = self._width - (plain(self._header[-1]) == REASON_COLUMN)
        self._said = dict.fromkeys(self._kinds, "")
        above = file_format.above
        is_section = SECTION in self._kinds and MARKED.fullmatch(above) is not None
        self._take(above if is_section else _first(file_format.table_columns, above))

    def place(self, row: RawRow) -> RawRow:
        cells, width = row.cells, self._width
        if row.problem or (len(cells) < width and "\n" in cells[-1]):
            # A quote that is never closed, as the row's reader says.
            return row
        cells = cells + [""] * (width - len(cells))
        reason = self._heads([cell.strip() for cell in cells[: self._told]])
        said = [""] * len(self._kinds) if reason else self._said.values()
        return RawRow(row.line, [*cells[:width], *said, *cells[width:]], reason, row.remark, is_left_out=bool(reason))

    def _heads(self, cells: Sequence[str]) -> str:
        """Why the row is no account; "" where it may be one."""
        alone = alone_in(cells, self._header)
        if alone == "":
            return AGAIN
        is_heading = alone and is_bare(alone) and (self._platform(alone) or platform_of(alone) or is_of(self._kinds[-1], alone))
        return self._take(alone) if alone and is_heading else ""

    def _platform(self, text: str) -> str:
        return platform_in(text) if PLATFORM in self._kinds else ""

    def _take(self, text: str) -> str:
        if platform := self._platform(text):
            # A platform's sections are its own: MICRO under INSTAGRAM is over when TIKTOK begins.
            self._said = {**dict.fromkeys(self._kinds, ""), PLATFORM: platform}
            return f"is a heading: the rows below it are on {Platform(platform).label}"
        if text and not platform_of(text):
            self._said[self._kinds[-1]] = text.strip(DRAWN)
        return OF_OTHERS


def _kinds(columns: Sequence[str], above: str, table: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What the headings are of, told from a list's first rows, and from what stands alone `above` its columns' names."""
    width = len(columns) - (plain(columns[-1]) == REASON_COLUMN)
    table = [row[:width] for row in table]
    alone_of = [alone_in(cells, columns[:width]) for cells in table]
    full = [cells for alone, cells in zip(alone_of, table, strict=True) if alone is None]
    # What stands below all rows heads none of them.
    last = max((place for place, alone in enumerate(alone_of) if alone is None), default=0)
    alone = [text for text in alone_of[:last] if text and is_bare(text)] if width > 1 else _in_lone_column(columns[0], table)
    spoken = {platform for text in alone if (platform := platform_in(text))}
    speaks = any(map(platform_of, alone)) or len(spoken) > 1
    others = [text for text in alone if not (platform_in(text) if speaks else platform_of(text))]
    kinds = []
    if (speaks or _is_banner(above, columns, full)) and not _say_platform(columns):
        kinds.append(PLATFORM)
    if width > 1 and others and (kind := _kind_of(others, full, begins=bool(alone_of[0]))):
        says_country = any(names.field_named(name) == Field.COUNTRY for name in columns)
        kinds.append(SECTION if kind == COUNTRY and says_country else kind)
    return tuple(kinds)


def _first(columns: Sequence[str], above: str) -> str:
    """The heading of the rows above any other: what stands above the columns' names, else the one platform that is such a name."""
    named = {platform for name in columns if (platform := platform_of(name))}
    return above if platform_of(above) else named.pop() if len(named) == 1 else ""


def _in_lone_column(name: str, table: Sequence[Sequence[str]]) -> list[str]:
    """The headings in a list of handles alone, where a platform's name may be one of them.

    It is none where it stands first, where other platforms head rows too, or where it is drawn as headings are.
    """
    texts = [text for cells in table if (text := cells[0].strip())]
    named = [text for text in texts if is_bare(text) and platform_of(text)]
    are_several = len({platform_of(text) for text in [*named, name]} - {""}) > 1
    are_drawn = any(read_platform(text) == "" or text != text.strip(DRAWN) for text in named)
    are_headings = bool(named) and (texts[0] == named[0] or are_several or are_drawn) and len(named) * 2 < len(texts)
    return named if are_headings else []


def _is_banner(above: str, columns: Sequence[str], full: Sequence[Sequence[str]]) -> bool:
    """Whether what stands above the columns' names says of all rows where they are, and nothing else does."""
    if not platform_of(above) or any(map(platforms_in, columns)):
        return False
    return not any(is_address(cell) for cells in full for cell in cells)


def _say_platform(columns: Sequence[str]) -> bool:
    """Whether a column says of each row where it is, or columns are of several platforms."""
    named = {platform for name in columns for platform in platforms_in(name)}
    return len(named) > 1 or any(names.field_named(name) == Field.PLATFORM for name in columns)


def _kind_of(texts: Sequence[str], full: Sequence[Sequence[str]], *, begins: bool) -> str:
    """What texts that stand alone in their rows are of, where they are none of accounts: all other rows have numbers, and these are not
    written as the handles are, or name countries or tiers, and one `begins` the list, or there are several. "" where they are accounts.
    """
    most = NEARLY_ALL * len(full)
    if full and texts and all(map(MARKED.fullmatch, texts)):
        return SECTION
    if not full or sum(any(map(looks_like_number, cells)) for cells in full) < most:
        return ""
    for kind in (COUNTRY, TIER):
        of_kind = {text for text in texts if is_of(kind, text)}
        if of_kind and (begins or len(of_kind) > 1):
            return kind if len(of_kind) == len(set(texts)) or not _are_told_apart(texts, full) else SECTION
    return SECTION if _are_told_apart(texts, full) else ""


def _are_told_apart(texts: Sequence[str], full: Sequence[Sequence[str]]) -> bool:
    """Whether nearly every account has an @, or the texts alone are capitals throughout."""
    have_at = sum(any(cell.startswith(("@", "＠")) for cell in cells) for cells in full) >= NEARLY_ALL * len(full)
    return have_at or (all(map(str.isupper, texts)) and not any(cell.isupper() for cells in full for cell in cells[:1]))
