"""What each kind of a run's units does: features of a block, benchmarks, scores of a block, an index, publishing.

Each runs within the transaction that claimed it (scoring.working) and may be tried twice. What is computed stands in scoring.formulas.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from django.db import transaction
from django.utils import timezone

from discovery.models import Account
from scoring import blocks, frames, method, movement, standing, storing, tables
from scoring.formulas.benchmarks import publish_chunks
from scoring.formulas.params import Params
from scoring.formulas.scores import scores
from scoring.histories import read_features
from scoring.models import AccountScore, BenchmarkVersion, FeatureBlock, RunUnit, ScoresDue, ScoringRun
from scoring.rescoring import rescore
from scoring.turns import WRITERS_LOCK, take_turn

Stage = ScoringRun.Stage
# Of the accounts that were scored by themselves during a run so many are scored again while it publishes; more go through its stages again.
MOST_LATE: Final = 10_000


class Ended(Exception):
    """The run was ended meanwhile: what the unit did is to be undone."""


def insist(run: ScoringRun) -> None:
    """Ended where the run does not go on any more; else it does until this transaction has ended, which is to be soon."""
    if ScoringRun.objects.select_for_update(no_key=True).filter(pk=run.pk, state=ScoringRun.State.RUNNING).first() is None:
        raise Ended


def _look(run: ScoringRun) -> None:
    """Ended where the run does not go on any more."""
    if not ScoringRun.objects.filter(pk=run.pk, state=ScoringRun.State.RUNNING).exists():
        raise Ended


def params_of(run: ScoringRun) -> Params | None:
    """The constants it was planned with; None where this release has others."""
    return method.of(run.method.version) if run.method else None


def _make_features(run: ScoringRun, unit: RunUnit) -> None:
    blocks.refresh(unit.number, unit.changed, _known(run).params)


def _make_benchmarks(run: ScoringRun, unit: RunUnit) -> None:
    """Benchmarks of all blocks, a version that waits for the scores made by it; or those in force, where they stand."""
    numbers = list(FeatureBlock.objects.order_by("number").values_list("number", flat=True))
    params = _known(run).params
    peers = publish_chunks(blocks.read_peers(numbers), frames.read_reference(), params)
    if standing.stand(run, peers, params):
        return
    version = BenchmarkVersion.objects.create(method_version=_known(run).version, published_at=None)
    frames.write_benchmarks(version, peers)
    ScoringRun.objects.filter(pk=run.pk).update(benchmark_version=version)


def _make_scores(run: ScoringRun, unit: RunUnit) -> None:
    params, version = _known(run).params, _benchmarks(run)
    kept = blocks.read(unit.number, params)
    if unit.changed is not None:
        tables.clear(run.pk, blocks.ids_of(unit.number))
    if kept is not None and len(kept.accounts):
        scored = scores(kept, frames.read_benchmarks(version), timezone.localdate(run.moment), params)
        storing.write_scores(scored, tables.name_of(run.pk), version, run.moment)


def _make_index(run: ScoringRun, unit: RunUnit) -> None:
    tables.build(run.pk, unit.number)


def _publish(run: ScoringRun, unit: RunUnit) -> None:
    """Put the scores in the old ones' place, with those that were scored by themselves meanwhile scored again by the new benchmarks."""
    take_turn(WRITERS_LOCK)
    # Asked anew: another worker may have found that the benchmarks stand.
    run.refresh_from_db(fields=["touched"])
    if run.touched is not None:
        _publish_touched(run, unit)
        return
    late = _late(run)
    ids = sorted({account_id for due in late for account_id in due.account_ids})
    if len(ids) > MOST_LATE:
        _go_round_again(run, late, ids)
        return
    version, params = _benchmarks(run), _known(run).params
    if ids:
        tables.clear(run.pk, ids)
        scored = scores(read_features(ids, params), frames.read_benchmarks(version), timezone.localdate(run.moment), params)
        storing.write_scores(scored, tables.name_of(run.pk), version, run.moment)
    accounts = tables.size(run.pk)
    if accounts != Account.objects.count():
        accounts -= tables.sweep(tables.name_of(run.pk))
    moved = movement.between(tables.LIVE, tables.name_of(run.pk), version.method_version)
    tables.publish(run.pk, still_wanted=partial(_look, run))
    BenchmarkVersion.objects.filter(pk=version.pk).update(published_at=timezone.now())
    BenchmarkVersion.objects.filter(pk__lt=version.pk).delete()
    _end(run, unit, accounts=accounts, summary=moved)
    # Once more: whoever was deleting an account while the tables changed places has ended by then.
    transaction.on_commit(tables.sweep)


def _publish_touched(run: ScoringRun, unit: RunUnit) -> None:
    """Put the scores of those accounts alone in their old ones' place, by the benchmarks that stand."""
    version = _benchmarks(run)
    touched = standing.touched(run)
    rescore(touched, version, run.moment)
    accounts = AccountScore.objects.count()
    if accounts != Account.objects.count():
        accounts -= tables.sweep()
    tables.drop(run.pk)
    _end(run, unit, accounts=accounts, touched=len(touched))


def _end(run: ScoringRun, unit: RunUnit, **told: object) -> None:
    """Say that it is done, what came of it, and that what it took account of is no longer due."""
    insist(run)
    now = timezone.now()
    ScoresDue.objects.filter(pk__in=run.consumed).delete()
    ScoringRun.objects.filter(pk=run.pk).update(state=ScoringRun.State.DONE, finished_at=now, alive_at=now, **told)
    RunUnit.objects.filter(pk=unit.pk).update(done_at=now)


def _known(run: ScoringRun) -> method.Method:
    """The method it was planned with, which this release knows."""
    params = params_of(run)
    if params is None or run.method is None:
        raise RuntimeError(f"{run} was planned by another release.")
    return method.Method(params, run.method.version)


def _benchmarks(run: ScoringRun) -> BenchmarkVersion:
    """Those it made; asked anew, since another worker made them."""
    return BenchmarkVersion.objects.get(runs=run)


def _late(run: ScoringRun) -> list[ScoresDue]:
    """What was scored by itself after the run was planned; what is still due then is scored by the new benchmarks."""
    return list(ScoresDue.objects.exclude(pk__in=run.consumed).filter(scored_at__isnull=False).order_by("pk"))


def _go_round_again(run: ScoringRun, late: Iterable[ScoresDue], ids: Iterable[int]) -> None:
    """Send the blocks of these accounts through the stages once more, under the benchmarks that are made already."""
    for number, changed in blocks.by_block(ids).items():
        for stage in (Stage.FEATURES, Stage.SCORES):
            run.units.update_or_create(stage=stage, number=number, defaults={"changed": changed, "done_at": None})
    insist(run)
    consumed = [*run.consumed, *(due.pk for due in late)]
    ScoringRun.objects.filter(pk=run.pk).update(stage=Stage.FEATURES, consumed=consumed)


UNITS: Final[dict[ScoringRun.Stage, Callable[[ScoringRun, RunUnit], None]]] = {
    Stage.FEATURES: _make_features,
    Stage.BENCHMARKS: _make_benchmarks,
    Stage.SCORES: _make_scores,
    Stage.INDEXES: _make_index,
    Stage.PUBLISHING: _publish,
}
