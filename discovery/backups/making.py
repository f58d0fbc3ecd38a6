"""Makes a backup: database and uploaded files, as they are at one moment, while everything goes on.

Settings and SECRET_KEY are not in it. Next: restoring.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from discovery.backups import archive, postgres
from discovery.backups.archive import BackupProblem, Manifest
from influencer_finder import VERSION
from scoring.method import in_force
from scoring.tables import LIVE

STANDARD_OUTPUT = "-"
Say = Callable[[str], None]


def make(target: str, say: Say) -> Manifest:
    """Write a backup to the file `target`, or to standard output where that is "-"; an old file stays until the new one is whole."""
    with _opened(target) as out, tempfile.TemporaryDirectory(prefix=".backup-", dir=media_root()) as folder:
        dump = Path(folder) / archive.DUMP
        say("Writing the database …")
        counts, migrations = _dump(dump)
        with archive.writing(out) as tar:
            tar.add(archive.DUMP, dump)
            say("Writing the uploaded files …")
            _add_media(tar)
            manifest = Manifest(VERSION, in_force().version, timezone.now().isoformat(), migrations, counts, tar.files)
            tar.finish(manifest)
    return manifest


def media_root() -> Path:
    """The folder of uploads, made where it is missing. Backups are put together in it: it has room, and may be written to."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextmanager
def _opened(target: str) -> Iterator[IO[bytes]]:
    """The file, for its owner alone: it holds password hashes. Written beside its name, which it gets when it is whole and on disk."""
    if target == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    path = Path(target)
    try:
        beside = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115  # closed below
    except OSError as error:
        raise BackupProblem(f"{target} cannot be written: {error.strerror}.") from error
    try:
        with beside:
            yield beside
            beside.flush()
            os.fsync(beside.fileno())
        os.replace(beside.name, path)
    except BaseException:
        Path(beside.name).unlink()
        raise


def _dump(target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Dump what one snapshot shows; returns how many rows of each table it has, and the migrations applied to it."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # Before the snapshot, so that no recompute puts another table of scores in this one's place, which the snapshot would see empty.
        cursor.execute(f"LOCK TABLE {LIVE} IN ACCESS SHARE MODE")
        cursor.execute("SELECT pg_export_snapshot()")
        postgres.dump(target, cursor.fetchone()[0])
        return _counts(cursor), _by_app(MigrationRecorder(connection).applied_migrations())


def _counts(cursor: CursorWrapper) -> dict[str, int]:
    """Rows of each table whose data are dumped: by table, since the code may be newer than the schema."""
    counts = {}
    for table in sorted({*connection.introspection.table_names(cursor)} - {*postgres.WITHOUT_DATA_OF}):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # a table's own name
        counts[table] = cursor.fetchone()[0]
    return counts


def _by_app(applied: "dict[tuple[str, str], MigrationRecorder.Migration]") -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for app, name in sorted(applied):
        names.setdefault(app, []).append(name)
    return names


def _add_media(tar: archive.Writer) -> None:
    """Every file but what is being put together; one that is deleted meanwhile was to go anyway."""
    root = media_root()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and not name.parts[0].startswith("."):
            try:
                tar.add(f"{archive.MEDIA}/{name.as_posix()}", path)
            except FileNotFoundError:
                continue
