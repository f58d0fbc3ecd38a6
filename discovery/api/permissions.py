"""What a role may do in the API, before anything is looked up: viewers read, marketers write, admins import.

Which campaigns a person may see, change and manage is for the models' querysets; discovery.api.access asks them.
"""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from discovery.models import User

if TYPE_CHECKING:
    # Loading it asks the settings for this module.
    from rest_framework.views import APIView


class EditorsWrite(IsAuthenticated):
    """Everybody of the team reads; marketers and admins write."""

    message = "Your role is viewer: it reads, and changes nothing."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        return request.method in SAFE_METHODS or (isinstance(request.user, User) and request.user.can_edit)


class AdminsOnly(IsAuthenticated):
    message = "Creator lists are for admins."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return super().has_permission(request, view) and isinstance(request.user, User) and request.user.is_admin
