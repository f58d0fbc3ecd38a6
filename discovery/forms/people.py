"""Forms about people: inviting somebody, their role, joining, and what one is called.

What may not be, as a second person of one address or a team without an admin, is for discovery.people to refuse.
"""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from discovery.models import User
from discovery.models.people import Role

ROLES_HELP = (
    "Viewers look at creators and at what is shared with them. Marketers also run campaigns. Admins see everything, import lists "
    "and look after people."
)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in reversed(Role)], help_text=ROLES_HELP)


class InviteForm(RoleForm):
    email = forms.EmailField(max_length=254, label="Email address", widget=forms.EmailInput({"autocomplete": "off"}))

    field_order = ["email", "role"]


class NameForm(forms.Form):
    name = forms.CharField(max_length=150, label="Your name", widget=forms.TextInput({"autocomplete": "name"}))

    def clean_name(self) -> str:
        """On one line: it stands in subjects of mails."""
        return " ".join(self.cleaned_data["name"].split())


class JoinForm(NameForm, SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The name and the password of somebody who accepts an invitation."""

    field_order = ["name"]

    def __init__(self, data: Any, *, email: str) -> None:
        super().__init__(User(email=email), data)
        self.fields["new_password1"].label = "Password"
        self.fields["new_password1"].help_text = "At least 8 characters, not digits alone, and none that many people use."
        self.fields["new_password2"].label = "Password once more"
        self.fields["new_password2"].help_text = ""
