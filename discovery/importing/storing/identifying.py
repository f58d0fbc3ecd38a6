"""Whose row is it? Staged rows are tied to known accounts by the platform's id, else by the handle, or numbered as new ones.

SQL alone, run by merging.py in its order; what the rows say of the accounts is describing.py's, their counts counting.py's.
"""

from typing import Final

# Whose is a row? The platform's id decides, else the handle. A row that has both ties them together for the whole file.
# A row whose handle belongs to another account than its id is a conflict and is left out.
IDENTIFY: Final = """
CREATE TEMPORARY TABLE identified_row ON COMMIT DROP AS
WITH tied AS (
    SELECT DISTINCT ON (platform, handle_key) platform, handle_key, external_id
    FROM staged_row WHERE handle <> '' AND external_id <> ''
    ORDER BY platform, handle_key, number
), named AS (
    SELECT s.number, s.taken_on, s.platform, s.handle_key,
        COALESCE(NULLIF(s.external_id, ''), tied.external_id, '') AS external_id,
        s.external_id <> '' AND s.external_id <> tied.external_id AS is_torn
    FROM staged_row s
    LEFT JOIN tied ON tied.platform = s.platform AND tied.handle_key = s.handle_key
), known AS (
    SELECT n.*, by_id.id AS account_by_id, by_handle.id AS account_by_handle,
        COALESCE(n.is_torn, false) OR COALESCE(
            by_handle.external_id <> '' AND n.external_id <> '' AND by_handle.external_id <> n.external_id, false
        ) AS is_conflict
    FROM named n
    LEFT JOIN discovery_account by_id
        ON by_id.platform = n.platform AND by_id.external_id = n.external_id AND by_id.external_id <> ''
    LEFT JOIN discovery_account by_handle
        ON by_handle.platform = n.platform AND lower(by_handle.handle) = n.handle_key AND by_handle.handle <> ''
)
SELECT number, taken_on, external_id, account_by_handle, is_conflict,
    COALESCE(account_by_id, CASE WHEN NOT is_conflict THEN account_by_handle END) AS account_id,
    (platform || CASE WHEN external_id <> '' THEN ' id ' || external_id ELSE ' handle ' || handle_key END) COLLATE "C" AS name
FROM known;

ANALYZE identified_row (number, account_id, name);

-- Rows of one id under several handles, of which a known one has none yet: all of them are that account's.
UPDATE identified_row r SET account_id = same.account_id
FROM (
    SELECT name, min(account_id) AS account_id FROM identified_row WHERE external_id <> ''
    GROUP BY name HAVING count(account_id) > 0 AND (count(account_id) < count(*) OR min(account_id) < max(account_id))
) same
WHERE r.name = same.name AND r.account_id IS DISTINCT FROM same.account_id;

UPDATE identified_row SET is_conflict = true WHERE account_by_handle <> account_id AND NOT is_conflict
"""

# Whether each account has one row alone, as in nearly every list. Of different rows two may look alike by their hashes, never the other
# way round.
ARE_APART: Final = """
SELECT count(*) = count(DISTINCT COALESCE(account_id, hashtextextended(name, 0))) FROM identified_row WHERE NOT is_conflict
"""
_SEQUENCES: Final = """
    SELECT pg_get_serial_sequence('discovery_account', 'id')::regclass AS of_account,
        pg_get_serial_sequence('discovery_creator', 'id')::regclass AS of_creator
"""
# Where they are: nothing is to be compared, and new accounts are numbered on the way.
PLACE_APART: Final = f"""
CREATE TEMPORARY TABLE placed_row ON COMMIT DROP AS
WITH sequences AS MATERIALIZED ({_SEQUENCES})
SELECT number, taken_on, external_id, COALESCE(account_id, nextval(of_account)) AS account_id,
    CASE WHEN account_id IS NULL THEN nextval(of_creator) END AS creator_id,
    number AS first_number, true AS introduces, true AS describes
FROM (SELECT * FROM identified_row WHERE NOT is_conflict ORDER BY number) numbered, sequences;

ANALYZE placed_row
"""  # noqa: S608  # names of ours alone

# The first row of an account and a day counts; later ones are duplicates. The newest day's row describes the account.
# New accounts get their numbers here, so that everything after can name them.
PLACE: Final = f"""
CREATE TEMPORARY TABLE new_account ON COMMIT DROP AS
WITH sequences AS MATERIALIZED ({_SEQUENCES})
SELECT name, nextval(of_account) AS account_id, nextval(of_creator) AS creator_id
FROM (SELECT name FROM identified_row WHERE account_id IS NULL AND NOT is_conflict GROUP BY name ORDER BY min(number)) fresh, sequences;

CREATE TEMPORARY TABLE placed_row ON COMMIT DROP AS
SELECT number, taken_on, external_id, account_id, creator_id,
    first_value(number) OVER of_day AS first_number,
    number = min(number) OVER of_account AS introduces,
    number = first_value(number) OVER of_day AND taken_on = max(taken_on) OVER of_account AS describes
FROM (
    SELECT r.number, r.taken_on, r.external_id, COALESCE(r.account_id, n.account_id) AS account_id, n.creator_id
    FROM identified_row r LEFT JOIN new_account n USING (name)
    WHERE NOT r.is_conflict
) numbered
-- In one order for both, so that the rows are sorted once.
WINDOW of_account AS (PARTITION BY account_id), of_day AS (PARTITION BY account_id, taken_on ORDER BY number);

ANALYZE placed_row
"""  # noqa: S608  # names of ours alone
