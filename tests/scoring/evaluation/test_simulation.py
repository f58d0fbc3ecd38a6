"""The generator does what its docstrings state: each scheme adds what it says, and nothing where it says nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.evaluation.measures import Floats
from scoring.evaluation.organic import DAYS, PLATFORMS, answering
from scoring.evaluation.schemes import SCHEMES, Change
from scoring.evaluation.simulation import FIRST_DAY, HISTORIES, LAST_DAY, Columns, History, Lives, draw, live, shorten, snapshots

MONTHLY = HISTORIES[0]
ACCOUNTS = 300
NAMES = [history.name for history in HISTORIES]
FRAUDS_IN_FOLLOWERS = ["bought followers", "drip-fed followers", "press", "giveaway"]


def lived(name: str, strength: float, seed: int = 7) -> Lives:
    return live(np.random.default_rng(seed), SCHEMES[name], strength, MONTHLY, ACCOUNTS)


def drawn(name: str, strength: float = 0.2, seed: int = 7) -> Columns:
    return draw(SCHEMES[name], strength, MONTHLY, ACCOUNTS, seed)


def table(columns: Columns, name: str) -> Floats:
    """A column as (accounts, snapshots)."""
    return columns[name].astype(float).reshape(ACCOUNTS, -1)


def pairs(name: str, strength: float) -> tuple[Columns, Columns]:
    """The same people with the scheme and without it, read with the same luck."""
    with_it = lived(name, strength)
    idle = Change(*(np.ones_like(field) if name == "lift" else np.zeros_like(field) for name, field in with_it.change._asdict().items()))
    without = with_it._replace(change=idle)
    return snapshots(np.random.default_rng(1), with_it), snapshots(np.random.default_rng(1), without)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("history", HISTORIES, ids=NAMES)
def test_one_seed_gives_one_draw(name: str, history: History) -> None:
    first, again, other = (draw(SCHEMES[name], SCHEMES[name].strengths[0], history, 30, seed) for seed in (1, 1, 2))
    for column in first:
        np.testing.assert_array_equal(first[column], again[column])
    assert not np.array_equal(first["likes"], other["likes"])


def test_draws_of_one_seed_differ_by_turn() -> None:
    first, second = (draw(SCHEMES["growth"], 0, MONTHLY, 30, 1, turn) for turn in ("", "thresholds"))
    assert not np.array_equal(first["followers"], second["followers"])


@pytest.mark.parametrize("history", HISTORIES, ids=NAMES)
def test_every_account_has_its_snapshots_on_rising_days(history: History) -> None:
    columns = draw(SCHEMES["growth"], 0, history, ACCOUNTS, 3)
    days = table(columns, "day")
    assert days.shape == (ACCOUNTS, history.snapshots)
    assert (np.diff(days) >= 15).all()
    assert days.min() >= FIRST_DAY
    assert days.max() <= LAST_DAY
    assert columns["account_id"].tolist() == sorted(columns["account_id"].tolist())


def test_monthly_gaps_are_about_a_month_and_the_others_are_uneven() -> None:
    gaps = [np.diff(draw(SCHEMES["growth"], 0, history, ACCOUNTS, 3)["day"].astype(float).reshape(ACCOUNTS, -1)) for history in HISTORIES]
    assert gaps[0].min() >= 28
    assert gaps[0].max() <= 32
    assert gaps[1].std() > 20


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5])
@pytest.mark.parametrize("name", FRAUDS_IN_FOLLOWERS)
def test_followers_come_in_the_stated_share(name: str, share: float) -> None:
    lives = lived(name, share)
    most = lives.change.followers.max(axis=1) / lives.setting.followers[:, 0]
    assert most.max() <= share + 1e-9
    # Press and giveaways lose a few while others still come.
    assert most.min() >= (share - 1e-9 if name.endswith("followers") else 0.85 * share)


def test_bought_followers_all_come_within_a_month_after_the_first_snapshot_and_before_the_last() -> None:
    lives = lived("bought followers", 0.2)
    share = lives.change.followers / lives.setting.followers
    whole = np.argmax(share >= 0.2 - 1e-9, axis=1)
    start = np.argmax(share > 0, axis=1)
    assert (whole - start <= 30).all()
    assert (start >= lives.looks[:, 0]).all()
    assert (whole <= lives.looks[:, -1] + 1).all()


def test_bought_followers_answer_nothing_and_bleed() -> None:
    lives = lived("bought followers", 0.5)
    assert not lives.change.answering.any()
    after = np.where(lives.setting.since >= 31, lives.change.followers, np.nan)
    long = np.flatnonzero(lives.setting.since[:, -1] > 60)
    assert (np.diff(after[long][:, -25:]) < 0).all()
    bought, honest = pairs("bought followers", 0.5)
    np.testing.assert_array_equal(bought["likes"], honest["likes"])
    np.testing.assert_array_equal(bought["comments"], honest["comments"])


def test_bought_likes_bring_likes_alone() -> None:
    bought, honest = pairs("bought likes", 4)
    assert np.median(table(bought, "likes")[:, -1] / np.maximum(1, table(honest, "likes")[:, -1])) > 2
    for column in ("followers", "following"):
        np.testing.assert_array_equal(bought[column], honest[column])
    # The same expectation; only the counting's luck is drawn anew.
    assert bought["comments"].astype(float).sum() == pytest.approx(honest["comments"].astype(float).sum(), rel=0.05)


def test_pods_bring_comments_and_few_likes() -> None:
    with_pods, honest = pairs("pods", 8)
    more = {name: np.median(table(with_pods, name)[:, -1] / np.maximum(1, table(honest, name)[:, -1])) for name in ("likes", "comments")}
    assert more["comments"] > 4
    assert more["likes"] < 1.7


def test_following_goes_up_and_down_and_some_follow_back() -> None:
    lives = lived("follow-unfollow", 1_500)
    assert lives.change.following.max(axis=1) == pytest.approx(1_500, rel=0.1)
    assert (lives.change.following.min(axis=1) == 0).all()
    cycles = 1 + np.ceil(lives.setting.since[:, -1] / 21)
    assert (lives.change.followers[:, -1] <= 0.2 * 1_500 * cycles).all()
    assert (lives.change.followers[:, -1] >= 0.08 * 0.6 * 1_500 * (lives.setting.since[:, -1] >= 63)).all()
    assert (np.sign(np.diff(lives.change.following)) == -1).any(axis=1).all()


def test_nobody_follows_more_than_the_platform_lets() -> None:
    columns = drawn("follow-unfollow", 3_500)
    for name, most in (("instagram", 7_500), ("tiktok", 10_000)):
        assert columns["following"][columns["platform"] == name].astype(float).max() <= most


def test_a_giveaway_brings_comments_at_once_and_loses_some_of_the_newcomers() -> None:
    lives = lived("giveaway", 0.2)
    assert (lives.change.comments_once.sum(axis=1) > 0.3 * 0.2 * lives.setting.followers[:, 0] - 1).all()
    ended = lives.setting.since[:, -1] > 90
    left = 1 - lives.change.followers[ended, -1] / (0.2 * lives.setting.followers[ended, 0])
    assert left.min() > 0.18
    assert left.max() < 0.51


def test_press_lifts_response_and_most_stay() -> None:
    lives = lived("press", 0.2)
    assert (lives.change.lift.max(axis=1) > 1.3).all()
    np.testing.assert_array_equal(lives.change.followers, lives.change.answering)
    long = lives.setting.since[:, -1] > 90
    assert (lives.change.followers[long, -1] > 0.89 * 0.2 * lives.setting.followers[long, 0]).all()


def test_a_purge_falls_on_one_day_for_all() -> None:
    lives = lived("purge", 0.05)
    assert len({int(start) for start in np.argmax(lives.setting.since == 0, axis=1)}) == 1
    share = -lives.change.followers[:, -1] / lives.setting.followers[:, 0]
    assert np.median(share) == pytest.approx(0.05, rel=0.15)
    assert not lives.change.answering.any()


@pytest.mark.parametrize("name", ["growth", "growth of small accounts"])
def test_growth_changes_nothing(name: str) -> None:
    change = lived(name, 0).change
    assert (change.lift == 1).all()
    assert not any(field.any() for name, field in change._asdict().items() if name != "lift")


def test_youtube_shows_three_digits_and_no_following() -> None:
    columns = drawn("growth")
    youtube = columns["platform"] == "youtube"
    followers = columns["followers"][youtube].astype(int)
    assert (followers == [int(str(count)[:3].ljust(len(str(count)), "0")) for count in followers]).all()
    assert np.isnan(columns["following"][youtube].astype(float)).all()
    assert (columns["followers"][~youtube].astype(int) % 10).any()


@given(st.integers(0, 10**9))
def test_shortening_cuts_and_never_rounds_up(count: int) -> None:
    shown = int(shorten(np.array([float(count)]), 3)[0])
    assert shown == int(str(count)[:3].ljust(len(str(count)), "0"))


def test_engagement_falls_with_size_as_the_tables_do() -> None:
    for platform in PLATFORMS.values():
        sizes, rates = zip(*platform.rates, strict=True)
        assert list(sizes) == sorted(sizes)
        assert rates[0] == max(rates)


def test_those_who_answer_lag_behind_those_who_follow() -> None:
    step = np.where(np.arange(DAYS) < 100, 1_000.0, 2_000.0)[None, :]
    audience = answering(step)
    assert audience[0, 99] == pytest.approx(1_000)
    assert 1_100 < audience[0, 115] < 1_500
    # In the end 2^0.9 times as many.
    assert audience[0, -1] == pytest.approx(1_000 * 2**0.9, rel=0.01)


def test_few_posts_make_noisy_averages() -> None:
    lives = lived("growth", 0)
    posts = lives.people.posts_a_day[:, 0]
    likes = table(snapshots(np.random.default_rng(2), lives), "likes")
    noise = np.median(np.abs(np.diff(np.log(likes + 1))), axis=1)
    assert np.median(noise[posts < np.quantile(posts, 0.25)]) > 1.3 * np.median(noise[posts > np.quantile(posts, 0.75)])


def test_growth_is_heavy_tailed_and_about_what_was_counted() -> None:
    followers = table(draw(SCHEMES["growth"], 0, MONTHLY, ACCOUNTS, 5), "followers")
    months = np.diff(np.log(followers)).ravel()
    low, middle, high, top = np.quantile(months, [0.05, 0.5, 0.95, 0.99])
    assert -0.01 < low < 0
    assert 0.006 < middle < 0.02
    assert 0.04 < high < 0.12
    # A normal's would be 1.4 times as far out.
    assert top - middle > 1.7 * (high - middle)
