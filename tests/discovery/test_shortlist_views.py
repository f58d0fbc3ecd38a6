"""Shortlists' pages: the table edited in place, adding, bulk changes, removal with undo, the CSV."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from discovery.models import Activity, CampaignShare, Entry, Shortlist, User
from discovery.views import shortlists as views
from scoring.wording import HOUSE
from tests.discovery.test_shortlists import make_score
from tests.factories import make_account, make_campaign, make_entry, make_shortlist, make_user

HTMX = {"HX-Request": "true"}
Status = Entry.Status


@pytest.fixture
def shortlist(marketer: User) -> Shortlist:
    return make_shortlist(make_campaign(marketer, name="Spring launch"), name="Wave one")


@pytest.fixture
def entry(shortlist: Shortlist) -> Entry:
    return make_entry(shortlist, make_account("ana.runs"), note="two reels", cost=300)


def page_of(client: Client, shortlist: Shortlist, query: str = "") -> str:
    response = client.get(shortlist.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def stored(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


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


# One entry


def test_saving_a_row_sends_the_row_and_the_totals_back(as_marketer: Client, entry: Entry) -> None:
    typed = {"status": "booked", "note": "three reels", "cost": "1,500.50"}
    response = as_marketer.post(reverse("entry_update", args=[entry.pk]), typed, headers=HTMX)
    part = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in part
    assert all(said in part for said in (f'id="entry-{entry.pk}"', "three reels", "Saved", 'hx-swap-oob="true"', "1,500.50 EUR"))
    assert (stored(entry).status, stored(entry).note, float(stored(entry).cost or 0)) == ("booked", "three reels", 1500.5)


def test_saving_without_javascript_goes_back_to_where_it_was(as_marketer: Client, entry: Entry) -> None:
    back = entry.shortlist.get_absolute_url() + "?sort=cost"
    response = as_marketer.post(reverse("entry_update", args=[entry.pk]), {"status": "agreed", "next": back})
    assert (response.status_code, response.headers["Location"]) == (302, back)
    assert (stored(entry).status, stored(entry).cost) == ("agreed", None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"status": "agreed", "cost": "-5"}, "greater than or equal to 0"),
        ({"status": "agreed", "cost": "a lot"}, "Enter a number"),
        ({"status": "agreed", "cost": "12,5"}, "Write decimals with a point"),
        ({"status": "famous"}, "Select a valid choice"),
        ({"status": "agreed", "note": "x" * 2_001}, "at most 2000 characters"),
        ({"status": "agreed", "note": "nul\x00"}, "Null characters"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_a_refused_row_comes_back_as_typed(
    as_marketer: Client, entry: Entry, typed: dict[str, str], said: str, headers: dict[str, str]
) -> None:
    response = as_marketer.post(reverse("entry_update", args=[entry.pk]), typed, headers=headers)
    part = response.content.decode()
    assert response.status_code == 422
    assert said in part
    assert part.count(f'id="entry-{entry.pk}"') == 1
    assert ("<html" in part) is not bool(headers)
    assert (stored(entry).status, stored(entry).note, stored(entry).cost) == ("considered", "two reels", Decimal(300))


def test_after_a_refusal_the_page_leads_back_to_the_shortlist(as_marketer: Client, entry: Entry) -> None:
    data = {"status": "famous", "next": entry.shortlist.get_absolute_url() + "?sort=cost"}
    page = as_marketer.post(reverse("entry_update", args=[entry.pk]), data).content.decode()
    assert f'name="next" value="{data["next"]}"' in page
    assert f'href="{entry.shortlist.get_absolute_url()}?sort=' in page


def test_a_removed_entry_cannot_be_changed(as_marketer: Client, entry: Entry) -> None:
    Entry.objects.update(removed_at=timezone.now())
    assert as_marketer.post(reverse("entry_update", args=[entry.pk]), {"status": "booked"}).status_code == 404


def test_a_removal_can_be_undone_without_javascript(as_marketer: Client, entry: Entry) -> None:
    restore = reverse("entry_restore", args=[entry.pk])
    page = as_marketer.post(reverse("entry_remove", args=[entry.pk]), follow=True).content.decode()
    assert "@ana.runs was removed." in page
    assert f'action="{restore}"' in page
    assert stored(entry).removed_at
    back = as_marketer.post(restore, follow=True).content.decode()
    assert "two reels" in back
    assert "@ana.runs was put back." in back


def test_a_removal_can_be_undone_in_place(as_marketer: Client, entry: Entry) -> None:
    restore = reverse("entry_restore", args=[entry.pk])
    part = as_marketer.post(reverse("entry_remove", args=[entry.pk]), headers=HTMX).content.decode()
    assert restore in part
    assert 'hx-swap-oob="true"' in part
    assert "two reels" in as_marketer.post(restore, headers=HTMX).content.decode()
    assert stored(entry).removed_at is None


# Several


def test_selected_entries_get_one_status(as_marketer: Client, shortlist: Shortlist) -> None:
    first, second, third = (make_entry(shortlist) for _ in range(3))
    response = as_marketer.post(
        reverse("entries_bulk", args=[shortlist.pk]), {"entry": [first.pk, second.pk], "status": "contacted"}, follow=True
    )
    assert "2 entries were set to Contacted." in response.content.decode()
    assert [stored(entry).status for entry in (first, second, third)] == ["contacted", "contacted", "considered"]


def test_selected_entries_are_removed_and_put_back(as_marketer: Client, shortlist: Shortlist) -> None:
    first, second, third = (make_entry(shortlist) for _ in range(3))
    response = as_marketer.post(reverse("entries_remove", args=[shortlist.pk]), {"entry": [first.pk, second.pk]}, follow=True)
    assert "2 entries were removed." in response.content.decode()
    undo = f"{reverse('entries_restore', args=[shortlist.pk])}?entry={first.pk}&entry={second.pk}"
    assert [message.extra_tags for message in response.context["messages"]] == [undo]
    assert [bool(stored(entry).removed_at) for entry in (first, second, third)] == [True, True, False]
    assert "2 entries were put back." in as_marketer.post(undo, follow=True).content.decode()
    assert shortlist.entries.filter(removed_at=None).count() == 3


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("entries_bulk", {"status": "booked"}, "Select at least one row"),
        ("entries_remove", {}, "Select at least one row"),
        ("entries_restore", {}, "Select at least one row"),
        ("entries_remove", {"entry": "abc"}, "could not be read"),
        ("entries_remove", {"entry": "9" * 5_000}, "could not be read"),
        ("entries_bulk", {"entry": "1", "status": "famous"}, "Select a valid choice"),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(as_marketer: Client, entry: Entry, name: str, data: Any, said: str) -> None:
    response = as_marketer.post(reverse(name, args=[entry.shortlist.pk]), data)
    assert response.status_code == 422
    assert said in response.content.decode()


# Adding


def test_adding_goes_back_where_it_came_from_and_says_what_happened(as_marketer: Client, entry: Entry, marketer: User) -> None:
    new = make_account()
    data = {"account": [new.pk, entry.account.pk], "shortlist": entry.shortlist.pk, "next": reverse("campaigns")}
    response = as_marketer.post(reverse("add_to_shortlist"), data, follow=True)
    assert response.redirect_chain == [(reverse("campaigns"), 302)]
    assert f'1 added to <a href="{entry.shortlist.get_absolute_url()}">Wave one</a>; 1 was on it already.' in response.content.decode()
    assert Entry.objects.get(account=new).added_by == marketer


def test_a_removed_entry_comes_back_with_its_note(as_marketer: Client, entry: Entry) -> None:
    Entry.objects.update(removed_at=timezone.now())
    data = {"account": entry.account.pk, "shortlist": entry.shortlist.pk}
    page = as_marketer.post(reverse("add_to_shortlist"), data, follow=True).content.decode()
    assert "1 put back with note and cost" in page
    assert "two reels" in page


def test_adding_never_sends_anyone_to_another_site(as_marketer: Client, entry: Entry) -> None:
    data = {"account": entry.account.pk, "shortlist": entry.shortlist.pk, "next": "//evil.example/"}
    response = as_marketer.post(reverse("add_to_shortlist"), data)
    assert response.headers["Location"] == entry.shortlist.get_absolute_url()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"account": []}, "Select at least one row"),
        ({"account": ["x"]}, "could not be read"),
        ({"account": ["9" * 18]}, "No longer in the database: account 999999999999999999"),
        ({"account": ["9" * 30]}, "could not be read"),
        ({"shortlist": ""}, "Choose a shortlist"),
        ({"shortlist": "0"}, "not there any more"),
        ({"shortlist": "9" * 30}, "not there any more"),
    ],
)
def test_what_cannot_be_added_is_asked_again(as_marketer: Client, entry: Entry, changes: Any, said: str) -> None:
    data = {"account": [make_account().pk], "shortlist": entry.shortlist.pk} | changes
    response = as_marketer.post(reverse("add_to_shortlist"), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Entry.objects.count() == 1


def test_the_question_keeps_what_was_selected(as_marketer: Client, entry: Entry) -> None:
    page = as_marketer.post(reverse("add_to_shortlist"), {"account": [1234567, 8], "next": "/x/"}).content.decode()
    assert all(f'name="{name}" value="{value}"' in page for name, value in (("account", 1234567), ("account", 8), ("next", "/x/")))
    assert "Spring launch / Wave one" in page


def test_adding_nothing_leads_back_to_where_it_was_asked(as_marketer: Client, entry: Entry) -> None:
    data = {"shortlist": entry.shortlist.pk, "next": "/?words=run"}
    page = as_marketer.post(reverse("add_to_shortlist"), data).content.decode()
    assert 'href="/?words=run"' in page
    elsewhere = as_marketer.post(reverse("add_to_shortlist"), data | {"next": "https://example.com/"}).content.decode()
    assert "example.com/" not in elsewhere.partition("<main")[2].replace('value="https://example.com/"', "")


def test_what_was_shared_for_viewing_is_not_offered(client: Client, entry: Entry) -> None:
    person, account = make_user(), make_account()
    share = CampaignShare.objects.create(campaign=entry.shortlist.campaign, person=person)
    client.force_login(person)
    make_score(account)
    pages = (reverse("ranked"), account.get_absolute_url())
    option = f'<option value="{entry.shortlist.pk}">'
    for may_edit, status in ((False, 422), (True, 302)):
        CampaignShare.objects.filter(pk=share.pk).update(may_edit=may_edit)
        assert [option in client.get(address).content.decode() for address in pages] == [may_edit, may_edit]
        response = client.post(reverse("add_to_shortlist"), {"account": account.pk, "shortlist": entry.shortlist.pk})
        assert response.status_code == status


def test_nobody_adds_to_somebody_elses_shortlist(as_marketer: Client, as_viewer: Client, viewer: User) -> None:
    theirs, viewers = make_shortlist(), make_shortlist(make_campaign(viewer))
    account = make_account()
    address = reverse("add_to_shortlist")
    assert as_marketer.post(address, {"account": account.pk, "shortlist": theirs.pk}).status_code == 422
    assert as_viewer.post(address, {"account": account.pk, "shortlist": viewers.pk}).status_code == 403
    assert Client().post(address).headers["Location"].startswith(reverse("account_login"))
    assert as_marketer.get(address).status_code == 405
    assert not Entry.objects.exists()


# The shortlist itself


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


def test_the_csv_has_every_entry_and_no_formula(as_marketer: Client, entry: Entry, marketer: User, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    make_score(entry.account, fit=71.25)
    Entry.objects.update(added_at=datetime(2026, 11, 19, 23, tzinfo=UTC))
    unscored = make_account("=cmd()", title="@SUM(1)")
    make_entry(entry.shortlist, unscored, note='=HYPERLINK("x")', status=Status.BOOKED, added_by=marketer)
    make_entry(entry.shortlist, removed_at=timezone.now())
    response = as_marketer.get(reverse("shortlist_csv", args=[entry.shortlist.pk]))
    assert 'filename="spring-launch-wave-one.csv"' in response.headers["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # the response streams
    first, second = csv.DictReader(StringIO(text))
    assert (first["handle"], first["fit"], first["cost"], first["currency"], first["note"]) == (
        "ana.runs",
        "71.25",
        "300.00",
        "EUR",
        "two reels",
    )
    assert first["added"] == "2026-11-20"
    assert (second["handle"], second["note"], second["name"]) == ("'=cmd()", '\'=HYPERLINK("x")', "'@SUM(1)")
    assert (second["status"], second["fit"], second["added_by"]) == ("booked", "", marketer.email)


def test_an_export_is_logged(as_marketer: Client, entry: Entry, marketer: User) -> None:
    as_marketer.get(reverse("shortlist_csv", args=[entry.shortlist.pk]))
    line = Activity.objects.get()
    assert (line.action, line.actor, line.campaign) == (Activity.Action.SHORTLIST_EXPORTED, marketer, entry.shortlist.campaign)
    assert line.changes == {"accounts": [None, 1]}
