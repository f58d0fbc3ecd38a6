"""Encoding, delimiter and header are found; what is no table of text is refused with what to do about it."""

import json
from io import BytesIO, StringIO
from typing import Any

import pytest

from discovery.importing.formats.delimited import BLOCK_CHARACTERS, ESCAPED, read_rows, records
from discovery.importing.formats.dialects import HEAD_BYTES, find_format
from discovery.importing.formats.files import FileFormat, FileProblem, Kind, Separator, Sheet
from tests.discovery.importing.lists import table

PLAIN = "handle,followers\nanna,1200\nbert,3400\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_found(encoding: str) -> None:
    file_format, rows = table("handle,name\nanna,Zoë 🎭\nbert,설기양\n", encoding)
    assert file_format.encoding == encoding
    assert file_format.columns == ("handle", "name")
    assert [row.cells for row in rows] == [["anna", "Zoë 🎭"], ["bert", "설기양"]]


def test_an_old_encoding_is_found() -> None:
    file_format, rows = table("handle,name\nanna,François Müller\nbert,“Señor” Núñez – actor\n", "cp1252")
    assert file_format.encoding == "cp1252"
    assert [row.cells[1] for row in rows] == ["François Müller", "“Señor” Núñez – actor"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(cells) for cells in [["name", "place", "fans"], ["Anna", "Rome", "1"], ["Bert", "Bonn", "2"]])
    file_format, rows = table(text)
    assert file_format.delimiter == delimiter
    assert [len(row.cells) for row in rows] == [3, 3]


def test_another_delimiter_within_cells_misleads_nobody() -> None:
    file_format, _ = table("name;place;fans\nAnna;Rome, Italy;10 358\nBert;Bonn, Germany;2 897\n")
    assert file_format.delimiter == ";"
    file_format, _ = table("name,fans,tags\nAnna,1,a|b|c\nBert,2,c|d|e\nCleo,3,e|f|g\n")
    assert file_format.delimiter == ","


@pytest.mark.parametrize("declaration", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_declared_delimiter_is_taken_at_its_word(declaration: str) -> None:
    file_format, rows = table(f"{declaration}\r\nhandle;followers,posts\r\nanna;1,2\r\nbert;3,4\r\n", "utf-8-sig")
    assert (file_format.delimiter, file_format.header_line, file_format.columns) == (";", 2, ("handle", "followers,posts"))
    assert [(row.line, row.cells) for row in rows] == [(3, ["anna", "1,2"]), (4, ["bert", "3,4"])]


def test_a_banner_and_blank_rows_stand_above_the_header() -> None:
    file_format, rows = table("Top creators of the year\n\n,,\nrank,handle,followers\n1,anna,1200\n\n2,bert,3400\n")
    assert (file_format.header_line, file_format.columns) == (4, ("rank", "handle", "followers"))
    assert [(row.line, row.cells[1]) for row in rows] == [(5, "anna"), (7, "bert")]


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(
    "header", [["handle", " followers", " name"], ["handle", ' "followers"', ' "name, first"'], ["handle", "followers", "name"]]
)
@pytest.mark.parametrize("name", ["Brandt, Owen; Kim", "Brandt", 'Owen ""O"" Brandt', "Owen\nBrandt"])
def test_a_quote_may_stand_behind_a_blank(delimiter: str, header: list[str], name: str) -> None:
    rows = [header, ["anna", " 1200", f'  "{name}"'], ["bert", " 40", f' "{name}"'], ["cleo", " 5", " Kim"]]
    file_format, read = table("\n".join(delimiter.join(cells) for cells in rows) + "\n")
    assert file_format.columns == tuple(cell.strip(' "') for cell in header)
    assert FileFormat.from_json(json.loads(json.dumps(file_format.to_json()))) == file_format
    cell = name.replace('""', '"')
    assert [(row.cells[2].strip(), row.problem) for row in read] == [(cell, ""), (cell, ""), ("Kim", "")]


def test_a_word_in_quotes_behind_a_blank_spoils_nothing() -> None:
    _, rows = table('handle,bio\nanna, "hi" she said\nbert, yo\n"cleo", "yo"\n')
    assert [row.cells for row in rows] == [["anna", ' "hi" she said'], ["bert", " yo"], ["cleo", ' "yo"']]
    assert not any(row.problem for row in rows)


def test_header_cells_come_on_one_line_and_each_name_once() -> None:
    file_format, rows = table('handle,"\r\nViews (Avg.)","\r\nViews (Avg.)",\r\nanna,1,2,3\r\n')
    assert file_format.columns == ("handle", "Views (Avg.)", "Views (Avg.) (2)", "column 4")
    assert rows[0].line == 4


def test_a_row_is_counted_from_the_line_it_starts_on() -> None:
    _, rows = table('handle,bio\nanna,"one\ntwo\nthree"\nbert,short\n')
    assert [row.line for row in rows] == [2, 5]


def test_a_format_survives_json() -> None:
    file_format, _ = table(PLAIN)
    assert FileFormat.from_json(file_format.to_json()) == file_format
    sheets = (Sheet("List", 2, is_hidden=False), Sheet("Prices", 0, is_hidden=True))
    of_sheet = FileFormat("utf-8", ",", 3, ("handle",), kind=Kind.WORKBOOK, sheet="List", sheets=sheets, header_rows=2)
    assert FileFormat.from_json(json.loads(json.dumps(of_sheet.to_json()))) == of_sheet


def test_a_format_that_was_stored_before_there_were_workbooks_is_read() -> None:
    stored = {"encoding": "utf-8", "delimiter": ";", "header_line": 2, "columns": ["handle", "followers"]}
    assert FileFormat.from_json(stored) == FileFormat("utf-8", ";", 2, ("handle", "followers"), kind=Kind.TEXT, header_rows=1)


@pytest.mark.parametrize("text", ["\xa0", "\n\u2003\n", '""'])
def test_a_file_of_nothing_but_blanks_is_empty(text: str) -> None:
    with pytest.raises(FileProblem, match="is empty"):
        table(text)


def test_limits_are_sentences(settings: Any) -> None:
    settings.IMPORT_MAX_COLUMNS = 1
    with pytest.raises(FileProblem, match="2 columns; up to 1"):
        table(PLAIN)
    settings.IMPORT_MAX_COLUMNS, settings.IMPORT_MAX_ROWS = 10, 1
    with pytest.raises(FileProblem, match="more than 1 rows"):
        table(PLAIN)


def test_comments_with_the_delimiter_in_them_are_left_out() -> None:
    text = "handle,tier,notes\n# KNOWN, but not, yet, trusted\n# ask first\n#\nanna,1,nice\n#tag,2,an account\n#\nbert,3,\n"
    file_format, rows = table(text)
    assert (file_format.delimiter, file_format.columns) == (",", ("handle", "tier", "notes"))
    assert [(row.cells[0], row.is_left_out) for row in rows][:2] == [("# KNOWN", True), ("# ask first", False)]
    assert [row.cells[0] for row in rows if len(row.cells) == 3] == ["anna", "#tag", "bert"]


def test_quotes_behind_backslashes_are_quotes() -> None:
    _, rows = table('name,aliases,outlet\nAnna,"[\\"Annie\\", \\"A.\\"]",Tea\nBert,"[]",News\nCarla,"a \\"b",Tea, more\n')
    assert [row.cells for row in rows[:2]] == [["Anna", '["Annie", "A."]', "Tea"], ["Bert", "[]", "News"]]
    assert (rows[0].problem, rows[0].remark) == ("", ESCAPED)
    assert rows[2].problem


NEVER_CLOSED = "opens a quote that is never closed"


@pytest.mark.parametrize(
    ("text", "broken", "reason", "whole"),
    [
        # At the end of the file, in the middle of it, and where another row's quote happens to close it.
        ('handle,followers,bio\nq1,100,"hi there\nq2,200,yo\nq3,300,yo', 2, NEVER_CLOSED, ["q2", "q3"]),
        ('handle,followers,bio\nq4,100,"He said hi\nq5,200,"ok"\nq6,300,yo\n', 2, NEVER_CLOSED, ["q5", "q6"]),
        ('handle,bio,followers\nq7,"hi,100\nq8,yo,200\nq9,yo,300\n', 2, NEVER_CLOSED, ["q8", "q9"]),
        ('handle,followers,bio\nqa,100,"hi\nqb,200,yo\nqc,300,"""quoted"" bio"\n', 2, NEVER_CLOSED, ["qb", "qc"]),
        ('handle,followers,bio\nqd,100,"hi\nqe,200,yo"\nqf,300,yo\n', 2, NEVER_CLOSED, ["qe", "qf"]),
        # A quote within its cell; the cell's own lines are no rows.
        ('handle,followers,bio\nqg,100,"so" they say\nqh,200\n', 2, "write it twice", ["qh"]),
        (
            'handle,followers,bio\nqi,100,"one\nshe says "hi" often\nthree"\nqj,200,yo\nqk,5,yo\nql,6,yo\n',
            2,
            "lines 3 to 4 were left out with it",
            ["qj", "qk", "ql"],
        ),
    ],
)
def test_a_quote_that_does_not_close_spoils_its_own_row_alone(text: str, broken: int, reason: str, whole: list[str]) -> None:
    _, rows = table(text)
    assert [row.cells[0] for row in rows if not row.problem] == whole
    assert [(row.line, reason in row.problem) for row in rows if row.problem] == [(broken, True)]
    assert [text.splitlines()[row.line - 1][:2] for row in rows] == [row.cells[0] for row in rows]


@pytest.mark.parametrize(
    "bio", ["Cook, Mum\nRome, Italy", "Mum\nRome, Italy", "one\n\nthree", "Cook\n5, 6", 'a ""word""\nmore', "one\r\ntwo"]
)
def test_lines_within_a_cell_are_no_rows(bio: str) -> None:
    _, rows = table(f'handle,followers,bio\nanna,100,"{bio}"\nbert,200,yo\n')
    assert [(row.cells, row.problem) for row in rows] == [
        (["anna", "100", bio.replace('""', '"')], ""),
        (["bert", "200", "yo"], ""),
    ]


def test_where_the_lines_that_are_read_together_end_makes_no_difference() -> None:
    text = 'anna,5,"two\nlines"\nbert,"6\ncarl,7,\r\n"dora, B",8,"a ""b"""\r\n\nemil,"9,000",x"y\rfay,"1" 2,\n"gil,3,c\n'
    rows = list(records(StringIO(text, newline=""), Separator(","), 3))
    assert [row.cells[0] for row in rows if row.cells] == ["anna", "bert", "carl", "dora, B", "emil", "fay", "gil,3,c\n"]
    for reached in range(len(text)):
        above = f"{'x' * (BLOCK_CHARACTERS - reached - 4)},0,\n"
        read = list(records(StringIO(above + text, newline=""), Separator(","), 3))
        assert read[1:] == [row._replace(line=row.line + 1) for row in rows]


def test_a_quote_that_never_closes_hides_no_row_however_far_the_file_goes_on(settings: Any) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = 1_000
    many = "".join(f"account{number},{number}\n" for number in range(HEAD_BYTES // 10))
    _, rows = table(f'handle,followers\n{many}"zoe,1\n{many}')
    assert [row.line for row in rows if row.problem] == [HEAD_BYTES // 10 + 2]
    assert len(rows) == 2 * (HEAD_BYTES // 10) + 1


@pytest.mark.parametrize("cell", ["x" * 1_001, '"' + "x" * 1_001 + '"', '"' + "word\n" * 201 + '"', '"' + 'a ""b""\n' * 201 + '"'])
def test_a_cell_over_the_limit_spoils_its_own_row_alone(settings: Any, cell: str) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = 1_000
    many = "".join(f"account{number},{number}\n" for number in range(HEAD_BYTES // 10))
    _, rows = table(f"handle,followers\n{many}zoe,{cell}\n{many}")
    assert [(row.line, row.cells[0]) for row in rows if row.problem] == [(HEAD_BYTES // 10 + 2, "zoe")]
    assert "a cell of more than 1,000 characters" in next(row.problem for row in rows if row.problem)
    assert len(rows) == 2 * (HEAD_BYTES // 10) + 1
    assert max(len(each) for row in rows for each in row.cells) <= 1_000


def test_a_quote_that_never_closes_before_what_are_no_rows_is_told(settings: Any) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = 1_000
    many = "".join(f"account{number},{number}\n" for number in range(HEAD_BYTES // 10))
    with pytest.raises(FileProblem, match=f"row that starts on line {HEAD_BYTES // 10 + 2} is longer than 1,000 characters"):
        table(f'handle,followers\n{many}bert,"' + "word\n" * 500)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"handle,bio\nanna,{'x' * 21_000}\nbert,short\n", 2),
        (f'handle,bio\nanna,"{"x" * 21_000}"\nbert,short\n', 2),
        (f"handle;bio\nanna;short\nbert;{'x' * 21_000}\n", 3),
    ],
)
def test_a_cell_over_the_limit_near_the_top_hides_no_columns(text: str, line: int) -> None:
    file_format, rows = table(text)
    assert file_format.columns == ("handle", "bio")
    assert [row.line for row in rows if row.problem] == [line]
    assert [row.cells[0] for row in rows] == ["anna", "bert"]


@pytest.mark.parametrize("length", [1, 4_000])
@pytest.mark.parametrize(
    ("top", "line", "columns"),
    [
        ('handle,followers\n"anna,5\n', "bert,6\n", ("handle", "followers")),
        ('handle,bio,followers\nanna,"hello,5\n', "bert,hi,6\n", ("handle", "bio", "followers")),
    ],
)
def test_an_unclosed_quote_near_the_top_hides_no_columns(top: str, line: str, columns: tuple[str, ...], length: int) -> None:
    file_format, rows = table(top + line * length)
    assert (file_format.delimiter, file_format.columns) == (",", columns)
    assert [bool(row.problem) for row in rows] == [True, *[False] * length]


def test_an_unclosed_quote_in_the_header_is_named() -> None:
    with pytest.raises(FileProblem, match=r"Line 1 opens a quote that is never closed.* No header row"):
        table('"handle,followers\n' + "bert,6\n" * 4_000)


def test_a_byte_beyond_the_encoding_spoils_its_own_row_alone() -> None:
    content = PLAIN.encode() + b"ol\xe9,5\n" + b"zoe,6\n"
    rows = list(read_rows(BytesIO(content), FileFormat("utf-8", ",", 1, ("handle", "followers"))))
    assert [row.cells[0] for row in rows] == ["anna", "bert", "ol\udce9", "zoe"]


def test_the_head_alone_is_read_to_find_the_format() -> None:
    class Watched(BytesIO):
        furthest = 0

        def read(self, size: int | None = -1) -> bytes:
            content = super().read(size)
            self.furthest = max(self.furthest, self.tell())
            return content

    file = Watched(b"handle,followers\n" + "zoë,1\n".encode() * HEAD_BYTES)
    assert find_format(file).encoding == "utf-8"
    assert file.furthest == HEAD_BYTES


def test_reading_leaves_the_file_open_for_its_owner() -> None:
    file = BytesIO(PLAIN.encode())
    file_format = find_format(file)
    assert [row.cells[0] for row in read_rows(file, file_format)] == ["anna", "bert"]
    assert [row.cells[0] for row in read_rows(file, file_format)] == ["anna", "bert"]
