"""Dismissing a flag: it is recorded with who and why, the account is scored without it, and it can be taken back."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from discovery.models import Account, User
from scoring.dismissing import UnknownFlagError, dismiss, restore
from scoring.flagged import flags_of
from scoring.models import AccountScore, FlagDismissal, ScoresDue
from scoring.recompute import recompute_all, refresh
from tests.discovery.flagged import NAMED, make_flagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make_flagged()


def score(account: Account) -> AccountScore:
    return AccountScore.objects.get(account=account)


def flag(account: Account) -> Any:
    return next(each for each in flags_of(score(account)) if (each.kind, each.from_day, each.to_day) == tuple(NAMED.values()))


def dismissed(account: Account, by: User, capture: DjangoCaptureOnCommitCallbacks, reason: str = "A giveaway.") -> None:
    with capture(execute=True):
        dismiss(account=account, reason=reason, by=by, **NAMED)


def test_the_account_is_scored_without_it_at_once(
    account: Account, marketer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    before = score(account)
    assert not flag(account).dismissed
    dismissed(account, marketer, django_capture_on_commit_callbacks)
    after = score(account)
    assert flag(account).dismissed
    assert after.flag_count < before.flag_count
    assert after.natural_growth is None or (before.natural_growth is not None and after.natural_growth > before.natural_growth)


def test_who_and_why_is_kept_through_recomputes(
    account: Account, marketer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    dismissed(account, marketer, django_capture_on_commit_callbacks)
    recompute_all()
    kept = FlagDismissal.objects.get()
    assert (kept.account, kept.by, kept.reason) == (account, marketer, "A giveaway.")
    assert flag(account).dismissed


def test_again_it_gets_the_new_reason(
    account: Account, marketer: User, admin: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    dismissed(account, marketer, django_capture_on_commit_callbacks)
    dismissed(account, admin, django_capture_on_commit_callbacks, "Press, not a giveaway.")
    kept = FlagDismissal.objects.get()
    assert (kept.by, kept.reason) == (admin, "Press, not a giveaway.")


def test_taken_back_the_score_is_what_it_was(
    account: Account, marketer: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    def numbers() -> list[Any]:
        stored = score(account)
        return [stored.flags, stored.flag_count, stored.natural_growth, stored.peer_trust, stored.fit]

    refresh([account.pk])
    before = numbers()
    dismissed(account, marketer, django_capture_on_commit_callbacks)
    assert numbers() != before
    with django_capture_on_commit_callbacks(execute=True):
        restore(account=account, **NAMED)
    assert numbers() == before
    assert not FlagDismissal.objects.exists()


def test_a_worker_that_dies_in_between_is_made_up_for(account: Account, marketer: User) -> None:
    """What is due stands in the database with the dismissal, whatever happens after."""
    ScoresDue.objects.all().delete()
    dismiss(account=account, reason="A giveaway.", by=marketer, **NAMED)
    assert ScoresDue.objects.filter(account_ids=[account.pk], scored_at__isnull=True).exists()


def test_only_flags_of_the_account_can_be_dismissed(account: Account, marketer: User) -> None:
    with pytest.raises(UnknownFlagError, match="no such flag"):
        dismiss(account=account, kind="growth_spike", from_day=date(2020, 1, 1), to_day=date(2020, 2, 1), reason="x", by=marketer)
    with pytest.raises(UnknownFlagError, match="not dismissed"):
        restore(account=account, **NAMED)
    assert not FlagDismissal.objects.exists()
