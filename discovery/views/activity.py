"""Pages of the activity log and their exports: all of it for admins, a campaign's for whoever may see the campaign."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from discovery.activity import EXPORT_HEADER, export_rows, page
from discovery.activity_filters import ActivityFilters
from discovery.exports import csv_response
from discovery.models import Activity, Campaign, User
from discovery.models.activity import ActivityQuerySet
from discovery.teams import PersonRequest, admin_required


@require_GET
@admin_required
def activity(request: PersonRequest) -> HttpResponse:
    return _shown(request, Activity.objects.all(), _filters(request), None)


@require_GET
@admin_required
def activity_csv(request: PersonRequest) -> HttpResponse | StreamingHttpResponse:
    """Every line of the search; a search that cannot be followed comes back as the page says it."""
    return _exported(request, Activity.objects.all(), _filters(request), None)


@require_GET
@login_required
def campaign_activity(request: PersonRequest, pk: int) -> HttpResponse:
    campaign, found = _campaign(request, pk)
    return _shown(request, found, _campaign_filters(request, found), campaign)


@require_GET
@login_required
def campaign_activity_csv(request: PersonRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    campaign, found = _campaign(request, pk)
    return _exported(request, found, _campaign_filters(request, found), campaign)


def _campaign(request: PersonRequest, pk: int) -> tuple[Campaign, ActivityQuerySet]:
    campaign = get_object_or_404(Campaign.objects.for_user(request.user), pk=pk)
    return campaign, Activity.objects.filter(campaign=campaign)


def _filters(request: PersonRequest) -> ActivityFilters:
    return ActivityFilters(request.GET, people=User.objects.order_by("email"), campaigns=Campaign.objects.all())


def _campaign_filters(request: PersonRequest, found: ActivityQuerySet) -> ActivityFilters:
    """Who did nothing in the campaign is not offered."""
    return ActivityFilters(request.GET, people=User.objects.filter(pk__in=found.values("actor")).order_by("email"))


def _shown(request: PersonRequest, found: ActivityQuerySet, form: ActivityFilters, campaign: Campaign | None) -> HttpResponse:
    valid = form.is_valid()
    context = {
        "campaign": campaign,
        "form": form,
        "page": page(form.narrow(found), before=form.cleaned_data["before"]) if valid else None,
        "here": reverse("campaign_activity", args=[campaign.pk]) if campaign else reverse("activity"),
        "export": reverse("campaign_activity_csv", args=[campaign.pk]) if campaign else reverse("activity_csv"),
    }
    return render(request, "discovery/activity/activity.html", context, status=200 if valid else 422)


def _exported(
    request: PersonRequest, found: ActivityQuerySet, form: ActivityFilters, campaign: Campaign | None
) -> HttpResponse | StreamingHttpResponse:
    if not form.is_valid():
        return _shown(request, found, form, campaign)
    name = f"activity-{campaign.name}" if campaign else "activity"
    return csv_response(f"{name}-{timezone.localdate()}.csv", EXPORT_HEADER, export_rows(form.narrow(found)))
