"""What columns are that the file gives no names, by their values and by each other: rows' numbers, countries, names, counts.

What could be two things is asked.
"""

import re
from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.numbers import is_percentage
from discovery.importing.cells.places import country_code
from discovery.importing.cells.units import BILLION
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.names import columns as names
from discovery.importing.proposals.sampling import MOST, NEARLY_ALL, SOME, UNSURE, Column, as_number

# So many rows at least show that a column counts them; so many countries, that it is of countries.
FEWEST_NUMBERED: Final = 3
FEWEST_COUNTRIES: Final = 3
# Codes of countries are shorter than their names.
SHORTEST_NAME: Final = 4
# Of the United States: AL is Albania too, CA Canada, DE Germany.
STATES: Final = frozenset(
    {
        *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD"),
        *("MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD"),
        *("TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "PR"),
    }
)
# A list may have somebody twice.
MOSTLY: Final = 0.8
# Longer texts are no names but notes.
LONGEST_SHOWN: Final = 40
# Half of a list's accounts have more followers than this; an age, a rank, a score, mentions, a band's members are fewer.
FEW_FOLLOWERS: Final = 100
# Ids of accounts are as long as this, and hardly a count.
LONG: Final = re.compile(r"\d{10,}", re.ASCII)
GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)


def number_the_rows(values: Sequence[str]) -> bool:
    """Whether they count up from 0 or 1, one by one: 1, 2, or #1, #2."""
    bare = [value.removeprefix("#") for value in values]
    return len(values) >= FEWEST_NUMBERED and any(bare == [str(first + row) for row in range(len(values))] for first in (0, 1))


def are_countries(column: Column) -> bool:
    """Whether its values are countries: of many, or again and again, as people who are called Georgia or Chad are not."""
    several = len(set(column.values))
    if names.is_unnamed(column.name) and column.share(STATES.__contains__) == 1:
        return False
    # One and the same code in every row may be of anything, where no name says what.
    is_said = several > 1 or not names.is_unnamed(column.name) or not column.share(lambda value: len(value) < SHORTEST_NAME)
    return is_said and (several < len(column.values) or several >= FEWEST_COUNTRIES) and column.share(country_code) >= NEARLY_ALL


def lone_words(table: Sequence[Column]) -> Column | None:
    """Of columns without names the only one with another word in each row, where no other texts are but what recurs; else None."""
    free = [column for column in table if column.field == Field.EXTRA and column.values and column.share(as_number) < SOME]
    words = [column for column in free if len(set(column.values)) >= NEARLY_ALL * len(column.values) > 1]
    is_told = len(words) == 1 and all(names.is_unnamed(column.name) for column in table)
    return words[0] if is_told and words[0].share(looks_like_handle) >= MOSTLY else None


def may_show_names(table: Sequence[Column]) -> list[Column]:
    """Of columns without names the one whose texts are of one row each, as nobody's club or country is."""
    found = [column for column in table if names.is_unnamed(column.name) and column.field == Field.EXTRA and _are_texts_of_one(column)]
    return found if len(found) == 1 else []


def are_written_as_names(column: Column, nearly: float = NEARLY_ALL) -> bool:
    """Short texts with a capital in front and no digits, `nearly` all, hardly one of them twice, some of several words."""
    named = column.share(lambda value: len(value) <= LONGEST_SHOWN and not value[0].islower() and not any(map(str.isdigit, value)))
    several = len(set(column.values)) >= MOSTLY * len(column.values) > 1
    return several and named >= nearly and column.share(lambda value: value[0].isalpha() and " " in value) >= SOME


def take_unnamed_counts(table: Sequence[Column]) -> None:
    """Of the columns of counts beside those that name the accounts the only one, or the one whose are the highest in most rows:
    most likely the followers. A person is asked.
    """
    naming = (*IDENTITIES, Field.TITLE)
    if not all(names.is_unnamed(column.name) for column in table) or not any(column.field in naming for column in table):
        return
    counts = [column for column in table if column.field == Field.EXTRA and column.share(as_number) >= NEARLY_ALL]
    counts = [column for column in counts if not column.share(is_percentage) and not column.share(LONG.fullmatch)]
    # Nobody has so many followers.
    counts = [column for column in counts if column.middle() < BILLION]
    followers = counts[0] if len(counts) == 1 else _highest(counts)
    if followers and _are_many(followers):
        which = "the highest counts of the rows" if len(counts) > 1 else "counts beside accounts"
        followers.take(Field.FOLLOWERS, f"{which}, most likely their followers, but nothing says so", UNSURE)


def _highest(counts: Sequence[Column]) -> Column | None:
    """The column whose counts are the highest of most rows; None where there is none."""
    numbers = ([number.value if (number := as_number(cell)) else 0 for cell in column.cells] for column in counts)
    rows = list(zip(*numbers, strict=True))
    highest = [sum(row[place] == max(row) > min(row) for row in rows) for place in range(len(counts))]
    best = max(range(len(counts)), key=highest.__getitem__, default=0)
    return counts[best] if counts and highest[best] >= MOST * len(rows) else None


def _are_many(counts: Column) -> bool:
    """Whether half of them are more than a few; 12.500 is rather that many than a dozen."""
    return counts.middle() > FEW_FOLLOWERS or counts.share(GROUPED.fullmatch) >= NEARLY_ALL


def _are_texts_of_one(column: Column) -> bool:
    short = column.share(lambda value: len(value) <= LONGEST_SHOWN and any(map(str.isalpha, value)) and not is_address(value))
    several = len(set(column.values)) >= NEARLY_ALL * len(column.values) > 1
    return several and short >= NEARLY_ALL and column.share(lambda value: " " in value) >= SOME
