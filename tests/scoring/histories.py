"""Histories of one account, month by month, for tests of growth, steadiness and flags."""

from collections.abc import Sequence
from typing import Any

from tests.scoring.facts import DAY

MONTH = 30


def months(*followers: float | None, **columns: Any) -> list[dict[str, Any]]:
    """A snapshot every 30 days up to DAY with these followers; a column is a list of as many values, or one for all."""
    first = DAY - MONTH * (len(followers) - 1)
    rows = [{"day": first + MONTH * place, "followers": count} for place, count in enumerate(followers)]
    return [
        row | {name: values[place] if isinstance(values, list | tuple) else values for name, values in columns.items()}
        for place, row in enumerate(rows)
    ]


def growing(count: int = 12, start: float = 50_000, rate: float = 0.02) -> list[int]:
    """Followers that grow by so much a month, evenly, never to a round number."""
    return [round(start * (1 + rate) ** place) + 1 for place in range(count)]


def jumped(followers: Sequence[float], place: int, by: float) -> list[int]:
    """The same with so much more, as a share, from this snapshot on."""
    return [round(count * (1 + by)) if at >= place else round(count) for at, count in enumerate(followers)]


def answered(followers: Sequence[float], share: float = 0.02) -> dict[str, list[float]]:
    """Likes and comments a post that keep up with followers."""
    return {"likes": [count * share for count in followers], "comments": [count * share / 20 for count in followers]}
