"""Rows between PostgreSQL and NumPy by COPY in the binary format: every row as long as the others, so that a million are one buffer.

What is not known is NaN here and NULL there: queries give NaN, or -1 of a count, in its place. Texts pass as their places in a
vocabulary. The format is documented with PostgreSQL's COPY; no library reads it from a psycopg2 connection.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import pandas as pd
from django.db import connection
from numpy.typing import NDArray
from psycopg2 import sql

# The signature, no flags, no extension; and the count that ends it.
HEADER: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER: Final = b"\xff\xff"
# bigint; double precision; a bigint that is -1 where it is not known; a date. Big-endian, as the format has them.
KINDS: Final = {"whole": ">i8", "real": ">f8", "count": ">i8", "day": ">i4"}
# The format counts days from 2000-01-01, we from 1970-01-01.
EPOCHS_APART: Final = 10_957
Columns = Mapping[str, str]


def read(query: sql.Composable, columns: Columns) -> pd.DataFrame:
    """A query's rows. `columns` says each one's kind: a `whole` number, or a float64 from a `real`, a `count` or a `day`; none NULL."""
    return parsed(_copied(query), columns)


def parsed(rows: bytes | memoryview, columns: Columns) -> pd.DataFrame:
    """Whole rows in the format, without its header and trailer."""
    fields = np.frombuffer(rows, dtype=layout(columns))
    return pd.DataFrame({name: _native(fields[name], kind) for name, kind in columns.items()}, copy=False)


def read_bytes(query: sql.Composable) -> list[memoryview]:
    """The only row of a query for columns of bytes, none of them NULL; [] where it has no row."""
    rest, found = _copied(query)[2:], list[memoryview]()
    while rest:
        length = int.from_bytes(rest[:4], "big")
        found.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    return found


def write_bytes(table: str, columns: Sequence[str], pieces: Sequence[bytes]) -> None:
    """Append one row, each value as it is sent: 8 bytes of a bigint, a text in UTF-8, bytes."""
    row = b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)
    _copy_in(table, columns, len(pieces).to_bytes(2, "big") + row)


def write(table: str, frame: pd.DataFrame, columns: Columns) -> None:
    """Append the frame's rows to a table whose columns are `whole` or `real`, as `columns` says."""
    rows = np.empty(len(frame), dtype=layout(columns))
    rows["fields"] = len(columns)
    for place, (name, kind) in enumerate(_kinds(columns)):
        rows[f"length {place}"] = np.dtype(kind).itemsize
        rows[name] = frame[name].to_numpy()
    _copy_in(table, list(columns), rows.tobytes())


def definitions(columns: Columns) -> sql.Composed:
    """The columns as CREATE TABLE takes them."""
    types = {"whole": sql.SQL("bigint"), "real": sql.SQL("double precision")}
    return sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(name), types[kind]) for name, kind in columns.items())


def place_of(column: str, vocabulary: Sequence[str]) -> sql.Composed:
    """A text's place in its vocabulary, as a `whole` column; -1 where it is in none."""
    cases = (sql.SQL("WHEN {} THEN {}").format(sql.Literal(text), sql.Literal(place)) for place, text in enumerate(vocabulary))
    return sql.SQL("CASE {} {} ELSE -1 END::int8").format(sql.Identifier(column), sql.SQL(" ").join(cases))


def texts(places: NDArray[Any], vocabulary: Sequence[str]) -> NDArray[np.object_]:
    """The texts at these places of the vocabulary; "" for -1."""
    return np.asarray(np.array([*vocabulary, ""], dtype=object)[places])


def places_in(values: "pd.Series[Any]", vocabulary: Sequence[str]) -> NDArray[np.int64]:
    """The texts' places in the vocabulary; -1 where one is not in it."""
    return np.asarray(pd.Categorical(values, categories=list(vocabulary)).codes, dtype=np.int64)


def _copied(query: sql.Composable) -> memoryview:
    """A query's rows in the format, between its header and its trailer."""
    buffer = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT binary)").format(query), buffer)
    return buffer.getbuffer()[len(HEADER) : -len(TRAILER)]


def _copy_in(table: str, columns: Sequence[str], rows: bytes) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        statement = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT binary)").format(sql.Identifier(table), names)
        cursor.copy_expert(statement, BytesIO(HEADER + rows + TRAILER))


def _native(values: NDArray[Any], kind: str) -> NDArray[Any]:
    if kind == "whole":
        return values.astype(np.int64)
    numbers = values.astype(np.float64)
    if kind == "count":
        numbers[values < 0] = np.nan
    return numbers + EPOCHS_APART if kind == "day" else numbers


def layout(columns: Columns) -> np.dtype[np.void]:
    """How a row lies in the format."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for place, (name, kind) in enumerate(_kinds(columns)):
        fields += [(f"length {place}", ">i4"), (name, kind)]
    return np.dtype(fields)


def _kinds(columns: Columns) -> list[tuple[str, str]]:
    return [(name, KINDS[kind]) for name, kind in columns.items()]
