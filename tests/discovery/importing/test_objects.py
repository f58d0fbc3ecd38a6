"""JSON comes in as a table: one object a line or an array of them, flat, with numbers as they are written."""

import json
from datetime import date
from typing import Any

import pytest

from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.formats import objects
from discovery.importing.formats.files import FileProblem, FormatChoice, Kind
from discovery.importing.mapping import Mapping
from discovery.models import Account, Creator, Snapshot
from tests.discovery.importing.lists import converted, draft, loaded

ACCOUNTS = [
    {"handle": "anna", "stats": {"followers": 1200, "rate": 0.034}, "topics": ["food", "travel"], "bio": None},
    {"handle": "bert", "is_verified": True, "links": [{"url": "https://example.com"}], "stats": {}},
]
LINES = "\n".join(json.dumps(account) for account in ACCOUNTS)
COLUMNS = ("handle", "stats.followers", "stats.rate", "topics", "bio", "is_verified", "links")
ROWS = [
    ["anna", "1200", "0.034", "food|travel", "", "", ""],
    ["bert", "", "", "", "", "true", '[{"url": "https://example.com"}]'],
]


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        f"\n{LINES}\r\n\n",
        json.dumps(ACCOUNTS),
        json.dumps(ACCOUNTS, indent=2),
        f"[{LINES.replace(chr(10), ',' + chr(10))}\n]",
        json.dumps({"status": "ok", "data": {"creators": ACCOUNTS}}),
        json.dumps({"status": "ok", "data": {"creators": ACCOUNTS}}, indent=2),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_objects_are_rows_and_their_keys_columns(text: str, encoding: str) -> None:
    file_format, rows = converted(text.encode(encoding))
    assert (file_format.kind, file_format.header_line, file_format.columns) == (Kind.JSON, 0, COLUMNS)
    assert [row.cells for row in rows] == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('[\n "anna",\n "b,]",\n]', [["anna"], ["b,]"]]),
        ('[{"handle": "anna", "note": "a,}\\","},\n {"handle": "bert",},\n]\n', [["anna", 'a,}",'], ["bert", ""]]),
        ('{"creators": [{"handle": "anna", "topics": ["tea", ]}, ], }', [["anna", "tea"]]),
    ],
)
def test_a_comma_behind_the_last_says_nothing(text: str, cells: list[list[str]], encoding: str) -> None:
    assert [row.cells for row in converted(text.encode(encoding))[1]] == cells


@pytest.mark.parametrize("text", ['["anna", , "bert"]', '[{"handle": "anna"} {"handle": "bert"},]', '["anna",'])
def test_other_breaks_are_said(text: str) -> None:
    with pytest.raises(FileProblem, match="broken after"):
        converted(text)


def test_a_broken_byte_is_told_beside_a_last_comma_too() -> None:
    text = b'[{"handle":"anna","title":"Jos\xe9"},{"handle":"bert"},]'
    with pytest.raises(FileProblem, match="broken after"):
        converted(text, FormatChoice(encoding="utf-8"))


def test_lines_are_counted_as_they_stand() -> None:
    _, rows = converted(f"\n{LINES}\n")
    assert [row.line for row in rows] == [2, 3]
    _, rows = converted(json.dumps(ACCOUNTS, indent=2))
    assert [row.line for row in rows] == [1, 2]


@pytest.mark.parametrize("written", ["17841401234567891", "1.10", "2.28E+11", "-0.0", "123456789012345678901234567890"])
def test_numbers_are_exact(written: str) -> None:
    assert converted(f'{{"handle": "anna", "id": {written}}}\n{{"handle": "bert"}}')[1][0].cells[1] == written


@pytest.mark.parametrize("written", ["17841401234567891", "123456789012345678901234567890"])
def test_numbers_in_an_array_are_exact(written: str) -> None:
    assert converted(f'[{{"handle": "anna", "id": {written}}}]')[1][0].cells[1] == written


@pytest.mark.parametrize("line", ['["anna", 5]', '{"handle": "anna"', "anna,5", "5", '{"a": ' * 5000, f'{{"n": {"9" * 9}}}x'])
def test_a_line_that_is_no_object_is_a_row_of_its_own_with_a_problem(line: str) -> None:
    _, rows = converted(f"{LINES}\n{line}\n{LINES}")
    assert [(row.line, row.problem) for row in rows] == [(1, ""), (2, ""), (3, "is no JSON object"), (4, ""), (5, "")]
    assert rows[2].cells == [line[:2000]]


def test_a_broken_first_line_hides_no_others() -> None:
    _, rows = converted('{"handle": \n' + LINES)
    assert [bool(row.problem) for row in rows] == [True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": ' + "[" * 5_000 + "]" * 5_000 + "}]",
        '[{"a": ' + '{"a": ' * 200_000 + "1" + "}" * 200_000 + "}]",
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_lists_in_lists_without_end_are_refused_before_they_are_held(text: str, encoding: str) -> None:
    with pytest.raises(FileProblem, match="more than 200 lists within lists"):
        converted(text.encode(encoding))


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 1_000])
def test_brackets_in_texts_are_no_lists(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a chunk ends: within a string, or between a backslash and what it escapes."""
    monkeypatch.setattr(objects, "CHUNK_BYTES", chunk)
    monkeypatch.setattr(objects, "MOST_OPEN", 2)
    bio = '"[[[\\" {{{\\ [[' + "\\" * 3
    _, rows = converted(json.dumps([{"handle": "anna", "bio": bio}] * 3).encode())
    assert [row.cells for row in rows] == [["anna", bio]] * 3
    with pytest.raises(FileProblem, match="more than 2 lists"):
        converted(json.dumps([{"handle": "anna", "bio": bio, "tags": [1]}]).encode())


@pytest.mark.parametrize("text", ["[]", "{}", "[[1, 2], [3, 4]]", '{"a": ', '[{"a": ', '[{"handle": "anna"}, {"'])
def test_json_without_a_list_is_refused(text: str) -> None:
    with pytest.raises(FileProblem, match="JSON"):
        converted(text)


def test_limits_are_sentences(settings: Any) -> None:
    settings.IMPORT_MAX_COLUMNS = 6
    with pytest.raises(FileProblem, match="7 columns; up to 6"):
        converted(LINES)
    settings.IMPORT_MAX_COLUMNS, settings.IMPORT_MAX_ROWS = 8, 1
    with pytest.raises(FileProblem, match="more than 1 rows"):
        converted(LINES)
    settings.IMPORT_MAX_ROWS, settings.IMPORT_MAX_CELL_CHARACTERS = 2, 5
    assert "a cell of more than 5 characters" in converted(LINES)[1][0].problem


@pytest.mark.django_db
@pytest.mark.parametrize("character", ["\\u0000", "\\ud800"])
def test_a_key_that_no_database_takes_is_a_column_all_the_same(character: str) -> None:
    row = f'{{"handle": "anna", "followers": 5, "a{character}b": "x{character}y"}}'
    made = draft(f"{row}\n{row}".encode())
    assert made.file_format["columns"] == ["handle", "followers", "a\ufffdb"]


ANNA: dict[str, Any] = {
    "creator": {"name": "Anna"},
    "channels": [
        {"platform": "instagram", "username": "anna", "followers": 5000},
        {"network": "TikTok", "handle": "anna.tt", "followers": 7000},
    ],
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["channels", "accounts", "social_profiles", "platforms"])
def test_a_persons_accounts_within_an_object_are_linked(key: str) -> None:
    text = json.dumps([{"creator": ANNA["creator"], key: ANNA["channels"]}, {"creator": {"name": "Bert"}, key: ANNA["channels"][:0]}])
    creator_list = draft(text, name="list.json", taken_on=date(2022, 12, 31))
    assert not uploads.still_missing(creator_list)
    loaded(text)
    accounts = Account.objects.order_by("handle")
    assert [(each.platform, each.handle, each.title) for each in accounts] == [("instagram", "anna", "Anna"), ("tiktok", "anna.tt", "Anna")]
    assert len({each.creator_id for each in accounts}) == 1
    assert set(Snapshot.objects.values_list("account__handle", "followers")) == {("anna", 5000), ("anna.tt", 7000)}


def test_nothing_of_a_list_of_accounts_is_lost() -> None:
    accounts = [*ANNA["channels"], {"platform": "instagram", "username": "anna.two"}, {"platform": "substack", "username": "anna"}]
    file_format, rows = converted(json.dumps([{"name": "Anna", "channels": accounts}]))
    found = [{name: cell for name, cell in zip(file_format.columns, row.cells, strict=True) if cell} for row in rows]
    left = '[{"platform": "substack", "username": "anna"}]'
    first = {"instagram.username": "anna", "instagram.followers": "5000", "tiktok.handle": "anna.tt", "tiktok.followers": "7000"}
    assert found == [{"name": "Anna", "channels": left} | first, {"name": "Anna", "instagram.username": "anna.two"}]


STREAMERS: list[dict[str, Any]] = [
    {
        "type": "twitch",
        "id": "anna_mai",
        "followers": 900,
        "other_platforms": [{"type": "twitter", "id": "Anna_M"}, {"type": "youtube", "id": "UC7XxmEXw7wXgh259vYCSjkQ"}],
    },
    {"type": "twitch", "id": "bertoh", "followers": 800, "other_platforms": []},
    {"type": "twitch", "id": "cleo", "followers": 700, "other_platforms": None},
]


@pytest.mark.django_db(transaction=True)
def test_accounts_that_list_the_others_are_linked_with_them() -> None:
    loaded(json.dumps(STREAMERS))
    accounts = Account.objects.order_by("pk")
    hers = {("twitch", "anna_mai"), ("x", "Anna_M"), ("youtube", "UC7XxmEXw7wXgh259vYCSjkQ")}
    assert {(each.platform, each.handle or each.external_id) for each in accounts} == hers | {("twitch", "bertoh"), ("twitch", "cleo")}
    assert Creator.objects.count() == 3
    counted = set(Snapshot.objects.exclude(followers=None).values_list("account__platform", "followers"))
    assert counted == {("twitch", 900), ("twitch", 800), ("twitch", 700)}


@pytest.mark.django_db
def test_accounts_on_several_platforms_that_list_the_others_need_no_answer_but_the_day() -> None:
    others = [{**STREAMERS[0], "type": "tiktok", "id": "bert.oh", "other_platforms": [{"type": "twitch", "id": "bertoh"}]}, STREAMERS[0]]
    made = draft(json.dumps(others), name="list.json", taken_on=date(2022, 12, 31))
    assert not uploads.still_missing(made)
    mapping = Mapping.from_json(made.mapping)
    columns = made.file_format["columns"]
    assert {columns[index]: on for index, on in mapping.platforms.items() if mapping.fields[index] == Field.FOLLOWERS} == {
        "tiktok.followers": "tiktok",
        "twitch.followers": "twitch",
    }


def test_what_says_where_an_account_is_goes_with_it() -> None:
    assert own() == ("twitch.handle", "twitch.followers", "x.handle", "youtube.id")


def test_another_account_on_its_own_platform_is_a_row_of_its_own() -> None:
    second = {"type": "twitch", "id": "anna_two"}
    file_format, rows = converted(json.dumps([STREAMERS[0] | {"other_platforms": [second]}]))
    assert (file_format.columns, [row.cells for row in rows]) == (
        ("twitch.handle", "twitch.followers"),
        [["anna_mai", "900"], ["anna_two", ""]],
    )


def own(**changes: Any) -> tuple[str, ...]:
    return converted(json.dumps([STREAMERS[0] | changes]))[0].columns


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "7"},
        {"id": 919},
        {"id": "Anna Mai"},
        {"id": "507f1f77bcf86cd799439011"},
        {"id": "UC7XxmEXw7wXgh259vYCSjkQ"},
        {"type": "streamer"},
        {"type": "streamer", "name": "Snap"},
        {"network": "tiktok"},
        {"username": "anna"},
        {"url": "https://www.twitch.tv/anna"},
        {"twitch": "anna"},
    ],
)
def test_an_id_that_is_not_plainly_the_handle_stays_an_id(changes: dict[str, Any]) -> None:
    assert {"id", "x.handle", "youtube.id"} <= set(own(**changes))


def test_an_id_beside_a_list_of_whatever_accounts_stays_an_id() -> None:
    assert {"id", "x.handle", "youtube.id"} <= set(own(channels=STREAMERS[0]["other_platforms"], other_platforms="none"))


def test_an_id_beside_other_media_stays_an_id() -> None:
    post = {"type": "instagram", "id": "CxYz12a", "other_media": [], "caption": "Hello"}
    assert "id" in converted(json.dumps([post]))[0].columns


@pytest.mark.parametrize("key", ["username", "user_id"])
def test_an_id_within_a_list_of_accounts_stays_one_where_something_else_names_them(key: str) -> None:
    assert {"x.id", f"x.{key}"} <= set(own(other_platforms=[{"type": "twitter", "id": "a1b", key: "anna"}]))


def test_links_to_profiles_are_accounts_where_one_says_so() -> None:
    site, profile = {"title": "homepage", "url": "https://anna.example"}, {"title": "TikTok", "url": "https://www.tiktok.com/@anna.tt"}
    file_format, rows = converted(json.dumps([{"name": "Anna", "links": [site, profile]}, {"name": "Bert", "links": [site]}]))
    left = json.dumps([site])
    assert file_format.columns == ("name", "tiktok.url", "links")
    assert [row.cells for row in rows] == [["Anna", profile["url"], left], ["Bert", "", left]]
    unsaid = json.dumps([{"name": "Anna", "links": [{"url": profile["url"]}]}])
    assert converted(unsaid)[0].columns == ("name", "links")


def test_a_list_of_nothing_but_profiles_addresses_is_a_persons_accounts() -> None:
    anna = {"name": "Anna", "instagramUrls": ["https://www.instagram.com/anna.b/", "https://www.instagram.com/annas_band/"]}
    bert = {"name": "Bert", "instagramUrls": ["https://www.instagram.com/bert_o/"]}
    file_format, rows = converted(json.dumps([anna, bert]))
    assert file_format.columns == ("name", "instagram.url")
    assert [row.cells[1] for row in rows] == [*anna["instagramUrls"], *bert["instagramUrls"]]
    # What leads elsewhere, or is called otherwise, stays as it came.
    assert converted(json.dumps([{"name": "Anna", "photos": anna["instagramUrls"]}]))[0].columns == ("name", "photos")
    assert converted(json.dumps([{"name": "Anna", "links": ["https://example.com/a", "https://example.com/b"]}]))[0].columns == (
        "name",
        "links",
    )


@pytest.mark.parametrize("key", ["creators", "posts", "members"])
def test_a_list_of_others_is_no_persons_accounts(key: str) -> None:
    file_format, rows = converted(json.dumps([{"name": "Spring", key: ANNA["channels"]}]))
    assert (file_format.columns, len(rows)) == (("name", key), 1)


@pytest.mark.parametrize(
    "wrapped",
    [
        {"data": ACCOUNTS},
        {"results": {"items": ACCOUNTS}},
        {"errors": [{"code": 1}], "results": {"items": ACCOUNTS}},
        {"meta": {"filters": [{"name": "x"}]}, "data": {"results": ACCOUNTS, "next": None}},
    ],
)
def test_the_array_with_the_most_objects_is_the_list(wrapped: dict[str, Any]) -> None:
    assert [row.cells for row in converted(json.dumps(wrapped))[1]] == ROWS


def test_an_array_of_nothing_but_texts_is_a_column_without_a_name() -> None:
    file_format, rows = converted(json.dumps(["anna.b", "bert_o", 5, "cleo"]))
    assert (file_format.kind, file_format.columns, file_format.header_line) == (Kind.JSON, ("column 1",), 0)
    assert [(row.line, row.cells[0], bool(row.problem)) for row in rows] == [
        (1, "anna.b", False),
        (2, "bert_o", False),
        (3, "5", True),
        (4, "cleo", False),
    ]
    with pytest.raises(FileProblem, match="broken after 2 texts"):
        converted('["anna.b", "bert_o", ')


def test_of_arrays_of_texts_that_are_called_handles_count() -> None:
    wrapped = {"handles": ["anna", "bert"], "deny": ["ad", "promo", "sale"], "notes": {"anna": "likes tea"}}
    file_format, rows = converted(json.dumps(wrapped, indent=1))
    assert (file_format.columns, [row.cells for row in rows]) == (("handles",), [["anna"], ["bert"]])


@pytest.mark.django_db(transaction=True)
def test_an_array_of_handles_is_loaded() -> None:
    loaded('["anna.b", "bert_o", "cleo.d"]', name="handles.json")
    assert set(Account.objects.values_list("handle", flat=True)) == {"anna.b", "bert_o", "cleo.d"}
