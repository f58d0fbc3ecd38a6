"""The import wizard: upload, columns and preview, progress, result. For admins alone.

Every step has an address of its own and works without JavaScript.
"""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from discovery import lists, tasks
from discovery.exports import csv_response
from discovery.import_forms import MappingForm, UploadForm
from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.files import FileProblem
from discovery.models import CreatorList, RowReport, Source
from discovery.teams import PersonRequest, admin_required

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
        return _draft_page(request, creator_list, MappingForm(creator_list))
    if lists.is_working(creator_list, timezone.now()):
        return render(request, "discovery/imports/progress.html", _progress_context(creator_list))
    context = {
        "list": creator_list,
        "unscored": lists.is_unscored(creator_list),
        "reports": lists.reports_shown(creator_list),
        "shown": lists.REPORTS_SHOWN,
        "continued_by": creator_list.continued_by.newest_first(),
    }
    return render(request, "discovery/imports/result.html", context)


@require_POST
@admin_required
def import_mapping(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps what was chosen, and shows the rows as they would be stored by it."""
    creator_list = _list(pk)
    form = MappingForm(creator_list, request.POST)
    if not _choose(request, creator_list, form):
        return _draft_page(request, creator_list, form)
    if not request.htmx:
        return redirect("import", pk)
    try:
        return render(request, "discovery/imports/_preview.html", _preview_context(_list(pk)))
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)


@require_GET
@admin_required
def import_check(request: PersonRequest, pk: int) -> HttpResponse:
    """What the whole file would do, alone; how far that is while a worker looks through it."""
    creator_list = _list(pk)
    if creator_list.state != State.DRAFT or not request.htmx:
        return HttpResponseClientRefresh() if request.htmx else redirect("import", pk)
    try:
        context = _check_context(creator_list)
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)
    return render(request, "discovery/imports/_check.html", context)


@require_POST
@admin_required
def import_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps what was chosen, and gives the list to a worker."""
    creator_list = _list(pk)
    form = MappingForm(creator_list, request.POST)
    if _choose(request, creator_list, form):
        try:
            tasks.queue_list(pk, by=request.user)
        except uploads.NotReady as problem:
            form.add_error(None, str(problem))
    return _draft_page(request, _list(pk), form) if form.errors else redirect("import", pk)


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


@require_POST
@admin_required
def import_discard(request: PersonRequest, pk: int) -> HttpResponse:
    creator_list = _list(pk)
    if not lists.discard(list_id=pk, by=request.user):
        messages.error(request, "The list was queued already, so it stays.")
        return redirect("import", pk)
    messages.success(request, f"{creator_list.name} was discarded; nothing of it was stored.")
    return redirect("imports")


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


def _choose(request: PersonRequest, creator_list: CreatorList, form: MappingForm) -> bool:
    """Whether what was typed is valid and now kept."""
    if not form.is_valid():
        return False
    chosen = form.cleaned_data
    try:
        uploads.choose(list_id=creator_list.pk, mapping=form.chosen(), platform=chosen["platform"], taken_on=chosen["taken_on"])
    except (uploads.NotReady, FileProblem) as problem:
        form.add_error(None, str(problem))
    return not form.errors


def _draft_page(request: PersonRequest, creator_list: CreatorList, form: MappingForm) -> HttpResponse:
    if creator_list.state != State.DRAFT:
        return redirect("import", creator_list.pk)
    try:
        columns, platform_reason, taken_on_reason = lists.draft_columns(creator_list)
        context = _preview_context(creator_list)
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)
    context |= {
        "form": form,
        "columns": zip(columns, form.column_fields(), strict=True),
        "platform_reason": platform_reason,
        "taken_on_reason": taken_on_reason,
        "format": uploads.format_of(creator_list),
        "meanings": [field for field in Field if field.hint],
    }
    return render(request, "discovery/imports/draft.html", context, status=422 if form.errors else 200)


def _gone_page(request: PersonRequest, creator_list: CreatorList, problem: FileProblem) -> HttpResponse:
    return render(request, "discovery/imports/gone.html", {"list": creator_list, "problem": str(problem)}, status=422)


def _preview_context(creator_list: CreatorList) -> dict[str, object]:
    labels, lines = lists.preview_lines(creator_list)
    return {
        "list": creator_list,
        "labels": labels,
        "lines": lines,
        "missing": uploads.still_missing(creator_list),
        "loaded_before": uploads.loaded_before(creator_list),
        **_check_context(creator_list),
    }


def _check_context(creator_list: CreatorList) -> dict[str, object]:
    return {"list": creator_list, "check": tasks.check_draft(creator_list.pk), "checked_share": _list(creator_list.pk).share_done}


def _progress_context(creator_list: CreatorList) -> dict[str, object]:
    return {"list": creator_list, "progress": lists.progress(creator_list, timezone.now())}
