"""Forms of the import wizard: the upload, and what each column of a draft is. What they say is saved by discovery.lists."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from discovery.importing.dates import believable
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import CreatorList, Platform

PASTED_CHARACTERS = 1_000_000


class UploadForm(forms.Form):
    """A file or pasted rows, exactly one of the two, and who states their numbers."""

    file = forms.FileField(
        required=False,
        label="Creator list",
        help_text="Text (CSV, TSV, semicolons), a workbook (XLSX, XLSB, XLS, ODS) or JSON: an array of objects, or one on each line.",
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
    """What each column of a draft is, and what is said of rows that name no platform or day."""

    platform = forms.ChoiceField(required=False, label="Platform", choices=[("", "as each row says"), *Platform.choices])
    taken_on = forms.DateField(
        required=False,
        label="Day of the counts",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="For rows without a date.",
    )

    def __init__(self, creator_list: CreatorList, data: Any = None) -> None:
        self.creator_list = creator_list
        self.mapping = Mapping.from_json(creator_list.mapping)
        super().__init__(data, initial={"platform": creator_list.platform, "taken_on": creator_list.taken_on})
        for index, name in enumerate(creator_list.file_format["columns"]):
            chosen = self.mapping.fields.get(index, Field.EXTRA)
            self.fields[f"column_{index}"] = forms.ChoiceField(label=name, choices=Field.choices, initial=chosen.value)

    def clean_taken_on(self) -> date | None:
        day: date | None = self.cleaned_data["taken_on"]
        try:
            return believable(day, timezone.localdate()) if day else None
        except ValueError as error:
            raise ValidationError(f"This day {error}.") from error

    def column_fields(self) -> list[forms.BoundField]:
        """The columns' own fields, in the file's order."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    def chosen(self) -> Mapping:
        """The fields as they were typed."""
        columns = range(len(self.creator_list.file_format["columns"]))
        return replace(self.mapping, fields={index: Field(self.cleaned_data[f"column_{index}"]) for index in columns})
