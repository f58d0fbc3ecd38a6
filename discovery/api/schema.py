"""How the API describes itself (OpenAPI 3.1): each operation with every answer and refusal it may give, and the ranked search's filters.

`operation` stands on every method of a view; drf-spectacular reads the rest from the serializers.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import django_filters
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from discovery.api import problems
from discovery.api.fields import TEXT
from discovery.filters import AccountFilter, CentreSetting, CountFilter, FlagFilter, ListFilter
from discovery.ranking import COLUMNS, DEFAULT_ORDER
from scoring.flagged import flag_choices

EVERYWHERE: Final = (401, 406, 429)
HEADERS: Final = [
    OpenApiParameter("WWW-Authenticate", str, OpenApiParameter.HEADER, response=[401], description="How to sign in: `Token`."),
    OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, response=[429], description="Seconds to wait."),
]
# The plainest of the spellings that filters.CountFilter reads; empty asks for nothing.
COUNT_PATTERN: Final = r"^([0-9]{1,9}(\.[0-9]{1,2})?[KkMm]?)?$"

# Plain spellings of counts that a sweet spot's centre may be.
CENTRE_PATTERN: Final = r"^([1-9][0-9]{2,8}|[1-9][0-9]{0,4}[Kk])?$"


def operation(
    summary: str,
    answers: Mapping[int, Any],
    *,
    refuses: Sequence[int] = (),
    reads: Any = None,
    media_type: str = "application/json",
    parameters: Sequence[Any] = (),
    example: Mapping[str, Any] | None = None,
) -> Callable[[Any], Any]:
    """Describes a view's method: what it answers by status, which problems it may refuse with beside EVERYWHERE, and what it reads:
    `reads` is the body's serializer, with an `example`; a body brings 400 and 415 with it. The docstring is the description.
    """
    refused = sorted({*EVERYWHERE, *refuses, *((400, 415) if reads else ())})
    described: dict[Any, Any] = {**answers, **{(code, problems.MEDIA_TYPE): _refusal(code) for code in refused}}
    examples = [OpenApiExample("Example", value=dict(example), request_only=True)] if example else []
    request = {media_type: reads} if reads else None
    return extend_schema(
        operation_id=summary.lower().replace("'", "").replace(" ", "_"),
        summary=summary,
        request=request,
        responses=described,
        parameters=[*parameters, *HEADERS],
        examples=examples,
    )


def _refusal(code: int) -> OpenApiResponse:
    kind, meaning = problems.KINDS[code]
    shown = problems.example(code, meaning)
    if code == 400:
        shown["errors"] = [{"name": "page_size", "detail": "Ensure this value is less than or equal to 200."}]
    return OpenApiResponse(problems.ProblemSerializer, meaning, [OpenApiExample(kind, value=shown, response_only=True)])


def ranked_parameters() -> list[OpenApiParameter]:
    """The ranked search's filters, as discovery.filters has them, and its order and pages, as discovery.ranking has them."""
    orders = [f"{sign}{name}" for name in COLUMNS for sign in ("-", "")]
    return [
        *(_filter_parameter(name, found) for name, found in AccountFilter.base_filters.items()),
        OpenApiParameter("sort", str, enum=orders, default=DEFAULT_ORDER, description="A column; with a minus the largest first."),
        OpenApiParameter("after", str, description="The page after this cursor: take it from `next`."),
        OpenApiParameter("before", str, description="The page before this cursor: take it from `previous`."),
    ]


def _filter_parameter(name: str, found: Any) -> OpenApiParameter:
    label = str(found.label)
    options = found.extra
    if isinstance(found, CountFilter):
        shape: Any = {"type": "string", "pattern": CENTRE_PATTERN if isinstance(found, CentreSetting) else COUNT_PATTERN}
        return OpenApiParameter(name, shape, description=f"{label}: 50K, 1.2M or 50000.")
    if isinstance(found, FlagFilter):
        return OpenApiParameter(name, str, enum=[value for value, _ in flag_choices()], description=f"{label}: none, any, or of one kind.")
    if isinstance(found, django_filters.MultipleChoiceFilter):
        values = [str(value) for value, _ in options["choices"]]
        return OpenApiParameter(name, str, enum=values, many=True, description=f"{label}; given several times, any of them.")
    if isinstance(found, ListFilter):
        return OpenApiParameter(
            name, {"type": "integer", "minimum": 1}, description=f"{label}: a creator list's id; the accounts it told of."
        )
    if isinstance(found, django_filters.NumberFilter):
        shape = {"type": "number", "minimum": options["min_value"], "maximum": options["max_value"]}
        return OpenApiParameter(name, shape, description=f"{label}.")
    return OpenApiParameter(name, {"type": "string", "pattern": TEXT, "maxLength": options["max_length"]}, description=f"{label}.")


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has types in part alone
    target_class = "discovery.api.authentication.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "The word `Token`, a space, and a token made on the page /settings/tokens/ or by `manage.py api_token`.",
        }


def say_what_is_strict(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Bodies have no other fields than those described: a drf-spectacular hook."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Body"):
            schema["additionalProperties"] = False
    return result
