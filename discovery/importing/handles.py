"""Reads who a row is about: platforms in their many spellings, handles by each platform's alphabet, profiles' addresses.

What is no handle is never made into one: it is a name, to be matched by a person, or an error.
"""

import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from discovery.models import Platform

TITLE_LENGTH: Final = 300
ID_LENGTH: Final = 100
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
}
SPELLINGS: Final = {
    Platform.INSTAGRAM: "instagram insta ig instagrammer инстаграм инстаграмм",
    Platform.TIKTOK: "tiktok tiktoker tiktokers tt тикток",
    Platform.YOUTUBE: "youtube youtuber youtubers yt ютуб ютьюб",
    Platform.TWITCH: "twitch twitchtv",
    Platform.X: "x twitter xtwitter twitterx",
    Platform.FACEBOOK: "facebook fb",
    Platform.THREADS: "threads",
    Platform.PINTEREST: "pinterest",
    Platform.SNAPCHAT: "snapchat snap",
    Platform.LINKEDIN: "linkedin",
    Platform.REDDIT: "reddit",
    Platform.TELEGRAM: "telegram tg телеграм",
    Platform.VK: "vk vkontakte вк вконтакте",
    Platform.RUTUBE: "rutube рутуб",
}
PLATFORM_WORDS: Final = {word: platform for platform, words in SPELLINGS.items() for word in words.split()}
HOSTS: Final = {
    "instagram.com": Platform.INSTAGRAM,
    "tiktok.com": Platform.TIKTOK,
    "youtube.com": Platform.YOUTUBE,
    "twitch.tv": Platform.TWITCH,
    "x.com": Platform.X,
    "twitter.com": Platform.X,
    "facebook.com": Platform.FACEBOOK,
    "threads.net": Platform.THREADS,
    "threads.com": Platform.THREADS,
    "pinterest.com": Platform.PINTEREST,
    "snapchat.com": Platform.SNAPCHAT,
    "linkedin.com": Platform.LINKEDIN,
    "reddit.com": Platform.REDDIT,
    "t.me": Platform.TELEGRAM,
    "vk.com": Platform.VK,
    "rutube.ru": Platform.RUTUBE,
}
# Path pieces that stand before a handle, before the platform's own id, and before what is neither.
BEFORE_HANDLE: Final = frozenset({"add", "in", "user", "u"})
BEFORE_ID: Final = frozenset({"channel"})
NO_PROFILE: Final = frozenset(
    {
        *("c", "p", "r", "reel", "reels", "stories", "watch", "video", "videos", "shorts"),
        *("groups", "explore", "company", "people", "profile.php"),
    }
)
ADDRESS: Final = re.compile(rf"(?:https?://)?(?:[a-z]{{1,3}}\.)?(?:{'|'.join(map(re.escape, HOSTS))})(?:/.*)?|https?://.*", re.IGNORECASE)
NAME_AND_HANDLE: Final = re.compile(r"(?P<name>.*\S)\s*\(@?(?P<handle>[^()\s]+)\)\s*", re.DOTALL)
YOUTUBE_ID: Final = re.compile(r"UC[\w-]{22}", re.ASCII)
# Marks alone, as . and .., are nobody's handle, and no address reaches them.
_FITTING: Final = {
    platform: re.compile(rf"(?=.*\w)[A-Za-z0-9{re.escape(marks)}]{{1,{length}}}", re.ASCII)
    for platform, (marks, length) in ALPHABETS.items()
}
_ANY_HANDLE: Final = re.compile(r"@?(?=.*\w)[A-Za-z0-9._-]{1,60}", re.ASCII)


class Address(NamedTuple):
    """What a profile's web address says; handle and id are blank where it says neither."""

    platform: str
    handle: str = ""
    external_id: str = ""


def read_platform(text: str) -> str:
    """The platform a cell names, in any of its spellings; "" where it names none we know."""
    return str(PLATFORM_WORDS.get("".join(filter(str.isalnum, text.casefold())), ""))


def looks_like_handle(text: str) -> bool:
    """Whether it could be a handle somewhere: no spaces, no other script, no emoji."""
    return _ANY_HANDLE.fullmatch(text.strip()) is not None


def fits(handle: str, platform: str) -> bool:
    """Whether it is spelt as handles on the platform are."""
    return _FITTING[platform].fullmatch(handle) is not None  # type: ignore[index]  # a Platform is its value


def is_address(text: str) -> bool:
    return ADDRESS.fullmatch(text.strip()) is not None


def is_profile(text: str) -> bool:
    """Whether it is the address of a profile on a platform we know."""
    try:
        return is_address(text) and bool(read_address(text))
    except ValueError:
        return False


def read_handle(text: str, platform: str) -> str:
    """A cell's handle, without @; "" where the cell holds a name instead. ValueError says why it is neither."""
    text = text.strip()
    if is_address(text):
        return _handle_at(read_address(text), platform)
    handle = text.removeprefix("@").strip()
    if _FITTING[Platform(platform)].fullmatch(handle):
        return handle
    if _FITTING[Platform(platform)].fullmatch("".join(character for character in handle if not _is_unseen(character))):
        raise ValueError("has an invisible character in it: type the handle anew")
    if len(text) <= TITLE_LENGTH and not text.startswith("@") and _is_name(text):
        return ""
    marks, length = ALPHABETS[Platform(platform)]
    raise ValueError(
        f"is not a handle on {Platform(platform).label}: those are 1 to {length} letters, digits and {' '.join(marks)}, without spaces"
    )


def read_id(text: str) -> str:
    """A platform's own id. ValueError where it is too long for one, or has what an address cannot show."""
    if len(text) > ID_LENGTH or any(character.isspace() or _is_unseen(character) for character in text):
        raise ValueError(f"is not a platform's id: up to {ID_LENGTH} characters, without spaces and invisible ones")
    return text


def read_address(text: str) -> Address:
    """The account that a profile's address names. ValueError where it is no profile on a platform we know."""
    platform, path = _platform_and_path(text)
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    lead = pieces[0].casefold() if pieces else ""
    if lead in BEFORE_ID and len(pieces) > 1:
        return Address(platform, external_id=_id_in_address(pieces[1], platform))
    # youtube.com/user/… is a name from before handles, not one of them.
    before = BEFORE_HANDLE - {"user"} if platform == Platform.YOUTUBE else BEFORE_HANDLE
    if lead in before and len(pieces) > 1:
        pieces = pieces[1:]
    handle = pieces[0].removeprefix("@") if pieces else ""
    if lead in NO_PROFILE or (lead == "user" and platform == Platform.YOUTUBE) or not _FITTING[platform].fullmatch(handle):
        raise ValueError(f"is not the address of a profile on {platform.label}")
    return Address(platform, handle=handle)


def split_name_and_handle(text: str) -> tuple[str, str]:
    """`마스카 (newmasca)` is ("마스카", "newmasca"); a cell without brackets is ("", the cell)."""
    found = NAME_AND_HANDLE.fullmatch(text.strip())
    return (found["name"], found["handle"]) if found else ("", text.strip())


def _platform_and_path(address: str) -> tuple[Platform, str]:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:
        # As brackets without an IPv6 address between them.
        raise ValueError("is not a web address") from None
    host = (parts.hostname or "").casefold()
    platform = next((platform for name, platform in HOSTS.items() if host == name or host.endswith(f".{name}")), None)
    if platform is None:
        raise ValueError("is not the address of a profile on a platform we know")
    return platform, parts.path


def _id_in_address(text: str, platform: Platform) -> str:
    if platform == Platform.YOUTUBE and not YOUTUBE_ID.fullmatch(text):
        raise ValueError("is not the address of a channel: YouTube's ids are UC and 22 characters after it")
    return read_id(text)


def _handle_at(address: Address, platform: str) -> str:
    if address.platform != platform:
        raise ValueError(f"is an address on {Platform(address.platform).label}, but the row is about {Platform(platform).label}")
    if not address.handle:
        raise ValueError("is the address of a platform's id, not of a handle: map the column as Profile address")
    return address.handle


def _is_unseen(character: str) -> bool:
    """Control and format characters, half characters, and those that nobody has given a meaning."""
    return unicodedata.category(character).startswith("C")


def _is_name(text: str) -> bool:
    """What people are called: words apart, or letters and signs beyond any handle's."""
    return not text.isascii() or any(character.isspace() for character in text)
