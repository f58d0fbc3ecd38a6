"""The door from pandas to the database: scores and their flags go by COPY into a stage, and from there into a table of scores.

Which table, and when readers see it, is scoring.tables' and scoring.recompute's to say.
"""

import json
from datetime import datetime
from io import StringIO
from typing import Any, Final

import pandas as pd
from django.db import connection
from psycopg2 import sql

from scoring import copying
from scoring.formulas.flags import records
from scoring.formulas.scores import Scored
from scoring.formulas.tiers import TIERS
from scoring.frames import RATES
from scoring.models import AccountScore, BenchmarkVersion
from scoring.tables import LIVE

# Scores in the stage, by kind; the tables' whole numbers are NULL where they are not known, so they pass as `real` too.
STAGED: Final = {
    "account_id": "whole",
    "tier": "whole",
    "rate_definition": "whole",
    **dict.fromkeys(
        (
            "followers",
            "last_day",
            "sweet_spot",
            "rate",
            "engagements",
            "rate_vs_peers",
            "response",
            "conversation",
            "natural_growth",
            "steadiness",
            "reciprocity",
            "coverage",
            "snapshots",
            "span_days",
            "age_days",
            "confidence",
            "deductions",
            "peer_trust",
            "fit",
            "growth",
        ),
        "real",
    ),
}
COLUMNS: Final = [field.attname for field in AccountScore._meta.concrete_fields if field.name != "details"]  # noqa: SLF001  # as documented
TIER_NAMES: Final = ("", *TIERS)
STAGE: Final = "fresh_scores"
FLAGS_STAGE: Final = "fresh_flags"
LOCK: Final = f"""
    WITH locked AS MATERIALIZED (
        SELECT FROM scoring_accountscore WHERE account_id IN (SELECT account_id FROM {STAGE}) ORDER BY account_id FOR UPDATE
    )
    SELECT count(*) FROM locked
"""  # noqa: S608  # our own names


def write_scores(scored: Scored, table: str, version: BenchmarkVersion, computed_at: datetime) -> int:
    """Append scores, with narrow copies of their accounts' facts, to a table like scoring_accountscore that has none of them yet.

    How many were written: an account that is gone by now is left out. The caller's transaction is open.
    """
    _stage(scored)
    with connection.cursor() as cursor:
        cursor.execute(_insertion(table, sql.SQL("")), _values(scored, version, computed_at))
        written: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}, {}").format(sql.Identifier(STAGE), sql.Identifier(FLAGS_STAGE)))
    return written


def merge_scores(scored: Scored, version: BenchmarkVersion, computed_at: datetime) -> int:
    """Replace these scores among those that pages read; how many were written. The caller's transaction is open.

    Scores are locked before accounts, as a deletion does it, so that the two never wait for each other; the key-share lock waits for
    whoever is deleting an account, and one that is gone by then is left out.
    """
    _stage(scored)
    updated = [name for name in COLUMNS if name != "account_id"]
    updates = sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in updated)
    conflict = sql.SQL("ORDER BY f.account_id FOR KEY SHARE OF a ON CONFLICT (account_id) DO UPDATE SET {}").format(updates)
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(_insertion(LIVE, conflict), _values(scored, version, computed_at))
        written: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}, {}").format(sql.Identifier(STAGE), sql.Identifier(FLAGS_STAGE)))
    return written


def _stage(scored: Scored) -> None:
    """Two tables of this transaction: the scores' numbers, and the flags of those that have any."""
    accounts = scored.accounts.reset_index()
    coded = accounts.assign(
        tier=copying.places_in(accounts["tier"], TIER_NAMES), rate_definition=copying.places_in(accounts["rate_definition"], RATES)
    )
    with connection.cursor() as cursor:
        for table, columns in (
            (STAGE, copying.definitions(STAGED)),
            (FLAGS_STAGE, sql.SQL("account_id bigint, flags jsonb, flag_count int")),
        ):
            cursor.execute(sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(sql.Identifier(table), columns))
        copying.write(STAGE, coded, STAGED)
        if len(scored.flags):
            cursor.copy_expert(f"COPY {FLAGS_STAGE} FROM STDIN WITH (FORMAT csv)", StringIO(_flags_csv(scored.flags)))


def _flags_csv(flags: pd.DataFrame) -> str:
    """A line an account that has flags: its id, all of them, and how many nobody dismissed."""
    found: dict[int, list[dict[str, object]]] = {}
    for account_id, flag in zip(flags["account_id"].tolist(), records(flags), strict=True):
        found.setdefault(account_id, []).append(flag)
    lines = [[account_id, json.dumps(each), sum(not flag["dismissed"] for flag in each)] for account_id, each in found.items()]
    return str(pd.DataFrame(lines).to_csv(header=False, index=False))


def _insertion(table: str, ending: sql.Composable) -> sql.Composed:
    """From the stage into the table, with narrow copies of the account's facts."""
    told = {
        "account_id": sql.SQL("f.account_id"),
        "platform": sql.SQL("a.platform"),
        "handle_key": sql.SQL("lower(coalesce(nullif(a.handle, ''), a.title))"),
        "country": sql.SQL("a.country"),
        "language": sql.SQL("a.language"),
        "tier": _text("tier", TIER_NAMES),
        "rate_definition": _text("rate_definition", RATES),
        "last_seen": sql.SQL("DATE '1970-01-01' + nullif(f.last_day, 'NaN')::int"),
        "flags": sql.SQL("coalesce(g.flags, '[]'::jsonb)"),
        "flag_count": sql.SQL("coalesce(g.flag_count, 0)"),
        "method_version": sql.SQL("%(method)s"),
        "benchmark_version_id": sql.SQL("%(version)s"),
        "computed_at": sql.SQL("%(computed_at)s"),
    }
    numbers = {name: sql.SQL("nullif(f.{}, 'NaN')").format(sql.Identifier(name)) for name in COLUMNS if name not in told}
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {stage} f"
        " JOIN discovery_account a ON a.id = f.account_id AND a.id BETWEEN %(first)s AND %(last)s"
        " LEFT JOIN {flags} g ON g.account_id = f.account_id {ending}"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, COLUMNS)),
        values=sql.SQL(", ").join((told | numbers)[name] for name in COLUMNS),
        stage=sql.Identifier(STAGE),
        flags=sql.Identifier(FLAGS_STAGE),
        ending=ending,
    )


def _text(column: str, vocabulary: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("({}::text[])[f.{} + 1]").format(sql.Literal(list(vocabulary)), sql.Identifier(column))


def _values(scored: Scored, version: BenchmarkVersion, computed_at: datetime) -> dict[str, Any]:
    """Besides the stamps the ids' bounds: without them the planner would read all accounts to find these."""
    ids = scored.accounts.index
    bounds = {"first": int(ids.min()), "last": int(ids.max())} if len(ids) else {"first": 0, "last": 0}
    return {"method": version.method_version, "version": version.pk, "computed_at": computed_at, **bounds}
