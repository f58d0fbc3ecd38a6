"""Erasing a person: nothing of them stays, nobody else loses anything, and no list brings them back."""

import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from discovery import lists, tasks
from discovery.activity import record
from discovery.erasing import UPLOAD_ERASED, suppress
from discovery.importing import loading
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import (
    Account,
    Activity,
    Confirmation,
    Creator,
    CreatorList,
    EarlierValue,
    Entry,
    FormerHandle,
    RowReport,
    Suppression,
    User,
)
from discovery.shortlists import add_accounts, update_entry
from scoring.models import AccountScore
from scoring.recompute import refresh
from tests.discovery.importing.lists import draft, let_merge, loaded, merging_held, outcomes, queued, saved, sheets
from tests.factories import TODAY, make_account, make_entry, make_list, make_shortlist, make_snapshot, make_user
from tests.races import in_own_connection, somebody_waits
from tests.worker import until

pytestmark = pytest.mark.django_db(transaction=True)
IDS = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS})


def run(*options: str) -> str:
    output = StringIO()
    call_command("suppress", *options, stdout=output, stderr=output)
    return output.getvalue()


def stored_texts() -> str:
    """Every row of every table of ours, as one text."""
    rows = [str(row) for model in apps.get_app_config("discovery").get_models() for row in model._default_manager.values()]
    return "\n".join(rows).lower()


def test_all_that_hangs_on_the_account_goes_and_the_rest_stays() -> None:
    anna, bert = make_account("anna", external_id="77"), make_account("bert")
    for account in (anna, bert):
        snapshot = make_snapshot(account)
        creator_list = make_list()
        Confirmation.objects.create(creator_list=creator_list, account=account, snapshot=snapshot)
        EarlierValue.objects.create(creator_list=creator_list, account=account, field="title", value=f"Old {account.handle}")
        FormerHandle.objects.create(account=account, handle=f"old_{account.handle}")
        make_entry(account=account)
    refresh([anna.pk, bert.pk])
    erased = suppress(platform="instagram", handle="ANNA")
    assert (erased.accounts, erased.creators, erased.snapshots, erased.entries) == (1, 1, 1, 1)
    for model in (Creator, Account, Entry, Confirmation, EarlierValue, FormerHandle, AccountScore):
        assert model._default_manager.count() == 1, model
    assert "anna" not in stored_texts()
    # By handle, by former handle and by id.
    assert Suppression.objects.count() == 3


@pytest.mark.parametrize("row", ["anna,77,5", "ANNA,,5", "renamed,77,5", "https://instagram.com/anna/,,5", "old_anna,,5", "anna,,minus"])
def test_no_list_brings_them_back(row: str) -> None:
    FormerHandle.objects.create(account=make_account("anna", external_id="77"), handle="old_anna")
    suppress(platform="instagram", external_id="77")
    creator_list = loaded(f"handle,id,followers\nbert,1,5\n{row}\n", mapping=IDS)
    assert outcomes(creator_list) == {"created": 1}
    assert creator_list.suppressed == 1
    assert "anna" not in stored_texts()


def test_uploads_with_them_go_drafts_and_workbooks_tables_too(media: Path) -> None:
    with_anna = [
        loaded("handle,followers\nanna,5\nbert,6\n"),
        draft("handle,followers\ncleo,5\nhttps://instagram.com/ANNA,6\n"),
        queued("handle,followers\n@Anna,5\n"),
    ]
    others = [loaded("handle,followers\nannabel,5\n"), loaded('handle,bio\nbert,"a friend of anna, and more"\n')]
    table = with_anna[1]
    table.table.save("table.csv", ContentFile(b"handle,followers\ncleo,5\nanna,6\n"))
    kept = {Path(each.file.path) for each in others}
    assert suppress(platform="instagram", handle="anna").uploads == 3
    assert {path for path in media.rglob("*") if path.is_file()} == kept
    for creator_list in with_anna:
        creator_list.refresh_from_db()
        assert [creator_list.file.name, creator_list.table.name, creator_list.message] == ["", "", UPLOAD_ERASED]
    assert with_anna[2].state == CreatorList.State.FAILED


def test_a_workbook_with_them_in_another_sheet_goes(media: Path) -> None:
    workbook = Workbook()
    shown = workbook.create_sheet("List", 0)
    for row in (["handle", "followers"], ["bert", 5]):
        shown.append(row)
    hidden = workbook.create_sheet("Former")
    hidden.sheet_state = "hidden"
    hidden.append(["@Anna", 6])
    loaded(saved(workbook), name="list.xlsx")
    assert suppress(platform="instagram", handle="anna").uploads == 1
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_nothing_of_them_is_left_in_any_column_or_file(media: Path, admin: User) -> None:
    """Wherever importing and shortlisting may have put them: asked of every table of the database and of every file."""
    ids = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.TITLE, 3: Field.FOLLOWERS})
    for handle in ("zuzanna_old", "zuzanna_q", "Zuzanna_Q"):
        loaded(f"handle,id,name,followers\n{handle},7700077,Zuzanna,5000\nbert,1,Bert,6000\n", mapping=ids)
    loaded(
        "handle,id,name,followers\nzuzanna_q,7700077,Zuzanna,-2\nzuzanna_q,,Zuzanna,6\nzuzanna_q,,Zuzanna,7\ncleo,7700077,Cleo,8\n",
        mapping=ids,
    )
    loaded("Name,Instagram,TikTok\nZuzanna,zuzanna_q,zuzanna_tok\nBert,bert,bert\n")
    loaded('{"handle": "zuzanna_q", "followers": 5}\n{"handle": "bert", "followers": 5}\n', name="list.jsonl")
    loaded(sheets(List=[["handle", "followers"], ["zuzanna_q", 5], ["bert", 6]]), name="list.xlsx")
    alone = Mapping({0: Field.TAKEN_ON, 1: Field.FOLLOWERS}, account="@Zuzanna_Q")
    loaded("day,followers\n2026-10-01,5\n", mapping=alone).file.delete()
    both = Mapping({0: Field.PROFILE_URL, 1: Field.HANDLE, 2: Field.FOLLOWERS})
    rows = "https://instagram.com/zuzanna_old,zuzanna_q,5"
    tasks.check_draft(draft(f"profile,handle,followers\n{rows}\n", platform="instagram", taken_on=TODAY, mapping=both).pk)
    # As forget_expired leaves it, what was found stays with the list.
    CreatorList.objects.exclude(checked={}).get().file.delete()
    account = Account.objects.at("instagram", "zuzanna_q").get()
    add_accounts(shortlist=make_shortlist(), account_ids=[account.pk], added_by=admin)
    update_entry(entry=Entry.objects.get(), by=admin, note="Ask her")
    record(Activity.Action.ACCOUNTS_LINKED, account, by=admin)
    refresh([account.pk])
    before = found_anywhere("zuzanna_", media)
    assert {"discovery_account", "discovery_formerhandle", "discovery_rowreport", "discovery_activity", "discovery_creatorlist"} <= before
    assert {"discovery_earliervalue", "scoring_accountscore", ".csv", ".json"} <= before
    suppress(platform="instagram", handle="zuzanna_q")
    assert found_anywhere("zuzanna_q", media) | found_anywhere("zuzanna_old", media) | found_anywhere("7700077", media) == set()


def found_anywhere(name: str, media: Path) -> set[str]:
    """The tables with the name in any column of any row, and the endings of files with it, in any case; workbooks are unpacked."""
    with connection.cursor() as cursor:
        found = set()
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} AS each WHERE each::text ILIKE %s)", [f"%{name}%"])  # noqa: S608  # tables' names
            if cursor.fetchone()[0]:
                found.add(table)
    files = [path for path in media.rglob("*") if path.is_file()]
    return found | {path.suffix for path in files if name.encode() in _unpacked(path).lower()}


def _unpacked(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_reports_of_their_rows_go() -> None:
    loaded("handle,followers\nanna,5\nAnna,6\nanna,-2\nbert,-2\nannabel,-2\n")
    assert suppress(platform="instagram", handle="anna").reports == 2
    assert [report.cells[0] for report in RowReport.objects.order_by("line")] == ["bert", "annabel"]


def test_their_name_in_the_log_is_blanked_and_shortlists_say_they_lost_one() -> None:
    marketer, shortlist = make_user(), make_shortlist()
    anna, bert = make_account("Anna"), make_account("bert")
    add_accounts(shortlist=shortlist, account_ids=[anna.pk, bert.pk], added_by=marketer)
    for entry in Entry.objects.all():
        update_entry(entry=entry, by=marketer, note="Ask her")
    record(Activity.Action.ACCOUNTS_LINKED, anna, by=marketer)
    assert suppress(platform="instagram", handle="anna").log_lines == 2
    noted = Activity.objects.filter(action=Activity.Action.ENTRIES_CHANGED).order_by("pk")
    assert [line.changes["account"][1] for line in noted] == ["", "@bert"]
    assert Activity.objects.get(action=Activity.Action.ENTRIES_REMOVED).changes == {"accounts": [1, None]}


def test_who_has_a_former_handle_now_is_left_alone() -> None:
    anna = make_account("anna")
    FormerHandle.objects.create(account=anna, handle="bert")
    bert = make_account("bert")
    suppress(platform="instagram", handle="anna")
    assert list(Account.objects.all()) == [bert]
    assert outcomes(loaded("handle,followers\nbert,5\n")) == {"updated": 1}


def test_a_person_is_found_by_the_handle_they_had() -> None:
    FormerHandle.objects.create(account=make_account("anna"), handle="old_anna")
    assert suppress(platform="instagram", handle="Old_Anna").accounts == 1


def test_a_load_under_way_is_waited_for_and_what_it_stored_is_erased() -> None:
    creator_list = queued("handle,followers\nanna,5\nbert,6\n")
    with ThreadPoolExecutor(2) as pool, merging_held():
        load = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(somebody_waits)
        erase = pool.submit(in_own_connection, suppress, platform="instagram", handle="anna")
        until(lambda: _waiting() == 2)
        let_merge()
        assert load.result(90)
        assert erase.result(90).accounts == 1
    assert list(Account.objects.values_list("handle", flat=True)) == ["bert"]


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
        return int(cursor.fetchone()[0])


def test_an_upload_that_cannot_be_read_is_named() -> None:
    creator_list = loaded("handle,followers\nbert,5\n", name="bert.csv")
    Path(creator_list.file.path).unlink()
    assert suppress(platform="instagram", handle="anna").unread == [f"bert.csv (list {creator_list.pk})"]


def test_the_command_tells_what_it_erased() -> None:
    anna = make_account("anna")
    make_account("anna_tv", platform="tiktok", creator=anna.creator)
    said = run("--platform", "instagram", "--handle", "https://www.instagram.com/anna/", "--yes")
    assert "1 account(s)" in said
    assert "TikTok @anna_tv" in said
    assert "Backups" in said
    assert Account.objects.get().handle == "anna_tv"


@pytest.mark.parametrize("account", [{"handle": "100043210987654"}, {"external_id": "100043210987654"}])
@pytest.mark.parametrize("option", ["--handle", "--id"])
def test_a_number_on_facebook_is_found_as_an_id_and_as_the_handle_it_was(account: dict[str, str], option: str) -> None:
    make_account(**{"handle": "", "platform": "facebook", **account})
    assert "1 account(s)" in run("--platform", "facebook", option, "100043210987654", "--yes")
    list_of_facebook = loaded("handle,followers\n100043210987654,5\nanna,6\n", platform="facebook")
    assert (outcomes(list_of_facebook), list_of_facebook.suppressed) == ({"created": 1}, 1)


@pytest.mark.parametrize("option", ["--handle", "--id"])
def test_a_number_is_an_id_where_nobody_has_a_handle(option: str) -> None:
    make_account("", platform="bilibili", external_id="11073")
    assert "1 account(s)" in run("--platform", "bilibili", option, "11073", "--yes")


def test_a_community_is_found_however_it_is_written() -> None:
    make_account("", platform="reddit", external_id="r/tea")
    creator_list = loaded(
        "subreddit,followers\nTea,5\ncoffee,6\n", platform="reddit", mapping=Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS})
    )
    assert "1 account(s)" in run("--platform", "reddit", "--id", "r/Tea", "--yes")
    creator_list.refresh_from_db()
    assert creator_list.message == UPLOAD_ERASED


@pytest.mark.parametrize(
    "options",
    [
        ("--platform", "instagram"),
        ("--platform", "instagram", "--handle", "anna", "--id", "7"),
        ("--platform", "instagram", "--handle", "Anna Example", "--yes"),
        ("--platform", "instagram", "--handle", "https://tiktok.com/@anna", "--yes"),
        ("--platform", "nowhere", "--handle", "anna", "--yes"),
    ],
)
def test_what_names_nobody_is_refused(options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*options)
    assert not Suppression.objects.exists()


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda word: monkeypatch.setattr("sys.stdin", StringIO(f"{word}\n"))


def test_it_asks_first(says: Callable[[str], None]) -> None:
    make_account("anna")
    says("no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        run("--platform", "instagram", "--handle", "anna")
    assert Account.objects.exists()
    says("yes")
    run("--platform", "instagram", "--handle", "anna")
    assert not Account.objects.exists()


def test_nobody_types_them_into_the_admin(as_admin: Client) -> None:
    suppress(platform="instagram", handle="anna")
    where, creator = reverse("admin:discovery_account_add"), Creator.objects.create(name="Somebody")
    typed = {"creator": creator.pk, "platform": "instagram", "handle": "Anna"}
    response = as_admin.post(where, typed)
    assert response.context["adminform"].form.non_field_errors() == ["This person asked not to be listed."]
    assert as_admin.post(where, typed | {"handle": "annabel"}).status_code == 302
    assert Account.objects.get().handle == "annabel"


def test_the_wizard_says_that_a_drafts_upload_was_erased(as_admin: Client) -> None:
    creator_list = lists.upload(file=BytesIO(b"handle,followers\nanna,5\n"), name="list.csv", source_name="Agency", by=None)
    suppress(platform="instagram", handle="anna")
    response = as_admin.get(reverse("import", args=[creator_list.pk]))
    assert "anna" not in response.content.decode().lower()
