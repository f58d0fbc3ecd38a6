"""What machines ask: does this process answer, can the whole app work, and what is counted. Browsers ask here for their icon."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from influencer_finder import metrics as measured
from influencer_finder import readiness


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the web process answers; asks no server behind it."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where all is well, else 503; either way what is and what is not."""
    checks = readiness.state()
    ready = all(check["ok"] for check in checks.values())
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' page, for who has METRICS_TOKEN; not found where none is set."""
    if not settings.METRICS_TOKEN:
        raise Http404
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not secrets.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        return HttpResponse("Authorization: Bearer METRICS_TOKEN is needed.\n", "text/plain", 401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(measured.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Pages name their icon; browsers ask here for those that do not, as Django's admin."""
    return redirect(static("img/logo.svg"))
