"""What the database itself refuses of accounts and snapshots."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("handle", ["a b", "a/b", "a\nb", "a\x1fb", "id:foo", "a\u200bb", "a\ufeff"])
def test_a_handle_that_fits_no_address_is_refused(handle: str) -> None:
    with pytest.raises(IntegrityError, match="account_handle_fits_an_address"):
        make_account(handle)


@pytest.mark.parametrize("external_id", ["a b", "a\nb", "UC\u200bzz"])
def test_an_id_that_fits_no_address_is_refused(external_id: str) -> None:
    with pytest.raises(IntegrityError, match="account_external_id_fits_an_address"):
        make_account("", external_id=external_id)


@pytest.mark.parametrize("handle", ["daniel.labelle", "_agentgirl_", "마스카", "Ünal-1"])
def test_a_handle_of_any_script_is_kept(handle: str) -> None:
    assert make_account(handle).handle == handle


@pytest.mark.parametrize(
    ("field", "value"),
    [("followers", -1), ("followers", 10_000_000_001), ("likes", 1e308), ("engagement_rate", 101.0), ("comments", float("nan"))],
)
def test_a_count_that_cannot_be_is_refused(field: str, value: Any) -> None:
    with pytest.raises(IntegrityError, match="snapshot_"):
        make_snapshot(**{field: value})


@pytest.mark.parametrize("day", [date(1500, 1, 1), date(9999, 12, 31)])
def test_a_day_that_cannot_be_is_refused(day: date) -> None:
    with pytest.raises(IntegrityError, match="snapshot_day_is_plausible"):
        make_snapshot(taken_on=day)
