"""The counts that staged rows state become snapshots, one for each account, day and source; every number knows its list.

SQL alone, run by merging.py after describing.py's. What a list replaces is kept first as an EarlierValue, what it states as it is stored
already as a Confirmation: undoing.py reads both. A rate goes with its definition, a list's other columns are one value.
"""

from collections.abc import Sequence
from typing import Final

from discovery.importing.storing.confirming import confirm
from discovery.importing.storing.staging import FIGURES

# What any list may state in a snapshot, and what a list of posts states besides: how many they are, with the medians over them.
STATED: Final = (*FIGURES, "extra")
MEASURED: Final = "posts_measured"
# What a snapshot holds, each with the list that states it.
VALUES: Final = (*STATED, MEASURED)


def value_of(row: str, name: str) -> str:
    """The value in a row of snapshots, or staged ones, as SQL for JSON; a rate is [rate, definition], posts are [how many, medians]."""
    beside = {"engagement_rate": "rate_definition", MEASURED: "medians"}
    return f"jsonb_build_array({row}.{name}, {row}.{beside[name]})" if name in beside else f"to_jsonb({row}.{name})"


def is_there(row: str, name: str) -> str:
    return f"{row}.extra <> '{{}}'" if name == "extra" else f"{row}.{name} IS NOT NULL"


def _is_kept(new: str, name: str) -> str:
    """Whether what is stored stands: the list is silent on it, or states just that."""
    if name == "extra":
        return f"old.extra || {new}.extra = old.extra"
    if name == "engagement_rate":
        return (
            f"({new}.engagement_rate IS NULL OR "
            f"({new}.engagement_rate, {new}.rate_definition) IS NOT DISTINCT FROM (old.engagement_rate, old.rate_definition))"
        )
    if name == MEASURED:
        return f"({new}.posts_measured IS NULL OR ({new}.posts_measured, {new}.medians) = (old.posts_measured, old.medians))"
    return f"({new}.{name} IS NULL OR {new}.{name} IS NOT DISTINCT FROM old.{name})"


def stater_of(row: str, name: str) -> str:
    """The id of the list that states the value in a row of discovery_snapshot, as SQL for JSON; JSON's null where nobody knows."""
    return f"COALESCE({row}.field_lists -> '{name}', to_jsonb({row}.creator_list_id), 'null')"


def _stays(name: str) -> str:
    return f"('{name}', {is_there('old', name)} AND {_is_kept('EXCLUDED', name)}, {stater_of('old', name)})"


def _earlier(name: str) -> str:
    return f"('{name}', {value_of('old', name)}, {stater_of('old', name)}, {is_there('old', name)} AND NOT {_is_kept('s', name)})"


# What this list does not change stays that of the list that stated it; null where nobody knows which that was.
_FIGURE_LISTS: Final = f"""(
    SELECT COALESCE(jsonb_object_agg(figure.name, figure.list), '{{}}')
    FROM (VALUES {", ".join(map(_stays, VALUES))})
        AS figure (name, stays, list)
    WHERE figure.stays
)"""  # noqa: S608  # names of ours alone
# The rows that count, beside what their source stated of their accounts and days before. Of a source that is new PostgreSQL's statistics
# know no row yet, however many there are by now: `+ 0` keeps it from counting on one, and on comparing each with each.
_STORED_BEFORE: Final = """
FROM placed_row p
JOIN staged_row s USING (number)
JOIN discovery_snapshot old ON old.account_id = p.account_id AND old.taken_on = p.taken_on AND old.source_id + 0 = %(source_id)s
"""
_COUNTS: Final = "WHERE p.number = p.first_number AND p.creator_id IS NULL"


def keep_earlier(values: Sequence[str]) -> str:
    """SQL that keeps what the list replaces and confirms of these values."""
    confirmed = {name: f"{is_there('s', name)} AND {_is_kept('s', name)}" for name in values}
    return f"""
{confirm("old.account_id", "old.id", confirmed, f"{_STORED_BEFORE} {_COUNTS}")};

INSERT INTO discovery_earliervalue (creator_list_id, account_id, snapshot_id, field, value, value_list_id)
SELECT %(list_id)s, account_id, id, field, value, (SELECT id FROM discovery_creatorlist WHERE id = (list #>> '{{}}')::bigint)
FROM (
    SELECT old.account_id, old.id, earlier.*
    {_STORED_BEFORE}
    CROSS JOIN LATERAL (VALUES {", ".join(map(_earlier, values))})
        AS earlier (field, value, list, is_replaced)
    {_COUNTS} AND NOT ({" AND ".join(_is_kept("s", name) for name in values)})
) replaced WHERE is_replaced
"""  # noqa: S608  # names of ours alone


# The days that store_snapshots changed, and how many snapshots store_first_snapshots stored besides.
CREATE_CHANGED: Final = """
CREATE TEMPORARY TABLE changed_snapshot (account_id bigint, taken_on date) ON COMMIT DROP;
CREATE TEMPORARY TABLE first_snapshots (count bigint) ON COMMIT DROP
"""


def store_snapshots(values: Sequence[str], rows: str = "true") -> str:
    """SQL that stores these values, of `rows` alone. A blank never wipes a number that the same source stated of the same day."""
    columns = _columns(values)
    return f"""
WITH stored AS (
    {_insert(columns, rows)}
    ON CONFLICT (account_id, taken_on, source_id) DO UPDATE
    SET {", ".join(f"{name} = {_taken(name)}" for name in columns)}, creator_list_id = EXCLUDED.creator_list_id,
        field_lists = {_FIGURE_LISTS}
    WHERE ({", ".join(f"old.{name}" for name in columns)}) IS DISTINCT FROM ({", ".join(map(_taken, columns))})
    RETURNING account_id, taken_on
)
INSERT INTO changed_snapshot SELECT account_id, taken_on FROM stored
"""  # noqa: S608  # names of ours alone


def store_first_snapshots(values: Sequence[str]) -> str:
    """SQL that stores these values of new accounts that have one row each: there is nothing that they could meet, or change."""
    return f"""
WITH stored AS ({_insert(_columns(values), "p.creator_id IS NOT NULL")} RETURNING 1)
INSERT INTO first_snapshots SELECT count(*) FROM stored
"""  # noqa: S608  # names of ours alone


def _columns(values: Sequence[str]) -> list[str]:
    return [*FIGURES, "rate_definition", "extra", *(["posts_measured", "medians"] if MEASURED in values else [])]


def _insert(columns: Sequence[str], rows: str) -> str:
    return f"""
    INSERT INTO discovery_snapshot AS old (account_id, taken_on, source_id, creator_list_id, {", ".join(columns)})
    SELECT p.account_id, p.taken_on, %(source_id)s, %(list_id)s, {", ".join(f"s.{name}" for name in columns)}
    FROM placed_row p JOIN staged_row s USING (number)
    WHERE p.number = p.first_number AND {rows} AND (num_nonnulls({", ".join(f"s.{name}" for name in FIGURES)}) > 0 OR s.extra <> '{{}}')
    ORDER BY p.account_id, p.taken_on
"""  # noqa: S608  # names of ours alone


def _taken(name: str) -> str:
    """What a column holds afterwards."""
    if name == "extra":
        return "old.extra || EXCLUDED.extra"
    if name == "medians":
        return "CASE WHEN EXCLUDED.posts_measured IS NULL THEN old.medians ELSE EXCLUDED.medians END"
    return f"COALESCE(NULLIF(EXCLUDED.{name}, ''), old.{name})" if name == "rate_definition" else f"COALESCE(EXCLUDED.{name}, old.{name})"
