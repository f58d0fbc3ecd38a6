"""The reference tables come and go with their migration, with source and year."""

from importlib import import_module

import pytest
from django.apps import apps

from scoring.models import ReferenceBand

migration = import_module("scoring.migrations.0002_reference_bands")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("platform", "measure", "size", "edges"),
    [
        ("instagram", "per_follower", 50_000, (0.0032, 0.0075, 0.0101, 0.0247)),
        ("tiktok", "per_view", 1_000, (0.0949, 0.1206, 0.1404, 0.1851)),
        ("youtube", "per_follower", 1_000_000, (0.0002, 0.0013, 0.0018, 0.0059)),
        ("instagram", "comments_per_100_likes", 10_000, (3.0, 4.8, 7.5, 12.0)),
        ("tiktok", "comments_per_100_likes", 100_000, (0.7, 1.12, 1.75, 2.8)),
    ],
)
def test_the_tables_are_those_of_the_sources(platform: str, measure: str, size: int, edges: tuple[float, ...]) -> None:
    band = ReferenceBand.objects.get(platform=platform, measure=measure, followers_from=size)
    assert (band.below_average, band.average, band.above_average, band.high) == edges
    assert band.source
    assert band.year


def test_what_is_house_is_labelled_so() -> None:
    for band in ReferenceBand.objects.filter(measure="comments_per_100_likes"):
        assert "house" in band.source


def test_going_back_takes_away_these_tables_alone() -> None:
    own = ReferenceBand.objects.create(
        platform="x",
        measure="per_follower",
        followers_from=1,
        below_average=1,
        average=2,
        above_average=3,
        high=4,
        source="Ours",
        year=2026,
    )
    migration.remove_bands(apps, None)
    assert list(ReferenceBand.objects.all()) == [own]
    migration.add_bands(apps, None)
    assert ReferenceBand.objects.count() == 36
