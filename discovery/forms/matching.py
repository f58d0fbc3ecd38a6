"""The form in which a person says whose the rows of a page are. What it says is done by discovery.matching."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from discovery.importing.cells.addresses import is_address, read_address
from discovery.importing.cells.named import read_handle
from discovery.matching import Match, MatchRow
from discovery.models import Platform


class MatchForm(forms.Form):
    """For each row one of the suggested accounts, or a handle or address that was typed, which wins; rows with neither stay as they are."""

    def __init__(self, rows: Sequence[MatchRow], data: Any = None) -> None:
        super().__init__(data)
        self.rows = rows
        for row in rows:
            accounts = [("", "none of these"), *((str(account.pk), account) for account in row.suggestions)]
            self.fields[_account(row)] = forms.ChoiceField(
                required=False,
                label=f"Known accounts like {row.name}",
                choices=accounts,
                widget=forms.RadioSelect,
            )
            self.fields[_handle(row)] = forms.CharField(
                required=False,
                max_length=300,
                label=f"Handle or address of {row.name}",
                widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "placeholder": "@handle or address"}),
            )

    def clean(self) -> dict[str, Any]:
        for row in self.rows:
            typed = self.cleaned_data.get(_handle(row), "")
            try:
                if typed:
                    self.cleaned_data[_handle(row)] = _read(typed, row.platform)
            except ValueError as problem:
                self.add_error(_handle(row), ValidationError(f"“{typed}” {problem}."))
        if not self.errors and not self.matches():
            self.add_error(None, "Choose an account or type a handle for at least one row.")
        return self.cleaned_data

    def matches(self) -> list[Match]:
        """What was said, of rows of which something was."""
        return [match for row in self.rows if (match := self._match(row))]

    def fields_of(self, row: MatchRow) -> tuple[forms.BoundField, forms.BoundField]:
        """The suggestions' and the handle's."""
        return self[_account(row)], self[_handle(row)]

    def _match(self, row: MatchRow) -> Match | None:
        if typed := self.cleaned_data.get(_handle(row)):
            return Match(row.report.pk, *typed)
        chosen = self.cleaned_data.get(_account(row))
        accounts = (account for account in row.suggestions if str(account.pk) == chosen)
        return next((Match(row.report.pk, account.handle, account.external_id) for account in accounts), None)


def _account(row: MatchRow) -> str:
    return f"account_{row.report.pk}"


def _handle(row: MatchRow) -> str:
    return f"handle_{row.report.pk}"


def _read(text: str, platform: str) -> tuple[str, str]:
    """The handle and the id that the text names. ValueError says why it names nobody there."""
    if is_address(text):
        address = read_address(text)
        if address.platform != platform:
            raise ValueError(f"is not on {Platform(platform).label}")
        return address.handle, address.external_id
    handle = read_handle(text, platform)
    if not handle:
        raise ValueError("is a name, not a handle")
    return handle, ""
