"""Recomputes for admins: their state and progress, the button that asks for one, and the method's weights and cuts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from discovery.models import Activity, User
from scoring import method
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore, MethodVersion, RunUnit, ScoringRun
from scoring.recompute import recompute_all
from tests.discovery.pages import page_text
from tests.factories import make_snapshot

RUNS, SETTINGS = "/method/runs/", "/method/settings/"
Stage, State = ScoringRun.Stage, ScoringRun.State
TYPED = {
    **{f"{part}_weight": str(weight) for part, weight in PARAMS.weights.items()},
    "micro_from": "5K",
    "macro_from": "500K",
    "celebrity_from": "1M",
    "note": "As our market has it.",
}


def make_run(**changes: object) -> ScoringRun:
    return ScoringRun.objects.create(**{"reason": "Every night", "moment": timezone.now()} | changes)


def test_nothing_yet(as_admin: Client) -> None:
    assert "No recompute yet" in page_text(as_admin, RUNS)


def test_a_running_one_shows_how_far_it_is(as_admin: Client) -> None:
    run = make_run(state=State.RUNNING, stage=Stage.SCORES, started_at=timezone.now())
    now = timezone.now()
    for number in range(4):
        RunUnit.objects.create(run=run, stage=Stage.FEATURES, number=number, done_at=now)
        RunUnit.objects.create(run=run, stage=Stage.SCORES, number=number, done_at=now if number < 2 else None)
    page = as_admin.get(RUNS).content.decode()
    assert "Scoring … 75 %" in page
    assert "6 of 8 steps; 2 of 4 of this one" in re.sub(r"\s+", " ", page)
    assert '<progress max="1" value="0.75"' in page
    # It asks for itself again, and without a script the page does.
    assert f'hx-get="{reverse("method_runs_progress")}" hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    fragment = as_admin.get(reverse("method_runs_progress")).content.decode()
    assert "<html" not in fragment
    assert "Scoring … 75 %" in fragment


def test_one_that_let_most_scores_stand_says_so(as_admin: Client) -> None:
    make_run(state=State.DONE, accounts=1234, touched=12)
    said = page_text(as_admin, RUNS)
    assert "1,234 12 scored anew" in said
    assert "The benchmarks hardly moved, so only accounts with new facts were scored." in said


def test_an_ended_one_asks_for_nothing_more(as_admin: Client, admin: User) -> None:
    start = timezone.now()
    ended = {"started_at": start, "finished_at": start + timedelta(seconds=200)}
    make_run(state=State.DONE, accounts=1234, requested_by=admin, **ended)
    make_run(state=State.FAILED, message="The disk is full.", **ended)
    page = as_admin.get(RUNS).content.decode()
    said = page_text(as_admin, RUNS)
    assert "1,234" in said
    assert "3 min 20 s" in said
    assert f"by {admin}" in said
    assert "The disk is full." in said
    assert "hx-trigger" not in page
    assert "<noscript>" not in page


def test_the_button_asks_for_one_and_the_log_says_who(as_admin: Client, admin: User) -> None:
    assert as_admin.post(reverse("method_run_new")).headers["Location"] == RUNS
    run = ScoringRun.objects.get()
    assert (run.state, run.requested_by, run.from_nothing) == (State.QUEUED, admin, False)
    assert "Waiting for a worker" in page_text(as_admin, RUNS)
    as_admin.post(reverse("method_run_new"), {"from_nothing": "1"})
    run = ScoringRun.objects.get()
    assert run.from_nothing
    assert Activity.objects.filter(action=Activity.Action.SCORES_REQUESTED, actor=admin).count() == 2


def test_one_that_goes_on_can_be_stopped_and_says_who_did(as_admin: Client, admin: User) -> None:
    run = make_run(state=State.RUNNING, started_at=timezone.now())
    address = reverse("method_run_stop", args=[run.pk])
    page = as_admin.get(RUNS).content.decode()
    assert f'action="{address}"' in page
    assert "Stop this recompute" in page
    assert as_admin.post(address).headers["Location"] == RUNS
    said = page_text(as_admin, RUNS)
    assert "the scores stay as they were" in said
    assert f"Stopped by {admin}" in said
    assert "Stop this recompute" not in said
    line = Activity.objects.get(action=Activity.Action.SCORES_STOPPED)
    assert (line.actor, str(line)) == (admin, f"{admin.email} stopped the recompute run {run.pk}")


def test_one_that_ended_cannot_be_stopped(as_admin: Client) -> None:
    run = make_run(state=State.DONE)
    address = reverse("method_run_stop", args=[run.pk])
    assert "had ended already" in as_admin.post(address, follow=True).content.decode()
    assert ScoringRun.objects.get().state == State.DONE
    assert not Activity.objects.exists()
    assert as_admin.get(address).status_code == 405
    assert as_admin.post(reverse("method_run_stop", args=[run.pk + 1])).status_code == 404


def test_asking_does_nothing_by_looking(as_admin: Client) -> None:
    assert as_admin.get(reverse("method_run_new")).status_code == 405
    assert not ScoringRun.objects.exists()


def test_the_form_has_what_is_in_force(as_admin: Client) -> None:
    page = as_admin.get(SETTINGS).content.decode()
    for part, weight in PARAMS.weights.items():
        assert re.search(rf'name="{part}_weight" value="{weight}"', page)
    assert re.search(r'name="micro_from" value="5000"', page)


def test_the_industrys_cuts_are_a_preset(as_admin: Client) -> None:
    page = as_admin.get(f"{SETTINGS}?cuts=industry").content.decode()
    assert [re.search(rf'name="{name}_from" value="(\d+)"', page)[1] for name in ("micro", "macro", "celebrity")] == [  # type: ignore[index]
        "10000",
        "100000",
        "1000000",
    ]
    assert "Later × Fohr 2021" in page
    assert re.search(r'name="micro_from" value="5000"', as_admin.get(f"{SETTINGS}?cuts=house").content.decode())
    assert as_admin.get(f"{SETTINGS}?cuts=nonsense").status_code == 200


def test_a_change_is_a_version_and_a_recompute_that_says_what_moved(as_admin: Client, admin: User, as_viewer: Client) -> None:
    account = make_snapshot(followers=7_000, likes=400.0, comments=5.0).account
    recompute_all()
    before = AccountScore.objects.get(account=account)
    assert as_admin.post(SETTINGS, TYPED | {"micro_from": "10K", "response_weight": "40", "conversation_weight": "10"}).status_code == 302
    row = MethodVersion.objects.first()
    assert row is not None
    assert (row.created_by, row.note) == (admin, "As our market has it.")
    assert row.chosen == {"micro_from": 10_000, "response_weight": 40, "conversation_weight": 10}
    run = ScoringRun.objects.get(state=State.QUEUED)
    assert (run.requested_by, run.reason) == (admin, "Another method: As our market has it.")
    line = Activity.objects.get(action=Activity.Action.METHOD_CHOSEN)
    assert line.changes["response_weight"] == [30, 40]
    # Until it is published, pages have the old score.
    assert AccountScore.objects.get(account=account).method_version == before.method_version
    recompute_all()
    after = AccountScore.objects.get(account=account)
    assert (after.tier, after.method_version) == ("nano", row.version)
    assert after.peer_trust != before.peer_trust
    for client, address in ((as_viewer, "/method/"), (as_admin, RUNS)):
        said = page_text(client, address)
        assert f"Against method {before.method_version}, over 1 account" in said
        assert "1 changed its tier" in said
        assert account.label in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"response_weight": "31"}, "together make 100, not 101"),
        ({"response_weight": "-1"}, "greater than or equal to 0"),
        ({"response_weight": "1.5"}, "Enter a whole number"),
        ({"micro_from": "600K"}, "The cuts must rise"),
        ({"micro_from": "many"}, "Write it as 50K"),
        ({"micro_from": ""}, "This field is required"),
        ({"note": " "}, "This field is required"),
        ({}, "nothing was changed"),
    ],
)
def test_what_makes_no_method_is_said(as_admin: Client, changes: dict[str, str], says: str) -> None:
    response = as_admin.post(SETTINGS, TYPED | changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not MethodVersion.objects.exists()
    assert not ScoringRun.objects.exists()


def test_a_weight_of_nothing_is_no_error_anywhere(as_admin: Client) -> None:
    account = make_snapshot(following=300).account
    as_admin.post(SETTINGS, TYPED | {"response_weight": "45", "steadiness_weight": "0"})
    recompute_all()
    assert method.in_force().params.steadiness_weight == 0
    for address in ("/", account.get_absolute_url(), "/method/", SETTINGS):
        assert as_admin.get(address).status_code == 200


def test_queries_do_not_grow_with_runs(as_admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for count in (1, 12):
        for _ in range(count):
            make_run(state=State.DONE, summary={})
        with django_assert_max_num_queries(9):
            as_admin.get(RUNS)
