"""Whether people ask for pages now, so that workers leave them a processor of the database: the web says so in Redis, workers ask there."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from redis import RedisError

KEY: Final = "somebody-asks-for-pages"
# So long after their last page they are taken to be still there.
STAY_SECONDS: Final = 10
# Said no more often than this by one process: nobody's page waits for Redis twice.
SAID_SECONDS: Final = 1.0


class Browsing:
    """Middleware: says that somebody who is signed in, or a program with a token, asks for something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._said = float("-inf")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_somebody = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if is_somebody and time.monotonic() - self._said >= SAID_SECONDS:
            self._said = time.monotonic()
            # Who cannot ask Redis takes it that somebody is there.
            with suppress(RedisError):
                cache.set(KEY, True, STAY_SECONDS)
        return self._get_response(request)


def is_somebody_there() -> bool:
    """Whether somebody asked for a page in the last seconds, as far as one knows."""
    try:
        return bool(cache.get(KEY))
    except RedisError:
        return True
