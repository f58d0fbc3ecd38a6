"""Writes JSON as a plain table: an object on each line, or an array of objects, be it within another object.

Each object is a row, each key that any of them has a column; a person's accounts within it are columns too, as accounts_within.py has
them, and so are the keys of a list that is kept by key, which keyed.py finds. The file is read twice, for the keys and for the rows, and
one object held at a time. Reading the table is delimited.py's.
"""

import codecs
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate, islice
from typing import IO, Any, Final

import ijson
from ijson.common import ObjectBuilder

from discovery.importing.cells.dates import looks_like_date
from discovery.importing.formats.accounts_within import accounts_apart
from discovery.importing.formats.column_names import unique_names
from discovery.importing.formats.delimited import write_rows
from discovery.importing.formats.encodings import HEAD_BYTES, decoded, find_encoding
from discovery.importing.formats.files import FileFormat, FileProblem, FormatChoice, Kind, RawRow
from discovery.importing.formats.headers import BANNER_LENGTH, check_columns
from discovery.importing.formats.keyed import Keyed, is_around, is_within, keyed_in
from discovery.importing.formats.last_commas import without_last_commas
from discovery.importing.names import columns as names

# Objects this deep in others are kept as JSON.
DEEPEST: Final = 20
# Of objects and arrays within each other; far below what Python can show, and ijson spells out the way to each.
MOST_OPEN: Final = 200
CHUNK_BYTES: Final = 1024 * 1024
# Brackets as what they add to the depth, a signed byte each; and all that is none.
STEPS: Final = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[{]}"))
# Where an array of objects begins, it begins within so many tokens.
BEGINS_WITHIN: Final = 10_000
# ijson's name for what stands in an array that is in no other.
IN_ARRAY: Final = re.compile(r"(?:(?!item\.)(?:[^.]*\.))*item")
LIST_MARK: Final = "|"
DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
NO_OBJECT: Final = "is no JSON object"
TOO_MUCH: Final = "has a number that is too long, or too many lists within lists"
# A day, be it with its time, is no longer.
LONGEST_DAY: Final = 40
# Of a line that is none so much is kept.
LONGEST_SHOWN: Final = 2_000


class _Recoded:
    """A file in another encoding, read as UTF-8."""

    def __init__(self, file: IO[bytes], encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def read(self, size: int) -> bytes:
        text = ""
        while not text and (chunk := self._file.read(size)):
            text = self._decoder.decode(chunk)
        return text.encode("utf-8", "surrogatepass")


def convert(file: IO[bytes], table: IO[bytes], choice: FormatChoice) -> FileFormat:
    """Write the objects to `table`, and say how they were found. FileProblem where there is none, or the JSON is broken."""
    encoding = choice.encoding or find_encoding(file)
    if not _is_lines(file, encoding):
        if mended := without_last_commas(file, encoding):
            file, encoding = mended, "utf-8"
        # What cannot be decoded is too deep for nobody: reading says where it is.
        with suppress(UnicodeError):
            _refuse_too_deep(file, encoding)
    keys: dict[str, None] = {}
    keyed = _keyed(file, encoding)
    for _, found in _objects(file, encoding, keyed):
        if not isinstance(found, RawRow):
            keys.update(dict.fromkeys(found))
            check_columns(list(keys))
    if not keys:
        return _texts(file, table, encoding)
    rows = (
        found if isinstance(found, RawRow) else RawRow(line, [found.get(key, "") for key in keys])
        for line, found in _objects(file, encoding, keyed)
    )
    write_rows(table, rows, len(keys))
    return FileFormat("utf-8", ",", 0, unique_names(keys), kind=Kind.JSON, banner=_days_beside(file, encoding, keyed))


def _texts(file: IO[bytes], table: IO[bytes], encoding: str) -> FileFormat:
    """Write an array of nothing but texts as a column, called as it is: handles, mostly. FileProblem where there is none."""
    number, prefix = 0, _prefix_of_texts(file, encoding)
    if not prefix:
        raise FileProblem("The file is JSON, but no list of objects: give each account an object with its handle, followers and so on.")

    def rows() -> Iterator[RawRow]:
        nonlocal number
        for number, found in enumerate(ijson.items(_in_utf8(file, encoding), prefix), 1):
            yield RawRow(number, [_text(found)], "" if isinstance(found, str) else NO_OBJECT)

    try:
        write_rows(table, rows(), 1)
    except (ijson.JSONError, ValueError) as error:
        raise FileProblem(f"The JSON is broken after {number:,} texts. Export it anew.") from error
    return FileFormat("utf-8", ",", 0, unique_names([prefix.rpartition(".")[0]]), kind=Kind.JSON)


def _prefix_of_texts(file: IO[bytes], encoding: str) -> str:
    """ijson's name for the texts of the array that is called handles, else of the one with the most of them; "" where there is none."""
    texts = _in_arrays(file, encoding, "string")
    return max(texts, key=lambda prefix: (names.says_handle(prefix.rpartition(".")[0]), texts[prefix]), default="")


def _objects(file: IO[bytes], encoding: str, keyed: Keyed | None) -> Iterator[tuple[int, dict[str, str] | RawRow]]:
    """Each object flat, with its line or its number in the array; a line that is none as a row with a problem."""
    if keyed:
        return _of_keys(file, encoding, keyed)
    prefix = "" if _is_lines(file, encoding) else _prefix(file, encoding)
    return _of_array(file, encoding, prefix) if prefix else _of_lines(file, encoding)


def _keyed(file: IO[bytes], encoding: str) -> Keyed | None:
    """The list that the file keeps by key, if it has one; an array of objects counts before it, but where it is one key's of several."""
    if _is_lines(file, encoding):
        return None
    builder = ObjectBuilder()
    with suppress(ijson.JSONError, ValueError):
        for event, value in islice(ijson.basic_parse(_in_utf8(file, encoding)), BEGINS_WITHIN):
            builder.event(event, value)
    found = keyed_in(getattr(builder, "value", None))
    return found if found and (found.has in ("list", "own object") or not _prefix(file, encoding)) else None


def _is_lines(file: IO[bytes], encoding: str) -> bool:
    """Whether one of the first two lines is an object by itself, and not all there is."""
    file.seek(0)
    lines = decoded(file.read(HEAD_BYTES), encoding).strip("\ufeff \t\r\n").splitlines()[:2]
    if len(lines) < 2 or (lines[0].startswith("[") and parsed(lines[0]) is None):
        # An array of two may have its last on a line of its own.
        return False
    return any(isinstance(parsed(line), dict) for line in lines)


def _refuse_too_deep(file: IO[bytes], encoding: str) -> None:
    """FileProblem where brackets are opened in brackets more often than any list's are."""
    source, before, in_string, depth = _in_utf8(file, encoding), b"", False, 0
    while chunk := source.read(CHUNK_BYTES):
        # Without what is escaped a quote begins or ends a string.
        text = (before + chunk).replace(b"\\\\", b"").replace(b'\\"', b"")
        before = b"\\" if text.endswith(b"\\") else b""
        pieces = text.removesuffix(before).split(b'"')
        brackets = b"".join(pieces[in_string::2]).translate(STEPS, NO_BRACKETS)
        in_string ^= len(pieces) % 2 == 0
        depths = list(accumulate(memoryview(brackets).cast("b"), initial=depth))
        depth = depths[-1]
        if max(depths) > MOST_OPEN:
            raise FileProblem(f"The JSON has more than {MOST_OPEN} lists within lists. Export an object for each account.")


def _prefix(file: IO[bytes], encoding: str) -> str:
    """ijson's name for the objects of the array with the most of them, of those that are within no other's; "" where there is none."""
    objects = _in_arrays(file, encoding, "start_map")
    return max(objects, key=lambda prefix: objects[prefix], default="")


def _in_arrays(file: IO[bytes], encoding: str, sought: str) -> Counter[str]:
    """{ijson's name: how many} of what stands in arrays that are in no others, where ijson tells of it by this event."""
    found: Counter[str] = Counter()
    with suppress(ijson.JSONError, ValueError):
        for prefix, event, _ in islice(ijson.parse(_in_utf8(file, encoding)), BEGINS_WITHIN):
            if event == sought and IN_ARRAY.fullmatch(prefix):
                found[prefix] += 1
    return found


def _days_beside(file: IO[bytes], encoding: str, keyed: Keyed | None) -> str:
    """What is said of days beside the array, or the list that is kept by key, a line for each: last updated: 2026-08-17."""
    if _is_lines(file, encoding):
        return ""
    said: list[str] = []
    with suppress(ijson.JSONError, ValueError):
        for prefix, event, value in islice(ijson.parse(_in_utf8(file, encoding)), BEGINS_WITHIN):
            is_beside = "item" not in prefix.split(".") and not (keyed and is_within(prefix, keyed))
            if event == "string" and len(value) <= LONGEST_DAY and is_beside and looks_like_date(value):
                said.append(f"{re.sub('[._-]+', ' ', prefix)}: {value}")
    return "\n".join(said)[:BANNER_LENGTH]


def _of_array(file: IO[bytes], encoding: str, prefix: str) -> Iterator[tuple[int, dict[str, str] | RawRow]]:
    number = 0
    try:
        for number, found in enumerate(ijson.items(_in_utf8(file, encoding), prefix), 1):
            for row in _rows(number, found):
                yield number, row
    except (ijson.JSONError, ValueError) as error:
        raise FileProblem(f"The JSON is broken after {number:,} objects. Export it anew, or give each object a line of its own.") from error


def _of_keys(file: IO[bytes], encoding: str, keyed: Keyed) -> Iterator[tuple[int, dict[str, str] | RawRow]]:
    """The rows of a list that is kept by key, each with its key; one at a time, be there ever so many of a key."""
    number = 0
    try:
        for keys, found in _each_of_keys(file, encoding, keyed):
            if is_around(keys.get(keyed.column, ""), found, keyed):
                continue
            number += 1
            for row in _rows(number, found) if isinstance(found, dict) else [{keyed.value: _text(found)} if found is not None else {}]:
                yield number, row if isinstance(row, RawRow) else {**keys, **row}
    except (ijson.JSONError, ValueError) as error:
        raise FileProblem(f"The JSON is broken after {number:,} objects. Export it anew, or give each object a line of its own.") from error


def _each_of_keys(file: IO[bytes], encoding: str, keyed: Keyed) -> Iterator[tuple[dict[str, str], Any]]:
    """({column of keys: key}, row)"""
    if keyed.has == "own object":
        for each in ijson.items(_in_utf8(file, encoding), keyed.prefix):
            yield from (({keyed.column: key}, found) for key, found in (each.items() if isinstance(each, dict) else [("", each)]))
    elif keyed.has == "list":
        yield from (({keyed.column: key}, found) for key, found in _each_of_lists(file, encoding, keyed.prefix))
    elif keyed.has == "cells":
        columns = dict(ijson.kvitems(_in_utf8(file, encoding), keyed.prefix))
        numbers = dict.fromkeys(number for cells in columns.values() for number in cells)
        yield from (({}, {name: cells.get(number) for name, cells in columns.items()}) for number in numbers)
    else:
        for key, found in ijson.kvitems(_in_utf8(file, encoding), keyed.prefix):
            if keyed.group is None:
                yield {keyed.column: key}, found
            elif isinstance(found, dict):
                yield from (({keyed.group: key, keyed.column: inner}, each) for inner, each in found.items())


def _each_of_lists(file: IO[bytes], encoding: str, place: str) -> Iterator[tuple[str, Any]]:
    """(key, each of what its list has), for each key of the object there."""
    key, builder = "", ObjectBuilder()
    for prefix, event, value in ijson.parse(_in_utf8(file, encoding)):
        item = f"{place}.{key}.item".lstrip(".")
        if event == "map_key" and prefix == place:
            key = value
        elif prefix == item or prefix.startswith(f"{item}."):
            builder.event(event, value)
            if prefix == item and event not in ("start_map", "start_array", "map_key"):
                yield key, builder.value
                builder = ObjectBuilder()


def _of_lines(file: IO[bytes], encoding: str) -> Iterator[tuple[int, dict[str, str] | RawRow]]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    try:
        for number, line in enumerate(text, 1):
            if plain := line.strip("\ufeff \t\r\n"):
                for row in _rows(number, parsed(plain), plain):
                    yield number, row
    except UnicodeError as error:
        raise FileProblem(f"The text is not {encoding}. Save the file in UTF-8 and upload it again.") from error
    finally:
        with suppress(ValueError):
            text.detach()


def _in_utf8(file: IO[bytes], encoding: str) -> "IO[bytes] | _Recoded":
    """The file from its beginning as ijson reads it: UTF-8 without a byte order mark."""
    file.seek(len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
    return file if encoding in ("utf-8", "utf-8-sig") else _Recoded(file, encoding)


def parsed(line: str) -> Any:
    """A line's JSON, with numbers as they are written; None where it is none."""
    try:
        return DECODER.decode(line)
    except (ValueError, RecursionError):
        return None


def _rows(number: int, found: Any, line: str = "") -> Iterator[dict[str, str] | RawRow]:
    """An object flat, one for each of a person's accounts on the same platform; a row with a problem for anything else: its line, where it
    has one of its own.
    """
    if not isinstance(found, dict):
        yield RawRow(number, [(line or str(found))[:LONGEST_SHOWN]], NO_OBJECT)
        return
    try:
        yield from [dict(flat(each, "")) for each in accounts_apart(found)]
    except (ValueError, RecursionError):
        yield RawRow(number, [(line or str(found))[:LONGEST_SHOWN]], TOO_MUCH)


def flat(found: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
    """Keys and texts; of an object within the object the keys with its own before them: stats.followers."""
    for key, value in found.items():
        if isinstance(value, dict) and before.count(".") < DEEPEST:
            apart = list(accounts_apart(value))
            # Several accounts on one platform stay a list this deep: their object is one row.
            yield from flat(apart[0] if len(apart) == 1 else value, f"{before}{key}.")
        else:
            yield f"{before}{key}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return LIST_MARK.join(filter(None, map(_text, value)))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str) if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
