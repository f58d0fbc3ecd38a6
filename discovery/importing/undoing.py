"""Undoes a loaded list in one transaction: what only it brought goes, what it replaced comes back, what others say too stays theirs.

A worker claims the list and holds its lease, as for a load, and one that died is picked up. What is left of the touched accounts is
scored anew by discovery.tasks; the reports of the list's rows stay. The SQL is restoring.py's.
"""

import logging
from datetime import timedelta
from typing import Final, NamedTuple

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from discovery.activity import record
from discovery.importing.storing import linking, restoring
from discovery.importing.storing.leases import MOST_ATTEMPTS, Lease, lease_end, send_again_at
from discovery.importing.storing.merging import MERGE_LOCK
from discovery.models import (
    Account,
    Activity,
    Confirmation,
    ConfirmationPack,
    Creator,
    CreatorList,
    EarlierValue,
    Entry,
    ListProgress,
    Snapshot,
)

CHUNK: Final = 2_000
# Scores that are missing so long after an undo are the night's recompute's.
SCORE_WITHIN: Final = timedelta(hours=1)
State = CreatorList.State
logger = logging.getLogger(__name__)


class NotLoaded(ValueError):
    """The list cannot be undone as it stands; the text says why."""


class _LeaseLost(Exception):
    """Another worker has picked the list up: what this one did is rolled back."""


class Effects(NamedTuple):
    """What an undo would do: accounts that go and stay, snapshots that it brought, values that come back, entries on shortlists."""

    accounts: int
    kept: int
    snapshots: int
    values: int
    entries: int


class _Undone(NamedTuple):
    """What an undo did, and the ids of the accounts left of which something changed: scores copy descriptions too."""

    accounts: int
    listed: int
    snapshots: int
    values: int
    changed: list[int]

    def sentence(self) -> str:
        kept = f" On shortlists, and so kept: {_many(self.listed, 'account')} that only it brought." if self.listed else ""
        return (
            f"Gone: {_many(self.accounts, 'account')}, {_many(self.snapshots, 'snapshot')}. Restored: {_many(self.values, 'value')}.{kept}"
        )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def effects(creator_list: CreatorList) -> Effects:
    """What undoing the list would do now; counts of its own rows alone."""
    brought = Account.objects.filter(created_by_list=creator_list)
    others = (
        Q(snapshots__in=Snapshot.objects.exclude(creator_list=creator_list))
        | Q(confirmations__in=Confirmation.objects.exclude(creator_list=creator_list))
        | Q(pk__in=ConfirmationPack.objects.exclude(creator_list=creator_list).account_ids())
    )
    entries = Entry.objects.filter(account__in=brought)
    kept = brought.filter(others | Q(entries__isnull=False)).distinct().count()
    return Effects(
        accounts=brought.count() - kept,
        kept=kept,
        snapshots=Snapshot.objects.filter(creator_list=creator_list).count(),
        values=EarlierValue.objects.filter(creator_list=creator_list).count(),
        entries=entries.count(),
    )


def queue(*, list_id: int) -> None:
    """Let a worker undo a loaded list. NotLoaded where it is not loaded (any more)."""
    begin = (F("attempts") + (MOST_ATTEMPTS - 1)) / MOST_ATTEMPTS * MOST_ATTEMPTS
    waiting = CreatorList.objects.filter(pk=list_id, state=State.LOADED)
    now = timezone.now()
    if not waiting.update(state=State.UNDOING, queued_at=now, lease_until=send_again_at(), attempts=begin, message=""):
        raise NotLoaded("The list is not loaded, so there is nothing to undo.")


def undo(list_id: int) -> list[int] | None:
    """Undo a queued list, or one whose worker died; the ids of accounts to score, None where it was not to be had.

    All is undone or nothing. A database that goes away is raised, and the list is picked up; any other error is raised, and the list
    is a loaded one again.
    """
    attempt = _claim(list_id)
    if attempt is None:
        return None
    try:
        with Lease(list_id, attempt) as lease, transaction.atomic():
            lease.stage = ListProgress.Stage.UNDOING
            return _take_back(list_id, lease)
    except _LeaseLost:
        logger.warning("List %s was picked up by another worker.", list_id)
        return None
    except OperationalError:
        raise
    except Exception:
        _give_up(list_id, attempt, "Something went wrong while undoing; nothing was changed. Tell whoever runs this installation.")
        raise


def pick_up() -> list[int]:
    """Take up undoings that no worker holds, and return them to be given to a worker; one that died MOST_ATTEMPTS times is given up."""
    abandoned = CreatorList.objects.filter(state=State.UNDOING, lease_until__lt=timezone.now())
    begun = abandoned.alias(of_round=F("attempts") % MOST_ATTEMPTS).filter(started_at__gte=F("queued_at"), of_round=0)
    for pk, attempt in begun.values_list("pk", "attempts"):
        _give_up(pk, attempt, f"Undoing broke off {MOST_ATTEMPTS} times; nothing was changed. Look at the worker's log.")
    found = abandoned.values_list("pk", flat=True)
    return [pk for pk in found if abandoned.filter(pk=pk).update(queued_at=timezone.now(), lease_until=send_again_at())]


def unscored() -> bool:
    """Whether an undo was not followed by its scores: its worker died, and which accounts it touched is not known any more."""
    now = timezone.now()
    lists = CreatorList.objects.filter(state=State.UNDONE, scored_at=None, lease_until__lt=now, undone_at__gt=now - SCORE_WITHIN)
    return bool(lists.update(scored_at=now))


def _claim(list_id: int) -> int | None:
    """Make the list this worker's, by one conditional UPDATE; returns which attempt this is, None where it is somebody else's."""
    now = timezone.now()
    waiting = Q(started_at__lt=F("queued_at")) | Q(started_at=None) | Q(lease_until__lt=now)
    claimed = CreatorList.objects.filter(waiting, pk=list_id, state=State.UNDOING).update(
        attempts=F("attempts") + 1, lease_until=lease_end(), started_at=now
    )
    return CreatorList.objects.values_list("attempts", flat=True).get(pk=list_id) if claimed else None


def _take_back(list_id: int, lease: Lease) -> list[int]:
    """Do it, within the caller's transaction."""
    finished_at = CreatorList.objects.values_list("finished_at", flat=True).get(pk=list_id)
    given = {"list_id": list_id, "finished_at": finished_at}
    steps = (
        linking.FIND_TIES,
        restoring.FIND_OWN,
        restoring.MEND_CHAINS,
        restoring.RESTORE_ACCOUNTS,
        restoring.RESTORE_SNAPSHOTS,
        restoring.FIND_ORPHANS,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        for step in steps:
            cursor.execute(step, given)
            lease.share_done += 0.9 / len(steps)
    _delete_orphans()
    with connection.cursor() as cursor:
        cursor.execute(linking.PART, given)
        cursor.execute(restoring.HAND_ON_CREATORS, given)
    undone = _counted()
    _finish(list_id, lease, undone)
    return undone.changed


def _delete_orphans() -> None:
    """Delete accounts that nobody speaks of any more, with their scores, and creators who are left without any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, creator_id FROM orphaned_account WHERE NOT is_listed ORDER BY id")
        orphans: list[tuple[int, int]] = cursor.fetchall()
    for start in range(0, len(orphans), CHUNK):
        accounts, creators = zip(*orphans[start : start + CHUNK], strict=True)
        Account.objects.filter(pk__in=accounts).delete()
        Creator.objects.filter(pk__in=creators, accounts=None).delete()


def _counted() -> _Undone:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT (SELECT count(*) FROM orphaned_account WHERE NOT is_listed), (SELECT count(*) FROM orphaned_account WHERE is_listed),
                (SELECT count(*) FROM emptied_snapshot), count(*) FILTER (WHERE earlier_id IS NOT NULL),
                COALESCE(array_agg(DISTINCT account_id) FILTER (WHERE is_left), '{}')
            FROM (
                SELECT o.*, EXISTS (SELECT FROM discovery_account WHERE id = o.account_id) AS is_left
                FROM own_value o WHERE link_id IS NULL AND heir_id IS NULL
            ) changed
        """)
        return _Undone(*cursor.fetchone())


def _finish(list_id: int, lease: Lease, undone: _Undone) -> None:
    now, sentence = timezone.now(), undone.sentence()
    ours = CreatorList.objects.filter(pk=list_id, state=State.UNDOING, attempts=lease.attempt)
    if not ours.update(state=State.UNDONE, undone_at=now, scored_at=None, message=sentence):
        raise _LeaseLost
    lease.share_done = 1.0
    record(Activity.Action.IMPORT_UNDONE, CreatorList.objects.get(pk=list_id), by=None, changes={"message": (None, sentence)})


def _give_up(list_id: int, attempt: int, sentence: str) -> None:
    """The list is a loaded one again, unless another worker has it."""
    CreatorList.objects.filter(pk=list_id, state=State.UNDOING, attempts=attempt).update(state=State.LOADED, message=sentence)
