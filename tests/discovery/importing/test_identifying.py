"""Whose row it is: accounts are known by their platform's id or by their handle, and a row of two accounts is rejected."""

from typing import Any

import pytest

from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import Account, CreatorList
from tests.discovery.importing.facts import facts
from tests.discovery.importing.lists import loaded, outcomes
from tests.factories import make_account

pytestmark = pytest.mark.django_db(transaction=True)
HANDLE_AND_ID = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.TITLE, 3: Field.FOLLOWERS})


def with_ids(*rows: str, **chosen: Any) -> CreatorList:
    """A loaded list with handles, the platform's ids, names and followers."""
    lines = "\n".join(("handle,account id,name,followers", *rows))
    return loaded(lines, mapping=HANDLE_AND_ID, **chosen)


def test_accounts_are_known_by_their_handle_in_any_case() -> None:
    account = make_account("Anna")
    assert outcomes(loaded("handle,followers\naNNa,5\n")) == {"updated": 1}
    assert account.snapshots.get().followers == 5


def test_an_account_is_known_by_its_id_where_its_handle_changed() -> None:
    account = make_account("anna", external_id="7")
    assert outcomes(with_ids("annabelle,7,Anna,5")) == {"updated": 1}
    account.refresh_from_db()
    assert account.handle == "annabelle"


def test_ids_are_learnt_from_rows_that_have_both() -> None:
    account = make_account("anna")
    assert outcomes(with_ids("anna,7,Anna,5", "bert,8,Bert,6", "bert,,Bert,6", ",8,,6")) == {"created": 1, "updated": 1, "duplicates": 2}
    account.refresh_from_db()
    assert account.external_id == "7"
    assert Account.objects.get(handle="bert").external_id == "8"


@pytest.mark.parametrize("row", ["anna,8,,5", "anna,9,,5", "bert,7,,5"])
def test_a_handle_and_an_id_of_two_accounts_reject_the_row(row: str) -> None:
    make_account("anna", external_id="7")
    make_account("bert", external_id="8")
    before = facts()
    creator_list = with_ids(row)
    assert outcomes(creator_list) == {"rejected": 1}
    assert "belong to two different accounts" in creator_list.reports.get().problems[-1]["reason"]
    assert facts() == before


def test_two_ids_for_one_handle_within_a_file_reject_the_later_row() -> None:
    creator_list = with_ids("anna,7,Anna,5", "anna,8,Anna,6")
    assert outcomes(creator_list) == {"created": 1, "rejected": 1}
    assert creator_list.reports.get().line == 3
    assert Account.objects.get().external_id == "7"


def test_case_counts_in_ids() -> None:
    assert outcomes(with_ids(",abC,One,5", ",aBc,Two,6")) == {"created": 2}
