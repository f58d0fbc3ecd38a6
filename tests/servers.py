"""The suite's own PostgreSQL and Redis, started once in the controlling process, in a folder that goes with it.

Imported by conftest.py before anything of Django's: pytest-django reads the settings only once the servers are named.
Each xdist worker inherits the addresses and takes a database of its own and a Redis database number of its own.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2

from influencer_finder import embedded

XDIST_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_open = ExitStack()


def start() -> None:
    """Name the servers in the environment, starting them in the controlling process."""
    os.environ |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "influencer_finder.settings"}
    if XDIST_WORKER:
        number = int(XDIST_WORKER.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("db=0", f"db={number}")
        return
    folder = Path(tempfile.mkdtemp(prefix="influencer-finder-tests-"))
    for leftover in (folder, embedded.socket_folder(folder / "servers")):
        _open.callback(shutil.rmtree, leftover, ignore_errors=True)
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"):
        os.environ.pop(name, None)
    os.environ.update(_open.enter_context(embedded.servers(folder / "servers")))
    os.environ["MEDIA_ROOT"] = str(folder / "media")
    _write_to_memory()


def _write_to_memory() -> None:
    """Let PostgreSQL wait for no disk: these data end with the suite, so that no power cut needs to leave them whole."""
    with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")


def stop() -> None:
    _open.close()
