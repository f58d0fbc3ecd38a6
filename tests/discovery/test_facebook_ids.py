"""Numbers on Facebook that were stored as handles are ids after the migration, and nothing is lost."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from discovery.models import Account
from tests.discovery.importing.lists import loaded, outcomes
from tests.factories import make_account

migration = import_module("discovery.migrations.0015_facebook_ids")
NUMBER = "100043210987654"
pytestmark = pytest.mark.django_db(transaction=True)


def on_facebook() -> list[tuple[str, str]]:
    return list(Account.objects.filter(platform="facebook").order_by("pk").values_list("handle", "external_id"))


def test_numbers_become_ids_and_lists_find_their_accounts() -> None:
    for handle in (NUMBER, "Anna-Tea-200043210987654", "anna.tea.5", "bert200043210987654"):
        make_account(handle, platform="facebook")
    make_account("300043210987654")
    migration.to_ids(apps, None)
    assert on_facebook() == [("", NUMBER), ("", "200043210987654"), ("anna.tea.5", ""), ("bert200043210987654", "")]
    assert Account.objects.get(platform="instagram").handle == "300043210987654"
    creator_list = loaded(f"handle,followers\n{NUMBER},5\nhttps://facebook.com/Anna-Tea-200043210987654,6\n", platform="facebook")
    assert outcomes(creator_list) == {"updated": 2}


def test_old_addresses_lead_on(as_marketer: Client) -> None:
    account = make_account(NUMBER, platform="facebook")
    before = account.get_absolute_url()
    migration.to_ids(apps, None)
    account.refresh_from_db()
    assert as_marketer.get(before, follow=True).redirect_chain[-1][0] == account.get_absolute_url()


def test_where_another_account_has_the_id_both_stay() -> None:
    make_account(NUMBER, platform="facebook")
    make_account("", platform="facebook", external_id=NUMBER)
    make_account(f"Anna-{NUMBER}", platform="facebook")
    before = on_facebook()
    migration.to_ids(apps, None)
    assert on_facebook() == before


def test_it_can_run_again() -> None:
    make_account(NUMBER, platform="facebook")
    make_account(f"Anna-{NUMBER}", platform="facebook")
    migration.to_ids(apps, None)
    once = on_facebook()
    migration.to_ids(apps, None)
    assert on_facebook() == once == [("", NUMBER), (f"Anna-{NUMBER}", "")]
