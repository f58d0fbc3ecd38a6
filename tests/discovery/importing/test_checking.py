"""The whole file's check: it says what a load would do, writes nothing of it, and is of one choice alone."""

from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from discovery import tasks
from discovery.importing import checking, reading, uploads
from discovery.importing.checking import Check, Kind
from discovery.importing.fields import Field
from discovery.importing.formats.files import RawRow
from discovery.importing.mapping import Mapping, Shape
from discovery.importing.records import Outcome
from discovery.models import Account, CreatorList, RowReport, Snapshot
from tests.discovery.importing.lists import draft, loaded, outcomes, queued

pytestmark = pytest.mark.django_db
LIST = "handle,name,followers,likes\n"
ROWS = [
    "anna,Anna,5000,10",
    "be/rt,Bert,900,5",
    "ANNA,Anna again,5000,10",
    ",Carla Only,700,1",
    "@do ra,Dora,70,1",
    "@em il,Emil,12,12",
    "@fr ed,Fred,12,12",
]
CHOSEN: dict[str, Any] = {"platform": "instagram", "taken_on": date(2022, 12, 31)}


def checked(creator_list: CreatorList) -> Check:
    """The check of the draft, done in this process."""
    found = tasks.check_draft(creator_list.pk)
    assert found is not None
    return found


def test_it_says_what_a_load_would_do_and_does_nothing() -> None:
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    check = checked(creator_list)
    assert (check.is_done, check.rows, check.new_accounts, check.known_accounts) == (True, 7, 1, 0)
    assert (check.duplicates, check.unmatched, check.rejected, check.suppressed) == (1, 1, 4, 0)
    assert not Account.objects.exists()
    assert not RowReport.objects.exists()
    uploads.queue(list_id=creator_list.pk)
    done = tasks.load_and_score(creator_list.pk)
    assert outcomes(done) == {"created": 1, "duplicates": 1, "unmatched": 1, "rejected": 4}


@pytest.mark.django_db(transaction=True)
def test_known_accounts_are_told_from_new_ones() -> None:
    loaded("handle,followers\nanna,5\nbert,6\n", **CHOSEN)
    check = checked(draft("handle,followers\nBERT,7\ncarla,8\ncarla,9\n", **CHOSEN))
    assert (check.rows, check.new_accounts, check.known_accounts, check.duplicates) == (3, 1, 1, 1)
    assert (Account.objects.count(), Snapshot.objects.count()) == (2, 2)


def test_further_posts_of_an_account_are_no_duplicates() -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.POST, 2: Field.LIKES}, shape=Shape.POSTS)
    check = checked(draft("handle,post,likes\nanna,a1,5\nanna,a2,6\nANNA,a1,7\nbert,,7\nbert,,8\n", mapping=mapping, **CHOSEN))
    assert (check.rows, check.new_accounts, check.duplicates) == (5, 2, 1)


def test_accounts_on_several_platforms_are_counted_each() -> None:
    check = checked(draft("Instagram,TikTok,TikTok followers\nanna,anna.b,5\nbert,,\ncarl,carl,many\ndora,dora,7\n", **CHOSEN))
    assert (check.rows, check.new_accounts, check.rejected) == (7, 6, 1)


def test_problems_are_grouped_by_column_and_reason_what_rejects_first() -> None:
    mapping = Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.COUNTRY})
    rows = "".join(f"handle{number},{10**number}000000000,\n" for number in range(3, 6))
    check = checked(draft("handle,followers,country\n" + rows + "gina,5,Nowhereland\nhugo,6,Elsewhere\n", **CHOSEN, mapping=mapping))
    assert check.kinds == (
        Kind("followers", "is over 10,000,000,000, more than there can be", Outcome.REJECTED, 3, 2),
        Kind("country", "is no country we know: kept as it came", Outcome.NOTED, 2, 5),
    )


def test_reasons_that_differ_in_numbers_are_one_kind() -> None:
    check = checked(draft("handle,followers,followers\nanna,5,900\nbert,6,800\n", **CHOSEN, mapping=_two_counts()))
    (kind,) = check.kinds
    assert (kind.count, kind.line, kind.outcome) == (2, 2, Outcome.NOTED)
    assert kind.reason == "contradicts … in “followers”, and neither counts"


def _two_counts() -> Mapping:
    return Mapping({0: Field.HANDLE, 1: Field.FOLLOWERS, 2: Field.FOLLOWERS})


def test_accounts_that_are_torn_between_two_are_told() -> None:
    rows = f"anna,UC{'a' * 22},5\nanna,UC{'b' * 22},6\n"
    check = checked(draft(f"handle,channel id,followers\n{rows}", platform="youtube", taken_on=CHOSEN["taken_on"]))
    assert (check.rejected, check.kinds) == (1, (Kind("handle", checking.CONFLICT, Outcome.REJECTED, 1, 3),))


def test_another_choice_makes_it_another_check() -> None:
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    assert checked(creator_list).rejected == 4
    uploads.choose(list_id=creator_list.pk, mapping=Mapping({1: Field.TITLE}), **CHOSEN)
    creator_list.refresh_from_db()
    assert checking.current(creator_list) is None
    assert checked(creator_list).rejected == 0


def test_it_is_done_once() -> None:
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    checked(creator_list)
    creator_list.refresh_from_db()
    assert not checking.begin(creator_list)
    CreatorList.objects.update(checked={**creator_list.checked, "rows": 99})
    checking.run(creator_list.pk)
    assert checked(creator_list).rows == 99


def test_nothing_is_checked_while_something_is_missing() -> None:
    assert tasks.check_draft(draft("handle,followers\nanna,5\n").pk) is None


def test_a_large_file_is_a_workers(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CHECKED_AT_ONCE_BYTES", 10)
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    with django_capture_on_commit_callbacks() as callbacks:
        assert not checked(creator_list).is_done
        assert not checked(creator_list).is_done
    assert len(callbacks) == 1
    tasks.check_list(creator_list.pk)
    assert checked(creator_list).rows == 7


def test_a_check_whose_worker_died_is_begun_anew(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CHECKED_AT_ONCE_BYTES", 10)
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    with django_capture_on_commit_callbacks() as callbacks:
        checked(creator_list)
        CreatorList.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        checked(creator_list)
    assert len(callbacks) == 2


@pytest.mark.django_db(transaction=True)
def test_a_newer_choice_breaks_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file without end, so that nothing else can end it."""
    monkeypatch.setattr(reading, "BATCH_ROWS", 1)
    monkeypatch.setattr("discovery.importing.storing.leases.TELL_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(reading, "headed_rows", lambda file, file_format: repeat(RawRow(2, ["anna", "Anna", "5", "1"])))
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    assert checking.begin(creator_list)
    CreatorList.objects.update(platform="tiktok")
    stale = CreatorList.objects.get()
    stale.platform = "instagram"
    monkeypatch.setattr(checking, "current", lambda _: Check(stale.checked["fingerprint"]))
    checking.run(creator_list.pk)
    assert not CreatorList.objects.get().checked["is_done"]


def test_a_started_list_is_not_checked() -> None:
    creator_list = queued(LIST + "\n".join(ROWS))
    assert not checking.begin(creator_list)
    checking.run(creator_list.pk)
    assert CreatorList.objects.get().checked == {}


def test_a_file_that_cannot_be_loaded_says_so(settings: Any) -> None:
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    settings.IMPORT_MAX_ROWS = 3
    check = checked(creator_list)
    assert (check.is_done, check.rows) == (True, 0)
    assert "more than 3 rows" in check.problem


def test_kinds_beyond_the_most_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_KINDS", 2)
    check = checked(draft(LIST + "a,A,5,y\nb,B,6,5%\n", **CHOSEN, mapping=_all_counts()))
    assert (len(check.kinds), check.others) == (2, 1)


def _all_counts() -> Mapping:
    return Mapping({0: Field.HANDLE, 1: Field.FOLLOWING, 2: Field.FOLLOWERS, 3: Field.LIKES})


def test_an_erased_upload_leaves_no_check(media: Path) -> None:
    creator_list = draft(LIST + "\n".join(ROWS), **CHOSEN)
    creator_list.file.delete()
    assert checking.begin(creator_list)
    checking.run(creator_list.pk)
    assert not CreatorList.objects.get().checked["is_done"]


LATE = ["anna,5000,1.5", *(f"account{number},{number + 5_000},12.500" for number in range(600)), "zora,5001,1.234.567"]


def test_what_stands_far_down_decides_how_a_column_is_read() -> None:
    creator_list = draft("handle,followers,likes\n" + "\n".join(LATE[1:]), **CHOSEN)
    assert uploads.readings_of(creator_list)[0].is_open
    check = checked(creator_list)
    assert (check.rows, check.rejected) == (601, 0)
    (reading,) = check.readings
    assert (reading.column, reading.value) == (2, ",")
    assert "1.234.567 on line 602" in reading.reason
    creator_list.refresh_from_db()
    assert checking.current(creator_list) == check
    assert Mapping.from_json(creator_list.mapping).convention(2).decimal_mark == ","
    mapping = Mapping.from_json(creator_list.mapping)
    uploads.choose(list_id=creator_list.pk, mapping=Mapping(mapping.fields), **CHOSEN)
    creator_list.refresh_from_db()
    assert Mapping.from_json(creator_list.mapping).convention(2).decimal_mark == ","


def test_what_the_whole_file_contradicts_is_not_guessed() -> None:
    creator_list = draft("handle,followers,likes\n" + "\n".join([*LATE, "yara,5002,1.5"]), **CHOSEN)
    (reading,) = checked(creator_list).readings
    assert reading.is_open
    assert "contradict each other" in reading.reason


def test_a_check_is_kept_as_json() -> None:
    creator_list = draft("handle,followers,likes\n" + "\n".join(LATE), **CHOSEN)
    check = checked(creator_list)
    assert Check.from_json(CreatorList.objects.get().checked) == check


def test_a_list_of_names_alone_is_checked_too() -> None:
    check = checked(draft("name,followers\nAnna Berg,5\nBert Beck,6\n", **CHOSEN))
    assert (check.rows, check.unmatched, check.new_accounts) == (2, 2, 0)


def test_a_row_of_several_platforms_counts_for_each_account() -> None:
    check = checked(draft("instagram,tiktok\nanna,anna.t\nbert,\n", taken_on=CHOSEN["taken_on"]))
    assert (check.rows, check.new_accounts) == (3, 3)
