"""Sheets come in as a person sees them: days, whole numbers, long ids and errors as text, merged cells, the best sheet of several."""

import re
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from openpyxl import Workbook

from discovery.importing.conventions.readings import readings
from discovery.importing.formats.files import FileProblem, FormatChoice, Kind, Sheet
from discovery.importing.proposals.proposing import propose
from tests.discovery.importing.lists import converted, saved, sheets

HEADER: list[Any] = ["handle", "followers"]
LIST: list[Any] = [HEADER, ["anna", 1200], ["bert", 3400]]


def cells_of(content: bytes) -> list[list[str]]:
    return [row.cells for row in converted(content)[1]]


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


def respelt(content: bytes, spell: Callable[[str], str], parts: dict[str, str] | None = None) -> bytes:
    """The workbook with its first sheet's XML written anew, and with these parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            if part not in (parts or {}):
                new.writestr(part, spell(text) if part.endswith("sheet1.xml") else text)
        for part, text in (parts or {}).items():
            new.writestr(part, text)
    return file.getvalue()


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


def test_limits_are_sentences(settings: Any) -> None:
    for name, limit, sentence in (
        ("IMPORT_MAX_ROWS", 1, "more than 1 rows"),
        ("IMPORT_MAX_COLUMNS", 1, "2 columns; up to 1"),
        ("IMPORT_MAX_UNCOMPRESSED_BYTES", 1000, "Unpacked, the workbook is larger than 1000.bytes"),
    ):
        before = getattr(settings, name)
        setattr(settings, name, limit)
        with pytest.raises(FileProblem, match=sentence):
            converted(sheets(List=LIST))
        setattr(settings, name, before)


def test_a_directory_that_lies_about_the_size_helps_nobody(settings: Any) -> None:
    """The archive says that its sheet has 100 bytes; it has a million."""
    settings.IMPORT_MAX_UNCOMPRESSED_BYTES = 500_000
    content = bytearray(sheets(List=[HEADER, *([f"user{number}", number] for number in range(20_000))]))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    assert true > 500_000
    assert content.count(struct.pack("<L", true)) == 2
    content = content.replace(struct.pack("<L", true), struct.pack("<L", 100))
    with pytest.raises(FileProblem, match="Unpacked, the workbook is larger"):
        converted(bytes(content))


def test_a_long_text_that_many_cells_share_is_counted_as_often(settings: Any) -> None:
    """A few megabytes hold what would be 900 in memory."""
    text = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 9_000}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 100_001))
    parts = {"xl/sharedStrings.xml": text}
    content = respelt(sheets(List=LIST), lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", xml), parts)
    assert len(content) < 8_000_000
    with pytest.raises(FileProblem, match="Unpacked, the workbook is larger than 300"):
        converted(content)
    cells = cells[: cells.index('<row r="11"')]
    content = respelt(sheets(List=LIST), lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", xml), parts)
    assert [len(cell) for cell in cells_of(content)[0]] == [9_000]


def test_cells_that_lie_far_apart_are_refused_before_they_are_read() -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "handle"
    workbook.worksheets[0]["ZZ1000000"] = "anna"
    with pytest.raises(FileProblem, match="spans 1,000,000 rows and 702 columns"):
        converted(saved(workbook))


@pytest.mark.parametrize(
    "tags", ["<c " * 20_000, "<c" + ' r="A1"' * 20_000 + "/ ", "<c" + ' t="s"' * 20_000 + "/ ", '<c r="A1"><f ' * 20_000]
)
def test_tags_that_never_end_are_looked_at_once(tags: str) -> None:
    """A kilobyte of them, packed, could keep a worker busy for an hour."""
    content = respelt(sheets(List=LIST), lambda xml: xml.replace("<sheetData>", f"<sheetData>{tags}"))
    begun = process_time()
    with pytest.raises(FileProblem, match="is broken"):
        converted(content)
    assert process_time() - begun < 2


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def with_rows(rows: str) -> bytes:
    return respelt(sheets(List=LIST), lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml))


def moved(content: bytes, part: str) -> bytes:
    """The workbook with its sheet in another part of the archive, and in its directory."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode().replace("/xl/worksheets/sheet1.xml", f"/{part}")
            new.writestr(part if name == "xl/worksheets/sheet1.xml" else name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        moved(with_rows(FAR), "xl/elsewhere/list.xml"),
        moved(with_rows(FAR), "xl/Worksheets/Sheet1.xml"),
        with_rows(FAR.replace('"', "'")),
        with_rows(FAR.replace('r="', 'r = "')),
        with_rows('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'),
        with_rows('<row><c r="XFD1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 2_000),
    ],
)
def test_cells_that_lie_far_apart_are_found_however_they_are_written(content: bytes) -> None:
    """Reading them would end the process: the memory for all between them is not to be had."""
    with pytest.raises(FileProblem, match=r"spans [\d,]+ rows and 16,384 columns"):
        converted(content)


def test_a_row_that_is_repeated_without_end_is_refused() -> None:
    names = ["office:1.0", "table:1.0", "text:1.0"]
    spaces = " ".join(f'xmlns:{name[:-4]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names)
    row = '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell office:value-type="float" office:value="1"/>'
    table = f'<table:table table:name="List">{row}</table:table-row></table:table>'
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    with pytest.raises(FileProblem, match="Unpacked, the workbook is larger"):
        converted(file.getvalue())


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def encrypted(content: bytes) -> bytes:
    """As a spreadsheet program wraps a workbook with a password: in a container with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(len(content))


def archived(content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("list.csv", "handle\nanna\n")
    return file.getvalue()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (cut, "is broken"),
        (lambda content: respelt(content, lambda xml: xml[:300]), "is broken"),
        (encrypted, "is encrypted"),
        (archived, "a ZIP archive, but no workbook"),
        (lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"junk" * 1000, "is broken"),
        (lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + cut(content), "is broken"),
        (lambda content: sheets(List=[], Other=[]), "No sheet of the workbook has a list in it"),
        (lambda content: sheets(List=[HEADER]), "has a header but no row below it"),
    ],
)
def test_what_is_no_workbook_with_a_list_is_refused(spoil: Callable[[bytes], bytes], sentence: str) -> None:
    with pytest.raises(FileProblem, match=sentence):
        converted(spoil(sheets(List=LIST)))
