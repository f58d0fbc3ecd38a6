"""Accounts that nobody tampers with, day by day: how they grow, how many answer a post, how often they post. numpy only.

It knows nothing of how accounts are scored. Every range is taken from what was published or counted elsewhere:
- size: log-uniform between 5,000 and 1,000,000 followers, where creators are booked.
- growth: the median month brings 3 % at 5,000 followers and half a percent at a million, log-normal between accounts (0.9). Counted: 130
  YouTube channels over 30 days gained 5.4 % (under 10,000), 1.3 % (to 100,000) and 0.4 % (above) in the median, 7 % and 3 % at the 95 %
  quantile of the latter two; 726 large Instagram accounts 1.0 % a month over nine months, −0.1 to 4.1 % between the 5 and 95 % quantiles.
  One in ten shrinks. From month to month the pace goes up and down (AR(1)), and with the season.
- bursts: about one a year and account, Pareto-tailed (Myers, Leskovec 2014: steady rates interrupted by sudden bursts): a post travels,
  strangers like it, a few of them follow and most of those stay. So the likes come with the followers, several for each.
- response: falls with size as the published tables do, and spreads between accounts as widely as their bands; it drifts by a
  tenth a month (the Instagram accounts above: 0.52 in logarithms over nine months, the noise of the averages included).
  Those who answer lag behind those who follow by about a month, and grow a little less than they.
- posts: a snapshot's likes and comments are the averages of the posts of the last 30 days, at least three: few posts, noisy averages. One
  post differs from the next by 0.3 to 0.7 in logarithms (700 people with their posts: 0.14 to 0.54 between the 10 and 90 % quantiles),
  more on TikTok, where strangers decide; comments scatter further by a squared coefficient of variation of 0.9 (the same 700).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MONTH = 30
YEAR = 365.0
# Days before the first snapshot, so that its averages and its audience have a past.
WARM_UP = 60
DAYS = WARM_UP + 345

SIZES = (5_000.0, 1_000_000.0)
GROWTH = ((5_000.0, 0.03), (30_000.0, 0.013), (300_000.0, 0.006), (1_000_000.0, 0.005))
GROWTH_SPREAD, SHRINKING, SHRINKAGE = 0.9, 0.1, 0.005
PACE_SPREAD, PACE_MEMORY, SEASON = 0.6, 0.5, 0.2
BURSTS_A_YEAR, MOST_BURSTS, BURST_LEAST, BURST_TAIL, BURST_MOST = 1.0, 4, 0.015, 1.5, 1.0
BURST_DAYS, BURST_DAYS_SPREAD, BURST_LEAVE, LEAVING_DAYS = 4.0, 0.5, 0.15, 60.0
LIKES_A_NEWCOMER, LIKES_SPREAD, VIRAL_TALK = 5.0, 0.7, 0.5
TURNOVER = 0.002
DRIFT, LAG_DAYS, ELASTICITY = 0.1, 30.0, 0.9
POST_SPREAD, TALK_NOISE, LEAST_POSTS = (0.3, 0.7), 0.9, 3
FOLLOWING, FOLLOWING_SPREAD, FOLLOWING_A_MONTH = 600.0, 0.8, 0.01
TALK_SPREAD, POSTS_SPREAD, VIEWS_SPREAD = 0.8, 0.7, 0.9
LIKES_A_VIEW, LIKES_A_VIEW_SPREAD = 0.04, 0.4
# Log-normal factors reach no farther than so many spreads.
FARTHEST = 2.5


@dataclass(frozen=True)
class Platform:
    """What differs from platform to platform: likes over followers (over views `by_view`) at sizes and the spread around it in logarithms,
    comments a like, posts a month, further noise of a post in logarithms, views a follower.
    """

    rates: tuple[tuple[float, float], ...]
    spread: float
    talk: float
    posts: float
    extra_noise: float = 0.0
    views: float = 1.0
    by_view: bool = False
    has_views: bool = True
    most_following: float = np.nan
    # Significant digits that the public count shows; YouTube cuts the rest off since September 2019.
    digits: int | None = None


# The spread is the logarithm of the tables' high over low edge, over the 1.68 that lie between a normal's 20 and 80 % quantile.
PLATFORMS = {
    "instagram": Platform(
        rates=((2_000, 0.034), (7_000, 0.0125), (25_000, 0.0085), (1_000_000, 0.009)),
        spread=1.1,
        talk=0.05,
        posts=12,
        has_views=False,
        most_following=7_500,
    ),
    "tiktok": Platform(
        rates=((2_000, 0.12), (25_000, 0.084), (250_000, 0.067), (2_000_000, 0.062)),
        spread=0.4,
        talk=0.014,
        posts=16,
        extra_noise=0.4,
        views=0.3,
        by_view=True,
        most_following=10_000,
    ),
    "youtube": Platform(
        rates=((2_000, 0.0147), (7_000, 0.006), (25_000, 0.0036), (70_000, 0.0023), (250_000, 0.0019), (2_000_000, 0.0013)),
        spread=1.5,
        talk=0.07,
        posts=6,
        extra_noise=0.1,
        digits=3,
    ),
}


class People(NamedTuple):
    """n accounts, per account (n, 1) or day (n, DAYS). `usual` is likes a post per follower who answers, `viral` those of a day's burst."""

    platforms: NDArray[np.str_]
    followers: Floats
    viral: Floats
    usual: Floats
    likes_a_view: Floats
    talk: Floats
    drift: Floats
    post_spread: Floats
    posts_a_day: Floats
    following: Floats
    most_following: Floats


def people(rng: np.random.Generator, platforms: NDArray[np.str_], sizes: tuple[float, float]) -> People:
    """Accounts of these platforms that live as accounts do."""
    n = len(platforms)
    start = np.exp(rng.uniform(np.log(sizes[0]), np.log(sizes[1]), (n, 1)))
    followers, viral = _growth(rng, start)
    usual, likes_a_view = _response(rng, platforms, start)
    each = [PLATFORMS[name] for name in platforms]
    noise = rng.uniform(*POST_SPREAD, (n, 1)) + _column([platform.extra_noise for platform in each])
    following = FOLLOWING * _scattered(rng, n, FOLLOWING_SPREAD) * (1 + FOLLOWING_A_MONTH / MONTH * np.arange(DAYS))
    return People(
        platforms=platforms,
        followers=followers,
        viral=viral,
        usual=usual,
        likes_a_view=likes_a_view,
        talk=_column([platform.talk for platform in each]) * _scattered(rng, n, TALK_SPREAD),
        drift=_monthly(np.cumsum(rng.normal(0, DRIFT, (n, DAYS // MONTH + 2)), axis=1)),
        post_spread=noise,
        posts_a_day=_column([platform.posts for platform in each]) * _scattered(rng, n, POSTS_SPREAD) / MONTH,
        following=following,
        most_following=_column([platform.most_following for platform in each]),
    )


def answering(followers: Floats) -> Floats:
    """Those who would answer: they lag behind the followers by LAG_DAYS, and grow by less than they (ELASTICITY)."""
    lagging, share = followers.copy(), 1 / LAG_DAYS
    for day in range(1, followers.shape[1]):
        lagging[:, day] = lagging[:, day - 1] + share * (followers[:, day] - lagging[:, day - 1])
    first = lagging[:, :1]
    return np.asarray(first * (np.maximum(lagging, 1) / first) ** ELASTICITY)


def _growth(rng: np.random.Generator, start: Floats) -> tuple[Floats, Floats]:
    """Followers of each day, and the likes that strangers gave the post of a burst on its day."""
    n, days = len(start), np.arange(DAYS)
    median = np.exp(np.interp(np.log(start), *np.log(np.array(GROWTH)).T))
    base = median * _scattered(rng, n, GROWTH_SPREAD)
    base = np.where(rng.random((n, 1)) < SHRINKING, -rng.uniform(0, SHRINKAGE, (n, 1)), base)
    season = 1 + SEASON * np.sin(2 * np.pi * (days / YEAR + rng.random((n, 1))))
    logs = np.cumsum(base / MONTH * np.exp(_monthly(_pace(rng, n))) * season, axis=1)
    logs += np.cumsum(rng.normal(0, 1, (n, DAYS)) * np.sqrt(TURNOVER / start), axis=1)
    viral = np.zeros((n, DAYS))
    for _ in range(MOST_BURSTS):
        gained, day = _burst(rng, median)
        viral[np.arange(n), day] += gained[:, -1] * start[:, 0] * LIKES_A_NEWCOMER * _scattered(rng, n, LIKES_SPREAD)[:, 0]
        logs += np.log1p(gained)
    return start * np.exp(logs), viral


def _burst(rng: np.random.Generator, median: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """What one burst adds by each day, as a share of the account, and its day; nothing for most."""
    n = len(median)
    happens = rng.random(n) < BURSTS_A_YEAR * DAYS / YEAR / MOST_BURSTS
    day = rng.integers(0, DAYS, n)
    # Small accounts, which grow faster, have the larger bursts.
    least = BURST_LEAST * np.sqrt(median[:, 0] / GROWTH[1][1])
    size = np.minimum(BURST_MOST, least * (1 + rng.pareto(BURST_TAIL, n))) * happens
    since = np.maximum(0, np.arange(DAYS) - day[:, None])
    came = 1 - np.exp(-since / (BURST_DAYS * _scattered(rng, n, BURST_DAYS_SPREAD)))
    return size[:, None] * came * (1 - BURST_LEAVE * (1 - np.exp(-since / LEAVING_DAYS))), day


def _pace(rng: np.random.Generator, n: int) -> Floats:
    """How much faster or slower than usual each month is, in logarithms: a good month is followed by a fairly good one."""
    months = rng.normal(0, PACE_SPREAD, (n, DAYS // MONTH + 2))
    for month in range(1, months.shape[1]):
        months[:, month] = PACE_MEMORY * months[:, month - 1] + np.sqrt(1 - PACE_MEMORY**2) * months[:, month]
    return np.asarray(months)


def _response(rng: np.random.Generator, platforms: NDArray[np.str_], start: Floats) -> tuple[Floats, Floats]:
    """Likes a post per follower who answers, and likes per view."""
    usual, likes_a_view = np.empty_like(start), np.empty_like(start)
    for name, platform in PLATFORMS.items():
        here = platforms == name
        typical = np.exp(np.interp(np.log(start[here]), *np.log(np.array(platform.rates)).T))
        rate = typical * _scattered(rng, int(here.sum()), platform.spread)
        views = platform.views * _scattered(rng, int(here.sum()), VIEWS_SPREAD)
        usual[here] = rate * views if platform.by_view else rate
        likes_a_view[here] = rate if platform.by_view else LIKES_A_VIEW * _scattered(rng, int(here.sum()), LIKES_A_VIEW_SPREAD)
    return usual, likes_a_view


def _scattered(rng: np.random.Generator, n: int, spread: float) -> Floats:
    """Log-normal factors around 1, shape (n, 1), none farther out than FARTHEST spreads."""
    return np.exp(spread * np.clip(rng.normal(0, 1, (n, 1)), -FARTHEST, FARTHEST))


def _monthly(months: Floats) -> Floats:
    """Values of months as a line through the days."""
    place = np.arange(DAYS) / MONTH
    whole = place.astype(int)
    share = place - whole
    return np.asarray((1 - share) * months[:, whole] + share * months[:, whole + 1])


def _column(values: list[float]) -> Floats:
    return np.array(values, dtype=float)[:, None]
