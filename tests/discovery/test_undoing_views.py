"""The page that undoes an import."""

import pytest
from django.test import Client
from django.urls import reverse

from discovery import tasks
from discovery.models import Account, CreatorList
from tests.discovery.importing.lists import loaded
from tests.factories import make_list
from tests.worker import empty_queues


@pytest.mark.django_db(transaction=True)
def test_an_import_is_undone_from_its_page(as_admin: Client) -> None:
    creator_list = tasks.load_and_score(loaded("handle,followers\nanna,5\n").pk)
    page, address = reverse("import", args=[creator_list.pk]), reverse("import_undo", args=[creator_list.pk])
    assert address in as_admin.get(page).content.decode()
    assert "It brought 1 account " in as_admin.get(address).content.decode()
    with empty_queues():
        assert as_admin.post(address).headers["Location"] == page
    assert "Taking it back" in as_admin.get(page).content.decode()
    tasks.undo_loaded(creator_list.pk)
    shown = as_admin.get(page).content.decode()
    assert "Gone: 1 account, 1 snapshot." in shown
    assert address not in shown
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_what_is_not_loaded_leads_to_its_page(as_admin: Client, as_marketer: Client, client: Client) -> None:
    creator_list = make_list(state=CreatorList.State.FAILED)
    address = reverse("import_undo", args=[creator_list.pk])
    assert as_admin.get(address).status_code == as_admin.post(address).status_code == 302
    assert as_marketer.post(address).status_code == 403
    assert reverse("account_login") in client.get(address).headers["Location"]
    assert as_admin.put(address).status_code == 405
    assert as_admin.get(reverse("import_undo", args=[creator_list.pk + 1])).status_code == 404
