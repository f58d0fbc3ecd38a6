"""The command does what the browser's import does, and says which option is missing."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from discovery.models import Account, CreatorList, Snapshot
from scoring.models import AccountScore
from tests.discovery.importing.lists import real_list

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = ["rows", "created", "updated", "unchanged", "duplicates", "unmatched", "rejected", "suppressed", "snapshots", "seconds"]


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
    assert list(counts.values()) == [4, 1, 0, 0, 1, 1, 1, 0, 1]
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
    ],
)
def test_it_says_which_option_to_give_and_stores_nothing(path: Path, media: Path, options: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(path, *options)
    assert not CreatorList.objects.exists()
    assert not [each for each in media.rglob("*") if each.is_file()]


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
