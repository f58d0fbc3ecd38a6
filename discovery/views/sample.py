"""The sample data on pages: what every page is told of them, and the page that removes them.

Inventing, loading and removing them is discovery.sample's.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods

from discovery.models import CreatorList
from discovery.sample.removing import SampleInUseError, holdings, remove_sample
from discovery.teams import PersonRequest, admin_required
from scoring import recompute


def labels(request: HttpRequest) -> dict[str, object]:
    """For every template: the ids of the sample's lists, for the banner and the accounts' labels. Asked for once, where a page uses it."""
    return {"sample_lists": SimpleLazyObject(CreatorList.objects.sample_ids)}


@require_http_methods(["GET", "POST"])
@admin_required
def sample_remove(request: PersonRequest) -> HttpResponse:
    """Asks on GET, removes on POST; new benchmarks are published by a worker right after."""
    if not CreatorList.objects.of_sample().exists():
        messages.info(request, "There are no sample data any more.")
        return redirect("ranked")
    if request.method == "GET":
        return render(request, "discovery/sample/remove.html", {"holdings": holdings()})
    return _removed(request)


def _removed(request: PersonRequest) -> HttpResponse:
    try:
        removed = remove_sample(by=request.user)
    except SampleInUseError as problem:
        messages.error(request, str(problem))
        return redirect("sample_remove")
    if removed:
        recompute.request(reason="The sample data were removed", by=request.user)
        messages.success(request, "The sample data are gone. All other accounts are being scored without them.")
    return redirect("ranked")
