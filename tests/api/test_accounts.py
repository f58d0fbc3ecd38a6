"""Accounts and creators: the ranked search with the page's filters and orders, one account, its snapshots."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery.filters import AccountFilter
from discovery.models import Creator
from scoring.models import AccountScore
from tests.discovery.scores import make_score, make_unranked
from tests.factories import make_account, make_list, make_snapshot, make_source

ACCOUNTS = "/api/v1/accounts/"
NAMED = {
    *("platform", "handle", "external_id", "name", "followers", "following", "posts", "country", "language", "topics", "bio", "tier"),
    *("sweet_spot", "peer_trust", "confidence", "fit", "parts", "flags", "method_version", "rank", "last_seen"),
}


def walk(client: Client, address: str, way: str = "next") -> list[Any]:
    """Every row, page by page."""
    rows: list[Any] = []
    while address:
        page = client.get(address).json()
        rows = rows + page["results"] if way == "next" else page["results"] + rows
        address = page[way]
    return rows


def test_an_account_says_all_that_is_known_of_it(viewer_api: Client) -> None:
    account = make_account("ana.runs", external_id="77", title="Ana", country="ES", language="es", topics=["Running"], bio="Runs.")
    make_score(account, followers=100_000, fit=57.45, response=70.0, natural_growth=None)
    make_snapshot(account, taken_on=date(2026, 9, 1), following=300, posts=40)
    make_snapshot(account, taken_on=date(2026, 10, 1), following=310)
    shown = viewer_api.get(f"{ACCOUNTS}{account.pk}/").json()
    assert set(shown) >= NAMED - {"rank"}
    # Each count as the newest snapshot that states it.
    assert (shown["followers"], shown["following"], shown["posts"]) == (100_000, 310, 40)
    assert (shown["handle"], shown["external_id"], shown["name"], shown["country"]) == ("ana.runs", "77", "Ana", "ES")
    assert shown["parts"] == {"response": 70.0, "conversation": 60.0, "natural_growth": None, "steadiness": None, "reciprocity": None}
    assert (shown["fit"], shown["method_version"], shown["flags"]) == (57.45, "1-test", [])
    assert shown["urls"] == {
        "api": f"http://testserver{ACCOUNTS}{account.pk}/",
        "page": "http://testserver/creators/instagram/ana.runs/",
        "profile": "https://www.instagram.com/ana.runs/",
    }


def test_a_sample_account_is_called_one(viewer_api: Client) -> None:
    sample = make_account("sample.ana", created_by_list=make_list(source=make_source("Sample data", is_sample=True)))
    assert viewer_api.get(f"{ACCOUNTS}{make_account().pk}/").json()["is_sample"] is False
    shown = viewer_api.get(f"{ACCOUNTS}{sample.pk}/").json()
    assert (shown["is_sample"], shown["urls"]["profile"]) == (True, None)


def test_an_account_that_was_never_scored_is_shown_without_scores(viewer_api: Client) -> None:
    shown = viewer_api.get(f"{ACCOUNTS}{make_account().pk}/").json()
    assert shown["fit"] is shown["followers"] is shown["method_version"] is shown["parts"] is shown["following"] is None


def test_on_one_day_the_source_that_was_added_last_counts(viewer_api: Client) -> None:
    account = make_account()
    make_snapshot(account, source=make_source("First"), posts=1)
    make_snapshot(account, source=make_source("Second"), posts=2)
    assert viewer_api.get(f"{ACCOUNTS}{account.pk}/").json()["posts"] == 2


@pytest.mark.parametrize("sort", ["-fit", "fit", "name", "-last_seen", "country"])
def test_paging_walks_every_row_once(viewer_api: Client, sort: str) -> None:
    for number in range(7):
        make_score(make_account(), fit=50.0 + number % 3, country="ES" if number % 2 else "")
    for _ in range(4):
        make_unranked(make_account(), last_seen=None)
    address = f"{ACCOUNTS}?sort={sort}&page_size=3"
    rows = walk(viewer_api, address)
    assert [row["rank"] for row in rows] == list(range(1, 12))
    assert {row["id"] for row in rows} == set(AccountScore.objects.values_list("pk", flat=True))
    whole = viewer_api.get(f"{ACCOUNTS}?sort={sort}").json()
    assert [row["id"] for row in whole["results"]] == [row["id"] for row in rows]
    assert whole["next"] is whole["previous"] is None
    last = viewer_api.get(address)
    while last.json()["next"]:
        last = viewer_api.get(last.json()["next"])
    back = walk(viewer_api, f"{last.wsgi_request.build_absolute_uri()}", "previous")
    assert [row["id"] for row in back] == [row["id"] for row in rows]


def test_filters_are_those_of_the_page(viewer_api: Client) -> None:
    near = make_score(make_account(country="ES"), followers=90_000)
    make_score(make_account(platform="tiktok", country="ES"), followers=90_000)
    make_score(make_account(country="FR"), followers=90_000)
    make_score(make_account(country="ES"), followers=900_000, tier="macro")
    found = viewer_api.get(f"{ACCOUNTS}?platform=instagram&country=ES&country=PT&followers_to=100K&tier=micro").json()
    assert [row["id"] for row in found["results"]] == [near.pk]


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("colour=red", "", "no filter “colour”. Known are words, platform, tier"),
        ("sort=-colour", "sort", "no column “colour” to sort by. Choose one of fit, name"),
        ("platform=myspace", "platform", "myspace"),
        ("followers_from=many", "followers_from", "50K"),
        ("followers_from=null", "followers_from", "50K"),
        ("followers_from=9&followers_to=1", "followers_to", "swap"),
        ("words=%00", "words", "Null characters"),
        ("topic=%00", "topic", "Null characters"),
        ("sort=%00", "sort", "no column"),
        ("sort=fit&sort=name", "", "more than once"),
        ("page_size=0", "page_size", "greater than or equal to 1"),
        ("page_size=201", "page_size", "less than or equal to 200"),
        ("page_size=1&page_size=2", "page_size", "more than once"),
        ("page_size=ten", "page_size", "valid integer"),
    ],
)
def test_what_is_not_known_is_named(viewer_api: Client, query: str, name: str, sentence: str) -> None:
    refused = viewer_api.get(f"{ACCOUNTS}?{query}")
    assert refused.status_code == 400
    assert any(error["name"] == name and sentence in error["detail"] for error in refused.json()["errors"]), refused.json()


def test_a_cursor_of_another_order_leads_nowhere(viewer_api: Client) -> None:
    for _ in range(3):
        make_score()
    cursor = viewer_api.get(f"{ACCOUNTS}?page_size=1").json()["next"].partition("after=")[2]
    for query in (f"sort=name&after={cursor}", "after=x", "after=%00", "before=x", f"after={cursor}&before={cursor}"):
        assert viewer_api.get(f"{ACCOUNTS}?{query}").status_code == 404


def test_every_filter_of_the_page_is_in_the_schema(viewer_api: Client) -> None:
    schema = viewer_api.get("/api/schema/").json()
    described = {parameter["name"] for parameter in schema["paths"][ACCOUNTS]["get"]["parameters"]}
    assert described == {*AccountFilter.base_filters, "sort", "after", "before", "page_size"}


@pytest.mark.parametrize("address", [ACCOUNTS, "/api/v1/creators/"])
def test_queries_do_not_grow_with_rows(viewer_api: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str) -> None:
    viewer_api.get(address)
    for rows in (1, 10):
        while AccountScore.objects.count() < rows:
            make_snapshot(make_score().account)
        with django_assert_num_queries(7 if address == ACCOUNTS else 3):
            assert len(viewer_api.get(address).json()["results"]) == rows


def test_snapshots_come_in_pages(viewer_api: Client) -> None:
    account = make_account()
    made = [make_snapshot(account, taken_on=date(2026, month, 1), extra={"Notes": "kept"}) for month in (5, 3, 4)]
    make_snapshot()
    rows = walk(viewer_api, f"{ACCOUNTS}{account.pk}/snapshots/?page_size=2")
    assert [row["id"] for row in rows] == [snapshot.pk for snapshot in made]
    assert (rows[0]["taken_on"], rows[0]["source"], rows[0]["likes"], rows[0]["extra"]) == (
        "2026-05-01",
        "Test provider",
        1500.0,
        {"Notes": "kept"},
    )


def test_a_creator_has_accounts(viewer_api: Client) -> None:
    creator = Creator.objects.create(name="Ana")
    first, second = make_account(creator=creator), make_account(creator=creator, platform="tiktok")
    make_score(first)
    listed = viewer_api.get("/api/v1/creators/").json()["results"]
    assert [account["id"] for account in listed[0]["accounts"]] == [first.pk, second.pk]
    shown = viewer_api.get(f"/api/v1/creators/{creator.pk}/").json()
    assert [(account["fit"], account["platform"]) for account in shown["accounts"]] == [(57.45, "instagram"), (None, "tiktok")]


def test_pages_by_id_go_both_ways(viewer_api: Client) -> None:
    made = [make_account().creator_id for _ in range(5)]
    address = "/api/v1/creators/?page_size=2"
    assert [row["id"] for row in walk(viewer_api, address)] == made
    last = viewer_api.get(f"{address}&after={made[3]}").json()
    assert [row["id"] for row in last["results"]] == made[4:]
    middle = viewer_api.get(last["previous"]).json()
    assert [row["id"] for row in middle["results"]] == made[2:4]
    first = viewer_api.get(middle["previous"]).json()
    assert [row["id"] for row in first["results"]] == made[:2]
    assert first["previous"] is None
    assert viewer_api.get(first["next"]).json()["results"] == middle["results"]


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=99999999999999999999", "before=%00", "colour=red", "after=1&after=2", "page_size="]
)
def test_a_page_by_id_is_asked_for_exactly(viewer_api: Client, query: str) -> None:
    refused = viewer_api.get(f"/api/v1/creators/?{query}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["name"] == query.partition("=")[0]


def test_a_search_ranks_by_the_size_it_wants(viewer_api: Client) -> None:
    large, small = make_score(followers=100_000), make_score(followers=20_000, sweet_spot=0.507, fit=40.0)
    wish = "sweet_centre=20K&sweet_width=0.3&size_share=0.7"
    rows = walk(viewer_api, f"{ACCOUNTS}?{wish}&page_size=1")
    assert [(row["id"], row["rank"], row["sweet_spot"], row["fit"]) for row in rows] == [
        (small.account_id, 1, 1.0, 75.39),
        (large.account_id, 2, 0.066, 11.25),
    ]
    assert [row["id"] for row in walk(viewer_api, ACCOUNTS)] == [large.account_id, small.account_id]


@pytest.mark.parametrize("wrong", ["sweet_centre=99", "sweet_width=0", "size_share=1.5"])
def test_a_size_that_cannot_be_wanted_is_named(viewer_api: Client, wrong: str) -> None:
    refused = viewer_api.get(f"{ACCOUNTS}?{wrong}")
    assert refused.status_code == 400
    assert [error["name"] for error in refused.json()["errors"]] == [wrong.partition("=")[0]]
