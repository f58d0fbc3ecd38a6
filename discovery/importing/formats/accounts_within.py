"""A person's accounts, listed within their object, as keys of their platforms: so they are columns, and linked as one row's accounts are.

`{"name": …, "channels": [{"platform": "tiktok", "username": …}, …]}` becomes `{"name": …, "tiktok": {"username": …}}`.
"""

from collections.abc import Iterator
from typing import Any, Final

from discovery.importing.cells.addresses import is_profile, platform_at
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import Field
from discovery.importing.names import columns as names
from discovery.importing.names.name_words import words_of

# What a list of one person's accounts is called; of creators, or members, each is another person.
OF_ONE_PERSON: Final = frozenset(
    {
        *("channel", "channels", "account", "accounts", "profile", "profiles", "social", "socials", "network", "networks"),
        *("platform", "platforms", "handle", "handles", "presence", "presences", "media"),
    }
)
# Keys that say where an account is, in lists of accounts alone; beside those whose names say platform.
ALSO_PLATFORM: Final = frozenset({"type", "channel", "site", "provider", "service", "source", "name", "kind"})


def accounts_apart(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The object with a key for each platform of the accounts listed in it; further accounts on one platform in objects of their own."""
    found = {key: value for key, value in found.items() if value != [] or not _is_of_one_person(key)}
    key = next((key for key, value in found.items() if _lists_accounts(key, value)), None)
    if key is None:
        yield found
        return
    rest = {name: value for name, value in found.items() if name != key}
    objects, others = [dict(rest)], []
    for account in found[key]:
        if not (platform := _platform_of(account)):
            others.append(account)
            continue
        place = platform if platform not in rest else f"{key} {platform}"
        free = next((each for each in objects if place not in each), None)
        if free is None:
            objects.append(free := dict(rest))
        free[place] = {name: value for name, value in account.items() if not _says_platform(name, value)}
    if others:
        # What is no account we know of stays as it came.
        objects[0][key] = others
    yield from objects


def _lists_accounts(key: str, value: Any) -> bool:
    return isinstance(value, list) and _is_of_one_person(key) and any(map(_platform_of, value))


def _is_of_one_person(key: str) -> bool:
    return bool(OF_ONE_PERSON & set(words_of(key)))


def _platform_of(account: Any) -> str:
    """Where the account is, if it is one: it says where, by a key's value or by its address, and who it is."""
    if not isinstance(account, dict):
        return ""
    texts = {name: value for name, value in account.items() if isinstance(value, str)}
    said = next((value for name, value in texts.items() if _says_platform(name, value)), "")
    address = next((value for value in texts.values() if is_profile(value)), "")
    names_somebody = address or any(_names_somebody(name, value) for name, value in account.items())
    return (read_platform(said) or platform_at(address)) if names_somebody else ""


def _says_platform(name: str, value: Any) -> bool:
    if not isinstance(value, str) or not read_platform(value):
        return False
    return names.field_named(name) == Field.PLATFORM or name.casefold() in ALSO_PLATFORM


def _names_somebody(name: str, value: Any) -> bool:
    named = names.could_name_somebody(name) or names.field_named(name) == Field.EXTERNAL_ID
    return named and isinstance(value, str | int) and bool(value) and not _says_platform(name, value)
