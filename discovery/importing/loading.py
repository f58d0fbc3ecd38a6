"""Loads a queued list: its rows read in batches, copied to a staging table, merged into the facts, all in one transaction.

Whoever runs it claims the list first and holds its lease; one whose lease ran out is picked up. How it ended is logged with
the end itself, so once. Scoring comes after, of touched_accounts(), and is started by discovery.tasks: nothing here knows it.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from discovery.activity import record
from discovery.importing.fields import IDENTITIES, Field
from discovery.importing.formats.files import FileProblem
from discovery.importing.kept import format_of
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.reader.suppression import hold
from discovery.importing.reading import HELD_BACK, stage
from discovery.importing.records import SUPPRESSED, Outcome
from discovery.importing.storing.leases import MOST_ATTEMPTS, Cancelled, Lease, lease_end, send_again_at
from discovery.importing.storing.merging import READING_SHARE, Merged, merge
from discovery.importing.storing.staging import FIGURES, Copying, create_staging
from discovery.models import Activity, CreatorList, ListProgress
from discovery.models.lists import CreatorListQuerySet

# Scores that could not be published within this wait for the night's recompute of all.
SCORE_WITHIN: Final = timedelta(hours=1)
# A load's from its last statement until all is stored, which may take seconds: whoever would cancel then is too late, and need not wait.
# Not the row's own lock, which the lease takes too. The first number is any of its own.
FINISHING_LOCK: Final = "7102024, hashint8(%s)"
State = CreatorList.State
logger = logging.getLogger(__name__)


class _LeaseLost(Exception):
    """Another worker has picked the list up: what this one did is rolled back."""


def load(list_id: int) -> bool:
    """Load a queued list, or one whose worker died. True where this call loaded it; False where it was not to be had or failed.

    A file that cannot be used fails the list with a sentence; a list that is cancelled is a draft again. A database that goes away
    is raised, and the list is picked up when its lease has run out. Any other error fails the list and is raised. Whatever happens,
    all is stored or nothing.
    """
    attempt = _claim(list_id)
    if attempt is None:
        return False
    creator_list, lease = CreatorList.objects.get(pk=list_id), Lease(list_id, attempt)
    try:
        with lease, transaction.atomic():
            _store(creator_list, lease)
    except Cancelled:
        _draft_again(CreatorList.objects.filter(pk=list_id, attempts=attempt))
        return False
    except _LeaseLost:
        logger.warning("List %s was picked up by another worker.", list_id)
        return False
    except FileProblem as problem:
        _fail(list_id, attempt, str(problem))
        return False
    except OperationalError:
        if not lease.is_cancelled:
            raise
        # The lease broke off the statement that was running.
        _draft_again(CreatorList.objects.filter(pk=list_id, attempts=attempt))
        return False
    except Exception:
        _fail(
            list_id, attempt, "Something went wrong while loading; nothing was stored. Try again, and tell whoever runs this installation."
        )
        raise
    return True


def cancel(*, list_id: int) -> bool:
    """Make a queued list a draft again, and have the worker break off one that is loading. False where it is neither, or all but loaded."""
    if _draft_again(CreatorList.objects.filter(pk=list_id, state=State.QUEUED)):
        return True
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({FINISHING_LOCK})", [list_id])
        (is_in_time,) = cursor.fetchone()
        loading = CreatorList.objects.filter(pk=list_id, state=State.LOADING)
        return bool(is_in_time and loading.update(cancel_requested_at=timezone.now()))


def touched_accounts(list_id: int, chunk: int = 2_000) -> Iterator[list[int]]:
    """The ids of the accounts that the list created, described or counted, rising, in chunks. Asked of the facts: a crash loses none.

    A snapshot that a later list added figures to is that list's, whose turn to be scored comes after this one's figures were stored.
    """
    touched = """
        SELECT id FROM discovery_account WHERE created_by_list_id = %(list_id)s
        UNION SELECT account_id FROM discovery_snapshot WHERE creator_list_id = %(list_id)s
        UNION SELECT id FROM discovery_account WHERE field_lists @? '$.* ? (@ == %(list_id)s)'
        ORDER BY 1
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(touched, {"list_id": list_id})
        while rows := cursor.fetchmany(chunk):
            yield [account_id for (account_id,) in rows]


def pick_up() -> list[int]:
    """Take up lists that no worker holds, and return those to give to a worker: abandoned loads, and loads whose scores are missing.

    A load that died MOST_ATTEMPTS times is failed instead, and one that was cancelled is a draft again.
    """
    now = timezone.now()
    abandoned = CreatorList.objects.abandoned(now)
    _draft_again(abandoned.filter(cancel_requested_at__isnull=False))
    hopeless = abandoned.alias(of_round=F("attempts") % MOST_ATTEMPTS).filter(state=State.LOADING, of_round=0)
    sentence = f"Loading broke off {MOST_ATTEMPTS} times; nothing was stored. Try a smaller file, and look at the worker's log."
    for pk in hopeless.values_list("pk", flat=True):
        _give_up(hopeless.filter(pk=pk), sentence)
    unscored = CreatorList.objects.filter(state=State.LOADED, scored_at=None, lease_until__lt=now, finished_at__gt=now - SCORE_WITHIN)
    waiting = [pk for lists in (abandoned, unscored) for pk in lists.values_list("pk", flat=True)]
    requeued = [pk for pk in waiting if abandoned.filter(pk=pk).update(state=State.QUEUED, lease_until=send_again_at())]
    return requeued + [pk for pk in waiting if unscored.filter(pk=pk).update(lease_until=send_again_at())]


def _claim(list_id: int) -> int | None:
    """Make the list this worker's, by one conditional UPDATE; returns which attempt this is, None where it is somebody else's."""
    now = timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.LOADING, lease_until__lt=now)
    claimed = CreatorList.objects.filter(free, pk=list_id).update(
        state=State.LOADING,
        attempts=F("attempts") + 1,
        lease_until=lease_end(),
        started_at=now,
    )
    return CreatorList.objects.values_list("attempts", flat=True).get(pk=list_id) if claimed else None


def _store(creator_list: CreatorList, lease: Lease) -> None:
    """Read, stage, merge and count, within the caller's transaction."""
    hold()
    create_staging()
    rows, held_back, is_wide = _stage_rows(creator_list, lease)
    has_posts = Mapping.from_json(creator_list.mapping).shape == Shape.POSTS
    columns = _columns_by_part(creator_list)
    merged = merge(lease, list_id=creator_list.pk, source_id=creator_list.source_id, columns=columns, is_wide=is_wide, has_posts=has_posts)
    _finish(creator_list, lease, rows, held_back, merged)


def _columns_by_part(creator_list: CreatorList) -> dict[str, dict[str, str]]:
    """{part of a row, "" where it has none: {figure: its column}}, with the columns of its `identity` and of the `post`."""
    mapping, columns = Mapping.from_json(creator_list.mapping), format_of(creator_list).columns
    views = {part: mapping.part(part, creator_list.platform) for part in mapping.parts(creator_list.platform)} or {"": mapping}
    named: dict[str, tuple[Field, ...]] = {name: (Field(name),) for name in FIGURES}
    named |= {"identity": tuple(IDENTITIES), "post": (Field.POST,)}
    return {
        part: {name: columns[indices[0]] for name, fields in named.items() if (indices := view.columns_of(*fields))}
        for part, view in views.items()
    }


def _stage_rows(creator_list: CreatorList, lease: Lease) -> tuple[int, dict[str, int], bool]:
    """Copy rows that load to staging and report the others; returns how many rows there are, how many of the others by outcome, and
    whether a row of the file names several accounts.
    """
    lease.stage = ListProgress.Stage.READING
    held_back, total, is_wide = dict.fromkeys(HELD_BACK, 0), 0, False
    with Copying() as copying:
        for batch in stage(creator_list, copying):
            copying.reports(creator_list.pk, (row for row in batch.held_back if not row.is_suppressed))
            for row in batch.held_back:
                held_back[row.outcome or ""] += 1
            total += batch.rows
            is_wide |= batch.is_wide
            lease.rows_done = total
            lease.share_done = READING_SHARE * batch.share
            lease.go_on()
    return total, held_back, is_wide


def _finish(creator_list: CreatorList, lease: Lease, rows: int, held_back: dict[str, int], merged: Merged) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({FINISHING_LOCK})", [creator_list.pk])
    counts = {
        "rows": rows,
        "created": merged.created,
        "updated": merged.updated,
        "unchanged": merged.unchanged,
        "duplicates": merged.duplicates,
        "gathered": merged.gathered,
        "unmatched": held_back[Outcome.UNMATCHED],
        "rejected": held_back[Outcome.REJECTED] + merged.rejected,
        "left_out": held_back[Outcome.LEFT_OUT],
        "suppressed": held_back[SUPPRESSED],
        "snapshots": merged.snapshots,
    }
    held = CreatorList.objects.filter(pk=creator_list.pk, state=State.LOADING, attempts=lease.attempt)
    finished = held.filter(cancel_requested_at=None).update(
        state=State.LOADED, finished_at=timezone.now(), bytes_done=creator_list.size, **counts
    )
    if not finished:
        raise Cancelled if held.exists() else _LeaseLost
    said = {name: (None, count) for name, count in counts.items() if count}
    record(Activity.Action.IMPORT_LOADED, creator_list, by=creator_list.uploaded_by, changes=said)


def _fail(list_id: int, attempt: int, sentence: str) -> None:
    _give_up(CreatorList.objects.filter(pk=list_id, state=State.LOADING, attempts=attempt), sentence)


@transaction.atomic
def _give_up(still: CreatorListQuerySet, sentence: str) -> None:
    """Fail the one list that `still` selects, unless that has changed meanwhile."""
    creator_list = still.select_related("uploaded_by").select_for_update(of=("self",)).first()
    if creator_list is None:
        return
    creator_list.state, creator_list.message, creator_list.finished_at = State.FAILED, sentence, timezone.now()
    creator_list.save(update_fields=["state", "message", "finished_at"])
    record(Activity.Action.IMPORT_FAILED, creator_list, by=creator_list.uploaded_by, changes={"message": (None, sentence)})


def _draft_again(still: CreatorListQuerySet) -> int:
    return still.filter(state__in=[State.QUEUED, State.LOADING]).update(
        state=State.DRAFT,
        message="Cancelled; nothing was stored.",
        cancel_requested_at=None,
    )
