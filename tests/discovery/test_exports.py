"""CSV: what Excel opens right, and no cell ever a formula."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from discovery.exports import ACCOUNT_HEADER, Cell, account_cells, csv_response, guard
from discovery.sweet_spots import default
from tests.discovery.scores import make_score, make_unranked
from tests.factories import TODAY, make_account, make_list


def body(response: StreamingHttpResponse) -> str:
    return response.getvalue().decode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＠SUM(A1)", '=HYPERLINK("http://evil")'])
def test_a_formula_is_neutralised(text: str) -> None:
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["", "ana", "a=b", " =1", "'=1", "1+1", "–"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


def test_a_file_opens_right_in_excel() -> None:
    response = csv_response(
        "Größe.csv", ("name", "n"), [["Zoë, «a»", -5], ['say "hi"\nthere', Decimal("-1.50")], [None, 0.5], ["=x", TODAY]]
    )
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.csv"
    assert body(response) == ('\ufeffname,n\r\n"Zoë, «a»",-5\r\n"say ""hi""\nthere",-1.50\r\n,0.5\r\n\'=x,2026-11-20\r\n')


def test_a_heading_that_came_with_a_list_is_neutralised_too(as_admin: Client) -> None:
    columns = ["handle", "=cmd|' /C calc'!A0"]
    creator_list = make_list(file_format={"encoding": "utf-8", "delimiter": ",", "header_line": 1, "columns": columns})
    sent = as_admin.get(reverse("import_rows", args=[creator_list.pk, "rejected"]))
    assert isinstance(sent, StreamingHttpResponse)
    assert body(sent) == "\ufeffhandle,'=cmd|' /C calc'!A0,reason\r\n"


def test_rows_are_asked_for_as_they_are_sent() -> None:
    asked: list[int] = []

    def rows() -> Iterator[list[Cell]]:
        for number in range(3):
            asked.append(number)
            yield [number]

    response = csv_response("x.csv", ("n",), rows())
    assert asked == []
    sent = iter(response)
    next(sent), next(sent)
    assert asked == [0]


def test_an_account_in_every_column(db: None) -> None:
    account = make_account("ana.b", title="=cmd()", country="DE", language="de", topics=["Food", "Travel"], bio="@me", external_id="Ab1")
    cells = dict(zip(ACCOUNT_HEADER, account_cells(make_score(account), default(), set()), strict=True))
    assert cells["platform"] == "instagram"
    assert (cells["handle"], cells["platform_id"], cells["name"]) == ("ana.b", "Ab1", "=cmd()")
    assert (cells["country"], cells["language"], cells["topics"]) == ("DE", "de", "Food; Travel")
    assert (cells["followers"], cells["fit"], cells["peer_trust"], cells["last_seen"]) == (100_000, 57.45, 54.0, TODAY)
    assert (cells["engagement_rate"], cells["engagements_per_post"]) == (0.0156, 1_560.0)
    assert cells["natural_growth"] is None
    assert (cells["sweet_centre"], cells["sweet_width"], cells["size_share"]) == (100_000, 0.6, 0.4)


def test_what_is_missing_is_an_empty_cell(db: None) -> None:
    score = make_unranked(make_account("zed"), followers=None)
    text = body(csv_response("x.csv", ACCOUNT_HEADER, [account_cells(score, default(), set())]))
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (row["handle"], row["followers"], row["fit"], row["confidence"]) == ("zed", "", "", "0.0")


def test_rates_have_no_more_digits_than_they_carry(db: None) -> None:
    score = make_score(make_account("ana"), rate=0.015600000000000001, rate_vs_peers=1.23456789)
    cells = dict(zip(ACCOUNT_HEADER, account_cells(score, default(), set()), strict=True))
    assert (cells["engagement_rate"], cells["engagement_vs_peers"]) == (0.0156, 1.23457)
