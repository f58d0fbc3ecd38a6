"""Forms of a campaign's people: whom to share it with and how far, and to whom to hand it over.

They offer whom that makes sense for; whom it may be done for is decided by discovery.campaigns, which says why not.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from discovery.campaigns import possible_owners, possible_teammates
from discovery.models import Campaign, CampaignShare, User

EDIT, VIEW = "edit", "view"
LEVELS = ((VIEW, "View"), (EDIT, "View and edit"))


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """One of the team; only those who were given to `offer` stand in the select."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": "Choose a person.", "invalid_choice": "This person is not in the team any more. Choose another."}
        super().__init__(User.objects.all(), error_messages=errors, **options)

    def offer(self, people: QuerySet[User]) -> bool:
        """Whether there is anybody to choose."""
        names = [(person.pk, f"{person}, {person.get_role_display().lower()}") for person in people]
        self.choices = [("", "Choose …"), *names]
        return bool(names)


class ShareForm(forms.Form):
    person = PersonField()
    level = forms.ChoiceField(label="May", choices=LEVELS)

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        super().__init__(data)
        self.offered = self.fields["person"].offer(possible_teammates(campaign))  # type: ignore[attr-defined]  # a PersonField


class LevelForm(forms.Form):
    """How far a campaign is shared with one person."""

    level = forms.ChoiceField(choices=LEVELS)

    def __init__(self, data: Any = None, *, share: CampaignShare) -> None:
        super().__init__(data, auto_id=f"share-{share.pk}-%s", initial={"level": EDIT if share.may_edit else VIEW})
        self.share = share
        self.fields["level"].widget.attrs["aria-label"] = f"What {share.person} may do"


class OwnerForm(forms.Form):
    to = PersonField(label="New owner", help_text="A marketer or an admin. The owner until now can go on editing.")

    def __init__(self, data: Any = None, *, campaign: Campaign) -> None:
        super().__init__(data)
        self.offered = self.fields["to"].offer(possible_owners(campaign))  # type: ignore[attr-defined]  # a PersonField
