"""Flags by the API: listed in words, dismissed with a reason, restored."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from discovery.models import Account, User
from scoring.models import FlagDismissal
from tests.api.sending import errors, send
from tests.discovery.flagged import JUMP, make_flagged
from tests.factories import make_account

FLAG = {"kind": "growth_spike", "from_day": f"{JUMP[0]}", "to_day": f"{JUMP[1]}"}


@pytest.fixture
def account(db: None) -> Account:
    return make_flagged()


def address(account: Account, more: str = "") -> str:
    return f"/api/v1/accounts/{account.pk}/flags/{more}"


def named(answer: Any) -> dict[str, Any]:
    """The flag of FLAG in an answer."""
    return next(each for each in answer.json()["results"] if {name: each[name] for name in FLAG} == FLAG)


def test_an_account_names_its_flags(viewer_api: Client, account: Account) -> None:
    shown = viewer_api.get(f"/api/v1/accounts/{account.pk}/").json()
    assert shown["flag_count"] == account.score.flag_count > 0
    assert {**FLAG, "dismissed": False, "deducts": 0.0} in shown["flags"]
    assert shown["growth"] == account.score.growth
    assert viewer_api.get("/api/v1/accounts/?flags=any").json()["results"][0]["flag_count"] == account.score.flag_count
    assert viewer_api.get("/api/v1/accounts/?flags=none").json()["results"] == []


def test_they_are_listed_in_words(viewer_api: Client, account: Account) -> None:
    flag = named(viewer_api.get(address(account)))
    assert flag["label"] == "Growth spike"
    assert "it gained 20,400 followers" in flag["sentence"]
    assert flag["innocent"].startswith("Press")
    assert (flag["deducts"], flag["dismissal"]) == (0.0, None)
    assert viewer_api.get(address(make_account())).json()["results"] == []


def test_one_is_dismissed_and_restored(
    marketer_api: Client, marketer: User, account: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(marketer_api, "post", address(account, "dismiss/"), {**FLAG, "reason": "A giveaway."})
    assert answer.status_code == 200
    dismissal = named(marketer_api.get(address(account)))["dismissal"]
    assert (dismissal["by"], dismissal["reason"]) == (marketer.email, "A giveaway.")
    assert {**FLAG, "dismissed": True, "deducts": 0.0} in marketer_api.get(f"/api/v1/accounts/{account.pk}/").json()["flags"]
    with django_capture_on_commit_callbacks(execute=True):
        assert send(marketer_api, "post", address(account, "restore/"), FLAG).status_code == 200
    assert named(marketer_api.get(address(account)))["dismissal"] is None


def test_what_cannot_be_is_named(marketer_api: Client, account: Account) -> None:
    assert set(errors(send(marketer_api, "post", address(account, "dismiss/"), FLAG))) == {"reason"}
    assert set(errors(send(marketer_api, "post", address(account, "dismiss/"), {**FLAG, "kind": "x", "reason": " "}))) == {"kind", "reason"}
    gone = send(marketer_api, "post", address(account, "dismiss/"), {**FLAG, "to_day": "2020-01-01", "reason": "x"})
    assert (gone.status_code, "no such flag" in gone.json()["detail"]) == (404, True)
    assert send(marketer_api, "post", address(account, "restore/"), FLAG).status_code == 404
    assert not FlagDismissal.objects.exists()
