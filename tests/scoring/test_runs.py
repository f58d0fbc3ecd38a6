"""A recompute of all scores as units of work: what it reads anew, what happens when a step fails, and what others do meanwhile."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from discovery.models import Account, Snapshot
from scoring import blocks, frames, histories, method, recompute, runs, tables, units, working, yielding
from scoring.formulas.params import PARAMS
from scoring.histories import read_features
from scoring.models import AccountScore, BenchmarkVersion, FeatureBlock, RunUnit, ScoresDue, ScoringRun
from scoring.turns import INDEXERS_LOCK
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
State, Stage = ScoringRun.State, ScoringRun.Stage


def made(count: int, **changes: Any) -> list[int]:
    numbers = [{"followers": 20_000 + 5_000 * place, "likes": 300.0 + 70 * place, "following": 400} | changes for place in range(count)]
    return [make_snapshot(**of_one).account_id for of_one in numbers]


def read_anew(run: ScoringRun) -> dict[int, list[int] | None]:
    """{block: its accounts whose histories the run reads, None for all of them}."""
    return dict(RunUnit.objects.filter(run=run, stage=Stage.FEATURES).values_list("number", "changed"))


def newest() -> ScoringRun:
    return ScoringRun.objects.all()[0]


def run_tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith(f"{tables.LIVE}_run")]


def shape() -> tuple[list[Any], list[Any]]:
    """The live table's indexes and its constraints and columns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass ORDER BY 1", [tables.LIVE]
        )
        constraints = cursor.fetchall()
        cursor.execute(
            """
            SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum
            """,
            [tables.LIVE],
        )
        return [index._asdict() for index in tables.indexes()], [*constraints, *cursor.fetchall()]


def test_the_table_that_is_published_is_made_as_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made(3)
    before = shape()
    recompute.recompute_all(now=NOW)
    recompute.recompute_all(now=NOW, every_score=True)
    assert shape() == before
    assert run_tables() == []


def test_a_run_says_what_it_did() -> None:
    made(3)
    assert recompute.recompute_all(reason="To see", now=NOW) == 3
    run = newest()
    progress = runs.progress(run)
    assert (run.state, run.accounts, run.reason, run.moment) == (State.DONE, 3, "To see", NOW)
    assert run.finished_at is not None
    assert run.method is not None
    assert run.method.version == method.in_force().version
    assert (progress.done, progress.share) == (progress.total, 1.0)


def test_one_tells_how_far_it_is() -> None:
    made(2)
    run, said = runs.request(reason="Test"), list[tuple[str, int]]()
    working.work_through(run, tell=lambda seen: said.append((seen.state, seen.stage)))
    assert [each for place, each in enumerate(said) if each not in said[:place]] == [
        ("queued", Stage.FEATURES),
        *[("running", stage) for stage in Stage],
        ("done", Stage.PUBLISHING),
    ]


def test_only_histories_that_changed_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZE", 2)
    ids = made(6)
    recompute.recompute_all(now=NOW)
    assert set(read_anew(newest()).values()) == {None}
    recompute.recompute_all(now=NOW)
    assert read_anew(newest()) == {}
    before = list(AccountScore.objects.order_by("pk").values("pk", "fit", "followers"))
    Snapshot.objects.filter(account=ids[3]).update(followers=44_000)
    recompute.refresh([ids[3]], now=NOW)
    recompute.recompute_all(now=NOW)
    assert read_anew(newest()) == {blocks.number_of(ids[3]): [ids[3]]}
    assert not ScoresDue.objects.exists()
    after = list(AccountScore.objects.order_by("pk").values("pk", "fit", "followers"))
    assert [row["pk"] for row, old in zip(after, before, strict=True) if row != old] == [ids[3]]
    assert AccountScore.objects.get(pk=ids[3]).followers == 44_000


def test_what_is_kept_gives_the_scores_that_reading_all_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZE", 4)
    ids = made(9)
    for account_id in ids[::2]:
        for month in range(1, 7):
            make_snapshot(Account.objects.get(pk=account_id), taken_on=f"2026-0{month}-01", followers=10_000 * month, following=400)
    recompute.recompute_all(now=NOW)
    Snapshot.objects.filter(account=ids[2], taken_on="2026-03-01").update(followers=90_000)
    recompute.refresh([ids[2]], now=NOW)
    recompute.recompute_all(now=NOW)
    kept = list(AccountScore.objects.order_by("pk").values())
    recompute.recompute_all(now=NOW, from_nothing=True)
    assert set(read_anew(newest()).values()) == {None}
    anew = list(AccountScore.objects.order_by("pk").values())
    assert [row | {"benchmark_version_id": 0} for row in kept] == [row | {"benchmark_version_id": 0} for row in anew]


def test_accounts_that_came_or_went_without_a_word_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SIZE", 4)
    ids = made(4)
    recompute.recompute_all(now=NOW)
    Account.objects.filter(pk=ids[1]).delete()
    newcomer = make_snapshot(followers=70_000).account_id
    assert recompute.recompute_all(now=NOW) == 4
    assert list(AccountScore.objects.order_by("pk").values_list("pk", flat=True)) == [ids[0], *ids[2:], newcomer]


def test_a_block_that_is_left_empty_is_forgotten() -> None:
    ids = made(2)
    recompute.recompute_all(now=NOW)
    Account.objects.filter(pk__in=ids).delete()
    assert recompute.recompute_all(now=NOW) == 0
    assert not FeatureBlock.objects.exists()
    assert not AccountScore.objects.exists()


def test_changed_constants_read_all_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made(2)
    recompute.recompute_all(now=NOW)
    FeatureBlock.objects.update(version="of before")
    recompute.recompute_all(now=NOW)
    assert set(read_anew(newest()).values()) == {None}
    assert FeatureBlock.objects.get().version != "of before"


def test_asking_twice_is_one_run_and_asking_during_one_is_another() -> None:
    made(2)
    first = runs.request(reason="Once")
    assert runs.request(reason="Twice", from_nothing=True) == first
    first.refresh_from_db()
    assert (first.reason, first.from_nothing) == ("Once", True)
    working._step()
    second = runs.request(reason="Later")
    assert second != first
    assert working.work_through(second).state == State.DONE
    first.refresh_from_db()
    assert first.state == State.DONE
    assert AccountScore.objects.count() == 2


@pytest.mark.parametrize("stage", list(Stage))
def test_a_step_that_the_database_breaks_off_is_done_again(monkeypatch: pytest.MonkeyPatch, stage: ScoringRun.Stage) -> None:
    made(3)
    broken = units.UNITS[stage]

    def breaks_off(run: ScoringRun, unit: RunUnit) -> None:
        monkeypatch.setitem(units.UNITS, stage, broken)
        broken(run, unit)
        raise OperationalError("terminating connection")

    run = runs.request(reason="Test")
    monkeypatch.setitem(units.UNITS, stage, breaks_off)
    with pytest.raises(OperationalError):
        working.work_through(run)
    assert not AccountScore.objects.exists()
    assert working.work_through(run).accounts == 3
    assert AccountScore.objects.count() == 3


@pytest.mark.parametrize("stage", list(Stage))
def test_a_step_that_fails_ends_the_run_and_leaves_the_scores(monkeypatch: pytest.MonkeyPatch, stage: ScoringRun.Stage) -> None:
    made(3)
    recompute.recompute_all(now=NOW)
    before = list(AccountScore.objects.order_by("pk").values())
    Snapshot.objects.update(followers=1)

    def fails(run: ScoringRun, unit: RunUnit) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(units.UNITS, stage, fails)
    run = runs.request(reason="Test", from_nothing=True)
    with pytest.raises(ZeroDivisionError):
        working.work_through(run)
    with pytest.raises(runs.Failed, match="the scores stay as they were"):
        working.work_through(run)
    assert list(AccountScore.objects.order_by("pk").values()) == before
    assert run_tables() == []
    assert BenchmarkVersion.objects.count() == 1
    monkeypatch.undo()
    assert recompute.recompute_all(now=NOW) == 3


def test_a_view_on_the_table_is_named_as_what_is_in_the_way() -> None:
    made(1)
    recompute.recompute_all(now=NOW)
    before = list(AccountScore.objects.values())
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW best_of_test AS SELECT account_id FROM scoring_accountscore ORDER BY fit DESC LIMIT 10")
    with pytest.raises(runs.Failed, match=r"cannot be replaced: view best_of_test depends on table scoring_accountscore\. Drop that"):
        recompute.recompute_all(now=NOW, every_score=True)
    assert newest().state == State.FAILED
    assert (list(AccountScore.objects.values()), run_tables()) == (before, [])
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW best_of_test")
        # Looked up by name each time it is called.
        cursor.execute(
            "CREATE FUNCTION best_of_test() RETURNS TABLE (account_id bigint) LANGUAGE sql"
            " AS 'SELECT account_id FROM scoring_accountscore ORDER BY fit DESC LIMIT 10'"
        )
        assert recompute.recompute_all(now=NOW, every_score=True) == 1
        cursor.execute("SELECT count(*) FROM best_of_test()")
        assert cursor.fetchone() == (1,)


def test_a_run_that_cannot_be_planned_says_so_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    made(2)

    def fails() -> dict[int, blocks.Census]:
        raise ZeroDivisionError

    monkeypatch.setattr(blocks, "census", fails)
    run = runs.request(reason="Test")
    assert working.work(60)
    run.refresh_from_db()
    assert (run.state, run.message) == (State.FAILED, runs.FAILED)
    assert run.finished_at is not None
    assert not run.units.exists()
    assert run_tables() == []
    monkeypatch.undo()
    assert recompute.recompute_all(now=NOW) == 2


def test_a_unit_that_somebody_did_already_is_not_done_again() -> None:
    made(2)
    run = runs.request(reason="Test")
    working._step()
    unit = RunUnit.objects.get(run=run, stage=Stage.FEATURES)
    RunUnit.objects.filter(pk=unit.pk).update(done_at=NOW)
    run.refresh_from_db()
    assert working._claimed(run) is None


def test_while_people_browse_no_more_indexes_are_built_at_once_than_the_installation_allows(settings: Any) -> None:
    made(2)
    run = runs.request(reason="Test")
    while run.stage != Stage.INDEXES:
        working._step()
        run.refresh_from_db()
    builder = connection.copy()
    try:
        with builder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [INDEXERS_LOCK])
        cache.delete(yielding.KEY)
        assert working._claimed(run) is not None
        cache.set(yielding.KEY, True, 60)
        assert working._claimed(run) is None
        settings.SCORING_INDEXES_AT_ONCE = 2
        assert working._claimed(run) is not None
    finally:
        cache.delete(yielding.KEY)
        builder.close()
    assert working.work_through(run).accounts == 2


def test_a_run_of_another_release_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made(2)
    run = runs.request(reason="Test")
    working._step()
    stored = ScoringRun.objects.get(pk=run.pk).method
    assert stored is not None
    type(stored).objects.update(version="0-of-another-release")
    working.work(60)
    run.refresh_from_db()
    assert (run.state, run.message) == (State.FAILED, "It was begun by another release.")
    assert newest().state == State.DONE
    assert AccountScore.objects.count() == 2


def test_a_run_in_which_nothing_happens_fails_at_last() -> None:
    made(1)
    run = runs.request(reason="Test")
    working._step()
    for attempt in range(runs.MOST_ATTEMPTS):
        assert ScoringRun.objects.get(pk=run.pk).state == State.RUNNING, attempt
        ScoringRun.objects.update(alive_at=NOW)
        runs.pick_up()
    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "No worker finished a step" in run.message
    assert run_tables() == []


def test_many_that_were_scored_meanwhile_go_through_the_stages_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MOST_LATE", 1)
    monkeypatch.setattr(blocks, "SIZE", 4)
    ids = made(8)
    recompute.recompute_all(now=NOW)
    run, publish, late = runs.request(reason="Test", every_score=True), units.UNITS[Stage.PUBLISHING], ids[2:6]

    def others_come_first(seen: ScoringRun, unit: RunUnit) -> None:
        if Snapshot.objects.filter(followers=33_000).exists():
            publish(seen, unit)
            return
        Snapshot.objects.filter(account__in=late).update(followers=33_000)
        recompute.refresh(late, now=NOW)
        publish(seen, unit)

    monkeypatch.setitem(units.UNITS, Stage.PUBLISHING, others_come_first)
    assert working.work_through(run).accounts == 8
    assert read_anew(run) == dict(blocks.by_block(late))
    assert set(AccountScore.objects.filter(followers=33_000).values_list("pk", flat=True)) == set(late)
    assert set(AccountScore.objects.values_list("benchmark_version_id", flat=True)) == {BenchmarkVersion.objects.get().pk}
    assert AccountScore.objects.count() == 8


def test_other_weights_take_effect_with_the_next_run_and_it_says_what_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = made(3)
    recompute.recompute_all(now=NOW)
    assert newest().summary == {}
    old = AccountScore.objects.get(pk=ids[0])
    weights = {
        "response_weight": 60,
        "conversation_weight": 10,
        "natural_growth_weight": 10,
        "steadiness_weight": 10,
        "reciprocity_weight": 10,
    }
    chosen = {name: getattr(PARAMS, name) for name in method.CHOSEN} | weights
    made_version = method.choose(chosen, by=None, note="Response counts most")
    recompute.refresh(ids[:1], now=NOW)
    assert AccountScore.objects.get(pk=ids[0]).method_version == old.method_version
    recompute.recompute_all(now=NOW)
    new = AccountScore.objects.get(pk=ids[0])
    assert new.method_version == made_version.version
    assert new.peer_trust != old.peer_trust
    summary = newest().summary
    assert (summary["from"], summary["to"], summary["accounts"]) == (old.method_version, new.method_version, 3)
    assert {"account": ids[0], "before": old.peer_trust, "after": new.peer_trust} in summary["farthest"]
    assert summary["parts"]["response"] == 0


def test_an_account_alone_has_a_block() -> None:
    account = make_account()
    assert account.pk in blocks.ids_of(blocks.number_of(account.pk))
    assert blocks.by_block([account.pk, account.pk]) == {blocks.number_of(account.pk): [account.pk] * 2}


def test_histories_of_any_length_are_read_in_bounded_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = made(9)
    for month in range(1, 10):
        for account_id in ids[3:6]:
            make_snapshot(Account.objects.get(pk=account_id), taken_on=f"2026-0{month}-01", followers=10_000 * month)
    whole = read_features(range(ids[0], ids[-1] + 1), PARAMS)
    read, lengths = frames.read_snapshots, list[int]()

    def counted(accounts: frames.Accounts) -> Any:
        found = read(accounts)
        lengths.append(len(found))
        return found

    monkeypatch.setattr(frames, "read_snapshots", counted)
    monkeypatch.setattr(histories, "FIRST", 2)
    monkeypatch.setattr(histories, "PIECE_SNAPSHOTS", 4)
    pieces = read_features(range(ids[0], ids[-1] + 1), PARAMS)
    assert (len(lengths), max(lengths)) == (4, 31)
    pd.testing.assert_frame_equal(pieces.accounts, whole.accounts)
    pd.testing.assert_frame_equal(pieces.events, whole.events)
