"""The tasks call one function each, and may run twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from scoring import recompute, runs
from scoring.models import AccountScore, ScoresDue, ScoringRun
from scoring.tasks import pick_up_scoring, recompute_all, refresh_due, work_at_runs
from tests.factories import make_snapshot

pytestmark = pytest.mark.django_db


def test_what_is_due_is_scored_once() -> None:
    recompute.refresh([make_snapshot().account_id])
    one = make_snapshot().account_id
    recompute.due([one])
    refresh_due()
    refresh_due()
    assert AccountScore.objects.filter(pk=one).exists()
    assert not ScoresDue.objects.filter(scored_at=None).exists()


def test_a_run_is_requested_and_worked_at() -> None:
    account_id = make_snapshot().account_id
    recompute_all()
    recompute_all()
    assert ScoringRun.objects.get().state == ScoringRun.State.QUEUED
    work_at_runs()
    work_at_runs()
    assert ScoringRun.objects.get().state == ScoringRun.State.DONE
    assert list(AccountScore.objects.values_list("account_id", flat=True)) == [account_id]


def test_what_lies_open_wakes_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    woken, told = list[int](), list[bool]()
    monkeypatch.setattr("scoring.tasks.wake", woken.append)
    monkeypatch.setattr(refresh_due, "delay", lambda: told.append(True))
    pick_up_scoring()
    runs.request(reason="Test")
    recompute.due([make_snapshot().account_id])
    pick_up_scoring()
    ScoresDue.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    pick_up_scoring()
    assert (woken, told) == ([0, 1, 1], [True])
