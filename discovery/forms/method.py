"""The form of the method's weights and cuts, and presets of the cuts; which of them make a method is scoring.method's to say."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms

from discovery.filters import CountField
from scoring.formulas.params import FULL_WEIGHT, PARAMS, PARTS, Params
from scoring.method import CHOSEN
from scoring.models import Tier
from scoring.words.scores import LABELS

# More than anybody has, and less than would lose digits on its way.
MOST_FOLLOWERS = 10_000_000_000


class Cuts(NamedTuple):
    """A preset of the tiers' cuts, and whose it is."""

    label: str
    cuts: Mapping[str, float]
    source: str


PRESETS = {
    "house": Cuts(
        "House",
        {"micro_from": PARAMS.micro_from, "macro_from": PARAMS.macro_from, "celebrity_from": PARAMS.celebrity_from},
        "the release’s own: micro reaches from a few thousand to a few hundred thousand",
    ),
    "industry": Cuts(
        "Industry",
        {"micro_from": 10_000, "macro_from": 100_000, "celebrity_from": 1_000_000},
        "the most common cuts, 10k / 100k / 500k / 1M (Later × Fohr 2021); macro here holds their mid-tier and macro",
    ),
}


class MethodForm(forms.Form):
    """All of scoring.method.CHOSEN, and why."""

    note = forms.CharField(
        max_length=150,
        label="Why?",
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="It stands on the method’s page for everybody.",
    )

    def __init__(self, data: Any = None, *, current: Params, preset: str = "") -> None:
        initial = {name: getattr(current, name) for name in CHOSEN} | dict(PRESETS[preset].cuts if preset in PRESETS else {})
        super().__init__(data, initial=initial)
        weights = {f"{part}_weight": forms.IntegerField(label=str(LABELS[part]), min_value=0, max_value=FULL_WEIGHT) for part in PARTS}
        cuts = {
            f"{tier}_from": CountField(label=f"{tier.label} from", max_length=30, min_value=1, max_value=MOST_FOLLOWERS)
            for tier in (Tier.MICRO, Tier.MACRO, Tier.CELEBRITY)
        }
        self.fields = {**weights, **cuts, "note": self.fields["note"]}

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"{part}_weight"] for part in PARTS]

    @property
    def cuts(self) -> list[forms.BoundField]:
        return [self[name] for name in CHOSEN if name.endswith("_from")]

    @property
    def chosen(self) -> dict[str, float]:
        """Of a valid form."""
        return {name: self.cleaned_data[name] for name in CHOSEN}
