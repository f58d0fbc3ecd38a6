"""When scores are computed: for accounts whose facts changed, under the benchmarks in force, or for all under new ones.

Facts change, then whoever changed them calls `refresh` by name after the commit, or `due` within it; after an import `outgrown` says
whether all are due. Writers of scores take turns (scoring.turns). How all are recomputed, by many workers, stands in scoring.working.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
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

logger = logging.getLogger(__name__)


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
        due(account_ids)
    return _score_all_for(account_ids, "The first scores by this method", now)


def refresh_chunks(chunks: Iterable[Sequence[int]], *, now: datetime | None = None) -> int:
    """`refresh` of an import's accounts, as many as there are; how many were scored."""
    waiting, scored = list[int](), 0
    for chunk in chunks:
        waiting += chunk
    if len(waiting) > MANY:
        due(waiting)
        return _score_all_for(waiting, "An import of many accounts", now)
    for start in range(0, len(waiting), frames.CHUNK):
        scored += refresh(waiting[start : start + frames.CHUNK], now=now)
    return scored


def refresh_due(*, now: datetime | None = None) -> int:
    """Score the accounts that `due` was told of; how many were scored.

    Those that take a recompute of all wait for the one that goes on with them already, or, since somebody stopped it, for the next one.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        take_turn(WRITERS_LOCK)
        waiting = ScoresDue.objects.filter(scored_at__isnull=True)
        version, (rows, ids) = in_force(), _read(waiting)
        if version is None or len(ids) > MANY:
            rows, ids = _read(_left_to_nobody(waiting))
        if not ids:
            return 0
        if version and len(ids) <= MANY:
            ScoresDue.objects.filter(pk__in=rows).update(scored_at=moment)
            return rescore(ids, version, moment)
    return _score_all_for(ids, "Many accounts changed", now)


def stop(run: ScoringRun, *, by: User | None) -> bool:
    """Have a recompute end without publishing; False where it ended already. The scores stay as they were.

    Nothing of it is left once the workers that hold a unit of it come to its end. What was due stays so.
    """
    if not runs.stop(run, by=by):
        return False
    transaction.on_commit(_go_on_without)
    return True


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


def _read(waiting: QuerySet[ScoresDue]) -> tuple[list[int], list[int]]:
    """The rows of what is due, and their accounts."""
    rows = dict(waiting.values_list("pk", "account_ids"))
    return list(rows), sorted({account_id for each in rows.values() for account_id in each})


def _left_to_nobody(waiting: QuerySet[ScoresDue]) -> QuerySet[ScoresDue]:
    """What came after somebody stopped a recompute, and is not in the one that goes on."""
    taken = ScoringRun.objects.filter(state=ScoringRun.State.RUNNING).values_list("consumed", flat=True).first()
    stopped_at = runs.last_stop()
    left = waiting.exclude(pk__in=taken or [])
    return left.filter(created_at__gt=stopped_at) if stopped_at else left


def _score_all_for(account_ids: Sequence[int], reason: str, now: datetime | None) -> int:
    """Recompute all on account of these, which are due; how many of them have a score then. 0 where somebody stopped it."""
    try:
        recompute_all(reason=reason, now=now)
    except runs.Stopped as stopped:
        logger.info("%s %s accounts stay due.", stopped, len(account_ids))
        return 0
    return AccountScore.objects.filter(account__in=account_ids).count()


def _go_on_without() -> None:
    runs.clear_away()
    wake(runs.open_units())


def outgrown() -> bool:
    """Whether a cohort's own accounts changed by more than a fifth since the benchmarks in force were published: all scores are due."""
    version = in_force()
    if version is None:
        return False
    published = frames.read_benchmarks(version)
    return benchmarks.outgrown(published, frames.count_cohorts(benchmarks.lower_edges(published, PARAMS)), PARAMS)
