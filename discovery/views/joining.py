"""The public page behind an invitation's link: who was invited chooses a name and a password, and is signed in.

The secret stands in the address. It must not travel on: nothing keeps the page, and it sends the address to no other site.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from discovery.forms.people import JoinForm
from discovery.people import InvitationProblem, accept_invitation, find_invitation


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@sensitive_variables("secret")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Asks on GET, which changes nothing (mail scanners follow links), joins on POST."""
    try:
        response = _join(request, secret)
    except InvitationProblem as problem:
        response = render(request, "discovery/people/no_invitation.html", {"problem": str(problem)}, status=404)
    # Not "no-referrer": browsers would then send the form without its origin, and Django refuse it.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@sensitive_variables("secret")
def _join(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = find_invitation(secret)
    if request.user.is_authenticated:
        return render(request, "discovery/people/join_signed_in.html", {"invitation": invitation})
    form = JoinForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if not form.is_valid():
        return render(request, "discovery/people/join.html", {"invitation": invitation, "form": form}, status=422 if form.errors else 200)
    person = accept_invitation(secret=secret, name=form.cleaned_data["name"], password=form.cleaned_data["new_password1"])
    login(request, person)
    messages.success(request, f"Welcome, {person}. You are signed in as {person.email}.")
    return redirect("ranked")
