"""The histories that recomputes are measured on: invented accounts of a thousand to some millions of followers, each counted once a month.

Made in the database itself, its checks kept and its indexes built last, since twelve million rows would else take many minutes.
"""

from datetime import date
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from discovery.models import CreatorList, Snapshot, Source

LAST_DAY: Final = date(2026, 11, 1)
ACCOUNTS: Final = """
    INSERT INTO discovery_creator (id, name) SELECT n, 'Creator ' || n FROM generate_series(1, %(accounts)s) n;
    INSERT INTO discovery_account (id, creator_id, platform, handle, external_id, title, bio, country, language, topics, field_lists)
    SELECT n, n, (ARRAY['instagram', 'instagram', 'tiktok', 'youtube'])[1 + n %% 4], 'creator_' || n, '', 'Creator ' || n, '',
        (ARRAY['US', 'DE', 'BR', 'KR', 'IN'])[1 + n %% 5], '', '{}', '{}'
    FROM generate_series(1, %(accounts)s) n
"""
# A size, a growth and a rate of each account's own, and some noise a month; one in fifty once jumps by a fifth.
SNAPSHOTS: Final = """
    INSERT INTO discovery_snapshot (
        account_id, taken_on, source_id, creator_list_id, followers, following, posts, likes, comments, views, rate_definition, extra
    )
    SELECT n, DATE %(last_day)s - (30 * (%(snapshots)s - month))::int, %(source)s, %(list)s, followers, 300 + n %% 900, 100 + 12 * month,
        followers * rate * noise, followers * rate * noise * (0.01::float8 + (n %% 7) * 0.01::float8),
        followers * (0.3::float8 + (n %% 5) * 0.2::float8), '', '{}'
    FROM generate_series(1, %(snapshots)s::bigint) month, generate_series(1, %(accounts)s::bigint) n,
    LATERAL (
        SELECT (power(10::float8, 3 + (n * 7919 %% 3500) / 1000::float8) * power(1 + (n %% 40) / 1000::float8, month)
            * CASE WHEN n %% 50 = 0 AND month > n %% 12 THEN 1.2::float8 ELSE 1 END)::bigint AS followers,
            0.004::float8 + (n * 104729 %% 1000) / 25000::float8 AS rate, 0.9::float8 + (n * month * 31 %% 200) / 1000::float8 AS noise
    ) AS drawn
"""
SEQUENCES: Final = ("discovery_creator", "discovery_account", "discovery_snapshot")


def fill(*, accounts: int, snapshots: int) -> None:
    """So many accounts with so many monthly snapshots each, in an empty database."""
    source = Source.objects.create(name="Benchmark")
    creator_list = CreatorList.objects.create(name="histories", size=0, sha256="", source=source, created_at=timezone.now())
    numbers: dict[str, int | str] = {
        "accounts": accounts,
        "snapshots": snapshots,
        "last_day": str(LAST_DAY),
        "source": source.pk,
        "list": creator_list.pk,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # Of rows that point to each other as they are made here, nothing needs to be checked again.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(ACCOUNTS, numbers)
        rebuilding = _without_indexes()
        cursor.execute(SNAPSHOTS, numbers)
        for statement in rebuilding:
            cursor.execute(statement)
        for table in SEQUENCES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608


def count_again(*, every: int, day: date) -> list[int]:
    """One more snapshot of each account whose id is a multiple of `every`, by its own growth and with noise; their ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO discovery_snapshot (
                account_id, taken_on, source_id, creator_list_id, followers, following, posts, likes, comments, views,
                rate_definition, extra
            )
            SELECT account_id, %s, source_id, creator_list_id, (followers * grown)::bigint, following + 3, posts + 8, likes * noise,
                comments * noise * noise, views * noise, '', '{}'
            FROM discovery_snapshot,
            LATERAL (
                SELECT 0.99::float8 + (account_id * 7919 %% 1000) / 20000::float8 AS grown,
                    0.8::float8 + (account_id * 104729 %% 1000) / 2500::float8 AS noise
            ) AS drawn
            WHERE account_id %% %s = 0 AND taken_on = %s RETURNING account_id
            """,
            [day, every, LAST_DAY],
        )
        return [account_id for (account_id,) in cursor.fetchall()]


def _without_indexes() -> list[str]:
    """Drop the snapshots' indexes and unique constraints but the key's, which others point to; the statements that make them again."""
    table = Snapshot._meta.db_table  # noqa: SLF001  # as Django documents it
    with connection.cursor() as asking:
        asking.execute(
            """
            SELECT x.conname, pg_get_constraintdef(x.oid), c.relname, pg_get_indexdef(i.indexrelid)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            LEFT JOIN pg_constraint x ON x.conindid = c.oid AND x.conrelid = i.indrelid
            WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
            """,
            [table],
        )
        found = asking.fetchall()
        for constraint, _, index, _ in found:
            asking.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{constraint}"' if constraint else f'DROP INDEX "{index}"')
    return [f'ALTER TABLE {table} ADD CONSTRAINT "{constraint}" {says}' if constraint else made for constraint, says, _, made in found]
