"""One log line a request, and an id that leads from an answer to every line written for it, in the workers too.

A proxy's X-Request-ID is taken over where it is a sane one. Query strings, bodies and addresses of people are never logged.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject

from influencer_finder.logs import logged_path, within

SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Asked every few seconds by machines.
PROBES = ("healthz", "readyz", "metrics")
logger = logging.getLogger(__name__)


class RequestLog:
    """Middleware. Stands behind WhiteNoise, so that static files add no lines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SANE_ID.fullmatch(given) else uuid.uuid4().hex
        with within(request_id=request_id):
            started = time.monotonic()
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            _log(request, response, time.monotonic() - started)
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    facts = {
        "method": request.method,
        "path": logged_path(request),
        "view": match.view_name if match else None,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "user": _user_id(request),
    }
    level = logging.DEBUG if facts["view"] in PROBES else logging.INFO
    logger.log(level, "%s %s %s", request.method, facts["path"], response.status_code, extra={"facts": facts})


def _user_id(request: HttpRequest) -> int | None:
    """Whose request it was, as far as somebody asked: a log line costs no query."""
    user = getattr(request, "user", None)
    # The API puts its own person here, instead of the session's that is looked up when needed.
    if user is not None and not isinstance(user, LazyObject):
        return user.pk  # type: ignore[no-any-return]  # a primary key
    session = getattr(request, "session", None)
    # Read already, and not merely asked for: with the database down that would fail once more.
    if session is None or not hasattr(session, "_session_cache"):
        return None
    stored = session.get(SESSION_KEY)
    return int(stored) if stored else None
