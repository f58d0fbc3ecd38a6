"""Shortlists' pages: the table, whose it is, its name; test_entries.py has what is done in its rows."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery.models import CampaignShare, Entry, Shortlist, User
from discovery.views import shortlists as views
from scoring.words.scores import HOUSE
from tests.discovery.scores import make_score
from tests.discovery.shortlists.pages import page_of, stored
from tests.factories import make_campaign, make_entry, make_shortlist, make_user


def test_the_table_shows_each_entry_with_its_score(as_marketer: Client, entry: Entry) -> None:
    make_score(entry.account, followers=120_000, fit=71.3, peer_trust=64, rate_vs_peers=2.1)
    page = page_of(as_marketer, entry.shortlist)
    said = ("@ana.runs", "120K", "71.30", "64.0", "confidence 0.250", "2.1× peers", "two reels", 'value="300.00"')
    assert all(text in page for text in said)


def test_house_weights_are_said_once_with_the_way_to_the_method(as_marketer: Client, entry: Entry) -> None:
    page = page_of(as_marketer, entry.shortlist)
    assert page.count(str(HOUSE)) == 1
    assert 'href="/#method"' in page


def test_the_totals_say_what_an_engaged_peer_is(as_marketer: Client, entry: Entry) -> None:
    make_score(entry.account, platform="tiktok", rate_definition="per_view", engagements=4_000.0)
    page = " ".join(page_of(as_marketer, entry.shortlist).split())
    assert "<b>4.00K</b> <span>expected engaged peers</span>" in page
    assert "one person, one reaction (house)" in page


def test_costs_have_their_unit_and_an_empty_list_no_dashes(as_marketer: Client, shortlist: Shortlist) -> None:
    assert "expected engaged peers" not in page_of(as_marketer, shortlist)
    make_entry(shortlist)
    page = " ".join(re.sub(r"<[^>]+>", " ", page_of(as_marketer, shortlist)).split())
    assert f"Cost, {shortlist.campaign.currency}" in page
    assert "expected engaged peers" in page


def test_an_account_without_a_score_is_listed_too(as_marketer: Client, entry: Entry) -> None:
    assert "not scored yet" in page_of(as_marketer, entry.shortlist)


def test_an_entry_with_a_long_number_keeps_a_plain_id(as_marketer: Client, shortlist: Shortlist) -> None:
    make_entry(shortlist, pk=1234567)
    page = page_of(as_marketer, shortlist)
    assert 'id="entry-1234567"' in page
    assert 'value="1234567"' in page
    assert "1,234,567" not in page


def test_an_empty_shortlist_says_what_to_do(as_marketer: Client, shortlist: Shortlist) -> None:
    assert "Nobody on this shortlist yet" in page_of(as_marketer, shortlist)


def test_a_note_with_markup_stays_text(as_marketer: Client, shortlist: Shortlist) -> None:
    make_entry(shortlist, note="<script>alert(1)</script>")
    assert "<script>alert" not in page_of(as_marketer, shortlist)


def test_the_address_says_how_the_table_is_sorted(as_marketer: Client, shortlist: Shortlist) -> None:
    cheap, dear = (make_entry(shortlist, cost=cost) for cost in (10, 20))
    rows = as_marketer.get(shortlist.get_absolute_url() + "?sort=-cost").context["rows"]
    assert [row.entry for row in rows] == [dear, cheap]
    page = page_of(as_marketer, shortlist, "?sort=-cost")
    assert 'aria-sort="descending"' in page
    assert "?sort=cost" in page


def test_an_unknown_sort_is_said_not_passed_over(as_marketer: Client, entry: Entry) -> None:
    response = as_marketer.get(entry.shortlist.get_absolute_url() + "?sort=beauty")
    assert response.status_code == 422
    assert "cannot be sorted by “beauty”" in response.content.decode()


def test_a_long_shortlist_has_pages(as_marketer: Client, shortlist: Shortlist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE_SIZE", 2)
    for _ in range(3):
        make_entry(shortlist)
    assert "Page 1 of 2" in page_of(as_marketer, shortlist)
    assert len(as_marketer.get(shortlist.get_absolute_url() + "?page=2").context["rows"]) == 1


def test_queries_do_not_grow_with_entries(as_marketer: Client, entry: Entry) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page_of(as_marketer, entry.shortlist)
        return len(captured)

    before = queries()
    for _ in range(5):
        make_score(make_entry(entry.shortlist).account)
    assert queries() == before


def test_a_viewer_reads_what_is_theirs_and_sees_no_button(as_viewer: Client, viewer: User) -> None:
    entry = make_entry(make_shortlist(make_campaign(viewer)), note="two reels")
    page = page_of(as_viewer, entry.shortlist)
    assert "two reels" in page
    assert all(word not in page for word in ("<textarea", "Remove", "Rename", "Save"))


def test_who_may_only_look_gets_a_table_to_read(client: Client, entry: Entry) -> None:
    person = make_user()
    CampaignShare.objects.create(campaign=entry.shortlist.campaign, person=person)
    client.force_login(person)
    page = page_of(client, entry.shortlist)
    assert "two reels" in page
    assert reverse("shortlist_csv", args=[entry.shortlist.pk]) in page
    assert all(word not in page for word in ("<textarea", 'type="checkbox"', "Remove", "Rename", "Delete", "Save"))


def test_an_empty_shortlist_asks_nothing_of_who_may_only_look(client: Client, shortlist: Shortlist) -> None:
    person = make_user()
    CampaignShare.objects.create(campaign=shortlist.campaign, person=person)
    client.force_login(person)
    page = page_of(client, shortlist)
    assert "Whoever edits this campaign" in page
    assert "Discover creators" not in page


CHANGES = [
    ("shortlist_rename", "shortlist", {"name": "New"}),
    ("shortlist_delete", "shortlist", {}),
    ("entries_bulk", "shortlist", {"entry": "1", "status": "booked"}),
    ("entries_remove", "shortlist", {"entry": "1"}),
    ("entries_restore", "shortlist", {}),
    ("entry_update", "entry", {"status": "booked"}),
    ("entry_remove", "entry", {}),
    ("entry_restore", "entry", {}),
]


@pytest.mark.parametrize(("name", "of", "data"), CHANGES)
def test_changes_are_for_the_campaigns_owner(
    as_marketer: Client, as_viewer: Client, viewer: User, name: str, of: str, data: dict[str, str]
) -> None:
    entry, viewers = make_entry(note="kept"), make_entry(make_shortlist(make_campaign(viewer)), note="kept")
    for client, one, status in ((as_marketer, entry, 404), (as_viewer, viewers, 403), (Client(), entry, 302)):
        address = reverse(name, args=[one.pk if of == "entry" else one.shortlist.pk])
        assert client.post(address, data).status_code == status
        assert stored(one).note == "kept"


@pytest.mark.parametrize(("name", "of", "data"), [change for change in CHANGES if change[0] != "shortlist_delete"])
def test_changes_are_posted(as_marketer: Client, entry: Entry, name: str, of: str, data: dict[str, str]) -> None:
    assert as_marketer.get(reverse(name, args=[entry.pk if of == "entry" else entry.shortlist.pk])).status_code == 405


@pytest.mark.parametrize("name", ["shortlist", "shortlist_csv"])
def test_somebody_elses_shortlist_is_not_there(as_marketer: Client, client: Client, name: str) -> None:
    address = reverse(name, args=[make_shortlist().pk])
    assert as_marketer.get(address).status_code == 404
    assert client.get(address).headers["Location"].startswith(reverse("account_login"))


def test_a_shortlist_is_renamed(as_marketer: Client, shortlist: Shortlist) -> None:
    address = reverse("shortlist_rename", args=[shortlist.pk])
    assert as_marketer.post(address, {"name": "Wave two"}).headers["Location"] == shortlist.get_absolute_url()
    shortlist.refresh_from_db()
    assert shortlist.name == "Wave two"


@pytest.mark.parametrize(("typed", "said"), [("Taken", "already has a shortlist named “Taken”"), ("", "required")])
def test_a_refused_name_stands_on_the_shortlists_page(as_marketer: Client, shortlist: Shortlist, typed: str, said: str) -> None:
    make_shortlist(shortlist.campaign, name="Taken")
    response = as_marketer.post(reverse("shortlist_rename", args=[shortlist.pk]), {"name": typed})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert "<title>Wave one" in page


def test_deleting_asks_first(as_marketer: Client, entry: Entry) -> None:
    address = reverse("shortlist_delete", args=[entry.shortlist.pk])
    assert "Its 1 entry" in as_marketer.get(address).content.decode()
    assert as_marketer.post(address).headers["Location"] == entry.shortlist.campaign.get_absolute_url()
    assert not Shortlist.objects.exists()
