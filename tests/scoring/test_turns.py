"""Several at once: refreshes, recomputes and changes of facts neither wait for each other for ever, nor lose what another wrote."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from celery.signals import task_retry
from django.db import OperationalError, connection, transaction

from discovery.models import Account, Snapshot
from scoring import recompute, runs, tasks
from scoring.models import AccountScore, BenchmarkVersion
from scoring.turns import WRITERS_LOCK, take_turn
from tests.factories import make_snapshot
from tests.worker import until

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def elsewhere(function: Callable[..., int], *arguments: Any) -> int:
    """The function on a connection of its own."""
    try:
        return function(*arguments)
    finally:
        connection.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def waiting() -> int:
    """How many other connections wait for a lock."""
    with connection.cursor() as cursor:
        # Inside a transaction the view stays as it was first read.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING)
        count: int = cursor.fetchone()[0]
        return count


@contextmanager
def run_held_before_it_ends(pool: ThreadPoolExecutor) -> Iterator[Future[int]]:
    """A recompute of all that has computed everything and waits to publish; it ends after the block."""
    with transaction.atomic():
        take_turn(WRITERS_LOCK)
        run = pool.submit(elsewhere, partial(recompute.recompute_all, every_score=True))
        until(waiting)
        yield run


def made(count: int) -> list[int]:
    return [make_snapshot(following=600).account_id for _place in range(count)]


def versions_of_scores() -> set[int]:
    return set(AccountScore.objects.values_list("benchmark_version_id", flat=True))


def test_two_refreshes_at_once_do_not_deadlock(pool: ThreadPoolExecutor) -> None:
    ids = made(20)
    done = list(pool.map(lambda order: elsewhere(recompute.refresh, order), [ids, ids[::-1], ids, ids[::-1]]))
    assert done == [20] * 4
    assert AccountScore.objects.count() == 20


def test_readers_see_all_old_scores_or_all_new_ones(pool: ThreadPoolExecutor) -> None:
    recompute.refresh(made(5))
    before = BenchmarkVersion.objects.get()
    with run_held_before_it_ends(pool) as run:
        assert versions_of_scores() == {before.pk}
    assert run.result() == 5
    assert versions_of_scores() == {BenchmarkVersion.objects.get().pk}
    assert not BenchmarkVersion.objects.filter(pk=before.pk).exists()


def test_a_refresh_during_a_run_is_not_lost(pool: ThreadPoolExecutor) -> None:
    changed, *others = made(5)
    recompute.refresh([changed, *others])
    with run_held_before_it_ends(pool) as run:
        Snapshot.objects.filter(account=changed).update(followers=77_000)
        newcomer = make_snapshot(followers=55_000).account_id
        recompute.refresh([changed, newcomer])
    assert run.result() == 6
    assert dict(AccountScore.objects.filter(pk__in=[changed, newcomer]).values_list("pk", "followers")) == {
        changed: 77_000,
        newcomer: 55_000,
    }
    assert versions_of_scores() == {BenchmarkVersion.objects.get().pk}


def test_a_refresh_before_there_are_benchmarks_ends_with_the_run_that_makes_them(pool: ThreadPoolExecutor) -> None:
    ids = made(3)
    with run_held_before_it_ends(pool) as run:
        refreshed = pool.submit(elsewhere, recompute.refresh, ids[:1])
    assert (run.result(60), refreshed.result(60)) == (3, 1)
    assert versions_of_scores() == {BenchmarkVersion.objects.get().pk}


def test_an_account_deleted_during_a_run_stays_away(pool: ThreadPoolExecutor) -> None:
    gone, *others = made(3)
    recompute.refresh([gone, *others])
    with run_held_before_it_ends(pool) as run:
        Account.objects.get(pk=gone).delete()
    assert run.result() == 2
    assert list(AccountScore.objects.order_by("pk").values_list("pk", flat=True)) == others


def test_two_runs_at_once_end_with_one_version(pool: ThreadPoolExecutor) -> None:
    made(5)
    runs = [pool.submit(elsewhere, recompute.recompute_all) for _run in range(2)]
    assert [run.result() for run in runs] == [5, 5]
    assert versions_of_scores() == {BenchmarkVersion.objects.get().pk}


def test_a_refresh_does_not_wait_for_a_change_of_the_account(pool: ThreadPoolExecutor) -> None:
    ids = made(3)
    recompute.refresh(ids)
    with transaction.atomic():
        Account.objects.filter(pk=ids[0]).update(title="Renamed", handle="renamed")
        Snapshot.objects.filter(account=ids[0]).update(followers=1)
        assert pool.submit(elsewhere, recompute.refresh, ids).result(20) == 3


@pytest.mark.parametrize("scored_before", [True, False])
def test_a_refresh_waits_for_a_deletion_and_goes_on(pool: ThreadPoolExecutor, scored_before: bool) -> None:
    ids = made(3)
    if scored_before:
        recompute.refresh(ids)
    with transaction.atomic():
        Account.objects.get(pk=ids[1]).delete()
        refreshed = pool.submit(elsewhere, recompute.refresh, ids)
        until(waiting)
    assert refreshed.result(20) == 2
    assert list(AccountScore.objects.order_by("pk").values_list("pk", flat=True)) == [ids[0], ids[2]]


def test_a_refresh_between_the_steps_of_a_deletion_does_not_deadlock(pool: ThreadPoolExecutor) -> None:
    """Django deletes the score first, then the account: a refresh must not hold the account while it waits for the score."""
    ids = made(3)
    recompute.refresh(ids)
    with transaction.atomic():
        AccountScore.objects.filter(pk=ids[1]).delete()
        refreshed = pool.submit(elsewhere, recompute.refresh, ids)
        until(waiting)
        Account.objects.get(pk=ids[1]).delete()
    assert refreshed.result(20) == 2


def test_a_refresh_beside_a_deletion_that_is_taken_back_scores_all(pool: ThreadPoolExecutor) -> None:
    ids = made(3)
    recompute.refresh(ids)
    with transaction.atomic():
        Account.objects.get(pk=ids[1]).delete()
        refreshed = pool.submit(elsewhere, recompute.refresh, ids)
        until(waiting)
        transaction.set_rollback(True)
    assert refreshed.result(20) == 3


@pytest.mark.parametrize("task", [tasks.refresh_due, tasks.work_at_runs])
def test_a_task_whose_database_fails_is_tried_again(task: Any) -> None:
    """Another writer holds on for longer than this connection waits, until the first failure."""
    failures = []
    recompute.due(made(2))
    if task is tasks.refresh_due:
        recompute.recompute_all()
        recompute.due(Account.objects.values_list("pk", flat=True))
    runs.request(reason="Test")

    def hold() -> None:
        transaction.set_autocommit(False)
        take_turn(WRITERS_LOCK)

    def release(**signal: Any) -> None:
        failures.append(signal["reason"].exc)
        holder.submit(lambda: connection.close()).result()

    with ThreadPoolExecutor(1) as holder, connection.cursor() as cursor:
        holder.submit(hold).result()
        cursor.execute("SET lock_timeout = '50ms'")
        task_retry.connect(release, sender=task, weak=False)
        try:
            task.apply()
        finally:
            task_retry.disconnect(release, sender=task)
            cursor.execute("RESET lock_timeout")
    assert [type(failure) for failure in failures] == [OperationalError]
    assert AccountScore.objects.count() == 2
