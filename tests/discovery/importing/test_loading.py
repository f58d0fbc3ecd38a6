"""From rows to facts: whose row it is, what is new or changed, what is said twice; all of it or nothing."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from discovery.importing import loading, uploads
from discovery.models import Account, Activity, CreatorList, RateDefinition, RowReport, Snapshot
from tests.discovery.importing.facts import facts
from tests.discovery.importing.lists import draft, loaded, outcomes, queued
from tests.factories import make_account, make_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
State, Outcome = CreatorList.State, RowReport.Outcome

ANNA = "handle,followers\nanna,5\n"
EARLY, LATE = date(2022, 3, 31), date(2022, 12, 31)


def test_a_row_makes_a_creator_an_account_and_a_snapshot() -> None:
    creator_list = loaded('handle,name,topics,followers,avg likes,ER per follower,price\nanna,Anna 🎭,"Food|a""b\\c",1.2K,12.5,3.4%,9 €\n')
    account = Account.objects.get()
    assert (account.handle, account.title, account.topics, account.creator.name) == ("anna", "Anna 🎭", ["Food", 'a"b\\c'], "Anna 🎭")
    assert account.field_lists == {"handle": creator_list.pk, "title": creator_list.pk, "topics": creator_list.pk}
    assert account.created_by_list == account.creator.created_by_list == creator_list
    snapshot = account.snapshots.get()
    assert (snapshot.followers, snapshot.likes, snapshot.views, snapshot.extra) == (1200, 12.5, None, {"price": "9 €"})
    assert (snapshot.engagement_rate, snapshot.rate_definition) == (0.034, RateDefinition.PER_FOLLOWER)
    assert (snapshot.taken_on, snapshot.source, snapshot.creator_list) == (LATE, creator_list.source, creator_list)


def test_text_goes_in_as_it_came() -> None:
    bio = "tab\there\nbackslash \\N \\t 'quote' \"double\" {brace}"
    quoted = bio.replace('"', '""')
    loaded(f'handle,bio\nanna,"{quoted}"\n')
    assert Account.objects.get().bio == bio


def test_a_row_without_counts_makes_no_snapshot() -> None:
    creator_list = loaded("handle,name,followers\nanna,Anna,\nbert,Bert,5\n")
    assert (outcomes(creator_list), creator_list.snapshots) == ({"created": 2}, 1)
    assert Snapshot.objects.get().account.handle == "bert"


@pytest.mark.parametrize("days", [[LATE], [EARLY, LATE]])
def test_the_log_says_how_many_of_each(days: list[date]) -> None:
    make_account("anna")
    rows = [f"{handle},{day},5" for handle in ("anna", "bert", "cleo") for day in days]
    loaded("\n".join(("handle,date,followers", *rows)))
    said = Activity.objects.get(action=Activity.Action.IMPORT_LOADED).changes
    updated = 3 * len(days) - 2
    assert said == {"rows": [None, len(rows)], "created": [None, 2], "updated": [None, updated], "snapshots": [None, len(rows)]}


def test_what_changed_is_updated_and_the_rest_is_not() -> None:
    loaded("handle,name,followers\nanna,Anna,5\nbert,Bert,6\ncleo,Cleo,7\n")
    again = loaded("handle,name,followers\nanna,Anna,5\nbert,Bertie,6\ncleo,Cleo,8\ndora,Dora,9\n")
    assert outcomes(again) == {"created": 1, "updated": 2, "unchanged": 1}
    assert again.snapshots == 2
    bert = Account.objects.get(handle="bert")
    assert bert.title == "Bertie"
    assert bert.field_lists["title"] == again.pk != bert.field_lists["handle"]


def test_a_row_loads_without_its_count_in_doubt() -> None:
    creator_list = loaded("handle,followers,avg likes,avg views\nanna,5000,12.500,40\nbert,7000,-3,50\ncarla,x,3,50\n")
    assert outcomes(creator_list) == {"created": 2, "rejected": 1}
    found = Snapshot.objects.order_by("pk").values_list("account__handle", "followers", "likes", "views", "extra")
    assert list(found) == [("anna", 5_000, None, 40, {"avg likes": "12.500"}), ("bert", 7_000, None, 50, {"avg likes": "-3"})]
    assert [report.line for report in RowReport.objects.filter(outcome=Outcome.NOTED).order_by("line")] == [2, 3]


def test_a_blank_wipes_nothing() -> None:
    loaded("handle,name,followers,avg likes\nanna,Anna,5,2\n")
    assert outcomes(loaded("handle,name,followers,avg likes\nanna,,,3\n")) == {"updated": 1}
    account = Account.objects.get()
    assert account.title == "Anna"
    assert account.snapshots.values_list("followers", "likes").get() == (5, 3)


def test_a_figure_keeps_the_list_it_came_from() -> None:
    first = loaded("handle,followers,avg likes,avg comments\nanna,5,2,1\n")
    second = loaded("handle,followers,avg likes\nanna,6,2\n")
    snapshot = Snapshot.objects.get()
    assert (snapshot.creator_list, snapshot.field_lists) == (second, {"comments": first.pk, "likes": first.pk})
    third = loaded("handle,avg views\nanna,9\n")
    snapshot.refresh_from_db()
    assert (snapshot.creator_list, snapshot.views) == (third, 9)
    assert snapshot.field_lists == {"comments": first.pk, "followers": second.pk, "likes": first.pk}
    fourth = loaded("handle,avg comments,avg shares\nanna,1,3\n")
    snapshot.refresh_from_db()
    assert (snapshot.creator_list, snapshot.field_lists) == (
        fourth,
        {"comments": first.pk, "followers": second.pk, "likes": first.pk, "views": third.pk},
    )


def test_a_figure_whose_list_is_not_known_is_not_a_later_lists() -> None:
    make_snapshot(make_account("anna"), taken_on=LATE, followers=5, likes=None, comments=None)
    loaded("handle,avg likes\nanna,2\n")
    assert Snapshot.objects.get().field_lists == {"followers": None}


def test_a_list_that_changes_no_figure_changes_no_figures_list() -> None:
    first = loaded("handle,followers,avg likes\nanna,5,2\n")
    second = loaded("handle,followers\nanna,6\n")
    before = facts()
    assert outcomes(loaded("handle,followers\nanna,6\n")) == outcomes(loaded("handle,avg likes\nanna,2\n")) == {"unchanged": 1}
    assert facts() == before
    assert Snapshot.objects.values_list("creator_list", "field_lists").get() == (second.pk, {"likes": first.pk})


def test_an_account_is_touched_by_the_list_that_adds_a_figure() -> None:
    account = make_account("anna")
    loaded("handle,followers\nanna,5\n")
    second = loaded("handle,avg likes\nanna,2\n")
    assert list(loading.touched_accounts(second.pk)) == [[account.pk]]


def test_the_newest_day_describes_an_account() -> None:
    loaded("handle,name,country\nanna,New name,\n", taken_on=LATE)
    make_snapshot(Account.objects.get(), taken_on=LATE)
    loaded("handle,name,country,followers\nanna,Old name,Spain,5\n", taken_on=EARLY)
    account = Account.objects.get()
    # An older list fills what is blank and changes nothing else.
    assert (account.title, account.country.code) == ("New name", "ES")


def test_sources_state_a_day_each_their_own_way() -> None:
    loaded("handle,followers\nanna,5\n", source="One")
    assert outcomes(loaded("handle,followers\nanna,6\n", source="Two")) == {"updated": 1}
    assert sorted(Snapshot.objects.values_list("source__name", "followers")) == [("One", 5), ("Two", 6)]


def test_the_first_row_of_an_account_counts_and_a_contradiction_is_reported() -> None:
    creator_list = loaded("handle,followers,avg likes\nanna,5,2\nANNA,6,2\nanna,5,\n")
    assert outcomes(creator_list) == {"created": 1, "duplicates": 2}
    assert Snapshot.objects.get().followers == 5
    contradicting, repeating = creator_list.reports.order_by("line")
    assert (contradicting.line, contradicting.outcome, contradicting.cells) == (3, Outcome.DUPLICATE, ["ANNA", "6", "2"])
    same = "is the same account as line 2, and the first row counts"
    assert contradicting.problems == [
        {"column": "handle", "value": "ANNA", "reason": same},
        {"column": "followers", "value": "6", "reason": "contradicts line 2, which has 5"},
    ]
    assert [problem["reason"] for problem in repeating.problems] == [same]


def test_rows_of_different_days_are_a_history() -> None:
    creator_list = loaded("handle,name,date,followers\nanna,Old,2022-01-01,5\nanna,New,2022-02-01,6\nanna,Old,2022-01-01,5\n")
    assert outcomes(creator_list) == {"created": 1, "updated": 1, "duplicates": 1}
    assert list(Snapshot.objects.order_by("taken_on").values_list("followers", flat=True)) == [5, 6]
    assert Account.objects.get().title == "New"


def test_rows_that_do_not_load_are_reported_with_their_cells() -> None:
    creator_list = loaded("handle,followers,country\nanna,5,Nowhere\nTwo Words,6,Spain\nbert,-2,Italy\ncle\x07o,7,\n")
    assert outcomes(creator_list) == {"created": 1, "unmatched": 1, "rejected": 2}
    assert creator_list.rows == 4
    reports = {report.line: report for report in creator_list.reports.all()}
    assert {line: report.outcome for line, report in reports.items()} == {
        2: Outcome.NOTED,
        3: Outcome.UNMATCHED,
        4: Outcome.REJECTED,
        5: Outcome.REJECTED,
    }
    assert reports[4].cells == ["bert", "-2", "Italy"]
    assert reports[4].problems == [{"column": "followers", "value": "-2", "reason": "is below zero"}]
    assert Account.objects.get().snapshots.get().extra == {"country": "Nowhere"}


def test_the_touched_accounts_are_those_that_changed() -> None:
    make_account("stranger")
    first = loaded("handle,name,followers\nanna,Anna,5\nbert,Bert,6\ncleo,Cleo,7\n")
    second = loaded("handle,name,followers\nanna,Anna,5\nbert,Bertie,6\ncleo,Cleo,8\ndora,Dora,\n")
    touched = Account.objects.filter(pk__in=[pk for chunk in loading.touched_accounts(second.pk, chunk=2) for pk in chunk])
    assert set(touched.values_list("handle", flat=True)) == {"bert", "cleo", "dora"}
    assert sum(len(chunk) for chunk in loading.touched_accounts(first.pk)) == 3


def test_a_load_that_fails_stores_nothing_and_says_why(settings: Any) -> None:
    creator_list = queued("handle,followers\nanna,-5\nbert,6\ncleo,7\n")
    settings.IMPORT_MAX_ROWS = 2
    assert not loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    assert (creator_list.state, creator_list.rows) == (State.FAILED, 0)
    assert creator_list.message == "The file has more than 2 rows. Split it and import the pieces."
    assert not Account.objects.exists()
    assert not RowReport.objects.exists()


def test_an_upload_that_is_gone_is_a_sentence() -> None:
    creator_list = queued(ANNA)
    creator_list.file.delete(save=False)
    CreatorList.objects.update(file="lists/gone.csv")
    assert not loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    assert (creator_list.state, creator_list.message) == (State.FAILED, "The uploaded file is not there any more: upload it again.")


def test_a_failure_on_our_side_fails_the_list_and_is_raised() -> None:
    creator_list = queued(ANNA)
    CreatorList.objects.update(mapping=creator_list.mapping | {"fields": {"0": "no field of ours"}})
    with pytest.raises(ValueError, match="no field of ours"):
        loading.load(creator_list.pk)
    creator_list.refresh_from_db()
    assert creator_list.state == State.FAILED
    assert "nothing was stored" in creator_list.message


def test_a_list_that_counts_nothing_needs_no_day() -> None:
    """What it says beside the accounts is kept with the day on which it was said: today."""
    creator_list = draft("username,note,twitch_url\nadyboo,hello there,https://twitch.tv/adyboo\n")
    assert uploads.still_missing(creator_list) == []
    uploads.queue(list_id=creator_list.pk)
    loading.load(creator_list.pk)
    snapshot = Snapshot.objects.get()
    assert (snapshot.taken_on, snapshot.followers, snapshot.extra) == (timezone.localdate(), None, {"note": "hello there"})
