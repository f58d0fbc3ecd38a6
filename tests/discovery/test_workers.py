"""Real workers: killed with -9 wherever they may be, what they did is finished or absent and restarts by itself; two at once lose nothing.

Each stage is reached without a hook in the product: this process holds a lock that the next step has to wait for, and kills then.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.utils import timezone

from discovery import tasks
from discovery.erasing import suppress
from discovery.importing import checking, undoing, uploads
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.importing.reader import suppression
from discovery.importing.storing import merging
from discovery.models import Account, Confirmation, Creator, CreatorList, EarlierValue, Snapshot
from scoring.models import AccountScore, BenchmarkVersion
from scoring.turns import WRITERS_LOCK
from tests.discovery.importing.facts import stored
from tests.discovery.importing.lists import draft, state_of
from tests.factories import TODAY
from tests.races import in_own_connection, waiting
from tests.worker import Worker, empty_queues, is_all_done, running_worker, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker, pytest.mark.xdist_group("workers")]
State = CreatorList.State
Stored = dict[str, list[str]]

COLUMNS: Final = Mapping(
    dict(enumerate((Field.HANDLE, Field.EXTERNAL_ID, Field.TITLE, Field.COUNTRY, Field.FOLLOWERS, Field.LIKES, Field.COMMENTS)))
)
HEADER: Final = "handle,id,name,country,followers,avg likes,avg comments\n"
# So many that the list's few do not outgrow the benchmarks, which would have all scores recomputed.
OTHERS: Final = "".join(f"other{number},{number},Other,Spain,{100 * number},{number},{number % 7}\n" for number in range(50, 90))
BEFORE: Final = f"{HEADER}anna,1,Anna,Spain,5000,20,2\nbert,2,Bert,Italy,6000,30,3\ncleo,3,Cleo,France,7000,40,4\n{OTHERS}"
# One row of each fate: unchanged, replaced, renamed, new, said twice, remarked on, without a handle, rejected.
ROWS: Final = (
    "anna,1,Anna,Spain,5000,20,2\nbert,2,Bertie,Italy,6500,30,3\ncleopatra,3,Cleo,France,7000,40,4\ndora,4,Dora,Spain,8000,50,5\n"
    "dora,4,Dora,Spain,8001,50,5\nemil,5,Emil,Nowhere,9000,60,6\n,,Fritz,Spain,1,1,1\ngreta,6,Greta,Spain,-2,1,1\n"
)
LIST: Final = HEADER + ROWS


def advisory(lock: int) -> str:
    return f"SELECT pg_advisory_xact_lock({lock})"


def writing(table: str) -> str:
    """Whoever would write into the table waits; readers do not."""
    return f"LOCK TABLE {table} IN SHARE MODE"


# What the test holds while the worker comes to wait for it.
LOADING: Final = {
    "claimed": advisory(suppression.SUPPRESSION_LOCK),
    "about to read": "LOCK TABLE discovery_suppression",
    "copying": writing("discovery_rowreport"),
    "about to merge": advisory(merging.MERGE_LOCK),
    "creating": writing("discovery_creator"),
    "describing": writing("discovery_earliervalue"),
    "renaming": writing("discovery_formerhandle"),
    "counting": writing("discovery_snapshot"),
    "about to commit": writing("discovery_activity"),
    "committing": "SELECT id FROM discovery_source FOR UPDATE",
    "about to score": advisory(WRITERS_LOCK),
    "scoring": writing("scoring_accountscore"),
}
CHECKING: Final = {
    "about to begin": advisory(suppression.SUPPRESSION_LOCK),
    "about to read": "LOCK TABLE discovery_suppression",
    "identifying": "LOCK TABLE discovery_account",
    # The lease's own writing of how far it is, which refers to the list, goes on.
    "keeping": "SELECT id FROM discovery_creatorlist FOR NO KEY UPDATE",
}
UNDOING: Final = {
    "about to undo": advisory(merging.MERGE_LOCK),
    "mending chains": writing("discovery_confirmation"),
    "restoring accounts": writing("discovery_account"),
    "restoring counts": writing("discovery_snapshot"),
    "deleting": writing("discovery_creator"),
    "about to commit": writing("discovery_activity"),
    "about to score": advisory(WRITERS_LOCK),
    "scoring": "SELECT account_id FROM scoring_accountscore WHERE handle_key = 'bert' FOR UPDATE",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def media(settings: Any, folder: Path) -> Path:
    """One folder for all tests here, which the one worker knows."""
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture(scope="module")
def worker(django_db_setup: None, folder: Path) -> Iterator[Worker]:
    with running_worker(MEDIA_ROOT=str(folder)) as worker:
        yield worker


@pytest.fixture
def two_workers(worker: Worker, folder: Path) -> Iterator[None]:
    """Ended with the test: elsewhere it would take the tasks that the one to be killed is waited for with."""
    with running_worker(MEDIA_ROOT=str(folder)):
        yield


@pytest.fixture(autouse=True)
def queues() -> Iterator[None]:
    """No task of a test before, and none that is still at work when the tables are emptied."""
    with empty_queues():
        yield
        until(is_all_done)


def drafted(content: str, name: str) -> CreatorList:
    return draft(content, name, platform="instagram", taken_on=TODAY, mapping=COLUMNS)


def loaded_before() -> None:
    tasks.load_now(drafted(BEFORE, "before.csv").pk, by=None)


def forget_all() -> None:
    for table in (Creator, CreatorList, BenchmarkVersion):
        table._default_manager.all().delete()


@cache
def undisturbed(*, is_undo: bool) -> tuple[Stored, Stored]:
    """What is stored before the list's load, or its undo, and after, where nobody is killed."""
    loaded_before()
    if is_undo:
        creator_list = drafted(LIST, "list.csv")
        tasks.load_now(creator_list.pk, by=None)
        before = stored()
        undoing.queue(list_id=creator_list.pk)
        tasks.undo_loaded(creator_list.pk)
    else:
        before = stored()
        tasks.load_now(drafted(LIST, "list.csv").pk, by=None)
    after = stored()
    forget_all()
    return before, after


@contextmanager
def held(lock: str) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(lock)
        yield


def killed_where_it_waits(worker: Worker, lock: str, creator_list: CreatorList, task: Any) -> None:
    """Kill the worker's process where it waits for the lock, and see the server break off its statement though the lock is still held."""
    with held(lock):
        killed_in_it(worker, creator_list, task)


def killed_in_it(worker: Worker, creator_list: CreatorList, task: Any) -> None:
    """The same, of a lock that is held already."""
    task.delay(creator_list.pk)
    until(waiting)
    (backend,) = waiting()
    worker.kill_pool()
    until(lambda: backend not in waiting())


def pick_up_when_the_lease_has_run_out(creator_list: CreatorList) -> None:
    before = state_of(creator_list)
    tasks.pick_up_imports()
    assert state_of(creator_list).state == before.state
    CreatorList.objects.filter(pk=creator_list.pk).update(lease_until=timezone.now())
    tasks.pick_up_imports()


@pytest.mark.parametrize("stage", LOADING)
def test_a_load_is_finished_or_absent_and_restarts_by_itself(worker: Worker, stage: str) -> None:
    before, after = undisturbed(is_undo=False)
    loaded_before()
    creator_list = drafted(LIST, "list.csv")
    uploads.queue(list_id=creator_list.pk)
    killed_where_it_waits(worker, LOADING[stage], creator_list, tasks.load_list)
    is_loaded = state_of(creator_list).state == State.LOADED
    assert is_loaded == (stage in ("about to score", "scoring"))
    assert is_loaded or stored() == before
    pick_up_when_the_lease_has_run_out(creator_list)
    until(lambda: state_of(creator_list).scored_at)
    assert (state_of(creator_list).state, state_of(creator_list).attempts) == (State.LOADED, 1 if is_loaded else 2)
    assert stored() == after


@pytest.mark.parametrize("stage", CHECKING)
def test_a_check_that_is_killed_leaves_nothing_and_restarts_by_itself(worker: Worker, stage: str) -> None:
    loaded_before()
    creator_list = drafted(LIST, "list.csv")
    expected, before = tasks.check_draft(creator_list.pk), stored()
    assert expected
    assert (expected.is_done, expected.rows, expected.new_accounts, expected.known_accounts) == (True, 8, 2, 3)
    CreatorList.objects.filter(pk=creator_list.pk).update(checked={}, lease_until=None)
    assert checking.begin(state_of(creator_list))
    with held(CHECKING[stage]):
        killed_in_it(worker, creator_list, tasks.check_list)
        assert not is_checked(creator_list)
        assert stored() == before
    until(lambda: is_checked(creator_list))
    assert checking.current(state_of(creator_list)) == expected
    assert stored() == before


def is_checked(creator_list: CreatorList) -> bool:
    check = checking.current(state_of(creator_list))
    return check is not None and check.is_done


@pytest.mark.parametrize("stage", UNDOING)
def test_an_undo_is_finished_or_absent_and_restarts_by_itself(worker: Worker, stage: str) -> None:
    before, after = undisturbed(is_undo=True)
    loaded_before()
    creator_list = drafted(LIST, "list.csv")
    tasks.load_now(creator_list.pk, by=None)
    undoing.queue(list_id=creator_list.pk)
    killed_where_it_waits(worker, UNDOING[stage], creator_list, tasks.undo_loaded)
    is_undone = state_of(creator_list).state == State.UNDONE
    assert is_undone == (stage in ("about to score", "scoring"))
    assert is_undone or stored() == before
    pick_up_when_the_lease_has_run_out(creator_list)
    until(lambda: state_of(creator_list).scored_at)
    until(lambda: stored() == after)


def many(name: str, numbers: Iterable[int]) -> CreatorList:
    """A queued list of so many accounts, each with a row that is the same in every list."""
    rows = "".join(f"account{number},{number + 100},Name {number},Spain,{1000 + number},5,1\n" for number in numbers)
    creator_list = drafted(HEADER + rows, name)
    uploads.queue(list_id=creator_list.pk)
    return creator_list


def done_at_once(*begun: tuple[Any, CreatorList]) -> None:
    """Have the workers begin with all of it together, and see all of it end."""
    with held(advisory(merging.MERGE_LOCK)):
        for task, creator_list in begun:
            task.delay(creator_list.pk)
        until(lambda: len(waiting()) == min(len(begun), 2))
    until(lambda: all(found.scored_at and not found.is_running for found in (state_of(creator_list) for _, creator_list in begun)))


def counts_of(creator_list: CreatorList) -> tuple[str, int, int, int]:
    found = state_of(creator_list)
    return found.state, found.rows, found.created, found.unchanged


@pytest.mark.usefixtures("two_workers")
def test_two_loads_at_once_lose_nothing_and_report_right() -> None:
    lists = [many("first.csv", range(300)), many("second.csv", reversed(range(200, 500)))]
    done_at_once(*((tasks.load_list, each) for each in lists))
    outcomes = sorted(map(counts_of, lists), key=lambda counts: counts[2])
    assert outcomes == [(State.LOADED, 300, 200, 100), (State.LOADED, 300, 300, 0)]
    assert set(Account.objects.values_list("handle", flat=True)) == {f"account{number}" for number in range(500)}
    assert (Account.objects.count(), Snapshot.objects.count(), AccountScore.objects.count()) == (500, 500, 500)


@pytest.mark.usefixtures("two_workers")
def test_a_load_and_an_undo_at_once_leave_what_the_load_says() -> None:
    undone = many("undone.csv", range(300))
    tasks.load_and_score(undone.pk)
    other = many("other.csv", reversed(range(200, 500)))
    undoing.queue(list_id=undone.pk)
    done_at_once((tasks.load_list, other), (tasks.undo_loaded, undone))
    assert (state_of(undone).state, state_of(other).state) == (State.UNDONE, State.LOADED)
    assert set(Account.objects.values_list("handle", "created_by_list__name")) == {(f"account{n}", "other.csv") for n in range(200, 500)}
    assert (Snapshot.objects.count(), AccountScore.objects.count()) == (300, 300)


@pytest.mark.usefixtures("two_workers")
def test_two_undos_at_once_take_back_what_both_brought() -> None:
    kept, *undone = lists = [
        many("kept.csv", range(400, 450)),
        many("first.csv", range(300)),
        many("second.csv", reversed(range(200, 500))),
    ]
    for each in lists:
        tasks.load_and_score(each.pk)
    before = stored([Account, Snapshot])
    for each in undone:
        undoing.queue(list_id=each.pk)
    done_at_once(*((tasks.undo_loaded, each) for each in undone))
    after = stored([Account, Snapshot])
    assert {name: [row for row in rows if kept.name in row] for name, rows in before.items()} == after
    assert not Confirmation.objects.exclude(creator_list=kept).exists()
    assert not EarlierValue.objects.exists()


@pytest.mark.usefixtures("two_workers")
def test_a_person_who_is_suppressed_while_lists_load_is_in_none_of_them() -> None:
    lists = [many("first.csv", range(300)), many("second.csv", reversed(range(200, 500)))]
    with ThreadPoolExecutor(1) as pool:
        with held(advisory(merging.MERGE_LOCK)):
            for each in lists:
                tasks.load_list.delay(each.pk)
            until(lambda: len(waiting()) == 2)
            erased = pool.submit(in_own_connection, suppress, platform="instagram", handle="account250")
        assert erased.result(90).uploads == 2
    until(lambda: all(state_of(each).scored_at for each in lists))
    assert Account.objects.count() == 499
    assert not Account.objects.filter(handle="account250").exists()
