"""The form in which a person says how a draft's file is to be read, where that was found wrongly. uploads.reread does what it says."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from discovery.importing.formats.files import NO_HEADER, FileFormat, FormatChoice, Kind

DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, little-endian",
    "utf-16-be": "UTF-16, big-endian",
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "latin_1": "Latin-1 (ISO 8859-1)",
    "iso8859_2": "Latin-2 (ISO 8859-2)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "mac_roman": "Western European (Mac)",
    "shift_jis": "Japanese (Shift-JIS)",
    "cp949": "Korean (cp949)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
}
FIND: Final = ("", "find it")
APART, AS_TEXT = "", "text"
LARGEST_LINE: Final = 10_000


class FormatForm(forms.Form):
    """How the file is read, as it is now; of what does not concern this kind of file there is no field.

    With another delimiter or sheet the header is looked for anew, unless its line is said too.
    """

    sheet = forms.ChoiceField(required=False, label="Sheet")
    encoding = forms.ChoiceField(required=False, label="Characters are written in")
    delimiter = forms.ChoiceField(required=False, label="Columns are separated by", choices=[FIND, *DELIMITERS.items()])
    header_line = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST_LINE,
        label="Column names on line",
        help_text="0 where the file has none; empty to find them.",
    )

    objects = forms.ChoiceField(
        required=False, label="Objects in cells", choices=[(APART, "are taken apart into columns"), (AS_TEXT, "stay as they came")]
    )

    def __init__(self, file_format: FileFormat, data: Any = None) -> None:
        self.file_format = file_format
        names = ("sheet", "encoding", "delimiter", "header_line")
        initial = {name: getattr(file_format, name) for name in names}
        super().__init__(data, initial={**initial, "objects": APART if file_format.objects_apart else AS_TEXT})
        encodings = ENCODINGS if file_format.encoding in ENCODINGS else {file_format.encoding: file_format.encoding, **ENCODINGS}
        self.fields["encoding"].choices = [FIND, *encodings.items()]  # type: ignore[attr-defined]
        self.fields["sheet"].choices = [FIND, *((sheet.name, _said(sheet.name, sheet.is_hidden)) for sheet in file_format.sheets)]  # type: ignore[attr-defined]
        for name in _without(file_format):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        if not self.fields:
            raise ValidationError("There is nothing to choose: the file says itself how it is written.")
        return self.cleaned_data

    def choice(self) -> FormatChoice:
        typed = self.cleaned_data
        line = typed["header_line"]
        if {"delimiter", "sheet"}.intersection(self.changed_data) and "header_line" not in self.changed_data:
            line = None
        header_line = 0 if line is None else line or NO_HEADER
        named = {name: typed.get(name, "") for name in ("encoding", "delimiter", "sheet")}
        return FormatChoice(header_line=header_line, objects_as_text=typed.get("objects") == AS_TEXT, **named)


def _said(name: str, is_hidden: bool) -> str:
    return f"{name} (hidden)" if is_hidden else name


def _without(file_format: FileFormat) -> list[str]:
    """The fields that such a file has no use for."""
    of_kind = {
        Kind.TEXT: ["sheet"],
        Kind.WORKBOOK: ["encoding", "delimiter"],
        Kind.JSON: ["sheet", "encoding", "delimiter", "header_line"],
    }
    return [*of_kind[file_format.kind], *([] if file_format.objects else ["objects"])]
