"""Proposes what each column is, from its name and from its values, and says why. A person may change all of it.

It reads the first rows alone. What a column is by itself taking.py says, where and when rows are that do not say so placing.py; what is
still missing afterwards, mapping.missing says.
A guess is sure where name and values agree and no other column competes; likely where one of them says so alone; unsure, and to be
asked, where they contradict each other or two columns compete. A column that nothing says anything of is kept as it came: likely.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from discovery.importing.cells.dates import date_in_name, is_written_as_day
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.conventions.readings import conventions
from discovery.importing.fields import IDENTITIES, OF_ONE_ACCOUNT, REASON_COLUMN, Field
from discovery.importing.formats.files import FileFormat, RawRow
from discovery.importing.mapping import OF_A_DAY, Mapping, Shape
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.names.name_words import words_of
from discovery.importing.proposals import shapes
from discovery.importing.proposals.bare_counts import take_bare_counts, take_followers_of_a_time
from discovery.importing.proposals.competing import (
    leave_contradicted_platforms,
    leave_other_platforms,
    leave_paid,
    leave_totals,
    settle_repeats,
)
from discovery.importing.proposals.doubtful_names import (
    take_bilibilis_ids,
    take_doubtful_identities,
    take_ids_beside_platforms,
    take_names_of_whomever,
)
from discovery.importing.proposals.doubtful_rates import note_rates_in_another_unit
from discovery.importing.proposals.doubting import (
    doubt_borrowed_words,
    leave_prices,
    leave_what_is_no_average,
    note_what_may_name_others,
    take_doubtful_platforms,
    take_friends,
    take_kinds_as_topics,
    take_platforms_counts,
)
from discovery.importing.proposals.engagement import settle_engagements
from discovery.importing.proposals.freeing import why_kept
from discovery.importing.proposals.further import (
    take_further_accounts,
    take_links_for_further_accounts,
    take_websites_for_further_accounts,
)
from discovery.importing.proposals.histories import settle_periods, take_periods
from discovery.importing.proposals.misleading import (
    leave_blank_tellers,
    leave_platforms_that_are_none,
    leave_zeros,
    note_counts_of_other_networks,
)
from discovery.importing.proposals.naming import take_identities
from discovery.importing.proposals.personal_names import take_names_beside_handles, take_personal_names
from discovery.importing.proposals.placing import are_days, day_of_rows, platform_of_rows
from discovery.importing.proposals.posts import leave_addresses_of_others, leave_times_of_posts, leave_titles_of_posts, take_posts
from discovery.importing.proposals.prefixes import take_prefixes
from discovery.importing.proposals.sampling import LIKELY, MOST, SURE, UNSURE, Column, sampled
from discovery.importing.proposals.sampling import Confidence as Confidence
from discovery.importing.proposals.spelt import are_surely_handles
from discovery.importing.proposals.summed import leave_sums
from discovery.importing.proposals.taking import take_by_name_or_value
from discovery.importing.proposals.tracked import take_count_tracked, take_day_tracked
from discovery.importing.proposals.unnamed import take_unnamed_counts
from discovery.importing.proposals.whose import (
    is_whole,
    part_handles_from_addresses,
    place_counts_as_said,
    place_handles_with_counts,
    said_in_every_row,
)
from discovery.models import Platform

# So much of a value is shown in a sentence.
LONGEST_SHOWN = 40
# Platforms' ids of accounts are mostly as long as these; a list's own numbers hardly.
LONG_ID = re.compile(r"\d{8,20}")


YOUTUBES = {Platform.YOUTUBE.value}
# Where followers are called subscribers.
SUBSCRIBED_ON = YOUTUBES | {Platform.TELEGRAM.value, Platform.TWITCH.value, Platform.RUTUBE.value, Platform.VK.value}


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
    is_day_sure: bool = True


def propose(file_format: FileFormat, sample: Sequence[RawRow], file_name: str, today: date) -> Proposal:
    """What the columns of a list most likely are. `sample` is its first rows, SAMPLE_ROWS at best."""
    table = sampled(file_format, sample)
    take_periods(table, today)
    take_prefixes(table)
    for column in table:
        take_by_name_or_value(column)
    take_day_tracked(table, file_format)
    leave_contradicted_platforms(table)
    leave_platforms_that_are_none(table)
    leave_blank_tellers(table)
    _leave_own_reason(table[len(file_format.own_columns) - 1])
    parts = _parts(table)
    for part in parts:
        take_identities(part, _lacks_handles(part, table))
    take_personal_names(table)
    take_names_beside_handles(table)
    take_ids_beside_platforms(table)
    take_bilibilis_ids(table)
    take_doubtful_identities(table)
    take_names_of_whomever(table)
    leave_addresses_of_others(table)
    take_links_for_further_accounts(table)
    take_websites_for_further_accounts(table)
    part_handles_from_addresses(table)
    place_handles_with_counts(table)
    take_unnamed_counts(table)
    take_platforms_counts(table)
    take_friends(table)
    take_bare_counts(table)
    take_followers_of_a_time(table)
    take_count_tracked(table, file_format, file_name)
    take_kinds_as_topics(table)
    shape = take_posts(table, today)
    leave_times_of_posts(table, shape)
    leave_titles_of_posts(table, shape)
    leave_other_platforms(table)
    leave_zeros(table)
    days = _settle_counts(parts, shape, today)
    _leave_what_is_nobodys(table)
    if shape != Shape.POSTS:
        _take_bare_id(table)
        _take_days(table, file_name, today)
        take_further_accounts(table)
    note_rates_in_another_unit(table)
    take_doubtful_platforms(table)
    note_what_may_name_others(table)
    note_counts_of_other_networks(table)
    platform, platform_reason = platform_of_rows(table, file_name, file_format.sheet, file_format.banner)
    counted_on = day_of_rows(table, file_name, file_format, today, days)
    for column in table[len(file_format.table_columns) :]:
        column.reason = "what the headings between the rows say"
    for index in file_format.blocks:
        table[index].reason += "; a blank cell is as the one above"
    for index in file_format.numbered:
        table[index].reason += "; without the places before them"
    chosen = Mapping(
        {column.index: column.field for column in table},
        platforms={column.index: column.platform for column in table if column.platform and column.field != Field.IGNORE},
        shape=shape,
        days={column.index: days[column.index] for column in table if column.index in days and column.field in OF_A_DAY},
    )
    mapping = mapping_of(chosen, file_format, sample)
    guesses = tuple(Guess(column.field, column.reason, column.confidence) for column in table)
    return Proposal(mapping, guesses, platform, platform_reason, *counted_on)


def _settle_counts(parts: Sequence[list[Column]], shape: Shape, today: date) -> dict[int, date]:
    """Weigh what each part's columns count against the others, of posts only what is one post's; {a column: the day that its name says}."""
    days: dict[int, date] = {}
    for part in parts:
        if shape != Shape.POSTS:
            doubt_borrowed_words(part)
            leave_what_is_no_average(part)
            leave_prices(part)
            leave_totals(part)
            leave_paid(part)
            days |= settle_periods(part, today)
        settle_engagements(part)
        settle_repeats(part, days)
        if shape != Shape.POSTS:
            leave_sums(part)
    return days


def mapping_of(mapping: Mapping, file_format: FileFormat, sample: Sequence[RawRow]) -> Mapping:
    """The mapping, whoever chose its fields, with what the columns' values show of their spelling as such."""
    known = {index: chosen for index, chosen in mapping.fields.items() if index < len(file_format.columns)}
    mapping = replace(mapping, fields=known)
    return replace(mapping, conventions=conventions(mapping, file_format, sample))


def _parts(table: list[Column]) -> list[list[Column]]:
    """The columns of each platform where they speak of several, and those of all; else all together."""
    platforms = shapes.platforms_of([(column.name, column.values) for column in table])
    row_platforms = [column for column in table if column.field == Field.PLATFORM]
    if row_platforms and not _have_accounts_apart(table, platforms, said_in_every_row(row_platforms)):
        return [table]
    for column in row_platforms:
        column.leave("a platform, though the row has accounts on several, in columns of their own", LIKELY)
    for column in table:
        column.platform = platforms.get(column.index, "")
    place_counts_as_said(row_platforms, table, {column.platform for column in table if _names_account(column)})
    parts = [[column for column in table if column.platform == part] for part in (*dict.fromkeys(platforms.values()), "")]
    return [part for part in parts if part]


def _have_accounts_apart(table: list[Column], platforms: dict[int, str], said: str) -> bool:
    """Whether columns name an account on each of several platforms, and none that of the row: where all rows are on the one that is `said`
    and an address names the account there, nicknames do not.
    """
    naming = [column for column in table if _names_account(column)]
    own = [column for column in naming if column.index not in platforms and names.says_handle(column.name)]
    if any(column.field == Field.PROFILE_URL and platforms.get(column.index) == said for column in naming):
        own = [column for column in own if not is_whole(column) or are_surely_handles(column) or names.surely_says_handle(column.name)]
    return not own and len({platforms[column.index] for column in naming if column.index in platforms}) > 1


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
        elif not column.platform and column.field in OF_ONE_ACCOUNT and not column.values:
            column.leave("blank, and of no platform that the list speaks of", LIKELY)
        elif (
            not column.platform
            and column.field == Field.FOLLOWERS
            and names.says_subscribers(column.name)
            and named & SUBSCRIBED_ON == YOUTUBES
        ):
            column.platform = Platform.YOUTUBE.value
            column.reason = f"{column.reason}; subscribers, as YouTube calls them"
        elif not column.platform and column.field in OF_ONE_ACCOUNT:
            is_asked = column.confidence == UNSURE
            column.take(column.field, column.reason if is_asked else "nothing says on which platform", UNSURE)
        elif column.platform and named and column.platform not in named and column.field in OF_ONE_ACCOUNT:
            column.leave(why_kept(column.platform), LIKELY)
            column.platform = ""


def _take_bare_id(table: list[Column]) -> None:
    """An id that is said to be nobody's, where it goes with the handles and is as long as platforms' ids are: a person is asked."""
    taken = {column.field for column in table}
    handles = next((column for column in table if column.field == Field.HANDLE), None)
    if not handles or Field.EXTERNAL_ID in taken or any(column.platform or of_posts.says_post(column.name) for column in table):
        return
    for column in table:
        pairs = {(handle, value) for handle, value in zip(handles.cells, column.cells, strict=True) if handle and value}
        is_of_one = len(pairs) == len(set(handles.values)) == len(set(column.values))
        if names.is_bare_id(column.name) and column.field == Field.EXTRA and column.share(LONG_ID.fullmatch) >= MOST and is_of_one:
            column.take(Field.EXTERNAL_ID, "as long as platforms' ids of accounts are, but its name does not say whose it is", UNSURE)
            return


def _take_days(table: list[Column], file_name: str, today: date) -> None:
    """The one column of days, where nothing else says of when the counts are and its name does not say that they are of another day."""
    if any(column.field == Field.TAKEN_ON for column in table):
        return
    audience = any(column.field == Field.FOLLOWERS and names.is_audience(column.name) for column in table)
    own = [column for column in table if audience and names.field_of_audience(column.name) == Field.TAKEN_ON and are_days(column, today)]
    if len(own) == 1:
        own[0].take(Field.TAKEN_ON, "when the audience was counted, as its name says", UNSURE)
        return
    if date_in_name(file_name, today):
        return
    if not any(column.field in OF_A_DAY for column in table):
        # Of accounts alone no day is asked.
        return
    days = [column for column in table if column.field == Field.EXTRA and are_days(column, today)]
    if len(days) == 1 and not of_posts.says_another_day(days[0].name) and not names.kept_as(days[0].name):
        odd = next((value for value in days[0].values if not is_written_as_day(value, today)), "")
        but = f", though not “{odd[:LONGEST_SHOWN]}”, whose row is rejected," if odd else ","
        days[0].take(Field.TAKEN_ON, f"its values are days{but} but its name does not say of what", UNSURE)


def _leave_own_reason(last: Column) -> None:
    if words_of(last.name) == [REASON_COLUMN]:
        last.take(Field.IGNORE, "why the row was rejected when it was imported before", SURE)
