"""Platforms' ids, also as spreadsheets leave them: one that became a number lost its last digits, and would be another account's.

What is left of an id is told here; what becomes of its row is rows.py's to say.
"""

import re
from dataclasses import dataclass
from typing import Final

from discovery.importing.cells.handles import is_unseen
from discovery.models import Platform

ID_LENGTH: Final = 100
YOUTUBE_ID: Final = re.compile(r"UC[\w-]{22}", re.ASCII)
# A channel's own list of its uploads, which YouTube's API gives beside its id.
UPLOADS_ID: Final = re.compile(r"UU[\w-]{22}", re.ASCII)
# A list of videos, be they of several channels.
PLAYLIST_ID: Final = re.compile(r"PL[\w-]{16,40}", re.ASCII)
# What a program made for its own rows, and no platform.
UUID: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|[0-9a-f]{24}", re.IGNORECASE)
# What stands in a handle's place on platforms that know accounts by it, and where nobody is called so.
IN_HANDLES_PLACE: Final[dict[str, re.Pattern[str]]] = {
    **dict.fromkeys((Platform.FACEBOOK, Platform.BILIBILI, Platform.WEIBO), re.compile(r"\d+", re.ASCII)),
    Platform.YOUTUBE: YOUTUBE_ID,
    Platform.CHZZK: re.compile(r"[0-9a-f]{32}"),
    Platform.XIAOHONGSHU: re.compile(r"[0-9a-f]{24}"),
    Platform.LINKEDIN: re.compile(r"(?:company|school|showcase)/[^\s/?#%A-Z]{1,80}"),
    Platform.BLUESKY: re.compile(r"did:[a-z]+:[\w.:%-]+", re.ASCII),
}
# A spreadsheet's number keeps so many digits; of a longer id the rest is zeros.
KEPT_DIGITS: Final = 15
# Of so many long ids hardly all end in zeros by themselves, and of the rest so many at least would.
ENOUGH: Final = 2
NEARLY_ALL: Final = 0.9
# 1.78414E+16; without a sign only where a point says that it is a number, since 4e85 may be an id.
SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?e\+\d{1,3}|\d[.,]\d+e\d{1,3}", re.IGNORECASE)
# 123456789.0, as tables with gaps in a column of whole numbers are written; 17,841,400,000,000,001.
WITH_FRACTION: Final = re.compile(r"(?P<digits>\d+)[.,]0+", re.ASCII)
GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}", re.ASCII)
LONG: Final = re.compile(rf"\d{{{KEPT_DIGITS},}}\d", re.ASCII)
ROUNDED: Final = re.compile(rf"\d{{{KEPT_DIGITS}}}0+", re.ASCII)
# What no id may be that is taken as it stands, for a reader of whole columns.
DAMAGED: Final = re.compile(rf"{SCIENTIFIC.pattern}|{WITH_FRACTION.pattern}|{GROUPED.pattern}", re.ASCII | re.IGNORECASE)
LOST: Final = "is a number that a spreadsheet has rounded, no id: its last digits are lost; left out"


def stands_for_handle(text: str, platform: str) -> bool:
    """Whether the text, in a handle's place, is the platform's id: where nobody is called so, a number or a row of digits."""
    spelt = IN_HANDLES_PLACE.get(platform)
    return spelt is not None and spelt.fullmatch(text) is not None


def read_id(text: str) -> str:
    """A platform's own id. ValueError where it is too long for one, or has what an address cannot show."""
    if len(text) > ID_LENGTH or any(character.isspace() or is_unseen(character) for character in text):
        raise ValueError(f"is not a platform's id: up to {ID_LENGTH} characters, without spaces and invisible ones")
    return text


def is_rounded(text: str, column_is: bool = False) -> bool:
    """Whether digits of the id are lost; `column_is` where all of its column's long ones end in zeros."""
    found = WITH_FRACTION.fullmatch(text)
    digits = found["digits"] if found else text
    if SCIENTIFIC.fullmatch(text) or (found and len(digits) > KEPT_DIGITS):
        return True
    return column_is and ROUNDED.fullmatch(digits) is not None


def whole_id(text: str) -> str:
    """The id without what made a number of it. ValueError where it is none."""
    text = text.removeprefix("'") if text[1:].isdigit() else text
    if found := WITH_FRACTION.fullmatch(text):
        return read_id(found["digits"])
    return read_id(re.sub("[.,]", "", text) if GROUPED.fullmatch(text) else text)


# One a line, in a whole column of ids: a quick look that nearly every column needs no more than.
SPELT_AS_YOUTUBES: Final = re.compile(rf"^(?:{YOUTUBE_ID.pattern}|{UPLOADS_ID.pattern})$", re.ASCII | re.MULTILINE)
# The same with those that are cut, and of lists of videos: what is a handle as often where nothing says that it is an id.
TOLD_AS_YOUTUBES: Final = re.compile(rf"^(?:UC.*|{UPLOADS_ID.pattern}|{PLAYLIST_ID.pattern})$", re.ASCII | re.MULTILINE)
SPOILT: Final = "is no id of a channel: YouTube's are UC and 22 characters after it"
OF_PLAYLIST: Final = "is the id of a list of videos, not of a channel: that begins with UC"
OF_UPLOADS: Final = "is the list of a channel's uploads, not the channel's id: that begins with UC"


def channel_of_uploads(text: str) -> str:
    """The id of the channel whose list of uploads this is: YouTube names the two alike."""
    return f"UC{text[2:]}"


def why_of_others(text: str, platform: str) -> str:
    """Why an id that only YouTube gives is of no account on the platform; "" where it may be of one."""
    if platform == Platform.YOUTUBE:
        if PLAYLIST_ID.fullmatch(text):
            return OF_PLAYLIST
        is_spoilt = text.startswith("UC") and not YOUTUBE_ID.fullmatch(text)
        return OF_UPLOADS if UPLOADS_ID.fullmatch(text) else SPOILT if is_spoilt else ""
    is_other = platform and YOUTUBE_ID.fullmatch(text)
    return f"is YouTube's id of a channel, but the row is about {Platform(platform).label}" if is_other else ""


@dataclass
class Ids:
    """What a column of ids shows of whether a spreadsheet rounded them."""

    long: int = 0
    rounded: int = 0

    def add(self, text: str) -> None:
        if LONG.fullmatch(text):
            self.long += 1
            self.rounded += ROUNDED.fullmatch(text) is not None

    @property
    def are_rounded(self) -> bool:
        return self.long >= ENOUGH and self.rounded >= NEARLY_ALL * self.long
