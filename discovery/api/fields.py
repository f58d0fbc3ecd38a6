"""What a request may say, exactly: bodies and queries without a name or a kind of value that the schema does not describe.

DRF passes over unknown names and reads "12" as a number; a script that is wrong should hear so.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.validators import RegexValidator
from django.http import QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

# The largest id that the database knows: 64 bits.
LARGEST_ID = 2**63 - 1
AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
# PostgreSQL's texts hold no NUL.
TEXT, NOT_BLANK = r"^[^\x00]*$", r"^[^\x00]*[^\s\x00][^\x00]*$"
Input = TypeVar("Input", bound="StrictSerializer")


class Text(serializers.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # For the schema: what these refuse is refused by the field already, a blank text as one and a NUL as a null character.
        self.validators.append(RegexValidator(TEXT if self.allow_blank else NOT_BLANK, "Null characters are not allowed."))

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A whole number of JSON, not a text that looks like one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, str | bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Real(serializers.FloatField):
    """A number of JSON, not a text that looks like one."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, str | bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Id(Whole):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **options)


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    def to_internal_value(self, value: Any) -> Any:
        # DRF reads 2026-1-5 too; the schema's dates are written in full.
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


@extend_schema_field({"type": "string", "pattern": f"^{AMOUNT.pattern}$", "examples": ["1500.50"]})
class Amount(serializers.DecimalField):
    """Money, as a text, so that nobody's floating point rounds it."""

    default_error_messages = {"invalid": 'Write the amount as text with at most two decimals after a point: "1500.50".'}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **options)

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        # DRF's takes "" for null.
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not AMOUNT.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field(OpenApiTypes.BINARY)
class Upload(serializers.FileField):
    """A file in a form; the schema says that it is its bytes, not an address."""


class StrictSerializer(serializers.Serializer[Any]):
    """What a body or a query may say; a name it does not know is an error."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            known = f"Known are {', '.join(self.fields)}." if self.fields else "None is known here."
            raise ValidationError({name: [f"There is no “{name}” to give. {known}"] for name in unknown})
        return super().to_internal_value(data)


def body_of(request: Request, kind: type[StrictSerializer], *, partial: bool = False) -> dict[str, Any]:
    """What the body says, checked; with `partial` only what is named. ValidationError, a 400, names each field that is wrong."""
    return _checked(_plain(request.data), kind, partial=partial)


def query_of(query: QueryDict, kind: type[StrictSerializer]) -> dict[str, Any]:
    """What the query string says, checked in the same way."""
    return _checked(_plain(query), kind, partial=False)


def _plain(data: Any) -> Any:
    """A form or a query, where DRF would take an empty value for none, as a dict; a name may stand in it once."""
    if not isinstance(data, QueryDict):
        return data
    if twice := [name for name in data if len(data.getlist(name)) > 1]:
        raise ValidationError({name: [f"“{name}” is given more than once."] for name in twice})
    return data.dict()


def _checked(data: Any, kind: type[StrictSerializer], *, partial: bool) -> dict[str, Any]:
    serializer = kind(data=data, partial=partial)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)
