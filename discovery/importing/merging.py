"""From staged rows to facts, in SQL and within the load's transaction: the steps of identifying, describing, counting and reporting.

One import merges at a time (an advisory lock), so that two never create the same account or wait for each other's rows.
Reading the file is over by then; telling scoring comes after.
"""

import json
from typing import Any, Final, NamedTuple

from django.db import connection

from discovery.importing.counting import STORE_SNAPSHOTS
from discovery.importing.describing import CREATE_ACCOUNTS, DESCRIBE_ACCOUNTS
from discovery.importing.identifying import IDENTIFY, PLACE
from discovery.importing.reporting import REPORT_CONFLICTS, REPORT_DUPLICATES, REPORT_REMARKS

# Any number, as long as nothing else locks by it.
MERGE_LOCK: Final = 7_102_022

COUNT: Final = """
SELECT
    count(*) FILTER (WHERE is_created),
    count(*) FILTER (WHERE NOT is_created AND is_changed),
    count(*) FILTER (WHERE NOT is_created AND NOT is_changed),
    (SELECT count(*) FROM placed_row WHERE number <> first_number),
    (SELECT count(*) FROM identified_row WHERE is_conflict),
    (SELECT count(*) FROM changed_snapshot)
FROM (
    SELECT p.introduces AND p.creator_id IS NOT NULL AS is_created,
        c.account_id IS NOT NULL OR (p.describes AND a.id IS NOT NULL) AS is_changed
    FROM placed_row p
    LEFT JOIN changed_snapshot c ON c.account_id = p.account_id AND c.taken_on = p.taken_on
    LEFT JOIN changed_account a ON a.id = p.account_id
    WHERE p.number = p.first_number
) outcomes
"""


class Merged(NamedTuple):
    """How many staged rows became what; `rejected` are those whose handle and id belong to two accounts."""

    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    snapshots: int


def merge(*, list_id: int, source_id: int, columns: dict[str, str], identity: str) -> Merged:
    """Make staged_row's rows facts and reports of this list. `columns` names each figure's column, `identity` the handle's or id's."""
    values: dict[str, Any] = {"list_id": list_id, "source_id": source_id, "columns": json.dumps(columns), "identity": identity}
    steps = (
        "ANALYZE staged_row",
        f"SELECT pg_advisory_xact_lock({MERGE_LOCK})",
        IDENTIFY,
        PLACE,
        CREATE_ACCOUNTS,
        DESCRIBE_ACCOUNTS,
        STORE_SNAPSHOTS,
        REPORT_DUPLICATES,
        REPORT_CONFLICTS,
        REPORT_REMARKS,
        COUNT,
    )
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(step, values)
        return Merged(*cursor.fetchone())
