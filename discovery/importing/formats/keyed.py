"""Finds a list that a JSON file keeps by key and not in an array: handle to object, name to handle, handle to count, platform to handles.

Its keys tell the rows apart, so they are a column. An object of one account has columns' names for keys, and is none.
"""

from collections.abc import Collection
from typing import Any, Final, Literal, NamedTuple

from discovery.importing.cells.addresses import is_address
from discovery.importing.cells.dates import looks_like_date
from discovery.importing.cells.handles import looks_like_handle
from discovery.importing.cells.numbers import looks_like_number
from discovery.importing.cells.platforms import read_platform
from discovery.importing.fields import COUNT_LIMITS, IDENTITIES
from discovery.importing.names import columns as names
from discovery.importing.names.column_words import ALL
from discovery.importing.names.name_words import words_of

# The columns of the keys, and of values that are no objects; the file names neither, but keys may show that they are names or platforms.
KEY, NAME_KEY, PLATFORM_KEY, VALUE = "", "name", "platform", " "
# What stands around a list: these keys are no rows.
AROUND: Final = frozenset(
    [
        *(
            "data",
            "result",
            "results",
            "response",
            "status",
            "ok",
            "success",
            "error",
            "message",
            "meta",
            "info",
            "version",
            "page",
            "pages",
        ),
        *("limit", "total", "offset", "next", "previous", "generated", "updated", "timestamp", "source", "profile", "creator", "creators"),
    ]
)
# Of the keys of rows at most so many are words that columns are called by, as handles may be, too.
FEW_WORDS: Final = 1 / 3
# So much of the keys do objects that are alike have in common; and so much of the values must be handles, or addresses.
ALIKE, MOST, SOME = 0.5, 0.6, 1 / 3
# A list is not deeper within what stands around it.
DEEPEST: Final = 3


class Keyed(NamedTuple):
    """Where the list is, as ijson names it; the column of its keys; and what each key has: an object, a value, or several of these; or
    that it is an array, in which each object is of one key: [{"anna": 5000}, {"bert": 900}].
    """

    prefix: str
    column: str
    has: Literal["object", "value", "list", "own object"]


def keyed_in(found: Any, prefix: str = "", depth: int = 0) -> Keyed | None:
    """The list that is kept by key in the beginning of a file, be it within other objects; None where there is none."""
    if isinstance(found, list):
        return _each_by_itself(found, prefix)
    if not isinstance(found, dict) or depth > DEEPEST:
        return None
    if kept := _keyed(_rows(found), prefix):
        return kept
    within = (keyed_in(value, f"{prefix}.{key}".lstrip("."), depth + 1) for key, value in found.items())
    return next(filter(None, within), None)


def is_around(key: str, value: Any, keyed: Keyed) -> bool:
    """Whether it says something of a list of objects, and is no row of it."""
    return keyed.has == "object" and _says_of_all(key, value)


def is_within(place: str, keyed: Keyed) -> bool:
    """Whether what ijson calls so is a row's, or of one."""
    before = f"{keyed.prefix}." if keyed.prefix else ""
    return place.startswith(before) and (keyed.has == "value" or "." in place.removeprefix(before))


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
        return (
            Keyed(prefix, PLATFORM_KEY if are_platforms else _column_of(rows), "list") if are_told and (are_texts or are_objects) else None
        )
    if not _could_be_rows(rows):
        return None
    if _are_alike(values) or _is_of_one(rows):
        return Keyed(prefix, _column_of(rows), "object")
    return Keyed(prefix, _column_of(rows), "value") if _say_alike(values) else None


def _each_by_itself(found: list[Any], prefix: str) -> Keyed | None:
    """An array of objects with a key each, which differ."""
    pairs = [next(iter(each.items())) for each in found if isinstance(each, dict) and len(each) == 1]
    keys, values = {key for key, _ in pairs}, [value for _, value in pairs]
    # The last one may be cut off where the beginning ends.
    if len(pairs) < max(2, len(found) - 1) or len(keys) < len(pairs) or not _could_be_rows(keys):
        return None
    is_keyed = _are_alike(values) or _say_alike(values)
    return Keyed(f"{prefix}.item".lstrip("."), _column_of(keys), "own object") if is_keyed else None


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
