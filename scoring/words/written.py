"""How scoring writes numbers and days for people, in the reader's language: the one way, so that pages and sentences agree."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring.formulas.curves import rounded
from scoring.formulas.scores import EPOCH


class Figure(NamedTuple):
    """A number as a page shows it."""

    label: str
    value: str


def fixed(value: float, places: int = 0) -> str:
    """With so many decimals, rounded half up as scores are, in the reader's language: the one way pages write a number.

    Django's number_format cuts off what it does not show, so it is rounded first.
    """
    return str(number_format(float(rounded(value, places)), places))


def decimal(value: float) -> str:
    """As many decimals as say something: 1,235 · 12.3 · 2.1 · 0.42."""
    size = abs(value)
    return fixed(value, 0 if size >= 100 or size == 0 else 1 if size >= 1 else 2)


def percent(share: float) -> str:
    """0.034 as 3.4 %."""
    return f"{decimal(share * 100)} %"


def day(number: float) -> str:
    """A day counted from 1970-01-01."""
    return date_format(EPOCH + timedelta(days=number), "DATE_FORMAT")


def counted_in_words(number: int) -> str:
    """Small whole numbers as words, others as figures."""
    words = [_("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six")]
    return words[number] if number < len(words) else fixed(number)


def days(number: float) -> str:
    """1 day, 45 days."""
    return ngettext("%(count)s day", "%(count)s days", int(number)) % {"count": fixed(number)}
