"""Numbers as people write them; what could be two numbers is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.importing.numbers import UNSHOWN, decimal_mark, looks_like_number, read_count, read_rate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("29300000", 29_300_000),
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
        ("1.2亿", 120_000_000),
    ],
)
def test_counts_are_read_as_people_mean_them(text: str, value: float) -> None:
    number = read_count(text)
    assert number is not None
    assert number.value == value
    assert isinstance(number.value, type(value))


@pytest.mark.parametrize(
    "text", ["", "—", "–", "-", "N/A", "n/a", "nan", "NaN%", "null", "None", "#N/A", "#VALUE!", "#¡VALOR!", "#WERT!", "#Н/Д"]
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
        ("12 mil", "not a number"),
        ("12 34", "not a number"),
        ("1.2.3", "not a number"),
        ("about 5", "not a number"),
        ("5Q", "not a number"),
        ("9" * 5_000, "not a number"),
        ("=1+1", "not a number"),
    ],
)
def test_what_is_no_count_or_two_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_count(text)


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
    ("values", "mark"),
    [
        (["1.234", "12.5"], "."),
        (["1.234", "12,5"], ","),
        (["1.234", "1.234.567"], ","),
        (["1,234", "1,234,567"], "."),
        (["1.234", "1.234,56"], ","),
        (["1.234", "5.678"], ""),
        (["12.5", "12,5"], ""),
        (["29.3M"], "."),
        (["words", ""], ""),
    ],
)
def test_a_columns_mark_is_what_its_values_show(values: list[str], mark: str) -> None:
    assert decimal_mark(values) == mark


@pytest.mark.parametrize(
    ("text", "percent", "share"),
    [
        ("3.4%", None, 0.034),
        ("3,4 %", None, 0.034),
        ("1.39%", False, 0.0139),
        ("3.4", True, 0.034),
        ("0.034", False, 0.034),
        ("0", None, 0),
    ],
)
def test_rates_are_shares(text: str, percent: bool | None, share: float) -> None:
    rate = read_rate(text, percent)
    assert rate is not None
    assert rate.value == share


def test_a_rate_without_a_sign_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="write it with a % sign"):
        read_rate("0.5")


def test_the_step_says_how_far_a_number_is_rounded() -> None:
    assert [number.step for text in ("29.3M", "29300000", "48.5") if (number := read_count(text))] == [100_000, 1, 0.1]


@given(st.text(max_size=30))
def test_any_text_is_a_number_missing_or_refused(text: str) -> None:
    try:
        number = read_count(text)
    except ValueError:
        return
    assert number is None or number.value >= 0


@given(st.integers(0, 10**12))
def test_grouped_digits_are_the_same_number(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", "\u202f"), f"{value:,}".replace(",", " ")):
        number = read_count(text)
        assert number is not None
        assert number.value == value
