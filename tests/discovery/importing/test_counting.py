"""What storing counts costs the database, where its statistics are older than a list's source."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.discovery.importing.lists import loaded

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 1_000
# Begins what keeps the counts that a list replaces.
KEPT = "INSERT INTO discovery_earliervalue (creator_list_id, account_id, snapshot_id"


class Watch:
    """Counts the rows that the database goes through, over all of the plan's steps, to tell which counts a list replaces."""

    def __init__(self) -> None:
        self.rows: list[float] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if KEPT in sql and not sql.startswith("EXPLAIN"):
            statement = sql[sql.index(KEPT) :]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", params)
                plans = cursor.fetchone()[0]
                transaction.set_rollback(True)
            self.rows.append(sum(map(_gone_through, _nodes(plans[0]["Plan"]))))
        return execute(sql, params, many, context)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)


def _gone_through(node: dict[str, Any]) -> float:
    """What a step of a plan gives, and what it looks at for nothing."""
    named = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
    rows: float = node["Actual Loops"] * sum(node.get(name, 0) for name in named)
    return rows


def test_a_source_that_was_new_a_minute_ago_is_not_compared_row_by_row_with_itself() -> None:
    rows = "\n".join(["handle,followers", *(f"account{number},{number}" for number in range(ROWS))])
    loaded(rows, source="Known for long")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE discovery_snapshot")
    loaded(rows, source="New")
    watch = Watch()
    with connection.execute_wrapper(watch):
        loaded(rows, source="New")
    (gone_through,) = watch.rows
    assert ROWS <= gone_through < 20 * ROWS
