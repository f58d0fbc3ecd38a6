"""Finds a list that a JSON file keeps by key and not in an array: handle to object, name to handle, handle to count, platform to handles.

Its keys tell the rows apart, so they are a column. An object of one account has columns' names for keys, and is none.
"""

from collections.abc import Collection
from typing import Any, Final, Literal, NamedTuple

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.dates import looks_like_date
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.ids import YOUTUBE_ID
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import ALL
from discovery.importing.names.name_words import words_of

# The columns of the keys, and of values that are no objects; the file names neither, but keys may show that they are names or platforms.
KEY, NAME_KEY, ACCOUNT_KEY, PLATFORM_KEY, GROUP_KEY = "", "name", "account", "platform", "group"
VALUE, NUMBER = " ", "count"
# What stands around a list: these keys are no rows.
AROUND: Final = frozenset(
    {
        *("data", "result", "results", "response", "status", "ok", "success", "error", "message", "meta", "info", "version"),
        *("page", "pages", "limit", "total", "offset", "next", "previous", "generated", "updated", "timestamp", "source"),
        *("profile", "creator", "creators"),
    }
)
# Of the keys of rows at most so many are words that columns are called by, as handles may be, too.
FEW_WORDS: Final = 1 / 3
# So much of the keys do objects that are alike have in common; and so much of the values must be handles, or addresses.
ALIKE, MOST, SOME = 0.5, 0.6, 1 / 3
# A list is not deeper within what stands around it.
DEEPEST: Final = 3


class Keyed(NamedTuple):
    """Where the list is, as ijson names it; the column of its keys; and what each key has: an object, a value, or several of these.

    Or that it is an array, in which each object is of one key: [{"anna": 5000}, {"bert": 900}]; or that each key is a column, with an
    object of cells by the row's number. `group` is the column of the keys of several such lists beside each other, None where it is one;
    `value` is that of values.
    """

    prefix: str
    column: str
    has: Literal["object", "value", "list", "own object", "cells"]
    group: str | None = None
    value: str = VALUE


def keyed_in(found: Any, prefix: str = "", depth: int = 0) -> Keyed | None:
    """The list that is kept by key in the beginning of a file, be it within other objects; None where there is none."""
    if isinstance(found, list):
        return _each_by_itself(found, prefix)
    if not isinstance(found, dict) or depth > DEEPEST:
        return None
    if found and all(map(_is_word, found)) and all(_are_cells(value) for value in found.values()):
        return Keyed(prefix, KEY, "cells")
    if kept := _keyed(_rows(found), prefix):
        # What is numbered within something else is a column of it.
        return kept if kept.has != "value" or depth == 0 or not all(map(str.isdigit, found)) else None
    return _within(found, prefix, depth)


def _within(found: dict[str, Any], prefix: str, depth: int) -> Keyed | None:
    """The list that one of the values is, or has in it; or all of those that are, by their keys, where nothing else is beside them."""
    inner = {key: value for key, value in found.items() if isinstance(value, dict | list) and not _is_around(value)}
    lists = [keyed_in(value, f"{prefix}.{key}".lstrip("."), depth + 1) for key, value in inner.items()]
    first = lists[0] if lists else None
    if first is None or len(lists) == 1:
        return first
    alike = all(each and each.has == first.has and not each.group and each.has in ("object", "value") for each in lists)
    directly = all(each and each.prefix == f"{prefix}.{key}".lstrip(".") for key, each in zip(inner, lists, strict=True))
    if (
        not alike
        or not directly
        or not (first.has == "value" or _are_alike([next(iter(value.values())) for value in inner.values() if isinstance(value, dict)]))
    ):
        return None
    return first._replace(prefix=prefix, group=PLATFORM_KEY if all(map(read_platform, inner)) else GROUP_KEY)


def _is_around(value: dict[str, Any] | list[Any]) -> bool:
    """Whether it has what is said of a list, and no list."""
    return isinstance(value, dict) and all(_says_of_all(key, each) for key, each in value.items())


def _are_cells(value: Any) -> bool:
    """Whether they are a column's, by the numbers of its rows, as pandas writes them."""
    is_column = isinstance(value, dict) and len(value) > 1 and all(map(str.isdigit, value))
    return is_column and not any(isinstance(each, dict | list) for each in value.values())


def is_around(key: str, value: Any, keyed: Keyed) -> bool:
    """Whether it says something of a list of objects, and is no row of it."""
    return keyed.has == "object" and _says_of_all(key, value)


def is_within(place: str, keyed: Keyed) -> bool:
    """Whether what ijson calls so is a row's, or of one."""
    before = f"{keyed.prefix}." if keyed.prefix else ""
    return place.startswith(before) and (keyed.has in ("value", "cells") or "." in place.removeprefix(before))


def _says_of_all(key: str, value: Any) -> bool:
    return not isinstance(value, dict | list) and _is_word(key)


def _rows(found: dict[str, Any]) -> dict[str, Any]:
    """What may be rows: without what stands beside objects, or lists, and says something of them all."""
    deep = {key: value for key, value in found.items() if isinstance(value, dict | list)}
    return deep if deep and all(_says_of_all(key, found[key]) for key in found.keys() - deep.keys()) else found


def _keyed(rows: dict[str, Any], prefix: str) -> Keyed | None:
    values = [value for value in rows.values() if value is not None]
    are_platforms = bool(rows) and all(map(read_platform, rows))
    if values and all(isinstance(value, list) for value in values):
        firsts = [value[0] for value in values if value]
        are_objects = bool(firsts) and all(isinstance(each, dict) for each in firsts)
        are_told = are_platforms or (_could_be_rows(rows) and (_are_alike(firsts) if are_objects else len(firsts) > 1))
        are_texts = bool(firsts) and all(isinstance(each, str) and _says_who(each) for each in firsts)
        # Of whom they are that name nobody, their key says.
        are_nobodys = are_objects and not are_platforms and not any(map(names.could_name_somebody, firsts[0]))
        column = PLATFORM_KEY if are_platforms else ACCOUNT_KEY if are_nobodys else _column_of(rows)
        return Keyed(prefix, column, "list") if are_told and (are_texts or are_objects) else None
    if not _could_be_rows(rows):
        return None
    if _are_alike(values) or _is_of_one(rows):
        return Keyed(prefix, _column_of(rows), "object")
    are_ids = len(rows) > 1 and all(YOUTUBE_ID.fullmatch(key) or key.startswith("@") for key in rows)
    are_texts = are_ids and not any(isinstance(value, dict | list) for value in values)
    return Keyed(prefix, _column_of(rows), "value", value=_value_of(values)) if are_texts or _say_alike(values) else None


def _each_by_itself(found: list[Any], prefix: str) -> Keyed | None:
    """An array of objects with a key each, which differ."""
    pairs = [next(iter(each.items())) for each in found if isinstance(each, dict) and len(each) == 1]
    keys, values = {key for key, _ in pairs}, [value for _, value in pairs]
    # The last one may be cut off where the beginning ends.
    if len(pairs) < max(2, len(found) - 1) or len(keys) < len(pairs) or not _could_be_rows(keys):
        return None
    is_keyed = _are_alike(values) or _say_alike(values)
    return Keyed(f"{prefix}.item".lstrip("."), _column_of(keys), "own object", value=_value_of(values)) if is_keyed else None


def _value_of(values: Collection[Any]) -> str:
    """What the column of values is called: counts, where they are numbers."""
    return NUMBER if all(looks_like_number(str(value)) for value in values) else VALUE


def _column_of(keys: Collection[str]) -> str:
    """What the column of the keys is called: names, where many are of several words."""
    spaced = sum(" " in key or not key.isascii() for key in keys)
    return NAME_KEY if spaced >= SOME * len(keys) else KEY


def _could_be_rows(keys: Collection[str]) -> bool:
    """Whether these are no columns' names, and no days of one account."""
    if any(looks_like_date(key) and not key.isdigit() for key in keys):
        return False
    return sum(map(_is_word, keys)) <= FEW_WORDS * len(keys)


def _is_word(key: str) -> bool:
    """Whether a column is called so, or what stands around a list."""
    if key.startswith("@") and looks_like_handle(key):
        return False
    said = set(words_of(key))
    return bool(said) and (said <= ALL | AROUND or names.could_name_somebody(key) or names.field_named(key) is not None)


def _are_alike(values: Collection[Any]) -> bool:
    """Whether they are several objects with the same keys, mostly."""
    if len(values) < 2 or not all(isinstance(value, dict) and value for value in values):
        return False
    common = set.intersection(*(set(value) for value in values))
    return len(common) >= ALIKE * sum(map(len, values)) / len(values)


def _is_of_one(rows: dict[str, Any]) -> bool:
    """Whether the one key names the account that its object counts something of: {"mrbeast": {"followers": 1}}."""
    ((key, value),) = rows.items() if len(rows) == 1 else [("", None)]
    if not looks_like_handle(key) or not isinstance(value, dict) or any(isinstance(each, dict | list) for each in value.values()):
        return False
    named = [names.field_named(each) for each in value]
    return any(field in COUNT_LIMITS for field in named) and not any(
        field in IDENTITIES or names.could_name_somebody(each) for field, each in zip(named, value, strict=True)
    )


def _say_alike(values: Collection[Any]) -> bool:
    """Whether they are several numbers, or several handles or addresses."""
    if len(values) < 2 or any(isinstance(value, dict | list | bool) for value in values):
        return False
    texts = [str(value) for value in values]
    return all(map(looks_like_number, texts)) or sum(map(_says_who, texts)) >= MOST * len(texts)


def _says_who(text: str) -> bool:
    return is_address(text) or (looks_like_handle(text) and not looks_like_number(text) and not looks_like_date(text))
