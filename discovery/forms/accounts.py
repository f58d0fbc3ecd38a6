"""Forms about accounts: which other one is the same person's, which flag is dismissed and why, which are compared."""

from django import forms

from discovery.forms.fields import IdsField
from discovery.models import Account
from scoring.formulas.kinds import KINDS

# More do not fit side by side.
MOST_COMPARED = 10


class CompareForm(forms.Form):
    """Accounts to be shown side by side."""

    account = IdsField()

    def clean_account(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["account"]
        count = len(set(chosen))
        if count > MOST_COMPARED:
            raise forms.ValidationError(f"At most {MOST_COMPARED} accounts fit side by side, and {count} were selected. Select fewer.")
        return chosen


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
