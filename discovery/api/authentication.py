"""Who calls the API: the owner of the token in `Authorization: Token …`, while it lasts and they may sign in.

Making and revoking tokens is discovery.tokens'; what the person may do is for permissions and querysets to say.
"""

from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed

from discovery import tokens
from discovery.models import ApiToken, User


class ApiTokenAuthentication(TokenAuthentication):  # type: ignore[misc]  # knox has no types
    """Knox's, with one look-up by digest where knox reads, and deletes expired ones of, all of the owner's tokens at each request."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        """The person and the token; AuthenticationFailed, a 401, says what is wrong with it."""
        now = timezone.now()
        found = ApiToken.objects.select_related("user").filter(digest=hash_token(token.decode("latin-1"))).first()
        if found is None:
            raise AuthenticationFailed("There is no such token: it was revoked, or copied incompletely.")
        if tokens.is_over(found, now):
            raise AuthenticationFailed(f"The token expired on {found.expiry:%Y-%m-%d}. Make a new one.")
        if not found.user.is_active:
            raise AuthenticationFailed("The token's owner cannot sign in any more.")
        tokens.note_use(found, now)
        return found.user, found
