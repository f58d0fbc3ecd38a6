"""Whose row is it? Staged rows are tied to known accounts by the platform's id, else by the handle, or numbered as new ones.

SQL alone, run by merging.py in its order; what the rows say of the accounts is describing.py's, their counts counting.py's.
"""

from typing import Final

# Whose is a row? The platform's id decides, else the handle. A row that has both ties them together for the whole file.
# A row whose handle belongs to another account than its id is a conflict and is left out.
IDENTIFY: Final = """
CREATE TEMPORARY TABLE identified_row ON COMMIT DROP AS
WITH tied AS (
    SELECT DISTINCT ON (platform, lower(handle)) platform, lower(handle) AS handle_key, external_id
    FROM staged_row WHERE handle <> '' AND external_id <> ''
    ORDER BY platform, lower(handle), number
), named AS (
    SELECT s.number, s.taken_on, s.platform, lower(s.handle) AS handle_key,
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
SELECT number, taken_on, account_id,
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
FROM (SELECT name FROM identified_row WHERE account_id IS NULL AND NOT is_conflict GROUP BY name ORDER BY min(number)) fresh;

CREATE TEMPORARY TABLE placed_row ON COMMIT DROP AS
SELECT r.number, r.taken_on, r.external_id, COALESCE(r.account_id, n.account_id) AS account_id, n.creator_id,
    first_value(r.number) OVER (PARTITION BY r.name, r.taken_on ORDER BY r.number) AS first_number,
    r.number = min(r.number) OVER (PARTITION BY r.name) AS introduces,
    r.number = first_value(r.number) OVER (PARTITION BY r.name ORDER BY r.taken_on DESC, r.number) AS describes
FROM identified_row r LEFT JOIN new_account n USING (name)
WHERE NOT r.is_conflict;

ANALYZE placed_row
"""
