"""Every small list of tests/data, each odd in one way, reads as it was meant; its README says what is odd."""

from dataclasses import dataclass

import pytest

from discovery.importing.formats.files import FileProblem
from tests.discovery.importing.lists import DATA, converted


@dataclass(frozen=True)
class Meant:
    """What a file must read as: its columns, its rows, and what is wrong with any of them, {number of the row: a part of the sentence}."""

    columns: list[str]
    rows: list[list[str]]
    problems: dict[int, str]


def meant(columns: str, *rows: str, **problems: str) -> Meant:
    return Meant(columns.split(";"), [row.split(";") for row in rows], {int(place[1:]): part for place, part in problems.items()})


LISTS = {
    "utf-16-le-with-mark.csv": meant("handle;name;followers", "jiri.n;Jiří Novák;1200", "vera;Věra Říhová;3400"),
    "utf-16-be-without-mark.csv": meant("handle;name;followers", "anna;안나;1200", "bert;버트;3400"),
    "latin-1-portuguese.csv": meant("handle;nome;seguidores", "joao;João Simões;1200", "vitoria;Vitória Conceição;3400"),
    "windows-1250.csv": meant("handle;imię;obserwujący", "lukasz;Łukasz Dąbrowski;1200", "grazyna;Grażyna Wójcik;3400"),
    "windows-1251-semicolons.csv": meant("ник;имя;подписчики", "olga;Ольга Щербакова;1 200", "ilya;Илья Воробьёв;3 400"),
    "koi8-r.csv": meant("handle;имя;подписчики", "olga;Ольга Щербакова;1200", "ilya;Илья Воробьёв;3400"),
    "mac-roman.csv": meant("handle;nombre;seguidores", "inigo;Íñigo Muñoz;1200", "begona;Begoña García;3400"),
    "cp949.csv": meant("아이디;이름;팔로워", "minjun;김민준;1200", "jiwoo;박지우;3400"),
    "shift-jis.tsv": meant("アカウント;名前;フォロワー", "sakura;佐藤さくら;1200", "kenta;高橋健太;3400"),
    "euc-jp.csv": meant("アカウント;名前;フォロワー", "sakura;佐藤さくら;1200", "kenta;高橋健太;3400"),
    "big5.csv": meant("帳號;姓名;粉絲", "yichun;陳怡君;1200", "zhiming;林志明;3400"),
    "gb18030.csv": meant("账号;姓名;粉丝", "wei;王伟;1200", "min;李敏;3400"),
    "one-row-in-another-encoding.csv": meant("handle;name", "zoe;Zoë", "noel;Noël", "ines;In\udce9s", "bjorn;Björn", "asa;Åsa"),
    "sep-line.csv": meant("handle;rate;followers", "anna;1,5;1200", "bert;2,5;3400"),
    "bars.txt": meant("handle;topics;followers", "anna;food, travel;1200", "bert;sports;3400"),
    "line-ends-mixed.csv": meant("handle;followers", "anna;1200", "bert;3400", "cleo;5"),
    "banner.csv": meant("handle;name;followers", "anna;Anna;1200", "bert;Bert;3400"),
    "newline-in-header.csv": meant("handle;Views (Avg.);Likes (Avg.)", "anna;1200;5", "bert;3400;6"),
    "same-name-twice.csv": meant("handle;followers;followers (2)", "anna;1.2K;1200", "bert;3.4K;3400"),
    "groups-above-header.csv": meant(
        "name;Instagram followers;Instagram er;TikTok followers;TikTok er;email",
        "Anna;1;2%;3;4%;anna@example.com",
        "Bert;5;6%;7;8%;bert@example.com",
    ),
    "trailing-commas.csv": meant("handle;followers", "anna;1200", "bert;3400"),
    "totals.csv": meant("handle;followers;posts", "anna;1200;5", "bert;3400;6", "Total;4600;11", _2="a row of totals"),
    "handles-only.txt": meant("column 1", "anna", "bert.b", "cleo_9"),
    "no-header.csv": meant("column 1;column 2;column 3", "1;@anna;1200", "2;@bert;3400"),
    "unclosed-quote.csv": meant(
        "handle;followers;bio", "anna;1200;she said\n", "bert;3400;yo", "cleo;5;yo", _0="a quote that is never closed"
    ),
    "objects.jsonl": meant("handle;stats.followers;topics;country", "anna;1200;food|travel;", "bert;3400;;"),
    "objects-one-broken.jsonl": meant("handle;followers", "anna;1200", '{"handle": "bert", "followers":', "cleo;5", _1="is no JSON object"),
    "objects-within.json": meant("handle;id", "anna;17841401234567891", "bert;17841401234567892"),
}
REFUSED = {
    "header-too-narrow.csv": "Line 1 names 2 columns, but most rows below it have 4 cells",
    "empty.csv": "is empty",
    "only-blank-lines.csv": "is empty",
    "only-header.csv": "no row below it",
    "picture.csv": "it is a picture",
    "workbook.csv": "workbook or a ZIP archive that is broken",
    "page.csv": "a web page",
    "nul-bytes.csv": "NUL bytes",
}


@pytest.mark.parametrize("name", LISTS)
def test_an_odd_list_reads_as_it_was_meant(name: str) -> None:
    expected = LISTS[name]
    found, rows = converted((DATA / name).read_bytes())
    assert list(found.columns) == expected.columns
    assert [row.cells for row in rows] == expected.rows
    assert {place: row.problem for place, row in enumerate(rows) if row.problem}.keys() == expected.problems.keys()
    assert all(part in rows[place].problem for place, part in expected.problems.items())


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_is_refused(name: str) -> None:
    with pytest.raises(FileProblem, match=REFUSED[name]):
        converted((DATA / name).read_bytes())


def test_every_list_is_tried_and_described() -> None:
    names = {path.name for path in DATA.iterdir() if path.is_file() and path.name != "README.md"}
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert names == LISTS.keys() | REFUSED.keys()
    assert {name for name in names if f"`{name}`" not in readme} == set()
