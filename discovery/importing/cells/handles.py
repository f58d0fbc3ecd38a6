"""How handles are spelt on each platform: their alphabets and lengths. Cells that name one are named.py's, addresses addresses.py's."""

import re
import unicodedata
from typing import Final

from discovery.models import Platform

# What copying leaves around a text: white space, marks of byte order and of the direction of writing, and what has no width.
EDGES: Final = " \t\r\n\u00a0\u00ad\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
TITLE_LENGTH: Final = 300
# Letters, digits and these; and how long. YouTube's older custom addresses, X's and LinkedIn's are longer than today's rules.
ALPHABETS: Final = {
    Platform.INSTAGRAM: ("._", 30),
    Platform.TIKTOK: ("._", 24),
    Platform.YOUTUBE: ("._-·", 60),
    Platform.TWITCH: ("_", 25),
    Platform.X: ("_", 20),
    Platform.FACEBOOK: (".", 50),
    Platform.THREADS: ("._", 30),
    Platform.PINTEREST: ("_", 30),
    Platform.SNAPCHAT: ("._-", 15),
    Platform.LINKEDIN: ("-", 100),
    Platform.REDDIT: ("_-", 21),
    Platform.TELEGRAM: ("_", 32),
    Platform.VK: ("_.", 32),
    Platform.RUTUBE: ("_-", 100),
    Platform.BLUESKY: (".-", 100),
    Platform.KICK: ("_-", 25),
    Platform.DOUYIN: ("._-", 30),
    Platform.WEIBO: ("._-", 30),
    Platform.XIAOHONGSHU: ("._-", 30),
    Platform.SOOP: ("_", 20),
}
# Where nobody has a handle: what the platform tells accounts by instead.
WITHOUT_HANDLES: Final = {
    Platform.BILIBILI: "a number, as in space.bilibili.com/NUMBER",
    Platform.CHZZK: "32 letters and digits, as in chzzk.naver.com/ID",
}
# Of whoever has no domain of their own there.
ON_BLUESKY: Final = re.compile(r"[@＠]?[A-Za-z0-9-]+\.bsky\.social", re.IGNORECASE)
# Marks alone, as . and .., are nobody's handle, and no address reaches them.
_FITTING: Final = {
    platform: re.compile(rf"(?=.*\w)[A-Za-z0-9{re.escape(marks)}]{{1,{length}}}", re.ASCII)
    for platform, (marks, length) in ALPHABETS.items()
} | {
    # Handles there are domains: anna.bsky.social.
    Platform.BLUESKY: re.compile(r"(?=.{4,100}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII | re.IGNORECASE)
}
# On YouTube and LinkedIn letters of other scripts too, where an @ or an address says that it is a handle: a bare text would be a name.
_FITTING_SCRIPTS: Final = {
    Platform.YOUTUBE: re.compile(r"(?=.*\w)[\w._·-]{1,60}"),
    Platform.LINKEDIN: re.compile(r"(?=.*\w)[\w-]{1,100}"),
}
_ANY_HANDLE: Final = re.compile(r"[@＠]?(?=.*\w)[A-Za-z0-9._-]{1,60}", re.ASCII)


def looks_like_handle(text: str) -> bool:
    """Whether it could be a handle somewhere: no spaces, no other script, no emoji."""
    return _ANY_HANDLE.fullmatch(text.strip(EDGES)) is not None


def fits(handle: str, platform: str) -> bool:
    """Whether it is spelt as handles on the platform are."""
    fitting = _FITTING.get(platform)  # type: ignore[call-overload]  # a Platform is its value
    return fitting is not None and fitting.fullmatch(handle) is not None


def why_unfit(platform: Platform) -> str:
    """Why a text is no handle there: what handles are like."""
    if told_by := WITHOUT_HANDLES.get(platform):
        return f"is not an id on {platform.label}, which has no handles: accounts are told by {told_by}"
    if platform == Platform.BLUESKY:
        return f"is not a handle on {platform.label}: those are domains, as anna.bsky.social"
    marks, length = ALPHABETS[platform]
    return f"is not a handle on {platform.label}: those are 1 to {length} letters, digits and {' '.join(marks)}, without spaces"


def fits_a_script(handle: str, platform: Platform) -> bool:
    """Whether it is spelt in another script, as てみ is, or with accents, as josé: made small by `small`.

    Of scripts with capitals no letters but Latin ones stand beside ours, which they only look like.
    """
    fitting = _FITTING_SCRIPTS.get(platform)
    if fitting is None or not fitting.fullmatch(handle) or unicodedata.normalize("NFKC", handle) != handle:
        return False
    others = [character for character in handle if not character.isascii()]
    cased = [character for character in others if character.lower() != character.upper()]
    are_latin = [unicodedata.name(character, "").startswith("LATIN") for character in cased]
    are_alone = not any(are_latin) and not re.search("[A-Za-z]", handle)
    return (all(are_latin) or are_alone) and all(character == "ß" or character.upper().lower() == character for character in cased)


def small(handle: str) -> str:
    """With letters beyond ours composed and small: handles are the same in both cases, and PostgreSQL may know no others than ours."""
    if handle.isascii() or any(unicodedata.normalize("NFC", character).isascii() for character in handle if not character.isascii()):
        # The sign of kelvin only looks like a K.
        return handle
    return "".join(character if character.isascii() else character.lower() for character in unicodedata.normalize("NFC", handle))


def is_unseen(character: str) -> bool:
    """Control and format characters, half characters, and those that nobody has given a meaning."""
    return unicodedata.category(character).startswith("C")
