"""A real Celery worker as a process of its own, on the test's database and Redis.

For tests with transactions of their own, marked `worker`: what is not committed no worker sees. They are in an xdist group, so that not all
of a machine's processors start workers at once; each group is done by one process of pytest, with a database and Redis number of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import psutil
import redis
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "celery", "-A", "influencer_finder", "worker", "--pool", "prefork", "--concurrency", "1", "-l", "INFO"]
START_SECONDS = 60.0
# A recompute lets everything else on the machine go first.
STOP_SECONDS = 90.0
Value = TypeVar("Value")


class Worker:
    """A worker process with its pool; `log` is what it said."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text()

    def kill(self) -> None:
        """End it and its pool at once, as a power cut would."""
        for process in self._family():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.wait()

    def kill_pool(self) -> None:
        """End the process that does the work at once, as the kernel does where memory is short; the worker starts another."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def stop(self) -> None:
        """Let it finish what it is doing; end it at once if that takes long. What it had begun then waits an hour in the broker."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def _family(self) -> list[psutil.Process]:
        if self.process.poll() is not None:
            return []
        parent = psutil.Process(self.process.pid)
        return [*parent.children(recursive=True), parent]


@contextmanager
def running_worker(**environ: str) -> Iterator[Worker]:
    """A worker that is ready for tasks; stopped in the end. `environ` is added to its environment."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "worker.log"
        with log.open("wb") as output:
            process = subprocess.Popen(COMMAND, cwd=ROOT, env=aimed_at_the_test() | environ, stdout=output, stderr=subprocess.STDOUT)
        worker = Worker(process, log)
        try:
            until(lambda: "ready." in worker.log or process.poll() is not None, START_SECONDS)
            assert process.poll() is None, worker.log
            yield worker
        finally:
            worker.stop()


@contextmanager
def empty_queues() -> Iterator[None]:
    """No task of another test before, and none of this one after."""
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.flushdb()
    try:
        yield
    finally:
        broker.flushdb()
        broker.close()


def is_all_done() -> bool:
    """Whether no task waits for a worker, and none is being worked on: it stays unacknowledged until it is done."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        return not broker.llen(settings.CELERY_TASK_DEFAULT_QUEUE) and not broker.hlen("unacked")


def until(holds: Callable[[], Value | None], seconds: float = 90, pause: float = 0.05) -> Value:
    """What `holds` gives once that is true, asked every `pause` seconds; fails the test where it never is."""
    end = time.monotonic() + seconds
    while not (value := holds()):
        assert time.monotonic() < end, "it never came about"
        time.sleep(pause)
    return value


def aimed_at_the_test() -> dict[str, str]:
    """The environment of a process that shall work on the test's database, Redis and uploads."""
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return os.environ | {"DATABASE_URL": database, "REDIS_URL": settings.REDIS_URL, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
