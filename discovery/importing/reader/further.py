"""Reads the further accounts that a row names besides its own: a personal one beside the official, a second channel, all of the links in
a cell.

They are the same person's, and nothing is counted of them. A cell with somebody's own site is kept as it came; what else names no account
is a remark on the row. Nothing in such a column rejects it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from discovery.importing.cells.addresses import SEVERAL, is_profile
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.placed import placed
from discovery.importing.cells.several import told_apart
from discovery.importing.fields import COUNT_LIMITS, Field
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.reader.who import WhoReader
from discovery.importing.records import Problem, Record, Row, problem_at

MORE: Final = "says more than an account: nothing is stored of it"
NO_PLATFORM: Final = "names no platform, nor does its row: nothing is stored of it"


class FurtherReader:
    """Reads the columns of further accounts of one list, whose accounts that name no platform are on the column's, else on `platform`.

    They are told of as of `day`, where their row says none.
    """

    def __init__(self, columns: Sequence[str], mapping: Mapping, platform: str, day: date) -> None:
        self._columns, self._platform, self._day = columns, platform, day
        self._of = {index: mapping.platforms.get(index, "") for index in mapping.columns_of(Field.FURTHER)}
        self._who = WhoReader(columns, mapping, "")
        self._addresses = mapping.columns_of(Field.PROFILE_URL)
        self.may_be_there = bool(self._of or self._addresses) and mapping.shape != Shape.POSTS

    def beside(self, rows: list[Row], cells: Sequence[str]) -> list[Row]:
        """The rows that the file's row makes by itself, and one for each further account. A name alone does not wait where there is one."""
        first = rows[0]
        if first.errors or first.is_suppressed:
            return rows
        known = {_key(row.record) for row in rows}
        further: list[Row] = []
        told = {index: told_apart(cells[index]) for index in self._of}
        first.record.extra |= {self._columns[index]: cells[index] for index, (_, others) in told.items() if others}
        for index, piece, of in self._said({index: accounts for index, (accounts, _) in told.items()}, cells):
            row = self._row(first, index, piece, of or first.record.platform or self._platform)
            if row and _key(row.record) not in known:
                known.add(_key(row.record))
                further.append(row)
        named = [row for row in rows if row.outcome is None or _names(row.record) or _counts(row.record)]
        if further and not named:
            further[0].remarks += first.remarks
            further[0].record.extra = first.record.extra
        return [*named, *further] if further else rows

    def _said(self, accounts: dict[int, list[str]], cells: Sequence[str]) -> list[tuple[int, str, str]]:
        """(the column's place, what names an account, the platform that the column is of); what stands behind a profile's address, too."""
        said = [(index, piece, of) for index, of in self._of.items() for piece in accounts[index]]
        behind = [(index, piece) for index in self._addresses if SEVERAL.search(cells[index]) for piece in SEVERAL.split(cells[index])[1:]]
        return said + [(index, piece, "") for index, piece in behind if is_profile(piece)]

    def _row(self, first: Row, index: int, piece: str, platform: str) -> Row | None:
        """The account that a piece of a cell names; None, and a remark on the row, where it names none."""
        cells = [""] * len(self._columns)
        cells[index] = piece
        part = platform if first.part and platform else first.part
        said = first.record
        record = Record(platform, title=said.title, bio=said.bio, country=said.country, language=said.language, topics=[*said.topics])
        record.taken_on = said.taken_on or self._day
        row = Row(first.line, cells, record, part=part)
        if not (is_profile(piece) or placed(piece)) and split_name_and_handle(piece)[0]:
            # OnlyFans: @anna, managed by @carl: neither is an account of this person's that we know.
            first.remarks.append(self._problem(index, piece, MORE))
            return None
        try:
            self._who.handle(row, index, piece)
        except ValueError as error:
            first.remarks.append(self._problem(index, piece, f"{error}; nothing is stored of it"))
            return None
        row.remarks.clear()
        record.title = said.title
        if not _names(record):
            reason = "is a name, not an account: nothing is stored of it" if record.platform else NO_PLATFORM
            first.remarks.append(self._problem(index, piece, reason))
            return None
        if part:
            row.part = record.platform
        return row

    def _problem(self, index: int, value: str, reason: str) -> Problem:
        return problem_at(self._columns, index, value, reason)


def _names(record: Record) -> bool:
    return bool(record.handle or record.external_id)


def _counts(record: Record) -> bool:
    return any(getattr(record, field.value) is not None for field in (*COUNT_LIMITS, Field.ENGAGEMENT_RATE))


def _key(record: Record) -> tuple[str, str, str]:
    return record.platform, record.handle.lower(), record.external_id
