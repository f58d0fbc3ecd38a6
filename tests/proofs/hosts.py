"""Two hosts on one machine: network namespaces joined by a wire that can be pulled, and servers and other processes that run in them.

Needs root and iproute2. A process of one reaches the other's by TCP over the wire and in no other way; this process reaches the
servers by their unix sockets, whatever becomes of the wire. All of it goes with this process, however that ends; only after kill -9 do
two empty namespaces and a folder stay. What is proved with them stands in two_hosts.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

import psycopg2
import redis
from psycopg2 import sql

from influencer_finder import embedded
from tests.worker import ROOT, Worker, until

# Nobody else is on the wire, so any private network will do.
NETWORK: Final = "10.213.0.0/30"
ADDRESSES: Final = ("10.213.0.1", "10.213.0.2")
WIRE: Final = "wire"
STOP_SECONDS: Final = 20.0
# Where this process is killed, the kernel ends what it started.
ENDS_WITH_US: Final = ("setpriv", "--pdeathsig", "TERM")


class Host(NamedTuple):
    """A network namespace with an address on the wire."""

    name: str
    namespace: str
    address: str

    def cut_off(self) -> None:
        """Pull its end of the wire: nothing arrives any more, and nobody is told."""
        _ip("-n", self.namespace, "link", "set", WIRE, "down")

    def join(self) -> None:
        """Put the wire back."""
        _ip("-n", self.namespace, "link", "set", WIRE, "up")

    @contextmanager
    def running(
        self, name: str, command: Sequence[str], environ: Mapping[str, str], folder: Path, *, ended_by: signal.Signals = signal.SIGTERM
    ) -> Iterator[Worker]:
        """A process on this host, whose output goes to `folder`/`name`.log; ended with the block, at once if it takes long."""
        log = folder / f"{name}.log"
        there = ["ip", "netns", "exec", self.namespace, *ENDS_WITH_US, *command]
        with log.open("ab") as output:
            # In a session of its own: Ctrl-C is for this process, which then ends all in their order.
            process = subprocess.Popen(there, cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        running = Worker(process, log)
        try:
            yield running
        finally:
            _end(running, ended_by)


class Addresses(NamedTuple):
    """DATABASE_URL and REDIS_URL for this process, and for those on the hosts."""

    here: dict[str, str]
    on_hosts: dict[str, str]


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Two hosts with a wire between them; gone with the block."""
    first, second = (
        Host(name, f"proof-{name}-{os.getpid()}", address) for name, address in zip(("first", "second"), ADDRESSES, strict=True)
    )
    with ExitStack() as ending:
        for host in (first, second):
            _ip("netns", "add", host.namespace)
            ending.callback(_ip, "netns", "delete", host.namespace)
        _ip("link", "add", WIRE, "netns", first.namespace, "type", "veth", "peer", "name", WIRE, "netns", second.namespace)
        for host in (first, second):
            _ip("-n", host.namespace, "address", "add", f"{host.address}/{NETWORK.partition('/')[2]}", "dev", WIRE)
            for device in ("lo", WIRE):
                _ip("-n", host.namespace, "link", "set", device, "up")
        yield first, second


def addresses(folder: Path) -> Addresses:
    """Those of the servers that `servers` starts on the first host."""
    sockets = folder / "sockets"
    return Addresses(
        {
            "DATABASE_URL": f"postgresql://postgres:@/{embedded.DATABASE}?host={sockets}",
            "REDIS_URL": f"unix://{sockets}/redis.sock?db=0",
        },
        {
            "DATABASE_URL": f"postgresql://postgres:@{ADDRESSES[0]}:5432/{embedded.DATABASE}",
            "REDIS_URL": f"redis://{ADDRESSES[0]}:6379/0",
        },
    )


@contextmanager
def servers(host: Host, folder: Path) -> Iterator[None]:
    """PostgreSQL and Redis on this host, listening on its address and on unix sockets; their data lie in `folder`."""
    sockets = folder / "sockets"
    sockets.mkdir(mode=0o700)
    postgres = embedded._postgres(folder / "postgres", sockets)
    postgres.ensure_pgdata_inited()
    with (folder / "postgres" / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NETWORK} trust\n")
    user = postgres.system_user
    shutil.chown(sockets, user)
    database = [str(postgres.bin_path / "postgres"), "-D", str(folder / "postgres"), "-h", host.address, "-k", str(sockets)]
    broker = [embedded._redis_binary(), "--bind", host.address, "--protected-mode", "no", "--unixsocket", f"{sockets}/redis.sock"]
    broker += ["--dir", str(folder), "--appendonly", "yes", "--save", ""]
    with (
        # For PostgreSQL SIGINT is an end without waiting for its clients.
        host.running(
            "postgres",
            ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *ENDS_WITH_US, *database],
            os.environ,
            folder,
            ended_by=signal.SIGINT,
        ),
        host.running("redis", broker, os.environ, folder),
    ):
        until(lambda: _is_made(sockets) and embedded._redis_answers(f"unix://{sockets}/redis.sock?db=0"))
        yield


def _is_made(sockets: Path) -> bool:
    """Make the database, once the server answers."""
    with suppress(psycopg2.OperationalError):
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
        connection.autocommit = True
        with connection.cursor() as cursor, suppress(psycopg2.errors.DuplicateDatabase):
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(embedded.DATABASE)))
        connection.close()
        return True
    return False


def empty_redis(url: str) -> None:
    """Take away all that Redis holds, as a lost disk would."""
    with redis.Redis.from_url(url) as client:
        client.flushall()


def _end(running: Worker, ended_by: signal.Signals) -> None:
    if running.process.poll() is None:
        running.process.send_signal(ended_by)
    try:
        running.process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        running.kill()


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
