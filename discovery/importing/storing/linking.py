"""Whose are the accounts of one row? One person's: new ones share a creator, and known ones whose creators differ get the older's.

SQL alone, run by merging.py for lists whose rows speak of several accounts, and by undoing.py. A list's word is kept as a Tie of two
accounts, so that undoing it parts what nobody else ties; what a creator was before it was merged, as an EarlierValue named `creator`.
"""

from typing import Final

from discovery.importing.storing.batches import PARTS


def _flood(table: str, key: str, edges: str) -> str:
    """SQL that gives each of the table's rows the least `root_id` that it is connected with, by `edges` (one, other)."""
    return f"""
DO $$
DECLARE found bigint;
BEGIN
    LOOP
        UPDATE {table} reached SET root_id = near.root_id FROM (
            SELECT id, min(root_id) AS root_id FROM (
                SELECT e.one AS id, t.root_id FROM {edges} e JOIN {table} t ON t.{key} = e.other
                UNION ALL SELECT e.other, t.root_id FROM {edges} e JOIN {table} t ON t.{key} = e.one
            ) neighbours GROUP BY id
        ) near WHERE reached.{key} = near.id AND near.root_id < reached.root_id;
        GET DIAGNOSTICS found = ROW_COUNT;
        EXIT WHEN found = 0;
        -- A long chain is crossed in leaps.
        UPDATE {table} reached SET root_id = root.root_id FROM {table} root
        WHERE root.{key} = reached.root_id AND root.root_id < reached.root_id;
    END LOOP;
END $$
"""  # noqa: S608  # names of ours alone


# The accounts of a row are tied to the oldest of them, unless a person keeps the two apart. Creators that are tied so become the oldest.
LINK: Final = f"""
CREATE TEMPORARY TABLE tied_account ON COMMIT DROP AS
SELECT DISTINCT said.account_id, said.other_id FROM (
    SELECT account_id, min(account_id) OVER (PARTITION BY (number - 1) / {PARTS}) AS other_id FROM placed_row
) said
WHERE said.account_id <> said.other_id AND NOT EXISTS (
    SELECT FROM discovery_tie t WHERE t.is_apart AND t.account_id = said.account_id AND t.other_id = said.other_id
);

CREATE TEMPORARY TABLE owned_account ON COMMIT DROP AS
SELECT DISTINCT p.account_id, COALESCE(p.creator_id, a.creator_id) AS creator_id
FROM placed_row p LEFT JOIN discovery_account a ON a.id = p.account_id;

CREATE TEMPORARY TABLE tied_creator ON COMMIT DROP AS
SELECT DISTINCT mine.creator_id AS one, theirs.creator_id AS other
FROM tied_account t JOIN owned_account mine USING (account_id) JOIN owned_account theirs ON theirs.account_id = t.other_id
WHERE mine.creator_id <> theirs.creator_id;

CREATE TEMPORARY TABLE linked_creator ON COMMIT DROP AS
SELECT one AS id, one AS root_id FROM tied_creator UNION SELECT other, other FROM tied_creator;

ANALYZE tied_account; ANALYZE tied_creator; ANALYZE linked_creator;

{_flood("linked_creator", "id", "tied_creator")};

-- Two accounts that a person keeps apart are not joined through others either: nothing that would do so is believed.
CREATE TEMPORARY TABLE torn_creator ON COMMIT DROP AS
SELECT id FROM linked_creator WHERE root_id IN (
    SELECT one.root_id FROM discovery_tie t
    JOIN discovery_account mine ON mine.id = t.account_id JOIN linked_creator one ON one.id = mine.creator_id
    JOIN discovery_account theirs ON theirs.id = t.other_id JOIN linked_creator other ON other.id = theirs.creator_id
    WHERE t.is_apart AND one.root_id = other.root_id
);
DELETE FROM linked_creator WHERE id IN (SELECT id FROM torn_creator);
DELETE FROM tied_account t USING owned_account o WHERE o.account_id = t.account_id AND o.creator_id IN (SELECT id FROM torn_creator);

UPDATE placed_row p SET creator_id = l.root_id FROM linked_creator l WHERE l.id = p.creator_id AND l.root_id <> l.id
"""  # noqa: S608  # names of ours alone

# Instead of describing.CREATE_CREATORS: one for several accounts, named as the first of them that has a name.
CREATE_SHARED_CREATORS: Final = """
INSERT INTO discovery_creator (id, name, created_by_list_id)
SELECT DISTINCT ON (p.creator_id) p.creator_id, s.title, %(list_id)s
FROM placed_row p JOIN staged_row s USING (number)
WHERE p.describes AND p.creator_id IS NOT NULL AND NOT EXISTS (SELECT FROM discovery_creator c WHERE c.id = p.creator_id)
ORDER BY p.creator_id, s.title = '', p.number
"""

# Known creators that are merged into an older one. Accounts that were somebody's before anything was tied stay together by a tie of nobody.
MERGE_CREATORS: Final = """
CREATE TEMPORARY TABLE merged_creator ON COMMIT DROP AS
SELECT c.id, l.root_id, c.name, c.created_by_list_id, (SELECT min(id) FROM discovery_account WHERE creator_id = c.id) AS account_id
FROM linked_creator l JOIN discovery_creator c USING (id) WHERE l.root_id <> l.id;

INSERT INTO discovery_tie (account_id, other_id)
SELECT a.id, min(first.id) FROM discovery_account a JOIN discovery_account first ON first.creator_id = a.creator_id AND first.id < a.id
WHERE a.creator_id IN (SELECT id FROM merged_creator UNION SELECT root_id FROM merged_creator)
    AND a.created_by_list_id IS DISTINCT FROM %(list_id)s
    AND NOT EXISTS (SELECT FROM discovery_tie t WHERE NOT t.is_apart AND a.id IN (t.account_id, t.other_id))
GROUP BY a.id
ON CONFLICT DO NOTHING;

INSERT INTO discovery_earliervalue (creator_list_id, account_id, field, value)
SELECT %(list_id)s, account_id, 'creator', jsonb_build_object('id', id, 'name', name, 'created_by_list', created_by_list_id)
FROM merged_creator WHERE account_id IS NOT NULL;

UPDATE discovery_creator c SET name = named.name FROM (
    SELECT DISTINCT ON (root_id) root_id, name FROM merged_creator WHERE name <> '' ORDER BY root_id, id
) named WHERE c.id = named.root_id AND c.name = '';

CREATE TEMPORARY TABLE moved_account ON COMMIT DROP AS
SELECT a.id FROM discovery_account a JOIN merged_creator m ON m.id = a.creator_id;

UPDATE discovery_account a SET creator_id = m.root_id FROM merged_creator m WHERE a.creator_id = m.id;

DELETE FROM discovery_creator c USING merged_creator m WHERE c.id = m.id;

INSERT INTO changed_account (id) SELECT id FROM moved_account EXCEPT SELECT id FROM changed_account;

INSERT INTO discovery_tie (creator_list_id, account_id, other_id) SELECT %(list_id)s, account_id, other_id FROM tied_account
"""

# What a list tied, before anything of it is taken back.
FIND_TIES: Final = """
CREATE TEMPORARY TABLE untied_account ON COMMIT DROP AS
SELECT account_id AS id FROM discovery_tie WHERE creator_list_id = %(list_id)s
UNION SELECT other_id FROM discovery_tie WHERE creator_list_id = %(list_id)s;

CREATE TEMPORARY TABLE earlier_creator ON COMMIT DROP AS
SELECT account_id, value FROM discovery_earliervalue WHERE creator_list_id = %(list_id)s AND field = 'creator';

DELETE FROM discovery_tie WHERE creator_list_id = %(list_id)s
"""

# Accounts of one creator that nothing ties any more are parted: they get the creator back that they had, or one of their own. The oldest
# of those that had no other stay, and so does whoever the list did not tie.
PART: Final = f"""
CREATE TEMPORARY TABLE person_account ON COMMIT DROP AS
SELECT a.id, a.creator_id, a.id AS root_id FROM discovery_account a
WHERE a.creator_id IN (SELECT creator_id FROM discovery_account JOIN untied_account USING (id));

CREATE TEMPORARY TABLE person_tie ON COMMIT DROP AS
SELECT t.account_id AS one, t.other_id AS other
FROM discovery_tie t JOIN person_account mine ON mine.id = t.account_id JOIN person_account theirs ON theirs.id = t.other_id
WHERE NOT t.is_apart;

ANALYZE person_account; ANALYZE person_tie;

{_flood("person_account", "id", "person_tie")};

CREATE TEMPORARY TABLE parted_person ON COMMIT DROP AS
WITH person AS (
    SELECT p.root_id, p.creator_id, (
        SELECT e.value FROM earlier_creator e JOIN person_account own ON own.id = e.account_id
        WHERE own.root_id = p.root_id ORDER BY (e.value ->> 'id')::bigint LIMIT 1
    ) AS earlier
    FROM person_account p WHERE p.root_id IN (SELECT root_id FROM person_account JOIN untied_account USING (id)) AND p.id = p.root_id
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY creator_id ORDER BY earlier IS NOT NULL, root_id) AS place FROM person
)
SELECT r.root_id, r.creator_id AS old_id, r.earlier,
    CASE WHEN r.earlier IS NULL OR EXISTS (SELECT FROM discovery_creator WHERE id = (r.earlier ->> 'id')::bigint)
        THEN nextval(pg_get_serial_sequence('discovery_creator', 'id')) ELSE (r.earlier ->> 'id')::bigint END AS creator_id
FROM ranked r WHERE r.place > 1;

INSERT INTO discovery_creator (id, name, created_by_list_id)
SELECT p.creator_id, COALESCE(p.earlier ->> 'name', a.title),
    CASE WHEN p.earlier IS NULL THEN a.created_by_list_id
        ELSE (SELECT id FROM discovery_creatorlist WHERE id = (p.earlier ->> 'created_by_list')::bigint) END
FROM parted_person p JOIN discovery_account a ON a.id = p.root_id;

UPDATE discovery_account a SET creator_id = p.creator_id
FROM person_account own JOIN parted_person p USING (root_id) WHERE a.id = own.id;

-- Who is tied by another list still may be parted when that one is undone.
INSERT INTO discovery_earliervalue (creator_list_id, account_id, field, value)
SELECT heir.creator_list_id, e.account_id, 'creator', e.value
FROM earlier_creator e JOIN person_account own ON own.id = e.account_id AND own.root_id NOT IN (SELECT root_id FROM parted_person)
CROSS JOIN LATERAL (
    SELECT min(t.creator_list_id) AS creator_list_id FROM discovery_tie t
    WHERE e.account_id IN (t.account_id, t.other_id) AND t.creator_list_id IS NOT NULL
) heir
WHERE heir.creator_list_id IS NOT NULL
ON CONFLICT DO NOTHING
"""  # noqa: S608  # names of ours alone
