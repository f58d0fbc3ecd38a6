"""Shortlists: putting accounts on them, changing, removing and sorting their entries.

Whatever is written holds its campaign first: in one that somebody deleted meanwhile it ends with a DoesNotExist, and changes nothing.
Does not add up (discovery.totals), rank (discovery.ranking) or write files (discovery.exports). Views show what these functions return.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, F, IntegerField, OrderBy, Value, When
from django.utils import timezone

from discovery.activity import Changes, record
from discovery.models import Account, Activity, Campaign, Entry, Shortlist, User
from discovery.models.campaigns import EntryQuerySet
from discovery.sweet_spots import ASKED, annotated, of_campaign

Action = Activity.Action


class UnknownAccountsError(ValueError):
    """Some of the accounts named are not in the database; nothing was written."""


class NameTakenError(ValueError):
    """The campaign has a shortlist of this name."""


class Terms(TypedDict, total=False):
    """What a team notes of an entry; `cost` is in the campaign's currency, None where it is not known."""

    status: str
    note: str
    cost: Decimal | None


@dataclass(frozen=True)
class Added:
    """What became of accounts that were put on a shortlist: newly on it, back with their note and cost, on it all along."""

    added: int
    restored: int
    present: int


@transaction.atomic
def create_shortlist(*, campaign: Campaign, name: str, by: User) -> Shortlist:
    """NameTakenError where the campaign has one of that name."""
    shortlist = Shortlist(campaign=Campaign.objects.hold(campaign.pk), name=name)
    _save_name(shortlist)
    _record(Action.SHORTLIST_CREATED, shortlist, by)
    return shortlist


@transaction.atomic
def rename_shortlist(*, shortlist: Shortlist, name: str, by: User) -> None:
    """NameTakenError where its campaign has another of that name."""
    _hold(shortlist)
    before, shortlist.name = shortlist.name, name
    _save_name(shortlist)
    if name != before:
        _record(Action.SHORTLIST_RENAMED, shortlist, by, {"name": (before, name)})


@transaction.atomic
def delete_shortlist(*, shortlist: Shortlist, by: User) -> None:
    """Its entries go with it, with notes and costs."""
    _hold(shortlist)
    _record(Action.SHORTLIST_DELETED, shortlist, by)
    shortlist.delete()


def _hold(shortlist: Shortlist) -> None:
    """Keep its campaign from others' changes until the transaction ends. A DoesNotExist where either was deleted meanwhile."""
    Campaign.objects.hold(shortlist.campaign_id)
    Shortlist.objects.only("pk").get(pk=shortlist.pk)


def _record(action: Activity.Action, shortlist: Shortlist, by: User, changes: Changes | None = None) -> None:
    record(action, shortlist, by=by, campaign=shortlist.campaign, changes=changes)


def _save_name(shortlist: Shortlist) -> None:
    try:
        with transaction.atomic():
            shortlist.save(update_fields=["name"] if shortlist.pk else None)
    except IntegrityError as error:
        if "shortlist_name_once_a_campaign" not in str(error):
            raise
        raise NameTakenError(f"This campaign already has a shortlist named “{shortlist.name}”. Choose another name.") from error


@transaction.atomic
def add_accounts(*, shortlist: Shortlist, account_ids: Iterable[int], added_by: User) -> Added:
    """Put the accounts on the shortlist; those removed from it earlier come back as they were.

    UnknownAccountsError where an id is not an account's. Two people who add the same account at once both succeed, one after
    the other: it is on the shortlist once, and counted as added for one of them.
    """
    ids = sorted(set(account_ids))
    _require_accounts(ids)
    _hold(shortlist)
    on_record = set(shortlist.entries.filter(account__in=ids).values_list("account_id", flat=True))
    restored = shortlist.entries.filter(account__in=ids, removed_at__isnull=False).update(removed_at=None)
    new = [Entry(shortlist=shortlist, account_id=pk, added_by=added_by) for pk in ids if pk not in on_record]
    Entry.objects.bulk_create(new)
    if new or restored:
        _record(Action.ENTRIES_ADDED, shortlist, added_by, {"accounts": (None, len(new) + restored)})
    return Added(added=len(new), restored=restored, present=len(on_record) - restored)


def _require_accounts(ids: list[int]) -> None:
    known = set(Account.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if unknown := [pk for pk in ids if pk not in known]:
        raise UnknownAccountsError(f"No longer in the database: account {', '.join(map(str, unknown))}. Nothing was added.")


@transaction.atomic
def update_entry(*, entry: Entry, by: User, **terms: Unpack[Terms]) -> None:
    """Only what is named is written: what somebody else changed meanwhile stays."""
    _hold(entry.shortlist)
    stored = Entry.objects.select_related("account").get(pk=entry.pk)
    changes = {name: (getattr(stored, name), value) for name, value in terms.items() if getattr(stored, name) != value}
    for name, value in terms.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(terms))
    if changes:
        _record(Action.ENTRIES_CHANGED, entry.shortlist, by, {"account": (None, stored.account.label), **changes})


@transaction.atomic
def set_status(*, shortlist: Shortlist, entry_ids: Iterable[int], status: str, by: User) -> int:
    """How many entries of the shortlist have the status now; ids that are not on it are passed over."""
    _hold(shortlist)
    changed = _entries(shortlist).on_list().filter(pk__in=entry_ids).update(status=status)
    if changed:
        _record(Action.ENTRIES_CHANGED, shortlist, by, {"accounts": (None, changed), "status": (None, status)})
    return changed


@transaction.atomic
def remove_entries(*, shortlist: Shortlist, entry_ids: Iterable[int], by: User) -> int:
    """How many were taken off the shortlist; they keep their note and cost for `restore_entries`."""
    _hold(shortlist)
    removed = _entries(shortlist).filter(pk__in=entry_ids).remove(timezone.now())
    if removed:
        _record(Action.ENTRIES_REMOVED, shortlist, by, {"accounts": (removed, None)})
    return removed


@transaction.atomic
def restore_entries(*, shortlist: Shortlist, entry_ids: Iterable[int], by: User) -> int:
    """How many came back to the shortlist."""
    _hold(shortlist)
    restored = _entries(shortlist).filter(pk__in=entry_ids, removed_at__isnull=False).update(removed_at=None)
    if restored:
        _record(Action.ENTRIES_RESTORED, shortlist, by, {"accounts": (None, restored)})
    return restored


def record_lost(entries: EntryQuerySet, *, by: User | None) -> None:
    """A line for each shortlist that is about to lose these entries with their accounts: its campaign's people did not take them off."""
    lost = dict(entries.order_by().values_list("shortlist").annotate(Count("pk")))
    for shortlist in Shortlist.objects.filter(pk__in=lost).select_related("campaign"):
        record(Action.ENTRIES_REMOVED, shortlist, by=by, campaign=shortlist.campaign, changes={"accounts": (lost[shortlist.pk], None)})


def _entries(shortlist: Shortlist) -> EntryQuerySet:
    return Entry.objects.filter(shortlist=shortlist)


@transaction.atomic
def export_entries(*, shortlist: Shortlist, sort: str, by: User) -> EntryQuerySet:
    """The entries that an export of the shortlist holds, as sorted_entries(). That they left the house is logged."""
    _hold(shortlist)
    entries = sorted_entries(shortlist, sort)
    _record(Action.SHORTLIST_EXPORTED, shortlist, by, {"accounts": (None, entries.count())})
    return entries


# The order in which a status is reached, not of the alphabet.
_STATUS_STEP = Case(*(When(status=status, then=Value(step)) for step, status in enumerate(Entry.Status)), output_field=IntegerField())
SORTS: dict[str, F | Case] = {
    "fit": F("account__score__fit"),
    "name": F("account__score__handle_key"),
    "followers": F("account__score__followers"),
    "peer_trust": F("account__score__peer_trust"),
    "rate_vs_peers": F("account__score__rate_vs_peers"),
    "status": _STATUS_STEP,
    "cost": F("cost"),
    "added": F("added_at"),
}


def entries_of(accounts: Iterable[int], *, user: User) -> dict[int, list[Entry]]:
    """{account's id: its entries on the shortlists that this person may see}, newest first; accounts on none are left out. One query."""
    entries = Entry.objects.for_user(user).on_list().filter(account__in=accounts).select_related("shortlist__campaign")
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries.order_by("-added_at"):
        found[entry.account_id].append(entry)
    return dict(found)


def sorted_entries(shortlist: Shortlist, sort: str) -> EntryQuerySet:
    """The shortlist's entries with account and score, by a name of SORTS, descending after a minus; what is unknown comes last.

    Fit is by the size that the campaign wants.
    """
    name, wanted = sort.removeprefix("-"), of_campaign(shortlist.campaign)
    key = F(ASKED[name]) if name in ASKED and not wanted.is_default else SORTS[name]
    entries = _entries(shortlist).on_list()
    entries = entries if wanted.is_default else annotated(entries, wanted, "account__score__")
    order = OrderBy(key, descending=sort.startswith("-"), nulls_last=True)
    return entries.select_related("account__score", "added_by").order_by(order, "pk")
