"""When scores are computed: for touched accounts under the benchmarks in force, or for all under new ones.

Facts change, then whoever changed them calls `refresh` by name. Writers of scores take turns by an advisory lock, so two refreshes
never deadlock. What is computed stands in scoring.formulas, what is read and written in scoring.frames.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd
from django.db import connection, transaction
from django.utils import timezone

from scoring import frames
from scoring.formulas import benchmarks
from scoring.formulas.features import features
from scoring.formulas.params import METHOD_VERSION, PARAMS
from scoring.formulas.scores import scores
from scoring.models import BenchmarkVersion

WRITERS_LOCK = 7_205_759


@transaction.atomic
def refresh(account_ids: Sequence[int], *, now: datetime | None = None) -> int:
    """Score just these accounts under the benchmarks in force; how many were scored.

    New benchmarks are published first where there are none of this method, and once a cohort's own accounts changed by more than
    a fifth (then these accounts are scored again; the others keep the version their score names until the next recompute of all).
    Readers see all of it at once.
    """
    moment = now or timezone.now()
    _take_turn()
    chunks = list(_chunks(account_ids))
    current = _in_force() or publish_benchmarks(now=moment)
    written = _score_all(chunks, current, moment)
    if _outgrown(current):
        written = _score_all(chunks, publish_benchmarks(now=moment), moment)
    return written


def recompute_all(*, now: datetime | None = None) -> int:
    """Publish new benchmarks and score every account under them, a chunk of ids at a time; how many were scored.

    It may be stopped anywhere and run again: each score names the version it used. Versions that no score names are forgotten.
    """
    moment = now or timezone.now()
    publish_benchmarks(now=moment)
    written = sum(score_chunk(chunk, now=moment) for chunk in frames.account_ranges())
    forget_unused_versions()
    return written


@transaction.atomic
def publish_benchmarks(*, now: datetime) -> BenchmarkVersion:
    """Blend the reference tables with all accounts of one's own, and put the result in force."""
    _take_turn()
    seen = [benchmarks.cohorts(features(frames.read_snapshots(chunk), PARAMS)) for chunk in frames.account_ranges()]
    values = pd.concat(seen) if seen else benchmarks.cohorts(features(frames.read_snapshots([]), PARAMS))
    published = BenchmarkVersion.objects.create(published_at=now, method_version=METHOD_VERSION)
    frames.write_benchmarks(published, benchmarks.publish(values, frames.read_reference(), PARAMS))
    return published


@transaction.atomic
def score_chunk(accounts: frames.Accounts, *, now: datetime) -> int:
    """Score one chunk under the benchmarks in force; it may run twice, and the second time changes nothing."""
    _take_turn()
    return _score_all([accounts], _in_force() or publish_benchmarks(now=now), now)


@transaction.atomic
def forget_unused_versions() -> None:
    """Delete the benchmark versions that no score names, except the one in force."""
    _take_turn()
    newest = BenchmarkVersion.objects.first()
    if newest is not None:
        BenchmarkVersion.objects.filter(scores=None).exclude(pk=newest.pk).delete()


def _score_all(chunks: Iterable[frames.Accounts], current: BenchmarkVersion, moment: datetime) -> int:
    peers, today = frames.read_benchmarks(current), timezone.localdate(moment)
    return sum(
        frames.write_scores(scores(features(frames.read_snapshots(chunk), PARAMS), peers, today, PARAMS), current, moment)
        for chunk in chunks
    )


def _chunks(account_ids: Sequence[int]) -> Iterable[list[int]]:
    ids = sorted(set(account_ids))
    return (ids[start : start + frames.CHUNK] for start in range(0, len(ids), frames.CHUNK))


def _in_force() -> BenchmarkVersion | None:
    """The newest benchmarks, if this method published them."""
    newest = BenchmarkVersion.objects.first()
    return newest if newest is not None and newest.method_version == METHOD_VERSION else None


def _outgrown(current: BenchmarkVersion) -> bool:
    published = frames.read_benchmarks(current)
    return benchmarks.outgrown(published, frames.count_cohorts(benchmarks.lower_edges(published, PARAMS)), PARAMS)


def _take_turn() -> None:
    """Wait for whoever writes scores now; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])
