"""What one column is by itself: by its name, if its values agree, else by what the values alone say. Who it names is naming.py's to say.

Columns are weighed against each other by competing.py, and put together by proposing.py.
"""

import re
from collections.abc import Callable
from typing import Final

from discovery.importing.cells.addresses import is_address, is_post_address, is_profile
from discovery.importing.cells.dates import looks_like_date
from discovery.importing.cells.handles import ON_BLUESKY, looks_like_handle
from discovery.importing.cells.ids import SCIENTIFIC, UPLOADS_ID, UUID, WITH_FRACTION, YOUTUBE_ID
from discovery.importing.cells.named import split_name_and_handle
from discovery.importing.cells.numbers import Number, are_several, is_imprecise, is_money, is_percentage, looks_like_number
from discovery.importing.cells.places import country_code, language_code
from discovery.importing.cells.platforms import is_doubted, platform_in_cell, read_platform
from discovery.importing.fields import COUNT_LIMITS, PER_POST, RATE_DEFINITIONS, Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import misspelt_in, words_of
from discovery.importing.proposals.engagement import HIGHEST_RATE, told_from_rate
from discovery.importing.proposals.sampling import LIKELY, MOST, NEARLY_ALL, SOME, SURE, UNSURE, Column, Confidence, as_number
from discovery.importing.proposals.unnamed import are_countries, number_the_rows

# An audience that is called so and is smaller is no count of followers: a percentage, a score.
SMALL_AUDIENCE: Final = 100
# So many cells with several numbers in them are no slips.
LISTS: Final = 0.1
# A column called a count, or a rate, has at least so many that are numbers, beside ranges like 10k-50k.
FEW: Final = 0.2
LONGEST_HANDLE: Final = 30
# A longer text with an address behind it is a post's.
LONGEST_NAME: Final = 80
# YouTube's ids are of 24 letters and digits; a channel's name that stands in their place is shorter.
LONGEST_NAME_AS_ID: Final = 20
# As lists call accounts by their followers.
SIZES: Final = re.compile(r"(?:nano|micro|mid|mid[- ]tier|macro|mega)(?:[- ]influen[cz]\w*)?", re.IGNORECASE)
# Beauty : 44%, as an audience's interests are weighed.
SHARES: Final = re.compile(r"\d\s*%")
# What stands in no name: it goes on, and the text is of more.
MORE: Final = re.compile(r"[,;|\n]")
# What may be a country, and is a town as often.
PLACES: Final = frozenset({"location", "geo", "локация", "гео"})
# What stands beside YouTube's ids of channels in a column of them: those that are cut, of uploads or lists; and handles.
BESIDE_CHANNELS: Final = re.compile(r"(?:UC|UU|PL)[\w-]{6,}|[@＠]", re.ASCII)
# What a platform may have given, and what is so long that nobody else numbers accounts so.
PLATFORMS_ID: Final = re.compile(rf"\d{{9,20}}|{YOUTUBE_ID.pattern}", re.ASCII)
LONG_ID: Final = re.compile(rf"\d{{15,20}}|{YOUTUBE_ID.pattern}", re.ASCII)


def take_by_name_or_value(column: Column) -> None:
    """Identities apart: a name's meaning, if the values agree; else what the values alone say."""
    named = names.field_named(column.name)
    if not _taken_by_values(column, named):
        if named:
            _take_named(column, told_from_rate(column) if named == Field.ENGAGEMENTS else named)
        else:
            _leave_unknown(column)
    if column.field == Field.PLATFORM and any(map(is_doubted, column.values)):
        column.take(Field.PLATFORM, f"{column.reason}; TW is taken for X, once Twitter, not for Twitch", UNSURE)


def _taken_by_values(column: Column, named: Field | None) -> bool:
    """Whether the values say what it is whatever it is called, or settle what a name leaves open."""
    if _are_channels(column) or _are_told_without_name(column):
        return True
    if column.share(UPLOADS_ID.fullmatch) >= MOST:
        column.leave("lists of channels' uploads, which name no account", LIKELY)
    elif column.share(is_post_address) >= MOST:
        column.leave("addresses of posts, not of profiles", LIKELY)
    elif (share := column.share(is_profile)) >= MOST:
        is_named = named == Field.PROFILE_URL or names.could_name_somebody(column.name)
        column.take(Field.PROFILE_URL, "its values are profiles' addresses", SURE if is_named and share >= NEARLY_ALL else LIKELY)
    elif named in (None, Field.PROFILE_URL) and column.share(_is_name_and_address) >= MOST:
        column.take(Field.NAME_AND_HANDLE, "names with profiles' addresses beside them", SURE)
    elif column.share(ON_BLUESKY.fullmatch) >= MOST:
        column.take(Field.HANDLE, "most of its values are handles on Bluesky, which end so", SURE)
    elif names.is_running_number(column.name) and _is_running(column.values):
        column.take(Field.IGNORE, "a running number", SURE)
    elif _are_platforms(column):
        column.take(Field.PLATFORM, "its values are platforms", SURE if named == Field.PLATFORM else LIKELY)
    else:
        return _are_no_counts(column, named) or (named is None and _is_id_or_region(column))
    return True


def _are_channels(column: Column) -> bool:
    """Whether its values are YouTube's ids of channels, all or most."""
    share = column.share(YOUTUBE_ID.fullmatch)
    if share >= NEARLY_ALL:
        column.take(Field.EXTERNAL_ID, "its values are YouTube's ids of channels", SURE)
    elif share >= MOST and column.share(BESIDE_CHANNELS.match) == 1:
        column.take(Field.EXTERNAL_ID, "most of its values are YouTube's ids of channels", LIKELY)
    return column.field == Field.EXTERNAL_ID


def _are_told_without_name(column: Column) -> bool:
    """Whether the values of a column that the file names by nothing are numbers of rows, or countries; or it has none."""
    if not names.is_unnamed(column.name):
        return False
    if not column.values:
        column.take(Field.IGNORE, "blank, and called by nothing", SURE)
    elif number_the_rows(column.values):
        column.take(Field.IGNORE, "the rows' numbers", LIKELY)
    elif are_countries(column):
        column.take(Field.COUNTRY, "its values are countries", LIKELY)
    return column.field != Field.EXTRA


def _are_no_counts(column: Column, named: Field | None) -> bool:
    """Whether its numbers are money, or several in a cell."""
    if column.share(is_money) >= MOST:
        column.leave("amounts of money, none of our fields", SURE)
    elif column.share(are_several) >= LISTS:
        column.leave("several numbers in a cell, not one count", UNSURE if named else LIKELY)
    else:
        return False
    return True


def _is_id_or_region(column: Column) -> bool:
    """Whether a name that may be of a platform's id, or of a country, is by its values."""
    is_said = names.may_say_id(column.name) and not names.is_bare_id(column.name)
    if is_said and column.share(PLATFORMS_ID.fullmatch) and column.share(_is_or_was_id) >= MOST:
        is_long = column.share(LONG_ID.fullmatch) >= MOST
        column.take(Field.EXTERNAL_ID, "as long as platforms' ids of accounts are", LIKELY if is_long else UNSURE)
    elif names.says_region(column.name) and column.share(_is_country_code) >= NEARLY_ALL:
        column.take(Field.COUNTRY, "its values are codes of countries", LIKELY)
    return column.field != Field.EXTRA


def _is_or_was_id(value: str) -> bool:
    """Whether a platform may have given it, be it that a spreadsheet rounded it since; or a profile's address stands in its place."""
    return PLATFORMS_ID.fullmatch(value) is not None or SCIENTIFIC.fullmatch(value) is not None or is_profile(value)


def _are_platforms(column: Column) -> bool:
    """Codes that stand for countries too are platforms' only among platforms."""
    are_several = len(set(column.values)) < max(3, len(column.values))
    is_of_users = names.surely_says_handle(column.name) or names.says_name(column.name)
    if is_of_users and len(set(column.values)) == 1:
        # A platform's own account: tiktok on TikTok.
        return False
    return are_several and column.share(platform_in_cell) >= NEARLY_ALL and column.share(read_platform) >= SOME


def _take_named(column: Column, field: Field) -> None:
    of_channel = names.is_of_channel(column.name)
    if field == Field.TOPICS and (said := _why_no_topics(column)):
        column.leave(*said)
    elif field == Field.EXTERNAL_ID and column.share(lambda value: value.startswith(("@", "＠"))) >= MOST:
        column.take(Field.HANDLE, "called an id, but its values are handles", LIKELY)
    elif field == Field.EXTERNAL_ID and column.values and column.share(_could_be_channel_id if of_channel else _could_be_id) < MOST:
        column.leave("called an id, but its values are no numbers", LIKELY)
    elif _fitting(column, field) >= MOST or (field == Field.PLATFORM and names.surely_says_platform(column.name)) or _may_be_blank(column):
        misspelt = "".join(f", where “{word}” is “{meant}”" for word, meant in misspelt_in(column.name))
        column.take(field, f"matched by its name{misspelt}", SURE if _is_sure(column, field) else LIKELY)
    elif field in (*COUNT_LIMITS, *RATE_DEFINITIONS) and _fitting(column, field) >= FEW and _with_imprecise(column, field) >= MOST:
        column.take(field, "matched by its name, though some of its values are ranges or bounds", LIKELY)
    elif reason := names.kept_as(column.name):
        column.leave(reason, SURE)
    elif field == Field.COUNTRY and PLACES & set(words_of(column.name)):
        column.leave("places, none of our fields", LIKELY)
    elif field != Field.PROFILE_URL or not _taken_for_addresses(column):
        column.leave(f"named like {field.label.lower()}, but its values are not", UNSURE)


def _why_no_topics(column: Column) -> tuple[str, Confidence] | None:
    """Why what is called topics is something else, and how surely; None where it may be topics."""
    if column.share(SIZES.fullmatch) >= NEARLY_ALL:
        return "sizes of accounts, which their followers tell", SURE
    if column.share(SHARES.search) >= MOST:
        return "how much of somebody is of each, not topics", LIKELY
    if column.share(lambda value: value.casefold().startswith(f"{column.name.casefold()}-")) >= NEARLY_ALL:
        return "called as its column is, so that they are a program's, not topics", LIKELY
    return None


def _taken_for_addresses(column: Column) -> bool:
    """Whether what is called an address says who the account is otherwise, or of some rows."""
    if column.share(_is_name_and_handle) >= MOST:
        column.take(Field.NAME_AND_HANDLE, "handles, in brackets after a name", LIKELY)
    elif column.share(UUID.fullmatch) >= MOST:
        column.leave("called an address, but its values are a program's own ids", LIKELY)
    elif column.share_of_different(looks_like_handle) >= NEARLY_ALL:
        column.take(Field.HANDLE, "called an address, but its values are handles", UNSURE)
    elif column.share(is_profile) >= FEW:
        column.take(Field.PROFILE_URL, "called an address, though some of its values are none", UNSURE)
    else:
        return False
    return True


def _is_name_and_address(value: str) -> bool:
    name, address = split_name_and_handle(value)
    return 0 < len(name) <= LONGEST_NAME and is_profile(address) and not is_profile(name) and not MORE.search(name)


def _is_name_and_handle(value: str) -> bool:
    name, handle = split_name_and_handle(value)
    return bool(name) and "@" in value and looks_like_handle(handle)


def _could_be_id(value: str) -> bool:
    """Whether a platform may have given it: a number, or longer than handles are. `Instagram ID` often means the handle."""
    is_number = value.isdigit() or WITH_FRACTION.fullmatch(value) is not None
    return is_number or not looks_like_handle(value) or len(value.lstrip("@")) > LONGEST_HANDLE


def _could_be_channel_id(value: str) -> bool:
    """Whether it is no name: a number, YouTube's, or of letters and digits as nobody is called."""
    return looks_like_handle(value) and (len(value) > LONGEST_NAME_AS_ID or any(map(str.isdigit, value)))


def _is_country_code(value: str) -> bool:
    return len(value) == 2 and value.isupper() and bool(country_code(value))


def _with_imprecise(column: Column, field: Field) -> float:
    """How much of the values are numbers, or say about how many, without being one."""
    fits = _could_be_rate if field in RATE_DEFINITIONS else _could_be_count
    return column.share(lambda value: fits(value) or is_imprecise(value))


def _may_be_blank(column: Column) -> bool:
    """Whether a column without values is what its name says. A blank address is most likely a postal one."""
    return not column.values and not names.kept_as(column.name)


def _is_sure(column: Column, field: Field) -> bool:
    """Whether the values agree with the name beyond doubt. Likes, views and their kin may be sums, unless their name says average."""
    is_told = (field not in PER_POST or names.says_average(column.name)) and not misspelt_in(column.name)
    if field in RATE_DEFINITIONS:
        is_percent = column.share(is_percentage) >= MOST or 0 < column.middle() < 1
        is_told = (names.says_percent(column.name) or is_percent) and not misspelt_in(column.name)
    return is_told and bool(column.values) and _fitting(column, field) >= NEARLY_ALL


def _leave_unknown(column: Column) -> None:
    """What the name says of somebody else, or of none of our fields; a lone audience may be the followers."""
    if names.counts_followers_as(column.name) and _fitting(column, Field.FOLLOWERS) >= NEARLY_ALL:
        column.take(Field.FOLLOWERS, "called followers in brackets", UNSURE)
    elif field := names.field_of_audience(column.name):
        column.leave(f"the audience's {field.label.lower()}, not the creator's", SURE)
    elif reason := names.kept_as(column.name):
        column.leave(reason, SURE)
    elif names.is_audience(column.name) and _fitting(column, Field.FOLLOWERS) >= NEARLY_ALL and column.middle() >= SMALL_AUDIENCE:
        column.take(Field.FOLLOWERS, "an audience's size, most likely the followers", UNSURE)


def _is_running(values: list[str]) -> bool:
    numbers = [int(value) for value in values if value.isdecimal() and len(value) < 10]
    return len(numbers) == len(values) and numbers == sorted(numbers)


def _fitting(column: Column, field: Field) -> float:
    """How much of the values read as the field; all, where any text could be one."""
    checks: dict[Field, Callable[[str], object]] = {
        Field.COUNTRY: country_code,
        Field.LANGUAGE: language_code,
        Field.PLATFORM: platform_in_cell,
        Field.PROFILE_URL: is_profile,
        Field.EXTERNAL_ID: lambda value: not any(map(str.isspace, value)),
        # Days and numbers, good or bad: a column of nothing but -1 is to be rejected row by row, not kept aside.
        Field.TAKEN_ON: looks_like_date,
        **dict.fromkeys((Field.TOPICS, Field.BIO), _is_prose),
        **dict.fromkeys(COUNT_LIMITS, _could_be_count),
        **dict.fromkeys(RATE_DEFINITIONS, _could_be_rate),
    }
    return column.share(checks[field]) if field in checks else 1.0


def _is_prose(value: str) -> bool:
    if value.startswith("@") and looks_like_handle(value):
        return False
    return any(map(str.isalpha, value)) and not is_address(value) and not looks_like_number(value)


def _could_be_count(value: str) -> bool:
    return looks_like_number(value) and not is_percentage(value)


def _could_be_rate(value: str) -> bool:
    """A number, good or bad, that is no count of people."""
    return looks_like_number(value) and (is_percentage(value) or (as_number(value) or Number(0, 1)).value <= HIGHEST_RATE)
