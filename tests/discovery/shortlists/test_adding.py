"""Adding accounts to a shortlist, from whichever page they were selected on."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from discovery.models import CampaignShare, Entry, User
from tests.discovery.scores import make_score
from tests.factories import make_account, make_campaign, make_shortlist, make_user


def test_adding_goes_back_where_it_came_from_and_says_what_happened(as_marketer: Client, entry: Entry, marketer: User) -> None:
    new = make_account()
    data = {"account": [new.pk, entry.account.pk], "shortlist": entry.shortlist.pk, "next": reverse("campaigns")}
    response = as_marketer.post(reverse("add_to_shortlist"), data, follow=True)
    assert response.redirect_chain == [(reverse("campaigns"), 302)]
    assert f'1 added to <a href="{entry.shortlist.get_absolute_url()}">Wave one</a>; 1 was on it already.' in response.content.decode()
    assert Entry.objects.get(account=new).added_by == marketer


def test_a_removed_entry_comes_back_with_its_note(as_marketer: Client, entry: Entry) -> None:
    Entry.objects.update(removed_at=timezone.now())
    data = {"account": entry.account.pk, "shortlist": entry.shortlist.pk}
    page = as_marketer.post(reverse("add_to_shortlist"), data, follow=True).content.decode()
    assert "1 put back with note and cost" in page
    assert "two reels" in page


def test_adding_never_sends_anyone_to_another_site(as_marketer: Client, entry: Entry) -> None:
    data = {"account": entry.account.pk, "shortlist": entry.shortlist.pk, "next": "//evil.example/"}
    response = as_marketer.post(reverse("add_to_shortlist"), data)
    assert response.headers["Location"] == entry.shortlist.get_absolute_url()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"account": []}, "Select at least one row"),
        ({"account": ["x"]}, "could not be read"),
        ({"account": ["9" * 18]}, "No longer in the database: account 999999999999999999"),
        ({"account": ["9" * 30]}, "could not be read"),
        ({"shortlist": ""}, "Choose a shortlist"),
        ({"shortlist": "0"}, "not there any more"),
        ({"shortlist": "9" * 30}, "not there any more"),
    ],
)
def test_what_cannot_be_added_is_asked_again(as_marketer: Client, entry: Entry, changes: Any, said: str) -> None:
    data = {"account": [make_account().pk], "shortlist": entry.shortlist.pk} | changes
    response = as_marketer.post(reverse("add_to_shortlist"), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Entry.objects.count() == 1


def test_the_question_keeps_what_was_selected(as_marketer: Client, entry: Entry) -> None:
    page = as_marketer.post(reverse("add_to_shortlist"), {"account": [1234567, 8], "next": "/x/"}).content.decode()
    assert all(f'name="{name}" value="{value}"' in page for name, value in (("account", 1234567), ("account", 8), ("next", "/x/")))
    assert "Spring launch / Wave one" in page


def test_adding_nothing_leads_back_to_where_it_was_asked(as_marketer: Client, entry: Entry) -> None:
    data = {"shortlist": entry.shortlist.pk, "next": "/?words=run"}
    page = as_marketer.post(reverse("add_to_shortlist"), data).content.decode()
    assert 'href="/?words=run"' in page
    elsewhere = as_marketer.post(reverse("add_to_shortlist"), data | {"next": "https://example.com/"}).content.decode()
    assert "example.com/" not in elsewhere.partition("<main")[2].replace('value="https://example.com/"', "")


def test_what_was_shared_for_viewing_is_not_offered(client: Client, entry: Entry) -> None:
    person, account = make_user(), make_account()
    share = CampaignShare.objects.create(campaign=entry.shortlist.campaign, person=person)
    client.force_login(person)
    make_score(account)
    pages = (reverse("ranked"), account.get_absolute_url())
    option = f'<option value="{entry.shortlist.pk}">'
    for may_edit, status in ((False, 422), (True, 302)):
        CampaignShare.objects.filter(pk=share.pk).update(may_edit=may_edit)
        assert [option in client.get(address).content.decode() for address in pages] == [may_edit, may_edit]
        response = client.post(reverse("add_to_shortlist"), {"account": account.pk, "shortlist": entry.shortlist.pk})
        assert response.status_code == status


def test_nobody_adds_to_somebody_elses_shortlist(as_marketer: Client, as_viewer: Client, viewer: User) -> None:
    theirs, viewers = make_shortlist(), make_shortlist(make_campaign(viewer))
    account = make_account()
    address = reverse("add_to_shortlist")
    assert as_marketer.post(address, {"account": account.pk, "shortlist": theirs.pk}).status_code == 422
    assert as_viewer.post(address, {"account": account.pk, "shortlist": viewers.pk}).status_code == 403
    assert Client().post(address).headers["Location"].startswith(reverse("account_login"))
    assert as_marketer.get(address).status_code == 405
    assert not Entry.objects.exists()
