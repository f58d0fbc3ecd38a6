"""What the database itself says of a run: which host did which unit, which holds one, and whether the scores are those of another run.

A trigger notes each unit that is done, with the address of whoever committed it. Asked of PostgreSQL, so that nothing of ours is believed.
"""

from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Model
from psycopg2 import sql

from scoring.models import AccountScore, Benchmark, ScoringRun
from tests.proofs.hosts import Host

Stage = ScoringRun.Stage
NOTING: Final = """
    CREATE TABLE proof_units (run_id bigint, stage int, number bigint, host inet, at timestamptz);
    CREATE FUNCTION proof_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO proof_units VALUES (NEW.run_id, NEW.stage, NEW.number, inet_client_addr(), clock_timestamp());
        RETURN NULL;
    END $$;
    CREATE TRIGGER proof_note AFTER UPDATE OF done_at ON scoring_rununit FOR EACH ROW
    WHEN (OLD.done_at IS NULL AND NEW.done_at IS NOT NULL) EXECUTE FUNCTION proof_note()
"""
# Whoever locks a row leaves the number of its transaction there.
HELD: Final = """
    SELECT u.stage, u.number, a.pid FROM scoring_rununit u JOIN pg_stat_activity a ON a.backend_xid = u.xmax
    WHERE u.run_id = %s AND u.done_at IS NULL AND a.client_addr = %s
"""
# Runs differ in these names alone.
OF_THE_RUN: Final = {"id", "version_id", "benchmark_version_id"}
TABLES: Final[dict[str, type[Model]]] = {"scores": AccountScore, "benchmarks": Benchmark}


class Held(NamedTuple):
    """A unit that is being done, and the server's process of whoever does it."""

    stage: int
    number: int
    pid: int

    def __str__(self) -> str:
        return f"unit {self.number} of “{Stage(self.stage).label}”"


def begin() -> None:
    """Have the database note which host does what from now on."""
    _execute(NOTING)


def done_by(run: ScoringRun, host: Host) -> int:
    """How many units of the run this host has done."""
    return _number("SELECT count(*) FROM proof_units WHERE run_id = %s AND host = %s", run.pk, host.address)


def doer(run: ScoringRun, held: Held) -> str:
    """The address of whoever has done this unit."""
    ((address,),) = _rows("SELECT host(host) FROM proof_units WHERE run_id = %s AND stage = %s AND number = %s", run.pk, *held[:2])
    return str(address)


def held_by(run: ScoringRun, host: Host) -> Held | None:
    """The unit that the host does now, if it does any."""
    rows = _rows(HELD, run.pk, host.address)
    return Held(*rows[0]) if rows else None


def is_there(held: Held) -> bool:
    """Whether the session that does the unit still is, as the server sees it."""
    return bool(_number("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", held.pid))


def keep() -> None:
    """Set the scores and benchmarks that are published now aside, for `faults` to compare with."""
    for name, model in TABLES.items():
        _execute(
            sql.SQL("CREATE TABLE {} AS SELECT * FROM {}").format(sql.Identifier(f"proof_{name}"), sql.Identifier(model._meta.db_table))
        )


def faults(run: ScoringRun, accounts: int) -> list[str]:
    """What is wrong with the run's result: nothing, where it is done and published what was kept."""
    run.refresh_from_db()
    differing = {f"{name} that differ": _differing(name) for name in TABLES}
    counts = {
        "scores": (_number("SELECT count(*) FROM scoring_accountscore"), accounts),
        "accounts with scores": (_number("SELECT count(DISTINCT account_id) FROM scoring_accountscore"), accounts),
        "method versions": (_number("SELECT count(DISTINCT method_version) FROM scoring_accountscore"), 1),
        "benchmark versions of scores": (_number("SELECT count(DISTINCT benchmark_version_id) FROM scoring_accountscore"), 1),
        "benchmark versions": (_number("SELECT count(*) FROM scoring_benchmarkversion"), 1),
        "units left": (run.units.filter(done_at=None).count(), 0),
        "units done": (_number("SELECT count(*) FROM proof_units WHERE run_id = %s", run.pk), run.units.count()),
        "tables left": (_number("SELECT count(*) FROM pg_class WHERE relname LIKE 'scoring_accountscore_run_%%'"), 0),
        **{name: (count, 0) for name, count in differing.items()},
    }
    found = [f"{name}: {got:,} instead of {wanted:,}" for name, (got, wanted) in counts.items() if got != wanted]
    return found if run.state == ScoringRun.State.DONE else [f"the run is {run.state}: {run.message}", *found]


def _differing(name: str) -> int:
    """How many rows are in one of the two tables alone, every column compared but those in which runs must differ."""
    table = TABLES[name]._meta.db_table
    columns = sql.SQL(", ").join(sql.Identifier(column) for column in _compared(name))
    now, kept = (sql.SQL("SELECT {} FROM {}").format(columns, sql.Identifier(each)) for each in (table, f"proof_{name}"))
    question = "SELECT count(*) FROM (({0} EXCEPT ALL {1}) UNION ALL ({1} EXCEPT ALL {0})) differing"
    return _number(sql.SQL(question).format(now, kept))


def _compared(name: str) -> list[str]:
    columns = (field.column for field in TABLES[name]._meta.local_concrete_fields)
    return [column for column in columns if column and column not in OF_THE_RUN]


def _execute(statement: str | sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _rows(question: str | sql.Composable, *values: int | str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _number(question: str | sql.Composable, *values: int | str) -> int:
    ((number,),) = _rows(question, *values)
    return int(number)
