"""A stored score's numbers, read once more from the history by what the score names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from discovery.models import Account, Snapshot
from scoring import method, recompute
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore
from scoring.replay import explained, replay
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def with_history(account: Account) -> AccountScore:
    for month in range(8):
        day = date(2026, 4, 1) + timedelta(days=30 * month)
        make_snapshot(account, taken_on=day, followers=50_000 + 900 * month**2, following=700, likes=900.0 + 30 * month, comments=40.0)
    recompute.recompute_all(now=NOW)
    return AccountScore.objects.get(account=account)


def test_the_same_facts_give_the_stored_score() -> None:
    score = with_history(make_account())
    found = replay(score)
    assert found is not None
    assert found.is_same
    assert found.details["response"]["rate"] == score.rate
    assert found.details["natural_growth"]["snapshots"] == 8
    explanation = explained(score)
    assert (explanation.current, explanation.replayed) == (True, True)


def test_a_day_later_too() -> None:
    """Ages are counted to the day of the score, not to today."""
    score = with_history(make_account())
    score.computed_at += timedelta(days=90)
    assert replay(score) is not None
    assert not replay(score).is_same  # type: ignore[union-attr]  # just looked
    score.refresh_from_db()
    assert replay(score).is_same  # type: ignore[union-attr]  # as above


def test_facts_that_changed_since_are_told() -> None:
    score = with_history(make_account())
    Snapshot.objects.filter(taken_on=date(2026, 4, 1)).update(followers=10_000)
    assert not explained(score).replayed
    recompute.refresh([score.account_id], now=NOW)
    assert explained(AccountScore.objects.get()).replayed


def test_a_score_is_explained_by_the_constants_that_made_it() -> None:
    score = with_history(make_account())
    weights = {
        "response_weight": 60,
        "conversation_weight": 10,
        "natural_growth_weight": 10,
        "steadiness_weight": 10,
        "reciprocity_weight": 10,
    }
    method.choose({name: getattr(PARAMS, name) for name in method.CHOSEN} | weights, by=None, note="")
    explanation = explained(score)
    assert (explanation.current, explanation.replayed) == (False, True)
    assert [part.weight for part in explanation.parts] == list(PARAMS.weights.values())
    recompute.recompute_all(now=NOW)
    explanation = explained(AccountScore.objects.get())
    assert (explanation.current, explanation.replayed) == (True, True)
    assert [part.weight for part in explanation.parts] == list(weights.values())


def test_another_release_s_score_has_no_replay() -> None:
    score = with_history(make_account())
    AccountScore.objects.update(method_version="1-long-ago")
    score.refresh_from_db()
    assert replay(score) is None
    explanation = explained(score)
    assert (explanation.current, explanation.replayed) == (False, False)
    assert explanation.summary


def test_the_queries_do_not_grow_with_the_history(django_assert_max_num_queries: Any) -> None:
    score = with_history(make_account())
    with django_assert_max_num_queries(7):
        explained(AccountScore.objects.get(pk=score.pk))
