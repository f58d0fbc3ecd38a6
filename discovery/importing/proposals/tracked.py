"""What the rows of a tracker are: their day, their account, whose values decide what it is, and a count of which the table does not say
what is counted. A banner, or a name of the sheet or the file, may say it; else followers are most likely, and a person is asked.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.fields import Field
from discovery.importing.formats.files import FileFormat
from discovery.importing.names.column_words import words
from discovery.importing.names.name_words import words_of
from discovery.importing.proposals.sampling import LIKELY, SOME, SURE, UNSURE, Column
from discovery.importing.proposals.spelt import is_spelt_as_handle, shows_at

OTHER_COUNTS: Final = ("likes", "comments", "shares", "views", "posts", "following", "engagement", "reach")


def take_day_tracked(table: Sequence[Column], file_format: FileFormat) -> None:
    """Of a tracker the day, whatever it is called. Its account is a column like any other."""
    if file_format.tracker:
        table[0].take(Field.TAKEN_ON, "the days of the table, which has a column for each account", SURE)


def take_count_tracked(table: Sequence[Column], file_format: FileFormat, file_name: str) -> None:
    """Of a tracker the count: followers, unless something else is spoken of around the table."""
    if not file_format.tracker:
        return
    day, account, count = table
    if account.field == Field.HANDLE and account.share_of_different(lambda value: is_spelt_as_handle(value) or shows_at(value)) < SOME:
        account.take(Field.HANDLE, "one word each: if these are names, say so", UNSURE)
    around = (
        ("above the columns", file_format.banner),
        ("in the sheet's name", file_format.sheet),
        ("in the file's name", file_name),
        (f"by “{day.header}”", day.header),
    )
    said = [(where, {word for line in text.splitlines() for word in words_of(line)}) for where, text in around]
    others = next((where for where, found in said if found & words(*OTHER_COUNTS)), "")
    followers = next((where for where, found in said if found & words("followers")), "")
    if followers and not others:
        count.take(Field.FOLLOWERS, f"counts of each account; followers are spoken of {followers}", LIKELY)
    elif others and not followers:
        count.leave(f"counts of each account, but {others} something else than followers is spoken of", UNSURE)
    else:
        count.take(Field.FOLLOWERS, "counts of each account, most likely its followers, but nothing says so", UNSURE)
