"""A recompute that is stopped by hand: nothing of it is left, the scores stay, and who waited for it is told."""

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from discovery.models import Snapshot, User
from scoring import recompute, runs, tables, units, working
from scoring.management.commands.recompute_scores import INTERRUPTED_CODE
from scoring.models import AccountScore, BenchmarkVersion, RunUnit, ScoresDue, ScoringRun
from tests.scoring.workers import made, stored, until_it_comes_to

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
State, Stage = ScoringRun.State, ScoringRun.Stage
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_of_it_is_left_wherever_it_was(stage: ScoringRun.Stage, admin: User) -> None:
    made(3)
    recompute.recompute_all(now=NOW)
    before, versions = stored(), list(BenchmarkVersion.objects.values())
    Snapshot.objects.update(followers=1)
    run = runs.request(reason="Test", from_nothing=True)
    until_it_comes_to(run, stage)
    assert recompute.stop(run, by=admin)
    runs.clear_away()
    run.refresh_from_db()
    assert (run.state, run.stopped_by) == (State.STOPPED, admin)
    assert run.finished_at is not None
    assert (stored(), list(BenchmarkVersion.objects.values()), tables.of_runs()) == (before, versions, [])
    assert not working._step()
    assert runs.open_units() == 0
    assert not recompute.stop(run, by=None)
    run.refresh_from_db()
    assert run.stopped_by == admin


def test_one_that_waits_is_stopped_and_the_one_that_goes_on_is_not() -> None:
    made(2)
    first = runs.request(reason="Once")
    working._step()
    second = runs.request(reason="Later")
    assert recompute.stop(second, by=None)
    assert working.work_through(first).state == State.DONE
    assert not ScoringRun.objects.filter(state__in=runs.ACTIVE).exists()


def test_one_that_has_ended_stays_what_it_is() -> None:
    made(1)
    recompute.recompute_all(now=NOW)
    assert not recompute.stop(ScoringRun.objects.get(), by=None)
    assert ScoringRun.objects.get().state == State.DONE


@pytest.mark.parametrize("stage", list(Stage))
def test_a_unit_during_which_it_is_stopped_is_undone_and_no_error(
    monkeypatch: pytest.MonkeyPatch, stage: ScoringRun.Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """What the unit did in its transaction goes with it; here the stop is in the same one, so it is made again."""
    made(3)
    recompute.recompute_all(now=NOW)
    before, versions = stored(), BenchmarkVersion.objects.count()
    Snapshot.objects.update(followers=1)
    broken = units.UNITS[stage]

    def is_stopped_meanwhile(run: ScoringRun, unit: RunUnit) -> None:
        ScoringRun.objects.filter(pk=run.pk).update(state=State.STOPPED, finished_at=timezone.now())
        broken(run, unit)

    run = runs.request(reason="Test", from_nothing=True)
    until_it_comes_to(run, stage)
    monkeypatch.setitem(units.UNITS, stage, is_stopped_meanwhile)
    assert working._step()
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
    run.refresh_from_db()
    assert (run.state, stored()) == (State.RUNNING, before)
    assert run.units.filter(stage=stage, done_at=None).exists()
    assert BenchmarkVersion.objects.count() == versions + (stage > Stage.BENCHMARKS)


def test_who_waits_for_it_is_told() -> None:
    made(2)
    run = runs.request(reason="Test")

    def stops(seen: ScoringRun) -> None:
        if seen.stage == Stage.SCORES:
            recompute.stop(seen, by=None)

    with pytest.raises(runs.Stopped, match=f"Somebody stopped run {run.pk}, and the scores stay as they were"):
        working.work_through(run, tell=stops)


def test_many_that_are_due_do_not_begin_another_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large import's recompute is stopped: the next one scores its accounts, and what comes after is scored by itself."""
    made(2)
    recompute.recompute_all(now=NOW)
    monkeypatch.setattr(recompute, "MANY", 3)
    many = made(4)

    def stops(run: ScoringRun, **_: Any) -> ScoringRun:
        recompute.stop(run, by=None)
        raise runs.Stopped

    with monkeypatch.context() as patch:
        patch.setattr(recompute, "work_through", stops)
        assert recompute.refresh_chunks([many]) == 0
    assert recompute.refresh_due() == 0
    assert ScoringRun.objects.count() == 2
    late = made(1)
    recompute.due(late)
    assert recompute.refresh_due() == 1
    assert AccountScore.objects.filter(pk__in=late).exists()
    assert not AccountScore.objects.filter(pk__in=many).exists()
    recompute.recompute_all(now=NOW)
    assert AccountScore.objects.filter(pk__in=many).count() == 4
    assert not ScoresDue.objects.exists()


def test_many_that_the_recompute_that_goes_on_takes_along_begin_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    recompute.due(made(2))
    run = runs.request(reason="Test")
    working._step()
    assert recompute.refresh_due() == 0
    assert list(ScoringRun.objects.all()) == [run]
    assert working.work_through(run).accounts == 2


def test_the_command_stops_what_goes_on_and_what_waits() -> None:
    made(1)
    first = runs.request(reason="Once")
    working._step()
    second, out = runs.request(reason="Later"), StringIO()
    call_command("recompute_scores", "--stop", stdout=out)
    assert out.getvalue() == f"Stopped {second}, {first}; the scores stay as they were.\n"
    assert set(ScoringRun.objects.values_list("state", flat=True)) == {State.STOPPED}
    with pytest.raises(CommandError, match="No recompute goes on or waits"):
        call_command("recompute_scores", "--stop")


def test_a_command_that_is_interrupted_leaves_the_rest_to_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    made(2)
    broken, woken = units.UNITS[Stage.SCORES], list[int]()

    def interrupted(run: ScoringRun, unit: RunUnit) -> None:
        monkeypatch.setitem(units.UNITS, Stage.SCORES, broken)
        raise KeyboardInterrupt

    monkeypatch.setitem(units.UNITS, Stage.SCORES, interrupted)
    monkeypatch.setattr("scoring.management.commands.recompute_scores.wake", woken.append)
    with pytest.raises(CommandError, match="goes on without this command") as told:
        call_command("recompute_scores", stderr=StringIO())
    assert (told.value.returncode, woken) == (INTERRUPTED_CODE, [1])
    run = ScoringRun.objects.get()
    assert run.state == State.RUNNING
    assert working.work_through(run).accounts == 2
