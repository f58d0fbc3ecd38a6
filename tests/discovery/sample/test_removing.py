"""Removing the sample: nothing of it stays, nothing else goes, once is enough, and only an admin may."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from discovery import lists, tasks
from discovery.importing.storing.merging import MERGE_LOCK
from discovery.models import Account, Activity, Creator, CreatorList, Entry, Snapshot, Source, User
from discovery.sample import loading
from discovery.sample.listing import sample_file
from discovery.sample.removing import holdings, remove_sample
from scoring import recompute
from scoring.models import AccountScore, Benchmark, BenchmarkVersion, MethodVersion, RunUnit, ScoringRun
from scoring.runs import Stopped
from tests.factories import make_account, make_campaign, make_entry, make_list, make_shortlist, make_snapshot, make_source

pytestmark = pytest.mark.django_db
# The import stages rows in tables that go when its transaction ends.
two_loads = pytest.mark.django_db(transaction=True)
FEW = 60
ADDRESS = "/sample/remove/"


@pytest.fixture
def sample() -> CreatorList:
    return tasks.load_now(loading.draft_sample(FEW).pk, by=None)


def import_real(rows: list[str], name: str = "mine.csv") -> CreatorList:
    """A list of another source, loaded and scored."""
    file = BytesIO("\n".join(["platform,handle,name,bio,date,followers,likes,comments", *rows]).encode())
    loaded = tasks.load_now(lists.upload(file=file, name=name, source_name="Agency", by=None).pk, by=None)
    assert loaded.state == CreatorList.State.LOADED, loaded.message
    return loaded


def counts() -> dict[str, int]:
    """{table: rows} of every table of ours, without the logs of what was done, which say nothing of anybody."""
    every = [model for app in ("discovery", "scoring") for model in apps.get_app_config(app).get_models()]
    models = [model for model in every if model not in (Activity, ScoringRun, RunUnit, MethodVersion)]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_no_table_has_a_trace_of_it(admin: User, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    before = counts()
    sample = tasks.load_now(loading.draft_sample(FEW).pk, by=None)
    assert list(media.rglob("*.csv"))
    with django_capture_on_commit_callbacks(execute=True):
        removed = remove_sample(by=admin)
    BenchmarkVersion.objects.all().delete()
    assert removed is not None
    assert (removed.accounts, removed.kept, removed.snapshots) == (FEW, 0, sample.snapshots)
    assert counts() == before
    assert not list(media.rglob("*.csv"))


def test_the_log_says_who_removed_how_much(admin: User, sample: CreatorList) -> None:
    remove_sample(by=admin)
    line = Activity.objects.get(action=Activity.Action.SAMPLE_REMOVED)
    assert (line.actor, line.subject_name, line.changes["accounts"]) == (admin, loading.SOURCE, [FEW, None])


def test_once_is_enough(admin: User, sample: CreatorList) -> None:
    assert remove_sample(by=admin)
    assert remove_sample(by=admin) is None
    assert Activity.objects.filter(action=Activity.Action.SAMPLE_REMOVED).count() == 1


def test_who_removed_it_does_not_get_it_again(admin: User, sample: CreatorList) -> None:
    assert remove_sample(by=admin)
    assert not Account.objects.exists()
    assert not loading.is_there()
    assert not loading.is_wanted()
    assert loading.is_wanted(asked=True)


@two_loads
def test_what_is_real_stays_as_it_was(admin: User, sample: CreatorList) -> None:
    real = import_real(["instagram,ana.runs,Ana,Runs,2026-11-01,90000,1500,60"])
    remove_sample(by=admin)
    account = Account.objects.get()
    assert (account.handle, account.title, account.bio, account.created_by_list) == ("ana.runs", "Ana", "Runs", real)
    assert (account.snapshots.get().creator_list, account.creator.name) == (real, "Ana")
    assert list(Source.objects.values_list("name", flat=True)) == ["Agency"]


@two_loads
def test_an_account_of_both_keeps_what_the_real_list_says(admin: User, sample: CreatorList) -> None:
    """The real list is newer and says a name; bio, country, language and topics are the sample's alone."""
    both = Account.objects.filter(platform="instagram").earliest("pk")
    day = Snapshot.objects.filter(account=both).latest("taken_on").taken_on
    real = import_real([f"instagram,{both.handle},Real Name,,{day},91000,1500,60"])
    assert holdings().kept == 1
    remove_sample(by=admin)
    left = Account.objects.get()
    assert (left.pk, left.handle, left.title) == (both.pk, both.handle, "Real Name")
    assert (left.bio, str(left.country), left.language, left.topics) == ("", "", "", [])
    assert left.field_lists == {"handle": real.pk, "title": real.pk}
    assert (left.created_by_list, left.creator.created_by_list, left.creator.name) == (real, real, "Real Name")
    assert list(left.snapshots.values_list("source__name", "followers")) == [("Agency", 91_000)]
    call_command("remove_sample", stdout=StringIO())
    assert AccountScore.objects.get().followers == 91_000


def test_an_account_that_somebody_counted_by_hand_stays(admin: User, sample: CreatorList) -> None:
    counted = Account.objects.earliest("pk")
    make_snapshot(counted, source=make_source("By hand"))
    remove_sample(by=admin)
    assert Account.objects.get() == counted
    assert Account.objects.get().created_by_list is None


def test_an_account_that_was_there_before_the_sample_stays(admin: User) -> None:
    handle = sample_file(make_snapshot().taken_on, 1).read().decode().splitlines()[1].split(",")
    earlier = make_account(handle[1], platform=handle[0], title="", created_by_list=make_list())
    tasks.load_now(loading.draft_sample(5).pk, by=None)
    earlier.refresh_from_db()
    assert earlier.bio
    remove_sample(by=admin)
    earlier.refresh_from_db()
    assert (earlier.bio, earlier.title, earlier.field_lists) == ("", "", {})


def test_shortlists_lose_the_sample_accounts_and_say_so(admin: User, marketer: User, sample: CreatorList) -> None:
    shortlist = make_shortlist(make_campaign(marketer))
    first, second = Account.objects.order_by("pk")[:2]
    make_entry(shortlist, first), make_entry(shortlist, second), make_entry(shortlist, kept := make_account("real"))
    assert (holdings().entries, holdings().shortlists) == (2, 1)
    remove_sample(by=admin)
    assert [entry.account for entry in Entry.objects.all()] == [kept]
    line = Activity.objects.get(action=Activity.Action.ENTRIES_REMOVED)
    assert (line.campaign, line.subject_name, line.changes) == (shortlist.campaign, shortlist.name, {"accounts": [2, None]})


@two_loads
def test_the_command_removes_it_and_makes_new_benchmarks(sample: CreatorList) -> None:
    import_real(["instagram,ana.runs,Ana,Runs,2026-11-01,90000,1500,60"])
    shaped = BenchmarkVersion.objects.get()
    out = StringIO()
    call_command("remove_sample", stdout=out)
    assert f"Removed {FEW} accounts" in out.getvalue()
    assert "Scored the 1 accounts that are left" in out.getvalue()
    assert BenchmarkVersion.objects.get() != shaped
    assert max(Benchmark.objects.values_list("own_accounts", flat=True)) == 1
    call_command("remove_sample", stdout=out)
    assert "There are no sample data" in out.getvalue()


def test_the_command_says_where_somebody_stops_its_recompute(sample: CreatorList, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_stopped(run: ScoringRun, **_: object) -> ScoringRun:
        recompute.stop(run, by=None)
        raise Stopped("Somebody stopped it.")

    monkeypatch.setattr(recompute, "work_through", is_stopped)
    with pytest.raises(CommandError, match="No sample data are left, but what is left was not scored anew"):
        call_command("remove_sample", stdout=StringIO())
    assert not Account.objects.exists()


def test_the_page_counts_what_goes(as_admin: Client, sample: CreatorList) -> None:
    page = as_admin.get(ADDRESS).content.decode()
    assert f"<b>{FEW}</b><span>accounts</span>" in page
    assert f"<b>{sample.snapshots}</b><span>snapshots</span>" in page
    assert "No shortlist has a sample account on it." in page
    assert Account.objects.count() == FEW


def test_the_button_removes_it(as_admin: Client, sample: CreatorList) -> None:
    page = as_admin.post(ADDRESS, follow=True)
    assert page.redirect_chain == [(reverse("ranked"), 302)]
    text = page.content.decode()
    assert "The sample data are gone." in text
    assert "No creators yet" in text
    assert "Import a list" in text
    assert "Sample data:" not in text
    assert not Account.objects.exists()
    assert not Creator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_an_import_stores_its_rows_the_page_says_so(as_admin: Client, sample: CreatorList) -> None:
    """As docker-compose.yml has it, nobody waits for a lock for long."""
    importing = connection.copy()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            importing.cursor().execute("SELECT pg_advisory_lock(%s)", [MERGE_LOCK])
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            page = as_admin.post(ADDRESS)
            with pytest.raises(CommandError, match="are still there"):
                call_command("remove_sample")
    finally:
        importing.close()
    assert page.status_code == 302
    assert page.headers["Location"] == ADDRESS
    assert "are still there: an import or the scoring" in as_admin.get(ADDRESS).content.decode()
    assert Account.objects.count() == FEW


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_sample_the_page_says_so(as_admin: Client, method: str) -> None:
    page = getattr(as_admin, method)(ADDRESS, follow=True)
    assert "There are no sample data any more." in page.content.decode()
    assert not Activity.objects.filter(action=Activity.Action.SAMPLE_REMOVED).exists()


def test_the_page_is_for_admins_and_two_methods(client: Client, as_marketer: Client, as_admin: Client, sample: CreatorList) -> None:
    assert client.post(ADDRESS).headers["Location"].startswith(reverse("account_login"))
    assert as_marketer.post(ADDRESS).status_code == 403
    assert as_admin.put(ADDRESS).status_code == 405
    assert Account.objects.count() == FEW
