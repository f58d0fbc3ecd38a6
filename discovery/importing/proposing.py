"""Proposes what each column is, from its name and from its values, and says why. A person may change all of it.

It reads the first rows alone. The words of columns' names stand in columns.py; what is still missing afterwards, mapping.missing says.
A guess is sure where name and values agree and no other column competes; likely where one of them says so alone; unsure, and to be
asked, where they contradict each other or two columns compete. A column that nothing says anything of is kept as it came: likely.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from discovery.importing import columns as names
from discovery.importing import shapes
from discovery.importing.competing import leave_other_platforms, leave_paid, leave_totals, settle_repeats
from discovery.importing.dates import date_in_name, is_written_as_day, looks_like_date
from discovery.importing.engagement import HIGHEST_RATE, settle_engagements, told_from_rate
from discovery.importing.fields import (
    COUNT_LIMITS,
    IDENTITIES,
    OF_ONE_ACCOUNT,
    PER_POST,
    RATE_DEFINITIONS,
    REASON_COLUMN,
    Field,
)
from discovery.importing.files import FileFormat, RawRow
from discovery.importing.handles import (
    YOUTUBE_ID,
    is_address,
    is_post_address,
    is_profile,
    looks_like_handle,
    platform_at,
)
from discovery.importing.histories import offered_day, settle_periods, take_periods
from discovery.importing.mapping import OF_A_DAY, Mapping, Shape
from discovery.importing.naming import take_identities
from discovery.importing.numbers import Number, is_imprecise, is_money, is_percentage, looks_like_number
from discovery.importing.periods import day_stated
from discovery.importing.places import country_code, language_code
from discovery.importing.platforms import read_platform
from discovery.importing.prefixes import take_prefixes
from discovery.importing.readings import conventions
from discovery.importing.sampling import LIKELY, MOST, NEARLY_ALL, SURE, UNSURE, Column, as_number, sampled
from discovery.importing.sampling import Confidence as Confidence
from discovery.models import Platform

# An audience that is called so and is smaller is no count of followers: a percentage, a score.
SMALL_AUDIENCE = 100
# A column called a count has at least so many that are numbers, beside ranges like 10k-50k.
FEW = 0.2
# Platforms' ids of accounts are mostly as long as these; a list's own numbers hardly.
LONGEST_HANDLE = 30
LONG_ID = re.compile(r"\d{9,20}")


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


def propose(file_format: FileFormat, sample: Sequence[RawRow], file_name: str, today: date) -> Proposal:
    """What the columns of a list most likely are. `sample` is its first rows, SAMPLE_ROWS at best."""
    table = sampled(file_format, sample)
    take_periods(table, today)
    take_prefixes(table)
    for column in table:
        _take_by_name_or_value(column)
    _leave_own_reason(table[len(file_format.own_columns) - 1])
    parts = _parts(table)
    for part in parts:
        take_identities(part, _lacks_handles(part, table))
    shape = _take_posts(table)
    days: dict[int, date] = {}
    leave_other_platforms(table)
    for part in parts:
        if shape != Shape.POSTS:
            leave_totals(part)
            leave_paid(part)
            days |= settle_periods(part)
        settle_engagements(part)
        settle_repeats(part, days)
    _leave_what_is_nobodys(table)
    if shape != Shape.POSTS:
        _take_bare_id(table)
        _take_days(table, file_name, today)
    platform, platform_reason = _platform(table, file_name, file_format.sheet)
    taken_on, taken_on_reason = _date(table, file_name, file_format.banner, today, days)
    for column in table[len(file_format.table_columns) :]:
        column.reason = "what the headings between the rows say"
    for index in file_format.blocks:
        table[index].reason += "; a blank cell is as the one above"
    chosen = Mapping(
        {column.index: column.field for column in table},
        platforms={column.index: column.platform for column in table if column.platform and column.field != Field.IGNORE},
        shape=shape,
        days={column.index: days[column.index] for column in table if column.index in days and column.field in OF_A_DAY},
    )
    mapping = mapping_of(chosen, file_format, sample)
    guesses = tuple(Guess(column.field, column.reason, column.confidence) for column in table)
    return Proposal(mapping, guesses, platform, platform_reason, taken_on, taken_on_reason)


def mapping_of(mapping: Mapping, file_format: FileFormat, sample: Sequence[RawRow]) -> Mapping:
    """The mapping, whoever chose its fields, with what the columns' values show of their spelling as such."""
    known = {index: chosen for index, chosen in mapping.fields.items() if index < len(file_format.columns)}
    mapping = replace(mapping, fields=known)
    return replace(mapping, conventions=conventions(mapping, file_format, sample))


def _take_by_name_or_value(column: Column) -> None:
    """Identities apart: a name's meaning, if the values agree; else what the values alone say."""
    named = names.field_named(column.name)
    if column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL:
        column.take(Field.EXTERNAL_ID, "its values are YouTube's ids of channels", SURE)
    elif column.share(is_post_address) >= MOST:
        column.leave("addresses of posts, not of profiles", LIKELY)
    elif (share := column.share(is_profile)) >= MOST:
        is_named = named == Field.PROFILE_URL or names.could_name_somebody(column.name)
        column.take(Field.PROFILE_URL, "its values are profiles' addresses", SURE if is_named and share >= NEARLY_ALL else LIKELY)
    elif column.share(is_money) >= MOST:
        column.leave("amounts of money, none of our fields", SURE)
    elif names.is_running_number(column.name) and _is_running(column.values):
        column.take(Field.IGNORE, "a running number", SURE)
    elif column.share(read_platform) >= NEARLY_ALL and len(set(column.values)) < max(3, len(column.values)):
        column.take(Field.PLATFORM, "its values are platforms", SURE if named == Field.PLATFORM else LIKELY)
    elif named:
        _take_named(column, told_from_rate(column) if named == Field.ENGAGEMENTS else named)
    else:
        _leave_unknown(column)


def _take_named(column: Column, field: Field) -> None:
    if field == Field.EXTERNAL_ID and column.values and not names.is_of_channel(column.name) and column.share(_could_be_id) < MOST:
        column.leave("called an id, but its values are no numbers", LIKELY)
    elif _fitting(column, field) >= MOST or (field == Field.PLATFORM and names.surely_says_platform(column.name)) or _may_be_blank(column):
        misspelt = "".join(f", where “{word}” is “{meant}”" for word, meant in names.misspelt_in(column.name))
        column.take(field, f"matched by its name{misspelt}", SURE if _is_sure(column, field) else LIKELY)
    elif field in COUNT_LIMITS and _fitting(column, field) >= FEW and _with_imprecise(column) >= MOST:
        column.take(field, "matched by its name, though some of its values are ranges or bounds", LIKELY)
    elif reason := names.kept_as(column.name):
        column.leave(reason, SURE)
    else:
        column.leave(f"named like {field.label.lower()}, but its values are not", UNSURE)


def _could_be_id(value: str) -> bool:
    """Whether a platform may have given it: a number, or longer than handles are. `Instagram ID` often means the handle."""
    return value.isdigit() or not looks_like_handle(value) or len(value.lstrip("@")) > LONGEST_HANDLE


def _with_imprecise(column: Column) -> float:
    """How much of the values are numbers, or say about how many, without being one."""
    return column.share(lambda value: (looks_like_number(value) and not is_percentage(value)) or is_imprecise(value))


def _may_be_blank(column: Column) -> bool:
    """Whether a column without values is what its name says. A blank address is most likely a postal one."""
    return not column.values and not names.kept_as(column.name)


def _is_sure(column: Column, field: Field) -> bool:
    """Whether the values agree with the name beyond doubt. Likes, views and their kin may be sums, unless their name says average."""
    is_told = (field not in PER_POST or names.says_average(column.name)) and not names.misspelt_in(column.name)
    if field in RATE_DEFINITIONS:
        is_told = names.says_percent(column.name) or column.share(is_percentage) >= MOST or 0 < column.middle() < 1
    return is_told and bool(column.values) and _fitting(column, field) >= NEARLY_ALL


def _leave_unknown(column: Column) -> None:
    """What the name says of somebody else, or of none of our fields; a lone audience may be the followers."""
    if names.counts_followers_as(column.name) and _fitting(column, Field.FOLLOWERS) >= NEARLY_ALL:
        column.take(Field.FOLLOWERS, "called followers in brackets", UNSURE)
    elif field := names.field_of_audience(column.name):
        column.leave(f"the audience's {field.label.lower()}, not the creator's", SURE)
    elif reason := names.kept_as(column.name):
        column.leave(reason, SURE)
    elif names.is_audience(column.name) and _fitting(column, Field.FOLLOWERS) >= NEARLY_ALL and column.middle() >= SMALL_AUDIENCE:
        column.take(Field.FOLLOWERS, "an audience's size, most likely the followers", UNSURE)


def _is_running(values: list[str]) -> bool:
    numbers = [int(value) for value in values if value.isdigit() and len(value) < 10]
    return len(numbers) == len(values) and numbers == sorted(numbers)


def _fitting(column: Column, field: Field) -> float:
    """How much of the values read as the field; all, where any text could be one."""
    checks: dict[Field, Callable[[str], object]] = {
        Field.COUNTRY: country_code,
        Field.LANGUAGE: language_code,
        Field.PLATFORM: read_platform,
        Field.PROFILE_URL: is_profile,
        Field.EXTERNAL_ID: lambda value: not any(map(str.isspace, value)),
        # Days and numbers, good or bad: a column of nothing but -1 is to be rejected row by row, not kept aside.
        Field.TAKEN_ON: looks_like_date,
        **dict.fromkeys((Field.TOPICS, Field.BIO), _is_prose),
        **dict.fromkeys(COUNT_LIMITS, lambda value: looks_like_number(value) and not is_percentage(value)),
        **dict.fromkeys(RATE_DEFINITIONS, _could_be_rate),
    }
    return column.share(checks[field]) if field in checks else 1.0


def _is_prose(value: str) -> bool:
    return any(map(str.isalpha, value)) and not is_address(value) and not looks_like_number(value)


def _could_be_rate(value: str) -> bool:
    """A number, good or bad, that is no count of people."""
    return looks_like_number(value) and (is_percentage(value) or (as_number(value) or Number(0, 1)).value <= HIGHEST_RATE)


def _parts(table: list[Column]) -> list[list[Column]]:
    """The columns of each platform where they speak of several, and those of all; else all together."""
    platforms = shapes.platforms_of([(column.name, column.values) for column in table])
    row_platforms = [column for column in table if column.field == Field.PLATFORM]
    if row_platforms and not _have_accounts_apart(table, platforms):
        return [table]
    for column in row_platforms:
        column.leave("a platform, though the row has accounts on several, in columns of their own", LIKELY)
    for column in table:
        column.platform = platforms.get(column.index, "")
    parts = [[column for column in table if column.platform == part] for part in (*dict.fromkeys(platforms.values()), "")]
    return [part for part in parts if part]


def _have_accounts_apart(table: list[Column], platforms: dict[int, str]) -> bool:
    """Whether columns name an account on each of several platforms, and none that of the row."""
    naming = [column for column in table if _names_account(column)]
    has_own = any(column.index not in platforms and names.says_handle(column.name) for column in naming)
    return not has_own and len({platforms[column.index] for column in naming if column.index in platforms}) > 1


def _names_account(column: Column) -> bool:
    return column.field in IDENTITIES or (names.could_name_somebody(column.name) and column.share(looks_like_handle) >= MOST)


def _lacks_handles(part: list[Column], table: list[Column]) -> bool:
    """Whether handles are to be looked for: not among columns of all platforms that count nothing, where platforms have their own."""
    have_own = any(column.platform and column.field in IDENTITIES for column in table)
    return bool(part[0].platform) or not have_own or any(column.field in OF_ONE_ACCOUNT for column in part)


def _leave_what_is_nobodys(table: list[Column]) -> None:
    """Where columns speak of several platforms: an id that is no platform's, and what is counted where no column names the account."""
    named = {column.platform for column in table if column.field in IDENTITIES} - {""}
    if not any(column.platform for column in table) or any(column.field == Field.PLATFORM for column in table):
        return
    for column in table:
        if not column.platform and column.field == Field.EXTERNAL_ID:
            column.leave("an id, but of no platform that the list speaks of", LIKELY)
        elif not column.platform and column.field in OF_ONE_ACCOUNT:
            column.confidence = UNSURE
        elif column.platform and named and column.platform not in named and column.field in OF_ONE_ACCOUNT:
            column.leave(f"no column names the account on {Platform(column.platform).label}", LIKELY)
            column.platform = ""


def _take_posts(table: list[Column]) -> Shape:
    """What each row is; where it is a post, what is said of one post alone is left out, since what is stored is the account's."""
    naming = [column for column in table if column.field in IDENTITIES]
    counts = any(column.field in PER_POST and not names.says_average(column.name) for column in table)
    if not (naming and counts) or any(column.platform for column in table):
        return Shape.ACCOUNTS
    accounts = ["\0".join(cells).casefold().strip("\0") for cells in zip(*(column.cells for column in naming), strict=True)]
    posts = shapes.posts_in([(column.name, column.cells) for column in table], accounts)
    if posts is None:
        return Shape.ACCOUNTS
    for column in table:
        if column.index == posts.key:
            column.take(Field.POST, "tells the posts apart: one that stands here twice counts once", LIKELY)
        elif column.field == Field.TAKEN_ON and not names.says_counted_on(column.name) and shapes.differs_within(column.cells, accounts, 0):
            column.take(Field.IGNORE, "when each post came out, not the day of the counts: left out", LIKELY)
        elif column.index in posts.of_one and column.field in (Field.EXTRA, Field.TITLE, Field.BIO):
            column.take(Field.IGNORE, "of one post, not of its account: left out", LIKELY)
    return Shape.POSTS


def _take_bare_id(table: list[Column]) -> None:
    """An id that is said to be nobody's, where it goes with the handles and is as long as platforms' ids are: a person is asked."""
    taken = {column.field for column in table}
    handles = next((column for column in table if column.field == Field.HANDLE), None)
    if not handles or Field.EXTERNAL_ID in taken or any(column.platform or names.says_post(column.name) for column in table):
        return
    for column in table:
        pairs = {(handle, value) for handle, value in zip(handles.cells, column.cells, strict=True) if handle and value}
        is_of_one = len(pairs) == len(set(handles.values)) == len(set(column.values))
        if names.is_bare_id(column.name) and column.field == Field.EXTRA and column.share(LONG_ID.fullmatch) >= MOST and is_of_one:
            column.take(Field.EXTERNAL_ID, "as long as platforms' ids of accounts are, but its name does not say whose it is", UNSURE)
            return


def _take_days(table: list[Column], file_name: str, today: date) -> None:
    """The one column of days, where nothing else says of when the counts are and its name does not say that they are of another day."""
    if any(column.field == Field.TAKEN_ON for column in table) or date_in_name(file_name, today):
        return
    days = [column for column in table if column.field == Field.EXTRA and _are_days(column, today)]
    if len(days) == 1 and not names.says_another_day(days[0].name) and not names.kept_as(days[0].name):
        days[0].take(Field.TAKEN_ON, "its values are days, but its name does not say of what", UNSURE)


def _are_days(column: Column, today: date) -> bool:
    return column.share(lambda value: is_written_as_day(value, today)) >= NEARLY_ALL


def _leave_own_reason(last: Column) -> None:
    if names.words_of(last.name) == [REASON_COLUMN]:
        last.take(Field.IGNORE, "why the row was rejected when it was imported before", SURE)


def _platform(table: list[Column], file_name: str, sheet: str) -> tuple[str, str]:
    """The platform for rows that name none: from the columns' names, else from the sheet's, or the file's; "" where these are silent or
    disagree.
    """
    if any(column.field == Field.PLATFORM for column in table):
        return "", "each row names its own"
    if any(column.field == Field.PROFILE_URL for column in table):
        return "", "each row's address names its own"
    if any(column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL for column in table):
        return Platform.YOUTUBE.value, "the ids are YouTube's"
    if any(column.platform for column in table):
        return _platform_of_the_rest(table, file_name)
    of_posts = {platform_at(value) for column in table if column.field == Field.POST for value in column.values}
    if len(of_posts) == 1 and (platform := of_posts.pop()):
        return platform, "the posts' addresses are on it"
    in_header = set().union(*(names.platforms_in(column.name) for column in table if not _is_left_aside(column)))
    whose, in_name = ("sheet", on_sheet) if (on_sheet := names.platforms_in(sheet)) else ("file", names.platforms_in(file_name))
    if in_header and in_name and not in_header & in_name:
        return "", f"The header and the {whose}'s name speak of different platforms: choose the one it is."
    if len(in_header) == 1:
        return in_header.pop(), "named in the header"
    return (in_name.pop(), f"named in the {whose}'s name") if len(in_name) == 1 else ("", "")


def _is_left_aside(column: Column) -> bool:
    """Whether it counts something that another column counts for the row: Followers on TikTok beside Followers."""
    return column.field == Field.EXTRA and column.confidence == UNSURE and names.field_named(column.name) in OF_A_DAY


def _platform_of_the_rest(table: list[Column], file_name: str) -> tuple[str, str]:
    """The platform of what is said of one account in columns that name none, beside others that name theirs."""
    if not any(column.field in OF_ONE_ACCOUNT and not column.platform for column in table):
        return "", "each column names its own"
    in_name = names.platforms_in(file_name)
    return (in_name.pop(), "of the columns that name none: named in the file's name") if len(in_name) == 1 else ("", "")


def _date(table: list[Column], file_name: str, banner: str, today: date, days: dict[int, date]) -> tuple[date | None, str]:
    if any(column.field == Field.TAKEN_ON for column in table):
        return None, "each row has its own"
    if day := offered_day(table, days):
        return day, "the newest day in the columns’ names; a month alone is taken as its last day"
    if stated := day_stated(banner, today):
        return stated, "said above the columns; a month alone is taken as its last day"
    stated = date_in_name(file_name, today)
    return stated, "from the list's name; a month alone is taken as its last day" if stated else ""
