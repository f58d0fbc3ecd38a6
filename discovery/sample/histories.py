"""Invented counts: an account's months as a list of its kind would state them, near what is published for its platform and size.

It knows nothing of how they are judged; the odd ones are frauds.py's.
"""

import math
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from discovery.models import Platform

# The middle of an account's size, and its spread in powers of ten: a few in a hundred are over half a million.
MIDDLE_SIZE, SIZE_SPREAD = 30_000, 0.62
SMALLEST, LARGEST = 800, 9_000_000
# (likes + comments) over followers, on TikTok over views, at these sizes: between the average and the above average edges published.
SIZES: Final = (2_500, 7_500, 30_000, 75_000, 300_000, 750_000, 3_000_000)
MIDDLE_RATES: Final = {
    Platform.INSTAGRAM: (0.039, 0.0142, 0.0097, 0.0087, 0.0100, 0.0100, 0.0113),
    Platform.TIKTOK: (0.130, 0.111, 0.0886, 0.0761, 0.0701, 0.0651, 0.0651),
    Platform.YOUTUBE: (0.0172, 0.0070, 0.0043, 0.0028, 0.0023, 0.0020, 0.0015),
}
# How far accounts lie from that middle, as the standard deviation of the logarithm.
RATE_SPREADS: Final = {Platform.INSTAGRAM: 0.6, Platform.TIKTOK: 0.3, Platform.YOUTUBE: 0.7}
COMMENTS_PER_LIKE: Final = {Platform.INSTAGRAM: 0.06, Platform.TIKTOK: 0.014, Platform.YOUTUBE: 0.05}
# Views per follower; Instagram's lists have none. On Twitch they are the viewers of a stream, and nobody counts likes.
VIEWS_PER_FOLLOWER: Final = {Platform.TIKTOK: 0.35, Platform.YOUTUBE: 0.12, Platform.TWITCH: 0.01}
# What platforms show of whom an account follows.
MIDDLE_FOLLOWING: Final = {Platform.INSTAGRAM: 550, Platform.TIKTOK: 220}
MOST_FOLLOWING = 7_400
# Answers rise towards December and fall towards June by this share.
SEASON = 0.08


class Month(NamedTuple):
    """The counts of one day, per post where they are of posts; None where a list would not have them."""

    day: date
    followers: float
    following: float | None
    posts: int
    likes: float | None
    comments: float | None
    views: float | None


class Character(NamedTuple):
    """What stays the same of an account from month to month: factors around its platform's middle, and posts a month."""

    quality: float
    talk: float
    reach: float
    growth: float
    posting: int
    unrest: float


def size(random: Random) -> float:
    """How many followers somebody has now."""
    return min(LARGEST, max(SMALLEST, 10 ** random.gauss(math.log10(MIDDLE_SIZE), SIZE_SPREAD)))


def history(random: Random, platform: Platform, days: Sequence[date], followers: float) -> list[Month]:
    """One month for each of `days`, which rise, ending at so many followers."""
    character = _character(random, platform)
    following = _following(random, platform)
    posts = random.randint(40, 1_500) + 2 * character.posting * len(days)
    months: list[Month] = []
    for day in reversed(days):
        engagement = _engagement(random, platform, day, followers, character)
        followed = following and min(MOST_FOLLOWING, following * random.uniform(0.98, 1.02))
        months.append(Month(day, followers, followed, posts, *engagement))
        followers = max(SMALLEST / 2, followers / (character.growth * random.gauss(1, 0.006)))
        posts -= random.randint(0, 2 * character.posting)
    return months[::-1]


def middle_rate(platform: Platform, followers: float) -> float:
    """The platform's middle rate at this size, between SIZES on a log scale."""
    rates = MIDDLE_RATES[platform]
    if followers <= SIZES[0]:
        return rates[0]
    for left, right, rate, next_rate in zip(SIZES, SIZES[1:], rates, rates[1:], strict=False):
        if followers < right:
            share = math.log(followers / left) / math.log(right / left)
            return rate * math.pow(next_rate / rate, share)
    return rates[-1]


def _character(random: Random, platform: Platform) -> Character:
    return Character(
        quality=random.lognormvariate(0, RATE_SPREADS.get(platform, 0.0)),
        talk=random.lognormvariate(0, 0.45),
        reach=random.lognormvariate(0, 0.4),
        # Most grow a little, some shrink, few double within the year.
        growth=random.gauss(1.012, 0.012) + (random.uniform(0, 0.05) if random.random() < 0.12 else 0),
        posting=random.randint(2, 24),
        unrest=random.uniform(0.03, 0.12),
    )


def _following(random: Random, platform: Platform) -> float | None:
    middle = MIDDLE_FOLLOWING.get(platform)
    return middle and min(MOST_FOLLOWING, middle * random.lognormvariate(0, 0.7))


def _engagement(
    random: Random, platform: Platform, day: date, followers: float, character: Character
) -> tuple[float | None, float | None, float | None]:
    """Likes, comments and views per post."""
    season = 1 + SEASON * math.cos(2 * math.pi * day.month / 12)
    views = followers * VIEWS_PER_FOLLOWER[platform] * character.reach if platform in VIEWS_PER_FOLLOWER else None
    views = views and views * season * random.lognormvariate(0, character.unrest)
    if platform not in MIDDLE_RATES:
        return None, None, views
    base = views if platform == Platform.TIKTOK and views else followers * season
    together = base * middle_rate(platform, followers) * character.quality * random.lognormvariate(0, character.unrest)
    talk = COMMENTS_PER_LIKE[platform] * character.talk * random.lognormvariate(0, character.unrest)
    return together / (1 + talk), together * talk / (1 + talk), views
