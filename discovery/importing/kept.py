"""A list's upload as it is kept: the file, the table of text that is made of one that is none, how both are read, and their end.

What is found in it and chosen for it is uploads.py's.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import IO, Any, Final

from django.conf import settings
from django.core.files.base import File
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from discovery.importing.formats.files import FileFormat, FileProblem, Kind, RawRow
from discovery.importing.formats.sections import headed_rows
from discovery.importing.mapping import Mapping
from discovery.importing.proposals.sampling import SAMPLE_ROWS
from discovery.importing.reader.rows import RowReader
from discovery.importing.reader.suppression import suppressed
from discovery.models import CreatorList

CHUNK_BYTES: Final = 1024 * 1024
State = CreatorList.State


@contextmanager
def opened(creator_list: CreatorList) -> Iterator[IO[bytes]]:
    """The list's rows as text: the uploaded file, or the table made of it. FileProblem where it has expired or storage lost it."""
    with _stored(creator_list.table if creator_list.table else creator_list.file) as file:
        yield file


@contextmanager
def original(creator_list: CreatorList) -> Iterator[IO[bytes]]:
    """The file as it was uploaded. FileProblem where it has expired or storage lost it."""
    with _stored(creator_list.file) as file:
        yield file


def size_of(creator_list: CreatorList) -> int:
    """Bytes that reading the list goes through. FileProblem where they are gone."""
    with opened(creator_list) as file:
        return file.seek(0, os.SEEK_END)


def format_of(creator_list: CreatorList) -> FileFormat:
    return FileFormat.from_json(creator_list.file_format)


def without_accounts(creator_list: CreatorList) -> dict[str, Any]:
    """What is kept of the format once the upload is gone: not a tracker's columns, which are called by people."""
    return {**creator_list.file_format, "tracker": None}


def sample_of(creator_list: CreatorList, limit: int = 5) -> list[RawRow]:
    """The list's first rows as they stand in the file."""
    with opened(creator_list) as file:
        return first_rows(file, format_of(creator_list), limit)


def reader_of(creator_list: CreatorList) -> RowReader:
    """A reader by what is chosen for the list; it blanks rows of people who are suppressed by now."""
    mapping = Mapping.from_json(creator_list.mapping)
    file_format, today = format_of(creator_list), timezone.localdate()
    # Where other columns stand behind the file's own, what is too much of a row stands behind those.
    delimiter = file_format.delimiter if file_format.kind == Kind.TEXT and file_format.columns == file_format.table_columns else ""
    # What is true of no day is said today.
    day = creator_list.taken_on or (None if mapping.says_of_a_day else today)
    return RowReader(file_format.columns, mapping, creator_list.platform, day, today, suppressed(), delimiter=delimiter)


def forget_expired(now: datetime) -> int:
    """Delete uploads of lists that were done with settings.UPLOAD_DAYS ago, and drafts given up on as long; returns how many."""
    before = now - timedelta(days=settings.UPLOAD_DAYS)
    done = Q(state__in=[State.LOADED, State.FAILED, State.UNDONE], finished_at__lt=before) & (Q(undone_at=None) | Q(undone_at__lt=before))
    expired = CreatorList.objects.filter(done | Q(state=State.DRAFT, created_at__lt=before)).exclude(file="")
    forgotten = 0
    for creator_list in expired.iterator():
        delete_files(creator_list)
        forgotten += CreatorList.objects.filter(pk=creator_list.pk).update(file="", table="", file_format=without_accounts(creator_list))
    CreatorList.objects.filter(state=State.DRAFT, created_at__lt=before).delete()
    return forgotten


def first_rows(file: IO[bytes], file_format: FileFormat, limit: int = SAMPLE_ROWS) -> list[RawRow]:
    return list(islice(headed_rows(file, file_format), limit))


def measure(file: IO[bytes]) -> tuple[int, str, int]:
    """Bytes, SHA-256, and no fewer line breaks than it has as text; FileProblem over the limit."""
    digest, size, lines = hashlib.sha256(), 0, 0
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        lines += chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n")
        if size > settings.IMPORT_MAX_BYTES:
            raise FileProblem(f"The file is larger than {filesizeformat(settings.IMPORT_MAX_BYTES)}. Split it and import the pieces.")
    return size, digest.hexdigest(), lines


def keep_table(creator_list: CreatorList, table: IO[bytes], file_format: FileFormat) -> None:
    """Keep the table that was made of the upload beside it, where one was."""
    if file_format.is_converted:
        table.seek(0)
        creator_list.table.save(f"{creator_list.sha256[:16]}-table.csv", File(table), save=False)


def delete_files(creator_list: CreatorList) -> None:
    for stored in filter(None, (creator_list.file, creator_list.table)):
        stored.delete(save=False)


@contextmanager
def _stored(stored: FieldFile) -> Iterator[IO[bytes]]:
    try:
        file = stored.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise FileProblem("The uploaded file is not there any more: upload it again.") from error
    with file:
        yield file
