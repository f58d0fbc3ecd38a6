"""Putting accounts on shortlists, changing, removing and sorting entries."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from discovery import shortlists
from discovery.models import Account, Activity, Campaign, Entry, Shortlist, User
from discovery.shortlists import Added, NameTakenError, UnknownAccountsError
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_shortlist, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
Status = Entry.Status


def entries_of(shortlist: Shortlist) -> Any:
    return Entry.objects.filter(shortlist=shortlist)


def add(shortlist: Shortlist, *accounts: Account, by: User | None = None) -> Added:
    return shortlists.add_accounts(shortlist=shortlist, account_ids=[account.pk for account in accounts], added_by=by or make_user())


def test_adding_says_what_was_added_what_came_back_and_what_was_there() -> None:
    shortlist, new, gone, present = make_shortlist(), make_account(), make_account(), make_account()
    person = make_user()
    make_entry(shortlist, present)
    make_entry(shortlist, gone, removed_at=timezone.now(), note="asks for a contract", cost=300, status=Status.CONTACTED)

    assert add(shortlist, new, gone, present, new, by=person) == Added(added=1, restored=1, present=1)
    assert entries_of(shortlist).on_list().count() == 3
    back = entries_of(shortlist).get(account=gone)
    assert (back.note, back.cost, back.status) == ("asks for a contract", 300, Status.CONTACTED)
    assert entries_of(shortlist).get(account=new).added_by == person


def test_an_unknown_account_adds_nobody() -> None:
    shortlist, account = make_shortlist(), make_account()
    with pytest.raises(UnknownAccountsError, match=f"account {account.pk + 1}. Nothing was added"):
        shortlists.add_accounts(shortlist=shortlist, account_ids=[account.pk, account.pk + 1], added_by=make_user())
    assert not entries_of(shortlist).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_add_the_same_accounts_at_once_both_succeed() -> None:
    shortlist, accounts = make_shortlist(), [make_account() for _ in range(20)]
    people = [make_user(), make_user()]
    results: list[Added] = []
    done = at_once(*(lambda person=person: results.append(add(shortlist, *accounts, by=person)) for person in people))
    assert done == [True, True]
    assert entries_of(shortlist).count() == 20
    assert sorted((result.added, result.present) for result in results) == [(0, 20), (20, 0)]
    assert Activity.objects.count() == 1


def test_nothing_is_written_into_what_was_deleted_meanwhile(marketer: User) -> None:
    entry, account = make_entry(), make_account()
    shortlist, by = entry.shortlist, {"by": marketer}
    Shortlist.objects.all().delete()
    changes: list[Callable[[], object]] = [
        lambda: shortlists.rename_shortlist(shortlist=shortlist, name="New", **by),
        lambda: shortlists.add_accounts(shortlist=shortlist, account_ids=[account.pk], added_by=marketer),
        lambda: shortlists.update_entry(entry=entry, status=Status.AGREED, note="", cost=None, **by),
        lambda: shortlists.set_status(shortlist=shortlist, entry_ids=[entry.pk], status=Status.AGREED, **by),
        lambda: shortlists.remove_entries(shortlist=shortlist, entry_ids=[entry.pk], **by),
        lambda: shortlists.restore_entries(shortlist=shortlist, entry_ids=[entry.pk], **by),
        lambda: shortlists.delete_shortlist(shortlist=shortlist, **by),
    ]
    for change in changes:
        with pytest.raises(Shortlist.DoesNotExist):
            change()
    Campaign.objects.all().delete()
    with pytest.raises(Campaign.DoesNotExist):
        shortlists.create_shortlist(campaign=shortlist.campaign, name="New", by=marketer)
    assert not Activity.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_adding_and_deleting_at_once_leaves_either_all_or_nothing(marketer: User) -> None:
    shortlist, accounts = make_shortlist(), [make_account() for _ in range(20)]
    done = at_once(lambda: add(shortlist, *accounts), lambda: shortlists.delete_shortlist(shortlist=shortlist, by=marketer))
    assert done[1]
    assert not Entry.objects.exists()
    assert Activity.objects.filter(action=Activity.Action.ENTRIES_ADDED).exists() == done[0]


def test_a_name_is_taken_within_its_campaign_alone(marketer: User) -> None:
    shortlist = make_shortlist(name="Spring")
    with pytest.raises(NameTakenError, match="named “Spring”"):
        shortlists.create_shortlist(campaign=shortlist.campaign, name="Spring", by=marketer)
    assert shortlists.create_shortlist(campaign=make_campaign(), name="Spring", by=marketer).pk

    other = make_shortlist(shortlist.campaign, name="Autumn")
    with pytest.raises(NameTakenError):
        shortlists.rename_shortlist(shortlist=other, name="Spring", by=marketer)
    shortlists.rename_shortlist(shortlist=other, name="Winter", by=marketer)
    other.refresh_from_db()
    assert other.name == "Winter"


def test_a_deleted_shortlist_takes_its_entries_along_and_no_account(marketer: User) -> None:
    entry = make_entry()
    shortlists.delete_shortlist(shortlist=entry.shortlist, by=marketer)
    assert not Entry.objects.exists()
    assert Account.objects.get() == entry.account


def test_updating_an_entry_changes_status_note_and_cost(marketer: User) -> None:
    entry = make_entry()
    shortlists.update_entry(entry=entry, by=marketer, status=Status.AGREED, note="two reels", cost=Decimal("1200.50"))
    entry.refresh_from_db()
    assert (entry.status, entry.note, entry.cost) == (Status.AGREED, "two reels", Decimal("1200.50"))


def test_an_entry_keeps_what_others_changed_meanwhile(marketer: User) -> None:
    """Somebody writes a note after the entry was read and before its cost is saved."""
    entry = make_entry(note="")
    read = Entry.objects.select_related("shortlist__campaign").get()
    shortlists.update_entry(entry=entry, by=marketer, note="two reels")
    shortlists.update_entry(entry=read, by=marketer, cost=Decimal(900))
    entry.refresh_from_db()
    assert (entry.note, entry.cost) == ("two reels", Decimal(900))


def test_removed_entries_come_back_as_they_were(marketer: User) -> None:
    entry = make_entry(note="two reels", cost=40)
    ids = [entry.pk]
    assert shortlists.remove_entries(shortlist=entry.shortlist, entry_ids=ids, by=marketer) == 1
    assert shortlists.remove_entries(shortlist=entry.shortlist, entry_ids=ids, by=marketer) == 0
    assert not entries_of(entry.shortlist).on_list().exists()
    assert shortlists.restore_entries(shortlist=entry.shortlist, entry_ids=ids, by=marketer) == 1
    entry.refresh_from_db()
    assert (entry.removed_at, entry.note, entry.cost) == (None, "two reels", Decimal(40))


def test_bulk_changes_stay_within_the_shortlist_and_pass_over_removed_entries(marketer: User) -> None:
    entry, other = make_entry(), make_entry()
    removed = make_entry(entry.shortlist, removed_at=timezone.now())
    ids = [entry.pk, other.pk, removed.pk]
    assert shortlists.set_status(shortlist=entry.shortlist, entry_ids=ids, status=Status.BOOKED, by=marketer) == 1
    assert shortlists.remove_entries(shortlist=entry.shortlist, entry_ids=ids, by=marketer) == 1
    assert shortlists.restore_entries(shortlist=entry.shortlist, entry_ids=ids, by=marketer) == 2
    other.refresh_from_db()
    removed.refresh_from_db()
    assert (other.status, other.removed_at, removed.status) == (Status.CONSIDERED, None, Status.CONSIDERED)


@pytest.mark.parametrize("sort", [sign + name for name in shortlists.SORTS for sign in ("", "-")])
def test_every_sort_lists_all_entries_and_unknown_ones_last(sort: str) -> None:
    shortlist = make_shortlist()
    low, high, unknown = (make_entry(shortlist, cost=cost) for cost in (10, 20, None))
    for entry, fit in ((low, 10), (high, 90)):
        make_score(entry.account, fit=fit, followers=fit, peer_trust=fit, rate_vs_peers=fit)
    found = list(shortlists.sorted_entries(shortlist, sort))
    assert sorted(entry.pk for entry in found) == [low.pk, high.pk, unknown.pk]
    if sort.lstrip("-") in ("fit", "followers", "peer_trust", "rate_vs_peers", "cost"):
        assert found == ([high, low, unknown] if sort.startswith("-") else [low, high, unknown])


def test_status_sorts_by_its_step_not_its_letters() -> None:
    shortlist = make_shortlist()
    for status in (Status.BOOKED, Status.AGREED, Status.CONSIDERED, Status.DECLINED, Status.CONTACTED):
        make_entry(shortlist, status=status)
    assert [entry.status for entry in shortlists.sorted_entries(shortlist, "status")] == list(Status)


def test_sorted_entries_bring_their_account_and_score_along(django_assert_num_queries: Callable[[int], Any]) -> None:
    shortlist = make_shortlist()
    make_score(make_entry(shortlist).account)
    make_entry(shortlist)
    with django_assert_num_queries(1):
        for entry in shortlists.sorted_entries(shortlist, "-fit"):
            assert entry.account.label
            getattr(entry.account, "score", None)
