"""Campaigns' pages: the list, one campaign, making, changing and deleting it, and making a shortlist in it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery import campaigns
from discovery.models import Activity, Brand, Campaign, Entry, Shortlist, User
from tests.factories import make_campaign, make_entry, make_shortlist, make_user
from tests.races import in_own_connection, somebody_waits
from tests.worker import until

TYPED = {
    "name": "Spring launch",
    "brand": "Acme",
    "goal": "Sell the new shoe.",
    "budget": "1,500.50",
    "currency": "EUR",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-31",
}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_shows_ones_own_campaigns_with_their_totals(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, name="Spring launch", budget=5000)
    make_entry(make_shortlist(campaign), cost=1200, status=Entry.Status.BOOKED)
    make_campaign(name="Somebody else's")
    page = as_marketer.get(reverse("campaigns")).content.decode()
    assert "Spring launch" in page
    assert "1,200 EUR" in page
    assert "5,000 EUR" in page
    assert "Somebody else" not in page


def test_an_admin_sees_all_campaigns_and_whose_they_are(as_admin: Client, marketer: User) -> None:
    make_campaign(marketer, name="Spring launch")
    page = as_admin.get(reverse("campaigns")).content.decode()
    assert "Spring launch" in page
    assert marketer.email in page


def test_an_empty_list_says_what_to_do(as_marketer: Client, as_viewer: Client) -> None:
    assert reverse("campaign_new") in as_marketer.get(reverse("campaigns")).content.decode()
    for_viewer = as_viewer.get(reverse("campaigns")).content.decode()
    assert "Ask a teammate to share" in for_viewer
    assert reverse("campaign_new") not in for_viewer


@pytest.mark.parametrize("address", ["campaigns", "campaign_new"])
def test_a_stranger_signs_in_first(db: None, client: Client, address: str) -> None:
    response = client.get(reverse(address))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_a_campaign_is_made_from_what_was_typed(as_marketer: Client, marketer: User) -> None:
    response = as_marketer.post(reverse("campaign_new"), TYPED)
    campaign = Campaign.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, campaign.get_absolute_url())
    assert (campaign.owner, campaign.name, campaign.budget) == (marketer, "Spring launch", Decimal("1500.50"))
    assert (campaign.starts_on, campaign.ends_on) == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "This field is required"),
        ("name", "x" * 201, "at most 200 characters"),
        ("goal", "x" * 5_001, "at most 5000 characters"),
        ("budget", "-1", "greater than or equal to 0"),
        ("budget", "1.005", "no more than 2 decimal places"),
        ("budget", "12,50", "Write decimals with a point"),
        ("budget", "1,5000", "Write decimals with a point"),
        ("budget", "1" * 15, "no more than"),
        ("budget", "NaN", "Enter a number"),
        ("currency", "eur", "Select a valid choice"),
        ("ends_on", "2026-11-30", "The end is before the start"),
        ("starts_on", "soon", "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(as_marketer: Client, field: str, typed: str, said: str) -> None:
    response = as_marketer.post(reverse("campaign_new"), TYPED | {field: typed})
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert not Campaign.objects.exists()


def test_editing_changes_the_campaign_and_keeps_its_owner(as_admin: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    address = reverse("campaign_edit", args=[campaign.pk])
    assert as_admin.get(address).status_code == 200
    assert as_admin.post(address, TYPED | {"budget": ""}).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.name, campaign.budget, campaign.owner) == ("Spring launch", None, marketer)


def test_an_edit_leaves_alone_what_it_did_not_change(as_admin: Client, marketer: User) -> None:
    """Somebody else gives it a budget after the form was read and before it is saved."""
    campaign = make_campaign(marketer, name="Spring", budget=100)
    read = Campaign.objects.get()
    campaigns.update_campaign(campaign=campaign, by=marketer, budget=Decimal(900))
    campaigns.update_campaign(campaign=read, by=marketer, name="Summer")
    campaign.refresh_from_db()
    assert (campaign.name, campaign.budget) == ("Summer", Decimal(900))


def test_a_campaign_does_not_end_before_others_let_it_start(marketer: User) -> None:
    campaign = make_campaign(marketer, starts_on=date(2026, 12, 1))
    Campaign.objects.update(starts_on=date(2027, 3, 1))
    with pytest.raises(campaigns.DatesError, match="start on March 1, 2027 and end on Dec"):
        campaigns.update_campaign(campaign=campaign, by=marketer, ends_on=date(2026, 12, 31))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("meanwhile", "status", "said"),
    [
        (lambda: Campaign.objects.update(starts_on=date(2027, 3, 1)), 422, "Change either day"),
        (lambda: Campaign.objects.all().delete(), 404, "nothing at this address"),
    ],
)
def test_what_somebody_else_commits_during_an_edit_is_minded(
    as_marketer: Client, marketer: User, meanwhile: Callable[[], object], status: int, said: str
) -> None:
    """The edit has read the campaign, found nothing wrong, and waits for the other change."""
    campaign = make_campaign(marketer, starts_on=date(2026, 12, 1))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            meanwhile()
            posted = pool.submit(in_own_connection, as_marketer.post, reverse("campaign_edit", args=[campaign.pk]), TYPED)
            until(somebody_waits)
        response = posted.result()
    assert response.status_code == status
    assert said in response.content.decode()


def test_brands_are_known_by_name_in_any_case(as_marketer: Client) -> None:
    for brand in ("Acme", " ACME ", ""):
        assert as_marketer.post(reverse("campaign_new"), TYPED | {"brand": brand}).status_code == 302
    assert [brand.name for brand in Brand.objects.all()] == ["Acme"]
    assert Campaign.objects.filter(brand__name="Acme").count() == 2


def test_a_refused_campaign_leaves_no_brand(as_marketer: Client) -> None:
    assert as_marketer.post(reverse("campaign_new"), TYPED | {"brand": "Nobody", "budget": "-1"}).status_code == 422
    assert not Brand.objects.exists()


def test_changes_are_logged_with_what_they_changed(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, name="Spring", budget=100)
    campaigns.update_campaign(campaign=campaign, by=marketer, name="Summer", brand="Umbrella", budget=Decimal(100))
    line = Activity.objects.get()
    assert (line.action, line.actor, line.campaign) == (Activity.Action.CAMPAIGN_CHANGED, marketer, campaign)
    assert line.changes == {"name": ["Spring", "Summer"], "brand": ["Acme", "Umbrella"]}


def test_sharing_lets_people_see_or_change(marketer: User, viewer: User) -> None:
    campaign, teammate = make_campaign(marketer), make_user()
    everything = Campaign.objects.all()

    def seen(user: User) -> list[Campaign]:
        return list(everything.for_user(user))

    def editable(user: User) -> list[Campaign]:
        return list(everything.editable_by(user))

    def managed(user: User) -> list[Campaign]:
        return list(everything.managed_by(user))

    assert not seen(teammate)
    campaigns.share_campaign(campaign=campaign, person=teammate, may_edit=False, by=marketer)
    assert (seen(teammate), editable(teammate)) == ([campaign], [])
    campaigns.share_campaign(campaign=campaign, person=teammate, may_edit=True, by=marketer)
    assert (editable(teammate), managed(teammate)) == ([campaign], [])
    with pytest.raises(campaigns.CannotShareError, match="viewer"):
        campaigns.share_campaign(campaign=campaign, person=viewer, may_edit=True, by=marketer)
    campaigns.hand_over_campaign(campaign=campaign, to=teammate, by=marketer)
    assert (managed(teammate), editable(marketer), managed(marketer)) == ([campaign], [campaign], [])
    assert campaigns.unshare_campaign(campaign=campaign, person=marketer, by=teammate)
    assert not seen(marketer)
    assert [line.action for line in Activity.objects.order_by("id")] == [
        "campaign.shared",
        "campaign.shared",
        "campaign.handed_over",
        "campaign.unshared",
    ]


def test_a_brand_with_campaigns_stays(marketer: User) -> None:
    campaign = make_campaign(marketer)
    assert campaign.brand is not None
    with pytest.raises(campaigns.BrandInUseError):
        campaigns.delete_brand(brand=campaign.brand, by=marketer)
    campaigns.update_campaign(campaign=campaign, by=marketer, brand="Other")
    campaigns.delete_brand(brand=Brand.objects.get(name="Acme"), by=marketer)
    with pytest.raises(campaigns.BrandNameError):
        campaigns.rename_brand(brand=campaigns.brand_named("Third") or campaign.brand, name="other", by=marketer)


def test_saving_a_form_unchanged_changes_nothing(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, budget=1500, currency="EUR")
    address = reverse("campaign_edit", args=[campaign.pk])
    form = as_marketer.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    with CaptureQueriesContext(connection) as captured:
        assert as_marketer.post(address, typed).status_code == 302
    assert not [query for query in captured if query["sql"].startswith("UPDATE")]


def test_an_empty_form_comes_back_with_what_is_missing(as_marketer: Client, marketer: User) -> None:
    for address in (reverse("campaign_new"), reverse("campaign_edit", args=[make_campaign(marketer).pk])):
        response = as_marketer.post(address, {})
        assert response.status_code == 422
        assert "This field is required" in response.content.decode()


def test_a_form_shows_the_budget_as_it_can_be_typed_again(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, budget=1500)
    page = as_marketer.get(reverse("campaign_edit", args=[campaign.pk])).content.decode()
    assert 'value="1,500.00"' in page


def test_a_currency_off_the_list_survives_an_edit(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, currency="ISK")
    assert as_marketer.post(reverse("campaign_edit", args=[campaign.pk]), TYPED | {"currency": "ISK"}).status_code == 302


def test_deleting_asks_first_and_takes_the_shortlists_along(as_marketer: Client, marketer: User) -> None:
    entry = make_entry(make_shortlist(make_campaign(marketer)))
    address = reverse("campaign_delete", args=[entry.shortlist.campaign.pk])
    assert "1 shortlist with 1 entry" in as_marketer.get(address).content.decode()
    assert Campaign.objects.exists()
    assert as_marketer.post(address).headers["Location"] == reverse("campaigns")
    assert not Entry.objects.exists()


def test_a_campaign_shows_its_budget_and_what_is_left(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer, budget=1000, goal="Sell the new shoe.")
    shortlist = make_shortlist(campaign, name="Wave one")
    make_entry(shortlist, cost=400, status=Entry.Status.AGREED)
    make_entry(shortlist, cost=800)
    page = as_marketer.get(campaign.get_absolute_url()).content.decode()
    assert all(said in page for said in ("Sell the new shoe.", "Wave one", "600 EUR", "-200 EUR", "over budget"))


@pytest.mark.parametrize("name", ["campaign", "campaign_edit", "campaign_delete"])
def test_somebody_elses_campaign_is_not_there(as_marketer: Client, name: str) -> None:
    assert as_marketer.get(reverse(name, args=[make_campaign().pk])).status_code == 404


@pytest.mark.parametrize("name", ["campaign_edit", "campaign_delete", "shortlist_new", "campaign_new"])
def test_a_viewer_changes_nothing(as_viewer: Client, viewer: User, name: str) -> None:
    campaign = make_campaign(viewer)
    address = reverse(name, args=[] if name == "campaign_new" else [campaign.pk])
    assert as_viewer.post(address, TYPED).status_code == 403
    page = as_viewer.get(campaign.get_absolute_url())
    assert page.status_code == 200
    assert address not in page.content.decode()
    assert list(Campaign.objects.all()) == [campaign]


@pytest.mark.parametrize(
    ("name", "method"), [("campaign", "post"), ("campaigns", "post"), ("shortlist_new", "get"), ("campaign_edit", "put")]
)
def test_the_wrong_method_is_refused(as_marketer: Client, marketer: User, name: str, method: str) -> None:
    address = reverse(name, args=[] if name == "campaigns" else [make_campaign(marketer).pk])
    assert getattr(as_marketer, method)(address).status_code == 405


def test_a_shortlist_is_made_in_a_campaign(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    response = as_marketer.post(reverse("shortlist_new", args=[campaign.pk]), {"name": " Wave one "})
    made = Shortlist.objects.get()
    assert (made.campaign, made.name, response.headers["Location"]) == (campaign, "Wave one", made.get_absolute_url())


@pytest.mark.parametrize(("typed", "said"), [("Wave one", "already has a shortlist named"), (" ", "required"), ("x" * 201, "at most 200")])
def test_a_shortlists_name_must_do(as_marketer: Client, marketer: User, typed: str, said: str) -> None:
    shortlist = make_shortlist(make_campaign(marketer), name="Wave one")
    response = as_marketer.post(reverse("shortlist_new", args=[shortlist.campaign.pk]), {"name": typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Shortlist.objects.count() == 1


def test_queries_do_not_grow_with_campaigns_and_shortlists(as_marketer: Client, marketer: User) -> None:
    campaign = make_campaign(marketer)
    make_shortlist(campaign)
    addresses = [reverse("campaigns"), campaign.get_absolute_url()]
    before = [queries(as_marketer, address) for address in addresses]
    for _ in range(5):
        make_entry(make_shortlist(campaign))
        make_entry(make_shortlist(make_campaign(marketer)))
    assert [queries(as_marketer, address) for address in addresses] == before
