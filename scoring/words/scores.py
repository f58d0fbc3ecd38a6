"""A whole score said in words: every part with its sentence and figures, and each step from the parts to fit with its numbers.

It computes nothing of its own: the steps come from the same `recombine` that made the score. Templates show what stands here
and do no arithmetic. "House" marks our own hypothesis.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discovery.models import Platform
from scoring.formulas.params import ENGAGEMENT_PARTS, FULL_WEIGHT, PARTS, Params, version
from scoring.formulas.peer_trust import recombine
from scoring.models import AccountScore, Tier
from scoring.words.advice import change, most
from scoring.words.flags import Flag, FlagExplanation, explain_flag
from scoring.words.parts import figures, sentence
from scoring.words.workings import NO_WORKING, Working, exact, working
from scoring.words.written import Figure, fixed

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
    Tier.NANO: gettext_lazy("Under %(micro)s followers: a circle of people it may know."),
    Tier.MICRO: gettext_lazy("From %(micro)s to %(macro)s followers: large enough to matter, small enough to be a peer."),
    Tier.MACRO: gettext_lazy("From %(macro)s to %(celebrity)s followers: beyond a peer's reach, not yet a star's."),
    Tier.CELEBRITY: gettext_lazy("From %(celebrity)s followers: known, rather than known to them."),
}
HOUSE = gettext_lazy("House: our own hypothesis, not a published finding.")
FACTOR_PLACES = 5
RECOMBINED = [*PARTS, "snapshots", "span_days", "age_days", "deductions", "sweet_spot"]


@dataclass(frozen=True)
class PartExplanation:
    """One part of peer trust. `value` is 0..100, None where it is missing; `share` is its share of the weighted mean, 0..1.

    `change` says what would change its value or, where it has none, what would have to be known; `numbers` is what explain.py gives of it,
    `working` how the value comes out of them.
    """

    key: str
    label: str
    description: str
    weight: int
    value: float | None
    share: float | None
    sentence: str
    change: str
    figures: list[Figure]
    numbers: Mapping[str, Any]
    working: Working

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
    """What the account page says of a score. `thin`: size decides the rank, for little is known; `current`: by the method in force;
    `replayed`: its numbers were found once more in the history, and give the stored score.
    """

    summary: str
    tier: str
    tier_description: str
    parts: list[PartExplanation]
    flags: list[FlagExplanation]
    steps: list[Step]
    thin: bool
    current: bool
    replayed: bool
    house: str
    ceiling: str

    @property
    def extremes(self) -> str:
        """Which parts it owes its trust to and which cost it; "" where fewer than two are known."""
        known = sorted((part.value, part.label) for part in self.parts if part.value is not None)
        if len(known) < 2:
            return ""
        (least, lowest), (greatest, highest) = known[0], known[-1]
        words = {"highest": highest, "greatest": fixed(greatest, 1), "lowest": lowest, "least": fixed(least, 1)}
        return _("Highest part: %(highest)s, %(greatest)s; lowest: %(lowest)s, %(least)s.") % words


def _tier_description(score: AccountScore, params: Params) -> str:
    """What the tier is, by the cuts that the score was made by."""
    cuts = {"micro": params.micro_from, "macro": params.macro_from, "celebrity": params.celebrity_from}
    return str(TIERS[score.tier]) % {name: fixed(cut) for name, cut in cuts.items()} if score.tier else ""


def is_thin(score: AccountScore, params: Params) -> bool:
    """Whether so little is known that size decides the rank."""
    return score.fit is not None and score.confidence < params.thin_confidence


def explain_score(score: AccountScore, details: Mapping[str, Mapping[str, Any]], flags: Sequence[Flag], params: Params) -> ScoreExplanation:
    """Everything the account page shows of a score. No query is made.

    In: the account's details as scoring.formulas.explain gives them, its flags as flags.records does, and the constants of the method.
    The steps recombine by those constants; where `current` is False others made the stored score and the steps may differ. Whether the
    details give the stored score is for the caller to say (scoring.replay).
    """
    return ScoreExplanation(
        summary=_summary(score, params),
        tier=str(score.get_tier_display()),
        tier_description=_tier_description(score, params),
        parts=_parts(score, details, params),
        flags=[explain_flag(flag, params) for flag in flags],
        steps=_steps(score, params),
        thin=is_thin(score, params),
        current=score.method_version == version(params),
        replayed=True,
        house=str(HOUSE),
        ceiling=_ceiling(params),
    )


def _ceiling(params: Params) -> str:
    """How much peer trust there can be: no part reaches 100, so that a good score is not taken for a middling one."""
    sum_of_most = sum(weight * most(part, params) for part, weight in params.weights.items())
    return _("No account can have more than %(most)s.") % {"most": fixed(sum_of_most / FULL_WEIGHT, params.trust_places)}


def _summary(score: AccountScore, params: Params) -> str:
    """The one sentence that stands above the parts."""
    if score.peer_trust is None:
        return _("Not enough data: no part of peer trust is known, so it is listed after the ranked accounts.")
    if score.sweet_spot is None:
        return _("Not ranked: its number of followers is not known.")
    if _is_blind(score):
        return _("Ranked mainly by size: it has no engagement that can be compared, so its trust is at most the neutral %(neutral)s.") % {
            "neutral": fixed(params.neutral_trust)
        }
    if is_thin(score, params):
        return _("Ranked mainly by size: add history, so that more than its size is known.")
    return _("Peer trust %(trust)s of 100, with a confidence of %(confidence)s.") % {
        "trust": fixed(score.peer_trust, params.trust_places),
        "confidence": fixed(score.confidence, 2),
    }


def _parts(score: AccountScore, details: Mapping[str, Mapping[str, Any]], params: Params) -> list[PartExplanation]:
    values: dict[str, float | None] = {part: getattr(score, part) for part in PARTS}
    said = {part: details.get(part, {"code": "unexplained"}) for part in PARTS}
    weights = params.weights
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
            sentence=sentence(part, said[part], platform, params),
            change=change(part, said[part], params),
            figures=figures(part, said[part]),
            numbers=said[part],
            working=NO_WORKING if values[part] is None or part not in details else working(part, said[part], params),
        )
        for part in PARTS
    ]


def _steps(score: AccountScore, params: Params) -> list[Step]:
    """From the weighted mean to fit; the numbers of a missing step are None."""
    stored = pd.DataFrame([{name: getattr(score, name) for name in RECOMBINED}]).astype(float)
    row = recombine(stored, params).iloc[0]
    numbers = {str(key): None if pd.isna(value) else float(value) for key, value in row.items()} | {"sweet_spot": score.sweet_spot}
    texts = {key: "–" if value is None else _written(key, value, params) for key, value in numbers.items()}
    return [Step(key, label, numbers[key], texts[key], working) for key, label, working in _workings(score, texts, params)]


def _written(key: str, value: float, params: Params) -> str:
    """With as many decimals as recombining by hand to the stored precision takes: factors are multiplied by 100."""
    places = {"peer_trust": params.trust_places, "fit": params.fit_places, "trust_factor": FACTOR_PLACES, "size_factor": FACTOR_PLACES}
    return fixed(value, places.get(key, params.share_places))


def _workings(score: AccountScore, n: dict[str, str], params: Params) -> list[tuple[str, str, str]]:
    """Each step's key, label and working."""
    size = fixed(params.size_share, 1)
    rest = fixed(1 - params.size_share, 1)
    deductions = fixed(score.deductions, params.trust_places)
    sweet = "–" if score.sweet_spot is None else fixed(score.sweet_spot, params.share_places)
    neutral, penalty = fixed(params.neutral_trust), fixed(params.doubt_penalty)
    trust = f"{neutral} + {n['confidence']} · ({n['weighted_mean']} − {neutral}) − {deductions}"
    return [
        ("weighted_mean", _("Weighted mean of the parts (weights are house)"), _mean_working(score, params)),
        ("coverage", _("Coverage: weight of the parts that are known"), _coverage_working(score, params)),
        ("history", _("History factor (house)"), _history_working(score, params)),
        ("freshness", _("Age factor (house)"), _age_working(score, params)),
        ("confidence", _("Confidence"), _confidence_working(score, f"{n['coverage']} · {n['history']} · {n['freshness']}", params)),
        ("peer_trust", _("Peer trust"), trust),
        ("sweet_spot", _("Sweet spot (house)"), _sweet_spot_working(score, params)),
        (
            "trust_low",
            _("Peer trust, lowered by doubt (house)"),
            f"max({fixed(params.trust_floor)}, {n['peer_trust']} − {penalty} · (1 − {n['confidence']}))",
        ),
        ("trust_factor", _("Trust factor"), f"({n['trust_low']} / 100)^{rest}"),
        ("size_factor", _("Size factor, from the sweet spot (house)"), f"max({sweet}, {fixed(params.sweet_floor, 2)})^{size}"),
        ("fit", _("Fit"), f"100 · {n['trust_factor']} · {n['size_factor']}"),
    ]


def _present(score: AccountScore, params: Params) -> list[tuple[int, float]]:
    """Weight and value of the parts that exist."""
    return [(weight, getattr(score, part)) for part, weight in params.weights.items() if getattr(score, part) is not None]


def _mean_working(score: AccountScore, params: Params) -> str:
    present = _present(score, params)
    if not present:
        return "–"
    terms = " + ".join(f"{weight} · {fixed(value, params.part_places)}" for weight, value in present)
    mean = f"({terms}) / {sum(weight for weight, _value in present)}"
    return f"min({fixed(params.neutral_trust)}, {mean})" if _is_blind(score) else mean


def _confidence_working(score: AccountScore, product: str, params: Params) -> str:
    return f"min({fixed(params.blind_confidence, params.share_places)}, {product})" if _is_blind(score) else product


def _is_blind(score: AccountScore) -> bool:
    """No part tells of engagement, so the mean and the confidence are capped."""
    return all(getattr(score, part) is None for part in ENGAGEMENT_PARTS)


def _coverage_working(score: AccountScore, params: Params) -> str:
    return f"({' + '.join(str(weight) for weight, _value in _present(score, params)) or 0}) / {FULL_WEIGHT}"


def _history_working(score: AccountScore, params: Params) -> str:
    """n is the number of days with scored numbers."""
    floor, rest = fixed(params.history_floor, 1), fixed(1 - params.history_floor, 1)
    further = f"min(1, ({fixed(max(score.snapshots, 1))} − 1) / {fixed(params.history_snapshots)})"
    span = f"min(1, {fixed(score.span_days)} / {fixed(params.history_days)} {_('days')})"
    return f"{floor} + {rest} · {further} · {span}"


def _sweet_spot_working(score: AccountScore, params: Params) -> str:
    if score.sweet_spot is None:
        return "–"
    return f"exp(−½ · (log10({fixed(score.followers or 0)} / {fixed(params.sweet_centre)}) / {exact(params.sweet_width)})²)"


def _age_working(score: AccountScore, params: Params) -> str:
    if score.age_days is None:
        return _("never counted")
    return f"max({fixed(params.age_floor, 1)}, 2^(−{fixed(score.age_days)} / {fixed(params.age_half_life)} {_('days')}))"
