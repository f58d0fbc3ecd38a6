"""Writers of scores take turns: two refreshes at once, in opposite orders, both end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from scoring import recompute
from scoring.models import AccountScore
from tests.factories import make_snapshot


def refreshed(ids: list[int]) -> int:
    """A refresh on a connection of its own."""
    try:
        return recompute.refresh(ids)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_refreshes_at_once_do_not_deadlock() -> None:
    ids = [make_snapshot().account_id for _place in range(20)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(refreshed, [ids, ids[::-1], ids, ids[::-1]]))
    assert done == [20] * 4
    assert AccountScore.objects.count() == 20
