"""The size that is wanted, on pages and in downloads: a search's in its address, a campaign's of its own."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery.models import Campaign, User
from scoring.models import AccountScore
from scoring.recompute import refresh
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_shortlist, make_snapshot

WISH = {"sweet_centre": "20K", "sweet_width": "0.3", "size_share": "0.7"}
HTMX = {"HX-Request": "true"}
ADDRESS = "sweet_centre=20K&sweet_width=0.3&size_share=0.7"
# 100 · ((54 − 20 · 0.75) / 100)^0.3 at its very size; at 100,000 the bell gives 0.066.
SMALL_FIT, LARGE_FIT = 75.39, 11.25


@pytest.fixture
def two(db: None) -> None:
    """One near the method's own size, one far smaller that is stored as the worse."""
    make_score(make_account("large", title="Large"), followers=100_000, fit=57.45)
    make_score(make_account("small", title="Small"), followers=20_000, sweet_spot=0.507, fit=40.0)


def shown(client: Client, address: str, status: int = 200, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def handles(page: str) -> list[str]:
    return re.findall(r"data-open>([^<]+)</a>", page)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(client.get(address)).decode("utf-8-sig"))))


def test_the_address_says_whom_the_search_ranks_first(two: None, as_viewer: Client) -> None:
    assert handles(shown(as_viewer, "/")) == ["Large", "Small"]
    page = shown(as_viewer, f"/?{ADDRESS}")
    assert handles(page) == ["Small", "Large"]
    assert re.findall(r'<span class="strong">([\d.]+)</span> <span class="sub">sweet spot ([\d.]+)', page) == [
        (f"{SMALL_FIT}", "1.000"),
        (f"{LARGE_FIT}", "0.066"),
    ]


def test_the_ends_can_be_wanted(two: None, as_viewer: Client) -> None:
    for end in ("sweet_centre=100&sweet_width=0.05&size_share=0", "sweet_centre=10000M&sweet_width=3&size_share=1"):
        assert len(handles(shown(as_viewer, f"/?{end}"))) == 2


def test_empty_fields_of_the_form_are_the_methods_own(two: None, as_viewer: Client) -> None:
    assert handles(shown(as_viewer, "/?sweet_centre=&sweet_width=&size_share=")) == ["Large", "Small"]


def test_chips_say_it_and_take_it_back(two: None, as_viewer: Client) -> None:
    page = shown(as_viewer, f"/?{ADDRESS}&platform=instagram")
    for text in ("Wanted size 20K", "Width 0.3", "Size share 0.7"):
        assert text in page
    assert "?sweet_width=0.3&amp;size_share=0.7&amp;platform=instagram" in page


def test_the_bell_and_the_presets_are_beside_it(two: None, as_viewer: Client) -> None:
    page = shown(as_viewer, f"/?{ADDRESS}&platform=instagram")
    assert 'aria-label="Sweet spot by followers: 1 at 20.0K, 0.61 at 10.0K and 39.9K"' in page
    assert "?sweet_centre=10000&amp;platform=instagram" in page
    assert 'id="wanted" hx-swap-oob' not in page
    assert page.index('id="filters"') < page.index('id="wanted"')
    swapped = shown(as_viewer, f"/?{ADDRESS}", headers=HTMX)
    assert re.search(r'id="wanted" hx-swap-oob="true"', swapped)


def test_the_reset_link_leads_to_the_methods_own(two: None, as_viewer: Client) -> None:
    page = shown(as_viewer, f"/?{ADDRESS}&platform=instagram")
    reset = re.search(r'<a href="([^"]+)"[^>]*>Default</a>', page)
    assert reset
    assert reset[1] == "/?platform=instagram"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("sweet_centre=99", "is not from 100 to 10,000,000,000"),
        ("sweet_centre=many", "Write it as 50K"),
        ("sweet_width=0", "greater than or equal to 0.05"),
        ("sweet_width=3.1", "less than or equal to 3"),
        ("sweet_width=nan", "Enter a number"),
        ("size_share=1.01", "less than or equal to 1"),
        ("sweet_width=0.0499", "greater than or equal to 0.05"),
        ("size_share=-0.1", "greater than or equal to 0"),
        ("size_share=0.1&size_share=0.2", "more than once"),
    ],
)
def test_what_it_cannot_be_is_said(two: None, as_viewer: Client, wrong: str, says: str) -> None:
    assert says in shown(as_viewer, f"/?{wrong}", 422)
    assert says in shown(as_viewer, f"/export.csv?{wrong}", 422)
    # The bell stays as it was.
    assert "hx-swap-oob" not in shown(as_viewer, f"/?{wrong}", 422, headers=HTMX)


def test_the_download_says_by_what_it_ranks(two: None, as_viewer: Client) -> None:
    found = rows(as_viewer, f"/export.csv?{ADDRESS}")
    assert [(row["handle"], row["fit"], row["sweet_spot"]) for row in found] == [
        ("small", f"{SMALL_FIT}", "1.0"),
        ("large", f"{LARGE_FIT}", "0.066"),
    ]
    assert [(row["sweet_centre"], row["sweet_width"], row["size_share"]) for row in found] == [("20000", "0.3", "0.7")] * 2


def test_no_query_more_grows_with_rows(as_viewer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for count in (1, 60):
        for _ in range(count):
            make_score(followers=20_000)
        with django_assert_max_num_queries(13):
            shown(as_viewer, f"/?{ADDRESS}&platform=instagram")


# A campaign's own


@pytest.fixture
def campaign(marketer: User) -> Campaign:
    """With a shortlist of the two, and a wish for small ones."""
    found = make_campaign(marketer, sweet_centre=20_000, sweet_width=0.3, size_share=0.7)
    shortlist = make_shortlist(found)
    for name, followers, fit in (("large", 100_000, 57.45), ("small", 20_000, 40.0)):
        make_entry(shortlist, make_score(make_account(name), followers=followers, fit=fit).account)
    return found


def test_its_form_takes_it(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    address = reverse("campaign_edit", args=[campaign.pk])
    typed: dict[str, Any] = {"name": campaign.name, "currency": "EUR", **WISH}
    assert as_marketer.post(address, typed).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.sweet_centre, campaign.sweet_width, campaign.size_share) == (20_000, 0.3, 0.7)
    assert as_marketer.post(address, typed | {"sweet_width": "9"}).status_code == 422
    assert as_marketer.post(address, typed | dict.fromkeys(WISH, "")).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.sweet_centre, campaign.sweet_width, campaign.size_share) == (None, None, None)


def test_its_page_leads_to_discover_by_it(as_marketer: Client, campaign: Campaign) -> None:
    page = shown(as_marketer, campaign.get_absolute_url())
    assert "20.0K followers, width 0.3, size share 0.7" in page
    assert '<a href="/?sweet_centre=20000&amp;sweet_width=0.3&amp;size_share=0.7">' in page
    assert "(the method’s own)" not in page


def test_its_shortlist_ranks_and_shows_by_it(as_marketer: Client, campaign: Campaign) -> None:
    address = campaign.shortlists.get().get_absolute_url()
    page = shown(as_marketer, address)
    assert re.findall(r'data-label="Fit"><b>([\d.]+)<', page) == [f"{SMALL_FIT}", f"{LARGE_FIT}"]
    assert re.findall(r'data-label="Fit"><b>([\d.]+)<', shown(as_marketer, f"{address}?sort=fit")) == [f"{LARGE_FIT}", f"{SMALL_FIT}"]
    assert "20.0K followers, width 0.3" in page
    assert '/small/?sweet_centre=20000&amp;sweet_width=0.3&amp;size_share=0.7">' in page


def test_its_shortlist_says_who_got_a_flag(as_marketer: Client, campaign: Campaign) -> None:
    AccountScore.objects.filter(handle_key="small").update(flag_count=2)
    page = shown(as_marketer, campaign.shortlists.get().get_absolute_url())
    assert re.findall(r'href="([^"]+)#flags">(\d) flags', page) == [("/creators/instagram/small/", "2")]


def test_a_changed_row_shows_it_too(as_marketer: Client, campaign: Campaign) -> None:
    entry = campaign.shortlists.get().entries.get(account__handle="small")
    response = as_marketer.post(reverse("entry_update", args=[entry.pk]), {"status": "agreed"}, headers=HTMX)
    row = response.content.decode()
    assert f'data-label="Fit"><b>{SMALL_FIT}<' in row
    assert "/small/?sweet_centre=20000" in row


def test_its_download_has_it(as_marketer: Client, campaign: Campaign) -> None:
    found = rows(as_marketer, reverse("shortlist_csv", args=[campaign.shortlists.get().pk]))
    assert [(row["handle"], row["fit"], row["size_share"]) for row in found] == [
        ("small", f"{SMALL_FIT}", "0.7"),
        ("large", f"{LARGE_FIT}", "0.7"),
    ]


@pytest.mark.parametrize("wrong", [{"sweet_centre": 99}, {"sweet_width": 0}, {"size_share": 1.1}])
def test_the_database_refuses_what_it_cannot_be(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_campaign(**wrong)


def test_a_row_leads_to_the_account_by_the_same_size(as_viewer: Client) -> None:
    """Its page recombines the fit that the row shows."""
    account = make_snapshot(followers=20_000, likes=400.0, comments=9.0).account
    refresh([account.pk])
    row = shown(as_viewer, f"/?{ADDRESS}")
    address = f"{account.get_absolute_url()}?sweet_centre=20000&amp;sweet_width=0.3&amp;size_share=0.7"
    assert f'href="{address}" data-open' in row
    fit = re.findall(r'<span class="strong">([\d.]+)</span> <span class="sub">sweet spot 1.000', row)
    page = shown(as_viewer, address.replace("&amp;", "&"))
    assert re.findall(r"<b>([\d.]+)</b><span>fit, of 100", page) == fit
    steps = re.findall(r'<code>([^<]*)</code></td>\s*<td class="num">([^<]*)</td>', page)
    assert steps[-1][1] == fit[0]
    assert steps[-2][0] == "max(1.000, 0.01)^0.7"
    assert "By the method’s own" in page
    assert "earlier version of the method" not in page
    # What cannot be wanted is the method's own: the page is no search.
    assert "By the method’s own" not in shown(as_viewer, f"{account.get_absolute_url()}?sweet_width=99&page=x")
