"""What a person may do with a campaign and what is in it, as it is fetched for them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from discovery.models import CampaignShare, Entry, User
from discovery.models.people import Role
from discovery.teams import Need, Rights, campaign_for, entry_for, rights, shortlist_for
from tests.factories import make_campaign, make_entry, make_shortlist, make_user

pytestmark = pytest.mark.django_db
FETCHES: list[Callable[[User, Entry, Need], Any]] = [
    lambda user, entry, need: campaign_for(user, entry.shortlist.campaign.pk, need),
    lambda user, entry, need: shortlist_for(user, entry.shortlist.pk, need),
    lambda user, entry, need: entry_for(user, entry.pk, need),
]


@pytest.fixture
def entry() -> Entry:
    return make_entry(make_shortlist(make_campaign(make_user(name="Ada"), name="Spring")))


def teammate(entry: Entry, *, may_edit: bool, role: Role = Role.MARKETER) -> User:
    """Somebody whom the entry's campaign is shared with."""
    person = make_user(role=role)
    CampaignShare.objects.create(campaign=entry.shortlist.campaign, person=person, may_edit=may_edit)
    return person


def test_rights_are_the_owners_and_admins_and_what_was_shared(entry: Entry, admin: User) -> None:
    campaign = entry.shortlist.campaign
    assert rights(campaign.owner, campaign) == rights(admin, campaign) == Rights(edit=True, manage=True)
    assert rights(teammate(entry, may_edit=True), campaign) == Rights(edit=True, manage=False)
    assert rights(teammate(entry, may_edit=False), campaign) == Rights(edit=False, manage=False)


def test_an_editor_who_became_a_viewer_edits_no_longer(entry: Entry) -> None:
    demoted = teammate(entry, may_edit=True, role=Role.VIEWER)
    assert rights(demoted, entry.shortlist.campaign) == Rights(edit=False, manage=False)


@pytest.mark.parametrize("fetch", FETCHES)
def test_what_was_not_shared_is_not_there(entry: Entry, fetch: Callable[[User, Entry, Need], Any]) -> None:
    for need in Need:
        with pytest.raises(Http404):
            fetch(make_user(), entry, need)


@pytest.mark.parametrize("fetch", FETCHES)
def test_what_may_not_be_done_says_whom_to_ask(entry: Entry, fetch: Callable[[User, Entry, Need], Any]) -> None:
    shown, editing = teammate(entry, may_edit=False), teammate(entry, may_edit=True)
    assert fetch(shown, entry, Need.SEE)
    with pytest.raises(PermissionDenied, match=r"“Spring” is shared with you for viewing.*ask Ada"):
        fetch(shown, entry, Need.EDIT)
    assert fetch(editing, entry, Need.EDIT)
    with pytest.raises(PermissionDenied, match="Only Ada, who owns “Spring”, and admins"):
        fetch(editing, entry, Need.MANAGE)
    assert fetch(entry.shortlist.campaign.owner, entry, Need.MANAGE)


def test_the_page_says_why(entry: Entry, client: Client) -> None:
    client.force_login(teammate(entry, may_edit=False))
    page = client.get(reverse("campaign_edit", args=[entry.shortlist.campaign.pk]))
    assert page.status_code == 403
    assert "is shared with you for viewing" in page.content.decode()
    assert "Your role" not in page.content.decode()
