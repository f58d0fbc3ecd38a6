"""A whole score said in words: every part with its sentence and figures, and each step from the parts to fit with its numbers.

It computes nothing of its own: the steps come from the same `recombine` that made the score. Templates show what stands here
and do no arithmetic. "House" marks our own hypothesis.
"""

from dataclasses import dataclass

import pandas as pd
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discovery.models import Platform
from scoring.formulas.params import ENGAGEMENT_PARTS, METHOD_VERSION, PARAMS, PARTS
from scoring.formulas.peer_trust import recombine
from scoring.models import AccountScore, Tier
from scoring.sentences import Figure, figures, fixed, sentence

LABELS: dict[str, Promise] = {
    "response": gettext_lazy("Response"),
    "conversation": gettext_lazy("Conversation"),
    "natural_growth": gettext_lazy("Natural growth"),
    "steadiness": gettext_lazy("Steadiness"),
    "reciprocity": gettext_lazy("Reciprocity"),
}
DESCRIPTIONS: dict[str, Promise] = {
    "response": gettext_lazy("Do its followers react as those of accounts of the same size do?"),
    "conversation": gettext_lazy("Do they talk, rather than only tap?"),
    "natural_growth": gettext_lazy("Did the followers come without jumps?"),
    "steadiness": gettext_lazy("Does it keep posting, to the same response?"),
    "reciprocity": gettext_lazy("Does it follow like a person: neither everybody nor nobody?"),
}
TIERS: dict[str, Promise] = {
    Tier.NANO: gettext_lazy("Small: a circle of people it may know."),
    Tier.MICRO: gettext_lazy("From a few thousand to a few hundred thousand followers: large enough to matter, small enough to be a peer."),
    Tier.MACRO: gettext_lazy("Beyond a peer's reach, not yet a star's."),
    Tier.CELEBRITY: gettext_lazy("Millions of followers: known, rather than known to them."),
}
HOUSE = gettext_lazy("House: our own hypothesis, not a published finding.")
FACTOR_PLACES = 5
RECOMBINED = [*PARTS, "snapshots", "span_days", "age_days", "deductions", "sweet_spot"]


@dataclass(frozen=True)
class PartExplanation:
    """One part of peer trust. `value` is 0..100, None where it is missing; `share` is its share of the weighted mean, 0..1."""

    key: str
    label: str
    description: str
    weight: int
    value: float | None
    share: float | None
    sentence: str
    figures: list[Figure]

    @property
    def present(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Step:
    """One number on the way from the parts to fit, as it is written, and how it came about, with the numbers put in.

    `value` is None and `text` a dash where it does not exist.
    """

    key: str
    label: str
    value: float | None
    text: str
    working: str


@dataclass(frozen=True)
class ScoreExplanation:
    """What the account page says of a score. `thin`: size decides the rank, for little is known; `current`: by today's method."""

    summary: str
    tier: str
    tier_description: str
    parts: list[PartExplanation]
    steps: list[Step]
    thin: bool
    current: bool
    house: str


def is_thin(score: AccountScore) -> bool:
    """Whether so little is known that size decides the rank."""
    return score.fit is not None and score.confidence < PARAMS.thin_confidence


def explain_score(score: AccountScore) -> ScoreExplanation:
    """Everything the account page shows of a score. No query is made.

    The steps recombine by today's method; where `current` is False the stored score was made by an earlier one and they may differ.
    """
    thin = is_thin(score)
    return ScoreExplanation(
        summary=_summary(score, thin),
        tier=str(score.get_tier_display()),
        tier_description=str(TIERS.get(score.tier, "")),
        parts=_parts(score),
        steps=_steps(score),
        thin=thin,
        current=score.method_version == METHOD_VERSION,
        house=str(HOUSE),
    )


def _summary(score: AccountScore, thin: bool) -> str:
    """The one sentence that stands above the parts."""
    if score.peer_trust is None:
        return _("Not enough data: no part of peer trust is known, so it is listed after the ranked accounts.")
    if score.sweet_spot is None:
        return _("Not ranked: its number of followers is not known.")
    if _is_blind(score):
        return _("Ranked mainly by size: it has no engagement that can be compared, so its trust is at most the neutral %(neutral)s.") % {
            "neutral": fixed(PARAMS.neutral_trust)
        }
    if thin:
        return _("Ranked mainly by size: add history, so that more than its size is known.")
    return _("Peer trust %(trust)s of 100, with a confidence of %(confidence)s.") % {
        "trust": fixed(score.peer_trust, PARAMS.trust_places),
        "confidence": fixed(score.confidence, 2),
    }


def _parts(score: AccountScore) -> list[PartExplanation]:
    values: dict[str, float | None] = {part: getattr(score, part) for part in PARTS}
    details = {part: score.details.get(part, {"code": "unexplained"}) for part in PARTS}
    weights = PARAMS.weights
    present = sum(weights[part] for part in PARTS if values[part] is not None)
    platform = dict(Platform.choices).get(score.platform, score.platform)
    return [
        PartExplanation(
            key=part,
            label=str(LABELS[part]),
            description=str(DESCRIPTIONS[part]),
            weight=weights[part],
            value=values[part],
            share=None if values[part] is None else weights[part] / present,
            sentence=sentence(part, details[part], platform),
            figures=figures(part, details[part]),
        )
        for part in PARTS
    ]


def _steps(score: AccountScore) -> list[Step]:
    """From the weighted mean to fit; the numbers of a missing step are None."""
    stored = pd.DataFrame([{name: getattr(score, name) for name in RECOMBINED}]).astype(float)
    row = recombine(stored, PARAMS).iloc[0]
    numbers = {str(key): None if pd.isna(value) else float(value) for key, value in row.items()}
    texts = {key: "–" if value is None else _written(key, value) for key, value in numbers.items()}
    return [Step(key, label, numbers[key], texts[key], working) for key, label, working in _workings(score, texts)]


def _written(key: str, value: float) -> str:
    """With as many decimals as recombining by hand to the stored precision takes: factors are multiplied by 100."""
    places = {"peer_trust": PARAMS.trust_places, "fit": PARAMS.fit_places, "trust_factor": FACTOR_PLACES, "size_factor": FACTOR_PLACES}
    return fixed(value, places.get(key, PARAMS.share_places))


def _workings(score: AccountScore, n: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each step's key, label and working."""
    size = fixed(PARAMS.size_share, 1)
    rest = fixed(1 - PARAMS.size_share, 1)
    deductions = fixed(score.deductions, PARAMS.trust_places)
    sweet = "–" if score.sweet_spot is None else fixed(score.sweet_spot, PARAMS.share_places)
    neutral, penalty = fixed(PARAMS.neutral_trust), fixed(PARAMS.doubt_penalty)
    trust = f"{neutral} + {n['confidence']} · ({n['weighted_mean']} − {neutral}) − {deductions}"
    return [
        ("weighted_mean", _("Weighted mean of the parts (weights are house)"), _mean_working(score)),
        ("coverage", _("Coverage: weight of the parts that are known"), _coverage_working(score)),
        ("history", _("History factor (house)"), _history_working(score)),
        ("freshness", _("Age factor (house)"), _age_working(score)),
        ("confidence", _("Confidence"), _confidence_working(score, f"{n['coverage']} · {n['history']} · {n['freshness']}")),
        ("peer_trust", _("Peer trust"), trust),
        (
            "trust_low",
            _("Peer trust, lowered by doubt (house)"),
            f"max({fixed(PARAMS.trust_floor)}, {n['peer_trust']} − {penalty} · (1 − {n['confidence']}))",
        ),
        ("trust_factor", _("Trust factor"), f"({n['trust_low']} / 100)^{rest}"),
        ("size_factor", _("Size factor, from the sweet spot (house)"), f"max({sweet}, {fixed(PARAMS.sweet_floor, 2)})^{size}"),
        ("fit", _("Fit"), f"100 · {n['trust_factor']} · {n['size_factor']}"),
    ]


def _present(score: AccountScore) -> list[tuple[int, float]]:
    """Weight and value of the parts that exist."""
    return [(weight, getattr(score, part)) for part, weight in PARAMS.weights.items() if getattr(score, part) is not None]


def _mean_working(score: AccountScore) -> str:
    present = _present(score)
    if not present:
        return "–"
    terms = " + ".join(f"{weight} · {fixed(value, PARAMS.part_places)}" for weight, value in present)
    mean = f"({terms}) / {sum(weight for weight, _value in present)}"
    return f"min({fixed(PARAMS.neutral_trust)}, {mean})" if _is_blind(score) else mean


def _confidence_working(score: AccountScore, product: str) -> str:
    return f"min({fixed(PARAMS.blind_confidence, PARAMS.share_places)}, {product})" if _is_blind(score) else product


def _is_blind(score: AccountScore) -> bool:
    """No part tells of engagement, so the mean and the confidence are capped."""
    return all(getattr(score, part) is None for part in ENGAGEMENT_PARTS)


def _coverage_working(score: AccountScore) -> str:
    return f"({' + '.join(str(weight) for weight, _value in _present(score)) or 0}) / 100"


def _history_working(score: AccountScore) -> str:
    """n is the number of days with scored numbers."""
    floor, rest = fixed(PARAMS.history_floor, 1), fixed(1 - PARAMS.history_floor, 1)
    further = f"min(1, ({fixed(max(score.snapshots, 1))} − 1) / {fixed(PARAMS.history_snapshots)})"
    span = f"min(1, {fixed(score.span_days)} / {fixed(PARAMS.history_days)} {_('days')})"
    return f"{floor} + {rest} · {further} · {span}"


def _age_working(score: AccountScore) -> str:
    if score.age_days is None:
        return _("never counted")
    return f"max({fixed(PARAMS.age_floor, 1)}, 2^(−{fixed(score.age_days)} / {fixed(PARAMS.age_half_life)} {_('days')}))"
