"""The figures of scoring/README.md on the labelled sets, and the goals there.

The labels are on ordinary accounts, not on influencers who bought engagement: a high figure shows no more than that fake accounts are seen.
"""

import re
from pathlib import Path

import pytest

from scoring.evaluation.labelled import Labelled, read_set
from scoring.evaluation.trials import Area, try_people, try_set

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "../shared/data/labelled"
README = ROOT / "scoring/README.md"
SETS = ["instagram-followers-srf.csv", "instagram-fake-v1.csv"]

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the labelled sets are not on this machine")


def stated(name: str) -> list[float]:
    """The numbers of the README's row about this file."""
    row = re.search(rf"\| {re.escape(name)} \|(.*)\|", README.read_text())
    assert row
    return [float(cell) for cell in re.findall(r"\d\.\d+", row[1])]


def read(name: str) -> Labelled:
    return read_set(FOLDER / name)


def reciprocity(name: str) -> Area:
    return next(area for area in try_set(read(name)).areas if area.statistic == "reciprocity")


@pytest.mark.parametrize("name", SETS)
def test_reciprocity_alone_beside_the_naive_ratio(name: str) -> None:
    area = reciprocity(name)
    assert [round(area.area.value, 3), round(area.ratio.value, 3)] == stated(name)


@pytest.mark.parametrize("name", SETS)
def test_it_is_no_worse_than_the_naive_ratio(name: str) -> None:
    assert reciprocity(name).gain.value >= 0


def test_the_share_of_ordinary_people_it_would_accuse() -> None:
    alarms = {alarm.statistic: alarm.share for alarm in try_people(read("instagram-humans-with-posts.csv")).alarms}
    assert [round(alarms["reciprocity"].value, 3)] == stated("instagram-humans-with-posts.csv")


def test_every_file_is_read_whole() -> None:
    sizes = [(int(found.is_fake.sum()), int((~found.is_fake).sum())) for found in map(read, [*SETS, "instagram-humans-with-posts.csv"])]
    assert sizes == [(98, 877), (200, 994), (0, 700)]
