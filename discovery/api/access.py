"""Who calls, and what an address names. Campaigns and what is in them are found by discovery.teams, which knows who may do what."""

from typing import TypeVar, cast

from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from discovery.models import User

Row = TypeVar("Row", bound=Model)


def person(request: Request) -> User:
    """Who calls; the permissions have let nobody else through."""
    return cast(User, request.user)


def found(rows: "QuerySet[Row]", pk: int) -> Row:
    """The row, where there is one for whoever may call at all; NotFound, a 404, names it."""
    row = rows.filter(pk=pk).first()
    if row is None:
        name = rows.model._meta.verbose_name  # noqa: SLF001  # as Django documents it
        raise NotFound(f"There is no {name} {pk}.")
    return row
