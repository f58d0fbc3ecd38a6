"""The benchmarks in force as tables to read: each band's edges, where they come from, and how many of one's own accounts are in them.

How they are blended is scoring.formulas.benchmarks'.
"""

from dataclasses import dataclass
from itertools import groupby

from discovery.models import Platform
from scoring.formulas.benchmarks import EDGES
from scoring.models import Benchmark, BenchmarkVersion, Measure

EDGE_LABELS = ("Below average", "Average", "Above average", "High")

SHARES = (Measure.PER_FOLLOWER, Measure.PER_VIEW, Measure.GROWTH_PER_30_DAYS)


@dataclass(frozen=True)
class Row:
    """One size band. `edges` are the four of EDGES, in percent where the measure is a share; `own_weight` is a share, 0 to 1."""

    followers_from: int
    edges: list[float]
    reference: str
    own_accounts: int
    own_weight: float

    @property
    def named(self) -> list[tuple[str, float]]:
        return list(zip(EDGE_LABELS, self.edges, strict=True))


@dataclass(frozen=True)
class Table:
    """The bands of a platform and measure, by size."""

    platform: str
    measure: str
    unit: str
    rows: list[Row]

    @property
    def sources(self) -> list[str]:
        """Those of its rows, each once; "" where own accounts stand alone."""
        return list(dict.fromkeys(row.reference for row in self.rows))

    @property
    def name(self) -> str:
        return f"{self.platform}, {self.measure}"


def newest() -> BenchmarkVersion | None:
    """The benchmarks that scores are computed by; None where none were published yet."""
    return BenchmarkVersion.objects.filter(published_at__isnull=False).first()


def tables(version: BenchmarkVersion) -> list[Table]:
    """One query."""
    bands = groupby(Benchmark.objects.filter(version=version), key=lambda band: (band.platform, band.measure))
    return [_table(platform, measure, list(rows)) for (platform, measure), rows in bands]


def _table(platform: str, measure: str, bands: list[Benchmark]) -> Table:
    unit = "percent" if measure in SHARES else "logarithm" if measure == Measure.RATE_SPREAD else "count"
    scale = 100 if measure in SHARES else 1
    rows = [
        Row(
            band.followers_from,
            [getattr(band, edge) * scale for edge in EDGES],
            band.reference,
            band.own_accounts,
            band.own_weight,
        )
        for band in bands
    ]
    labels = dict(Measure.choices)
    return Table(dict(Platform.choices).get(platform, platform), labels.get(measure, measure), unit, rows)
