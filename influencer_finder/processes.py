"""The laptop's process runner: starts a few long-running commands, starts again what dies, ends all of them together.

Their pids are on file, so that what a killed runner left behind is ended by the next one. Servers come from embedded.py.
"""

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psutil

STOP_SECONDS = 15.0
POLL_SECONDS = 0.2
# One that ends sooner after its start would only end again.
STEADY_SECONDS = 10.0


class ProcessProblem(Exception):
    """A sentence for the person at the terminal."""


@dataclass
class _Child:
    command: list[str]
    environ: dict[str, str]
    process: "subprocess.Popen[bytes]"
    started: float


class Runner:
    """Runs named commands, each in a session of its own (Ctrl-C reaches the runner alone) with its output in a log file."""

    def __init__(self, home: Path) -> None:
        self.logs = home / "log"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.pids = home / "processes.json"
        self.children: dict[str, _Child] = {}

    def start(self, name: str, command: list[str], environ: Mapping[str, str]) -> None:
        with self._log(name).open("ab") as log:
            streams = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            process = subprocess.Popen(command, env=dict(environ), start_new_session=True, **streams)  # type: ignore[call-overload]
        self.children[name] = _Child(command, dict(environ), process, time.monotonic())
        self.pids.write_text(json.dumps([_identity(child.process.pid) for child in self.children.values()]))

    def check(self) -> None:
        """ProcessProblem where one of the commands ended by itself."""
        for name in self._ended():
            raise ProcessProblem(f"The {name} process ended by itself: see {self._log(name)}.")

    def watch(self, say: Callable[[str], None]) -> None:
        """Until KeyboardInterrupt start again what ends by itself, and say so; ProcessProblem where it ends right after its start."""
        while True:
            for name in self._ended():
                self._revive(name, say)
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End all of them together; what does not go within STOP_SECONDS is killed."""
        _end([child.process.pid for child in self.children.values()])
        for child in self.children.values():
            child.process.wait()
        self.pids.unlink(missing_ok=True)

    def _revive(self, name: str, say: Callable[[str], None]) -> None:
        child = self.children[name]
        if time.monotonic() - child.started < STEADY_SECONDS:
            raise ProcessProblem(f"The {name} process ends right after its start: see {self._log(name)}.")
        _end([child.process.pid])
        say(f"The {name} process ended by itself and is started again: see {self._log(name)}.")
        self.start(name, child.command, child.environ)

    def _ended(self) -> list[str]:
        return [name for name, child in self.children.items() if child.process.poll() is not None]

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def end_leftovers(home: Path) -> None:
    """End what a killed runner left running: only processes that it started, told from others by pid and start time."""
    with suppress(FileNotFoundError, ValueError):
        left = json.loads((home / "processes.json").read_text())
        _end([identity[0] for identity in left if identity and _identity(identity[0]) == identity])


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """ProcessProblem while another runner of this folder is at work; the kernel lets go of a killed one's lock."""
    with (home / "runner.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ProcessProblem("The app already runs from this folder: stop it with Ctrl-C where it was started.") from None
        yield


def _identity(pid: int) -> list[float] | None:
    with suppress(psutil.NoSuchProcess):
        return [pid, psutil.Process(pid).create_time()]
    return None


def _end(pids: list[int]) -> None:
    """End session leaders and, should one hang or have died before them, everything in their process groups."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for pid in pids:
        with suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
            psutil.Process(pid).wait(max(0.0, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


@contextmanager
def interruptible() -> Iterator[None]:
    """Within it SIGINT and SIGTERM raise KeyboardInterrupt, so that what was started is stopped on the way out."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # A shell's background job is started with SIGINT ignored, so that it is set too.
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
