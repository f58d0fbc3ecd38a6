"""Rows that add the others up, whatever they are called, and notes below a list are no accounts: for preview, check and load alike."""

from datetime import date
from io import BytesIO

import pytest

from discovery.importing import checking, uploads
from discovery.importing.cells.totals import is_total
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.sums import ADDS_UP, FOOTNOTE, OF_PAGE
from discovery.importing.formats.tables import as_table
from discovery.models import Account
from tests.discovery.importing.lists import draft, loaded

HEADER = "Handle,Followers,Posts\n"
ACCOUNTS = "anna,12413,51\nbert,1200210,36\ncarla,48017,12\n"


def left_out(text: str) -> dict[str, str]:
    """{first filled cell: why} of the rows with a problem."""
    with as_table(BytesIO(text.encode())) as (file_format, table):
        return {next(filter(None, row.cells)): row.problem for row in headed_rows(table, file_format) if row.problem}


@pytest.mark.parametrize(
    "row",
    [
        "Zbirno,1260640,99",
        "Vše dohromady,1260640,",
        ",1260640,99",
        "Zbirno,1.260.640,99",
        '"Zbirno","1,260,640",99',
        "Mitjana,420213.33,33",
    ],
)
def test_a_last_row_that_adds_up_is_a_total_in_any_language(row: str) -> None:
    assert set(left_out(HEADER + ACCOUNTS + row + "\n").values()) == {ADDS_UP}


@pytest.mark.parametrize(
    "text",
    [
        # Nearly, or in one of two columns alone; round, or with an @: by chance.
        HEADER + ACCOUNTS + "dora,1260641,99\n",
        HEADER + ACCOUNTS + "dora,1260640,98\n",
        HEADER + ACCOUNTS + "@dora,1260640,99\n",
        HEADER + "anna,1000,1\nbert,2000,2\ncarla,3000,3\n",
        "Handle,Followers\nanna,1213\nbert,3451\ncarla,4664\n",
        # Alike is no mean.
        HEADER + "anna,12413,51\nbert,12413,51\ncarla,12413,51\n",
    ],
)
def test_who_adds_up_by_chance_is_an_account(text: str) -> None:
    assert left_out(text) == {}


def test_one_column_alone_proves_a_total_of_three_or_more() -> None:
    assert left_out("Handle,Followers\nanna,1213\nbert,3451\ncarla,77\nZbirno,4741\n") == {"Zbirno": ADDS_UP}


def test_a_mil_is_added_up_as_what_it_is() -> None:
    rows = 'anna,"12,4 tis."\nbert,"1,2 mil."\ncarla,8 450\nDohromady,1 220 850\n'
    assert left_out("Účet,Sledující\n" + rows) == {"Dohromady": ADDS_UP}


def test_a_column_of_one_account_alone_contradicts_no_total() -> None:
    rows = "anna,12413,anna.t,51\nbert,1200210,,\n99,99,99,99\ncarla,48017,99,99\nSum of everything,1260640,,51\n"
    assert left_out("Instagram,Followers IG,TikTok,Followers TT\n" + rows) == {"Sum of everything": ADDS_UP}


def test_a_rate_that_is_weighted_contradicts_no_total() -> None:
    rows = "anna,12413,51,3.4%\nbert,1200210,36,1.2%\ncarla,48017,12,2.2%\nZbirno,1260640,99,1.3%\n"
    assert left_out("Handle,Followers,Posts,ER\n" + rows) == {"Zbirno": ADDS_UP}


def test_totals_of_sections_and_of_all_are_left_out() -> None:
    rows = (
        "BEAUTY,,\n@anna,12413,51\n@bert,1200210,36\nZwischenstand,1212623,87\n"
        "FOOD,,\n@carla,48017,12\n@dora,9914,7\nZwischenstand,57931,19\n"
    )
    found = left_out(HEADER + rows + "Zbirno,1270554,106\n")
    assert found["Zwischenstand"] == found["Zbirno"] == ADDS_UP
    assert "@anna" not in found
    assert {"BEAUTY", "FOOD"} <= set(found)


def test_a_note_below_a_list_is_no_name() -> None:
    assert left_out(HEADER + ACCOUNTS + "* ER = median of 30 posts,,\n") == {"* ER = median of 30 posts": FOOTNOTE}
    assert set(left_out(HEADER + ACCOUNTS + "All of these were counted by hand,,\n").values()) == {FOOTNOTE}
    assert left_out(HEADER + ACCOUNTS + "note.dora,,\nstand.up,,\nnot_anna,,\n") == {}
    assert set(left_out(HEADER + ACCOUNTS + "Quelle: eigene Zählung,,\n").values()) == {FOOTNOTE}
    assert left_out(HEADER + ACCOUNTS + "Dora Maria da Silva,,\n") == {}
    assert len(left_out(HEADER + ACCOUNTS + "* ER = median,,\nAlle Angaben ohne Gewähr,,\n")) == 2
    assert left_out(HEADER + "* starry,,\n" + ACCOUNTS) == {}


def test_what_a_page_shows_beside_accounts_is_none() -> None:
    text = "\n".join(("dog_feelingsig", "Verified", "thedodo", "Follow", "thedogist", "@verified")) + "\n"
    assert left_out(text) == {"Verified": OF_PAGE, "Follow": OF_PAGE}


@pytest.mark.django_db(transaction=True)
def test_preview_check_and_load_leave_out_the_same_rows() -> None:
    text = HEADER + ACCOUNTS + "Zbirno,1260640,99\n"
    creator_list = draft(text, platform="instagram", taken_on=date(2022, 12, 31))
    assert [row.line for row in uploads.preview_of(creator_list) if row.outcome == "left_out"] == [5]
    assert checking.begin(creator_list)
    checking.run(creator_list.pk)
    creator_list.refresh_from_db()
    check = checking.current(creator_list)
    assert check
    assert (check.new_accounts, check.rejected, check.left_out) == (3, 0, 1)
    assert loaded(text).left_out == 1
    assert set(Account.objects.values_list("handle", flat=True)) == {"anna", "bert", "carla"}


@pytest.mark.parametrize(
    "word",
    ["Celkem", "Summa", "Totalt", "Jumlah", "Ukupno", "Razem IG", "Total (TikTok)", "Σύνολο", "I alt", "Tổng", "Total (12)", "TOTAL: 12"],
)
def test_totals_are_known_by_name(word: str) -> None:
    assert is_total(word)


@pytest.mark.parametrize("text", ["celkemdobry", "anna", "total anna", "instagram", "summa cum laude", "total4", "total 4ever"])
def test_what_only_begins_like_a_total_is_none(text: str) -> None:
    assert not is_total(text)
