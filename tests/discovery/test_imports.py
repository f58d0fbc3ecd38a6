"""The pages of imports but for the draft's: upload, progress, result, history, downloads."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery import lists
from discovery.importing import uploads
from discovery.models import Account, CreatorList, ListProgress, RowReport, Snapshot
from tests.discovery.scores import make_score
from tests.discovery.uploading import LIST, choices, load, upload
from tests.factories import make_account, make_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(as_admin: Client) -> CreatorList:
    upload(as_admin)
    return CreatorList.objects.get()


def _loading(started_at: datetime, **told: Any) -> CreatorList:
    """A list that a worker is at, and has told this of."""
    creator_list = make_list(state="loading", attempts=1, started_at=started_at)
    ListProgress.objects.create(creator_list=creator_list, attempt=1, **told)
    return creator_list


def test_upload_becomes_a_draft_with_its_columns_matched(as_admin: Client) -> None:
    response = upload(as_admin)
    draft = CreatorList.objects.get()
    assert response.headers["Location"] == reverse("import", args=[draft.pk])
    assert (draft.state, draft.platform, draft.taken_on) == ("draft", "instagram", date(2026, 10, 31))
    assert not Account.objects.exists()


def test_pasted_cells_become_a_draft_like_a_file(as_admin: Client) -> None:
    pasted = "Creator\tFollowers\tPlatform\r\n@anna\t12,500\tTikTok\r\n@bert\t900\tTikTok"
    response = as_admin.post(reverse("import_new"), {"pasted": pasted, "source": "Agency"})
    draft = CreatorList.objects.get()
    assert response.headers["Location"] == reverse("import", args=[draft.pk])
    assert draft.name == f"Pasted on {timezone.localdate()}.txt"
    assert draft.file_format["columns"] == ["Creator", "Followers", "Platform"]
    assert [row.values["handle"] for row in uploads.preview_of(draft)] == ["anna", "bert"]


def test_pasted_handles_need_no_header(as_admin: Client) -> None:
    as_admin.post(reverse("import_new"), {"pasted": "https://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert", "source": "Agency"})
    assert [row.values["handle"] for row in uploads.preview_of(CreatorList.objects.get())] == ["anna", "bert"]


@pytest.mark.parametrize(
    ("pasted", "with_file", "sentence"),
    [
        ("", False, "Choose a file, or paste rows below."),
        (" \n", False, "Choose a file, or paste rows below."),
        ("@anna", True, "Choose a file or paste rows, not both"),
        ("handle,followers", False, "has a header but no row below it"),
        ("a" * 1_000_001, False, "too much to paste"),
    ],
)
def test_file_or_paste_and_what_was_typed_is_kept(as_admin: Client, pasted: str, with_file: bool, sentence: str) -> None:
    typed: dict[str, Any] = {"pasted": pasted, "source": "Our agency"}
    if with_file:
        typed["file"] = SimpleUploadedFile("list.csv", LIST.encode())
    response = as_admin.post(reverse("import_new"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'value="Our agency"' in page
    assert pasted in page
    assert not CreatorList.objects.exists()


def test_names_that_wait_are_no_failure_and_are_shown(as_admin: Client) -> None:
    upload(as_admin, "name,followers\nCarla Cook,900\n")
    loaded = load(CreatorList.objects.get())
    page = as_admin.get(reverse("import", args=[loaded.pk])).content.decode()
    assert "Nothing is stored yet: 1 name waits to be matched" in page
    assert "Carla Cook" in page
    assert "A rejected row" not in page


def test_an_undone_list_is_not_offered_as_ranked(as_admin: Client) -> None:
    make_list(state="undone", created=1)
    assert "?list=" not in as_admin.get(reverse("imports")).content.decode()


def test_a_list_of_several_platforms_is_counted_by_its_accounts(as_admin: Client) -> None:
    upload(as_admin, "Instagram,Instagram Followers,TikTok,TikTok Followers\nanna,5,anna.b,6\nbert,7,,\n")
    draft = CreatorList.objects.get()
    assert "<b>3</b><span>accounts</span>" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    CreatorList.objects.update(state="loading", attempts=1, started_at=timezone.now())
    ListProgress.objects.update_or_create(creator_list=draft, defaults={"attempt": 1, "stage": "reading", "rows_done": 3})
    assert "3 accounts read" in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()
    CreatorList.objects.update(state="loaded", rows=3, created=3, finished_at=timezone.now())
    assert "Loaded 3 accounts." in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()


def test_progress_says_how_far_and_how_long() -> None:
    now = make_list().created_at
    begun = now - timedelta(seconds=10)
    reading = _loading(begun, stage="reading", share_done=0.25, rows_done=5_000)
    assert lists.progress(reading, now) == lists.Progress(0.25, "Reading rows", 5_000, 500, 30)
    storing = _loading(begun, stage="storing", share_done=0.5, rows_done=9_000)
    assert lists.progress(storing, now) == lists.Progress(0.5, "Storing accounts and counts", 9_000, None, 10)
    assert lists.progress(make_list(state="queued"), now) == lists.Progress(0.0, "", 0, None, None)


def test_progress_of_an_attempt_that_was_given_up_is_not_told() -> None:
    again = _loading(timezone.now(), stage="storing", share_done=0.5)
    CreatorList.objects.filter(pk=again.pk).update(attempts=2)
    again.refresh_from_db()
    assert lists.progress(again, timezone.now()).share == 0


def test_a_load_is_cancelled_from_its_page(as_admin: Client, draft: CreatorList) -> None:
    address = reverse("import_cancel", args=[draft.pk])
    as_admin.post(reverse("import_start", args=[draft.pk]), choices(draft))
    assert address in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    page = as_admin.post(address, follow=True).content.decode()
    assert "Cancelled; nothing was stored." in page
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "too late to cancel" in as_admin.post(address, follow=True).content.decode()


def test_a_load_that_is_being_cancelled_says_so(as_admin: Client) -> None:
    loading = _loading(timezone.now(), stage="storing", share_done=0.5)
    as_admin.post(reverse("import_cancel", args=[loading.pk]))
    page = as_admin.get(reverse("import_progress", args=[loading.pk])).content.decode()
    assert "Cancelling" in page
    assert "Storing accounts and counts … 50" in page


def test_result_counts_every_row_and_offers_what_did_not_load(as_admin: Client, draft: CreatorList) -> None:
    loaded = load(draft)
    assert (loaded.rows, loaded.created, loaded.unmatched, loaded.rejected) == (4, 2, 1, 1)
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "Carla without a handle" in page or "no handle or id" in page
    assert "“-5”" in page
    assert reverse("import_rows", args=[draft.pk, "rejected"]) in page
    assert as_admin.get(reverse("import_progress", args=[draft.pk])).headers["HX-Refresh"] == "true"


def test_what_is_no_account_is_not_said_to_be_rejected(as_admin: Client) -> None:
    upload(
        as_admin,
        "Handle,Platform,Followers\nanna,tiktok,5000\nbert,tiktok,7000\nHandle,Platform,Followers\ncarla,tiktok,-5\nTotal,,12000\n",
    )
    loaded = load(CreatorList.objects.get())
    assert (loaded.rows, loaded.created, loaded.rejected, loaded.left_out) == (5, 2, 1, 2)
    page = as_admin.get(reverse("import", args=[loaded.pk])).content.decode()
    assert "left out: no accounts" in page
    assert page.count("tag-left_out") == 2
    rows = {
        outcome: as_admin.get(reverse("import_rows", args=[loaded.pk, outcome])).getvalue().decode("utf-8-sig").splitlines()[1:]
        for outcome in ("rejected", "left_out")
    }
    assert [row.split(",")[0] for row in rows["rejected"]] == ["carla"]
    assert [row.split(",")[0] for row in rows["left_out"]] == ["Handle", "Total"]


@pytest.mark.django_db(transaction=True)
def test_rejected_rows_can_be_mended_and_imported_again(as_admin: Client, draft: CreatorList) -> None:
    load(draft)
    response = as_admin.get(reverse("import_rows", args=[draft.pk, "rejected"]))
    text = response.getvalue().decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert header == [*LIST.splitlines()[0].split(","), "reason"]
    assert row[:4] == ["4", "dora", "Dora", "'-5"]
    assert "Followers" in row[-1]
    upload(as_admin, text.replace("'-5", "70500"))
    again = load(CreatorList.objects.newest_first()[0])
    assert (again.created, again.rejected) == (1, 0)
    snapshot = Snapshot.objects.get(account__handle="dora")
    assert (snapshot.followers, snapshot.extra) == (70_500, {})


@pytest.mark.django_db(transaction=True)
def test_same_list_again_changes_nothing_and_says_so(as_admin: Client, draft: CreatorList) -> None:
    load(draft)
    upload(as_admin)
    again = CreatorList.objects.newest_first()[0]
    assert "loading it again changes nothing" in as_admin.get(reverse("import", args=[again.pk])).content.decode()
    again = load(again)
    assert (again.created, again.updated, again.unchanged, again.snapshots) == (0, 0, 2, 0)
    assert "Nothing changed" in as_admin.get(reverse("import", args=[again.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_result_leads_to_just_its_accounts_and_to_lists_that_continue_it(as_admin: Client, draft: CreatorList) -> None:
    load(draft)
    make_score(make_account("somebody.else"))
    later = make_list(name="matched.csv", continues=draft, state="failed")
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    ranked = f"{reverse('ranked')}?list={draft.pk}"
    assert ranked in page
    assert reverse("import", args=[later.pk]) in page
    assert reverse("import", args=[draft.pk]) in as_admin.get(reverse("import", args=[later.pk])).content.decode()
    shown = as_admin.get(ranked).content.decode()
    assert "<strong>2</strong> accounts" in shown
    assert "From the list instagram-2026-10-31.csv" in shown
    exported = as_admin.get(f"{reverse('ranked_csv')}?list={draft.pk}").getvalue().decode()
    assert len(exported.splitlines()) == 3


def test_same_file_is_recognised_while_it_is_loading_and_by_other_choices(as_admin: Client, draft: CreatorList) -> None:
    uploads.queue(list_id=draft.pk)
    upload(as_admin)
    again = reverse("import", args=[CreatorList.objects.newest_first()[0].pk])
    assert "is being loaded just now</strong>, as" in as_admin.get(again).content.decode()
    assert "with other choices" not in as_admin.get(again).content.decode()
    upload(as_admin, source="Another")
    other = reverse("import", args=[CreatorList.objects.newest_first()[0].pk])
    assert "with other choices" in as_admin.get(other).content.decode()
    CreatorList.objects.filter(pk=draft.pk).update(state="undone")
    assert "This very file" not in as_admin.get(again).content.decode()


def test_original_file_comes_back(as_admin: Client, draft: CreatorList) -> None:
    response = as_admin.get(reverse("import_original", args=[draft.pk]))
    assert response.getvalue().decode() == LIST
    assert 'filename="instagram-2026-10-31.csv"' in response.headers["Content-Disposition"]
    response.close()


def test_expired_upload_is_said(as_admin: Client, draft: CreatorList) -> None:
    draft.file.delete()
    page = as_admin.get(reverse("import", args=[draft.pk]))
    assert page.status_code == 422
    assert "upload it again" in page.content.decode()
    assert as_admin.get(reverse("import_original", args=[draft.pk])).status_code == 404


def test_failed_load_says_why_and_can_be_tried_again(as_admin: Client, draft: CreatorList, django_capture_on_commit_callbacks: Any) -> None:
    CreatorList.objects.filter(pk=draft.pk).update(state="failed", message="The disk was full.")
    address = reverse("import", args=[draft.pk])
    assert "The disk was full." in as_admin.get(address).content.decode()
    with django_capture_on_commit_callbacks() as callbacks:
        as_admin.post(reverse("import_retry", args=[draft.pk]))
    assert len(callbacks) == 1
    assert "Waiting for a worker" in as_admin.get(address).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"handle,followers\n", "no row below it"),
        (b"PK\x03\x04 a spreadsheet", "CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "CSV"),
        (b"<!doctype html><html><body>Sign in</body></html>", "CSV"),
    ],
)
def test_unusable_file_is_refused_with_a_sentence(as_admin: Client, content: bytes, sentence: str) -> None:
    response = as_admin.post(reverse("import_new"), {"file": SimpleUploadedFile("list.csv", content), "source": "Agency"})
    assert response.status_code == 422
    assert sentence.lower() in response.content.decode().lower()
    assert not CreatorList.objects.exists()


def test_file_over_the_limit_is_refused(as_admin: Client, settings: LazySettings) -> None:
    settings.IMPORT_MAX_BYTES = 40
    response = upload(as_admin)
    assert response.status_code == 422
    assert "larger than 40 bytes" in response.content.decode().replace("\xa0", " ")


def test_nothing_in_a_list_can_become_markup(as_admin: Client) -> None:
    upload(as_admin, 'handle,name,followers,bio\nana,<script>alert(1)</script>,1000,"=HYPERLINK(""x"")"\n', "tiktok-2026-01.csv")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    load(draft)
    account = Account.objects.get()
    assert (account.title, account.bio) == ("<script>alert(1)</script>", '=HYPERLINK("x")')


def test_history_shows_lists_newest_first(as_admin: Client) -> None:
    make_list(name="older.csv")
    make_list(name="newer.csv")
    page = as_admin.get(reverse("imports")).content.decode()
    assert page.index("newer.csv") < page.index("older.csv")


def test_history_asks_the_database_as_often_for_many(as_admin: Client, django_assert_num_queries: Any) -> None:
    make_list()
    with django_assert_num_queries(4):
        as_admin.get(reverse("imports"))
    for _ in range(5):
        make_list()
    with django_assert_num_queries(4):
        as_admin.get(reverse("imports"))


def test_list_whose_scores_failed_stops_waiting_for_them(as_admin: Client) -> None:
    done = timezone.now() - timedelta(hours=2)
    stuck = make_list(state="loaded", finished_at=done)
    assert "could not be scored yet" in as_admin.get(reverse("import", args=[stuck.pk])).content.decode()
    fresh = make_list(state="loaded", finished_at=timezone.now())
    assert "Scoring the accounts" in as_admin.get(reverse("import", args=[fresh.pk])).content.decode()


def test_unknown_list_and_unknown_outcome_are_not_found(as_admin: Client, draft: CreatorList) -> None:
    assert as_admin.get(reverse("import", args=[draft.pk + 1])).status_code == 404
    assert as_admin.get(reverse("import_rows", args=[draft.pk, "anything"])).status_code == 404


def test_long_report_says_that_it_is_cut(as_admin: Client, draft: CreatorList) -> None:
    load(draft)
    RowReport.objects.bulk_create(RowReport(creator_list=draft, line=line, outcome="noted") for line in range(100, 210))
    assert "Only the first 100 are shown" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
