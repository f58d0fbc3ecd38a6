"""What is injected into the histories of a few sample accounts: five frauds, and two innocent events that look like one.

Each leaves a note that the account's page shows, so that what scores make of it can be judged. The rest is histories.py's.
"""

from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

from discovery.models import Platform
from discovery.sample.histories import MOST_FOLLOWING, Month

Months = list[Month]


class Injection(NamedTuple):
    """What is done to how many accounts of which platforms; the note may name the `day` of the month it begins in."""

    note: str
    accounts: int
    change: Callable[[Random, Months, int], Months]
    platforms: tuple[Platform, ...] = (Platform.INSTAGRAM, Platform.TIKTOK, Platform.YOUTUBE)
    most_followers: float = 600_000


def bought_followers(random: Random, months: Months, at: int) -> Months:
    """A jump by half and more of a round number of followers who answer nothing and slowly go."""
    bought = max(1_000, round(months[at].followers * random.uniform(0.5, 1.2), -3))
    staying = random.uniform(0.97, 0.99)
    left = [bought * staying**step for step in range(len(months) - at)]
    return months[:at] + [month._replace(followers=month.followers + more) for month, more in zip(months[at:], left, strict=True)]


def bought_likes(random: Random, months: Months, at: int) -> Months:
    """From one month on many times the likes, and no more comments than before."""
    times = random.uniform(6, 12)
    return months[:at] + [_answered(month, likes=times) for month in months[at:]]


def mass_following(random: Random, months: Months, at: int) -> Months:
    """Follows thousands, drops them and begins anew every third month; followers come along a little."""
    peak = random.uniform(0.75, 1) * MOST_FOLLOWING
    steps = (0.35, 0.7, 1.0)
    return [month._replace(following=peak * steps[(number + at) % 3] * random.uniform(0.95, 1.05)) for number, month in enumerate(months)]


def engagement_pod(random: Random, months: Months, at: int) -> Months:
    """A fixed circle that comments everything: many times the comments, the same number month after month."""
    comments = (months[0].comments or 0) * random.uniform(10, 18)
    return [_answered(month, likes=1.3)._replace(comments=comments * random.uniform(0.985, 1.015)) for month in months]


def stopped_answering(random: Random, months: Months, at: int) -> Months:
    """Followers bought little by little: they grow every month, and the answers stay what they were."""
    first = months[at]
    faster = [1.09**step for step in range(len(months) - at)]
    still = [month._replace(likes=first.likes, comments=first.comments, views=first.views) for month in months[at:]]
    grown = [month._replace(followers=first.followers * more) for month, more in zip(still, faster, strict=True)]
    return months[:at] + [_unsettled(random, month) for month in grown]


def giveaway(random: Random, months: Months, at: int) -> Months:
    """One month of many answers and new followers, half of whom leave again."""
    gained = months[at].followers * random.uniform(0.3, 0.6)
    staying = random.uniform(0.45, 0.6)
    left = [gained * (0.5 + 0.5 * staying**step) for step in range(len(months) - at)]
    grown = [month._replace(followers=month.followers + more) for month, more in zip(months[at:], left, strict=True)]
    return [*months[:at], _answered(grown[0], likes=2.2, comments=5), *grown[1:]]


def press(random: Random, months: Months, at: int) -> Months:
    """A jump that stays, and answers in proportion."""
    times = random.uniform(1.4, 1.9)
    return months[:at] + [
        _answered(month._replace(followers=month.followers * times), likes=times, comments=times) for month in months[at:]
    ]


INJECTIONS: Final = (
    Injection("Fraud: followers bought at once around {day}. They jump by a round number and answer nothing.", 40, bought_followers),
    Injection("Fraud: followers bought little by little since {day}. They grow, and the answers do not.", 20, stopped_answering),
    Injection("Fraud: likes bought since {day}. Many times the likes, the comments of before.", 35, bought_likes),
    Injection(
        "Fraud: follows and unfollows thousands to be followed back.",
        35,
        mass_following,
        platforms=(Platform.INSTAGRAM, Platform.TIKTOK),
        most_followers=14_000,
    ),
    Injection("Fraud: an engagement pod. The same circle comments every post.", 30, engagement_pod, most_followers=200_000),
    Injection("Innocent: a giveaway around {day}. Many came for it, and half of them left again.", 30, giveaway),
    Injection("Innocent: in the press around {day}. The new followers stay and answer.", 30, press),
)


def inject(random: Random, injection: Injection, months: Months) -> tuple[Months, str]:
    """The months after it, and the note."""
    at = random.randint(3, len(months) - 4)
    return injection.change(random, months, at), injection.note.format(day=months[at].day)


def _answered(month: Month, likes: float = 1, comments: float = 1) -> Month:
    """The month with so many times the answers; views grow along where more people liked than saw."""
    liked, talked = (month.likes or 0) * likes, (month.comments or 0) * comments
    return month._replace(likes=liked, comments=talked, views=month.views and max(month.views, 1.2 * (liked + talked)))


def _unsettled(random: Random, month: Month) -> Month:
    return _answered(month, likes=random.uniform(0.96, 1.04), comments=random.uniform(0.96, 1.04))
