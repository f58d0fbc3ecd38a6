"""The claim on a real list: accounts near 100,000 followers with healthy parts lead, celebrities of millions do not.

The list names real people, so it stays outside the repository; where it is missing these tests are skipped.
"""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from discovery.models import Account, Creator, Snapshot
from scoring import recompute
from scoring.formulas.params import PARTS
from scoring.models import AccountScore
from tests.factories import make_source
from tests.scoring.by_hand import by_hand

LIST = Path(__file__).resolve().parents[2] / "../shared/data/lists/tiktok-2022-12.csv"
NAMES = ["handle", "title", "followers", "views", "likes", "comments"]
COLUMNS = [1, 2, 3, 5, 7, 9]
SIZES = {"K": 1_000, "M": 1_000_000, "B": 1_000_000_000}

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not LIST.exists(), reason=f"{LIST.name} is not on this machine")]


def count(text: str) -> float:
    """60.3M as 60,300,000."""
    return float(text[:-1]) * SIZES[text[-1]] if text[-1:] in SIZES else float(text)


def load() -> None:
    """Every distinct account of the list with its one snapshot, the first row of each."""
    with LIST.open(encoding="utf-8-sig", newline="") as file:
        rows = {
            row[1].lower(): dict(zip(NAMES, (row[place] for place in COLUMNS), strict=True)) for row in reversed(list(csv.reader(file))[1:])
        }
    creators = Creator.objects.bulk_create(Creator(name=row["title"]) for row in rows.values())
    accounts = Account.objects.bulk_create(
        Account(creator=creator, platform="tiktok", handle=row["handle"], title=row["title"])
        for creator, row in zip(creators, rows.values(), strict=True)
    )
    source = make_source()
    Snapshot.objects.bulk_create(
        Snapshot(
            account=account,
            source=source,
            taken_on=date(2022, 12, 31),
            followers=int(count(row["followers"])),
            **{name: count(row[name]) for name in NAMES[3:]},
        )
        for account, row in zip(accounts, rows.values(), strict=True)
    )


@pytest.fixture(params=[datetime(2022, 12, 31, 12, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)], ids=["fresh", "four years old"])
def ranked(request: pytest.FixtureRequest) -> list[AccountScore]:
    load()
    recompute.recompute_all(now=request.param)
    return list(AccountScore.objects.ranked())


def test_celebrities_do_not_lead_and_accounts_near_the_centre_do(ranked: list[AccountScore]) -> None:
    top, celebrities = ranked[:20], [score for score in ranked if score.tier == "celebrity"]
    assert len(celebrities) > 500
    assert {score.tier for score in top} == {"micro"}
    assert all(25_000 <= (score.followers or 0) <= 400_000 for score in top)
    assert all((score.response or 0) >= 50 for score in top[:10])
    assert (top[-1].fit or 0) > max(score.fit or 0 for score in celebrities if (score.followers or 0) > 2_000_000)


def test_every_account_of_the_list_recombines(ranked: list[AccountScore]) -> None:
    names = [*PARTS, "snapshots", "span_days", "age_days", "deductions", "sweet_spot"]
    for score in ranked:
        expected = by_hand({name: getattr(score, name) for name in names})
        assert {name: getattr(score, name) for name in expected} == expected
