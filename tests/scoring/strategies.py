"""Snapshots as lists may state them, sane and odd, for property tests of the formulas."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from tests.scoring.facts import DAY

# Frames take milliseconds each, whatever their length: few examples of many accounts say as much as many of few.
frames = settings(max_examples=25)
crowds = settings(max_examples=12)

COUNTS = st.one_of(st.none(), st.integers(0, 5), st.integers(0, 500_000_000))
AVERAGES = st.one_of(st.none(), st.just(0.0), st.just(3.0), st.floats(0, 50_000_000))


@st.composite
def rows(draw: st.DrawFn, account_id: int = 1) -> dict[str, Any]:
    """One snapshot of an account."""
    definition = draw(st.sampled_from(["", "", "per_follower", "per_view", "unstated"]))
    return {
        "account_id": account_id,
        "source_id": draw(st.integers(1, 3)),
        "day": DAY - draw(st.integers(0, 800)),
        "followers": draw(COUNTS),
        "following": draw(COUNTS),
        "posts": draw(COUNTS),
        "likes": draw(AVERAGES),
        "comments": draw(AVERAGES),
        "views": draw(AVERAGES),
        "engagements": draw(AVERAGES),
        "engagement_rate": draw(st.floats(0, 2)) if definition else None,
        "rate_definition": definition,
    }


@st.composite
def histories(draw: st.DrawFn, accounts: int = 12, longest: int = 6) -> list[dict[str, Any]]:
    """Snapshots of several accounts, each with up to so many; an account without any has one row that states nothing."""
    stated: list[dict[str, Any]] = []
    for account_id in range(1, accounts + 1):
        platform = draw(st.sampled_from(["instagram", "tiktok", "twitch"]))
        own = draw(st.lists(rows(account_id), max_size=longest, unique_by=lambda row: (row["day"], row["source_id"])))
        stated += [row | {"platform": platform} for row in own or [{"account_id": account_id, "day": None, "source_id": None}]]
    return stated
