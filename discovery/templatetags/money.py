"""How amounts of money are written on pages: in the locale's figures, with the currency's code; a missing one is a dash."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format

from discovery.templatetags.figures import DASH

register = template.Library()


@register.filter
def money(amount: Decimal | float | None, currency: str) -> str:
    """12,000 EUR and 1,500.50 EUR: cents where there are any."""
    if amount is None:
        return DASH
    cents = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{number_format(cents, 0 if cents == cents.to_integral_value() else 2)} {currency}"
