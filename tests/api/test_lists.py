"""Creator lists by API: an upload becomes a draft, its columns are settled, a worker gets it, and each row's outcome is told."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery import tasks
from discovery.models import Account, Activity, CreatorList, Source, User
from tests.api.sending import errors, send
from tests.discovery.importing.lists import draft, loaded
from tests.factories import make_source
from tests.worker import empty_queues

LISTS = "/api/v1/lists/"
CSV = "handle,followers,size\nana.runs,120000,7\nbo.bakes,-2,7\n"
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
    assert (row["line"], row["cells"], row["problems"][0]["column"]) == (3, ["bo.bakes", "-2", "7"], "followers")
    assert admin_api.get(f"{LISTS}{done.pk}/rows/?outcome=noted").json()["results"] == []
    assert "outcome" in errors(admin_api.get(f"{LISTS}{done.pk}/rows/?outcome=lost"))


def test_queries_do_not_grow_with_lists(admin_api: Client, admin: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    admin_api.get(LISTS)
    for rows in (1, 4):
        while CreatorList.objects.count() < rows:
            draft(CSV)
        with django_assert_num_queries(2):
            assert len(admin_api.get(LISTS).json()["results"]) == rows


def test_a_list_may_be_pasted(admin_api: Client) -> None:
    made = send(
        admin_api, "post", f"{LISTS}paste/", {"text": "handle\tfollowers\nana.runs\t120000", "source": "Ours", "platform": "tiktok"}
    )
    assert made.status_code == 201
    shown = made.json()
    assert shown["name"].startswith("Pasted on ")
    assert ([column["field"] for column in shown["columns"]], shown["platform"]) == (["handle", "followers"], "tiktok")
    assert "text" in errors(send(admin_api, "post", f"{LISTS}paste/", {"text": "<html>,<body>", "source": "Ours"}))
    assert "text" in errors(send(admin_api, "post", f"{LISTS}paste/", {"text": " ", "source": "Ours"}))


def test_a_drafts_file_is_read_anew(admin_api: Client) -> None:
    made = upload(admin_api, "Made by us;;\n" + CSV.replace(",", ";")).json()
    one = f"{LISTS}{made['id']}/"
    shown = admin_api.get(one).json()["format"]
    assert (shown["file_kind"], shown["delimiter"], shown["header_line"], shown["sheets"]) == ("text", ";", 2, [])
    again = send(admin_api, "post", f"{one}format/", {"delimiter": ";", "header_line": 3})
    assert (again.status_code, again.json()["format"]["header_line"]) == (200, 3)
    assert (shown["objects"], shown["objects_apart"]) == ([], False)
    assert send(admin_api, "post", f"{one}format/", {"objects_as_text": True}).status_code == 200
    refused = send(admin_api, "post", f"{one}format/", {"header_line": 400})
    assert refused.status_code == 409
    assert "line 400" in refused.json()["detail"]
    assert send(admin_api, "post", f"{one}format/", {"encoding": "klingon"}).status_code == 409
    assert "delimiter" in errors(send(admin_api, "post", f"{one}format/", {"delimiter": "#"}))
    assert send(admin_api, "post", f"{one}format/", {"header_line": 0}).json()["format"]["header_line"] == 0


def test_whose_all_rows_are_can_be_said(admin_api: Client) -> None:
    made = upload(admin_api, "date,followers\n2026-10-01,5000\n2026-10-02,5010\n", platform="x").json()
    one = f"{LISTS}{made['id']}/"
    assert "say whose all rows are" in made["missing"][0]
    changed = send(admin_api, "patch", one, {"account": "@anna"}).json()
    assert (changed["account"], changed["missing"]) == ("@anna", [])
    assert admin_api.post(f"{one}start/").status_code == 202
    tasks.load_and_score(made["id"])
    assert Account.objects.get().handle == "anna"


def test_columns_say_how_surely_and_how_they_are_read(admin_api: Client) -> None:
    made = upload(admin_api, "handle,followers,likes\nana,5000,12.500\nbo,7000,1.250\n", platform="tiktok").json()
    one = f"{LISTS}{made['id']}/"
    shown = admin_api.get(f"{one}columns/").json()["columns"]
    assert [(column["field"], column["samples"][0]) for column in shown] == [("handle", "ana"), ("followers", "5000"), ("likes", "12.500")]
    assert all(column["reason"] for column in shown)
    (reading,) = shown[2]["readings"]
    assert (reading["question"], reading["value"], reading["is_chosen"]) == ("decimal_mark", "", False)
    assert reading["options"][0] == {"value": ",", "means": "12.500 is 12 500"}
    answer = {"columns": [{"index": 2, "readings": [{"question": "decimal_mark", "value": ","}]}], "taken_on": "2026-10-31"}
    assert send(admin_api, "patch", one, answer).status_code == 200
    (reading,) = admin_api.get(f"{one}columns/").json()["columns"][2]["readings"]
    assert (reading["value"], reading["is_chosen"]) == (",", True)
    wrong = {"columns": [{"index": 2, "readings": [{"question": "decimal_mark", "value": "up"}]}]}
    assert send(admin_api, "patch", one, wrong).status_code == 409
    check = admin_api.post(f"{one}check/").json()
    assert (check["is_done"], check["rows"], check["new_accounts"], check["problems"]) == (True, 2, 2, [])
    assert admin_api.get(one).json()["check"] == check


def test_a_check_tells_problems_and_waits_for_what_is_missing(admin_api: Client) -> None:
    one = f"{LISTS}{upload(admin_api, platform='tiktok').json()['id']}/"
    assert "No column has a date" in admin_api.post(f"{one}check/").json()["detail"]
    assert admin_api.get(one).json()["check"] is None
    send(admin_api, "patch", one, {"taken_on": "2026-10-31"})
    (problem,) = admin_api.post(f"{one}check/").json()["problems"]
    assert problem == {"column": "followers", "reason": "is below zero", "outcome": "rejected", "count": 1, "line": 3}


def test_shape_and_platforms_of_columns_are_chosen(admin_api: Client) -> None:
    one = f"{LISTS}{upload(admin_api).json()['id']}/"
    changed = send(admin_api, "patch", one, {"shape": "posts", "columns": [{"index": 1, "platform": "tiktok"}]}).json()
    assert (changed["shape"], [column["platform"] for column in changed["columns"]]) == ("posts", ["", "tiktok", ""])
    assert changed["columns"][1]["field"] == "followers"
    assert send(admin_api, "patch", one, {"columns": [{"index": 1, "platform": ""}]}).json()["columns"][1]["platform"] == ""


@pytest.mark.django_db(transaction=True)
def test_a_load_is_cancelled_and_undone(admin_api: Client) -> None:
    waiting = draft(CSV, platform="tiktok", taken_on="2026-10-31")
    one = f"{LISTS}{waiting.pk}/"
    assert admin_api.post(f"{one}cancel/").status_code == 409
    with empty_queues():
        admin_api.post(f"{one}start/")
        cancelled = admin_api.post(f"{one}cancel/")
        assert (cancelled.status_code, cancelled.json()["state"]) == (202, "draft")
        assert admin_api.post(f"{one}undo/").status_code == 409
        done = loaded(CSV)
        undone = admin_api.post(f"{LISTS}{done.pk}/undo/")
        assert (undone.status_code, undone.json()["state"]) == (202, "undoing")
    assert admin_api.get(f"{LISTS}{done.pk}/columns/").status_code == 409
    for action in ("format", "check"):
        assert send(admin_api, "post", f"{LISTS}{done.pk}/{action}/", {}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_accounts_of_one_list_are_ranked(admin_api: Client) -> None:
    done = tasks.load_and_score(loaded(CSV).pk)
    loaded("handle,followers\nsomebody,5\n")
    assert [row["handle"] for row in admin_api.get(f"/api/v1/accounts/?list={done.pk}").json()["results"]] == ["ana.runs"]
    assert "list" in errors(admin_api.get("/api/v1/accounts/?list=999"))


def test_counts_go_with_the_handles_that_are_put_on_a_platform(admin_api: Client) -> None:
    at = "https://www.youtube.com/@"
    waiting = draft(f"Username,Followers,URL\n@anna.k,5000,{at}annacooks\n@bert_x,700,{at}bertbuilds\n")
    changed = send(admin_api, "patch", f"{LISTS}{waiting.pk}/", {"columns": [{"index": 0, "platform": "instagram"}]}).json()
    assert [column["platform"] for column in changed["columns"]] == ["instagram", "instagram", "youtube"]
    # What is named stays where it is put.
    columns = [{"index": 0, "platform": "instagram"}, {"index": 1, "platform": "youtube"}]
    waiting = draft(f"Username,Followers,URL\n@anna.k,5000,{at}annacooks\n@bert_x,700,{at}bertbuilds\n")
    changed = send(admin_api, "patch", f"{LISTS}{waiting.pk}/", {"columns": columns}).json()
    assert [column["platform"] for column in changed["columns"]] == ["instagram", "youtube", "youtube"]


def test_zeros_among_thousands_are_a_question(admin_api: Client) -> None:
    waiting = draft("handle,followers\nana.runs,120000\nbo.bakes,0\n")
    (reading,) = admin_api.get(f"{LISTS}{waiting.pk}/columns/").json()["columns"][1]["readings"]
    assert (reading["question"], reading["value"], reading["is_doubted"]) == ("zeros", "count", True)
    answers = [{"index": 1, "readings": [{"question": "zeros", "value": "missing"}]}]
    assert send(admin_api, "patch", f"{LISTS}{waiting.pk}/", {"columns": answers}).status_code == 200
    (reading,) = admin_api.get(f"{LISTS}{waiting.pk}/columns/").json()["columns"][1]["readings"]
    assert (reading["value"], reading["is_doubted"]) == ("missing", False)


def test_addresses_from_before_handles_are_a_question(admin_api: Client) -> None:
    waiting = draft("url,subscribers\nhttps://youtube.com/user/AnnaCooks,5000\nhttps://youtube.com/@bertbuilds,700\n")
    (reading,) = admin_api.get(f"{LISTS}{waiting.pk}/columns/").json()["columns"][0]["readings"]
    assert (reading["question"], reading["value"], reading["is_doubted"]) == ("old_addresses", "match", True)
    answers = [{"index": 0, "readings": [{"question": "old_addresses", "value": "handle"}]}]
    assert send(admin_api, "patch", f"{LISTS}{waiting.pk}/", {"columns": answers}).status_code == 200
    (reading,) = admin_api.get(f"{LISTS}{waiting.pk}/columns/").json()["columns"][0]["readings"]
    assert (reading["value"], reading["is_doubted"]) == ("handle", False)
