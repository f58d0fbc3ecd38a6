"""A recompute of all scores as a row in the database: asking for one, how far it is, and how it ends where it is not published.

At most one goes on and one more waits. How workers do it stands in scoring.working, of which units it is made in scoring.planning.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from discovery.models import User
from scoring import tables
from scoring.models import BenchmarkVersion, ScoringRun

State, Stage = ScoringRun.State, ScoringRun.Stage
ACTIVE: Final = (State.QUEUED, State.RUNNING)
UNPUBLISHED: Final = (State.FAILED, State.STOPPED)
# A run that no worker has taken a step in for so long is counted as tried once more; after MOST_ATTEMPTS it has failed.
SILENCE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 5
MOST_MESSAGES: Final = 16
FAILED: Final = "Something went wrong, and the scores stay as they were. Try again, and tell whoever runs this installation."


class Failed(Exception):
    """The run ended without publishing; says why in a sentence."""


class Stopped(Failed):
    """Somebody stopped it by hand."""


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


def pick_up() -> int:
    """How many workers could go on now with what lies open; a run in which nothing happens for long fails at last. Beat asks.

    What a worker left that died in the middle of a run that was ended meanwhile is cleared away too.
    """
    now = timezone.now()
    silent = ScoringRun.objects.filter(state=State.RUNNING, alive_at__lt=now - SILENCE)
    silent.update(alive_at=now, attempts=F("attempts") + 1)
    for run in ScoringRun.objects.filter(state=State.RUNNING, attempts__gte=MOST_ATTEMPTS):
        fail(run, f"No worker finished a step of it within {SILENCE * MOST_ATTEMPTS}; look at the workers' logs.")
    clear_away()
    return open_units()


def fail(run: ScoringRun, message: str) -> bool:
    """End a run without publishing, and take away what it made; False where it ended already."""
    is_ended = _end(run, state=State.FAILED, message=message)
    if is_ended:
        clear_away()
    return is_ended


def stop(run: ScoringRun, *, by: User | None) -> bool:
    """End a run by hand; False where it ended already. The scores stay as they were, and what is due stays due.

    A worker that holds a unit of it finds that out at the unit's end, and undoes it. Clear away and wake workers once this is committed.
    """
    return _end(run, state=State.STOPPED, stopped_by=by)


def last_stop() -> datetime | None:
    """When somebody stopped one last."""
    stopped = ScoringRun.objects.filter(state=State.STOPPED).order_by("-finished_at")
    return stopped.values_list("finished_at", flat=True).first()


def clear_away() -> None:
    """Take away what runs made that ended without publishing: tables that no worker uses any more, and benchmarks that wait for scores."""
    for run in ScoringRun.objects.filter(pk__in=tables.of_runs(), state__in=UNPUBLISHED):
        tables.drop_unused(run.pk)
    BenchmarkVersion.objects.filter(published_at=None, runs__state__in=UNPUBLISHED).delete()


def _end(run: ScoringRun, **told: object) -> bool:
    """Whether this was the one who ended it; whoever publishes it is not to be overtaken."""
    return ScoringRun.objects.filter(pk=run.pk, state__in=ACTIVE).update(finished_at=timezone.now(), **told) > 0
