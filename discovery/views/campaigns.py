"""Pages of campaigns: the list, one campaign with its shortlists and totals, and making, changing and deleting one.

What is inside a shortlist is shown in discovery.views.shortlists.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from discovery.brands import asked_for, by_brand
from discovery.campaigns import DatesError, create_campaign, delete_campaign, shares_of, update_campaign
from discovery.forms.campaigns import CampaignForm, CampaignsForm
from discovery.forms.shortlists import ShortlistForm
from discovery.models import Brand, Campaign, Entry, Shortlist
from discovery.shortlists import NameTakenError, create_shortlist
from discovery.sweet_spots import of_campaign
from discovery.teams import Need, PersonRequest, campaign_for, editor_required, rights
from discovery.totals import budget_left, totals, with_entry_counts


@require_GET
@login_required
def campaigns(request: PersonRequest) -> HttpResponse:
    """By brand, those asked for in the address."""
    form = CampaignsForm(request.GET)
    valid = form.is_valid()
    wanted = asked_for(request.user, **form.cleaned_data) if valid else Campaign.objects.none()
    context = {"form": form, "lines": by_brand(wanted), "has_any": Campaign.objects.for_user(request.user).exists()}
    return render(request, "discovery/campaigns/campaigns.html", context, status=200 if valid else 422)


@require_GET
@login_required
def campaign(request: PersonRequest, pk: int) -> HttpResponse:
    return _campaign_page(request, campaign_for(request.user, pk), ShortlistForm())


@require_http_methods(["GET", "POST"])
@editor_required
def campaign_new(request: PersonRequest) -> HttpResponse:
    form = CampaignForm(_typed(request))
    if form.is_valid():
        return redirect(create_campaign(owner=request.user, **form.cleaned_data))
    return _campaign_form(request, form, "New campaign", reverse("campaigns"))


@require_http_methods(["GET", "POST"])
@editor_required
def campaign_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = campaign_for(request.user, pk, Need.EDIT)
    # Read before the form writes what was typed into the campaign.
    title = f"Edit {found.name}"
    form = CampaignForm(_typed(request), instance=found)
    if form.is_valid():
        try:
            update_campaign(campaign=found, by=request.user, **{name: form.cleaned_data[name] for name in form.changed_data})
        except DatesError as error:
            form.add_error("ends_on", str(error))
        else:
            return redirect(found)
    return _campaign_form(request, form, title, found.get_absolute_url())


@require_http_methods(["GET", "POST"])
@editor_required
def campaign_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks on GET, deletes on POST."""
    found = campaign_for(request.user, pk, Need.MANAGE)
    if request.method == "GET":
        lost = totals(Entry.objects.filter(shortlist__campaign=found))
        context = {"campaign": found, "shortlist_count": found.shortlists.count(), "totals": lost}
        return render(request, "discovery/campaigns/delete.html", context)
    delete_campaign(campaign=found, by=request.user)
    messages.success(request, f"Campaign “{found.name}” was deleted.")
    return redirect("campaigns")


@require_POST
@editor_required
def shortlist_new(request: PersonRequest, pk: int) -> HttpResponse:
    found, form = campaign_for(request.user, pk, Need.EDIT), ShortlistForm(request.POST)
    if form.is_valid():
        try:
            return redirect(create_shortlist(campaign=found, name=form.cleaned_data["name"], by=request.user))
        except NameTakenError as error:
            form.add_error("name", str(error))
    return _campaign_page(request, found, form)


def _campaign_page(request: PersonRequest, found: Campaign, form: ShortlistForm) -> HttpResponse:
    spent = totals(Entry.objects.filter(shortlist__campaign=found))
    context = {
        "campaign": found,
        "rights": rights(request.user, found),
        "shares": shares_of(found),
        "shortlists": with_entry_counts(Shortlist.objects.filter(campaign=found)),
        "totals": spent,
        "budget": budget_left(found, spent),
        "wanted": of_campaign(found),
        "form": form,
    }
    return render(request, "discovery/campaigns/campaign.html", context, status=422 if form.errors else 200)


def _typed(request: PersonRequest) -> QueryDict | None:
    """What was sent, be it empty; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _campaign_form(request: PersonRequest, form: CampaignForm, title: str, back: str) -> HttpResponse:
    context = {"title": title, "back": back, "form": form, "brands": Brand.objects.all()}
    return render(request, "discovery/campaigns/form.html", context, status=422 if form.errors else 200)
