"""Pages of the team's people, for admins: who there is, who is invited, and what may be changed of a person.

Accepting an invitation is discovery.views.joining's, one's own name discovery.views.settings'.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from discovery.forms.people import InviteForm, RoleForm
from discovery.mail import is_set_up
from discovery.models import Activity, Campaign, Invitation, User
from discovery.people import (
    CannotChangePersonError,
    CannotInviteError,
    change_role,
    deactivate,
    invite,
    reactivate,
    reset_mfa,
    revoke_invitation,
    send_invitation,
    team,
)
from discovery.teams import PersonRequest, admin_required


@require_GET
@admin_required
def people(request: PersonRequest) -> HttpResponse:
    return _people_page(request, InviteForm(initial={"role": "marketer"}))


@require_POST
@admin_required
@never_cache
def person_invite(request: PersonRequest) -> HttpResponse:
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people_page(request, form)
    return _invited(request, form)


@require_POST
@admin_required
@never_cache
def invitation_resend(request: PersonRequest, pk: int) -> HttpResponse:
    """Sends a new link; the one before leads nowhere any more."""
    waiting = get_object_or_404(Invitation.objects.waiting(), pk=pk)
    form = InviteForm({"email": waiting.email, "role": waiting.role})
    form.full_clean()
    return _invited(request, form)


@require_POST
@admin_required
def invitation_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects, pk=pk)
    if revoke_invitation(invitation=invitation, by=request.user):
        messages.success(request, f"The invitation of {invitation.email} was withdrawn; its link leads nowhere any more.")
    else:
        messages.error(request, f"The invitation of {invitation.email} was no longer waiting, so there was nothing to withdraw.")
    return redirect("people")


@require_GET
@admin_required
def person(request: PersonRequest, pk: int) -> HttpResponse:
    found = _person(pk)
    return _person_page(request, found, RoleForm(initial={"role": found.role}))


@require_POST
@admin_required
def person_role(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = _person(pk), RoleForm(request.POST)
    if form.is_valid():
        try:
            change_role(person=found, role=form.cleaned_data["role"], by=request.user)
        except CannotChangePersonError as problem:
            form.add_error("role", str(problem))
    if form.errors:
        return _person_page(request, found, form)
    messages.success(request, f"{found} is {_person(pk).get_role_display().lower()} now.")
    # Who is no admin any more may not see this page.
    return redirect("people") if found != request.user else redirect("settings")


@require_POST
@admin_required
def person_deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    found = _person(pk)
    try:
        deactivate(person=found, by=request.user)
    except CannotChangePersonError as problem:
        return _person_page(request, found, RoleForm(initial={"role": found.role}), str(problem))
    undo = reverse("person_reactivate", args=[pk])
    messages.success(request, f"{found} was deactivated and cannot sign in any more.", extra_tags=undo)
    return redirect("people")


@require_POST
@admin_required
def person_reactivate(request: PersonRequest, pk: int) -> HttpResponse:
    found = _person(pk)
    reactivate(person=found, by=request.user)
    messages.success(request, f"{found} can sign in again.")
    return redirect("people")


@require_POST
@admin_required
def person_reset_mfa(request: PersonRequest, pk: int) -> HttpResponse:
    found = _person(pk)
    if reset_mfa(person=found, by=request.user):
        messages.success(request, f"{found} has no second factor any more and signs in with the password alone until a new one is set up.")
    else:
        messages.info(request, f"{found} has no second factor.")
    return redirect("person", pk)


def _person(pk: int) -> User:
    return get_object_or_404(team(), pk=pk)


def _people_page(request: PersonRequest, form: InviteForm) -> HttpResponse:
    context = {
        "people": team(),
        "form": form,
        "invitations": Invitation.objects.waiting().select_related("invited_by"),
        "now": timezone.now(),
    }
    return render(request, "discovery/people/people.html", context, status=422 if form.errors else 200)


def _invited(request: PersonRequest, form: InviteForm) -> HttpResponse:
    """The page that shows the link, this once; only its digest is kept."""
    try:
        invitation, secret = invite(email=form.cleaned_data["email"], role=form.cleaned_data["role"], by=request.user)
    except CannotInviteError as problem:
        form.add_error("email", str(problem))
        return _people_page(request, form)
    link = request.build_absolute_uri(reverse("join", args=[secret]))
    mailed = send_invitation(invitation=invitation, link=link)
    context = {"invitation": invitation, "link": link, "mailed": mailed, "has_mail": is_set_up()}
    return render(request, "discovery/people/invited.html", context)


def _person_page(request: PersonRequest, found: User, form: RoleForm, problem: str = "") -> HttpResponse:
    context = {
        "person": found,
        "form": form,
        "problem": problem,
        "campaigns": Campaign.objects.filter(owner=found).select_related("brand"),
        "activities": Activity.objects.filter(actor=found),
    }
    return render(request, "discovery/people/person.html", context, status=422 if form.errors or problem else 200)
