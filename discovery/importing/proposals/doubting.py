"""Columns that are called what they hardly are, or by less than what they are: prices called posts, likes that an account has given,
followers called by a platform alone, handles that nothing takes. All of it is noted, and most is asked.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.cells.addresses import is_profile
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.numbers import is_percentage
from discovery.importing.cells.platforms import platform_in_cell, read_platform
from discovery.importing.fields import IDENTITIES, LARGE, PER_POST, Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import PLATFORM_WORDS, platforms_in, words_of
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, UNSURE, Column, as_number
from discovery.importing.proposals.unnamed import FEW_FOLLOWERS
from discovery.models import Platform

# As lists call what kind of account each is; some of them come again, and none is a sentence.
KINDS: Final = frozenset(
    frozenset(name.split()) for name in ("channel type", "tipo canal", "tipo de canal", "type content", "activity", "activité", "actividad")
)
MOST_KINDS, LONGEST_KIND = 0.9, 60
# Half of a list's accounts have hardly so many posts each; nor more than they have followers, from so many posts on.
MOST_POSTS: Final = 100_000
MANY_POSTS: Final = 10_000
# Accounts of many followers have more than so many: these are what somebody is to deliver.
FEW_POSTS: Final = 10
# What TikTok calls the likes that an account has given, and those of all its posts together.
GIVEN: Final = frozenset({"digg", "diggs"})
HEARTS: Final = frozenset({"hearts", "heart"})
# One of each is what is paid for, in a list of what posts cost.
ONE_POST: Final = frozenset({"post", "video", "tweet"})
OTHER_DELIVERABLES: Final = frozenset(
    ["story", "stories", "reel", "reels", "carousel", "short", "shorts", "ugc", "package", "bundle", "paket", "historia", "historias"]
)


def take_kinds_as_topics(table: Sequence[Column]) -> None:
    """Where nothing else says what accounts are about: the kind of their channel, or what they do."""
    if any(column.field == Field.TOPICS and column.values for column in table):
        return
    for column in table:
        are_few = len(set(column.values)) <= MOST_KINDS * len(column.values)
        if column.field == Field.EXTRA and frozenset(words_of(column.name)) in KINDS and are_few and column.share(_is_words) >= NEARLY_ALL:
            column.take(Field.TOPICS, "what kind of account each is, and nothing else says what it is about", LIKELY)
            return


def _is_words(value: str) -> bool:
    return any(map(str.isalpha, value)) and len(value) <= LONGEST_KIND and not is_profile(value)


def leave_what_is_no_average(table: Sequence[Column]) -> None:
    """Beside an account's followers: likes that it has given, and hearts of all its posts."""
    if not any(column.field == Field.FOLLOWERS for column in table):
        return
    for column in table:
        if column.field not in PER_POST or names.says_average(column.name):
            continue
        said = set(words_of(column.name))
        if said & GIVEN:
            column.leave("likes that the account has given, not those of its posts", LIKELY)
        elif said & HEARTS:
            column.leave("likes of all posts together, not an average", LIKELY)


def leave_prices(table: Sequence[Column]) -> None:
    """A number of posts that nobody has, or that stands in a list of what is sold: what a post costs, or how many are agreed on."""
    followers = next((column for column in table if column.field == Field.FOLLOWERS), None)
    sold = next((column for column in table if _is_deliverable(column)), None)
    for column in table:
        if column.field != Field.POSTS or not column.values:
            continue
        if column.middle() > MOST_POSTS:
            column.leave("more posts than accounts have, perhaps prices", UNSURE)
        elif followers and column.middle() > MANY_POSTS and _are_mostly_more(column, followers):
            column.leave(f"more posts than “{followers.header}”, perhaps prices", UNSURE)
        elif followers and followers.middle() >= LARGE and column.share(_are_few) >= NEARLY_ALL:
            column.leave("so few, perhaps those that are agreed on", UNSURE)
        elif sold and len(said := _bare_words(column)) == 1 and said <= ONE_POST:
            column.leave(f"beside “{sold.header}”, perhaps prices", UNSURE)


def doubt_borrowed_words(table: Sequence[Column]) -> None:
    """Members that a band has, not a channel; replies to messages, where nothing else is counted of posts: a person is asked."""
    liked = {column.field for column in table} & (PER_POST - {Field.COMMENTS})
    for column in table:
        said = set(words_of(column.name))
        if column.field == Field.FOLLOWERS and said & {"members", "member"} and column.middle() <= FEW_FOLLOWERS:
            column.leave("so few, perhaps the members of a band", UNSURE)
        elif column.field == Field.COMMENTS and "replies" in said and not liked:
            column.leave("perhaps replies to messages, as nothing else is counted of posts", UNSURE)


def take_platforms_counts(table: Sequence[Column]) -> None:
    """Numbers called by a platform alone are its followers most likely, where another column names the account there."""
    called = [column for column in table if column.field == Field.EXTRA and _counts_by_platform(column)]
    for column in called:
        beside = [other for other in table if other.platform == column.platform]
        if column.platform or len(called) == 1:
            is_named = any(other.field in IDENTITIES for other in beside)
            if is_named and not any(other.field == Field.FOLLOWERS for other in beside):
                column.take(Field.FOLLOWERS, "numbers called by the platform alone, most likely its followers", UNSURE)


def take_friends(table: Sequence[Column]) -> None:
    """Friends beside followers, as X's programs call those whom an account follows; elsewhere they are mutual, or a person's to look at."""
    for column in table:
        beside = [other.field for other in table if other.platform == column.platform]
        is_free = column.field == Field.EXTRA and Field.FOLLOWERS in beside and Field.FOLLOWING not in beside
        if is_free and _bare_words(column) == {"friends"} and column.share(as_number) >= NEARLY_ALL:
            is_there = column.platform == Platform.X or Platform.X in platforms_in(column.name)
            if is_there:
                column.take(Field.FOLLOWING, "friends beside followers, as X calls those who are followed", LIKELY)
            else:
                column.leave("friends, as X calls those who are followed: on it, choose Following", UNSURE)


def note_what_may_name_others(table: Sequence[Column]) -> None:
    """Handles and profiles' addresses in a column that nothing takes are a person's to look at."""
    for column in table:
        if column.field != Field.EXTRA or column.confidence == UNSURE or not column.reason.startswith("not known"):
            continue
        if column.share(lambda value: value.startswith(("@", "＠")) and looks_like_handle(value)) >= MOST:
            column.leave("handles, but another column names the account", UNSURE)
        elif column.share(is_profile) >= MOST:
            column.leave("profiles' addresses, but another column names the account", UNSURE)
        elif _could_be_of_others(column) and not any(_repeats(column, other) for other in table if other.field in IDENTITIES):
            column.leave("perhaps handles, but another column names the account", UNSURE)


def take_doubtful_platforms(table: Sequence[Column]) -> None:
    """Where nothing says the rows' platforms: an unknown column of them mostly, so that no other is chosen for all."""
    tell = {Field.PLATFORM, Field.PROFILE_URL}
    if any(column.field in tell or column.platform for column in table):
        return
    for column in table:
        is_unknown = column.field == Field.EXTRA and column.reason.startswith("not known")
        if is_unknown and len(column.values) > 1 and column.share(platform_in_cell) >= MOST and column.share(read_platform) >= SOME:
            column.take(Field.PLATFORM, "most of its values are platforms; rows of others are rejected", UNSURE)
            return


def _could_be_of_others(column: Column) -> bool:
    """Whether its name speaks of a platform or a handle, and its values are spelt as handles and differ."""
    is_called = bool(platforms_in(column.name)) or names.surely_says_handle(column.name)
    spelt = column.share(lambda value: looks_like_handle(value) and value == value.lower() and not as_number(value))
    return is_called and spelt >= MOST and len(set(column.values)) >= MOST * len(column.values) > 1


def _repeats(one: Column, other: Column) -> bool:
    """Whether most of its values stand in the other's cells, as a handle does in its address."""
    both = [(a.lstrip("@").casefold(), b.casefold()) for a, b in zip(one.cells, other.cells, strict=True) if a and b]
    return bool(both) and sum(a in b for a, b in both) >= MOST * len(both)


def _are_few(value: str) -> bool:
    number = as_number(value)
    return number is not None and number.value <= FEW_POSTS


def _is_deliverable(column: Column) -> bool:
    said = _bare_words(column)
    return column.field == Field.EXTRA and bool(said) and said <= OTHER_DELIVERABLES and column.share(as_number) >= NEARLY_ALL


def _bare_words(column: Column) -> set[str]:
    return set(words_of(column.name)) - set(PLATFORM_WORDS)


def _counts_by_platform(column: Column) -> bool:
    is_counted = column.share(as_number) >= NEARLY_ALL and not column.share(is_percentage)
    return names.says_platform_alone(column.name) and is_counted


def _are_mostly_more(one: Column, other: Column) -> bool:
    pairs = [(a, b) for left, right in zip(one.cells, other.cells, strict=True) if (a := one.number(left)) and (b := other.number(right))]
    return bool(pairs) and sum(a.value > b.value for a, b in pairs) >= MOST * len(pairs)
