"""Whose accounts are one person's: suggested with the reason, linked and kept apart by people, whatever lists say later."""

import html
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from discovery import creators
from discovery.creators import LinkError, link, may_be_same, part
from discovery.importing import undoing
from discovery.importing.cells.addresses import Address, addresses_in
from discovery.models import Account, Activity, Creator, Tie, User
from tests.discovery.importing.lists import loaded, merging_held
from tests.discovery.pages import page_text
from tests.factories import make_account, make_many_accounts, make_snapshot
from tests.races import in_own_connection

CHANNEL = "UC7XxmEXw7wXgh259vYCSjkQ"
ANNA_LINKS = "instagram handle,tiktok handle\nanna,anna.b\nzoe,zoe\n"


def suggested(account: Account, **columns: object) -> dict[str, tuple[str, ...]]:
    return {str(suggestion.account): suggestion.reasons for suggestion in may_be_same(account, columns)}


@pytest.mark.django_db
class TestSuggesting:
    def test_the_same_handle_on_another_platform_in_any_case(self) -> None:
        anna = make_account("Anna")
        make_account("anna", platform="tiktok")
        make_account("anna.b", platform="tiktok")
        assert suggested(anna) == {"TikTok @anna": ("it has the same handle",)}

    def test_nobody_who_is_the_creators_already(self) -> None:
        anna = make_account("anna")
        make_account("anna", platform="tiktok", creator=anna.creator)
        assert suggested(anna) == {}

    def test_accounts_without_a_handle_are_not_all_the_same(self) -> None:
        anna = make_account("", external_id="1", platform="youtube")
        make_account("", external_id="2", platform="rutube")
        assert suggested(anna) == {}

    def test_an_address_in_the_bio(self) -> None:
        anna = make_account("anna", bio=f"New videos: https://www.tiktok.com/@Anna.B! And youtube.com/channel/{CHANNEL}.")
        make_account("anna.b", platform="tiktok")
        make_account("", external_id=CHANNEL, platform="youtube", title="Anna films")
        reason = ("its address stands in this account's bio",)
        assert suggested(anna) == {"TikTok @anna.b": reason, "YouTube Anna films": reason}

    def test_an_address_in_another_column_of_the_newest_list(self) -> None:
        anna = make_account("anna")
        make_account("anna.b", platform="tiktok")
        assert suggested(anna, website="tiktok.com/@anna.b", price=5) == {
            "TikTok @anna.b": ("its address stands in the list's column “website”",)
        }

    @pytest.mark.parametrize("bio", ["I am https://www.instagram.com/Anna/ too", "instagram.com/anna?hl=en"])
    def test_an_account_whose_bio_has_the_address(self, bio: str) -> None:
        anna = make_account("anna")
        make_account("anna.b", platform="tiktok", bio=bio)
        make_account("annabel", platform="tiktok", bio="https://www.instagram.com/annabel")
        assert suggested(anna) == {"TikTok @anna.b": ("its bio has this account's address",)}

    def test_a_handle_that_looks_like_a_query_is_none(self) -> None:
        assert suggested(make_account("o'neill&x|y:*")) == {}

    def test_who_has_more_reasons_comes_first(self) -> None:
        anna = make_account("anna", bio="https://x.com/anna_x and https://www.tiktok.com/@anna")
        make_account("anna_x", platform="x")
        make_account("anna", platform="tiktok")
        assert list(suggested(anna)) == ["TikTok @anna", "X @anna_x"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see (https://instagram.com/anna), ok", [Address("instagram", "anna")]),
        ("x.com/anna|x.com/anna", [Address("x", "anna")]),
        ("https://example.com/instagram.com/anna", []),
        ("mail anna@x.com/anna or netflix.com/title", []),
        ("https://www.instagram.com/p/A1/", []),
    ],
)
def test_addresses_in_a_text(text: str, addresses: list[Address]) -> None:
    assert addresses_in(text) == addresses


@pytest.mark.django_db(transaction=True)
class TestLinking:
    def test_the_older_creator_has_all(self, marketer: User) -> None:
        older, younger = make_account("anna"), make_account("anna", platform="tiktok")
        third = make_account("anna", platform="x", creator=younger.creator)
        link(account=younger, other=older, by=marketer)
        assert set(older.creator.accounts.all()) == {older, younger, third}
        assert not Creator.objects.filter(pk=younger.creator_id).exists()
        logged = Activity.objects.get(action="creator.linked")
        assert (logged.subject_id, logged.actor) == (older.creator_id, marketer)
        assert "TikTok @anna" in logged.changes["account"][1]

    def test_linked_twice_is_linked_once(self, marketer: User) -> None:
        older, younger = make_account("anna"), make_account("anna", platform="tiktok")
        for _ in range(2):
            link(account=older, other=younger, by=marketer)
        assert Activity.objects.filter(action="creator.linked").count() == 1

    def test_who_is_parted_has_a_creator_of_its_own_and_is_suggested_no_more(self, marketer: User) -> None:
        older, younger = make_account("anna"), make_account("anna", platform="tiktok", title="Annie")
        link(account=older, other=younger, by=marketer)
        part(account=older, other=younger, by=marketer)
        younger.refresh_from_db()
        assert (younger.creator.name, list(older.creator.accounts.all())) == ("Annie", [older])
        assert (suggested(older), suggested(younger)) == ({}, {})
        assert Activity.objects.get(action="creator.unlinked").changes == {"account": [None, "TikTok @anna"]}

    def test_a_suggestion_that_is_wrong_is_gone(self, marketer: User) -> None:
        anna, other = make_account("anna"), make_account("anna", platform="tiktok")
        part(account=anna, other=other, by=marketer)
        assert suggested(anna) == {}
        link(account=anna, other=other, by=marketer)
        assert not Tie.objects.filter(is_apart=True).exists()

    def test_no_list_links_whom_a_person_keeps_apart(self, marketer: User) -> None:
        loaded(ANNA_LINKS)
        anna, other = Account.objects.get(handle="anna"), Account.objects.get(handle="anna.b")
        part(account=anna, other=other, by=marketer)
        loaded(ANNA_LINKS)
        other.refresh_from_db()
        assert other.creator_id != anna.creator_id

    def test_whom_a_person_linked_no_undo_parts(self, marketer: User) -> None:
        loaded("handle\nanna\n", platform="instagram")
        loaded("handle\nanna.b\n", platform="tiktok")
        tied = loaded(ANNA_LINKS)
        anna, other = Account.objects.get(handle="anna"), Account.objects.get(handle="anna.b")
        part(account=anna, other=other, by=marketer)
        link(account=anna, other=other, by=marketer)
        undoing.queue(list_id=tied.pk)
        undoing.undo(tied.pk)
        anna.refresh_from_db()
        assert set(anna.creator.accounts.all()) == {anna, other}

    def test_the_others_stay_together_when_the_one_that_tied_them_is_parted(self, marketer: User) -> None:
        middle, left, right = make_account("m"), make_account("l", platform="tiktok"), make_account("r", platform="x")
        link(account=middle, other=left, by=marketer)
        link(account=middle, other=right, by=marketer)
        part(account=left, other=middle, by=marketer)
        assert Tie.objects.get(is_apart=False).account == right
        left.refresh_from_db()
        assert set(left.creator.accounts.all()) == {left, right}

    @pytest.mark.parametrize("change", [link, part])
    def test_no_import_is_waited_for_long(self, marketer: User, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]) -> None:
        monkeypatch.setattr(creators, "WAIT", "50ms")
        anna, other = make_account("anna"), make_account("anna", platform="tiktok")
        with ThreadPoolExecutor(1) as pool, merging_held():
            changed = pool.submit(in_own_connection, change, account=anna, other=other, by=marketer)
            with pytest.raises(LinkError, match="An import is being stored just now"):
                changed.result()
        assert not Activity.objects.exists()

    def test_an_account_that_is_gone(self, marketer: User) -> None:
        anna, other = make_account("anna"), make_account("anna", platform="tiktok")
        Account.objects.filter(pk=other.pk).delete()
        with pytest.raises(LinkError, match="not there any more"):
            link(account=anna, other=other, by=marketer)


@pytest.mark.django_db
class TestPage:
    def test_viewers_see_and_editors_press(self, as_viewer: Client, as_marketer: Client) -> None:
        anna, other = make_account("anna"), make_account("anna", platform="tiktok")
        make_snapshot(anna, extra={"website": "tiktok.com/@anna"})
        shown = page_text(as_viewer, anna.get_absolute_url())
        assert "May be the same person" in shown
        assert "its address stands in the list's column “website”; it has the same handle" in html.unescape(shown)
        assert "Same person" not in shown
        page = as_marketer.post(f"/accounts/{anna.pk}/link/", {"other": other.pk}, follow=True).content.decode()
        assert "TikTok @anna is by the same creator from now on." in page
        assert "Also by Anna" in page
        assert "Not the same person</button>" in page
        page = as_marketer.post(f"/accounts/{anna.pk}/part/", {"other": other.pk}, follow=True).content.decode()
        assert "Also by Anna" not in page
        assert "May be the same" not in page

    @pytest.mark.parametrize("name", ["link", "part"])
    def test_strange_requests(self, as_marketer: Client, name: str) -> None:
        anna = make_account("anna")
        assert as_marketer.get(f"/accounts/{anna.pk}/{name}/").status_code == 405
        assert as_marketer.post(f"/accounts/{anna.pk}/{name}/", {"other": "x"}).status_code == 404
        assert as_marketer.post(f"/accounts/0/{name}/", {"other": anna.pk}).status_code == 404
        assert as_marketer.post(f"/accounts/{anna.pk}/{name}/", {"other": anna.pk}, follow=True).status_code == 200

    def test_queries_do_not_grow_with_suggestions(self, as_marketer: Client) -> None:
        anna = make_account("anna", bio="https://x.com/anna_x")
        counts = set()
        for platform in ("x", "tiktok", "youtube"):
            make_account("anna", platform=platform)
            make_account(f"anna_{platform}", platform=platform, bio="https://instagram.com/anna")
            with CaptureQueriesContext(connection) as queries:
                as_marketer.get(anna.get_absolute_url())
            counts.add(len(queries))
        assert len(counts) == 1


def test_suggestions_use_indexes(db: None) -> None:
    anna = make_account("anna", bio="https://x.com/anna")
    make_many_accounts()
    assert "account_handle_once" in creators.same_handle(anna).explain()
    assert "account_search" in creators.mentioning(anna).explain()
