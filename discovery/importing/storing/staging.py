"""The way into the database for rows that were read: COPY, batch by batch, into a temporary table of the load's transaction,
and for reports straight into theirs. What the staged rows mean for the facts is merging.py's.
"""

import io
import json
import re
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, Self

from django.db import connection

from discovery.importing.records import Record, Row

# The table's columns that are a record's, in the order they are copied.
TEXTS: Final = ("platform", "handle", "external_id", "title", "bio", "country", "language", "rate_definition", "post")
COUNTS: Final = ("followers", "following", "posts")
AVERAGES: Final = ("likes", "comments", "shares", "views", "engagements", "engagement_rate")
FIGURES: Final = COUNTS + AVERAGES
RECORDED: Final = (*TEXTS, *FIGURES, "taken_on", "topics")
COLUMNS: Final = ("number", "line", "part", *RECORDED, "extra", "problems", "cells")

CREATE: Final = f"""
CREATE TEMPORARY TABLE staged_row (
    number bigint NOT NULL,
    line bigint NOT NULL,
    part text NOT NULL DEFAULT '',
    {", ".join(f"{name} text NOT NULL DEFAULT ''" for name in TEXTS)},
    handle_key text GENERATED ALWAYS AS (lower(handle)) STORED,
    {", ".join(f"{name} bigint" for name in COUNTS)},
    {", ".join(f"{name} double precision" for name in AVERAGES)},
    taken_on date NOT NULL,
    topics varchar[] NOT NULL DEFAULT '{{}}',
    extra jsonb NOT NULL DEFAULT '{{}}',
    problems jsonb NOT NULL DEFAULT '[]',
    cells text NOT NULL
) ON COMMIT DROP
"""
# Stands between a row's cells.
CELL_MARK: Final = "\x1f"
# What a text in PostgreSQL cannot hold, and the mark. Rows with it are rejected before; here it must not fail the others.
UNSTORABLE: Final = re.compile(f"[\0{CELL_MARK}\ud800-\udfff]")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_MISSING: Final = "\\N"
# At a time to the database: each piece has the reading wait for its turn again.
COPY_BYTES: Final = 1024 * 1024
# So many batches may wait for the database, so that memory does not grow where reading is faster.
MOST_WAITING: Final = 3


def create_staging() -> None:
    """An empty staged_row, gone with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)


class Copying:
    """COPY, one batch after another, in a thread of its own: the next batch is read while the database takes this one.

    Held with `with`: leaving it waits for what is still to be copied. An error of the database is raised by the next call, or then.
    """

    def __init__(self) -> None:
        connection.ensure_connection()
        self._native = connection.connection
        self._thread = ThreadPoolExecutor(1, "copying")
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(cancel_futures=error is not None)
        if error is None:
            self._settle(0)

    def plain(self, columns: Iterable[str], text: str) -> None:
        """Add to staged_row rows that are COPY text already."""
        self._copy("staged_row", columns, text)

    def rows(self, rows: Iterable[tuple[int, Row]]) -> None:
        """Add to staged_row (number, row) of rows that load."""
        self._copy("staged_row", COLUMNS, "".join(_staged(number, row) for number, row in rows))

    def reports(self, list_id: int, rows: Iterable[Row]) -> None:
        """Store rows that do not load as reports, with the reason and the file's own cells."""
        columns = ("creator_list_id", "line", "part", "outcome", "problems", "cells")
        self._copy("discovery_rowreport", columns, "".join(_reported(list_id, row) for row in rows))

    def _copy(self, table: str, columns: Iterable[str], text: str) -> None:
        if text:
            statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            self._waiting.append(self._thread.submit(self._run, statement, text))
            self._settle(MOST_WAITING)

    def _settle(self, most: int) -> None:
        """Wait until no more than `most` batches wait."""
        # The thread's errors are psycopg2's own: others know Django's.
        with connection.wrap_database_errors:
            while len(self._waiting) > most:
                self._waiting.popleft().result()

    def _run(self, statement: str, text: str) -> None:
        with self._native.cursor() as cursor:
            cursor.copy_expert(statement, io.BytesIO(text.encode()), COPY_BYTES)


def staged_values(record: Record, names: Iterable[str]) -> list[str]:
    """The record's values of these names as COPY text."""
    return [_staged_value(name, getattr(record, name)) for name in names]


def staged_extra(extra: dict[str, str]) -> str:
    """A JSON object as COPY text."""
    return _json({_storable(name): _storable(text) for name, text in extra.items()})


def _staged_value(name: str, value: Any) -> str:
    if name in FIGURES:
        return _MISSING if value is None else repr(value)
    if name == "topics":
        return _array(value)
    return str(value) if name == "taken_on" else _storable(value).translate(_ESCAPES)


def _staged(number: int, row: Row) -> str:
    values = [str(number), str(row.line), row.part, *staged_values(row.record, RECORDED)]
    values += [staged_extra(row.record.extra), _json(_problems(row))]
    values.append(CELL_MARK.join(map(_storable, row.cells)).translate(_ESCAPES))
    return "\t".join(values) + "\n"


def _reported(list_id: int, row: Row) -> str:
    cells = _json([_storable(cell) for cell in row.cells])
    return f"{list_id}\t{row.line}\t{row.part}\t{row.outcome}\t{_json(_problems(row))}\t{cells}\n"


def _problems(row: Row) -> list[dict[str, str]]:
    return [{name: _storable(text) for name, text in problem.to_json().items()} for problem in row.problems]


def _storable(text: str) -> str:
    return UNSTORABLE.sub("\ufffd", text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def _array(texts: list[str]) -> str:
    """PostgreSQL's spelling of a text[]."""
    quoted = ('"' + _storable(text).replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return ("{" + ",".join(quoted) + "}").translate(_ESCAPES)
