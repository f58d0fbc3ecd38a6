"""What a list's rows are, as its columns show together: one account each, an account on each of several platforms, or one post each.

What a column is by itself stands in columns.py and is proposing.py's to say; rows.py reads rows of either shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from discovery.importing.cells.addresses import is_address, is_post_address, read_address, read_post
from discovery.importing.cells.dates import looks_like_date
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import YOUTUBE_ID
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.names.name_words import PLATFORM_WORDS, platforms_in, words_of
from discovery.models import Platform

# So much of a column's values must be of one platform, or be numbers.
NEARLY_ALL: Final = 0.95
# So many of the rows are further ones of an account where each is a post; and so much of its accounts differ in what is of one post.
FURTHER: Final = 0.1
MOST: Final = 0.6
# Two posts may have as many likes; so many pairs have not.
NO_CHANCE: Final = 3
# Who somebody is, by whatever name: `Youtuber` beside a column of accounts on X.
PERSONS: Final = frozenset({"youtuber", "youtubers", "instagrammer", "tiktoker", "tiktokers"})
# Platforms' ids of accounts are as long as this.
AN_ID: Final = 9
# A lone x may be anything, but not beside other platforms.
LONE: Final = "x"


def platforms_of(columns: Sequence[tuple[str, Sequence[str]]]) -> dict[int, str]:
    """{column's index: the platform it speaks of}, where columns speak of accounts on several; else nothing.

    `columns` are (name, values that are not blank).
    """
    named = {index: platform for index, (name, values) in enumerate(columns) if (platform := _platform_of(name, values))}
    if named:
        named |= {index: Platform.X.value for index, (name, _) in enumerate(columns) if index not in named and LONE in words_of(name)}
    telling = {platform for index, platform in named.items() if _tells_of_an_account(*columns[index])}
    if len(telling) < 2:
        return {}
    return {index: platform for index, platform in sorted(named.items()) if platform in telling}


@dataclass(frozen=True)
class Posts:
    """The columns of a list of posts that are of one post, not of its account; `key` tells posts apart, None where no column does."""

    key: int | None
    of_one: frozenset[int]


def posts_in(columns: Sequence[tuple[str, Sequence[str]]], accounts: Sequence[str], *, are_told: bool = False) -> Posts | None:
    """Whether each row is a post: accounts come again and again, with another post each time. None where they are not.

    `columns` are (name, a cell for each row), `accounts` whose each row is, "" where it does not say; `are_told` where posts' addresses
    name the accounts.
    """
    named = [account for account in accounts if account]
    if len(named) - len(set(named)) < max(1, FURTHER * len(named)) and not are_told:
        return None
    of_one = frozenset(index for index, (_, cells) in enumerate(columns) if differs_within(cells, accounts, MOST))
    keys = [index for index in of_one if _names_posts(*columns[index])]
    speaks = any(_speaks_of_each(*columns[index]) for index in of_one)
    if not are_told and not keys and not speaks:
        return None
    if not keys and speaks:
        keys = [index for index in of_one if names.is_bare_id(columns[index][0]) and _are_different(columns[index][1])]
    return Posts(min(keys, default=None), of_one)


def differs_within(cells: Sequence[str], accounts: Sequence[str], share: float) -> bool:
    """Whether so many of the accounts that come again, and one at least, come with something else in the column."""
    again = [said for said in _said(cells, accounts).values() if len(said) > 1]
    return sum(1 for cells in again if len(set(cells)) > 1) >= max(1, share * len(again))


def is_same_within(cells: Sequence[str], accounts: Sequence[str]) -> bool:
    """Whether the accounts that come again come with the same in the column, each time, and often enough for that to be no chance."""
    again = [said for said in _said(cells, accounts).values() if len(said) > 1]
    return sum(len(said) - 1 for said in again) >= NO_CHANCE and all(len(set(said)) == 1 for said in again)


def _said(cells: Sequence[str], accounts: Sequence[str]) -> dict[str, list[str]]:
    """{account: what its rows say in the column}"""
    said: dict[str, list[str]] = {}
    for account, cell in zip(accounts, cells, strict=True):
        if account and cell:
            said.setdefault(account, []).append(cell)
    return said


def _are_different(cells: Sequence[str]) -> bool:
    return all(cells) and len(set(cells)) == len(cells)


def _names_posts(name: str, cells: Sequence[str]) -> bool:
    values = [cell for cell in cells if cell]
    told_apart = len({read_post(value) for value in values}) >= MOST * len(values)
    return told_apart and (of_posts.says_post(name) or sum(map(is_post_address, values)) >= MOST * len(values))


def _speaks_of_each(name: str, cells: Sequence[str]) -> bool:
    """Whether the column says something of one post in each row: how many came out an account's history says, too."""
    if of_posts.says_published(name):
        values = [cell for cell in cells if cell]
        return sum(map(_is_count, values)) < MOST * max(1, len(values))
    return of_posts.speaks_of_posts(name)


def _is_count(value: str) -> bool:
    """Whether it is how many, and no day, be it a clock's number of one."""
    return looks_like_number(value) and not looks_like_date(value) and sum(map(str.isdigit, value)) < AN_ID


def _platform_of(name: str, values: Sequence[str]) -> str:
    """The one platform that the column's name speaks of, or else all of its addresses or ids; "" where there is none."""
    in_name = platforms_in(name)
    if in_name and PERSONS & set(words_of(name)) and not all(map(looks_like_handle, values)):
        return ""
    if in_name:
        return in_name.pop() if len(in_name) == 1 else ""
    in_values = [_platform_in(value) for value in values]
    likely = max(set(in_values), key=in_values.count, default="")
    return likely if likely and in_values.count(likely) >= NEARLY_ALL * len(in_values) else ""


def _platform_in(value: str) -> str:
    if YOUTUBE_ID.fullmatch(value):
        return Platform.YOUTUBE.value
    try:
        return str(read_address(value).platform) if is_address(value) else ""
    except ValueError:
        return ""


def _tells_of_an_account(name: str, values: Sequence[str]) -> bool:
    """Whether the column names accounts, or counts something of them. `Instagram ads` does neither."""
    if names.says_id(name) and sum(len(value) >= AN_ID and value.isdecimal() for value in values) >= NEARLY_ALL * max(1, len(values)):
        return True
    if names.could_name_somebody(name):
        return sum(map(looks_like_number, values)) < NEARLY_ALL * max(1, len(values))
    bare = " ".join(word for word in words_of(name) if word not in PLATFORM_WORDS)
    return names.field_named(bare) is not None or any(map(_platform_in, values))
