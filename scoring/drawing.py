"""The curves of the parts as SVG pictures, for scoring/README.md and the method page: drawn by the formulas themselves, so that they
cannot drift.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.formulas.curves import Floats, ramps
from scoring.formulas.params import PARAMS
from scoring.formulas.parts import curve_knots, reciprocity
from scoring.formulas.sweet_spot import sweet_spot

WIDTH, HEIGHT, MARGIN = 640, 260, 44
POINTS = 241
# Of the axis, drawn beyond its first and last tick.
BESIDE = 0.05
# Edges of a made-up cohort, as multiples of its average: the curves are the same over any edges.
EDGES = np.array([[0.4, 1.0, 2.0, 4.0]])


@dataclass(frozen=True)
class Curve:
    """A function over a logarithmic axis, and the ticks that are written under it."""

    title: str
    below: str
    ticks: Sequence[tuple[float, str]]
    top: float
    read: Callable[[Floats], Floats]


def _over_edges(bounds: tuple[float, float, float], heights: Sequence[float]) -> Callable[[Floats], Floats]:
    return lambda ratios: ramps(np.log(ratios), np.log(curve_knots(EDGES, bounds))[0], heights)


def _reciprocity(ratios: Floats) -> Floats:
    followers = np.full_like(ratios, PARAMS.large_from)
    accounts = pd.DataFrame({"following": ratios * followers, "following_followers": followers, "following_day": 0.0})
    return reciprocity(accounts, PARAMS)["value"].to_numpy(float)


def _over_knots(knots: Sequence[float], heights: Sequence[float]) -> Callable[[Floats], Floats]:
    return lambda values: ramps(values, np.array(knots), heights)


def _of_spread(spreads: Floats) -> Floats:
    """Without peers, over the house's edges."""
    knots = curve_knots(np.array([PARAMS.spread_edges]), PARAMS.spread_bounds)[0]
    return ramps(np.log(spreads), np.log(knots), PARAMS.spread_heights)


CURVES = {
    "sweet-spot": Curve(
        "Sweet spot",
        "followers",
        [(1e3, "1k"), (1e4, "10k"), (5e4, "50k"), (1e5, "100k"), (2e5, "200k"), (1e6, "1M"), (1e7, "10M")],
        1.0,
        lambda followers: sweet_spot(pd.Series(followers), PARAMS).to_numpy(float),
    ),
    "response": Curve(
        "Response",
        "engagement rate, between the edges of its peers",
        [(0.1, "low / 4"), (0.4, "low"), (1.0, "average"), (2.0, "above"), (4.0, "high"), (8.0, "2 · high"), (16.0, "4 · high")],
        100.0,
        _over_edges((PARAMS.silence_factor, PARAMS.response_plateau, PARAMS.response_tail), PARAMS.response_heights),
    ),
    "conversation": Curve(
        "Conversation",
        "comments per 100 likes, between the edges of its peers",
        [(0.1, "low / 4"), (0.4, "low"), (1.0, "average"), (2.0, "above"), (4.0, "high"), (6.0, "1½ · high"), (12.0, "3 · high")],
        100.0,
        _over_edges((PARAMS.silence_factor, PARAMS.conversation_plateau, PARAMS.conversation_tail), PARAMS.conversation_heights),
    ),
    "jumps": Curve(
        "Natural growth",
        "log followers that came in odd jumps",
        [(0.005, "0.005"), (0.03, "0.03"), (0.08, "0.08"), (0.2, "0.2"), (0.6, "0.6")],
        100.0,
        _over_knots(PARAMS.jump_knots, PARAMS.jump_heights),
    ),
    "hollow-growth": Curve(
        "Natural growth",
        "log followers that brought no reactions",
        [(0.05, "0.05"), (0.12, "0.12"), (0.25, "0.25"), (0.5, "0.5"), (1.1, "1.1")],
        100.0,
        _over_knots(PARAMS.hollow_knots, PARAMS.hollow_heights),
    ),
    "swings": Curve(
        "Natural growth",
        "shares of the accounts followed that were dropped again, added up",
        [(0.2, "0.2"), (0.5, "0.5"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
        100.0,
        _over_knots(PARAMS.swing_knots, PARAMS.swing_heights),
    ),
    "shrinking": Curve(
        "Natural growth",
        "followers lost per 30 days",
        [(0.002, "0.2 %"), (0.005, "0.5 %"), (0.02, "2 %"), (0.06, "6 %"), (0.2, "20 %")],
        100.0,
        _over_knots(PARAMS.shrink_knots, PARAMS.shrink_heights),
    ),
    "spread": Curve(
        "Steadiness",
        "spread of the log rate, without peers",
        [(0.03, "0.03"), (0.12, "0.12"), (0.3, "0.3"), (0.5, "0.5"), (1.0, "1"), (2.0, "2")],
        100.0,
        _of_spread,
    ),
    "lone-likes": Curve(
        "Steadiness",
        "log likes, or comments, that rose for good without the other",
        [(0.1, "0.1"), (0.2, "0.2"), (0.35, "0.35"), (0.6, "0.6"), (1.2, "1.2")],
        100.0,
        _over_knots(PARAMS.lone_knots, PARAMS.lone_heights),
    ),
    "silence": Curve(
        "Steadiness",
        "longest time without a new post",
        [(30, "30 days"), (45, "45"), (75, "75"), (150, "150"), (365, "365 days")],
        100.0,
        _over_knots(PARAMS.quiet_knots, PARAMS.quiet_heights),
    ),
    "reciprocity": Curve(
        "Reciprocity",
        "following over followers, from 100,000 followers on",
        [(1e-4, "0.01 %"), (1e-3, "0.1 %"), (0.1, "10 %"), (0.3, "30 %"), (1.0, "100 %"), (30.0, "3,000 %")],
        100.0,
        _reciprocity,
    ),
}


def drawn(curve: Curve) -> str:
    """The curve as an SVG picture that reads on light and dark pages."""
    first, last = np.log(curve.ticks[0][0]), np.log(curve.ticks[-1][0])
    logs = np.linspace(first - BESIDE * (last - first), last + BESIDE * (last - first), POINTS)
    ends = (float(logs[0]), float(logs[-1]))
    line = " ".join(f"{_across(log, ends)},{_up(height)}" for log, height in zip(logs, curve.read(np.exp(logs)) / curve.top, strict=True))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="curve" role="img" viewBox="0 0 {WIDTH} {HEIGHT}">',
            f"<title>{curve.title} over {curve.below}</title>",
            '<g font-family="sans-serif" font-size="12" fill="#777">',
            f'<text x="{MARGIN}" y="20" font-size="14">{curve.title}</text>',
            *(_level(share, curve.top) for share in (0, 0.5, 1)),
            *(_label(_across(np.log(place), ends), HEIGHT - MARGIN + 16, label) for place, label in curve.ticks),
            _label(WIDTH / 2, HEIGHT - 8, curve.below),
            f'<polyline points="{line}" fill="none" stroke="#2a78d6" stroke-width="2"/>',
            "</g></svg>\n",
        ]
    )


def _across(log: float, ends: tuple[float, float]) -> float:
    return round(float(MARGIN + (log - ends[0]) / (ends[1] - ends[0]) * (WIDTH - 2 * MARGIN)), 1)


def _up(share: float) -> float:
    return round(float(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)), 1)


def _level(share: float, top: float) -> str:
    """A line across at this share of the top, with its number before it."""
    number = f'<text x="{MARGIN - 6}" y="{_up(share) + 4}" text-anchor="end">{share * top:g}</text>'
    return f'<path d="M{MARGIN} {_up(share)}H{WIDTH - MARGIN}" stroke="#8888" fill="none"/>{number}'


def _label(x: float, y: float, text: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle">{text}</text>'
