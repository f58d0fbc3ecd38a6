"""Real workers that hold a unit of a recompute while somebody stops it: they end it quietly, and nothing of it is left."""

import pytest
from django.db import connection

from discovery.models import Snapshot
from scoring import recompute, runs, tables, tasks
from scoring.models import AccountScore, BenchmarkVersion, RunUnit, ScoringRun
from scoring.turns import WRITERS_LOCK
from tests.scoring.workers import held, made, state, stored, until_it_comes_to, waiting_for, workers
from tests.worker import until

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("shared runs"), pytest.mark.django_db(transaction=True)]
State, Stage = ScoringRun.State, ScoringRun.Stage


@pytest.mark.parametrize("table", ["scoring_benchmark", "of the run"])
def test_a_worker_that_holds_a_unit_ends_it_quietly(table: str) -> None:
    """While it makes benchmarks, or scores a block; then it goes on with what waits."""
    made(6)
    recompute.recompute_all()
    before, version = stored(), BenchmarkVersion.objects.get()
    Snapshot.objects.update(followers=4_000)
    run = runs.request(reason="Test", from_nothing=True)
    if table == "of the run":
        until_it_comes_to(run, Stage.SCORES)
        table = tables.name_of(run.pk)
    with workers(1) as (worker,):
        with held(table):
            until(lambda: tasks.pick_up_scoring() or waiting_for(table))
            next_one = runs.request(reason="Next")
            assert recompute.stop(run, by=None)
            assert stored() == before
        until(lambda: state(next_one) == State.DONE)
        log = worker.log
    assert f"{run} was ended meanwhile" in log
    assert "Traceback" not in log
    assert (state(run), tables.of_runs()) == (State.STOPPED, [])
    assert BenchmarkVersion.objects.get() != version
    assert set(AccountScore.objects.values_list("followers", flat=True)) == {4_000}
    assert not RunUnit.objects.filter(run=run, stage__gte=Stage.SCORES, done_at__isnull=False).exists()


def test_a_worker_that_waits_to_publish_ends_it_quietly() -> None:
    """Somebody reads all scores and does not end; a backup, say."""
    made(3)
    recompute.recompute_all()
    run = runs.request(reason="Test", every_score=True)
    until_it_comes_to(run, Stage.PUBLISHING)
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        with reader.cursor() as cursor:
            cursor.execute("SELECT * FROM scoring_accountscore ORDER BY 1")
            seen = cursor.fetchall()
        with workers(1) as (worker,):
            until(lambda: tasks.pick_up_scoring() or waiting_for(tables.LIVE))
            assert recompute.stop(run, by=None)
            until(lambda: f"{run} was ended meanwhile" in worker.log)
            assert "Traceback" not in worker.log
        with reader.cursor() as cursor:
            cursor.execute("SELECT * FROM scoring_accountscore ORDER BY 1")
            assert cursor.fetchall() == seen
    finally:
        reader.close()
    assert (state(run), tables.of_runs(), BenchmarkVersion.objects.count()) == (State.STOPPED, [], 1)


def test_what_a_worker_left_that_died_meanwhile_is_cleared_away() -> None:
    made(3)
    run = runs.request(reason="Test")
    until_it_comes_to(run, Stage.SCORES)
    with workers(1) as (worker,), held(tables.name_of(run.pk)):
        until(lambda: tasks.pick_up_scoring() or waiting_for(tables.name_of(run.pk)))
        recompute.stop(run, by=None)
        assert tables.of_runs() == [run.pk]
        worker.kill()
    until(lambda: tasks.pick_up_scoring() or not tables.of_runs())
    assert not BenchmarkVersion.objects.exists()


def test_whoever_is_publishing_is_not_overtaken() -> None:
    """All is done but the writers' turn: stopped before it comes, nothing is published."""
    made(3)
    run = runs.request(reason="Test")
    until_it_comes_to(run, Stage.PUBLISHING)
    writer = connection.copy()
    try:
        with writer.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [WRITERS_LOCK])
        with workers(1) as (worker,):
            until(lambda: tasks.pick_up_scoring() or _waits_for_its_turn())
            assert recompute.stop(run, by=None)
            writer.close()
            until(lambda: f"{run} was ended meanwhile" in worker.log)
    finally:
        writer.close()
    assert (state(run), AccountScore.objects.count(), tables.of_runs()) == (State.STOPPED, 0, [])


def _waits_for_its_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
        return bool(cursor.fetchone()[0])
