"""Forms on an account's page: which other account is the same person's, which flag is dismissed and why."""

from django import forms

from discovery.models import Account
from scoring.formulas.kinds import KINDS


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
