"""Finds what an address or a body names, as far as the caller may: what they may not see is not there (404), what they may see
but not change is refused (403). Who may what is said by the querysets of discovery.models.
"""

from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request

from discovery.models import Campaign, User
from discovery.models.campaigns import CampaignQuerySet, EntryQuerySet, ShortlistQuerySet

Row = TypeVar("Row", bound=Model)
Shared = CampaignQuerySet | ShortlistQuerySet | EntryQuerySet


def person(request: Request) -> User:
    """Who calls; the permissions have let nobody else through."""
    return cast(User, request.user)


def found(rows: "QuerySet[Row]", pk: int) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        name = rows.model._meta.verbose_name  # noqa: SLF001  # as Django documents it
        raise NotFound(f"There is no {name} {pk}, or it is not shared with you.")
    return row


def readable(rows: Shared, pk: int, request: Request) -> Any:
    """The row, where the caller may see it."""
    return found(rows.for_user(person(request)), pk)


def editable(rows: Shared, pk: int, request: Request) -> Any:
    """The row, where the caller may change it."""
    row = readable(rows, pk, request)
    if not rows.editable_by(person(request)).filter(pk=pk).exists():
        raise PermissionDenied("The campaign is shared with you for viewing, not for editing.")
    return row


def manageable(rows: CampaignQuerySet, pk: int, request: Request) -> Campaign:
    """The campaign, where the caller may share and delete it."""
    campaign: Campaign = readable(rows, pk, request)
    if not Campaign.objects.managed_by(person(request)).filter(pk=pk).exists():
        raise PermissionDenied("Only the campaign's owner and admins may do that.")
    return campaign
