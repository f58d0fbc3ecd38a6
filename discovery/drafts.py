"""A draft as the wizard shows it: how each column is understood, and the first rows as they would be stored.

What is chosen is kept by discovery.importing.uploads, the whole file looked through by discovery.importing.checking.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format

from discovery.importing import checking, uploads
from discovery.importing.answering import why_platform_is_unused
from discovery.importing.conventions.readings import Reading
from discovery.importing.fields import COUNT_LIMITS, RATE_DEFINITIONS, Field
from discovery.importing.formats.column_names import means_something
from discovery.importing.formats.files import FileFormat
from discovery.importing.kept import format_of, sample_of
from discovery.importing.mapping import Mapping, missing
from discovery.importing.proposals.placing import OF_ROWS, OFFERED
from discovery.importing.proposals.proposing import Guess
from discovery.importing.proposals.sampling import Confidence
from discovery.importing.reader.previewing import PreviewRow
from discovery.importing.reader.rows import UNCHOSEN
from discovery.importing.reader.suppression import suppressed
from discovery.importing.records import SUPPRESSED, Problem, Record
from discovery.models import CreatorList, Platform, RowReport, SavedMapping

SAMPLE_VALUES = 3


@dataclass(frozen=True)
class DraftColumn:
    """A column as it stands in the file, why and how surely it was taken for what it is, and how values are read that could be two ways.

    `confidence` is None where a person chose another field than was proposed, or said that it is right: `is_confirmed`.
    """

    index: int
    name: str
    samples: list[str]
    reason: str
    confidence: Confidence | None
    readings: list[Reading]
    is_confirmed: bool = False

    @property
    def is_to_check(self) -> bool:
        """Whether a person should look: it is unsure what it is, or open how it is read."""
        return self.confidence == Confidence.UNSURE or any(reading.is_open or reading.is_doubted for reading in self.readings)


@dataclass(frozen=True)
class Understood:
    """How a draft is understood: its columns, and why platform and day were proposed ("" where they were not).

    `header_doubted` says that the columns' names may be a row of the list, "" where they are names; `platform_unused` why the platform that
    was chosen is that of no row, "" where it is.
    """

    columns: list[DraftColumn]
    header_doubted: str
    platform_reason: str
    platform_unused: str
    taken_on_reason: str
    day_doubted: str

    @property
    def offered_days(self) -> list[DraftColumn]:
        """Columns whose days may be those of the counts, until a person says which day that is."""
        return [column for column in self.columns if column.reason.startswith(OFFERED)] if self.day_doubted else []

    @property
    def to_check(self) -> list[DraftColumn]:
        return [column for column in self.columns if column.is_to_check]

    @property
    def undecided(self) -> dict[str, list[DraftColumn]]:
        """What becomes of values that can be read two ways until a person says which, each with the columns of such."""
        columns = defaultdict[str, list[DraftColumn]](list)
        for column in self.columns:
            for unanswered in dict.fromkeys(reading.unanswered for reading in column.readings if reading.is_open):
                columns[unanswered].append(column)
        return dict(columns)


@dataclass(frozen=True)
class PreviewCell:
    """One value as it would be stored, with what is wrong with its column in that row."""

    text: str
    is_number: bool
    problems: list[Problem]


@dataclass(frozen=True)
class PreviewLine:
    """One row of the preview; `problems` are those of columns that store nothing."""

    line: int
    outcome: str
    outcome_label: str
    cells: list[PreviewCell]
    problems: list[Problem]


class Heading(NamedTuple):
    """What stands above a column of the preview."""

    label: str
    is_number: bool


class Remembered(NamedTuple):
    """How a list with the same columns was mapped last, and whether the draft is mapped just so."""

    mapping: SavedMapping
    is_used: bool
    # The platform that was said then of rows without one, where it is yet to be said of the draft's.
    platform: str


def unsaid(creator_list: CreatorList) -> set[str]:
    """Which of `platform`, `account` and `taken_on` a person has yet to say of the whole list: with them, less would stand in its way."""
    mapping = Mapping.from_json(creator_list.mapping)
    platform, day = creator_list.platform, creator_list.taken_on
    now = {*missing(mapping, platform, day)}
    asked = {"platform"} if not platform and now - {*missing(mapping, Platform.INSTAGRAM, day)} else set()
    if not (mapping.account or mapping.names_accounts):
        asked.add("account")
    return asked | ({"taken_on"} if now - {*missing(mapping, platform, day or date.min)} else set())


def saved_mapping(creator_list: CreatorList) -> Remembered | None:
    saved = uploads.saved_for(creator_list)
    if saved is None:
        return None
    used, chosen = Mapping.from_json(saved.mapping), Mapping.from_json(creator_list.mapping)
    is_used = (used.fields, used.platforms, used.shape) == (chosen.fields, chosen.platforms, chosen.shape)
    return Remembered(saved, is_used, str(Platform(saved.platform).label) if saved.platform and not creator_list.platform else "")


def understood(creator_list: CreatorList) -> Understood:
    """How the draft's columns are understood by what is chosen now. FileProblem where the file is gone."""
    proposal, mapping = uploads.proposal_for(creator_list), Mapping.from_json(creator_list.mapping)
    hidden = suppressed()
    # What heads rows, or sums them up, is no example of a column's values.
    sample = (row for row in sample_of(creator_list) if not row.problem)
    rows = [row.cells for row in sample if not (hidden and hidden.are_in(row.cells))]
    readings = readings_of(creator_list)
    columns = [
        DraftColumn(
            index,
            name,
            [cells[index] for cells in rows if index < len(cells) and cells[index].strip()][:SAMPLE_VALUES],
            *_why(guess, mapping, index),
            [reading for reading in readings if reading.column == index],
            index in mapping.confirmed,
        )
        for index, (name, guess) in enumerate(zip(format_of(creator_list).columns, proposal.guesses, strict=True))
    ]
    is_said = mapping.columns_of(Field.TAKEN_ON) or (creator_list.taken_on or proposal.taken_on) != proposal.taken_on
    doubted = "" if proposal.is_day_sure or is_said else proposal.taken_on_reason
    day_reason = OF_ROWS if mapping.columns_of(Field.TAKEN_ON) else proposal.taken_on_reason
    header_doubted = "" if uploads.saved_for(creator_list) else _why_no_header(format_of(creator_list))
    return Understood(columns, header_doubted, proposal.platform_reason, why_platform_is_unused(creator_list), day_reason, doubted)


def _why_no_header(file_format: FileFormat) -> str:
    """Why the line with the columns' names may be a row of the list; "" where one of them is known, or there is none."""
    if not file_format.header_line or file_format.tracker or any(map(means_something, file_format.table_columns)):
        return ""
    return f"none of the columns’ names on line {file_format.header_line} is one that we know: perhaps it is a row of the list"


def readings_of(creator_list: CreatorList) -> Sequence[Reading]:
    """How columns are read that could be read two ways: as the whole file shows, once it was looked through, else its first rows."""
    check = checking.current(creator_list)
    return check.readings if check and check.is_done and not check.problem else uploads.readings_of(creator_list)


def _why(guess: Guess, mapping: Mapping, index: int) -> tuple[str, Confidence | None]:
    if guess.field != mapping.fields.get(index, Field.EXTRA):
        return f"chosen instead of “{guess.field.label}”", None
    return guess.reason, None if index in mapping.confirmed else guess.confidence


def preview_lines(creator_list: CreatorList) -> tuple[list[Heading], list[PreviewLine]]:
    """What any of the first rows would store or could not, and those rows. FileProblem where the file is gone."""
    rows, stored_as = uploads.preview_of(creator_list), _stored_as(creator_list)
    shown = {name for row in rows for name in (*row.values, *(stored_as.get(problem.column, "") for problem in row.problems))}
    mapping = Mapping.from_json(creator_list.mapping)
    hidden = {"extra"} if mapping.says_of_a_day or mapping.columns_of(Field.EXTRA) else {"extra", "taken_on"}
    names = [each.name for each in fields(Record) if each.name in shown - hidden]
    # No row is to blame for what a person has yet to choose.
    unchosen = UNCHOSEN if uploads.still_missing(creator_list) else frozenset[str]()
    return [_heading(name) for name in names], [_preview_line(row, names, stored_as, unchosen) for row in rows]


def _stored_as(creator_list: CreatorList) -> dict[str, str]:
    """{column's name: the name of the Record's field that keeps it}, for columns that store something."""
    mapping, columns = Mapping.from_json(creator_list.mapping), format_of(creator_list).columns
    kept = {each.name for each in fields(Record)} - {"extra"}
    special = dict.fromkeys(RATE_DEFINITIONS, "engagement_rate") | {Field.NAME_AND_HANDLE: "handle", Field.PROFILE_URL: "handle"}
    named = {columns[index]: special.get(chosen, chosen.value) for index, chosen in mapping.fields.items()}
    return {column: name for column, name in named.items() if name in kept}


def _preview_line(row: PreviewRow, names: Sequence[str], stored_as: dict[str, str], unchosen: frozenset[str]) -> PreviewLine:
    problems = [problem for problem in row.problems if problem.reason not in unchosen]
    beside: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        beside[stored_as.get(problem.column, "")].append(problem)
    cells = [_preview_cell(name, row.values.get(name), beside.pop(name, [])) for name in names]
    rest = [problem for left in beside.values() for problem in left]
    if len(problems) < len(row.problems):
        return PreviewLine(row.line, "", "Waits for your choice", cells, rest)
    return PreviewLine(row.line, row.outcome, _outcome_label(row.outcome), cells, rest)


def _outcome_label(outcome: str) -> str:
    if outcome == SUPPRESSED:
        return "A person who asked not to be listed"
    return RowReport.Outcome(outcome).label if outcome else "Loads"


def _preview_cell(name: str, value: object, problems: list[Problem]) -> PreviewCell:
    return PreviewCell(_shown(name, value), _heading(name).is_number, problems)


def _heading(name: str) -> Heading:
    label = "Rate's definition" if name == "rate_definition" else Field(name).label
    return Heading(label, name == "engagement_rate" or name in COUNT_LIMITS)


def _shown(name: str, value: object) -> str:
    """A value as a person reads it; "" where it is missing."""
    if isinstance(value, date):
        return date_format(value, "Y-m-d")
    if isinstance(value, list):
        return ", ".join(value)
    if name == "platform" and value:
        return str(Platform(str(value)).label)
    if name == "engagement_rate" and isinstance(value, float):
        return f"{number_format(round(value * 100, 2), 2)} %"
    if isinstance(value, int | float):
        return str(number_format(value) if isinstance(value, int) else number_format(round(value, 1), 1))
    return "" if value is None else str(value)
