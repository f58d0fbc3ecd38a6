"""Where and when the rows are that do not say so themselves: by the columns' names, the sheet's, the file's, or what
stands above or below them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from discovery.importing.cells.addresses import is_profile, platform_at
from discovery.importing.cells.dates import date_in_name, is_clocks, is_written_as_day, shown_order
from discovery.importing.cells.handles import ON_BLUESKY
from discovery.importing.cells.ids import UPLOADS_ID, YOUTUBE_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.placed import placed
from discovery.importing.fields import IDENTITIES, OF_ONE_ACCOUNT, Field
from discovery.importing.formats.files import FileFormat
from discovery.importing.formats.pasting import PASTED
from discovery.importing.mapping import OF_A_DAY
from discovery.importing.names import columns as names
from discovery.importing.names import of_posts
from discovery.importing.names.name_words import platforms_in, says_who_they_are, words_of
from discovery.importing.names.stated import Stated, day_stated
from discovery.importing.proposals.histories import offered_day
from discovery.importing.proposals.sampling import MOST, NEARLY_ALL, UNSURE, Column
from discovery.importing.proposals.whose import are_without, platform_of_others
from discovery.models import Platform

LAST_DAY: Final = "a month alone is taken as its last day"
OF_ROWS: Final = "each row has its own"
# On X alone.
TWEETS: Final = frozenset({"tweet", "tweets", "retweet", "retweets"})
OFFERED: Final = "days, perhaps those of the counts"
# Who writes in these means 1 February by 01/02; in English it may be 2 January.
DAY_FIRST: Final = frozenset(
    {
        *("de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sk", "ro", "ca", "gl", "hr", "sl", "sr", "bs", "tr", "ru", "uk", "bg", "el"),
        *("da", "no", "fi", "id", "vi", "th", "ar", "he"),
    }
)
ENGLISH: Final = frozenset({"en"})


class DayOfRows(NamedTuple):
    """The day of counts that name none, and why. Where `is_sure` is false, a person should look at the reason."""

    day: date | None
    reason: str
    is_sure: bool = True


def platform_of_rows(table: list[Column], file_name: str, sheet: str, banner: str) -> tuple[str, str]:
    """The platform for rows that name none: from the columns' names, else from the sheet's, or the file's, else from what stands above;
    "" where these are silent or disagree.
    """
    if any(column.field == Field.PLATFORM for column in table):
        return "", "each row names its own"
    asked = any(column.field == Field.HANDLE and not column.platform for column in table) and any(column.platform for column in table)
    if any(column.field == Field.PROFILE_URL for column in table) and not asked:
        of_the_rest = _platform_without_address(table)
        return of_the_rest, "all addresses are on it" if of_the_rest else "each row's address names its own"
    if any(column.share(YOUTUBE_ID.fullmatch) >= MOST or column.share(UPLOADS_ID.fullmatch) >= MOST for column in table):
        return Platform.YOUTUBE.value, "the ids are YouTube's"
    if any(column.platform for column in table):
        return _platform_of_the_rest(table, file_name)
    if (told := _told_by_values(table))[0]:
        return told
    in_header = _in_names(column for column in table if column.field in IDENTITIES)
    if len(in_header) != 1:
        in_header = _in_names(column for column in table if not _is_left_aside(column))
    whose, in_name = ("sheet", on_sheet) if (on_sheet := platforms_in(sheet)) else ("file", platforms_in(file_name))
    if (
        in_header
        and in_name
        and not in_header & in_name
        and not (len(in_header) == 1 and says_who_they_are(sheet if on_sheet else file_name))
    ):
        return "", f"The header and the {whose}'s name speak of different platforms: choose the one it is."
    if len(in_header) == 1:
        return in_header.pop(), "named in the header"
    if len(in_name) == 1:
        return in_name.pop(), f"named in the {whose}'s name"
    return ("", "") if in_header or in_name else _platform_around(table, banner)


def _platform_around(table: list[Column], banner: str) -> tuple[str, str]:
    """The platform that what stands above names, else the one on which every address is in columns that name no account."""
    tweeted = {Platform.X.value} if any(TWEETS & set(words_of(column.name)) for column in table) else set[str]()
    for found, reason in (
        (platforms_in(banner), "named above the columns"),
        (tweeted, "its columns speak of tweets"),
        (_of_addresses(table), "its addresses, be they of posts, are all on it"),
    ):
        if len(found) == 1:
            return found.pop(), reason
    return "", ""


def _of_addresses(table: Iterable[Column]) -> set[str]:
    """The platforms of the addresses in columns that hold nothing else and name no account: of posts, mostly."""
    found: set[str] = set()
    for column in table:
        if column.field in (Field.POST, Field.EXTRA, Field.IGNORE) and column.share(platform_at) >= NEARLY_ALL:
            found |= {platform_at(value) for value in column.values} - {""}
    return found


def _platform_without_address(table: list[Column]) -> str:
    """Of rows with a handle or a name and no address, the platform that all addresses are on; "" where there are none, or those are on
    several.
    """
    by_field = {column.field: column for column in reversed(table) if not column.platform}
    told, addresses = by_field.get(Field.HANDLE) or by_field.get(Field.TITLE), by_field.get(Field.PROFILE_URL)
    on = {platform_at(value) for value in addresses.values} if told and addresses and are_without(told, addresses) else set[str]()
    return on.pop() if len(on) == 1 else ""


def _told_by_values(table: list[Column]) -> tuple[str, str]:
    """The one that all posts are on, or all addresses beside names; or that stands behind most of the handles, where one stands behind
    each, which counts there.
    """
    of_posts = {platform_at(value) for column in table if column.field == Field.POST for value in column.values}
    if len(of_posts) == 1 and (platform := of_posts.pop()):
        return platform, "the posts' addresses are on it"
    beside = [split_name_and_handle(value)[1] for column in table if column.field == Field.NAME_AND_HANDLE for value in column.values]
    if len(on_one := {platform_at(address) for address in beside if is_profile(address)}) == 1:
        return on_one.pop(), "the addresses beside the names are on it"
    for column in table:
        if column.field == Field.HANDLE and column.share(ON_BLUESKY.fullmatch) >= MOST:
            return Platform.BLUESKY.value, "most handles end as there"
        if column.field == Field.HANDLE and column.share(placed) == 1:
            found = [on.platform for value in column.values if (on := placed(value))]
            return max(found, key=found.count), "said beside each handle"
    return "", ""


def _in_names(columns: Iterable[Column]) -> set[str]:
    return set().union(*(platforms_in(column.name) for column in columns))


def _is_left_aside(column: Column) -> bool:
    """Whether it counts something that another column counts for the row: Followers on TikTok beside Followers."""
    return column.field == Field.EXTRA and column.confidence == UNSURE and names.field_named(column.name) in OF_A_DAY


def _platform_of_the_rest(table: list[Column], file_name: str) -> tuple[str, str]:
    """The platform of what is said of one account in columns that name none, beside others that name theirs."""
    if not any(column.field in OF_ONE_ACCOUNT and not column.platform for column in table):
        return "", "each column names its own"
    # A file that is called by the platform of its addresses says nothing of other handles beside them.
    in_name = platforms_in(file_name) - {platform_of_others(table)}
    return (in_name.pop(), "of the columns that name none: named in the file's name") if len(in_name) == 1 else ("", "")


def day_of_rows(table: list[Column], file_name: str, file_format: FileFormat, today: date, days: dict[int, date]) -> DayOfRows:
    if any(column.field == Field.TAKEN_ON for column in table):
        return DayOfRows(None, OF_ROWS)
    if day := offered_day(table, days):
        return DayOfRows(day, f"the newest day in the columns’ names; {LAST_DAY}")
    beside = "above the columns" if file_format.header_line else "beside the list"
    around = ((file_format.banner, beside), (file_format.notes, "below the list"))
    said = [_as_said(each, where) for text, where in around if (each := day_stated(text, today, _day_first(table, text)))]
    in_name = date_in_name(file_name, today)
    told = "the day it was pasted on" if file_name.startswith(PASTED) else f"from the list's name; {LAST_DAY}"
    named = [DayOfRows(in_name, told)] if in_name else []
    # What its place alone tells counts least.
    if found := next((each for each in (*said, *named) if each.is_sure), said[0] if said else None):
        return found
    return _day_offered(table, today)


def are_days(column: Column, today: date) -> bool:
    """Whether most of its values are, be the others days in words that we do not know: of these each row tells."""
    return column.share(lambda value: is_written_as_day(value, today)) >= MOST


def _may_be_of_counts(column: Column, today: date) -> bool:
    """Whether its values are days, be they a clock's numbers where its name says of when they are, and these may be of the counts."""
    are_clocks = of_posts.says_when_seen(column.name) and column.share(lambda value: is_clocks(value, today)) >= NEARLY_ALL
    return of_posts.may_say_day(column.name) and (are_clocks or are_days(column, today))


def _day_offered(table: list[Column], today: date) -> DayOfRows:
    """Columns of days that may be those of the counts, where nothing else tells of when these are: a person is asked."""
    counted = any(column.field in OF_A_DAY for column in table) and not any(column.field == Field.POST for column in table)
    offered = [column for column in table if column.field == Field.EXTRA and _may_be_of_counts(column, today)]
    if not counted or not offered:
        return DayOfRows(None, "")
    for column in offered:
        column.leave(OFFERED, UNSURE)
    named = " or ".join(f"“{column.header}”" for column in offered)
    return DayOfRows(None, f"The days in {named} may be those of the counts: choose them, or say the day", is_sure=False)


def _as_said(stated: Stated, where: str) -> DayOfRows:
    if stated.is_sure and stated.day:
        return DayOfRows(stated.day, f"said {where}; {LAST_DAY}")
    if stated.day:
        return DayOfRows(
            stated.day, f"“{stated.text}” stands {where}; if that is of something else, choose the day of the counts", is_sure=False
        )
    return DayOfRows(None, f"“{stated.text}” {where} may be two different days: choose the one it is", is_sure=False)


def _day_first(table: Sequence[Column], text: str) -> bool | None:
    """How the list writes 01/02/2026, as its columns of days show or else its language; None where neither does."""
    shown = {order for column in table for value in column.values if (order := shown_order(value)) is not None}
    if shown:
        return shown.pop() if len(shown) == 1 else None
    spoken = [column.header for column in table] + text.splitlines()
    foreign, english = (sum(names.speaks(each, languages) for each in spoken) for languages in (DAY_FIRST, ENGLISH))
    return True if foreign > english else None
