"""The web addresses of profiles and posts: which platform they are on, and which account or post they name.

What is no address of a profile is an error that says why, never an account.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from discovery.importing.cells.handles import TITLE_LENGTH, fits, fits_a_script, small
from discovery.importing.cells.ids import YOUTUBE_ID, read_id
from discovery.models import Platform

HOSTS: Final = {
    "instagram.com": Platform.INSTAGRAM,
    "instagram.de": Platform.INSTAGRAM,
    "tiktok.com": Platform.TIKTOK,
    "youtube.com": Platform.YOUTUBE,
    "youtube.de": Platform.YOUTUBE,
    "twitch.tv": Platform.TWITCH,
    "x.com": Platform.X,
    "twitter.com": Platform.X,
    "facebook.com": Platform.FACEBOOK,
    "facebook.de": Platform.FACEBOOK,
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
    "bsky.app": Platform.BLUESKY,
    "kick.com": Platform.KICK,
    "bilibili.com": Platform.BILIBILI,
    "douyin.com": Platform.DOUYIN,
    "iesdouyin.com": Platform.DOUYIN,
    "weibo.com": Platform.WEIBO,
    "weibo.cn": Platform.WEIBO,
    "xiaohongshu.com": Platform.XIAOHONGSHU,
    "sooplive.co.kr": Platform.SOOP,
    "sooplive.com": Platform.SOOP,
    "afreecatv.com": Platform.SOOP,
    "chzzk.naver.com": Platform.CHZZK,
}
# Pinterest has a domain in every country.
COUNTRY_DOMAIN: Final = re.compile(r"pinterest\.(?:[a-z]{2}|com?\.[a-z]{2})")
# Hosts of a platform that shorten addresses: what follows is no handle.
SHORTENERS: Final = frozenset({"vm.tiktok.com", "vt.tiktok.com", "l.instagram.com", "lnkd.in", "v.douyin.com"})
# Hosts whose whole path is of profiles, as the same site's other addresses write it.
OF_PROFILES: Final = {"space.bilibili.com": "/space", "live.bilibili.com": "/live"}
# Path pieces that stand before a handle, before the platform's own id, and before what is neither.
BEFORE_HANDLE: Final = {
    **dict.fromkeys(Platform, frozenset({"add", "in", "user", "u", "_u"})),
    # youtube.com/user/… is a name from before handles, not one of them.
    Platform.YOUTUBE: frozenset(),
    Platform.TELEGRAM: frozenset({"s"}),
    # instagram.com/stories/NAME/… is NAME's.
    Platform.INSTAGRAM: frozenset({"add", "in", "user", "u", "_u", "stories"}),
    Platform.FACEBOOK: frozenset({"add", "in", "user", "u", "_u", "gaming", "watch"}),
    Platform.BLUESKY: frozenset({"profile"}),
    Platform.SOOP: frozenset({"station"}),
}
# What stands in a name's place all the same.
NO_NAMES: Final = frozenset({"highlights", "live", "search", "browse", "video", "videos"})
BEFORE_NAME: Final = {Platform.YOUTUBE: frozenset({"c", "user"}), Platform.WEIBO: frozenset({"n"})}
BEFORE_ID: Final = frozenset({"channel"})
NO_PROFILE: Final = frozenset(
    {
        *("c", "p", "r", "i", "tv", "reel", "reels", "stories", "watch", "video", "videos", "shorts", "live", "clip", "clips"),
        *("groups", "group", "explore", "people", "pages", "profile.php", "story.php", "permalink.php", "photo.php", "comments"),
        *("search", "results", "hashtag", "tag"),
        *("company", "school", "showcase"),
        *("discover", "music", "playlist", "playlists", "feed", "home", "about", "login", "directory", "t", "share", "sharer", "intent"),
        *("joinchat", "addlist", "addstickers", "proxy", "pin", "topics", "topic", "status", "events", "marketplace", "gaming", "channel"),
    }
)
# The same on one platform alone.
NO_PROFILE_ON: Final = {
    Platform.YOUTUBE: frozenset({"user"}),
    Platform.KICK: frozenset({"category", "categories", "browse", "dashboard"}),
    Platform.WEIBO: frozenset({"detail", "ttarticle", "hot", "newlogin"}),
    Platform.SOOP: frozenset({"player", "event", "browse"}),
}
# Where the handle or the id stands in the address's query.
# story.php and permalink.php are a page's post.
ID_IN_QUERY: Final = {(Platform.FACEBOOK, name): "id" for name in ("profile.php", "story.php", "permalink.php")}
HANDLE_IN_QUERY: Final = {(Platform.X, "intent"): "screen_name"}
# Where an id stands in a path, what stands before it, and what it is like; "" is the path's beginning.
ID_IN_PATH: Final = {
    Platform.BLUESKY: (frozenset({"profile"}), re.compile(r"did:[a-z]+:[\w.:%-]+", re.ASCII)),
    Platform.BILIBILI: (frozenset({"space"}), re.compile(r"\d+", re.ASCII)),
    Platform.DOUYIN: (frozenset({"user"}), re.compile(r"[\w-]{20,100}", re.ASCII)),
    Platform.WEIBO: (frozenset({"", "u", "profile"}), re.compile(r"\d{5,12}", re.ASCII)),
    Platform.XIAOHONGSHU: (frozenset({"profile"}), re.compile(r"[0-9a-f]{24}")),
    Platform.CHZZK: (frozenset({"", "live"}), re.compile(r"[0-9a-f]{32}")),
}
# Whose addresses name accounts by their ids alone.
BY_ID_ALONE: Final = frozenset({Platform.BILIBILI, Platform.DOUYIN, Platform.XIAOHONGSHU, Platform.CHZZK})
# VK's own pages: a person's id, a community's, which its API writes with a minus.
VK_PAGE: Final = re.compile(r"(?P<kind>id|public|club|event)(?P<id>\d+)")
# Facebook's pages without a name of their own carry their id behind what they are called: gaming/Mia-Plays-110014043876480,
# pages/Mia/110014043876480.
PAGE_ID: Final = re.compile(r"(?:[^/]+-)?(?P<id>\d{9,20})", re.ASCII)
BEFORE_PAGE: Final = frozenset({"gaming", "watch", "pages", "people", "pg", "p"})
# LinkedIn's pages of organizations: a company may be called as a person is, so that what it is stays part of its id.
BEFORE_ORGANIZATION: Final = frozenset({"company", "school", "showcase"})
ORGANIZATION: Final = re.compile(r"(?=.*\w)[\w.&'’·-]{1,80}")
# Reddit's communities: r/tea, whose name a person may have too.
COMMUNITY: Final = re.compile(r"/?r/(?P<name>[a-z0-9_]{2,21})/?", re.ASCII | re.IGNORECASE)
_HOST: Final = rf"(?:[a-z0-9-]{{1,12}}\.)?(?:{'|'.join(map(re.escape, HOSTS))}|{COUNTRY_DOMAIN.pattern})"
ADDRESS: Final = re.compile(rf"(?:https?:)?(?://)?{_HOST}(?:[/?].*)?|https?://.*", re.IGNORECASE)
# Path pieces that stand before a post's name, and the one in which a post's name is what is asked for: watch?v=…
BEFORE_POST: Final = frozenset({"p", "reel", "reels", "tv", "video", "videos", "shorts", "status", "posts", "photo", "pin", "comments"})
ASKED_FOR: Final = re.compile(r"(?:^|&)v=([\w-]+)", re.ASCII)
# Between addresses in one cell.
SEVERAL: Final = re.compile(r"(?<![\s|,;])[\s|,;]++(?=(?:https?://|www\.))", re.IGNORECASE)
# An address within a text: it ends at a space, a bracket or a quote.
_IN_TEXT: Final = re.compile(
    rf"(?<![\w.@/])(?:https?://)?(?:[a-z]{{1,3}}\.)?(?:{'|'.join(map(re.escape, HOSTS))})/[^\s<>()\[\]\"'|;,]+", re.IGNORECASE
)


class Address(NamedTuple):
    """What a profile's web address says; blank where it does not. `name` is of an address that names no handle: youtube.com/c/…"""

    platform: str
    handle: str = ""
    external_id: str = ""
    name: str = ""


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


def read_address(text: str) -> Address:
    """The account that a profile's address names, the first of several. ValueError where it is no profile on a platform we know."""
    first, *others = SEVERAL.split(text.strip())
    try:
        return _read(first)
    except ValueError:
        for other in others:
            with suppress(ValueError):
                return _read(other)
        raise


def _read(text: str) -> Address:
    platform, path, query = _parts(text)
    pieces = [unquote(piece) for piece in path.split("/") if piece]
    lead = pieces[0].casefold() if pieces else ""
    if (name := ID_IN_QUERY.get((platform, lead))) and name in query:
        return Address(platform, external_id=read_id(query[name]))
    if (name := HANDLE_IN_QUERY.get((platform, lead))) and name in query:
        pieces, lead = [query[name]], ""
    if key := _id_at(platform, pieces, lead):
        return Address(platform, external_id=key)
    if lead in BEFORE_NAME.get(platform, ()) and len(pieces) > 1:
        return Address(platform, name=pieces[1][:TITLE_LENGTH])
    if lead in BEFORE_HANDLE[platform] and len(pieces) > 1 and pieces[1].casefold() not in NO_NAMES:
        pieces, lead = pieces[1:], ""
    handle = small(pieces[0].removeprefix("@").removeprefix("＠")) if pieces else ""
    is_told = lead.startswith("@") or platform == Platform.LINKEDIN
    fitting = fits(handle, platform) or (is_told and fits_a_script(handle, platform))
    is_other = lead in NO_PROFILE or lead in NO_PROFILE_ON.get(platform, ())
    if is_other or platform in BY_ID_ALONE or not fitting:
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
    if host in OF_PROFILES:
        return platform, OF_PROFILES[host] + parts.path, {}
    # twitter.com/#!/nasa was an address once.
    path = parts.fragment.removeprefix("!") if parts.fragment.startswith("!/") and parts.path in ("", "/") else parts.path
    return platform, path, {name: values[0] for name, values in parse_qs(parts.query).items()}


def _id_at(platform: Platform, pieces: list[str], lead: str) -> str:
    """The platform's own id in an address's path; "" where there is none."""
    if platform == Platform.X and lead == "i" and pieces[1:2] == ["user"] and len(pieces) > 2:
        return read_id(pieces[2])
    if told := ID_IN_PATH.get(platform):
        before, spelt = told
        return next((piece for lead, piece in pairwise(["", *pieces[:3]]) if lead.casefold() in before and spelt.fullmatch(piece)), "")
    if lead in BEFORE_ID and len(pieces) > 1:
        return _id_in_address(pieces[1], platform)
    if platform == Platform.VK and (found := VK_PAGE.fullmatch(lead)):
        return found["id"] if found["kind"] == "id" else f"-{found['id']}"
    if platform == Platform.LINKEDIN and lead in BEFORE_ORGANIZATION and ORGANIZATION.fullmatch("".join(pieces[1:2])):
        return f"{lead}/{pieces[1].lower()}"
    if platform == Platform.REDDIT and lead == "r":
        return community("/".join(pieces))
    return _page_id(pieces, lead) if platform == Platform.FACEBOOK else ""


def community(text: str) -> str:
    """The id of a community on Reddit, r/tea, which is the same in both cases; "" where the text is none."""
    found = COMMUNITY.fullmatch(text)
    return f"r/{found['name'].lower()}" if found else ""


def _page_id(pieces: list[str], lead: str) -> str:
    """The id behind a page's name, or without one; "" where there is none."""
    named = pieces[1:] if lead in BEFORE_PAGE else pieces[:1]
    found = [match["id"] for piece in named if (match := PAGE_ID.fullmatch(piece))]
    return found[0] if len(found) == 1 else ""


def _id_in_address(text: str, platform: Platform) -> str:
    if platform == Platform.YOUTUBE and not YOUTUBE_ID.fullmatch(text):
        raise ValueError("is not the address of a channel: YouTube's ids are UC and 22 characters after it")
    return read_id(text)
