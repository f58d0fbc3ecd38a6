"""Whether a mark groups thousands or begins decimals, by what a column's other values are like."""

import pytest

from discovery.importing.cells.numbers import UNSHOWN
from discovery.importing.conventions.readings import conventions
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from tests.discovery.importing.columns import found, read
from tests.discovery.importing.lists import table

PLAIN = ["54K", "166", "51", "270", "0"]


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        ([*PLAIN, "1,440", "2,051"], "."),
        (["1.440", *PLAIN], ","),
        # Too few that are different, from 1 to 999, and no codes.
        (["54K", "166", "51", "51", "051", "0", "999", "1,440"], UNSHOWN),
        # One has decimals, is in a unit, or from a thousand up without the mark; both marks are in doubt.
        ([*PLAIN, "1,440", "51,5"], ","),
        ([*PLAIN, "1,440", "1,440K"], UNSHOWN),
        ([*PLAIN, "1,440", "2051"], UNSHOWN),
        ([*PLAIN, "1,440", "2 051"], UNSHOWN),
        ([*PLAIN, "1,440", "1.440"], UNSHOWN),
    ],
)
def test_some_plain_numbers_below_a_thousand_show_that_a_mark_groups_them(values: list[str], mark: str) -> None:
    assert found("lv", *(f"{value};" for value in values), header="likes;views")[0].decimal_mark == mark


def test_that_plain_numbers_tell_is_said_with_the_first() -> None:
    (reading,) = read("lv", *(f"{value};" for value in [*PLAIN, "1,440"]), header="likes;views")
    assert (reading.value, reading.reason) == (
        ".",
        "166 on line 3 and 2 more under 1,000 have no mark, and nothing shows decimals: the comma groups thousands",
    )


@pytest.mark.parametrize("header", ["avg likes;views", "likes per post;views", "likes (K);views"])
def test_plain_numbers_do_not_tell_of_averages_and_thousands(header: str) -> None:
    """1,440 may be an average, or a number of thousands, that is written with three decimals."""
    assert found("lv", *(f"{value};" for value in ["166", "51", "270", "1,440"]), header=header)[0].decimal_mark == UNSHOWN


@pytest.mark.parametrize(
    ("names", "beside", "against"),
    [
        ("lr", "3,4%", "in “r”, where 3,4% on line 2 shows that the comma begins the decimals"),
        ("lf", "12.500", "in “f”, where 12.500 on line 2 is a whole number: the point groups thousands"),
    ],
)
def test_plain_numbers_do_not_tell_where_other_columns_contradict_them(names: str, beside: str, against: str) -> None:
    (reading,) = (each for each in read(names, *(f"{value};{beside}" for value in [*PLAIN, "1,440"])) if each.column == 0)
    assert reading.is_open
    assert reading.reason.endswith(f"the comma groups thousands, but {against}")


def test_plain_numbers_do_not_tell_where_prices_contradict_them_nor_of_other_columns() -> None:
    file_format, sample = table("\n".join(["likes;price;views", *(f"{value};5,5;1,234" for value in [*PLAIN, "1,440"])]) + "\n")
    columns = {0: Field.LIKES, 1: Field.EXTRA, 2: Field.VIEWS}
    assert conventions(Mapping(columns), file_format, sample)[0].decimal_mark == UNSHOWN
    told = conventions(Mapping(columns | {1: Field.IGNORE}), file_format, sample)
    assert (told[0].decimal_mark, told[2].decimal_mark) == (".", UNSHOWN)


@pytest.mark.parametrize(
    ("name", "values", "mark"),
    [
        ("f", ["16,037 M", "4,193 M"], ","),
        ("f", ["4,193 K", "16,037 M"], ","),
        ("l", ["116,037 mn", "4,193 K"], ","),
        # Which of the two is no question where both can be, or neither, or where something has no unit.
        ("f", ["16,037 K", "4,193 K"], UNSHOWN),
        ("f", ["1,000 M"], UNSHOWN),
        ("l", ["16,037 mn"], UNSHOWN),
        ("f", ["16,037 mil", "4,193 mil"], UNSHOWN),
        ("f", ["1,037 Mrd."], UNSHOWN),
        ("f", ["16,037 M", "12,500"], UNSHOWN),
        ("f", ["16,037 M", "4.193 Tsd."], UNSHOWN),
        ("f", ["16,037 xyz"], UNSHOWN),
        # It shows itself how it is written.
        ("f", ["16,037 M", "1,234,567"], "."),
    ],
)
def test_what_would_be_more_than_there_can_be_begins_its_decimals(name: str, values: list[str], mark: str) -> None:
    assert found(f"{name}v", *(f"{value};" for value in values))[0].decimal_mark == mark


def test_what_would_be_too_much_is_said_and_wins_over_other_columns() -> None:
    reading, _ = read("fl", "4,193 M;1,234,567", "16,037 M;1,234")
    assert (reading.value, reading.reason) == (
        ",",
        "4,193 M on line 2 would be over 1,000,000,000 if the comma grouped thousands: it begins the decimals",
    )
    assert reading.options == ((".", "4,193 M is 4 193 000 000"), (",", "4,193 M is 4 193 000"))


def test_plain_numbers_do_not_tell_where_the_limit_contradicts_them() -> None:
    _, reading = read("fl", *(f"16,037 M;{value}" for value in [*PLAIN, "1,440"]))
    assert reading.is_open
    assert "but in “f” 16,037 M on line 2 would be over" in reading.reason
    # There it is over, and the column shows itself that the comma groups thousands.
    assert found("fl", *(f"16,037 M;{value}" for value in [*PLAIN, "1,440"]), "1,234,567;")[1].decimal_mark == "."


def test_the_limit_of_one_column_decides_no_other() -> None:
    assert found("fl", "16,037 M;1,440")[1].decimal_mark == UNSHOWN
