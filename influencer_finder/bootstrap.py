"""Makes .venv from a hashed lock and re-executes the command inside it, with the standard library alone.

It does nothing inside a virtual environment that somebody else made, nor with INFLUENCER_FINDER_NO_BOOTSTRAP=1 (containers).
Next: manage.py.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
# A lock also satisfies the commands that need the smaller one.
INCLUDES = {
    "requirements.txt": ["requirements.txt"],
    "requirements-test.txt": ["requirements-test.txt", "requirements.txt"],
    "requirements-bench.txt": ["requirements-bench.txt", "requirements.txt"],
}


def enter(lock: str) -> None:
    """Continue inside .venv with everything of `lock` (a file name in the checkout) installed.

    Exits with one sentence where Python is too old, `venv` is missing or the packages cannot be fetched.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    inside_ours = Path(sys.prefix).resolve() == VENV.resolve()
    if os.environ.get("INFLUENCER_FINDER_NO_BOOTSTRAP") == "1" or (sys.prefix != sys.base_prefix and not inside_ours):
        return
    _install(lock)
    if not inside_ours:
        os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606  # the same command, inside .venv


def _install(lock: str) -> None:
    digest = _digest(lock)
    if _installed(lock, digest):
        return
    with (ROOT / ".venv.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if _installed(lock, digest):
            return
        print("Setting up .venv from the lock (about a minute, once) …", file=sys.stderr, flush=True)
        if not _has_pip():
            _create()
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        if subprocess.run([*pip, "-r", str(ROOT / lock)], check=False).returncode:
            sys.exit(f"The packages of {lock} could not be installed: see pip's message above, then run the command again.")
        for name in INCLUDES[lock]:
            _stamp(name).write_text(_digest(name))


def _create() -> None:
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"Python could not make a virtual environment. On Debian or Ubuntu: sudo apt install python{version}-venv")


def _has_pip() -> bool:
    return PYTHON.exists() and subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _installed(lock: str, digest: str) -> bool:
    return PYTHON.exists() and _stamp(lock).exists() and _stamp(lock).read_text() == digest


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _stamp(lock: str) -> Path:
    return VENV / f".{lock}.sha256"
