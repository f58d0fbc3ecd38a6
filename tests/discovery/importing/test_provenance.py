"""What a load keeps for its undoing: the values that it replaced, and those that it found stored as it states them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from discovery.models import Account, Confirmation, ConfirmationPack, CreatorList, EarlierValue, Snapshot
from tests.discovery.importing.lists import loaded
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
EARLY, LATE = date(2022, 3, 31), date(2022, 12, 31)


def earlier() -> dict[str, tuple[Any, int | None]]:
    """{field: (value, the list that had stated it)} of all that was replaced."""
    return {kept.field: (kept.value, kept.value_list_id) for kept in EarlierValue.objects.all()}


def confirmed(creator_list: CreatorList) -> dict[str, list[str]]:
    """What the list confirmed, of accounts and of snapshots."""
    rows = Confirmation.objects.filter(creator_list=creator_list)
    packs = ConfirmationPack.objects.filter(creator_list=creator_list)
    said = [(row.snapshot_id, row.fields) for row in rows] + [(pack.snapshots[0], pack.fields) for pack in packs]
    return {"account" if snapshot_id is None else "snapshot": sorted(fields) for snapshot_id, fields in said}


def test_new_accounts_leave_no_trace() -> None:
    loaded("handle,name,followers,price\nanna,Anna,5,9 €\nbert,Bert,6,\n")
    assert not EarlierValue.objects.exists()
    assert not Confirmation.objects.exists()
    assert not ConfirmationPack.objects.exists()


def test_the_same_rows_again_confirm_all_they_state_and_replace_nothing() -> None:
    rows = "handle,name,topics,followers,ER per follower,price\nanna,Anna,Food,5,3.4%,9 €\n"
    loaded(rows)
    assert confirmed(loaded(rows)) == {
        "account": ["handle", "title", "topics"],
        "snapshot": ["engagement_rate", "extra", "followers"],
    }
    assert Confirmation.objects.exclude(snapshot=None).get().snapshot == Snapshot.objects.get()
    assert not EarlierValue.objects.exists()


def test_what_is_confirmed_of_many_alike_is_kept_in_packs() -> None:
    rows = "\n".join(["handle,name,followers", *(f"account{number},Somebody,{number}" for number in range(30))])
    first, second = loaded(rows), loaded(f"{rows}\nanna,Anna,5\n")
    accounts = sorted(Account.objects.filter(created_by_list=first).values_list("pk", flat=True))
    assert not Confirmation.objects.exists()
    assert confirmed(second) == {"account": ["handle", "title"], "snapshot": ["followers"]}
    packed = {kind: sorted(_packed(second, kind)) for kind in ("account", "snapshot")}
    assert packed["account"] == [(pk, None) for pk in accounts]
    assert packed["snapshot"] == sorted(Snapshot.objects.filter(account__in=accounts).values_list("account_id", "pk"))


def _packed(creator_list: CreatorList, kind: str) -> Iterator[tuple[int, int | None]]:
    """(account, snapshot) of the list's packs, those of accounts themselves or those of snapshots."""
    for pack in ConfirmationPack.objects.filter(creator_list=creator_list):
        if (pack.snapshots[0] is None) == (kind == "account"):
            assert {pk // ConfirmationPack.BLOCK for pk in pack.accounts} == {pack.block}
            yield from zip(pack.accounts, pack.snapshots, strict=True)


def test_what_is_replaced_is_kept_with_the_list_that_stated_it() -> None:
    first = loaded("handle,name,followers,avg likes,ER per follower,price\nanna,Anna,5,2,3.4%,9 €\n")
    second = loaded("handle,name,followers,avg likes,ER per view,price\nanna,Annie,6,2,3.4%,8 €\n")
    assert earlier() == {
        "title": ("Anna", first.pk),
        "followers": (5, first.pk),
        "engagement_rate": ([0.034, "per_follower"], first.pk),
        "extra": ({"price": "9 €"}, first.pk),
    }
    assert confirmed(second) == {"account": ["handle"], "snapshot": ["likes"]}


def test_a_blank_that_is_filled_is_no_earlier_value() -> None:
    loaded("handle,followers\nanna,5\n")
    second = loaded("handle,name,followers,avg likes\nanna,Anna,5,2\n")
    assert not EarlierValue.objects.exists()
    assert confirmed(second) == {"account": ["handle"], "snapshot": ["followers"]}


def test_a_value_whose_list_is_not_known_is_kept_too() -> None:
    make_snapshot(make_account("anna"), taken_on=LATE, followers=5, likes=None, comments=None)
    loaded("handle,name,followers\nanna,Annie,6\n")
    assert earlier() == {"title": ("Anna", None), "followers": (5, None)}


def test_a_list_of_an_older_day_confirms_the_handle_that_found_the_account() -> None:
    loaded("handle,name,followers\nanna,Anna,5\n", taken_on=LATE)
    older = loaded("handle,name,followers\nANNA,Old name,4\n", taken_on=EARLY)
    assert Account.objects.get().title == "Anna"
    assert confirmed(older) == {"account": ["handle"]}
    assert not EarlierValue.objects.exists()
