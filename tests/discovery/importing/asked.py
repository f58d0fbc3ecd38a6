"""What is asked once of a column, and what an answer does, for the tests of such questions."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from discovery.importing.conventions.readings import Kind, Reading, readings
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Convention, Mapping
from discovery.importing.reader.rows import RowReader
from discovery.importing.records import Row
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import proposed
from tests.discovery.importing.read import DAY, TODAY, only


def answered(*cells: tuple[Field, str], **said: Any) -> Row:
    """One row of a list of these fields, with that answer for all of its columns."""
    fields = {index: field for index, (field, _) in enumerate(cells)}
    reader = RowReader(
        [field.label for field, _ in cells], Mapping(fields, chosen=dict.fromkeys(fields, Convention(**said))), "", DAY, TODAY
    )
    return only(reader.read(RawRow(2, [text for _, text in cells])))


def questions(kind: Kind, text: str, mapping: Mapping | None = None) -> list[Reading]:
    file_format, rows = table(text)
    found = readings(mapping or proposed(text).mapping, file_format, rows)
    return [reading for reading in found if reading.kind == kind]


def told(path: Path, *options: str) -> tuple[str, str]:
    """What the command says of a list of 2026, and its notes."""
    said, notes = StringIO(), StringIO()
    call_command("import_list", str(path), "--date", "2026-01-01", *options, stdout=said, stderr=notes)
    return said.getvalue(), notes.getvalue()
