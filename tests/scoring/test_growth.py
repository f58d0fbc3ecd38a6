"""Natural growth: what an even history gives, what each kind of fraud and of innocence does to it, and that a jump never raises it."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.formulas.benchmarks import cohorts, publish
from scoring.formulas.params import PARAMS
from scoring.formulas.parts import natural_growth
from tests.scoring.facts import DAY, accounts, dismissals, read, reference, row
from tests.scoring.histories import MONTH, answered, growing, jumped, months
from tests.scoring.strategies import frames

NOBODY = publish(cohorts(accounts({})), reference(), PARAMS)
EVEN = growing()


def natural(rows: list[dict[str, Any]], dismissed: pd.DataFrame | None = None, benchmarks: pd.DataFrame = NOBODY) -> dict[str, Any]:
    found = read(*rows) if dismissed is None else read(*rows, dismissed=dismissed)
    return row(natural_growth(found, benchmarks, PARAMS))


def value(followers: list[int], likes_of: list[int] | None = None) -> float:
    """The part of an account whose reactions keep up with these followers, else with its own."""
    found: float = natural(months(*followers, **answered(likes_of or followers)))["value"]
    return found


def test_even_growth_is_good_and_says_how_fast_it_is() -> None:
    found = natural(months(*EVEN, **answered(EVEN)))
    assert (found["value"], found["code"], found["snapshots"], found["days"]) == (80, "even", 12, 330)
    assert found["growth"] == pytest.approx(0.02, abs=0.0005)
    assert found["largest_share"] == pytest.approx(1 / 11, abs=0.002)


@pytest.mark.parametrize("place", [1, 4, 11])
def test_followers_bought_in_one_month_are_seen_wherever_they_came(place: int) -> None:
    bought = jumped(EVEN, place, 0.2)
    assert value(bought, likes_of=EVEN) < 40


def test_the_more_were_bought_the_worse_it_is() -> None:
    values = [value(jumped(EVEN, 5, share), likes_of=EVEN) for share in (0.0, 0.05, 0.1, 0.2, 0.5, 2.0)]
    assert values == sorted(values, reverse=True)
    assert values[0] == 80
    assert values[-1] == 0


def test_press_brings_reactions_with_the_followers_and_is_forgiven() -> None:
    spike = jumped(EVEN, 5, 0.2)
    answers = answered([count * (1.8 if place == 5 else 1) for place, count in enumerate(spike)])
    assert natural(months(*spike, **answers))["value"] >= 65


@pytest.mark.parametrize(("place", "least"), [(5, 75), (4, 40)])
def test_a_burst_of_comments_speaks_for_a_jump_though_nothing_lasts(place: int, least: float) -> None:
    """A giveaway's comments may stand in the snapshot after its followers came, or, which says less, in that before most of them did."""
    spike = jumped(EVEN, 5, 0.2)
    burst = [8 if at == place else 1 for at in range(12)]
    silent = answered(EVEN)
    giveaway = silent | {"comments": [count * times for count, times in zip(silent["comments"], burst, strict=True)]}
    viral = {name: [count * times for count, times in zip(counts, burst, strict=True)] for name, counts in silent.items()}
    assert natural(months(*spike, **giveaway))["value"] > least > value(spike, likes_of=EVEN)
    assert natural(months(*spike, **viral))["value"] < natural(months(*spike, **giveaway))["value"]


def test_one_good_post_counts_up_to_a_point() -> None:
    """It comes by chance in a month in which followers were bought, however good it is."""
    spike = jumped(EVEN, 5, 0.2)
    answers = [read(*months(*spike, **_burst(times))).events.iloc[0]["answer"] for times in (1.3, 1.6, 3, 30)]
    assert answers[0] < answers[1] < answers[2] == pytest.approx(answers[3])


def _burst(times: float) -> dict[str, list[float]]:
    return {name: [count * (times if at == 5 else 1) for at, count in enumerate(counts)] for name, counts in answered(EVEN).items()}


def test_followers_who_still_come_speak_for_a_jump_and_a_jump_after_it_does_not() -> None:
    bought = value(jumped(EVEN, 5, 0.2), likes_of=EVEN)
    assert value(jumped(jumped(EVEN, 5, 0.2), 6, 0.015), likes_of=EVEN) > bought
    assert value(jumped(jumped(EVEN, 5, 0.2), 6, 0.3), likes_of=EVEN) < bought
    assert value([round(count * (0.98 if at > 5 else 1)) for at, count in enumerate(jumped(EVEN, 5, 0.2))], likes_of=EVEN) < bought


def test_a_jump_of_which_reactions_are_not_known_is_between_both() -> None:
    spike = jumped(EVEN, 5, 0.2)
    unknown = natural(months(*spike))["value"]
    assert value(spike, likes_of=EVEN) < unknown < 65


def test_what_bleeds_off_again_is_worse() -> None:
    bought = jumped(EVEN, 5, 0.2)
    bled = [count + (round(0.2 * EVEN[4] * 0.6 ** (place - 5)) if place >= 5 else 0) for place, count in enumerate(EVEN)]
    assert value(bled, likes_of=EVEN) < value(bought, likes_of=EVEN)


def test_followers_bought_every_month_grow_hollow() -> None:
    drip = growing(rate=0.08)
    found = natural(months(*drip, **answered(growing(rate=0.01))))
    assert found["code"] == "hollow"
    assert found["value"] < 50


def test_following_and_dropping_again_is_seen() -> None:
    waves = [500, 3_000, 700, 3_200, 800, 3_100, 600, 3_000, 700, 3_200, 800, 3_000]
    found = natural(months(*EVEN, following=waves, **answered(EVEN)))
    assert found["code"] == "swings"
    assert found["value"] < 20


def test_clearing_out_old_followings_is_no_swing() -> None:
    assert natural(months(*EVEN, following=[3_000] * 6 + [500] * 6))["value"] == 80


def test_steady_loss_is_told_from_growth() -> None:
    found = natural(months(*growing(rate=-0.05)))
    assert found["code"] == "shrinking"
    assert found["value"] < 60
    assert found["growth"] == pytest.approx(-0.05, abs=0.001)


def test_a_rounded_step_of_a_platform_that_shows_three_digits_is_no_spike() -> None:
    stairs = [123_000] * 6 + [124_000] * 6
    assert natural(months(*stairs, platform="youtube"))["value"] == 80
    assert read(*months(*stairs, platform="youtube")).events.empty


def test_counts_that_a_list_rounded_are_taken_for_what_they_are() -> None:
    stairs = [1_010_000] * 6 + [1_040_000] * 6
    assert read(*months(*stairs)).events.empty
    assert not read(*months(*[count + 1 for count in stairs])).events.empty


def test_uneven_gaps_are_compared_per_day() -> None:
    days = [0, 10, 100, 130, 300, 330]
    rows = [{"day": DAY - 330 + day, "followers": round(50_000 * 1.02 ** (day / MONTH))} for day in days]
    assert natural(rows)["value"] == 80
    assert natural(rows)["growth"] == pytest.approx(0.02, abs=0.001)


def test_two_sources_on_one_day_are_one_count_the_one_added_last() -> None:
    rows = months(*EVEN)
    twice = [{**each, "source_id": 0, "followers": 3 * each["followers"]} for each in rows]
    pd.testing.assert_frame_equal(read(*rows, *twice).accounts, read(*rows).accounts)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (months(50_001), "few_followers"),
        (months(50_001, 51_003), "few_followers"),
        ([{"day": DAY - place, "followers": 50_001 + place} for place in range(5)], "short_growth"),
        (months(None, None, None), "few_followers"),
    ],
)
def test_too_short_a_history_has_no_value(rows: list[dict[str, Any]], code: str) -> None:
    found = natural(rows)
    assert np.isnan(found["value"])
    assert found["code"] == code


def test_two_snapshots_tell_a_growth_but_not_whether_it_is_natural() -> None:
    assert natural(months(50_000, 51_000))["growth"] == pytest.approx(0.02)


@pytest.mark.parametrize("kind", ["growth_spike", "spike_without_response", "round_step"])
def test_a_jump_that_a_person_explained_is_left_out(kind: str) -> None:
    bought = months(*jumped(EVEN, 5, 0.2), **answered(EVEN))
    explained = natural(bought, dismissals((1, kind, bought[4]["day"], bought[5]["day"])))
    assert explained["value"] == 80
    assert explained["growth"] == pytest.approx(0.02, abs=0.001)
    assert natural(bought, dismissals((1, kind, bought[3]["day"], bought[4]["day"])))["value"] < 40
    assert natural(bought, dismissals((2, kind, bought[4]["day"], bought[5]["day"])))["value"] < 40


def test_a_swing_that_a_person_explained_is_left_out() -> None:
    rows = months(*EVEN, following=[500, 3_000, 700, *[700] * 9], **answered(EVEN))
    assert natural(rows)["value"] < 65
    assert natural(rows, dismissals((1, "mass_following", rows[1]["day"], rows[2]["day"])))["value"] == 80


def test_growth_that_is_usual_among_peers_is_no_jump() -> None:
    fast = reference(("instagram", "growth_per_30_days", 50_000, 0.02, 0.05, 0.1, 0.3))
    peers = publish(cohorts(accounts({})), fast, PARAMS)
    followers = jumped(growing(start=60_000), 5, 0.2)
    rows = months(*followers)
    assert natural(rows, benchmarks=peers)["value"] > natural(rows)["value"]


GROWTH = st.lists(st.floats(-0.1, 0.15), min_size=2, max_size=11)


@frames
@given(GROWTH, st.integers(5_000, 5_000_000), st.floats(0.01, 3.0), st.lists(st.integers(2, 120), min_size=11, max_size=11), st.booleans())
def test_all_else_equal_a_spike_never_raises_natural_growth(
    growth: list[float], start: int, spike: float, gaps: list[int], with_reactions: bool
) -> None:
    """The interval that grows fastest per day anyway grows faster still; likes and comments stay as they are."""
    days = np.concatenate([[0], np.cumsum(gaps[: len(growth)])])
    logs = np.concatenate([[0.0], np.cumsum(growth)])
    fastest = int(np.argmax(np.array(growth) / np.diff(days)))
    if growth[fastest] < 0:
        return
    plain, spiked = (start * np.exp(logs + by * (np.arange(len(logs)) > fastest)) + 0.5 for by in (0.0, spike))
    said = answered([start * np.exp(log) for log in logs]) if with_reactions else {}
    values = []
    for followers in (plain, spiked):
        rows = [{"day": DAY - 2_000 + int(day), "followers": count} for day, count in zip(days, followers, strict=True)]
        values.append(natural([each | {name: column[at] for name, column in said.items()} for at, each in enumerate(rows)])["value"])
    assert not values[1] > values[0]
