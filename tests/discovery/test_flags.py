"""Flags on an account's page: with what else they may be, dismissed with a reason, restored; in the search and the download."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from discovery.flags import flags_of_account, open_labels
from discovery.models import Account, Activity, User
from scoring.flagged import flags_of
from scoring.models import AccountScore, FlagDismissal
from tests.discovery.flagged import JUMP, NAMED, make_flagged
from tests.discovery.pages import page_text
from tests.discovery.scores import make_score
from tests.factories import make_account, make_user

SENT = {"kind": NAMED["kind"], "from_day": f"{JUMP[0]}", "to_day": f"{JUMP[1]}", "reason": "A giveaway in March."}


@pytest.fixture
def account(db: None) -> Account:
    return make_flagged()


def dismiss(client: Client, account: Account, capture: DjangoCaptureOnCommitCallbacks, **changes: str) -> str:
    """Where it leads."""
    with capture(execute=True):
        response = client.post(reverse("flag_dismiss", args=[account.pk]), SENT | changes)
    assert response.status_code == 302
    return response.headers["Location"]


def test_a_flag_says_what_was_seen_and_what_else_it_may_be(as_viewer: Client, account: Account) -> None:
    page = page_text(as_viewer, account.get_absolute_url())
    assert "it gained 20,400 followers, 50" in page
    assert f"{JUMP[0]} to {JUMP[1]}" in page
    assert "May be innocent: Press, a post that went viral, or a giveaway brings this too." in page
    # Who may only look gets no form.
    assert "Dismiss it" not in page


def test_the_score_names_its_open_flags_above_its_parts(
    as_marketer: Client, account: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = page_text(as_marketer, account.get_absolute_url())
    names = ", ".join(open_labels(flags_of_account(account)))
    assert page.index(f" {names}.") < page.index("Response weight")
    assert "Growth spike" in names
    dismiss(as_marketer, account, django_capture_on_commit_callbacks)
    account = Account.objects.select_related("score").get()
    assert "Growth spike" not in open_labels(flags_of_account(account))


def test_flags_of_one_kind_are_named_once_with_their_number(account: Account) -> None:
    flag = flags_of_account(account)[0]
    assert open_labels([flag, flag, replace(flag, kind="stale")]) == [f"{flag.label} ×2", "Stale"]


def test_an_account_without_flags_has_no_panel_of_them(as_viewer: Client) -> None:
    assert 'id="flags"' not in as_viewer.get(make_score().account.get_absolute_url()).content.decode()


def test_a_marketer_dismisses_it_with_a_reason(
    as_marketer: Client, marketer: User, account: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = account.score.flag_count
    assert dismiss(as_marketer, account, django_capture_on_commit_callbacks) == f"{account.get_absolute_url()}#flags"
    page = page_text(as_marketer, account.get_absolute_url())
    assert f"Dismissed by {marketer} on" in page
    assert "A giveaway in March." in page
    assert "the account is scored without it" in page
    assert AccountScore.objects.get(account=account).flag_count < before
    line = Activity.objects.get(action=Activity.Action.FLAG_DISMISSED)
    assert (line.actor, line.subject_id, line.changes["reason"]) == (marketer, account.pk, [None, "A giveaway in March."])


def test_without_a_reason_the_page_asks_for_one(as_marketer: Client, account: Account) -> None:
    response = as_marketer.post(reverse("flag_dismiss", args=[account.pk]), SENT | {"reason": " "})
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("Say why it is innocent: others will read it.") == 1
    assert page.index(f'id="flag-growth_spike-{JUMP[0]}-{JUMP[1]}"') < page.index("Say why it is innocent")
    assert not FlagDismissal.objects.exists()


def test_it_can_count_again(
    as_marketer: Client, account: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    dismiss(as_marketer, account, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        as_marketer.post(reverse("flag_restore", args=[account.pk]), SENT)
    assert not FlagDismissal.objects.exists()
    assert AccountScore.objects.get(account=account).flag_count == account.score.flag_count
    assert Activity.objects.filter(action=Activity.Action.FLAG_RESTORED).exists()


def test_what_is_not_there_is_said(
    as_marketer: Client, account: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    address = dismiss(as_marketer, account, django_capture_on_commit_callbacks, from_day="2020-01-01")
    assert "The account has no such flag any more" in page_text(as_marketer, address)
    as_marketer.post(reverse("flag_restore", args=[account.pk]), SENT)
    assert "That flag is not dismissed" in page_text(as_marketer, address)
    for wrong in ({"kind": "nonsense"}, {"from_day": "x"}):
        assert as_marketer.post(reverse("flag_dismiss", args=[account.pk]), SENT | wrong).status_code == 404
        assert as_marketer.post(reverse("flag_restore", args=[account.pk]), SENT | wrong).status_code == 404


def test_a_dismissal_outlives_what_it_was_of(as_viewer: Client, account: Account, marketer: User) -> None:
    """The numbers may be corrected by a later list; who looked at them stays on record."""
    FlagDismissal.objects.create(account=account, kind="stale", from_day=JUMP[0], to_day=JUMP[0], reason="On leave.", by=marketer)
    page = page_text(as_viewer, account.get_absolute_url())
    assert "Its numbers no longer show it." in page
    assert "On leave." in page


def test_one_who_is_gone_is_no_error(as_viewer: Client, account: Account) -> None:
    FlagDismissal.objects.create(account=account, reason="Press.", by=make_user(), **NAMED)
    FlagDismissal.objects.update(by=None)
    assert "Dismissed by somebody who is gone" in page_text(as_viewer, account.get_absolute_url())


def test_rows_count_them_and_lead_to_them(as_viewer: Client, account: Account) -> None:
    page = as_viewer.get("/").content.decode()
    count = account.score.flag_count
    assert re.search(rf'href="{account.get_absolute_url()}#flags">{count} flag', page)


def test_the_search_finds_none_any_and_one_kind(as_viewer: Client, account: Account) -> None:
    make_score(make_account("clean"))
    flags = [{"kind": "mass_following", "from_day": 20_000, "to_day": 20_000, "dismissed": True, "deducts": 0.0}]
    make_score(make_account("forgiven"), flags=flags)

    def found(wanted: str) -> set[str]:
        page = as_viewer.get(f"/?flags={wanted}").content.decode()
        return set(re.findall(r"@(\w+)</span>", page))

    assert found("none") == {"clean", "forgiven"}
    assert found("any") == found("growth_spike") == {"jumped"}
    assert found("mass_following") == set()
    assert found("") == {"clean", "forgiven", "jumped"}
    assert as_viewer.get("/?flags=nonsense").status_code == 422
    assert "Growth spike" in page_text(as_viewer, "/?flags=growth_spike")


def test_the_download_names_them(as_viewer: Client, account: Account) -> None:
    body = b"".join(as_viewer.get("/export.csv")).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(body)))
    assert int(row["flags"]) == account.score.flag_count
    assert f"growth_spike {JUMP[0]} to {JUMP[1]}" in row["flagged"].split("; ")


def test_many_flags_take_no_more_queries(
    as_marketer: Client, account: Account, marketer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        FlagDismissal.objects.create(
            account=account, kind="stale", from_day=JUMP[0], to_day=JUMP[0].replace(day=number + 3), reason="x", by=marketer
        )
    with django_assert_max_num_queries(24):
        page_text(as_marketer, account.get_absolute_url())


def test_days_are_read_as_dates(account: Account) -> None:
    assert {(flag.from_day, flag.to_day) for flag in flags_of(account.score) if flag.kind == "growth_spike"} == {JUMP}
