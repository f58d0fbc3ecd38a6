"""When scores are computed, which accounts they touch, and what readers see meanwhile."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discovery.models import Account, Snapshot
from discovery.models.creators import MOST
from scoring import frames, recompute
from scoring.formulas.params import METHOD_VERSION, PARTS
from scoring.formulas.tallies import WIDTH
from scoring.models import AccountScore, Benchmark, BenchmarkVersion, ReferenceBand
from tests.factories import make_account, make_snapshot, make_source
from tests.scoring.by_hand import by_hand

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def made(count: int, **changes: Any) -> list[int]:
    """Healthy accounts of rising size."""
    numbers = [{"followers": 20_000 + 5_000 * place, "likes": 300.0 + 70 * place, "following": 400} | changes for place in range(count)]
    return [make_snapshot(**numbers_of_one).account_id for numbers_of_one in numbers]


def stored() -> list[dict[str, Any]]:
    return [dict(row) for row in AccountScore.objects.order_by("account_id").values()]


def test_a_score_carries_its_facts_its_versions_and_its_parts() -> None:
    account = make_account("Ana.B", country="ES", language="es")
    make_snapshot(account, following=600)
    assert recompute.refresh([account.pk], now=NOW) == 1
    score = account.score
    assert (score.platform, score.handle_key, score.country.code, score.language) == ("instagram", "ana.b", "ES", "es")
    assert (score.followers, score.last_seen, score.age_days, score.snapshots) == (100_000, date(2026, 11, 20), 0, 1)
    assert (score.tier, score.sweet_spot, score.rate, score.rate_definition) == ("micro", 1.0, 0.0156, "per_follower")
    assert score.engagements == 1_560
    assert (score.method_version, score.benchmark_version, score.computed_at) == (METHOD_VERSION, BenchmarkVersion.objects.get(), NOW)
    assert (score.coverage, score.confidence, score.natural_growth, score.steadiness) == (0.65, 0.325, None, None)
    assert None not in (score.response, score.conversation, score.reciprocity, score.peer_trust, score.fit)


def test_an_account_without_a_handle_sorts_by_its_title() -> None:
    account = make_account("", external_id="UC1", title="Ünïque Cooks")
    recompute.refresh([account.pk], now=NOW)
    assert account.score.handle_key == "ünïque cooks"


def test_an_account_without_snapshots_still_has_a_row_listed_last() -> None:
    bare, healthy = make_account(), made(1)[0]
    assert recompute.refresh([bare.pk, healthy], now=NOW) == 2
    score = bare.score
    assert (score.tier, score.followers, score.last_seen, score.age_days, score.peer_trust, score.fit) == ("", None, None, None, None, None)
    assert [row.account_id for row in AccountScore.objects.ranked()] == [healthy, bare.pk]


def test_every_stored_score_recombines_exactly() -> None:
    made(8)
    made(3, comments=None, engagements=400.0, following=None)
    made(2, likes=None, comments=None)
    recompute.recompute_all(now=NOW + timedelta(days=77))
    names = [*PARTS, "snapshots", "span_days", "age_days", "deductions", "sweet_spot"]
    for row in stored():
        expected = by_hand({name: row[name] for name in names})
        assert {name: row[name] for name in expected} == expected


def test_refresh_touches_just_the_given_accounts() -> None:
    first, *others = made(4)
    recompute.refresh([first, *others], now=NOW)
    before = {row["account_id"]: row for row in stored()}
    Snapshot.objects.update(likes=2_000)
    recompute.refresh([first], now=NOW + timedelta(days=1))
    after = {row["account_id"]: row for row in stored()}
    assert after[first]["rate"] > before[first]["rate"]
    assert {key: after[key] for key in others} == {key: before[key] for key in others}


def test_a_second_time_changes_nothing() -> None:
    ids = made(5)
    recompute.recompute_all(now=NOW)
    before = stored()
    version = BenchmarkVersion.objects.get()
    recompute.refresh(ids * 2, now=NOW)
    assert stored() == before
    assert BenchmarkVersion.objects.get() == version
    assert recompute.recompute_all(now=NOW) == 5
    assert [row | {"benchmark_version_id": version.pk} for row in stored()] == before


def test_alone_in_chunks_or_together_the_scores_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = made(7)
    recompute.recompute_all(now=NOW)
    together = stored()
    for account_id in reversed(ids):
        recompute.refresh([account_id], now=NOW)
    assert stored() == together
    monkeypatch.setattr(frames, "CHUNK", 2)
    assert recompute.refresh(ids, now=NOW) == 7
    assert stored() == together
    recompute.recompute_all(now=NOW)
    assert [row | {"benchmark_version_id": 0} for row in stored()] == [row | {"benchmark_version_id": 0} for row in together]


def test_sources_that_may_not_be_scored_are_left_out() -> None:
    account = make_account()
    make_snapshot(account, taken_on=date(2026, 10, 1))
    make_snapshot(account, followers=9_000_000, source=make_source("Barred", may_be_scored=False))
    only_barred = make_snapshot(source=make_source("Barred")).account
    recompute.refresh([account.pk, only_barred.pk], now=NOW)
    assert (account.score.followers, account.score.snapshots, account.score.last_seen) == (100_000, 1, date(2026, 10, 1))
    assert (only_barred.score.tier, only_barred.score.fit, only_barred.score.snapshots) == ("", None, 0)


def test_an_account_that_is_gone_is_left_out() -> None:
    kept, gone = made(2)
    Account.objects.filter(pk=gone).delete()
    assert recompute.refresh([kept, gone], now=NOW) == 1


def test_nothing_to_score_is_no_error_and_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert recompute.refresh([], now=NOW) == 0
    assert recompute.recompute_all(now=NOW) == 0
    assert not recompute.outgrown()


def test_benchmarks_blend_the_reference_with_one_s_own_accounts() -> None:
    made(10, followers=60_000, likes=4_000.0)
    recompute.recompute_all(now=NOW)
    band = Benchmark.objects.get(platform="instagram", measure="per_follower", followers_from=50_000)
    reference = ReferenceBand.objects.get(platform="instagram", measure="per_follower", followers_from=50_000)
    assert (band.own_accounts, band.own_weight) == (10, 0.25)
    assert band.reference == f"{reference.source}, {reference.year}"
    assert band.average == pytest.approx(reference.average**0.75 * (4_060 / 60_000) ** 0.25, rel=WIDTH)


def test_a_first_import_carries_one_version_made_of_all_its_accounts() -> None:
    ids = made(40, followers=60_000)
    for start in range(0, 40, 10):
        recompute.refresh(ids[start : start + 10], now=NOW)
    version = BenchmarkVersion.objects.get()
    assert version.scores.count() == 40
    assert version.benchmarks.get(platform="instagram", measure="per_follower", followers_from=50_000).own_accounts == 40
    assert not recompute.outgrown()


def test_benchmarks_are_outgrown_once_a_cohort_changed_by_more_than_a_fifth() -> None:
    recompute.refresh(made(10), now=NOW)
    recompute.refresh(made(2), now=NOW)
    assert not recompute.outgrown()
    recompute.refresh(made(1), now=NOW)
    assert recompute.outgrown()
    assert BenchmarkVersion.objects.get().scores.count() == 13
    recompute.recompute_all(now=NOW)
    assert not recompute.outgrown()
    Account.objects.filter(pk__in=list(Account.objects.values_list("pk", flat=True)[:3])).delete()
    assert recompute.outgrown()


def test_comments_that_become_known_outgrow_the_benchmarks() -> None:
    recompute.refresh(made(10, likes=None, comments=None, engagements=900.0), now=NOW)
    Snapshot.objects.update(likes=850, comments=50)
    recompute.refresh(list(Account.objects.values_list("pk", flat=True)), now=NOW)
    assert recompute.outgrown()


def test_accounts_of_every_kind_just_published_are_not_outgrown() -> None:
    for platform in ("instagram", "tiktok", "twitch", "youtube"):
        for followers in (1, 900, 1_000, 4_000, 70_000, 2_000_000):
            account = make_account(platform=platform)
            make_snapshot(account, followers=followers, likes=followers / 30, comments=followers / 900, views=followers)
    recompute.recompute_all(now=NOW)
    assert not recompute.outgrown()


def test_looking_whether_benchmarks_are_outgrown_reads_no_details() -> None:
    recompute.refresh(made(2), now=NOW)
    with CaptureQueriesContext(connection) as asked:
        recompute.outgrown()
    assert "details" not in str(asked.captured_queries)


def test_a_new_platform_s_accounts_wait_for_enough_peers() -> None:
    twitch = [make_snapshot(make_account(platform="twitch"), followers=60_000).account_id for _place in range(29)]
    recompute.refresh(twitch, now=NOW)
    last = make_snapshot(make_account(platform="twitch"), followers=60_000).account_id
    assert not recompute.outgrown()
    recompute.refresh([last], now=NOW)
    assert recompute.outgrown()
    assert not AccountScore.objects.filter(response__isnull=False).exists()
    recompute.recompute_all(now=NOW)
    assert not AccountScore.objects.filter(response__isnull=True).exists()
    assert not recompute.outgrown()


def test_after_another_release_a_refresh_scores_all_by_this_one() -> None:
    ids = made(3)
    recompute.refresh(ids, now=NOW)
    AccountScore.objects.update(method_version="1-of-before")
    BenchmarkVersion.objects.update(method_version="1-of-before")
    assert recompute.refresh(ids[:1], now=NOW) == 1
    assert [row["method_version"] for row in stored()] == [METHOD_VERSION] * 3


def test_recompute_all_brings_every_score_to_one_version_and_forgets_the_others() -> None:
    ids = made(3)
    recompute.refresh(ids[:1], now=NOW)
    recompute.refresh(ids, now=NOW)
    recompute.recompute_all(now=NOW)
    newest = BenchmarkVersion.objects.get()
    assert newest.scores.count() == 3


def test_an_edited_reference_band_takes_effect_with_the_next_recompute() -> None:
    account_id = made(1)[0]
    recompute.recompute_all(now=NOW)
    before = AccountScore.objects.get(pk=account_id)
    for band in ReferenceBand.objects.filter(platform="instagram", measure="per_follower"):
        ReferenceBand.objects.filter(pk=band.pk).update(
            **{edge: getattr(band, edge) / 2 for edge in ("below_average", "average", "above_average", "high")}
        )
    recompute.refresh([account_id], now=NOW)
    assert AccountScore.objects.get(pk=account_id).rate_vs_peers == before.rate_vs_peers
    recompute.recompute_all(now=NOW)
    assert (AccountScore.objects.get(pk=account_id).rate_vs_peers or 0) > (before.rate_vs_peers or 0)


def test_the_query_count_does_not_grow_with_accounts() -> None:
    def queries(count: int) -> int:
        ids = made(count)
        recompute.recompute_all(now=NOW)
        with CaptureQueriesContext(connection) as few:
            recompute.refresh(ids, now=NOW)
        return len(few)

    assert queries(3) == queries(30)


def test_the_greatest_counts_there_may_be_are_no_crash() -> None:
    account = make_snapshot(followers=MOST["followers"], likes=MOST["likes"], comments=MOST["comments"]).account
    recompute.refresh([account.pk], now=NOW)
    assert (account.score.followers, account.score.engagements) == (MOST["followers"], 2 * MOST["likes"])
