"""Forms of shortlists and their entries, and for adding accounts to one.

Names within a campaign are settled by the database when discovery.shortlists saves them, not here.
"""

from typing import Any

from django import forms

from discovery.forms.fields import AmountField, IdsField
from discovery.models import Entry, Shortlist, User


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
