"""The way into the database for rows that were read: COPY, batch by batch, into a temporary table of the load's transaction,
and for reports straight into theirs. What the staged rows mean for the facts is merging.py's.
"""

import io
import json
import re
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection
from psycopg2.extensions import cursor as Cursor  # noqa: N812  # a class

from discovery.importing.records import Row

# The table's columns that are a record's, in the order they are copied.
TEXTS: Final = ("platform", "handle", "external_id", "title", "bio", "country", "language", "rate_definition")
COUNTS: Final = ("followers", "following", "posts")
AVERAGES: Final = ("likes", "comments", "shares", "views", "engagements", "engagement_rate")
FIGURES: Final = COUNTS + AVERAGES
COLUMNS: Final = ("number", "line", "part", *TEXTS, *FIGURES, "taken_on", "topics", "extra", "problems", "cells")

CREATE: Final = f"""
CREATE TEMPORARY TABLE staged_row (
    number bigint NOT NULL,
    line bigint NOT NULL,
    part text NOT NULL,
    {", ".join(f"{name} text NOT NULL" for name in TEXTS)},
    {", ".join(f"{name} bigint" for name in COUNTS)},
    {", ".join(f"{name} double precision" for name in AVERAGES)},
    taken_on date NOT NULL,
    topics varchar[] NOT NULL,
    extra jsonb NOT NULL,
    problems jsonb NOT NULL,
    cells text NOT NULL
) ON COMMIT DROP
"""
# Stands between a row's cells.
CELL_MARK: Final = "\x1f"
# What a text in PostgreSQL cannot hold, and the mark. Rows with it are rejected before; here it must not fail the others.
UNSTORABLE: Final = re.compile(f"[\0{CELL_MARK}\ud800-\udfff]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MISSING: Final = "\\N"


def create_staging() -> None:
    """An empty staged_row, gone with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)


def stage(rows: Iterable[Row], first: int) -> None:
    """Add rows that load to staged_row, numbered from `first` on."""
    _copy("staged_row", COLUMNS, (_staged(number, row) for number, row in enumerate(rows, first)))


def report(list_id: int, rows: Iterable[Row]) -> None:
    """Store rows that do not load as reports, with the reason and the file's own cells."""
    columns = ("creator_list_id", "line", "part", "outcome", "problems", "cells")
    _copy("discovery_rowreport", columns, (_reported(list_id, row) for row in rows))


def _copy(table: str, columns: Iterable[str], lines: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        native: Cursor = cursor.cursor
        native.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", io.StringIO("".join(lines)))


def _staged(number: int, row: Row) -> str:
    record = row.record
    values = [str(number), str(row.line), row.part]
    values += [_storable(getattr(record, name)).translate(_ESCAPES) for name in TEXTS]
    values += [_figure(getattr(record, name)) for name in FIGURES]
    extra = {_storable(name): _storable(text) for name, text in record.extra.items()}
    values += [str(record.taken_on), _array(record.topics), _json(extra), _json(_problems(row))]
    values.append(CELL_MARK.join(map(_storable, row.cells)).translate(_ESCAPES))
    return "\t".join(values) + "\n"


def _reported(list_id: int, row: Row) -> str:
    cells = _json([_storable(cell) for cell in row.cells])
    return f"{list_id}\t{row.line}\t{row.part}\t{row.outcome}\t{_json(_problems(row))}\t{cells}\n"


def _problems(row: Row) -> list[dict[str, str]]:
    return [{name: _storable(text) for name, text in problem.to_json().items()} for problem in row.problems]


def _storable(text: str) -> str:
    return UNSTORABLE.sub("\ufffd", text)


def _figure(value: float | None) -> str:
    return _MISSING if value is None else repr(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _array(texts: list[str]) -> str:
    """PostgreSQL's spelling of a text[]."""
    quoted = ('"' + _storable(text).replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return ("{" + ",".join(quoted) + "}").translate(_ESCAPES)
