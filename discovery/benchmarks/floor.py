"""The least that storing a list's rows can cost: COPY of cleaned rows, and the same upsert into the same tables, nothing read or checked.

All indexes and constraints are in place, and the commit is part of it.
"""

from pathlib import Path
from typing import Final

from django.db import connection, transaction

from discovery.models import CreatorList

STAGE: Final = """
CREATE TEMPORARY TABLE cleaned (
    platform text, handle text, title text, country text,
    followers bigint, following bigint, posts bigint, likes double precision, taken_on date
) ON COMMIT DROP
"""
UPSERT: Final = """
ANALYZE cleaned;

CREATE TEMPORARY TABLE placed ON COMMIT DROP AS
WITH sequences AS MATERIALIZED (
    SELECT pg_get_serial_sequence('discovery_account', 'id')::regclass AS of_account,
        pg_get_serial_sequence('discovery_creator', 'id')::regclass AS of_creator
)
SELECT c.*, a.id AS known_id, COALESCE(a.id, nextval(of_account)) AS account_id,
    CASE WHEN a.id IS NULL THEN nextval(of_creator) END AS creator_id
FROM sequences, cleaned c
LEFT JOIN discovery_account a ON a.platform = c.platform AND lower(a.handle) = lower(c.handle) AND a.handle <> '';

INSERT INTO discovery_creator (id, name, created_by_list_id) SELECT creator_id, title, %(list_id)s FROM placed WHERE known_id IS NULL;

INSERT INTO discovery_account (
    id, creator_id, platform, handle, external_id, title, bio, country, language, topics, field_lists, created_by_list_id
)
SELECT account_id, creator_id, platform, handle, '', title, '', country, '', '{}',
    jsonb_build_object('handle', %(list_id)s, 'title', %(list_id)s, 'country', %(list_id)s), %(list_id)s
FROM placed WHERE known_id IS NULL;

UPDATE discovery_account a SET title = p.title, country = p.country
FROM placed p WHERE a.id = p.known_id AND (a.title, a.country) IS DISTINCT FROM (p.title, p.country);

INSERT INTO discovery_snapshot AS s (
    account_id, taken_on, source_id, creator_list_id, followers, following, posts, likes, rate_definition, extra
)
SELECT account_id, taken_on, %(source_id)s, %(list_id)s, followers, following, posts, likes, '', '{}' FROM placed
ON CONFLICT (account_id, taken_on, source_id) DO UPDATE
SET followers = EXCLUDED.followers, following = EXCLUDED.following, posts = EXCLUDED.posts, likes = EXCLUDED.likes
WHERE (s.followers, s.following, s.posts, s.likes) IS DISTINCT FROM (EXCLUDED.followers, EXCLUDED.following, EXCLUDED.posts, EXCLUDED.likes)
"""


def store(path: Path, creator_list: CreatorList) -> None:
    """Store files.write_cleaned's rows as this list's."""
    with transaction.atomic(), connection.cursor() as cursor, path.open(encoding="utf-8") as file:
        cursor.execute(STAGE)
        cursor.cursor.copy_expert("COPY cleaned FROM STDIN", file)
        cursor.execute(UPSERT, {"list_id": creator_list.pk, "source_id": creator_list.source_id})
