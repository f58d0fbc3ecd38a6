"""A list that is queued or loading can be cancelled: it is a draft again, with nothing of it stored."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import repeat

import pytest
from django.db import connection, transaction
from django.utils import timezone

from discovery.importing import loading, reading, uploads
from discovery.importing.formats.files import RawRow
from discovery.importing.storing import leases
from discovery.models import Account, CreatorList, ListProgress
from tests.discovery.importing.lists import loaded, merging_held, progress_of, queued, state_of
from tests.races import in_own_connection, somebody_waits
from tests.worker import until

pytestmark = pytest.mark.django_db(transaction=True)
State = CreatorList.State
ANNA = "handle,followers\nanna,5\n"
BERT = "handle,followers\nbert,7\n"


def test_a_queued_list_that_is_cancelled_is_a_draft_again() -> None:
    creator_list = queued(ANNA)
    assert loading.cancel(list_id=creator_list.pk)
    assert not loading.load(creator_list.pk)
    assert_draft_again(creator_list)


def test_a_load_that_is_cancelled_breaks_off_the_statement_that_runs() -> None:
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        assert loading.cancel(list_id=creator_list.pk)
        assert not result.result(timeout=90)
    assert_draft_again(creator_list)


def test_a_load_that_is_cancelled_stops_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file without end, so that nothing else can end it."""
    monkeypatch.setattr(leases, "TELL_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(reading, "BATCH_ROWS", 1)
    monkeypatch.setattr(reading, "headed_rows", lambda file, file_format: repeat(RawRow(2, ["anna", "5"])))
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).rows_done)
        assert loading.cancel(list_id=creator_list.pk)
        assert not result.result(timeout=90)
    assert_draft_again(creator_list)


def test_a_load_is_cancelled_while_its_lease_is_renewed() -> None:
    creator_list = queued(ANNA)
    CreatorList.objects.update(state=State.LOADING)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            CreatorList.objects.update(lease_until=leases.lease_end())
            cancelled = pool.submit(in_own_connection, loading.cancel, list_id=creator_list.pk)
            until(lambda: cancelled.done() or somebody_waits())
        assert cancelled.result(timeout=90)
    assert state_of(creator_list).cancel_requested_at


def test_a_cancelled_load_whose_worker_died_is_not_picked_up() -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    creator_list = queued(ANNA)
    CreatorList.objects.update(state=State.LOADING, lease_until=long_ago, cancel_requested_at=long_ago)
    assert loading.pick_up() == []
    assert_draft_again(creator_list)


def test_a_cancelled_list_can_be_loaded_after_all() -> None:
    creator_list = queued(ANNA)
    loading.cancel(list_id=creator_list.pk)
    uploads.queue(list_id=creator_list.pk)
    assert loading.load(creator_list.pk)
    assert state_of(creator_list).message == ""


def test_whoever_cancels_too_late_is_told_and_does_not_wait() -> None:
    creator_list = loaded(ANNA)
    assert not loading.cancel(list_id=creator_list.pk)
    all_but_loaded = queued(BERT)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            # Where the load writes into the log, with all else done.
            cursor.execute("LOCK TABLE discovery_activity")
            result = pool.submit(in_own_connection, loading.load, all_but_loaded.pk)
            until(somebody_waits)
            assert not loading.cancel(list_id=all_but_loaded.pk)
        assert result.result(timeout=90)
    assert state_of(all_but_loaded).state == State.LOADED


def assert_draft_again(creator_list: CreatorList) -> None:
    found = state_of(creator_list)
    assert (found.state, found.message, found.cancel_requested_at) == (State.DRAFT, "Cancelled; nothing was stored.", None)
    assert not Account.objects.exists()
