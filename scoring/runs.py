"""A recompute of all scores as a row with units of work, which any number of workers on any number of machines do together.

Features of each block of accounts → benchmarks → scores of each block → indexes → publishing: a stage begins when the one before is done.
A unit is done in one transaction by whoever holds its row's lock, so it may be tried twice and its worker may die anywhere; nothing
is kept in the broker, whose messages only wake workers. What is computed stands in scoring.formulas.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, F
from django.utils import timezone

from discovery.models import Account, User
from scoring import blocks, frames, method, movement, storing, tables
from scoring.formulas.benchmarks import publish_chunks
from scoring.formulas.params import Params
from scoring.formulas.scores import scores
from scoring.models import BenchmarkVersion, FeatureBlock, RunUnit, ScoresDue, ScoringRun
from scoring.turns import WRITERS_LOCK, take_turn
from scoring.waking import wake

State, Stage = ScoringRun.State, ScoringRun.Stage
# Of the accounts that were scored by themselves during a run so many are scored again while it publishes; more go through its stages again.
MOST_LATE: Final = 10_000
# A run that no worker has taken a step in for so long is counted as tried once more; after MOST_ATTEMPTS it has failed.
SILENCE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 5
MOST_MESSAGES: Final = 16
# A worker whose machine is cut off: the server ends its session, and with it the lock of its unit, after so long. And since workers do
# their units side by side, none of their queries takes the database's other processors too; its sorts are in memory.
SESSION: Final = {
    "max_parallel_workers_per_gather": "0",
    "work_mem": "64MB",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "1s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
FAILED: Final = "Something went wrong, and the scores stay as they were. Try again, and tell whoever runs this installation."
logger = logging.getLogger(__name__)


class Failed(Exception):
    """The run ended without publishing; says why in a sentence."""


class Progress(NamedTuple):
    """How far a run is: units done of all there are, 0..1, and of the stage that is on now."""

    done: int
    total: int
    stage: str
    stage_done: int
    stage_total: int

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 0.0


def request(*, reason: str, by: User | None = None, from_nothing: bool = False, now: datetime | None = None) -> ScoringRun:
    """The run that will score all accounts by the method in force: a new one, or one that waits already. Wake workers next."""
    with transaction.atomic():
        waiting = ScoringRun.objects.select_for_update().filter(state=State.QUEUED).first()
        if waiting is not None:
            if from_nothing and not waiting.from_nothing:
                ScoringRun.objects.filter(pk=waiting.pk).update(from_nothing=True)
            return waiting
        made, _ = ScoringRun.objects.get_or_create(
            state=State.QUEUED,
            defaults={"reason": reason, "requested_by": by, "from_nothing": from_nothing, "moment": now or timezone.now()},
        )
        return made


def progress(run: ScoringRun) -> Progress:
    """How far it is; two numbers of each stage, by one query."""
    counted = dict.fromkeys(Stage.values, (0, 0))
    for stage, done, total in (
        run.units.values("stage").annotate(done=Count("done_at"), total=Count("pk")).values_list("stage", "done", "total")
    ):
        counted[stage] = done, total
    stage_done, stage_total = counted[run.stage]
    return Progress(
        sum(done for done, _ in counted.values()),
        sum(total for _, total in counted.values()),
        Stage(run.stage).label,
        stage_done,
        stage_total,
    )


def open_units() -> int:
    """How many units could be begun now, at most MOST_MESSAGES; a run that waits for its start counts as one."""
    run = ScoringRun.objects.filter(state=State.RUNNING).first()
    if run is None:
        return int(ScoringRun.objects.filter(state=State.QUEUED).exists())
    return run.units.filter(stage=run.stage, done_at=None)[:MOST_MESSAGES].count()


def work(seconds: float) -> bool:
    """Do what there is to do for about so long; whether anything was done."""
    _prepare_session()
    end, worked = time.monotonic() + seconds, False
    while time.monotonic() < end and _step():
        worked = True
    return worked


def work_through(run: ScoringRun, *, tell: Callable[[ScoringRun], None] = lambda _run: None) -> ScoringRun:
    """Work until this run has ended, together with whoever else works at it. Failed where it ended without publishing."""
    _prepare_session()
    while True:
        run.refresh_from_db()
        tell(run)
        if run.state == State.FAILED:
            raise Failed(run.message)
        if run.state == State.DONE:
            return run
        if not _step():
            time.sleep(0.1)


def pick_up() -> int:
    """How many workers could go on now with what lies open; a run in which nothing happens for long fails at last. Beat asks."""
    now = timezone.now()
    silent = ScoringRun.objects.filter(state=State.RUNNING, alive_at__lt=now - SILENCE)
    silent.update(alive_at=now, attempts=F("attempts") + 1)
    for run in ScoringRun.objects.filter(state=State.RUNNING, attempts__gte=MOST_ATTEMPTS):
        _fail(run, f"No worker finished a step of it within {SILENCE * MOST_ATTEMPTS}; look at the workers' logs.")
    return open_units()


def _prepare_session() -> None:
    with connection.cursor() as cursor:
        for name, value in SESSION.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def _step() -> bool:
    """Begin the run that waits, or do one open unit of the one that runs; False where there is neither."""
    run = ScoringRun.objects.select_related("method").filter(state=State.RUNNING).first()
    if run is None:
        return _begin()
    if _params(run) is None:
        _fail(run, "It was begun by another release.")
        request(reason="Another release")
        return True
    try:
        did = _do_a_unit(run)
    except tables.Busy as busy:
        logger.warning("%s: %s", run, busy)
        return True
    except (OperationalError, InterfaceError):
        # The database broke off: whoever comes next does the unit.
        raise
    except Exception:
        _fail(run, FAILED)
        raise
    return _advance(run) or did


def _do_a_unit(run: ScoringRun) -> bool:
    with transaction.atomic():
        unit = _claimed(run)
        if unit is not None:
            UNITS[Stage(unit.stage)](run, unit)
            RunUnit.objects.filter(pk=unit.pk).exclude(stage=Stage.PUBLISHING).update(done_at=timezone.now())
    return unit is not None


def _begin() -> bool:
    """Start the run that waits, if this worker is the first to."""
    with transaction.atomic():
        run = ScoringRun.objects.select_for_update(skip_locked=True).filter(state=State.QUEUED).first()
        if run is None or ScoringRun.objects.filter(state=State.RUNNING).exists():
            return False
        _plan(run)
    wake(open_units())
    return True


def _plan(run: ScoringRun) -> None:
    """Say which units the run has, and make its table."""
    now_in_force = method.in_force()
    due = list(ScoresDue.objects.values_list("pk", flat=True))
    changed = blocks.by_block(
        account_id for ids in ScoresDue.objects.filter(pk__in=due).values_list("account_ids", flat=True) for account_id in ids
    )
    there = blocks.census()
    kept = {} if run.from_nothing else blocks.kept(now_in_force.params)
    FeatureBlock.objects.exclude(number__in=there).delete()
    units = [
        RunUnit(run=run, stage=Stage.FEATURES, number=number, changed=sorted(set(changed.get(number, []))) if number in kept else None)
        for number, census in there.items()
        if number in changed or kept.get(number) != census
    ]
    units += [RunUnit(run=run, stage=Stage.SCORES, number=number) for number in there]
    units += [RunUnit(run=run, stage=Stage.INDEXES, number=place) for place in range(len(tables.indexes()) + 1)]
    units += [RunUnit(run=run, stage=stage, number=0) for stage in (Stage.BENCHMARKS, Stage.PUBLISHING)]
    RunUnit.objects.bulk_create(units)
    tables.create(run.pk)
    run.method, run.state, run.stage = method.stored(now_in_force), State.RUNNING, Stage.FEATURES
    run.started_at = run.alive_at = timezone.now()
    run.consumed = due
    run.save(update_fields=["method", "state", "stage", "started_at", "alive_at", "consumed"])


def _claimed(run: ScoringRun) -> RunUnit | None:
    """An open unit of the stage that is on, which nobody else has."""
    # The run's row is asked in the same statement: a stage may have begun, or the run ended, since it was read.
    units = run.units.select_for_update(skip_locked=True, of=("self",))
    return units.filter(done_at=None, stage=F("run__stage"), run__state=State.RUNNING).order_by("number").first()


def _advance(run: ScoringRun) -> bool:
    """Say that the run goes on, and begin the next stage where all units of this one are done; whether another is on now."""
    running = ScoringRun.objects.filter(pk=run.pk, state=State.RUNNING)
    running.update(alive_at=timezone.now(), attempts=0)
    stage = running.values_list("stage", flat=True).first()
    if stage is None:
        return False
    if not run.units.filter(stage=stage, done_at=None).exists():
        following = run.units.filter(done_at=None).order_by("stage").values_list("stage", flat=True).first()
        # One of those who see it does it.
        running.filter(stage=stage).update(stage=following or stage)
        stage = following or stage
    if stage == run.stage:
        return False
    wake(open_units())
    return True


def _fail(run: ScoringRun, message: str) -> None:
    """End a run without publishing, and take away what it made."""
    with transaction.atomic():
        now = timezone.now()
        if not ScoringRun.objects.filter(pk=run.pk, state=State.RUNNING).update(state=State.FAILED, message=message, finished_at=now):
            return
        tables.drop(run.pk)
        BenchmarkVersion.objects.filter(published_at=None, runs=run).delete()


def _params(run: ScoringRun) -> Params | None:
    """The constants it was planned with; None where this release has others."""
    return method.of(run.method.version) if run.method else None


def _make_features(run: ScoringRun, unit: RunUnit) -> None:
    blocks.make(unit.number, unit.changed, _known(run).params)


def _make_benchmarks(run: ScoringRun, unit: RunUnit) -> None:
    """Benchmarks of all blocks, a version that waits for the scores made by it."""
    numbers = list(FeatureBlock.objects.order_by("number").values_list("number", flat=True))
    peers = publish_chunks(blocks.read_peers(numbers), frames.read_reference(), _known(run).params)
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
    late = _late(run)
    ids = sorted({account_id for due in late for account_id in due.account_ids})
    if len(ids) > MOST_LATE:
        _go_round_again(run, late, ids)
        return
    version, params = _benchmarks(run), _known(run).params
    if ids:
        tables.clear(run.pk, ids)
        scored = scores(blocks.read_features(ids, params), frames.read_benchmarks(version), timezone.localdate(run.moment), params)
        storing.write_scores(scored, tables.name_of(run.pk), version, run.moment)
    accounts = tables.size(run.pk)
    if accounts != Account.objects.count():
        accounts -= tables.sweep(tables.name_of(run.pk))
    moved = movement.between(tables.LIVE, tables.name_of(run.pk), version.method_version)
    tables.publish(run.pk)
    now = timezone.now()
    BenchmarkVersion.objects.filter(pk=version.pk).update(published_at=now)
    BenchmarkVersion.objects.filter(pk__lt=version.pk).delete()
    ScoresDue.objects.filter(pk__in=run.consumed).delete()
    ended = ScoringRun.objects.filter(pk=run.pk)
    ended.update(state=State.DONE, finished_at=now, alive_at=now, accounts=accounts, summary=moved)
    RunUnit.objects.filter(pk=unit.pk).update(done_at=now)
    # Once more: whoever was deleting an account while the tables changed places has ended by then.
    transaction.on_commit(tables.sweep)


def _known(run: ScoringRun) -> method.Method:
    """The method it was planned with, which this release knows."""
    params = _params(run)
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
    consumed = [*run.consumed, *(due.pk for due in late)]
    ScoringRun.objects.filter(pk=run.pk).update(stage=Stage.FEATURES, consumed=consumed)


UNITS: Final[dict[ScoringRun.Stage, Callable[[ScoringRun, RunUnit], None]]] = {
    Stage.FEATURES: _make_features,
    Stage.BENCHMARKS: _make_benchmarks,
    Stage.SCORES: _make_scores,
    Stage.INDEXES: _make_index,
    Stage.PUBLISHING: _publish,
}
