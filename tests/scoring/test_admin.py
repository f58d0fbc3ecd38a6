"""The admin: reference bands are edited, what is computed is only looked at, and a recompute can be queued."""

from typing import Any

import pytest
from django.test import Client

from discovery.models import User
from scoring import recompute
from scoring.formulas.benchmarks import EDGES
from scoring.models import BenchmarkVersion, ReferenceBand, ScoringRun
from tests.factories import make_snapshot

pytestmark = pytest.mark.django_db
BANDS = "/admin/scoring/referenceband/"
PAGES = [BANDS, *(f"/admin/scoring/{name}/" for name in ("benchmark", "benchmarkversion", "accountscore"))]


@pytest.mark.parametrize("page", PAGES)
def test_an_admin_sees_the_page_and_can_search_it(page: str, as_admin: Client) -> None:
    recompute.refresh([make_snapshot().account_id])
    assert as_admin.get(page, {"q": "a"}).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_others_are_sent_away(page: str, as_marketer: Client) -> None:
    assert as_marketer.get(page).status_code == 302


def test_a_band_s_edges_can_be_edited_and_must_rise(as_admin: Client) -> None:
    band = ReferenceBand.objects.filter(platform="instagram", measure="per_follower").first()
    assert band is not None
    fields = {name: getattr(band, name) for name in ("platform", "measure", "followers_from", "below_average", "average", "source", "year")}
    page = f"{BANDS}{band.pk}/change/"
    assert as_admin.post(page, fields | {"above_average": 0.3, "high": 0.4}).status_code == 302
    band.refresh_from_db()
    assert band.high == 0.4
    refused = as_admin.post(page, fields | {"above_average": 0.5, "high": 0.4})
    assert refused.status_code == 200
    assert "The four edges must rise" in refused.text


def test_the_page_says_when_an_edit_takes_effect(as_admin: Client) -> None:
    band = ReferenceBand.objects.first()
    assert band is not None
    for page in (BANDS, f"{BANDS}{band.pk}/change/"):
        assert "has all scores recomputed under these tables" in as_admin.get(page).text


def test_edits_and_deletions_ask_for_one_recompute_once_they_are_stored(
    admin: User, as_admin: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(recompute, "wake", woken.append)
    band, other, third = ReferenceBand.objects.all()[:3]
    with django_capture_on_commit_callbacks(execute=True):
        fields = {name: getattr(band, name) for name in ("platform", "measure", "followers_from", *EDGES, "source", "year")}
        answer = as_admin.post(f"{BANDS}{band.pk}/change/", fields | {"year": 2020}, follow=True)
        as_admin.post(f"{BANDS}{other.pk}/delete/", {"post": "yes"})
        as_admin.post(BANDS, {"action": "delete_selected", "_selected_action": [third.pk], "post": "yes"})
        assert not woken
    assert woken == [1, 1, 1]
    run = ScoringRun.objects.get()
    assert (run.reason, run.requested_by) == ("Reference bands were edited", admin)
    assert "being recomputed" in answer.text
    assert ReferenceBand.objects.filter(pk__in=[other.pk, third.pk]).count() == 0


@pytest.mark.parametrize("name", ["benchmark", "benchmarkversion", "accountscore"])
def test_what_is_computed_cannot_be_changed_by_hand(name: str, as_admin: Client) -> None:
    recompute.refresh([make_snapshot().account_id])
    assert as_admin.get(f"/admin/scoring/{name}/add/").status_code == 403
    version = BenchmarkVersion.objects.get()
    assert as_admin.post(f"/admin/scoring/benchmarkversion/{version.pk}/change/", {"method_version": "mine"}).status_code == 403
    assert as_admin.post(f"/admin/scoring/benchmarkversion/{version.pk}/delete/", {"post": "yes"}).status_code == 403
