"""Where and when the rows are that do not say so themselves: by the columns' names, the sheet's, the file's, or what
stands above or below them."""

from collections.abc import Iterable
from datetime import date

from discovery.importing.cells.dates import date_in_name
from discovery.importing.cells.handles import YOUTUBE_ID, platform_at
from discovery.importing.fields import IDENTITIES, OF_ONE_ACCOUNT, Field
from discovery.importing.formats.files import FileFormat
from discovery.importing.mapping import OF_A_DAY
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import platforms_in
from discovery.importing.names.periods import day_stated
from discovery.importing.proposals.histories import offered_day
from discovery.importing.proposals.sampling import NEARLY_ALL, UNSURE, Column
from discovery.models import Platform


def platform_of_rows(table: list[Column], file_name: str, sheet: str, banner: str) -> tuple[str, str]:
    """The platform for rows that name none: from the columns' names, else from the sheet's, or the file's, else from what stands above;
    "" where these are silent or disagree.
    """
    if any(column.field == Field.PLATFORM for column in table):
        return "", "each row names its own"
    if any(column.field == Field.PROFILE_URL for column in table):
        return "", "each row's address names its own"
    if any(column.share(YOUTUBE_ID.fullmatch) >= NEARLY_ALL for column in table):
        return Platform.YOUTUBE.value, "the ids are YouTube's"
    if any(column.platform for column in table):
        return _platform_of_the_rest(table, file_name)
    of_posts = {platform_at(value) for column in table if column.field == Field.POST for value in column.values}
    if len(of_posts) == 1 and (platform := of_posts.pop()):
        return platform, "the posts' addresses are on it"
    in_header = _in_names(column for column in table if column.field in IDENTITIES)
    if len(in_header) != 1:
        in_header = _in_names(column for column in table if not _is_left_aside(column))
    whose, in_name = ("sheet", on_sheet) if (on_sheet := platforms_in(sheet)) else ("file", platforms_in(file_name))
    if in_header and in_name and not in_header & in_name:
        return "", f"The header and the {whose}'s name speak of different platforms: choose the one it is."
    if len(in_header) == 1:
        return in_header.pop(), "named in the header"
    if len(in_name) == 1:
        return in_name.pop(), f"named in the {whose}'s name"
    above = set[str]() if in_header or in_name else platforms_in(banner)
    if len(above) == 1:
        return above.pop(), "named above the columns"
    elsewhere = _of_addresses(table)
    return (elsewhere.pop(), "its addresses, be they of posts, are all on it") if len(elsewhere) == 1 and not in_header else ("", "")


def _of_addresses(table: Iterable[Column]) -> set[str]:
    """The platforms of the addresses in columns that name no account and hold nothing else: of posts, mostly. Of a website there is none."""
    found: set[str] = set()
    for column in table:
        if column.field in (Field.POST, Field.EXTRA, Field.IGNORE) and column.share(platform_at) >= NEARLY_ALL:
            found |= {platform_at(value) for value in column.values} - {""}
    return found


def _in_names(columns: Iterable[Column]) -> set[str]:
    return set().union(*(platforms_in(column.name) for column in columns))


def _is_left_aside(column: Column) -> bool:
    """Whether it counts something that another column counts for the row: Followers on TikTok beside Followers."""
    return column.field == Field.EXTRA and column.confidence == UNSURE and names.field_named(column.name) in OF_A_DAY


def _platform_of_the_rest(table: list[Column], file_name: str) -> tuple[str, str]:
    """The platform of what is said of one account in columns that name none, beside others that name theirs."""
    if not any(column.field in OF_ONE_ACCOUNT and not column.platform for column in table):
        return "", "each column names its own"
    in_name = platforms_in(file_name)
    return (in_name.pop(), "of the columns that name none: named in the file's name") if len(in_name) == 1 else ("", "")


def day_of_rows(
    table: list[Column], file_name: str, file_format: FileFormat, today: date, days: dict[int, date]
) -> tuple[date | None, str]:
    if any(column.field == Field.TAKEN_ON for column in table):
        return None, "each row has its own"
    if day := offered_day(table, days):
        return day, "the newest day in the columns’ names; a month alone is taken as its last day"
    for text, where in ((file_format.banner, "above the columns"), (file_format.notes, "below the list")):
        if stated := day_stated(text, today):
            return stated, f"said {where}; a month alone is taken as its last day"
    stated = date_in_name(file_name, today)
    return stated, "from the list's name; a month alone is taken as its last day" if stated else ""
