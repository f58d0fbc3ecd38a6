"""Rows with more cells than columns: a text with the delimiter in it and no quotes around it is one cell where that is plain."""

import pytest

from discovery.importing.formats.delimited import PARTED
from discovery.importing.formats.files import RawRow
from discovery.models import Account
from tests.discovery.importing.lists import loaded, outcomes, table

HEADER = "name,platform,handle,followers,fit\n"


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("Anna,Instagram,@anna,15000,quick recipes, kind people", ["Anna", "Instagram", "@anna", "15000", "quick recipes, kind people"]),
        ("Berg, Anna,Instagram,@anna,15000,kind", ["Berg, Anna", "Instagram", "@anna", "15000", "kind"]),
        ("Anna,Instagram,@anna,15000,a, b, c", ["Anna", "Instagram", "@anna", "15000", "a, b, c"]),
    ],
)
def test_a_blank_behind_the_delimiter_shows_where_a_cell_was_parted(line: str, cells: list[str]) -> None:
    _, rows = table(f"{HEADER}Bert,TikTok,@bert,28000,fine\n{line}\n")
    assert rows[1] == RawRow(3, cells, remark=PARTED)


@pytest.mark.parametrize(
    "line",
    [
        *("Anna,Instagram,@anna,15,000,kind", "Anna, Instagram,@anna,15000,kind,, of late", "Anna,,,,,x"),
        *("Anna,Instagram,@anna,15000,1, 2", "Anna,Instagram,@anna,15, 000,kind", "Anna,Instagram,@anna, @berta,15000,kind"),
        "Anna,Instagram,@anna,15,000, kind",
    ],
)
def test_where_it_may_be_another_cell_the_row_stays_as_it_is(line: str) -> None:
    _, rows = table(f"{HEADER}Bert,TikTok,@bert,28000,fine\n{line}\n")
    assert (len(rows[1].cells) > 5, rows[1].remark) == (True, "")


@pytest.mark.django_db(transaction=True)
def test_the_row_is_loaded_and_says_so() -> None:
    creator_list = loaded(f"{HEADER}Bert,TikTok,@bert,28000,fine\nAnna,Instagram,@anna,15000,quick, kind\n")
    assert outcomes(creator_list) == {"created": 2}
    assert Account.objects.get(handle="anna").snapshots.get().extra == {"fit": "quick, kind"}
    report = creator_list.reports.get()
    assert (report.line, report.outcome, report.problems[0]["reason"]) == (
        *(3, "noted"),
        PARTED,
    )
