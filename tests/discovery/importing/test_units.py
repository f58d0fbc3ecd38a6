"""A unit is what its column's language means by it; one in a column's name multiplies the column; nobody is given a billion followers."""

from datetime import date

import pytest

from discovery.importing.cells.numbers import read_count
from discovery.importing.cells.units import unit_in_name
from discovery.importing.conventions.readings import Reading, readings, with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.importing.proposals.proposing import propose
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from tests.discovery.importing.lists import table

TODAY = date(2026, 11, 26)


def told(*cells: str, name: str = "Followers", others: str = "") -> tuple[list[Row], list[Reading]]:
    """A list with a handle and one count, as it is proposed to be read; `others` are further columns' names."""
    lines = [f"Handle;{name}{others}", *(f"anna{number};{cell}{';' * others.count(';')}" for number, cell in enumerate(cells))]
    file_format, sample = table("\n".join(lines) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    return rows_of(mapping, lines), [
        each for each in readings(mapping, file_format, sample) if each.kind not in ("decimal_mark", "percent")
    ]


def rows_of(mapping: Mapping, lines: list[str]) -> list[Row]:
    file_format, sample = table("\n".join(lines) + "\n")
    reader = RowReader(file_format.columns, mapping, "instagram", TODAY, TODAY)
    return [row for raw in sample for row in reader.read(raw)]


def followers(rows: list[Row]) -> list[int | None]:
    return [row.record.followers for row in rows]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2 Mn", 1_200_000),
        ("2,3 milyon", 2_300_000),
        ("345 bin", 345_000),
        ("12,5 rb", 12_500),
        ("1,2 jt", 1_200_000),
        ("12,5 N", 12_500),
        ("1,2 Tr", 1_200_000),
        ("7 nghìn", 7_000),
        ("45 tis.", 45_000),
        ("1.2w", 12_000),
        ("1.2萬", 12_000),
        ("3억", 300_000_000),
        ("45 ألف", 45_000),
        ("١٫٢ مليون", 1_200_000),
        ("١٢٬٥٠٠", 12_500),
        ("3.5 लाख", 350_000),
        ("45 हज़ार", 45_000),
        ("1.2 ล้าน", 1_200_000),
        ("1,2 mia", 1_200_000_000),
        ("'12345", 12_345),
        ("1´234´567", 1_234_567),
        ("45,3 К", 45_300),
        ("3만5천", 35_000),
        ("1억 2천만", 120_000_000),
        ("1万2千", 12_000),
        ("1만2345명", 12_345),
        ("12,5 tn", 12_500),
        ("3.5L", 350_000),
        ("1.2M followers", 1_200_000),
        ("12,345 followers", 12_345),
        ("1.2만 명", 12_000),
    ],
)
def test_units_of_many_languages(text: str, value: int) -> None:
    number = read_count(text)
    assert number
    assert number.value == value


@pytest.mark.parametrize(
    ("cells", "name", "stored"),
    [
        (["12,5 B", "345 bin"], "Followers", [12_500, 345_000]),
        (["1,2 B", "1,2 Mn"], "Followers", [1_200, 1_200_000]),
        (["1,2 B", "850"], "Takipçi", [1_200, 850]),
    ],
)
def test_b_is_a_thousand_where_the_list_is_turkish(cells: list[str], name: str, stored: list[int]) -> None:
    rows, (reading,) = told(*cells, name=name)
    assert followers(rows) == stored
    assert (reading.kind, reading.value) == ("b", "thousand")


def test_another_columns_name_shows_the_language_too() -> None:
    rows, _ = told("1,2 B", others=";Ort. beğeni")
    assert followers(rows) == [1_200]


def test_a_billion_followers_are_asked_about() -> None:
    rows, (reading,) = told("1.2B", "850")
    assert (reading.kind, reading.value, reading.is_open) == ("b", "", True)
    assert [value for value, _ in reading.options] == ["thousand", "billion"]
    assert [row.outcome for row in rows] == ["noted", None]
    assert "may be thousands or billions" in rows[0].remarks[0].reason
    (row,) = rows_of(with_choice(Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS}), 1, "b", "thousand"), ["h;f", "anna;1.2B"])
    assert row.record.followers == 1_200


@pytest.mark.parametrize("text", ["1200000000", "1,200,000,000", "1200M"])
def test_no_account_is_stored_with_over_a_billion_followers(text: str) -> None:
    (row,), _ = told(text)
    assert row.outcome == "rejected"
    assert "which nobody has" in row.errors[0].reason


def test_likes_may_be_billions() -> None:
    rows, open_questions = told("1.2b", "3.4m", name="Avg likes")
    assert [row.record.likes for row in rows] == [1_200_000_000, 3_400_000]
    assert open_questions == []


@pytest.mark.parametrize(
    ("cells", "name", "meant"),
    [
        (["12 mil", "1,2 M"], "Followers", "thousand"),
        (["12 mil"], "Seguidores", "thousand"),
        (["1,2 mil.", "45 tis."], "Followers", "million"),
        (["1,2 mil."], "Sledující", "million"),
        (["1.2 mil", "950k"], "Followers", "million"),
        (["1.2 mil"], "Followers", ""),
    ],
)
def test_mil_is_what_the_list_shows(cells: list[str], name: str, meant: str) -> None:
    _, (reading,) = told(*cells, name=name)
    assert (reading.kind, reading.value) == ("mil", meant)


@pytest.mark.parametrize(("likes", "meant"), [("24000", "million"), ("60", "thousand"), ("500", "")])
def test_mil_is_what_the_likes_beside_it_make_likely(likes: str, meant: str) -> None:
    rows = [f"anna{number};{followers} mil;{likes}" for number, followers in enumerate(("1.2", "2.3", "1"))]
    file_format, sample = table("\n".join(["Handle;Followers;Avg likes", *rows]) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    (reading,) = [each for each in readings(mapping, file_format, sample) if each.kind in ("mil", "scale")]
    assert (reading.kind, reading.value) == ("mil", meant)


@pytest.mark.parametrize(
    "name",
    [
        *("Followers (K)", "Followers [k]", "Followers (in thousands)", "Followers in thousands", "Followers (thousands)"),
        *("Followers (000s)", "Followers ('000)", "Followers '000", "Followers (x1000)", "Followers (1,000s)", "followers_k"),
        *("Follower (in Tsd.)", "Follower in Tsd.", "Подписчики (тыс.)", "Подписчики, тыс.", "Seguidores (miles)", "Seguidores (en miles)"),
        *("Followers/1000", "Followers 000", "Followers_in_thousands", "followers_thousands", "Followers (IG) (K)", "フォロワー（千人）"),
        *("Seguidores (mil)", "Obserwujący (tys.)", "粉丝（千）"),
    ],
)
def test_a_name_that_says_thousands_multiplies_its_column(name: str) -> None:
    rows, (reading,) = told("45.3", "1200", "1.2M", name=name)
    assert followers(rows) == [45_300, 1_200_000, 1_200_000]
    assert (reading.kind, reading.value, reading.options[0]) == ("scale", "1000", ("1000", "45.3 is 45 300"))


@pytest.mark.parametrize(
    ("name", "power"),
    [
        ("Followers (M)", 6),
        ("Followers in M", 6),
        ("Abonnenten (Mio.)", 6),
        ("粉丝数(万)", 4),
        ("粉丝（万人）", 4),
        ("粉丝数/万", 4),
        ("粉丝(w)", 4),
        ("Followers mln", 6),
        ("Likes/post", 0),
        ("Followers M", 0),
        ("Avg likes last 1000", 0),
        ("Followers (K) 2026", 3),
        # How many were asked, women, a platform, a day.
        ("Posts (n)", 0),
        ("Followers (W)", 0),
        ("Followers (IG)", 0),
        ("Followers (30)", 0),
        ("Followers", 0),
        ("(K)", 0),
    ],
)
def test_what_a_name_multiplies_by(name: str, power: int) -> None:
    assert unit_in_name(name).power == power


def test_a_scale_that_the_values_contradict_is_asked_about() -> None:
    rows, (reading,) = told("4101800", "45300", name="Followers (K)")
    assert (reading.kind, reading.value) == ("scale", "")
    assert "over a billion" in reading.reason
    assert followers(rows) == [None, None]
    mapping = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS})
    chosen = with_choice(mapping, 1, "scale", "1")
    assert followers(rows_of(chosen, ["Handle;Followers (K)", "anna;4101800"])) == [4_101_800]
    assert with_choice(chosen, 1, "scale", "").chosen == {}


def test_men_are_no_millions() -> None:
    file_format, sample = table("Handle;Followers (M);Followers (F)\nanna;43.2;56.8\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    (reading,) = [each for each in readings(mapping, file_format, sample) if each.kind == "scale"]
    assert (reading.is_open, reading.reason) == (True, "beside “Followers (F)” this may be of men, not in millions")


def test_followers_that_are_far_fewer_than_likes_are_asked_about() -> None:
    rows = ["Handle;Followers;Avg likes", "anna;45;1500", "bert;120;3000", "caro;3400;90000"]
    file_format, sample = table("\n".join(rows) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    (reading,) = [each for each in readings(mapping, file_format, sample) if each.kind == "scale"]
    assert (reading.column, reading.value, reading.options) == (1, "", (("1000", "45 is 45 000"), ("1", "45 is 45")))
    assert "perhaps these are thousands" in reading.reason
    assert followers(rows_of(mapping, rows)) == [None, None, None]
    assert followers(rows_of(with_choice(mapping, 1, "scale", "1000"), rows)) == [45_000, 120_000, 3_400_000]
    assert followers(rows_of(with_choice(mapping, 1, "scale", "1"), rows)) == [45, 120, 3_400]


@pytest.mark.parametrize(
    "cells",
    [
        ("15.4", "7.6", "2.0", "0.03"),
        ("15,4", ",5", "2", "1,25"),
        ("15.4", "7.6", "1.234", "unlisted"),
        ("15.4", "98.1", "7.25", *("672", "159") * 4),
    ],
)
def test_followers_that_are_all_small_and_have_decimals_are_in_a_unit_that_is_asked(cells: tuple[str, ...]) -> None:
    rows, (reading,) = told(*cells, name="Follower")
    assert (reading.kind, reading.value) == ("scale", "")
    assert reading.options == (("1000", f"{cells[0]} is 15 400"), ("1000000", f"{cells[0]} is 15 400 000"))
    assert followers(rows) == [None] * len(cells)


def test_the_rows_of_an_unsaid_unit_load_and_keep_the_count_as_it_came() -> None:
    lines = ["Handle;Subscribers", "anna;15.4", "bert;2.0", "cleo;0.03"]
    file_format, sample = table("\n".join(lines) + "\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    rows = rows_of(mapping, lines)
    assert [(row.record.handle, row.errors, row.record.extra) for row in rows] == [
        ("anna", [], {"Subscribers": "15.4"}),
        ("bert", [], {"Subscribers": "2.0"}),
        ("cleo", [], {"Subscribers": "0.03"}),
    ]
    assert "say of the column which" in rows[0].remarks[0].reason
    answered = with_choice(mapping, 1, "scale", "1000000")
    assert followers(rows_of(answered, lines)) == [15_400_000, 2_000_000, 30_000]
    (reading,) = [each for each in readings(answered, file_format, sample) if each.kind == "scale"]
    assert (reading.value, [value for value, _ in reading.options]) == ("1000000", ["1000", "1000000"])


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        # A table that has gaps makes fractions of whole numbers.
        ("Followers", ("120.0", "45.0", "", "7.0")),
        # A slip among counts, be it of a small account.
        ("Followers", ("15.4", "12000", "7.6")),
        ("Followers", ("15.4", "12,000,000", "7.6")),
        ("Followers", ("15.4", "12,500", "7,600")),
        ("Followers", ("15.4", "12", "45", "7", "450")),
        ("Followers", ("15.4K", "7.6K", "2.1M")),
        # Posts may be those of a week.
        ("Posts", ("15.4", "7.6", "2.1")),
    ],
)
def test_other_decimals_raise_no_question_of_their_unit(name: str, cells: tuple[str, ...]) -> None:
    assert not [reading for reading in told(*cells, name=name)[1] if reading.kind == "scale"]


def test_one_account_with_more_likes_than_followers_is_no_question() -> None:
    file_format, sample = table("Handle;Followers;Avg likes\nanna;450;15000\nbert;12000;300\ncaro;34000;900\n")
    mapping = propose(file_format, sample, "list.csv", TODAY).mapping
    assert mapping.convention(1).scale is None


def test_likes_beside_followers_in_thousands_are_no_sums() -> None:
    file_format, sample = table("Handle;Followers (K);Avg likes;Likes\nanna;45.3;1500;1500\n")
    assert propose(file_format, sample, "list.csv", TODAY).guesses[2].field == Field.LIKES


def test_ranges_and_bounds_are_kept_aside_and_told_and_what_is_about_is_read() -> None:
    cells = ["10k-50k", "~45k", "45k+", ">100K", "ca. 45.000", "25K", "12 000 – 15 000", "approx. 12k"]
    rows, _ = told(*cells)
    assert followers(rows) == [None, 45_000, 45_000, 100_000, 45_000, 25_000, None, 12_000]
    assert [row.outcome for row in rows] == ["noted"] * 5 + [None] + ["noted"] * 2
    assert rows[0].record.extra == {"Followers": "10k-50k"}
    assert rows[0].remarks[0].reason == "is a range: write one number; kept as it came"
    assert rows[1].remarks[0].reason == "says about how much, or how much at least: read as 45,000"


def test_ranges_among_rates_are_kept_aside_and_the_rest_is_read() -> None:
    file_format, sample = table("Handle;ER\nanna;3 - 4 %\nbert;<1%\ncarla;3% – 4%\ndora;5.2%\nemil;ca. 3%\n")
    assert propose(file_format, sample, "list.csv", TODAY).mapping.fields[1] == Field.ENGAGEMENT_RATE


def test_a_column_of_nothing_but_ranges_counts_nothing() -> None:
    file_format, sample = table("Handle;Followers\nanna;10k-50k\nbert;50k-100k\n")
    assert propose(file_format, sample, "list.csv", TODAY).mapping.fields[1] == Field.EXTRA
