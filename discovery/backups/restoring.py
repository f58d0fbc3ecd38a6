"""Puts a backup in the place of what is there: verified first, then the database in one transaction, then the files, then newer migrations.

Stop web, workers and beat meanwhile: what they hold and write belongs to the old data.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from discovery.backups import archive, postgres
from discovery.backups.archive import BackupProblem, Manifest
from discovery.backups.making import Say, media_root
from discovery.models import Account, Campaign, CreatorList, User
from influencer_finder import VERSION

STANDARD_INPUT = "-"
# Without a row of these a database is as good as new.
KEPT = (User, Account, CreatorList, Campaign)


def restore(source: str, *, replace: bool, say: Say) -> Manifest:
    """Restore from the file `source`, or standard input where that is "-". Unless `replace`, into an empty database alone.

    BackupProblem where it cannot be; up to the transaction that loads the database nothing has changed then.
    """
    with _opened(source) as file, tempfile.TemporaryDirectory(prefix=".restoring-", dir=media_root()) as folder:
        _require_room(replace=replace)
        say("Reading and verifying the backup …")
        manifest = archive.unpack(file, Path(folder))
        _require_known(manifest)
        say(f"Restoring the database of {manifest.made_at[:16]} (version {manifest.version}) …")
        postgres.load(Path(folder) / archive.DUMP)
        say("Restoring the uploaded files …")
        _swap_media(Path(folder) / archive.MEDIA)
    # What it remembers of tables is of the old ones.
    connection.close()
    say("Migrating …")
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


@contextmanager
def _opened(source: str) -> Iterator[IO[bytes]]:
    if source == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115  # closed below
    except OSError as error:
        raise BackupProblem(f"{source} cannot be read: {error.strerror}.") from error
    with file:
        yield file


def _require_room(*, replace: bool) -> None:
    tables = set(connection.introspection.table_names())
    kept = [model for model in KEPT if model._meta.db_table in tables and model.objects.exists()]  # noqa: SLF001  # Django's documented name
    if kept and not replace:
        names = ", ".join(str(model._meta.verbose_name_plural) for model in kept)  # noqa: SLF001  # the same
        raise BackupProblem(f"The database is not empty (it has {names}). With --replace the backup takes the place of all there is.")


def _require_known(manifest: Manifest) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [name for app, names in manifest.migrations.items() for name in names if (app, name) not in known]
    if unknown or _numbers(manifest.version) > _numbers(VERSION):
        raise BackupProblem(
            f"The backup was made by version {manifest.version}, this is {VERSION}: install that version or a newer one first."
        )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _swap_media(new: Path) -> None:
    """Children change places, not the folder: that may be a volume. What fails between leaves the old ones in a folder of their own."""
    root = media_root()
    before = Path(tempfile.mkdtemp(prefix=".before-restoring-", dir=root))
    for child in root.iterdir():
        if not child.name.startswith("."):
            os.replace(child, before / child.name)
    for child in new.iterdir() if new.exists() else ():
        os.replace(child, root / child.name)
    shutil.rmtree(before)
