"""When scores are computed: for touched accounts under the benchmarks in force, or for all under new ones.

Facts change, then whoever changed them calls `refresh` by name; after an import `outgrown` says whether all are due. Writers of scores
take turns by an advisory lock. It must never be taken while rows of facts are locked: its holder may be waiting for just those. So whoever
changes facts calls `refresh` after the commit. What is computed stands in scoring.formulas, what is read and written in scoring.frames.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import pandas as pd
from django.db import connection, transaction
from django.utils import timezone

from scoring import frames
from scoring.formulas import benchmarks
from scoring.formulas.dismissals import NOTHING_DISMISSED
from scoring.formulas.explain import details
from scoring.formulas.features import Features, features
from scoring.formulas.params import METHOD_VERSION, PARAMS
from scoring.formulas.scores import scores
from scoring.models import BenchmarkVersion

WRITERS_LOCK = 7_205_759
# One recompute of all at a time; taken before WRITERS_LOCK.
RUNS_LOCK = 7_205_760


def refresh(account_ids: Sequence[int], *, now: datetime | None = None) -> int:
    """Score just these accounts under the benchmarks in force; how many were scored. Readers see all of it at once.

    Where this method published none yet, benchmarks are made of all accounts there are. Call it after the commit of what changed.
    """
    if not account_ids:
        return 0
    moment = now or timezone.now()
    with transaction.atomic():
        take_turn(WRITERS_LOCK)
        version = _in_force() or _publish(_blended(), moment)
        frames.open_stage()
        _stage(_chunks(account_ids), frames.read_benchmarks(version), moment)
        return frames.merge_scores(version, moment)


@transaction.atomic
def recompute_all(*, now: datetime | None = None) -> int:
    """Publish new benchmarks and score every account under them; how many were scored. Readers see the old scores or the new.

    Everything is computed aside, a chunk of accounts at a time, while others go on writing; accounts that they scored meanwhile are
    scored again before all is published. It may be stopped anywhere and run again. Versions that no score names are forgotten.
    """
    moment = now or timezone.now()
    take_turn(RUNS_LOCK)
    frames.mark_scores()
    peers = _blended()
    frames.open_stage()
    _stage(frames.account_ranges(), peers, moment)
    take_turn(WRITERS_LOCK)
    _stage(_chunks(frames.unstage_touched()), peers, moment)
    version = _publish(peers, moment)
    written = frames.merge_scores(version, moment)
    BenchmarkVersion.objects.filter(scores=None).exclude(pk=version.pk).delete()
    return written


def outgrown() -> bool:
    """Whether a cohort's own accounts changed by more than a fifth since the benchmarks in force were published: all scores are due."""
    version = _in_force()
    if version is None:
        return False
    published = frames.read_benchmarks(version)
    return benchmarks.outgrown(published, frames.count_cohorts(benchmarks.lower_edges(published, PARAMS)), PARAMS)


def take_turn(lock: int) -> None:
    """Wait for whoever holds this lock now; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _blended() -> pd.DataFrame:
    """The reference tables blended with all accounts of one's own."""
    seen = [benchmarks.cohorts(_features(chunk).accounts) for chunk in frames.account_ranges()]
    values = pd.concat(seen) if seen else benchmarks.cohorts(_features([]).accounts)
    return benchmarks.publish(values, frames.read_reference(), PARAMS)


def _publish(peers: pd.DataFrame, moment: datetime) -> BenchmarkVersion:
    """Put these benchmarks in force; the writers' lock is held."""
    version = BenchmarkVersion.objects.create(published_at=moment, method_version=METHOD_VERSION)
    frames.write_benchmarks(version, peers)
    return version


def _stage(chunks: Iterable[frames.Accounts], peers: pd.DataFrame, moment: datetime) -> None:
    """Compute the accounts' scores and lay them aside."""
    today = timezone.localdate(moment)
    for chunk in chunks:
        read = _features(chunk)
        scored = scores(read, peers, today, PARAMS).accounts
        frames.stage_scores(scored.assign(details=pd.Series(details(read, peers, PARAMS), index=scored.index, dtype=object)))


def _features(chunk: frames.Accounts) -> Features:
    return features(frames.read_snapshots(chunk), NOTHING_DISMISSED, PARAMS)


def _chunks(account_ids: Sequence[int]) -> Iterable[list[int]]:
    ids = sorted(set(account_ids))
    return (ids[start : start + frames.CHUNK] for start in range(0, len(ids), frames.CHUNK))


def _in_force() -> BenchmarkVersion | None:
    """The newest benchmarks, if this method published them."""
    newest = BenchmarkVersion.objects.first()
    return newest if newest is not None and newest.method_version == METHOD_VERSION else None
