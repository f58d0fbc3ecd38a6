"""A database of the benchmark's own on the installation's server, and processes that work in it, each measured by itself.

What is measured stands in the modules beside this one; nothing of it touches the installation's data.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
KILOBYTES_A_MEGABYTE = 1024
WORKER_START_SECONDS = 60
# What others point to, and what points to nothing by a constraint.
EMPTIED = "discovery_source, discovery_creator, scoring_accountscore, scoring_benchmarkversion, scoring_featureblock, scoring_scoresdue"
# Redis databases that nobody uses: the tests take the low ones.
BROKER = 200


class Measured(NamedTuple):
    """One process' work: wall-clock seconds, rows it took in, and the most memory it held, in MB."""

    seconds: float
    rows: int
    megabytes: float

    @property
    def rows_per_second(self) -> float:
        return self.rows / self.seconds


class Running:
    """A step that runs."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ended(self) -> Measured:
        """Have it end, as it does when its input ends, and give what it measured."""
        return self.result()

    def result(self) -> Measured:
        """What it measured, once it has ended. RuntimeError where it failed."""
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise RuntimeError(f"The step failed: {said}")
        return Measured(**json.loads(said.splitlines()[-1]))


class Worker(NamedTuple):
    """A Celery worker's main process."""

    pid: int

    def megabytes(self) -> float:
        """The most memory that one of its processes held so far."""
        family = [self.pid, *(int(child) for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split())]
        lines = [line for pid in family for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
        return max(int(line.split()[1]) for line in lines) / KILOBYTES_A_MEGABYTE


class Scratch:
    """A database, and a folder for the uploads, that are gone when the benchmark ends."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self._url = url
        self._environ = {**os.environ, "DATABASE_URL": url, "MEDIA_ROOT": str(folder), "INFLUENCER_FINDER_NO_BOOTSTRAP": "1"}
        # As an installation runs, and quietly.
        self._environ |= {"DEBUG": "0", "SECRET_KEY": secrets.token_urlsafe(50), "LOG_LEVEL": "WARNING"}
        self._environ["REDIS_URL"] = _of_its_own(os.environ["REDIS_URL"])
        # The large file's rows are short, so that it has more of them than an installation takes.
        self._environ["IMPORT_MAX_ROWS"] = str(10_000_000)

    def manage(self, *arguments: str) -> None:
        """A command of manage.py; CalledProcessError where it fails."""
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self._environ, check=True, stdout=subprocess.DEVNULL)

    def empty(self) -> None:
        """Take away what the last step stored."""
        _execute(self._url, f"TRUNCATE {EMPTIED} CASCADE")
        self.settle()

    def settle(self) -> None:
        """What the database would do sooner or later, so that it does not fall into somebody's time."""
        _execute(self._url, "VACUUM ANALYZE")
        _execute(self._url, "CHECKPOINT")

    def measured(self, step: str, **options: Any) -> Measured:
        """Run one of steps.STEPS in a process of its own."""
        with self.started(step, **options) as running:
            return running.result()

    @contextmanager
    def started(self, step: str, **options: Any) -> Iterator["Running"]:
        """The same, while others go on: `ended` has it end and gives what it measured."""
        command = [sys.executable, "manage.py", "bench_step", step, json.dumps(options)]
        with subprocess.Popen(command, cwd=ROOT, env=self._environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Running(process)
            finally:
                process.kill()

    @contextmanager
    def worker(self, name: str) -> Iterator["Worker"]:
        """A Celery worker of this database that is ready for tasks; ended with the block."""
        log = self.folder / f"{name}.log"
        command = [sys.executable, "-m", "celery", "-A", "influencer_finder", "worker", "--pool", "prefork", "--concurrency", "1"]
        with log.open("wb") as output:
            options: dict[str, Any] = {"cwd": ROOT, "env": self._environ, "stdout": output, "stderr": subprocess.STDOUT}
            process = subprocess.Popen([*command, "-n", f"{name}@bench", "-l", "INFO"], **options)
        try:
            until = time.monotonic() + WORKER_START_SECONDS
            while "ready." not in log.read_text():
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"The worker did not start: {log.read_text()}")
                time.sleep(0.1)
            yield Worker(process.pid)
        finally:
            process.terminate()
            process.wait()


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


def _of_its_own(url: str) -> str:
    """Another database of the same Redis, so that the installation's workers are not given what is measured."""
    if url.startswith("unix"):
        return f"{url.partition('?')[0]}?db={BROKER}"
    return urlsplit(url)._replace(path="/15").geturl()


def _execute(url: str, statement: str) -> None:
    """Outside of any transaction: databases are made, and vacuumed, so and in no other way."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
