"""The ranked page and its download."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from discovery.models import Account, Entry, User
from discovery.views.browse import HEADINGS, ORDERS
from scoring.recompute import refresh
from scoring.words.scores import HOUSE
from tests.discovery.pages import page_text
from tests.discovery.scores import make_score, make_unranked
from tests.factories import TODAY, make_account, make_campaign, make_entry, make_shortlist, make_snapshot, make_user

HTMX = {"HX-Request": "true"}
FETCHED_AGAIN = {**HTMX, "HX-History-Restore-Request": "true"}


def handles(client: Client, address: str = "/") -> list[str]:
    return re.findall(r"data-open>([^<]+)</a>", client.get(address).content.decode())


def cells(page: str, label: str) -> list[str]:
    """The text of each row's cell of that label."""
    return [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(rf'<td[^>]*data-label="{label}"[^>]*>(.*?)</td>', page, re.DOTALL)]


def first_number(cell: str) -> float:
    return float(re.findall(r"[\d.]+", cell)[0])


def make_named(title: str, **changes: object) -> None:
    make_score(make_account(title.lower(), title=title), **changes)


def test_best_fit_comes_first_and_the_unknown_last(as_viewer: Client) -> None:
    for title, fit in (("Low", 20.0), ("Best", 90.0), ("Mid", 50.0)):
        make_named(title, fit=fit)
    make_unranked(make_account("unknown", title="Unknown"))
    assert handles(as_viewer) == ["Best", "Mid", "Low", "Unknown"]
    shown = page_text(as_viewer)
    assert shown.index("Low") < shown.index("Not enough data") < shown.index("Unknown")


def test_every_fit_recombines_from_what_its_row_shows(as_viewer: Client) -> None:
    for number in range(1, 8):
        account = make_account()
        for month in range(number):
            counts = {"followers": 20_000 * number, "likes": 150.0 * number, "comments": 3.0 * number, "following": 900}
            make_snapshot(account, taken_on=date(2026, 1, 5) + timedelta(days=30 * month), **counts)
        refresh([account.pk])
    page = as_viewer.get("/").content.decode()
    rows = list(zip(*(cells(page, label) for label in ("Fit", "Peer trust", "Confidence")), strict=True))
    assert len(rows) == 7
    for fit_cell, trust, confidence in rows:
        fit, size = (float(number) for number in re.findall(r"[\d.]+", fit_cell))
        trust_low = max(1, first_number(trust) - 20 * (1 - first_number(confidence)))
        assert fit == pytest.approx(100 * (trust_low / 100) ** 0.6 * max(size, 0.01) ** 0.4, abs=0.006)


def test_a_long_number_in_an_address_or_a_form_stays_plain(as_marketer: Client, marketer: User) -> None:
    make_score(make_account("maya", pk=1_234_567))
    make_shortlist(make_campaign(marketer), pk=7_654_321)
    for address in ("/", "/creators/instagram/maya/"):
        page = as_marketer.get(address).content.decode()
        assert 'value="1234567"' in page
        assert 'value="7654321"' in page


def test_a_row_shows_every_number(as_viewer: Client) -> None:
    make_score(make_account("maya", title="Maya", country="GB"), followers=284_000, confidence=0.15, last_seen=TODAY)
    shown = page_text(as_viewer)
    for said in (
        "Maya",
        "@maya",
        "Instagram",
        "284K",
        "Micro",
        "57.45",
        "sweet spot 1.000",
        "54.0",
        "0.150",
        "mainly size",
        "1.8× peers",
        "1.56 %",
    ):
        assert said in shown
    page = as_viewer.get("/").content.decode()
    assert 'aria-label="Response 70.0, Conversation 60.0, Natural growth –, Steadiness –, Reciprocity –"' in page
    assert "2026-11-20" in cells(page, "Last seen")[0]


def test_house_weights_are_said_once_with_the_way_to_the_method(as_viewer: Client) -> None:
    make_score()
    page = as_viewer.get("/").content.decode()
    assert page.count(str(HOUSE)) == 1
    assert page.index(str(HOUSE)) < page.index("<thead>")
    assert page.count('href="#method"') == page.count('id="method"') == 1


def test_what_is_missing_is_a_dash(as_viewer: Client) -> None:
    make_unranked(followers=None, last_seen=None, tier="", sweet_spot=None)
    page = as_viewer.get("/").content.decode()
    for label in ("Followers", "Tier", "Fit", "Peer trust", "Engagement", "Country", "Last seen"):
        assert cells(page, label)[0].strip().startswith("–"), label


def test_a_name_with_script_is_text(as_viewer: Client) -> None:
    make_score(make_account("x", title="<script>alert(1)</script>"))
    page = as_viewer.get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pages_continue_the_ranks(as_viewer: Client) -> None:
    for number in range(120):
        make_score(fit=float(number % 100))
    page = as_viewer.get("/").content.decode()
    assert "1–50 of 120" in page
    next_address = re.findall(r'rel="next" href="([^"]+)"', page)[0].replace("&amp;", "&")
    second = as_viewer.get(next_address).content.decode()
    assert "51–100 of 120" in second
    assert '<td class="num muted card-rank">51</td>' in second
    back = re.findall(r'rel="prev" href="([^"]+)"', second)[0].replace("&amp;", "&")
    assert "1–50 of 120" in as_viewer.get(back).content.decode()


def test_every_heading_sorts_and_says_so(as_viewer: Client) -> None:
    make_named("Ann", followers=10)
    make_named("Bea", followers=20)
    for name in HEADINGS:
        page = as_viewer.get("/", {"sort": f"-{name}"}).content.decode()
        assert page.count('aria-sort="descending"') in (1, 2)
        assert f'href="/?sort={name}"' in page
    assert handles(as_viewer, "/?sort=followers") == ["Ann", "Bea"]
    assert handles(as_viewer, "/?sort=-followers") == ["Bea", "Ann"]
    assert as_viewer.get("/?sort=followers").content.decode().count('aria-sort="ascending"') == 1


@pytest.mark.parametrize("name", [name for _group, names in ORDERS for name, _label in names])
def test_every_order_of_the_select_exists(as_viewer: Client, name: str) -> None:
    make_score()
    assert f'<option value="{name}" selected>' in as_viewer.get("/", {"sort": name}).content.decode()


def test_filters_show_as_chips_that_lead_back(as_viewer: Client) -> None:
    make_score(make_account("tea", platform="tiktok", title="Tea"))
    make_named("Ann")
    address = "/?platform=tiktok&followers_from=50K&sort=-followers"
    assert handles(as_viewer, address) == ["Tea"]
    page = as_viewer.get(address).content.decode()
    assert 'href="/?followers_from=50K&amp;sort=-followers"' in page
    assert 'href="/?platform=tiktok&amp;sort=-followers"' in page
    assert 'href="/export.csv?platform=tiktok&amp;followers_from=50K&amp;sort=-followers"' in page
    assert "1 account" in page_text(as_viewer, address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/?colour=red", "There is no filter “colour”"),
        ("/?followers_from=lots", "Followers from: “lots” is not a number"),
        ("/?sort=password", "There is no column “password”"),
        ("/?after=tampered", "Start again from the first page"),
        ("/?before=", "Creators"),
        ("/?platform=%00", "Platform: Select a valid choice"),
        ("/export.csv?colour=red", "There is no filter “colour”"),
        ("/export.csv?sort=password", "There is no column “password”"),
    ],
)
def test_bad_input_is_said(as_viewer: Client, address: str, reason: str) -> None:
    make_named("Ann")
    assert reason in page_text(as_viewer, address, 200 if address == "/?before=" else 422)


def test_no_accounts_at_all(as_admin: Client, as_viewer: Client) -> None:
    assert "Import a list" in page_text(as_admin)
    assert "Once an admin" in page_text(as_viewer)


def test_no_result_says_what_to_relax(as_viewer: Client) -> None:
    make_named("Ann")
    assert "Remove one above" in page_text(as_viewer, "/?words=zzz")


def test_a_word_that_is_a_topic_leads_to_the_search_by_it(as_viewer: Client) -> None:
    make_score(make_account("ann", title="Ann", topics=["Travel", "Street food"]))
    page = as_viewer.get("/?words=travelling+food&platform=instagram").content.decode()
    assert 'href="/?platform=instagram&amp;topic=Street+food">Street food</a>' in page
    assert 'topic=Travel"' not in page
    assert 'href="/?topic=Travel">Travel</a>' in as_viewer.get("/?words=trav", headers=HTMX).content.decode()
    for other in ("/?words=tr", "/?words=trav&topic=Travel", "/?words=ann", "/"):
        assert "By topic instead" not in page_text(as_viewer, other)


def test_filters_say_their_scale(as_viewer: Client) -> None:
    make_named("Ann")
    page = as_viewer.get("/").content.decode()
    assert re.search(r'name="peer_trust_from"[^>]*placeholder="0 to 100"', page)
    assert re.search(r'name="confidence_from"[^>]*placeholder="0 to 1"', page)


def test_htmx_gets_the_part_that_changes(as_viewer: Client) -> None:
    make_named("Ann")
    part = as_viewer.get("/?words=ann", headers=HTMX)
    assert part.content.decode().strip().startswith('<section class="panel" id="ranked"')
    assert part.headers["Vary"].startswith("HX-Request")
    assert "<html" in as_viewer.get("/?words=ann", headers=FETCHED_AGAIN).content.decode()
    refused = as_viewer.get("/?colour=red", headers=HTMX)
    assert (refused.status_code, b"<html" in refused.content) == (422, False)


def test_selecting_is_for_people_who_may_shortlist(as_marketer: Client, marketer: User, as_viewer: Client) -> None:
    score = make_score()
    assert "make a campaign and a shortlist" in page_text(as_marketer)
    mine, others = make_shortlist(make_campaign(marketer)), make_shortlist()
    page = as_marketer.get("/").content.decode()
    assert f'name="account" value="{score.account_id}"' in page
    assert f'<option value="{mine.pk}">' in page
    assert f'<option value="{others.pk}">' not in page
    assert 'name="account"' not in as_viewer.get("/").content.decode()


@pytest.mark.parametrize("address", ["/", "/export.csv"])
def test_strangers_sign_in_first(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("address", ["/", "/export.csv"])
def test_pages_are_only_read(as_admin: Client, address: str) -> None:
    assert as_admin.post(address).status_code == 405


def test_a_row_says_which_shortlists_it_is_on(as_marketer: Client, marketer: User, as_viewer: Client) -> None:
    make_named("Ann")
    make_named("Ben")
    entry = make_entry(make_shortlist(make_campaign(marketer), name="First wave"), account=Account.objects.get(title="Ann"))
    make_entry(make_shortlist(make_campaign(make_user(), name="Somebody else's"), name="Secret"), account=entry.account)
    page = page_text(as_marketer)
    assert page.index("Ann") < page.index("on First wave") < page.index("Ben")
    assert page.count("on First wave") == 1
    assert "Secret" not in page
    assert "on First wave" not in page_text(as_viewer)
    Entry.objects.update(removed_at=timezone.now())
    assert "on First wave" not in page_text(as_marketer)


def test_queries_do_not_grow_with_rows(as_marketer: Client, marketer: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    make_shortlist(make_campaign(marketer))
    for rows in (1, 40):
        for _number in range(rows):
            make_score(make_account(topics=["Food"], country="DE"))
        with django_assert_max_num_queries(12):
            as_marketer.get("/?platform=instagram")


def exported(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_download_is_the_whole_search_in_its_order(as_viewer: Client) -> None:
    for number in range(130):
        make_score(make_account(f"h{number:03}"), followers=1_000 + number)
    make_score(make_account("t", platform="tiktok"))
    rows = exported(as_viewer, "/export.csv?platform=instagram&sort=-followers")
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 131)]
    assert [row["handle"] for row in rows] == [f"h{number:03}" for number in range(129, -1, -1)]
    assert rows[0]["followers"] == "1129"


def test_the_download_carries_no_formula(as_viewer: Client) -> None:
    make_score(make_account("-cmd", title="=1+1", bio="@SUM(A1)", topics=["+1"]))
    row = exported(as_viewer, "/export.csv")[0]
    assert (row["handle"], row["name"], row["bio"], row["topics"]) == ("'-cmd", "'=1+1", "'@SUM(A1)", "'+1")
