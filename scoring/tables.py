"""The table of scores is replaced as a whole: a run fills one of its own beside it, indexes it, and puts it in its place at once.

Readers see the old table or the new one, never a mixture, and wait for neither. What is written into it stands in scoring.storing.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

from django.db import InternalError, OperationalError, connection, transaction
from psycopg2 import errors, sql

from scoring import grants
from scoring.models import AccountScore

LIVE: Final = AccountScore._meta.db_table  # noqa: SLF001  # as Django documents it
# The swap waits so long for those who are reading, since whoever comes meanwhile waits behind it; then it lets them by and tries again.
SWAP_WAIT: Final = "150ms"
SWAP_PAUSE_SECONDS: Final = 0.5
SWAP_TRIES: Final = 60
INDEX_MEMORY: Final = "128MB"
IN_THE_WAY: Final = (
    "The table of scores cannot be replaced: {}. Drop that, or make the view a function, and recompute; the scores stay as they were."
)


class Index(NamedTuple):
    """An index of the live table: its name there, and what creates it; `is_key` for the primary key's."""

    name: str
    definition: str
    is_key: bool


class Busy(Exception):
    """Somebody reads the old scores and does not end: nothing was published, and it can be tried again."""


class InTheWay(Exception):
    """Something of the operator's is built on the live table, which can therefore not be replaced; says what, in a sentence."""


def name_of(run_id: int) -> str:
    """The run's table."""
    return f"{LIVE}_run_{run_id}"


def create(run_id: int) -> None:
    """An empty table with the live one's columns and checks, and none of its indexes; dropped by whoever ends the run.

    Rows that were only ever inserted need no vacuum, which the next run would have to wait for; updated ones get theirs once it is live.
    """
    options = "autovacuum_enabled = off, autovacuum_vacuum_insert_threshold = -1"
    _execute(f"CREATE TABLE {{}} (LIKE {{}} INCLUDING DEFAULTS INCLUDING CONSTRAINTS) WITH ({options})", name_of(run_id), LIVE)


def drop(run_id: int) -> None:
    """Take away what a run left that will not be published."""
    _execute("DROP TABLE IF EXISTS {}", name_of(run_id))


def drop_unused(run_id: int) -> None:
    """`drop`, unless a worker still writes to it: then it is left for another time, and nobody waits."""
    try:
        with transaction.atomic():
            _wait_at_most(SWAP_WAIT)
            drop(run_id)
            _wait_at_most("0")
    except OperationalError as error:
        if not isinstance(error.__cause__, errors.LockNotAvailable):
            raise


def of_runs() -> list[int]:
    """The runs that have a table now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substring(relname FROM %s)::bigint FROM pg_class WHERE relkind = 'r' AND relname ~ %s AND pg_table_is_visible(oid)",
            [f"^{LIVE}_run_([0-9]+)$"] * 2,
        )
        return [run_id for (run_id,) in cursor.fetchall()]


def clear(run_id: int, ids: range | list[int]) -> None:
    """Take these accounts out of the run's table."""
    if isinstance(ids, range):
        condition = sql.SQL("account_id >= {} AND account_id < {}").format(sql.Literal(ids.start), sql.Literal(ids.stop))
    else:
        condition = sql.SQL("account_id = ANY({}::bigint[])").format(sql.Literal(ids))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DELETE FROM {} WHERE {}").format(sql.Identifier(name_of(run_id)), condition))


def indexes() -> list[Index]:
    """Those of the live table, by name: what migrations made is what a run makes."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = %s::regclass ORDER BY c.relname
            """,
            [LIVE],
        )
        return [Index(*row) for row in cursor.fetchall()]


def build(run_id: int, place: int) -> None:
    """Create the index at this place of `indexes()` on the run's table; after the last one, have the planner know the table."""
    known = indexes()
    with connection.cursor() as cursor:
        if place == len(known):
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name_of(run_id))))
            return
        index = known[place]
        opening, _, rest = index.definition.partition(" USING ")
        kind = "CREATE UNIQUE INDEX" if opening.startswith("CREATE UNIQUE") else "CREATE INDEX"
        cursor.execute(
            "SELECT set_config('maintenance_work_mem', %s, true), set_config('max_parallel_maintenance_workers', '0', true)", [INDEX_MEMORY]
        )
        cursor.execute(
            sql.SQL("{} {} ON {} USING {}").format(
                sql.SQL(kind), sql.Identifier(_index_name(run_id, place)), sql.Identifier(name_of(run_id)), sql.SQL(rest)
            )
        )


def sweep(table: str = LIVE) -> int:
    """Take out scores whose account is gone; how many there were."""
    statement = "DELETE FROM {0} s WHERE NOT EXISTS (SELECT FROM discovery_account a WHERE a.id = s.account_id)"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(table)))
        swept: int = cursor.rowcount
        return swept


def size(run_id: int) -> int:
    """How many scores the run's table has."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name_of(run_id))))
        (count,) = cursor.fetchone()
        return int(count)


def publish(run_id: int, *, still_wanted: Callable[[], None]) -> None:
    """Put the run's table in the live one's place, within the caller's transaction. Busy where others read on, InTheWay where a view does.

    `still_wanted` is asked before each try, and raises where it is not.
    """
    for _attempt in range(SWAP_TRIES):
        still_wanted()
        try:
            with transaction.atomic():
                _swap(run_id)
        except OperationalError as error:
            if not isinstance(error.__cause__, errors.LockNotAvailable):
                raise
            time.sleep(SWAP_PAUSE_SECONDS)
        except InternalError as error:
            if not isinstance(error.__cause__, errors.DependentObjectsStillExist):
                raise
            raise InTheWay(IN_THE_WAY.format(error.__cause__.diag.message_detail)) from error
        else:
            return
    raise Busy("Somebody is reading all scores, an export or a backup perhaps. Publishing is tried again.")


def _swap(run_id: int) -> None:
    known = indexes()
    _wait_at_most(SWAP_WAIT)
    _execute("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", LIVE)
    _wait_at_most("0")
    grants.copy(LIVE, name_of(run_id))
    _execute("DROP TABLE {}", LIVE)
    _execute("ALTER TABLE {} RENAME TO {}", name_of(run_id), LIVE)
    _execute("ALTER TABLE {} RESET (autovacuum_enabled)", LIVE)
    for place, index in enumerate(known):
        if index.is_key:
            _execute("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}", LIVE, index.name, _index_name(run_id, place))
        else:
            _execute("ALTER INDEX {} RENAME TO {}", _index_name(run_id, place), index.name)


def _wait_at_most(time: str) -> None:
    """For a lock, within this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [time])


def _index_name(run_id: int, place: int) -> str:
    return f"score_run_{run_id}_{place}"


def _execute(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
