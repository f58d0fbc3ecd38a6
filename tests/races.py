"""Things that happen at once: in threads with database connections of their own. For tests with transactions of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import ParamSpec, TypeVar

from django.db import connection, connections

from discovery.teams import GONE

Given = ParamSpec("Given")
Result = TypeVar("Result")


def in_own_connection(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What the work gives, in a thread whose connection ends with it."""
    try:
        return work(*args, **kwargs)
    finally:
        connections.close_all()


def somebody_waits() -> bool:
    """Whether another connection waits for what this one has changed."""
    return bool(waiting())


def waiting() -> set[int]:
    """The server's processes of connections that wait for what this one has changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return {pid for (pid,) in cursor.fetchall()}


def at_once(*changes: Callable[[], object]) -> list[bool]:
    """Begins all changes together; says of each whether it was done, False where what it is about was deleted."""
    start = Barrier(len(changes))

    def done(change: Callable[[], object]) -> bool:
        start.wait()
        try:
            in_own_connection(change)
        except GONE:
            return False
        return True

    with ThreadPoolExecutor(len(changes)) as pool:
        return list(pool.map(done, changes))
