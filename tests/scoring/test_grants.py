"""The table of scores keeps its owner and the operator's grants, whichever table takes its place; on PostgreSQL itself."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from scoring import grants, recompute, tables
from tests.scoring.workers import made

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Roles belong to the whole server: they go with the test's transaction.
REPORTS, ANALYSTS, HOLDER, APP = "reports_of_test", "analysts of test", "holder_of_test", "app_of_test"


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def may_read(role: str, what: str = f"count(*) FROM {tables.LIVE}") -> bool:
    """Whether the role can, as it tries."""
    try:
        with transaction.atomic():
            run(f'SET LOCAL ROLE "{role}"', f"SELECT {what}")
    except ProgrammingError as error:
        if "permission denied" not in str(error):
            raise
        return False
    finally:
        run("RESET ROLE")
    return True


@pytest.fixture
def roles() -> None:
    run(*(f'CREATE ROLE "{role}"' for role in (REPORTS, ANALYSTS, HOLDER, APP)), f"GRANT USAGE ON SCHEMA public TO {REPORTS}")


def acl() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relowner, relacl::text, (SELECT array_agg((attname, attacl)::text ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = c.oid AND attacl IS NOT NULL) FROM pg_class c WHERE oid = %s::regclass",
            [tables.LIVE],
        )
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows


def test_a_role_that_reads_scores_reads_them_after_a_recompute(roles: None) -> None:
    made(2)
    run(f"GRANT SELECT ON {tables.LIVE} TO {REPORTS}")
    for _ in range(2):
        recompute.recompute_all(now=NOW, every_score=True)
        assert may_read(REPORTS)
        assert not may_read(ANALYSTS)


def test_every_grant_is_as_it_was(roles: None) -> None:
    """Of columns, to everybody, and those that may be passed on."""
    made(1)
    run(
        f'GRANT SELECT, INSERT ON {tables.LIVE} TO "{ANALYSTS}" WITH GRANT OPTION',
        f"GRANT SELECT (fit, account_id) ON {tables.LIVE} TO {REPORTS}",
        f"GRANT REFERENCES ON {tables.LIVE} TO PUBLIC",
    )
    before, granted = acl(), grants.granted(tables.LIVE)
    recompute.recompute_all(now=NOW, every_score=True)
    assert (grants.granted(tables.LIVE), acl()[0][0], acl()[0][2]) == (granted, before[0][0], before[0][2])
    assert may_read(REPORTS, f"sum(fit) FROM {tables.LIVE}")
    assert not may_read(REPORTS, f"sum(followers) FROM {tables.LIVE}")
    assert grants.Grant(ANALYSTS, None, "INSERT", may_pass_on=True) in granted
    assert grants.Grant(None, None, "REFERENCES", may_pass_on=False) in granted


def test_what_new_tables_are_open_to_is_closed_where_this_one_was(roles: None) -> None:
    made(1)
    run(f"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {REPORTS}")
    recompute.recompute_all(now=NOW, every_score=True)
    assert not may_read(REPORTS)


def test_the_owner_stays(roles: None) -> None:
    made(1)
    run(
        f"GRANT CREATE ON SCHEMA public TO {HOLDER}",
        f"ALTER TABLE {tables.LIVE} OWNER TO {HOLDER}",
        f"GRANT SELECT ON {tables.LIVE} TO {REPORTS}",
    )
    recompute.recompute_all(now=NOW, every_score=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = %s", [tables.LIVE])
        assert cursor.fetchone() == (HOLDER,)
    assert may_read(REPORTS)


def test_scores_are_published_though_the_owner_cannot_be_given_them(roles: None, caplog: pytest.LogCaptureFixture) -> None:
    """The app is in the owner's role, which may not make tables in the schema."""
    run(
        f"GRANT {HOLDER} TO {APP}",
        f"GRANT CREATE, USAGE ON SCHEMA public TO {APP}",
        "CREATE TABLE old_of_test (a int)",
        f"ALTER TABLE old_of_test OWNER TO {HOLDER}",
        f"GRANT SELECT ON old_of_test TO {REPORTS}",
        f"SET LOCAL ROLE {APP}",
        "CREATE TABLE new_of_test (a int)",
    )
    grants.copy("old_of_test", "new_of_test")
    run("RESET ROLE")
    assert grants.granted("new_of_test") == {grants.Grant(REPORTS, None, "SELECT", may_pass_on=False)}
    assert f"cannot be given to its owner {HOLDER} again" in caplog.text
