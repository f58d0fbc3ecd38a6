"""The people of one campaign: who sees it and who changes it, sharing it, and handing it over.

Whom it can be shared with or handed over to is discovery.campaigns' to say; a refusal stands beside the form that asked.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from discovery.campaigns import CannotShareError, hand_over_campaign, share_campaign, shares_of, unshare_campaign
from discovery.forms.sharing import EDIT, LevelForm, OwnerForm, ShareForm
from discovery.models import Campaign, CampaignShare, User
from discovery.teams import Need, PersonRequest, campaign_for, editor_required, rights


@require_GET
@login_required
def campaign_people(request: PersonRequest, pk: int) -> HttpResponse:
    return _people_page(request, campaign_for(request.user, pk))


@require_POST
@editor_required
def campaign_share(request: PersonRequest, pk: int) -> HttpResponse:
    found = campaign_for(request.user, pk, Need.MANAGE)
    form = ShareForm(request.POST, campaign=found)
    if form.is_valid() and _shared(request, found, form.cleaned_data["person"], form, "person"):
        messages.success(request, f"“{found}” is shared with {form.cleaned_data['person']} now.")
        return redirect("campaign_people", pk)
    return _people_page(request, found, add=form)


@require_POST
@editor_required
def campaign_share_level(request: PersonRequest, pk: int, person: int) -> HttpResponse:
    found = campaign_for(request.user, pk, Need.MANAGE)
    share = _share_with(found, person)
    form = LevelForm(request.POST, share=share)
    if form.is_valid() and _shared(request, found, share.person, form, "level"):
        messages.success(request, f"{share.person} may {form.cleaned_data['level']} “{found}” now.")
        return redirect("campaign_people", pk)
    return _people_page(request, found, changed=form)


@require_POST
@editor_required
def campaign_unshare(request: PersonRequest, pk: int, person: int) -> HttpResponse:
    found = campaign_for(request.user, pk, Need.MANAGE)
    teammate = _share_with(found, person).person
    unshare_campaign(campaign=found, person=teammate, by=request.user)
    messages.success(request, f"“{found}” is not shared with {teammate} any more.")
    return redirect("campaign_people", pk)


@require_http_methods(["GET", "POST"])
@editor_required
def campaign_hand_over(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks on GET, hands over on POST."""
    found = campaign_for(request.user, pk, Need.MANAGE)
    form = OwnerForm(request.POST if request.method == "POST" else request.GET, campaign=found)
    if not form.is_valid():
        return _people_page(request, found, owner=form)
    to = form.cleaned_data["to"]
    if request.method == "GET":
        context = {"campaign": found, "to": to, "back": reverse("campaign_people", args=[pk])}
        return render(request, "discovery/campaigns/hand_over.html", context)
    try:
        hand_over_campaign(campaign=found, to=to, by=request.user)
    except CannotShareError as error:
        form.add_error("to", str(error))
        return _people_page(request, found, owner=form)
    messages.success(request, f"{to} owns “{found}” now.")
    return redirect("campaign_people", pk)


def _share_with(found: Campaign, person: int) -> CampaignShare:
    """404 where the campaign is not shared with that person."""
    return get_object_or_404(shares_of(found), person=person)


def _shared(request: PersonRequest, found: Campaign, person: User, form: ShareForm | LevelForm, field: str) -> bool:
    """Whether it is shared with the person now, as the form's level says; a refusal stands beside the field."""
    try:
        share_campaign(campaign=found, person=person, may_edit=form.cleaned_data["level"] == EDIT, by=request.user)
    except CannotShareError as error:
        form.add_error(field, str(error))
    return not form.errors


def _people_page(
    request: PersonRequest,
    found: Campaign,
    *,
    add: ShareForm | None = None,
    changed: LevelForm | None = None,
    owner: OwnerForm | None = None,
) -> HttpResponse:
    """The whole page; a refused form stands in its place, and the status is 422."""
    shares = [(share, changed if changed and changed.share == share else LevelForm(share=share)) for share in shares_of(found)]
    context = {
        "campaign": found,
        "rights": rights(request.user, found),
        "shares": shares,
        "add": add or ShareForm(campaign=found),
        "owner": owner or OwnerForm(campaign=found),
    }
    return render(request, "discovery/campaigns/people.html", context, status=422 if add or changed or owner else 200)
