"""What frauds do to an account, and what innocent causes that look like them do. numpy only; it knows nothing of how accounts are scored.

Frauds
- bought followers: the stated share of the account, delivered over 2 to 30 days as the shops offer; nobody of them answers.
  Then the platform's cleaning takes 2 to 10 % a month of them (De Micheli, Stroppa 2013 saw bought followers vanish again).
- drip-fed followers: the same share in even portions over 90 days, which shops sell as looking natural.
- bought likes: every post from one day on gets a package that lifts its usual likes so many times; packages have no comments.
- pods: members of a comment group comment each other's posts, which lifts the usual comments so many times; each member leaves one like.
- follow-unfollow: so many accounts are followed and unfollowed again in cycles of 3 to 9 weeks; 8 to 20 % follow back, four in ten of those
  leave when they are unfollowed, and the rest answer half as much. Done by small accounts (3,000 to 50,000) where following exists.

Innocent
- growth: nothing but organic.py's growth with its bursts.
- press: the stated share comes within days after coverage elsewhere, answers like everybody, and for three weeks everybody
  answers more; 5 to 10 % leave.
- giveaway: the share comes over 3 to 10 days. To enter, one follows, likes and comments: so most newcomers leave a like and a comment on
  that one post. Afterwards 20 to 50 % leave within weeks and the rest answer a third as much.
- purge: the platform removes dead accounts on one day everywhere, about the stated share of each; who answers stays.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from scoring.evaluation.organic import LEAVING_DAYS, MONTH, SIZES, Floats

CLEANING = (0.02, 0.10)
DELIVERY_DAYS, DRIP_DAYS = (2.0, 30.0), 90.0
CYCLE_DAYS, FOLLOW_BACK, FOLLOW_BACK_LEAVE, FOLLOW_BACK_ANSWER = (21.0, 63.0), (0.08, 0.20), 0.4, 0.5
FOLLOWED_BY, UNFOLLOWED_BY = 0.4, 0.9
PRESS_DAYS, PRESS_LEAVE, PRESS_LIFT, PRESS_LIFT_DAYS = (3.0, 10.0), (0.05, 0.10), (2.0, 6.0), 21.0
GIVEAWAY_DAYS, GIVEAWAY_LEAVE, GIVEAWAY_LEAVING_DAYS, GIVEAWAY_ANSWER = (3.0, 10.0), (0.2, 0.5), 15.0, 1 / 3
ENTRY_LIKES, ENTRY_COMMENTS = (0.5, 1.5), (0.3, 1.5)
PURGE_SPREAD, PURGE_DAYS = 0.4, 2.0


class Setting(NamedTuple):
    """Where a scheme begins: days since then (n, DAYS), negative before; followers then and comments per like, (n, 1)."""

    rng: np.random.Generator
    since: Floats
    followers: Floats
    talk: Floats

    def between(self, ends: tuple[float, float]) -> Floats:
        """A uniform draw for each account, (n, 1)."""
        return self.rng.uniform(*ends, self.followers.shape)


class Change(NamedTuple):
    """What a scheme adds by each day, (n, DAYS): followers and those of them who answer; times the usual likes and comments;
    packages on every post, as multiples of the usual likes; likes and comments on one post of that day; followings.
    """

    followers: Floats
    answering: Floats
    lift: Floats
    like_packages: Floats
    comment_packages: Floats
    likes_once: Floats
    comments_once: Floats
    following: Floats


Effect = Callable[[Setting, float], Change]


def nothing(setting: Setting, strength: float = 0) -> Change:
    """Life as it is."""
    zero = np.zeros_like(setting.since)
    return Change(zero, zero, zero + 1, zero, zero, zero, zero, zero)


def bought_followers(setting: Setting, share: float) -> Change:
    """The share of the account within a month, at a pace of the buyer's choice."""
    days = np.exp(setting.between((np.log(DELIVERY_DAYS[0]), np.log(DELIVERY_DAYS[1]))))
    return _bought(setting, share, np.ceil(days))


def drip_followers(setting: Setting, share: float) -> Change:
    """The share of the account over three months."""
    return _bought(setting, share, np.full_like(setting.followers, DRIP_DAYS))


def bought_likes(setting: Setting, times: float) -> Change:
    """Likes so many times the usual, without comments."""
    return nothing(setting)._replace(like_packages=(times - 1) * np.asarray(setting.since >= 0, dtype=float))


def pods(setting: Setting, times: float) -> Change:
    """Comments so many times the usual, and one like with each."""
    added = (times - 1) * np.asarray(setting.since >= 0, dtype=float)
    return nothing(setting)._replace(comment_packages=added, like_packages=added * setting.talk)


def follow_unfollow(setting: Setting, followed: float) -> Change:
    """The saw-tooth of followings, and the followers who creep up with it."""
    cycles = np.maximum(0, setting.since) / setting.between(CYCLE_DAYS)
    whole = np.floor(cycles)
    back = followed * setting.between(FOLLOW_BACK)
    corners = (0, FOLLOWED_BY, UNFOLLOWED_BY, 1)
    stay = 1 - FOLLOW_BACK_LEAVE
    came = back * (whole * stay + np.interp(cycles - whole, corners, (0, 1, stay, stay)))
    saw = followed * np.interp(cycles - whole, corners, (0, 1, 0, 0))
    return nothing(setting)._replace(followers=came, answering=came * FOLLOW_BACK_ANSWER, following=saw)


def press(setting: Setting, share: float) -> Change:
    """Followers and response rise together, and mostly stay."""
    since, begun = np.maximum(0, setting.since), setting.since >= 0
    came = setting.followers * share * (1 - np.exp(-since / setting.between(PRESS_DAYS)))
    stay = 1 - setting.between(PRESS_LEAVE) * (1 - np.exp(-since / LEAVING_DAYS))
    lift = 1 + begun * share * setting.between(PRESS_LIFT) * np.exp(-since / PRESS_LIFT_DAYS)
    return nothing(setting)._replace(followers=came * stay, answering=came * stay, lift=lift)


def giveaway(setting: Setting, share: float) -> Change:
    """A sharp rise with one post that everybody likes and comments; then part of them leave."""
    lasts = setting.between(GIVEAWAY_DAYS)
    gained = setting.followers * share
    after = np.maximum(0, setting.since - lasts)
    stay = 1 - setting.between(GIVEAWAY_LEAVE) * (1 - np.exp(-after / GIVEAWAY_LEAVING_DAYS))
    came = gained * np.clip(setting.since / lasts, 0, 1) * stay
    on_the_day = setting.since == 0
    return nothing(setting)._replace(
        followers=came,
        answering=came * GIVEAWAY_ANSWER,
        likes_once=on_the_day * gained * setting.between(ENTRY_LIKES),
        comments_once=on_the_day * gained * setting.between(ENTRY_COMMENTS),
    )


def purge(setting: Setting, share: float) -> Change:
    """Dead followers go; who answers stays."""
    spread = np.exp(PURGE_SPREAD * setting.rng.normal(0, 1, setting.followers.shape))
    gone = setting.followers * np.minimum(0.5, share * spread) * np.clip(setting.since / PURGE_DAYS, 0, 1)
    return nothing(setting)._replace(followers=-gone)


def _bought(setting: Setting, share: float, lasts: Floats) -> Change:
    """Shops refill what is lost while they deliver; the cleaning shows afterwards."""
    after = np.maximum(0, setting.since - lasts) / MONTH
    kept = (1 - setting.between(CLEANING)) ** after
    return nothing(setting)._replace(followers=setting.followers * share * np.clip(setting.since / lasts, 0, 1) * kept)


class Scheme(NamedTuple):
    """An effect with its strengths and what they count; how many days it needs; whom it is done by."""

    effect: Effect
    is_fraud: bool
    strengths: tuple[float, ...]
    unit: str
    lasts: float = MONTH
    platforms: tuple[str, ...] = ("instagram", "tiktok", "youtube")
    sizes: tuple[float, float] = SIZES
    # On one calendar day for all.
    at_once: bool = False


SHARES = (0.1, 0.2, 0.5)
SMALL: dict[str, Any] = {"platforms": ("instagram", "tiktok"), "sizes": (3_000, 50_000)}
SCHEMES = {
    "bought followers": Scheme(bought_followers, True, SHARES, "of the account in a month"),
    "drip-fed followers": Scheme(drip_followers, True, SHARES, "of the account in three months", lasts=DRIP_DAYS),
    "bought likes": Scheme(bought_likes, True, (1.5, 2, 4), "times the usual likes"),
    "pods": Scheme(pods, True, (2, 4, 8), "times the usual comments"),
    "follow-unfollow": Scheme(follow_unfollow, True, (500, 1_500, 3_500), "followings a cycle", **SMALL),
    "growth": Scheme(nothing, False, (0,), ""),
    "growth of small accounts": Scheme(nothing, False, (0,), "", **SMALL),
    "press": Scheme(press, False, SHARES, "of the account within days"),
    "giveaway": Scheme(giveaway, False, SHARES, "of the account within days"),
    "purge": Scheme(purge, False, (0.01, 0.02, 0.05), "of the account on one day", at_once=True),
}
