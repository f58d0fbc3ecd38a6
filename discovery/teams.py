"""Who may do what: three roles, enforced by decorators on views; strangers go to the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from discovery.models import User

View = TypeVar("View", bound=Callable[..., Any])


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: admins add people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PersonRequest(HttpRequest):
    """A request that passed one of the decorators below: somebody of the team is signed in."""

    user: User
    htmx: HtmxDetails


def editor_required(view: View) -> View:
    """For what changes campaigns and shortlists: marketers and admins; others who are signed in get 403."""
    return _role_required(view, lambda user: user.can_edit)


def admin_required(view: View) -> View:
    """For imports and the data itself: admins; others who are signed in get 403."""
    return _role_required(view, lambda user: user.is_admin)


def _role_required(view: View, allowed: Callable[[User], bool]) -> View:
    @wraps(view)
    def checked(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not allowed(request.user):
            raise PermissionDenied
        response: HttpResponse = view(request, *args, **kwargs)
        return response

    return login_required(checked)  # type: ignore[return-value]
