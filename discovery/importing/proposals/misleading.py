"""Columns that are called what they are not: platforms that are none, names under a handle's name, texts under a title's; and a count
beside an account on a network that we do not know.
"""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.platforms import platform_in_cell
from discovery.importing.fields import Field
from discovery.importing.mapping import OF_A_DAY
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in, words_of
from discovery.importing.proposals.sampling import LIKELY, MOST, SOME, UNSURE, Column, as_number

# Networks that accounts are followed on too, and that are none of ours.
OTHER_NETWORKS: Final = frozenset(
    [
        *("mastodon", "fediverse", "bluesky", "bsky", "kick", "weibo", "bilibili", "douyin", "kuaishou", "xiaohongshu", "rednote"),
        *("rumble", "naver", "odysee"),
        *("myspace", "vimeo", "dailymotion", "soundcloud", "spotify", "discord", "tumblr", "substack", "patreon", "onlyfans", "wechat"),
    ]
)
# What names an account there: an address, or user@server.
ACCOUNT_ELSEWHERE: Final = re.compile(r"https?://\S+|@?[\w.-]+@[\w-]+(?:\.[\w-]+)+|@[\w.-]+")
# Names are shorter; what a stream or a post is called is not.
LONGEST_NAME: Final = 40
# So many rows without anything but 0 are no chance.
FEWEST_ZEROS: Final = 3


def leave_platforms_that_are_none(table: Sequence[Column]) -> None:
    """A column called platform without one in it: what creators write about, perhaps, or what they are. Networks that are none of ours
    stay, unless other columns tell the platforms.
    """
    for column in table:
        if column.field == Field.PLATFORM and column.values and not column.share(platform_in_cell):
            others = [other for other in table if other is not column]
            are_told = any((other.field == Field.PROFILE_URL and other.values) or platforms_in(other.name) for other in others)
            if are_told or not column.share(lambda value: OTHER_NETWORKS & set(words_of(value))):
                column.leave("called a platform, but none of its values is one that we know", UNSURE)


def leave_blank_tellers(table: Sequence[Column]) -> None:
    """A column of platforms or addresses with nothing in it, as trackers have them to be filled, tells no platform."""
    for column in table:
        if column.field in (Field.PLATFORM, Field.PROFILE_URL) and not column.values:
            column.leave("blank", LIKELY)


def note_counts_of_other_networks(table: Sequence[Column]) -> None:
    """Followers that are said to be nobody's, where a column names accounts on a network that is none of ours, too: whose is asked."""
    elsewhere = next((column for column in table if column.field == Field.EXTRA and _is_account_elsewhere(column)), None)
    for column in table:
        if elsewhere and column.field == Field.FOLLOWERS and not column.platform and not platforms_in(column.name):
            column.take(Field.FOLLOWERS, f"{column.reason}; if they are those of “{elsewhere.header}”, keep them as they came", UNSURE)


def leave_zeros(table: Sequence[Column]) -> None:
    """Counts that are 0 in every row, as a tool writes what it did not fetch."""
    for column in table:
        if column.field in OF_A_DAY and len(column.values) >= FEWEST_ZEROS and column.share(_is_zero) == 1:
            column.leave("nothing but 0, as where nothing was fetched", UNSURE)


def leave_echoes(handles: Sequence[Column], candidates: Sequence[Column]) -> set[int]:
    """Keep aside those of the columns that are, under a handle's name, the names of another column once more; the places of these."""
    echoes = {column.index: name for column in handles if (name := _echoed(column, candidates))}
    for column in handles:
        if column.index in echoes:
            column.leave(f"the same as “{echoes[column.index]}”", UNSURE)
    return set(echoes)


def are_texts(column: Column) -> bool:
    """Whether its values are what streams and posts are called, not people."""
    return column.share(lambda value: len(value) > LONGEST_NAME) >= SOME


def _is_zero(value: str) -> bool:
    number = as_number(value)
    return number is not None and not number.value


def _echoed(column: Column, candidates: Sequence[Column]) -> str:
    """The name of the other column whose values it repeats, most of which are no handles in either."""
    if column.share(looks_like_handle) >= MOST:
        return ""
    for other in candidates:
        both = [(one, two) for one, two in zip(column.cells, other.cells, strict=True) if one and two]
        if (
            other is not column
            and not names.surely_says_handle(other.name)
            and sum(one == two for one, two in both) >= MOST * len(both) > 0
        ):
            return other.header
    return ""


def is_of_another_network(column: Column) -> bool:
    """Whether its name speaks of a network that is none of ours."""
    return bool(OTHER_NETWORKS & set(words_of(column.name)))


def _is_account_elsewhere(column: Column) -> bool:
    return is_of_another_network(column) and column.share(ACCOUNT_ELSEWHERE.fullmatch) >= MOST
