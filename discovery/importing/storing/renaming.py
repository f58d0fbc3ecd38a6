"""Accounts whose platform's id comes with another handle than before: they were renamed, and keep their history.

SQL alone, run by merging.py: the first step before identifying.py's, the second after describing.py's, which sets the handles. A list
of an older day renames nobody, by describing's rule.
"""

from typing import Final

# Handles that the file gives to somebody else are blanked first, or the database would refuse the two that swap theirs. Only where it is
# certain that describing sets another: the account's newest row has one, it is nobody's or freed too, and no row has the old one still.
FREE_HANDLES: Final = """
CREATE TEMPORARY TABLE freed_account ON COMMIT DROP AS
WITH RECURSIVE differing AS MATERIALIZED (
    -- Nearly always nobody's: what follows costs nothing then.
    SELECT DISTINCT a.id, a.platform, a.external_id, lower(a.handle) AS old_key
    FROM staged_row s
    JOIN discovery_account a ON a.platform = s.platform AND a.external_id = s.external_id AND a.external_id <> ''
    WHERE a.handle <> '' AND s.handle <> '' AND s.handle_key <> lower(a.handle)
), newest AS (
    SELECT DISTINCT ON (d.id) d.*, s.handle_key AS new_key, s.taken_on
    FROM differing d JOIN staged_row s USING (platform, external_id)
    ORDER BY d.id, s.taken_on DESC, s.number
), renamed AS (
    SELECT * FROM newest WHERE new_key NOT IN ('', old_key)
        AND taken_on >= (SELECT COALESCE(max(taken_on), '-infinity') FROM discovery_snapshot WHERE account_id = newest.id)
), unclear AS (
    SELECT r.id FROM renamed r JOIN staged_row s ON s.platform = r.platform AND s.handle_key = r.old_key
    WHERE s.external_id IN ('', r.external_id)
    UNION SELECT r.id FROM renamed r JOIN staged_row s ON s.platform = r.platform AND s.handle_key = r.new_key
    WHERE s.external_id NOT IN ('', r.external_id)
), moving AS (
    SELECT r.id, holder.id AS holder_id FROM renamed r
    LEFT JOIN discovery_account holder ON holder.platform = r.platform AND lower(holder.handle) = r.new_key AND holder.handle <> ''
    WHERE r.id NOT IN (SELECT id FROM unclear)
), stuck AS (
    SELECT id FROM moving WHERE holder_id IS NOT NULL AND holder_id NOT IN (SELECT id FROM moving)
    UNION SELECT moving.id FROM moving JOIN stuck ON stuck.id = moving.holder_id
)
SELECT id FROM moving WHERE id NOT IN (SELECT id FROM stuck);

INSERT INTO discovery_earliervalue (creator_list_id, account_id, field, value, value_list_id)
SELECT %(list_id)s, a.id, 'handle', to_jsonb(a.handle),
    (SELECT id FROM discovery_creatorlist WHERE id = (a.field_lists ->> 'handle')::bigint)
FROM freed_account JOIN discovery_account a USING (id);

UPDATE discovery_account a SET handle = '' FROM freed_account f WHERE a.id = f.id
"""

KEEP_FORMER_HANDLES: Final = """
INSERT INTO discovery_formerhandle (account_id, handle, creator_list_id)
SELECT a.id, e.value #>> '{}', %(list_id)s
FROM discovery_earliervalue e JOIN discovery_account a ON a.id = e.account_id
WHERE e.creator_list_id = %(list_id)s AND e.snapshot_id IS NULL AND e.field = 'handle' AND lower(e.value #>> '{}') <> lower(a.handle)
ON CONFLICT DO NOTHING
"""
