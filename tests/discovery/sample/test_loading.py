"""The sample's way in: as any list, onto a source of its own; and which databases get it."""

import pytest

from discovery import lists, tasks
from discovery.activity import record
from discovery.importing import uploads
from discovery.models import Account, Activity, CreatorList, Snapshot, Source
from discovery.sample import loading
from discovery.sample.listing import NOTE, sample_file
from scoring.models import AccountScore
from tests.factories import TODAY, make_account, make_source

pytestmark = pytest.mark.django_db
FEW = 300


@pytest.fixture
def loaded() -> CreatorList:
    return tasks.load_now(loading.draft_sample(FEW).pk, by=None)


def test_it_loads_whole_and_is_ranked(loaded: CreatorList) -> None:
    assert loaded.state == CreatorList.State.LOADED, loaded.message
    assert (loaded.created, loaded.rejected, loaded.unmatched, loaded.duplicates) == (FEW, 0, 0, 0)
    assert Account.objects.count() == AccountScore.objects.count() == FEW
    assert Snapshot.objects.count() == loaded.rows
    assert Source.objects.get().is_sample
    assert not Account.objects.filter(country="").exists()
    assert not Account.objects.filter(language="").exists()
    leaders = AccountScore.objects.ranked()[:20]
    assert all(score.fit and score.followers and 30_000 < score.followers < 400_000 for score in leaders)


def test_what_was_injected_is_kept_with_the_counts(loaded: CreatorList) -> None:
    noted = Snapshot.objects.filter(extra__has_key=NOTE)
    assert noted.values("account").distinct().count() == sum(1 for listed in noted_in(FEW))
    assert all(snapshot.extra[NOTE].startswith(("Fraud: ", "Innocent: ")) for snapshot in noted)


def noted_in(accounts: int) -> list[str]:
    lines = sample_file(TODAY, accounts).read().decode().splitlines()
    return sorted({line.split(",")[1] for line in lines if "Fraud: " in line or "Innocent: " in line})


def test_a_real_list_cannot_come_from_the_samples_source(loaded: CreatorList) -> None:
    with pytest.raises(uploads.NotReady, match="source of the sample data"):
        lists.upload(file=sample_file(TODAY, 5), name="mine.csv", source_name=loading.SOURCE, by=None)
    assert CreatorList.objects.count() == 1


def test_the_sample_cannot_come_from_a_real_source() -> None:
    make_source(loading.SOURCE)
    with pytest.raises(uploads.NotReady, match="source of real lists"):
        loading.draft_sample(FEW)


def test_an_empty_database_wants_it() -> None:
    assert loading.is_wanted()
    assert not loading.is_wanted(asked=False)


def test_a_database_with_accounts_does_not() -> None:
    make_account()
    assert not loading.is_wanted()
    assert loading.is_wanted(asked=True)


def test_a_load_that_broke_off_is_not_begun_again() -> None:
    """Beat picks it up."""
    uploads.queue(list_id=loading.draft_sample(5).pk)
    assert loading.is_there()
    assert not loading.is_wanted()
    assert not loading.is_wanted(asked=True)


def test_other_lines_of_the_log_do_not_keep_it_away() -> None:
    record(Activity.Action.IMPORT_DISCARDED, make_source(), by=None)
    assert loading.is_wanted()
