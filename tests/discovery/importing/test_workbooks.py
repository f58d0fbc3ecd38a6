"""Sheets come in as a person sees them: days, whole numbers, long ids and errors as text, merged cells, the best sheet of several."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from discovery.importing.conventions.readings import readings
from discovery.importing.formats.files import FileProblem, FormatChoice, Kind, Sheet
from discovery.importing.proposals.proposing import propose
from tests.discovery.importing.lists import converted, saved, sheets
from tests.discovery.importing.workbooks import HEADER, LIST, cells_of, respelt


def test_a_sheet_is_read_with_its_own_row_numbers() -> None:
    file_format, rows = converted(sheets(List=[["Top creators"], [], HEADER, ["anna", 1200], [], ["bert", 3400]]))
    assert (file_format.kind, file_format.sheet, file_format.header_line) == (Kind.WORKBOOK, "List", 3)
    assert file_format.columns == ("handle", "followers")
    assert [(row.line, row.cells) for row in rows] == [(4, ["anna", "1200"]), (6, ["bert", "3400"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1200, "1200"),
        (1200.5, "1200.5"),
        (0.1 + 0.2, "0.3"),
        (0.034, "0.034"),
        (1e-7, "0.0000001"),
        (2.5e11, "250000000000"),
        (9007199254740991, "9007199254740991"),
        (1.784140123456789e16, "17841401234567890"),
        ("17841401234567891", "17841401234567891"),
        (date(2022, 12, 31), "2022-12-31"),
        (datetime(2022, 12, 31, 8, 30), "2022-12-31 08:30:00"),  # noqa: DTZ001  # spreadsheets know no time zone
        (True, "TRUE"),
        ("#VALUE!", "#VALUE!"),
        ("#N/A", "#N/A"),
        ("one\ntwo, and “three”\r\n" * 50, "one\ntwo, and “three”\n" * 50),
        ("  spaced ", "  spaced "),
        ("007", "007"),
    ],
)
def test_a_cell_is_what_a_person_would_type(value: Any, text: str) -> None:
    assert cells_of(sheets(List=[["handle", "value", "more"], ["anna", value, "x"]])) == [["anna", text, "x"]]


def test_exact_digits_and_errors_stand_in_their_own_rows_and_columns() -> None:
    rows = [[f"user{number}", "#REF!" if number % 3 else str(17841400000000000 + number), str(number)] for number in range(1, 40_000)]
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("List")
    for row in [[], [], ["", "", "handle", "channel id", "followers"], *(["", "", row[0], row[1], int(row[2])] for row in rows)]:
        sheet.append(row)
    as_number = re.compile(r't="inlineStr"><is><t>(\d{17})</t></is>')
    assert cells_of(respelt(saved(workbook), lambda xml: as_number.sub(r't="n"><v>\1</v>', xml))) == rows


@pytest.mark.parametrize(
    ("value", "written", "text"),
    [
        (0.089, "0.0%", "8.9%"),
        (0.0891, "0%", "8.91%"),
        (0.07 + 0.02, "0.00%", "9%"),
        (1, "0%", "100%"),
        (0, "0%", "0%"),
        (1e-7, "0.00E+00%", "0.00001%"),
        (-0.05, "[Red]-0.0%;0.0%", "-5%"),
        # It stands there for the eye, and multiplies nothing.
        (8.9, '0.0" %"', "8.9"),
        (8.9, "0.0\\%", "8.9"),
        ("0.089", "0.0%", "0.089"),
        ("n/a", "0.0%", "n/a"),
        ("#DIV/0!", "0.0%", "#DIV/0!"),
    ],
)
def test_percentages_come_as_they_are_shown(value: Any, written: str, text: str) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in [], ["", "handle", "ER", "followers"], ["", "anna", value, 1200], ["", "bert", 0.5, 3400], ["", "cleo", value, 5]:
        sheet.append(row)
    sheet["C3"].number_format = sheet["C5"].number_format = written
    assert cells_of(saved(workbook)) == [["anna", text, "1200"], ["bert", "0.5", "3400"], ["cleo", text, "5"]]


def test_nobody_is_asked_how_cells_shown_as_percentages_are_meant() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in [*HEADER, "ER"], ["anna", 1200, 0.089], ["bert", 3400, 0.034]:
        sheet.append(row)
    for written, asked in ("General", ["percent"]), ("0.0%", []):
        sheet["C2"].number_format = sheet["C3"].number_format = written
        file_format, rows = converted(saved(workbook))
        mapping = propose(file_format, rows, "list.xlsx", date(2022, 12, 31)).mapping
        assert [reading.kind for reading in readings(mapping, file_format, rows)] == asked


def test_a_formula_shown_as_a_percentage_and_how_other_programs_spell_it() -> None:
    workbook = Workbook()
    for row in ["handle", "ER", "followers"], ["anna", 0.089, 1200]:
        workbook.worksheets[0].append(row)
    workbook.worksheets[0]["B2"].number_format = "0.0%"
    spelt = [
        lambda xml: xml.replace("<v>0.089</v>", "<f>C2/100</f><v>0.089</v>"),
        lambda xml: re.sub('<c r="B2" s="(.)" t="n">', r'<c s="\1" r="B2">', xml),
        lambda xml: re.sub("<(/?)(c|v|row|sheetData|worksheet)(?=[ >])", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x="),
    ]
    for spell in spelt:
        assert respelt(saved(workbook), spell) != respelt(saved(workbook), str)
        assert cells_of(respelt(saved(workbook), spell)) == [["anna", "8.9%", "1200"]]


def test_the_sheet_with_the_most_rows_of_a_table_is_taken() -> None:
    notes = [[f"Note {number}: ask Anna about this one."] for number in range(50)]
    content = sheets(Notes=notes, Short=LIST[:2], List=LIST, Empty=[])
    file_format, rows = converted(content)
    assert (file_format.sheet, len(rows)) == ("List", 2)
    assert [(sheet.name, sheet.rows) for sheet in file_format.sheets] == [("Notes", 50), ("Short", 1), ("List", 2), ("Empty", 0)]
    file_format, rows = converted(content, FormatChoice(sheet="Short"))
    assert (file_format.sheet, len(rows)) == ("Short", 1)
    with pytest.raises(FileProblem, match="no sheet called “Prices”"):
        converted(content, FormatChoice(sheet="Prices"))


def test_hidden_sheets_are_left_out_and_named() -> None:
    workbook = Workbook()
    workbook.worksheets[0].append(["handle"])
    workbook.worksheets[0].append(["anna"])
    hidden = workbook.create_sheet("Old prices")
    for row in LIST * 10:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    file_format, rows = converted(saved(workbook))
    assert [row.cells for row in rows] == [["anna"]]
    assert file_format.sheets == (Sheet("Sheet", 1, is_hidden=False), Sheet("Old prices", 0, is_hidden=True))
    file_format, _ = converted(saved(workbook), FormatChoice(sheet="Old prices"))
    assert file_format.sheet == "Old prices"
    workbook.worksheets[0].delete_rows(1, 2)
    with pytest.raises(FileProblem, match="Hidden sheets were left out: “Old prices”"):
        converted(saved(workbook))


@pytest.mark.parametrize("is_merged", [True, False])
def test_groups_above_the_header_are_part_of_the_names(is_merged: bool) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Our creators, spring"])
    groups = ["", "Instagram", "", "TikTok", "", "YouTube", "", ""]
    sheet.append(groups if is_merged else ["", *["Instagram"] * 2, *["TikTok"] * 2, *["YouTube"] * 2, ""])
    sheet.append(["Name", "Followers", "ER", "Followers", "ER", "Followers", "ER", "Email"])
    sheet.append(["Anna", 1, 2, 3, 4, 5, 6, "anna@example.com"])
    if is_merged:
        for cells in ("A1:H1", "B2:C2", "D2:E2", "F2:G2"):
            sheet.merge_cells(cells)
    file_format, rows = converted(saved(workbook))
    assert (file_format.header_line, file_format.header_rows) == (3, 2)
    assert file_format.columns == (
        "Name",
        *("Instagram Followers", "Instagram ER", "TikTok Followers", "TikTok ER", "YouTube Followers", "YouTube ER"),
        "Email",
    )
    assert [row.line for row in rows] == [4]


def test_what_stands_in_a_cell_over_several_rows_stands_in_each() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in ("name", "platform", "followers"), ("Anna", "Instagram", 1), ("", "TikTok", 2), ("", "YouTube", 3), ("", "TikTok", 4):
        sheet.append(list(row))
    sheet.merge_cells("A2:A4")
    assert cells_of(saved(workbook)) == [["Anna", "Instagram", "1"], ["Anna", "TikTok", "2"], ["Anna", "YouTube", "3"], ["", "TikTok", "4"]]


def test_a_sheet_of_handles_alone_has_no_header() -> None:
    file_format, rows = converted(sheets(List=[["anna"], ["bert"], ["cleo"]]))
    assert (file_format.header_line, file_format.columns) == (0, ("column 1",))
    assert [(row.line, row.cells) for row in rows] == [(1, ["anna"]), (2, ["bert"]), (3, ["cleo"])]
