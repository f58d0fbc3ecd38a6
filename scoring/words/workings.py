"""How a part's value came about, its numbers put in, so that anyone can compute it by hand: the piece of its curve that it lies on.

Which knots and heights a curve has is formulas.parts' and params'; a test computes every line anew. Sentences are parts.py's.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from math import ceil, exp, log, log1p, log10
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from scoring.formulas.benchmarks import EDGES
from scoring.formulas.params import Params
from scoring.formulas.parts import curve_knots
from scoring.words.written import fixed

Numbers = Mapping[str, Any]
# With so many digits a part comes out to its one decimal.
DIGITS = 5


class Working(NamedTuple):
    """`formula` has the numbers put in; `about` says what they are; both "" where the part has no value."""

    formula: str
    about: str


NO_WORKING = Working("", "")


class Curve(NamedTuple):
    """A number and the curve it is read from: linear pieces between the knots, of the logarithm where `is_log`."""

    label: str
    x: float
    knots: Sequence[float]
    heights: Sequence[float]
    is_log: bool = False

    @property
    def piece(self) -> int:
        """Which of the pieces it lies on; -1 before the first knot, and as many as there are pieces from the last one on."""
        return bisect_right(self.knots, self.x) - 1

    @property
    def is_flat(self) -> bool:
        return not 0 <= self.piece < len(self.knots) - 1 or self.heights[self.piece] == self.heights[self.piece + 1]

    @property
    def share(self) -> float:
        """How far along its piece it lies, 0 to 1."""
        first, last = self.knots[self.piece : self.piece + 2]
        return log(self.x / first) / log(last / first) if self.is_log else (self.x - first) / (last - first)

    @property
    def height(self) -> float:
        if self.is_flat:
            return float(self.heights[max(0, min(self.piece, len(self.heights) - 1))])
        first, last = self.heights[self.piece : self.piece + 2]
        return float(first + self.share * (last - first))

    @property
    def formula(self) -> str:
        """30 + 20 · ln(0.7112 / 0.6091) / ln(1.0987 / 0.6091), or a height alone."""
        if self.is_flat:
            return exact(self.height)
        first, last = self.heights[self.piece : self.piece + 2]
        x, start, end = (exact(number) for number in (self.x, *self.knots[self.piece : self.piece + 2]))
        share = f"ln({x} / {start}) / ln({end} / {start})" if self.is_log else f"({x} − {start}) / ({end} − {start})"
        return f"{exact(first)} {'+' if last > first else '−'} {exact(abs(last - first))} · {share}"


def working(part: str, numbers: Numbers, params: Params) -> Working:
    """Of a part that has a value; `numbers` are those of formulas.explain, `params` what it was scored by."""
    return WORKINGS[part](numbers, params)


def exact(number: float) -> str:
    """With as many digits as recombining takes, and no zeros after the last that says something."""
    places = max(0, DIGITS - ceil(log10(abs(number)) + 1e-9)) if number else 0
    least = next((fewer for fewer in range(places) if round(number, fewer) == round(number, places)), places)
    return fixed(number, least)


def _response(numbers: Numbers, params: Params) -> Working:
    bounds = (params.silence_factor, params.response_plateau, params.response_tail)
    return _against_peers(_("engagement, in per cent"), 100 * numbers["rate"], numbers, 100, bounds, params.response_heights)


def _conversation(numbers: Numbers, params: Params) -> Working:
    bounds = (params.silence_factor, params.conversation_plateau, params.conversation_tail)
    label, talk = _("comments per 100 likes"), numbers["comments_per_100_likes"]
    taken = numbers.get("taken_as", talk)
    found = _against_peers(label, taken, numbers, 1, bounds, params.conversation_heights)
    if exact(taken) == exact(talk):
        return found
    doubt, usual, likes = exact(params.talk_doubt), exact(numbers["average"]), exact(numbers["counted_likes"])
    mean = f"({exact(talk)} · {likes} / 100 + {doubt}) / ({likes} / 100 + {doubt} / {usual}) = {exact(taken)}"
    return found._replace(about=_("%(about)s; with the benefit of the doubt: %(mean)s") % {"about": found.about, "mean": mean})


def _against_peers(label: str, x: float, numbers: Numbers, scale: float, bounds: Sequence[float], heights: Sequence[float]) -> Working:
    edges = np.array([[scale * numbers[edge] for edge in EDGES]])
    curve = Curve(label, x, curve_knots(edges, bounds)[0].tolist(), heights, is_log=True)
    words = {"what": label, "low": exact(bounds[0]), "plateau": exact(bounds[1]), "tail": exact(bounds[2])}
    last = {"end": exact(heights[-1])} | words
    about = _("%(what)s, between two of the peers’ edges")
    if curve.piece < 1:
        about = _("%(what)s; the curve begins at %(low)s times the peers’ low edge")
    elif curve.is_flat and curve.piece < len(curve.knots) - 1:
        about = _("%(what)s; from the peers’ high edge to %(plateau)s times that")
    elif curve.piece >= len(EDGES) + 1:
        about = _("%(what)s; past %(plateau)s times the peers’ high edge it falls, to %(end)s at %(tail)s times that")
    return Working(curve.formula, about % last)


def _natural_growth(numbers: Numbers, params: Params) -> Working:
    odd, hollow = (log1p(numbers.get(name, 0.0)) for name in ("odd_growth", "hollow_growth"))
    return _lowest(
        Curve(_("odd growth, ln(1 + its share)"), odd, params.jump_knots, params.jump_heights),
        Curve(_("growth without reactions, ln(1 + its share)"), hollow, params.hollow_knots, params.hollow_heights),
        Curve(_("followings dropped, added up"), numbers.get("dropped", 0.0), params.swing_knots, params.swing_heights),
        Curve(_("followers lost per 30 days"), -numbers["growth"], params.shrink_knots, params.shrink_heights),
    )


def _steadiness(numbers: Numbers, params: Params) -> Working:
    spread = numbers["rate_spread"]
    return _lowest(
        Curve(_("spread of the rate’s logarithm"), spread, _spread_knots(numbers, params), params.spread_heights, is_log=True),
        *(
            Curve(label, numbers.get(name, 0.0), params.lone_knots, params.lone_heights)
            for label, name in (
                (_("likes that rose alone, ln(1 + their share)"), "lone_likes"),
                (_("comments that rose alone, ln(1 + their share)"), "lone_talk"),
            )
        ),
        Curve(_("days without a new post"), numbers.get("quiet_days", 0.0), params.quiet_knots, params.quiet_heights),
    )


def _spread_knots(numbers: Numbers, params: Params) -> Sequence[float]:
    """Over edges between the house's and the peers', or the house's alone where there are no peers."""
    weight = params.spread_house
    edges = [
        exp(weight * log(house) + (1 - weight) * log(numbers[edge])) if edge in numbers else house
        for edge, house in zip(EDGES, params.spread_edges, strict=True)
    ]
    knots: Sequence[float] = curve_knots(np.array([edges]), params.spread_bounds)[0].tolist()
    return knots


def _reciprocity(numbers: Numbers, params: Params) -> Working:
    following, followers = numbers["following"], numbers["followers"]
    by_ratio = Curve(_("following over followers"), numbers["ratio"], params.following_ratios, params.following_heights, is_log=True)
    by_count = Curve(_("accounts followed"), following, params.following_counts, params.following_count_heights, is_log=True)
    fade = Curve(_("followers"), followers, (params.small_until, params.large_from), (0, 1), is_log=True)
    most = max(params.following_count_heights)
    faded = by_count.height + fade.height * (most - by_count.height)
    if by_ratio.height <= faded:
        return Working(by_ratio.formula, by_ratio.label)
    if fade.height == 0:
        return Working(by_count.formula, by_count.label)
    count, share = exact(by_count.height), exact(fade.height)
    words = {"count": by_count.formula, "height": count, "fade": fade.formula, "share": share}
    about = _("for accounts followed: %(count)s = %(height)s; which fades as followers grow: %(fade)s = %(share)s")
    return Working(f"{count} + {share} · ({exact(most)} − {count})", about % words)


def _lowest(*curves: Curve) -> Working:
    """Of several curves the lowest counts; all heights are told, so that one sees that it is."""
    lowest = min(curves, key=lambda curve: curve.height)
    others = ", ".join(f"{curve.label}: {fixed(curve.height, 1)}" for curve in curves if curve is not lowest)
    words = {"lowest": lowest.label, "others": others}
    return Working(lowest.formula, _("%(lowest)s, the lowest of its curves. The others: %(others)s") % words)


WORKINGS: dict[str, Callable[[Numbers, Params], Working]] = {
    "response": _response,
    "conversation": _conversation,
    "natural_growth": _natural_growth,
    "steadiness": _steadiness,
    "reciprocity": _reciprocity,
}
