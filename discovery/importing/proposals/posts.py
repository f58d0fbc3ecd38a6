"""Whether each row is a post, and what its columns say of it: what is stored is the account's, so that what is one post's is left out."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from discovery.importing.cells.addresses import is_post_address, is_profile, read_address
from discovery.importing.fields import IDENTITIES, PER_POST, Field
from discovery.importing.mapping import Shape
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.proposals import shapes
from discovery.importing.proposals.placing import are_days
from discovery.importing.proposals.sampling import LIKELY, MOST, Column, as_number

# A day as computers write it, before the time.
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=[ T]|$)")
OF_THE_POST: Final = "when each post came out, not the day of the counts: left out"


def take_posts(table: Sequence[Column], today: date) -> Shape:
    """What each row is; where it is a post, its columns are taken for what they say of it."""
    naming = [column for column in table if column.field in IDENTITIES]
    counts = any(_counts_a_post(column) and not names.says_average(column.name) for column in table)
    if not (naming and counts) or any(column.platform for column in table):
        return Shape.ACCOUNTS
    accounts = ["\0".join(map(_account_in, cells)).strip("\0") for cells in zip(*(column.cells for column in naming), strict=True)]
    # What names the account tells no posts apart, be it by a post's address.
    others = [("", [""] * len(accounts)) if column in naming else (column.name, column.cells) for column in table]
    posts = shapes.posts_in(others, accounts, are_told=any(column.share(is_post_address) >= MOST for column in naming))
    if posts is None:
        return Shape.ACCOUNTS
    for column in table:
        if column.index == posts.key:
            column.take(Field.POST, "tells the posts apart: one that stands here twice counts once", LIKELY)
        else:
            _take_of_post(column, accounts, column.index in posts.of_one, today)
    return Shape.POSTS


def _take_of_post(column: Column, accounts: Sequence[str], is_of_one: bool, today: date) -> None:
    """A count of each post, the day that all was counted on; what else differs between an account's posts is left out."""
    if column.field == Field.TAKEN_ON and not of_posts.says_counted_on(column.name) and shapes.differs_within(_days(column), accounts, 0):
        column.take(Field.IGNORE, OF_THE_POST, LIKELY)
    elif column.field in PER_POST and shapes.is_same_within(column.cells, accounts):
        column.leave("the same for all posts of an account, so of none of them", LIKELY)
    elif column.field == Field.FOLLOWING and is_of_one:
        column.take(Field.IGNORE, "who followed by each post, not whom its account follows: left out", LIKELY)
    elif column.field == Field.EXTRA and (counted := of_posts.field_of_post(column.name)) and column.share(as_number) >= MOST:
        column.take(counted, "of each post, as its name says", LIKELY)
    elif column.field == Field.EXTRA and of_posts.says_counted_on(column.name) and are_days(column, today):
        column.take(Field.TAKEN_ON, "when the posts' counts were taken, as its name says", LIKELY)
    elif is_of_one and column.field in (Field.EXTRA, Field.TITLE, Field.BIO):
        column.take(Field.IGNORE, "of one post, not of its account: left out", LIKELY)


def _counts_a_post(column: Column) -> bool:
    return column.field in PER_POST or (column.field == Field.EXTRA and of_posts.field_of_post(column.name) is not None)


def _days(column: Column) -> list[str]:
    """Its cells without the time of day: a list that is scraped takes seconds."""
    return [found[0] if (found := DAY.match(cell)) else cell for cell in column.cells]


def _account_in(cell: str) -> str:
    """What tells an account from others: of an address the handle or the id in it, which a post's may have too."""
    try:
        return "\0".join(read_address(cell)).casefold() if is_profile(cell) else cell.casefold()
    except ValueError:
        return cell.casefold()
