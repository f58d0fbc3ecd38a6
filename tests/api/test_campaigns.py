"""Campaigns, whom they are shared with, and brands: what is written, what is refused, and what the log says of it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from discovery.models import Activity, Brand, Campaign, CampaignShare, User
from discovery.models.people import Role
from tests.api.sending import errors, send
from tests.factories import make_brand, make_campaign, make_entry, make_shortlist, make_user

CAMPAIGNS = "/api/v1/campaigns/"
Action = Activity.Action


def test_a_campaign_is_made(marketer_api: Client, marketer: User) -> None:
    make_brand("ACME")
    brief = {
        "name": " Spring ",
        "brand": "Acme",
        "goal": "Sign-ups",
        "budget": "25000.50",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-01",
    }
    made = send(marketer_api, "post", CAMPAIGNS, brief)
    assert made.status_code == 201
    shown = made.json()
    assert (shown["name"], shown["brand"], shown["budget"], shown["currency"]) == ("Spring", "ACME", "25000.50", "EUR")
    assert shown["owner"] == {"email": marketer.email, "name": ""}
    assert Campaign.objects.get(pk=shown["id"]).owner == marketer
    assert Activity.objects.get().action == Action.CAMPAIGN_CREATED
    assert marketer_api.get(f"{CAMPAIGNS}{shown['id']}/").json() == shown


@pytest.mark.parametrize(
    ("body", "name", "sentence"),
    [
        ({"name": "Spring", "colour": "red"}, "colour", "no “colour” to give. Known are name, brand, goal"),
        ({"name": "Spring", "id": 7}, "id", "no “id” to give"),
        ({"name": "Spring", "owner": 7}, "owner", "no “owner” to give"),
        ({}, "name", "required"),
        ({"name": " "}, "name", "blank"),
        ({"name": "x" * 201}, "name", "200"),
        ({"name": 7}, "name", "string"),
        ({"name": "Sp\x00ring"}, "name", "Null characters"),
        ({"name": "\ud800"}, "name", "urrogate"),
        ({"name": "Spring", "budget": 25000.5}, "budget", "as text"),
        ({"name": "Spring", "budget": ""}, "budget", "as text"),
        ({"name": "Spring", "budget": "-1"}, "budget", "as text"),
        ({"name": "Spring", "budget": "1.234"}, "budget", "as text"),
        ({"name": "Spring", "budget": "1" * 13}, "budget", "as text"),
        ({"name": "Spring", "currency": "eur"}, "currency", "eur"),
        ({"name": "Spring", "starts_on": "1.3.2027"}, "starts_on", "YYYY-MM-DD"),
        ({"name": "Spring", "starts_on": "2027-3-1"}, "starts_on", "YYYY-MM-DD"),
        ({"name": "Spring", "starts_on": "2027-03-02", "ends_on": "2027-03-01"}, "ends_on", "Change either day"),
        ([], "", "dictionary"),
        ('"Spring"', "", "dictionary"),
        (None, "", ""),
    ],
)
def test_what_cannot_be_used_is_named(marketer_api: Client, body: Any, name: str, sentence: str) -> None:
    found = errors(send(marketer_api, "post", CAMPAIGNS, body))
    assert sentence in (found[name] if name else next(iter(found.values())))
    assert not Campaign.objects.exists()
    assert not Brand.objects.exists()


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b"{'name': 1}", b'{"name": NaN}', b"[" * 200_000, b"9" * 5000, b'"' + b"x" * 2_600_000 + b'"']
)
def test_bad_json_is_refused(marketer_api: Client, body: bytes) -> None:
    refused = marketer_api.generic("POST", CAMPAIGNS, body, content_type="application/json")
    assert refused.status_code == 400
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_another_kind_of_body_is_refused(marketer_api: Client) -> None:
    assert marketer_api.post(CAMPAIGNS, {"name": "Spring"}).status_code == 415
    assert marketer_api.get(CAMPAIGNS, headers={"accept": "text/html"}).status_code == 406
    assert marketer_api.put(CAMPAIGNS).status_code == 405


def test_only_what_is_named_changes(marketer_api: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, goal="Sign-ups", budget="100.00", starts_on="2027-03-10")
    address = f"{CAMPAIGNS}{campaign.pk}/"
    shown = send(marketer_api, "patch", address, {"budget": None, "brand": ""}).json()
    assert (shown["budget"], shown["brand"], shown["goal"], shown["starts_on"]) == (None, None, "Sign-ups", "2027-03-10")
    assert send(marketer_api, "patch", address, {}).json() == shown
    assert "Change either day" in errors(send(marketer_api, "patch", address, {"ends_on": "2027-03-09"}))["ends_on"]
    assert set(Activity.objects.get().changes) == {"budget", "brand"}


def test_it_adds_up_what_is_on_its_shortlists(marketer_api: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    make_entry(make_shortlist(campaign), cost="100.00", status="booked")
    make_entry(make_shortlist(campaign), cost="50.50")
    shown = marketer_api.get(f"{CAMPAIGNS}{campaign.pk}/").json()
    assert (shown["shortlist_count"], shown["entry_count"], shown["committed"], shown["planned"]) == (2, 2, "100.00", "150.50")


def test_everyone_lists_what_they_may_see(
    marketer_api: Client, viewer_api: Client, admin_api: Client, marketer: User, viewer: User
) -> None:
    own, shared, foreign = make_campaign(marketer), make_campaign(), make_campaign()
    CampaignShare.objects.create(campaign=shared, person=viewer)
    CampaignShare.objects.create(campaign=shared, person=marketer)
    for client, seen in ((marketer_api, [own, shared]), (viewer_api, [shared]), (admin_api, [own, shared, foreign])):
        assert [row["id"] for row in client.get(CAMPAIGNS).json()["results"]] == [campaign.pk for campaign in seen]


def test_deleting_takes_all_that_is_in_it(marketer_api: Client, marketer: User) -> None:
    shortlist = make_entry(make_shortlist(make_campaign(marketer))).shortlist
    assert marketer_api.delete(f"{CAMPAIGNS}{shortlist.campaign_id}/").status_code == 204
    assert not Campaign.objects.exists()
    assert marketer_api.get(f"/api/v1/shortlists/{shortlist.pk}/").status_code == 404


def test_a_campaign_is_shared_and_no_more(marketer_api: Client, marketer: User) -> None:
    campaign, teammate = make_campaign(marketer), make_user()
    address = f"{CAMPAIGNS}{campaign.pk}/shares/"
    one = f"{address}{teammate.email.upper()}/"
    for may_edit in (False, True):
        shown = send(marketer_api, "put", one, {"may_edit": may_edit}).json()
        assert (shown["person"]["email"], shown["may_edit"]) == (teammate.email, may_edit)
        assert marketer_api.get(address).json()["results"] == [shown]
    assert marketer_api.delete(one).status_code == 204
    assert marketer_api.delete(one).status_code == 404
    assert not CampaignShare.objects.exists()
    kinds = list(Activity.objects.order_by("id").values_list("action", flat=True))
    assert kinds == [Action.CAMPAIGN_SHARED, Action.CAMPAIGN_SHARED, Action.CAMPAIGN_UNSHARED]


def test_whom_it_cannot_be_shared_with_is_said(marketer_api: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    viewer, gone = make_user(role=Role.VIEWER), make_user(is_active=False)

    def share(email: str, body: Any) -> Any:
        return send(marketer_api, "put", f"{CAMPAIGNS}{campaign.pk}/shares/{email}/", body)

    for person, sentence in ((viewer, "is a viewer"), (gone, "cannot sign in"), (marketer, "owns this campaign")):
        refused = share(person.email, {"may_edit": True})
        assert refused.status_code == 409
        assert sentence in refused.json()["detail"]
    for email in ("nobody@example.com", "%00", "x" * 300):
        assert share(email, {"may_edit": True}).status_code == 404
    for body in ({}, {"may_edit": "yes"}, {"may_edit": 1}, {"may_edit": None}):
        assert set(errors(share(viewer.email, body))) == {"may_edit"}
    assert not CampaignShare.objects.exists()


def test_a_brand_is_renamed_and_deleted(marketer_api: Client, marketer: User) -> None:
    brand, used = make_brand("Acme"), make_campaign(marketer, brand=make_brand("Used")).brand
    assert used
    one, other = f"/api/v1/brands/{brand.pk}/", f"/api/v1/brands/{used.pk}/"
    assert send(marketer_api, "patch", one, {"name": "Acme Foods"}).json() == {"id": brand.pk, "name": "Acme Foods"}
    assert send(marketer_api, "patch", one, {"name": "USED"}).status_code == 409
    assert marketer_api.get(one).json()["name"] == "Acme Foods"
    assert marketer_api.delete(other).status_code == 409
    assert marketer_api.delete(one).status_code == 204
    assert [row["id"] for row in marketer_api.get("/api/v1/brands/").json()["results"]] == [used.pk]


def test_queries_do_not_grow_with_campaigns(
    marketer_api: Client, marketer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    marketer_api.get(CAMPAIGNS)
    for rows in (1, 5):
        while Campaign.objects.count() < rows:
            make_entry(make_shortlist(make_campaign(marketer)))
        with django_assert_num_queries(2):
            assert len(marketer_api.get(CAMPAIGNS).json()["results"]) == rows


def test_a_campaign_wants_a_size_of_its_own(marketer_api: Client, marketer: User) -> None:
    address = f"{CAMPAIGNS}{make_campaign(marketer).pk}/"
    own = {"sweet_centre": 20_000, "sweet_width": 0.3, "size_share": 0.7}
    assert {name: marketer_api.get(address).json()[name] for name in own} == dict.fromkeys(own)
    assert send(marketer_api, "patch", address, own).json().items() >= own.items()
    assert send(marketer_api, "patch", address, {"size_share": None}).json()["size_share"] is None
    wrong = {"sweet_centre": 99, "sweet_width": "0.3", "size_share": 1.1}
    assert set(errors(send(marketer_api, "patch", address, wrong))) == set(own)
