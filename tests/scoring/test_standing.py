"""A recompute whose benchmarks hardly moved scores the accounts whose facts changed, and gives what scoring all would give."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from discovery.models import Account, Snapshot
from scoring import blocks, method, recompute, runs, standing, tables, working
from scoring.formulas.params import PARAMS
from scoring.models import AccountScore, BenchmarkVersion, FeatureBlock, ReferenceBand, ScoresDue, ScoringRun
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def made(count: int) -> list[int]:
    return [make_snapshot(followers=20_000 + 5_000 * place, likes=300.0 + 70 * place, following=400).account_id for place in range(count)]


def newest() -> ScoringRun:
    return ScoringRun.objects.all()[0]


def stored() -> list[dict[str, Any]]:
    return [dict(row) for row in AccountScore.objects.order_by("pk").values()]


def changed(account_id: int) -> None:
    """What it follows is compared with nobody's: benchmarks are none of its business."""
    Snapshot.objects.filter(account=account_id).update(following=9_000)
    recompute.due([account_id])


def test_only_the_accounts_whose_facts_changed_are_scored() -> None:
    ids = made(4)
    recompute.recompute_all(now=NOW)
    before, version = stored(), BenchmarkVersion.objects.get()
    changed(ids[2])
    assert recompute.recompute_all(now=NOW + timedelta(hours=1)) == 4
    run = newest()
    assert (run.state, run.accounts, run.touched, run.benchmark_version) == ("done", 4, 1, version)
    after = stored()
    assert [row["account_id"] for row, old in zip(after, before, strict=True) if row != old] == [ids[2]]
    assert not ScoresDue.objects.exists()
    progress = runs.progress(run)
    assert progress.done == progress.total


def test_it_gives_what_scoring_all_gives() -> None:
    ids = made(6)
    recompute.recompute_all(now=NOW)
    changed(ids[1])
    recompute.recompute_all(now=NOW)
    assert newest().touched == 1
    by_some = stored()
    recompute.recompute_all(now=NOW, every_score=True)
    assert newest().touched is None
    assert [row | {"benchmark_version_id": 0} for row in by_some] == [row | {"benchmark_version_id": 0} for row in stored()]


def test_the_next_run_knows_what_this_one_read() -> None:
    ids = made(3)
    recompute.recompute_all(now=NOW)
    changed(ids[0])
    recompute.recompute_all(now=NOW)
    by_some = AccountScore.objects.get(pk=ids[0]).reciprocity
    recompute.recompute_all(now=NOW + timedelta(days=1))
    assert newest().touched is None
    assert not newest().units.filter(stage=ScoringRun.Stage.FEATURES).exists()
    assert AccountScore.objects.get(pk=ids[0]).reciprocity == by_some


def test_accounts_that_came_and_went_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZE", 4)
    monkeypatch.setattr(standing, "EDGE_MOVED", 9)
    ids = made(4)
    recompute.recompute_all(now=NOW)
    Account.objects.filter(pk=ids[1]).delete()
    newcomers = [make_snapshot(followers=70_000).account_id, make_account().pk]
    assert recompute.recompute_all(now=NOW) == 5
    assert newest().touched is not None
    assert [row["account_id"] for row in stored()] == [ids[0], *ids[2:], *newcomers]


def test_a_score_whose_account_is_gone_goes_too() -> None:
    ids = made(2)
    recompute.recompute_all(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM discovery_snapshot WHERE account_id = %s", ids[:1])
        cursor.execute("DELETE FROM discovery_account WHERE id = %s", ids[:1])
    assert recompute.recompute_all(now=NOW) == 1
    assert [row["account_id"] for row in stored()] == ids[1:]


@pytest.mark.parametrize("way", ["another day", "asked for", "from nothing", "other weights", "an old score", "many", "reference"])
def test_all_are_scored_where_most_would_change_or_somebody_asks_for_it(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    ids = made(3)
    recompute.recompute_all(now=NOW)
    changed(ids[0])
    asked: dict[str, Any] = {"now": NOW}
    match way:
        case "another day":
            asked["now"] = NOW + timedelta(days=1)
        case "asked for":
            asked["every_score"] = True
        case "from nothing":
            asked["from_nothing"] = True
        case "other weights":
            chosen = {name: getattr(PARAMS, name) for name in method.CHOSEN} | {"response_weight": 40, "conversation_weight": 10}
            method.choose(chosen, by=None, note="Response counts more")
        case "an old score":
            AccountScore.objects.filter(pk=ids[1]).update(computed_at=NOW - timedelta(days=2))
        case "many":
            monkeypatch.setattr(standing, "MANY", 0)
        case "reference":
            ReferenceBand.objects.filter(platform="instagram").update(year=2001)
    version = BenchmarkVersion.objects.get()
    recompute.recompute_all(**asked)
    assert newest().touched is None
    assert BenchmarkVersion.objects.get() != version
    assert set(AccountScore.objects.values_list("benchmark_version_id", flat=True)) == {BenchmarkVersion.objects.get().pk}


def test_benchmarks_that_moved_are_published_with_every_score() -> None:
    """Forty more accounts of one size change what is usual among them."""
    made(3)
    recompute.recompute_all(now=NOW)
    recompute.due(made(40))
    recompute.recompute_all(now=NOW)
    assert newest().touched is None


def test_who_asks_for_every_score_gets_it_from_the_run_that_waits() -> None:
    made(2)
    recompute.recompute_all(now=NOW)
    waiting = runs.request(reason="Test", now=NOW)
    runs.request(reason="Another", every_score=True)
    working.work_through(waiting)
    assert newest().touched is None


def test_a_run_that_stands_leaves_no_table() -> None:
    made(2)
    recompute.recompute_all(now=NOW)
    run = runs.request(reason="Test", now=NOW)
    working.work_through(run)
    assert newest().touched == 0
    with pytest.raises(Exception, match="does not exist"):
        tables.size(run.pk)


def test_the_kept_features_are_those_of_now() -> None:
    ids = made(3)
    recompute.recompute_all(now=NOW)
    changed(ids[1])
    recompute.recompute_all(now=NOW)
    kept = blocks.read(blocks.number_of(ids[1]), PARAMS)
    assert kept is not None
    assert kept.accounts.loc[ids[1], "following"] == 9_000
    assert FeatureBlock.objects.count() == 1
