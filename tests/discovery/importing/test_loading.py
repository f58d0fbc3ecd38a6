"""From rows to facts: whose row it is, what is new or changed, what is said twice; all of it or nothing."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import repeat
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from discovery.importing import loading, reading, uploads
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping
from discovery.importing.storing import leases
from discovery.importing.storing.leases import Lease
from discovery.models import Account, Activity, Creator, CreatorList, ListProgress, RateDefinition, RowReport, Snapshot
from tests.discovery.importing.lists import draft, let_merge, loaded, merging_held, outcomes, progress_of, queued
from tests.factories import make_account, make_list, make_snapshot
from tests.races import somebody_waits
from tests.worker import until

pytestmark = pytest.mark.django_db(transaction=True)
State, Outcome = CreatorList.State, RowReport.Outcome

HANDLE_AND_ID = Mapping({0: Field.HANDLE, 1: Field.EXTERNAL_ID, 2: Field.TITLE, 3: Field.FOLLOWERS})
ANNA = "handle,followers\nanna,5\n"
BERT = "handle,followers\nbert,7\n"
EARLY, LATE = date(2022, 3, 31), date(2022, 12, 31)


def with_ids(*rows: str, **chosen: Any) -> CreatorList:
    """A loaded list with handles, the platform's ids, names and followers."""
    lines = "\n".join(("handle,account id,name,followers", *rows))
    return loaded(lines, mapping=HANDLE_AND_ID, **chosen)


def facts() -> tuple[Any, ...]:
    tables = (Account, Creator, Snapshot)
    return tuple(list(table.objects.order_by("pk").values()) for table in tables)


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


def test_accounts_are_known_by_their_handle_in_any_case() -> None:
    account = make_account("Anna")
    assert outcomes(loaded("handle,followers\naNNa,5\n")) == {"updated": 1}
    assert account.snapshots.get().followers == 5


def test_what_changed_is_updated_and_the_rest_is_not() -> None:
    loaded("handle,name,followers\nanna,Anna,5\nbert,Bert,6\ncleo,Cleo,7\n")
    again = loaded("handle,name,followers\nanna,Anna,5\nbert,Bertie,6\ncleo,Cleo,8\ndora,Dora,9\n")
    assert outcomes(again) == {"created": 1, "updated": 2, "unchanged": 1}
    assert again.snapshots == 2
    bert = Account.objects.get(handle="bert")
    assert bert.title == "Bertie"
    assert bert.field_lists["title"] == again.pk != bert.field_lists["handle"]


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
    creator_list = loaded("handle,followers,country\nanna,5,Nowhere\nTwo Words,6,Spain\nbert,-1,Italy\ncle\x07o,7,\n")
    assert outcomes(creator_list) == {"created": 1, "unmatched": 1, "rejected": 2}
    assert creator_list.rows == 4
    reports = {report.line: report for report in creator_list.reports.all()}
    assert {line: report.outcome for line, report in reports.items()} == {
        2: Outcome.NOTED,
        3: Outcome.UNMATCHED,
        4: Outcome.REJECTED,
        5: Outcome.REJECTED,
    }
    assert reports[4].cells == ["bert", "-1", "Italy"]
    assert reports[4].problems == [{"column": "followers", "value": "-1", "reason": "is below zero"}]
    assert Account.objects.get().snapshots.get().extra == {"country": "Nowhere"}


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


def test_a_list_is_loaded_once_by_one_worker() -> None:
    creator_list = loaded(ANNA)
    assert not loading.load(creator_list.pk)
    held = make_list(state=State.LOADING, lease_until=timezone.now() + timedelta(hours=1))
    assert not loading.load(held.pk)
    assert not loading.load(make_list().pk)


def test_progress_and_lease_are_seen_while_the_load_is_open(settings: Any) -> None:
    settings.IMPORT_LEASE_SECONDS = 2
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        assert state_of(creator_list).state == State.LOADING
        lease = state_of(creator_list).lease_until
        until(lambda: CreatorList.objects.filter(lease_until__gt=lease).exists())
        assert not Account.objects.exists()
        let_merge()
        assert result.result()
    assert Account.objects.exists()


def test_whoever_lost_the_lease_stores_nothing() -> None:
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        CreatorList.objects.filter(pk=creator_list.pk).update(attempts=2)
        let_merge()
        assert not result.result()
    assert not Account.objects.exists()
    assert (state_of(creator_list).state, state_of(creator_list).attempts) == (State.LOADING, 2)


def test_whoever_began_before_a_retry_neither_finishes_nor_renews() -> None:
    creator_list, long_ago = queued(ANNA), timezone.now() - timedelta(hours=1)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        CreatorList.objects.update(state=State.FAILED)
        uploads.queue(list_id=creator_list.pk)
        CreatorList.objects.update(state=State.LOADING, attempts=F("attempts") + 1, lease_until=long_ago)
        let_merge()
        assert not result.result()
    assert not Account.objects.exists()
    assert (state_of(creator_list).state, state_of(creator_list).lease_until) == (State.LOADING, long_ago)


def test_a_queued_list_is_nobodys_to_renew(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.IMPORT_LEASE_SECONDS = 0.04
    monkeypatch.setattr(leases, "TELL_EVERY_SECONDS", 0.01)
    creator_list, held = queued(ANNA), make_list(state=State.LOADING)
    before = state_of(creator_list).lease_until
    with Lease(creator_list.pk, 0), Lease(held.pk, 0):
        until(lambda: state_of(held).lease_until)
        time.sleep(0.1)
    assert state_of(creator_list).lease_until == before


def test_two_imports_at_once_lose_nothing() -> None:
    rows = [f"account{number},{number}" for number in range(400)]
    lists = [queued("\n".join(("handle,followers", *order))) for order in (rows, rows[::-1])]
    with ThreadPoolExecutor(2) as pool, merging_held():
        results = [pool.submit(in_own_connection, loading.load, each.pk) for each in lists]
        until(lambda: all(progress_of(each).stage == ListProgress.Stage.STORING for each in lists))
        let_merge()
        assert [result.result() for result in results] == [True, True]
    assert sorted((state_of(each).created, state_of(each).unchanged) for each in lists) == [(0, 400), (400, 0)]
    assert (Account.objects.count(), Snapshot.objects.count(), Creator.objects.count()) == (400, 400, 400)


def test_a_queued_list_that_is_cancelled_is_a_draft_again() -> None:
    creator_list = queued(ANNA)
    assert loading.cancel(list_id=creator_list.pk)
    assert not loading.load(creator_list.pk)
    assert_draft_again(creator_list)


def test_a_load_that_is_cancelled_breaks_off_the_statement_that_runs() -> None:
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool, merging_held():
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).stage == ListProgress.Stage.STORING)
        assert loading.cancel(list_id=creator_list.pk)
        assert not result.result(timeout=90)
    assert_draft_again(creator_list)


def test_a_load_that_is_cancelled_stops_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file without end, so that nothing else can end it."""
    monkeypatch.setattr(leases, "TELL_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(reading, "BATCH_ROWS", 1)
    monkeypatch.setattr(reading, "headed_rows", lambda file, file_format: repeat(RawRow(2, ["anna", "5"])))
    creator_list = queued(ANNA)
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(in_own_connection, loading.load, creator_list.pk)
        until(lambda: progress_of(creator_list).rows_done)
        assert loading.cancel(list_id=creator_list.pk)
        assert not result.result(timeout=90)
    assert_draft_again(creator_list)


def test_a_load_is_cancelled_while_its_lease_is_renewed() -> None:
    creator_list = queued(ANNA)
    CreatorList.objects.update(state=State.LOADING)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            CreatorList.objects.update(lease_until=leases.lease_end())
            cancelled = pool.submit(in_own_connection, lambda pk: loading.cancel(list_id=pk), creator_list.pk)
            until(lambda: cancelled.done() or somebody_waits())
        assert cancelled.result(timeout=90)
    assert state_of(creator_list).cancel_requested_at


def test_a_cancelled_load_whose_worker_died_is_not_picked_up() -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    creator_list = queued(ANNA)
    CreatorList.objects.update(state=State.LOADING, lease_until=long_ago, cancel_requested_at=long_ago)
    assert loading.pick_up() == []
    assert_draft_again(creator_list)


def test_a_cancelled_list_can_be_loaded_after_all() -> None:
    creator_list = queued(ANNA)
    loading.cancel(list_id=creator_list.pk)
    uploads.queue(list_id=creator_list.pk)
    assert loading.load(creator_list.pk)
    assert state_of(creator_list).message == ""


def test_whoever_cancels_too_late_is_told_and_does_not_wait() -> None:
    creator_list = loaded(ANNA)
    assert not loading.cancel(list_id=creator_list.pk)
    all_but_loaded = queued(BERT)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            # Where the load writes into the log, with all else done.
            cursor.execute("LOCK TABLE discovery_activity")
            result = pool.submit(in_own_connection, loading.load, all_but_loaded.pk)
            until(somebody_waits)
            assert not loading.cancel(list_id=all_but_loaded.pk)
        assert result.result(timeout=90)
    assert state_of(all_but_loaded).state == State.LOADED


def assert_draft_again(creator_list: CreatorList) -> None:
    found = state_of(creator_list)
    assert (found.state, found.message, found.cancel_requested_at) == (State.DRAFT, "Cancelled; nothing was stored.", None)
    assert not Account.objects.exists()


def state_of(creator_list: CreatorList) -> CreatorList:
    return CreatorList.objects.get(pk=creator_list.pk)


def in_own_connection(work: Callable[[int], Any], list_id: int) -> Any:
    try:
        return work(list_id)
    finally:
        connection.close()


def test_a_list_that_counts_nothing_needs_no_day() -> None:
    """What it says beside the accounts is kept with the day on which it was said: today."""
    creator_list = draft("username,note,twitch_url\nadyboo,hello there,https://twitch.tv/adyboo\n")
    assert uploads.still_missing(creator_list) == []
    uploads.queue(list_id=creator_list.pk)
    loading.load(creator_list.pk)
    snapshot = Snapshot.objects.get()
    assert (snapshot.taken_on, snapshot.followers, snapshot.extra) == (timezone.localdate(), None, {"note": "hello there"})
