"""Numbers as people write them."""

import pytest
from django.utils import translation

from scoring.words.written import decimal, fixed, percent


@pytest.mark.parametrize(("value", "written"), [(1234.5, "1,235"), (12.34, "12.3"), (2.125, "2.1"), (0.418, "0.42"), (0, "0")])
def test_numbers_have_the_decimals_that_say_something(value: float, written: str) -> None:
    assert decimal(value) == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [(56.5, 0, "57"), (57.5, 0, "58"), (0.25, 1, "0.3"), (0.285, 2, "0.29"), (1234567, 0, "1,234,567"), (-0.04, 1, "0.0"), (2, 2, "2.00")],
)
def test_a_half_is_rounded_up_as_by_hand(value: float, places: int, written: str) -> None:
    assert fixed(value, places) == written


def test_numbers_follow_the_reader_s_language() -> None:
    with translation.override("de"):
        assert percent(0.034) == "3,4 %"
