"""Whether a rate is a percentage or a share of 1 is told by what its row counts; one that its row contradicts is never stored silently."""

from dataclasses import replace
from datetime import date

import pytest

from discovery.importing.conventions.readings import readings, with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import NO_CONVENTION, Convention, Mapping
from discovery.importing.proposals.proposing import propose
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from tests.discovery.importing.lists import table

TODAY = date(2026, 11, 26)
# Followers, likes and comments that come to 3.4 %, 5 % and 1.2 %; and rates as they may be written for them.
COUNTS = ["100000;3300;100", "20000;950;50", "500000;5800;200"]
PERCENTAGES, SHARES, SIGNED = ["3.4", "5", "1.2"], ["0.034", "0.05", "0.012"], ["3.4%", "5 %", "1.2％"]
STORED = [0.034, 0.05, 0.012]


def lines(rates: list[str], counts: list[str] = COUNTS) -> list[str]:
    return [f"anna{number};{counted};{rate}" for number, (counted, rate) in enumerate(zip(counts, rates, strict=True))]


def told(*rows: str, header: str = "handle;followers;avg likes;avg comments;ER") -> tuple[Mapping, list[Row]]:
    """The mapping that is proposed for a list, and its rows read by it."""
    file_format, sample = table("\n".join([header, *rows]) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    return mapping, rows_of(mapping, *rows, header=header)


def rows_of(mapping: Mapping, *rows: str, header: str = "handle;followers;avg likes;avg comments;ER") -> list[Row]:
    file_format, sample = table("\n".join([header, *rows]) + "\n")
    reader = RowReader(file_format.columns, mapping, "instagram", TODAY, TODAY)
    return [row for raw in sample for row in reader.read(raw)]


def rates(rows: list[Row]) -> list[float | None]:
    return [row.record.engagement_rate for row in rows]


@pytest.mark.parametrize("name", ["ER", "ER %"])
@pytest.mark.parametrize(("written", "percent"), [(PERCENTAGES, True), (SHARES, False)])
def test_the_rows_counts_tell_percentages_from_shares_whatever_the_name_says(name: str, written: list[str], percent: bool) -> None:
    mapping, rows = told(*lines(written), header=f"handle;followers;avg likes;avg comments;{name}")
    assert mapping.convention(4) == Convention(percent=percent, rate_base="followers")
    assert rates(rows) == STORED
    assert not any(row.problems for row in rows)


def test_a_name_that_the_counts_contradict_is_said_to_be_so() -> None:
    header = "handle;followers;avg likes;avg comments;ER %"
    file_format, sample = table("\n".join([header, *lines(SHARES)]) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    (reading,) = [each for each in readings(mapping, file_format, sample) if each.column == 4]
    assert (reading.value, reading.is_open) == ("share", False)
    assert reading.reason.startswith(
        "the column's name says per cent, but 0.034 on line 2 is a share of 1 by its row's own likes, comments"
    )


def test_engagements_and_views_tell_as_well() -> None:
    rows = ["anna;1000000;34000;0.034", "bert;50000;2600;0.05"]
    mapping, read = told(*rows, header="handle;avg views;engagements per post;ER by views")
    assert mapping.convention(3).rate_base == "views"
    assert rates(read) == [0.034, 0.05]


def test_a_mixed_column_is_read_by_the_row_and_every_such_cell_is_told() -> None:
    written = ["3.4%", "5", "0.012"]
    mapping, rows = told(*lines(written))
    assert mapping.convention(4) == Convention(rate_base="followers")
    assert rates(rows) == STORED
    assert [bool(row.remarks) for row in rows] == [False, True, True]
    assert rows[2].remarks[0].reason.endswith("say: read as 1.2 %")


def test_a_plain_rate_of_a_mixed_column_is_left_out_where_its_row_counts_nothing_unless_it_is_over_1() -> None:
    _, rows = told(*lines(["3.4%", "5", "0.012"]), "emil;100000;;;0.034", "fay;100000;;;2.5")
    assert rates(rows) == [*STORED, None, 0.025]
    assert rows[3].record.extra == {"ER": "0.034"}
    assert "write it with a % sign" in rows[3].remarks[0].reason
    assert "read as 2.5 %" in rows[4].remarks[0].reason


@pytest.mark.parametrize(
    ("written", "odd", "stored"),
    [
        # A share among percentages, a percentage among shares: as the row says, and told.
        (PERCENTAGES, "0.02", 0.02),
        (SHARES, "2", 0.02),
        # A sign that was put to a share, and one that was multiplied twice: left out, and told.
        (SIGNED, "0.02%", None),
        (SIGNED, "200%", None),
    ],
)
def test_one_cell_that_its_row_contradicts_a_hundred_times_is_never_stored_silently(
    written: list[str], odd: str, stored: float | None
) -> None:
    _, rows = told(*lines(written * 3, COUNTS * 3), f"emil;100000;1900;100;{odd}")
    assert rates(rows) == [*STORED * 3, stored]
    assert [bool(row.remarks) for row in rows] == [False] * 9 + [True]
    assert stored is not None or rows[-1].record.extra == {"ER": odd}


@pytest.mark.parametrize(("written", "odd"), [(PERCENTAGES, "0.034"), (SHARES, "3.4")])
def test_a_cell_that_may_be_either_is_left_out_where_its_row_counts_nothing(written: list[str], odd: str) -> None:
    _, rows = told(*lines(written), f"emil;;;;{odd}")
    assert rates(rows) == [*STORED, None]
    assert "write it with a % sign" in rows[-1].remarks[0].reason


def test_a_rate_that_is_about_so_much_is_told() -> None:
    _, rows = told(*lines(["~3.4%", "5%", "1.2%"]))
    assert rates(rows) == STORED
    assert [problem.reason for row in rows for problem in row.problems] == ["says about how much, or how much at least: read as 3.4 %"]


def test_a_rate_over_100_per_cent_is_told() -> None:
    _, rows = told(*lines(["340%", "5%", "1.2%"], [";;"] * 3))
    assert rates(rows) == [3.4, 0.05, 0.012]
    assert [len(row.remarks) for row in rows] == [1, 0, 0]


def test_counts_that_do_not_go_with_the_rates_tell_nothing() -> None:
    # Likes that are sums over all posts make of each percentage a share, by the row.
    sums = ["100000;340000;100", "20000;95000;50", "500000;600000;200"]
    mapping, _ = told(*lines(PERCENTAGES, sums))
    assert mapping.convention(4) == Convention(percent=True)


def test_a_name_that_says_per_cent_is_asked_about_where_every_value_would_be_next_to_nothing() -> None:
    header = "handle;followers;avg likes;avg comments;ER %"
    mapping, _ = told(*lines(SHARES, [";;"] * 3), header=header)
    assert mapping.convention(4) == NO_CONVENTION


def test_a_column_follows_another_rate_of_the_list_that_its_rows_tell() -> None:
    rows = ["anna;100000;3300;100;0.034;0.21", "bert;20000;950;50;0.05;0.13"]
    mapping, _ = told(*rows, header="handle;followers;avg likes;avg comments;ER by followers;ER by views")
    assert mapping.convention(5) == Convention(percent=False)


def test_a_person_has_the_last_word() -> None:
    mapping, _ = told(*lines(SHARES))
    chosen = with_choice(mapping, 4, "percent", "percent")
    assert rates(rows_of(chosen, *lines(SHARES))) == [0.00034, 0.0005, 0.00012]
    assert with_choice(chosen, 4, "percent", "row").chosen == {}


def test_a_platforms_rates_are_compared_with_its_own_counts() -> None:
    header = (
        "Instagram handle;Instagram followers;Instagram avg likes;Instagram ER;TikTok handle;TikTok followers;TikTok avg likes;TikTok ER"
    )
    rows = ["anna;100000;3400;0.034;anna;100000;100;0.1", "bert;20000;1000;0.05;bert;20000;100;0.5"]
    mapping, read = told(*rows, header=header)
    assert (mapping.convention(3).percent, mapping.convention(7).percent) == (False, True)
    assert rates(read) == [0.034, 0.001, 0.05, 0.005]


def test_a_choice_for_fields_that_are_no_rates_any_more_does_no_harm() -> None:
    mapping, _ = told(*lines(SHARES))
    kept = replace(mapping, fields={**mapping.fields, 4: Field.EXTRA})
    assert rows_of(kept, *lines(SHARES))[0].record.extra == {"ER": "0.034"}


def test_rates_over_1_are_shares_where_their_rows_make_just_them() -> None:
    header = "handle;followers;avg likes;avg comments;ER"
    mapping, rows = told("a;80080;153269;585;1.921265", "b;99128;8330;99;0.085032", "c;15400;640;21;0.042922", header=header)
    assert mapping.convention(4).percent is False
    assert rates(rows) == [1.921265, 0.085032, 0.042922]


def test_rates_over_1_that_are_only_near_are_percentages_still() -> None:
    """Likes are perhaps sums over all posts: a rate of 1.9 per cent comes to 190 or so by its row."""
    mapping, _ = told("a;80080;173269;585;1.921265", "b;99128;10330;99;0.085032", "c;15400;840;21;0.042922")
    assert mapping.convention(4).percent is True
