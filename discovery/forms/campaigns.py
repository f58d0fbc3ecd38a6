"""Forms of campaigns and brands."""

from typing import Any

from django import forms

from discovery.brands import WHOSE
from discovery.filters import CountField
from discovery.forms.fields import AmountField
from discovery.models import Brand, Campaign
from discovery.models.campaigns import LEAST_CENTRE, LEAST_WIDTH, MOST_CENTRE, MOST_WIDTH
from discovery.sweet_spots import default

CURRENCIES = (
    *("EUR", "USD", "GBP", "AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "GHS"),
    *("HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KES", "KRW", "KZT", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR"),
    *("PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "VND", "ZAR"),
)


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    brand = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "known-brands", "autocomplete": "off"}),
        help_text="Your client, or your own brand. It groups campaigns; a new name makes a new one.",
    )
    goal = forms.CharField(
        required=False, max_length=5_000, widget=forms.Textarea({"rows": 3}), help_text="What it should bring, as you would brief it."
    )
    budget = AmountField(help_text="Leave empty if there is none yet.")
    currency = forms.ChoiceField(help_text="Amounts are not converted when you change it.")
    sweet_centre = CountField(
        required=False,
        max_length=30,
        min_value=LEAST_CENTRE,
        max_value=MOST_CENTRE,
        label="Wanted size: followers",
        help_text="The size this campaign wants, as 50K. Its accounts are ranked by it. Leave empty for the method’s own.",
    )
    sweet_width = forms.FloatField(
        required=False,
        min_value=LEAST_WIDTH,
        max_value=MOST_WIDTH,
        label="Wanted size: width",
        help_text="How far from it still counts, in powers of ten: at 0.6, accounts four times larger or smaller count 0.61.",
    )
    size_share = forms.FloatField(
        required=False,
        min_value=0,
        max_value=1,
        label="Wanted size: share",
        help_text="How much size counts in fit, 0 to 1; the rest is peer trust’s.",
    )

    class Meta:
        model = Campaign
        fields = ["name", "goal", "budget", "currency", "starts_on", "ends_on", "sweet_centre", "sweet_width", "size_share"]
        # A browser's date field wants ISO dates whatever the language.
        widgets = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in ("starts_on", "ends_on")}

    field_order = ["name", "brand"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["brand"] = self.instance.brand.name if self.instance.brand else ""
        own = default()
        for name, value in (("sweet_centre", f"{own.centre:,}"), ("sweet_width", own.width), ("size_share", own.share)):
            self.fields[name].widget.attrs |= {"placeholder": value, "autocomplete": "off"}
        codes = sorted({*CURRENCIES[3:], self.instance.currency} - {*CURRENCIES[:3]})
        self.fields["currency"].choices = [(code, code) for code in (*CURRENCIES[:3], *codes)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The end is before the start. Choose a later day.")
        return cleaned


class CampaignsForm(forms.Form):
    """Which campaigns a list is asked for; a name it does not know is an error."""

    whose = forms.ChoiceField(required=False, choices=list(WHOSE.items()))
    brand = forms.ModelChoiceField(Brand.objects.all(), required=False, empty_label="Any")

    def clean(self) -> dict[str, Any]:
        for name in self.data:
            if name not in self.fields:
                self.add_error(None, f"There is no filter “{name}”. Known are {', '.join(self.fields)}.")
        return self.cleaned_data


class BrandForm(forms.Form):
    name = forms.CharField(max_length=200, label="Brand’s name", widget=forms.TextInput({"autocomplete": "off"}))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
