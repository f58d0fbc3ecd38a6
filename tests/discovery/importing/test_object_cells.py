"""Objects in the cells of a table, as pandas and databases write them, are read as the same list in JSON is."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pytest

from discovery.importing.formats.delimited import read_rows
from discovery.importing.formats.files import FOUND, NO_HEADER, FormatChoice, Kind
from discovery.importing.formats.object_cells import held_in
from discovery.importing.formats.objects import flat
from discovery.importing.formats.sections import headed_rows
from discovery.importing.formats.tables import as_table
from discovery.lists import mendable_rows
from discovery.models import Account, Snapshot
from tests.discovery.importing.lists import converted, loaded, sheets

ANNA = {"uniqueId": "anna", "nickname": 'Anna\'s "best" é\n', "verified": True, "signature": None, "ids": [1, 2]}
BERT = {"uniqueId": "bert", "nickname": "Bert", "verified": False, "signature": "\\o/ it's None, True", "ids": []}
COLUMNS = ("id", "author.uniqueId", "author.nickname", "author.verified", "author.signature", "author.ids", "likes")
ROWS = [
    ["1", "anna", 'Anna\'s "best" é\n', "true", "", "1|2", "5"],
    ["2", "bert", "Bert", "false", "\\o/ it's None, True", "", "6"],
]
LINKS = [
    {"title": "homepage", "url": "https://anna.example"},
    {"title": "twitter", "url": "https://twitter.com/anna_mai?lang=en"},
    {"title": "Instagram", "url": "https://www.instagram.com/anna.mai/"},
    {"title": "another page", "url": "https://www.tiktok.com/@anna.tt"},
]
HOSTILE = [
    "{'a': " * 2_000 + "1" + "}" * 2_000,
    "[" * 9_000 + "]" * 9_000,
    '{"a": ' + "[" * 900 + "]" * 900 + "}",
    "{'a': " + "-" * 15_000 + "1}",
    "{'a': " + "9" * 15_000 + ".}",
    "{" + "'\\" * 8_000 + "}",
    "{'a': __import__('os').getpid()}",
    "{{}: 1}",
    "{'a': '\\N{no such name}'}",
]


def written(names: Sequence[str], *rows: Sequence[Any], delimiter: str = ",", above: str = "") -> str:
    """A table as csv writes it: what is no text as Python shows it, as pandas does."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows([names, *rows])
    return above + file.getvalue()


def authors(spelt: Any = str, **how: str) -> str:
    return written(["id", "author", "likes"], [1, spelt(ANNA), 5], [2, spelt(BERT), 6], **how)


def found_in(text: str | bytes, choice: FormatChoice = FOUND) -> list[dict[str, str]]:
    """The filled cells of each row."""
    file_format, rows = converted(text, choice)
    return [{name: cell for name, cell in zip(file_format.columns, row.cells, strict=False) if cell} for row in rows]


@pytest.mark.parametrize("spelt", [str, json.dumps])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_keys_are_columns(spelt: Any, encoding: str, delimiter: str) -> None:
    file_format, rows = converted(authors(spelt, delimiter=delimiter).encode(encoding))
    assert (file_format.kind, file_format.delimiter, file_format.encoding) == (Kind.TEXT, delimiter, encoding)
    assert (file_format.objects, file_format.objects_apart, file_format.columns) == (("author",), True, COLUMNS)
    assert [row.cells for row in rows] == ROWS


def test_the_same_list_in_json_is_read_alike() -> None:
    of_json = json.dumps([{"id": 1, "author": ANNA, "likes": 5}, {"id": 2, "author": BERT, "likes": 6}])
    assert converted(of_json)[0].columns == COLUMNS
    assert [row.cells for row in converted(of_json)[1]] == ROWS


def test_a_workbooks_are_taken_apart_too() -> None:
    with as_table(io.BytesIO(sheets(List=[["id", "author"], [1, str(ANNA)], [2, str(BERT)]]))) as (file_format, table):
        rows = [row.cells for row in read_rows(table, file_format)]
    assert (file_format.kind, file_format.sheet, file_format.objects) == (Kind.WORKBOOK, "List", ("author",))
    assert (file_format.columns, rows) == (COLUMNS[:-1], [row[:-1] for row in ROWS])


def test_lines_are_the_files_and_the_header_may_stand_below_a_banner() -> None:
    file_format, rows = converted(authors(above="Our list\n\n"))
    assert (file_format.header_line, file_format.banner, [row.line for row in rows]) == (3, "Our list", [4, 5])
    assert file_format.columns == COLUMNS


def test_without_a_header_columns_keep_their_numbers() -> None:
    rows = authors().partition("\n")[2]
    file_format, found = converted(rows, FormatChoice(header_line=NO_HEADER))
    assert (file_format.header_line, [row.line for row in found]) == (0, [1, 2])
    assert file_format.columns[:2] == ("column 1", "column 2.uniqueId")


def test_a_chosen_header_delimiter_and_encoding_hold() -> None:
    text = "id;author\nno;header\n" + authors(delimiter=";", above="")
    file_format, rows = converted(text.encode("cp1252"), FormatChoice("cp1252", ";", 3))
    assert (file_format.encoding, file_format.header_line, file_format.columns) == ("cp1252", 3, COLUMNS)
    assert [row.cells for row in rows] == ROWS


def test_a_person_may_leave_them_as_they_came() -> None:
    file_format, rows = converted(authors(), FormatChoice(objects_as_text=True))
    assert (file_format.objects, file_format.objects_apart) == (("author",), False)
    assert [row.cells for row in rows] == [["1", str(ANNA), "5"], ["2", str(BERT), "6"]]


@pytest.mark.parametrize(
    "cells",
    [
        ["[live] Anna", "[live] Bert", "[live] Cleo"],
        ["{Anna}", "{Bert}", "[Cleo]"],
        ["['food', 'travel']", '["food"]', "[]"],
        ["[1]", "[2]", "[3]"],
        ["{'a': 1}", "Anna", "Bert"],
        ["[]", "[]", "{}"],
        ["{'a': datetime.date(2022, 1, 1)}", "{'a': 1", "'a': 1}"],
    ],
)
def test_other_cells_and_few_objects_stay_texts(cells: list[str]) -> None:
    file_format, rows = converted(written(["handle", "bio"], *zip(("anna", "bert", "cleo"), cells, strict=True)))
    assert not file_format.is_converted
    assert (file_format.objects, [row.cells[1] for row in rows]) == ((), cells)


def test_objects_whose_keys_are_others_in_each_row_stay_texts() -> None:
    links = [{f"https://short.example/{handle}": f"https://{handle}.example"} for handle in ("anna", "bert", "cleo")]
    text = written(["handle", "links"], *(("anna", links[0]), ("bert", links[1]), ("cleo", links[2])))
    file_format, _ = converted(text)
    assert (file_format.columns, file_format.objects) == (("handle", "links"), ())


def test_lists_of_texts_beside_objects_are_several_values() -> None:
    file_format, rows = converted(written(["author", "tags"], [ANNA, ["a", "b"]], [BERT, '["c"]'], [BERT, []]))
    place = file_format.columns.index("tags")
    assert [row.cells[place] for row in rows] == ["a|b", "c", ""]


@pytest.mark.parametrize("cell", ["{'uniqueId': 'cleo'", "{'uniqueId': cleo}", "{'uniqueId': 'cl'eo'}", "{'uniqueId': '}", "n/a", *HOSTILE])
def test_a_cell_that_cannot_be_read_stays_and_its_row_keeps_all_else(cell: str) -> None:
    assert held_in(cell) is None or any(text for _, text in list_of_texts(held_in(cell)))
    file_format, rows = converted(written(["id", "author", "likes"], *[[1, ANNA, 5], [2, BERT, 6]] * 4, [3, cell, 7]))
    assert not any(row.problem for row in rows)
    last = dict(zip(file_format.columns, rows[-1].cells, strict=True))
    assert (last["id"], last["likes"]) == ("3", "7")
    assert [text for text in last.values() if text not in ("3", "7", "")]


def list_of_texts(found: Any) -> list[tuple[str, str]]:
    try:
        return list(flat(found if isinstance(found, dict) else {"": found}, ""))
    except RecursionError:
        return [("", "too deep")]


def test_a_cell_over_the_limit_is_not_read(settings: Any) -> None:
    settings.IMPORT_MAX_CELL_CHARACTERS = len(str(ANNA)) - 1
    assert held_in(str(ANNA)) is None
    assert held_in(str({"a": "é"})) == {"a": "é"}


def test_a_cell_that_would_grow_over_the_limit_stays_as_it_came(settings: Any) -> None:
    cell = str({"posts": [{"text": '"' * 40}]})
    settings.IMPORT_MAX_CELL_CHARACTERS = len(cell)
    (row,) = converted(written(["name", "last"], ["Anna", cell]))[1]
    assert (row.problem, row.cells) == ("", ["Anna", cell])


@pytest.mark.parametrize("number", ["17841401234567891", "1.10", "123456789012345678901234567890"])
def test_numbers_are_as_they_were_written(number: str) -> None:
    assert held_in(f"{{'id': {number}}}") == {"id": number}


def test_what_is_missing_in_pandas_is_missing() -> None:
    assert held_in("{'a': nan, 'b': None, 'c': 'nan'}") == {"a": None, "b": None, "c": "nan"}


def test_rows_that_cannot_be_told_apart_keep_their_reason_and_place() -> None:
    text = authors() + "3,\"{'uniqueId': 'cleo'}\",7,8\n4,\"dora\nella\"\n"
    file_format, rows = converted(text)
    wide, unclosed = rows[2:]
    assert "more cells than the header" in wide.problem
    assert wide.cells[file_format.columns.index("author")] == "{'uniqueId': 'cleo'}"
    assert wide.cells[-1] == "8"
    assert "a quote that is never closed" in unclosed.problem


def test_keys_beyond_the_most_columns_leave_their_column_as_it_was(settings: Any) -> None:
    settings.IMPORT_MAX_COLUMNS = 8
    rows = [[ANNA["uniqueId"], {"likes": number}, {f"tag{number}": number}] for number in range(20)]
    file_format, found = converted(written(["handle", "stats", "tags"], *rows))
    assert (file_format.objects, file_format.columns) == (("stats",), ("handle", "stats.likes", "tags"))
    assert found[7].cells == ["anna", "7", "{'tag7': 7}"]
    everywhere = converted(written(["handle", "tags"], *([handle, tags] for handle, _, tags in rows)))[0]
    assert (everywhere.columns, everywhere.objects_apart) == (("handle", "tags"), False)


def test_a_column_called_as_a_key_loses_nothing() -> None:
    file = written(["stats.likes", "stats"], ["5", {"likes": 6}], ["", {"likes": 7}], ["8", ""])
    assert found_in(file) == [
        {"stats.likes": "5", "stats.likes (2)": "6"},
        {"stats.likes": "7"},
        {"stats.likes": "8"},
    ]


@pytest.mark.parametrize("key", ["link", "links", "url", "socials", "social_media", "accounts"])
@pytest.mark.parametrize("title", ["title", "label", "name", "type"])
def test_a_persons_links_are_accounts_and_others_stay(key: str, title: str) -> None:
    links = [{title: link["title"], "url": link["url"]} for link in LINKS]
    (anna, bert) = found_in(written(["member", key], ["Anna", links], ["Bert", []]))
    left = [{title: "homepage", "url": "https://anna.example"}]
    urls = {name: cell for name, cell in anna.items() if name.endswith(".url")}
    assert urls == {"x.url": LINKS[1]["url"], "instagram.url": LINKS[2]["url"], "tiktok.url": LINKS[3]["url"]}
    assert (json.loads(anna[key]), bert) == (left, {"member": "Bert"})


def test_what_a_link_is_called_is_nobodys_name() -> None:
    (anna,) = found_in(written(["member", "link"], ["Anna", LINKS]))
    assert anna["tiktok.label.title"] == "another page"
    assert not {"tiktok.title", "x.label.title"} & set(anna)


@pytest.mark.parametrize(
    ("key", "links"),
    [
        ("urls", [{"url": "https://t.co/x", "expanded_url": "https://www.instagram.com/anna.mai"}]),
        ("link", [{"title": "instagram", "url": "https://www.instagram.com/p/Cx12345/"}]),
        ("link", [{"title": "instagram", "url": "https://anna.example"}]),
        ("link", [{"title": "instagram", "url": "https://www.tiktok.com/@anna.tt"}]),
        ("posts", [{"title": "instagram", "url": "https://www.instagram.com/anna.mai"}]),
        ("team", [{"title": "instagram", "url": "https://www.instagram.com/anna.mai"}]),
    ],
)
def test_other_lists_stay_as_they_came(key: str, links: list[dict[str, str]]) -> None:
    assert found_in(written(["member", key], ["Anna", links])) == [{"member": "Anna", key: str(links)}]


def test_a_second_account_on_a_platform_is_a_row_of_the_same_line() -> None:
    links = [*LINKS[1:2], {"title": "twitter", "url": "https://twitter.com/anna_two"}]
    file_format, rows = converted(written(["member", "link"], ["Anna", links], ["Bert", LINKS[2:3]]))
    first, second = (link["url"] for link in links)
    assert [(row.line, row.cells[:2]) for row in rows] == [(2, ["Anna", first]), (2, ["Anna", second]), (3, ["Bert", ""])]
    assert file_format.columns == ("member", "x.url", "instagram.url")


def test_headings_and_the_header_once_more_stay_rows_of_their_own() -> None:
    rows = [[ANNA, 5], [BERT, 6]]
    names = ["author", "likes"]
    text = written(names, ["INSTAGRAM", ""], *rows * 3, names, ["TIKTOK", ""], *rows * 3)
    with as_table(io.BytesIO(text.encode())) as (file_format, table):
        found = list(headed_rows(table, file_format))
    assert file_format.sections == ("Platform",)
    assert [row.cells[-1] for row in found if not row.problem] == ["instagram"] * 6 + ["tiktok"] * 6
    assert [row.is_left_out for row in found if row.problem] == [True] * 3


def test_a_row_of_totals_stays_one() -> None:
    text = written(["author", "likes"], [ANNA, 5], [BERT, 6], ["Total", 11])
    with as_table(io.BytesIO(text.encode())) as (file_format, table):
        assert [row.is_left_out for row in headed_rows(table, file_format)] == [False, False, True]


@pytest.mark.django_db(transaction=True)
def test_accounts_listed_in_a_cell_are_linked() -> None:
    loaded(written(["party", "link"], ["Sun", LINKS], ["Moon", [{"title": "twitter", "url": "https://twitter.com/bertoh"}]]))
    creators = Account.objects.order_by("pk").values_list("creator_id", "platform", "handle")
    (mine,) = {creator for creator, _, handle in creators if handle == "anna_mai"}
    assert {(platform, handle) for creator, platform, handle in creators if creator == mine} == {
        ("x", "anna_mai"),
        ("instagram", "anna.mai"),
        ("tiktok", "anna.tt"),
    }
    assert [handle for creator, _, handle in creators if creator != mine] == ["bertoh"]


@pytest.mark.django_db(transaction=True)
def test_rejected_rows_come_back_mended() -> None:
    def row(handle: str, followers: Any) -> list[Any]:
        return [{"uniqueId": handle, "nickname": handle.title()}, {"followerCount": followers}, LINKS[:1]]

    rejected = loaded(written(["author", "stats", "link"], row("anna", 5000), row("ber\at", 600), row("cleo", 70)), platform="tiktok")
    assert (rejected.created, rejected.rejected, rejected.reports.get().line) == (2, 1, 3)
    header, rows = mendable_rows(rejected, "rejected")
    (cells,) = rows
    assert (header[-1], cells[header.index("author.uniqueId")]) == ("reason", "ber\at")
    mended = [cell.replace("\a", "") for cell in cells]
    again = loaded(written(header, mended), platform="tiktok")
    # The list of links in it is read once more, and the reason stays the last column.
    assert (again.file_format["objects"], again.file_format["columns"]) == (["link"], header)
    assert (again.created, again.rejected) == (1, 0)
    assert dict(Snapshot.objects.values_list("account__handle", "followers")) == {"anna": 5000, "bert": 600, "cleo": 70}


def test_the_reason_of_a_rejected_row_stays_last() -> None:
    text = written(["member", "link", "reason"], ["Anna", LINKS[1:3], "member: is none"])
    assert converted(text)[0].columns == ("member", "x.url", "instagram.url", "reason")


def test_a_blank_cell_says_that_there_are_no_other_accounts() -> None:
    names = ["type", "id", "other_platforms"]
    text = written(names, ["twitch", "anna_mai", [{"type": "twitter", "id": "Anna_M"}]], ["twitch", "bertoh", ""])
    assert found_in(text) == [{"twitch.handle": "anna_mai", "x.handle": "Anna_M"}, {"twitch.handle": "bertoh"}]
