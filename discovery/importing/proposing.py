"""Proposes what each column is, from its name and from its values, and says why. A person may change all of it.

It reads the first rows alone. The words of columns' names stand in columns.py; what is still missing afterwards, mapping.missing says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from django.db import models

from discovery.importing import columns as names
from discovery.importing import shapes
from discovery.importing.dates import date_in_name, looks_like_date
from discovery.importing.fields import (
    COUNT_LIMITS,
    IDENTITIES,
    OF_ONE_ACCOUNT,
    PER_POST,
    RATE_DEFINITIONS,
    REASON_COLUMN,
    REPEATABLE,
    Field,
)
from discovery.importing.files import FileFormat, RawRow
from discovery.importing.handles import (
    NAME_AND_HANDLE,
    YOUTUBE_ID,
    is_address,
    looks_like_handle,
    read_address,
    read_platform,
)
from discovery.importing.mapping import Mapping
from discovery.importing.numbers import MISSING, Number, looks_like_number, read_count, read_rate
from discovery.importing.places import country_code, language_code
from discovery.importing.readings import conventions
from discovery.models import Platform

SAMPLE_ROWS = 500
# So much of a column's values must read as the field does.
MOST, NEARLY_ALL, SOME = 0.6, 0.95, 1 / 3
# A per-post average over ten times the followers, for half of a list, is a total.
TOTAL_OVER_FOLLOWERS = 10


class Confidence(models.TextChoices):
    """How sure a proposal is of a column; a person is asked to look at what is unsure."""

    SURE = "sure", "Sure"
    LIKELY = "likely", "Likely"
    UNSURE = "unsure", "Please check"


@dataclass(frozen=True)
class Guess:
    """What one column was taken for, why (a sentence), and how surely."""

    field: Field
    reason: str
    confidence: Confidence


@dataclass(frozen=True)
class Proposal:
    """A mapping, a guess for each column, and what is said of rows without platform or date."""

    mapping: Mapping
    guesses: tuple[Guess, ...]
    platform: str
    platform_reason: str
    taken_on: date | None
    taken_on_reason: str


@dataclass
class _Column:
    """One column of the sample: `values` are those that are not blank, `cells` one for each row."""

    index: int
    name: str
    cells: list[str]
    field: Field = Field.EXTRA
    reason: str = "not known: kept as it came"
    confidence: Confidence = Confidence.LIKELY
    # The one it speaks of, where the list's columns speak of several.
    platform: str = ""

    @property
    def values(self) -> list[str]:
        return [cell for cell in self.cells if cell.casefold() not in MISSING]

    def share(self, fits: Callable[[str], object]) -> float:
        """How much of the values fit; 0 where there are none."""
        values = self.values
        return sum(1 for value in values if fits(value)) / len(values) if values else 0.0

    def take(self, field: Field, reason: str) -> None:
        self.field, self.reason = field, reason


def propose(file_format: FileFormat, sample: Sequence[RawRow], file_name: str, today: date) -> Proposal:
    """What the columns of a list most likely are. `sample` is its first rows, SAMPLE_ROWS at best."""
    table = _table(file_format, sample)
    for column in table:
        _take_by_name_or_value(column)
    _leave_own_reason(table[-1])
    for part in _parts(table):
        _take_identities(part, _lacks_handles(part, table))
        _leave_totals(part)
        _settle_repeats(part)
    _leave_what_is_nobodys(table)
    platform, platform_reason = _platform(table, file_name)
    taken_on, taken_on_reason = _date(table, file_name, today)
    chosen = Mapping(
        {column.index: column.field for column in table},
        platforms={column.index: column.platform for column in table if column.platform and column.field != Field.IGNORE},
    )
    mapping = mapping_of(chosen, file_format, sample)
    guesses = tuple(Guess(column.field, column.reason, column.confidence) for column in table)
    return Proposal(mapping, guesses, platform, platform_reason, taken_on, taken_on_reason)


def mapping_of(mapping: Mapping, file_format: FileFormat, sample: Sequence[RawRow]) -> Mapping:
    """The mapping, whoever chose its fields, with what the columns' values show of their spelling as such."""
    known = {index: chosen for index, chosen in mapping.fields.items() if index < len(file_format.columns)}
    return replace(mapping, fields=known, conventions=conventions(known, file_format, sample))


def _table(file_format: FileFormat, sample: Sequence[RawRow]) -> list[_Column]:
    return [
        _Column(index, name, [row.cells[index].strip() if index < len(row.cells) else "" for row in sample])
        for index, name in enumerate(file_format.columns)
    ]


def _take_by_name_or_value(column: _Column) -> None:
    """Identities apart: a name's meaning, if the values agree; else what the values alone say."""
    if column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL:
        column.take(Field.EXTERNAL_ID, "its values are YouTube's ids of channels")
    elif column.share(_is_profile) >= MOST:
        column.take(Field.PROFILE_URL, "its values are profiles' addresses")
    elif names.is_running_number(column.name) and _is_running(column.values):
        column.take(Field.IGNORE, "a running number")
    elif column.share(read_platform) >= NEARLY_ALL and len(set(column.values)) < max(3, len(column.values)):
        column.take(Field.PLATFORM, "its values are platforms")
    elif field := names.field_named(column.name):
        field = _told_from_rate(column) if field == Field.ENGAGEMENTS else field
        if _values_fit(column, field):
            column.take(field, "matched by its name")
        else:
            column.reason = f"named like {field.label.lower()}, but its values are not: kept as it came"
    elif field := names.field_of_audience(column.name):
        column.reason = f"the audience's {field.label.lower()}, not the creator's: kept as it came"


def _is_profile(value: str) -> bool:
    try:
        return is_address(value) and bool(read_address(value))
    except ValueError:
        return False


def _is_running(values: list[str]) -> bool:
    numbers = [int(value) for value in values if value.isdigit() and len(value) < 10]
    return len(numbers) == len(values) and numbers == sorted(numbers)


def _told_from_rate(column: _Column) -> Field:
    """`Engagement` alone is a rate where its values are percentages or below 1."""
    is_rate = column.share(lambda value: value.endswith("%") or (_number(value) or Number(1, 1)).value < 1) >= MOST
    return Field.ENGAGEMENT_RATE if is_rate else Field.ENGAGEMENTS


def _values_fit(column: _Column, field: Field) -> bool:
    """Whether most values read as the field; one without values is taken at its name, and one that is called platform, come what may."""
    checks: dict[Field, Callable[[str], object]] = {
        Field.COUNTRY: country_code,
        Field.LANGUAGE: language_code,
        Field.PLATFORM: read_platform,
        Field.PROFILE_URL: is_address,
        Field.EXTERNAL_ID: lambda value: not any(map(str.isspace, value)),
        # Days and numbers, good or bad: a column of nothing but -1 is to be rejected row by row, not kept aside.
        Field.TAKEN_ON: looks_like_date,
        **dict.fromkeys((*COUNT_LIMITS, *RATE_DEFINITIONS), looks_like_number),
    }
    if field not in checks or not column.values or (field == Field.PLATFORM and names.surely_says_platform(column.name)):
        return True
    return column.share(checks[field]) >= MOST


def _number(value: str) -> Number | None:
    """For looking at a column as a whole, where a cell that reads two ways does no harm."""
    try:
        return read_rate(value, percent=False) if value.endswith("%") else read_count(value, ".")
    except ValueError:
        return None


def _is_number(value: str) -> bool:
    return _number(value) is not None


def _parts(table: list[_Column]) -> list[list[_Column]]:
    """The columns of each platform where they speak of several, and those of all; else all together."""
    if any(column.field == Field.PLATFORM for column in table):
        return [table]
    platforms = shapes.platforms_of([(column.name, column.values) for column in table])
    for column in table:
        column.platform = platforms.get(column.index, "")
    parts = [[column for column in table if column.platform == part] for part in (*dict.fromkeys(platforms.values()), "")]
    return [part for part in parts if part]


def _lacks_handles(part: list[_Column], table: list[_Column]) -> bool:
    """Whether handles are to be looked for: not among columns of all platforms that count nothing, where platforms have their own."""
    have_own = any(column.platform and column.field in IDENTITIES for column in table)
    return bool(part[0].platform) or not have_own or any(column.field in OF_ONE_ACCOUNT for column in part)


def _leave_what_is_nobodys(table: list[_Column]) -> None:
    """Where columns speak of several platforms: an id that is no platform's, and what is counted where no column names the account."""
    named = {column.platform for column in table if column.field in IDENTITIES} - {""}
    if not any(column.platform for column in table):
        return
    for column in table:
        if not column.platform and column.field == Field.EXTERNAL_ID:
            column.take(Field.EXTRA, "an id, but of no platform that the list speaks of: kept as it came")
        elif not column.platform and column.field in OF_ONE_ACCOUNT:
            column.confidence = Confidence.UNSURE
        elif column.platform and named and column.platform not in named and column.field in OF_ONE_ACCOUNT:
            column.take(Field.EXTRA, f"no column names the account on {Platform(column.platform).label}: kept as it came")
            column.platform = ""


def _take_identities(table: list[_Column], with_handles: bool) -> None:
    """Of the columns that could name somebody, the one whose values are handles, and of the others the first with names."""
    candidates = [column for column in table if column.field == Field.EXTRA and names.could_name_somebody(column.name) and column.values]
    candidates = [column for column in candidates if column.share(_is_number) < NEARLY_ALL]
    handles = sorted((column for column in candidates if with_handles and _could_be_handles(column)), key=_handle_rank, reverse=True)
    if handles:
        _take_handles(handles[0])
        candidates.remove(handles[0])
        for other in handles[1:]:
            if names.says_handle(other.name) and other.share(looks_like_handle) >= NEARLY_ALL:
                other.reason = f"handles, but so is “{handles[0].name}”: kept as it came"
                candidates.remove(other)
    if candidates:
        candidates[0].take(Field.TITLE, "names as people read them")


def _take_handles(column: _Column) -> None:
    if _in_brackets(column) >= NEARLY_ALL:
        column.take(Field.NAME_AND_HANDLE, "handles, some in brackets after a name")
    elif (share := column.share(looks_like_handle)) >= NEARLY_ALL:
        column.take(Field.HANDLE, "its values are handles: one word each, and hardly one twice")
    else:
        column.take(Field.HANDLE, f"{share:.0%} of its values are handles; rows with a name instead wait to be matched")


def _could_be_handles(column: _Column) -> bool:
    """A name that says so needs most values on its side; any other needs what only handles are: all one lower-case word, none twice."""
    if names.says_handle(column.name) or (column.platform and names.says_platform_alone(column.name)):
        needed = SOME if names.surely_says_handle(column.name) else MOST
        return column.share(lambda value: looks_like_handle(value) or _is_profile(value)) >= needed or _in_brackets(column) >= NEARLY_ALL
    distinct = len(set(column.values)) / len(column.values)
    return column.share(lambda value: looks_like_handle(value) and value == value.lower()) >= NEARLY_ALL and distinct >= NEARLY_ALL


def _handle_rank(column: _Column) -> tuple[float, bool, int]:
    return round(column.share(looks_like_handle), 1), names.says_handle(column.name), -column.index


def _in_brackets(column: _Column) -> float:
    """Of the values that are no handle, how many carry one in brackets: `마스카 (newmasca)`."""
    others = [value for value in column.values if not looks_like_handle(value)]
    carrying = [found for value in others if (found := NAME_AND_HANDLE.fullmatch(value))]
    fitting = [found for found in carrying if looks_like_handle(found["handle"]) and found["handle"] == found["handle"].lower()]
    return len(fitting) / len(others) if others else 0.0


def _leave_own_reason(last: _Column) -> None:
    if names.words_of(last.name) == [REASON_COLUMN]:
        last.take(Field.IGNORE, "why the row was rejected when it was imported before")


def _leave_totals(table: list[_Column]) -> None:
    """A column that is not called an average and is far above the followers is a sum over all posts: no per-post count."""
    followers = next((column for column in table if column.field == Field.FOLLOWERS), None)
    middle = _middle(followers) if followers else 0
    for column in table:
        if column.field in PER_POST and middle and not names.says_average(column.name) and _middle(column) > TOTAL_OVER_FOLLOWERS * middle:
            column.take(Field.EXTRA, "a total over all posts, not an average: kept as it came")


def _middle(column: _Column) -> float:
    numbers = [number.value for value in column.values if (number := _number(value))]
    return median(numbers) if numbers else 0


def _settle_repeats(table: list[_Column]) -> None:
    """A second column of a field that has one: a rounded copy of a count is checked against it, all else is kept as it came."""
    first: dict[Field, _Column] = {}
    for column in table:
        leading = first.setdefault(column.field, column)
        if leading is column or column.field in (Field.TOPICS, Field.EXTRA, Field.IGNORE):
            continue
        if column.field not in REPEATABLE or not _agree(leading, column):
            column.take(Field.EXTRA, f"another {column.field.label.lower()} than “{leading.name}”: kept as it came")
            continue
        rounded, exact = sorted((leading, column), key=lambda each: -sum(_steps(each)))
        rounded.reason = f"the same counts as “{exact.name}”, rounded: checked against them"


def _agree(one: _Column, other: _Column) -> bool:
    pairs = [(_number(left), _number(right)) for left, right in zip(one.cells, other.cells, strict=True)]
    both = [(left, right) for left, right in pairs if left and right]
    close = sum(1 for left, right in both if abs(left.value - right.value) <= max(left.step, right.step))
    return bool(both) and close / len(both) >= MOST


def _steps(column: _Column) -> list[float]:
    return [number.step for value in column.values if (number := _number(value))]


def _platform(table: list[_Column], file_name: str) -> tuple[str, str]:
    """The platform for rows that name none: from the columns' names, else from the file's; "" where both are silent or disagree."""
    if any(column.field == Field.PLATFORM for column in table):
        return "", "each row names its own"
    if any(column.field == Field.PROFILE_URL for column in table):
        return "", "each row's address names its own"
    if any(column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL for column in table):
        return Platform.YOUTUBE.value, "the ids are YouTube's"
    if any(column.platform for column in table):
        return _platform_of_the_rest(table, file_name)
    in_header = set().union(*(names.platforms_in(column.name) for column in table))
    in_name = names.platforms_in(file_name)
    if in_header and in_name and not in_header & in_name:
        return "", "The header and the file's name speak of different platforms: choose the one it is."
    if len(in_header) == 1:
        return in_header.pop(), "named in the header"
    return (in_name.pop(), "named in the file's name") if len(in_name) == 1 else ("", "")


def _platform_of_the_rest(table: list[_Column], file_name: str) -> tuple[str, str]:
    """The platform of what is said of one account in columns that name none, beside others that name theirs."""
    if not any(column.field in OF_ONE_ACCOUNT and not column.platform for column in table):
        return "", "each column names its own"
    in_name = names.platforms_in(file_name)
    return (in_name.pop(), "of the columns that name none: named in the file's name") if len(in_name) == 1 else ("", "")


def _date(table: list[_Column], file_name: str, today: date) -> tuple[date | None, str]:
    if any(column.field == Field.TAKEN_ON for column in table):
        return None, "each row has its own"
    stated = date_in_name(file_name, today)
    return stated, "from the file's name; a month alone is taken as its last day" if stated else ""
