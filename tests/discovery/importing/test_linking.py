"""The accounts of one row are one person's: they share a creator, known ones get the older's, and undoing the list parts them again."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discovery.models import Account, Creator, CreatorList, EarlierValue, Tie
from tests.discovery.importing.lists import loaded, outcomes, undone
from tests.factories import make_account, make_entry

pytestmark = pytest.mark.django_db(transaction=True)
PLATFORMS = ("instagram", "tiktok", "youtube")


def wide(*rows: str) -> CreatorList:
    """A list of names and handles on three platforms; ig/tt/yt name the account, - leaves it out."""
    lines = (",".join("" if cell == "-" else cell for cell in row.split()) for row in rows)
    header = "instagram handle,tiktok handle,youtube handle"
    # Somebody else throughout, so that the columns are what they are called.
    return loaded("\n".join((header, *lines, "zoe,zoe,zoe")))


def plain(platform: str, *handles: str) -> CreatorList:
    return loaded("\n".join(("handle,followers", *(f"{handle},5" for handle in handles))), platform=platform)


def people() -> set[frozenset[str]]:
    """The accounts of each creator, as instagram:anna; without zoe's."""
    found: dict[int, set[str]] = {}
    for creator, platform, handle in Account.objects.values_list("creator_id", "platform", "handle"):
        found.setdefault(creator, set()).add(f"{platform}:{handle}")
    assert Creator.objects.count() == len(found)
    return {frozenset(accounts) for accounts in found.values() if not any("zoe" in account for account in accounts)}


def one(*accounts: str) -> frozenset[str]:
    return frozenset(accounts)


def test_the_new_accounts_of_a_row_share_a_creator() -> None:
    creator_list = wide("anna anna.b -", "bert - bert")
    assert people() == {one("instagram:anna", "tiktok:anna.b"), one("instagram:bert", "youtube:bert")}
    assert outcomes(creator_list) == {"created": 7}
    assert set(Creator.objects.values_list("created_by_list", flat=True)) == {creator_list.pk}


def test_the_creator_is_named_as_the_first_account_with_a_name() -> None:
    loaded("Instagram,TikTok,TikTok display name\nanna,anna.b,Anna B\nbert,bert,Bert B\n")
    assert set(Creator.objects.values_list("name", flat=True)) == {"Anna B", "Bert B"}


def test_a_new_account_joins_the_known_ones_creator() -> None:
    plain("instagram", "anna")
    known = Account.objects.get().creator
    assert outcomes(wide("anna anna.b -")) == {"created": 4, "unchanged": 1}
    assert {account.creator for account in Account.objects.filter(handle__startswith="anna")} == {known}


def test_known_creators_are_merged_into_the_older() -> None:
    older, younger = make_account("anna"), make_account("anna.b", platform="tiktok", title="Annie")
    creator_list = wide("anna anna.b -")
    assert outcomes(creator_list) == {"created": 3, "updated": 1, "unchanged": 1}
    younger.refresh_from_db()
    assert younger.creator == older.creator
    assert Creator.objects.count() == 2
    undone(creator_list)
    younger.refresh_from_db()
    assert younger.creator.name == "Annie"
    assert people() == {one("instagram:anna"), one("tiktok:anna.b")}


def test_a_merged_creator_comes_back_as_it_was() -> None:
    plain("instagram", "anna")
    plain("tiktok", "anna.b")
    before = list(Creator.objects.order_by("pk").values("pk", "name", "created_by_list"))
    undone(wide("anna anna.b -"))
    assert list(Creator.objects.order_by("pk").values("pk", "name", "created_by_list")) == before
    assert not Tie.objects.exists()
    assert not EarlierValue.objects.exists()


def test_a_nameless_creator_takes_the_name_of_the_one_merged_into_it() -> None:
    make_account("anna", creator=Creator.objects.create())
    make_account("anna.b", platform="tiktok", title="Annie")
    wide("anna anna.b -")
    assert Account.objects.get(handle="anna").creator.name == "Annie"


def test_ties_hold_through_others() -> None:
    wide("a b -", "- b c", "d - c")
    assert people() == {one("instagram:a", "tiktok:b", "youtube:c", "instagram:d")}


def test_a_long_chain_is_one_person() -> None:
    rows = [row for step in range(12) for row in (f"i{step} t{step} -", f"i{step + 1} t{step} -")]
    wide(*rows)
    assert len(people()) == 1


def test_the_same_list_again_changes_nothing() -> None:
    plain("tiktok", "anna.b")
    plain("instagram", "anna")
    wide("anna anna.b -", "bert - bert")
    before = list(Account.objects.order_by("pk").values()), list(Creator.objects.order_by("pk").values())
    assert outcomes(wide("anna anna.b -", "bert - bert")) == {"unchanged": 7}
    assert before == (list(Account.objects.order_by("pk").values()), list(Creator.objects.order_by("pk").values()))


@pytest.mark.parametrize("order", permutations(range(4)))
def test_lists_that_tie_are_undone_in_any_order(order: tuple[int, ...]) -> None:
    lists = [plain("instagram", "a"), plain("tiktok", "b"), wide("a b -"), wide("- b c")]
    for number, place in enumerate(order, 1):
        undone(lists[place])
        left = {place for place in range(4) if place not in order[:number]}
        expected = [
            *([{"instagram:a"}] if 0 in left else []),
            *([{"tiktok:b"}] if 1 in left else []),
            *([{"instagram:a", "tiktok:b"}] if 2 in left else []),
            *([{"tiktok:b", "youtube:c"}] if 3 in left else []),
        ]
        assert people() == joined(expected)


def joined(said: list[set[str]]) -> set[frozenset[str]]:
    """Sets that share an account, made one, by hand."""
    found: list[set[str]] = []
    for accounts in said:
        touching = [each for each in found if each & accounts]
        found = [each for each in found if not each & accounts] + [accounts.union(*touching)]
    return {frozenset(each) for each in found}


def test_accounts_that_only_one_list_tied_are_parted_when_others_know_them() -> None:
    both = wide("a b -")
    plain("instagram", "a")
    plain("tiktok", "b")
    undone(both)
    assert people() == {one("instagram:a"), one("tiktok:b")}


def test_who_were_one_persons_before_anything_was_tied_stay_together() -> None:
    make_account("a")
    creator = Creator.objects.create(name="Bea")
    make_account("b1", platform="tiktok", creator=creator)
    make_account("b2", platform="youtube", creator=creator)
    Creator.objects.filter(accounts=None).delete()
    creator_list = wide("a b1 -")
    assert people() == {one("instagram:a", "tiktok:b1", "youtube:b2")}
    undone(creator_list)
    assert people() == {one("instagram:a"), one("tiktok:b1", "youtube:b2")}
    assert Creator.objects.get(pk=creator.pk).name == "Bea"


def test_an_account_on_a_shortlist_stays_its_own() -> None:
    creator_list = wide("a b -")
    plain("instagram", "a")
    make_entry(account=Account.objects.get(handle="b"))
    undone(creator_list)
    assert people() == {one("instagram:a"), one("tiktok:b")}


def test_two_accounts_that_a_person_keeps_apart_are_not_linked() -> None:
    older, younger = make_account("anna"), make_account("anna.b", platform="tiktok")
    Tie.objects.create(account=younger, other=older, is_apart=True)
    wide("anna anna.b -")
    assert people() == {one("instagram:anna"), one("tiktok:anna.b")}


def test_two_accounts_that_a_person_keeps_apart_are_not_linked_through_a_third() -> None:
    """Neither by one row after another, nor by an account that is one of theirs already."""
    older, younger = make_account("anna"), make_account("anna.b", platform="tiktok")
    Tie.objects.create(account=younger, other=older, is_apart=True)
    wide("anna - both", "- anna.b both", "cara cara -")
    assert people() == {one("instagram:anna"), one("tiktok:anna.b"), one("youtube:both"), one("instagram:cara", "tiktok:cara")}
    wide("anna - alone")
    wide("- anna.b alone")
    assert {one("instagram:anna", "youtube:alone"), one("tiktok:anna.b")} < people()


HANDLES = st.sampled_from("abc")
ROWS = st.tuples(HANDLES | st.none(), HANDLES | st.none()).filter(any)
LISTS = st.lists(st.lists(ROWS, min_size=1, max_size=3), min_size=1, max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=LISTS, data=st.data())
def test_what_is_left_is_what_the_other_lists_alone_would_link(lists: list[Any], data: st.DataObject) -> None:
    Creator.objects.all().delete()
    CreatorList.objects.all().delete()
    loads = [wide(*(f"{instagram or '-'} {tiktok or '-'} -" for instagram, tiktok in rows)) for rows in lists]
    order = data.draw(st.permutations(range(len(lists))))
    for number, place in enumerate(order, 1):
        undone(loads[place])
        left = [row for place in range(len(lists)) if place not in order[:number] for row in lists[place]]
        said = [{f"{platform}:{handle}" for platform, handle in zip(PLATFORMS, row, strict=False) if handle} for row in left]
        assert people() == joined(said)
    assert not Creator.objects.exists()
    assert not Tie.objects.exists()
    assert not EarlierValue.objects.exists()
