"""The order of the ranked search and its pages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from discovery.ranking import COLUMNS, Page, RankingError, count, everything, order_named, page
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore
from tests.discovery.scores import make_score, make_unranked
from tests.factories import make_account

NAMES = [f"{sign}{name}" for name in COLUMNS for sign in ("", "-")]


@pytest.fixture
def crowd(db: None) -> None:
    """Twelve accounts with ties and gaps in every column."""
    for number in range(12):
        third = None if number % 3 == 0 else float(number % 4)
        account = make_account(f"h{number % 5}{number}", country=("", "DE", "FR")[number % 3], platform=("tiktok", "x")[number % 2])
        parts: dict[str, Any] = dict.fromkeys(("response", "conversation", "natural_growth", "steadiness", "reciprocity"), third)
        seen = None if third is None else date(2026, 11, 1 + number % 4)
        rate = None if third is None else third + 0.1
        known = {"followers": None if third is None else int(third), "rate_vs_peers": rate, "last_seen": seen}
        make_score(account, **parts, **known, sweet_spot=0.5, peer_trust=50 + number % 2, confidence=0.1 * (number % 3), fit=third)


def expected(name: str) -> list[int]:
    """Account ids as people would put them in order: by value, then account, those without a value at the end."""
    order = order_named(name)
    scores = list(AccountScore.objects.select_related("account").order_by("account_id"))
    valued = [score for score in scores if order.value(score) is not None]
    # A stable sort keeps ties by account, reversed too.
    valued.sort(key=lambda score: order.value(score) or 0, reverse=order.falling)
    return [score.account_id for score in valued] + [score.account_id for score in scores if order.value(score) is None]


def pages(name: str, size: int) -> Iterator[Page]:
    """All pages, forward."""
    shown = page(AccountScore.objects.all(), order_named(name), size=size)
    yield shown
    while shown.next_cursor:
        shown = page(AccountScore.objects.all(), order_named(name), after=shown.next_cursor, size=size)
        yield shown


def ids(shown: Page) -> list[int]:
    return [score.account_id for score in shown.rows]


@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_every_account_once_in_order(crowd: None, name: str) -> None:
    shown = list(pages(name, 5))
    assert [account for one in shown for account in ids(one)] == expected(name)
    assert [one.first_position for one in shown] == [1, 6, 11]


@pytest.mark.parametrize("name", NAMES)
def test_pages_lead_back_the_same_way(crowd: None, name: str) -> None:
    forward = list(pages(name, 5))
    shown, back = forward[-1], [forward[-1]]
    while shown.previous_cursor:
        shown = page(AccountScore.objects.all(), order_named(name), before=shown.previous_cursor, size=5)
        back.append(shown)
    assert [ids(one) for one in back] == [ids(one) for one in reversed(forward)]
    assert [one.first_position for one in back] == [11, 6, 1]


@pytest.mark.parametrize("name", NAMES)
def test_an_export_has_the_same_order(crowd: None, name: str) -> None:
    assert [score.account_id for score in everything(AccountScore.objects.all(), order_named(name))] == expected(name)


def test_rows_say_where_mainly_size_gave_the_rank(db: None) -> None:
    known, thin = make_score(confidence=PARAMS.thin_confidence), make_score(confidence=PARAMS.thin_confidence - 0.001, fit=50.0)
    unranked = make_unranked()
    ranked = list(page(AccountScore.objects.all(), order_named("-fit")).ranked)
    assert ranked == [(1, known, False), (2, thin, True), (3, unranked, False)]


def test_a_single_page_leads_nowhere(crowd: None) -> None:
    shown = page(AccountScore.objects.all(), order_named("-fit"), size=12)
    assert (len(shown.rows), shown.next_cursor, shown.previous_cursor) == (12, "", "")


def test_accounts_without_a_fit_come_last_in_both_directions(db: None) -> None:
    unknown, known = make_unranked(), make_score()
    for name in ("fit", "-fit"):
        assert ids(page(AccountScore.objects.all(), order_named(name))) == [known.account_id, unknown.account_id]


def test_a_page_keeps_its_place_when_accounts_come_and_go(db: None) -> None:
    scores = [make_score(fit=fit) for fit in (90.0, 80.0, 70.0, 60.0)]
    first = page(AccountScore.objects.all(), order_named("-fit"), size=2)
    make_score(fit=95.0)
    scores[1].delete()
    second = page(AccountScore.objects.all(), order_named("-fit"), after=first.next_cursor, size=2)
    assert [score.fit for score in second.rows] == [70.0, 60.0]
    back = page(AccountScore.objects.all(), order_named("-fit"), before=second.previous_cursor, size=2)
    assert ([score.fit for score in back.rows], back.first_position) == ([95.0, 90.0], 1)


def test_a_page_past_the_last_account_is_empty(db: None) -> None:
    gone = [make_score(fit=80.0), make_score(fit=70.0)]
    cursor = page(AccountScore.objects.all(), order_named("-fit"), size=1).next_cursor
    gone[1].delete()
    assert page(AccountScore.objects.all(), order_named("-fit"), after=cursor) == Page([], 1, "", "")


@pytest.mark.parametrize("damage", ["x", "WzFd:1:x", "\x00", "é", "👻" * 500])
def test_a_damaged_cursor_is_refused(crowd: None, damage: str) -> None:
    cursor = page(AccountScore.objects.all(), order_named("-fit"), size=2).next_cursor
    for broken in (damage, cursor + damage, cursor[3:]):
        with pytest.raises(RankingError, match="Start again from the first page"):
            page(AccountScore.objects.all(), order_named("-fit"), after=broken)


def test_a_cursor_belongs_to_its_order(crowd: None) -> None:
    cursor = page(AccountScore.objects.all(), order_named("-fit"), size=2).next_cursor
    for name in ("fit", "-followers"):
        with pytest.raises(RankingError, match="another order"):
            page(AccountScore.objects.all(), order_named(name), after=cursor)


def test_a_page_is_not_both_after_and_before(crowd: None) -> None:
    cursor = page(AccountScore.objects.all(), order_named("-fit"), size=2).next_cursor
    with pytest.raises(RankingError, match="remove one"):
        page(AccountScore.objects.all(), order_named("-fit"), after=cursor, before=cursor)


@pytest.mark.parametrize("name", ["", "-", "--fit", "password", "account__creator__name"])
def test_only_columns_of_the_page_sort(name: str) -> None:
    with pytest.raises(RankingError, match="no column"):
        order_named(name)


def test_counts_stop_at_the_cap(crowd: None) -> None:
    assert count(AccountScore.objects.all(), cap=12) == (12, False)
    assert count(AccountScore.objects.all(), cap=11) == (11, True)


def test_a_page_with_its_accounts_takes_three_queries_at_most(crowd: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """Those with a value, those without, and the accounts of both."""
    with django_assert_max_num_queries(3):
        assert all(score.account.title for score in page(AccountScore.objects.all(), order_named("-fit")).rows)
