"""A person's accounts, listed within their object, as keys of their platforms: so they are columns, and linked as one row's accounts are.

`{"name": …, "channels": [{"platform": "tiktok", "username": …}, …]}` becomes `{"name": …, "tiktok": {"username": …}}`. An object that is
an account and lists the others is a person, too: `{"type": "twitch", "id": "anna", "other_accounts": […]}`, `{"twitch": {"handle": …}, …}`.
Links are a person's accounts where they lead to profiles, and one says of itself where to: `[{"title": "TikTok", "url": …}, …]`, or they
are nothing else: `{"instagramUrls": ["https://instagram.com/anna", …]}`.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from discovery.importing.cells.addresses import is_profile, platform_at
from discovery.importing.cells.handles import fits
from discovery.importing.cells.ids import UUID, YOUTUBE_ID
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import OF_ONE_ACCOUNT, Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import words_of

# What a list of one person's accounts is called; of creators, or members, each is another person.
OF_ONE_PERSON: Final = frozenset(
    {
        *("channel", "channels", "account", "accounts", "profile", "profiles", "social", "socials", "network", "networks"),
        *("platform", "platforms", "handle", "handles", "presence", "presences", "media"),
    }
)
# What a list is called of links to whatever pages, a person's accounts among them.
LINKS: Final = frozenset({"link", "links", "url", "urls", "website", "websites"})
# Keys that say where an account is, in lists of accounts alone; beside those whose names say platform.
ALSO_PLATFORM: Final = frozenset({"type", "channel", "site", "provider", "service", "source", "name", "kind", "label"})
# Of these, what may be a person's own name, or say where somebody found them.
NAMES: Final = frozenset({"name", "source", "label"})
# What a link is called, which is nobody's name; beside a profile's address it may say where that leads.
TITLES: Final = frozenset({"title", "label", "name", "text"})
# What is said of further accounts, so that the object around them is one, too.
OTHERS: Final = frozenset({"other", "others", "further", "additional", "more", "linked"})


def accounts_apart(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object with a key for each platform of the accounts listed in it; further accounts on one platform in objects of their own."""
    found, own = _own_apart(found)
    found = {key: value for key, value in found.items() if value != [] or not _is_of_one_person(key)}
    key = next((key for key, value in found.items() if _lists_accounts(key, value)), None)
    if key is None:
        yield found | own
        return
    rest = {name: value for name, value in found.items() if name != key}
    objects, others = [rest | own], []
    for account in found[key]:
        if not (platform := _platform_in(key, account)):
            others.append(account)
            continue
        place = platform if platform not in rest else f"{key} {platform}"
        free = next((each for each in objects if place not in each), None)
        if free is None:
            objects.append(free := dict(rest))
        free[place] = _described(account, platform, is_link=not _is_of_one_person(key)) if isinstance(account, dict) else {"url": account}
    if others:
        # What is no account we know of stays as it came.
        objects[0][key] = others
    yield from objects


def _own_apart(found: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The object without what names and counts its own account, and that under its platform, where it lists others, be they none."""
    if not any(_lists_others(key, value) for key, value in found.items()):
        return found, {}
    said = {name: read_platform(value) for name, value in found.items() if name.casefold() not in NAMES and _says_platform(name, value)}
    platform = next(iter(said.values()), "")
    if len(said) != 1 or platform in found or not (key := _handle_key(found, platform)):
        return found, {}
    own = {name: value for name, value in found.items() if name == key or names.field_named(name) in OF_ONE_ACCOUNT}
    return {name: value for name, value in found.items() if name not in own | said}, {platform: _with_handle(own, platform)}


def _lists_others(key: str, value: Any) -> bool:
    said = set(words_of(key))
    # Other media may be a post's.
    return bool(OTHERS & said and (OF_ONE_PERSON - {"media"}) & said) and (value is None or isinstance(value, list))


def _with_handle(account: dict[str, Any], platform: str) -> dict[str, Any]:
    """The account with its handle called so, where it is called an id."""
    key = _handle_key(account, platform)
    return {"handle" if name == key else name: value for name, value in account.items()}


def _handle_key(account: dict[str, Any], platform: str) -> str:
    """The key that is called an id and has a handle, where no other has one; "" where there is none."""
    key = next((name for name in account if names.is_bare_id(name)), "")
    told = [value for name, value in account.items() if names.says_handle(name) or names.says_id(name) or _of_profile(str(value))]
    value = account.get(key)
    if not platform or any(told) or not isinstance(value, str) or value.isdigit() or YOUTUBE_ID.fullmatch(value) or UUID.fullmatch(value):
        return ""
    return key if fits(value.removeprefix("@"), platform) else ""


def _described(account: dict[str, Any], platform: str, *, is_link: bool) -> dict[str, Any]:
    """What a list says of an account besides where it is. What a link is called is not what the account is."""
    said = {name: value for name, value in _with_handle(account, platform).items() if not _says_platform(name, value)}
    said = {name: value for name, value in said.items() if not _entitles(name, value, platform)}
    return {f"label.{name}" if is_link and name.casefold() in TITLES else name: value for name, value in said.items()}


def _lists_accounts(key: str, value: Any) -> bool:
    if not isinstance(value, list) or not any(_platform_in(key, each) for each in value):
        return False
    return _is_of_one_person(key) or any(map(_is_entitled, value)) or all(isinstance(each, str) for each in value)


def _platform_in(key: str, account: Any) -> str:
    """Where the account is that a list called so has; of links a profile's address alone is one, be it nothing but that."""
    if isinstance(account, str):
        return _of_profile(account) if (LINKS | OF_ONE_PERSON) & set(words_of(key)) else ""
    if _is_of_one_person(key):
        return _platform_of(account)
    return _leads_to(account) if LINKS & set(words_of(key)) else ""


def _is_entitled(link: Any) -> bool:
    """Whether it says of itself that it leads to a platform, and does, to a profile there: links in a post lead anywhere."""
    platform = _leads_to(link)
    return bool(platform) and any(_entitles(name, value, platform) or _says_platform(name, value) for name, value in link.items())


def _entitles(name: str, value: Any, platform: str) -> bool:
    return name.casefold() in TITLES and isinstance(value, str) and read_platform(value) == platform


def _leads_to(account: Any) -> str:
    """The platform of the first address of a profile that it has; "" where it has none."""
    values = account.values() if isinstance(account, dict) else ()
    return next((platform for value in values if isinstance(value, str) and (platform := _of_profile(value))), "")


@lru_cache(maxsize=256)
def _of_profile(text: str) -> str:
    """The platform of a profile's address; "" where it is none. An object's are asked about several times, one after the other."""
    return platform_at(text) if is_profile(text) else ""


def _is_of_one_person(key: str) -> bool:
    return bool(OF_ONE_PERSON & set(words_of(key)))


def _platform_of(account: Any) -> str:
    """Where the account is, if it is one: it says where, by a key's value or by its address, and who it is."""
    if not isinstance(account, dict):
        return ""
    led_to = _leads_to(account)
    said = next((read_platform(value) for name, value in account.items() if _says_platform(name, value)), "")
    platform = said or led_to
    names_somebody = led_to or _handle_key(account, platform) or any(_names_somebody(name, value) for name, value in account.items())
    return platform if names_somebody else ""


def _says_platform(name: str, value: Any) -> bool:
    if not isinstance(value, str) or not read_platform(value):
        return False
    return names.field_named(name) == Field.PLATFORM or name.casefold() in ALSO_PLATFORM


def _names_somebody(name: str, value: Any) -> bool:
    is_channels = names.is_bare_id(name) and YOUTUBE_ID.fullmatch(str(value))
    named = is_channels or names.could_name_somebody(name) or names.field_named(name) == Field.EXTERNAL_ID
    return bool(named) and isinstance(value, str | int) and bool(value) and not _says_platform(name, value)
