"""The numbers behind a stored score: its parts are read once more from the account's history, by the method and the benchmarks it names.

The same facts give the same score, to the last digit, so of a million accounts of which few are looked at only the result is stored.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import pandas as pd
from django.utils import timezone

from scoring import frames, method
from scoring.formulas.explain import Details, details
from scoring.formulas.params import PARTS, Params
from scoring.formulas.scores import scores
from scoring.formulas.sweet_spot import sweet_spot
from scoring.histories import read_features
from scoring.models import AccountScore
from scoring.words.scores import ScoreExplanation, explain_score

COMPARED: Final = (*PARTS, "coverage", "confidence", "deductions", "peer_trust", "fit")

NO_OTHER_SIZE: Final[Mapping[str, Any]] = MappingProxyType({})


class Replay(NamedTuple):
    """`details`: {part: its code and numbers}, explain.details. `is_same`: it gives the stored score; else facts changed since."""

    details: Details
    params: Params
    is_same: bool


def replay(score: AccountScore) -> Replay | None:
    """How the score came about. None where another release's formulas made it: only its parts are known then. Four queries."""
    params = method.of(score.method_version)
    if params is None:
        return None
    read = read_features([score.account_id], params)
    peers = frames.read_benchmarks(score.benchmark_version)
    made = scores(read, peers, timezone.localdate(score.computed_at), params).accounts
    is_same = all(_same(made[name].iloc[0], getattr(score, name)) for name in COMPARED)
    return Replay(details(read, peers, params)[0], params, is_same)


def explained(score: AccountScore, size: Mapping[str, Any] = NO_OTHER_SIZE) -> ScoreExplanation:
    """Everything the account page says of a score, by the method that made it.

    `size` are constants of another wanted size, {name: value}: sweet spot and fit are said by them, all else as stored.
    """
    found, now = replay(score), method.in_force()
    params = replace(found.params if found else now.params, **size)
    told = explain_score(_sized(score, params) if size else score, found.details if found else {}, score.flags, params)
    if found is None:
        return replace(told, current=False, replayed=False)
    return replace(told, current=score.method_version == now.version, replayed=found.is_same)


def _sized(score: AccountScore, params: Params) -> AccountScore:
    """A copy that says the sweet spot by these constants; its fit follows from that."""
    sized = copy(score)
    size = sweet_spot(pd.Series([score.followers], dtype=float), params).iloc[0]
    sized.sweet_spot = None if pd.isna(size) else float(size)
    return sized


def _same(made: float, stored: float | None) -> bool:
    return bool(pd.isna(made)) if stored is None else bool(made == stored)
