"""Undoing a list: what only it brought goes, what it replaced comes back, and what others say too stays theirs."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discovery import tasks
from discovery.importing import loading, undoing, uploads
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import Account, Activity, Confirmation, ConfirmationPack, Creator, CreatorList, EarlierValue, ListProgress, Snapshot
from scoring.models import AccountScore, BenchmarkVersion
from tests.discovery.importing import facts
from tests.discovery.importing.lists import forget_all, let_merge, loaded, merging_held, queued, undone
from tests.factories import TODAY, make_entry, make_list, make_user
from tests.races import in_own_connection
from tests.worker import empty_queues, until

pytestmark = pytest.mark.django_db(transaction=True)
State = CreatorList.State
EARLY, LATE = date(2022, 3, 31), date(2022, 12, 31)


def values() -> dict[str, Any]:
    """What is stored of anna, and whose it is."""
    account, snapshot = Account.objects.get(), Snapshot.objects.get()
    return {"title": account.title, "topics": account.topics, "followers": snapshot.followers, "likes": snapshot.likes}


def test_what_a_list_brought_goes() -> None:
    creator_list = undone(loaded("handle,name,followers,price\nanna,Anna,5,9 €\nbert,Bert,,\n"))
    assert not Account.objects.exists()
    assert not Creator.objects.exists()
    assert not Snapshot.objects.exists()
    assert creator_list.undone_at
    assert creator_list.message == "Gone: 2 accounts, 1 snapshot. Restored: 0 values."


def test_what_a_list_replaced_comes_back_and_what_it_filled_is_blank() -> None:
    first = loaded("handle,name,followers,ER per follower,price\nanna,Anna,5,3.4%,9 €\n")
    second = loaded("handle,name,topics,followers,avg likes,ER per view,price\nanna,Annie,Food,6,2,5%,8 €\n")
    assert values() == {"title": "Annie", "topics": ["Food"], "followers": 6, "likes": 2}
    undone(second)
    assert values() == {"title": "Anna", "topics": [], "followers": 5, "likes": None}
    snapshot, account = Snapshot.objects.get(), Account.objects.get()
    assert (snapshot.engagement_rate, snapshot.rate_definition, snapshot.extra) == (0.034, "per_follower", {"price": "9 €"})
    assert (snapshot.creator_list, snapshot.field_lists) == (first, {})
    assert account.field_lists == {"handle": first.pk, "title": first.pk}
    assert not EarlierValue.objects.exists()
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_two_lists_state_goes_with_the_second_of_them(order: tuple[int, int]) -> None:
    rows = "handle,name,followers\nanna,Anna,5\n"
    lists = [loaded(rows), loaded(rows)]
    undone(lists[order[0]])
    left = lists[order[1]]
    account, snapshot = Account.objects.get(), Snapshot.objects.get()
    assert (account.title, snapshot.followers) == ("Anna", 5)
    assert account.created_by_list == account.creator.created_by_list == snapshot.creator_list == left
    assert account.field_lists == {"handle": left.pk, "title": left.pk}
    undone(left)
    assert not Account.objects.exists()


def test_what_two_lists_state_of_many_stays_with_the_second() -> None:
    rows = "\n".join(["handle,name,followers", *(f"account{number},Somebody,{number}" for number in range(20))])
    first, second = loaded(rows), loaded(rows)
    before = undoing.effects(first)
    assert (before.accounts, before.kept) == (0, 20)
    undone(first)
    stated = {(account.created_by_list_id, *sorted(account.field_lists.items())) for account in Account.objects.all()}
    assert stated == {(second.pk, ("handle", second.pk), ("title", second.pk))}
    assert set(Snapshot.objects.values_list("creator_list", flat=True)) == {second.pk}
    assert Snapshot.objects.count() == 20
    undone(second)
    assert not Account.objects.exists()
    assert not ConfirmationPack.objects.exists()


@pytest.mark.parametrize(("position", "followers", "afterwards"), [(0, 7, [6, None]), (1, 7, [5, None]), (2, 6, [5, None])])
def test_a_list_in_any_place_of_three_is_taken_out(position: int, followers: int, afterwards: list[int | None]) -> None:
    lists = [loaded(f"handle,followers\nanna,{count}\n") for count in (5, 6, 7)]
    undone(lists.pop(position))
    assert Snapshot.objects.get().followers == followers
    for left in afterwards:
        undone(lists.pop())
        snapshot = Snapshot.objects.first()
        assert (snapshot.followers if snapshot else None) == left
    assert not Account.objects.exists()


def test_a_value_that_was_confirmed_before_it_was_replaced_comes_back_as_the_confirmers() -> None:
    first, second = (loaded("handle,followers\nanna,5\n") for _ in range(2))
    third, fourth = (loaded("handle,followers\nanna,6\n") for _ in range(2))
    undone(first)
    undone(third)
    assert (Snapshot.objects.get().followers, Snapshot.objects.get().creator_list) == (6, fourth)
    undone(fourth)
    assert (Snapshot.objects.get().followers, Snapshot.objects.get().creator_list) == (5, second)
    undone(second)
    assert not Account.objects.exists()


def test_a_figure_goes_and_the_others_stay_their_lists() -> None:
    first = loaded("handle,followers,avg likes\nanna,5,2\n")
    second = loaded("handle,avg comments\nanna,1\n")
    undone(first)
    snapshot = Snapshot.objects.get()
    assert (snapshot.followers, snapshot.likes, snapshot.comments) == (None, None, 1)
    assert (snapshot.creator_list, snapshot.field_lists) == (second, {})
    assert Account.objects.get().handle == "anna"


def test_an_account_on_a_shortlist_stays_and_is_told() -> None:
    creator_list = loaded("handle,name,followers\nanna,Anna,5\nbert,Bert,6\n")
    make_entry(account=Account.objects.get(handle="anna"))
    assert undoing.effects(creator_list) == (1, 1, 2, 0, 1)
    assert "On shortlists, and so kept: 1 account that only it brought." in undone(creator_list).message
    account = Account.objects.get()
    assert (account.handle, account.title, account.created_by_list) == ("anna", "", None)


def test_scores_are_those_of_what_is_left() -> None:
    loaded("handle,followers\nanna,5000\n", taken_on=TODAY)
    second, by = loaded("handle,followers\nanna,9000\nbert,7000\n", taken_on=TODAY), make_user()
    tasks.load_list(second.pk)
    assert set(AccountScore.objects.values_list("followers", flat=True)) == {7000, 9000}
    with empty_queues():
        tasks.undo_list(second.pk, by=by)
    tasks.undo_loaded(second.pk)
    assert list(AccountScore.objects.values_list("followers", flat=True)) == [5000]
    second.refresh_from_db()
    assert second.scored_at
    logged = Activity.objects.filter(subject_id=second.pk, action__startswith="import.und").order_by("pk")
    assert list(logged.values_list("action", "actor_name")) == [("import.undo_started", by.email), ("import.undone", "")]


def test_scores_copy_what_an_undo_gave_back() -> None:
    """The handle and the country stand in the score's row, though no count changed."""
    mapping = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.COUNTRY, 3: Field.FOLLOWERS})
    lists = [loaded(f"handle,id,country,followers\n{row},5000\n", mapping=mapping) for row in ("anna,7,Spain", "annabelle,7,Italy")]
    tasks.load_list(lists[1].pk)
    assert AccountScore.objects.values_list("handle_key", "country").get() == ("annabelle", "IT")
    undoing.queue(list_id=lists[1].pk)
    tasks.undo_loaded(lists[1].pk)
    assert AccountScore.objects.values_list("handle_key", "country").get() == ("anna", "ES")


def test_a_list_that_was_undone_is_loaded_again() -> None:
    creator_list = loaded("handle,followers\nanna,5\nbert,-2\n")
    undone(creator_list)
    assert creator_list.reports.count() == 1
    uploads.queue(list_id=creator_list.pk)
    assert loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    assert (creator_list.state, creator_list.undone_at, creator_list.reports.count()) == (State.LOADED, None, 1)
    assert Account.objects.get().created_by_list == creator_list


@pytest.mark.parametrize("state", [State.DRAFT, State.QUEUED, State.UNDOING, State.UNDONE])
def test_only_a_loaded_list_is_undone(state: str) -> None:
    with pytest.raises(undoing.NotLoaded):
        undoing.queue(list_id=make_list(state=state).pk)


def test_an_undo_waits_for_an_import_that_merges() -> None:
    creator_list = loaded("handle,followers\nanna,5\n")
    other = queued("handle,followers\nanna,6\n")
    undoing.queue(list_id=creator_list.pk)
    with ThreadPoolExecutor(2) as pool, merging_held():
        results: list[Future[Any]] = [
            pool.submit(in_own_connection, loading.load, other.pk),
            pool.submit(in_own_connection, undoing.undo, creator_list.pk),
        ]
        until(lambda: ListProgress.objects.filter(share_done__gt=0).exists())
        assert Snapshot.objects.get().followers == 5
        let_merge()
        assert all(result.result() is not None for result in results)
    assert (Snapshot.objects.get().followers, Snapshot.objects.get().creator_list) == (6, other)
    assert not EarlierValue.objects.exists()


def test_an_undo_whose_worker_died_is_picked_up_and_done_once() -> None:
    creator_list = loaded("handle,followers\nanna,5\n")
    undoing.queue(list_id=creator_list.pk)
    held = CreatorList.objects.filter(pk=creator_list.pk)
    held.update(started_at=timezone.now(), attempts=F("attempts") + 1)
    assert undoing.undo(creator_list.pk) is None
    assert undoing.pick_up() == []
    held.update(lease_until=timezone.now())
    assert undoing.pick_up() == [creator_list.pk]
    assert undoing.pick_up() == []
    assert undoing.undo(creator_list.pk) == []
    assert undoing.undo(creator_list.pk) is None
    assert not Account.objects.exists()


def test_an_undo_that_broke_off_three_times_leaves_a_loaded_list() -> None:
    creator_list = loaded("handle,followers\nanna,5\n")
    undoing.queue(list_id=creator_list.pk)
    CreatorList.objects.update(started_at=timezone.now(), attempts=6, lease_until=timezone.now())
    assert undoing.pick_up() == []
    creator_list.refresh_from_db()
    assert creator_list.state == State.LOADED
    assert "broke off 3 times" in creator_list.message


def test_scores_that_a_dead_worker_left_out_are_all_due() -> None:
    creator_list = undone(loaded("handle,followers\nanna,5\n"))
    assert not undoing.unscored()
    CreatorList.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert undoing.unscored()
    creator_list.refresh_from_db()
    assert creator_list.scored_at
    assert not undoing.unscored()


NUMBERS = st.none() | st.integers(1, 3)
ROWS = st.dictionaries(st.sampled_from(["anna", "bert"]), st.tuples(NUMBERS, NUMBERS), min_size=1)
LISTS = st.lists(st.tuples(ROWS, st.sampled_from([EARLY, LATE])), min_size=2, max_size=4)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=LISTS, data=st.data())
def test_what_is_left_in_any_order_is_what_the_other_lists_alone_would_store(lists: list[Any], data: st.DataObject) -> None:
    """Of counts, always. Not so of descriptions: a list of an older day is not heard, nor remembered, where a newer one has spoken."""
    order = data.draw(st.permutations(range(len(lists))))
    alone = []
    for done in range(1, len(order)):
        forget_all()
        for position in sorted(order[done:]):
            rows, day = lists[position]
            loaded(file_of(rows), taken_on=day)
        alone.append(stored())
    forget_all()
    loads = [loaded(file_of(rows), taken_on=day) for rows, day in lists]
    for position, expected in zip(order, [*alone, ([], [])], strict=True):
        undone(loads[position])
        assert stored() == expected
    assert not EarlierValue.objects.exists()
    assert not Confirmation.objects.exists()


def test_scores_after_an_undo_are_those_of_the_other_lists_alone() -> None:
    """Three lists that overlap, with a rename and a description in the one that goes."""
    header = "handle,id,country,followers,avg likes,avg comments\n"
    first = f"{header}anna,7,Spain,5000,50,5\nbert,8,Italy,6000,60,6\n"
    second = f"{header}annabelle,7,France,5500,55,4\ncleo,9,Spain,7000,70,7\n"
    third = f"{header}bert,8,Germany,6000,61,6\ncleo,9,Spain,7000,70,8\n"
    with empty_queues():
        middle = [scored(rows) for rows in (first, second, third)][1]
        undoing.queue(list_id=middle.pk)
        tasks.undo_loaded(middle.pk)
        left = facts.stored([AccountScore])
        forget_all()
        BenchmarkVersion.objects.all().delete()
        for rows in (first, third):
            scored(rows)
    assert left == facts.stored([AccountScore])
    assert len(left["AccountScore"]) == 3


def scored(rows: str) -> CreatorList:
    columns = (Field.HANDLE, Field.EXTERNAL_ID, Field.COUNTRY, Field.FOLLOWERS, Field.LIKES, Field.COMMENTS)
    return tasks.load_and_score(queued(rows, mapping=Mapping(dict(enumerate(columns))), taken_on=TODAY).pk)


def file_of(rows: dict[str, Any]) -> str:
    lines = [f"{handle},{followers or ''},{likes or ''}" for handle, (followers, likes) in rows.items()]
    return "\n".join(["handle,followers,avg likes", *lines, ""])


def stored() -> tuple[list[Any], list[Any]]:
    counts = Snapshot.objects.order_by("account__handle", "taken_on").values_list("account__handle", "taken_on", "followers", "likes")
    return list(Account.objects.order_by("handle").values_list("handle", flat=True)), list(counts)
