"""The sample accounts: plausible, the same each time, in by the same way as any list."""

import csv
from datetime import date
from io import TextIOWrapper

import pytest

from discovery import sample
from discovery.models import Account, CreatorList, Snapshot
from scoring.models import AccountScore


def test_file_is_the_same_each_time() -> None:
    day = date(2026, 11, 23)
    assert sample.sample_file(day).read() == sample.sample_file(day).read()


def test_no_handle_comes_twice() -> None:
    rows = list(csv.DictReader(TextIOWrapper(sample.sample_file(date(2026, 11, 23)), "utf-8")))
    assert len(rows) == sample.ACCOUNTS * sample.MONTHS
    assert len({(row["platform"], row["handle"]) for row in rows}) == sample.ACCOUNTS


@pytest.mark.django_db
def test_loading_ranks_them() -> None:
    loaded = sample.load_sample()
    assert loaded.state == CreatorList.State.LOADED, loaded.message
    assert (loaded.rejected, loaded.unmatched, loaded.duplicates) == (0, 0, 0)
    assert Account.objects.count() == sample.ACCOUNTS
    assert Snapshot.objects.filter(source__name=sample.SOURCE).count() == sample.ACCOUNTS * sample.MONTHS
    leaders = AccountScore.objects.ranked()[:20]
    assert all(score.fit and score.followers and 30_000 < score.followers < 400_000 for score in leaders)
