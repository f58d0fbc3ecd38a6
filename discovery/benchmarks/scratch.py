"""A database of the benchmark's own on the installation's server, and processes that work in it, each measured by itself.

What is measured stands in the modules beside this one; nothing of it touches the installation's data.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


class Measured(NamedTuple):
    """One process' work: wall-clock seconds, rows it took in, and the most memory it held, in MB."""

    seconds: float
    rows: int
    megabytes: float

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds


class Scratch:
    """A database, and a folder for the uploads, that are gone when the benchmark ends."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self._url = url
        self._environ = {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(folder), "INFLUENCER_FINDER_NO_BOOTSTRAP": "1"}
        # The large file's rows are short, so that it has more of them than an installation takes.
        self._environ["IMPORT_MAX_ROWS"] = str(10_000_000)

    def manage(self, *arguments: str) -> None:
        """A command of manage.py; CalledProcessError where it fails."""
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self._environ, check=True, stdout=subprocess.DEVNULL)

    def empty(self) -> None:
        """Take away what the last step stored."""
        _execute(self._url, "TRUNCATE discovery_source, discovery_creator CASCADE")
        self.settle()

    def settle(self) -> None:
        """What the database would do sooner or later, so that it does not fall into somebody's time."""
        _execute(self._url, "VACUUM ANALYZE")
        _execute(self._url, "CHECKPOINT")

    def measured(self, step: str, **options: Any) -> Measured:
        """Run one of steps.STEPS in a process of its own."""
        command = [sys.executable, "manage.py", "bench_step", step, json.dumps(options)]
        done = subprocess.run(command, cwd=ROOT, env=self._environ, check=True, stdout=subprocess.PIPE, text=True)
        return Measured(**json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def scratch() -> Iterator[Scratch]:
    """A migrated database beside the installation's own."""
    own, name = os.environ["DATABASE_URL"], f"influencer_finder_bench_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        _execute(own, f'CREATE DATABASE "{name}"')
        try:
            made = Scratch(urlsplit(own)._replace(path=f"/{name}").geturl(), Path(folder))
            made.manage("migrate", "--verbosity=0")
            yield made
        finally:
            _execute(own, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, statement: str) -> None:
    """Outside of any transaction: databases are made, and vacuumed, so and in no other way."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
