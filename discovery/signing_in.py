"""How allauth is fitted to this team: nobody signs up by themselves, mail that cannot go breaks no page, the secrets of second
factors are encrypted where they are stored, and admins are led to a second factor where the installation requires one.

allauth's own pages and limits stay as they are; its addresses are in influencer_finder.accounts.
"""

import logging
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from discovery import mail
from discovery.people import has_second_factor

logger = logging.getLogger(__name__)
FERNET_KEY_BYTES = 32
# Encrypted for this use alone, so that what else is made of SECRET_KEY opens nothing here.
KEY_PURPOSE = b"influencer finder: second factors"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves: admins invite."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """As allauth's, but a mail server that is down is no error page: what the mail tells of has happened."""
        known = {"request": self.request, "email": email, "home": self.request.build_absolute_uri("/")}
        mail.delivered(self.render_mail(template_prefix, email, {**known, **context}))


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already. Type the one the app shows now, or a recovery code.",
        "unreadable": "Your second factor cannot be read any more, for the server's SECRET_KEY was changed. Ask an admin to remove it.",
    }

    def encrypt(self, text: str) -> str:
        return self._locks.encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """ValidationError, which the form shows, where it was encrypted under a key that is not known any more."""
        try:
            return self._locks.decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            logger.exception("A second factor cannot be read: name the SECRET_KEY before this one in SECRET_KEY_FALLBACKS.")
            raise self.validation_error("unreadable") from error

    @cached_property
    def _locks(self) -> MultiFernet:
        """Locks with the first key, opens with any."""
        return MultiFernet([_lock(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _lock(secret_key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=FERNET_KEY_BYTES, salt=None, info=KEY_PURPOSE).derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(derived))


class AdminsHaveSecondFactor:
    """Leads an admin without a second factor to the page that sets one up, whatever they ask for. Off unless
    MFA_REQUIRED_FOR_ADMINS is on. Here and not in a decorator, so that no page, nor Django's admin, can be forgotten.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.MFA_REQUIRED_FOR_ADMINS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # What lies beside the login page: signing out, the password, and setting up the second factor itself.
        elsewhere = not request.path.startswith(reverse("account_login").removesuffix("login/"))
        if elsewhere and request.user.is_authenticated and request.user.is_admin and not has_second_factor(request.user):
            messages.info(request, "Admins of this installation need a second factor. Set yours up to go on.")
            return redirect("mfa_activate_totp")
        return self.get_response(request)
