"""Names of a loaded list are matched to accounts: what is said becomes a list that continues it, and no row is matched twice."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from discovery import matching, tasks
from discovery.importing import uploads
from discovery.importing.fields import Field
from discovery.importing.mapping import Mapping
from discovery.matching import Match
from discovery.models import Account, Activity, CreatorList, RowReport, Snapshot, User
from tests.discovery.importing.lists import loaded, outcomes, suppress_anna
from tests.discovery.scores import make_score
from tests.factories import make_account, make_list
from tests.worker import empty_queues

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "handle,name,followers,likes\nanna,Anna,5000,1.250\n,Bert Beck,900,2.500\n,Carla Only,700,1.234.567\n"


@pytest.fixture
def creator_list() -> CreatorList:
    """One row loaded, two to be matched."""
    return tasks.load_and_score(loaded(LIST).pk)


def reports(creator_list: CreatorList) -> list[RowReport]:
    return list(matching.waiting(creator_list))


def _matched(creator_list: CreatorList, *matches: Match) -> CreatorList:
    with empty_queues():
        made = matching.match(creator_list=creator_list, matches=matches, by=None)
    return tasks.load_and_score(made.pk)


def test_rows_are_shown_with_accounts_of_such_a_name(creator_list: CreatorList) -> None:
    large = make_score(make_account("bert.beck", title="Somebody"), followers=90_000).account
    small = make_score(make_account("other", title="Beck, Bert"), followers=10_000).account
    joined = make_account("carlaonly", title="C")
    make_account("bert.beck", platform="tiktok", title="Bert Beck")
    make_account("bert", title="Bert Brown")
    bert, carla = matching.page(creator_list, after=0).rows
    assert (bert.name, bert.platform, bert.report.line) == ("Bert Beck", "instagram", 3)
    assert bert.suggestions == [large, small]
    assert carla.suggestions == [joined]


def test_what_is_matched_is_a_list_that_continues_the_first(creator_list: CreatorList, admin: User) -> None:
    bert, carla = reports(creator_list)
    with empty_queues():
        made = matching.match(creator_list=creator_list, matches=[Match(bert.pk, "bert.b"), Match(carla.pk, "carla")], by=admin)
    assert (made.continues, made.name, made.source, made.uploaded_by) == (creator_list, "list, matched.csv", creator_list.source, admin)
    done = tasks.load_and_score(made.pk)
    assert outcomes(done) == {"created": 2}
    snapshots = {each.account.handle: (each.followers, each.likes, each.taken_on) for each in Snapshot.objects.filter(creator_list=done)}
    assert snapshots == {"bert.b": (900, 2_500, creator_list.taken_on), "carla": (700, 1_234_567, creator_list.taken_on)}
    assert Account.objects.get(handle="bert.b").title == "Bert Beck"
    assert Activity.objects.filter(action="import.queued", subject_id=made.pk, actor=admin).exists()


def test_a_row_is_read_as_its_own_list_was(creator_list: CreatorList) -> None:
    """2.500 alone may be either: the list's other rows had shown that the point groups thousands."""
    bert, _ = reports(creator_list)
    done = _matched(creator_list, Match(bert.pk, "bert.b"))
    assert Snapshot.objects.get(creator_list=done).likes == 2_500


def test_a_matched_row_waits_again_only_when_its_list_is_gone(creator_list: CreatorList) -> None:
    bert, carla = reports(creator_list)
    done = _matched(creator_list, Match(bert.pk, "bert.b"))
    assert reports(creator_list) == [carla]
    with pytest.raises(uploads.NotReady, match="matched meanwhile"):
        matching.match(creator_list=creator_list, matches=[Match(bert.pk, "bert.b")], by=None)
    for state in ("undone", "failed"):
        CreatorList.objects.filter(pk=done.pk).update(state=state)
        assert reports(creator_list) == [bert, carla]
    CreatorList.objects.filter(pk=done.pk).delete()
    assert reports(creator_list) == [bert, carla]


def test_an_account_without_handle_is_matched_by_its_id(creator_list: CreatorList) -> None:
    known = make_account("", external_id="17841", title="Bert Beck")
    bert, carla = reports(creator_list)
    done = _matched(creator_list, Match(bert.pk, external_id="17841"), Match(carla.pk, "carla"))
    assert Snapshot.objects.get(creator_list=done, account=known).followers == 900
    assert Snapshot.objects.get(creator_list=done, account__handle="carla").followers == 700


def test_a_name_where_handles_stand_is_matched() -> None:
    creator_list = loaded("handle,followers\nanna,5\nBert Beck,6\n")
    (bert,) = reports(creator_list)
    done = _matched(creator_list, Match(bert.pk, "bert.b"))
    assert outcomes(done) == {"created": 1}
    assert Account.objects.get(handle="bert.b").title == "Bert Beck"


def test_a_name_on_one_of_several_platforms_is_matched() -> None:
    fields = {0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.HANDLE, 3: Field.FOLLOWERS}
    platforms = {0: "instagram", 1: "instagram", 2: "tiktok", 3: "tiktok"}
    rows = "anna,5,Anna Berg,6\nbert,7,bert.t,8\n"
    creator_list = loaded(f"instagram,instagram followers,tiktok,tiktok followers\n{rows}", mapping=Mapping(fields, platforms=platforms))
    (anna,) = reports(creator_list)
    assert (anna.part, matching.page(creator_list, after=0).rows[0].name) == ("tiktok", "Anna Berg")
    done = _matched(creator_list, Match(anna.pk, "anna.t"))
    assert outcomes(done) == {"created": 1, "unchanged": 1}
    assert Snapshot.objects.get(account__handle="anna.t").followers == 6


def test_another_name_of_a_row_waits_in_one_list_alone() -> None:
    header = "instagram handle,instagram followers,tiktok handle,tiktok followers"
    text = f"{header}\nAnna Wide,500,Anna Wide,70\nbert,5,bert.t,7\ncarl,5,carl.t,7\n"
    creator_list = tasks.load_and_score(loaded(text).pk)
    assert [report.part for report in reports(creator_list)] == ["instagram", "tiktok"]
    done = _matched(creator_list, Match(reports(creator_list)[0].pk, "anna.w"))
    assert (outcomes(done), matching.waiting(done).count()) == ({"created": 1}, 0)
    assert [report.part for report in reports(creator_list)] == ["tiktok"]
    both = _matched(creator_list, Match(reports(creator_list)[0].pk, "anna.t"))
    assert matching.waiting(both).count() == matching.waiting(creator_list).count() == 0
    assert set(Account.objects.filter(title="Anna Wide").values_list("platform", "handle")) == {
        ("instagram", "anna.w"),
        ("tiktok", "anna.t"),
    }


def test_people_who_asked_not_to_be_listed_are_not_shown(creator_list: CreatorList) -> None:
    suppress_anna()
    RowReport.objects.filter(line=3).update(cells=["", "Bert Beck", "900", "https://www.instagram.com/anna/"])
    assert [row.name for row in matching.page(creator_list, after=0).rows] == ["Carla Only"]


def test_pages_follow_each_other(creator_list: CreatorList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "ROWS", 1)
    first = matching.page(creator_list, after=0)
    assert first.after
    second = matching.page(creator_list, after=first.after)
    assert ([row.name for row in first.rows], [row.name for row in second.rows], second.after) == (["Bert Beck"], ["Carla Only"], None)


def test_the_page_offers_matches_and_loads_what_is_said(as_admin: Client, creator_list: CreatorList) -> None:
    known = make_score(make_account("bert.beck"), followers=90_000).account
    address = reverse("import_match", args=[creator_list.pk])
    assert address in as_admin.get(reverse("import", args=[creator_list.pk])).content.decode()
    assert "90.0K followers" in as_admin.get(address).content.decode()
    bert, carla = reports(creator_list)
    typed = {f"account_{bert.pk}": known.pk, f"handle_{carla.pk}": "https://www.instagram.com/carla.only/"}
    with empty_queues():
        response = as_admin.post(address, typed)
    made = CreatorList.objects.get(continues=creator_list)
    assert response.headers["Location"] == reverse("import", args=[made.pk])
    assert outcomes(tasks.load_and_score(made.pk)) == {"created": 1, "updated": 1}
    assert Account.objects.filter(handle="carla.only").exists()
    assert "No name waits here" in as_admin.get(address).content.decode()
    assert address not in as_admin.get(reverse("import", args=[creator_list.pk])).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "for at least one row"),
        ("Bert Beck", "“Bert Beck” is a name, not a handle."),
        ("@bert!", "is not a handle on Instagram"),
        ("https://www.tiktok.com/@bert", "is not on Instagram"),
        ("https://example.com/bert", "“https://example.com/bert” is"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(as_admin: Client, creator_list: CreatorList, typed: str, sentence: str) -> None:
    bert, _ = reports(creator_list)
    response = as_admin.post(reverse("import_match", args=[creator_list.pk]), {f"handle_{bert.pk}": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'value="{typed}"' in page or not typed
    assert not CreatorList.objects.filter(continues=creator_list).exists()


def test_an_account_that_was_not_offered_is_refused(as_admin: Client, creator_list: CreatorList) -> None:
    bert, _ = reports(creator_list)
    response = as_admin.post(reverse("import_match", args=[creator_list.pk]), {f"account_{bert.pk}": make_account("zora").pk})
    assert response.status_code == 422


def test_queries_do_not_grow_with_rows(as_admin: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for rows in (2, 7):
        names = "".join(f",Bert Beck {number},5\n" for number in range(rows))
        creator_list = loaded(f"handle,name,followers\nanna,Anna,5\n{names}")
        make_account(f"bert.beck{rows}", title="Bert Beck 0")
        address = reverse("import_match", args=[creator_list.pk])
        with django_assert_num_queries(9):
            as_admin.get(address)


def test_only_a_loaded_list_has_rows_to_match(as_admin: Client, as_marketer: Client) -> None:
    address = reverse("import_match", args=[make_list(state="undone").pk])
    assert as_admin.get(address).status_code == 302
    assert as_admin.put(address).status_code == 405
    assert as_marketer.get(address).status_code == 403
    assert as_admin.get(reverse("import_match", args=[999])).status_code == 404


def test_an_address_that_was_cut_begins_anew(as_admin: Client, creator_list: CreatorList) -> None:
    address = reverse("import_match", args=[creator_list.pk])
    assert "Bert Beck" in as_admin.get(address, {"after": "x"}).content.decode()
    assert "No name waits here" in as_admin.get(address, {"after": "9" * 30}).content.decode()


HISTORY = (
    "date,name,followers\n2026-01-01,Anna Berg,500\n2026-01-01,Bert Beck,90\n2026-01-02,Anna Berg,510\n2026-01-02,Bert Beck,95\n"
    "2026-01-03,Anna Berg,530\n"
)


def test_the_rows_of_a_name_in_a_history_are_matched_together() -> None:
    creator_list = tasks.load_and_score(loaded(HISTORY).pk)
    assert outcomes(creator_list) == {"unmatched": 5}
    anna, bert = matching.page(creator_list, after=0).rows
    assert [(row.name, row.rows, row.report.line) for row in (anna, bert)] == [("Anna Berg", 3, 2), ("Bert Beck", 2, 3)]
    done = _matched(creator_list, Match(anna.report.pk, "anna.b"))
    assert outcomes(done) == {"created": 1, "updated": 2}
    days = Snapshot.objects.filter(account__handle="anna.b").order_by("taken_on").values_list("followers", flat=True)
    assert list(days) == [500, 510, 530]
    assert [(row.name, row.rows) for row in matching.page(creator_list, after=0).rows] == [("Bert Beck", 2)]
    with pytest.raises(uploads.NotReady, match="matched meanwhile"):
        matching.match(creator_list=creator_list, matches=[Match(anna.report.pk, "anna.c")], by=None)


def test_the_rows_of_a_name_in_a_list_of_accounts_may_be_two_peoples() -> None:
    creator_list = tasks.load_and_score(loaded("name,followers\nAnna Berg,500\nAnna Berg,90\nBert Beck,7\n").pk)
    first, second, _ = matching.page(creator_list, after=0).rows
    assert [(row.name, row.rows) for row in (first, second)] == [("Anna Berg", 1)] * 2
    assert outcomes(_matched(creator_list, Match(first.report.pk, "anna.b"))) == {"created": 1}
    assert matching.waiting(creator_list).count() == 2


@pytest.mark.parametrize(
    "days",
    [
        ("2026-01-01", "2026-01-01", "2026-01-01", "2026-01-01"),
        ("2026-01-01", "2026-01-01", "2026-02-01", "2026-02-01"),
        # One who comes again among several is no history.
        ("2026-01-01", "2026-02-01", "2026-02-03", "2026-02-05"),
    ],
)
def test_two_of_a_name_in_a_list_with_days_are_two_people(days: tuple[str, ...]) -> None:
    names = ("Anna Berg", "Anna Berg", "Bert Beck", "Carl Cole")
    rows = "".join(f"{day},{name},{place}00\n" for place, (day, name) in enumerate(zip(days, names, strict=True), 1))
    creator_list = tasks.load_and_score(loaded(f"date,name,followers\n{rows}").pk)
    assert [row.rows for row in matching.page(creator_list, after=0).rows] == [1, 1, 1, 1]


def test_a_name_of_two_countries_in_a_history_is_two_peoples() -> None:
    rows = "".join(f"2026-01-0{day},Anna Berg,{country},{day}00\n" for day in (1, 2) for country in ("DE", "US"))
    creator_list = tasks.load_and_score(loaded(f"date,name,country,followers\n{rows}").pk)
    shown = matching.page(creator_list, after=0).rows
    assert [(row.rows, row.report.cells[2]) for row in shown] == [(2, "DE"), (2, "US")]
    assert outcomes(_matched(creator_list, Match(shown[1].report.pk, "anna.us"))) == {"created": 1, "updated": 1}


def test_pages_of_names_in_a_history_follow_each_other(as_admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "ROWS", 1)
    creator_list = tasks.load_and_score(loaded(HISTORY).pk)
    first = matching.page(creator_list, after=0)
    assert first.after is not None
    second = matching.page(creator_list, after=first.after)
    assert ([row.name for row in (*first.rows, *second.rows)], second.after) == (["Anna Berg", "Bert Beck"], None)
    page = as_admin.get(reverse("import_match", args=[creator_list.pk])).content.decode()
    assert "3 rows, matched together" in page
