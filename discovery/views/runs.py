"""For admins: recomputes of all scores with their progress, and the method's weights and cuts, whose change starts one."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from discovery.forms.method import PRESETS, MethodForm
from discovery.methods import choose_method, request_scores, stop_scores
from discovery.teams import PersonRequest, admin_required
from scoring.method import MethodError, in_force
from scoring.models import ScoringRun
from scoring.runs import Progress, progress
from scoring.versions import Moved, moved

HISTORY = 50
STOPPED = "The recompute was stopped, and the scores stay as they were. The next one, tonight at the latest, does its work."


@dataclass(frozen=True)
class Row:
    """A run with how far it is, where it goes on, how long it took, and what it moved."""

    run: ScoringRun
    progress: Progress | None
    duration: timedelta | None
    moved: Moved | None


@require_GET
@admin_required
def runs(request: PersonRequest) -> HttpResponse:
    return render(request, "discovery/method/runs.html", _context())


@require_GET
@admin_required
def runs_progress(request: PersonRequest) -> HttpResponse:
    """The table alone, which asks for itself while a run goes on."""
    return render(request, "discovery/method/_runs.html", _context())


@require_POST
@admin_required
def run_new(request: PersonRequest) -> HttpResponse:
    request_scores(from_nothing="from_nothing" in request.POST, by=request.user)
    messages.success(request, "All scores will be recomputed. Until they are published, pages show the old ones.")
    return redirect("method_runs")


@require_POST
@admin_required
def run_stop(request: PersonRequest, run_id: int) -> HttpResponse:
    if stop_scores(get_object_or_404(ScoringRun, pk=run_id), by=request.user):
        messages.success(request, STOPPED)
    else:
        messages.info(request, "That recompute had ended already.")
    return redirect("method_runs")


@require_http_methods(["GET", "POST"])
@admin_required
def method_settings(request: PersonRequest) -> HttpResponse:
    current = in_force().params
    typed = request.POST if request.method == "POST" else None
    form = MethodForm(typed, current=current, preset=request.GET.get("cuts", ""))
    if form.is_valid():
        if all(getattr(current, name) == value for name, value in form.chosen.items()):
            form.add_error(None, "These are the weights and cuts in force already: nothing was changed.")
        else:
            try:
                choose_method(chosen=form.chosen, note=form.cleaned_data["note"], by=request.user)
            except MethodError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "The method was changed. All scores are being recomputed by it.")
                return redirect("method_runs")
    context = {"form": form, "presets": PRESETS}
    return render(request, "discovery/method/settings.html", context, status=422 if form.errors else 200)


def _context() -> dict[str, object]:
    found = list(ScoringRun.objects.select_related("requested_by", "stopped_by", "method")[:HISTORY])
    with_summary = [run for run in found if run.summary]
    moves = dict(zip((run.pk for run in with_summary), moved(run.summary for run in with_summary), strict=True))
    rows = [_row(run, moves.get(run.pk)) for run in found]
    return {"rows": rows, "active": any(row.run.is_active for row in rows)}


def _row(run: ScoringRun, moves: Moved | None) -> Row:
    duration = run.finished_at - run.started_at if run.started_at and run.finished_at else None
    return Row(run, progress(run) if run.is_active else None, duration, moves)
