"""A list is loaded once, by one worker: whoever lost the lease stores nothing, and two imports at once lose nothing."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from discovery.importing import loading, uploads
from discovery.importing.storing import leases
from discovery.importing.storing.leases import Lease
from discovery.models import Account, Creator, CreatorList, ListProgress, Snapshot
from tests.discovery.importing.lists import let_merge, loaded, merging_held, progress_of, queued, state_of
from tests.factories import make_list
from tests.races import in_own_connection
from tests.worker import until

pytestmark = pytest.mark.django_db(transaction=True)
State = CreatorList.State
ANNA = "handle,followers\nanna,5\n"


def test_a_list_is_loaded_once_by_one_worker() -> None:
    creator_list = loaded(ANNA)
    assert not loading.load(creator_list.pk)
    held = make_list(state=State.LOADING, lease_until=timezone.now() + timedelta(hours=1))
    assert not loading.load(held.pk)
    assert not loading.load(make_list().pk)


def test_progress_and_lease_are_seen_while_the_load_is_open(settings: Any) -> None:
    settings.IMPORT_LEASE_SECONDS = 2
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        assert state_of(creator_list).state == State.LOADING
        lease = state_of(creator_list).lease_until
        until(lambda: CreatorList.objects.filter(lease_until__gt=lease).exists())
        assert not Account.objects.exists()
        let_merge()
        assert result.result()
    assert Account.objects.exists()


def test_whoever_lost_the_lease_stores_nothing() -> None:
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        CreatorList.objects.filter(pk=creator_list.pk).update(attempts=2)
        let_merge()
        assert not result.result()
    assert not Account.objects.exists()
    assert (state_of(creator_list).state, state_of(creator_list).attempts) == (State.LOADING, 2)


def test_whoever_began_before_a_retry_neither_finishes_nor_renews() -> None:
    creator_list, long_ago = queued(ANNA), timezone.now() - timedelta(hours=1)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        CreatorList.objects.update(state=State.FAILED)
        uploads.queue(list_id=creator_list.pk)
        CreatorList.objects.update(state=State.LOADING, attempts=F("attempts") + 1, lease_until=long_ago)
        let_merge()
        assert not result.result()
    assert not Account.objects.exists()
    assert (state_of(creator_list).state, state_of(creator_list).lease_until) == (State.LOADING, long_ago)


def test_a_queued_list_is_nobodys_to_renew(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.IMPORT_LEASE_SECONDS = 0.04
    monkeypatch.setattr(leases, "TELL_EVERY_SECONDS", 0.01)
    creator_list, held = queued(ANNA), make_list(state=State.LOADING)
    before = state_of(creator_list).lease_until
    with Lease(creator_list.pk, 0), Lease(held.pk, 0):
        until(lambda: state_of(held).lease_until)
        time.sleep(0.1)
    assert state_of(creator_list).lease_until == before


def test_two_imports_at_once_lose_nothing() -> None:
    rows = [f"account{number},{number}" for number in range(400)]
    lists = [queued("\n".join(("handle,followers", *order))) for order in (rows, rows[::-1])]
    with ThreadPoolExecutor(2) as pool, merging_held():
        results = [pool.submit(in_own_connection, loading.load, each.pk) for each in lists]
        until(lambda: all(progress_of(each).stage == ListProgress.Stage.STORING for each in lists))
        let_merge()
        assert [result.result() for result in results] == [True, True]
    assert sorted((state_of(each).created, state_of(each).unchanged) for each in lists) == [(0, 400), (400, 0)]
    assert (Account.objects.count(), Snapshot.objects.count(), Creator.objects.count()) == (400, 400, 400)
