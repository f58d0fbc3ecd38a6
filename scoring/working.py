"""Workers' way through a recompute of all scores: any number of them, on any number of machines, do its units together.

Features of each block of accounts → benchmarks → scores of each block → indexes → publishing: a stage begins when the one before is done.
A unit is done in one transaction by whoever holds its row's lock, so it may be tried twice and its worker may die anywhere; nothing
is kept in the broker, whose messages only wake workers. What each kind of unit does stands in scoring.units.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.utils import timezone

from scoring import runs, tables, units
from scoring.models import RunUnit, ScoringRun
from scoring.planning import plan
from scoring.turns import INDEXERS_LOCK, take_slot
from scoring.units import UNITS
from scoring.waking import wake
from scoring.yielding import is_somebody_there

State, Stage = ScoringRun.State, ScoringRun.Stage
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
logger = logging.getLogger(__name__)


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
        raise runs.Failed(run.message)
    if run.state == State.STOPPED:
        raise runs.Stopped(f"Somebody stopped {run}, and the scores stay as they were.")
    return run


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
        runs.fail(run, "It was begun by another release.")
        runs.request(reason="Another release")
        return True
    try:
        did = _do_a_unit(run)
    except tables.Busy as busy:
        logger.warning("%s: %s", run, busy)
        return True
    except (OperationalError, InterfaceError):
        # The database broke off: whoever comes next does the unit.
        raise
    except tables.InTheWay as problem:
        logger.exception("%s failed", run)
        return runs.fail(run, str(problem))
    except units.Ended:
        return _left(run)
    except Exception:
        if runs.fail(run, runs.FAILED):
            raise
        # Somebody ended it and took its table away before the unit came to it.
        return _left(run)
    return _advance(run) or did


def _left(run: ScoringRun) -> bool:
    """The unit was undone, since the run ended meanwhile; what others hold of it still they clear away themselves."""
    logger.info("%s was ended meanwhile: the unit that was being done of it is undone", run)
    runs.clear_away()
    return True


def _do_a_unit(run: ScoringRun) -> bool:
    with transaction.atomic():
        unit = _claimed(run)
        if unit is not None:
            UNITS[Stage(unit.stage)](run, unit)
            if unit.stage != Stage.PUBLISHING:
                units.insist(run)
                RunUnit.objects.filter(pk=unit.pk).update(done_at=timezone.now())
    return unit is not None


def _begin() -> bool:
    """Start the run that waits, if this worker is the first to."""
    with transaction.atomic():
        run = ScoringRun.objects.select_for_update(skip_locked=True).filter(state=State.QUEUED).first()
        if run is None or ScoringRun.objects.filter(state=State.RUNNING).exists():
            return False
        try:
            with transaction.atomic():
                plan(run)
        except (OperationalError, InterfaceError):
            # The database broke off: whoever comes next begins it.
            raise
        except Exception:
            logger.exception("%s could not be planned", run)
            runs.fail(run, runs.FAILED)
    wake(runs.open_units())
    return True


def _claimed(run: ScoringRun) -> RunUnit | None:
    """An open unit of the stage that is on, which nobody else has. Of indexes few are built at once while people ask for pages."""
    # The run's row is asked in the same statement: a stage may have begun, or the run ended, since it was read.
    open_units = run.units.select_for_update(skip_locked=True, of=("self",))
    unit = open_units.filter(done_at=None, stage=F("run__stage"), run__state=State.RUNNING).order_by("number").first()
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
    wake(runs.open_units())
    return True
