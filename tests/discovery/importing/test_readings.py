"""How columns are written is decided by what their values show, said with the cell that shows it, or asked."""

import pytest

from discovery.importing.cells.numbers import UNSHOWN
from discovery.importing.conventions.evidence import Evidence
from discovery.importing.conventions.readings import Kind, Reading, conventions, readings_in, with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import Convention, Mapping
from tests.discovery.importing.columns import found, mapping, read
from tests.discovery.importing.lists import table


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1.234", "12.5"], "."),
        (["1.234", "12,5"], ","),
        (["1.234", "1.234.567"], ","),
        (["1,234", "1,234,567"], "."),
        (["29.3M"], "."),
        # They contradict each other, or show nothing.
        (["12.5", "12,5"], UNSHOWN),
        (["1.234", "5.678"], UNSHOWN),
        (["1,234", "5"], UNSHOWN),
        (["5"], UNSHOWN),
        # So many groups of three, and what is below a thousand has none.
        (["1,234"] * 20 + ["850"], "."),
        (["1,234"] * 20, UNSHOWN),
        (["1,234"] * 20 + ["850", "1234"], UNSHOWN),
        (["1,234"] * 19 + ["850"], UNSHOWN),
    ],
)
def test_averages_are_written_as_their_values_show(values: list[str], mark: str) -> None:
    assert found("lv", *(f"{value};1" for value in values))[0].decimal_mark == mark


@pytest.mark.parametrize(("value", "mark"), [("12.500", ","), ("12,500", ".")])
def test_followers_are_whole_so_that_a_mark_in_them_groups_thousands(value: str, mark: str) -> None:
    (reading,) = read("fl", f"{value};1")
    assert (reading.column, reading.kind, reading.value) == (0, "decimal_mark", mark)
    assert reading.reason.startswith(f"{value} on line 2 is a whole number")


def test_whole_counts_in_which_nothing_is_in_doubt_need_no_convention() -> None:
    assert found("fl", "1200;1.5") == {0: Convention(decimal_mark="."), 1: Convention(decimal_mark=".")}
    assert found("ff", "1200;1300") == {}
    assert read("fl", "1200;1.5") == []


def test_what_the_lists_other_numbers_show_settles_a_column() -> None:
    (reading,) = read("lr", "12,500;3,4%", header="avg likes;ER")
    assert (reading.value, reading.reason) == (",", "as in “ER”, where 3,4% on line 2 shows that the comma begins the decimals")
    # Where those contradict each other, it stays open.
    assert found("lfr", "12,500;1.234.567;3.4%") == {0: Convention(decimal_mark=UNSHOWN), 1: Convention(decimal_mark=",")}


def test_values_are_read_without_the_html_around_them() -> None:
    assert found("lv", "<b>1.234</b>;1", "<b>1.234.567</b>;1")[0].decimal_mark == ","


def test_an_open_question_shows_a_value_read_both_ways() -> None:
    assert read("lv", "12,500;1") == [
        Reading(
            0,
            "decimal_mark",
            "",
            "the list does not show which of the two it is",
            ((".", "12,500 is 12 500"), (",", "12,500 is 12.5")),
            is_chosen=False,
        )
    ]
    (reading,) = read("lv", "1;1", "1.250;1")
    assert reading.options == ((",", "1.250 is 1 250"), (".", "1.250 is 1.25"))
    (reading,) = read("lv", "12.5;1", "12,5;1", "1,234;1")
    assert reading.reason == (
        "12.5 on line 2 shows that the point begins the decimals and 12,5 on line 3 shows that the comma begins the decimals: "
        "they contradict each other"
    )


@pytest.mark.parametrize(
    ("name", "values", "percent"),
    [
        ("ER", ["3.4", "0.5"], True),
        ("ER", ["0.034"] * 20, False),
        ("ER", ["0,034"] * 20, False),
        # As percentages the first would be next to nothing.
        ("ER", ["0.034"] * 5, False),
        ("ER", ["0.034"] * 4, None),
        ("ER", ["0.134"] * 19, None),
        ("ER", ["0.03"] * 19, None),
        ("ER %", ["0.5"], True),
        ("ER (pct)", ["0.5"], True),
        # One account with more engagements than followers among shares; percentages of very large accounts.
        ("ER", ["0.034"] * 30 + ["1.3"], None),
        ("ER", ["0.51", "0.34", "0.72"] * 10, None),
        ("ER", ["0.05", "0.12", "0.09"] * 10, None),
        ("ER", ["3.4%"], None),
    ],
)
def test_rates_are_percentages_or_shares_as_name_and_values_show(name: str, values: list[str], percent: bool | None) -> None:
    convention = found("rd", *(f"{value};" for value in values), header=f"{name};d").get(0, Convention())
    assert convention.percent is percent


def test_a_rate_that_may_be_either_is_asked_with_both_readings() -> None:
    (reading,) = read("rf", "0.5;1")
    assert (reading.kind, reading.value, reading.is_open) == ("percent", "", True)
    assert reading.options == (("percent", "0.5 is 0.5 %"), ("share", "0.5 is 50 %"))
    (reading,) = read("rf", "0.5;1", "4.2;1")
    assert (reading.value, reading.reason) == ("percent", "4.2 on line 3 is over 1: these are percentages")
    assert read("rf", "3.4%;1", "0%;1", "0;1") == []


def test_which_number_is_the_day_is_shown_or_asked() -> None:
    (reading,) = read("df", "01/02/2022;1", "17/02/2022;1")
    assert (reading.value, reading.reason) == ("day", "17/02/2022 on line 3 shows that the day comes first")
    (reading,) = read("df", "01/02/2022;1", "02/17/2022;1")
    assert reading.value == "month"
    (reading,) = read("df", "01/02/2022;1")
    assert (reading.value, reading.options) == (
        "",
        (("day", "01/02/2022 is day 01 of month 02"), ("month", "01/02/2022 is day 02 of month 01")),
    )
    (reading,) = read("df", "01/02/2022;1", "02/17/2022;1", "17/02/2022;1")
    assert (reading.value, reading.reason) == ("", "17/02/2022 on line 4 and 02/17/2022 on line 3 contradict each other")
    assert read("df", "2022-02-01;1", "01.02.2022;1") == []


def test_what_becomes_of_the_cells_in_doubt_is_said() -> None:
    said = {reading.kind: reading.unanswered for reading in read("lrdf", "12,500;1;01/02/2022;12 mil") if reading.is_open}
    assert said == {
        "decimal_mark": "counts in doubt are left out",
        "mil": "counts in doubt are left out",
        "percent": "rates in doubt are left out",
        "day_first": "rows in doubt are rejected",
    }


def test_a_short_year_comes_first_in_lists_of_east_asia() -> None:
    assert found("d", "22.10.21", header="기준일")[0].year_first
    assert not found("d", "22.10.2021", header="기준일")
    assert not found("d", "22.10.21", header="Datum")


def test_mil_is_a_thousand_where_the_list_shows_it_and_asked_otherwise() -> None:
    assert found("fl", "12,5 mil;1")[0].mil == 3
    assert found("fl", "12 mil;1", "2 M;1")[0].mil == 3
    assert found("fl", "12 mil;1", header="Seguidores;l")[0].mil == 3
    (reading,) = read("fl", "12 mil;1")
    assert (reading.kind, reading.value) == ("mil", "")
    assert reading.options == (("thousand", "12 mil is in thousands"), ("million", "12 mil is in millions"))


def test_a_persons_choice_wins_and_is_said() -> None:
    reading, _ = read("fl", "12.500;1", f=Convention(decimal_mark="."))
    assert (reading.value, reading.reason, reading.is_chosen) == (".", "you said so", True)
    (reading,) = read("rf", "0.5;1", r=Convention(percent=False))
    assert (reading.value, reading.is_chosen) == ("share", True)
    (reading,) = read("df", "17/02/2022;1", d=Convention(day_first=False))
    assert (reading.value, reading.is_chosen) == ("month", True)
    (reading,) = read("fl", "12 mil;1", f=Convention(mil=6))
    assert (reading.value, reading.is_chosen) == ("million", True)


@pytest.mark.parametrize(
    ("kind", "value", "convention"),
    [
        ("decimal_mark", ",", Convention(decimal_mark=",")),
        ("percent", "share", Convention(percent=False)),
        ("percent", "percent", Convention(percent=True)),
        ("day_first", "day", Convention(day_first=True)),
        ("mil", "thousand", Convention(mil=3)),
    ],
)
def test_an_answer_is_kept_with_the_mapping_and_can_be_taken_back(kind: Kind, value: str, convention: Convention) -> None:
    asked = mapping("fl")
    answered = with_choice(asked, 1, kind, value)
    assert answered.chosen == {1: convention}
    assert Mapping.from_json(answered.to_json()) == answered
    assert with_choice(answered, 1, kind, "") == asked


def test_an_answer_that_is_no_option_is_refused() -> None:
    with pytest.raises(ValueError, match="no way to read a column"):
        with_choice(mapping("fl"), 0, "percent", "perhaps")


@pytest.mark.parametrize(
    ("likes", "hidden"),
    [
        (["3"] * 5 + ["1200"] * 50, True),
        (["3"] * 4 + ["1200"] * 50, False),
        (["3"] * 5 + ["1", "2", "4", "1200"], False),
    ],
)
def test_a_three_that_repeats_among_large_accounts_stands_for_hidden_likes(likes: list[str], hidden: bool) -> None:
    assert found("fl", *(f"250000;{each}" for each in likes))[1].hides_likes is hidden
    assert not found("fl", *(f"900;{each}" for each in likes))[1].hides_likes


@pytest.mark.parametrize(("rows", "hides"), [(["40;0"], True), (["40,5;0.0"], True), (["0;0", "40;400"], False), ([";0", "40;"], False)])
def test_no_views_beside_likes_were_not_counted(rows: list[str], hides: bool) -> None:
    assert found("lv", *rows).get(1, Convention()).hides_views is hides
    assert not found("fv", "40;0").get(1, Convention()).hides_views


def test_evidence_is_gathered_row_by_row_and_rows_out_of_shape_show_nothing() -> None:
    file_format, rows = table("l;v\n12,500;1\n")
    evidence = Evidence(mapping("lv"), file_format)
    for row in rows:
        evidence.add(row)
    assert evidence.conventions()[0].decimal_mark == UNSHOWN
    evidence.add(rows[0]._replace(cells=["12,5", "1", "more"]))
    evidence.add(rows[0]._replace(cells=["12,5", "1"], problem="has a quote too many"))
    assert evidence.conventions()[0].decimal_mark == UNSHOWN
    evidence.add(rows[0]._replace(cells=["12,5"], line=900))
    assert readings_in(evidence, {})[0].reason == "12,5 on line 900 shows that the comma begins the decimals"


@pytest.mark.parametrize("rate", ["3.4", "3.4%"])
def test_a_decimal_point_beside_whole_counts_with_one_asks_what_theirs_is(rate: str) -> None:
    """3.000 may be 3 million, in thousands, where the file has a point for its decimals elsewhere."""
    (reading,) = (each for each in read("fr", f"3.000;{rate}", f"4.370;{rate}") if each.kind == "decimal_mark")
    assert (reading.value, reading.reason) == (
        "",
        f"3.000 on line 2 may be in thousands or more: in “r” {rate} on line 2 shows that the point begins the decimals",
    )


def test_a_decimal_point_in_what_is_kept_as_it_came_is_seen_too() -> None:
    file_format, sample = table("who;f;wealth\na;3.000;5.5\nb;4.370;21.2\nc;99;99\n")
    assert conventions(Mapping({1: Field.FOLLOWERS, 2: Field.EXTRA}), file_format, sample)[1].decimal_mark == UNSHOWN


@pytest.mark.parametrize(
    "rows", [["12.340;3.4", "870;3.4"], ["12.345;3.4", "12.340;3.4"], ["1.234.567;3.4", "12.345;3.4"], ["12.345;3,4", "12.346;3,4"]]
)
def test_followers_that_show_that_their_mark_groups_thousands_are_not_asked_about(rows: list[str]) -> None:
    assert found("fr", *rows)[0].decimal_mark == ","


def test_whole_counts_with_decimals_are_in_a_unit_that_is_asked_for() -> None:
    """Whoever says that the point of 3.000 begins decimals means no three followers."""
    mark, _, scale = sorted(read("fr", "3.000;3.4", "4.370;3.4", f=Convention(decimal_mark=".")), key=lambda each: each.kind)
    assert (mark.value, scale.kind, scale.value) == (".", "scale", "")
    assert scale.options == (("1000", "3.000 is 3 000"), ("1000000", "3.000 is 3 000 000"))
    assert not any(each.is_open for each in read("fr", "3.000;3.4%", "4.370;3.4%", f=Convention(decimal_mark=".", scale=6)))


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        # One odd price says nothing of followers, nor do prices that contradict each other, nor one where a count speaks for the other.
        (["283,000;50,000.00;1", "292,000;50 000,00;1"], "."),
        (["283,000;50,000.00;50 000,00", "292,000;50,000.00;1"], "."),
        (["3.000;5.5;5.5", "4.370;6.5;6.5"], UNSHOWN),
        # 196 000 stands beside them: these are in no thousands.
        (["283,000;5,5;1", "196 000;5,5;1"], "."),
    ],
)
def test_what_contradicts_itself_puts_no_whole_count_in_doubt(rows: list[str], mark: str) -> None:
    file_format, sample = table("\n".join(["who;f;price;story", *(f"a{at};{row}" for at, row in enumerate(rows))]) + "\n")
    kept = Mapping({1: Field.FOLLOWERS, 2: Field.EXTRA, 3: Field.EXTRA})
    found = conventions(kept, file_format, sample)
    assert found.get(1, Convention(decimal_mark=".")).decimal_mark == mark


def test_counts_weigh_before_prices() -> None:
    file_format, sample = table("who;f;v;price\na;3.000;1.234,5;5.5\nb;4.370;2.345,5;6.5\n")
    columns = {1: Field.FOLLOWERS, 2: Field.VIEWS, 3: Field.EXTRA}
    assert conventions(Mapping(columns), file_format, sample)[1].decimal_mark == ","
    assert conventions(Mapping(columns | {2: Field.EXTRA, 3: Field.VIEWS}), file_format, sample)[1].decimal_mark == UNSHOWN


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["34,2 K", "9.850", "15.4 K"], ","),
        (["15.4K", "9.850"], ","),
        (["15,4 Tsd.", "9,850"], "."),
        # Too exact for millions; else it is asked, with the options.
        (["1.2M", "9.857"], ","),
        (["1.2M", "9.850"], UNSHOWN),
        (["1.234M", "1.5K", "9.857"], UNSHOWN),
        (["1,2 Mio", "3.000"], ","),
        # In Spanish mil is a thousand; nothing says so in the second.
        (["34,2 K", "9.850", "15.4 K", "212 mil"], ","),
        (["9.850", "15.4 mil"], UNSHOWN),
    ],
)
def test_what_units_show_says_little_of_whole_counts_without_one(values: list[str], mark: str) -> None:
    header = "Seguidores" if "212 mil" in values else ""
    assert found("f", *values, header=header)[0].decimal_mark == mark
    (reading,) = (each for each in read("f", *values, header=header) if each.kind == "decimal_mark")
    assert reading.is_open == (mark == UNSHOWN)
    assert not reading.is_open or "has no unit, which others have" in reading.reason
