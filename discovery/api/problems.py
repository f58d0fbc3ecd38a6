"""What the API says when it refuses: problem details (RFC 9457) with a type that a client can tell by and, for data, each field's reason.

Every refusal passes `problem`, which the settings name as the exception handler.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response
from rest_framework.serializers import CharField, IntegerField, ListField, Serializer
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from discovery.teams import GONE

MEDIA_TYPE = "application/problem+json"
# {status: (the end of the type's URN, what the schema says of it)}
KINDS = {
    400: ("invalid", "A parameter, a field or the body cannot be used; `errors` names each."),
    401: ("unauthenticated", "No token was sent, or it is unknown, expired, revoked, or its owner cannot sign in any more."),
    403: ("forbidden", "You may see this, but not do that: your role, or your share of the campaign, does not allow it."),
    404: ("not-found", "There is no such thing, or it is not shared with you, or a cursor leads to no page."),
    405: ("method-not-allowed", "This address does not answer that method; `Allow` lists those it does."),
    406: ("not-acceptable", "`Accept` asks for something other than JSON."),
    409: ("conflict", "As things stand this cannot be done; `detail` says why, and what to do."),
    415: ("unsupported-media-type", "The body is not of a type that this address reads."),
    429: ("throttled", "Too many requests; `Retry-After` says in how many seconds to go on."),
}


class Conflict(APIException):
    """What was asked for is well formed, and as things stand cannot be done; `detail` says why."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


@contextmanager
def conflict_of(*errors: type[Exception]) -> Iterator[None]:
    """Conflict with the sentence of an error of these kinds."""
    try:
        yield
    except errors as error:
        raise Conflict(str(error)) from error


class FieldErrorSerializer(Serializer[Any]):
    name = CharField(help_text="The field or parameter, as `budget` or `accounts.3`; empty where it is about the whole.", allow_blank=True)
    detail = CharField(help_text="What is wrong with it, in a sentence.")


class ProblemSerializer(Serializer[Any]):
    """Problem details as of RFC 9457."""

    type = CharField(help_text="What kind of problem it is; a URN that does not change.")
    title = CharField(help_text="The status in words.")
    status = IntegerField(help_text="The HTTP status.")
    detail = CharField(help_text="What went wrong here, in a sentence.")
    errors = ListField(child=FieldErrorSerializer(), required=False, help_text="With 400: what is wrong with which field.")  # type: ignore[assignment]  # a field of that name


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The refusal as problem details; None, which becomes a 500, for an error of ours."""
    if isinstance(error, GONE):
        error = NotFound("It was deleted in the same moment.")
    response = exception_handler(error, dict(context))
    if response is None:
        return None
    errors = list(_errors(response.data)) if response.status_code == status.HTTP_400_BAD_REQUEST else []
    response.data = example(response.status_code, _sentence(response.data, errors))
    if errors:
        response.data["errors"] = errors
    response.content_type = MEDIA_TYPE
    return response


def example(code: int, detail: str) -> dict[str, Any]:
    """Problem details of that status."""
    return {
        "type": f"urn:influencer-finder:problem:{KINDS[code][0]}",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
    }


def _sentence(data: Any, errors: list[dict[str, str]]) -> str:
    """The refusal's own words, else all that is wrong with the fields."""
    if isinstance(data, dict) and set(data) == {"detail"} and isinstance(data["detail"], str):
        return data["detail"]
    return " ".join(f"{error['name']}: {error['detail']}" if error["name"] else error["detail"] for error in errors)


def _errors(found: Any, name: str = "") -> Iterator[dict[str, str]]:
    """What DRF nests by field and index, as a flat list; nothing for a refusal that is one sentence."""
    if isinstance(found, Mapping):
        if set(found) == {"detail"} and isinstance(found["detail"], str):
            return
        for key, value in found.items():
            whole = key in (api_settings.NON_FIELD_ERRORS_KEY, "__all__")
            yield from _errors(value, name if whole else f"{name}.{key}".removeprefix("."))
    elif isinstance(found, list):
        for value in found:
            yield from _errors(value, name)
    else:
        yield {"name": name, "detail": str(found)}
