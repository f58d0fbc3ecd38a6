"""A draft's page in the import wizard: how the file and its columns are understood, the preview, what the whole file would do, the start.

For admins alone; discovery.views.imports leads here. Whatever is chosen is kept at once, and works without JavaScript.
"""

from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh, reselect, reswap, retarget

from discovery import drafts, lists, tasks
from discovery.drafts import DraftColumn
from discovery.forms.formats import DELIMITERS, ENCODINGS, FormatForm
from discovery.forms.imports import MappingForm
from discovery.importing import uploads
from discovery.importing.answering import with_what_follows
from discovery.importing.conventions.readings import Reading
from discovery.importing.fields import Field
from discovery.importing.formats.files import FileProblem
from discovery.importing.kept import format_of
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList
from discovery.teams import PersonRequest, admin_required

State = CreatorList.State


class ColumnRow(NamedTuple):
    """A column beside the controls that overrule how it is understood."""

    column: DraftColumn
    field: BoundField
    platform: BoundField
    readings: list[tuple[Reading, BoundField]]


def draft_page(
    request: PersonRequest, creator_list: CreatorList, form: MappingForm | None = None, format_form: FormatForm | None = None
) -> HttpResponse:
    """The whole page, with the form as it was sent where something is wrong with it."""
    if creator_list.state != State.DRAFT:
        return redirect("import", creator_list.pk)
    try:
        context = _draft_context(request, creator_list.pk, form)
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)
    file_format = format_of(creator_list)
    context |= {
        "format": file_format,
        "format_form": format_form or FormatForm(file_format),
        "delimiter": DELIMITERS.get(file_format.delimiter, file_format.delimiter),
        "encoding": ENCODINGS.get(file_format.encoding, file_format.encoding),
        "saved": drafts.saved_mapping(creator_list),
        "other_sheets": [sheet for sheet in file_format.sheets if sheet.rows and sheet.name != file_format.sheet],
        "hidden_sheets": [sheet.name for sheet in file_format.sheets if sheet.is_hidden and sheet.name != file_format.sheet],
    }
    wrong = (form and form.errors) or (format_form and format_form.errors)
    page = render(request, "discovery/imports/draft.html", context, status=422 if wrong else 200)
    return retarget(reswap(reselect(page, "main"), "outerHTML"), "main") if request.htmx else page


@require_POST
@admin_required
def import_mapping(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps what was chosen, and shows what that changes."""
    form = _chosen(request, _list(pk))
    if form.errors:
        return draft_page(request, _list(pk), form)
    kept, sent = Mapping.from_json(_list(pk).mapping), form.chosen()
    is_elsewhere = "day_column" in request.POST or (kept.fields, kept.platforms) != (sent.fields, sent.platforms)
    if request.htmx and (is_elsewhere or form.mapping.names_accounts != kept.names_accounts):
        # An answer was of other columns, too, whose choices stand elsewhere on the page, or whose all rows are is asked no more.
        return HttpResponseClientRefresh()
    return _changed(request, pk) if request.htmx else redirect("import", pk)


@require_POST
@admin_required
def import_format(request: PersonRequest, pk: int) -> HttpResponse:
    """Reads the file anew as a person says; where it cannot be read so, all stays as it was."""
    creator_list = _list(pk)
    form = FormatForm(format_of(creator_list), request.POST)
    if creator_list.state == State.DRAFT and form.is_valid():
        try:
            uploads.reread(list_id=pk, choice=form.choice())
        except (FileProblem, uploads.NotReady) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "The file was read anew, and its columns proposed anew.")
            return redirect("import", pk)
    return draft_page(request, _list(pk), format_form=form)


@require_POST
@admin_required
def import_start_from(request: PersonRequest, pk: int) -> HttpResponse:
    """Gives the draft the mapping saved for its header, or the proposed one again."""
    creator_list = _list(pk)
    try:
        uploads.start_from(list_id=pk, saved=request.POST.get("mapping") == "saved")
    except uploads.NotReady as problem:
        messages.error(request, str(problem))
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)
    return redirect("import", pk)


@require_GET
@admin_required
def import_check(request: PersonRequest, pk: int) -> HttpResponse:
    """How far a worker has looked through the whole file; once it is done, what that changes."""
    creator_list = _list(pk)
    if not request.htmx:
        return redirect("import", pk)
    if creator_list.state != State.DRAFT:
        return HttpResponseClientRefresh()
    try:
        check = tasks.check_draft(pk)
    except FileProblem as problem:
        return _gone_page(request, creator_list, problem)
    if check and not check.is_done:
        return render(request, "discovery/imports/_check.html", {"list": _list(pk), "check": check})
    return reswap(retarget(_changed(request, pk), "#preview"), "outerHTML")


@require_POST
@admin_required
def import_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Keeps what was chosen, and gives the list to a worker; a choice of before that is still being kept comes too late then."""
    with transaction.atomic():
        form = _chosen(request, _list(pk))
        if not form.errors:
            try:
                tasks.queue_list(pk, by=request.user)
            except uploads.NotReady as problem:
                form.add_error(None, str(problem))
    return draft_page(request, _list(pk), form) if form.errors else redirect("import", pk)


@require_POST
@admin_required
def import_discard(request: PersonRequest, pk: int) -> HttpResponse:
    creator_list = _list(pk)
    if not lists.discard(list_id=pk, by=request.user):
        messages.error(request, "The list was queued already, so it stays.")
        return redirect("import", pk)
    messages.success(request, f"{creator_list.name} was discarded; nothing of it was stored.")
    return redirect("imports")


def _list(pk: int) -> CreatorList:
    return get_object_or_404(CreatorList.objects.select_related("source", "uploaded_by"), pk=pk)


def _chosen(request: PersonRequest, creator_list: CreatorList) -> MappingForm:
    """The form as it was sent; where it has no errors, what it says is kept."""
    try:
        form = MappingForm(creator_list, drafts.readings_of(creator_list), request.POST)
        if form.is_valid():
            typed = form.cleaned_data
            mapping = with_what_follows(creator_list, form.chosen(), typed["platform"])
            uploads.choose(list_id=creator_list.pk, mapping=mapping, platform=typed["platform"], taken_on=typed["taken_on"])
    except (uploads.NotReady, FileProblem) as problem:
        form = MappingForm(creator_list, [], request.POST)
        form.add_error(None, str(problem))
    return form


def _changed(request: PersonRequest, pk: int) -> HttpResponse:
    """What a choice changes of the page: the preview, and what is said beside each column."""
    try:
        return render(request, "discovery/imports/_changed.html", _draft_context(request, pk, None))
    except FileProblem as problem:
        return _gone_page(request, _list(pk), problem)


def _draft_context(request: PersonRequest, pk: int, form: MappingForm | None) -> dict[str, object]:
    """FileProblem where the file is gone."""
    # First, since it may settle how columns are read.
    check = tasks.check_draft(pk)
    creator_list = _list(pk)
    understood = drafts.understood(creator_list)
    form = form or MappingForm(creator_list, drafts.readings_of(creator_list))
    headings, lines = drafts.preview_lines(creator_list)
    unsaid = drafts.unsaid(creator_list)
    form.ask_for(unsaid)
    return {
        "list": creator_list,
        "form": form,
        "understood": understood,
        "columns": [_column_row(form, column) for column in understood.columns],
        "is_wide": bool(form.mapping.platforms) or "platforms" in request.GET,
        "meanings": [field for field in Field if field.hint],
        "headings": headings,
        "lines": lines,
        "has_remarks": any(line.problems for line in lines),
        "unsaid": unsaid,
        "missing": uploads.still_missing(creator_list),
        "earlier": uploads.earlier_load(creator_list),
        "check": check,
    }


def _column_row(form: MappingForm, column: DraftColumn) -> ColumnRow:
    index = column.index
    return ColumnRow(column, form.column_field(index), form.platform_field(index), form.reading_fields(index))


def _gone_page(request: PersonRequest, creator_list: CreatorList, problem: FileProblem) -> HttpResponse:
    return render(request, "discovery/imports/gone.html", {"list": creator_list, "problem": str(problem)}, status=422)
