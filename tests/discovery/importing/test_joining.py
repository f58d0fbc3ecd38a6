"""A cell that its delimiter took apart is put together where just one way fits the columns, and its row says so."""

from typing import Any

import pytest

from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.reader.joining import JOINED
from discovery.importing.reader.rows import RowReader
from discovery.models import Account
from tests.discovery.importing.lists import loaded, outcomes
from tests.discovery.importing.read import DAY, TODAY, reasons

NAMED = (Field.TITLE, Field.HANDLE, Field.FOLLOWERS, Field.EXTRA)
LINKED = (Field.TOPICS, Field.TITLE, Field.PROFILE_URL)


@pytest.mark.parametrize(
    ("fields", "text", "title", "one"),
    [
        (NAMED, "Smith, John,@jsmith,12000,nice", "Smith, John", "Smith, John"),
        (NAMED, "John,@jsmith,12000,nice, and slow", "John", "nice, and slow"),
        (NAMED, "Smith, John, Jr.,@jsmith,12000,", "Smith, John, Jr.", "Smith, John, Jr."),
        # Both could be with a comma, but brackets close.
        (LINKED, "tea,Ann (🌿,👻),https://x.com/ann", "Ann (🌿,👻)", "Ann (🌿,👻)"),
    ],
)
def test_the_one_way_that_fits_is_taken_and_said(fields: tuple[Field, ...], text: str, title: str, one: str) -> None:
    (row,) = read(fields, text)
    assert (row.outcome, row.record.title, len(row.cells)) == ("noted", title, len(fields))
    assert reasons(row) == [f"{JOINED}: “{one}” is one, since the row fits its columns no other way"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        # Topics or a name; a number or two; too many; nothing tells; none fits.
        (LINKED, "tea,Ann,Berg,https://x.com/ann"),
        (NAMED, "John,@jsmith,12,000,nice"),
        (NAMED, "a,b,c,d,e,@jsmith,12000,nice"),
        ((Field.TITLE, Field.EXTRA), "Smith, John,nice"),
        (NAMED, "Smith, John,@jsmith,many,nice"),
        # A stray delimiter took no cell apart.
        ((Field.HANDLE, Field.TITLE, Field.FOLLOWERS, Field.EXTRA), "anna,,Anna,5000,note"),
        ((Field.HANDLE, Field.EXTRA, Field.FOLLOWERS), "anna,,x,5000"),
        # A count is no id and no handle.
        ((Field.TITLE, Field.EXTERNAL_ID, Field.FOLLOWERS), "Bert,UC7XxmEXw7wXgh259vYCSjkQ,8,9"),
        ((Field.TITLE, Field.HANDLE, Field.FOLLOWERS), "Bert,bert,8,9"),
    ],
)
def test_what_is_not_told_is_rejected_as_it_came(fields: tuple[Field, ...], text: str) -> None:
    (row,) = read(fields, text)
    assert (row.outcome, row.cells) == ("rejected", text.split(","))
    assert "a cell with the delimiter in it needs quotes" in row.errors[0].reason


def test_without_a_delimiter_nothing_is_put_together() -> None:
    (row,) = read(NAMED, "Smith, John,@jsmith,12000,nice", delimiter="")
    assert row.outcome == "rejected"


@pytest.mark.django_db
def test_a_list_loads_such_rows_beside_the_others() -> None:
    made = loaded(
        "name;handle;followers\nAnna;anna;5\nSmith; John;@jsmith;7\nBert;bert;8;9\n" + "".join(f"C;carl{each};9\n" for each in "abcd")
    )
    assert outcomes(made) == {"created": 6, "rejected": 1}
    assert Account.objects.get(handle="jsmith").title == "Smith; John"
    assert [report.outcome for report in made.reports.order_by("line")] == ["noted", "rejected"]


def read(fields: tuple[Field, ...], text: str, delimiter: str = ",") -> list[Any]:
    columns = [field.label for field in fields]
    reader = RowReader(columns, Mapping(dict(enumerate(fields))), "instagram", DAY, TODAY, delimiter=delimiter)
    return reader.read(RawRow(2, text.split(",")))
