"""From staged rows to facts, in SQL and within the load's transaction: whose row it is, what is new, what changed, what is said twice.

One import merges at a time (an advisory lock), so that two never create the same account or wait for each other's rows.
Reading the file is over by then; telling scoring comes after.
"""

import json
from typing import Any, Final, NamedTuple

from django.db import connection

from discovery.importing.staging import CELL_MARK, FIGURES

# Any number, as long as nothing else locks by it.
MERGE_LOCK: Final = 7_102_022

DESCRIPTIONS: Final = ("handle", "external_id", "title", "bio", "country", "language", "topics")

# Whose is a row? The platform's id decides, else the handle. A row that has both ties them together for the whole file.
# A row whose handle belongs to another account than its id is a conflict and is left out.
IDENTIFY: Final = """
CREATE TEMPORARY TABLE identified_row ON COMMIT DROP AS
WITH tied AS (
    SELECT DISTINCT ON (platform, lower(handle)) platform, lower(handle) AS handle_key, external_id
    FROM staged_row WHERE handle <> '' AND external_id <> ''
    ORDER BY platform, lower(handle), line
), named AS (
    SELECT s.line, s.taken_on, s.platform, lower(s.handle) AS handle_key,
        COALESCE(NULLIF(s.external_id, ''), tied.external_id, '') AS external_id,
        s.external_id <> '' AND s.external_id <> tied.external_id AS is_torn
    FROM staged_row s
    LEFT JOIN tied ON tied.platform = s.platform AND tied.handle_key = lower(s.handle)
), known AS (
    SELECT n.*, by_id.id AS account_by_id, by_handle.id AS account_by_handle,
        n.platform || CASE WHEN n.external_id <> '' THEN ' id ' || n.external_id ELSE ' handle ' || n.handle_key END AS name,
        COALESCE(n.is_torn, false) OR COALESCE(
            by_handle.external_id <> '' AND n.external_id <> '' AND by_handle.external_id <> n.external_id, false
        ) AS is_conflict
    FROM named n
    LEFT JOIN discovery_account by_id
        ON by_id.platform = n.platform AND by_id.external_id = n.external_id AND by_id.external_id <> ''
    LEFT JOIN discovery_account by_handle
        ON by_handle.platform = n.platform AND lower(by_handle.handle) = n.handle_key AND by_handle.handle <> ''
), settled AS (
    SELECT *, COALESCE(
        max(account_by_id) OVER same, min(account_by_handle) FILTER (WHERE NOT is_conflict) OVER same
    ) AS account_id
    FROM known WINDOW same AS (PARTITION BY name)
)
SELECT line, taken_on, account_id,
    COALESCE(account_id::text, name) AS name,
    is_conflict OR COALESCE(account_by_handle <> account_id, false) AS is_conflict,
    external_id
FROM settled
"""

# The first row of an account and a day counts; later ones are duplicates. The newest day's row describes the account.
# New accounts get their numbers here, so that everything after can name them.
PLACE: Final = """
CREATE TEMPORARY TABLE new_account ON COMMIT DROP AS
SELECT name, nextval(pg_get_serial_sequence('discovery_account', 'id')) AS account_id,
    nextval(pg_get_serial_sequence('discovery_creator', 'id')) AS creator_id
FROM (SELECT name FROM identified_row WHERE account_id IS NULL AND NOT is_conflict GROUP BY name ORDER BY min(line)) fresh;

CREATE TEMPORARY TABLE placed_row ON COMMIT DROP AS
SELECT r.line, r.taken_on, r.external_id, COALESCE(r.account_id, n.account_id) AS account_id, n.creator_id,
    first_value(r.line) OVER (PARTITION BY r.name, r.taken_on ORDER BY r.line) AS first_line,
    r.line = min(r.line) OVER (PARTITION BY r.name) AS introduces,
    r.line = first_value(r.line) OVER (PARTITION BY r.name ORDER BY r.taken_on DESC, r.line) AS describes
FROM identified_row r LEFT JOIN new_account n USING (name)
WHERE NOT r.is_conflict;

ANALYZE placed_row
"""


def _blank(name: str) -> str:
    return "array[]::varchar[]" if name == "topics" else "''"


def _said(name: str) -> str:
    """What the list says: the id may stand in another of the account's rows."""
    return f"p.{name}" if name == "external_id" else f"s.{name}"


def _described(name: str) -> str:
    """The account's value afterwards: a list no older than what is known has its say, an older one fills what is blank."""
    speaks = f"{_said(name)} <> {_blank(name)} AND (a.{name} = {_blank(name)} OR p.taken_on >= seen.newest)"
    return f"CASE WHEN {speaks} THEN {_said(name)} ELSE a.{name} END AS {name}"


_FIELD_LISTS: Final = ", ".join(f"'{name}', CASE WHEN {_said(name)} <> {_blank(name)} THEN %(list_id)s END" for name in DESCRIPTIONS)

CREATE_ACCOUNTS: Final = f"""
INSERT INTO discovery_creator (id, name, created_by_list_id)
SELECT p.creator_id, s.title, %(list_id)s
FROM placed_row p JOIN staged_row s USING (line)
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.creator_id;

INSERT INTO discovery_account (
    id, creator_id, platform, handle, external_id, title, bio, country, language, topics, field_lists, created_by_list_id
)
SELECT p.account_id, p.creator_id, s.platform, s.handle, p.external_id, s.title, s.bio, s.country, s.language, s.topics,
    jsonb_strip_nulls(jsonb_build_object({_FIELD_LISTS})), %(list_id)s
FROM placed_row p JOIN staged_row s USING (line)
WHERE p.describes AND p.creator_id IS NOT NULL ORDER BY p.account_id
"""  # noqa: S608  # names of ours alone

DESCRIBE_ACCOUNTS: Final = f"""
CREATE TEMPORARY TABLE changed_account ON COMMIT DROP AS
WITH described AS (
    SELECT a.id, {", ".join(_described(name) for name in DESCRIPTIONS)}
    FROM placed_row p
    JOIN staged_row s USING (line)
    JOIN discovery_account a ON a.id = p.account_id
    CROSS JOIN LATERAL (
        SELECT COALESCE(max(taken_on), '-infinity') AS newest FROM discovery_snapshot WHERE account_id = a.id
    ) seen
    WHERE p.describes AND p.creator_id IS NULL
)
SELECT d.*, a.field_lists || jsonb_strip_nulls(jsonb_build_object(
    {", ".join(f"'{name}', CASE WHEN d.{name} <> a.{name} THEN %(list_id)s END" for name in DESCRIPTIONS)}
)) AS field_lists
FROM described d JOIN discovery_account a USING (id)
WHERE ({", ".join(f"d.{name}" for name in DESCRIPTIONS)}) IS DISTINCT FROM ({", ".join(f"a.{name}" for name in DESCRIPTIONS)});

UPDATE discovery_account a
SET {", ".join(f"{name} = c.{name}" for name in (*DESCRIPTIONS, "field_lists"))}
FROM changed_account c WHERE a.id = c.id
"""  # noqa: S608  # names of ours alone

_KEPT: Final = ", ".join(
    [f"{name} = COALESCE(EXCLUDED.{name}, old.{name})" for name in FIGURES]
    + ["rate_definition = COALESCE(NULLIF(EXCLUDED.rate_definition, ''), old.rate_definition)", "extra = old.extra || EXCLUDED.extra"]
)
# The figures that this list does not state stay those of the list that did; null where nobody knows which that was.
_FIGURE_LISTS: Final = f"""(
    SELECT COALESCE(jsonb_object_agg(figure.name, COALESCE(old.field_lists -> figure.name, to_jsonb(old.creator_list_id))), '{{}}')
    FROM (VALUES {", ".join(f"('{name}', EXCLUDED.{name} IS NULL AND old.{name} IS NOT NULL)" for name in FIGURES)})
        AS figure (name, stays)
    WHERE figure.stays
)"""  # noqa: S608  # names of ours alone
# A blank never wipes a number that the same source stated of the same day.
STORE_SNAPSHOTS: Final = f"""
CREATE TEMPORARY TABLE changed_snapshot (account_id bigint, taken_on date) ON COMMIT DROP;

WITH stored AS (
    INSERT INTO discovery_snapshot AS old (
        account_id, taken_on, source_id, creator_list_id, {", ".join(FIGURES)}, rate_definition, extra
    )
    SELECT p.account_id, p.taken_on, %(source_id)s, %(list_id)s, {", ".join(f"s.{name}" for name in FIGURES)}, s.rate_definition, s.extra
    FROM placed_row p JOIN staged_row s USING (line)
    WHERE p.line = p.first_line AND (num_nonnulls({", ".join(f"s.{name}" for name in FIGURES)}) > 0 OR s.extra <> '{{}}')
    ORDER BY p.account_id, p.taken_on
    ON CONFLICT (account_id, taken_on, source_id) DO UPDATE
    SET {_KEPT}, creator_list_id = EXCLUDED.creator_list_id, field_lists = {_FIGURE_LISTS}
    WHERE ({", ".join(f"old.{name}" for name in FIGURES)}, old.rate_definition, old.extra) IS DISTINCT FROM (
        {", ".join(f"COALESCE(EXCLUDED.{name}, old.{name})" for name in FIGURES)},
        COALESCE(NULLIF(EXCLUDED.rate_definition, ''), old.rate_definition), old.extra || EXCLUDED.extra
    )
    RETURNING account_id, taken_on
)
INSERT INTO changed_snapshot SELECT account_id, taken_on FROM stored
"""  # noqa: S608  # names of ours alone

# Of a duplicate, every figure that is another than the first row's.
REPORT_DUPLICATES: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, outcome, problems, cells)
SELECT %(list_id)s, p.line, 'duplicate',
    s.problems || jsonb_build_array(jsonb_build_object(
        'column', %(identity)s::text, 'value', COALESCE(NULLIF(s.handle, ''), s.external_id),
        'reason', format('is the same account as line %%s, and the first row counts', p.first_line)
    )) || COALESCE((
        SELECT jsonb_agg(jsonb_build_object(
            'column', COALESCE(%(columns)s::jsonb ->> figure.name, figure.name), 'value', figure.said::text,
            'reason', format('contradicts line %%s, which has %%s', p.first_line, figure.first)
        )) FROM (VALUES {", ".join(f"('{name}', s.{name}::numeric, f.{name}::numeric)" for name in FIGURES)}) AS figure (name, said, first)
        WHERE figure.said <> figure.first
    ), '[]'), to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM placed_row p JOIN staged_row s USING (line) JOIN staged_row f ON f.line = p.first_line
WHERE p.line <> p.first_line
"""  # noqa: S608  # names of ours alone

REPORT_CONFLICTS: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, outcome, problems, cells)
SELECT %(list_id)s, r.line, 'rejected',
    s.problems || jsonb_build_array(jsonb_build_object(
        'column', %(identity)s::text, 'value', s.handle,
        'reason', format('and the platform''s id %%s belong to two different accounts', COALESCE(NULLIF(s.external_id, ''), r.external_id))
    )), to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM identified_row r JOIN staged_row s USING (line)
WHERE r.is_conflict
"""  # noqa: S608  # names of ours alone

REPORT_REMARKS: Final = f"""
INSERT INTO discovery_rowreport (creator_list_id, line, outcome, problems, cells)
SELECT %(list_id)s, p.line, 'noted', s.problems, to_jsonb(string_to_array(s.cells, '{CELL_MARK}'))
FROM placed_row p JOIN staged_row s USING (line)
WHERE p.line = p.first_line AND s.problems <> '[]'
"""  # noqa: S608  # names of ours alone

COUNT: Final = """
SELECT
    count(*) FILTER (WHERE is_created),
    count(*) FILTER (WHERE NOT is_created AND is_changed),
    count(*) FILTER (WHERE NOT is_created AND NOT is_changed),
    (SELECT count(*) FROM placed_row WHERE line <> first_line),
    (SELECT count(*) FROM identified_row WHERE is_conflict),
    (SELECT count(*) FROM changed_snapshot)
FROM (
    SELECT p.introduces AND p.creator_id IS NOT NULL AS is_created,
        c.account_id IS NOT NULL OR (p.describes AND a.id IS NOT NULL) AS is_changed
    FROM placed_row p
    LEFT JOIN changed_snapshot c ON c.account_id = p.account_id AND c.taken_on = p.taken_on
    LEFT JOIN changed_account a ON a.id = p.account_id
    WHERE p.line = p.first_line
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
