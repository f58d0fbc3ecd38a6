"""Encodings are told by what the text says in them: what counts is the same text, whatever the encoding is called."""

import csv
import random
from io import BytesIO, StringIO

import pytest

from discovery.importing.formats.alphabets import EAST_ASIAN, SINGLE_BYTE
from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.dialects import find_format
from discovery.importing.formats.encodings import ENCODINGS, HEAD_BYTES, find_encoding
from discovery.importing.formats.files import FileProblem, FormatChoice
from discovery.importing.formats.guessing import likeliest
from tests.discovery.importing.languages import EVERYWHERE, LANGUAGES
from tests.discovery.importing.lists import converted


def text_of(rows: list[list[str]]) -> str:
    file = StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    ("language", "encoding", "count"),
    [(name, encoding, count) for name, language in LANGUAGES.items() for encoding in language.encodings for count in (3, 30, 300)]
    + [(name, encoding, 3) for name in LANGUAGES for encoding in EVERYWHERE],
)
def test_a_list_reads_as_it_was_written(language: str, encoding: str, count: int) -> None:
    for seed in range(3 if count < 300 else 1):
        content = text_of(LANGUAGES[language].rows(count, seed)).encode(encoding, "replace")
        file = BytesIO(content)
        header, *rows = csv.reader(StringIO(content.decode(encoding), newline=""))
        found = find_format(file)
        assert found.columns == tuple(cell.replace("\ufeff", "") for cell in header)
        assert [row.cells for row in read_rows(file, found)] == rows


@pytest.mark.parametrize("count", [3, 12, 90])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("French", "cp1252"), ("German", "cp1252"), ("French", "mac_roman"), ("Polish", "cp1250"), ("Czech", "cp1250")),
        *(("Russian", "cp1251"), ("Ukrainian", "cp1251"), ("Turkish", "cp1254"), ("Greek", "cp1253")),
    ],
)
@pytest.mark.parametrize("group", ["\xa0", "’"])
def test_what_groups_digits_is_no_letter(language: str, encoding: str, count: int, group: str) -> None:
    for seed in range(3):
        chance = random.Random(seed)
        header, *rows = LANGUAGES[language].rows(count, seed)
        numbers = [[f"{chance.randint(1, 999)}{group}{chance.randint(100, 999)}" for _ in range(3)] for _ in rows]
        prices = [[f"{chance.randint(1, 9)},{chance.randint(10, 99)}\xa0%", f"{chance.randint(90, 999)}\xa0€"] for _ in rows]
        cells = [row[:2] + more + prices for row, more, prices in zip(rows, numbers, prices, strict=True)]
        content = text_of([header, *cells]).encode(encoding)
        assert content.decode(find_encoding(BytesIO(content))) == content.decode(encoding)


@pytest.mark.parametrize("count", [1, 3, 12, 90])
def test_a_list_of_numbers_alone_tells_its_signs(count: int) -> None:
    text = "".join(f"user{number};{number + 10}\xa0{number + 100};{number}\xa0%\r\n" for number in range(count))
    content = text.encode("cp1252")
    assert content.decode(find_encoding(BytesIO(content))) == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_a_list_of_many_languages_is_one_encoding(encoding: str) -> None:
    rows = [row for name in ("German", "French", "Spanish", "Portuguese", "Danish") for row in LANGUAGES[name].rows(10, 1)[1:]]
    content = text_of(rows).encode(encoding)
    assert content.decode(find_encoding(BytesIO(content))) == content.decode(encoding)


@pytest.mark.parametrize("old", ["cp1252", "cp1251", "cp949"])
def test_a_few_rows_in_another_encoding_spoil_only_themselves(old: str) -> None:
    language = {"cp1252": "French", "cp1251": "Russian", "cp949": "Korean"}[old]
    first, *others = (text_of([row]) for row in LANGUAGES[language].rows(40, 1))
    content = b"".join([first.encode(), *(row.encode(old if number % 10 == 5 else "utf-8") for number, row in enumerate(others))])
    file = BytesIO(content)
    found = find_format(file)
    assert found.encoding == "utf-8"
    right = [text_of([row.cells]) == other for row, other in zip(read_rows(file, found), others, strict=True)]
    assert right == [number % 10 != 5 for number in range(40)]


def test_replacement_characters_are_characters() -> None:
    assert find_encoding(BytesIO("name\nVoc\ufffd\ufffd\n".encode())) == "utf-8"


@pytest.mark.parametrize(("encoding", "name"), [("cp949", "김민준"), ("cp1251", "Ольга"), ("utf-8", "Zoë")])
def test_a_last_line_without_an_end_tells_too(encoding: str, name: str) -> None:
    assert find_encoding(BytesIO(f"handle,name\nanna,{name}".encode(encoding))) == encoding


def test_a_character_far_down_tells_the_encoding() -> None:
    plain = "handle,name\n" + "anna,Anna\n" * (HEAD_BYTES // 5)
    for encoding in ("cp1252", "utf-8"):
        content = (plain + "noel,François Lefèvre\n").encode(encoding)
        assert content.decode(find_encoding(BytesIO(content))) == plain + "noel,François Lefèvre\n"


def test_a_person_says_another_encoding() -> None:
    content = "handle,name\nanna,Ñuñez\n".encode("cp1252")
    assert converted(content, FormatChoice(encoding="mac_roman"))[1][0].cells == ["anna", "—uÒez"]
    with pytest.raises(FileProblem, match=r"The text is not Unicode \(UTF-16, marked\)"):
        converted(content, FormatChoice(encoding="utf-16"))
    with pytest.raises(FileProblem, match="No encoding is called “rot13”"):
        converted(content, FormatChoice(encoding="rot13"))


def test_every_encoding_that_is_guessed_may_be_chosen() -> None:
    assert {encoding.name for encoding in (*SINGLE_BYTE, *EAST_ASIAN)} <= ENCODINGS.keys()


@pytest.mark.parametrize("content", [b"\xff", b"\x80\x81\x8d", bytes(range(128, 256)), b"\xff\xfe" * 3_000, b"anna\xe9"])
def test_any_bytes_are_guessed(content: bytes) -> None:
    assert likeliest(content) in ENCODINGS
