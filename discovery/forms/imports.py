"""Forms of the import wizard: the upload, and what each column of a draft is. What they say is saved by discovery.lists."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from discovery.importing.cells.dates import believable
from discovery.importing.conventions.readings import Reading, with_choice
from discovery.importing.fields import Field
from discovery.importing.mapping import CONFIRMED, Mapping, Shape
from discovery.models import CreatorList, Platform

PASTED_CHARACTERS = 1_000_000
# Says that the form was sent with its marks of what is right, be none of them set.
CONFIRMS = "confirms"


class UploadForm(forms.Form):
    """A file or pasted rows, exactly one of the two, and who states their numbers."""

    file = forms.FileField(
        required=False,
        label="Creator list",
        help_text="Text (CSV, TSV, semicolons), a workbook (XLSX, XLSB, XLS, ODS) or JSON: objects in an array, on lines or by key.",
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx,.xlsb,.xls,.ods,.json,.jsonl,.ndjson,text/csv,text/plain"}),
        allow_empty_file=True,
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        max_length=PASTED_CHARACTERS,
        label="Or paste rows",
        help_text="Cells copied from a spreadsheet, with their column names, or handles and profile addresses alone, one a line.",
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "autocomplete": "off", "class": "pasted"}),
        error_messages={"max_length": "That is too much to paste: save it as a file and upload that."},
    )
    source = forms.CharField(
        max_length=100,
        widget=forms.TextInput({"list": "known-sources", "autocomplete": "off"}),
        help_text="Who states the numbers: a data provider, an agency, your own research. Every number keeps it.",
    )

    def __init__(self, *args: Any, max_bytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_bytes = max_bytes

    def clean_file(self) -> "File[bytes] | None":
        file: File[bytes] | None = self.cleaned_data["file"]
        if file and file.size > self.max_bytes:
            raise ValidationError(f"The file is larger than {filesizeformat(self.max_bytes)}. Split it and import the pieces.")
        return file

    def clean(self) -> dict[str, Any]:
        has_file, has_text = self.cleaned_data.get("file") is not None, bool(self.cleaned_data.get("pasted", "").strip())
        if has_file and has_text:
            self.add_error("pasted", "Choose a file or paste rows, not both: empty this field, or choose no file.")
        elif not has_file and not has_text and not self.errors:
            self.add_error("file", "Choose a file, or paste rows below.")
        return self.cleaned_data


class MappingForm(forms.Form):
    """What each column of a draft is and how it is read, what a row is, and what is said of rows that name no platform or day.

    A part that is not sent at all stays as it is chosen.
    """

    shape = forms.ChoiceField(required=False, label="What a row is", choices=Shape.choices)
    platform = forms.ChoiceField(required=False, label="Platform", choices=[("", "as each row says"), *Platform.choices])
    taken_on = forms.DateField(
        required=False,
        label="Day of the counts",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="For rows without a date.",
    )

    account = forms.CharField(
        required=False,
        max_length=100,
        label="Account",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="Its handle, where all rows are of one account that no column names.",
    )

    def __init__(self, creator_list: CreatorList, readings: Sequence[Reading], data: Any = None) -> None:
        self.creator_list = creator_list
        self.readings = readings
        self.mapping = Mapping.from_json(creator_list.mapping)
        initial = {"platform": creator_list.platform, "taken_on": creator_list.taken_on, "shape": self.mapping.shape}
        initial |= {"account": self.mapping.account}
        super().__init__(data, initial=initial)
        for index, name in enumerate(creator_list.file_format["columns"]):
            chosen = self.mapping.fields.get(index, Field.EXTRA)
            self.fields[f"column_{index}"] = forms.ChoiceField(label=name, choices=Field.choices, initial=chosen.value)
            self.fields[f"platform_{index}"] = forms.ChoiceField(
                required=False,
                label=f"Platform of {name}",
                choices=[("", "of the row’s account"), *((value, f"on {label}") for value, label in Platform.choices)],
                initial=self.mapping.platforms.get(index, ""),
                widget=forms.Select({"aria-label": f"Platform of {name}"}),
            )
        self.fields[CONFIRMED] = forms.TypedMultipleChoiceField(
            required=False, coerce=int, choices=[(str(index), name) for index, name in enumerate(creator_list.file_format["columns"])]
        )
        for reading in readings:
            self.fields[_name(reading)] = _reading_field(reading, creator_list.file_format["columns"][reading.column])

    def ask_for(self, unsaid: Set[str]) -> None:
        """Show which of the fields about the whole list wait for an answer."""
        if "platform" in unsaid:
            self.fields["platform"].choices = [("", "choose it …"), *Platform.choices]  # type: ignore[attr-defined]  # a ChoiceField
        for name in unsaid:
            self.fields[name].widget.attrs["class"] = "is-asked"

    def clean_taken_on(self) -> date | None:
        day: date | None = self.cleaned_data["taken_on"]
        try:
            return believable(day, timezone.localdate()) if day else None
        except ValueError as error:
            raise ValidationError(f"This day {error}.") from error

    def column_field(self, index: int) -> forms.BoundField:
        return self[f"column_{index}"]

    def platform_field(self, index: int) -> forms.BoundField:
        return self[f"platform_{index}"]

    def reading_fields(self, index: int) -> list[tuple[Reading, forms.BoundField]]:
        """How the column's values are read where they could be read two ways, each with its choice."""
        return [(reading, self[_name(reading)]) for reading in self.readings if reading.column == index]

    def chosen(self) -> Mapping:
        """The mapping as it was typed."""
        columns = range(len(self.creator_list.file_format["columns"]))
        mapping = replace(
            self.mapping,
            fields={index: Field(self.cleaned_data[f"column_{index}"]) for index in columns},
            shape=Shape(self.cleaned_data["shape"] or self.mapping.shape),
            account=self.cleaned_data["account"].strip() if "account" in self.data else self.mapping.account,
            platforms={index: platform for index in columns if (platform := self._sent(f"platform_{index}"))},
        )
        if (day := self.data.get("day_column", "")).isdecimal() and int(day) in columns:
            # Beside the day columns are offered for it, each with one click.
            mapping = replace(mapping, fields={**mapping.fields, int(day): Field.TAKEN_ON})
        if CONFIRMS in self.data:
            # Of a column that was taken for another thing since, nothing is said.
            same = {index for index in columns if mapping.fields[index] == self.mapping.fields.get(index, Field.EXTRA)}
            kept = frozenset(same.intersection(self.cleaned_data[CONFIRMED]))
            mapping = replace(mapping, confirmed=kept)
        for reading in self.readings:
            if _name(reading) in self.data:
                mapping = with_choice(mapping, reading.column, reading.kind, self.cleaned_data[_name(reading)])
        return mapping

    def _sent(self, name: str) -> str:
        """What was typed, or what is chosen already where the form sent was without this part."""
        return str(self.cleaned_data[name] if name in self.data else self.fields[name].initial)


def _name(reading: Reading) -> str:
    return f"reading_{reading.column}_{reading.kind}"


def _reading_field(reading: Reading, column: str) -> forms.ChoiceField:
    """A choice of the ways to read a column; that nothing is chosen is one too."""
    found = dict(reading.options).get(reading.value, "") if not reading.is_chosen else ""
    nothing = f"as found: {found}" if found else "as the values show" if reading.is_chosen else f"choose: until then {reading.unanswered}"
    return forms.ChoiceField(
        required=False,
        choices=[("", nothing), *reading.options],
        initial=reading.value if reading.is_chosen else "",
        widget=forms.Select({"aria-label": f"How {column} is read", "class": "w-auto"}),
    )
