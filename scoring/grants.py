"""Who owns a table and who may read it, as the operator's own GRANT statements say: carried over to the table that takes its place.

A role that a report or a BI tool reads by would otherwise lose its access with the first recompute.
"""

import logging
from typing import Final, NamedTuple

from django.db import ProgrammingError, connection, transaction
from psycopg2 import errors, sql

# Of the table and of single columns; the owner's own rights come with owning.
GRANTED: Final = """
    WITH held AS (
        SELECT NULL::name AS column_name, c.relowner, e.*
        FROM pg_class c, aclexplode(c.relacl) e WHERE c.oid = %(table)s::regclass
        UNION ALL
        SELECT a.attname, c.relowner, e.*
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) e
        WHERE c.oid = %(table)s::regclass AND NOT a.attisdropped
    )
    SELECT DISTINCT CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee) END, column_name, privilege_type, is_grantable
    FROM held WHERE grantee <> relowner
"""
OWNER: Final = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = %s::regclass"
logger = logging.getLogger(__name__)


class Grant(NamedTuple):
    """A right of a role, PUBLIC where that is None, to the table or to one of its columns."""

    role: str | None
    column: str | None
    privilege: str
    may_pass_on: bool


def copy(table: str, other: str) -> None:
    """Give the other table this one's owner and grants, and take away what it has beside them.

    The caller owns both, or is in their owners' roles. Whoever was let in by somebody else than the owner is let in by the owner then.
    """
    _hand_over(other, _owner(table))
    wanted, there = granted(table), granted(other)
    for grant in there - wanted:
        _run("REVOKE {right} ON {table} FROM {role}", other, grant)
    # A right that is passed on is given again with it.
    for grant in wanted - there:
        _run("GRANT {right} ON {table} TO {role}" + (" WITH GRANT OPTION" if grant.may_pass_on else ""), other, grant)


def granted(table: str) -> set[Grant]:
    """What others than its owner may do with the table."""
    with connection.cursor() as cursor:
        cursor.execute(GRANTED, {"table": table})
        return {Grant(*row) for row in cursor.fetchall()}


def _owner(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(OWNER, [table])
        (name,) = cursor.fetchone()
        return str(name)


def _hand_over(table: str, owner: str) -> None:
    if owner == _owner(table):
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER TABLE {} OWNER TO {}").format(sql.Identifier(table), sql.Identifier(owner)))
    except ProgrammingError as error:
        if not isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise
        # Scores that nobody gets for that would be worse.
        logger.warning("the table of scores cannot be given to its owner %s again: %s", owner, str(error).strip())


def _run(statement: str, table: str, grant: Grant) -> None:
    right: sql.Composable = sql.SQL(grant.privilege)
    if grant.column is not None:
        right = sql.SQL("{} ({})").format(right, sql.Identifier(grant.column))
    role: sql.Composable = sql.SQL("PUBLIC") if grant.role is None else sql.Identifier(grant.role)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(right=right, table=sql.Identifier(table), role=role))
