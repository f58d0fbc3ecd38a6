"""Whether each row is a post, and what its columns say of it: what is stored is the account's, so that what is one post's is left out.

Whose the post is its owner's handle says; when it came out is not when its counts were taken.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from discovery.importing.cells.addresses import is_post_address, is_profile, platform_at, read_address
from discovery.importing.fields import IDENTITIES, PER_POST, Field
from discovery.importing.mapping import Shape
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.names.name_words import words_of
from discovery.importing.proposals import shapes
from discovery.importing.proposals.placing import are_days
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, UNSURE, Column, as_number
from discovery.importing.proposals.whose import beside, handles_and_addresses

# A day as computers write it, before the time.
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=[ T]|$)")
WITH_TIME: Final = re.compile(r"\d[T ]\d\d?:\d\d")
FEW_LIKES: Final = 50
LONG_NAME: Final = 20
OF_THE_POST: Final = "when each post came out, not the day of the counts: left out"


def leave_addresses_of_others(table: Sequence[Column]) -> None:
    """Profiles' addresses beside posts on the same platform that contradict the handles, where both are said of the same, as owner_username
    and owner_profile_url are: the handles name whose the posts are. A person is asked to look.
    """
    handles, addresses = handles_and_addresses(table)
    if not handles or not addresses or not _are_of_the_same(handles.name, addresses.name):
        return
    posts = next((column for column in table if column is not addresses and column.share(is_post_address) >= NEARLY_ALL), None)
    on = {platform_at(value) for column in (posts, addresses) if column for value in column.values}
    found = beside(handles, addresses)
    if posts and len(on) == 1 and found.are_others:
        of_rows = f"{found.other} of {found.same + found.other} rows"
        addresses.leave(f"in {of_rows} another account than “{handles.header}”, which is taken to name whose posts these are", UNSURE)


def _are_of_the_same(handles: str, addresses: str) -> bool:
    """Whether both names begin with the same word, and go on."""
    one, other = words_of(handles), words_of(addresses)
    return len(one) > 1 and len(other) > 1 and one[0] == other[0]


def leave_times_of_posts(table: Sequence[Column], shape: Shape) -> None:
    """A bare `timestamp`, or a `date` with the time of day, beside what names posts says when they came out, unless all are of one day.

    Where the row counts its account's followers as well, the day may be of these, and is asked about.
    """
    if not any(of_posts.says_post(column.name) or of_posts.is_caption(column.name) for column in table):
        return
    for column in table:
        is_bare = words_of(column.name) == ["timestamp"] or (words_of(column.name) == ["date"] and column.share(WITH_TIME.search) >= MOST)
        if column.field != Field.TAKEN_ON or not is_bare or len(set(filter(None, _days(column)))) == 1:
            continue
        if any(each.field == Field.FOLLOWERS for each in table):
            column.take(Field.TAKEN_ON, "perhaps when each post came out, and not the day of the counts", UNSURE)
        elif shape == Shape.POSTS:
            column.take(Field.IGNORE, OF_THE_POST, LIKELY)
        else:
            column.leave("when each post came out, not the day of the counts", LIKELY)


def take_posts(table: Sequence[Column], today: date) -> Shape:
    """What each row is; where it is a post, its columns are taken for what they say of it."""
    naming = [column for column in table if column.field in IDENTITIES]
    counts = any(_counts_a_post(column) and not names.says_average(column.name) for column in table)
    if not (naming and counts) or any(column.platform for column in table):
        return Shape.ACCOUNTS
    accounts = ["\0".join(map(_account_in, cells)).strip("\0") for cells in zip(*(column.cells for column in naming), strict=True)]
    # What names the account tells no posts apart, be it by a post's address; nor does what is said of its last or best post.
    told = [column for column in table if column not in naming and not of_posts.says_some_post(column.header)]
    others = [(column.name, column.cells) if column in told else ("", [""] * len(accounts)) for column in table]
    are_told = any(column.share(is_post_address) >= MOST for column in naming)
    # Of accounts that come once each, the posts may be their best or their last.
    comes_again = len(set(filter(None, accounts))) < len([account for account in accounts if account])
    are_told = are_told or (comes_again and any(_names_each_post(column) and column.share(is_post_address) for column in table))
    posts = shapes.posts_in(others, accounts, are_told=are_told)
    if posts is None:
        return Shape.ACCOUNTS
    # Where posts have a few likes, all of them may have no comment.
    has_few = any(column.field == Field.LIKES and 0 < column.middle() < FEW_LIKES for column in table)
    for column in table:
        if column.index == posts.key:
            column.take(Field.POST, "tells the posts apart: one that stands here twice counts once", LIKELY)
        else:
            may_be_none = has_few and set(column.values) == {"0"}
            _take_of_post(column, accounts, column.index in posts.of_one, today, may_be_none)
    return Shape.POSTS


def leave_titles_of_posts(table: Sequence[Column], shape: Shape) -> None:
    """What is called a title, and no more, beside what names a post in each row: the post's, not the account's. A person is asked."""
    titles = [column for column in table if column.field == Field.TITLE and of_posts.says_title(column.name)]
    if not titles or not (any(_names_each_post(column) for column in table) or _begins_a_text(titles[0], table)):
        return
    if shape == Shape.POSTS:
        titles[0].take(Field.IGNORE, "most likely of each post, not of its account: left out", LIKELY)
        return
    if any(column.field in IDENTITIES for column in table):
        titles[0].take(Field.TITLE, "perhaps the title of the post that the row names", UNSURE)
    else:
        titles[0].leave("most likely the titles of the posts that the rows name", UNSURE)
    for column in table:
        if column.field in PER_POST and not names.says_average(column.name):
            column.take(column.field, f"{column.reason}; perhaps of the one post that each row names, and no average", UNSURE)
    others = [column for column in table if column.field == Field.EXTRA and column is not titles[0] and names.says_name(column.name)]
    others = others if titles[0].field == Field.EXTRA else []
    if len(others) == 1 and others[0].values:
        others[0].take(Field.TITLE, "called a name, though its name does not say whose", UNSURE)


def _begins_a_text(title: Column, table: Sequence[Column]) -> bool:
    """Whether most of what is called a title is long and how a longer text of its row begins, as a post's does. Names are shorter."""
    told = [
        [text.startswith(said) and len(text) > len(said) > LONG_NAME for said, text in zip(title.cells, other.cells, strict=True) if said]
        for other in table
        if other is not title
    ]
    return any(sum(each) >= MOST * len(each) > 1 for each in told)


def _names_each_post(column: Column) -> bool:
    """Whether each row names a post in it, which is none of an account's best, first or last alone."""
    if of_posts.says_some_post(column.header) or len(column.values) < NEARLY_ALL * len(column.cells):
        return False
    return column.share(is_post_address) >= NEARLY_ALL or (of_posts.says_post(column.name) and column.field in (Field.EXTRA, Field.POST))


def _take_of_post(column: Column, accounts: Sequence[str], is_of_one: bool, today: date, may_be_none: bool) -> None:
    """A count of each post, the day that all was counted on; what else differs between an account's posts is left out."""
    if column.field == Field.TAKEN_ON and not of_posts.says_counted_on(column.name) and shapes.differs_within(_days(column), accounts, 0):
        column.take(Field.IGNORE, OF_THE_POST, LIKELY)
    elif column.field == Field.BIO and of_posts.says_description(column.name):
        column.take(Field.IGNORE, "most likely of each post, not of its account: left out", LIKELY)
    elif column.field in PER_POST and shapes.is_same_within(column.cells, accounts) and not may_be_none:
        column.leave("the same for all posts of an account, so of none of them", LIKELY)
    elif column.field == Field.FOLLOWING and is_of_one:
        column.take(Field.IGNORE, "who followed by each post, not whom its account follows: left out", LIKELY)
    elif column.field == Field.EXTRA and (counted := of_posts.field_of_post(column.name)) and column.share(as_number) >= MOST:
        column.take(counted, "of each post, as its name says", LIKELY)
    elif column.field == Field.EXTRA and is_of_one and of_posts.says_favorites(column.name) and column.share(as_number) >= MOST:
        column.take(Field.LIKES, "likes, as X called them once", LIKELY)
    elif column.field == Field.EXTRA and of_posts.says_counted_on(column.name) and are_days(column, today):
        column.take(Field.TAKEN_ON, "when the posts' counts were taken, as its name says", LIKELY)
    elif is_of_one and column.field in (Field.EXTRA, Field.TITLE, Field.BIO) and not _is_asked_about(column):
        column.take(Field.IGNORE, "of one post, not of its account: left out", LIKELY)


def _is_asked_about(column: Column) -> bool:
    """Whether it has profiles' addresses of which a person is to say whose they are."""
    return column.confidence == UNSURE and column.share(is_profile) >= MOST


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
