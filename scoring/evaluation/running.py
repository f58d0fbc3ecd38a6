"""The only door between the evaluation and the formulas: snapshots in, what the product says of each account out.

Everything the others know of the method stands here: the parts, which of their values a page calls low, which flags point to fraud.
"""

from datetime import date, timedelta
from importlib import import_module
from typing import NamedTuple

import pandas as pd

from scoring.evaluation.simulation import LAST_DAY, Columns
from scoring.formulas.benchmarks import BAND, EDGES, cohorts, publish
from scoring.formulas.columns import SNAPSHOT_COLUMNS, Features
from scoring.formulas.dismissals import NOTHING_DISMISSED
from scoring.formulas.explain import details
from scoring.formulas.features import features
from scoring.formulas.kinds import FRAUD_KINDS
from scoring.formulas.params import METHOD_VERSION, PARAMS
from scoring.formulas.params import PARTS as PARTS
from scoring.formulas.scores import scores

# What is read of an account, in the order of the tables: low is suspicious.
FLAGS = "fraud flags"
TRUST = "peer_trust"
STATISTICS = (*PARTS, TRUST, FLAGS)
# The height the curves of response and conversation have at the peers' low edge.
LOW = PARAMS.response_heights[1]
TEXTS = ("platform", "rate_definition")
TODAY = date(1970, 1, 1) + timedelta(days=LAST_DAY)
VERSION = METHOD_VERSION


class Judged(NamedTuple):
    """What the product says, a row an account: STATISTICS, flags that point to fraud counted below zero; the code of each part, which says
    why one is missing; and a column a kind of those flags, true where the account bears one.
    """

    values: pd.DataFrame
    codes: pd.DataFrame
    kinds: pd.DataFrame


def bands(clean: Columns | None = None) -> pd.DataFrame:
    """The benchmarks that the reference tables and these accounts give together; the tables alone where there are none."""
    return publish(cohorts(_features(clean or {}).accounts), _reference(), PARAMS)


def judge(columns: Columns, benchmarks: pd.DataFrame) -> Judged:
    """The scores of these accounts on TODAY, under these benchmarks."""
    read = _features(columns)
    scored, flags = scores(read, benchmarks, TODAY, PARAMS)
    kinds = pd.DataFrame({kind: scored.index.isin(flags.loc[flags["kind"].eq(kind), "account_id"]) for kind in FRAUD_KINDS}, scored.index)
    values = scored[[*PARTS, TRUST]].assign(**{FLAGS: -kinds.sum(axis=1)})
    said = details(read, benchmarks, PARAMS)
    codes = pd.DataFrame({part: [account[part]["code"] for account in said] for part in PARTS}, index=scored.index)
    return Judged(values, codes, kinds)


def _features(columns: Columns) -> Features:
    return features(_frame(columns), NOTHING_DISMISSED, PARAMS)


def _frame(columns: Columns) -> pd.DataFrame:
    """The columns as the formulas read them; what the set does not have is unknown."""
    frame = pd.DataFrame(columns).assign(source_id=1.0, rate_definition="").reindex(columns=list(SNAPSHOT_COLUMNS))
    return frame.astype({name: object if name in TEXTS else float for name in SNAPSHOT_COLUMNS}).astype({"account_id": int})


def _reference() -> pd.DataFrame:
    """The reference bands as an installation starts with them, before anybody edits one."""
    migration = import_module("scoring.migrations.0002_reference_bands")
    rows = pd.DataFrame(list(migration.bands()))
    return rows.assign(reference=rows["source"] + ", " + rows["year"].astype(str))[[*BAND, *EDGES, "reference"]]
