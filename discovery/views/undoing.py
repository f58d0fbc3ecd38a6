"""The page that undoes an import: what goes and what comes back, and the button that has a worker do it. For admins alone.

The undoing itself is discovery.importing.undoing's; how far it is shows the list's own page, of discovery.views.imports.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from discovery import tasks
from discovery.importing import undoing
from discovery.models import CreatorList
from discovery.teams import PersonRequest, admin_required


@require_http_methods(["GET", "POST"])
@admin_required
def import_undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks on GET, queues on POST; a list that is not loaded leads to its page."""
    creator_list = get_object_or_404(CreatorList, pk=pk)
    if request.method == "GET" and creator_list.state == CreatorList.State.LOADED:
        context = {"list": creator_list, "effects": undoing.effects(creator_list)}
        return render(request, "discovery/imports/undo.html", context)
    try:
        if request.method == "POST":
            tasks.undo_list(pk, by=request.user)
    except undoing.NotLoaded as problem:
        messages.error(request, str(problem))
    return redirect("import", pk)
