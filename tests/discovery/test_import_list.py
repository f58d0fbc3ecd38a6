"""The command does what the browser's import does, and says which option is missing."""

import json
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import CommandError, call_command

from discovery.answers import OPTIONS
from discovery.importing.conventions.readings import Kind
from discovery.models import Account, CreatorList, Snapshot
from scoring.models import AccountScore
from tests.discovery.importing.lists import real_list, sheets

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = [
    "rows",
    "created",
    "updated",
    "unchanged",
    "duplicates",
    "gathered",
    "unmatched",
    "rejected",
    "left_out",
    "suppressed",
    "snapshots",
    "seconds",
]


def run(path: Path, *options: str) -> str:
    output = StringIO()
    call_command("import_list", str(path), *options, stdout=output, stderr=StringIO())
    return output.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A list outside the uploads' folder, of four rows and as many outcomes."""
    file = tmp_path / "list.csv"
    file.write_text("handle,followers\nanna,5000\nanna,5000\nTwo Words,1\nbert,-2\n")
    return file


def test_it_loads_scores_and_prints_one_json_object(path: Path) -> None:
    counts = json.loads(run(path, "--platform", "tiktok", "--date", "2022-12-31", "--source", "A provider", "--json"))
    assert list(counts)[: len(KEYS)] == KEYS
    assert counts["seconds"] > 0
    assert [counts[name] for name in KEYS[:-1]] == [4, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1]
    assert [(each["line"], each["outcome"]) for each in counts["problems"]] == [(3, "duplicate"), (4, "unmatched"), (5, "rejected")]
    assert counts["list"] == CreatorList.objects.get().pk
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
        (
            ("--date", "2022-12-31"),
            "On any other network no account can be stored. Give --platform NAME.",
        ),
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
    with pytest.raises(CommandError, match="“handle” is said of one account"):
        run(tmp_path / "wide.csv", "--date", "2022-12-31")


def test_a_file_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run(tmp_path / "none.csv")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run(tmp_path)
    (tmp_path / "names.csv").write_text("price,followers\n9 €,5\n")
    with pytest.raises(CommandError, match="No column could name an account"):
        run(tmp_path / "names.csv", "--platform", "tiktok", "--date", "2022-12-31")


def test_a_list_of_one_account_that_nothing_names_is_told_whose_it_is(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("date,followers\n2026-10-01,5000\n2026-10-02,5010\n")
    with pytest.raises(CommandError, match="--account HANDLE"):
        run(tmp_path / "history.csv", "--platform", "x")
    assert "1 created, 1 updated" in run(tmp_path / "history.csv", "--platform", "x", "--account", "@anna")
    assert Account.objects.get().handle == "anna"


def test_a_real_list_needs_no_option() -> None:
    counts = json.loads(run(real_list("tiktok-2022-12.csv"), "--json"))
    assert (counts["rows"], counts["created"], counts["duplicates"]) == (1000, 999, 1)
    assert Account.objects.filter(platform="tiktok").count() == AccountScore.objects.count() == 999


DOUBTFUL = 'Handle,Seen on,ER,Avg views,Audience,Score\nanna,03/04/2022,0.5,"12,500",5000,7\nbert,05/06/2022,0.7,"3,400",6000,8\n'


def answers_of(path: Path, *options: str) -> tuple[dict[str, Any], str]:
    """What the command prints as JSON, and its notes."""
    output, notes = StringIO(), StringIO()
    call_command("import_list", str(path), "--platform", "tiktok", "--json", *options, stdout=output, stderr=notes)
    return json.loads(output.getvalue()), notes.getvalue()


def test_it_answers_what_the_page_asks(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(DOUBTFUL)
    given = ("--column", "Seen on=taken_on", "--column", "Audience=followers", "--column", "6=ignore")
    read = ("--day-order", "month", "--rates", "ER=percent", "--decimal-mark", "Avg views=comma")
    told, _ = answers_of(tmp_path / "list.csv", *given, *read)
    assert told["created"] == 2
    first = Snapshot.objects.order_by("account__handle")[0]
    assert (first.taken_on, first.followers, first.views, first.extra) == (date(2022, 3, 4), 5000, 12.5, {})
    assert first.engagement_rate == pytest.approx(0.005)
    answered = {column["name"]: [reading["said"] for reading in column["readings"]] for column in told["columns"]}
    assert answered["ER"] == answered["Avg views"] == answered["Seen on"] == [True]


def test_an_answer_for_all_columns_leaves_those_that_show_their_own(tmp_path: Path) -> None:
    columns = "Handle,Engagement rate per follower,Engagement rate per view"
    (tmp_path / "list.csv").write_text(f"{columns}\nanna,3.4,0.5\nbert,5.1,0.7\ncarl,2.2,0.6\n")
    told, _ = answers_of(tmp_path / "list.csv", "--date", "2022-12-31", "--rates", "share", "--list-columns")
    read = {column["name"]: [(each["value"], each["said"]) for each in column["readings"]] for column in told["columns"]}
    assert read["Engagement rate per follower"] == [("percent", False)]
    assert read["Engagement rate per view"] == [("share", True)]


def test_one_question_is_one_sentence_for_all_columns_that_ask_it(tmp_path: Path) -> None:
    text = "IG,TT URL,Followers,Likes,ER %\nanna.k,https://www.tiktok.com/@annak,5000,100,2\nbert_x,https://www.tiktok.com/@bx,900,30,3.3\n"
    (tmp_path / "list.csv").write_text(text)
    named = "“Followers”, “Likes” and “ER %” are said of one account: choose on which platform"
    with pytest.raises(CommandError, match=named):
        run(tmp_path / "list.csv", "--date", "2022-12-31")
    _, notes = answers_of(tmp_path / "list.csv", "--date", "2022-12-31", "--platform", "tiktok")
    assert notes.count("nothing says on which platform") == 1
    assert "“Followers” is taken for Followers, “Likes” is taken for Likes per post, “ER %” is taken for Engagement rate" in notes


def test_it_notes_what_is_unsure_open_and_left_out(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Handle", "Audience", "Wobble", "Avg views", "Wibble"]]
    rows += [["anna", 5000, 7, "12,500", 1], ["bert", 6000, 8, "3,400", 2]]
    (tmp_path / "list.xlsx").write_bytes(sheets(Main=rows, Other=[["Handle", "Followers"], ["carl", 5]]))
    told, notes = answers_of(tmp_path / "list.xlsx", "--date", "2022-12-31")
    assert "“Audience” is taken for Followers, but unsurely" in notes
    # One note for all of them.
    assert "Numbers that are kept as they came: “Wobble”, “Wibble” (not known). Say --column NAME=FIELD" in notes
    assert (
        "“Avg views” could be read two ways, since the list does not show which of the two it is: 12,500 is 12 500 (--decimal-mark point); "
        "or 12,500 is 12.5 (--decimal-mark comma). Say which, else counts in doubt are left out."
    ) in notes
    assert "left out: “Other” (1 rows)" in notes
    assert [f"Note: {warning}" for warning in told["warnings"]] == notes.strip().split("\n")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        (
            "Team Nord 14.11.2023",
            "“Team Nord 14.11.2023” stands above the columns; if that is of something else, choose the day of the counts.",
        ),
        ("Report 04/11/2023", "“Report 04/11/2023” above the columns may be two different days: choose the one it is."),
        ("Stand: 14.11.2023", ""),
    ],
)
def test_a_day_that_is_told_by_its_place_is_noted(tmp_path: Path, line: str, note: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{line},,\nhandle,network,followers\nanna,Instagram,1200\nbert,TikTok,1300\n")
    for options in ((), ("--date", "2023-11-01")):
        shown = run(path, "--list-columns", "--json", *options)
        assert json.loads(shown)["warnings"] == ([f"{note} Say --date YYYY-MM-DD."] if note and not options else [])


def test_objects_in_cells_are_said_and_may_be_left(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("handle,stats\nanna,{'followers': 5}\nbert,{'followers': 6}\n")
    told = json.loads(run(path, "--list-columns", "--json"))
    assert ([column["name"] for column in told["columns"]], told["format"]["objects"]) == (["handle", "stats.followers"], ["stats"])
    assert "; objects in the cells of stats" in told["format"]["said"]
    left = json.loads(run(path, "--list-columns", "--json", "--objects-as-text"))
    assert [column["name"] for column in left["columns"]] == ["handle", "stats"]
    assert left["format"]["said"].endswith("; objects in the cells of stats stay as they came")


def test_a_list_that_is_understood_has_no_notes(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("handle,followers,price\nanna,5000,9 €\n")
    assert answers_of(tmp_path / "list.csv", "--date", "2022-12-31")[1] == ""


def test_it_shows_what_it_would_do_and_stores_nothing(path: Path, media: Path) -> None:
    told, _ = answers_of(path, "--date", "2022-12-31", "--dry-run")
    assert [(column["field"], column["confidence"]) for column in told["columns"]] == [("handle", "likely"), ("followers", "sure")]
    assert told["format"]["header_line"] == 1
    check = told["check"]
    assert [check[name] for name in ("rows", "new_accounts", "duplicates", "unmatched", "rejected")] == [4, 1, 1, 1, 1]
    assert {(each["outcome"], each["first_line"]) for each in check["problems"]} == {("rejected", 5), ("unmatched", 4)}
    shown = run(path, "--platform", "tiktok", "--date", "2022-12-31", "--dry-run")
    assert "1  handle → Handle [likely]" in shown
    assert "Would load: 4 rows, 1 new accounts" in shown
    assert "No column names the platform" in run(path, "--list-columns")
    assert "1  handle → Handle: " in run(path, "--list-columns", "--column", "handle=handle")
    assert not CreatorList.objects.exists()
    assert not Account.objects.exists()
    assert not [each for each in media.rglob("*") if each.is_file()]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--column", "Nobody=handle"), "No column is called “Nobody”: there are handle, followers"),
        (("--column", "followers=fame"), "“fame” is nothing that a column can be"),
        (("--column", "followers"), "is no answer: write COLUMN=VALUE"),
        (("--column", "followers=followers@friendster"), "“friendster” is no platform"),
        (("--rates", "followers=often"), "“often” is no way to read"),
    ],
)
def test_an_answer_that_is_none_is_a_sentence(path: Path, options: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(path, "--platform", "tiktok", "--date", "2022-12-31", *options)
    assert not CreatorList.objects.exists()


def test_a_column_may_be_of_one_platform(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("A,B,C\nanna,anna.tt,5000\n")
    given = ("--column", "A=handle@instagram", "--column", "B=handle@tiktok", "--column", "C=followers@tiktok")
    answers_of(tmp_path / "list.csv", "--date", "2022-12-31", *given, "--header-line", "1")
    assert set(Account.objects.values_list("platform", "handle")) == {("instagram", "anna"), ("tiktok", "anna.tt")}
    assert Snapshot.objects.get().account.platform == "tiktok"


def test_an_account_that_is_named_frees_what_is_counted_of_it(tmp_path: Path) -> None:
    text = "name,main acct,Followers (IG),TikTok,Followers (TikTok)\nPloy,@ploy.ch,45.2K,@ploych,210K\nBoss,@boss_,128400,@boss,1.3M\n"
    (tmp_path / "list.csv").write_text(text)
    shown, _ = answers_of(tmp_path / "list.csv", "--list-columns", "--column", "main acct=handle@instagram")
    assert [(each["field"], each["platform"]) for each in shown["columns"][1:3]] == [("handle", "instagram"), ("followers", "instagram")]
    # What else was said of them stands.
    shown, _ = answers_of(
        tmp_path / "list.csv", "--list-columns", "--column", "main acct=handle@instagram", "--column", "Followers (IG)=extra"
    )
    assert shown["columns"][2]["field"] == "extra"


def test_whatever_could_be_read_two_ways_has_its_option() -> None:
    assert set(OPTIONS) == set(get_args(Kind))


def test_a_scale_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Handle,Followers (k)\nanna,5\nbert,5400\n")
    answers_of(tmp_path / "list.csv", "--date", "2022-12-31", "--scale", "Followers (k)=one")
    assert set(Snapshot.objects.values_list("followers", flat=True)) == {5, 5400}


def test_a_unit_that_nothing_says_is_asked_and_answered(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Handle,Follower\nanna,15.4\nbert,2.0\n")
    _, notes = answers_of(tmp_path / "list.csv", "--date", "2022-12-31")
    assert "15.4 is 15 400 000 (--scale million). Say which, else counts in doubt are left out." in notes
    assert set(Snapshot.objects.values_list("followers", flat=True)) == {None}
    answers_of(tmp_path / "list.csv", "--date", "2022-12-31", "--scale", "millions")
    assert set(Snapshot.objects.values_list("followers", flat=True)) == {15_400_000, 2_000_000}


def test_one_answer_may_raise_the_next_question(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Handle,Followers,Wealth\nanna,3.000,5.5\nbert,4.370,21.2\n")
    answers_of(tmp_path / "list.csv", "--date", "2022-12-31", "--decimal-mark", "point", "--scale", "million")
    assert set(Snapshot.objects.values_list("followers", flat=True)) == {3_000_000, 4_370_000}


def test_the_options_explain_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("import_list", "--help")
    assert "--day-order" in capsys.readouterr().out
