"""Rows between PostgreSQL and NumPy by COPY in the binary format: every value eight bytes, so that a million rows are one buffer.

What is not known is NaN here and NULL there: queries say so by `coalesce(…, 'NaN')` and `nullif(…, 'NaN')`. Texts pass as their places
in a vocabulary. The format is documented with PostgreSQL's COPY; no library reads it from a psycopg2 connection.
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
# Whole numbers and the rest, big-endian, as the format has them.
KINDS: Final = {"whole": ">i8", "real": ">f8"}
Columns = Mapping[str, str]


def read(query: sql.Composable, columns: Columns) -> pd.DataFrame:
    """A query's rows. `columns` names each and says whether it is `whole` (bigint, never NULL) or `real` (double precision, never NULL)."""
    buffer = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT binary)").format(query), buffer)
    rows = np.frombuffer(buffer.getbuffer()[len(HEADER) : -len(TRAILER)], dtype=_layout(columns))
    return pd.DataFrame({name: rows[name].astype(kind[1:]) for name, kind in _kinds(columns)}, copy=False)


def write(table: str, frame: pd.DataFrame, columns: Columns) -> None:
    """Append the frame's rows to a table whose columns are bigint or double precision as `columns` says."""
    rows = np.empty(len(frame), dtype=_layout(columns))
    rows["fields"] = len(columns)
    for place, (name, _kind) in enumerate(_kinds(columns)):
        rows[f"length {place}"] = 8
        rows[name] = frame[name].to_numpy()
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        statement = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT binary)").format(sql.Identifier(table), names)
        cursor.copy_expert(statement, BytesIO(HEADER + rows.tobytes() + TRAILER))


def definitions(columns: Columns) -> sql.Composed:
    """The columns as CREATE TABLE takes them."""
    types = {"whole": sql.SQL("bigint"), "real": sql.SQL("double precision")}
    return sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(name), types[kind]) for name, kind in columns.items())


def real(expression: str) -> sql.Composed:
    """An SQL expression as a `real` column."""
    return sql.SQL("coalesce(({})::float8, 'NaN')").format(sql.SQL(expression))


def place_of(expression: str, vocabulary: Sequence[str]) -> sql.Composed:
    """A text's place in its vocabulary, as a `whole` column; -1 where it is in none."""
    return sql.SQL("coalesce(array_position({}::text[], {}::text), 0)::int8 - 1").format(sql.Literal(list(vocabulary)), sql.SQL(expression))


def texts(places: NDArray[Any], vocabulary: Sequence[str]) -> NDArray[np.object_]:
    """The texts at these places of the vocabulary; "" for -1."""
    return np.asarray(np.array([*vocabulary, ""], dtype=object)[places])


def places_in(values: "pd.Series[Any]", vocabulary: Sequence[str]) -> NDArray[np.int64]:
    """The texts' places in the vocabulary; -1 where one is not in it."""
    return np.asarray(pd.Categorical(values, categories=list(vocabulary)).codes, dtype=np.int64)


def _layout(columns: Columns) -> np.dtype[np.void]:
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for place, (name, kind) in enumerate(_kinds(columns)):
        fields += [(f"length {place}", ">i4"), (name, kind)]
    return np.dtype(fields)


def _kinds(columns: Columns) -> list[tuple[str, str]]:
    return [(name, KINDS[kind]) for name, kind in columns.items()]
