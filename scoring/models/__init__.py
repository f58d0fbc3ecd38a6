"""What scoring keeps, by domain: benchmarks, scores, methods, flags that were dismissed, runs and what they keep between them."""

from scoring.models.benchmarks import Benchmark, BenchmarkVersion, Measure, ReferenceBand
from scoring.models.flags import FlagDismissal
from scoring.models.methods import MethodVersion
from scoring.models.runs import FeatureBlock, RunUnit, ScoresDue, ScoringRun
from scoring.models.scores import AccountScore, Tier

__all__ = [
    "AccountScore",
    "Benchmark",
    "BenchmarkVersion",
    "FeatureBlock",
    "FlagDismissal",
    "Measure",
    "MethodVersion",
    "ReferenceBand",
    "RunUnit",
    "ScoresDue",
    "ScoringRun",
    "Tier",
]
