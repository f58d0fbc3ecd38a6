"""Shortlists and their entries: making and renaming, adding accounts, changing one or several entries, removing and putting back."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery.models import Activity, Campaign, Entry, Shortlist, User
from tests.api.sending import errors, send
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_shortlist

SHORTLISTS, ENTRIES = "/api/v1/shortlists/", "/api/v1/entries/"
Action = Activity.Action


@pytest.fixture
def shortlist(marketer: User) -> Shortlist:
    return make_shortlist(make_campaign(marketer))


def test_a_shortlist_is_made_and_renamed(marketer_api: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    made = send(marketer_api, "post", SHORTLISTS, {"campaign": campaign.pk, "name": "First choice"})
    assert made.status_code == 201
    shown = made.json()
    assert (shown["campaign"], shown["name"], shown["entry_count"]) == (campaign.pk, "First choice", 0)
    taken = send(marketer_api, "post", SHORTLISTS, {"campaign": campaign.pk, "name": "First choice"})
    assert taken.status_code == 409
    assert "already has a shortlist" in taken.json()["detail"]
    one = f"{SHORTLISTS}{shown['id']}/"
    make_shortlist(campaign, name="Second choice")
    assert send(marketer_api, "patch", one, {"name": "Second choice"}).status_code == 409
    assert send(marketer_api, "patch", one, {"name": "Last choice"}).json()["name"] == "Last choice"
    assert send(marketer_api, "patch", one, {}).json()["name"] == "Last choice"
    assert "campaign" in errors(send(marketer_api, "patch", one, {"campaign": 1}))
    assert marketer_api.delete(one).status_code == 204
    assert marketer_api.get(one).status_code == 404


def test_a_campaign_that_is_not_seen_is_not_there(marketer_api: Client) -> None:
    foreign = make_campaign().pk
    assert send(marketer_api, "post", SHORTLISTS, {"campaign": foreign, "name": "x"}).status_code == 404
    for wrong in (0, -1, 2**63, "1", 1.5, True, None, [1]):
        assert "campaign" in errors(send(marketer_api, "post", SHORTLISTS, {"campaign": wrong, "name": "x"}))


def test_shortlists_are_listed_by_campaign(marketer_api: Client, marketer: User, shortlist: Shortlist) -> None:
    other = make_shortlist(make_campaign(marketer))
    make_shortlist()
    assert [row["id"] for row in marketer_api.get(SHORTLISTS).json()["results"]] == [shortlist.pk, other.pk]
    assert [row["id"] for row in marketer_api.get(f"{SHORTLISTS}?campaign={other.campaign_id}").json()["results"]] == [other.pk]
    assert "brand" in errors(marketer_api.get(f"{SHORTLISTS}?brand=1"))


def test_accounts_are_added_together(marketer_api: Client, shortlist: Shortlist) -> None:
    address = f"{SHORTLISTS}{shortlist.pk}/entries/"
    new, removed, present = (make_score().account for _ in range(3))
    gone = make_entry(shortlist, removed)
    Entry.objects.filter(pk=gone.pk).remove(gone.added_at)
    make_entry(shortlist, present)
    added = send(marketer_api, "post", address, {"accounts": [new.pk, removed.pk, present.pk, new.pk]})
    assert added.json() == {"added": 1, "restored": 1, "present": 1}
    rows = marketer_api.get(address).json()["results"]
    assert {row["account"]["id"] for row in rows} == {new.pk, removed.pk, present.pk}
    assert rows[0]["account"]["fit"] == 57.45


def test_an_account_that_is_not_there_adds_none(marketer_api: Client, shortlist: Shortlist) -> None:
    address, known = f"{SHORTLISTS}{shortlist.pk}/entries/", make_account().pk
    refused = send(marketer_api, "post", address, {"accounts": [known, 2**62]})
    assert refused.status_code == 409
    assert str(2**62) in refused.json()["detail"]
    for wrong in ([], "1", 1, [str(known)], [known, 2**63], [0], [None], list(range(1, 1002))):
        assert any(name.startswith("accounts") for name in errors(send(marketer_api, "post", address, {"accounts": wrong})))
    assert "accounts.1" in errors(send(marketer_api, "post", address, {"accounts": [known, 2**63]}))
    assert not Entry.objects.exists()


def test_an_entry_changes_by_what_is_named(marketer_api: Client, shortlist: Shortlist) -> None:
    entry = make_entry(shortlist, note="Asked", cost=Decimal(100))
    one = f"{ENTRIES}{entry.pk}/"
    shown = send(marketer_api, "patch", one, {"status": "booked", "cost": "1500.00"}).json()
    assert (shown["status"], shown["note"], shown["cost"]) == ("booked", "Asked", "1500.00")
    assert marketer_api.get(one).json() == shown
    assert send(marketer_api, "patch", one, {"cost": None, "note": ""}).json()["cost"] is None
    for body in (
        {"status": "gone"},
        {"status": ""},
        {"cost": "many"},
        {"note": "x" * 2001},
        {"note": "\x00"},
        {"account": 1},
        {"removed_at": None},
    ):
        assert set(errors(send(marketer_api, "patch", one, body))) == set(body)
    assert Activity.objects.filter(action=Action.ENTRIES_CHANGED).count() == 2


def test_what_was_removed_comes_back(marketer_api: Client, shortlist: Shortlist) -> None:
    entry = make_entry(shortlist, note="Asked")
    one = f"{ENTRIES}{entry.pk}/"
    assert marketer_api.delete(one).status_code == 204
    assert [marketer_api.get(one).status_code, marketer_api.delete(one).status_code] == [404, 404]
    assert send(marketer_api, "patch", one, {"note": "x"}).status_code == 404
    assert marketer_api.get(f"{SHORTLISTS}{shortlist.pk}/entries/").json()["results"] == []
    assert marketer_api.post(f"{one}restore/").json()["note"] == "Asked"
    assert marketer_api.get(one).status_code == 200


def test_several_entries_change_together(marketer_api: Client, shortlist: Shortlist) -> None:
    address = f"{SHORTLISTS}{shortlist.pk}/entries/"
    mine, other = [make_entry(shortlist).pk for _ in range(3)], make_entry().pk
    body: dict[str, Any] = {"entries": [*mine[:2], other, 2**62]}
    assert send(marketer_api, "post", f"{address}status/", {**body, "status": "contacted"}).json() == {"changed": 2}
    assert [row["id"] for row in marketer_api.get(f"{address}?status=contacted").json()["results"]] == mine[:2]
    assert send(marketer_api, "post", f"{address}remove/", body).json() == {"changed": 2}
    assert [row["id"] for row in marketer_api.get(address).json()["results"]] == mine[2:]
    assert send(marketer_api, "post", f"{address}restore/", body).json() == {"changed": 2}
    assert Entry.objects.get(pk=other).status == "considered"
    for action, wrong in (
        ("status", {"entries": mine}),
        ("status", {"entries": mine, "status": "x"}),
        ("remove", {"entries": []}),
        ("restore", {}),
    ):
        assert errors(send(marketer_api, "post", f"{address}{action}/", wrong))


def test_entries_are_asked_for_exactly(marketer_api: Client, shortlist: Shortlist) -> None:
    for query, name in (("status=gone", "status"), ("sort=fit", "sort"), ("status=booked&status=agreed", "status")):
        assert name in errors(marketer_api.get(f"{SHORTLISTS}{shortlist.pk}/entries/?{query}"))


def test_pages_of_entries_have_every_row_once(marketer_api: Client, shortlist: Shortlist) -> None:
    made = [make_entry(shortlist).pk for _ in range(5)]
    address, rows = f"{SHORTLISTS}{shortlist.pk}/entries/?page_size=2", []
    while address:
        page = marketer_api.get(address).json()
        rows += [row["id"] for row in page["results"]]
        address = page["next"]
    assert rows == made


@pytest.mark.parametrize("which", ["shortlists", "entries"])
def test_queries_do_not_grow_with_rows(
    marketer_api: Client, shortlist: Shortlist, django_assert_num_queries: DjangoAssertNumQueries, which: str
) -> None:
    address = SHORTLISTS if which == "shortlists" else f"{SHORTLISTS}{shortlist.pk}/entries/"
    marketer_api.get(address)
    for _ in range(2):
        for _ in range(4):
            make_entry(shortlist, make_score().account)
            make_shortlist(shortlist.campaign)
        with django_assert_num_queries(2 if which == "shortlists" else 3):
            marketer_api.get(address)


def test_entries_have_the_fit_that_their_campaign_wants(marketer_api: Client, shortlist: Shortlist) -> None:
    Campaign.objects.filter(pk=shortlist.campaign_id).update(sweet_centre=20_000, sweet_width=0.3, size_share=0.7)
    entry = make_entry(shortlist, make_score(followers=100_000).account)
    listed = marketer_api.get(f"{SHORTLISTS}{shortlist.pk}/entries/").json()["results"]
    assert [row["account"]["fit"] for row in listed if row["id"] == entry.pk] == [11.25]
    assert marketer_api.get(f"/api/v1/entries/{entry.pk}/").json()["account"]["fit"] == 11.25
