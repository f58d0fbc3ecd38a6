"""Loading in a worker, scoring what was touched, and picking up what a dead worker left."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
import redis
from celery import Celery
from django.conf import settings as configured
from django.db import transaction
from django.utils import timezone

from discovery import tasks
from discovery.importing import loading, uploads
from discovery.models import Account, Activity, Creator, CreatorList, ListProgress, Snapshot
from influencer_finder.celery import app
from scoring.models import AccountScore, BenchmarkVersion, ScoringRun
from tests.discovery.importing.lists import draft, let_merge, loaded, merging_held, progress_of, queued, state_of
from tests.factories import TODAY, make_list, make_user
from tests.races import in_own_connection, somebody_waits
from tests.worker import empty_queues, running_worker, until

State = CreatorList.State


def rows_of(name: str, count: int) -> str:
    """A list of so many accounts of rising size."""
    header = "handle,name,topics,followers,avg likes,avg comments\n"
    return header + "".join(f"{name}{number},Name {number},Food,{1000 * number},{5 * number},{number}\n" for number in range(1, count))


ROWS = rows_of("account", 500)
database = pytest.mark.django_db(transaction=True)


def queued_tasks() -> list[str]:
    """The names of the tasks that wait for a worker."""
    with redis.Redis.from_url(configured.REDIS_URL) as broker:
        waiting = broker.lrange(configured.CELERY_TASK_DEFAULT_QUEUE, 0, -1)
        return [json.loads(message)["headers"]["task"] for message in cast("list[bytes]", waiting)]


@database
def test_what_a_list_touched_is_scored() -> None:
    creator_list = tasks.load_and_score(queued("handle,followers\nanna,5000\nbert,6000\n", taken_on=TODAY).pk)
    assert creator_list.scored_at is not None
    assert sorted(AccountScore.objects.values_list("account__handle", "followers")) == [("anna", 5000), ("bert", 6000)]


@database
def test_a_list_is_scored_though_its_worker_died_after_loading() -> None:
    creator_list = loaded("handle,followers\nanna,5000\n")
    assert not AccountScore.objects.exists()
    tasks.load_list(creator_list.pk)
    scored_at = state_of(creator_list).scored_at
    assert scored_at is not None
    assert AccountScore.objects.exists()
    tasks.load_list(creator_list.pk)
    assert state_of(creator_list).scored_at == scored_at


@database
def test_an_import_that_outgrows_the_benchmarks_has_all_scores_recomputed_once() -> None:
    """The first one makes the benchmarks, one that adds little leaves them; one that adds much is ranked by them at once."""
    lists = [ROWS, rows_of("more", 40), rows_of("many", 200)]
    due = []
    for rows in lists:
        with empty_queues():
            assert tasks.load_and_score(queued(rows, taken_on=TODAY).pk).scored_at is not None
            due.append(queued_tasks())
    assert set(due[0]) == {"scoring.tasks.work_at_runs"}
    assert due[1:] == [[], ["scoring.tasks.work_at_runs"]]
    assert ScoringRun.objects.get(state=ScoringRun.State.QUEUED).reason == tasks.OUTGROWN
    assert BenchmarkVersion.objects.get().scores.count() == Account.objects.count() == 737


@database
def test_a_list_that_touches_nothing_asks_for_no_scores() -> None:
    with empty_queues():
        tasks.load_and_score(queued("handle,followers\nanna,-2\n", taken_on=TODAY).pk)
        assert queued_tasks() == []
    assert not BenchmarkVersion.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "attempts", "lease", "afterwards"),
    [
        (State.QUEUED, 0, -1, State.QUEUED),
        (State.LOADING, 2, -1, State.QUEUED),
        (State.LOADING, 3, -1, State.FAILED),
        (State.LOADING, 4, -1, State.QUEUED),
        (State.LOADING, 6, -1, State.FAILED),
        (State.LOADING, 1, 3600, State.LOADING),
        (State.DRAFT, 0, -1, State.DRAFT),
        (State.FAILED, 3, -1, State.FAILED),
    ],
)
def test_what_no_worker_holds_is_picked_up(state: str, attempts: int, lease: int, afterwards: str) -> None:
    now, uploader = timezone.now(), make_user()
    creator_list = make_list(state=state, attempts=attempts, lease_until=now + timedelta(seconds=lease), uploaded_by=uploader)
    picked_up = loading.pick_up()
    creator_list.refresh_from_db()
    assert creator_list.state == afterwards
    assert picked_up == ([creator_list.pk] if afterwards == State.QUEUED else [])
    logged = list(Activity.objects.values_list("action", "actor_name"))
    if afterwards == State.FAILED != state:
        assert "broke off 3 times" in creator_list.message
        assert logged == [("import.failed", uploader.email)]
    else:
        assert logged == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.QUEUED, State.LOADING, State.LOADED])
def test_what_was_picked_up_may_wait_a_minute_behind_others(state: str) -> None:
    now = timezone.now()
    creator_list = make_list(state=state, attempts=1, lease_until=now - timedelta(seconds=1), finished_at=now)
    assert loading.pick_up() == [creator_list.pk]
    assert_waits(creator_list, since=now)
    assert loading.pick_up() == []


@pytest.mark.django_db
def test_a_queued_list_may_wait_a_minute_behind_others() -> None:
    creator_list, now = draft(ROWS, platform="instagram", taken_on="2022-12-31"), timezone.now()
    uploads.queue(list_id=creator_list.pk)
    assert_waits(creator_list, since=now)


@pytest.mark.django_db
def test_a_load_whose_scores_are_missing_is_picked_up_for_an_hour() -> None:
    now = timezone.now()
    past = {"state": State.LOADED, "lease_until": now - timedelta(seconds=1)}
    fresh = make_list(finished_at=now - timedelta(minutes=59), **past)
    make_list(finished_at=now - timedelta(minutes=61), **past)
    make_list(finished_at=now, scored_at=now, **past)
    assert loading.pick_up() == [fresh.pk]
    assert state_of(fresh).state == State.LOADED


@pytest.mark.django_db
def test_a_list_is_queued_only_when_nothing_is_missing() -> None:
    creator_list = draft("handle,followers\nanna,5\n")
    with pytest.raises(uploads.NotReady):
        tasks.queue_list(creator_list.pk, by=None)
    assert state_of(creator_list).state == State.DRAFT


@pytest.fixture
def no_broker() -> Iterator[None]:
    """Nobody listens where tasks are sent to."""
    with Celery(broker="redis://127.0.0.1:1"):
        yield
    app.set_current()


@database
@pytest.mark.usefixtures("no_broker")
def test_a_list_is_queued_though_the_broker_is_down(caplog: pytest.LogCaptureFixture) -> None:
    creator_list = draft(ROWS, platform="instagram", taken_on="2022-12-31")
    tasks.queue_list(creator_list.pk, by=None)
    assert state_of(creator_list).state == State.QUEUED
    assert "tell_a_worker" in caplog.text
    CreatorList.objects.update(lease_until=timezone.now())
    assert loading.pick_up() == [creator_list.pk]


@pytest.mark.django_db
def test_whoever_cancels_is_remembered() -> None:
    creator_list, admin = queued("handle,followers\nanna,5\n"), make_user(role="admin")
    assert tasks.cancel_list(creator_list.pk, by=admin)
    assert not tasks.cancel_list(creator_list.pk, by=admin)
    cancelled = Activity.objects.get(action="import.cancelled")
    assert (cancelled.actor, cancelled.subject_id) == (admin, creator_list.pk)


@pytest.mark.django_db
def test_old_uploads_are_forgotten(settings: Any) -> None:
    settings.UPLOAD_DAYS = 30
    creator_list = draft("handle,followers\nanna,5\n")
    CreatorList.objects.update(created_at=timezone.now() - timedelta(days=31))
    tasks.forget_uploads()
    assert not CreatorList.objects.filter(pk=creator_list.pk).exists()


@database
@pytest.mark.worker
@pytest.mark.xdist_group("processes")
def test_a_killed_workers_import_ends_with_the_same_data(settings: Any) -> None:
    loaded(ROWS)
    expected = stored()
    Creator.objects.all().delete()
    settings.IMPORT_LEASE_SECONDS = 2
    environ = {"IMPORT_LEASE_SECONDS": "2"}
    creator_list = draft(ROWS, platform="instagram", taken_on="2022-12-31")
    with empty_queues():
        with running_worker(**environ) as first, merging_held():
            tasks.queue_list(creator_list.pk, by=None)
            until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
            first.kill()
            let_merge()
        assert state_of(creator_list).state == State.LOADING
        assert not Account.objects.exists()
        with running_worker(**environ) as second:
            until(lambda: CreatorList.objects.abandoned(timezone.now()).exists())
            tasks.pick_up_imports()
            until(lambda: state_of(creator_list).scored_at or second.process.poll() is not None)
            assert state_of(creator_list).state == State.LOADED, second.log
    assert state_of(creator_list).attempts == 2
    assert list(Activity.objects.filter(subject_id=creator_list.pk).values_list("action", flat=True)) == ["import.loaded", "import.queued"]
    assert stored() == expected
    assert AccountScore.objects.count() == len(expected)


@database
@pytest.mark.worker
@pytest.mark.xdist_group("processes")
def test_lists_that_redis_forgot_are_sent_again() -> None:
    first, second = queued(rows_of("first", 5)), queued(rows_of("second", 5))
    undone = loaded(rows_of("third", 5))
    with empty_queues():
        for each in (first, second):
            tasks.load_list.delay(each.pk)
        tasks.undo_list(undone.pk, by=None)
        assert len(queued_tasks()) == 3
    with empty_queues(), running_worker():
        tasks.pick_up_imports()
        assert queued_tasks() == []
        CreatorList.objects.update(lease_until=timezone.now())
        tasks.pick_up_imports()
        until(lambda: all(state_of(each).scored_at for each in (first, second, undone)))
    assert [state_of(each).state for each in (first, second, undone)] == [State.LOADED, State.LOADED, State.UNDONE]


def assert_waits(creator_list: CreatorList, since: datetime) -> None:
    sent_again = state_of(creator_list).lease_until
    assert sent_again is not None
    assert sent_again - since >= timedelta(seconds=60)


def stored() -> list[tuple[Any, ...]]:
    """The facts without what differs from load to load: ids, lists and times."""
    snapshots = Snapshot.objects.order_by("account__handle").values_list(
        "account__handle", "account__title", "account__topics", "account__creator__name", "taken_on", "source__name", "followers", "likes"
    )
    return list(snapshots)


@database
def test_a_check_that_another_choice_was_quicker_than_is_asked_for_again() -> None:
    """Two fields changed within a moment: the page must not be left without its check."""
    creator_list = draft("handle,followers\nanna,5000\n", platform="instagram", taken_on=TODAY)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            CreatorList.objects.filter(pk=creator_list.pk).update(checked={"fingerprint": "of another choice"})
            begun = pool.submit(in_own_connection, tasks.check_draft, creator_list.pk)
            until(somebody_waits)
        check = begun.result()
    assert check is not None
    assert not check.is_done
    again = tasks.check_draft(creator_list.pk)
    assert again is not None
    assert again.is_done
