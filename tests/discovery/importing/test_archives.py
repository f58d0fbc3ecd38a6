"""Workbooks that hold too much, lie about it, or are broken are refused with a sentence, before they can do harm."""

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from openpyxl import Workbook

from discovery.importing.formats.files import FileProblem
from tests.discovery.importing.lists import converted, saved, sheets
from tests.discovery.importing.workbooks import HEADER, LIST, cells_of, respelt


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
