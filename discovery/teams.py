"""Who may do what: three roles, enforced by decorators on views, and what a person may do with one campaign, asked when it is fetched.

Strangers go to the login page. Who may see, change and manage campaigns is said by their querysets; sharing them is discovery.campaigns'.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from discovery.models import Brand, Campaign, Entry, Shortlist, User

View = TypeVar("View", bound=Callable[..., Any])
# What others may delete while a request is on its way; the functions of the domain raise these.
GONE = (Brand.DoesNotExist, Campaign.DoesNotExist, Shortlist.DoesNotExist, Entry.DoesNotExist)


class PersonRequest(HttpRequest):
    """A request that passed one of the decorators below: somebody of the team is signed in."""

    user: User
    htmx: HtmxDetails


def editor_required(view: View) -> View:
    """For what changes campaigns and shortlists: marketers and admins; others who are signed in get 403.

    Which campaigns is asked when one is fetched. What somebody else deleted meanwhile is not found: 404.
    """
    return _role_required(view, lambda user: user.can_edit)


def admin_required(view: View) -> View:
    """For imports and the data itself: admins; others who are signed in get 403."""
    return _role_required(view, lambda user: user.is_admin)


def _role_required(view: View, allowed: Callable[[User], bool]) -> View:
    @wraps(view)
    def checked(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not allowed(request.user):
            raise PermissionDenied
        try:
            response: HttpResponse = view(request, *args, **kwargs)
        except GONE as error:
            raise Http404(str(error)) from error
        return response

    return login_required(checked)  # type: ignore[return-value]


class Rights(NamedTuple):
    """What a person who sees a campaign may do with it."""

    edit: bool
    manage: bool


class Need(Enum):
    """What a page or an action needs of a campaign: to see it, to change what is in it, or to share, hand over and delete it."""

    SEE = "see"
    EDIT = "edit"
    MANAGE = "manage"


def rights(user: User, campaign: Campaign) -> Rights:
    this = Campaign.objects.filter(pk=campaign.pk)
    return Rights(edit=this.editable_by(user).exists(), manage=this.managed_by(user).exists())


def campaign_for(user: User, pk: int, need: Need = Need.SEE) -> Campaign:
    """404 where this person does not see the campaign; 403 with a sentence where they see it and may not do what is needed."""
    found = get_object_or_404(Campaign.objects.for_user(user).select_related("owner", "brand"), pk=pk)
    _require(user, found, need)
    return found


def shortlist_for(user: User, pk: int, need: Need = Need.SEE) -> Shortlist:
    """A shortlist, by what is needed of its campaign: 404 and 403 as campaign_for()."""
    found = get_object_or_404(Shortlist.objects.for_user(user).select_related("campaign__owner", "campaign__brand"), pk=pk)
    _require(user, found.campaign, need)
    return found


def entry_for(user: User, pk: int, need: Need = Need.SEE) -> Entry:
    """An entry, be it removed, by what is needed of its campaign: 404 and 403 as campaign_for()."""
    entries = Entry.objects.for_user(user).select_related("shortlist__campaign__owner", "account__score", "added_by")
    found = get_object_or_404(entries, pk=pk)
    _require(user, found.shortlist.campaign, need)
    return found


def _require(user: User, campaign: Campaign, need: Need) -> None:
    if need is Need.EDIT and not rights(user, campaign).edit:
        raise PermissionDenied(
            f"“{campaign}” is shared with you for viewing. To change something in it, ask {campaign.owner} to let you edit it."
        )
    if need is Need.MANAGE and not rights(user, campaign).manage:
        raise PermissionDenied(f"Only {campaign.owner}, who owns “{campaign}”, and admins can share it, hand it over or delete it.")
