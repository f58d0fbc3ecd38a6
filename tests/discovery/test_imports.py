"""The import wizard's pages: upload, correction, preview, start, progress, result, downloads."""

import csv
import io
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery import lists, tasks
from discovery.importing import uploads
from discovery.models import Account, CreatorList, ListProgress, RowReport, Snapshot
from tests.discovery.scores import make_score
from tests.factories import make_account, make_list

LIST = """Rank,Handle,Name,Followers,Likes (avg),Comments (avg),Country
1,ana.cooks,Ana,101000,2100,90,Spain
2,ben_builds,Ben,88K,1500,40,Germany
3,,Carla without a handle,90000,1000,20,France
4,dora,Dora,-5,1000,20,France
"""
pytestmark = pytest.mark.django_db


def _upload(client: Client, text: str = LIST, name: str = "instagram-2026-10-31.csv", source: str = "Agency") -> Any:
    file = SimpleUploadedFile(name, text.encode(), content_type="text/csv")
    return client.post(reverse("import_new"), {"file": file, "source": source})


@pytest.fixture
def draft(as_admin: Client) -> CreatorList:
    _upload(as_admin)
    return CreatorList.objects.get()


def _loading(started_at: datetime, **told: Any) -> CreatorList:
    """A list that a worker is at, and has told this of."""
    creator_list = make_list(state="loading", attempts=1, started_at=started_at)
    ListProgress.objects.create(creator_list=creator_list, attempt=1, **told)
    return creator_list


def _choices(creator_list: CreatorList, **changes: str) -> dict[str, str]:
    """What the draft's form holds, with changes."""
    columns = {f"column_{index}": chosen for index, chosen in creator_list.mapping["fields"].items()}
    return {**columns, "platform": creator_list.platform, "taken_on": str(creator_list.taken_on or ""), **changes}


def _loaded(creator_list: CreatorList) -> CreatorList:
    uploads.queue(list_id=creator_list.pk)
    return tasks.load_and_score(creator_list.pk)


def test_upload_becomes_a_draft_with_its_columns_matched(as_admin: Client) -> None:
    response = _upload(as_admin)
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


def test_no_row_is_rejected_for_what_is_yet_to_be_chosen(as_admin: Client) -> None:
    _upload(as_admin, name="list.csv")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "none was chosen for such rows" not in page
    assert page.count("Waits for your choice") == 3
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)


def test_handles_alone_are_of_no_day(as_admin: Client) -> None:
    as_admin.post(reverse("import_new"), {"pasted": "https://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert", "source": "Agency"})
    draft = CreatorList.objects.get()
    assert "Date of the counts</th>" not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert (_loaded(draft).created, Snapshot.objects.count()) == (2, 0)


def test_a_rate_is_shown_as_it_was_stated(as_admin: Client) -> None:
    _upload(as_admin, "handle,followers,engagement rate\nanna,5000,0.78%\nbert,6000,0.92%\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert all(shown in page for shown in ("0.78 %", "0.92 %"))


def test_a_column_that_none_of_the_first_rows_could_store_is_in_the_preview(as_admin: Client) -> None:
    _upload(as_admin, "handle,followers\nanna,-5\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)
    assert re.search(r'class="num">Followers</th>', page)


def test_names_that_wait_are_no_failure_and_are_shown(as_admin: Client) -> None:
    _upload(as_admin, "name,followers\nCarla Cook,900\n")
    loaded = _loaded(CreatorList.objects.get())
    page = as_admin.get(reverse("import", args=[loaded.pk])).content.decode()
    assert "Nothing is stored yet: 1 name waits to be matched" in page
    assert "Carla Cook" in page
    assert "A rejected row" not in page


def test_an_undone_list_is_not_offered_as_ranked(as_admin: Client) -> None:
    make_list(state="undone", created=1)
    assert "?list=" not in as_admin.get(reverse("imports")).content.decode()


def test_draft_shows_columns_values_and_each_problem_beside_its_cell(as_admin: Client, draft: CreatorList) -> None:
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "Comments (avg)" in page
    assert "matched by its name" in page
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)
    assert "88,000" in page


def test_draft_counts_the_whole_file(as_admin: Client) -> None:
    rows = "".join(f"account{number},{number if number % 10 else 'x'}\n" for number in range(1, 101))
    _upload(as_admin, f"handle,followers\n{rows}")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert "<b>100</b><span>rows</span>" in page
    assert "<b>90</b><span>new accounts</span>" in page
    assert "<b>10</b><span>rejected</span>" in page
    assert page.index("is not a number") < page.index("data-table compact")


def test_a_list_of_several_platforms_is_counted_by_its_accounts(as_admin: Client) -> None:
    _upload(as_admin, "Instagram,Instagram Followers,TikTok,TikTok Followers\nanna,5,anna.b,6\nbert,7,,\n")
    draft = CreatorList.objects.get()
    assert "<b>3</b><span>accounts</span>" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    CreatorList.objects.update(state="loading", attempts=1, started_at=timezone.now())
    ListProgress.objects.update_or_create(creator_list=draft, defaults={"attempt": 1, "stage": "reading", "rows_done": 3})
    assert "3 accounts read" in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()
    CreatorList.objects.update(state="loaded", rows=3, created=3, finished_at=timezone.now())
    assert "Loaded 3 accounts." in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()


def test_draft_of_a_large_file_shows_how_far_its_check_is(as_admin: Client, draft: CreatorList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CHECKED_AT_ONCE_BYTES", 10)
    address = reverse("import_check", args=[draft.pk])
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "Looking through the whole file" in page
    assert f'hx-get="{address}"' in page
    tasks.check_list(draft.pk)
    fragment = as_admin.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<b>4</b><span>rows</span>" in fragment
    assert "hx-get" not in fragment
    assert as_admin.get(address).headers["Location"] == reverse("import", args=[draft.pk])
    CreatorList.objects.update(state="queued")
    assert as_admin.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_changed_choice_changes_the_preview(as_admin: Client, draft: CreatorList) -> None:
    address = reverse("import_mapping", args=[draft.pk])
    changed = _choices(draft, column_5="ignore", taken_on="2026-10-01")
    fragment = as_admin.post(address, changed, headers={"HX-Request": "true"}).content.decode()
    assert "2026-10-01" in fragment
    assert '<th scope="col">Comments per post</th>' not in fragment
    assert "chosen instead of “Comments per post”" in fragment
    assert "<html" not in fragment
    assert as_admin.post(address, changed).headers["Location"] == reverse("import", args=[draft.pk])


def test_an_open_question_is_asked_and_answered(as_admin: Client) -> None:
    _upload(as_admin, "handle,followers,likes\nana,5000,12.500\nben,7000,1.250\n")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "1 column to check" in page
    assert 'href="#column-2"' in page
    assert "12.500 is 12 500" in page
    assert "<b>2</b><span>rejected</span>" in page
    answered = _choices(draft, reading_2_decimal_mark=",")
    fragment = as_admin.post(reverse("import_mapping", args=[draft.pk]), answered, headers={"HX-Request": "true"}).content.decode()
    assert "to check" not in fragment
    assert "you said so" in fragment
    assert "<b>0</b><span>rejected</span>" in fragment
    # A form without the question leaves the answer; one that takes it back takes it back.
    as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft))
    assert "1 column to check" not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft, reading_2_decimal_mark=""))
    assert "1 column to check" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()


def test_a_column_may_be_of_one_platform_alone(as_admin: Client, draft: CreatorList) -> None:
    address = reverse("import", args=[draft.pk])
    assert "platform_1" not in as_admin.get(address).content.decode()
    assert "platform_1" in as_admin.get(address, {"platforms": 1}).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft, platform_1="tiktok"))
    draft.refresh_from_db()
    assert draft.mapping["platforms"] == {"1": "tiktok"}
    as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft))
    draft.refresh_from_db()
    assert draft.mapping["platforms"] == {"1": "tiktok"}
    assert "platform_1" in as_admin.get(address).content.decode()


def test_invalid_choice_replaces_the_whole_page(as_admin: Client, draft: CreatorList) -> None:
    response = as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft, taken_on="soon"), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Retarget"], response.headers["HX-Reselect"]) == (422, "main", "main")
    assert 'value="soon"' in response.content.decode()


def test_column_chosen_by_hand_is_read_as_its_values_are_written(as_admin: Client) -> None:
    _upload(as_admin, "handle;audience\nana;1.234\nben;1.234.567\n")
    draft = CreatorList.objects.get()
    fragment = as_admin.post(
        reverse("import_mapping", args=[draft.pk]), _choices(draft, column_1="followers"), headers={"HX-Request": "true"}
    ).content.decode()
    assert "1,234,567" in fragment
    assert "may be 1234" not in fragment


def test_what_is_missing_is_said_and_not_loaded(as_admin: Client, draft: CreatorList) -> None:
    response = as_admin.post(reverse("import_start", args=[draft.pk]), _choices(draft, platform="", taken_on=""))
    page = response.content.decode()
    assert response.status_code == 422
    assert "choose which one the list is about" in page
    assert "say on which day the counts were taken" in page
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize(
    ("field", "value"),
    [("platform", "myspace"), ("taken_on", "soon"), ("taken_on", "2999-01-01"), ("taken_on", "1500-01-01"), ("column_1", "nonsense")],
)
def test_invalid_choice_comes_back_with_422(as_admin: Client, draft: CreatorList, field: str, value: str) -> None:
    response = as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft, **{field: value}))
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_started_list_waits_for_a_worker_and_starts_once(
    as_admin: Client, draft: CreatorList, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        response = as_admin.post(reverse("import_start", args=[draft.pk]), _choices(draft))
    assert response.headers["Location"] == reverse("import", args=[draft.pk])
    assert len(callbacks) == 1
    assert "Waiting for a worker" in as_admin.get(response.headers["Location"]).content.decode()
    assert as_admin.post(reverse("import_start", args=[draft.pk]), _choices(draft)).status_code == 302
    assert "Waiting for a worker" in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()


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
    as_admin.post(reverse("import_start", args=[draft.pk]), _choices(draft))
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
    loaded = _loaded(draft)
    assert (loaded.rows, loaded.created, loaded.unmatched, loaded.rejected) == (4, 2, 1, 1)
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "Carla without a handle" in page or "no handle or id" in page
    assert "“-5”" in page
    assert reverse("import_rows", args=[draft.pk, "rejected"]) in page
    assert as_admin.get(reverse("import_progress", args=[draft.pk])).headers["HX-Refresh"] == "true"


# A load has a transaction of its own; these need two of them.
@pytest.mark.django_db(transaction=True)
def test_rejected_rows_can_be_mended_and_imported_again(as_admin: Client, draft: CreatorList) -> None:
    _loaded(draft)
    response = as_admin.get(reverse("import_rows", args=[draft.pk, "rejected"]))
    text = response.getvalue().decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    assert header == [*LIST.splitlines()[0].split(","), "reason"]
    assert row[:4] == ["4", "dora", "Dora", "'-5"]
    assert "Followers" in row[-1]
    _upload(as_admin, text.replace("'-5", "70500"))
    again = _loaded(CreatorList.objects.newest_first()[0])
    assert (again.created, again.rejected) == (1, 0)
    snapshot = Snapshot.objects.get(account__handle="dora")
    assert (snapshot.followers, snapshot.extra) == (70_500, {})


@pytest.mark.django_db(transaction=True)
def test_same_list_again_changes_nothing_and_says_so(as_admin: Client, draft: CreatorList) -> None:
    _loaded(draft)
    _upload(as_admin)
    again = CreatorList.objects.newest_first()[0]
    assert "loading it again changes nothing" in as_admin.get(reverse("import", args=[again.pk])).content.decode()
    again = _loaded(again)
    assert (again.created, again.updated, again.unchanged, again.snapshots) == (0, 0, 2, 0)
    assert "Nothing changed" in as_admin.get(reverse("import", args=[again.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_result_leads_to_just_its_accounts_and_to_lists_that_continue_it(as_admin: Client, draft: CreatorList) -> None:
    _loaded(draft)
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
    _upload(as_admin)
    again = reverse("import", args=[CreatorList.objects.newest_first()[0].pk])
    assert "is being loaded just now</strong>, as" in as_admin.get(again).content.decode()
    assert "with other choices" not in as_admin.get(again).content.decode()
    _upload(as_admin, source="Another")
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


def test_upload_that_storage_lost_is_said(as_admin: Client, draft: CreatorList) -> None:
    draft.file.storage.delete(str(draft.file.name))
    assert as_admin.get(reverse("import_original", args=[draft.pk])).status_code == 404
    fragment = as_admin.post(reverse("import_mapping", args=[draft.pk]), _choices(draft), headers={"HX-Request": "true"})
    assert fragment.status_code == 422
    assert "upload it again" in fragment.content.decode()


def test_discarded_draft_is_gone_with_its_file(as_admin: Client, draft: CreatorList, django_capture_on_commit_callbacks: Any) -> None:
    storage, name = draft.file.storage, draft.file.name
    with django_capture_on_commit_callbacks(execute=True):
        as_admin.post(reverse("import_discard", args=[draft.pk]))
    assert not CreatorList.objects.exists()
    assert name
    assert not storage.exists(name)


def test_loaded_list_cannot_be_discarded(as_admin: Client, draft: CreatorList) -> None:
    _loaded(draft)
    as_admin.post(reverse("import_discard", args=[draft.pk]))
    assert CreatorList.objects.count() == 1


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
    response = _upload(as_admin)
    assert response.status_code == 422
    assert "larger than 40 bytes" in response.content.decode().replace("\xa0", " ")


def test_list_that_names_nobody_cannot_be_started(as_admin: Client) -> None:
    _upload(as_admin, "colour,followers\nred,5\nblue,6\n")
    draft = CreatorList.objects.get()
    response = as_admin.post(reverse("import_start", args=[draft.pk]), _choices(draft, platform="tiktok", taken_on="2026-01-01"))
    assert response.status_code == 422
    assert "No column could name an account" in response.content.decode()


def test_nothing_in_a_list_can_become_markup(as_admin: Client) -> None:
    _upload(as_admin, 'handle,name,followers,bio\nana,<script>alert(1)</script>,1000,"=HYPERLINK(""x"")"\n', "tiktok-2026-01.csv")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    _loaded(draft)
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
    _loaded(draft)
    RowReport.objects.bulk_create(RowReport(creator_list=draft, line=line, outcome="noted") for line in range(100, 210))
    assert "Only the first 100 are shown" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
