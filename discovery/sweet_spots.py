"""A search's or a campaign's own wish for size: the bell's centre and width, and how much size counts in fit. No recompute.

Fit and sweet spot are computed by the database from what scores store, by the formulas of scoring.formulas and with their rounding;
tests hold the two together. Order and pages are discovery.ranking's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf, log, log10, sqrt
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

import pandas as pd
from django.db.models import Case, F, FloatField, Max, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Exp, Floor, Greatest, Ln, Power

from discovery.models import Campaign
from scoring.formulas import fit as fits
from scoring.formulas import sweet_spot as bells
from scoring.formulas.curves import HAIR
from scoring.formulas.params import PARAMS, Params
from scoring.models import AccountScore

Rows = TypeVar("Rows", bound=QuerySet[Any])
Scores = QuerySet[AccountScore]
NAMES = ("sweet_centre", "sweet_width", "size_share")
# What the database computes, beside the stored columns of nearly the same names.
ASKED = {"sweet_spot": "asked_sweet_spot", "fit": "asked_fit"}
# exp() of less is an error in PostgreSQL long before it is a 0 there; at this it is 0.000 already.
LEAST_EXPONENT = -50.0
# So many of the most trusted accounts near the centre show how high a page of the best ones begins.
PROBED = 1_000
# Near: within the bell's width, where the sweet spot is 0.61 and more.
NEAR_WIDTHS = 1.0


@dataclass(frozen=True)
class SweetSpot:
    """The size that is wanted: centre in followers, width in powers of ten, and size's share of fit, 0 to 1."""

    centre: float
    width: float
    share: float

    @property
    def is_default(self) -> bool:
        """The method's own, by which fits are stored and indexed."""
        return self == default()

    @property
    def constants(self) -> dict[str, Any]:
        """Under the method's own names."""
        return dict(zip(NAMES, (self.centre, self.width, self.share), strict=True))

    @property
    def params(self) -> Params:
        return replace(PARAMS, **self.constants)

    @property
    def query(self) -> str:
        """As a search's address has it."""
        values = (_plain(self.centre), _plain(self.width), _plain(self.share))
        return urlencode(dict(zip(NAMES, values, strict=True)))

    def window(self, widths: float) -> tuple[float, float]:
        """The followers so many widths about the centre."""
        reach = widths * self.width
        return 10 ** (log10(self.centre) - reach), 10 ** (log10(self.centre) + reach)


def default() -> SweetSpot:
    """The method's own."""
    return SweetSpot(PARAMS.sweet_centre, PARAMS.sweet_width, PARAMS.size_share)


def asked_for(values: Mapping[str, Any]) -> SweetSpot:
    """What values under NAMES ask for; what is None or missing is the method's own."""
    own = default()
    centre, width, share = (values.get(name) for name in NAMES)
    return SweetSpot(
        own.centre if centre is None else float(centre),
        own.width if width is None else float(width),
        own.share if share is None else float(share),
    )


def of_campaign(campaign: Campaign) -> SweetSpot:
    """By which the campaign's accounts are ranked and shown."""
    return asked_for({name: getattr(campaign, name) for name in NAMES})


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


class Preset(NamedTuple):
    """A wish that a study suggests, and which one does."""

    label: str
    wanted: SweetSpot
    reason: str

    @property
    def query(self) -> dict[str, str | None]:
        """What its link puts in the address: nothing of what is the method's own."""
        wanted, own = self.wanted, default()
        pairs = zip(NAMES, (wanted.centre, wanted.width, wanted.share), (own.centre, own.width, own.share), strict=True)
        return {name: None if value == usual else _plain(value) for name, value, usual in pairs}


def presets() -> list[Preset]:
    """The method's own first."""
    own = default()
    return [
        Preset("Default", own, "The method’s own, house: no study finds a peak at exactly this size."),
        Preset("Smaller, 10K", replace(own, centre=10_000), "Revenue per follower falls with size (Beichert et al. 2024)."),
        # The middle of the range on the log scale, and half of it.
        Preset("50K to 750K", replace(own, centre=194_000, width=0.59), "Cost per like is lowest there (Wies, Bleier, Edeling 2023)."),
        Preset("Larger, 500K", replace(own, centre=500_000), "More followers raised the return in Leung et al. 2022."),
        Preset("Trust alone", replace(own, share=0), "Size does not count at all."),
    ]


# By the formulas


def show(scores: Iterable[AccountScore], wanted: SweetSpot) -> None:
    """Let these scores' fit and sweet_spot be what is wanted, for showing alone; they must not be saved."""
    shown = [score for score in scores if score.followers is not None]
    if wanted.is_default or not shown:
        return
    stored = pd.DataFrame([[score.followers, score.peer_trust, score.confidence] for score in shown], dtype=float)
    stored.columns = pd.Index(["followers", "peer_trust", "confidence"])
    stored["sweet_spot"] = bells.sweet_spot(stored["followers"], wanted.params)
    stored["fit"] = fits.fit(stored, wanted.params)["fit"]
    for score, sweet_spot, fit in zip(shown, stored["sweet_spot"], stored["fit"], strict=True):
        score.sweet_spot, score.fit = (None if pd.isna(value) else float(value) for value in (sweet_spot, fit))


# By the database


def annotated(rows: Rows, wanted: SweetSpot, to_score: str = "") -> Rows:
    """With asked_sweet_spot and asked_fit, NULL where the stored ones are; `to_score` leads from the rows to their scores."""
    sweet_spot = _sweet_spot(wanted, to_score)
    return rows.annotate(asked_sweet_spot=sweet_spot, asked_fit=_fit(wanted, to_score))


def _sweet_spot(wanted: SweetSpot, to_score: str) -> Case:
    """exp(-½ · ((log10 F - log10 centre) / width)²): the logarithms natural ones, and the square a product, for -x^2 is (-x)^2 there."""
    distance = (Ln(Cast(F(f"{to_score}followers"), FloatField())) - _float(log(wanted.centre))) / _float(wanted.width * log(10))
    bell = _rounded(Exp(Greatest(_float(-0.5) * distance * distance, _float(LEAST_EXPONENT))), PARAMS.share_places)
    return Case(When(**{f"{to_score}followers__gt": 0}, then=bell), output_field=FloatField())


def _fit(wanted: SweetSpot, to_score: str) -> Case:
    """As scoring.formulas.fit. GREATEST passes over NULLs, so that what is missing is asked for by itself."""
    trust, confidence = F(f"{to_score}peer_trust"), F(f"{to_score}confidence")
    trust_low = Greatest(_float(PARAMS.trust_floor), trust - _float(PARAMS.doubt_penalty) * (_float(1) - confidence))
    trust_factor = Power(trust_low / _float(100), _float(1 - wanted.share))
    size_factor = Power(Greatest(_sweet_spot(wanted, to_score), _float(PARAMS.sweet_floor)), _float(wanted.share))
    known = {f"{to_score}followers__gt": 0, f"{to_score}peer_trust__isnull": False}
    return Case(When(**known, then=_rounded(_float(100) * trust_factor * size_factor, PARAMS.fit_places)), output_field=FloatField())


def _float(number: float) -> Cast:
    """A double: what stands bare in SQL is a slow NUMERIC."""
    return Cast(Value(number), FloatField())


def _rounded(value: Combinable, places: int) -> Combinable:
    """Half up, as scoring.formulas.curves.rounded."""
    scale = _float(10.0**places)
    return Floor(value * scale + _float(0.5 + HAIR)) / scale


# The best first, without computing all


def bounded(scores: Scores, wanted: SweetSpot, column: str, size: int) -> Scores:
    """Scores that certainly hold the `size` best by asked fit or sweet spot of these, found in the indexes of trust and followers.

    All of them where the probe found too few; they stay to be ordered.
    """
    near = scores.filter(_followers(*wanted.window(NEAR_WIDTHS))).order_by(F("peer_trust").desc(nulls_last=True))
    found = sorted(near.values_list(ASKED[column], flat=True)[:PROBED], reverse=True)
    found = [value for value in found if value is not None]
    return at_least(scores, wanted, column, found[size - 1]) if len(found) >= size else scores


def at_least(scores: Scores, wanted: SweetSpot, column: str, value: float) -> Scores:
    """Narrowed to followers and trust without which none has so high an asked fit or sweet spot; some that have less stay."""
    if column == "sweet_spot":
        return scores.filter(_followers(*_sizes(wanted, value)))
    share = max(0.0, value - 10.0**-PARAMS.fit_places) / 100
    most_trust = max(PARAMS.trust_floor, AccountScore.objects.aggregate(most=Max("peer_trust"))["most"] or 0.0) / 100
    sweet = (share / most_trust ** (1 - wanted.share)) ** (1 / wanted.share) if wanted.share > 0 else 0.0
    if sweet > PARAMS.sweet_floor:
        scores = scores.filter(_followers(*_sizes(wanted, min(1.0, sweet))))
    trust = 100 * share ** (1 / (1 - wanted.share)) if wanted.share < 1 else 0.0
    return scores.filter(peer_trust__gte=trust) if trust > PARAMS.trust_floor else scores


def _sizes(wanted: SweetSpot, sweet_spot: float) -> tuple[float, float]:
    """Between which followers the sweet spot, rounded, is so high."""
    raw = sweet_spot - 10.0**-PARAMS.share_places
    return wanted.window(sqrt(-2 * log(raw))) if raw > 0 else (0.0, inf)


def _followers(least: float, most: float) -> Q:
    return Q(followers__gte=int(least)) & (Q(followers__lte=int(most) + 1) if most < 2**62 else Q())
