"""An upload on its way to being loaded: kept with what was found in it, its mapping chosen, and queued.

The files are kept.py's, loading is loading.py's; telling a worker is discovery.tasks'.
"""

from collections import deque
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import IO, Any, Final, NamedTuple

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from discovery.importing.conventions.readings import Reading, readings
from discovery.importing.formats.files import FOUND, FileFormat, FormatChoice, Kind, RawRow
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.kept import delete_files, first_rows, format_of, keep_table, measure, opened, original, reader_of, sample_of
from discovery.importing.mapping import Mapping, missing
from discovery.importing.proposals.proposing import Proposal, mapping_of, propose
from discovery.importing.proposals.remembering import applied, remember, remembered, says_other_platforms, still_holding
from discovery.importing.proposals.sampling import SAMPLE_ROWS
from discovery.importing.reader.previewing import PreviewRow, preview
from discovery.importing.reader.suppression import suppressed
from discovery.importing.storing.leases import MOST_ATTEMPTS, send_again_at
from discovery.models import CreatorList, SavedMapping, Source, User

NO_DRAFT: Final = "The list is not waiting for you any more: it was queued already."
# As what an upload is stored, whatever its name ends in.
ENDINGS: Final = {Kind.TEXT: ".csv", Kind.WORKBOOK: ".xlsx", Kind.JSON: ".json"}
State = CreatorList.State


class NotReady(ValueError):
    """The list cannot be queued or changed as it stands; the text says what to do."""


def create_list(
    *, file: IO[bytes], name: str, source_name: str, uploaded_by: User | None, is_sample: bool = False, choice: FormatChoice = FOUND
) -> CreatorList:
    """Store an upload as a draft, with the format found in it as far as `choice` leaves that open, and the mapping saved for its
    header, else the one proposed for it.

    FileProblem where it cannot be used, NotReady where no source is named, or the sample's; then nothing is stored.
    """
    name = PurePath(name.replace("\\", "/")).name[:255]
    source_name = " ".join(source_name.split())
    if not 0 < len(source_name) <= 100:
        raise NotReady("Name the source: who states these numbers, in up to 100 characters.")
    size, digest, lines = measure(file)
    with as_table(file, choice) as (file_format, table):
        if file_format.tracker or (not file_format.is_converted and lines > settings.IMPORT_MAX_ROWS):
            # Only now is it worth its time to read all of it.
            deque(headed_rows(table, file_format), maxlen=0)
        understood = _understood(table, file_format, name)
        with transaction.atomic():
            source = _source(source_name, is_sample=is_sample)
            creator_list = CreatorList(name=name, size=size, sha256=digest, source=source, uploaded_by=uploaded_by, **understood)
            try:
                file.seek(0)
                creator_list.file.save(f"{digest[:16]}{ENDINGS[file_format.kind]}", File(file), save=False)
                keep_table(creator_list, table, file_format)
                creator_list.save()
            except BaseException:
                delete_files(creator_list)
                raise
    return creator_list


def reread(*, list_id: int, choice: FormatChoice) -> None:
    """Read a draft's file anew as a person says, and propose a mapping anew.

    FileProblem where it cannot be read so, or is gone, NotReady where the list is no draft any more; then all is as it was.
    """
    creator_list = CreatorList.objects.get(pk=list_id)
    with original(creator_list) as file, as_table(file, choice) as (file_format, table):
        changes = {**_understood(table, file_format, creator_list.name), "checked": {}, "table": ""}
        with transaction.atomic():
            draft = CreatorList.objects.select_for_update().filter(pk=list_id, state=State.DRAFT).exclude(file="").first()
            if draft is None:
                raise NotReady(NO_DRAFT)
            before = draft.table.name
            for name, value in changes.items():
                setattr(draft, name, value)
            keep_table(draft, table, file_format)
            try:
                draft.save(update_fields=list(changes))
            except BaseException:
                draft.table.delete(save=False)
                raise
            if before:
                transaction.on_commit(partial(draft.table.storage.delete, before), robust=True)


def choose(*, list_id: int, mapping: Mapping, platform: str, taken_on: date | None) -> None:
    """Keep what a person chose for a draft, complete or not, with what the columns' values show of their spelling as these fields.

    While the fields stay the same, what the whole file showed of them stays too: it counts more than the first rows do.
    NotReady where it is no draft any more, FileProblem where its file is gone.
    """
    creator_list = CreatorList.objects.get(pk=list_id)
    settled = mapping_of(mapping, format_of(creator_list), sample_of(creator_list, SAMPLE_ROWS))
    before = Mapping.from_json(creator_list.mapping)
    if settled.fields == before.fields:
        settled = replace(settled, conventions=before.conventions)
    chosen = CreatorList.objects.filter(pk=list_id, state=State.DRAFT)
    if not chosen.update(mapping=settled.to_json(), platform=platform, taken_on=taken_on):
        raise NotReady(NO_DRAFT)


def saved_for(creator_list: CreatorList) -> SavedMapping | None:
    """How the columns of the list's header were mapped when such a list was last queued; None where none was."""
    return remembered(format_of(creator_list))


def start_from(*, list_id: int, saved: bool) -> None:
    """Give a draft the mapping that is saved for its header, or the one proposed for it, in place of what was chosen.

    The platform that was said of rows without one is taken up only here, where a person asks for it: the same columns may come of another.
    NotReady where none is saved, or it is no draft any more, FileProblem where its file is gone.
    """
    creator_list = CreatorList.objects.get(pk=list_id)
    if creator_list.state != State.DRAFT:
        raise NotReady(NO_DRAFT)
    found, proposal = saved_for(creator_list), proposal_for(creator_list)
    mapping, platform = proposal.mapping, proposal.platform
    if saved:
        own = _saved(format_of(creator_list), sample_of(creator_list, SAMPLE_ROWS))
        if found is None or own is None:
            raise NotReady("No mapping is saved for a list with these columns.")
        mapping, platform = own, platform or found.platform
    if not CreatorList.objects.filter(pk=list_id, state=State.DRAFT).update(mapping=mapping.to_json(), platform=platform, checked={}):
        raise NotReady(NO_DRAFT)


@transaction.atomic
def queue(*, list_id: int) -> None:
    """Let a worker have a draft, or a list that failed or was undone, and keep its mapping for the next list with its header.

    NotReady says what is missing, or that it was queued already.
    """
    creator_list = CreatorList.objects.select_related("source", "uploaded_by").get(pk=list_id)
    sentences = still_missing(creator_list)
    if not creator_list.file:
        sentences = ["The uploaded file has expired: upload it again."]
    if sentences:
        raise NotReady(" ".join(sentences))
    waiting = CreatorList.objects.filter(pk=list_id, state__in=[State.DRAFT, State.FAILED, State.UNDONE])
    # Rounded up to where a queueing begins, never back to 0: a worker thought dead may still hold an earlier attempt.
    begin = (F("attempts") + (MOST_ATTEMPTS - 1)) / MOST_ATTEMPTS * MOST_ATTEMPTS
    if not waiting.update(
        state=State.QUEUED,
        queued_at=timezone.now(),
        lease_until=send_again_at(),
        attempts=begin,
        message="",
        cancel_requested_at=None,
        scored_at=None,
        undone_at=None,
    ):
        raise NotReady("The list was queued already.")
    # Of the load that was undone; the next one tells of every row again.
    creator_list.reports.all().delete()
    remember(creator_list)


def still_missing(creator_list: CreatorList) -> list[str]:
    """What stands in the way of loading, a sentence each."""
    columns = format_of(creator_list).columns
    return missing(Mapping.from_json(creator_list.mapping), creator_list.platform, creator_list.taken_on, columns)


def proposal_for(creator_list: CreatorList) -> Proposal:
    """What would be proposed for a stored list, with its reasons."""
    with opened(creator_list) as file:
        sample = first_rows(file, format_of(creator_list))
    return propose(format_of(creator_list), sample, creator_list.name, timezone.localdate())


def readings_of(creator_list: CreatorList, mapping: Mapping | None = None) -> list[Reading]:
    """How the first rows' columns are read that could be read two ways, by the list's mapping or another."""
    mapping = (mapping or Mapping.from_json(creator_list.mapping)).placed_on(creator_list.platform)
    return readings(mapping, format_of(creator_list), sample_of(creator_list, SAMPLE_ROWS))


def preview_of(creator_list: CreatorList, limit: int = 50) -> list[PreviewRow]:
    """The list's first rows as they would be stored by what is chosen now."""
    with opened(creator_list) as file:
        return preview(file, format_of(creator_list), reader_of(creator_list), limit)


class Earlier(NamedTuple):
    """A list of the very same file that is loaded or on its way; by the same choice and source, loading the file again changes nothing."""

    creator_list: CreatorList
    is_same_choice: bool


def earlier_load(creator_list: CreatorList) -> Earlier | None:
    """The newest list of the same file, one by the same choice before any other; known by what is in the file, before anything is done."""
    there = CreatorList.objects.filter(sha256=creator_list.sha256, state__in=[State.QUEUED, State.LOADING, State.LOADED])
    found = [Earlier(other, _choice(other) == _choice(creator_list)) for other in there.exclude(pk=creator_list.pk).newest_first()]
    return max(found, key=lambda earlier: earlier.is_same_choice, default=None)


def _choice(creator_list: CreatorList) -> tuple[object, ...]:
    """What decides what a file's rows become. What its values show is the same whenever one looks."""
    mapping = replace(Mapping.from_json(creator_list.mapping), conventions={}, confirmed=frozenset())
    return format_of(creator_list), mapping, creator_list.platform, creator_list.taken_on, creator_list.source_id


def _understood(table: IO[bytes], file_format: FileFormat, name: str) -> dict[str, Any]:
    """How a table is understood, as fields of its list: by the mapping saved for its header, where that holds, else by the one
    proposed for it.
    """
    file_format = _without_suppressed(file_format)
    sample = first_rows(table, file_format)
    proposal = propose(file_format, sample, name, timezone.localdate())
    saved = _saved(file_format, sample)
    mapping = proposal.mapping if saved is None or says_other_platforms(saved, file_format.columns, sample) else saved
    on = {"platform": proposal.platform, "taken_on": proposal.taken_on}
    return {"file_format": file_format.to_json(), "mapping": mapping.to_json(), **on}


def _without_suppressed(file_format: FileFormat) -> FileFormat:
    """The format without a tracker's columns of people who asked not to be listed: it is kept, and would name them."""
    tracker, hidden = file_format.tracker, suppressed()
    if tracker is None or hidden is None:
        return file_format
    theirs = {index for index in tracker.accounts if hidden.are_in([tracker.columns[index]])}
    columns = tuple("" if index in theirs else name for index, name in enumerate(tracker.columns))
    accounts = tuple(index for index in tracker.accounts if index not in theirs)
    return replace(file_format, tracker=replace(tracker, columns=columns, accounts=accounts))


def _saved(file_format: FileFormat, sample: list[RawRow]) -> Mapping | None:
    """The mapping saved for the header, with how this list's columns are written; None where none is."""
    found = remembered(file_format)
    if found is None:
        return None
    mapping = mapping_of(applied(found, file_format.columns), file_format, sample)
    return replace(mapping, chosen=still_holding(mapping.chosen, mapping.conventions))


def _source(name: str, *, is_sample: bool) -> Source:
    """The source of that name, made where there is none. NotReady where it is the sample's and the list is not, or the other way round."""
    source, _ = Source.objects.get_or_create(name=name, defaults={"is_sample": is_sample})
    if source.is_sample != is_sample:
        whose = "real lists" if is_sample else "the sample data, and what comes from it goes when they are removed"
        raise NotReady(f"“{name}” is the source of {whose}. Name another.")
    return source
