"""A recompute that real workers share: they die, their broker forgets, people read meanwhile; it ends right."""

import threading
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from discovery.models import Snapshot
from scoring import recompute, runs, tasks
from scoring.models import AccountScore, BenchmarkVersion, RunUnit, ScoresDue, ScoringRun
from tests.scoring.workers import held, made, state, waiting_for, workers
from tests.worker import until

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("shared runs"), pytest.mark.django_db(transaction=True)]
State, Stage = ScoringRun.State, ScoringRun.Stage


def test_two_workers_share_a_run() -> None:
    ids = made(12)
    with workers(2):
        run = recompute.request(reason="Test")
        until(lambda: state(run) == State.DONE)
    assert AccountScore.objects.count() == len(ids)
    assert set(AccountScore.objects.values_list("benchmark_version_id", flat=True)) == {BenchmarkVersion.objects.get().pk}


@pytest.mark.parametrize("table", ["scoring_featureblock", "scoring_benchmark", "scoring_scoresdue"])
def test_a_worker_that_is_killed_in_a_unit_leaves_it_to_another(table: str) -> None:
    """While it plans, makes benchmarks, or publishes."""
    ids = made(6)
    recompute.due(ids)
    with workers(1) as (first,):
        with held(table):
            run = recompute.request(reason="Test")
            until(lambda: waiting_for(table))
            first.kill()
        assert state(run) in (State.QUEUED, State.RUNNING)
    with workers(1):
        tasks.pick_up_scoring()
        until(lambda: state(run) == State.DONE)
    assert AccountScore.objects.count() == len(ids)
    assert not RunUnit.objects.filter(run=run, done_at=None).exists()


def test_a_worker_that_is_killed_while_it_scores_the_few_that_changed_leaves_them_to_another() -> None:
    ids = made(6)
    recompute.recompute_all()
    before = dict(AccountScore.objects.values_list("account", "reciprocity"))
    Snapshot.objects.filter(account=ids[0]).update(following=9_000)
    recompute.due(ids[:1])
    with workers(1) as (first,):
        with held("scoring_accountscore"):
            run = recompute.request(reason="Test")
            until(lambda: waiting_for("scoring_accountscore"))
            first.kill()
        assert state(run) == State.RUNNING
    assert dict(AccountScore.objects.values_list("account", "reciprocity")) == before
    with workers(1):
        tasks.pick_up_scoring()
        until(lambda: state(run) == State.DONE)
    run.refresh_from_db()
    after = dict(AccountScore.objects.values_list("account", "reciprocity"))
    assert (run.touched, {account for account in after if after[account] != before[account]}) == (1, {ids[0]})


def test_a_broker_that_forgets_everything_loses_nothing() -> None:
    ids = made(6)
    with workers(1):
        with held("scoring_benchmark"):
            run = recompute.request(reason="Test")
            until(lambda: tasks.pick_up_scoring() or waiting_for("scoring_benchmark"))
            with redis.Redis.from_url(settings.REDIS_URL) as broker:
                broker.flushdb()
        until(lambda: tasks.pick_up_scoring() or state(run) == State.DONE)
    assert AccountScore.objects.count() == len(ids)


def test_accounts_that_are_due_are_scored_though_no_message_came() -> None:
    recompute.recompute_all()
    ids = made(3)
    recompute.due(ids)
    ScoresDue.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    with workers(1):
        tasks.pick_up_scoring()
        until(lambda: AccountScore.objects.count() == len(ids))


def test_people_who_read_meanwhile_see_one_version_and_all_accounts() -> None:
    ids, seen, over = made(40), set[tuple[int, int]](), threading.Event()
    recompute.recompute_all()

    def read() -> None:
        try:
            while not over.is_set():
                versions = AccountScore.objects.values_list("benchmark_version_id", flat=True)
                seen.add((len(versions), len(set(versions))))
        finally:
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with workers(2):
            for _ in range(3):
                run = recompute.request(reason="Test", from_nothing=True)
                until(lambda run=run: state(run) == State.DONE)  # type: ignore[misc]  # mypy does not see the default
    finally:
        over.set()
        reader.join()
    assert seen == {(len(ids), 1)}


def test_publishing_waits_for_somebody_who_reads_and_lets_others_by() -> None:
    """An export or a backup holds the table: who comes after it is not kept waiting behind the swap."""
    made(2)
    recompute.recompute_all()
    run = runs.request(reason="Test", every_score=True)
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        with reader.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM scoring_accountscore")
        with workers(1):
            tasks.pick_up_scoring()
            until(lambda: RunUnit.objects.filter(run=run, done_at=None).count() == 1)
            assert AccountScore.objects.count() == 2
            assert state(run) == State.RUNNING
            reader.rollback()
            until(lambda: state(run) == State.DONE)
    finally:
        reader.close()
