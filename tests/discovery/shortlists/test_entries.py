"""Entries' pages: rows edited in place, changed and removed together, with undo."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery.models import Entry, Shortlist
from tests.discovery.shortlists.pages import HTMX, stored
from tests.factories import make_entry


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
    assert '<span class="count" id="entry-count" hx-swap-oob="true">0</span>' in part
    assert restore in part
    assert 'hx-swap-oob="true"' in part
    assert "two reels" in as_marketer.post(restore, headers=HTMX).content.decode()
    assert stored(entry).removed_at is None


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
