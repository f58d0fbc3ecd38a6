"""The command does what the browser's import does, and says which option is missing."""

import json
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from discovery.models import Account, CreatorList, Snapshot
from scoring.models import AccountScore
from tests.discovery.importing.lists import real_list, sheets

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = ["rows", "created", "updated", "unchanged", "duplicates", "gathered", "unmatched", "rejected", "suppressed", "snapshots", "seconds"]


def run(path: Path, *options: str) -> str:
    output = StringIO()
    call_command("import_list", str(path), *options, stdout=output, stderr=StringIO())
    return output.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A list outside the uploads' folder, of four rows and as many outcomes."""
    file = tmp_path / "list.csv"
    file.write_text("handle,followers\nanna,5000\nanna,5000\nTwo Words,1\nbert,-1\n")
    return file


def test_it_loads_scores_and_prints_one_json_object(path: Path) -> None:
    counts = json.loads(run(path, "--platform", "tiktok", "--date", "2022-12-31", "--source", "A provider", "--json"))
    assert list(counts) == KEYS
    assert counts.pop("seconds") > 0
    assert list(counts.values()) == [4, 1, 0, 0, 1, 0, 1, 1, 0, 1]
    snapshot = Snapshot.objects.get()
    assert (snapshot.account.platform, snapshot.taken_on, snapshot.source.name) == ("tiktok", date(2022, 12, 31), "A provider")
    assert AccountScore.objects.filter(account=snapshot.account).exists()
    assert CreatorList.objects.get().scored_at is not None


def test_it_reports_in_words_and_says_when_nothing_changed(path: Path) -> None:
    options = ("--platform", "tiktok", "--date", "2022-12-31")
    assert "4 rows: 1 created, 1 duplicates, 1 to be matched, 1 rejected; 1 snapshots" in run(path, *options)
    again = run(path, *options)
    assert "1 unchanged" in again
    assert "Nothing changed." in again


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "Give --platform NAME and --date YYYY-MM-DD."),
        (("--platform", "tiktok"), "No column has a date: say on which day the counts were taken. Give --date YYYY-MM-DD."),
        (("--date", "2022-12-31"), "choose which one the list is about. Give --platform NAME."),
        (("--date", "2022-02-30"), "2022-02-30 is not a day of the calendar"),
        (("--date", "2099-01-01"), "2099-01-01 lies in the future"),
        (("--platform", "friendster"), "invalid choice"),
        (("--source", ""), "Name the source"),
        (("--delimiter", "#"), "“#” separates no columns"),
        (("--header-line", "first"), "“first” is no line"),
        (("--header-line", "99"), "Nothing stands on line 99"),
        (("--encoding", "klingon"), "No encoding is called “klingon”"),
    ],
)
def test_it_says_which_option_to_give_and_stores_nothing(path: Path, media: Path, options: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(path, *options)
    assert not CreatorList.objects.exists()
    assert not [each for each in media.rglob("*") if each.is_file()]


def test_it_reads_the_file_as_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes("Müller; 2026\nhandle;name;followers\nanna;Änne;5000\n".encode("cp1252"))
    options = ("--platform", "tiktok", "--date", "2022-12-31", "--encoding", "cp1252", "--delimiter", ";", "--header-line", "2")
    assert json.loads(run(tmp_path / "list.csv", *options, "--json"))["created"] == 1
    assert Account.objects.get().title == "Änne"


def test_it_reads_the_sheet_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(sheets(Many=[["handle"], ["anna"], ["bert"]], Few=[["handle"], ["carla"]]))
    run(tmp_path / "list.xlsx", "--platform", "tiktok", "--date", "2022-12-31", "--sheet", "Few")
    assert Account.objects.get().handle == "carla"
    with pytest.raises(CommandError, match="no sheet called “None”"):
        run(tmp_path / "list.xlsx", "--sheet", "None")


def test_it_reads_a_list_without_names_of_columns(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://www.tiktok.com/@anna\nhttps://www.tiktok.com/@bert\n")
    run(tmp_path / "list.txt", "--platform", "tiktok", "--date", "2022-12-31", "--header-line", "0")
    assert Account.objects.count() == 2


def test_it_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"handle\tfollowers\nanna\t5000\n")))
    run(Path("-"), "--platform", "tiktok", "--date", "2022-12-31", "--delimiter", "tab")
    assert CreatorList.objects.get().name == "standard input.txt"
    assert Snapshot.objects.get().followers == 5_000


def test_too_much_by_the_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 10
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"handle\tfollowers\nanna\t5000\n")))
    with pytest.raises(CommandError, match="larger than"):
        run(Path("-"))


def test_columns_of_several_platforms_name_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text("handle,instagram followers,tiktok followers\nanna,5,6\n")
    with pytest.raises(CommandError, match="“Handle” is said of one account"):
        run(tmp_path / "wide.csv", "--date", "2022-12-31")


def test_a_file_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(tmp_path)
    (tmp_path / "names.csv").write_text("price,followers\n9 €,5\n")
    with pytest.raises(CommandError, match="No column could name an account"):
        run(tmp_path / "names.csv", "--platform", "tiktok", "--date", "2022-12-31")


def test_a_real_list_needs_no_option() -> None:
    counts = json.loads(run(real_list("tiktok-2022-12.csv"), "--json"))
    assert (counts["rows"], counts["created"], counts["duplicates"]) == (1000, 999, 1)
    assert Account.objects.filter(platform="tiktok").count() == AccountScore.objects.count() == 999
