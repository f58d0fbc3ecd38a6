"""The method's page: formula, constants, evidence, benchmarks, curves, limits, and the versions that scored here.

What is shown is read from the method in force; nothing is computed here.
"""

from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from scoring import bands
from scoring.constants import described
from scoring.drawing import CURVES, drawn
from scoring.method import in_force
from scoring.versions import versions
from scoring.words import flag_kinds
from scoring.words.scores import DESCRIPTIONS, LABELS
from scoring.words.written import fixed

NEEDS = {
    "response": "an engagement rate, and peers",
    "conversation": "likes and comments, and peers",
    "natural_growth": "three dated follower counts",
    "steadiness": "three snapshots with engagement",
    "reciprocity": "followers and following",
}
SECTIONS = (
    ("formula", "The numbers and the formula"),
    ("evidence", "What the evidence says"),
    ("parts", "The parts of peer trust"),
    ("curves", "The curves"),
    ("flags", "Flags"),
    ("benchmarks", "Benchmarks in force"),
    ("constants", "Every constant"),
    ("limits", "What it cannot know"),
    ("versions", "Versions"),
)


class Part(NamedTuple):
    key: str
    label: str
    weight: int
    description: str
    needs: str


@require_GET
@login_required
def method(request: HttpRequest) -> HttpResponse:
    current, benchmarks = in_force(), bands.newest()
    params = current.params
    context = {
        "method": current,
        "params": params,
        "sections": SECTIONS,
        "history_rest": fixed(1 - params.history_floor, 1),
        "trust_share": fixed(1 - params.size_share, 1),
        "parts": [Part(key, str(LABELS[key]), weight, str(DESCRIPTIONS[key]), NEEDS[key]) for key, weight in params.weights.items()],
        "curves": [_picture(name) for name in CURVES],
        "kinds": flag_kinds.described(params),
        "benchmarks": benchmarks,
        "tables": bands.tables(benchmarks) if benchmarks else [],
        "constants": described(params),
        "versions": versions(),
    }
    return render(request, "discovery/method/method.html", context)


def _picture(name: str) -> SafeString:
    """Numbers and titles of our own alone: nothing in it comes from outside."""
    return mark_safe(drawn(CURVES[name]))  # noqa: S308
