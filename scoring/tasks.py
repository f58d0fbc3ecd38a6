"""What the worker does for scoring. Each task may run twice; queue it with transaction.on_commit."""

from celery import shared_task
from django.db import OperationalError

from scoring import recompute

# A deadlock, or a database that restarts: tried again so often, after 1, 2, 4 … seconds at most.
MOST_RETRIES = 5


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=MOST_RETRIES)
def refresh_accounts(account_ids: list[int]) -> None:
    """Score accounts whose facts changed."""
    recompute.refresh(account_ids)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=MOST_RETRIES)
def recompute_all() -> None:
    """Score all accounts under new benchmarks; beat queues it every night, and an import that outgrew the old ones."""
    recompute.recompute_all()
