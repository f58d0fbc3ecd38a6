"""An upload's way to the queue, and its end: what cannot be used is stored nowhere, what is missing is said, what is old goes."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from discovery.importing import loading, uploads
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileProblem, FormatChoice
from discovery.importing.kept import forget_expired, format_of, opened, sample_of
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList, Source, User
from tests.discovery.importing.lists import draft, loaded, outcomes, sheets

pytestmark = pytest.mark.django_db
State = CreatorList.State
ANNA = "handle,followers\nanna,5\n"
DAY = date(2022, 12, 31)


def test_an_upload_is_stored_with_what_was_found_in_it(admin: User) -> None:
    content = b"Rank,handle,followers\n1,anna,5\n2,bert,6\n"
    creator_list = uploads.create_list(
        file=BytesIO(content), name="C:\\lists\\instagram-2022-03.csv", source_name=" A  provider ", uploaded_by=admin
    )
    assert (creator_list.name, creator_list.size, creator_list.state) == ("instagram-2022-03.csv", len(content), State.DRAFT)
    assert (creator_list.source.name, creator_list.platform, creator_list.taken_on) == ("A provider", "instagram", date(2022, 3, 31))
    with opened(creator_list) as file:
        assert file.read() == content
    assert [row.outcome for row in uploads.preview_of(creator_list)] == ["", ""]
    assert uploads.proposal_for(creator_list).mapping == Mapping.from_json(creator_list.mapping)
    assert sample_of(creator_list, 1)[0].cells == ["1", "anna", "5"]


def test_what_cannot_be_used_is_stored_nowhere(media: Path, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    for content, sentence in ((b"", "is empty"), (b"handle\n" + b"a" * 1024 * 1024, "larger than 1.0.MB")):
        with pytest.raises(FileProblem, match=sentence):
            uploads.create_list(file=BytesIO(content), name="list.csv", source_name="A provider", uploaded_by=None)
    with pytest.raises(uploads.NotReady, match="Name the source"):
        uploads.create_list(file=BytesIO(ANNA.encode()), name="list.csv", source_name=" ", uploaded_by=None)
    assert not CreatorList.objects.exists()
    assert not Source.objects.exists()
    assert not media.exists()


WORKBOOK = sheets(Notes=[["Ask Anna"]], List=[["handle", "followers"], ["anna", 5], ["bert", 6]], Short=[["handle"], ["cleo"]])


def kept(media: Path) -> list[str]:
    return sorted(path.suffix for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (WORKBOOK, "instagram.xlsx", ".xlsx"),
        (b'{"handle": "anna", "followers": 5}\n{"handle": "bert", "followers": 6}', "list.jsonl", ".json"),
    ],
)
def test_a_workbook_and_json_are_kept_as_they_came_and_as_a_table(content: bytes, name: str, ending: str, media: Path) -> None:
    creator_list = draft(content, name, platform="instagram", taken_on=DAY)
    assert (creator_list.file.read(), creator_list.size) == (content, len(content))
    assert kept(media) == [".csv", ending]
    assert [row.values["handle"] for row in uploads.preview_of(creator_list)] == ["anna", "bert"]
    uploads.queue(list_id=creator_list.pk)
    loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    assert (creator_list.state, creator_list.created) == (State.LOADED, 2)
    forget_expired(timezone.now() + timedelta(days=400))
    assert kept(media) == []
    creator_list.refresh_from_db()
    assert (creator_list.file.name, creator_list.table.name) == ("", "")
    with pytest.raises(FileProblem, match="not there any more"):
        uploads.preview_of(creator_list)


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_read_anew_as_a_person_says(media: Path) -> None:
    creator_list = draft(WORKBOOK, "instagram.xlsx", mapping=Mapping({0: Field.TITLE}))
    CreatorList.objects.update(checked={"rows": 2})
    uploads.reread(list_id=creator_list.pk, choice=FormatChoice(sheet="Short"))
    creator_list.refresh_from_db()
    assert (format_of(creator_list).sheet, format_of(creator_list).columns) == ("Short", ("handle",))
    assert Mapping.from_json(creator_list.mapping).fields == {0: Field.HANDLE}
    assert (creator_list.platform, creator_list.checked) == ("instagram", {})
    assert [row.cells for row in sample_of(creator_list)] == [["cleo"]]
    assert kept(media) == [".csv", ".xlsx"]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_so_leaves_all_as_it_was(media: Path) -> None:
    creator_list = draft(WORKBOOK, "instagram.xlsx", platform="instagram", taken_on=DAY)
    before = CreatorList.objects.values().get()
    with pytest.raises(FileProblem, match="no sheet called"):
        uploads.reread(list_id=creator_list.pk, choice=FormatChoice(sheet="Prices"))
    uploads.queue(list_id=creator_list.pk)
    queued = CreatorList.objects.values().get()
    with pytest.raises(uploads.NotReady, match="queued already"):
        uploads.reread(list_id=creator_list.pk, choice=FormatChoice(sheet="Short"))
    assert CreatorList.objects.values().get() == queued
    assert {name: queued[name] for name in ("file_format", "mapping", "table")} == {
        name: before[name] for name in ("file_format", "mapping", "table")
    }
    assert kept(media) == [".csv", ".xlsx"]


def test_text_is_read_anew_with_another_encoding_delimiter_and_header() -> None:
    creator_list = draft("Überblick;x\nhandle;1,5\nanna;2,5\n".encode())
    uploads.reread(
        list_id=creator_list.pk,
        choice=FormatChoice(encoding="cp1252", delimiter=",", header_line=format_of(creator_list).header_line),
    )
    creator_list.refresh_from_db()
    found = format_of(creator_list)
    assert (found.encoding, found.delimiter) == ("cp1252", ",")
    assert not creator_list.table


def test_nothing_is_queued_while_something_is_missing() -> None:
    creator_list = draft(ANNA)
    with pytest.raises(uploads.NotReady, match=r"No column names the platform.*No column has a date"):
        uploads.queue(list_id=creator_list.pk)
    uploads.choose(list_id=creator_list.pk, mapping=Mapping({0: Field.BIO}), platform="instagram", taken_on=DAY)
    with pytest.raises(uploads.NotReady, match="No column could name an account"):
        uploads.queue(list_id=creator_list.pk)
    assert CreatorList.objects.get().state == State.DRAFT


def test_a_list_is_queued_once_and_not_changed_afterwards() -> None:
    creator_list = draft(ANNA, platform="instagram", taken_on=DAY)
    uploads.queue(list_id=creator_list.pk)
    creator_list.refresh_from_db()
    assert creator_list.state == State.QUEUED
    assert creator_list.lease_until is not None
    assert creator_list.lease_until > timezone.now()
    with pytest.raises(uploads.NotReady, match="queued already"):
        uploads.queue(list_id=creator_list.pk)
    with pytest.raises(uploads.NotReady, match="queued already"):
        uploads.choose(list_id=creator_list.pk, mapping=Mapping({0: Field.HANDLE}), platform="tiktok", taken_on=DAY)


def test_a_list_that_failed_can_be_queued_again_unless_its_file_expired() -> None:
    creator_list = draft(ANNA, platform="instagram", taken_on=DAY)
    failed = CreatorList.objects.filter(pk=creator_list.pk)
    failed.update(state=State.FAILED, message="Something")
    uploads.queue(list_id=creator_list.pk)
    assert failed.values_list("state", "message").get() == (State.QUEUED, "")
    failed.update(state=State.FAILED, file="")
    with pytest.raises(uploads.NotReady, match="has expired"):
        uploads.queue(list_id=creator_list.pk)


@pytest.mark.parametrize(("before", "afterwards"), [(0, 0), (1, 3), (3, 3), (4, 6)])
def test_a_list_queued_again_has_all_its_attempts_and_none_of_their_numbers_twice(before: int, afterwards: int) -> None:
    creator_list = draft(ANNA, platform="instagram", taken_on=DAY)
    CreatorList.objects.update(state=State.FAILED, attempts=before)
    uploads.queue(list_id=creator_list.pk)
    assert CreatorList.objects.get().attempts == afterwards


def test_the_very_same_list_is_recognised() -> None:
    first = loaded(ANNA)
    again = draft(ANNA, platform="instagram", taken_on=DAY)
    assert uploads.earlier_load(again) == uploads.Earlier(first, True)
    assert uploads.earlier_load(first) is None
    for other in (draft(ANNA, platform="tiktok", taken_on=DAY), draft(ANNA, source="Another", platform="instagram", taken_on=DAY)):
        assert uploads.earlier_load(other) == uploads.Earlier(first, False)


@pytest.mark.parametrize(("days", "is_kept"), [(1, True), (31, False)])
def test_the_file_of_a_list_that_was_undone_is_forgotten_in_its_time(days: int, is_kept: bool, settings: Any, media: Path) -> None:
    settings.UPLOAD_DAYS = 30
    now = timezone.now()
    draft(ANNA)
    CreatorList.objects.update(state=State.UNDONE, finished_at=now - timedelta(days=60), undone_at=now - timedelta(days=days))
    assert forget_expired(now) == (not is_kept)
    assert kept(media) == [".csv"] * is_kept


@pytest.mark.parametrize(
    ("limit", "content", "sentence"),
    [
        ("IMPORT_MAX_BYTES", ANNA.encode(), "larger than"),
        ("IMPORT_MAX_COLUMNS", ANNA.encode(), "columns"),
        ("IMPORT_MAX_ROWS", (ANNA + "bert,6\n").encode(), "more than 1 rows"),
        ("IMPORT_MAX_UNCOMPRESSED_BYTES", WORKBOOK, "larger than|too large|unpacked"),
        ("IMPORT_MAX_COLUMNS", WORKBOOK, "columns"),
        ("IMPORT_MAX_ROWS", WORKBOOK, "rows"),
        ("IMPORT_MAX_COLUMNS", b'{"handle": "anna", "followers": 5}', "columns"),
        ("IMPORT_MAX_ROWS", b'{"handle": "anna"}\n{"handle": "bert"}', "rows"),
    ],
)
def test_over_a_limit_nothing_is_stored(
    limit: str, content: bytes, sentence: str, settings: Any, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    setattr(settings, limit, 1)
    with pytest.raises(FileProblem, match=sentence):
        uploads.create_list(file=BytesIO(content), name="list", source_name="A provider", uploaded_by=None)
    assert not CreatorList.objects.exists()
    assert not Source.objects.exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [
        f"handle,bio\nanna,hi\nbert,{'b' * 50}\ncleo,hi\n".encode(),
        sheets(List=[["handle", "bio"], ["anna", "hi"], ["bert", "b" * 50], ["cleo", "hi"]]),
        json.dumps([{"handle": "anna", "bio": "hi"}, {"handle": "bert", "bio": "b" * 50}, {"handle": "cleo", "bio": "hi"}]).encode(),
    ],
    ids=["text", "workbook", "json"],
)
def test_a_cell_over_the_limit_rejects_its_row_and_the_rest_loads(content: bytes, settings: Any) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = 40
    creator_list = loaded(content)
    assert outcomes(creator_list) == {"created": 2, "rejected": 1}
    report = creator_list.reports.get()
    assert "a cell of more than 40 characters" in report.problems[0]["reason"]
    assert (report.cells[0], max(map(len, report.cells))) == ("bert", 40)


def test_uploads_and_drafts_past_their_time_are_forgotten(settings: Any) -> None:
    settings.UPLOAD_DAYS = 30
    now = timezone.now()
    done, drafted = loaded(ANNA), draft(ANNA, platform="tiktok", taken_on=DAY)
    files = [Path(creator_list.file.path) for creator_list in (done, drafted)]
    assert forget_expired(now + timedelta(days=29)) == 0
    assert all(path.exists() for path in files)
    assert forget_expired(now + timedelta(days=31)) == 2
    assert not any(path.exists() for path in files)
    assert list(CreatorList.objects.values_list("pk", "file")) == [(done.pk, "")]
