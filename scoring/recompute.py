"""When scores are computed: for accounts whose facts changed, under the benchmarks in force, or for all under new ones.

Facts change, then whoever changed them calls `refresh` by name after the commit, or `due` within it; after an import `outgrown` says
whether all are due. Writers of scores take turns (scoring.turns). How all are recomputed, by many workers, stands in scoring.working.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from discovery.models import User
from scoring import frames, runs
from scoring.formulas import benchmarks
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore, ScoresDue, ScoringRun
from scoring.rescoring import MANY, in_force, rescore
from scoring.turns import WRITERS_LOCK, take_turn
from scoring.waking import wake
from scoring.working import work_through


def due(account_ids: Iterable[int]) -> None:
    """Within the transaction that changes the accounts' facts: have them scored once it is committed, whatever becomes of the broker."""
    if ids := sorted(set(account_ids)):
        ScoresDue.objects.create(account_ids=ids)


def refresh(account_ids: Sequence[int], *, now: datetime | None = None) -> int:
    """Score just these accounts under the benchmarks in force; how many were scored. Readers see all of it at once.

    Where this method published none yet, all accounts are scored. Call it after the commit of what changed.
    """
    if not account_ids:
        return 0
    moment = now or timezone.now()
    with transaction.atomic():
        take_turn(WRITERS_LOCK)
        if version := in_force():
            ScoresDue.objects.create(account_ids=sorted(set(account_ids)), scored_at=moment)
            return rescore(account_ids, version, moment)
    recompute_all(reason="The first scores by this method", now=now)
    return AccountScore.objects.filter(account__in=account_ids).count()


def refresh_chunks(chunks: Iterable[Sequence[int]], *, now: datetime | None = None) -> int:
    """`refresh` of an import's accounts, as many as there are; how many were scored."""
    waiting, scored = list[int](), 0
    for chunk in chunks:
        waiting += chunk
    if len(waiting) > MANY:
        due(waiting)
        recompute_all(reason="An import of many accounts", now=now)
        return len(waiting)
    for start in range(0, len(waiting), frames.CHUNK):
        scored += refresh(waiting[start : start + frames.CHUNK], now=now)
    return scored


def refresh_due(*, now: datetime | None = None) -> int:
    """Score the accounts that `due` was told of; how many were scored."""
    moment = now or timezone.now()
    with transaction.atomic():
        take_turn(WRITERS_LOCK)
        waiting = ScoresDue.objects.filter(scored_at__isnull=True)
        rows = dict(waiting.values_list("pk", "account_ids"))
        ids = sorted({account_id for each in rows.values() for account_id in each})
        version = in_force()
        if version and len(ids) <= MANY:
            waiting.filter(pk__in=rows).update(scored_at=moment)
            return rescore(ids, version, moment) if ids else 0
    recompute_all(reason="Many accounts changed", now=now)
    ScoresDue.objects.filter(pk__in=rows).delete()
    return AccountScore.objects.filter(account__in=ids).count()


def request(*, reason: str, by: User | None = None, from_nothing: bool = False, every_score: bool = False) -> ScoringRun:
    """Have workers score all accounts under new benchmarks once this is committed; the run in which they do, which may wait already.

    Where the benchmarks in force stand (scoring.standing), it scores those whose facts changed, unless every score is wanted anew.
    """
    run = runs.request(reason=reason, by=by, from_nothing=from_nothing, every_score=every_score)
    transaction.on_commit(partial(wake, 1))
    return run


def recompute_all(
    *,
    reason: str = "Asked for",
    by: User | None = None,
    from_nothing: bool = False,
    every_score: bool = False,
    now: datetime | None = None,
    tell: Callable[[ScoringRun], None] = lambda _run: None,
) -> int:
    """`request`, and work at it here; how many accounts' scores stand by it. Readers see the old scores or the new.

    This process works at it until it is done, and so does every worker that is free. runs.Failed where it did not end well.
    """
    run = runs.request(reason=reason, by=by, from_nothing=from_nothing, every_score=every_score, now=now)
    return work_through(run, tell=tell).accounts


def outgrown() -> bool:
    """Whether a cohort's own accounts changed by more than a fifth since the benchmarks in force were published: all scores are due."""
    version = in_force()
    if version is None:
        return False
    published = frames.read_benchmarks(version)
    return benchmarks.outgrown(published, frames.count_cohorts(benchmarks.lower_edges(published, PARAMS)), PARAMS)
