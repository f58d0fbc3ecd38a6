"""Snapshots of simulated accounts: organic.py's people, to whom a scheme of schemes.py happens, as a tool would have read them. numpy only.

It imports nothing of the method that is measured on it (an import contract checks it), and is not fitted to that method: where its ranges
come from stands in organic.py and schemes.py. One seed gives one draw, whatever was drawn before.
"""

from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from scoring.evaluation.organic import (
    DAYS,
    LEAST_POSTS,
    MONTH,
    PLATFORMS,
    TALK_NOISE,
    VIRAL_TALK,
    WARM_UP,
    Floats,
    People,
    answering,
    people,
)
from scoring.evaluation.schemes import Change, Scheme, Setting

# 2024-10-04 as days from 1970-01-01; any day would do.
FIRST_DAY = 20_000
LAST_DAY = FIRST_DAY + DAYS - 1
LOOK_EVERY, LOOK_LATE = 30, 3
LEAST_GAP = 15
# Months of posting before the first day, for the number of posts in all.
PAST = 10
# How far the share of viewers who like differs from post to post, in logarithms.
VIEWS_NOISE = 0.2

Columns = dict[str, NDArray[np.generic]]


class History(NamedTuple):
    """How often an account was looked at: every month, or at uneven gaps within the same eleven months."""

    name: str
    snapshots: int
    even: bool


HISTORIES = (History("12 monthly snapshots", 12, True), History("6 snapshots at uneven gaps", 6, False))


class Lives(NamedTuple):
    """The drawn accounts before anybody looked: for tests, and for `snapshots`."""

    people: People
    setting: Setting
    change: Change
    looks: NDArray[np.int64]


def draw(scheme: Scheme, strength: float, history: History, accounts: int, seed: int, turn: str = "") -> Columns:
    """Flat columns, a row a snapshot, in order of account_id and day: account_id (from 1), platform, day (from 1970-01-01), followers,
    following (NaN on YouTube), likes, comments and views a post (no views on Instagram), posts. `turn` tells apart draws of one kind.
    """
    which = (scheme.effect.__name__, scheme.platforms, scheme.sizes, strength, history.name, turn)
    rng = np.random.default_rng([seed, crc32(repr(which).encode())])
    return snapshots(rng, live(rng, scheme, strength, history, accounts))


def live(rng: np.random.Generator, scheme: Scheme, strength: float, history: History, accounts: int) -> Lives:
    """Accounts to each of whom the scheme happens between its first and its last snapshot, platforms in equal parts."""
    they = people(rng, np.array(scheme.platforms)[np.arange(accounts) % len(scheme.platforms)], scheme.sizes)
    looks = _looks(rng, history, accounts)
    room = np.maximum(0, looks[:, -1] - looks[:, 0] - scheme.lasts)
    start = looks[:, 0] + np.floor(room * (rng.random() if scheme.at_once else rng.random(accounts))).astype(int)
    if scheme.at_once:
        start[:] = np.median(start)
    at_start = they.followers[np.arange(accounts), start][:, None]
    setting = Setting(rng, (np.arange(DAYS) - start[:, None]).astype(float), at_start, they.talk)
    return Lives(they, setting, scheme.effect(setting, strength), looks)


def snapshots(rng: np.random.Generator, lives: Lives) -> Columns:
    """What a tool reads of them on the days it looks."""
    they, change, looks = lives.people, lives.change, lives.looks
    likes, comments, views = _posts(rng, lives)
    followers = np.maximum(0, np.floor(_on(they.followers + change.followers, looks)))
    following = np.floor(np.minimum(they.most_following, _on(they.following + change.following, looks)))
    every = [PLATFORMS[name] for name in they.platforms]
    shown = [shorten(row, platform.digits) for row, platform in zip(followers, every, strict=True)]
    seen = np.array([platform.has_views for platform in every])[:, None]
    published = np.floor(they.posts_a_day * (looks + PAST * MONTH))
    flat = [looks + FIRST_DAY, np.array(shown), following, likes, comments, np.where(seen, views, np.nan), published]
    names = ["day", "followers", "following", "likes", "comments", "views", "posts"]
    width = looks.shape[1]
    known: Columns = {"account_id": np.repeat(np.arange(1, len(looks) + 1), width), "platform": np.repeat(they.platforms, width)}
    return known | {name: column.astype(float).ravel() for name, column in zip(names, flat, strict=True)}


def shorten(counts: Floats, digits: int | None) -> Floats:
    """Counts as a platform shows them that cuts off all but so many significant digits; 123,987 as 123,000 for three."""
    if digits is None:
        return counts
    step = 10.0 ** np.maximum(0, np.floor(np.log10(np.maximum(counts, 1))) + 1 - digits)
    return np.asarray(np.floor(counts / step) * step)


def _looks(rng: np.random.Generator, history: History, accounts: int) -> NDArray[np.int64]:
    """The days on which each account is looked at, (n, snapshots), rising."""
    if history.even:
        return WARM_UP + LOOK_EVERY * np.arange(history.snapshots) + rng.integers(0, LOOK_LATE, (accounts, history.snapshots))
    free = DAYS - WARM_UP - LEAST_GAP * history.snapshots
    scattered = np.sort(rng.integers(0, free, (accounts, history.snapshots)), axis=1)
    return np.asarray(WARM_UP + scattered + LEAST_GAP * np.arange(history.snapshots))


def _posts(rng: np.random.Generator, lives: Lives) -> tuple[Floats, Floats, Floats]:
    """Likes, comments and views a post, (n, snapshots)."""
    they, setting, change, looks = lives
    posts = np.maximum(LEAST_POSTS, rng.poisson(they.posts_a_day * MONTH, looks.shape)).astype(float)

    def once(days: Floats) -> Floats:
        """What single posts got, over all posts of the window."""
        return np.asarray(_window(days, looks) * MONTH / posts)

    expected = they.usual * answering(they.followers + change.answering) * np.exp(they.drift) * change.lift
    luck = _luck(rng, they.post_spread, posts)
    organic = _window(expected, looks) * luck + once(they.viral)
    usual = they.usual * setting.followers
    liked = organic + usual * _window(change.like_packages, looks) + once(change.likes_once)
    said = they.talk * (_window(expected, looks) * luck + VIRAL_TALK * once(they.viral)) * rng.gamma(posts / TALK_NOISE, TALK_NOISE / posts)
    talked = said + usual * they.talk * _window(change.comment_packages, looks) + once(change.comments_once)
    views = organic / they.likes_a_view * _luck(rng, np.full_like(they.post_spread, VIEWS_NOISE), posts)
    return _counted(rng, liked, posts, 0), _counted(rng, talked, posts, 1), np.round(views)


def _luck(rng: np.random.Generator, spread: Floats, posts: Floats) -> Floats:
    """The mean of so many log-normal posts over its expectation, itself nearly log-normal (Fenton 1960)."""
    variance = np.log1p(np.expm1(spread**2) / posts)
    return np.asarray(np.exp(rng.normal(0, 1, posts.shape) * np.sqrt(variance) - variance / 2))


def _counted(rng: np.random.Generator, mean: Floats, posts: Floats, places: int) -> Floats:
    """Whole reactions a post, averaged and rounded as tools show them."""
    return np.asarray(np.round(rng.poisson(mean * posts) / posts, places))


def _on(days: Floats, looks: NDArray[np.int64]) -> Floats:
    return np.asarray(np.take_along_axis(days, looks, axis=1))


def _window(days: Floats, looks: NDArray[np.int64]) -> Floats:
    """The mean over the MONTH days that end with the look."""
    sums = np.cumsum(days, axis=1)
    return (_on(sums, looks) - _on(sums, looks - MONTH)) / MONTH
