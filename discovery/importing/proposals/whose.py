"""Whose handles are that stand beside profiles' addresses: of the platform that those are on, where they agree; else of one that is asked.
And whose counts are that name no platform, beside accounts on several: of the one that the list's column of platforms says in every row.

And where an answer puts them, what else is of the same account goes with them; what the addresses name stays where they are.
"""

from collections.abc import Mapping as Dict
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Final, NamedTuple

from discovery.importing.cells.addresses import is_profile, platform_at, read_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import YOUTUBE_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import IDENTITIES, OF_ONE_ACCOUNT, Field
from discovery.importing.mapping import OF_A_DAY, Mapping
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SAMPLE_ROWS, UNSURE, Column
from discovery.models import Platform

# Of handles on the platform that the addresses are on, hardly more than a quarter was changed or misspelt since; of the same people's
# on another platform more differ.
SAME: Final = 0.75
# So many that agree are no chance.
ENOUGH: Final = 3
HANDLES: Final = (Field.HANDLE, Field.NAME_AND_HANDLE)


class Beside(NamedTuple):
    """Of the rows with an address: how many name the handle beside it, how many another, and how many a platform's id alone."""

    same: int
    other: int
    untold: int

    @property
    def are_others(self) -> bool:
        """Whether the handles are of another platform's accounts than the addresses."""
        return self.other > (1 - SAME) * (self.same + self.other)

    @property
    def are_same(self) -> bool:
        return self.same >= ENOUGH and not self.are_others

    @property
    def are_more_the_same(self) -> bool:
        return self.same >= ENOUGH and self.same > self.other


def part_handles_from_addresses(table: Sequence[Column]) -> None:
    """Handles beside addresses on one platform that name others, or, where neither has a name or some rows have no address, that do not
    repeat them: of which platform they are is asked. Not so where most repeat them and nothing is counted of another platform's accounts.
    """
    handles, addresses = handles_and_addresses(table)
    if not handles or not addresses or any(column.field == Field.PLATFORM or column.platform for column in table):
        return
    on = {platform_at(value) for value in addresses.values}
    if len(on) != 1 or platforms_in(handles.name) == on or not _may_be_of_others(handles, addresses):
        return
    if beside(handles, addresses).are_more_the_same and _are_counted_there(table, *on):
        return
    addresses.platform = on.pop()
    reason = f"handles, but nothing says that they are on {Platform(addresses.platform).label}, as the addresses are, or where else"
    handles.take(handles.field, reason, UNSURE)
    for column in table:
        if column.field == Field.FOLLOWERS and _counts_there(column, addresses.platform):
            column.platform = addresses.platform
            column.reason += ", as YouTube calls them"


def place_handles_with_counts(table: Sequence[Column]) -> None:
    """Handles that no platform has, where the columns count something on one that has none, and addresses beside them name others."""
    named = {column.platform for column in table if column.field in IDENTITIES}
    counted = {column.platform: column for column in reversed(table) if column.field in OF_ONE_ACCOUNT and column.platform not in named}
    handles = [column for column in table if _are_nobodys_handles(column)]
    addresses = next((column for column in table if column.field == Field.PROFILE_URL and column.platform), None)
    if len(counted) != 1 or len(handles) != 1 or not addresses or not beside(handles[0], addresses).are_others:
        return
    ((platform, count),) = counted.items()
    if platform and "" not in named:
        handles[0].take(Field.HANDLE, f"handles beside “{count.header}”, and others than the addresses'", UNSURE)
        handles[0].platform = platform


def place_counts_as_said(said: Sequence[Column], table: Sequence[Column], named: Set[str]) -> None:
    """Counts that no column's name puts on a platform, where the one column of platforms says the same in every row: they are of that one.

    `named` are the platforms on which a column names the account. What a column of that platform counts as well is not placed.
    """
    platform = said_in_every_row(said)
    if not platform or platform not in named:
        return
    label, counted = Platform(platform).label, {column.field for column in table if column.platform == platform}
    for column in table:
        if column.field in OF_A_DAY - counted and not column.platform:
            column.platform = platform
            reason = f"{column.reason}; the platform column says {label}"
            column.take(column.field, reason, column.confidence if is_whole(said[0]) else UNSURE)
    said[0].platform = platform
    said[0].leave(f"{label} in every row, so that counts without a platform are of its account there", LIKELY)


def said_in_every_row(said: Sequence[Column]) -> str:
    """The platform that the one column of platforms says in every row that was looked at; "" where there is none."""
    platforms = {read_platform(cell) for column in said for cell in column.cells}
    return platforms.pop() if len(said) == len(platforms) == 1 else ""


def is_whole(column: Column) -> bool:
    """Whether the list has no more rows than were looked at; a longer one may be sorted by platform."""
    return len(column.cells) < SAMPLE_ROWS


def _are_nobodys_handles(column: Column) -> bool:
    is_free = column.field in (Field.EXTRA, Field.TITLE) and not column.platform
    return is_free and names.surely_says_handle(column.name) and column.share(looks_like_handle) >= NEARLY_ALL


def are_without(handles: Column, addresses: Column) -> bool:
    """Whether some rows have a handle and no address."""
    return any(handle and not address for handle, address in zip(handles.cells, addresses.cells, strict=True))


def platform_of_others(table: Sequence[Column]) -> str:
    """The platform that addresses are on which name others than the handles beside them; "" where there are none."""
    handles, addresses = handles_and_addresses(table)
    return addresses.platform if handles and addresses and beside(handles, addresses).are_others else ""


def beside(handles: Column, addresses: Column) -> Beside:
    both = [(_bare(cell), _handle_at(text)) for cell, text in zip(handles.cells, addresses.cells, strict=True) if text]
    told = [(handle, named) for handle, named in both if handle and named]
    same = sum(handle == named for handle, named in told)
    return Beside(same, len(told) - same, len(both) - len(told))


def placed_together(before: Mapping, chosen: Mapping, table: Sequence[Column], spoken_of: Dict[int, object]) -> Mapping:
    """The mapping with a platform for all that is of one account, where an answer put the handles on one: counts that were the handles'
    go there, addresses stay where they are, and so do counts that were the addresses'. Columns in `spoken_of` stay as they are.

    `table` are the first rows by the column.
    """
    moved = [index for index in chosen.columns_of(*HANDLES) if index in chosen.platforms and index not in before.platforms]
    open_ = [index for index in chosen.columns_of(*OF_ONE_ACCOUNT) if index not in chosen.platforms and index not in spoken_of]
    if len(moved) != 1 or chosen.columns_of(Field.PLATFORM) or set(open_) & set(chosen.columns_of(*HANDLES)):
        return chosen
    told = {index: on for index in open_ if chosen.fields[index] in IDENTITIES and (on := _platform_told(table[index]))}
    were_handles = before.fields.get(moved[0]) in HANDLES
    rest = chosen.platforms[moved[0]] if were_handles else next(iter(told.values()), "")
    placed = {index: on for index in open_ if (on := told.get(index, rest))}
    return replace(chosen, platforms={**chosen.platforms, **placed})


def parted_by(chosen: Mapping, platform: str, table: Sequence[Column]) -> Mapping:
    """The mapping with the addresses on their own platform, where a person says that the list, so its handles, is of another."""
    by_field = {chosen.fields[index]: table[index] for index in reversed(chosen.columns_of(*HANDLES, Field.PROFILE_URL))}
    addresses = by_field.get(Field.PROFILE_URL)
    handles = next((by_field[field] for field in HANDLES if field in by_field), None)
    if not platform or not handles or not addresses or chosen.platforms or chosen.columns_of(Field.PLATFORM):
        return chosen
    on = _platform_told(addresses)
    if not on or on == platform or beside(handles, addresses).are_same:
        return chosen
    theirs = [table[index] for index in chosen.columns_of(Field.FOLLOWERS)]
    return replace(chosen, platforms={addresses.index: on} | {column.index: on for column in theirs if _counts_there(column, on)})


def why_of_no_use(chosen: Mapping, platform: str, table: Sequence[Column]) -> str:
    """Why hardly anything is on the platform that was chosen for rows that name none; "" where it is of use, or none was chosen."""
    if not platform or chosen.columns_of(Field.PLATFORM):
        return ""
    label = Platform(platform).label
    if chosen.platforms:
        return "" if platform in chosen.parts(platform) else f"Each column names its platform, and none is on {label}"
    addresses = next((table[index] for index in chosen.columns_of(Field.PROFILE_URL)), None)
    on = _platform_told(addresses) if addresses else ""
    return f"Every address is on {Platform(on).label}: {label} counts for rows without one alone" if on not in ("", platform) else ""


def _counts_there(column: Column, platform: str) -> bool:
    """Whether followers are called as on the addresses' platform alone: subscribers are YouTube's."""
    return platform == Platform.YOUTUBE and names.says_subscribers(column.name)


def _are_counted_there(table: Sequence[Column], platform: str) -> bool:
    """Whether all followers are the addresses' platform's own, so that nothing is counted of accounts elsewhere."""
    followers = [column for column in table if column.field == Field.FOLLOWERS]
    return bool(followers) and all(_counts_there(column, platform) for column in followers)


def handles_and_addresses(table: Sequence[Column]) -> tuple[Column | None, Column | None]:
    """The first column of handles that is on no platform so far, and that of addresses."""
    handles = next((column for column in table if column.field in HANDLES and not column.platform), None)
    return handles, next((column for column in table if column.field == Field.PROFILE_URL), None)


def _may_be_of_others(handles: Column, addresses: Column) -> bool:
    found = beside(handles, addresses)
    if found.are_others or found.are_same:
        return found.are_others
    are_unnamed = names.is_unnamed(handles.name) and names.is_unnamed(addresses.name)
    return (are_unnamed or are_without(handles, addresses)) and found.same < MOST * (found.same + found.other + found.untold)


def _platform_told(column: Column) -> str:
    """The one platform that all its addresses, or ids of YouTube, are on; "" where there is none."""
    if column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL:
        return Platform.YOUTUBE.value
    on = {platform_at(value) for value in column.values}
    return on.pop() if len(on) == 1 else ""


def _bare(cell: str) -> str:
    """The handle in small letters and without @, be it in an address or behind a name."""
    told = split_name_and_handle(cell)[1]
    return _handle_at(told) if is_profile(told) else told.lstrip("@＠").casefold()


def _handle_at(address: str) -> str:
    try:
        return read_address(address).handle.casefold()
    except ValueError:
        return ""
