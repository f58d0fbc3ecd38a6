"""The invariants of the method, over whole accounts."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discovery.models import Platform
from scoring.formulas.benchmarks import PEER_TEXTS, cohorts, publish
from scoring.formulas.columns import FEATURE_COLUMNS, FEATURE_TEXTS, PLATFORMS, Features
from scoring.formulas.dismissals import NOTHING_DISMISSED
from scoring.formulas.explain import details
from scoring.formulas.features import features
from scoring.formulas.kinds import EVENT_COLUMNS, EVENT_TEXTS
from scoring.formulas.params import PARAMS, PARTS
from scoring.formulas.scores import scores
from scoring.models.benchmarks import Measure
from tests.scoring.by_hand import by_hand
from tests.scoring.facts import DAY, HEALTHY, INSTAGRAM, TODAY, accounts, read, snapshots
from tests.scoring.histories import answered, growing, months
from tests.scoring.strategies import crowds, frames, histories

BENCHMARKS = publish(cohorts(accounts(HEALTHY)), INSTAGRAM, PARAMS)
DAYS = st.lists(st.integers(0, 900), min_size=1, max_size=12, unique=True)
INPUTS = ["snapshots", "span_days", "age_days", "deductions", "sweet_spot"]


def scored(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return scores(read(*rows), BENCHMARKS, TODAY, PARAMS).accounts


def one(**changes: Any) -> dict[str, Any]:
    return dict(scored([HEALTHY | changes]).loc[1])


def told(rows: list[dict[str, Any]]) -> list[Any]:
    return details(read(*rows), BENCHMARKS, PARAMS)


def of_days(ages: list[int], **numbers: Any) -> dict[str, Any]:
    """The score of an account that stated these numbers so many days ago, each time."""
    return dict(scored([numbers | {"day": DAY - age} for age in ages]).loc[1])


def known(value: Any) -> Any:
    return None if value != value else value


@crowds
@given(histories())
def test_every_account_recombines_exactly_from_what_is_stored(rows: list[dict[str, Any]]) -> None:
    for _account, row in scored(rows).iterrows():
        expected = by_hand({name: known(row[name]) for name in [*PARTS, *INPUTS]})
        assert {name: known(row[name]) for name in expected} == expected


@crowds
@given(histories(), st.integers(1, 12))
def test_an_account_scores_the_same_alone_as_among_others(rows: list[dict[str, Any]], account_id: int) -> None:
    alone = [row for row in rows if row["account_id"] == account_id]
    one, every = (scores(read(*some), BENCHMARKS, TODAY, PARAMS) for some in (alone, rows))
    pd.testing.assert_frame_equal(one.accounts, every.accounts.loc[[account_id]], check_exact=True)
    own = every.flags[every.flags["account_id"].eq(account_id)].reset_index(drop=True)
    pd.testing.assert_frame_equal(one.flags, own, check_exact=True)


@crowds
@given(histories(accounts=6))
def test_an_account_scores_the_same_among_thousands(rows: list[dict[str, Any]]) -> None:
    crowd = [HEALTHY | {"account_id": 10 + place, "followers": 1_000 + 77 * place} for place in range(2_000)]
    pd.testing.assert_frame_equal(scored(rows), scored(rows + crowd).loc[1:6], check_exact=True)


@crowds
@given(histories(), st.randoms())
def test_the_order_of_chunks_and_rows_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(scored(rows), scored(shuffled), check_exact=True)


@crowds
@given(histories())
def test_no_input_is_changed(rows: list[dict[str, Any]]) -> None:
    facts, benchmarks = snapshots(*rows), BENCHMARKS.copy(deep=True)
    before = facts.copy(deep=True)
    scores(features(facts, NOTHING_DISMISSED, PARAMS), benchmarks, TODAY, PARAMS)
    pd.testing.assert_frame_equal(facts, before)
    pd.testing.assert_frame_equal(benchmarks, BENCHMARKS)


@crowds
@given(histories())
def test_features_survive_being_kept_as_plain_numbers(rows: list[dict[str, Any]]) -> None:
    """All but texts of the stated vocabularies may come back as float64."""
    found = read(*rows)
    for frame, texts in ((found.accounts, FEATURE_TEXTS), (found.events, EVENT_TEXTS)):
        for name in frame.columns:
            assert frame[name].isin(texts[name]).all() if name in texts else frame[name].dtype.kind in "fib"
    assert (list(found.accounts.columns), list(found.events.columns)) == (list(FEATURE_COLUMNS), list(EVENT_COLUMNS))
    numbers = [frame.columns.difference([*texts, "account_id"]) for frame, texts in zip(found, (FEATURE_TEXTS, EVENT_TEXTS), strict=True)]
    kept = Features(*(frame.astype(dict.fromkeys(names, float)) for frame, names in zip(found, numbers, strict=True)))
    for one, other in zip(scores(found, BENCHMARKS, TODAY, PARAMS), scores(kept, BENCHMARKS, TODAY, PARAMS), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True, check_dtype=False)


def test_the_platforms_are_all_there_are() -> None:
    assert Platform.values == list(PLATFORMS)
    assert Measure.values == list(PEER_TEXTS["measure"])


WHOLE = months(*growing(), **answered(growing()), following=600, posts=[100 + place for place in range(12)], views=20_000)


@pytest.mark.parametrize(
    ("missing", "parts"),
    [
        (["likes"], ["response", "conversation", "steadiness"]),
        (["comments"], ["response", "conversation", "steadiness"]),
        (["following"], ["reciprocity"]),
        (["followers"], list(PARTS)),
        (["posts"], []),
        (["views"], []),
        (["likes", "comments", "following"], ["response", "conversation", "steadiness", "reciprocity"]),
    ],
)
def test_missing_is_missing_and_never_taken_for_zero(missing: list[str], parts: list[str]) -> None:
    whole, lacking = (dict(scored(rows).loc[1]) for rows in (WHOLE, [row | dict.fromkeys(missing) for row in WHOLE]))
    assert not any(known(whole[part]) is None for part in PARTS)
    assert {part for part in PARTS if known(lacking[part]) is None} == set(parts)
    assert bool(lacking["coverage"] < whole["coverage"]) is bool(parts)


@crowds
@given(histories(accounts=6), st.sampled_from(["followers", "following"]))
def test_without_the_column_it_needs_no_part_has_a_value(rows: list[dict[str, Any]], column: str) -> None:
    lacking = scored([row | {column: None} for row in rows])
    needs = {"followers": list(PARTS), "following": ["reciprocity"]}.get(column, [])
    assert lacking[needs].isna().all().all()


def test_an_account_of_which_nothing_is_known_has_no_peer_trust_no_fit_and_no_tier() -> None:
    nothing = scored([{"day": None, "source_id": None}]).loc[1]
    assert (nothing["coverage"], nothing["confidence"], nothing["snapshots"], nothing["tier"]) == (0, 0, 0, "")
    assert nothing[["peer_trust", "fit", "sweet_spot", "age_days"]].astype(float).isna().all()


def test_age_counts_to_today_and_is_never_negative() -> None:
    assert [one(day=day)["age_days"] for day in (DAY - 30, DAY, DAY + 5)] == [30, 0, 0]


@frames
@given(
    st.integers(10_000, 5_000_000),
    st.fixed_dictionaries(
        {
            "rate": st.floats(0.0115, 0.04),
            "talk": st.one_of(st.none(), st.floats(5.0, 20.0)),
            "following": st.one_of(st.none(), st.just(900)),
        }
    ),
    DAYS,
    st.integers(0, 7_500),
    DAYS,
)
def test_thin_never_beats_thick(
    followers: int, healthy: dict[str, Any], thick_days: list[int], following: int, thin_days: list[int]
) -> None:
    """Whoever shows healthy engagement, however old and short its history, is never below one of that size who shows none."""
    reactions, talk = healthy["rate"] * followers, healthy["talk"]
    likes = None if talk is None else reactions / (1 + talk / 100)
    said = {"likes": likes, "comments": likes and likes * (talk or 0) / 100, "engagements": reactions, "following": healthy["following"]}
    both = scored(
        [
            *({"account_id": 1, "day": DAY - age, "followers": followers, **said} for age in thick_days),
            *({"account_id": 2, "day": DAY - age, "followers": followers, "following": following} for age in thin_days),
        ]
    )
    thick, thin = dict(both.loc[1]), dict(both.loc[2])
    parts = [known(thick[part]) for part in PARTS]
    assert thick["response"] >= 50
    assert all(value >= 50 for value in parts if value is not None)
    assert thin["fit"] <= thick["fit"]


@pytest.mark.parametrize("age", [0, 180, 5_000])
def test_the_longest_freshest_history_without_engagement_passes_no_average_old_one(age: int) -> None:
    edges: Any = told([HEALTHY])[0]
    likes = 100_000 * edges["response"]["average"] / (1 + edges["conversation"]["average"] / 100)
    comments = likes * edges["conversation"]["average"] / 100
    average = of_days([age], followers=100_000, likes=likes, comments=comments)
    summed = of_days([age], followers=100_000, engagements=likes + comments)
    thin = of_days([30 * month for month in range(12)], followers=100_000, following=600)
    assert (average["response"], average["conversation"], summed["response"], thin["reciprocity"]) == (50, 50, 50, 65)
    assert thin["fit"] <= summed["fit"] <= average["fit"]


def test_the_stated_tier_sweet_spot_and_rate_of_a_healthy_account() -> None:
    account, said = one(), told([HEALTHY])[0]
    assert (account["tier"], account["sweet_spot"], account["rate"], account["rate_definition"]) == ("micro", 1.0, 0.0156, "per_follower")
    assert account["rate_vs_peers"] == pytest.approx(0.0156 / said["response"]["average"])


def test_celebrities_do_not_lead() -> None:
    crowd = [
        {"account_id": 1, "followers": 90_000, "likes": 1_300, "comments": 80, "following": 500},
        {"account_id": 2, "followers": 12_000_000, "likes": 300_000, "comments": 25_000, "following": 500},
        {"account_id": 3, "followers": 2_000_000, "likes": 50_000, "comments": 4_000, "following": 900},
    ]
    ranked = scored(crowd).sort_values("fit", ascending=False)
    assert list(ranked.index) == [1, 3, 2]


@crowds
@given(histories())
def test_details_say_of_every_part_what_it_used_or_why_it_is_missing(rows: list[dict[str, Any]]) -> None:
    for (_account, row), account in zip(scored(rows).iterrows(), told(rows), strict=True):
        assert list(account) == list(PARTS)
        for part, numbers in account.items():
            assert numbers["code"]
            assert None not in numbers.values()
            assert not any(isinstance(value, float) and np.isnan(value) for value in numbers.values())
            if known(row[part]) is not None:
                assert {"followers"} <= numbers.keys()
