"""Takes apart the objects that stand in a table's cells, as pandas and databases write them: {'uniqueId': 'anna'}, [{"url": …}, …].

Each row is an object with what its cells hold, and becomes rows as JSON's objects do. Which columns hold any is told from the first rows;
the table is read twice, for the keys and for the rows, and one row held at a time. What cannot be read stays as it came.
"""

import json
import re
from ast import literal_eval
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import IO, Any, Final, NamedTuple

from django.conf import settings

from discovery.importing.cells.numbers import is_missing
from discovery.importing.fields import REASON_COLUMN
from discovery.importing.formats.accounts_within import accounts_apart
from discovery.importing.formats.column_names import unique_names
from discovery.importing.formats.delimited import read_rows, write_rows
from discovery.importing.formats.files import FileFormat, FileProblem, RawRow
from discovery.importing.formats.headers import LOOKED_AT
from discovery.importing.formats.objects import flat, parsed
from discovery.importing.names.column_words import plain

# So much of a column's filled cells hold objects where it is one of them.
MOST: Final = 0.75
CLOSING: Final = {"{": "}", "[": "]"}
# A text in Python's spelling, a word of its own; and a quote or a backslash that is of none. Nothing is tried twice: cells may be long.
PYTHONS: Final = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|\b(?:None|True|False|nan)\b|['"\\]""", re.DOTALL)
IN_JSON: Final = {"None": "null", "nan": "null", "True": "true", "False": "false"}
# Where columns are over the limit, so often the one with the most keys is left as it is.
TRIES: Final = 3
UNCLOSED: Final = "opens a quote that is never closed: the lines after it are in its last cell"
TOO_WIDE: Final = "has more cells than the header: a cell with the delimiter in it needs quotes"


class _Row(NamedTuple):
    """A row by its columns' names; `beyond` are cells behind the last of them."""

    line: int
    cells: dict[str, str]
    problem: str = ""
    beyond: Sequence[str] = ()


def columns_with_objects(file: IO[bytes], file_format: FileFormat) -> tuple[str, ...]:
    """The columns that hold objects or lists, by the table's first rows; none where no object is among them: lists of texts are read so."""
    rows: list[RawRow] = []
    with suppress(FileProblem):
        # What cannot be read is said when it is.
        rows += islice(read_rows(file, file_format), LOOKED_AT)
    read = [row.cells for row in rows if not row.problem]
    filled = (
        (name, [cells[index] for cells in read if index < len(cells) and not is_missing(cells[index])])
        for index, name in enumerate(file_format.columns)
    )
    held = {name: values for name, cells in filled if (values := _held_by_most(cells)) and _have_keys_in_common(values)}
    has_objects = any(each and isinstance(each, dict) for values in held.values() for value in values for each in _each(value))
    return tuple(held) if has_objects else ()


def take_apart(file: IO[bytes], table: IO[bytes], file_format: FileFormat, columns: Collection[str]) -> FileFormat | None:
    """Write the rows to `table`, with the keys of what these `columns` hold as columns; None where these are more than there may be."""
    for _ in range(TRIES):
        keys = _keys(_rows(file, file_format, columns))
        if len(keys) <= settings.IMPORT_MAX_COLUMNS:
            break
        columns = _without_most_keys(columns, keys)
    else:
        return None
    if not columns:
        return None
    if plain(last := file_format.columns[-1]) == REASON_COLUMN and last in keys:
        # It stays the last one, by which it is known.
        keys[last] = keys.pop(last)
    rows = (
        RawRow(row.line, [*(row.cells.get(key, "") for key in keys), *row.beyond], row.problem) for row in _rows(file, file_format, columns)
    )
    write_rows(table, rows, len(keys))
    return replace(file_format, columns=unique_names(keys), objects=tuple(columns), objects_apart=True)


def held_in(cell: str) -> dict[str, Any] | list[Any] | None:
    """The object or list that a cell holds, in JSON or as Python writes it, with numbers as they are written; else None."""
    text = cell.strip()
    if not _may_hold(text) or len(text) > settings.IMPORT_MAX_CELL_CHARACTERS:
        return None
    found = parsed(text)
    if found is None:
        with suppress(ValueError, SyntaxError):
            found = parsed(PYTHONS.sub(_in_json, text))
    return found if isinstance(found, dict | list) else None


def _may_hold(text: str) -> bool:
    """A quick look, that nearly all cells need."""
    return text[:1] in CLOSING and text.endswith(CLOSING[text[0]])


def _in_json(match: re.Match[str]) -> str:
    """ValueError where the text is none that Python writes, SyntaxError where what is escaped in it is none."""
    token = match[0]
    if token in IN_JSON:
        return IN_JSON[token]
    if len(token) == 1:
        raise ValueError(token)
    inner = token[1:-1]
    if "\\" in inner:
        # Of one text alone, which nests nothing.
        return json.dumps(literal_eval(token))
    return json.dumps(inner) if '"' in inner else f'"{inner}"'


def _held_by_most(cells: Sequence[str]) -> list[Any]:
    """What a column's cells hold where most hold an object or a list; else nothing."""
    if sum(1 for cell in cells if _may_hold(cell.strip())) < MOST * len(cells):
        return []
    values = [value for cell in cells if (value := held_in(cell)) is not None]
    return values if len(values) >= MOST * len(cells) else []


def _have_keys_in_common(values: Sequence[Any]) -> bool:
    """Whether most keys of the objects come again: what is kept by address, or by name, has others in each row."""
    found = Counter(key for value in values if isinstance(value, dict) for key in value)
    objects = sum(isinstance(value, dict) and bool(value) for value in values)
    return objects < 2 or sum(count > 1 for count in found.values()) * 2 >= len(found)


def _each(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value]


def _rows(file: IO[bytes], file_format: FileFormat, columns: Collection[str]) -> Iterator[_Row]:
    for row in read_rows(file, file_format):
        yield from _rows_of(row, file_format.columns, columns)


def _rows_of(row: RawRow, names: Sequence[str], columns: Collection[str]) -> Iterator[_Row]:
    """The row, one for each of a person's accounts on the same platform; as it stands where its cells cannot be told apart."""
    cells = dict(zip(names, row.cells, strict=False))
    as_it_is = _Row(row.line, {name: cells.get(name, "") for name in names if name not in columns or cells.get(name)})
    if problem := row.problem or _unreadable(row.cells, len(names)):
        yield as_it_is._replace(problem=problem, beyond=row.cells[len(names) :])
        return
    held = {name: held_in(cells.get(name, "")) for name in columns}
    try:
        # A blank cell says that there is no object: of other accounts, too.
        found = {name: cells.get(name, "") if held.get(name) is None else held[name] for name in names}
        found |= {name: None for name in columns if found[name] == ""}
        yield from [_Row(row.line, _flat(each, held, cells)) for each in accounts_apart(found)]
    except (ValueError, RecursionError):
        yield as_it_is


def _unreadable(cells: Sequence[str], width: int) -> str:
    if any(map(str.strip, cells[width:])):
        return TOO_WIDE
    return UNCLOSED if len(cells) < width and "\n" in cells[-1] else ""


def _flat(found: dict[str, Any], held: dict[str, Any], cells: dict[str, str]) -> dict[str, str]:
    """Keys and texts. Lists of objects of which nothing was taken apart stay as they came. ValueError where a text is too long."""
    as_came = {name: cells[name] for name, value in found.items() if value is held.get(name) and _has_objects(value)}
    texts: dict[str, str] = {}
    for key, text in flat(found | as_came, ""):
        if key in held and not text:
            continue
        # Another column may be called as the key is.
        texts[f"{key} (2)" if text and texts.get(key) not in (None, "", text) else key] = text or texts.get(key, "")
    if max(map(len, texts.values()), default=0) > settings.IMPORT_MAX_CELL_CHARACTERS >= max(map(len, cells.values())):
        raise ValueError("Written as JSON a cell is longer than it was.")
    return texts


def _has_objects(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict | list) for each in value)


def _keys(rows: Iterable[_Row]) -> dict[str, None]:
    """Those of all rows, in the order in which they come; no more are looked for where there are too many."""
    keys: dict[str, None] = {}
    for row in rows:
        keys.update(dict.fromkeys(row.cells))
        if len(keys) > settings.IMPORT_MAX_COLUMNS:
            break
    return keys


def _without_most_keys(columns: Collection[str], keys: Iterable[str]) -> tuple[str, ...]:
    """The columns without the one whose objects have the most keys: tags with what they count, for instance."""
    counts = Counter(name for key in keys for name in columns if key.startswith(f"{name}."))
    most = max(columns, key=lambda name: counts[name], default="")
    return tuple(name for name in columns if name != most)
