"""What the worker does with creator lists: load or undo one and score what it touched, pick up what a dead worker left, forget old uploads.

Each task may run twice and may die anywhere: the state of a load is in the database. Storing uploads is discovery.lists'.
"""

from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from discovery.activity import record
from discovery.importing import checking, loading, undoing, uploads
from discovery.importing.kept import forget_expired, size_of
from discovery.importing.storing.leases import Lease
from discovery.models import Activity, CreatorList, ListProgress, User
from scoring import recompute

# So large a draft is checked while its page is asked for; a larger one by a worker.
CHECKED_AT_ONCE_BYTES = 1_000_000
OUTGROWN = "A cohort changed by more than a fifth"


def check_draft(list_id: int) -> checking.Check | None:
    """What the whole file would do by what is chosen now: a check that is done, or one that was begun just now.

    None where something is missing still. FileProblem where the file is gone.
    """
    draft = CreatorList.objects.get(pk=list_id)
    if uploads.still_missing(draft):
        return None
    if checking.begin(draft):
        if size_of(draft) <= CHECKED_AT_ONCE_BYTES:
            checking.run(list_id)
        else:
            transaction.on_commit(partial(check_list.delay, list_id), robust=True)
    draft.refresh_from_db()
    # Whoever chose something else in this moment may have begun theirs first: one that is not done is asked for again.
    return checking.current(draft) or checking.Check(checking.fingerprint_of(draft))


@shared_task
def check_list(list_id: int) -> None:
    """Look through a draft's whole file, unless something else was chosen meanwhile."""
    checking.run(list_id)


def queue_list(list_id: int, *, by: User | None) -> None:
    """Queue a draft, or a list that failed, and tell a worker once that is stored. uploads.NotReady says what is still missing."""

    def tell_a_worker() -> None:
        load_list.delay(list_id)

    with transaction.atomic():
        _queue(list_id, by)
        # Where the broker is down this is logged and no more: beat sends what stays queued.
        transaction.on_commit(tell_a_worker, robust=True)


@transaction.atomic
def cancel_list(list_id: int, *, by: User | None) -> bool:
    """Have a queued or loading list be a draft again, with nothing of it stored; False where it is neither, or all but loaded."""
    if not loading.cancel(list_id=list_id):
        return False
    record(Activity.Action.IMPORT_CANCELLED, CreatorList.objects.get(pk=list_id), by=by)
    return True


def load_now(list_id: int, *, by: User | None) -> CreatorList:
    """Queue a draft and load it in this process; returns the list as it stands then. uploads.NotReady says what is still missing."""
    with transaction.atomic():
        _queue(list_id, by)
    return load_and_score(list_id)


def _queue(list_id: int, by: User | None) -> None:
    uploads.queue(list_id=list_id)
    record(Activity.Action.IMPORT_QUEUED, CreatorList.objects.get(pk=list_id), by=by)


def load_and_score(list_id: int) -> CreatorList:
    """Load a queued list here and now, and score the accounts it touched; returns the list as it stands then."""
    loading.load(list_id)
    score_list(list_id)
    return CreatorList.objects.get(pk=list_id)


@shared_task
def load_list(list_id: int) -> None:
    """Load a queued list, and score the accounts it touched."""
    load_and_score(list_id)


@shared_task
def pick_up_imports() -> None:
    """Queue anew what no worker holds any more; beat asks every few seconds."""
    for list_id in loading.pick_up():
        load_list.delay(list_id)
    for list_id in undoing.pick_up():
        undo_loaded.delay(list_id)
    if undoing.unscored():
        recompute.request(reason="An undo whose scores were lost")


def undo_list(list_id: int, *, by: User | None) -> None:
    """Have a worker undo a loaded list, once that is stored. undoing.NotLoaded where it is not loaded (any more)."""

    def tell_a_worker() -> None:
        undo_loaded.delay(list_id)

    with transaction.atomic():
        undoing.queue(list_id=list_id)
        record(Activity.Action.IMPORT_UNDO_STARTED, CreatorList.objects.get(pk=list_id), by=by)
        transaction.on_commit(tell_a_worker, robust=True)


@shared_task
def undo_loaded(list_id: int) -> None:
    """Undo a list that waits for it, and score what is left of the accounts that it changed."""
    changed = undoing.undo(list_id)
    if changed is None:
        return
    undone = CreatorList.objects.get(pk=list_id)
    with Lease(list_id, undone.attempts) as lease:
        lease.stage, lease.share_done = ListProgress.Stage.SCORING, 1.0
        if recompute.refresh_chunks([changed]) and recompute.outgrown():
            recompute.request(reason=OUTGROWN)
    CreatorList.objects.filter(pk=list_id, state=CreatorList.State.UNDONE).update(scored_at=timezone.now())


@shared_task
def forget_uploads() -> None:
    """Delete uploaded files that are past their time; beat asks every night."""
    forget_expired(timezone.now())


def score_list(list_id: int) -> None:
    """Score what a loaded list touched, unless that is done; under its lease, since it may take longer than that.

    They are ranked at once, under the benchmarks in force; where they outgrow those, all scores are due, which a worker sees to next.
    """
    unscored = CreatorList.objects.filter(pk=list_id, state=CreatorList.State.LOADED, scored_at=None)
    creator_list = unscored.first()
    if creator_list is None:
        return
    with Lease(list_id, creator_list.attempts) as lease:
        lease.rows_done = creator_list.rows
        lease.stage, lease.share_done = ListProgress.Stage.SCORING, 1.0
        scored = recompute.refresh_chunks(loading.touched_accounts(list_id))
        if scored and recompute.outgrown():
            recompute.request(reason=OUTGROWN)
    unscored.update(scored_at=timezone.now())
