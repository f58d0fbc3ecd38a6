"""Numbers as people write them; what could be two numbers is refused."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.importing.cells.numbers import (
    UNSHOWN,
    Imprecise,
    Number,
    doubted_mark,
    is_imprecise,
    is_missing,
    is_money,
    looks_like_number,
    read_count,
    read_rate,
    shown_mark,
)
from discovery.importing.cells.units import Meant


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("29300000", 29_300_000),
        ("2.75万人", 27_500),
        ("1234명", 1_234),
        ("123万回視聴", 1_230_000),
        ("1.2M views", 1_200_000),
        ("345 videos", 345),
        ("3.67亿51%", 367_000_000),
        ("264.03万16.4%", 2_640_300),
        ("收看次數：110,933 次", 110_933),
        ("29.3M", 29_300_000),
        ("475.8m", 475_800_000),
        ("1.2K", 1_200),
        ("0.89k", 890),
        ("29.0b", 29_000_000_000),
        ("2 млн", 2_000_000),
        ("12,345", 12_345),
        ("1,234", 1_234),
        ("1 234", 1_234),
        ("1\u202f234\u00a0567", 1_234_567),
        ("1'234", 1_234),
        ("1.234.567", 1_234_567),
        ("1,234,567.8", 1_234_567.8),
        ("1.234.567,8", 1_234_567.8),
        ("1.234,5", 1_234.5),
        ("199.5", 199.5),
        ("3,4", 3.4),
        ("1234.567", 1_234.567),
        ("2.28E+11", 228_000_000_000),
        ("0", 0),
        ("-0", 0),
        ("٣", 3),
        ("2,28,00,000", 22_800_000),
        ("1,23,456.5", 123_456.5),
        ("3.5 lakh", 350_000),
        ("2,3 crore", 23_000_000),
        ("12 Tsd.", 12_000),
        ("1,5 Mrd.", 1_500_000_000),
        ("4.2 mi", 4_200_000),
        ("12.5만", 125_000),
        ("9,4\u202fmill.", 9_400_000),
        ("3,5 тыс.", 3_500),
        ("2 Millionen", 2_000_000),
        ("+1.2K", 1_200),
        ("~15k", 15_000),
        ("almost 500K", 500_000),
        ("１２，３４５", 12_345),
        ("\u200e1,234\u200b", 1_234),
        ("1\u2009234", 1_234),
        ("2,280E+11", 228_000_000_000),
        ("1.2亿", 120_000_000),
    ],
)
def test_counts_are_read_as_people_mean_them(text: str, value: float) -> None:
    number = read_count(text)
    assert number is not None
    assert number.value == value
    assert isinstance(number.value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "–",
        "-",
        "N/A",
        "n/a",
        "nan",
        "NaN%",
        "null",
        "None",
        "#N/A",
        "#VALUE!",
        "#¡VALOR!",
        "#WERT!",
        "#Н/Д",
        "unknown",
        "?",
        "不明",
    ],
)
def test_missing_is_missing(text: str) -> None:
    assert read_count(text) is None
    assert read_rate(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.234", "may be 1234 or 1.234"),
        ("1,234K", "may be 1234 or 1.234"),
        ("-5", "below zero"),
        ("−1.2K", "below zero"),
        ("3.4%", "percentage"),
        ("1.23.456", "not a number"),
        ("1,2,345", "not a number"),
        ("12 mil", "may be thousands or millions"),
        ("1.234 Tsd.", "may be 1234 or 1.234"),
        ("10k-50k", "is a range"),
        ("10,000 – 50,000", "is a range"),
        ("<10k", "is a bound"),
        ("up to 100K", "is a bound"),
        ("€1,200", "an amount of money"),
        ("7 768 ₽", "an amount of money"),
        ("USD 300", "an amount of money"),
        ("12 34", "not a number"),
        ("1.2.3", "not a number"),
        ("perhaps 5", "not a number"),
        ("12万3", "not a number"),
        ("1万2万", "not a number"),
        ("5Q", "not a number"),
        ("9" * 5_000, "not a number"),
        ("=1+1", "not a number"),
    ],
)
def test_what_is_no_count_or_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_count(text)


@pytest.mark.parametrize("text", ["1.234", "1,234K", "12 mil", "1.234 mil"])
def test_what_may_be_either_of_two_counts_is_imprecise(text: str) -> None:
    with pytest.raises(Imprecise):
        read_count(text)


@pytest.mark.parametrize("text", ["-1.234", "-12 mil", "1.234%", "1.234 xyz", "1.234.5"])
def test_what_is_no_count_either_way_is_not_imprecise(text: str) -> None:
    with pytest.raises(ValueError, match=r"below zero|percentage|not a number") as refused:
        read_count(text)
    assert not isinstance(refused.value, Imprecise)


def test_mil_is_what_the_column_means_by_it() -> None:
    assert [number.value for mil in (3, 6) if (number := read_count("12,5 mil", "", Meant(mil=mil)))] == [12_500, 12_500_000]


def test_the_columns_mark_settles_what_is_ambiguous() -> None:
    assert [number.value for mark in ".," if (number := read_count("1.234", mark))] == [1.234, 1234]
    assert [number.value for mark in ".," if (number := read_count("1,234", mark))] == [1234, 1.234]


@pytest.mark.parametrize("text", ["1,234", "1.234", "1,234K"])
def test_one_mark_is_refused_where_both_readings_are_likely(text: str) -> None:
    with pytest.raises(ValueError, match=r"may be 1234 or 1\.234"):
        read_count(text, UNSHOWN)
    assert [number.value for text in ("1,5", "1.234.567", "0,125") if (number := read_count(text, UNSHOWN))] == [1.5, 1_234_567, 0.125]


@pytest.mark.parametrize(
    ("text", "looks"), [("-1", True), ("1,2,34", True), ("9" * 50, True), ("1.2K", True), ("many", False), ("", False)]
)
def test_a_bad_number_looks_like_one(text: str, looks: bool) -> None:
    assert looks_like_number(text) is looks


@pytest.mark.parametrize(
    ("text", "shown", "doubted"),
    [
        ("12.5", ".", ""),
        ("12,5", ",", ""),
        ("1.234.567", ",", ""),
        ("1,234,567", ".", ""),
        ("2,28,00,000", ".", ""),
        ("1.234,56", ",", ""),
        ("0,125", ",", ""),
        ("1234,567", ",", ""),
        ("29.3M", ".", ""),
        ("2,280E+11", ",", ""),
        ("5.678", "", "."),
        ("5,678", "", ","),
        ("1,234K", "", ","),
        # Who writes M for a million writes a decimal point; who writes Mio. may mean a thousand of them.
        ("1.234M", "", ""),
        ("1.234 Mio.", "", "."),
        ("words", "", ""),
        ("1234", "", ""),
        ("", "", ""),
    ],
)
def test_a_number_shows_the_decimal_mark_or_leaves_it_in_doubt(text: str, shown: str, doubted: str) -> None:
    assert (shown_mark(text), doubted_mark(text)) == (shown, doubted)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *((text, True) for text in ("7 768 ₽", "€1,200", "USD 300", "300 EUR", "R$ 1.500", "1200 kr", "$5k", "500 руб.", "1.200,50 €")),
        *((text, False) for text in ("1200", "1.2K", "M 5", "12 rsd", "3.4%", "krona", "")),
    ],
)
def test_money_is_told_by_its_currency(text: str, is_one: bool) -> None:
    assert is_money(text) is is_one


@pytest.mark.parametrize(
    ("text", "percent", "share"),
    [
        ("3.4%", None, 0.034),
        ("3,4 %", None, 0.034),
        ("1.39%", False, 0.0139),
        ("3.4", True, 0.034),
        ("0.034", False, 0.034),
        ("0", None, 0),
        ("34‰", None, 0.034),
        ("3.4e-02", False, 0.034),
        ("0,034", False, 0.034),
    ],
)
def test_rates_are_shares(text: str, percent: bool | None, share: float) -> None:
    rate = read_rate(text, percent)
    assert rate is not None
    assert rate.value == share


def test_a_rate_without_a_sign_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="write it with a % sign"):
        read_rate("0.5")


def test_what_a_computer_makes_of_a_whole_number_is_that_number() -> None:
    values = [number.value for text in ("260600.00000000003", "8300000.000000001", "0.1000001") if (number := read_count(text))]
    assert values == [260_600, 8_300_000, 0.1000001]


def test_the_step_says_how_far_a_number_is_rounded() -> None:
    assert [number.step for text in ("29.3M", "29300000", "48.5") if (number := read_count(text))] == [100_000, 1, 0.1]


@given(st.text(max_size=30))
def test_any_text_is_a_number_missing_or_refused(text: str) -> None:
    try:
        number = read_count(text)
    except ValueError:
        return
    assert number is None or number.value >= 0


GROUPINGS = {"": "", ",": ".", ".": ",", " ": ".", "\u00a0": ",", "\u202f": ",", "'": "."}
UNITS = {"": 0, "k": 3, "K": 3, " тыс.": 3, "만": 4, "M": 6, " Mio.": 6, " млн": 6, "b": 9, " Mrd.": 9}


@st.composite
def spelt(draw: st.DrawFn) -> tuple[str, Fraction, str]:
    """A number in one of the spellings, its value exactly, and the decimal mark of who wrote it."""
    grouping = draw(st.sampled_from(sorted(GROUPINGS)))
    mark = draw(st.sampled_from(".,")) if grouping == "" else GROUPINGS[grouping]
    whole, fraction = draw(st.integers(0, 10**9)), draw(st.text("0123456789", max_size=4))
    unit = draw(st.sampled_from(sorted(UNITS)))
    digits = f"{whole:,}".replace(",", grouping) + (mark + fraction if fraction else "")
    value = (whole + Fraction(int(fraction or 0), 10 ** len(fraction))) * 10 ** UNITS[unit]
    return f"{draw(st.sampled_from(['', '+', '~']))}{digits}{unit}", value, mark


@given(spelt())
def test_a_number_in_any_spelling_is_itself_or_refused_where_it_could_be_another(number: tuple[str, Fraction, str]) -> None:
    text, value, mark = number
    # Whoever knows the column's mark reads every spelling. Who does not, reads the same or nothing: but nobody groups before K, M and b.
    assert _is(read_count(text, mark), value)
    if doubted_mark(text):
        with pytest.raises(ValueError, match="may be"):
            read_count(text, UNSHOWN)
    elif not re.search(r"^\D?\d{1,3}\.\d{3}[kmb]$", text.casefold()):
        assert _is(read_count(text, UNSHOWN), value)


def _is(read: Number | None, value: Fraction) -> bool:
    return read is not None and abs(Fraction(read.value) - value) <= Fraction(read.step) / 2


@given(st.integers(0, 10**12))
def test_grouped_digits_are_the_same_number(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u202f"), f"{value:,}".replace(",", " ")):
        number = read_count(text)
        assert number is not None
        assert number.value == value


@pytest.mark.parametrize("text", ["50k~", "50k?", "50k-ish", "50k ish", "50,000 (approx.)", "50k est."])
def test_what_is_said_behind_a_number_makes_it_about_so_much(text: str) -> None:
    number = read_count(text)
    assert (number and (number.value, number.is_about)) == (50_000, True)


@pytest.mark.parametrize("text", ["50k*", "Followers: 50k", "50K †"])
def test_footnotes_and_labels_change_no_number(text: str) -> None:
    number = read_count(text)
    assert (number and (number.value, number.is_about)) == (50_000, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("10k/20k", "two numbers"), ("1.2M | 300K", "two numbers"), ("12K (2024)", "remark"), ("5k (IG)", "remark"), ("under 10k", "bound")],
)
def test_what_is_no_one_number_loses_no_row(text: str, reason: str) -> None:
    with pytest.raises(Imprecise, match=reason):
        read_count(text)
    assert is_imprecise(text)


@pytest.mark.parametrize(
    ("text", "count"), [("996 members, 16 online", 996), ("1.2k members, 1 016 online", 1200), ("704 564 subscribers", 704564)]
)
def test_members_of_a_group_are_counted_whoever_is_online(text: str, count: int) -> None:
    number = read_count(text)
    assert number is not None
    assert number.value == count


@pytest.mark.parametrize(
    ("text", "count"), [("3M+", 3_000_000), (">10k", 10_000), ("over 800K", 800_000), ("1.234.567+", 1_234_567), ("100K++", 100_000)]
)
def test_a_lower_bound_is_about_so_much(text: str, count: int) -> None:
    number = read_count(text)
    assert (number and (number.value, number.is_about)) == (count, True)
    assert is_imprecise(text)


def test_a_rougher_number_in_brackets_changes_no_number() -> None:
    assert read_count("33,511 (~33.5k)") == Number(33_511, 1)


def test_private_says_that_there_is_no_count_but_is_no_blank_elsewhere() -> None:
    assert read_count("private") is None
    assert not is_missing("private")


def test_runs_of_blanks_within_a_number_are_one() -> None:
    assert read_count("1.2M   followers").value == 1_200_000  # type: ignore[union-attr]
