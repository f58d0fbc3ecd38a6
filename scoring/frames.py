"""The door from the database to pandas: facts, dismissals and benchmarks come out as frames. The way back is scoring.storing.

Rows pass by COPY, a bounded chunk of accounts at a time; no ORM loop. It computes nothing: scoring.formulas does.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from django.db import connection
from django.db.models import Q
from psycopg2 import sql

from discovery.models import Platform, RateDefinition
from scoring import copying
from scoring.copying import place_of
from scoring.formulas.benchmarks import BAND, COLUMNS, EDGES, TALK
from scoring.formulas.columns import SNAPSHOT_COLUMNS
from scoring.formulas.kinds import DISMISSAL_COLUMNS
from scoring.models import Benchmark, BenchmarkVersion, FlagDismissal, ReferenceBand

# Accounts at a time where they are given one by one.
CHUNK: Final = 5_000
Accounts = range | Sequence[int]

PLATFORMS: Final = tuple(Platform.values)
RATES: Final = ("", *RateDefinition.values)
MAY_BE_SCORED: Final = sql.SQL("source_id IN (SELECT id FROM discovery_source WHERE may_be_scored)")
COUNTED: Final = ("followers", "following", "posts")
# How each column of a snapshot passes, and what is selected for it. No casts: of twelve million rows they would take longer than reading.
KINDS: Final = {
    name: "whole" if name in ("account_id", "rate_definition") else "count" if name in (*COUNTED, "source_id") else "real"
    for name in SNAPSHOT_COLUMNS
    if name != "platform"
} | {"day": "day"}
STATED: Final = {
    "account_id": sql.SQL("account_id"),
    "source_id": sql.SQL("source_id"),
    "day": sql.SQL("taken_on"),
    "rate_definition": place_of("rate_definition", RATES),
    **{name: sql.SQL("coalesce({}, -1)").format(sql.Identifier(name)) for name in COUNTED},
}
UNKNOWN: Final = sql.SQL("coalesce({}, 'NaN')")
SNAPSHOTS: Final = sql.SQL("SELECT {} FROM discovery_snapshot").format(
    sql.SQL(", ").join(STATED.get(name) or UNKNOWN.format(sql.Identifier(name)) for name in KINDS)
)

# How many scored accounts have each measure, by the finest bands in use. The size of today stands in for that of the compared
# snapshot, and a conversation for its two counts: narrow columns, so that a million rows are counted in a moment.
COUNTS: Final = """
    WITH compared AS (
        SELECT platform, rate_definition AS measure, followers FROM scoring_accountscore WHERE rate IS NOT NULL
        UNION ALL
        SELECT platform, %(talk)s, followers FROM scoring_accountscore WHERE conversation IS NOT NULL
    )
    SELECT platform, measure, edges[width_bucket(followers::float8, edges)] AS followers_from, count(*)
    FROM compared, (SELECT %(edges)s::float8[]) AS bands(edges)
    WHERE followers >= edges[1]
    GROUP BY platform, measure, followers_from
"""


def read_accounts(accounts: Accounts) -> pd.DataFrame:
    """Which of them there are: account_id, rising, and platform."""
    query = sql.SQL("SELECT id, {} FROM discovery_account WHERE {}").format(place_of("platform", PLATFORMS), _chosen("id", accounts))
    found = copying.read(query, {"account_id": "whole", "platform": "whole"}).sort_values("account_id", ignore_index=True)
    return found.assign(platform=copying.texts(found["platform"].to_numpy(), PLATFORMS))


def read_snapshots(accounts: Accounts) -> pd.DataFrame:
    """The snapshots that may be scored of these accounts, SNAPSHOT_COLUMNS; an account without one has a row whose day is NaN."""
    present = read_accounts(accounts)
    query = sql.SQL("{} WHERE {} AND {}").format(SNAPSHOTS, _chosen("account_id", accounts), MAY_BE_SCORED)
    found = copying.read(query, KINDS)
    found["rate_definition"] = copying.texts(found["rate_definition"].to_numpy(), RATES)
    ids = present["account_id"].to_numpy()
    # Whoever was deleted between the two queries is left out.
    found = found[np.isin(found["account_id"].to_numpy(), ids)]
    bare = np.setdiff1d(ids, found["account_id"].to_numpy())
    if len(bare):
        nothing = pd.DataFrame({"account_id": bare}).reindex(columns=list(KINDS)).assign(rate_definition="")
        found = pd.concat([found, nothing.astype(found.dtypes.to_dict())], ignore_index=True)
    platforms = present["platform"].to_numpy()[np.searchsorted(ids, found["account_id"].to_numpy())]
    return found.assign(platform=platforms)[list(SNAPSHOT_COLUMNS)]


def read_dismissals(accounts: Accounts) -> pd.DataFrame:
    """The flags of these accounts that somebody dismissed: account_id, kind, from_day, to_day; days since 1970-01-01."""
    chosen = Q(account_id__gte=accounts.start, account_id__lt=accounts.stop) if isinstance(accounts, range) else Q(account__in=accounts)
    rows = FlagDismissal.objects.filter(chosen).values_list("account_id", "kind", "from_day", "to_day")
    frame = pd.DataFrame(list(rows), columns=list(DISMISSAL_COLUMNS))
    days = {name: (pd.to_datetime(frame[name]) - pd.Timestamp(0)).dt.days.astype(float) for name in ("from_day", "to_day")}
    return frame.assign(**days).astype({"account_id": np.int64, "kind": object})


def read_reference() -> pd.DataFrame:
    """The reference bands: platform, measure, followers_from, the four edges, and `reference`, their source and year in one text."""
    columns = [*BAND, *EDGES, "source", "year"]
    frame = pd.DataFrame(list(ReferenceBand.objects.values_list(*columns)), columns=columns)
    texts = [f"{source}, {year}" for source, year in zip(frame["source"], frame["year"], strict=True)]
    return frame.drop(columns=["source", "year"]).assign(reference=pd.Series(texts, index=frame.index, dtype=object))


def read_benchmarks(version: BenchmarkVersion) -> pd.DataFrame:
    """A published version's bands."""
    return pd.DataFrame(list(version.benchmarks.values_list(*COLUMNS)), columns=COLUMNS)


def write_benchmarks(version: BenchmarkVersion, benchmarks: pd.DataFrame) -> None:
    """Store the bands under a version that has none yet."""
    rows = benchmarks[COLUMNS].itertuples(index=False)
    Benchmark.objects.bulk_create(Benchmark(version=version, **dict(zip(COLUMNS, row, strict=True))) for row in rows)


def count_cohorts(edges: list[float]) -> pd.DataFrame:
    """How many scored accounts are compared now: platform, measure, followers_from (one of the edges), own_accounts."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, {"edges": edges, "talk": TALK})
        return pd.DataFrame(cursor.fetchall(), columns=[*BAND, "own_accounts"])


def _chosen(column: str, accounts: Accounts) -> sql.Composed:
    """A condition that holds for these accounts."""
    if isinstance(accounts, range):
        return sql.SQL("{0} >= {1} AND {0} < {2}").format(sql.SQL(column), sql.Literal(accounts.start), sql.Literal(accounts.stop))
    return sql.SQL("{} = ANY({}::bigint[])").format(sql.SQL(column), sql.Literal(list(accounts)))
