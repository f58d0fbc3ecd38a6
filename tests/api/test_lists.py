"""Creator lists by API: an upload becomes a draft, its columns are settled, a worker gets it, and each row's outcome is told."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery.models import Activity, CreatorList, Source, User
from tests.api.test_campaigns import errors, send
from tests.discovery.importing.lists import draft, loaded
from tests.factories import make_source

LISTS = "/api/v1/lists/"
CSV = "handle,followers,size\nana.runs,120000,7\nbo.bakes,-1,7\n"
State = CreatorList.State


def upload(client: Client, content: str | bytes = CSV, **fields: Any) -> Any:
    file = SimpleUploadedFile("list.csv", content.encode() if isinstance(content, str) else content)
    return client.post(LISTS, {"file": file, "source": "Our own research", **fields})


def test_an_upload_becomes_a_draft(admin_api: Client, admin: User) -> None:
    made = upload(admin_api, platform="tiktok")
    assert made.status_code == 201
    shown = made.json()
    assert (shown["name"], shown["source"], shown["state"], shown["platform"]) == ("list.csv", "Our own research", "draft", "tiktok")
    assert [column["field"] for column in shown["columns"]] == ["handle", "followers", "extra"]
    assert (shown["uploaded_by"], shown["progress"], shown["rows"]) == (admin.email, 0.0, 0)
    assert len(shown["missing"]) == 1
    assert "No column has a date" in shown["missing"][0]
    assert Activity.objects.get().action == Activity.Action.IMPORT_UPLOADED
    assert admin_api.get(f"{LISTS}{shown['id']}/").json() == shown


def test_what_cannot_be_uploaded_is_named(admin_api: Client, settings: Any) -> None:
    assert "file" in errors(upload(admin_api, b""))
    assert "file" in errors(upload(admin_api, b"\x89PNG\r\n\x1a\n" + b"\x00" * 99))
    assert "source" in errors(upload(admin_api, source=" "))
    assert "source" in errors(upload(admin_api, source="x" * 101))
    assert "platform" in errors(upload(admin_api, platform="myspace"))
    assert "platform" in errors(upload(admin_api, platform=""))
    assert "taken_on" in errors(upload(admin_api, taken_on="1999-01-01"))
    assert "colour" in errors(upload(admin_api, colour="red"))
    assert "file" in errors(admin_api.post(LISTS, {"source": "x"}))
    assert "file" in errors(admin_api.post(LISTS, {"source": "x", "file": "no file"}))
    settings.IMPORT_MAX_BYTES = 10
    assert "larger" in errors(upload(admin_api))["file"]
    assert not CreatorList.objects.exists()
    assert not Source.objects.exists()
    assert send(admin_api, "post", LISTS, {"source": "x"}).status_code == 415


def test_the_sample_datas_source_is_for_sample_data(admin_api: Client) -> None:
    make_source("Sample data", is_sample=True)
    refused = upload(admin_api, source="Sample  data")
    assert refused.status_code == 409
    assert "Name another" in refused.json()["detail"]


def test_a_draft_is_settled_and_started(admin_api: Client, django_capture_on_commit_callbacks: Any) -> None:
    one = f"{LISTS}{upload(admin_api).json()['id']}/"
    early = admin_api.post(f"{one}start/")
    assert early.status_code == 409
    assert "choose which one" in early.json()["detail"]
    shown = send(
        admin_api, "patch", one, {"columns": [{"index": 2, "field": "posts"}], "platform": "tiktok", "taken_on": "2026-10-31"}
    ).json()
    assert [column["field"] for column in shown["columns"]] == ["handle", "followers", "posts"]
    assert (shown["platform"], shown["taken_on"], shown["missing"]) == ("tiktok", "2026-10-31", [])
    assert send(admin_api, "patch", one, {"taken_on": None}).json()["platform"] == "tiktok"
    send(admin_api, "patch", one, {"taken_on": "2026-10-31"})
    started = admin_api.post(f"{one}start/")
    assert (started.status_code, started.json()["state"]) == (202, "queued")
    for again in (
        admin_api.post(f"{one}start/"),
        admin_api.post(f"{one}retry/"),
        admin_api.delete(one),
        send(admin_api, "patch", one, {"platform": "x"}),
    ):
        assert again.status_code == 409
    assert Activity.objects.filter(action=Activity.Action.IMPORT_QUEUED).count() == 1


def test_a_draft_is_changed_by_what_it_has(admin_api: Client) -> None:
    one = f"{LISTS}{upload(admin_api).json()['id']}/"
    assert send(admin_api, "patch", one, {"columns": [{"index": 3, "field": "posts"}]}).status_code == 409
    for body, name in (
        ({"columns": [{"index": 0, "field": "colour"}]}, "columns.0.field"),
        ({"columns": [{"index": "0", "field": "posts"}]}, "columns.0.index"),
        ({"columns": [{"index": 0, "field": "posts", "name": "x"}]}, "columns.0.name"),
        ({"columns": {"0": "posts"}}, "columns"),
        ({"platform": "myspace"}, "platform"),
        ({"taken_on": "2999-01-01"}, "taken_on"),
        ({"source": "x"}, "source"),
    ):
        assert name in errors(send(admin_api, "patch", one, body))


def test_a_failed_list_is_retried(admin_api: Client) -> None:
    failed = draft(CSV, platform="tiktok", taken_on="2026-10-31")
    CreatorList.objects.filter(pk=failed.pk).update(state=State.FAILED, message="The worker died.")
    assert admin_api.post(f"{LISTS}{failed.pk}/start/").status_code == 409
    assert admin_api.post(f"{LISTS}{failed.pk}/retry/").status_code == 202


def test_a_draft_is_discarded(admin_api: Client) -> None:
    one = f"{LISTS}{upload(admin_api).json()['id']}/"
    assert admin_api.delete(one).status_code == 204
    assert admin_api.get(one).status_code == 404
    assert not CreatorList.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_rows_are_told_by_outcome(admin_api: Client) -> None:
    done = loaded(CSV)
    shown = admin_api.get(f"{LISTS}{done.pk}/").json()
    assert (shown["state"], shown["rows"], shown["created"], shown["rejected"], shown["missing"]) == ("loaded", 2, 1, 1, [])
    (row,) = admin_api.get(f"{LISTS}{done.pk}/rows/?outcome=rejected").json()["results"]
    assert (row["line"], row["cells"], row["problems"][0]["column"]) == (3, ["bo.bakes", "-1", "7"], "followers")
    assert admin_api.get(f"{LISTS}{done.pk}/rows/?outcome=noted").json()["results"] == []
    assert "outcome" in errors(admin_api.get(f"{LISTS}{done.pk}/rows/?outcome=lost"))


def test_queries_do_not_grow_with_lists(admin_api: Client, admin: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    admin_api.get(LISTS)
    for rows in (1, 4):
        while CreatorList.objects.count() < rows:
            draft(CSV)
        with django_assert_num_queries(2):
            assert len(admin_api.get(LISTS).json()["results"]) == rows
