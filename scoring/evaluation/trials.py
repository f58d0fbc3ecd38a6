"""What is counted: each statistic on the labelled sets, and on every fraud and look-alike of the simulation. report.py writes it down."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from scoring.evaluation import running
from scoring.evaluation.labelled import Labelled
from scoring.evaluation.measures import UNKNOWN, Bools, Estimate, Floats, alarms, auc, auc_gain, threshold, wilson
from scoring.evaluation.organic import MONTH
from scoring.evaluation.running import FLAGS, LOW, PARTS, STATISTICS, TRUST, Judged
from scoring.evaluation.schemes import SCHEMES, Scheme
from scoring.evaluation.simulation import Columns, History, draw

FALSE_ALARMS = 0.05
CLEAN = "growth"
LOOK_ALIKES = {"bought followers": ("press", "giveaway")}
# A threshold lies out in a tail: so many times the accounts of a row are drawn to set it.
CLEAN_TIMES = 4
RATIO, RATE, RISE = "following/(followers+following)", "raw engagement rate", "largest rise a month"
NAIVE = (RATE, RISE)
# Growth cannot be judged where the followers of earlier days are not known.
UNJUDGED_ON_PEOPLE = "natural_growth"


class Area(NamedTuple):
    """A statistic on a labelled set: its area, the ratio's on the same accounts, how much it is above that; who is left out, by reason."""

    statistic: str
    area: Estimate
    ratio: Estimate
    gain: Estimate
    fake: int
    genuine: int
    left_out: dict[str, int]


class SetResult(NamedTuple):
    """All areas of one set, the two baselines first."""

    name: str
    fake: int
    genuine: int
    areas: list[Area]


class Alarm(NamedTuple):
    """The share of genuine people whom a part or flag accuses, of those of whom it says something."""

    statistic: str
    share: Estimate
    people: int
    left_out: dict[str, int]


class PeopleResult(NamedTuple):
    """All false alarms on one set of genuine people."""

    name: str
    people: int
    alarms: list[Alarm]


class Cell(NamedTuple):
    """A scheme at one strength: the share that each statistic catches under its threshold, on all and by platform; the share with any flag
    that points to fraud, with that or peer trust under its threshold, and with each kind of flag.
    """

    scheme: str
    strength: float
    unit: str
    is_fraud: bool
    accounts: int
    thresholds: dict[str, float]
    caught: dict[str, Estimate]
    by_platform: dict[str, dict[str, Estimate]]
    flagged: Estimate
    accused: Estimate
    kinds: dict[str, Estimate]


class Contrast(NamedTuple):
    """How well each statistic tells a fraud from an innocent cause of the same strength: areas, a half where it does not at all."""

    fraud: str
    innocent: str
    strength: float
    areas: dict[str, Estimate]


class HistoryResult(NamedTuple):
    """All cells of one history. The thresholds were set on other clean accounts than those in the cell of CLEAN."""

    name: str
    cells: list[Cell]
    contrasts: list[Contrast]

    def cell(self, scheme: str, strength: float) -> Cell:
        """The one of this scheme and strength."""
        return next(cell for cell in self.cells if (cell.scheme, cell.strength) == (scheme, strength))


def try_set(labelled: Labelled) -> SetResult:
    """Each statistic on a set of fake and genuine accounts, under the reference tables alone: these accounts are no creators."""
    judged = running.judge(labelled.snapshots, running.bands())
    statistics = {name: judged.values[name].to_numpy(float) for name in STATISTICS}
    values = {RATIO: -labelled.ratio, RATE: labelled.rate} | statistics
    fake = labelled.is_fake
    areas = [_area(name, numbers, labelled, _reasons(name, numbers, judged)) for name, numbers in values.items()]
    return SetResult(labelled.name, int(fake.sum()), int((~fake).sum()), areas)


def try_people(labelled: Labelled) -> PeopleResult:
    """How many of a set's genuine people each part gives less than LOW points, and how many each kind of flag marks."""
    judged = running.judge(labelled.snapshots, running.bands())
    parts = [_part_alarm(name, judged) for name in PARTS if name != UNJUDGED_ON_PEOPLE]
    marks = {FLAGS: judged.values[FLAGS].lt(0)} | {f"flag {kind}": judged.kinds[kind] for kind in judged.kinds}
    flags = [Alarm(name, wilson(int(bears.sum()), len(bears)), len(bears), {}) for name, bears in marks.items()]
    return PeopleResult(labelled.name, len(judged.values), parts + flags)


def try_history(history: History, accounts: int, seed: int, schemes: Mapping[str, Scheme] = SCHEMES) -> HistoryResult:
    """Each scheme at each of its strengths, so many accounts each; benchmarks and thresholds from clean accounts of draws of their own.

    A scheme's threshold is set on clean accounts of the same platforms and sizes. With fewer schemes or strengths the others' figures stay.
    """
    benchmarks = running.bands(draw(SCHEMES[CLEAN], 0, history, accounts, seed, "benchmarks"))
    thresholds: dict[Scheme, dict[str, float]] = {}
    cells, values = [], {}
    for name, scheme in schemes.items():
        clean = SCHEMES[CLEAN]._replace(platforms=scheme.platforms, sizes=scheme.sizes)
        if clean not in thresholds:
            usual = _judged(draw(clean, 0, history, CLEAN_TIMES * accounts, seed, "thresholds"), benchmarks).values
            thresholds[clean] = {statistic: threshold(usual[statistic], FALSE_ALARMS) for statistic in [*STATISTICS, *NAIVE]}
        for strength in scheme.strengths:
            judged = _judged(draw(scheme, strength, history, accounts, seed), benchmarks)
            values[name, strength] = judged.values
            cells.append(_cell((name, strength), judged, thresholds[clean]))
    return HistoryResult(history.name, cells, _contrasts(values))


def naive(columns: Columns) -> pd.DataFrame:
    """What a marketer would look at instead, a row an account, low being suspicious: RATE of the last snapshot, and RISE, the largest
    growth between two snapshots, in logarithms of followers a month, below zero.
    """
    frame = pd.DataFrame(columns)
    accounts = frame.groupby("account_id")
    rate = ((frame["likes"] + frame["comments"]) / frame["followers"].where(frame["followers"].gt(0))).groupby(frame["account_id"]).last()
    logs = pd.Series(np.log(frame["followers"].where(frame["followers"].gt(0))), index=frame.index)
    rises = logs.groupby(frame["account_id"]).diff() / accounts["day"].diff() * MONTH
    return pd.DataFrame({RATE: rate, RISE: -rises.groupby(frame["account_id"]).max()})


def _judged(columns: Columns, benchmarks: pd.DataFrame) -> Judged:
    """What the product says, and the naive numbers beside it."""
    judged = running.judge(columns, benchmarks)
    return judged._replace(values=judged.values.join(naive(columns)))


def _area(name: str, values: Floats, labelled: Labelled, left_out: dict[str, int]) -> Area:
    known = ~np.isnan(values) & ~np.isnan(labelled.ratio)
    fake, genuine = known & labelled.is_fake, known & ~labelled.is_fake
    ratio = auc(-labelled.ratio[fake], -labelled.ratio[genuine])
    gain = auc_gain((values[fake], -labelled.ratio[fake]), (values[genuine], -labelled.ratio[genuine]))
    return Area(name, auc(values[fake], values[genuine]), ratio, gain, int(fake.sum()), int(genuine.sum()), left_out)


def _reasons(name: str, values: Floats, judged: Judged) -> dict[str, int]:
    """How many accounts have no value, by the code that says why."""
    missing = np.isnan(values)
    codes = judged.codes[name] if name in judged.codes else pd.Series("not known", index=judged.codes.index)
    return {str(code): int(count) for code, count in codes[missing].value_counts().items()}


def _part_alarm(name: str, judged: Judged) -> Alarm:
    values = judged.values[name]
    known = int(values.notna().sum())
    return Alarm(name, wilson(int(values.lt(LOW).sum()), known), known, _reasons(name, values.to_numpy(float), judged))


def _cell(which: tuple[str, float], judged: Judged, thresholds: dict[str, float]) -> Cell:
    name, strength = which
    scheme, accounts = SCHEMES[name], len(judged.values)
    flagged = judged.values[FLAGS].lt(0)
    accused = flagged | judged.values[TRUST].lt(thresholds[TRUST])
    return Cell(
        scheme=name,
        strength=strength,
        unit=scheme.unit,
        is_fraud=scheme.is_fraud,
        accounts=accounts,
        thresholds=thresholds,
        caught=_caught(judged.values, thresholds),
        by_platform={each: _caught(judged.values[here], thresholds) for each, here in _platforms(scheme, accounts).items()},
        flagged=wilson(int(flagged.sum()), accounts) if len(judged.kinds.columns) else UNKNOWN,
        accused=wilson(int(accused.sum()), accounts),
        kinds={str(kind): wilson(int(judged.kinds[kind].sum()), accounts) for kind in judged.kinds},
    )


def _contrasts(values: dict[tuple[str, float], pd.DataFrame]) -> list[Contrast]:
    """A number that calls every jump odd has a fine recall and accuses the innocent: so frauds are set against what looks like them."""
    return [
        Contrast(fraud, innocent, strength, {name: auc(bad[name], values[innocent, strength][name]) for name in [*STATISTICS, *NAIVE]})
        for (fraud, strength), bad in values.items()
        for innocent in LOOK_ALIKES.get(fraud, ())
        if (innocent, strength) in values
    ]


def _caught(values: pd.DataFrame, thresholds: dict[str, float]) -> dict[str, Estimate]:
    return {name: alarms(values[name], under) for name, under in thresholds.items()}


def _platforms(scheme: Scheme, accounts: int) -> dict[str, Bools]:
    """Which of the accounts, in order of account_id, are on which platform."""
    turns = np.arange(accounts) % len(scheme.platforms)
    return {platform: np.asarray(turns == place) for place, platform in enumerate(scheme.platforms)}
