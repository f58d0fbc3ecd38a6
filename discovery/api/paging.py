"""Pages of the API, by cursor and never by number: no row is lost or comes twice while others come and go.

Accounts go by discovery.ranking's cursor, everything else by id, in the order in which it was made. The body is the same.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from discovery.api.fields import LARGEST_ID, StrictSerializer

Row = TypeVar("Row", bound=Model)
PAGE_SIZE, LARGEST_PAGE = 50, 200


class SizeQuery(StrictSerializer):
    page_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=PAGE_SIZE, help_text="Rows on a page.")


class PageQuery(SizeQuery):
    """Where a page by id is; `next` and `previous` give the addresses ready made."""

    after = serializers.IntegerField(min_value=0, max_value=LARGEST_ID, required=False, help_text="Rows whose id is larger.")
    before = serializers.IntegerField(
        min_value=0, max_value=LARGEST_ID, required=False, help_text="Rows whose id is smaller, the last of them."
    )


class IdPage(NamedTuple):
    """Rows in order of their ids, and the cursors of the pages around; None where there is no such page."""

    rows: Sequence[Any]
    after: int | None
    before: int | None


def page_by_id(found: "QuerySet[Row]", *, page_size: int, after: int | None = None, before: int | None = None) -> IdPage:
    """The first rows, or those after or before an id. NotFound, a 404, where both are asked for."""
    if after is not None and before is not None:
        raise NotFound("A page is either after a row or before it: remove one of the two from the address.")
    if before is not None:
        rows = list(found.filter(pk__lt=before).order_by("-pk")[: page_size + 1])
        more, rows = len(rows) > page_size, rows[:page_size][::-1]
        return IdPage(rows, rows[-1].pk if rows else None, rows[0].pk if more else None)
    rows = list((found if after is None else found.filter(pk__gt=after)).order_by("pk")[: page_size + 1])
    more, rows = len(rows) > page_size, rows[:page_size]
    return IdPage(rows, rows[-1].pk if more else None, rows[0].pk if rows and after is not None else None)


@cache
def page_of(kind: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The body of a page of these, for the schema."""
    fields = {
        "next": serializers.URLField(allow_null=True, help_text="The next page's address; null on the last."),
        "previous": serializers.URLField(allow_null=True, help_text="The page before; null on the first."),
        "results": kind(many=True),
    }
    return type(f"{kind.__name__.removesuffix('Serializer')}PageSerializer", (serializers.Serializer,), fields)


def answer_page(request: Request, results: Any, *, after: str | int | None, before: str | int | None) -> Response:
    """The page's body; `after` and `before` are the cursors of the pages around, None or "" where there is none."""
    return Response({"next": _address(request, "after", after), "previous": _address(request, "before", before), "results": results})


def _address(request: Request, name: str, cursor: str | int | None) -> str | None:
    """The request's own address on another page."""
    if cursor in (None, ""):
        return None
    query = request.query_params.copy()
    for other in ("after", "before"):
        query.pop(other, None)
    query[name] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
