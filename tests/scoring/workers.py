"""For tests of a recompute that real workers share: workers, accounts, and tables that hold a worker up in the middle of a unit."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection

from scoring import working
from scoring.models import AccountScore, ScoringRun
from tests.factories import make_snapshot
from tests.worker import Worker, empty_queues, running_worker


def made(count: int) -> list[int]:
    return [make_snapshot(followers=10_000 + 700 * place, following=400, likes=200.0 + place).account_id for place in range(count)]


@contextmanager
def workers(count: int) -> Iterator[list[Worker]]:
    with empty_queues(), ExitStack() as stack:
        working = [stack.enter_context(running_worker()) for _ in range(count)]
        try:
            yield working
        except AssertionError as error:
            for worker in working:
                error.add_note(worker.log)
            raise


@contextmanager
def held(table: str) -> Iterator[None]:
    """Nobody else writes to the table, so that whoever wants to stands still in the middle of a unit."""
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            holder.set_autocommit(False)
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
    finally:
        holder.close()


def state(run: ScoringRun) -> str:
    return ScoringRun.objects.values_list("state", flat=True).get(pk=run.pk)


def waiting_for(table: str) -> int:
    """How many stand still before just this table; any other lock, as of a vacuum, says nothing about the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        (count,) = cursor.fetchone()
        return int(count)


def stored() -> list[dict[str, Any]]:
    return [dict(row) for row in AccountScore.objects.order_by("pk").values()]


def until_it_comes_to(run: ScoringRun, stage: ScoringRun.Stage) -> None:
    """Work at it here until this stage is on."""
    while True:
        run.refresh_from_db()
        if run.state == ScoringRun.State.RUNNING and run.stage == stage:
            return
        working._step()
