"""A real account with real flags, for page tests: its history is what makes them."""

from datetime import date, timedelta
from typing import Any

from discovery.models import Account, Snapshot
from scoring.recompute import refresh
from tests.factories import make_account, make_snapshot

FIRST = date(2026, 1, 1)
# Half as many followers again within a month, and nobody who answers.
FOLLOWERS = (40_000, 40_400, 40_800, 61_200, 61_000, 60_900, 60_800, 60_700)
JUMP = (FIRST + timedelta(days=60), FIRST + timedelta(days=90))
NAMED: dict[str, Any] = {"kind": "growth_spike", "from_day": JUMP[0], "to_day": JUMP[1]}


def make_flagged(handle: str = "jumped") -> Account:
    """Scored, with the flags of one jump."""
    account = make_account(handle)
    for month, followers in enumerate(FOLLOWERS):
        make_snapshot(account, taken_on=FIRST + timedelta(days=30 * month), followers=followers, likes=900.0, comments=40.0)
    refresh([account.pk])
    assert Snapshot.objects.filter(account=account).count() == len(FOLLOWERS)
    return Account.objects.select_related("score").get(pk=account.pk)
