"""Every constant of the method, with its unit and the reason for its value. "House" marks our own hypothesis.

Changing any value changes `version`, which is stored with each score. What the values do stands in scoring/README.md.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

# Raised by hand when the formulas themselves change; the digest covers only the constants.
METHOD = 2
PARTS = ("response", "conversation", "natural_growth", "steadiness", "reciprocity")
ENGAGEMENT_PARTS = ("response", "conversation")
FULL_WEIGHT = 100


def constant(value: object, unit: str, reason: str) -> Any:
    """A dataclass field that says its unit and why it has this value."""
    return field(default=value, metadata={"unit": unit, "reason": reason})


@dataclass(frozen=True)
class Params:
    """The method's constants; `dataclasses.fields(Params)` lists each with its metadata."""

    micro_from: float = constant(5_000, "followers", "the brief: micro begins at a few thousand")
    macro_from: float = constant(500_000, "followers", "the brief: micro ends at a few hundred thousand")
    celebrity_from: float = constant(1_000_000, "followers", "the brief: millions are celebrities")

    sweet_centre: float = constant(100_000, "followers", "the brief's claim; no study finds a peak at exactly this size")
    sweet_width: float = constant(0.6, "powers of ten", "house: a broad bell, 0.88 at half and twice the centre")

    per_view_platforms: tuple[str, ...] = constant(("tiktok",), "platforms", "most views there come from people who do not follow")
    silent_likes: float = constant(1_000, "likes a post", "house: nobody comments under this many likes only where comments are unknown")
    hidden_likes: float = constant(3, "likes a post", "what exporters write where likes are hidden")
    hidden_likes_followers: float = constant(10_000, "followers", "house: above it so few likes mean hidden ones")

    bands: tuple[float, ...] = constant(
        (1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000), "followers", "lower edges of the bands the reference tables use"
    )
    open_band_span: float = constant(10, "times its lower edge", "house: where the last band, which has no upper edge, is taken to end")
    quantiles: tuple[float, ...] = constant(
        (0.2, 0.4, 0.6, 0.8), "shares of the accounts", "the references' five-step scale, read as five equal groups"
    )
    own_weight_cap: float = constant(0.5, "share", "house: an uploaded list is a selection, not a population")
    own_half: float = constant(30, "accounts", "house: with so many, half of what unlimited accounts would weigh, before the cap")
    own_least: float = constant(30, "accounts", "house: fewer than this say too little where there is no reference")
    least_rate: float = constant(0.00001, "engagement rate", "house: keeps logarithms of an own cohort's edges finite")
    least_comments: float = constant(0.01, "comments per 100 likes", "house: keeps logarithms of an own cohort's edges finite")
    edge_step: float = constant(1.01, "times the edge below", "house: ties in a small cohort must not make two edges equal")
    outgrown_share: float = constant(0.2, "share of a cohort", "house: benchmarks are published anew once a cohort changed by more")

    response_weight: int = constant(30, "points of 100", "house")
    conversation_weight: int = constant(20, "points of 100", "house")
    natural_growth_weight: int = constant(20, "points of 100", "house")
    steadiness_weight: int = constant(15, "points of 100", "house")
    reciprocity_weight: int = constant(15, "points of 100", "house")

    silence_factor: float = constant(0.25, "times the low edge", "house: at it and under it the curves give their first height")
    response_plateau: float = constant(2, "times the high edge", "house: up to here more response is believed")
    response_tail: float = constant(4, "times the high edge", "house: from here on it is as odd as silence")
    response_heights: tuple[float, ...] = constant(
        (0, 30, 50, 65, 90, 90, 20), "points", "house: at silence, low, average, above average, high, end of plateau, end of tail"
    )
    conversation_plateau: float = constant(4, "times the high edge", "house: wider than response's, some topics are talked about more")
    conversation_tail: float = constant(16, "times the high edge", "house: comment pods and bots reach this, audiences hardly")
    conversation_heights: tuple[float, ...] = constant(
        (0, 30, 50, 65, 90, 90, 40), "points", "house: as response's, with a more forgiving tail"
    )
    following_ratios: tuple[float, ...] = constant(
        (0.0001, 0.001, 0.1, 0.3, 1, 30), "following over followers", "house: next to nobody, few, some, mass following begins, even, bots"
    )
    following_heights: tuple[float, ...] = constant(
        (45, 65, 65, 50, 35, 0), "points", "house: an ordinary following says little good, a mass following much bad"
    )
    following_counts: tuple[float, ...] = constant(
        (1_000, 1_500, 3_000, 7_500), "accounts followed", "house: mass following begins at 1,500; Instagram allows 7,500"
    )
    following_count_heights: tuple[float, ...] = constant(
        (65, 40, 20, 0), "points", "house: chosen on the labelled sets, where it tells fake from genuine better than the ratio alone"
    )
    small_until: float = constant(50_000, "followers", "house: up to here the count of accounts followed matters in full")
    large_from: float = constant(100_000, "followers", "house: from here it matters no more; between the two it fades, without a cliff")

    neutral_trust: float = constant(50, "points", "what is said of an account of which nothing is known")
    history_floor: float = constant(0.5, "share", "house: what one snapshot without history is worth")
    history_snapshots: float = constant(5, "further snapshots", "house: so many after the first make a full history")
    history_days: float = constant(150, "days", "house: a full history spans five months")
    age_half_life: float = constant(180, "days", "house: what was known half a year ago is worth half")
    age_floor: float = constant(0.5, "share", "house: age alone takes no more than half")
    thin_confidence: float = constant(0.2, "share", "house: under it the page says that size decides")

    size_share: float = constant(0.4, "share of fit", "house: peer trust counts somewhat more than size")
    sweet_floor: float = constant(0.01, "sweet spot", "house: below it size no longer separates accounts")
    doubt_penalty: float = constant(20, "points of trust", "house: what is unknown must not overtake what is known")
    trust_floor: float = constant(1, "points of trust", "keeps fit above zero, so that size still orders the least trusted")

    part_places: int = constant(1, "decimals", "as precise as the curves deserve; stored and recombined so")
    share_places: int = constant(3, "decimals", "of coverage, confidence and sweet spot")
    trust_places: int = constant(1, "decimals", "of deductions and peer trust")
    fit_places: int = constant(2, "decimals", "so that few accounts tie")

    @property
    def weights(self) -> dict[str, int]:
        """{part: weight}; together FULL_WEIGHT."""
        return {part: getattr(self, f"{part}_weight") for part in PARTS}

    @property
    def blind_confidence(self) -> float:
        """The confidence of response alone from one old snapshot, 0..1: without any engagement part nobody gets more (house)."""
        return round(self.response_weight / FULL_WEIGHT * self.history_floor * self.age_floor, self.share_places)


def version(params: Params) -> str:
    """What is stored with each score: the formulas' number and a digest of every constant, as `2-9f86d081884c`."""
    values = json.dumps(asdict(params), sort_keys=True)
    return f"{METHOD}-{hashlib.sha256(values.encode()).hexdigest()[:12]}"


PARAMS = Params()
METHOD_VERSION = version(PARAMS)
