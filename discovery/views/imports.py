"""The import wizard: history, upload, progress, result and downloads. For admins alone.

Every step has an address of its own and works without JavaScript. What comes between upload and load is discovery.views.drafts'.
"""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from discovery import lists, matching, tasks
from discovery.exports import csv_response
from discovery.forms.imports import UploadForm
from discovery.importing import uploads
from discovery.importing.formats.files import FileProblem
from discovery.models import CreatorList, RowReport, Source
from discovery.teams import PersonRequest, admin_required
from discovery.views.drafts import draft_page

HISTORY = 100
State = CreatorList.State


@require_GET
@admin_required
def imports(request: PersonRequest) -> HttpResponse:
    found = CreatorList.objects.newest_first().select_related("source", "uploaded_by", "continues")[:HISTORY]
    return render(request, "discovery/imports/imports.html", {"lists": found})


@require_http_methods(["GET", "POST"])
@admin_required
def import_new(request: PersonRequest) -> HttpResponse:
    bound = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*bound, max_bytes=settings.IMPORT_MAX_BYTES)
    if form.is_bound and form.is_valid():
        file, text, source = (form.cleaned_data[name] for name in ("file", "pasted", "source"))
        try:
            if file:
                made = lists.upload(file=file, name=file.name, source_name=source, by=request.user)
            else:
                made = lists.paste(text=text, source_name=source, by=request.user)
            return redirect("import", made.pk)
        except FileProblem as problem:
            form.add_error("file" if file else "pasted", str(problem))
        except uploads.NotReady as problem:
            form.add_error("source", str(problem))
    context = {"form": form, "sources": Source.objects.filter(is_sample=False)}
    return render(request, "discovery/imports/new.html", context, status=422 if form.errors else 200)


@require_GET
@admin_required
def import_show(request: PersonRequest, pk: int) -> HttpResponse:
    """The page of one list, whatever state it is in."""
    creator_list = _list(pk)
    if creator_list.state == State.DRAFT:
        return draft_page(request, creator_list)
    if lists.is_working(creator_list, timezone.now()):
        return render(request, "discovery/imports/progress.html", _progress_context(creator_list))
    context = {
        "list": creator_list,
        "unscored": lists.is_unscored(creator_list),
        "reports": matching.beside_names(creator_list, list(lists.reports_shown(creator_list))),
        "shown": lists.REPORTS_SHOWN,
        "has_remarks": creator_list.reports.filter(outcome=RowReport.Outcome.NOTED).exists(),
        "has_waiting": matching.waiting(creator_list).exists(),
        "continued_by": creator_list.continued_by.newest_first(),
    }
    return render(request, "discovery/imports/result.html", context)


@require_POST
@admin_required
def import_cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Has the load break off, with nothing of it stored."""
    if not tasks.cancel_list(_list(pk).pk, by=request.user):
        messages.error(request, "It is too late to cancel: the list is loaded, or all but its last step is done.")
    return redirect("import", pk)


@require_POST
@admin_required
def import_retry(request: PersonRequest, pk: int) -> HttpResponse:
    """Gives a list whose load failed to a worker again."""
    try:
        tasks.queue_list(_list(pk).pk, by=request.user)
    except uploads.NotReady as problem:
        messages.error(request, str(problem))
    return redirect("import", pk)


@require_GET
@admin_required
def import_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The bar alone; once the worker is done, the page is loaded again."""
    creator_list = _list(pk)
    if not lists.is_working(creator_list, timezone.now()):
        return HttpResponseClientRefresh()
    return render(request, "discovery/imports/_progress.html", _progress_context(creator_list))


@require_GET
@admin_required
def import_rows(request: PersonRequest, pk: int, outcome: str) -> HttpResponseBase:
    """The rows of one outcome as a CSV file that can be mended and imported again."""
    if outcome not in RowReport.Outcome.values:
        raise Http404
    creator_list = _list(pk)
    header, rows = lists.mendable_rows(creator_list, outcome)
    return csv_response(f"{outcome}-{creator_list.name.rsplit('.', 1)[0]}.csv", header, rows)


@require_GET
@admin_required
def import_original(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    creator_list = _list(pk)
    try:
        return FileResponse(creator_list.file.open("rb"), as_attachment=True, filename=creator_list.name)
    except (FileNotFoundError, ValueError) as problem:
        raise Http404("The upload has expired.") from problem


def _list(pk: int) -> CreatorList:
    return get_object_or_404(CreatorList.objects.select_related("source", "uploaded_by", "continues"), pk=pk)


def _progress_context(creator_list: CreatorList) -> dict[str, object]:
    return {"list": creator_list, "progress": lists.progress(creator_list, timezone.now())}
