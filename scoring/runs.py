"""A recompute of all scores as a row with units of work, which any number of workers on any number of machines do together.

Features of each block of accounts → benchmarks → scores of each block → indexes → publishing: a stage begins when the one before is done.
A unit is done in one transaction by whoever holds its row's lock, so it may be tried twice and its worker may die anywhere; nothing
is kept in the broker, whose messages only wake workers. What each kind of unit does stands in scoring.units.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Count, F
from django.utils import timezone

from discovery.models import User
from scoring import blocks, method, tables, units
from scoring.models import BenchmarkVersion, FeatureBlock, RunUnit, ScoresDue, ScoringRun
from scoring.turns import INDEXERS_LOCK, take_slot
from scoring.units import UNITS
from scoring.waking import wake
from scoring.yielding import is_somebody_there

State, Stage = ScoringRun.State, ScoringRun.Stage
# A run that no worker has taken a step in for so long is counted as tried once more; after MOST_ATTEMPTS it has failed.
SILENCE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 5
MOST_MESSAGES: Final = 16
# Of runs that ended so long ago only the row is kept.
UNITS_KEPT: Final = timedelta(days=30)
# A worker whose machine is cut off: the server ends its session, and with it the lock of its unit, after so long. And since workers do
# their units side by side, none of their queries takes the database's other processors too; its sorts are in memory, and none is worth
# compiling.
SESSION: Final = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "64MB",
    "idle_in_transaction_session_timeout": "60s",
    "client_connection_check_interval": "1s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# So many accounts of blocks that stay otherwise are read by one unit.
MOST_TOGETHER: Final = 2_500
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


def request(
    *, reason: str, by: User | None = None, from_nothing: bool = False, every_score: bool = False, now: datetime | None = None
) -> ScoringRun:
    """The run that will score all accounts by the method in force: a new one, or one that waits already. Wake workers next."""
    wanted = {"from_nothing": from_nothing, "every_score": every_score}
    with transaction.atomic():
        waiting = ScoringRun.objects.select_for_update().filter(state=State.QUEUED).first()
        if waiting is not None:
            if any(wanted.values()):
                ScoringRun.objects.filter(pk=waiting.pk).update(**{name: True for name, is_so in wanted.items() if is_so})
            return waiting
        made, _ = ScoringRun.objects.get_or_create(
            state=State.QUEUED,
            defaults={"reason": reason, "requested_by": by, "moment": now or timezone.now(), **wanted},
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
    end, worked = time.monotonic() + seconds, False
    with _session():
        while time.monotonic() < end and _step():
            worked = True
    return worked


def work_through(run: ScoringRun, *, tell: Callable[[ScoringRun], None] = lambda _run: None) -> ScoringRun:
    """Work until this run has ended, together with whoever else works at it. Failed where it ended without publishing."""
    with _session():
        while _told(run, tell).is_active:
            if not _step():
                time.sleep(0.1)
    if run.state == State.FAILED:
        raise Failed(run.message)
    return run


def pick_up() -> int:
    """How many workers could go on now with what lies open; a run in which nothing happens for long fails at last. Beat asks."""
    now = timezone.now()
    silent = ScoringRun.objects.filter(state=State.RUNNING, alive_at__lt=now - SILENCE)
    silent.update(alive_at=now, attempts=F("attempts") + 1)
    for run in ScoringRun.objects.filter(state=State.RUNNING, attempts__gte=MOST_ATTEMPTS):
        _fail(run, f"No worker finished a step of it within {SILENCE * MOST_ATTEMPTS}; look at the workers' logs.")
    return open_units()


def _told(run: ScoringRun, tell: Callable[[ScoringRun], None]) -> ScoringRun:
    run.refresh_from_db()
    tell(run)
    return run


@contextmanager
def _session() -> Iterator[None]:
    """The database's session as work at a run needs it; as it was afterwards, unless the work broke off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting || coalesce(unit, '') FROM pg_settings WHERE name = ANY(%s)", [list(SESSION)])
        before = dict(cursor.fetchall())
        _set(cursor, SESSION)
    yield
    with connection.cursor() as cursor:
        _set(cursor, before)


def _set(cursor: CursorWrapper, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def _step() -> bool:
    """Begin the run that waits, or do one open unit of the one that runs; False where there is neither."""
    run = ScoringRun.objects.select_related("method").filter(state=State.RUNNING).first()
    if run is None:
        return _begin()
    if units.params_of(run) is None:
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
        try:
            with transaction.atomic():
                _plan(run)
        except (OperationalError, InterfaceError):
            # The database broke off: whoever comes next begins it.
            raise
        except Exception:
            logger.exception("%s could not be planned", run)
            _fail(run, FAILED)
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
    planned = [RunUnit(run=run, stage=Stage.FEATURES, number=number, changed=ids) for number, ids in _to_read(changed, there, kept)]
    planned += [RunUnit(run=run, stage=Stage.SCORES, number=number) for number in there]
    planned += [RunUnit(run=run, stage=Stage.INDEXES, number=place) for place in range(len(tables.indexes()) + 1)]
    planned += [RunUnit(run=run, stage=stage, number=0) for stage in (Stage.BENCHMARKS, Stage.PUBLISHING)]
    RunUnit.objects.filter(run__finished_at__lt=timezone.now() - UNITS_KEPT).delete()
    RunUnit.objects.bulk_create(planned)
    tables.create(run.pk)
    run.method, run.state, run.stage = method.stored(now_in_force), State.RUNNING, Stage.FEATURES
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


def _claimed(run: ScoringRun) -> RunUnit | None:
    """An open unit of the stage that is on, which nobody else has. Of indexes few are built at once while people ask for pages."""
    # The run's row is asked in the same statement: a stage may have begun, or the run ended, since it was read.
    units = run.units.select_for_update(skip_locked=True, of=("self",))
    unit = units.filter(done_at=None, stage=F("run__stage"), run__state=State.RUNNING).order_by("number").first()
    if unit is not None and unit.stage == Stage.INDEXES and not take_slot(INDEXERS_LOCK, settings.SCORING_INDEXES_AT_ONCE):
        return None if is_somebody_there() else unit
    return unit


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
        active = ScoringRun.objects.filter(pk=run.pk, state__in=(State.QUEUED, State.RUNNING))
        if not active.update(state=State.FAILED, message=message, finished_at=now):
            return
        tables.drop(run.pk)
        BenchmarkVersion.objects.filter(published_at=None, runs=run).delete()
