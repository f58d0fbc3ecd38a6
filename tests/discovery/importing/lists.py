"""Ways from a file to loaded facts for the tests of importing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from django.db import connection
from openpyxl import Workbook

from discovery.importing import loading, undoing, uploads
from discovery.importing.formats import tables, workbooks
from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.dialects import find_format, kind_of
from discovery.importing.formats.files import FOUND, FileFormat, FormatChoice, Kind, RawRow
from discovery.importing.formats.tables import as_table
from discovery.importing.mapping import Mapping
from discovery.importing.reader.suppression import digest
from discovery.importing.storing import merging
from discovery.models import Creator, CreatorList, ListProgress, Suppression

DATA = Path(__file__).resolve().parents[2] / "data"
REAL_LISTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "lists"


def real_list(name: str) -> Path:
    """A list that people really made; skips the test where those are not at hand."""
    if not (path := REAL_LISTS / name).exists():
        pytest.skip(f"the real lists are not beside this checkout: {name}")
    return path


def table(text: str, encoding: str = "utf-8") -> tuple[FileFormat, list[RawRow]]:
    """A file with this text, as it is found and read."""
    file = BytesIO(text.encode(encoding))
    file_format = find_format(file)
    return file_format, list(read_rows(file, file_format))


def draft(content: bytes | str | Path, name: str = "list.csv", source: str = "Test provider", **chosen: Any) -> CreatorList:
    """An upload with what was proposed for it; `chosen` platform, taken_on or mapping win."""
    if isinstance(content, Path):
        data, name = content.read_bytes(), content.name
    else:
        data = content.encode() if isinstance(content, str) else content
    creator_list = uploads.create_list(file=BytesIO(data), name=name, source_name=source, uploaded_by=None)
    choices: dict[str, Any] = {
        "mapping": Mapping.from_json(creator_list.mapping),
        "platform": creator_list.platform,
        "taken_on": creator_list.taken_on,
    }
    uploads.choose(list_id=creator_list.pk, **(choices | chosen))
    creator_list.refresh_from_db()
    return creator_list


def loaded(content: bytes | str | Path, name: str = "list.csv", source: str = "Test provider", **chosen: Any) -> CreatorList:
    """The same, loaded in this process; on Instagram at the end of 2022 unless the file or `chosen` says otherwise."""
    creator_list = draft(content, name, source, **chosen)
    uploads.choose(
        list_id=creator_list.pk,
        mapping=Mapping.from_json(creator_list.mapping),
        platform=creator_list.platform or "instagram",
        taken_on=creator_list.taken_on or date(2022, 12, 31),
    )
    uploads.queue(list_id=creator_list.pk)
    loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    return creator_list


def undone(creator_list: CreatorList) -> CreatorList:
    """A loaded list, undone in this process."""
    undoing.queue(list_id=creator_list.pk)
    assert undoing.undo(creator_list.pk) is not None
    creator_list.refresh_from_db()
    assert creator_list.state == CreatorList.State.UNDONE
    return creator_list


def forget_all() -> None:
    """For the next example of a property: no list, and nothing of any."""
    Creator.objects.all().delete()
    CreatorList.objects.all().delete()


def queued(content: bytes | str | Path, **chosen: Any) -> CreatorList:
    """The same, queued and no more."""
    settled: dict[str, Any] = {"platform": "instagram", "taken_on": date(2022, 12, 31)} | chosen
    creator_list = draft(content, **settled)
    uploads.queue(list_id=creator_list.pk)
    return creator_list


def outcomes(creator_list: CreatorList) -> dict[str, int]:
    """The outcomes that any row had."""
    names = ("created", "updated", "unchanged", "duplicates", "unmatched", "rejected", "left_out")
    return {name: count for name in names if (count := getattr(creator_list, name))}


def sheets(**rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these sheets."""
    workbook = Workbook()
    for name, table in rows.items():
        sheet = workbook.create_sheet(name)
        for row in table:
            sheet.append(row)
    del workbook["Sheet"]
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def converted(content: bytes | str, choice: FormatChoice = FOUND) -> tuple[FileFormat, list[RawRow]]:
    """Any upload, as it is found and read; a workbook without a process of its own, which takes time to start."""
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    if kind_of(file) == Kind.WORKBOOK:
        with TemporaryFile() as table, tables.completed(workbooks.convert(file, table, choice), table, choice) as (file_format, text):
            return file_format, list(read_rows(text, file_format))
    with as_table(file, choice) as (file_format, text):
        return file_format, list(read_rows(text, file_format))


def state_of(creator_list: CreatorList) -> CreatorList:
    """The list as it is stored now."""
    return CreatorList.objects.get(pk=creator_list.pk)


def progress_of(creator_list: CreatorList) -> ListProgress:
    """How far its worker has said it is; blank where none has."""
    return ListProgress.objects.filter(pk=creator_list.pk).first() or ListProgress()


@contextmanager
def merging_held() -> Iterator[None]:
    """Loads read their files and wait before they merge, until let_merge()."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [merging.MERGE_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock_all()")


def let_merge() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [merging.MERGE_LOCK])


def suppress_anna(platform: str = "instagram") -> None:
    """She asked not to be listed on that platform."""
    Suppression.objects.create(digest=digest(platform, handle="anna"))
