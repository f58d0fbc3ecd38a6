"""Erases a person who asked not to be listed, and has imports skip them from then on.

Their account goes with all that hangs on it, reports of rows and whole uploads that name them, and their name in the log. Backups are
files elsewhere: they hold the person until they are replaced. Whose a row is, is importing.suppression's to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from typing import Any, Final

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Lower
from django.utils import timezone

from discovery.importing.cells.ids import stands_for_handle
from discovery.importing.formats.files import FileProblem, Kind, RawRow
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.workbooks import every_row
from discovery.importing.kept import format_of, opened, original, reader_of, without_accounts
from discovery.importing.reader.suppression import SUPPRESSION_LOCK, Suppressed, digest
from discovery.importing.records import SUPPRESSED
from discovery.importing.storing.merging import MERGE_LOCK
from discovery.models import Account, Activity, Creator, CreatorList, Entry, FormerHandle, RowReport, Snapshot, Suppression
from discovery.shortlists import record_lost
from scoring.blocks import forget
from scoring.turns import WRITERS_LOCK, take_turn

UPLOAD_ERASED: Final = "The upload was erased because someone in it asked not to be listed."
State = CreatorList.State


@dataclass
class Erased:
    """How many of each went. `remaining` are other accounts of the same creator, `unread` uploads that could not be searched."""

    accounts: int = 0
    creators: int = 0
    snapshots: int = 0
    entries: int = 0
    reports: int = 0
    uploads: int = 0
    log_lines: int = 0
    remaining: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Person:
    """What is known of them on one platform: stored accounts, and every handle and id to look for."""

    platform: str
    accounts: list[Account]
    handles: frozenset[str]
    ids: frozenset[str]

    @cached_property
    def names(self) -> frozenset[str]:
        # A community may stand in its list without what it is: tea is r/tea.
        return frozenset(name.lower().removeprefix("r/") for name in self.handles | self.ids)

    def may_be_in(self, cells: Iterable[str]) -> bool:
        """A quick look: asking closely about every row is slow, and nearly none has the name in it."""
        text = "\n".join(cells).lower()
        return any(name in text for name in self.names)

    def digests(self) -> list[str]:
        of_handles = [digest(self.platform, handle=handle) for handle in self.handles]
        return of_handles + [digest(self.platform, external_id=external_id) for external_id in self.ids]


@transaction.atomic
def suppress(*, platform: str, handle: str = "", external_id: str = "") -> Erased:
    """Have imports skip whoever has this handle or id, erase what is stored of them, and say how much that was; all of it or nothing.

    Give one of the two; what a stored account knows besides counts too. Waits for imports that are running, which may take minutes.
    """
    take_turn(SUPPRESSION_LOCK)
    person = _find(platform, handle, external_id)
    Suppression.objects.bulk_create([Suppression(digest=each) for each in person.digests()], ignore_conflicts=True)
    erased = Erased()
    # Before the other turns: reading every upload takes its time, in which scoring may go on.
    uploads = [creator_list for creator_list in _stored_uploads() if _holds(creator_list, person, erased)]
    take_turn(MERGE_LOCK)
    take_turn(WRITERS_LOCK)
    erased.uploads = sum(map(_erase_upload, uploads))
    _forget_checks(person)
    _forget_whose_lists_are(person)
    erased.reports = _erase_reports(person)
    erased.log_lines = _blank_log(person)
    _erase_accounts(person, erased)
    return erased


def _find(platform: str, handle: str, external_id: str) -> _Person:
    """Whose handle it is now, or else was, and what else they are known by."""
    keys = {handle or f"id:{external_id}"}
    if stands_for_handle(key := handle or external_id, platform):
        # Nobody is called so there: it is an id, which on Facebook was taken for a handle before.
        keys, external_id = {key, f"id:{key}"}, key
    accounts = [account for key in sorted(keys) for account in Account.objects.at(platform, key).select_related("creator")]
    if handle and not accounts:
        accounts = list(Account.objects.formerly_at(platform, handle).select_related("creator"))
    handles = {handle, *(account.handle for account in accounts), *_former_handles(accounts, platform)} - {""}
    ids = {external_id, *(account.external_id for account in accounts)} - {""}
    return _Person(platform, accounts, frozenset(handles), frozenset(ids))


def _former_handles(accounts: list[Account], platform: str) -> Iterator[str]:
    """Handles they had before, without those that somebody else has by now."""
    for handle in FormerHandle.objects.filter(account__in=accounts).values_list("handle", flat=True):
        if not Account.objects.at(platform, handle).exclude(pk__in=[account.pk for account in accounts]).exists():
            yield handle


def _stored_uploads() -> "QuerySet[CreatorList]":
    return CreatorList.objects.exclude(file="").order_by("pk")


def _holds(creator_list: CreatorList, person: _Person, erased: Erased) -> bool:
    """Whether a row of the upload is theirs, by its mapping; one that cannot be read to its end is named in `erased.unread`."""
    reader, theirs = reader_of(creator_list), Suppressed(frozenset(person.digests()))
    file_format = format_of(creator_list)
    try:
        with opened(creator_list) as file:
            # A tracker's accounts stand in its columns' names, be they without a count.
            named = [RawRow(file_format.header_line, list(file_format.tracker.columns))] if file_format.tracker else []
            for raw in filter(lambda raw: person.may_be_in(raw.cells), chain(named, headed_rows(file, file_format))):
                if theirs.are_in(raw.cells) or any(row.outcome == SUPPRESSED for row in reader.read(raw)):
                    return True
        if file_format.kind == Kind.WORKBOOK:
            # Sheets that were not chosen, and hidden ones.
            with original(creator_list) as file:
                return any(theirs.are_in(cells) for cells in every_row(file) if person.may_be_in(cells))
    except FileProblem:
        erased.unread.append(f"{creator_list.name} (list {creator_list.pk})")
    return False


def _erase_upload(creator_list: CreatorList) -> int:
    """Forget the files, which go with the commit. A list that waits for a worker has nothing to load any more."""
    for stored in filter(None, (creator_list.file, creator_list.table)):
        storage: Storage = stored.storage
        transaction.on_commit(partial(storage.delete, str(stored.name)), robust=True)
    erased = CreatorList.objects.filter(pk=creator_list.pk)
    erased.filter(state=State.QUEUED).update(state=State.FAILED, finished_at=timezone.now())
    return erased.update(file="", table="", file_format=without_accounts(creator_list), checked={}, message=UPLOAD_ERASED)


def _forget_checks(person: _Person) -> None:
    """What looking through a list found may name them in a reason; drafts are looked through anew."""
    CreatorList.objects.alias(text=Cast("checked", TextField())).filter(_mentions(person.names)).update(checked={})


def _forget_whose_lists_are(person: _Person) -> None:
    """Of a list of one account that no column names, the name that was typed for it."""
    theirs = Suppressed(frozenset(person.digests()))
    told = CreatorList.objects.filter(mapping__has_key="account").exclude(mapping__account="")
    for pk, mapping in told.values_list("pk", "mapping").iterator():
        if theirs.are_in([mapping["account"]]):
            CreatorList.objects.filter(pk=pk).update(mapping=mapping | {"account": ""})


def _erase_reports(person: _Person) -> int:
    theirs = Suppressed(frozenset(person.digests()))
    named = RowReport.objects.alias(text=Cast("cells", TextField())).filter(_mentions(person.names))
    found = [pk for pk, cells in named.values_list("pk", "cells").iterator() if theirs.are_in(cells)]
    return RowReport.objects.filter(pk__in=found).delete()[0]


def _blank_log(person: _Person) -> int:
    """Blank their name where a line of the log has it as a whole; returns of how many lines."""
    labels = {f"@{handle}" for handle in person.handles} | {name for each in person.accounts for name in (each.label, str(each))}
    labels = {label.lower() for label in labels | person.ids}
    named = _mentions(labels) | Q(subject__in=labels, action__startswith="creator.")
    lines = []
    for line in Activity.objects.alias(text=Cast("changes", TextField()), subject=Lower("subject_name")).filter(named):
        before = line.subject_name, line.changes
        line.subject_name, line.changes = _blanked(line.subject_name, labels), _blanked(line.changes, labels)
        if before != (line.subject_name, line.changes):
            lines.append(line)
    Activity.objects.bulk_update(lines, ["subject_name", "changes"], batch_size=500)
    return len(lines)


def _blanked(value: Any, labels: set[str]) -> Any:
    """A JSON value, blank wherever one of the labels stands."""
    if isinstance(value, dict):
        return {name: _blanked(each, labels) for name, each in value.items()}
    if isinstance(value, list):
        return [_blanked(each, labels) for each in value]
    return "" if isinstance(value, str) and value.lower() in labels else value


def _mentions(names: Iterable[str]) -> Q:
    """Whether one of the names, in any case, is anywhere in what is called `text`."""
    mentioned = Q()
    for name in names:
        mentioned |= Q(text__icontains=name)
    return mentioned


def _erase_accounts(person: _Person, erased: Erased) -> None:
    """The accounts with all that hangs on them, and creators that are left without any."""
    ids = [account.pk for account in person.accounts]
    creators = Creator.objects.filter(pk__in=[account.creator_id for account in person.accounts])
    entries = Entry.objects.filter(account__in=ids)
    record_lost(entries.on_list(), by=None)
    erased.entries, erased.snapshots = entries.count(), Snapshot.objects.filter(account__in=ids).count()
    forget(ids)
    # One by one, so that Django's own cascade takes what the database does not check.
    for account in person.accounts:
        account.delete()
        erased.accounts += 1
    others = Account.objects.filter(creator__in=[account.creator_id for account in person.accounts])
    erased.remaining = [str(account) for account in others.order_by("pk")]
    empty = creators.filter(accounts=None)
    erased.creators = empty.count()
    empty.delete()
