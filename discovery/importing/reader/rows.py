"""Reads one row by its list's mapping into a record to store, or into problems: line, column, value, reason.

A bad row is data: whatever a cell holds, reading it raises nothing. Rows know nothing of each other and of the database;
duplicates and accounts known already are loading's.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from discovery.importing.cells.addresses import read_post
from discovery.importing.cells.dates import read_date
from discovery.importing.cells.ids import LOST, is_rounded
from discovery.importing.cells.named import split_name_and_handle, without_mark
from discovery.importing.cells.numbers import is_missing
from discovery.importing.cells.placed import placed
from discovery.importing.cells.places import country_code, language_code
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.cells.wrappings import trimmed, unwrapped
from discovery.importing.fields import (
    ADDRESSED,
    COUNT_LIMITS,
    IDENTITIES,
    OF_ONE_ACCOUNT,
    Field,
)
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.figures import FigureReader
from discovery.importing.reader.further import FurtherReader
from discovery.importing.reader.joining import Joiner
from discovery.importing.reader.nobodys import NobodysRows
from discovery.importing.reader.suppression import Suppressed
from discovery.importing.reader.who import WhoReader
from discovery.importing.records import Problem, Row, problem_at
from discovery.models import Platform

TOPIC_LENGTH: Final = 100
TOPIC_MARKS: Final = re.compile(r"[|;,]")
# Around the topics of a list as Python writes it: ['tea', 'slow living'].
TOPIC_QUOTES: Final = "[]'\" \n"
# Our own CSV export puts a ' before what a spreadsheet would run as a formula; with another behind it, it is a dump's quote.
FORMULA_GUARD: Final = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])(?!.*'$)", re.DOTALL)
NOBODY: Final = "names no account"
PERHAPS_TOTAL: Final = ", though it counts: perhaps it is a total of the others"
NO_DAY: Final = "has no date, and none was chosen for such rows"
NO_PLATFORM: Final = "names no platform, and none was chosen for such rows"
UNCHOSEN: Final = frozenset({NO_DAY, NO_PLATFORM})
# What is nobody's language.
NO_LANGUAGE: Final = frozenset({"other", "unknown", "multiple"})

Step = Callable[[Row, int, str], None]


class RowReader:
    """Reads rows of one list. `platform` and `taken_on` are for rows that name none; nothing dated after `today` is believed.

    Rows whose cells a `delimiter` took apart are put together where that can be told; with "" none are. Where columns speak of several
    platforms, each has a reader of its own, of its `part` of the columns; so has each other day that columns
    are of, in `history`.
    """

    def __init__(
        self,
        columns: Iterable[str],
        mapping: Mapping,
        platform: str,
        taken_on: date | None,
        today: date,
        suppressed: Suppressed | None = None,
        part: str = "",
        delimiter: str = "",
    ) -> None:
        self.columns = tuple(columns)
        self.history: list[RowReader] = []
        if not mapping.parts(platform):
            days = [(day, mapping.of_day(day)) for day in mapping.other_days(taken_on)]
            self.history = [RowReader(self.columns, of_day, platform, day, today, part=part) for day, of_day in days]
            mapping = mapping.as_of(taken_on)
        self.mapping = mapping
        self.platform = platform
        self.taken_on = taken_on
        self.today = today
        self.suppressed = suppressed
        self.part = part
        parts = [(each, mapping.part(each, platform)) for each in mapping.parts(platform)]
        self.parts = [RowReader(self.columns, own, each, taken_on, today, part=each) for each, own in parts]
        # A name that all parts share says of none of them that it is there.
        self.naming = [
            [index for index in own.columns_of(*IDENTITIES, Field.TITLE) if index in mapping.platforms or own.fields[index] in IDENTITIES]
            for _, own in parts
        ]
        self._naming = mapping.columns_of(*IDENTITIES, Field.FURTHER)
        self._who = WhoReader(self.columns, mapping, part)
        self._further = FurtherReader(self.columns, mapping, platform, taken_on or today)
        self._nobodys = NobodysRows(self.columns, mapping)
        self._joiner = Joiner(len(self.columns), mapping, delimiter)
        self._figures = FigureReader(self.columns, mapping)
        self._steps = [(index, step) for step, fields in self._in_order() for index in mapping.columns_of(*fields)]
        # Where a column says each row's platform, these are of rows on theirs.
        of_rows = mapping.columns_of(Field.PLATFORM) and mapping.platforms
        self._of_platforms = {index: of for index, of in (of_rows or {}).items() if mapping.fields.get(index) in OF_ONE_ACCOUNT}

    def _in_order(self) -> list[tuple[Step, tuple[Field, ...]]]:
        """How fields are read. The platform decides what a handle is, so that it comes first; an address may name both."""
        who = self._who
        return [
            (who.platform, (Field.PLATFORM,)),
            (who.address, (Field.PROFILE_URL,)),
            (self._date, (Field.TAKEN_ON,)),
            (who.name_and_handle, (Field.NAME_AND_HANDLE,)),
            (who.handle, (Field.HANDLE,)),
            (who.external_id, (Field.EXTERNAL_ID,)),
            *([(who.old_name, ADDRESSED)] if who.takes_old_names else []),
            (who.title, (Field.TITLE,)),
            (who.family_name, (Field.MIDDLE_NAME,)),
            (who.family_name, (Field.FAMILY_NAME,)),
            (self._bio, (Field.BIO,)),
            (self._country, (Field.COUNTRY,)),
            (self._language, (Field.LANGUAGE,)),
            (self._topics, (Field.TOPICS,)),
            (self._post, (Field.POST,)),
            (self._extra, (Field.EXTRA,)),
        ]

    def read(self, raw: RawRow) -> list[Row]:
        """A row for each account that the file's row speaks of; one that is rejected is one row, whatever it speaks of.

        The accounts of one row are one person's: where that is suppressed, each row is blank but for saying so.
        """
        raw = self._joiner.joined(raw) or raw
        rows = self._rows(raw)
        if raw.remark:
            rows[0].remarks.append(Problem("", "", raw.remark))
        on = {row.record.platform for row in rows} - {""}
        if self.suppressed and (any(map(self.suppressed.are_in_row, rows)) or self.suppressed.are_in(self._untaken(raw, rows), on)):
            return [Row(row.line, [], part=row.part, is_suppressed=True) for row in rows]
        return rows

    def _untaken(self, raw: RawRow, rows: list[Row]) -> Iterator[str]:
        """What stands in cells that name accounts and is none of the rows': it is kept with them all the same."""
        known = {name.casefold() for row in rows for name in (row.record.handle, row.record.external_id)}
        for cell in (raw.cells[index].strip() for index in self._naming if index < len(raw.cells)):
            if cell.lstrip("@＠").casefold() in known or is_missing(cell):
                continue
            found = placed(cell)
            name, handle = split_name_and_handle(found.handle if found else cell)
            if without_mark(handle).lstrip("@＠").casefold() not in known:
                yield cell
            elif name.startswith(("@", "＠")):
                yield name

    def _rows(self, raw: RawRow) -> list[Row]:
        if problem := self._nobodys.unreadable(raw):
            return [Row(raw.line, raw.cells, errors=[problem], is_left_out=raw.is_left_out)]
        cells = self._texts(raw.cells) + [""] * (len(self.columns) - len(raw.cells))
        if (
            problem := self._nobodys.again(cells)
            or self._nobodys.total(cells)
            or self._nobodys.remark(cells)
            or self._nobodys.blank(cells)
            or self._nobodys.heading(raw.cells)
        ):
            return [Row(raw.line, raw.cells, errors=[problem], is_left_out=True)]
        rows = self._rows_of_parts(raw, cells) if self.parts else self.rows(raw, cells)
        return self._further.beside(rows, cells) if self._further.may_be_there else rows

    def rows(self, raw: RawRow, cells: list[str]) -> list[Row]:
        """The row of a reader without parts, or of a part's, and one for each other day on which it is counted, if it names an account."""
        row = self.row(raw, cells)
        if row.errors or not (row.record.handle or row.record.external_id):
            return [row]
        return [row, *(earlier for reader in self.history if (earlier := reader.counts_of_day(raw, cells)))]

    def counts_of_day(self, raw: RawRow, cells: list[str]) -> Row | None:
        """What the row counts on another day; None where that is nothing. What is remarked on its account is with the row's own day."""
        counted = [index for index in (*self.counted, *self._figures.rates) if not is_missing(cells[index])]
        if not counted:
            return None
        row, names = self.row(raw, cells), {self.columns[index] for index in counted}
        row.remarks = [remark for remark in row.remarks if remark.column in names]
        return row

    def row(self, raw: RawRow, cells: list[str]) -> Row:
        """The row of its own day alone."""
        row = Row(raw.line, raw.cells, part=self.part)
        if problem := self._nobodys.unanswered(cells):
            row.errors.append(problem)
            row.is_left_out = True
            return row
        self._read_cells(row, cells)
        self._settle(row)
        return row

    def _rows_of_parts(self, raw: RawRow, cells: list[str]) -> list[Row]:
        """A row for each platform on which the file's row names somebody. What it counts on another platform is nobody's: a remark."""
        rows, absent = [], []
        for reader, naming in zip(self.parts, self.naming, strict=True):
            if all(is_missing(cells[index]) for index in naming):
                absent.append(reader)
            else:
                rows += reader.rows(raw, cells)
        rows = rows or [self._row_of_nobody(raw, cells)]
        for reader in absent:
            rows[0].remarks += reader.counts_of_nobody(cells)
        return rows

    def _row_of_nobody(self, raw: RawRow, cells: list[str]) -> Row:
        """Of a row without any account: what all of its columns say; a name waits to be matched."""
        row = Row(raw.line, raw.cells)
        of_all = self.mapping.part("", "")
        further = self._who.family_name
        for field, step in ((Field.TITLE, self._who.title), (Field.MIDDLE_NAME, further), (Field.FAMILY_NAME, further)):
            for index in of_all.columns_of(field):
                if not is_missing(cells[index]):
                    step(row, index, cells[index])
        if not row.record.title:
            row.errors.append(Problem("", "", NOBODY))
        return row

    @property
    def headers(self) -> list[set[str]]:
        """What each column is called, by the file and by us."""
        return self._nobodys.headers

    @property
    def counted(self) -> list[int]:
        """The columns of counts."""
        return self._figures.counted

    def counts_of_nobody(self, cells: list[str]) -> list[Problem]:
        """Of a part that is not there: what is counted in it all the same."""
        indices = (index for index in self.counted if not is_missing(cells[index]))
        label = Platform(self.part).label
        return [self._problem(index, cells[index], f"is left out: the row names no account on {label}") for index in indices]

    def read_cell(self, index: int, text: str) -> Row:
        """What one cell says by itself, as if the row's others were blank and nothing were missing."""
        row, cells = Row(0, []), [""] * len(self.columns)
        cells[index] = self._text(index, text)
        self._read_cells(row, cells)
        return row

    def _texts(self, cells: Iterable[str]) -> list[str]:
        return [self._text(index, cell) for index, cell in enumerate(cells)]

    def _text(self, index: int, cell: str) -> str:
        """A cell without what exports put around its text; a column that is kept as it came keeps all but white space and our guard."""
        text = _without_guard(trimmed(cell))
        field = self.mapping.fields.get(index, Field.IGNORE)
        if field in (Field.EXTRA, Field.IGNORE):
            return text
        return unwrapped(text, prefers_address=field in IDENTITIES, with_label=field in (Field.HANDLE, Field.NAME_AND_HANDLE))

    def _read_cells(self, row: Row, cells: list[str]) -> None:
        row.record.platform, row.record.taken_on = self.platform, self.taken_on
        if self._of_platforms:
            cells = self._own_cells(row, cells)
        for index, step in self._steps:
            if not is_missing(cells[index]):
                try:
                    step(row, index, cells[index])
                except ValueError as error:
                    row.errors.append(self._problem(index, cells[index], str(error)))
        self._figures.read(row, cells)

    def _own_cells(self, row: Row, cells: list[str]) -> list[str]:
        """The cells without those that are said of another platform than the row's, each a remark."""
        platform, own = platform_in_cell(cells[self.mapping.columns_of(Field.PLATFORM)[0]]), list(cells)
        for index, of in self._of_platforms.items():
            if platform and of != platform and not is_missing(cells[index]):
                own[index] = ""
                reason = f"is left out: it is of {Platform(of).label}, and the row of an account on {Platform(platform).label}"
                row.remarks.append(self._problem(index, cells[index], reason))
        return own

    def _problem(self, index: int, value: str, reason: str) -> Problem:
        return problem_at(self.columns, index, value, reason)

    def _settle(self, row: Row) -> None:
        """What must be known of every row that loads."""
        record = row.record
        if row.errors:
            return
        counts = any(getattr(record, chosen.value) is not None for chosen in (*COUNT_LIMITS, Field.ENGAGEMENT_RATE))
        if record.taken_on is None and not counts:
            # What is true of no day is said today.
            record.taken_on = self.today
        elif record.taken_on is None:
            row.errors.append(Problem(self._name_of(Field.TAKEN_ON), "", NO_DAY))
        if not record.platform and not self._who.is_somebody(row):
            row.errors.append(Problem("", "", f"{NOBODY}{PERHAPS_TOTAL if counts else ''}"))
        elif not record.platform:
            row.errors.append(Problem(self._name_of(Field.PLATFORM), "", NO_PLATFORM))
        elif counts and self.mapping.account and not self.mapping.names_accounts:
            self._who.only_account(row)
        elif not (record.handle or record.external_id or record.title):
            row.errors.append(Problem("", "", f"{NOBODY}{PERHAPS_TOTAL if counts else ''}"))

    def _name_of(self, chosen: Field) -> str:
        return next((self.columns[index] for index in self.mapping.columns_of(chosen)), "")

    def _date(self, row: Row, index: int, text: str) -> None:
        convention = self.mapping.convention(index)
        row.record.taken_on = read_date(text, self.today, convention.day_first, convention.year_first)

    def _bio(self, row: Row, index: int, text: str) -> None:
        row.record.bio = text

    def _country(self, row: Row, index: int, text: str) -> None:
        row.record.country = country_code(text)
        if not row.record.country:
            self._keep(row, index, text, "is no country we know: kept as it came")

    def _language(self, row: Row, index: int, text: str) -> None:
        row.record.language = language_code(text)
        if not row.record.language and text.casefold() not in NO_LANGUAGE:
            self._keep(row, index, text, "is no language we know: kept as it came")

    def _keep(self, row: Row, index: int, text: str, reason: str) -> None:
        row.keep(self.columns[index], text, self._problem(index, text, reason))

    def _topics(self, row: Row, index: int, text: str) -> None:
        known = {topic.casefold() for topic in row.record.topics}
        around = TOPIC_QUOTES if text.startswith("[") else None
        for topic in filter(None, (topic.strip(around) for topic in TOPIC_MARKS.split(text))):
            if len(topic) > TOPIC_LENGTH:
                self._keep(row, index, text, f"has a topic of over {TOPIC_LENGTH} characters: kept as it came")
            elif topic.casefold() not in known and not is_missing(topic):
                known.add(topic.casefold())
                row.record.topics.append(topic)

    def _post(self, row: Row, index: int, text: str) -> None:
        if is_rounded(text):
            row.remarks.append(self._problem(index, text, LOST))
        else:
            row.record.post = read_post(text)

    def _extra(self, row: Row, index: int, text: str) -> None:
        row.record.extra[self.columns[index]] = text


def _without_guard(text: str) -> str:
    return text[1:] if FORMULA_GUARD.match(text) else text
