"""From staged rows to facts, in SQL and within the load's transaction: the steps of identifying, describing, counting and reporting.

One import merges at a time (an advisory lock), so that two never create the same account or wait for each other's rows.
Reading the file is over by then; telling scoring comes after.
"""

import json
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from discovery.importing.storing import gathering
from discovery.importing.storing.counting import CREATE_CHANGED, STATED, VALUES, keep_earlier, store_first_snapshots, store_snapshots
from discovery.importing.storing.describing import CREATE_ACCOUNTS, CREATE_CREATORS, DESCRIBE_ACCOUNTS, FILL_NEWEST
from discovery.importing.storing.identifying import ARE_APART, IDENTIFY, PLACE, PLACE_APART
from discovery.importing.storing.leases import Lease
from discovery.importing.storing.linking import CREATE_SHARED_CREATORS, LINK, MERGE_CREATORS
from discovery.importing.storing.renaming import FREE_HANDLES, KEEP_FORMER_HANDLES
from discovery.importing.storing.reporting import REPORT_CONFLICTS, REPORT_DUPLICATES, REPORT_REMARKS
from discovery.models import ListProgress

# Any number, as long as nothing else locks by it.
MERGE_LOCK: Final = 7_102_022

# Rows of an account and day after the first are duplicates; of posts only those that stand there twice, the others are gathered.
DUPLICATES: Final = "SELECT count(*) FROM placed_row WHERE number <> first_number"
REPEATED: Final = "SELECT count(*) FROM gathered_row WHERE number <> post_number"
GATHERED: Final = "SELECT count(*) FROM gathered_row WHERE number = post_number AND number <> first_number"
# New accounts need no look at what changed: in nearly every list they are the many.
_INTRODUCES: Final = "p.introduces AND p.creator_id IS NOT NULL"


def _count(duplicates: str, gathered: str) -> str:
    return f"""
SELECT
    (SELECT count(*) FROM placed_row p WHERE {_INTRODUCES}),
    count(*) FILTER (WHERE is_changed),
    count(*) FILTER (WHERE NOT is_changed),
    ({duplicates}),
    ({gathered}),
    (SELECT count(*) FROM identified_row WHERE is_conflict),
    (SELECT count(*) FROM changed_snapshot) + COALESCE((SELECT count FROM first_snapshots), 0)
FROM (
    SELECT c.account_id IS NOT NULL OR (p.describes AND a.id IS NOT NULL) AS is_changed
    FROM placed_row p
    LEFT JOIN changed_snapshot c ON c.account_id = p.account_id AND c.taken_on = p.taken_on
    LEFT JOIN changed_account a ON a.id = p.account_id
    WHERE p.number = p.first_number AND NOT ({_INTRODUCES})
) outcomes
"""  # noqa: S608  # names of ours alone


class Merged(NamedTuple):
    """How many staged rows became what; `rejected` are those whose handle and id belong to two accounts."""

    created: int
    updated: int
    unchanged: int
    duplicates: int
    gathered: int
    rejected: int
    snapshots: int


# The steps in their order, and about the part of a load's time that each takes with 100,000 new rows: what the bar shows.
# The rest is the commit, which checks the foreign keys.
READING_SHARE: Final = 0.11
Steps = tuple[tuple[str, float], ...]
BEGIN: Final[Steps] = (
    # Sorts and joins of a million rows stay in memory, and none is compiled first. One import at a time has so much.
    ("SET LOCAL work_mem = '256MB'; SET LOCAL jit = off", 0.0),
    ("ANALYZE staged_row (number, platform, handle_key, external_id, taken_on)", 0.01),
    (f"SELECT pg_advisory_xact_lock({MERGE_LOCK})", 0.0),
    (FREE_HANDLES, 0.0),
    (IDENTIFY, 0.03),
    (ARE_APART, 0.01),
)


def _steps(*, are_apart: bool, is_wide: bool, has_posts: bool) -> Steps:
    """What is done to identified rows. What only rows of several accounts, of one account or of posts need costs other lists nothing."""
    values = VALUES if has_posts else STATED
    if has_posts:
        reports, count = (gathering.REPORT_REPEATED, gathering.REPORT_REMARKS), _count(REPEATED, GATHERED)
    else:
        reports, count = (REPORT_DUPLICATES, REPORT_REMARKS), _count(DUPLICATES, "0")
    return (
        *([(PLACE_APART, 0.02)] if are_apart else [(PLACE, 0.08), (FILL_NEWEST, 0.0)]),
        *([(gathering.GATHER, 0.1)] if has_posts else []),
        *([(LINK, 0.05), (CREATE_SHARED_CREATORS, 0.05)] if is_wide else [(CREATE_CREATORS, 0.05)]),
        (CREATE_ACCOUNTS, 0.3),
        (DESCRIBE_ACCOUNTS, 0.01),
        *([(MERGE_CREATORS, 0.05)] if is_wide else []),
        (KEEP_FORMER_HANDLES, 0.0),
        (keep_earlier(values), 0.0),
        (CREATE_CHANGED, 0.0),
        *(
            [(store_first_snapshots(values), 0.11), (store_snapshots(values, "p.creator_id IS NULL"), 0.0)]
            if are_apart
            else [(store_snapshots(values), 0.11)]
        ),
        (reports[0], 0.01),
        (REPORT_CONFLICTS, 0.0),
        (reports[1], 0.0),
        (count, 0.01),
    )


def merge(lease: Lease, *, list_id: int, source_id: int, columns: dict[str, dict[str, str]], is_wide: bool, has_posts: bool) -> Merged:
    """Make staged_row's rows facts and reports of this list.

    `columns` names, for each part of a row, "" where it has none, the figures' columns, the identity's and the post's. `is_wide` where rows
    speak of several accounts, `has_posts` where each row is a post. Cancelled where somebody cancels the load meanwhile.
    """
    values: dict[str, Any] = {"list_id": list_id, "source_id": source_id, "columns": json.dumps(columns)}
    lease.stage = ListProgress.Stage.STORING
    with connection.cursor() as cursor:
        _take(BEGIN, cursor, lease, values)
        (are_apart,) = cursor.fetchone()
        _take(_steps(are_apart=are_apart, is_wide=is_wide, has_posts=has_posts), cursor, lease, values)
        return Merged(*cursor.fetchone())


def _take(steps: Steps, cursor: CursorWrapper, lease: Lease, values: dict[str, Any]) -> None:
    """One after the other; what the last one selects is the cursor's."""
    for step, share in steps:
        lease.go_on()
        cursor.execute(step, values)
        lease.share_done += share
