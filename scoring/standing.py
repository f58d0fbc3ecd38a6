"""Whether a recompute may leave most scores as they stand: those it would write anew would say the same.

An account's score follows from its facts, the benchmarks, the method and the day. So where the day and the method are those of all
stored scores, and the benchmarks made now are those in force within EDGE_MOVED, only accounts whose facts changed need be scored, by the
benchmarks in force. They are compared with what was published: small moves never add up unseen.
"""

from typing import Final

import pandas as pd
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone

from scoring import blocks, frames
from scoring.formulas import benchmarks
from scoring.formulas.params import Params
from scoring.models import AccountScore, BenchmarkVersion, RunUnit, ScoringRun
from scoring.rescoring import MANY, in_force

# A share of any edge: ten of the bins that quantiles are counted in (scoring.formulas.tallies).
EDGE_MOVED: Final = 0.005
UNSCORED: Final = """
    SELECT a.id FROM discovery_account a LEFT JOIN scoring_accountscore s ON s.account_id = a.id WHERE s.account_id IS NULL
"""


def stand(run: ScoringRun, made: pd.DataFrame, params: Params) -> bool:
    """Whether the benchmarks in force stand: then the run goes on with the accounts that it read anew alone, without a table of its own.

    `made` are those it made now, by the constants `params`.
    """
    version = _comparable(run)
    if version is None or benchmarks.moved(frames.read_benchmarks(version), made, EDGE_MOVED, params) or not _are_all_of(version, run):
        return False
    anew = _read_anew(run)
    if len(anew) > MANY:
        return False
    RunUnit.objects.filter(run=run, stage__in=(ScoringRun.Stage.SCORES, ScoringRun.Stage.INDEXES)).delete()
    ScoringRun.objects.filter(pk=run.pk).update(benchmark_version=version, touched=len(anew))
    return True


def touched(run: ScoringRun) -> list[int]:
    """The accounts whose histories the run read anew, and those that have no score."""
    return sorted(_read_anew(run).union(_unscored()))


def _comparable(run: ScoringRun) -> BenchmarkVersion | None:
    """The benchmarks in force, where they are by the run's method and it need not score all."""
    version = in_force()
    if run.from_nothing or run.every_score or version is None or run.method is None or version.method_version != run.method.version:
        return None
    return version


def _read_anew(run: ScoringRun) -> set[int]:
    """More than MANY of them are not counted out."""
    ids = set[int]()
    for number, changed in run.units.filter(stage=ScoringRun.Stage.FEATURES).values_list("number", "changed"):
        ids.update(frames.read_accounts(blocks.ids_of(number))["account_id"].tolist() if changed is None else changed)
        if len(ids) > MANY:
            break
    return ids


def _are_all_of(version: BenchmarkVersion, run: ScoringRun) -> bool:
    """Whether every stored score is by these benchmarks, and its ages are counted to the run's day."""
    of_these = Q(benchmark_version=version, method_version=version.method_version)
    found = AccountScore.objects.aggregate(oldest=Min("computed_at"), others=Count("pk", filter=~of_these))
    return found["others"] == 0 and found["oldest"] is not None and timezone.localdate(found["oldest"]) == timezone.localdate(run.moment)


def _unscored() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(UNSCORED)
        return [account_id for (account_id,) in cursor.fetchall()]
