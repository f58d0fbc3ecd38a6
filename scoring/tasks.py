"""What the worker does for scoring. Each task may run twice; queue it with transaction.on_commit."""

from celery import shared_task

from scoring import recompute


@shared_task
def refresh_accounts(account_ids: list[int]) -> None:
    """Score accounts whose facts changed."""
    recompute.refresh(account_ids)


@shared_task
def recompute_all() -> None:
    """Score all accounts under new benchmarks; beat queues it every night."""
    recompute.recompute_all()
