"""Takes a list's values back: each goes to a list that confirmed it, else to what it replaced, else it is blank.

SQL alone, run by undoing.py in its order and under the lock of merging. What was kept for this is describing.py's and counting.py's.
"""

from typing import Final

from discovery.importing.storing.confirming import unpack
from discovery.importing.storing.counting import VALUES, is_there, stater_of
from discovery.importing.storing.describing import DESCRIPTIONS
from discovery.importing.storing.staging import COUNTS, FIGURES

_OWN_FIGURES: Final = ", ".join(f"('{name}', {is_there('s', name)} AND {stater_of('s', name)} = to_jsonb(%(list_id)s))" for name in VALUES)

# Every place where the list's word counts: what is stored today, and what a later list replaced (its link in the chain, and until when).
# The heir is who confirmed the value first after this list stated it and before the later list replaced it.
FIND_OWN: Final = f"""
CREATE TEMPORARY TABLE own_place ON COMMIT DROP AS
    SELECT a.id AS account_id, NULL::bigint AS snapshot_id, stated.key AS field, NULL::bigint AS link_id, 'infinity'::timestamptz AS until
    FROM discovery_account a CROSS JOIN LATERAL jsonb_each(a.field_lists) AS stated
    WHERE a.field_lists @? '$.* ? (@ == %(list_id)s)' AND stated.value = to_jsonb(%(list_id)s)
    UNION ALL
    SELECT s.account_id, s.id, stated.field, NULL, 'infinity'
    FROM discovery_snapshot s CROSS JOIN LATERAL (VALUES {_OWN_FIGURES}) AS stated (field, is_own)
    WHERE (s.creator_list_id = %(list_id)s OR s.field_lists @? '$.* ? (@ == %(list_id)s)') AND stated.is_own
    UNION ALL
    SELECT link.account_id, link.snapshot_id, link.field, link.id, l.finished_at
    FROM discovery_earliervalue link JOIN discovery_creatorlist l ON l.id = link.creator_list_id
    WHERE link.value_list_id = %(list_id)s;

DELETE FROM discovery_confirmationpack WHERE creator_list_id = %(list_id)s;

{unpack("SELECT account_id FROM own_place UNION ALL SELECT id FROM discovery_account WHERE created_by_list_id = %(list_id)s")};

ANALYZE own_place; ANALYZE discovery_confirmation;

CREATE TEMPORARY TABLE own_value ON COMMIT DROP AS
SELECT own.*, heir.confirmation_id, heir.heir_id, e.id AS earlier_id, e.value, e.value_list_id
FROM own_place own
LEFT JOIN discovery_earliervalue e ON e.creator_list_id = %(list_id)s AND e.account_id = own.account_id
    AND e.snapshot_id IS NOT DISTINCT FROM own.snapshot_id AND e.field = own.field
LEFT JOIN LATERAL (
    SELECT c.id AS confirmation_id, c.creator_list_id AS heir_id
    FROM discovery_confirmation c JOIN discovery_creatorlist l ON l.id = c.creator_list_id
    WHERE c.account_id = own.account_id AND c.snapshot_id IS NOT DISTINCT FROM own.snapshot_id AND c.fields ? own.field
        AND l.finished_at > %(finished_at)s AND l.finished_at < own.until
    ORDER BY l.finished_at LIMIT 1
) heir ON true;

ANALYZE own_value
"""  # noqa: S608  # names of ours alone

# The chains without this list.
MEND_CHAINS: Final = """
UPDATE discovery_confirmation c SET fields = c.fields - inherited.fields
FROM (SELECT confirmation_id, array_agg(field::text) AS fields FROM own_value GROUP BY 1) inherited WHERE c.id = inherited.confirmation_id;

DELETE FROM discovery_confirmation WHERE creator_list_id = %(list_id)s
    OR fields = '[]' AND id IN (SELECT confirmation_id FROM own_value);

UPDATE discovery_earliervalue link SET value_list_id = o.heir_id FROM own_value o WHERE link.id = o.link_id AND o.heir_id IS NOT NULL;

UPDATE discovery_earliervalue link SET value = o.value, value_list_id = o.value_list_id
FROM own_value o WHERE link.id = o.link_id AND o.heir_id IS NULL AND o.earlier_id IS NOT NULL;

DELETE FROM discovery_earliervalue link USING own_value o
WHERE link.id = o.link_id AND o.heir_id IS NULL AND o.earlier_id IS NULL;

UPDATE discovery_earliervalue link SET creator_list_id = o.heir_id
FROM own_value o WHERE link.id = o.earlier_id AND o.heir_id IS NOT NULL;

DELETE FROM discovery_earliervalue WHERE creator_list_id = %(list_id)s
"""


def _restored(table: str, key: str) -> str:
    """SQL for a table of what changes in each row: `held` {field: value} and `lists` {field: list}, of all `fields` it had."""
    return f"""
CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS
SELECT {key} AS id, array_agg(field::text) AS fields,
    COALESCE(jsonb_object_agg(field, value) FILTER (WHERE heir_id IS NULL), '{{}}') AS held,
    COALESCE(jsonb_object_agg(field, COALESCE(heir_id, value_list_id)) FILTER (WHERE heir_id > 0 OR earlier_id > 0), '{{}}') AS lists
FROM own_value WHERE link_id IS NULL AND (snapshot_id IS NULL) = ({key!r} = 'account_id') GROUP BY 1;
"""  # noqa: S608  # names of ours alone


def _figure(name: str) -> str:
    path = "{engagement_rate,0}" if name == "engagement_rate" else f"{{{name}}}"
    kind = "bigint" if name in COUNTS else "double precision"
    return f"{name} = CASE WHEN r.held ? '{name}' THEN (r.held #>> '{path}')::{kind} ELSE s.{name} END"


# A snapshot belongs to the last list that still states something in it.
RESTORE_SNAPSHOTS: Final = f"""
{_restored("restored_snapshot", "snapshot_id")}
UPDATE discovery_snapshot s SET {", ".join(map(_figure, FIGURES))},
    rate_definition = CASE
        WHEN r.held ? 'engagement_rate' THEN COALESCE(r.held #>> '{{engagement_rate,1}}', '') ELSE s.rate_definition
    END,
    posts_measured = CASE WHEN r.held ? 'posts_measured' THEN (r.held #>> '{{posts_measured,0}}')::integer ELSE s.posts_measured END,
    medians = CASE WHEN r.held ? 'posts_measured' THEN COALESCE(r.held #> '{{posts_measured,1}}', '{{}}') ELSE s.medians END,
    extra = CASE WHEN r.held ? 'extra' THEN COALESCE(NULLIF(r.held -> 'extra', 'null'), '{{}}') ELSE s.extra END,
    field_lists = (s.field_lists - r.fields) || r.lists
FROM restored_snapshot r WHERE s.id = r.id;

UPDATE discovery_snapshot s SET creator_list_id = (
    SELECT l.id FROM jsonb_each_text(s.field_lists) stated JOIN discovery_creatorlist l ON l.id = stated.value::bigint
    ORDER BY l.finished_at DESC LIMIT 1
) WHERE creator_list_id = %(list_id)s;

UPDATE discovery_snapshot s SET field_lists = (
    SELECT COALESCE(jsonb_object_agg(key, value), '{{}}') FROM jsonb_each(s.field_lists)
    WHERE value IS DISTINCT FROM to_jsonb(s.creator_list_id)
) WHERE id IN (SELECT id FROM restored_snapshot);

CREATE TEMPORARY TABLE emptied_snapshot ON COMMIT DROP AS
SELECT s.id FROM discovery_snapshot s JOIN restored_snapshot USING (id)
WHERE num_nonnulls({", ".join(f"s.{name}" for name in FIGURES)}) = 0 AND s.extra = '{{}}';

DELETE FROM discovery_earliervalue WHERE snapshot_id IN (SELECT id FROM emptied_snapshot);
DELETE FROM discovery_confirmation WHERE snapshot_id IN (SELECT id FROM emptied_snapshot);
DELETE FROM discovery_snapshot WHERE id IN (SELECT id FROM emptied_snapshot)
"""  # noqa: S608  # names of ours alone


def _description(name: str) -> str:
    held = f"COALESCE(r.held ->> '{name}', '')"
    if name == "topics":
        held = "ARRAY(SELECT jsonb_array_elements_text(COALESCE(NULLIF(r.held -> 'topics', 'null'), '[]')))::varchar[]"
    return f"CASE WHEN r.held ? '{name}' THEN {held} ELSE a.{name} END"


# What another account bears by now stays where it is; so do a handle and an id that an account would be nobody's without.
RESTORE_ACCOUNTS: Final = f"""
{_restored("restored_account", "account_id")}
UPDATE restored_account r SET held = r.held - 'handle' FROM discovery_account a, discovery_account other
WHERE a.id = r.id AND other.id <> a.id AND other.platform = a.platform
    AND other.handle <> '' AND lower(other.handle) = lower(r.held ->> 'handle');

UPDATE restored_account r SET held = r.held - 'external_id' FROM discovery_account a, discovery_account other
WHERE a.id = r.id AND other.id <> a.id AND other.platform = a.platform
    AND other.external_id <> '' AND other.external_id = r.held ->> 'external_id';

UPDATE restored_account r SET held = r.held - ARRAY['handle', 'external_id'] FROM discovery_account a
WHERE a.id = r.id AND {_description("handle")} = '' AND {_description("external_id")} = '';

UPDATE discovery_account a SET {", ".join(f"{name} = {_description(name)}" for name in DESCRIPTIONS)},
    field_lists = (a.field_lists - r.fields) || jsonb_strip_nulls(r.lists)
FROM restored_account r WHERE a.id = r.id;

DELETE FROM discovery_formerhandle WHERE creator_list_id = %(list_id)s
"""  # noqa: S608  # names of ours alone

# Of the accounts that the list brought: those that nobody else speaks of. They go, but for those on a shortlist.
FIND_ORPHANS: Final = """
CREATE TEMPORARY TABLE orphaned_account ON COMMIT DROP AS
SELECT a.id, a.creator_id, EXISTS (SELECT FROM discovery_entry WHERE account_id = a.id) AS is_listed
FROM discovery_account a
WHERE a.created_by_list_id = %(list_id)s AND a.field_lists = '{}'
    AND NOT EXISTS (SELECT FROM discovery_snapshot WHERE account_id = a.id)
    AND NOT EXISTS (SELECT FROM discovery_confirmation WHERE account_id = a.id);

UPDATE discovery_account a SET created_by_list_id = (
    SELECT l.id FROM discovery_creatorlist l WHERE l.id IN (
        SELECT creator_list_id FROM discovery_snapshot WHERE account_id = a.id
        UNION SELECT creator_list_id FROM discovery_confirmation WHERE account_id = a.id
        UNION SELECT value::bigint FROM jsonb_each_text(a.field_lists)
    ) ORDER BY l.finished_at LIMIT 1
) WHERE created_by_list_id = %(list_id)s
"""
# A creator is named as the first list that is left names the oldest account.
HAND_ON_CREATORS: Final = """
UPDATE discovery_creator c SET created_by_list_id = a.created_by_list_id, name = a.title
FROM (
    SELECT DISTINCT ON (creator_id) creator_id, created_by_list_id, title FROM discovery_account
    WHERE creator_id IN (SELECT id FROM discovery_creator WHERE created_by_list_id = %(list_id)s)
    ORDER BY creator_id, title = '', id
) a WHERE a.creator_id = c.id
"""
