"""The units that a recompute of all scores is made of: which histories it reads anew, and what follows from them.

It is planned once, by whoever begins it (scoring.working); what each kind of unit does stands in scoring.units.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from scoring import blocks, method, tables
from scoring.models import FeatureBlock, RunUnit, ScoresDue, ScoringRun

Stage = ScoringRun.Stage
# Of runs that ended so long ago only the row is kept.
UNITS_KEPT: Final = timedelta(days=30)
# So many accounts of blocks that stay otherwise are read by one unit.
MOST_TOGETHER: Final = 2_500


def plan(run: ScoringRun) -> None:
    """Say which units the run has, and make its table."""
    now_in_force = method.in_force()
    due = list(ScoresDue.objects.values_list("pk", flat=True))
    changed = blocks.by_block(
        account_id for ids in ScoresDue.objects.filter(pk__in=due).values_list("account_ids", flat=True) for account_id in ids
    )
    there = blocks.census()
    kept = {} if run.from_nothing else blocks.kept(now_in_force.params)
    FeatureBlock.objects.exclude(number__in=there).delete()
    planned = [RunUnit(run=run, stage=Stage.FEATURES, number=number, changed=ids) for number, ids in _to_read(changed, there, kept)]
    planned += [RunUnit(run=run, stage=Stage.SCORES, number=number) for number in there]
    planned += [RunUnit(run=run, stage=Stage.INDEXES, number=place) for place in range(len(tables.indexes()) + 1)]
    planned += [RunUnit(run=run, stage=stage, number=0) for stage in (Stage.BENCHMARKS, Stage.PUBLISHING)]
    RunUnit.objects.filter(run__finished_at__lt=timezone.now() - UNITS_KEPT).delete()
    RunUnit.objects.bulk_create(planned)
    tables.create(run.pk)
    run.method, run.state, run.stage = method.stored(now_in_force), ScoringRun.State.RUNNING, Stage.FEATURES
    run.started_at = run.alive_at = timezone.now()
    run.consumed = due
    run.save(update_fields=["method", "state", "stage", "started_at", "alive_at", "consumed"])


def _to_read(
    changed: Mapping[int, list[int]], there: Mapping[int, blocks.Census], kept: Mapping[int, blocks.Census]
) -> Iterator[tuple[int, list[int] | None]]:
    """Blocks whose histories are to be read, with the accounts alone whose facts changed, or None for all. Blocks of which just a few
    accounts changed go together under the first one's number.
    """
    together = list[int]()
    for number, census in there.items():
        ids = sorted(set(changed.get(number, [])))
        if number not in kept:
            yield number, None
        elif kept[number] != census or len(ids) > blocks.MOST_BESIDE:
            yield number, ids
        elif ids:
            together += ids
            if len(together) >= MOST_TOGETHER:
                yield blocks.number_of(together[0]), together
                together = []
    if together:
        yield blocks.number_of(together[0]), together
