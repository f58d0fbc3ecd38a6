"""What a recompute is measured against: histories that are whole, a floor that writes what is there, a loop that gives the same scores."""

from datetime import timedelta
from typing import Any

import pytest

from discovery.benchmarks import histories, recomputing, scoring_steps
from discovery.benchmarks.scratch import Measured
from discovery.models import Account, Snapshot
from scoring import recompute, tables
from scoring.models import AccountScore

ACCOUNTS, MONTHS = 60, 4
# The loop scores at another moment.
OF_THE_RUN = {"computed_at"}


@pytest.fixture
def filled(db: None) -> None:
    histories.fill(accounts=ACCOUNTS, snapshots=MONTHS)


def scores() -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in OF_THE_RUN} for row in AccountScore.objects.order_by("pk").values()]


def test_histories_are_whole_and_their_indexes_come_back(filled: None) -> None:
    assert (Account.objects.count(), Snapshot.objects.count()) == (ACCOUNTS, ACCOUNTS * MONTHS)
    assert Snapshot.objects.filter(taken_on=histories.LAST_DAY).count() == ACCOUNTS
    with pytest.raises(Exception, match="snapshot_once_a_day_and_source"):
        Snapshot.objects.create(**Snapshot.objects.values("account_id", "taken_on", "source_id")[0])


def test_a_hundredth_is_counted_again(filled: None) -> None:
    assert histories.count_again(every=20, day=histories.LAST_DAY + timedelta(days=20)) == [20, 40, 60]
    assert Snapshot.objects.count() == ACCOUNTS * MONTHS + 3


def test_the_floor_reads_every_snapshot_and_leaves_nothing(filled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    recompute.recompute_all()
    before = scores()
    monkeypatch.setattr(scoring_steps, "PARSED_BYTES", 500)
    seconds, rows = scoring_steps.floor_of_recompute()
    assert rows == ACCOUNTS
    assert seconds > 0
    assert scores() == before
    with pytest.raises(Exception, match="does not exist"):
        tables.size(0)


def test_the_loop_gives_the_scores_that_a_recompute_gives(filled: None) -> None:
    recompute.recompute_all()
    before = scores()
    AccountScore.objects.all().delete()
    assert scoring_steps.loop_over_objects(accounts=ACCOUNTS)[1] == ACCOUNTS
    assert scores() == before


def test_goals_are_missed_where_figures_are_on_their_wrong_side() -> None:
    runs = [recomputing.Run(1, 30.0, 300.0), recomputing.Run(2, 20.0, 310.0)]
    once, loop = Measured(1.0, 1_000, 100.0), Measured(60.0, 2_000, 100.0)
    size = recomputing.Size(
        100_000,
        Measured(10.0, 100_000, 100.0),
        runs,
        recomputing.Run(2, 20.0, 300.0, 90.0),
        recomputing.Run(2, 5.0, 300.0),
        recomputing.Run(2, 7.0, 300.0),
        loop,
        50.0,
        once,
    )
    missed = [ratio.name for ratio in recomputing.Result([size]).ratios() if not ratio.is_met]
    assert missed == ["all / floor, 2 workers, 100,000 accounts", "1 % changed, every score anew / floor, 100,000 accounts"]
