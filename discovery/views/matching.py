"""The page on which a person says whose accounts a loaded list's rows without a handle are. For admins alone."""

from typing import NamedTuple

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from discovery import matching
from discovery.forms.matching import MatchForm
from discovery.importing import uploads
from discovery.matching import MatchRow
from discovery.models import CreatorList
from discovery.teams import PersonRequest, admin_required

LARGEST_ID = 2**63 - 1


class ShownRow(NamedTuple):
    row: MatchRow
    account: BoundField
    handle: BoundField


@require_http_methods(["GET", "POST"])
@admin_required
def import_match(request: PersonRequest, pk: int) -> HttpResponse:
    """Offers a page of rows on GET; on POST what was said of them becomes a list that continues this one, and is loaded."""
    creator_list = get_object_or_404(CreatorList.objects.select_related("source"), pk=pk)
    if creator_list.state != CreatorList.State.LOADED:
        return redirect("import", pk)
    page = matching.page(creator_list, after=_after(request.GET))
    form = MatchForm(page.rows, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = matching.match(creator_list=creator_list, matches=form.matches(), by=request.user)
        except uploads.NotReady as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{made} continues {creator_list}: its rows are being loaded.")
            return redirect("import", made.pk)
    rows = [ShownRow(row, *form.fields_of(row)) for row in page.rows]
    context = {"list": creator_list, "form": form, "rows": rows, "after": page.after}
    return render(request, "discovery/imports/match.html", context, status=422 if form.errors else 200)


def _after(query: QueryDict) -> int:
    """The row behind which the page begins; an address that was cut short begins anew."""
    text = query.get("after", "")
    return min(int(text), LARGEST_ID) if text.isascii() and text.isdigit() else 0
