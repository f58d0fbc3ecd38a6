"""`.venv/bin/python -m tests.proofs.two_hosts`, as root: a recompute by two hosts ends right without either of them, and without Redis.

The first host has PostgreSQL, Redis, beat and a worker, the second a worker alone. Each scenario's scores are compared, row by row, with
what the first host computes by itself. Takes some minutes; ends with status 1 where anything is wrong. See hosts and evidence.
"""

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import django

from tests.proofs.hosts import Host, addresses, empty_redis, servers, two_hosts

FOLDER: Final = Path(tempfile.gettempdir()) / f"influencer-finder-proof-{os.getpid()}"
ADDRESSES: Final = addresses(FOLDER)
os.environ.pop("CELERY_BROKER_URL", None)
os.environ |= {
    "DEBUG": "1",
    "DJANGO_SETTINGS_MODULE": "influencer_finder.settings",
    "INFLUENCER_FINDER_NO_BOOTSTRAP": "1",
    "MEDIA_ROOT": f"{FOLDER}/media",
    **ADDRESSES.here,
}
django.setup()

from django.db import connection  # noqa: E402  # the settings name the servers that are yet to start

from discovery.benchmarks import histories  # noqa: E402
from influencer_finder.celery import app  # noqa: E402
from scoring import runs  # noqa: E402
from scoring.models import ScoringRun  # noqa: E402
from scoring.waking import wake  # noqa: E402
from tests.proofs import evidence  # noqa: E402
from tests.proofs.evidence import Held  # noqa: E402
from tests.worker import COMMAND, ROOT, START_SECONDS, Worker, until  # noqa: E402

Stage = ScoringRun.Stage
# Ages are counted to the same day in every run: their results must be the same.
MOMENT: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
# What is waited for comes within this, or never.
PATIENCE_SECONDS: Final = 300.0
# Units last a tenth of a second: this process asks often enough to see one of them.
CLOSELY: Final = 0.001
# So many units has the host done that is cut off then: it took part before.
UNITS_BEFORE: Final = 2
# So long its wire is pulled at the least: both sides have given each other up by then.
CUT_SECONDS: Final = 60.0
# A worker that is joined again is back within this. Two hours is what Linux takes to notice.
BACK_SECONDS: Final = 30.0
# Which host does the step in which nobody else has anything to do is chance.
MOST_TRIES: Final = 20
BEAT: Final = [sys.executable, "-m", "celery", "-A", "influencer_finder", "beat", "--schedule", f"{FOLDER}/schedule", "-l", "INFO"]


class Account:
    """Says what happened, and how many seconds after the scenario's beginning."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.wrong: list[str] = []

    def begin(self, title: str) -> None:
        self._began = time.monotonic()
        self._say(f"\n{title}")

    def tell(self, text: str) -> None:
        self._say(f"{self.seconds:7.1f} s  {text}")

    def judge(self, wrong: list[str], right: str) -> None:
        """Say what is wrong, or that all is right."""
        self.wrong += wrong
        self.tell(f"WRONG: {'; '.join(wrong)}" if wrong else f"right: {right}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def _say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class House(NamedTuple):
    """Two hosts with their workers, and how many accounts there are."""

    first: Host
    second: Host
    accounts: int
    account: Account

    def ask(self) -> ScoringRun:
        """Have all scores computed from nothing."""
        run = runs.request(reason="A proof", from_nothing=True, now=MOMENT)
        wake(1)
        self.account.tell(f"asked for all scores from nothing ({run})")
        return run

    def see_it_end(self, run: ScoringRun) -> None:
        """Wait for the run's end, and judge what it published."""
        until(lambda: not ScoringRun.objects.get(pk=run.pk).is_active, PATIENCE_SECONDS)
        shares = (f"{host.name} host {evidence.done_by(run, host)}" for host in (self.first, self.second))
        self.account.tell(f"ended; units done: {', '.join(shares)}")
        self.account.judge(evidence.faults(run, self.accounts), f"{self.accounts:,} accounts, each scored once; no row unlike those of 1")


def first_alone(house: House) -> None:
    """What the others are compared with."""
    run = house.ask()
    until(lambda: not ScoringRun.objects.get(pk=run.pk).is_active, PATIENCE_SECONDS)
    evidence.keep()
    house.see_it_end(run)


def two_hosts_share(house: House) -> None:
    house.see_it_end(house.ask())


def second_is_cut_off(house: House) -> None:
    """The wire is pulled while the second host scores a block, and put back after the run's end."""
    account, run = house.account, house.ask()
    held = _cut_off_in_a_unit(run, house.second)
    cut_at = account.seconds
    done = evidence.done_by(run, house.second)
    account.tell(f"the second host has done {done} units and is doing {held}: its wire is pulled")
    until(lambda: not evidence.is_there(held), PATIENCE_SECONDS)
    account.tell(f"PostgreSQL ends its session and with it the lock: the unit was held {account.seconds - cut_at:.1f} s after the cut")
    house.see_it_end(run)
    account.tell(f"{held} was done by {evidence.doer(run, held)}")
    time.sleep(max(0.0, CUT_SECONDS - (account.seconds - cut_at)))
    house.second.join()
    joined_at = account.seconds
    account.tell("the wire is put back")
    until(_second_is_free, BACK_SECONDS)
    account.tell(f"the second host's worker answers and is free, {account.seconds - joined_at:.1f} s after")
    run = house.ask()
    house.see_it_end(run)
    account.judge([] if evidence.done_by(run, house.second) else ["the second host did nothing"], "the second host takes part again")


def redis_is_emptied(house: House) -> None:
    run = house.ask()
    until(lambda: all(evidence.held_by(run, host) for host in (house.first, house.second)), pause=CLOSELY)
    empty_redis(ADDRESSES.here["REDIS_URL"])
    house.account.tell("Redis is emptied while both hosts are doing units")
    house.see_it_end(run)


def first_worker_is_killed(house: House, worker: Worker, other: Worker) -> None:
    """Killed in the one step during which nobody else has anything to do, and with it goes all that Redis holds: beat alone is left."""
    account = house.account
    run, held = _first_compares_peers(house)
    asked = _pick_ups(other)
    empty_redis(ADDRESSES.here["REDIS_URL"])
    worker.kill()
    killed_at = account.seconds
    account.tell(f"the first host is doing {held}: its worker is killed with -9, and Redis emptied")
    until(lambda: not _is_open(run, held), PATIENCE_SECONDS)
    woken = _pick_ups(other) - asked
    account.tell(
        f"the unit is done by {evidence.doer(run, held)}, {account.seconds - killed_at:.1f} s after; "
        f"its worker was sent pick_up_scoring {woken} times meanwhile"
    )
    house.see_it_end(run)


def _cut_off_in_a_unit(run: ScoringRun, host: Host) -> Held:
    """Pull the host's wire while it scores a block: what it waits for then, the block's features, never arrives."""
    until(lambda: evidence.done_by(run, host) >= UNITS_BEFORE, pause=CLOSELY)
    while True:
        held = until(lambda: _doing(run, host, Stage.SCORES), pause=CLOSELY)
        host.cut_off()
        # What was on its way arrives.
        time.sleep(0.1)
        if evidence.held_by(run, host) == held:
            return held
        host.join()


def _first_compares_peers(house: House) -> tuple[ScoringRun, Held]:
    """A run of which the first host, by chance, does the step that only one can do."""
    for _ in range(MOST_TRIES):
        run = house.ask()
        held = until(lambda: _comparing(run, house), pause=CLOSELY)  # noqa: B023  # asked at once
        if evidence.held_by(run, house.first) == held:
            return run, held
        house.account.tell(f"the second host is doing {held}: it is let end, and asked again")
        until(lambda: not ScoringRun.objects.get(pk=run.pk).is_active)  # noqa: B023  # as above
    raise AssertionError("The first host never did it.")


def _comparing(run: ScoringRun, house: House) -> Held | None:
    return _doing(run, house.first, Stage.BENCHMARKS) or _doing(run, house.second, Stage.BENCHMARKS)


def _doing(run: ScoringRun, host: Host, stage: int) -> Held | None:
    """The unit of this stage that the host does now, if it does any."""
    held = evidence.held_by(run, host)
    return held if held and held.stage == stage else None


def _is_open(run: ScoringRun, held: Held) -> bool:
    return run.units.filter(stage=held.stage, number=held.number, done_at=None).exists()


def _pick_ups(worker: Worker) -> int:
    return worker.log.count("Task scoring.tasks.pick_up_scoring") // 2


def _second_is_free() -> bool:
    """Whether its worker answers by the broker, and does nothing."""
    active = app.control.inspect(destination=["second@proof"], timeout=1.0).active()
    return active == {"second@proof": []}


@contextmanager
def _worker(host: Host, environ: dict[str, str]) -> Iterator[Worker]:
    """A Celery worker on this host that is ready."""
    with host.running(f"worker-{host.name}", [*COMMAND, "-n", f"{host.name}@proof"], environ, FOLDER) as worker:
        until(lambda: "ready." in worker.log or worker.process.poll() is not None, START_SECONDS)
        assert worker.process.poll() is None, worker.log
        yield worker


def _fill(accounts: int, snapshots: int) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, check=True)
    histories.fill(accounts=accounts, snapshots=snapshots)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    evidence.begin()


def _prove(accounts: int, snapshots: int, account: Account) -> None:
    environ = os.environ | ADDRESSES.on_hosts
    with ExitStack() as stack:
        first, second = stack.enter_context(two_hosts())
        stack.enter_context(servers(first, FOLDER))
        # Before the servers end.
        stack.callback(connection.close)
        _fill(accounts, snapshots)
        house = House(first, second, accounts, account)
        stack.enter_context(first.running("beat", BEAT, environ, FOLDER))
        one = stack.enter_context(_worker(first, environ))
        account.begin("1  The first host alone, which the others are compared with")
        first_alone(house)
        other = stack.enter_context(_worker(second, environ))
        account.begin("2  Two hosts")
        two_hosts_share(house)
        account.begin("3  The second host is cut off in the middle")
        second_is_cut_off(house)
        account.begin("4  Redis is emptied in the middle")
        redis_is_emptied(house)
        account.begin("5  The first host's worker is killed in the middle, and Redis emptied")
        first_worker_is_killed(house, one, other)


@contextmanager
def _folder() -> Iterator[None]:
    """FOLDER, gone with the block; what the processes said last is shown where something went wrong."""
    # PostgreSQL runs as somebody else there.
    FOLDER.mkdir(mode=0o755)
    try:
        yield
    except Exception:
        for log in FOLDER.glob("*.log"):
            sys.stderr.write(f"\n== {log.name}\n{log.read_text()[-3000:]}\n")
        raise
    finally:
        shutil.rmtree(FOLDER)


def _end(*_: Any) -> None:
    sys.exit("Ended.")


def main() -> None:
    parser = ArgumentParser(description="Proves that a recompute by two hosts ends right without either of them, and without Redis.")
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--snapshots", type=int, default=12)
    options = parser.parse_args()
    if os.geteuid() or not shutil.which("ip"):
        sys.exit("It makes network namespaces: run it as root, with iproute2 installed.")
    # So that all of it is taken away again.
    signal.signal(signal.SIGTERM, _end)
    account = Account()
    account.begin(
        f"{options.accounts:,} accounts × {options.snapshots} snapshots; {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )
    with _folder():
        _prove(options.accounts, options.snapshots, account)
    account.begin(f"Wrong: {'; '.join(account.wrong)}" if account.wrong else "Every run ended right.")
    sys.exit(1 if account.wrong else 0)


if __name__ == "__main__":
    main()
