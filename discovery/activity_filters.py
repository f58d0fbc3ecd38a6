"""Which lines of the activity log are asked for: the filters of its page and its export, as a form over the address.

Nothing is silently ignored: a name or a value it does not know is an error of the form.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from discovery.activity import KINDS
from discovery.models import Campaign, User
from discovery.models.activity import ActivityQuerySet

LARGEST_ID = 2**63 - 1


class ActivityFilters(forms.Form):
    """Filters AND each other. `before` is a place in the log, not a filter: the id that a page's lines are older than."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        label="By",
        empty_label="Anybody",
        error_messages={"invalid_choice": "There is no such person."},
    )
    kind = forms.ChoiceField(
        choices=[("", "Everything"), *KINDS.items()],
        required=False,
        label="About",
        error_messages={"invalid_choice": "There is no kind “%(value)s”."},
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, empty_label="Any", error_messages={"invalid_choice": "There is no such campaign."}
    )
    from_day = forms.DateField(required=False, label="From", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    to_day = forms.DateField(required=False, label="To", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, people: QuerySet[User], campaigns: QuerySet[Campaign] | None = None) -> None:
        """Who may be chosen; without `campaigns` there is no filter by campaign."""
        super().__init__(data)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # the stubs know a plain Field alone
        if campaigns is None:
            del self.fields["campaign"]
        else:
            self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        for name in self.data:
            if name not in self.fields:
                known = ", ".join(field for field in self.fields if field != "before")
                self.add_error(None, f"There is no filter “{name}”. Known are {known}.")
        first, last = self.cleaned_data.get("from_day"), self.cleaned_data.get("to_day")
        if first and last and first > last:
            self.add_error("to_day", "The last day is before the first: swap the two.")
        return self.cleaned_data

    def narrow(self, activities: ActivityQuerySet) -> ActivityQuerySet:
        """Those of the activities that a valid form asks for."""
        asked = self.cleaned_data
        wanted = {
            "actor": asked["person"],
            "action__startswith": f"{asked['kind']}." if asked["kind"] else None,
            "campaign": asked.get("campaign"),
            "at__gte": asked["from_day"] and _moment(asked["from_day"], time.min),
            "at__lte": asked["to_day"] and _moment(asked["to_day"], time.max),
        }
        return activities.filter(**{lookup: value for lookup, value in wanted.items() if value})


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
