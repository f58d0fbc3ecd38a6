"""What another version of the method moved: scores before and after, over all accounts that have both.

A run keeps it in its summary: `from` and `to` (versions), `accounts`, `tiers` (how many changed theirs), `trust_up`, `trust_down` (how
many by more than half a point), `trust_mean`, `fit_mean` (mean change), `parts` {part: mean change}, and `farthest`: accounts whose peer
trust moved farthest, each with `account`, `before`, `after`.
"""

from typing import Any, Final

from django.db import connection
from psycopg2 import sql

from scoring.formulas.params import PARTS

NOTICED: Final = 0.5
FARTHEST: Final = 10
BOTH: Final = "{before} b JOIN {after} a USING (account_id)"


def between(before: str, after: str, version: str) -> dict[str, Any]:
    """From one table of scores to another; {} where nothing of the one was scored by another version."""
    tables = {"before": sql.Identifier(before), "after": sql.Identifier(after)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT method_version FROM {before} WHERE method_version <> %s LIMIT 1").format(**tables), [version])
        other = cursor.fetchone()
        if other is None:
            return {}
        means = ", ".join(f"avg(a.{name} - b.{name})" for name in ("peer_trust", "fit", *PARTS))
        cursor.execute(
            sql.SQL(
                f"""
                SELECT count(*), count(*) FILTER (WHERE a.tier <> b.tier),
                    count(*) FILTER (WHERE a.peer_trust - b.peer_trust > {NOTICED}),
                    count(*) FILTER (WHERE b.peer_trust - a.peer_trust > {NOTICED}), {means}
                FROM {BOTH}
                """  # noqa: S608  # names of ours
            ).format(**tables)
        )
        accounts, tiers, up, down, trust, fit, *parts = cursor.fetchone()
        cursor.execute(
            sql.SQL(
                f"""
                SELECT account_id, b.peer_trust, a.peer_trust FROM {BOTH} WHERE a.peer_trust <> b.peer_trust
                ORDER BY abs(a.peer_trust - b.peer_trust) DESC, account_id LIMIT {FARTHEST}
                """  # noqa: S608  # names of ours
            ).format(**tables)
        )
        farthest = [{"account": account, "before": was, "after": now} for account, was, now in cursor.fetchall()]
    return {
        "from": other[0],
        "to": version,
        "accounts": accounts,
        "tiers": tiers,
        "trust_up": up,
        "trust_down": down,
        "trust_mean": trust,
        "fit_mean": fit,
        "parts": dict(zip(PARTS, parts, strict=True)),
        "farthest": farthest,
    }
