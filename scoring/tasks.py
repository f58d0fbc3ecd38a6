"""What the worker does for scoring. A task may run twice or be lost: what there is to do stands in the database, and beat asks for it."""

import os
from datetime import timedelta

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from scoring import recompute, runs, working
from scoring.models import ScoresDue
from scoring.waking import wake

# A deadlock, or a database that restarts: tried again so often, after 1, 2, 4 … seconds at most.
MOST_RETRIES = 5
# So long a worker goes on with a run before it lets other tasks by.
TURN_SECONDS = 20.0
# Of the worker's process from then on, as a background job has it.
NICENESS = 10
# What is due is scored by whoever was told so; after this it was told in vain.
LOST_AFTER = timedelta(seconds=20)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=MOST_RETRIES)
def refresh_due() -> None:
    """Score accounts whose facts changed."""
    recompute.refresh_due()


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=MOST_RETRIES)
def recompute_all(reason: str = "Every night", from_nothing: bool = False) -> None:
    """Have all accounts scored under new benchmarks; beat asks every night, and an import that outgrew the old ones."""
    recompute.request(reason=reason, from_nothing=from_nothing)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=MOST_RETRIES)
def work_at_runs() -> None:
    """Do units of the run that is on, as long as there are any; behind people who browse, where they share a machine."""
    os.nice(max(0, NICENESS - os.nice(0)))
    if working.work(TURN_SECONDS) and runs.open_units():
        wake(1)


@shared_task
def pick_up_scoring() -> None:
    """Wake workers for what lies open, in case a message was lost; beat asks every few seconds."""
    wake(runs.pick_up())
    if ScoresDue.objects.filter(scored_at__isnull=True, created_at__lt=timezone.now() - LOST_AFTER).exists():
        refresh_due.delay()
