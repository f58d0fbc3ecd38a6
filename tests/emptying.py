"""Empties the database after a test with transactions of its own, in milliseconds: most tests leave rows in a few tables.

Django's flush truncates every table and makes content types and permissions anew, which takes a tenth of a second each time.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from psycopg2 import sql

from scoring.models import ReferenceBand

# What `migrate` puts there and no test changes.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
# From so many bytes on a table is given back to the disk; below, taking the rows out is quicker than making new files for its indexes.
BIG = 1_000_000


def empty(bands: Iterable[ReferenceBand]) -> None:
    """Leave no row but what the migrations brought: these bands."""
    tables = [table for table in connection.introspection.django_table_names(only_existing=True, include_views=False) if table not in KEPT]
    with transaction.atomic(), connection.cursor() as cursor:
        # Waits, as TRUNCATE would, for whoever still writes: a row stored later would be the next test's.
        cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.SQL(", ").join(map(sql.Identifier, tables))))
        cursor.execute(sql.SQL(" UNION ALL ").join(map(_used, tables)), [BIG] * len(tables))
        used = dict(cursor.fetchall())
        # Without the triggers that would look for what refers to each row.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, is_big in used.items():
            statement = "TRUNCATE {} CASCADE" if is_big else "DELETE FROM {}"
            cursor.execute(sql.SQL(statement).format(sql.Identifier(table)))
        ReferenceBand.objects.bulk_create(bands)


def _used(table: str) -> sql.Composed:
    """Of a table that has rows or was made big by rows rolled back: its name and whether it is big."""
    is_big = sql.SQL("pg_relation_size({}) > %s").format(sql.Literal(f'"{table}"'))
    of_table = sql.SQL("SELECT {}, is_big FROM (SELECT {} AS is_big) AS size WHERE is_big OR EXISTS (SELECT FROM {})")
    return of_table.format(sql.Literal(table), is_big, sql.Identifier(table))
