"""Trackers with a column for each account and a row for each day are read as a dated list; tables that only look so stay what they are."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from discovery import matching
from discovery.erasing import suppress
from discovery.importing import kept, uploads
from discovery.importing.cells.dates import month_alone
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileFormat, FileProblem, RawRow
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.importing.mapping import Mapping
from discovery.importing.proposals.proposing import propose
from discovery.lists import mendable_rows
from discovery.management.understanding import understanding
from discovery.models import Account, CreatorList, Snapshot
from tests.discovery.importing.lists import draft, loaded, outcomes, sheets

TODAY = date(2026, 11, 20)
TRACKER = "Date,anna.bakes,bert_cooks,carla.m\n2024-01-01,8200,51000,\n2024-02-01,8400,52500,1200\n2024-03-01,8650,,1350\n"
STORED = {
    ("anna.bakes", "2024-01-01", 8200),
    ("anna.bakes", "2024-02-01", 8400),
    ("anna.bakes", "2024-03-01", 8650),
    ("bert_cooks", "2024-01-01", 51000),
    ("bert_cooks", "2024-02-01", 52500),
    ("carla.m", "2024-02-01", 1200),
    ("carla.m", "2024-03-01", 1350),
}
IN_WORKBOOK: list[list[Any]] = [
    [cell and (date.fromisoformat(cell) if "-" in cell else int(cell) if cell.isdigit() else cell) for cell in line.split(",")]
    for line in TRACKER.splitlines()
]


def read(content: bytes | str) -> tuple[FileFormat, list[RawRow]]:
    with as_table(BytesIO(content.encode() if isinstance(content, str) else content)) as (file_format, table):
        return file_format, list(headed_rows(table, file_format))


def is_tracker(text: str) -> bool:
    return read(text)[0].tracker is not None


def stored() -> set[tuple[str, str, int | None]]:
    counts = Snapshot.objects.values_list("account__handle", "taken_on", "followers")
    return {(handle, day.isoformat(), followers) for handle, day, followers in counts}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "content",
    [
        TRACKER,
        TRACKER.replace(",", ";").replace("51000", "51.000"),
        TRACKER.replace("Date", ""),
        TRACKER.replace("Date", "Woche"),
        TRACKER.replace("Date", "Account"),
        TRACKER.replace("-0", "0").replace("-01", "01"),
        "#," + TRACKER.replace("\n2024-01", "\n1,2024-01").replace("\n2024-02", "\n2,2024-02").replace("\n2024-03", "\n3,2024-03"),
        "Our accounts on Instagram\n\n" + TRACKER,
        sheets(Counts=IN_WORKBOOK),
    ],
    ids=["plain", "semicolons", "no name", "another name", "corner", "compact", "numbered", "banner", "workbook"],
)
def test_each_count_is_of_its_day_and_account(content: bytes | str) -> None:
    creator_list = loaded(content)
    assert outcomes(creator_list) == {"created": 3, "updated": 4}
    assert stored() == STORED


@pytest.mark.django_db
def test_the_columns_are_the_days_the_accounts_and_what_is_perhaps_followers() -> None:
    proposal = uploads.proposal_for(draft(TRACKER))
    assert [(guess.field, guess.confidence.value) for guess in proposal.guesses] == [
        (Field.TAKEN_ON, "sure"),
        (Field.HANDLE, "likely"),
        (Field.FOLLOWERS, "unsure"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "guess"),
    [
        (TRACKER, "followers-2024.csv", (Field.FOLLOWERS, "likely")),
        ("Abonnenten unserer Konten\n" + TRACKER, "list.csv", (Field.FOLLOWERS, "likely")),
        (sheets(Subscribers=IN_WORKBOOK), "list.xlsx", (Field.FOLLOWERS, "likely")),
        (TRACKER, "views.csv", (Field.EXTRA, "unsure")),
        (TRACKER, "followers and likes.csv", (Field.FOLLOWERS, "unsure")),
    ],
    ids=["file", "banner", "sheet", "views", "both"],
)
def test_what_is_counted_may_be_said_around_the_table(content: bytes | str, name: str, guess: tuple[Field, str]) -> None:
    count = uploads.proposal_for(draft(content, name)).guesses[2]
    assert (count.field, count.confidence.value) == guess


@pytest.mark.django_db(transaction=True)
def test_what_accounts_are_called_by_decides() -> None:
    called = ("https://twitter.com/anna,https://twitter.com/bert", "@anna,@bert", "Carla Mai,Dora Dee")
    addresses, handles, people = (f"Date,{names}\n2024-01-01,5000,6000\n2024-02-01,5100,6200\n" for names in called)
    assert outcomes(loaded(addresses)) == {"created": 2, "updated": 2}
    assert set(Account.objects.values_list("platform", "handle")) == {("x", "anna"), ("x", "bert")}
    assert uploads.proposal_for(draft(handles)).guesses[1].field == Field.HANDLE
    assert outcomes(loaded(handles, platform="tiktok")) == {"created": 2, "updated": 2}
    assert outcomes(loaded(people)) == {"unmatched": 4}


def test_one_account_is_enough_where_its_column_says_so() -> None:
    one = "Date,{}\n2024-01-01,5000\n2024-02-01,5100\n"
    assert is_tracker(one.format("@anna"))
    assert is_tracker(one.format("https://www.instagram.com/anna/"))
    assert not is_tracker(one.format("anna"))


def test_blank_cells_and_totals_give_no_row_and_lines_are_the_files() -> None:
    text = "Date,anna,bert,Total\n2024-01-01,5,-,5\n2024-02-01,,,\n2024-03-01,6,7,13\n"
    file_format, rows = read(text)
    assert file_format.columns == ("Date", "account", "count")
    assert rows == [
        RawRow(2, ["2024-01-01", "anna", "5"]),
        RawRow(4, ["2024-03-01", "anna", "6"]),
        RawRow(4, ["2024-03-01", "bert", "7"]),
    ]
    assert file_format.tracker
    assert file_format.tracker.totals == ("Total",)
    assert FileFormat.from_json(file_format.to_json()) == file_format


@pytest.mark.django_db
def test_what_was_found_is_said(client: Client, admin: Any) -> None:
    creator_list = draft(TRACKER.replace("carla.m", "Total"))
    said = "a column for each account, a row for each day; left out as totals: “Total”"
    assert understanding(creator_list)["format"]["said"].endswith(said)
    client.force_login(admin)
    assert said in client.get(reverse("import", args=[creator_list.pk])).content.decode()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01", date(2024, 1, 31)),
        ("02/2024", date(2024, 2, 29)),
        ("Jan 2024", date(2024, 1, 31)),
        ("März 2024", date(2024, 3, 31)),
        ("Jan-24", date(2024, 1, 31)),
        ("Nov 2026", TODAY),
        ("Dec 2026", None),
        ("Page 2024", None),
        ("2024-13", None),
        ("2024", None),
        ("3 Jan 2024", None),
    ],
)
def test_a_month_alone_is_its_last_day(text: str, day: date | None) -> None:
    assert month_alone(text, TODAY) == day


@pytest.mark.django_db(transaction=True)
def test_a_tracker_by_the_month_is_of_the_months_last_days() -> None:
    loaded("Monat;anna;bert\nJan 2024;5000;6000\nFeb 2024;5100;6200\n")
    assert stored() == {
        (handle, f"2024-{day}", count)
        for handle, day, count in (("anna", "01-31", 5000), ("bert", "01-31", 6000), ("anna", "02-29", 5100), ("bert", "02-29", 6200))
    }


@pytest.mark.parametrize(("days", "read_as"), [("01/02/2024 13/02/2024", "2024-02-01"), ("01/02/2024 02/13/2024", "2024-01-02")])
def test_what_may_be_two_days_is_as_the_other_days_show(days: str, read_as: str) -> None:
    first, second = days.split()
    _, rows = read(f"Date,anna,bert\n{first},5000,6000\n{second},5100,6200\n")
    assert [row.cells[0] for row in rows] == [read_as] * 2 + [second] * 2
    _, rows = read(f"Date,anna,bert\n{first},5000,6000\n03/02/2024,5100,6200\n")
    assert rows[0].cells[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "Date,Followers,Likes\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,Followers,Total followers\n2024-01-01,5000,6000\n2024-02-01,5100,6200\n",
        "Date,anna followers,bert followers\n2024-01-01,5000,6000\n2024-02-01,5100,6200\n",
        "Date,Instagram,TikTok,YouTube\n2024-01-01,5000,60,7\n2024-02-01,5100,62,8\n",
        "Date,anna,Instagram\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,Impressions,Link clicks\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,anna,New followers\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,Germany,France,Georgia\n2024-01-01,5000,60,7\n2024-02-01,5100,62,8\n",
        "Date,Peak viewers,Streamed hours\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Week,tea: (Worldwide),coffee: (Worldwide)\n2024-01-07,50,60\n2024-01-14,51,62\n",
        "Date,English,German\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,2023,2024\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,Handle,Followers\n2024-01-01,anna,60\n2024-02-01,bert,62\n",
        "Date,anna,bert\n2024-01-01,nice,sweet\n2024-02-01,tall,small\n",
        "Date,anna,bert\n2024-01-01,185.64,12.05\n2024-02-01,186.2,12.75\n",
        "Date,anna,bert\n2024-01-01,+5,-6\n2024-02-01,-51,+7\n",
        "Date,anna,bert\n2024-01-01,5%,6%\n2024-02-01,7%,8%\n",
        "Date,anna,Notes\n2024-01-01,5000,a post\n2024-02-01,5100,\n",
        "Date,anna,anna\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Date,anna,bert\n2024-01-01,5000,60\n2024-01-01,5100,62\n2024-01-01,5200,63\n",
        "Date,anna,bert\n2024-01-01,5000,60\n",
        "Published,anna,bert\n2024-01-01,5000,60\n2024-02-01,5100,62\n",
        "Item,anna,bert\n45292,5000,60\n45323,5100,62\n",
        "2024-01-01,5000,60\n2024-02-01,5100,62\n",
    ],
)
def test_tables_of_something_else_are_no_trackers(text: str) -> None:
    file_format, rows = read(text)
    assert file_format.tracker is None
    first = [line.split(",") for line in text.splitlines()[1 if file_format.header_line else 0 :]]
    assert [row.cells for row in rows] == first


@pytest.mark.django_db
@pytest.mark.parametrize(("counts", "asked"), [("0,6000,0,6200", True), ("0,3,0,4", True), ("5000,6000,5100,6200", False)])
def test_zeros_are_asked_about_however_small_the_counts(counts: str, asked: bool) -> None:
    anna, bert, later, last = counts.split(",")
    creator_list = draft(f"Date,anna,bert\n2024-01-01,{anna},{bert}\n2024-02-01,{later},{last}\n", platform="x")
    kinds = [(reading.column, reading.kind) for reading in uploads.readings_of(creator_list)]
    assert kinds == ([(2, "zeros")] if asked else [])


def mended(creator_list: CreatorList, outcome: str, **changes: str) -> str:
    """Its rows of that outcome as they are downloaded, with other cells."""
    header, rows = mendable_rows(creator_list, outcome)
    text = StringIO()
    csv.writer(text).writerows([header, *([changes.get(cell, cell) for cell in row] for row in rows)])
    return text.getvalue()


@pytest.mark.django_db(transaction=True)
def test_rejected_counts_stand_by_themselves_and_come_back_mended() -> None:
    days = "".join(f"2024-01-{day:02},{5000 + day},{60 + day}\n" for day in range(1, 29))
    creator_list = loaded(f"Date,anna,bert\n{days}2024-02-01,many,lots\n2024-02-30,5100,\n")
    assert outcomes(creator_list) == {"created": 2, "updated": 54, "rejected": 3}
    rejected = creator_list.reports.filter(outcome="rejected").order_by("line", "pk")
    assert [(report.line, report.cells) for report in rejected] == [
        (30, ["2024-02-01", "anna", "many"]),
        (30, ["2024-02-01", "bert", "lots"]),
        (31, ["2024-02-30", "anna", "5100"]),
    ]
    text = mended(creator_list, "rejected", many="5099", lots="99", **{"2024-02-30": "2024-02-29"})
    assert text.startswith("Date,account,count,reason\r\n2024-02-01,anna,5099,")
    again = loaded(text)
    assert outcomes(again) == {"updated": 3}
    assert {("anna", "2024-02-01", 5099), ("bert", "2024-02-01", 99), ("anna", "2024-02-29", 5100)} <= stored()


@pytest.mark.django_db(transaction=True)
def test_a_row_whose_cells_cannot_be_told_apart_is_one_that_is_rejected() -> None:
    creator_list = loaded(TRACKER + "2024-04-01,8700,53,000,1400\n")
    assert outcomes(creator_list) == {"created": 3, "updated": 4, "rejected": 1}
    report = creator_list.reports.get()
    assert (report.line, report.cells) == (5, ["2024-04-01", "", ""])
    assert report.problems[0]["reason"] == "has 5 cells, the header 4: a cell with the delimiter in it needs quotes"


@pytest.mark.django_db(transaction=True)
def test_names_of_one_day_are_matched_each_for_itself() -> None:
    creator_list = loaded("Date,Carla Mai,Dora Dee\n2024-01-01,5000,6000\n2024-02-01,5100,6200\n")
    waiting = matching.waiting(creator_list)
    handles = {"Carla Mai": "carla", "Dora Dee": "dora"}
    matches = [matching.Match(report.pk, handles[report.cells[1]]) for report in waiting]
    made = matching.match(creator_list=creator_list, matches=matches, by=None)
    with made.file.open() as file:
        assert file.read().decode().splitlines() == [
            "Date,account,count,matched handle",
            "2024-01-01,Carla Mai,5000,carla",
            "2024-01-01,Dora Dee,6000,dora",
            "2024-02-01,Carla Mai,5100,carla",
            "2024-02-01,Dora Dee,6200,dora",
        ]


@pytest.mark.django_db
def test_the_limit_is_of_the_rows_that_come_out(settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 7
    assert draft(TRACKER)
    settings.IMPORT_MAX_ROWS = 6
    with pytest.raises(FileProblem, match="more than 6 rows"):
        draft(TRACKER)


@pytest.mark.django_db(transaction=True)
def test_no_tracker_starts_from_another_ones_mapping() -> None:
    loaded(TRACKER, mapping=Mapping({0: Field.TAKEN_ON, 1: Field.HANDLE, 2: Field.FOLLOWING}))
    addresses = "Date,https://twitter.com/anna,https://twitter.com/bert\n2024-01-01,5000,6000\n2024-02-01,5100,6200\n"
    fields = Mapping.from_json(draft(addresses).mapping).fields
    assert fields == {0: Field.TAKEN_ON, 1: Field.PROFILE_URL, 2: Field.FOLLOWERS}


@pytest.mark.django_db(transaction=True)
def test_somebody_whom_a_column_is_called_by_is_erased_with_the_upload() -> None:
    creator_list = loaded("Date,anna,bert\n2024-01-01,,6000\n2024-02-01,,6200\n")
    assert suppress(platform="instagram", handle="anna").uploads == 1
    creator_list.refresh_from_db()
    assert "anna" not in str(creator_list.file_format)
    assert kept.format_of(creator_list).columns == ("Date", "account", "count")
    again = loaded("Date,anna,bert\n2024-03-01,5000,6300\n2024-04-01,5100,6400\n")
    assert outcomes(again) == {"updated": 2}
    assert "anna" not in str(again.file_format)
    assert set(Account.objects.values_list("handle", flat=True)) == {"bert"}


def test_accounts_in_capitals_may_be_names_which_is_asked() -> None:
    for columns, confidence in (("VICTORIA,VIVA,SEMILLA", "unsure"), ("@victoria,@viva,@semilla", "sure")):
        text = f"DATE,{columns}\n28/04/2023,7133,1208,900\n29/04/2023,7150,1210,950\n30/04/2023,7190,1212,990\n"
        file_format, rows = read(text)
        assert propose(file_format, rows, "list.csv", TODAY).guesses[1].confidence == confidence
