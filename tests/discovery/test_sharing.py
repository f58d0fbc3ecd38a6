"""A campaign's people: who sees it, sharing it, changing how far, stopping, and handing it over."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discovery import campaigns
from discovery.models import Activity, Campaign, CampaignShare, User
from discovery.models.people import Role
from tests.factories import make_campaign, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(marketer: User) -> Campaign:
    return make_campaign(marketer, name="Spring")


@pytest.fixture
def ben() -> User:
    return make_user(name="Ben", email="ben@example.com")


def share(campaign: Campaign, person: User, *, may_edit: bool = False) -> CampaignShare:
    return campaigns.share_campaign(campaign=campaign, person=person, may_edit=may_edit, by=campaign.owner)


def levels(campaign: Campaign) -> dict[User, bool]:
    """{teammate: whether they may edit}."""
    return {one.person: one.may_edit for one in CampaignShare.objects.filter(campaign=campaign)}


def people_page(client: Client, campaign: Campaign) -> str:
    return client.get(reverse("campaign_people", args=[campaign.pk])).content.decode()


# The page


def test_the_page_says_who_sees_and_who_changes(as_marketer: Client, campaign: Campaign, ben: User, viewer: User) -> None:
    share(campaign, ben, may_edit=True)
    page = people_page(as_marketer, campaign)
    assert all(said in page for said in (campaign.owner.email, "Ben", "ben@example.com", "Stop sharing with Ben", "Hand over"))
    assert f'<option value="{viewer.pk}">{viewer.email}, viewer</option>' in page
    assert "Ben (edit)" in as_marketer.get(campaign.get_absolute_url()).content.decode()


def test_who_does_not_manage_it_reads_and_changes_nothing(client: Client, campaign: Campaign, ben: User) -> None:
    share(campaign, ben, may_edit=True)
    client.force_login(ben)
    page = people_page(client, campaign).partition("<main")[2]
    assert campaign.owner.email in page
    assert "<form" not in page


def test_only_those_are_offered_whom_it_would_help(as_marketer: Client, campaign: Campaign, ben: User, admin: User) -> None:
    share(campaign, ben)
    gone = make_user(is_active=False, name="Gone")
    before = people_page(as_marketer, campaign)
    newcomer, viewer = make_user(name="New"), make_user(name="Vera", role=Role.VIEWER)
    assert list(campaigns.possible_teammates(campaign)) == [newcomer, viewer]
    assert set(campaigns.possible_owners(campaign)) == {ben, admin, newcomer}
    assert not {gone, campaign.owner} & {*campaigns.possible_owners(campaign)}
    assert "Everybody on the team sees it already" in before


def test_queries_do_not_grow_with_people(as_marketer: Client, campaign: Campaign, ben: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            people_page(as_marketer, campaign)
        return len(captured)

    share(campaign, ben)
    before = queries()
    for _ in range(5):
        share(campaign, make_user())
        make_user()
    assert queries() == before


# Sharing


def test_a_campaign_is_shared_changed_and_shared_no_more(as_marketer: Client, campaign: Campaign, ben: User) -> None:
    address = reverse("campaign_people", args=[campaign.pk])
    steps: list[tuple[str, list[int], dict[str, Any], dict[User, bool]]] = [
        ("campaign_share", [], {"person": ben.pk, "level": "view"}, {ben: False}),
        ("campaign_share_level", [ben.pk], {"level": "edit"}, {ben: True}),
        ("campaign_unshare", [ben.pk], {}, {}),
    ]
    for name, args, data, afterwards in steps:
        response = as_marketer.post(reverse(name, args=[campaign.pk, *args]), data)
        assert (response.status_code, response.headers["Location"]) == (302, address)
        assert levels(campaign) == afterwards
    assert "is not shared with Ben any more" in people_page(as_marketer, campaign)
    assert Activity.objects.count() == 3


def test_who_was_shared_with_meanwhile_gets_the_level_asked_for(as_marketer: Client, campaign: Campaign, ben: User) -> None:
    share(campaign, ben)
    as_marketer.post(reverse("campaign_share", args=[campaign.pk]), {"person": ben.pk, "level": "edit"})
    assert levels(campaign) == {ben: True}


@pytest.mark.parametrize(
    ("who", "level", "said"),
    [
        ({"role": Role.VIEWER}, "edit", "is a viewer and cannot edit"),
        ({"is_active": False}, "view", "cannot sign in any more"),
        ({}, "rule", "Select a valid choice"),
    ],
)
def test_what_cannot_be_shared_is_said_beside_the_form(
    as_marketer: Client, campaign: Campaign, who: dict[str, Any], level: str, said: str
) -> None:
    data = {"person": make_user(**who).pk, "level": level}
    response = as_marketer.post(reverse("campaign_share", args=[campaign.pk]), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not levels(campaign)


@pytest.mark.parametrize("person", ["", "0", "x", "9" * 30])
def test_nobody_is_nobody_to_share_with(as_marketer: Client, campaign: Campaign, person: str) -> None:
    for name, field in (("campaign_share", "person"), ("campaign_hand_over", "to")):
        response = as_marketer.post(reverse(name, args=[campaign.pk]), {field: person, "level": "view"})
        assert response.status_code == 422


def test_a_viewers_level_stays_and_says_why(as_marketer: Client, campaign: Campaign, viewer: User) -> None:
    share(campaign, viewer)
    response = as_marketer.post(reverse("campaign_share_level", args=[campaign.pk, viewer.pk]), {"level": "edit"})
    assert response.status_code == 422
    assert "is a viewer and cannot edit" in response.content.decode()
    assert levels(campaign) == {viewer: False}


@pytest.mark.parametrize("name", ["campaign_share_level", "campaign_unshare"])
def test_who_is_not_in_it_is_not_found(as_marketer: Client, campaign: Campaign, ben: User, name: str) -> None:
    assert as_marketer.post(reverse(name, args=[campaign.pk, ben.pk]), {"level": "edit"}).status_code == 404
    assert not levels(campaign)


# Handing over


def test_handing_over_asks_first_and_leaves_the_former_owner_an_editor(as_marketer: Client, campaign: Campaign, ben: User) -> None:
    address, former = reverse("campaign_hand_over", args=[campaign.pk]), campaign.owner
    page = as_marketer.get(address, {"to": ben.pk}).content.decode()
    assert "over to Ben?" in page
    campaign.refresh_from_db()
    assert campaign.owner == former
    assert as_marketer.post(address, {"to": ben.pk}).headers["Location"] == reverse("campaign_people", args=[campaign.pk])
    campaign.refresh_from_db()
    assert (campaign.owner, levels(campaign)) == (ben, {former: True})
    assert as_marketer.post(address, {"to": former.pk}).status_code == 403


def test_an_editor_with_a_share_for_viewing_stays_one_after_owning(campaign: Campaign, ben: User) -> None:
    """Handing back takes away the share that the new owner had before."""
    former = campaign.owner
    share(campaign, ben)
    campaigns.hand_over_campaign(campaign=campaign, to=ben, by=former)
    campaigns.hand_over_campaign(campaign=campaign, to=former, by=ben)
    assert levels(campaign) == {ben: True}


def test_who_cannot_own_it_is_said(as_marketer: Client, campaign: Campaign, viewer: User) -> None:
    response = as_marketer.post(reverse("campaign_hand_over", args=[campaign.pk]), {"to": viewer.pk})
    assert response.status_code == 422
    assert "cannot own campaigns" in response.content.decode()


# Who may not


@pytest.mark.parametrize("method", ["get", "put"])
@pytest.mark.parametrize("name", ["campaign_share", "campaign_share_level", "campaign_unshare"])
def test_changes_are_posted(as_marketer: Client, campaign: Campaign, ben: User, name: str, method: str) -> None:
    args = [campaign.pk] if name == "campaign_share" else [campaign.pk, ben.pk]
    assert getattr(as_marketer, method)(reverse(name, args=args)).status_code == 405


# At once


@pytest.mark.django_db(transaction=True)
def test_two_who_share_with_the_same_person_at_once_share_once(campaign: Campaign, ben: User) -> None:
    assert at_once(lambda: share(campaign, ben), lambda: share(campaign, ben)) == [True, True]
    assert levels(campaign) == {ben: False}
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_hand_overs_at_once_leave_one_owner_and_two_editors(campaign: Campaign, ben: User) -> None:
    former, cleo = campaign.owner, make_user()
    done = at_once(
        lambda: campaigns.hand_over_campaign(campaign=campaign, to=ben, by=former),
        lambda: campaigns.hand_over_campaign(campaign=campaign, to=cleo, by=former),
    )
    assert done == [True, True]
    owner = Campaign.objects.get().owner
    assert {owner, *levels(campaign)} == {former, ben, cleo}
    assert owner in (ben, cleo)
    assert owner not in levels(campaign)


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_at_once_is_not_shared(campaign: Campaign, ben: User) -> None:
    former = campaign.owner
    shared, deleted = at_once(lambda: share(campaign, ben), lambda: campaigns.delete_campaign(campaign=campaign, by=former))
    assert deleted
    assert not CampaignShare.objects.exists()
    assert Activity.objects.filter(action=Activity.Action.CAMPAIGN_SHARED).exists() == shared
