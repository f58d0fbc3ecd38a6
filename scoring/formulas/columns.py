"""The columns of what features are read from, and of what they are: an account's own, and the events in its history.

What they mean stands with features.features, which fills them; of events kinds.py says it.
"""

from typing import NamedTuple

import pandas as pd

from scoring.formulas.engagement import MEASURES, REASONS

SNAPSHOT_COLUMNS = (
    "account_id",
    "platform",
    "source_id",
    "day",
    "followers",
    "following",
    "posts",
    "likes",
    "comments",
    "views",
    "engagements",
    "engagement_rate",
    "rate_definition",
)
PLATFORMS = (
    "instagram",
    "tiktok",
    "youtube",
    "twitch",
    "x",
    "facebook",
    "threads",
    "pinterest",
    "snapchat",
    "linkedin",
    "reddit",
    "telegram",
    "vk",
    "rutube",
    "bluesky",
    "kick",
    "bilibili",
    "douyin",
    "weibo",
    "xiaohongshu",
    "soop",
    "chzzk",
)
SET_ASIDE = "set_aside"
FEATURE_TEXTS = {"platform": PLATFORMS, "measure": MEASURES, "missing": (*REASONS, SET_ASIDE)}
LATEST = (
    "platform",
    "snapshots",
    "span_days",
    "last_day",
    "followers",
    "missing",
    "measure",
    "rate",
    "interactions",
    "rate_followers",
    "rate_day",
    "comments_per_100_likes",
    "talk_followers",
    "talk_likes",
    "talk_day",
    "following",
    "following_followers",
    "following_day",
)
GROWTH = (
    "growth_snapshots",
    "growth_from",
    "growth_days",
    "growth_followers",
    "growth_per_day",
    "growth_spread",
    "largest_share",
    "largest_from",
    "largest_to",
    "hollow_growth",
)
STEADINESS = (
    "steady_snapshots",
    "rate_spread",
    "lone_likes",
    "lone_likes_day",
    "lone_talk",
    "lone_talk_day",
    "posts_per_30_days",
    "quiet_days",
)
FEATURE_COLUMNS = (*LATEST, *GROWTH, *STEADINESS)


class Features(NamedTuple):
    """`accounts`: FEATURE_COLUMNS, one row an account, indexed by account_id in rising order. `events`: kinds.EVENT_COLUMNS, by
    account and days. Numbers only, and texts of FEATURE_TEXTS and EVENT_TEXTS.
    """

    accounts: pd.DataFrame
    events: pd.DataFrame
