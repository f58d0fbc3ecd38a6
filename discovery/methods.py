"""Choosing the method and having all scores recomputed, for people: what is done is scoring's, the log tells of it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import Truncator

from discovery.activity import record
from discovery.models import Activity, User
from scoring import method, recompute
from scoring.models import ScoringRun

Action = Activity.Action
LONGEST_REASON = 200


@transaction.atomic
def choose_method(*, chosen: Mapping[str, float], note: str, by: User) -> ScoringRun:
    """Put other weights and cuts in force, and have all scores recomputed by them; the run that will.

    method.MethodError where they make no method.
    """
    before = method.in_force().params
    row = method.choose(chosen, by=by, note=note)
    changes = {name: (getattr(before, name), value) for name, value in chosen.items() if getattr(before, name) != value}
    record(Action.METHOD_CHOSEN, row, by=by, changes={**changes, "note": (None, note)})
    return recompute.request(reason=Truncator(f"Another method: {note}").chars(LONGEST_REASON), by=by)


@transaction.atomic
def request_scores(*, from_nothing: bool, by: User) -> ScoringRun:
    """Have all scores recomputed by the method in force; the run that will, which may wait or run already."""
    run = recompute.request(reason="Asked for on the page of runs", by=by, from_nothing=from_nothing)
    record(Action.SCORES_REQUESTED, run, by=by)
    return run


@transaction.atomic
def stop_scores(run: ScoringRun, *, by: User) -> bool:
    """Have a recompute end without publishing; False where it ended already."""
    if not recompute.stop(run, by=by):
        return False
    record(Action.SCORES_STOPPED, run, by=by)
    return True
