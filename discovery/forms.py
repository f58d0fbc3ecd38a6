"""Forms of campaigns, shortlists, entries and API tokens: what may be typed, and the sentence for what may not.

Names within a campaign are settled by the database when discovery.shortlists saves them, not here.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format

from discovery.brands import WHOSE
from discovery.filters import CountField
from discovery.models import Account, ApiToken, Brand, Campaign, Entry, Shortlist, User
from discovery.models.campaigns import LEAST_CENTRE, LEAST_WIDTH, MOST_CENTRE, MOST_WIDTH
from discovery.sweet_spots import default
from discovery.tokens import DEFAULT_DAYS, LIFETIMES
from scoring.formulas.kinds import KINDS

CURRENCIES = (
    *("EUR", "USD", "GBP", "AED", "ARS", "AUD", "BDT", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "GHS"),
    *("HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KES", "KRW", "KZT", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR"),
    *("PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "VND", "ZAR"),
)


class AmountField(forms.DecimalField):
    """An amount of money, at least 0, as people type it: 1,500 or 1500.50. Blank is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 14, "decimal_places": 2, "required": False, "localize": True} | options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        # Django drops every separator: a European's 12,50 would be stored as 1250.
        if isinstance(value, str) and _misgrouped(value):
            raise ValidationError("Write decimals with a point: 1500.50, or 1,500.50.", code="grouping")
        return super().to_python(value)


def _misgrouped(text: str) -> bool:
    """Whether a thousands separator stands where no three digits follow it."""
    separator = re.escape(get_format("THOUSAND_SEPARATOR"))
    return re.search(rf"{separator}(?!\d{{3}}(?!\d))", text.strip()) is not None


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


class ShortlistForm(forms.Form):
    name = forms.CharField(max_length=200, label="Shortlist’s name", widget=forms.TextInput({"autocomplete": "off"}))


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """One row of a shortlist. Its fields stand in cells outside the <form> and name it by `form_id`."""

    note = forms.CharField(required=False, max_length=2_000, widget=forms.Textarea({"rows": 2, "cols": 26}))
    cost = AmountField(widget=forms.TextInput({"size": 8}))

    class Meta:
        model = Entry
        fields = ["status", "note", "cost"]

    def __init__(self, data: Any = None, *, instance: Entry) -> None:
        super().__init__(data, instance=instance, auto_id=f"entry-{instance.pk}-%s")
        # As wide as its longest status: a full table would squeeze it.
        self.fields["status"].widget.attrs["class"] = "w-auto"
        self.form_id = f"entry-{instance.pk}-form"
        for name, field in self.fields.items():
            field.widget.attrs |= {"form": self.form_id, "aria-label": f"{name.title()} of {instance.account.label}"}


class IdsField(forms.Field):
    """Ids repeated under one name, as checkboxes send them: a list of integers, one or more."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": "Select at least one row.",
        "invalid": "One of the selected rows could not be read. Select them again.",
    }

    def to_python(self, value: Any) -> list[int]:
        texts = [str(text) for text in value or []]
        if not all(_is_id(text) for text in texts):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(text) for text in texts]


def _is_id(text: str) -> bool:
    """Whether it is a number that fits the database's 64 bits."""
    return text.isascii() and text.isdigit() and len(text) < 19


class AddForm(forms.Form):
    """Accounts for one of the shortlists that the person may change."""

    account = IdsField()
    shortlist = forms.ModelChoiceField(
        Shortlist.objects.none(),
        error_messages={"required": "Choose a shortlist.", "invalid_choice": "That shortlist is not there any more. Choose another."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        shortlists = Shortlist.objects.editable_by(user).select_related("campaign")
        self.fields["shortlist"].queryset = shortlists  # type: ignore[attr-defined]
        self.fields["shortlist"].label_from_instance = lambda shortlist: f"{shortlist.campaign} / {shortlist}"  # type: ignore[attr-defined]


class SelectionForm(forms.Form):
    """Some of a shortlist's entries."""

    entry = IdsField()


class StatusForm(SelectionForm):
    status = forms.ChoiceField(choices=Entry.Status.choices)


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """What an API token is for, and how long it lasts."""

    days = forms.TypedChoiceField(
        coerce=int,
        label="Expires after",
        choices=[(str(days), label) for days, label in LIFETIMES.items()],
        initial=str(DEFAULT_DAYS),
        help_text="Then it stops working. Choose no longer than you need it.",
    )

    class Meta:
        model = ApiToken
        fields = ["name"]
        widgets = {"name": forms.TextInput({"autocomplete": "off", "placeholder": "Nightly export"})}


class OtherAccountForm(forms.Form):
    """Another account, named on the page of one."""

    other = forms.ModelChoiceField(Account.objects.all())


class FlagForm(forms.Form):
    """Which flag of an account: its kind and days."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], widget=forms.HiddenInput)
    from_day = forms.DateField(widget=forms.HiddenInput)
    to_day = forms.DateField(widget=forms.HiddenInput)


class DismissForm(FlagForm):
    reason = forms.CharField(
        max_length=1_000,
        widget=forms.Textarea({"rows": 2}),
        label="Why is it innocent?",
        help_text="As: a giveaway in May. Everybody here sees it, with your name.",
        error_messages={"required": "Say why it is innocent: others will read it."},
    )
