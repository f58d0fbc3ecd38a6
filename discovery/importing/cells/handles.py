"""Reads who a row is about: platforms in their many spellings, handles by each platform's alphabet, profiles' addresses.

What is no handle is never made into one: it is a name, to be matched by a person, or an error.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from discovery.models import Platform

# What copying leaves around a text: white space, marks of byte order and of the direction of writing, and what has no width.
EDGES: Final = " \t\r\n\u00a0\u00ad\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
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
HOSTS: Final = {
    "instagram.com": Platform.INSTAGRAM,
    "tiktok.com": Platform.TIKTOK,
    "youtube.com": Platform.YOUTUBE,
    "twitch.tv": Platform.TWITCH,
    "x.com": Platform.X,
    "twitter.com": Platform.X,
    "facebook.com": Platform.FACEBOOK,
    "fb.com": Platform.FACEBOOK,
    "threads.net": Platform.THREADS,
    "threads.com": Platform.THREADS,
    "pinterest.com": Platform.PINTEREST,
    "snapchat.com": Platform.SNAPCHAT,
    "linkedin.com": Platform.LINKEDIN,
    "reddit.com": Platform.REDDIT,
    "t.me": Platform.TELEGRAM,
    "telegram.me": Platform.TELEGRAM,
    "vk.com": Platform.VK,
    "vk.ru": Platform.VK,
    "rutube.ru": Platform.RUTUBE,
}
# Pinterest has a domain in every country.
COUNTRY_DOMAIN: Final = re.compile(r"pinterest\.(?:[a-z]{2}|com?\.[a-z]{2})")
# Hosts of a platform that shorten addresses: what follows is no handle.
SHORTENERS: Final = frozenset({"vm.tiktok.com", "vt.tiktok.com", "l.instagram.com", "lnkd.in"})
# Path pieces that stand before a handle, before the platform's own id, and before what is neither.
BEFORE_HANDLE: Final = {
    **dict.fromkeys(Platform, frozenset({"add", "in", "user", "u", "_u"})),
    # youtube.com/user/… is a name from before handles, not one of them.
    Platform.YOUTUBE: frozenset(),
    Platform.TELEGRAM: frozenset({"s"}),
    # instagram.com/stories/NAME/… is NAME's.
    Platform.INSTAGRAM: frozenset({"add", "in", "user", "u", "_u", "stories"}),
    Platform.FACEBOOK: frozenset({"add", "in", "user", "u", "_u", "gaming", "watch"}),
}
# What stands in a name's place all the same.
NO_NAMES: Final = frozenset({"highlights", "live", "search", "browse", "video", "videos"})
BEFORE_NAME: Final = {Platform.YOUTUBE: frozenset({"c", "user"})}
BEFORE_ID: Final = frozenset({"channel"})
NO_PROFILE: Final = frozenset(
    {
        *("c", "p", "r", "i", "tv", "reel", "reels", "stories", "watch", "video", "videos", "shorts", "live", "clip", "clips"),
        *("groups", "group", "explore", "company", "school", "people", "pages", "profile.php", "search", "results", "hashtag", "tag"),
        *("discover", "music", "playlist", "playlists", "feed", "home", "about", "login", "directory", "t", "share", "sharer", "intent"),
        *("joinchat", "addlist", "addstickers", "proxy", "pin", "topics", "topic", "status", "events", "marketplace", "gaming", "channel"),
    }
)
# Where the handle or the id stands in the address's query.
ID_IN_QUERY: Final = {(Platform.FACEBOOK, "profile.php"): "id"}
HANDLE_IN_QUERY: Final = {(Platform.X, "intent"): "screen_name"}
# VK's own pages: a person's id, a community's, which its API writes with a minus.
VK_PAGE: Final = re.compile(r"(?P<kind>id|public|club|event)(?P<id>\d+)")
_HOST: Final = rf"(?:[a-z0-9-]{{1,12}}\.)?(?:{'|'.join(map(re.escape, HOSTS))}|{COUNTRY_DOMAIN.pattern})"
ADDRESS: Final = re.compile(rf"(?:https?:)?(?://)?{_HOST}(?:[/?].*)?|https?://.*", re.IGNORECASE)
# A name with the handle in any brackets behind it; or, with an @, behind a bar, a dash or nothing; or before the name. A dash without
# a space is a part of the handle.
NAME_AND_HANDLE: Final = re.compile(
    r"(?P<name>.*\S)\s*[(\[{<（［【〔「]\s*+[@＠]?(?P<handle>[^\s()\[\]{}<>（）［］【】〔〕「」]+)\s*[)\]}>）］】〕」]\s*", re.DOTALL
)
NAME_AND_AT: Final = re.compile(r"(?P<name>.*[^\s|·•,;:/–—-])\s*+[|·•,;:/–—-]?\s*+(?<!\w)[@＠](?P<handle>\S+)", re.DOTALL)
AT_AND_NAME: Final = re.compile(
    r"[@＠](?P<handle>[^\s|(]+?)(?:(?:\s*[|·•]|\s+[–—-]|[–—-](?=\s))\s*(?P<name>\S.*)|\s*\((?P<bracketed>[^()]+)\))", re.DOTALL
)
# A profile's page as browsers call it: Anna (@anna) • Instagram photos and videos, (3) Anna (@anna) / X.
OF_PAGE: Final = re.compile(
    r"(?<=\s)[•·|/–-] (?:Instagram(?: photos and videos| profile)?|TikTok|Threads(?:, Say more)?|X|Twitter|Twitch|Snapchat|Pinterest)$"
)
LONGEST_ENDING: Final = 40
UNREAD: Final = re.compile(r"\(\d{1,3}\+?\)\s+")
YOUTUBE_ID: Final = re.compile(r"UC[\w-]{22}", re.ASCII)
# A channel's own list of its uploads, which YouTube's API gives beside its id.
UPLOADS_ID: Final = re.compile(r"UU[\w-]{22}", re.ASCII)
# Path pieces that stand before a post's name, and the one in which a post's name is what is asked for: watch?v=…
BEFORE_POST: Final = frozenset({"p", "reel", "reels", "tv", "video", "videos", "shorts", "status", "posts", "photo", "pin"})
ASKED_FOR: Final = re.compile(r"(?:^|&)v=([\w-]+)", re.ASCII)
# An address within a text: it ends at a space, a bracket or a quote.
_IN_TEXT: Final = re.compile(
    rf"(?<![\w.@/])(?:https?://)?(?:[a-z]{{1,3}}\.)?(?:{'|'.join(map(re.escape, HOSTS))})/[^\s<>()\[\]\"'|;,]+", re.IGNORECASE
)
# Marks alone, as . and .., are nobody's handle, and no address reaches them.
_FITTING: Final = {
    platform: re.compile(rf"(?=.*\w)[A-Za-z0-9{re.escape(marks)}]{{1,{length}}}", re.ASCII)
    for platform, (marks, length) in ALPHABETS.items()
}
# On YouTube letters of other scripts too, where an @ or an address says that it is a handle: a bare text would be a name.
_FITTING_SCRIPTS: Final = {Platform.YOUTUBE: re.compile(r"(?=.*\w)[\w._·-]{1,60}")}
_ANY_HANDLE: Final = re.compile(r"[@＠]?(?=.*\w)[A-Za-z0-9._-]{1,60}", re.ASCII)


class Address(NamedTuple):
    """What a profile's web address says; blank where it does not. `name` is of an address that names no handle: youtube.com/c/…"""

    platform: str
    handle: str = ""
    external_id: str = ""
    name: str = ""


def looks_like_handle(text: str) -> bool:
    """Whether it could be a handle somewhere: no spaces, no other script, no emoji."""
    return _ANY_HANDLE.fullmatch(text.strip(EDGES)) is not None


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


def may_hold_addresses(texts: Iterable[str]) -> bool:
    """Whether one of the texts may be an address: a quick look at many of them, for which nearly all need no closer one."""
    together = " ".join(texts).lower()
    return "://" in together or any(host in together for host in HOSTS) or COUNTRY_DOMAIN.search(together) is not None


def read_handle(text: str, platform: str) -> str:
    """A cell's handle, without @; "" where the cell holds a name instead. ValueError says why it is neither."""
    text = text.strip(EDGES)
    if is_address(text):
        return _handle_at(read_address(text), platform)
    handle = text.removeprefix("@").removeprefix("＠").strip(EDGES)
    if _FITTING[Platform(platform)].fullmatch(handle) or (handle != text and _is_of_a_script(handle, platform)):
        return handle
    if _FITTING[Platform(platform)].fullmatch("".join(character for character in handle if not _is_unseen(character))):
        raise ValueError("has an invisible character in it: type the handle anew")
    if len(text) <= TITLE_LENGTH and not text.startswith(("@", "＠")) and _is_name(text):
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
    platform, path, query = _parts(text)
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    lead = pieces[0].casefold() if pieces else ""
    if (name := ID_IN_QUERY.get((platform, lead))) and name in query:
        return Address(platform, external_id=read_id(query[name]))
    if (name := HANDLE_IN_QUERY.get((platform, lead))) and name in query:
        pieces, lead = [query[name]], ""
    if platform == Platform.X and lead == "i" and pieces[1:2] == ["user"] and len(pieces) > 2:
        return Address(platform, external_id=read_id(pieces[2]))
    if lead in BEFORE_ID and len(pieces) > 1:
        return Address(platform, external_id=_id_in_address(pieces[1], platform))
    if lead in BEFORE_NAME.get(platform, ()) and len(pieces) > 1:
        return Address(platform, name=pieces[1][:TITLE_LENGTH])
    if platform == Platform.VK and (found := VK_PAGE.fullmatch(lead)):
        return Address(platform, external_id=found["id"] if found["kind"] == "id" else f"-{found['id']}")
    if lead in BEFORE_HANDLE[platform] and len(pieces) > 1 and pieces[1].casefold() not in NO_NAMES:
        pieces, lead = pieces[1:], ""
    handle = pieces[0].removeprefix("@").removeprefix("＠") if pieces else ""
    fitting = _FITTING[platform].fullmatch(handle) or (lead.startswith("@") and _is_of_a_script(handle, platform))
    if lead in NO_PROFILE or (lead == "user" and platform == Platform.YOUTUBE) or not fitting:
        raise ValueError(f"is not the address of a profile on {platform.label}")
    return Address(platform, handle=handle)


def is_post_address(text: str) -> bool:
    """Whether it is the address of a post, not of a profile."""
    path, _, query = text.strip().partition("?")
    pieces = path.split("/")
    return is_address(text) and (bool(BEFORE_POST & set(pieces[:-1])) or (pieces[-1] == "watch" and bool(ASKED_FOR.search(query))))


def platform_at(text: str) -> str:
    """The platform that an address is on, be it a profile's or a post's; "" where it is on none we know."""
    try:
        return str(_parts(text)[0]) if is_address(text) else ""
    except ValueError:
        return ""


def read_post(text: str) -> str:
    """What tells a post from others: of an address its path, however the rest is spelt; else the text."""
    if not is_address(text):
        return text
    path, _, query = re.sub(r"^https?://", "", text.partition("#")[0], flags=re.IGNORECASE).partition("?")
    asked_for = ASKED_FOR.search(query)
    return asked_for[1] if asked_for else path.partition("/")[2].strip("/")


def addresses_in(text: str) -> list[Address]:
    """The profiles whose addresses stand in a text, once each, in its order; without those that say a name alone."""
    found: dict[Address, None] = {}
    for piece in _IN_TEXT.findall(text):
        with suppress(ValueError):
            found[read_address(piece.rstrip(".,:!?"))] = None
    return [address for address in found if address.handle or address.external_id]


def split_name_and_handle(text: str) -> tuple[str, str]:
    """`마스카 (newmasca)` and `마스카 | @newmasca` are ("마스카", "newmasca"); a cell without either is ("", the cell)."""
    text = text.strip()
    if is_address(text):
        return "", text
    if "(@" in text and (of_page := OF_PAGE.search(text, max(0, len(text) - LONGEST_ENDING))):
        text = UNREAD.sub("", text[: of_page.start()], count=1)
    found = NAME_AND_HANDLE.fullmatch(text) or NAME_AND_AT.fullmatch(text)
    if found:
        return found["name"].rstrip(" |·•,;:/–—-"), found["handle"]
    if found := AT_AND_NAME.fullmatch(text):
        return (found["name"] or found["bracketed"]).strip(), found["handle"]
    return "", text


def _parts(address: str) -> tuple[Platform, str, dict[str, str]]:
    """The platform, the path and the query of an address."""
    try:
        parts = urlsplit(address.strip() if "://" in address else f"https://{address.strip().removeprefix('//')}")
    except ValueError:
        # As brackets without an IPv6 address between them.
        raise ValueError("is not a web address") from None
    host = (parts.hostname or "").casefold()
    platform = next((platform for name, platform in HOSTS.items() if host == name or host.endswith(f".{name}")), None)
    if platform is None and COUNTRY_DOMAIN.fullmatch(host.removeprefix("www.")):
        platform = Platform.PINTEREST
    if platform is None or host in SHORTENERS:
        raise ValueError("is not the address of a profile on a platform we know")
    # twitter.com/#!/nasa was an address once.
    path = parts.fragment.removeprefix("!") if parts.fragment.startswith("!/") and parts.path in ("", "/") else parts.path
    return platform, path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def _id_in_address(text: str, platform: Platform) -> str:
    if platform == Platform.YOUTUBE and not YOUTUBE_ID.fullmatch(text):
        raise ValueError("is not the address of a channel: YouTube's ids are UC and 22 characters after it")
    return read_id(text)


def _handle_at(address: Address, platform: str) -> str:
    if address.platform != platform:
        raise ValueError(f"is an address on {Platform(address.platform).label}, but the row is about {Platform(platform).label}")
    if address.name:
        raise ValueError("is an address from before handles, which names none: map the column as Profile address")
    if not address.handle:
        raise ValueError("is the address of a platform's id, not of a handle: map the column as Profile address")
    return address.handle


def _is_of_a_script(handle: str, platform: str) -> bool:
    """Whether it is spelt in a script without capitals, as てみ is: letters that only look like ours, and those that PostgreSQL and Python
    make small in two ways, are in none of these.
    """
    fitting = _FITTING_SCRIPTS.get(Platform(platform))
    if fitting is None or not fitting.fullmatch(handle) or unicodedata.normalize("NFKC", handle) != handle:
        return False
    return all(character.isascii() or character.lower() == character.upper() for character in handle)


def _is_unseen(character: str) -> bool:
    """Control and format characters, half characters, and those that nobody has given a meaning."""
    return unicodedata.category(character).startswith("C")


def _is_name(text: str) -> bool:
    """What people are called: words apart, or letters and signs beyond any handle's."""
    return not text.isascii() or any(character.isspace() for character in text)
