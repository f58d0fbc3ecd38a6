"""Scores of some accounts under the benchmarks in force, put in the place of their old ones.

When that is enough, and when all are due, is scoring.recompute's and scoring.standing's to say.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from scoring import frames, method, storing
from scoring.formulas.scores import scores
from scoring.histories import read_features
from scoring.models import BenchmarkVersion

# So many accounts at once are scored sooner by all workers together, into a table of their own.
MANY: Final = 50_000


def in_force() -> BenchmarkVersion | None:
    """The newest published benchmarks, where this release can score by the method that made them."""
    newest = BenchmarkVersion.objects.filter(published_at__isnull=False).first()
    return newest if newest is not None and method.of(newest.method_version) is not None else None


def rescore(account_ids: Sequence[int], version: BenchmarkVersion, moment: datetime) -> int:
    """Score them by the method that made these benchmarks; how many were scored. The caller has the writers' turn."""
    params = method.of(version.method_version)
    if params is None:
        raise RuntimeError(f"{version} was made by another release.")
    peers, today = frames.read_benchmarks(version), timezone.localdate(moment)
    return sum(
        storing.merge_scores(scores(read_features(chunk, params), peers, today, params), version, moment) for chunk in _chunks(account_ids)
    )


def _chunks(account_ids: Sequence[int]) -> Iterable[list[int]]:
    ids = sorted(set(account_ids))
    return (ids[start : start + frames.CHUNK] for start in range(0, len(ids), frames.CHUNK))
