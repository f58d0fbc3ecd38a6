"""The page of one's own API tokens: make one, see it once, revoke it. Nobody sees anybody else's, an admin neither."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from discovery.forms.tokens import TokenForm
from discovery.models import ApiToken
from discovery.teams import PersonRequest
from discovery.tokens import create_token, revoke_token


@require_GET
@login_required
def tokens(request: PersonRequest) -> HttpResponse:
    return _page(request, TokenForm())


@require_POST
@login_required
@never_cache
def token_new(request: PersonRequest) -> HttpResponse:
    """Answers with the page itself, since the token is kept nowhere that a page after a redirect could read it from."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    token, secret = create_token(user=request.user, by=request.user, **form.cleaned_data)
    return _page(request, TokenForm(), made=token, secret=secret)


@require_POST
@login_required
def token_revoke(request: PersonRequest, public_id: str) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.select_related("user"), user=request.user, public_id=public_id)
    revoke_token(token=token, by=request.user)
    messages.success(request, f"“{token.name}” was revoked. What used it gets no answer any more.")
    return redirect("tokens")


def _page(request: PersonRequest, form: TokenForm, *, made: ApiToken | None = None, secret: str = "") -> HttpResponse:
    context = {
        "tokens": ApiToken.objects.filter(user=request.user),
        "form": form,
        "made": made,
        "secret": secret,
        "now": timezone.now(),
    }
    return render(request, "discovery/tokens/tokens.html", context, status=422 if form.errors else 200)
