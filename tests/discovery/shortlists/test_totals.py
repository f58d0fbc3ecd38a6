"""What entries add up to, by hand, and what that leaves of a budget."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from discovery.models import Entry, Shortlist
from discovery.totals import Budget, budget_left, totals, with_entry_counts, with_totals
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_shortlist

pytestmark = pytest.mark.django_db
Status = Entry.Status


def entries_of(shortlist: Shortlist) -> Any:
    return Entry.objects.filter(shortlist=shortlist)


def test_totals_of_a_shortlist_by_hand() -> None:
    shortlist = make_shortlist()
    booked, agreed, unknown, declined, removed, unscored = [make_account() for _ in range(6)]
    make_score(booked, followers=100_000, engagements=2_000.0)
    make_score(agreed, followers=50_000, engagements=1_500.5, rate_definition="per_view")
    make_score(unknown, followers=200_000, engagements=None)
    for account in (declined, removed):
        make_score(account)
    make_entry(shortlist, booked, status=Status.BOOKED, cost=1000)
    make_entry(shortlist, agreed, status=Status.AGREED)
    make_entry(shortlist, unknown, cost=500)
    make_entry(shortlist, declined, status=Status.DECLINED, cost=9000)
    make_entry(shortlist, removed, cost=9000, removed_at=timezone.now())
    make_entry(shortlist, unscored)

    found: Any = totals(entries_of(shortlist))
    assert {status.value: count for status, count in found.statuses} == {
        "considered": 2,
        "contacted": 0,
        "agreed": 1,
        "declined": 1,
        "booked": 1,
    }
    assert (found.entries, found.in_play, found.accounts) == (5, 4, 4)
    assert (found.followers, found.followers_known) == (350_000, 3)
    # 2,000 and 1,500.5 reactions a post, per follower or per view alike.
    assert (found.engaged_peers, found.engaged_peers_known) == (3_500.5, 2)
    assert (found.cost, found.cost_known, found.committed) == (1500, 2, 1000)
    # Only where both are known: 1,000 for 2,000 peers.
    assert (found.cost_per_engaged_peer, found.cost_per_engaged_peer_known) == (pytest.approx(0.5), 1)


def test_totals_of_nobody_are_unknown_not_zero() -> None:
    found = totals(entries_of(make_shortlist()))
    assert found.entries == 0
    assert (found.followers, found.engaged_peers, found.cost, found.committed, found.cost_per_engaged_peer) == (None,) * 5


def test_a_campaign_counts_an_account_on_two_shortlists_once_and_both_costs() -> None:
    campaign, account = make_campaign(budget=1000), make_account()
    make_score(account, followers=80_000)
    make_entry(make_shortlist(campaign), account, cost=300, status=Status.BOOKED)
    make_entry(make_shortlist(campaign), account, cost=900)
    found: Any = totals(Entry.objects.filter(shortlist__campaign=campaign))
    assert (found.entries, found.accounts, found.followers, found.cost) == (2, 1, 80_000, 1200)
    assert budget_left(campaign, found) == Budget(left=Decimal(700), left_if_all=Decimal(-200))


def test_without_a_budget_nothing_is_left_or_overdrawn() -> None:
    assert budget_left(make_campaign(), totals(Entry.objects.none())) is None


def test_totals_ask_twice_however_many_entries(django_assert_num_queries: Callable[[int], Any]) -> None:
    shortlist = make_shortlist()
    for _ in range(3):
        make_entry(shortlist)
    with django_assert_num_queries(2):
        totals(entries_of(shortlist))


def test_campaigns_are_listed_with_what_is_in_them() -> None:
    campaign, empty = make_campaign(), make_campaign()
    first, second = make_shortlist(campaign), make_shortlist(campaign)
    make_entry(first, cost=100, status=Status.BOOKED)
    make_entry(first, cost=200)
    make_entry(second, cost=400, status=Status.DECLINED)
    make_entry(second, cost=800, removed_at=timezone.now(), status=Status.BOOKED)

    listed = {one.pk: one for one in with_totals(type(campaign).objects.all())}
    found: Any = listed[campaign.pk]
    assert (found.shortlist_count, found.entry_count, found.committed, found.planned) == (2, 3, 100, 300)
    none: Any = listed[empty.pk]
    assert (none.shortlist_count, none.entry_count, none.committed, none.planned) == (0, 0, None, None)
    counted: list[Any] = list(with_entry_counts(Shortlist.objects.filter(campaign=campaign)))
    assert {one.pk: (one.entry_count, one.committed_count) for one in counted} == {first.pk: (2, 1), second.pk: (1, 0)}
