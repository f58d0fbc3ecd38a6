"""The same platform's id with another handle is the same account: it is renamed, keeps its history, and its old address leads to it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.models import Account, CreatorList, EarlierValue, FormerHandle
from tests.discovery.importing.lists import loaded, outcomes
from tests.factories import make_account

pytestmark = pytest.mark.django_db(transaction=True)
IDS = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.FOLLOWERS})
EARLY, LATE, LATER = date(2022, 3, 31), date(2022, 12, 31), date(2023, 3, 31)


def with_ids(*rows: str, **chosen: Any) -> CreatorList:
    return loaded("\n".join(("handle,id,followers", *rows)), mapping=IDS, **chosen)


def handles() -> dict[str, str]:
    """{the platform's id: the handle today}."""
    return dict(Account.objects.values_list("external_id", "handle"))


def former() -> set[tuple[str, str]]:
    """(the platform's id, a handle it had)."""
    return set(FormerHandle.objects.values_list("account__external_id", "handle"))


def test_a_rename_keeps_the_history_and_the_old_handle() -> None:
    with_ids("anna,7,5")
    second = with_ids("anna_new,7,6", taken_on=LATER)
    assert outcomes(second) == {"updated": 1}
    account = Account.objects.get()
    assert (account.handle, account.snapshots.count(), account.field_lists["handle"]) == ("anna_new", 2, second.pk)
    assert former() == {("7", "anna")}
    assert FormerHandle.objects.get().creator_list == second


def test_a_handle_in_another_case_is_no_rename() -> None:
    with_ids("anna,7,5")
    with_ids("Anna,7,6", taken_on=LATER)
    assert (handles(), former()) == ({"7": "Anna"}, set())


def test_an_older_list_does_not_rename_backwards() -> None:
    with_ids("anna_new,7,5", taken_on=LATE)
    with_ids("anna,7,4", "bert,8,4", taken_on=EARLY)
    assert (handles(), former()) == ({"7": "anna_new", "8": "bert"}, set())


def test_renamed_and_renamed_back() -> None:
    for day, handle in ((EARLY, "anna"), (LATE, "anna_new"), (LATER, "anna")):
        with_ids(f"{handle},7,5", taken_on=day)
    assert (handles(), former()) == ({"7": "anna"}, {("7", "anna"), ("7", "anna_new")})


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (("b,1,5", "a,2,5"), {"1": "b", "2": "a", "3": "c"}),
        (("b,1,5", "c,2,5", "a,3,5"), {"1": "b", "2": "c", "3": "a"}),
        (("b,1,5", "c,2,5", "d,3,5"), {"1": "b", "2": "c", "3": "d"}),
        (("d,3,5", "c,2,5", "b,1,5"), {"1": "b", "2": "c", "3": "d"}),
        (("new,1,5", "A,9,5"), {"1": "new", "2": "b", "3": "c", "9": "A"}),
        (("A,9,5", "new,1,5"), {"1": "new", "2": "b", "3": "c", "9": "A"}),
    ],
)
def test_handles_pass_from_one_to_another_within_a_file(rows: tuple[str, ...], after: dict[str, str]) -> None:
    before = {"1": "a", "2": "b", "3": "c"}
    first = with_ids(*(f"{handle},{number},4" for number, handle in before.items()))
    second = with_ids(*rows, taken_on=LATER)
    assert "rejected" not in outcomes(second)
    assert handles() == after
    changed = {(number, handle) for number, handle in before.items() if after[number] != handle}
    assert former() == changed
    kept = EarlierValue.objects.filter(creator_list=second, field="handle")
    assert {(each.account.external_id, each.value, each.value_list_id) for each in kept} == {(*each, first.pk) for each in changed}


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        # The third stays where it is, so that nobody can move up.
        (("b,1,5", "c,2,5"), 2),
        # Two want the same.
        (("d,1,5", "d,2,5"), 1),
        # A row has the old handle still, and nobody knows whose it is.
        (("new,1,5", "a,,5", "a,2,5"), 1),
    ],
)
def test_what_is_not_free_is_refused_and_nobody_loses_a_handle(rows: tuple[str, ...], rejected: int) -> None:
    with_ids("a,1,4", "b,2,4", "c,3,4")
    second = with_ids(*rows, taken_on=LATER)
    assert second.state == CreatorList.State.LOADED, second.message
    assert second.rejected >= rejected
    assert all(handles().values())
    assert len(handles()) == 3


def test_an_older_list_frees_no_handle() -> None:
    with_ids("a,1,4", "b,2,4", taken_on=LATE)
    assert outcomes(with_ids("b,1,5", "a,2,5", taken_on=EARLY)) == {"rejected": 2}
    assert handles() == {"1": "a", "2": "b"}


def test_the_old_address_leads_to_the_account_until_somebody_else_has_it(as_viewer: Client) -> None:
    account = make_account("anna_new")
    FormerHandle.objects.create(account=account, handle="anna")
    response = as_viewer.get("/creators/instagram/Anna/")
    assert (response.status_code, response.headers["Location"]) == (302, "/creators/instagram/anna_new/")
    assert as_viewer.get("/creators/tiktok/anna/").status_code == 404
    make_account("anna")
    assert as_viewer.get("/creators/instagram/anna/").status_code == 200
