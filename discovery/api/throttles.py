"""How often one may ask: each token by itself, over a minute and in bursts, and callers without a valid one by address.

Counted in the cache, which all web processes share. What a refusal says is discovery.api.problems'.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from discovery.models import ApiToken

if TYPE_CHECKING:
    # Loading it asks the settings for this module.
    from rest_framework.views import APIView


class TokenThrottle(SimpleRateThrottle):
    """By token; who reads the schema signed in without one, by person."""

    scope = "token"

    def get_rate(self) -> str:
        rate: str = settings.API_RATE
        return rate

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        caller = request.auth.public_id if isinstance(request.auth, ApiToken) else request.user.pk
        return self.cache_format % {"scope": self.scope, "ident": caller}


class BurstThrottle(TokenThrottle):
    scope = "burst"

    def get_rate(self) -> str:
        rate: str = settings.API_BURST_RATE
        return rate


class StrangerThrottle(SimpleRateThrottle):
    """By address. It looks at nobody's token: that was refused already."""

    scope = "stranger"

    def get_rate(self) -> str:
        rate: str = settings.API_STRANGER_RATE
        return rate

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
