"""Whole files: written from known rows in any dialect they come back as those rows, and whatever is no list raises only FileProblem."""

import csv
import json
import zipfile
from codecs import BOM_UTF8
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.encodings import ENCODINGS
from discovery.importing.formats.files import FileFormat, FileProblem, FormatChoice, RawRow
from discovery.importing.formats.tables import as_table
from tests.discovery.importing.languages import LANGUAGES
from tests.discovery.importing.lists import converted, sheets

HEADER = ["handle", "name", "followers", "bio"]
BANNERS = ["Top creators of the year", "Creators, spring; for Anna", "Report\n", "Exported on 2022-01-01\n\n"]
# What stands between the words of a bio, and is nothing to split cells or rows at there.
JOINTS = [" ", ", ", "; ", " | ", "\t", ' "', '" ', "\n", "\r\n", "\n\n", ",,", ' "" ', "'", " - "]
LINE_ENDS = ["\n", "\r\n", "\r"]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@st.composite
def rows_of(draw: st.DrawFn, language: str) -> list[list[str]]:
    """A dozen rows or so in that language, with whatever between the words of a bio."""
    words = LANGUAGES[language].words.split()
    rows = LANGUAGES[language].rows(draw(st.integers(10, 20)), draw(st.integers(0, 10**6)))[1:]
    bios = st.lists(st.tuples(st.sampled_from(words), st.sampled_from(JOINTS)), max_size=5)
    return [[handle, name, followers, "".join(map("".join, draw(bios))).strip()] for handle, name, _, followers, _ in rows]


@st.composite
def files(draw: st.DrawFn) -> tuple[list[list[str]], bytes]:
    """Rows as the encoding can write them, and the file that holds them."""
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    encoding = draw(st.sampled_from([*UNICODE, *LANGUAGES[language].encodings]))
    rows, delimiter, end = draw(rows_of(language)), draw(st.sampled_from(",;\t|")), draw(st.sampled_from(LINE_ENDS))
    top = draw(st.sampled_from(["", "", "", *BANNERS, f"sep={delimiter}"]))
    blank_end = [""] * draw(st.sampled_from([0, 0, 0, 2]))
    file = StringIO()
    is_quoted = end != "\r\n" or draw(st.booleans())
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL)
    writer.writerows([row + blank_end for row in [HEADER, *rows]])
    text = (f"{top}{end}" if top else "") + file.getvalue()
    if draw(st.booleans()):
        text = text.removesuffix(end)
    if encoding not in UNICODE:
        rows = [[cell.encode(encoding, "replace").decode(encoding) for cell in row] for row in rows]
    return rows, text.encode(encoding, "replace")


@given(files())
@settings(max_examples=150)
def test_a_file_in_any_dialect_comes_back_as_the_rows_it_was_written_from(written: tuple[list[list[str]], bytes]) -> None:
    rows, content = written
    found, read = converted(content)
    assert found.columns == tuple(HEADER)
    assert [(row.cells, row.problem) for row in read] == [(row, "") for row in rows]


VALUES = (
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.dates(date(1990, 1, 1)) | st.text("abcZÜ한 ,;\"'\n#=@", max_size=12)
)


def shown(value: Any) -> str:
    text = "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)
    # What openpyxl takes for a formula has no value in the file, and blanks alone are none.
    return "" if not text.strip() or (text.startswith("=") and text != "=") else text


@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), min_size=1, max_size=8), st.integers(0, 3))
@settings(max_examples=60)
def test_a_workbook_comes_back_as_the_rows_it_was_written_from(values: list[list[Any]], blank: int) -> None:
    rows = [[f"user{number}", "x", *row] for number, row in enumerate(values)]
    found, read = converted(sheets(List=[*[[]] * blank, ["handle", "name", "one", "two"], *rows]))
    assert found.header_line == blank + 1
    width = len(found.columns)
    assert [row.cells for row in read] == [[shown(value) for value in row][:width] for row in rows]


JSON_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.integers() | st.text(max_size=3), max_size=3)


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), JSON_VALUES), min_size=1, max_size=8), st.sampled_from(["lines", "array"]))
@settings(max_examples=100)
def test_objects_come_back_as_rows(objects: list[dict[str, Any]], kind: str) -> None:
    objects = [{"handle": f"user{number}", **each} for number, each in enumerate(objects)]
    content = json.dumps(objects) if kind == "array" else "\n".join(map(json.dumps, objects)) + "\n{}"
    found, read = converted(content)
    assert found.columns == tuple(dict.fromkeys(key for each in objects for key in each))
    assert [row.cells for row in read] == [[said(each.get(key)) for key in found.columns] for each in objects]


def said(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(filter(None, map(said, value)))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def text_of(language: str) -> str:
    file = StringIO()
    csv.writer(file).writerows(LANGUAGES[language].rows(5, 1))
    return file.getvalue()


WORKBOOK = sheets(A=[["handle", "followers", "day"], ["anna", 1200, date(2022, 1, 2)], ["bert", "#N/A", True]], B=[["x"]])
SEEDS = [
    text_of("French").encode("cp1252"),
    text_of("Korean").encode("cp949"),
    text_of("Czech").encode("utf-16"),
    b'sep=;\r\nhandle;followers;bio\r\nanna;1;"one\r\ntwo ""x"" three"\r\nbert;2;y\r\n',
    b",Instagram,,TikTok,\nname,followers,er,followers,er\nAnna,1,2,3,4\n",
    json.dumps([{"handle": "anna", "stats": {"followers": 1.5}, "topics": ["a", "b"], "bio": None}] * 3).encode(),
    b"\n".join(json.dumps({"handle": f"user{number}", "stats": {"followers": number}}).encode() for number in range(4)),
    json.dumps({"data": {"creators": [{"handle": "anna"}]}}, indent=1).encode(),
    WORKBOOK,
]
PIECES = [
    *(
        b'"',
        b'""',
        b",",
        b";",
        b"\t",
        b"|",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        BOM_UTF8,
        b"{",
        b"[",
        b"]",
        b"}",
        b":",
        b"null",
        b"1e999",
        b"9" * 30,
    ),
    *(b"sep=;\n", b"\xe2\x80\xa8", b"\x1a", b"<", b">", b"&amp;", b'r="XFD1048576"', b't="e"', b't="s"', b's="9"', b"\\ud800", b"\\u0000"),
]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES) | st.binary(max_size=4)), min_size=1, max_size=8)
CHOICES = st.just(FormatChoice()) | st.builds(
    FormatChoice,
    encoding=st.sampled_from(["", *ENCODINGS]),
    delimiter=st.sampled_from(["", *",;\t|"]),
    header_line=st.sampled_from([-1, 0, 1, 2, 9]),
    sheet=st.sampled_from(["", "A", "B", "C"]),
)


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, new in changes:
        start = round(place * len(content))
        content = content[:start] + new + content[start + gone :]
    return content


def read(content: bytes, choice: FormatChoice) -> None:
    """FileProblem, or a table that holds together."""
    holds_together(*converted(content, choice))


def read_as_an_upload(content: bytes) -> None:
    """The same, of a workbook in a process of its own, which would end by itself where that is too much."""
    with as_table(BytesIO(content)) as (found, text):
        holds_together(found, list(read_rows(text, found)))


def holds_together(found: FileFormat, rows: list[RawRow]) -> None:
    lines = [row.line for row in rows]
    assert lines == sorted(set(lines))
    assert len(set(found.columns)) == len(found.columns) > 0
    assert FileFormat.from_json(json.loads(json.dumps(found.to_json()))) == found


@given(
    st.binary(max_size=300)
    | st.builds(bytes.__add__, st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"[{", b"\xff\xfe"]), st.binary())
)
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(FileProblem):
        read(content, FormatChoice())


@given(st.sampled_from(SEEDS), CHANGES, CHOICES)
@settings(max_examples=300)
def test_a_spoilt_file_is_read_or_refused(content: bytes, changes: list[tuple[float, int, bytes]], choice: FormatChoice) -> None:
    with suppress(FileProblem):
        read(changed(content, changes), choice)


@st.composite
def spoilt_workbooks(draw: st.DrawFn) -> bytes:
    """A workbook with changes within one of the files that it consists of."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(WORKBOOK)) as whole, zipfile.ZipFile(file, "w") as spoilt:
        part, changes = draw(st.sampled_from(whole.namelist())), draw(CHANGES)
        for name in whole.namelist():
            spoilt.writestr(name, changed(whole.read(name), changes) if name == part else whole.read(name))
    return file.getvalue()


@given(spoilt_workbooks())
@settings(max_examples=150)
def test_a_workbook_with_a_spoilt_part_is_read_or_refused(content: bytes) -> None:
    with suppress(FileProblem):
        read(content, FormatChoice())


@given(spoilt_workbooks())
# Each starts a process, which takes a second.
@settings(max_examples=5)
def test_a_workbook_with_a_spoilt_part_is_read_or_refused_as_an_upload(content: bytes) -> None:
    with suppress(FileProblem):
        read_as_an_upload(content)


@pytest.mark.parametrize("content", SEEDS)
def test_the_files_that_are_spoilt_are_lists_before(content: bytes) -> None:
    read(content, FormatChoice())
    read_as_an_upload(content)
