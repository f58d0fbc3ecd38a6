"""The kinds of flags for people: what each means by the constants in force, what it does to a score, and what innocent looks the same.

One flag of one account is said by scoring.words.flags.
"""

from dataclasses import dataclass

from scoring.formulas.kinds import DEDUCTING_KINDS, FRAUD_KINDS, GROWTH_KINDS, KINDS
from scoring.formulas.params import Params
from scoring.words.flags import INNOCENT, LABELS
from scoring.words.written import fixed, percent

PARTS_OF = {
    **dict.fromkeys(GROWTH_KINDS, "natural growth"),
    "mass_following": "reciprocity and natural growth",
    "response_out_of_band": "response",
}


@dataclass(frozen=True)
class Kind:
    """`fraud`: the account's own doing explains it best; else it is only worth a look."""

    label: str
    meaning: str
    acts: str
    innocent: str
    fraud: bool


def described(params: Params) -> list[Kind]:
    """Every kind, in the order of KINDS."""
    meanings = _meanings(params)
    return [Kind(str(LABELS[kind]), meanings[kind], _acts(kind, params), str(INNOCENT[kind]), kind in FRAUD_KINDS) for kind in KINDS]


def _meanings(params: Params) -> dict[str, str]:
    targets = [fixed(target) for target in params.round_targets]
    return {
        "growth_spike": (
            "Followers grew far beyond what its own history and its peers have. "
            f"Over {fixed(params.impossible_a_day)} a day cannot be Instagram advertising (HypeAuditor)."
        ),
        "round_step": f"A jump of close to exactly {', '.join(targets[:-1])} or {targets[-1]} followers, the sizes they are sold in.",
        "spike_then_bleed": "A sharp rise, and a slow fall after it.",
        "spike_without_response": "The followers jumped, likes and comments did not.",
        "mass_following": (
            f"It follows over {fixed(params.following_counts[1])} accounts and {percent(params.following_ratios[3])} as many as follow "
            "it, or follows and drops many, again and again."
        ),
        "response_out_of_band": (
            f"A rate past {fixed(params.out_of_band_high)} times what both the reference and one's own accounts call high, "
            f"or under {percent(params.out_of_band_low)} of what both call low."
        ),
        "likes_near_views": f"At least {percent(params.near_views)} as many likes as views on video.",
        "stale": f"No snapshot for {fixed(params.stale_days)} days.",
    }


def _acts(kind: str, params: Params) -> str:
    also = f"It takes {fixed(params.deduction_points)} points of peer trust." if kind in DEDUCTING_KINDS else ""
    part = f"It acts through {PARTS_OF[kind]}." if kind in PARTS_OF else ""
    return f"{part} {also}".strip() or "It lowers the confidence by its age, and deducts nothing."
