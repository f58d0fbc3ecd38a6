"""Recombination written out a second time, with fractions and decimals, as scoring/README.md states it."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

WEIGHTS = {"response": 30, "conversation": 20, "natural_growth": 20, "steadiness": 15, "reciprocity": 15}


def half_up(value: Fraction | float, places: int) -> float:
    """Round as by hand; a float is taken to twelve digits first, beyond which it is noise."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(f"{value:.12f}")
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def by_hand(stored: Mapping[str, Any]) -> dict[str, float | None]:
    """coverage, confidence, peer_trust and fit from the stored numbers, as scoring/README.md states them."""
    parts = {name: Fraction(str(stored[name])) for name in WEIGHTS if stored[name] is not None}
    weight = sum(WEIGHTS[name] for name in parts)
    coverage = half_up(Fraction(weight, 100), 3)
    further, span = min(1, (stored["snapshots"] - 1) / 5), min(1, stored["span_days"] / 150)
    age = 0.0 if stored["age_days"] is None else 2 ** (-stored["age_days"] / 180)
    confidence = half_up(coverage * (0.5 + 0.5 * max(0, further) * span) * max(0.5, age), 3)
    if not parts:
        return {"coverage": coverage, "confidence": confidence, "peer_trust": None, "fit": None}
    mean = sum((WEIGHTS[name] * value for name, value in parts.items()), Fraction(0)) / weight
    if not {"response", "conversation"} & parts.keys():
        mean, confidence = min(Fraction(50), mean), min(0.075, confidence)
    trust = 50 + Fraction(str(confidence)) * (mean - 50) - Fraction(str(stored["deductions"]))
    peer_trust = half_up(min(Fraction(100), max(Fraction(0), trust)), 1)
    result: dict[str, float | None] = {"coverage": coverage, "confidence": confidence, "peer_trust": peer_trust, "fit": None}
    if stored["sweet_spot"] is not None:
        low = max(1, peer_trust - 20 * (1 - confidence))
        result["fit"] = half_up(100 * (low / 100) ** 0.6 * max(stored["sweet_spot"], 0.01) ** 0.4, 2)
    return result
