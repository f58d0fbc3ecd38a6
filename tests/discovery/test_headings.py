"""Where a column's heading leads."""

import pytest

from discovery.views.headings import Heading, heading


@pytest.mark.parametrize(
    ("sort", "leads_to", "direction"),
    [("name", "-fit", ""), ("-name", "-fit", ""), ("-fit", "fit", "descending"), ("fit", "-fit", "ascending")],
)
def test_another_click_turns_the_order_round(sort: str, leads_to: str, direction: str) -> None:
    assert heading("Fit", "-fit", sort, classes="num") == Heading("Fit", leads_to, direction, "num")


def test_a_column_that_does_not_sort_leads_nowhere() -> None:
    assert heading("Note", "", "-fit") == Heading("Note", "", "", "")
