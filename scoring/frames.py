"""The only door between the database and pandas: facts and benchmarks come out as frames, scores go in.

Rows pass by COPY both ways, a bounded chunk of accounts at a time; no ORM loop. It computes nothing: scoring.formulas does.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO

import pandas as pd
from django.db import connection
from psycopg2 import sql

from discovery.models import Account
from scoring.formulas.benchmarks import BAND, COLUMNS, EDGES, TALK
from scoring.formulas.features import SNAPSHOT_COLUMNS
from scoring.models import Benchmark, BenchmarkVersion, ReferenceBand

# Accounts at a time: with a long history of each, some hundred megabytes.
CHUNK = 5_000
Accounts = range | Sequence[int]

SNAPSHOTS = sql.SQL("""
    SELECT a.id AS account_id, a.platform, s.source_id, s.taken_on - DATE '1970-01-01' AS day, s.followers, s.following, s.posts,
           s.likes, s.comments, s.views, s.engagements, s.engagement_rate, s.rate_definition
    FROM discovery_account a
    LEFT JOIN (discovery_snapshot s JOIN discovery_source o ON o.id = s.source_id AND o.may_be_scored) ON s.account_id = a.id
    WHERE {accounts}
""")
TEXTS = ["platform", "rate_definition"]

# How many scored accounts have each measure, by the finest bands in use. The size of today stands in for that of the compared
# snapshot, and a conversation for its two counts: narrow columns, so that a million rows are counted in a moment.
COUNTS = """
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

WRITTEN = [
    "account_id",
    "followers",
    "last_seen",
    "tier",
    "sweet_spot",
    "rate",
    "rate_definition",
    "engagements",
    "rate_vs_peers",
    "response",
    "conversation",
    "natural_growth",
    "steadiness",
    "reciprocity",
    "details",
    "coverage",
    "snapshots",
    "span_days",
    "age_days",
    "confidence",
    "deductions",
    "peer_trust",
    "fit",
]
WHOLE = ["account_id", "followers", "snapshots", "span_days", "age_days"]
COPIED = ["platform", "handle_key", "country", "language"]
STAMPS = ["method_version", "benchmark_version_id", "computed_at"]
STAGE = "CREATE TEMP TABLE fresh_scores ON COMMIT DROP AS SELECT {columns} FROM scoring_accountscore WITH NO DATA"
# Blank texts are blank texts, not NULL.
FILL = "COPY fresh_scores ({columns}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (tier, rate_definition))"
# Scores are locked before accounts, as a deletion does it, so that the two never wait for each other.
LOCK = """
    WITH locked AS MATERIALIZED (
        SELECT FROM scoring_accountscore WHERE account_id IN (SELECT account_id FROM fresh_scores) ORDER BY account_id FOR UPDATE
    )
    SELECT count(*) FROM locked
"""
# The key-share lock waits for whoever is deleting an account; one that is gone by then drops out of the join.
MERGE = """
    INSERT INTO scoring_accountscore ({columns}, platform, handle_key, country, language, method_version, benchmark_version_id, computed_at)
    SELECT {fresh}, a.platform, lower(coalesce(nullif(a.handle, ''), a.title)), a.country, a.language, %s, %s, %s
    FROM fresh_scores f JOIN discovery_account a ON a.id = f.account_id
    ORDER BY f.account_id FOR KEY SHARE OF a
    ON CONFLICT (account_id) DO UPDATE SET {updates}
"""
MARK = "CREATE TEMP TABLE seen_scores ON COMMIT DROP AS SELECT account_id, computed_at FROM scoring_accountscore"
TOUCHED = """
    SELECT account_id FROM scoring_accountscore AS now LEFT JOIN seen_scores AS seen USING (account_id)
    WHERE now.computed_at IS DISTINCT FROM seen.computed_at
"""


def read_snapshots(accounts: Accounts) -> pd.DataFrame:
    """The snapshots that may be scored of these accounts, SNAPSHOT_COLUMNS; an account without one has a row whose day is NaN."""
    if isinstance(accounts, range):
        chosen = sql.SQL("a.id >= {} AND a.id < {}").format(sql.Literal(accounts.start), sql.Literal(accounts.stop))
    else:
        chosen = sql.SQL("a.id = ANY({})").format(sql.Literal(list(accounts)))
    frame = _copied(SNAPSHOTS.format(accounts=chosen))
    # A column without any value has no type in CSV.
    numbers = frame[[name for name in SNAPSHOT_COLUMNS if name not in TEXTS]].astype(float).astype({"account_id": int})
    return numbers.join(frame[TEXTS].astype(object).fillna(""))[list(SNAPSHOT_COLUMNS)]


def account_ranges() -> Iterator[range]:
    """Ranges of ids that together hold every account, at most CHUNK in each."""
    start = 0
    while ids := list(Account.objects.filter(id__gte=start).order_by("id").values_list("id", flat=True)[:CHUNK]):
        yield range(start, ids[-1] + 1)
        start = ids[-1] + 1


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


def open_stage() -> None:
    """An empty table of this transaction, in which computed scores are laid aside until they are merged."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(STAGE))


def stage_scores(scored: pd.DataFrame) -> None:
    """Lay the scores of these accounts aside."""
    fresh = scored.reset_index().assign(
        last_seen=pd.to_datetime(scored["last_day"].to_numpy(float), unit="D").strftime("%Y-%m-%d"),
        details=[json.dumps(account) for account in scored["details"]],
    )
    rows = StringIO(fresh[WRITTEN].astype(dict.fromkeys(WHOLE, "Int64")).to_csv(header=False, index=False))
    with connection.cursor() as cursor:
        cursor.copy_expert(_statement(FILL), rows)


def merge_scores(version: BenchmarkVersion, computed_at: datetime) -> int:
    """Replace the scores of all accounts on the stage, with narrow copies of their facts, and close it; how many were written.

    An account that was deleted meanwhile is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(_statement(MERGE), [version.method_version, version.pk, computed_at])
        written: int = cursor.rowcount
        cursor.execute("DROP TABLE fresh_scores")
    return written


def mark_scores() -> None:
    """Remember when each account was last scored, for `unstage_touched`."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)


def unstage_touched() -> list[int]:
    """The accounts that others scored since `mark_scores`; what is staged of them is older than that, and dropped."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        touched = [account_id for (account_id,) in cursor.fetchall()]
        cursor.execute("DELETE FROM fresh_scores WHERE account_id = ANY(%s)", [touched])
        cursor.execute("DROP TABLE seen_scores")
    return touched


def _statement(text: str) -> sql.Composed:
    updated = [name for name in [*WRITTEN, *COPIED, *STAMPS] if name != "account_id"]
    return sql.SQL(text).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, WRITTEN)),
        fresh=sql.SQL(", ").join(sql.Identifier("f", name) for name in WRITTEN),
        updates=sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in updated),
    )


def _copied(query: sql.Composed) -> pd.DataFrame:
    """A query's rows; floats come back bit by bit."""
    rows = StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT csv, HEADER)").format(query), rows)
    rows.seek(0)
    return pd.read_csv(rows, float_precision="round_trip", dtype=dict.fromkeys(TEXTS, "str"), keep_default_na=False, na_values=[""])
