"""What a list's rows are, as its columns show together: one account each, or an account on each of several platforms.

What a column is by itself stands in columns.py and is proposing.py's to say; rows.py reads rows of either shape.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing import columns as names
from discovery.importing.handles import PLATFORM_WORDS, YOUTUBE_ID, is_address, read_address
from discovery.importing.numbers import looks_like_number
from discovery.models import Platform

# So much of a column's values must be of one platform, or be numbers.
NEARLY_ALL: Final = 0.95
# A lone x may be anything, but not beside other platforms.
LONE: Final = "x"


def platforms_of(columns: Sequence[tuple[str, Sequence[str]]]) -> dict[int, str]:
    """{column's index: the platform it speaks of}, where columns speak of accounts on several; else nothing.

    `columns` are (name, values that are not blank).
    """
    named = {index: platform for index, (name, values) in enumerate(columns) if (platform := _platform_of(name, values))}
    if named:
        named |= {index: Platform.X.value for index, (name, _) in enumerate(columns) if index not in named and LONE in names.words_of(name)}
    telling = {platform for index, platform in named.items() if _tells_of_an_account(*columns[index])}
    if len(telling) < 2:
        return {}
    return {index: platform for index, platform in sorted(named.items()) if platform in telling}


def _platform_of(name: str, values: Sequence[str]) -> str:
    """The one platform that the column's name speaks of, or else all of its addresses or ids; "" where there is none."""
    in_name = names.platforms_in(name)
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
    if names.could_name_somebody(name):
        return sum(map(looks_like_number, values)) < NEARLY_ALL * max(1, len(values))
    bare = " ".join(word for word in names.words_of(name) if word not in PLATFORM_WORDS)
    return names.field_named(bare) is not None or any(map(_platform_in, values))
