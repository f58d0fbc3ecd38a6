"""Benchmarks: own quantiles, the blend with a reference, reading them at any size, and when they are outgrown."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.formulas.benchmarks import BAND, EDGES, described, moved, outgrown, peers_at, publish
from scoring.formulas.params import PARAMS
from scoring.formulas.tallies import WIDTH
from tests.scoring.facts import reference, row
from tests.scoring.strategies import frames

NONE = reference()
BAND_10K = ("instagram", "per_follower", 10_000, 0.01, 0.02, 0.03, 0.06)
BAND_50K = ("instagram", "per_follower", 50_000, 0.005, 0.01, 0.02, 0.05)


def values(*measured: float, followers: float = 20_000, platform: str = "instagram", measure: str = "per_follower") -> pd.DataFrame:
    return pd.DataFrame({"platform": platform, "measure": measure, "followers": followers, "value": np.array(measured, dtype=float)})


def at(benchmarks: pd.DataFrame, followers: float = 20_000, **changes: Any) -> dict[str, Any]:
    compared = {"platform": "instagram", "measure": "per_follower", "followers": followers} | changes
    return row(described(peers_at(pd.DataFrame([compared]), benchmarks, PARAMS), benchmarks))


def test_a_reference_alone_is_taken_as_it_is() -> None:
    published = publish(values(), reference(BAND_10K), PARAMS)
    assert published[EDGES].to_numpy().tolist() == [[0.01, 0.02, 0.03, 0.06]]
    assert (published["own_accounts"][0], published["own_weight"][0], published["reference"][0]) == (0, 0.0, "A table, 2025")


@pytest.mark.parametrize(("accounts", "weight"), [(10, 0.25), (30, 0.5), (970, 0.5)])
def test_own_accounts_weigh_more_the_more_they_are_up_to_a_cap(accounts: int, weight: float) -> None:
    published = publish(values(*[0.08] * accounts), reference(BAND_10K), PARAMS).iloc[0]
    assert published["own_weight"] == weight
    assert published["average"] == pytest.approx(math.exp((1 - weight) * math.log(0.02) + weight * math.log(0.08)), rel=WIDTH)


def test_without_a_reference_thirty_own_accounts_stand_alone_and_fewer_say_nothing() -> None:
    measured = np.linspace(0.01, 0.04, 30)
    published = publish(values(*measured), NONE, PARAMS)
    assert published[EDGES].to_numpy()[0] == pytest.approx(np.quantile(measured, PARAMS.quantiles), rel=WIDTH)
    assert (published["own_weight"][0], published["reference"][0]) == (1.0, "")
    assert publish(values(*measured[:29]), NONE, PARAMS).empty


def test_accounts_below_the_first_band_are_nobody_s_peers() -> None:
    assert publish(values(*np.linspace(0.01, 0.04, 60), followers=999), NONE, PARAMS).empty


@frames
@given(st.lists(st.floats(0, 2), min_size=30, max_size=60), st.booleans())
def test_edges_always_rise_and_are_positive(measured: list[float], with_reference: bool) -> None:
    edges = publish(values(*measured), reference(BAND_10K) if with_reference else NONE, PARAMS)[EDGES].to_numpy()
    assert (edges > 0).all()
    assert (np.diff(edges) > 0).all()


@frames
@given(st.permutations(range(40)))
def test_the_order_of_accounts_does_not_matter(order: list[int]) -> None:
    measured = values(*np.geomspace(0.001, 0.2, 40))
    pd.testing.assert_frame_equal(publish(measured.iloc[order], NONE, PARAMS), publish(measured, NONE, PARAMS))


def test_edges_meet_the_table_at_a_band_s_geometric_centre_and_lie_between_two_of_them() -> None:
    published = publish(values(), reference(BAND_10K, BAND_50K), PARAMS)
    centres = math.sqrt(10_000 * 50_000), math.sqrt(50_000 * 100_000)
    assert at(published, centres[0])["average"] == pytest.approx(0.02)
    assert at(published, centres[1])["average"] == pytest.approx(0.01)
    assert at(published, math.sqrt(centres[0] * centres[1]))["average"] == pytest.approx(math.sqrt(0.02 * 0.01))


@frames
@given(st.floats(1_000, 50_000_000))
def test_a_step_of_the_table_is_no_cliff(followers: float) -> None:
    rows = [("instagram", "per_follower", size, *(edge / place for edge in BAND_10K[3:])) for place, size in enumerate(PARAMS.bands, 1)]
    published = publish(values(), reference(*rows), PARAMS)
    here, beside = at(published, followers)["average"], at(published, followers * 1.001)["average"]
    assert here == pytest.approx(beside, rel=0.002)


def test_a_whole_table_stays_flat_beyond_its_ends() -> None:
    rows = [("instagram", "per_follower", size, 0.01, 0.02, 0.03, 0.06) for size in PARAMS.bands]
    published = publish(values(), reference(*rows), PARAMS)
    assert [at(published, followers)["average"] for followers in (5, 900_000_000)] == pytest.approx([0.02, 0.02])


def test_celebrities_of_one_s_own_are_no_peers_of_a_small_account() -> None:
    published = publish(values(*np.linspace(0.01, 0.04, 40), followers=5_000_000), NONE, PARAMS)
    assert not pd.isna(at(published, 60_000_000)["average"])
    assert pd.isna(at(published, 999_999)["average"])


@pytest.mark.parametrize("other", [{"platform": "tiktok"}, {"measure": "per_view"}, {"followers": 0}, {"followers": np.nan}])
def test_another_platform_another_definition_or_no_size_has_no_peers(other: dict[str, Any]) -> None:
    read = at(publish(values(), reference(BAND_10K), PARAMS), **other)
    assert pd.isna(read["average"])
    assert read["reference"] == ""


def test_own_accounts_and_reference_are_those_of_the_account_s_band() -> None:
    published = publish(values(*[0.02] * 7), reference(BAND_10K, BAND_50K), PARAMS)
    assert at(published, 20_000)["own_accounts"] == 7
    assert at(published, 60_000)["own_accounts"] == 0


def counted(accounts: int, followers_from: float = 10_000) -> pd.DataFrame:
    return pd.DataFrame([("instagram", "per_follower", followers_from, accounts)], columns=[*BAND, "own_accounts"])


@pytest.mark.parametrize(("now", "is_outgrown"), [(100, False), (120, False), (121, True), (80, False), (79, True), (0, True)])
def test_a_cohort_is_outgrown_once_it_changed_by_more_than_a_fifth(now: int, is_outgrown: bool) -> None:
    published = publish(values(*[0.02] * 100), reference(BAND_10K), PARAMS)
    assert outgrown(published, counted(now), PARAMS) is is_outgrown


@pytest.mark.parametrize(("now", "is_outgrown"), [(29, False), (30, True)])
def test_a_band_without_a_benchmark_counts_once_it_could_have_one(now: int, is_outgrown: bool) -> None:
    assert outgrown(publish(values(), NONE, PARAMS), counted(now), PARAMS) is is_outgrown


def test_a_cohort_that_nobody_is_in_is_not_outgrown() -> None:
    assert not outgrown(publish(values(), reference(BAND_10K), PARAMS), counted(0).iloc[:0], PARAMS)


@given(st.floats(-0.02, 0.02), st.sampled_from(EDGES))
def test_benchmarks_moved_where_an_edge_did(share: float, edge: str) -> None:
    published = publish(values(), reference(BAND_10K, BAND_50K), PARAMS)
    made = published.assign(**{edge: published[edge] * [1, 1 + share]})
    apart = max(1 + share, 1 / (1 + share)) - 1
    assume(abs(apart - 0.005) > 1e-9)
    assert moved(published, made, 0.005, PARAMS) is bool(apart > 0.005)


def test_benchmarks_moved_where_another_band_or_reference_is_there() -> None:
    published = publish(values(), reference(BAND_10K, BAND_50K), PARAMS)
    assert moved(published, published.iloc[1:], 0.005, PARAMS)
    assert moved(published, published.assign(reference="Another table, 2026"), 0.005, PARAMS)
    assert not moved(published, published.iloc[::-1].assign(own_accounts=3), 0.005, PARAMS)


@pytest.mark.parametrize(("share", "is_moved"), [(0.009, False), (0.011, True), (np.nan, True)])
def test_what_one_s_own_accounts_alone_show_may_move_by_twice_as_much(share: float, is_moved: bool) -> None:
    """They are half of an edge at most."""
    published = publish(values(), reference(BAND_10K, BAND_50K), PARAMS)
    assert moved(published, published.assign(highest=published["highest"] * (1 + share)), 0.005, PARAMS) is is_moved
