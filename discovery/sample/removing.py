"""Takes the sample away: every fact that only it brought, in one transaction, and nothing of what other lists say.

Benchmarks were shaped by it, so whoever calls `remove_sample` has all accounts scored next: scoring.recompute.recompute_all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.core.files.storage import Storage
from django.db import OperationalError, transaction
from django.db.models import Min

from discovery.activity import record
from discovery.importing.loading import touched_accounts
from discovery.importing.storing.describing import DESCRIPTIONS
from discovery.importing.storing.merging import MERGE_LOCK
from discovery.models import Account, Activity, Creator, CreatorList, Entry, Snapshot, Source, User
from discovery.models.campaigns import EntryQuerySet
from discovery.shortlists import record_lost
from scoring.blocks import forget
from scoring.turns import WRITERS_LOCK, take_turn

Action = Activity.Action
# What another list found the account by: without one of them it would be nobody's.
IDENTITY = ("handle", "external_id")


class SampleInUseError(Exception):
    """Others write for longer than a statement may wait here; says what to do. Nothing was removed."""


@dataclass(frozen=True)
class Holdings:
    """What goes with the sample: `entries` on so many `shortlists`. `kept` are accounts that another list describes too; they stay."""

    accounts: int
    kept: int
    snapshots: int
    entries: int
    shortlists: int


@dataclass(frozen=True)
class _Known:
    """The sample's accounts: ids of those that go, and those that stay, each with the oldest other list that says something of it."""

    only_sample: list[int]
    elsewhere: list[tuple[Account, int | None]]


def holdings() -> Holdings:
    """What `remove_sample` would remove now."""
    known = _known(CreatorList.objects.sample_ids())
    entries = _entries(known).on_list()
    return Holdings(
        accounts=len(known.only_sample),
        kept=len(known.elsewhere),
        snapshots=Snapshot.objects.filter(source__is_sample=True).count(),
        entries=entries.count(),
        shortlists=entries.values("shortlist").distinct().count(),
    )


@transaction.atomic
def remove_sample(*, by: User | None) -> Holdings | None:
    """Remove it with its list, its source, and its accounts' shortlist entries; None where there is none (any more).

    SampleInUseError where an import or the scoring, with which it takes turns, takes too long.
    """
    _take_turns()
    source = Source.objects.select_for_update().filter(is_sample=True).first()
    if source is None:
        return None
    lists = CreatorList.objects.sample_ids()
    known, removed = _known(lists), holdings()
    record(Action.SAMPLE_REMOVED, source, by=by, changes={"accounts": (removed.accounts, None), "entries": (removed.entries, None)})
    record_lost(_entries(known).on_list(), by=by)
    Snapshot.objects.filter(source__is_sample=True).delete()
    forget(known.only_sample)
    Account.objects.filter(pk__in=known.only_sample).delete()
    Creator.objects.filter(created_by_list__in=lists, accounts=None).delete()
    _leave_to_others(known.elsewhere, lists)
    _delete_lists()
    Source.objects.filter(is_sample=True).delete()
    return removed


def _take_turns() -> None:
    """Imports and scoring write the same rows; both locks come before any row's. How long one waits is for PGOPTIONS."""
    try:
        take_turn(MERGE_LOCK)
        take_turn(WRITERS_LOCK)
    except OperationalError as error:
        raise SampleInUseError(
            "The sample data are still there: an import or the scoring is writing just now. Try again in a few minutes."
        ) from error


def _known(lists: Collection[int]) -> _Known:
    """Which of the accounts that the sample's lists created, described or counted are known from elsewhere too."""
    touched = [account_id for list_id in lists for ids in touched_accounts(list_id) for account_id in ids]
    real = Snapshot.objects.filter(account__in=touched, source__is_sample=False)
    counted = dict(real.order_by().values_list("account").annotate(Min("creator_list")))
    known = _Known([], [])
    for account in Account.objects.filter(pk__in=touched).select_related("creator").order_by("pk"):
        described = set(account.field_lists.values()) - set(lists)
        if account.pk in counted or described or account.created_by_list_id not in lists:
            known.elsewhere.append((account, counted.get(account.pk) or min(described, default=None)))
        else:
            known.only_sample.append(account.pk)
    return known


def _entries(known: _Known) -> EntryQuerySet:
    """Removed ones too: they go as well."""
    return Entry.objects.filter(account__in=known.only_sample)


def _leave_to_others(known: Collection[tuple[Account, int | None]], lists: Collection[int]) -> None:
    """Blank what the sample alone says of accounts that stay, and let the other list have brought them."""
    for account, other in known:
        for name in [name for name, list_id in account.field_lists.items() if list_id in lists]:
            _forget(account, name, other)
        if account.created_by_list_id in lists:
            account.created_by_list_id = other
        if account.creator.created_by_list_id in lists:
            account.creator.created_by_list_id, account.creator.name = other, account.title
    accounts = [account for account, _ in known]
    Account.objects.bulk_update(accounts, [*DESCRIPTIONS, "field_lists", "created_by_list"], batch_size=500)
    Creator.objects.bulk_update([account.creator for account in accounts], ["name", "created_by_list"], batch_size=500)


def _forget(account: Account, name: str, other: int | None) -> None:
    """The sample's value of a field goes; a handle or an id stays, for the other list found the account by it."""
    del account.field_lists[name]
    if name not in IDENTITY:
        setattr(account, name, [] if name == "topics" else "")
    elif other:
        account.field_lists[name] = other


def _delete_lists() -> None:
    """Its lists, with their reports, and after the commit their uploads."""
    lists = CreatorList.objects.of_sample()
    for creator_list in lists.exclude(file=""):
        storage: Storage = creator_list.file.storage
        transaction.on_commit(partial(storage.delete, str(creator_list.file.name)), robust=True)
    lists.delete()
