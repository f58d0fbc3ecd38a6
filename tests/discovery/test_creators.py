"""The page of one account."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery.histories import history, series
from discovery.models import Account, Entry, User
from scoring.formulas.params import PARTS
from scoring.models import AccountScore
from scoring.recompute import refresh
from scoring.words.scores import HOUSE, LABELS
from tests.discovery.pages import page_text
from tests.factories import (
    TODAY,
    make_account,
    make_campaign,
    make_entry,
    make_list,
    make_many_accounts,
    make_shortlist,
    make_snapshot,
    make_source,
)


@pytest.fixture
def maya(db: None) -> Account:
    """An account with two dates and a score."""
    account = make_account("maya.eats", title="Maya", country="GB", language="en", topics=["Food"], bio="Plant-based\ncooking")
    make_snapshot(account, taken_on=date(2026, 8, 1), followers=90_000, likes=900.0, comments=30.0, following=500)
    make_snapshot(account, taken_on=TODAY, followers=100_000, likes=1500.0, comments=60.0, following=500)
    refresh([account.pk])
    return account


def test_who_it_is(as_viewer: Client, maya: Account) -> None:
    shown = page_text(as_viewer, "/creators/instagram/maya.eats/")
    for said in ("Maya", "@maya.eats", "Instagram", "United Kingdom", "English", "Food", "Plant-based", "Micro"):
        assert said in shown
    page = as_viewer.get(maya.get_absolute_url()).content.decode()
    assert 'href="https://www.instagram.com/maya.eats/" rel="noopener nofollow noreferrer"' in page


@pytest.mark.parametrize("handle", ["MAYA.EATS", "maya.eats"])
def test_a_handle_counts_in_any_case(as_viewer: Client, maya: Account, handle: str) -> None:
    assert "@maya.eats" in page_text(as_viewer, f"/creators/instagram/{handle}/")


@pytest.mark.parametrize("external_id", ["UC-a_B1", "a/b?c#d"])
def test_an_account_without_a_handle_is_found_by_its_id(as_viewer: Client, external_id: str) -> None:
    account = make_account("", platform="youtube", external_id=external_id, title="Leo builds")
    assert "Leo builds" in page_text(as_viewer, account.get_absolute_url())


@pytest.mark.parametrize(("key", "index"), [("maya.eats", "account_handle_once"), ("id:UC-a_B1", "account_external_id_once")])
def test_an_address_is_looked_up_in_its_index(db: None, key: str, index: str) -> None:
    make_many_accounts()
    assert index in Account.objects.at("instagram", key).explain()


@pytest.mark.parametrize("key", ["", "id:"])
def test_an_empty_key_finds_nobody(db: None, key: str) -> None:
    make_account("", external_id="UC1")
    make_account("ana")
    assert not Account.objects.at("instagram", key).exists()


@pytest.mark.parametrize("key", ["nobody", "id:UCnothing", "%00", "a/b", "👻", "x" * 3000, "<b>"])
def test_an_unknown_account_says_what_to_do(as_viewer: Client, maya: Account, key: str) -> None:
    assert "Search for it" in page_text(as_viewer, f"/creators/instagram/{key}/", 404)
    assert "Search for it" in page_text(as_viewer, f"/creators/{key.replace('/', '')}/maya.eats/", 404)


def test_the_score_is_explained_part_by_part(as_viewer: Client, maya: Account) -> None:
    shown = page_text(as_viewer, maya.get_absolute_url())
    score = AccountScore.objects.get(account=maya)
    for said in (f"{score.fit:.2f}", f"{score.peer_trust:.1f}", f"{score.confidence:.3f}", f"{score.sweet_spot:.3f}"):
        assert said in shown
    for part in (
        "Response weight 30",
        "Conversation weight 20",
        "Natural growth weight 20",
        "Steadiness weight 15",
        "Reciprocity weight 15",
    ):
        assert part in shown
    assert "From the parts to fit" in shown
    page = as_viewer.get(maya.get_absolute_url()).content.decode()
    assert page.count('class="peers-band"') == 2


def test_house_weights_are_said_once_above_the_score(as_viewer: Client, maya: Account) -> None:
    page = as_viewer.get(maya.get_absolute_url()).content.decode()
    assert page.count(str(HOUSE)) == 1
    assert page.index("Score</h2>") < page.index(str(HOUSE)) < page.index("fit, of 100")
    assert page.count('href="#steps"') == page.count('id="steps"') == 1


def test_an_account_that_waits_for_its_score(as_viewer: Client) -> None:
    account = make_account()
    assert "Not scored yet" in page_text(as_viewer, account.get_absolute_url())
    assert "No counts yet" in page_text(as_viewer, account.get_absolute_url())


def test_an_account_of_which_too_little_is_known(as_viewer: Client) -> None:
    account = make_account()
    make_snapshot(account, likes=None, comments=None, followers=None)
    refresh([account.pk])
    assert "Not enough data" in page_text(as_viewer, account.get_absolute_url())


def test_a_history_too_short_shows_no_zeros_for_what_is_unknown(as_viewer: Client, maya: Account) -> None:
    shown = page_text(as_viewer, maya.get_absolute_url())
    assert "Snapshots with followers 2" in shown
    for unknown in ("Growth that counts as odd", "Followings dropped", "Came without reactions", "Likes that rose"):
        assert unknown not in shown


def test_the_summary_names_what_stands_out(as_viewer: Client, maya: Account) -> None:
    score = AccountScore.objects.get(account=maya)
    known = sorted((getattr(score, part), str(LABELS[part])) for part in PARTS if getattr(score, part) is not None)
    (least, weakest), (most, strongest) = known[0], known[-1]
    assert f"Highest part: {strongest}, {most:.1f}; lowest: {weakest}, {least:.1f}." in page_text(as_viewer, maya.get_absolute_url())


def test_the_summary_says_how_much_trust_there_can_be(as_viewer: Client, maya: Account) -> None:
    # 30 and 20 at 90, 20 at 80, 15 at 85, 15 at 65.
    assert "No account can have more than 83.5." in page_text(as_viewer, maya.get_absolute_url())
    unscored = make_account("nobody.counted")
    refresh([unscored.pk])
    assert "No account can have more" not in page_text(as_viewer, unscored.get_absolute_url())


def test_what_is_at_its_most_says_how_much_that_is(as_viewer: Client, maya: Account) -> None:
    assert "65 is the most there is; following many would lower it." in page_text(as_viewer, maya.get_absolute_url())


def test_every_snapshot_with_its_source_and_date(as_viewer: Client, maya: Account) -> None:
    barred = make_source("Barred provider", may_be_scored=False)
    listed = make_list(name="march.csv", source=barred)
    make_snapshot(maya, taken_on=date(2026, 3, 2), source=barred, creator_list=listed, engagement_rate=0.034, rate_definition="unstated")
    shown = page_text(as_viewer, maya.get_absolute_url())
    for said in ("2026-11-20", "2026-08-01", "2026-03-02", "Test provider", "Barred provider march.csv, shown but not scored"):
        assert said in shown
    assert "stated 3.40 %, of what is not said" in shown
    assert "followers went from 100K to 100K" in shown


def test_the_list_that_stated_each_value(as_viewer: Client) -> None:
    listed = make_list(name="december.csv", source=make_source("Agency"))
    account = make_account("ana", bio="Hello", field_lists={"bio": listed.pk, "title": 0})
    shown = page_text(as_viewer, account.get_absolute_url())
    assert "Bio Hello Agency, december.csv" in shown
    assert "Name Ana source not recorded" in shown


def test_history_reads_rates_as_scoring_does(maya: Account) -> None:
    late = make_source("Late provider")
    make_snapshot(maya, taken_on=TODAY, source=late, followers=101_000, likes=None, comments=None)
    rows = history(maya)
    assert [(row.snapshot.taken_on, row.snapshot.source.name, row.rate) for row in rows] == [
        (TODAY, "Late provider", None),
        (TODAY, "Test provider", pytest.approx(0.0156)),
        (date(2026, 8, 1), "Test provider", pytest.approx(930 / 90_000)),
    ]
    drawn = series(rows)
    assert drawn.times == [1_785_542_400, 1_795_132_800]
    assert drawn.followers == [90_000, 101_000]
    assert drawn.rates == [1.033, None]


def test_the_chart_has_its_numbers_in_the_page(as_viewer: Client, maya: Account) -> None:
    page = as_viewer.get(maya.get_absolute_url()).content.decode()
    data = json.loads(re.findall(r'<script id="history-series" type="application/json">(.*?)</script>', page)[0])
    assert data["followers"] == [90_000, 100_000]
    assert data["rates"] == [1.033, 1.56]


def test_the_creators_other_accounts(as_viewer: Client, maya: Account) -> None:
    make_account("maya_tube", platform="youtube", creator=maya.creator)
    assert "Also by Maya" in page_text(as_viewer, maya.get_absolute_url())
    assert "/creators/youtube/maya_tube/" in as_viewer.get(maya.get_absolute_url()).content.decode()


def test_shortlists_that_the_person_may_see(as_marketer: Client, marketer: User, as_viewer: Client, maya: Account) -> None:
    mine = make_shortlist(make_campaign(marketer, name="Spring"), name="Longlist")
    make_entry(mine, maya, status=Entry.Status.CONTACTED)
    make_entry(make_shortlist(make_campaign(marketer, name="Left"), name="Gone"), maya, removed_at=maya.created_at)
    make_entry(make_shortlist(make_campaign(name="Secret")), maya)
    shown = page_text(as_marketer, maya.get_absolute_url())
    assert "Spring / Longlist Contacted" in shown
    assert "Secret" not in shown
    assert "Left / Gone Considered" not in shown
    assert f'name="account" value="{maya.pk}"' in as_marketer.get(maya.get_absolute_url()).content.decode()
    viewed = as_viewer.get(maya.get_absolute_url()).content.decode()
    assert "Spring" not in viewed
    assert 'name="account"' not in viewed


def test_a_name_with_script_is_text(as_viewer: Client) -> None:
    account = make_account("x", title="</script><script>alert(1)</script>", bio='"><img src=x>')
    page = as_viewer.get(account.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_strangers_sign_in_first(client: Client, maya: Account) -> None:
    response = client.get(maya.get_absolute_url())
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_the_page_is_only_read(as_admin: Client, maya: Account) -> None:
    assert as_admin.post(maya.get_absolute_url()).status_code == 405


def test_queries_do_not_grow_with_history(
    as_marketer: Client, marketer: User, maya: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 20):
        make_snapshot(maya, taken_on=date(2026, 5, day), creator_list=make_list(), source=make_source(f"Source {day}"))
        make_entry(make_shortlist(make_campaign(marketer)), maya)
        make_account(platform="youtube", creator=maya.creator)
    with django_assert_max_num_queries(19):
        as_marketer.get(maya.get_absolute_url())
