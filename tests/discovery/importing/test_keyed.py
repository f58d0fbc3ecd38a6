"""JSON that keeps its list by key: each key is a row, none is lost, and an object of one account stays one row."""

import json
from typing import Any

import pytest

from discovery.importing.formats.files import FileProblem
from discovery.importing.proposals.proposing import propose
from discovery.models import Account, Snapshot
from tests.discovery.importing.lists import converted, loaded
from tests.discovery.importing.proposed import TODAY

LISTS: list[tuple[Any, list[str], list[list[str]]]] = [
    ({"Anne Curtis": "annecurtissmith", "Liza S": "lizas"}, ["title", "handle"], [["Anne Curtis", "annecurtissmith"], ["Liza S", "lizas"]]),
    ([{"Anne Curtis": "annec.s"}, {"Liza S": "lizas"}], ["title", "handle"], [["Anne Curtis", "annec.s"], ["Liza S", "lizas"]]),
    ({"anna": 5000, "bert.x": 600}, ["handle", "followers"], [["anna", "5000"], ["bert.x", "600"]]),
    ({"anna": "5,000", "bert.x": "600"}, ["handle", "followers"], [["anna", "5,000"], ["bert.x", "600"]]),
    ({"mrbeast": {"followers": 1}}, ["handle", "followers"], [["mrbeast", "1"]]),
    ({"data": {"anna": {"followers": 5}, "bert": {"followers": 7}}}, ["handle", "followers"], [["anna", "5"], ["bert", "7"]]),
    (
        {"data": {"anna": {"followers": 5}, "bert": None, "cleo": {"followers": 7}}},
        ["handle", "followers"],
        [["anna", "5"], ["bert", ""], ["cleo", "7"]],
    ),
    ({"instagram": ["a.b", "b_c"], "tiktok": ["c"]}, ["platform", "handle"], [["instagram", "a.b"], ["instagram", "b_c"], ["tiktok", "c"]]),
    (
        {"instagram": [{"username": "a.b", "followers": 5}], "tiktok": [{"username": "c", "followers": 6}]},
        ["platform", "handle", "followers"],
        [["instagram", "a.b", "5"], ["tiktok", "c", "6"]],
    ),
    ({"beauty": ["a.b", "b_c"], "gaming": ["c"]}, ["extra", "handle"], [["beauty", "a.b"], ["beauty", "b_c"], ["gaming", "c"]]),
    (
        {"Anne C": {"instagram": "anne.c", "tiktok": "annec"}, "Liza S": {"instagram": "liza", "tiktok": "lizatt"}},
        ["title", "handle", "handle"],
        [["Anne C", "anne.c", "annec"], ["Liza S", "liza", "lizatt"]],
    ),
    ({"@anna": {"followers": 5}, "@bert": {"followers": 6}}, ["handle", "followers"], [["@anna", "5"], ["@bert", "6"]]),
    (
        {
            "anna": [{"date": "2026-01-01", "followers": 5}, {"date": "2026-02-01", "followers": 6}],
            "bert": [{"date": "2026-01-01", "followers": 7}],
        },
        ["handle", "taken_on", "followers"],
        [["anna", "2026-01-01", "5"], ["anna", "2026-02-01", "6"], ["bert", "2026-01-01", "7"]],
    ),
    (
        {"UCBJycsmduvYEL83R_U4JriQ": "Marques B", "UCBJycsmduvYEL83R_U4JriA": "Bert K"},
        ["external_id", "title"],
        [["UCBJycsmduvYEL83R_U4JriQ", "Marques B"], ["UCBJycsmduvYEL83R_U4JriA", "Bert K"]],
    ),
    # Several such lists beside each other are one.
    (
        {"youtube": {"mkbhd": 19_000_000, "unbox": 18_000}, "tiktok": {"nikkie": 14_000, "khaby": 160_000_000}},
        ["platform", "handle", "followers"],
        [["youtube", "mkbhd", "19000000"], ["youtube", "unbox", "18000"], ["tiktok", "nikkie", "14000"], ["tiktok", "khaby", "160000000"]],
    ),
    (
        {"tech": {"mkbhd": {"followers": 500}, "unbox": {"followers": 400}}, "beauty": {"nikkie": {"followers": 300}}},
        ["extra", "handle", "followers"],
        [["tech", "mkbhd", "500"], ["tech", "unbox", "400"], ["beauty", "nikkie", "300"]],
    ),
    # Columns by the numbers of their rows, as pandas writes them.
    ({"username": {"0": "anna", "1": "bert"}, "followers": {"0": 5, "1": 6}}, ["handle", "followers"], [["anna", "5"], ["bert", "6"]]),
    (
        # The key is the handle again, and no name.
        {at: {"username": at, "full_name": f"{at} K", "followers": 5} for at in ("anna", "bert")},
        ["extra", "handle", "title", "followers"],
        [["anna", "anna", "anna K", "5"], ["bert", "bert", "bert K", "5"]],
    ),
]


@pytest.mark.parametrize(("written", "fields", "cells"), LISTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_keys_are_rows(written: Any, fields: list[str], cells: list[list[str]], indent: int | None) -> None:
    file_format, rows = converted(json.dumps(written, indent=indent))
    assert [row.cells for row in rows] == cells
    assert [guess.field for guess in propose(file_format, rows, "list.json", TODAY).guesses] == fields


def test_followers_by_handle_alone_are_asked_about() -> None:
    file_format, rows = converted(json.dumps({"anna": 5000, "bert.x": 600}))
    assert propose(file_format, rows, "list.json", TODAY).guesses[1].confidence == "unsure"


@pytest.mark.parametrize(
    "written",
    [
        {"handle": "anna", "city": "berlin"},
        {"followers": 5000, "following": 300},
        {"profile": {"username": "anna", "followers": 5}, "stats": {"likes": 5, "followers": 5}},
        {"instagram": {"handle": "anna", "followers": 5}, "tiktok": {"handle": "annak", "followers": 7}},
        {"2026-01-01": {"followers": 5}, "2026-02-01": {"followers": 6}},
        {"user": "anna", "tags": ["food"], "topics": ["travel"]},
        {"meta": {"count": 2, "page": 1}, "paging": {"count": 1, "page": 2}},
    ],
)
def test_what_columns_are_called_by_is_one_row(written: Any) -> None:
    assert len(converted(json.dumps(written))[1]) == 1


def test_an_array_counts_before_what_stands_around_it() -> None:
    around = {"authors": {"x1": {"id": 1, "n": 2}, "x2": {"id": 2, "n": 3}}, "list": [{"handle": "anna"}, {"handle": "bert"}]}
    assert [row.cells for row in converted(json.dumps(around))[1]] == [["anna"], ["bert"]]
    # Arrays of other things than the list's are none of it.
    beside = {"creators": [{"handle": "anna", "followers": 5}], "posts": [{"id": 1, "text": "x"}]}
    assert [row.cells for row in converted(json.dumps(beside))[1]] == [["anna", "5"]]


def test_a_day_beside_the_rows_is_the_lists_and_none_of_theirs() -> None:
    rows = {at: {"followers": 5, "seen": "2025-01-01"} for at in ("anna", "bert")}
    file_format, found = converted(json.dumps({"updated": "2026-08-01", **rows}))
    assert (file_format.banner, [row.cells[0] for row in found]) == ("updated: 2026-08-01", ["anna", "bert"])


def test_a_row_of_another_kind_is_one_of_its_own() -> None:
    found = converted(json.dumps({**{f"a.{at}": {"followers": at} for at in range(5_000)}, "z.z": 7}))[1]
    assert (len(found), found[-1].cells) == (5_001, ["z.z", "", "7"])


def test_a_broken_end_is_said() -> None:
    with pytest.raises(FileProblem, match="The JSON is broken after"):
        converted('{"anna": {"followers": 5}, "bert": {"followers": 6}, "cl')


@pytest.mark.django_db
def test_each_of_three_pairs_on_one_line_is_an_account() -> None:
    loaded(json.dumps({"Anne Curtis": "annecurtissmith", "Liza S": "lizas", "Ellen A": "maria.elena"}), "list.json")
    stored = dict(Account.objects.values_list("handle", "title"))
    assert stored == {"annecurtissmith": "Anne Curtis", "lizas": "Liza S", "maria.elena": "Ellen A"}


@pytest.mark.django_db
def test_counts_stay_with_their_keys() -> None:
    loaded(json.dumps({"data": {"anna": {"followers": 5}, "bert": {"followers": 7}}}), "list.json")
    assert dict(Snapshot.objects.values_list("account__handle", "followers")) == {"anna": 5, "bert": 7}
