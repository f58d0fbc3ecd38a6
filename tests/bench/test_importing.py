"""What the import is measured against stores the same facts; a benchmark that compares two different things shows nothing."""

from pathlib import Path
from typing import Any

import pytest

from discovery.benchmarks import floor, importing
from discovery.benchmarks.files import TAKEN_ON, write_cleaned, write_list
from discovery.benchmarks.scratch import Measured
from discovery.models import Account, Creator, Snapshot
from tests.discovery.importing.lists import loaded
from tests.factories import make_list

ROWS = 300
COUNTS = (
    "account__handle",
    "account__platform",
    "account__title",
    "account__country",
    "taken_on",
    "followers",
    "following",
    "posts",
    "likes",
)


def stored() -> list[tuple[Any, ...]]:
    return list(Snapshot.objects.order_by("account__handle").values_list(*COUNTS))


@pytest.mark.django_db
def test_the_floor_stores_what_the_import_stores(tmp_path: Path) -> None:
    write_list(tmp_path / "list.csv", ROWS)
    write_cleaned(tmp_path / "cleaned.tsv", ROWS)
    creator_list = loaded(tmp_path / "list.csv", taken_on=TAKEN_ON)
    ours = stored()
    Creator.objects.all().delete()
    floor.store(tmp_path / "cleaned.tsv", creator_list)
    assert stored() == ours
    assert (creator_list.created, len(ours)) == (ROWS, ROWS)


@pytest.mark.django_db(transaction=True)
def test_the_floor_changes_nothing_the_second_time(tmp_path: Path) -> None:
    write_cleaned(tmp_path / "cleaned.tsv", ROWS)
    creator_list = make_list()
    floor.store(tmp_path / "cleaned.tsv", creator_list)
    before = stored()
    floor.store(tmp_path / "cleaned.tsv", creator_list)
    assert stored() == before
    assert (Account.objects.count(), Creator.objects.count()) == (ROWS, ROWS)


def test_a_goal_is_missed_where_the_figure_is_on_its_wrong_side() -> None:
    size = importing.Size(1_000, Measured(1.0, 1_000, 100.0), Measured(1.3, 1_000, 120.0), Measured(0.5, 1_000, 100.0))
    result = importing.Result([size], elsewhere=Measured(400.0, 4_000, 100.0), preview=Measured(0.1, 50, 100.0))
    missed = [ratio.name for ratio in result.ratios() if not ratio.is_met]
    assert missed == ["ours / floor, 1,000 rows"]
