"""Every constant of the method, with its unit and the reason for its value. "House" marks our own hypothesis.

Changing any value changes `version`, which is stored with each score. What the values do stands in scoring/README.md.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

# Raised by hand when the formulas themselves change; the digest covers only the constants.
METHOD = 7
PARTS = ("response", "conversation", "natural_growth", "steadiness", "reciprocity")
ENGAGEMENT_PARTS = ("response", "conversation")
FULL_WEIGHT = 100


def constant(value: object, unit: str, reason: str) -> Any:
    """A dataclass field that says its unit and why it has this value."""
    return field(default=value, metadata={"unit": unit, "reason": reason})


@dataclass(frozen=True)
class Params:
    """The method's constants; `dataclasses.fields(Params)` lists each with its metadata."""

    micro_from: float = constant(5_000, "followers", "house: the claim begins at a few thousand")
    macro_from: float = constant(500_000, "followers", "house: the claim ends at a few hundred thousand")
    celebrity_from: float = constant(1_000_000, "followers", "house: millions are celebrities")

    sweet_centre: float = constant(100_000, "followers", "house: the claim; no study finds a peak at exactly this size")
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
    conversation_plateau: float = constant(1.5, "times the high edge", "house: on two real lists one account in ten lies above it")
    conversation_tail: float = constant(3, "times the high edge", "house: on two real lists one or two accounts in a hundred lie above it")
    conversation_heights: tuple[float, ...] = constant(
        (0, 30, 50, 65, 90, 90, 0), "points", "house: as response's; groups that comment for each other reach its tail"
    )
    averaged_posts: float = constant(12, "posts", "house: so many latest ones a list's averages are of, where the account has as many")
    talk_doubt: float = constant(
        4, "comments", "house: as many more as peers have; comments scatter 2.6 times (median of 700 people) as much as by chance alone"
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

    unremarkable: float = constant(65, "points", "house: natural growth and steadiness from here on have nothing to point at")
    growth_least_days: float = constant(14, "days", "house: a shorter history says nothing of a month, however many days it has")
    growth_least_snapshots: int = constant(3, "dated follower counts", "scoring asks for three: a jump needs something beside it to be one")
    growth_room: float = constant(2, "times the spread", "house: growth so far above an account's usual is nothing odd")
    growth_spread_least: float = constant(0.004, "log followers per 30 days", "house: the steadiest account is allowed this much scatter")
    growth_spread_most: float = constant(0.02, "log followers per 30 days", "house: losses after a jump must not make the jump look usual")
    growth_spread_share: float = constant(0.5, "of the usual growth", "house: who grows fast may scatter more, so much above the most")
    growth_noise: float = constant(0.02, "log followers an interval", "house: a list that drew its counts on another hour differs so much")
    rounded_noise: float = constant(
        0.01, "log followers an interval", "three digits: one step is up to 1 % (YouTube, since September 2019)"
    )
    rounded_platforms: tuple[str, ...] = constant(("youtube",), "platforms", "public counts there have three digits")
    rounded_digits: int = constant(3, "digits", "YouTube since September 2019, and lists that write 13.8M")

    answer_snapshots: int = constant(6, "snapshots", "house: reactions before and after a jump are the mean of so many at most")
    answer_fade: float = constant(0.6, "of the weight of the snapshot nearer the jump", "house: what lies further off says less of it")
    answer_most: float = constant(0.5, "log reactions", "house: one good post by chance must not answer for followers that were bought")
    reaction_spread: float = constant(0.2, "log reactions", "house: how much they scatter where too few snapshots tell")
    reaction_spread_least: float = constant(0.08, "log reactions", "house: few snapshots that agree may do so by chance")
    reaction_spread_most: float = constant(0.5, "log reactions", "house: who scatters more is not excused by it")
    reaction_least_snapshots: int = constant(4, "snapshots", "house: fewer do not tell how much reactions scatter")
    answer_share: float = constant(0.7, "of the jump", "house: where as much speaks for reactions that stay as for those that rise along")
    answer_width: float = constant(0.05, "log reactions", "house: the unit of evidence, so far beside that share, where reactions are calm")
    answer_doubt: float = constant(0.75, "standard errors", "house: the same where reactions scatter so much that they tell less")
    answer_slope: float = constant(0.65, "log odds a unit of evidence", "house: gentle, for chance answers some jumps and silences others")
    talk_less: float = constant(0.6, "of the rise of reactions", "house: a good post is commented as much as liked, a giveaway far more")
    talk_from: float = constant(0.7, "log comments a post", "house: twice the usual comments, beside what likes explain, is a giveaway's")
    talk_width: float = constant(0.3, "log comments a post", "house: the unit of evidence beyond that")
    went_on_width: float = constant(
        0.02, "log followers", "house: the unit of evidence, one at most: interest fades over weeks, a purchase ends and is removed"
    )
    unanswered_unknown: float = constant(0.6, "share of the jump", "house: where reactions are not known, neither innocent nor guilty")
    bleed_days: float = constant(200, "days", "house: bought followers are removed within half a year")
    bleed_snapshots: int = constant(6, "snapshots", "house: after a jump, losses are looked for in so many")
    bleed_weight: float = constant(1, "times the followers lost again", "house: a jump that bleeds off wholly is twice as odd")
    jump_knots: tuple[float, ...] = constant(
        (0.005, 0.03, 0.08, 0.2, 0.6), "log followers in odd jumps", "house: bought 20 % of an account leave about 0.15 beyond usual growth"
    )
    jump_heights: tuple[float, ...] = constant((80, 65, 45, 20, 0), "points", "house: growth without jumps is good, not a proof")
    hollow_doubt: float = constant(1.75, "standard errors", "house: what chance takes from the middles of two thirds of a history")
    hollow_knots: tuple[float, ...] = constant(
        (0.12, 0.25, 0.5, 1.1), "log followers that came without reactions", "house: rates fall somewhat as accounts grow"
    )
    hollow_heights: tuple[float, ...] = constant((80, 65, 40, 10), "points", "house")
    shrink_knots: tuple[float, ...] = constant((0.005, 0.02, 0.06, 0.2), "lost per 30 days", "house: they stay, or they do not")
    shrink_heights: tuple[float, ...] = constant((80, 65, 45, 20), "points", "house")
    swing_least: float = constant(300, "accounts", "house: fewer unfollowed at once is tidying up")
    swing_share: float = constant(0.25, "of those followed before", "house: less than a quarter unfollowed at once is tidying up")
    swing_rise: float = constant(0.5, "of what was dropped", "house: who dropped more than twice what it had followed anew was tidying up")
    swing_knots: tuple[float, ...] = constant(
        (0.25, 0.5, 1, 2),
        "shares of the following dropped, added up",
        "house: who follows to be followed drops most, again and again",
    )
    swing_heights: tuple[float, ...] = constant((80, 50, 25, 5), "points", "house")

    steady_least_snapshots: int = constant(3, "snapshots with a rate", "two say nothing of a spread")
    spread_house: float = constant(0.5, "share", "house: what the house's edges weigh beside the peers', in logarithms")
    spread_edges: tuple[float, ...] = constant(
        (0.12, 0.2, 0.3, 0.5), "spread of the log rate", "house: alone where there are no peers; steady, usual, restless, wild"
    )
    spread_bounds: tuple[float, ...] = constant(
        (0.25, 2, 4), "times the low, high and high edge", "house: the ends of the curve beyond the peers' edges"
    )
    spread_heights: tuple[float, ...] = constant((85, 80, 68, 58, 45, 25, 5), "points", "house: the smaller the spread, the steadier")
    step_snapshots: int = constant(6, "snapshots", "house: a lasting step is read from the middles of so many at most on each side")
    step_least: int = constant(3, "snapshots", "house: and of so many at least, so that one odd month is no step")
    step_few: float = constant(
        1, "comments a post", "house: added to all counts, for one comment more is no step where there are hardly any"
    )
    lone_knots: tuple[float, ...] = constant(
        (0.2, 0.35, 0.6, 1.2), "log likes, or comments, that came to stay alone", "house: bought likes bring no talk, nor the reverse"
    )
    lone_heights: tuple[float, ...] = constant((85, 65, 45, 10), "points", "house")
    quiet_knots: tuple[float, ...] = constant((45, 75, 150, 365), "days without a new post", "house: followers forget who is silent")
    quiet_heights: tuple[float, ...] = constant((85, 65, 35, 10), "points", "house")
    least_growth: float = constant(0.0001, "share per 30 days", "house: keeps logarithms of an own cohort's edges finite")
    least_spread: float = constant(0.01, "spread of the log rate", "house: keeps logarithms of an own cohort's edges finite")

    spike_least: float = constant(0.05, "log followers beyond usual growth", "house: a smaller jump is not worth anybody's time")
    bleed_least: float = constant(0.15, "of the jump", "house: so much of a jump lost again is a bleed")
    bleed_sure: float = constant(0.5, "share unanswered", "house: a bleed is named where a jump is likelier unanswered than not")
    sure: float = constant(0.75, "share unanswered", "house: without a bleed three to one is asked for")
    impossible_a_day: float = constant(5_000, "followers a day", "HypeAuditor: more cannot be Instagram advertising")
    round_targets: tuple[float, ...] = constant((1_000, 5_000, 10_000), "followers", "the sizes followers are sold in")
    round_tolerance: float = constant(0.01, "of the target", "house: a few are lost or gained by the way")
    out_of_band_low: float = constant(0.25, "times the lower low edge", "house: under a quarter of what reference and own cohort call low")
    out_of_band_high: float = constant(4, "times the higher high edge", "house: past four times what both call high")
    near_views: float = constant(0.8, "likes over views", "house: hardly one viewer in five likes what it watches")
    stale_days: float = constant(90, "days", "house: older numbers are another season's")
    deduction_points: float = constant(10, "points of trust", "house: of the two flags that belong to no part, each")

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


# What features read; everything else is used after them, on benchmarks and scores.
FEATURE_CONSTANTS = (
    "per_view_platforms",
    "silent_likes",
    "hidden_likes",
    "hidden_likes_followers",
    "averaged_posts",
    "growth_least_days",
    "growth_room",
    "growth_spread_least",
    "growth_spread_most",
    "growth_spread_share",
    "growth_noise",
    "rounded_noise",
    "rounded_platforms",
    "rounded_digits",
    "answer_snapshots",
    "answer_fade",
    "answer_most",
    "talk_less",
    "reaction_spread",
    "reaction_spread_least",
    "reaction_spread_most",
    "reaction_least_snapshots",
    "hollow_doubt",
    "bleed_days",
    "bleed_snapshots",
    "swing_least",
    "swing_share",
    "swing_rise",
    "step_snapshots",
    "step_least",
    "step_few",
    "near_views",
)


def features_version(params: Params) -> str:
    """What features of these constants are kept under, as `5-9f86d081884c`: it changes with the formulas and FEATURE_CONSTANTS alone."""
    return _digest({name: getattr(params, name) for name in FEATURE_CONSTANTS})


def version(params: Params) -> str:
    """What is stored with each score: the formulas' number and a digest of every constant, as `5-9f86d081884c`."""
    return _digest(asdict(params))


def _digest(values: Mapping[str, object]) -> str:
    return f"{METHOD}-{hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]}"


PARAMS = Params()
METHOD_VERSION = version(PARAMS)
