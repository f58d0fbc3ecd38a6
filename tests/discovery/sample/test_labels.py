"""Sample accounts are told from real ones wherever one of them is shown or taken away; a walk of all pages is in tests/test_walk.py."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery.models import Account, CreatorList, Shortlist, User
from discovery.sample.listing import NOTE
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_entry, make_list, make_shortlist, make_snapshot, make_source

pytestmark = pytest.mark.django_db
TAG = '<span class="tag tag-sample">Sample</span>'


@pytest.fixture
def sample() -> CreatorList:
    return make_list(source=make_source("Sample data", is_sample=True))


@pytest.fixture
def invented(sample: CreatorList) -> Account:
    return make_score(make_account("sample_ana", created_by_list=sample)).account


@pytest.fixture
def real() -> Account:
    return make_score(make_account("ana", created_by_list=make_list())).account


@pytest.fixture
def shortlist(marketer: User, invented: Account, real: Account) -> Shortlist:
    found = make_shortlist(make_campaign(marketer))
    make_entry(found, invented), make_entry(found, real)
    return found


def test_a_ranked_row_says_it(as_viewer: Client, invented: Account, real: Account) -> None:
    assert as_viewer.get("/?words=sample").content.decode().count(TAG) == 1
    assert as_viewer.get("/").content.decode().count(TAG) == 1
    assert TAG in as_viewer.get("/", headers={"HX-Request": "true"}).content.decode()


def test_the_account_page_says_it_and_what_was_injected(as_viewer: Client, sample: CreatorList, invented: Account, real: Account) -> None:
    for account in (invented, real):
        make_snapshot(account, source=sample.source if account == invented else make_source(), extra={NOTE: "Fraud: likes bought."})
    page = as_viewer.get(invented.get_absolute_url()).content.decode()
    assert TAG in page
    assert "What was put into this sample account: Fraud: likes bought." in page
    assert "Open on Instagram" not in page
    other = as_viewer.get(real.get_absolute_url()).content.decode()
    assert TAG not in other
    assert "Fraud" not in other
    assert "Open on Instagram" in other


def test_a_shortlists_row_says_it(as_marketer: Client, shortlist: Shortlist) -> None:
    assert as_marketer.get(shortlist.get_absolute_url()).content.decode().count(TAG) == 1
    entry = shortlist.entries.get(account__handle="sample_ana")
    changed = as_marketer.post(reverse("entry_update", args=[entry.pk]), {"status": "booked"}, headers={"HX-Request": "true"})
    assert changed.content.decode().count(TAG) == 1


@pytest.mark.parametrize("name", ["ranked_csv", "shortlist_csv"])
def test_an_export_says_it_of_each_row(as_marketer: Client, shortlist: Shortlist, name: str) -> None:
    address = reverse(name, args=[shortlist.pk] if name == "shortlist_csv" else [])
    rows = csv.DictReader(io.StringIO(as_marketer.get(address).getvalue().decode("utf-8-sig")))
    assert {row["handle"]: row["sample"] for row in rows} == {"sample_ana": "sample data (invented)", "ana": ""}


def test_only_admins_are_led_to_the_removal(as_viewer: Client, as_admin: Client, invented: Account) -> None:
    assert reverse("sample_remove") in as_admin.get("/").content.decode()
    assert reverse("sample_remove") not in as_viewer.get("/").content.decode()


def test_without_sample_data_no_page_speaks_of_them(as_admin: Client, client: Client, real: Account) -> None:
    for page in (as_admin.get("/"), as_admin.get("/admin/"), client.get(reverse("account_login"))):
        assert "Sample data" not in page.content.decode()


def test_the_banner_stays_beside_real_accounts(as_viewer: Client, invented: Account, real: Account) -> None:
    assert "Sample data:" in as_viewer.get(real.get_absolute_url()).content.decode()


def test_labels_cost_one_query_however_many_rows(
    as_marketer: Client, marketer: User, sample: CreatorList, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = make_shortlist(make_campaign(marketer))
    for rows in (1, 30):
        for _number in range(rows):
            make_entry(found, make_score(make_account(created_by_list=sample)).account)
        with django_assert_max_num_queries(12) as asked:
            as_marketer.get("/")
        assert sum("is_sample" in query["sql"] for query in asked.captured_queries) == 1
        with django_assert_max_num_queries(12) as asked:
            as_marketer.get(found.get_absolute_url())
        assert sum("is_sample" in query["sql"] for query in asked.captured_queries) == 1
