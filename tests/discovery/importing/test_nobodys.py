"""Rows that are nobody's: totals of the others, and codes for no answer."""

import pytest

from discovery.importing.cells.codes import REASON as NO_ANSWER
from discovery.importing.cells.totals import REASON
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.importing.reader.nobodys import BLANK, UNFILLED
from discovery.importing.reader.rows import NOBODY, RowReader
from discovery.importing.storing.batches import BatchReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY
from tests.discovery.importing.read import read, reasons


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Summe", "Итого", "합계", "Average", "Durchschnitt", "Média"])
def test_a_row_that_sums_the_others_up_is_left_out_and_says_so(word: str) -> None:
    row = read((Field.HANDLE, word), (Field.FOLLOWERS, "5000"))
    assert (row.outcome, reasons(row)) == ("left_out", [REASON])
    assert read((Field.IGNORE, word), (Field.HANDLE, ""), (Field.FOLLOWERS, "5000")).errors[0].reason == REASON
    assert read((Field.HANDLE, ""), (Field.TITLE, word)).errors[0].reason == REASON


@pytest.mark.parametrize("code", ["99", "999", "-1", "-99"])
def test_a_row_of_codes_for_no_answer_is_nobody(code: str) -> None:
    row = read((Field.HANDLE, code), (Field.TITLE, "Music"), (Field.FOLLOWERS, code), (Field.POSTS, ""), platform="youtube")
    assert (row.outcome, reasons(row)) == ("left_out", [NO_ANSWER])
    assert read((Field.HANDLE, "99"), (Field.FOLLOWERS, "98"), platform="youtube").record.handle == "99"
    assert read((Field.HANDLE, "@99"), (Field.FOLLOWERS, "99"), platform="youtube").record.handle == "99"
    assert read((Field.HANDLE, "99"), (Field.FOLLOWERS, ""), platform="youtube").record.handle == "99"


def test_an_account_that_is_called_total_is_none() -> None:
    assert read((Field.HANDLE, "@total")).record.handle == "total"
    assert read((Field.HANDLE, "total"), (Field.TITLE, "Total Energies")).record.handle == "total"
    assert read((Field.HANDLE, "anna"), (Field.TITLE, "Average")).outcome is None
    assert read((Field.IGNORE, "Total"), (Field.HANDLE, "anna")).outcome is None


def test_a_row_that_counts_and_names_nobody_may_be_a_total() -> None:
    row = read((Field.HANDLE, ""), (Field.FOLLOWERS, "5000"))
    assert reasons(row) == ["names no account, though it counts: perhaps it is a total of the others"]
    assert reasons(read((Field.HANDLE, ""), (Field.EXTRA, "x"))) == ["names no account"]


def test_the_columns_names_once_more_are_nobodys_however_they_are_read() -> None:
    text = "username,name\nanna,Anna\nusername,name\nbert,Bert\n"
    file_format, rows = table(text)
    mapping = Mapping({0: Field.HANDLE, 1: Field.TITLE})
    reader = RowReader(file_format.columns, mapping, "instagram", TODAY, TODAY)
    assert [row.record.handle for raw in rows for row in reader.read(raw) if not row.errors] == ["anna", "bert"]
    batch = BatchReader(reader).read(rows, 0)
    assert (batch.count, [(row.line, row.errors[0].reason) for _, row in batch.others]) == (
        2,
        [(3, "is the row of the columns' names once more")],
    )


def test_a_row_of_boxes_that_are_not_ticked_is_nobody() -> None:
    boxes = ((Field.EXTRA, "FALSE"), (Field.EXTRA, "FALSE"))
    row = read((Field.HANDLE, ""), *boxes)
    assert (row.outcome, reasons(row)) == ("left_out", [BLANK])
    assert read((Field.HANDLE, ""), (Field.BIO, "TRUE"), *boxes).outcome == "rejected"
    assert read((Field.HANDLE, "anna"), *boxes).outcome is None


def test_a_row_that_says_little_and_nothing_of_an_account_is_yet_to_be_filled() -> None:
    """As rows of a sheet whose cells are chosen from lists that begin with Pending."""
    width = [(Field.HANDLE, ""), (Field.FOLLOWERS, ""), *[(Field.EXTRA, "")] * 4]
    row = read(*width, (Field.EXTRA, "Pending"), (Field.COUNTRY, "Mexico"))
    assert (row.outcome, reasons(row)) == ("left_out", [UNFILLED])
    assert read(*width, (Field.EXTRA, "Pending"), (Field.EXTRA, "FALSE")).outcome == "left_out"
    for told in ("https://instagram.com/anna", "@anna"):
        assert read(*width, (Field.EXTRA, told), (Field.EXTRA, "")).outcome == "rejected"
    # Somebody's row, of whom it is not said who; too much for a blank row; and an account's.
    assert read(*width, (Field.BIO, "Cooks"), (Field.COUNTRY, "Mexico")).outcome == "rejected"
    assert read((Field.HANDLE, ""), (Field.FOLLOWERS, "900"), *width[2:], (Field.EXTRA, "x"), (Field.EXTRA, "")).outcome == "rejected"
    assert read(*width[:5], (Field.EXTRA, "x"), (Field.EXTRA, "y"), (Field.EXTRA, "z")).outcome == "rejected"
    assert read((Field.HANDLE, ""), (Field.EXTRA, "Pending")).outcome == "rejected"
    assert read((Field.HANDLE, "anna"), *width[1:], (Field.EXTRA, "Pending")).outcome is None


def test_a_row_that_names_nobody_says_so_before_it_says_that_it_names_no_platform() -> None:
    assert reasons(read((Field.HANDLE, ""), (Field.EXTRA, "Pending"), platform="")) == [NOBODY]
    assert "names no platform" in reasons(read((Field.HANDLE, "anna"), (Field.EXTRA, "Pending"), platform=""))[0]
