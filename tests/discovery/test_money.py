"""Amounts as pages write them."""

from decimal import Decimal

import pytest

from discovery.templatetags.money import money


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal(12_000), "12,000 EUR"),
        (Decimal("1500.5"), "1,500.50 EUR"),
        (Decimal("0.125"), "0.13 EUR"),
        (0.005, "0.01 EUR"),
        (None, "–"),
    ],
)
def test_cents_where_there_are_any_rounded_as_people_do(amount: Decimal | float | None, written: str) -> None:
    assert money(amount, "EUR") == written
