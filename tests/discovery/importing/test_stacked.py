"""Tables that stand below one another are read each by its own columns' names."""

import csv
from io import BytesIO, StringIO

import pytest

from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.lists import mendable_rows
from discovery.models import CreatorList, Snapshot
from tests.discovery.importing.lists import loaded, outcomes, sheets

TABLES = [
    *(["INSTAGRAM"], ["Handle", "Followers", "Avg likes", "Notes"], ["anna", "5000", "10", "nice"], ["bert", "6000", "20", ""]),
    *(["TIKTOK"], ["Handle", "Avg views", "Followers", "Country"], ["carl", "900", "7000", "DE"], ["dora", "800", "8000", "FR"]),
]
TEXT = "\n".join(",".join([*row, *[""] * (4 - len(row))]) for row in TABLES) + "\n"


def read(text: str) -> tuple[tuple[str, ...], list[list[str]], list[str]]:
    """The columns, the rows that are of accounts, and why the others are none."""
    with as_table(BytesIO(text.encode())) as (file_format, table):
        rows = list(headed_rows(table, file_format))
    return file_format.columns, [row.cells for row in rows if not row.problem], [row.problem for row in rows if row.problem]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("content", [TEXT, TEXT.replace(",", ";"), sheets(List=TABLES)], ids=["commas", "semicolons", "workbook"])
def test_each_tables_cells_go_to_the_columns_of_its_own_names(content: str | bytes) -> None:
    creator_list = loaded(content)
    assert creator_list.state == CreatorList.State.LOADED
    assert outcomes(creator_list) == {"created": 4, "left_out": 2}
    stored = Snapshot.objects.values_list(
        "account__platform", "account__handle", "followers", "likes", "views", "account__country", "extra__Notes"
    )
    assert set(stored) == {
        ("instagram", "anna", 5000, 10, None, "", "nice"),
        ("instagram", "bert", 6000, 20, None, "", None),
        ("tiktok", "carl", 7000, None, 900, "DE", None),
        ("tiktok", "dora", 8000, None, 800, "FR", None),
    }


def test_a_later_table_in_another_order_is_none_of_banners() -> None:
    columns, rows, told = read("Handle,Followers,Avg likes\nanna,5,1\nbert,6,2\nHandle,Avg likes,Followers\ncarl,3,7\ndora,4,8,x\n")
    assert columns == ("Handle", "Followers", "Avg likes")
    assert rows == [["anna", "5", "1"], ["bert", "6", "2"], ["carl", "7", "3"]]
    assert told == ["is a row of columns' names: the cells below it are told by them", "has a cell below no column's name"]


@pytest.mark.parametrize(
    "text",
    [
        "Handle,Followers,Notes\nanna,5,Handle with care\nbert,6,\n",
        "Handle,Topic,Followers\nanna,Handle,5\nbert,Followers,6\n",
        "Handle,Name\nanna,Anna\nHandle,Bert\n",
        "Handle,Followers\nanna,5\nHandle,Followers\nbert,6\n",
        "Handle,Followers,\nanna,5,\nHandle,Followers,\nbert,6,\n",
    ],
)
def test_rows_with_a_word_of_the_header_are_no_later_tables(text: str) -> None:
    with as_table(BytesIO(text.encode())) as (file_format, _):
        assert not file_format.is_stacked


@pytest.mark.django_db(transaction=True)
def test_rejected_rows_of_a_later_table_come_back_in_the_same_columns() -> None:
    creator_list = loaded(TEXT.replace("8000", "-8000").replace("6000", "-6000"))
    header, rows = mendable_rows(creator_list, "rejected")
    mended = StringIO()
    csv.writer(mended).writerows([header, *rows])
    again = loaded(mended.getvalue().replace("-", ""))
    assert outcomes(again)["created"] == 2
    stored = Snapshot.objects.filter(account__handle__in=["bert", "dora"]).values_list("account__platform", "followers", "likes", "views")
    assert set(stored) == {("instagram", 6000, 20, None), ("tiktok", 8000, None, 800)}
