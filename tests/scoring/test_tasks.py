"""The tasks call one function each, and may run twice."""

import pytest

from scoring.models import AccountScore
from scoring.tasks import recompute_all, refresh_accounts
from tests.factories import make_snapshot

pytestmark = pytest.mark.django_db


def test_refresh_accounts_scores_the_given_accounts() -> None:
    one, other = make_snapshot().account_id, make_snapshot().account_id
    refresh_accounts([one])
    refresh_accounts([one])
    assert list(AccountScore.objects.values_list("account_id", flat=True)) == [one]
    recompute_all()
    recompute_all()
    assert set(AccountScore.objects.values_list("account_id", flat=True)) == {one, other}
