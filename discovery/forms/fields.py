"""Fields that forms of several areas share: amounts of money, and ids that checkboxes send."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format


class AmountField(forms.DecimalField):
    """An amount of money, at least 0, as people type it: 1,500 or 1500.50. Blank is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 14, "decimal_places": 2, "required": False, "localize": True} | options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        # Django drops every separator: a European's 12,50 would be stored as 1250.
        if isinstance(value, str) and _misgrouped(value):
            raise ValidationError("Write decimals with a point: 1500.50, or 1,500.50.", code="grouping")
        return super().to_python(value)


def _misgrouped(text: str) -> bool:
    """Whether a thousands separator stands where no three digits follow it."""
    separator = re.escape(get_format("THOUSAND_SEPARATOR"))
    return re.search(rf"{separator}(?!\d{{3}}(?!\d))", text.strip()) is not None


class IdsField(forms.Field):
    """Ids repeated under one name, as checkboxes send them: a list of integers, one or more."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": "Select at least one row.",
        "invalid": "One of the selected rows could not be read. Select them again.",
    }

    def to_python(self, value: Any) -> list[int]:
        texts = [str(text) for text in value or []]
        if not all(_is_id(text) for text in texts):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(text) for text in texts]


def _is_id(text: str) -> bool:
    """Whether it is a number that fits the database's 64 bits."""
    return text.isascii() and text.isdigit() and len(text) < 19
