"""A draft's page: columns, readings, the preview, the whole file's check, the start, discarding it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from discovery import tasks
from discovery.models import CreatorList, Snapshot
from tests.discovery.uploading import choices, load, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(as_admin: Client) -> CreatorList:
    upload(as_admin)
    return CreatorList.objects.get()


def test_no_row_is_rejected_for_what_is_yet_to_be_chosen(as_admin: Client) -> None:
    upload(as_admin, name="list.csv")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "none was chosen for such rows" not in page
    assert page.count("Waits for your choice") == 3
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)


def test_handles_are_shown_before_their_platform_is_chosen(as_admin: Client) -> None:
    upload(as_admin, "handle,followers\nanna.b,5000\n,6000\n", name="list.csv")
    address = reverse("import", args=[CreatorList.objects.get().pk])
    page = as_admin.get(address).content.decode()
    assert '<th scope="col">Handle</th>' in page
    assert re.search(r"<td[^>]*>\s*anna\.b\s*</td>", page)


def test_handles_alone_are_of_no_day(as_admin: Client) -> None:
    as_admin.post(reverse("import_new"), {"pasted": "https://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert", "source": "Agency"})
    draft = CreatorList.objects.get()
    assert "Date of the counts</th>" not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert (load(draft).created, Snapshot.objects.count()) == (2, 0)


def test_a_rate_is_shown_as_it_was_stated(as_admin: Client) -> None:
    upload(as_admin, "handle,followers,engagement rate\nanna,5000,0.78%\nbert,6000,0.92%\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert all(shown in page for shown in ("0.78 %", "0.92 %"))


def test_a_column_that_none_of_the_first_rows_could_store_is_in_the_preview(as_admin: Client) -> None:
    upload(as_admin, "handle,followers\nanna,-5\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)
    assert re.search(r'class="num">Followers</th>', page)


def test_a_person_says_that_an_unsure_guess_is_right_and_takes_it_back(as_admin: Client) -> None:
    upload(as_admin, "username,login,followers\nanna,anna2,5000\nbert,bert2,6000\n")
    draft = CreatorList.objects.get()
    address, mapping = reverse("import", args=[draft.pk]), reverse("import_mapping", args=[draft.pk])

    def page() -> str:
        return as_admin.get(address).content.decode()

    assert "1 column to check" in page()
    checked = tasks.check_draft(draft.pk)
    as_admin.post(mapping, {**choices(draft), "confirms": "1", "confirmed": "1"})
    assert "to check:" not in page()
    assert re.search(r'name="confirmed" value="1" checked', page())
    # What the file would do stays as it was looked up.
    draft.refresh_from_db()
    assert (draft.mapping["confirmed"], tasks.check_draft(draft.pk)) == ([1], checked)
    # A form without the marks leaves them, one with none of them set takes them back; so does another choice.
    as_admin.post(mapping, choices(draft))
    assert "to check:" not in page()
    as_admin.post(mapping, {**choices(draft, column_1="title"), "confirms": "1", "confirmed": "1"})
    draft.refresh_from_db()
    assert draft.mapping["confirmed"] == []
    as_admin.post(mapping, {**choices(draft, column_1="extra"), "confirms": "1"})
    assert "1 column to check" in page()


def test_draft_shows_columns_values_and_each_problem_beside_its_cell(as_admin: Client, draft: CreatorList) -> None:
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "Comments (avg)" in page
    assert "matched by its name" in page
    assert re.search(r"has-problem.*?“-5”", page, re.DOTALL)
    assert "88,000" in page


def test_draft_counts_the_whole_file(as_admin: Client) -> None:
    rows = "".join(f"account{number},{number if number % 10 else 'x'}\n" for number in range(1, 101))
    upload(as_admin, f"handle,followers\n{rows}")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert "<b>100</b><span>rows</span>" in page
    assert "<b>90</b><span>new accounts</span>" in page
    assert "<b>10</b><span>rejected</span>" in page
    assert page.index("is not a number") < page.index("data-table compact")


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
    changed = choices(draft, column_5="ignore", taken_on="2026-10-01")
    fragment = as_admin.post(address, changed, headers={"HX-Request": "true"}).content.decode()
    assert "2026-10-01" in fragment
    assert '<th scope="col">Comments per post</th>' not in fragment
    assert "chosen instead of “Comments per post”" in fragment
    assert "<html" not in fragment
    assert as_admin.post(address, changed).headers["Location"] == reverse("import", args=[draft.pk])


def test_an_open_question_is_asked_and_answered(as_admin: Client) -> None:
    upload(as_admin, "handle,followers,likes\nana,5000,12.500\nben,7000,1.250\n")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "1 column to check" in page
    assert page.count('href="#column-2"') == 2
    assert page.index("Until you say how they are read, counts in doubt are left out:") < page.index("The whole list")
    assert "12.500 is 12 500" in page
    assert "choose: until then counts in doubt are left out" in page
    assert "may be 12500 or 12.500: write it without the mark; kept as it came" in page
    answered = choices(draft, reading_2_decimal_mark=",")
    fragment = as_admin.post(reverse("import_mapping", args=[draft.pk]), answered, headers={"HX-Request": "true"}).content.decode()
    assert "to check" not in fragment
    assert "you said so" in fragment
    assert "kept as it came" not in fragment
    # A form without the question leaves the answer; one that takes it back takes it back.
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft))
    assert "1 column to check" not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, reading_2_decimal_mark=""))
    assert "1 column to check" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()


def test_what_the_file_itself_answers_is_shown_and_not_asked(as_admin: Client) -> None:
    upload(as_admin, "handle,Followers (K),avg likes,ER %\nana,100,3300,0.034\nben,20.5,950,0.05\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert "100 is 100 000" in page
    assert "the column&#x27;s name says per cent, but 0.034 on line 2 is a share of 1 by its row&#x27;s own likes" in page
    assert "to check" not in page
    assert "100,000" in page
    assert "3.4 %" in page


def test_a_mixed_column_of_rates_is_said_to_be_read_by_the_row(as_admin: Client) -> None:
    upload(as_admin, "handle,followers,avg likes,ER\nana,100000,3300,0.034\nben,20000,950,5\ncaro,50000,950,2%\n")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert "each as its row&#x27;s own counts say" in page
    assert "read as 3.4 %" in page
    assert "to check" not in page
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, reading_3_percent="share"))
    assert "you said so" in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, reading_3_percent="row"))
    assert "you said so" not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()


def test_a_column_may_be_of_one_platform_alone(as_admin: Client, draft: CreatorList) -> None:
    address = reverse("import", args=[draft.pk])
    assert "platform_1" not in as_admin.get(address).content.decode()
    assert "platform_1" in as_admin.get(address, {"platforms": 1}).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, platform_1="tiktok"))
    draft.refresh_from_db()
    # The handle's counts go with it.
    assert draft.mapping["platforms"] == dict.fromkeys("1345", "tiktok")
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft))
    draft.refresh_from_db()
    assert draft.mapping["platforms"] == dict.fromkeys("1345", "tiktok")
    assert "platform_1" in as_admin.get(address).content.decode()


def test_invalid_choice_replaces_the_whole_page(as_admin: Client, draft: CreatorList) -> None:
    response = as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, taken_on="soon"), headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Retarget"], response.headers["HX-Reselect"]) == (422, "main", "main")
    assert 'value="soon"' in response.content.decode()


def test_column_chosen_by_hand_is_read_as_its_values_are_written(as_admin: Client) -> None:
    upload(as_admin, "handle;audience\nana;1.234\nben;1.234.567\n")
    draft = CreatorList.objects.get()
    fragment = as_admin.post(
        reverse("import_mapping", args=[draft.pk]), choices(draft, column_1="followers"), headers={"HX-Request": "true"}
    ).content.decode()
    assert "1,234,567" in fragment
    assert "may be 1234" not in fragment


def test_what_is_missing_is_said_and_not_loaded(as_admin: Client, draft: CreatorList) -> None:
    response = as_admin.post(reverse("import_start", args=[draft.pk]), choices(draft, platform="", taken_on=""))
    page = response.content.decode()
    assert response.status_code == 422
    assert "choose which one the list is about" in page
    assert "say on which day the counts were taken" in page
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_what_waits_for_an_answer_is_marked_and_led_to(as_admin: Client) -> None:
    upload(as_admin, "handle,followers\nana,5000\nben,7000\n", name="creators.csv")
    draft = CreatorList.objects.get()
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    assert '<option value="" selected>choose it …</option>' in page
    assert page.count("is-asked") == page.count("open-question") == 2
    assert 'href="#id_platform"' in page
    assert 'href="#id_taken_on"' in page
    assert "2 answers needed first" in page
    answered = as_admin.post(
        reverse("import_mapping", args=[draft.pk]), choices(draft, platform="tiktok", taken_on=""), headers={"HX-Request": "true"}
    ).content.decode()
    assert 'href="#id_platform"' not in answered
    assert "1 answer needed first" in answered
    assert re.search(r'open-question" id="note-taken_on" hx-swap-oob="true"', answered)
    assert re.search(r'helptext" id="note-platform" hx-swap-oob="true"', answered)


def test_a_rate_of_nothing_stated_is_said_not_to_be_scored(as_admin: Client) -> None:
    upload(as_admin, "handle,platform,followers,ER %\nana,instagram,5000,3.1\nben,instagram,7000,2.4\n")
    draft = CreatorList.objects.get()
    said = "Shown, never scored, for the list does not say what it is a rate of."
    assert said in as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, column_3="engagement_rate_per_follower"))
    assert said not in as_admin.get(reverse("import", args=[draft.pk])).content.decode()


def test_discarding_asks_first(as_admin: Client, draft: CreatorList) -> None:
    page = as_admin.get(reverse("import", args=[draft.pk])).content.decode()
    summary, form = page.index("Discard …</summary>"), page.index(f'action="{reverse("import_discard", args=[draft.pk])}"')
    assert summary < form < page.index("Discard it</button>")


def test_remarks_stand_beside_the_outcome_and_only_where_there_are_any(as_admin: Client) -> None:
    upload(as_admin, "handle,platform,followers,likes\nana,instagram,5000,\nben,instagram,7000,9\n")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.get().pk])).content.decode()
    assert "Remarks" not in page
    # A number that is missing stands where the numbers do.
    assert re.search(r'<td class="num">\s*–', page)
    upload(as_admin, "handle,platform,followers\nana,instagram,5000\nben,instagram,7000,9\n", name="ragged.csv")
    page = as_admin.get(reverse("import", args=[CreatorList.objects.latest("pk").pk])).content.decode()
    assert re.search(r"Outcome</th>\s*<th scope=\"col\">Remarks", page)


@pytest.mark.parametrize(
    ("field", "value"),
    [("platform", "myspace"), ("taken_on", "soon"), ("taken_on", "2999-01-01"), ("taken_on", "1500-01-01"), ("column_1", "nonsense")],
)
def test_invalid_choice_comes_back_with_422(as_admin: Client, draft: CreatorList, field: str, value: str) -> None:
    response = as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft, **{field: value}))
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()


def test_started_list_waits_for_a_worker_and_starts_once(
    as_admin: Client, draft: CreatorList, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        response = as_admin.post(reverse("import_start", args=[draft.pk]), choices(draft))
    assert response.headers["Location"] == reverse("import", args=[draft.pk])
    assert len(callbacks) == 1
    assert "Waiting for a worker" in as_admin.get(response.headers["Location"]).content.decode()
    assert as_admin.post(reverse("import_start", args=[draft.pk]), choices(draft)).status_code == 302
    assert "Waiting for a worker" in as_admin.get(reverse("import_progress", args=[draft.pk])).content.decode()


def test_upload_that_storage_lost_is_said(as_admin: Client, draft: CreatorList) -> None:
    draft.file.storage.delete(str(draft.file.name))
    assert as_admin.get(reverse("import_original", args=[draft.pk])).status_code == 404
    fragment = as_admin.post(reverse("import_mapping", args=[draft.pk]), choices(draft), headers={"HX-Request": "true"})
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
    load(draft)
    as_admin.post(reverse("import_discard", args=[draft.pk]))
    assert CreatorList.objects.count() == 1


def test_list_that_names_nobody_cannot_be_started(as_admin: Client) -> None:
    upload(as_admin, "colour,followers\nred,5\nblue,6\n")
    draft = CreatorList.objects.get()
    response = as_admin.post(reverse("import_start", args=[draft.pk]), choices(draft, platform="tiktok", taken_on="2026-01-01"))
    assert response.status_code == 422
    assert "No column could name an account" in response.content.decode()


def test_naming_an_account_frees_what_is_counted_of_it(as_admin: Client) -> None:
    text = "name,main acct,Followers (IG),TikTok,Followers (TikTok)\nPloy,@ploy.ch,45.2K,@ploych,210K\nBoss,@boss_,128400,@boss,1.3M\n"
    upload(as_admin, text)
    draft = CreatorList.objects.get()
    assert draft.mapping["fields"]["2"] == "extra"
    address, typed = reverse("import_mapping", args=[draft.pk]), choices(draft, column_1="handle", platform_1="instagram")
    answer = as_admin.post(address, typed, headers={"HX-Request": "true"})
    draft.refresh_from_db()
    assert (draft.mapping["fields"]["2"], draft.mapping["platforms"]["2"]) == ("followers", "instagram")
    # Its choice stands elsewhere on the page.
    assert answer.headers["HX-Refresh"] == "true"
    # Whoever keeps it aside all the same is heard.
    as_admin.post(address, choices(draft, column_2="extra"))
    draft.refresh_from_db()
    assert draft.mapping["fields"]["2"] == "extra"
