"""The demo command as a person at a terminal meets it: real processes, Ctrl-C, a kill, a second start."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from influencer_finder import embedded, processes

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("processes")]
Demo = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def demo(server_home: Path, port: int) -> Iterator[Demo]:
    """Starts `manage.py demo` with a folder of its own; whatever it leaves is ended after the test."""
    environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "DEBUG", "MEDIA_ROOT"}}
    environ |= {"INFLUENCER_FINDER_HOME": str(server_home), "DEMO_PASSWORD": "a long demo password"}
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "manage.py", "demo", "--port", str(port), *options]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        started.append(subprocess.Popen(command, cwd=ROOT, env=environ, **pipes))  # type: ignore[call-overload]
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(60)
    processes.end_leftovers(server_home)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL")
        patch.delenv("REDIS_URL")
        with embedded.servers(server_home):
            """Whoever holds the servers last stops them, also those of a killed demo."""


def _until(process: "subprocess.Popen[str]", pattern: str) -> str:
    """What it printed up to a line that matches."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(f"it ended without {pattern!r}:\n{said}")


def test_demo_comes_up_stops_cleanly_and_survives_a_kill(demo: Demo, port: int) -> None:
    first = demo("--no-sample")
    said = _until(first, "Ctrl-C")
    assert f"Ready: http://127.0.0.1:{port}" in said
    assert all(f"{role}@example.com" in said for role in ("admin", "marketer", "viewer"))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=10) as page:
        assert page.status == 200
    children = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGINT)
    assert first.wait(60) == 0
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]

    second = demo("--no-sample")
    _until(second, "Ctrl-C")
    third = demo("--no-sample")
    assert "already runs from this folder" in _until(third, "already runs")
    second.kill()
    second.wait(10)

    fourth = demo("--no-sample")
    assert f"Ready: http://127.0.0.1:{port}" in _until(fourth, "Ctrl-C")


def test_demo_says_that_a_port_is_taken(demo: Demo, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = demo("--no-sample")
        assert process.wait(60) != 0
        assert process.stdout is not None
        assert f"Port {port} is not free" in process.stdout.read()


def test_runner_tells_which_process_will_not_stay(tmp_path: Path) -> None:
    runner = processes.Runner(tmp_path)
    runner.start("brief", [sys.executable, "-c", "print('gone')"], os.environ)
    with pytest.raises(processes.ProcessProblem, match="brief process ends right after its start"):
        runner.watch(pytest.fail)
    runner.stop()
    assert "gone" in (tmp_path / "log" / "brief.log").read_text()


def test_runner_starts_a_killed_process_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = processes.Runner(tmp_path)
    runner.start("steady", [sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
    killed = runner.children["steady"].process
    killed.kill()
    killed.wait()
    monkeypatch.setattr(processes, "STEADY_SECONDS", 0.0)

    def interrupt(said: str) -> None:
        assert "steady process ended by itself and is started again" in said
        monkeypatch.setattr(processes.Runner, "_ended", stop_watching)

    def stop_watching(_runner: processes.Runner) -> list[str]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runner.watch(interrupt)
    revived = runner.children["steady"].process
    assert revived.poll() is None
    runner.stop()
    assert revived.poll() is not None


def test_leftovers_are_told_from_strangers_by_their_start_time(tmp_path: Path) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    try:
        (tmp_path / "processes.json").write_text(f"[[{stranger.pid}, 1.0]]")
        processes.end_leftovers(tmp_path)
        assert stranger.poll() is None
    finally:
        stranger.terminate()
        stranger.wait()
