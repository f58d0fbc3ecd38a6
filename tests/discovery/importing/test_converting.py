"""A workbook is converted in a process that has no secret; one that takes more memory, time or disk than there is for it harms nobody."""

import logging
import sys
import zipfile
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any

import pytest

from discovery.importing.formats import converting, workbooks
from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.files import FOUND, FileFormat, FileProblem, FormatChoice, Kind, RawRow
from discovery.importing.formats.tables import as_table
from tests.discovery.importing.lists import sheets

LIST: list[list[Any]] = [["Handle", "Füllung"], ["anna", 1200], ["bert", "9,5 ‰ “half”"]]
# As far as reading the table goes.
PLAIN = FileFormat("utf-8", ",", 1, ("Handle", "Füllung"), kind=Kind.WORKBOOK)
BOOK = sheets(Other=[["note"]], List=LIST)


def converted_elsewhere(content: bytes, choice: FormatChoice = FOUND) -> tuple[FileFormat, list[RawRow]]:
    with as_table(BytesIO(content), choice) as (file_format, table):
        return file_format, list(read_rows(table, file_format))


def grown(rows: int) -> bytes:
    """A small file that is a large workbook."""
    row = "<row>" + '<c t="str"><v>anna the great</v></c>' * 8 + "</row>"
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            head, _, _ = text.partition("<sheetData")
            new.writestr(name, f"{head}<sheetData>{row * rows}</sheetData></worksheet>" if name.endswith("sheet2.xml") else text)
    return file.getvalue()


def test_it_is_what_it_would_be_here() -> None:
    with TemporaryFile() as table:
        here = workbooks.convert(BytesIO(BOOK), table, FormatChoice(sheet="List")), list(read_rows(table, PLAIN))
    assert converted_elsewhere(BOOK, FormatChoice(sheet="List")) == here
    assert [row.cells for row in here[1]] == [["anna", "1200"], ["bert", "9,5 ‰ “half”"]]


def test_a_workbook_without_a_list_is_told_why() -> None:
    with pytest.raises(FileProblem, match="“Other” has a header but no row below it"):
        converted_elsewhere(BOOK, FormatChoice(sheet="Other", header_line=1))


def test_the_limits_of_this_process_are_its_limits(settings: Any) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = 5
    assert any("more than 5 characters" in row.problem for row in converted_elsewhere(BOOK)[1])


@pytest.mark.parametrize(("limit", "most"), [("AS", 200 * 1024 * 1024), ("CPU", 1), ("FSIZE", 64 * 1024)])
def test_a_workbook_that_takes_too_much_is_refused(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {**converting.limits(), limit: most}
    monkeypatch.setattr(converting, "limits", lambda: limits)
    with pytest.raises(FileProblem, match="more memory or time"):
        converted_elsewhere(grown(100_000))


def test_the_same_workbook_is_read_within_the_limits() -> None:
    assert len(converted_elsewhere(grown(100_000))[1]) == 99_999


def test_one_that_keeps_it_waiting_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "SECONDS", 0.01)
    with pytest.raises(FileProblem, match="more memory or time"):
        converted_elsewhere(BOOK)


def test_it_is_handed_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "nobody's")
    monkeypatch.setattr(converting, "COMMAND", (sys.executable, "-c", "import json, os; print(json.dumps({'problem': str(os.environ)}))"))
    with pytest.raises(FileProblem) as told:
        converted_elsewhere(BOOK)
    assert "IMPORT_MAX_ROWS" in str(told.value)
    assert "SECRET_KEY" not in str(told.value)


def test_an_error_of_our_own_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(converting, "COMMAND", (*converting.COMMAND[:-1], "no_such_command"))
    with caplog.at_level(logging.ERROR), pytest.raises(FileProblem, match="is broken"):
        converted_elsewhere(BOOK)
    assert "no_such_command" in caplog.text
