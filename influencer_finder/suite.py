"""What `python3 manage.py test` runs: every check and the whole suite, or pytest alone where arguments are given."""

import os
import shutil
import subprocess
import sys

from influencer_finder import embedded

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
)
# One more than there are processors: tests of processes and of browsers wait for these half of their time, each group in one worker.
PYTEST = ("pytest", "-n", str((os.cpu_count() or 1) + 1))


def run(arguments: list[str]) -> int:
    """Exit status: 0 where everything passed. Every check runs, so that one run tells all that is wrong."""
    _ensure_chromium()
    environ = {**os.environ, "DEBUG": "1"}
    if arguments:
        return _call(("pytest", *arguments), environ)
    offline = dict(environ)
    embedded.stand_in(offline)
    failed = [" ".join(check) for check in _checks() if _call(check, offline)]
    if _call(PYTEST, environ):
        failed.append("pytest")
    print("All checks passed." if not failed else f"Failed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _checks() -> list[tuple[str, ...]]:
    templates = subprocess.run(["git", "ls-files", "templates/*.html"], capture_output=True, text=True, check=False).stdout.split()
    return [*CHECKS, ("djade", "--check", "--target-version", "5.2", *templates), ("manage.py", "makemigrations", "--check", "--dry-run")]


def _call(command: tuple[str, ...], environ: dict[str, str]) -> int:
    name, *arguments = command
    start = [sys.executable, name] if name.endswith(".py") else [os.path.join(os.path.dirname(sys.executable), name)]
    print(f"== {' '.join(command[:4])}", flush=True)
    return subprocess.run([*start, *arguments], env=environ, check=False).returncode


def _ensure_chromium() -> None:
    """The browser tests drive Debian's Chromium: take it from the PATH, else install it where apt-get may, else say how."""
    if shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    if not shutil.which("chromium"):
        sys.exit("The browser tests need Chromium on the PATH. On Debian or Ubuntu: sudo apt install chromium")
