"""The form of an API token."""

from django import forms

from discovery.models import ApiToken
from discovery.tokens import DEFAULT_DAYS, LIFETIMES


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
