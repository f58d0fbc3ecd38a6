"""Brands' pages, and the list of campaigns by brand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery.campaigns import BrandInUseError, create_campaign, delete_brand, rename_brand, share_campaign
from discovery.models import Activity, Brand, Campaign, Entry, User
from tests.factories import make_brand, make_campaign, make_entry, make_shortlist
from tests.races import in_own_connection, somebody_waits
from tests.worker import until


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_campaigns_stand_by_brand_with_what_they_add_up_to(as_marketer: Client, marketer: User) -> None:
    zebra = make_campaign(marketer, name="Zebra one", brand=make_brand("Zebra"))
    make_campaign(marketer, name="Without", brand=None)
    for status, cost in ((Entry.Status.BOOKED, 100), (Entry.Status.CONSIDERED, 50)):
        make_entry(make_shortlist(zebra), status=status, cost=cost)
    make_campaign(marketer, name="Acme one")
    shown = page(as_marketer, reverse("campaigns"))
    assert "100 EUR agreed or booked, 150 EUR planned" in shown
    places = [shown.index(name) for name in ("Acme one", "Zebra one", "Without")]
    assert places == sorted(places)


def test_the_address_says_which_campaigns(as_marketer: Client, marketer: User) -> None:
    mine, theirs = make_campaign(marketer, name="Mine here"), make_campaign(name="Theirs here", brand=make_brand("Other"))
    share_campaign(campaign=theirs, person=marketer, may_edit=False, by=theirs.owner)
    for query, seen in {
        "": {"Mine here", "Theirs here"},
        "?whose=mine": {"Mine here"},
        "?whose=shared": {"Theirs here"},
        f"?brand={mine.brand_id}": {"Mine here"},
        f"?brand={mine.brand_id}&whose=shared": set(),
    }.items():
        shown = page(as_marketer, reverse("campaigns") + query)
        assert {name for name in ("Mine here", "Theirs here") if name in shown} == seen


def test_an_unknown_filter_is_an_error(as_marketer: Client, marketer: User) -> None:
    make_campaign(marketer)
    for query, said in {"?owner=1": "no filter “owner”", "?whose=nobody": "valid choice", "?brand=0": "valid choice"}.items():
        response = as_marketer.get(reverse("campaigns") + query)
        assert response.status_code == 422
        assert said in response.content.decode()


def test_a_brand_shows_its_campaigns_and_counts_those_one_may_not_see(as_marketer: Client, marketer: User) -> None:
    brand = make_brand()
    make_campaign(marketer, name="Mine here")
    make_campaign(name="Secret plan")
    shown = page(as_marketer, reverse("brand", args=[brand.pk]))
    assert "Mine here" in shown
    assert "1 campaign of colleagues is not shared with you" in shown
    assert "Secret plan" not in shown
    assert "1</td>" in page(as_marketer, reverse("brands")).replace("\n", "").replace(" ", "")


def test_a_brand_is_renamed_unless_the_name_is_taken(as_marketer: Client, marketer: User) -> None:
    brand, _ = make_brand(), make_brand("Zebra")
    address = reverse("brand_rename", args=[brand.pk])
    assert as_marketer.post(address, {"name": " Acme  Ltd "}).status_code == 302
    assert Brand.objects.get(pk=brand.pk).name == "Acme Ltd"
    refused = as_marketer.post(address, {"name": "zebra"})
    assert refused.status_code == 422
    assert "named “zebra” already" in refused.content.decode()
    assert Brand.objects.get(pk=brand.pk).name == "Acme Ltd"


def test_an_empty_brand_can_go_and_one_with_campaigns_stays(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign()
    brand = make_brand()
    assert as_marketer.post(reverse("brand_delete", args=[brand.pk]), follow=True).context["messages"]
    assert Brand.objects.filter(pk=brand.pk).exists()
    campaign.delete()
    assert as_marketer.post(reverse("brand_delete", args=[brand.pk])).headers["Location"] == reverse("brands")
    assert not Brand.objects.exists()
    assert Activity.objects.get().action == Activity.Action.BRAND_DELETED


def test_a_viewer_looks_and_changes_nothing(as_viewer: Client) -> None:
    brand = make_brand()
    assert "Rename" not in page(as_viewer, reverse("brand", args=[brand.pk]))
    for name in ("brand_rename", "brand_delete"):
        assert as_viewer.post(reverse(name, args=[brand.pk]), {"name": "x"}).status_code == 403
        assert as_viewer.get(reverse(name, args=[brand.pk])).status_code == 405


def test_more_brands_and_campaigns_cost_no_more_queries(as_marketer: Client, marketer: User) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_marketer.get(address).status_code == 200
        return len(captured)

    addresses = [reverse("campaigns"), reverse("brands")]
    make_campaign(marketer)
    before = [asked(address) for address in addresses]
    for number in range(5):
        make_campaign(marketer, brand=make_brand(f"Brand {number}"))
    assert [asked(address) for address in addresses] == before


def test_a_brand_named_as_before_is_no_change(marketer: User) -> None:
    rename_brand(brand=make_brand("Acme"), name="Acme", by=marketer)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "change", [lambda brand, by: rename_brand(brand=brand, name="New", by=by), lambda brand, by: delete_brand(brand=brand, by=by)]
)
def test_a_brand_that_was_deleted_meanwhile_is_not_changed(marketer: User, change: Callable[[Brand, User], None]) -> None:
    brand = make_brand()
    Brand.objects.all().delete()
    with pytest.raises(Brand.DoesNotExist):
        change(brand, marketer)
    assert not Activity.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_brand_that_somebody_is_just_taking_is_not_deleted(marketer: User) -> None:
    brand = make_brand("Acme")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            create_campaign(owner=marketer, name="Spring", brand="acme")
            deleted = pool.submit(in_own_connection, delete_brand, brand=brand, by=marketer)
            until(somebody_waits)
        with pytest.raises(BrandInUseError):
            deleted.result()
    assert Campaign.objects.get().brand == brand
